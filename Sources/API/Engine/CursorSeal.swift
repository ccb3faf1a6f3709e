import Bytes
import Contract
import Crypto
import Domain
import FoundationEssentials
import JSON
import Storage

/// Seals the cursors of lists: unreadable (they hold names) and good for one list only, by EP_CLE, so that any replica opens them.
///
/// What a cursor is bound to is not in it: the operation, its path, its filters and its order, as the request gives them. The account it was
/// given to is inside, because it is known only once the session has answered; `RequestContext.opened(by:)` judges it. Not Sendable: one a loop.
final class CursorSeal {
  /// Longer than that of the longest keys: no more is decoded.
  private static let maximumCharacters = 4096
  /// What tells the page and not the list; they may change from one page to the next.
  private static let pagingNames = ["limite", "curseur", "total"]

  private let sealer: Sealer
  private var bound = Bytes(capacity: 512)
  private var plain = Bytes(capacity: 256)

  init(key: [UInt8]) throws(CryptoError) { sealer = try Sealer(secret: key, label: "curseur") }

  /// The cursor that continues after a row with these sort keys.
  func seal(_ keys: [JSONValue], for request: RequestContext) -> String {
    bind(request)
    plain.clear()
    plain.beginArray()
    plain.value(request.session?.acteur.compteId.text ?? "")
    for key in keys { plain.value(key) }
    plain.endArray()
    return sealer.seal(plain.raw, bound: bound.raw)
  }

  /// The sort keys; nil unless this service sealed that cursor for this very list.
  func open(_ cursor: String, for request: RequestContext) -> [JSONValue]? {
    guard cursor.utf8.count <= Self.maximumCharacters else { return nil }
    bind(request)
    guard let opened = sealer.open(cursor, bound: bound.raw), let values = opened.withUnsafeBytes({ try? JSONReader.parse($0) })?.array,
      let owner = values.first?.string
    else { return nil }
    request.cursorOwner = UUID(text: owner)
    return Array(values.dropFirst())
  }

  /// An array of JSON, whose writing says one thing only; parameters in the contract's order and members by name, so that an address or a body
  /// written otherwise by a library is the same list.
  private func bind(_ request: RequestContext) {
    bound.clear()
    bound.beginArray()
    bound.value(request.operation.id)
    for parameter in request.operation.pathParameters { bound.value(request.path[parameter.name] ?? .null) }
    for parameter in request.operation.queryParameters where !Self.pagingNames.contains(parameter.name) {
      bound.value(request.query[parameter.name] ?? .null)
    }
    for member in (request.body.object?.members ?? []).sorted(by: { $0.name < $1.name }) where !Self.pagingNames.contains(member.name) {
      bound.value(member.name)
      bound.value(member.value)
    }
    bound.endArray()
  }
}
