import Domain
import HTTPServer

/// What a handler says beside the body it has written into `exchange.body`.
struct Reply {
  var status = 200
  /// Version of a mutable resource: becomes a strong `ETag`.
  var version: Int?
  var location: String?
  /// Address of the next page.
  var next: String?
  var contentType: StaticString = "application/json"

  init(_ status: Int = 200, version: Int? = nil, location: String? = nil, next: String? = nil) {
    self.status = status
    self.version = version
    self.location = location
    self.next = next
  }

  /// Done, with nothing to show.
  static let noContent = Reply(204)

  func apply(to exchange: Exchange) {
    exchange.status = status
    exchange.contentType = contentType
    if let version { exchange.addHeader("ETag", "\"\(version)\"") }
    if let location { exchange.addHeader("Location", location) }
    if let next { exchange.addHeader("Link", "<\(next)>; rel=\"next\"") }
  }
}
