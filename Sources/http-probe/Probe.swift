import Bytes
import HTTPServer
import JSON

/// The probe's routes: enough to tell whether a server reads requests right, and how fast it is with nothing to do.
enum Probe {
  static var responder: Responder { Responder(respondNow: answer, respond: { _ in }) }

  private static func answer(_ exchange: Exchange) -> Bool {
    if exchange.method == .other {
      plain(exchange, 501, "method not supported\n")
    } else if isPath(exchange, "/healthz") {
      get(exchange, "OK\n")
    } else if isPath(exchange, "/plaintext") {
      get(exchange, "Hello, World!")
    } else if isPath(exchange, "/smuggled") {
      get(exchange, "SMUGGLED")
    } else if isPath(exchange, "/echo") {
      echo(exchange)
    } else {
      plain(exchange, 404, "not found\n")
    }
    return true
  }

  private static func get(_ exchange: Exchange, _ text: StaticString) {
    guard exchange.method == .get || exchange.method == .head else { return refuseMethod(exchange, allowed: "GET, HEAD") }
    plain(exchange, 200, text)
  }

  /// The JSON of the request, read and written again.
  private static func echo(_ exchange: Exchange) {
    guard exchange.method == .post else { return refuseMethod(exchange, allowed: "POST") }
    guard exchange.hasContentType("application/json") else { return plain(exchange, 415, "application/json expected\n") }
    do throws(JSONError) {
      let value = try JSONReader.parse(exchange.requestBody)
      exchange.contentType = "application/json"
      exchange.body.value(value)
    } catch {
      plain(exchange, 400, "")
      exchange.body.append(error.message)
      exchange.body.append("\n")
    }
  }

  private static func refuseMethod(_ exchange: Exchange, allowed: String) {
    exchange.addHeader("Allow", allowed)
    plain(exchange, 405, "method not allowed\n")
  }

  private static func plain(_ exchange: Exchange, _ status: Int, _ text: StaticString) {
    exchange.status = status
    exchange.contentType = "text/plain; charset=utf-8"
    exchange.body.append(text)
  }

  private static func isPath(_ exchange: Exchange, _ path: StaticString) -> Bool {
    exchange.path.elementsEqual(UnsafeRawBufferPointer(start: path.utf8Start, count: path.utf8CodeUnitCount))
  }
}
