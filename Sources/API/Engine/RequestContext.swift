import Bytes
import Contract
import Crypto
import Domain
import FoundationEssentials
import HTTPServer
import JSON
import Storage

/// One request on its way through the pipeline: matched, checked and parsed against the contract. Not Sendable.
final class RequestContext {
  let exchange: Exchange
  let operation: Contract.Operation
  let now: Instant
  let id: String
  private let ids: IdGenerator
  let curseurs: CursorSeal
  let path: Contract.ParameterValues
  let query: Contract.ParameterValues
  /// The validated body; `.null` when the operation takes none.
  let body: JSONValue
  /// Who asks, once the session has passed the gates; nil before, and for a public operation.
  private(set) var session: SessionOuverte?
  /// The account that the presented cursor was given to; nil without one.
  var cursorOwner: UUID?

  init(
    exchange: Exchange, operation: Contract.Operation, now: Instant, id: String, ids: IdGenerator, curseurs: CursorSeal,
    path: Contract.ParameterValues, query: Contract.ParameterValues, body: JSONValue
  ) {
    self.exchange = exchange
    self.operation = operation
    self.now = now
    self.id = id
    self.ids = ids
    self.curseurs = curseurs
    self.path = path
    self.query = query
    self.body = body
  }

  /// Takes note of who asks; 400 when the cursor presented was given to somebody else.
  func opened(by session: SessionOuverte) throws(Problem) {
    self.session = session
    if let cursorOwner, cursorOwner != session.acteur.compteId { throw Pagination.foreignCursor }
  }

  /// An identifier for something new, that sorts by creation.
  func nouvelId() throws -> UUID { try ids.uuidV7(atMilliseconds: now.microsecondes / 1000) }

  /// The identifier in the path; the contract has checked that it is a UUID, so anything else is an absent object.
  func pathID(_ name: String = "id") throws(Problem) -> UUID {
    guard let text = path[name]?.string, let id = UUID(text: text) else { throw Problem(.ressourceIntrouvable) }
    return id
  }

  func pathText(_ name: String) throws(Problem) -> String {
    guard let text = path[name]?.string else { throw Problem(.ressourceIntrouvable) }
    return text
  }

  func queryText(_ name: String) -> String? { query[name]?.string }
  func queryInt(_ name: String) -> Int? { query[name]?.int }
  func queryFlag(_ name: String) -> Bool? { query[name]?.bool }
  func queryID(_ name: String) -> UUID? { query[name]?.string.flatMap { UUID(text: $0) } }
  func queryDay(_ name: String) -> Jour? { query[name]?.string.flatMap { Jour(texte: $0) } }

  /// The version that `If-Match` names: `"3"` on a resource whose ETag is `"3"`; nil when the header is absent.
  /// Anything that is not one strong tag of ours can match nothing.
  var ifMatch: IfMatch? {
    guard let text = exchange.headerText("if-match") else { return nil }
    if text == "*" { return .any }
    guard text.count > 2, text.hasPrefix("\""), text.hasSuffix("\""), let version = Int(text.dropFirst().dropLast()) else { return .nothing }
    return .version(version)
  }

  enum IfMatch: Equatable {
    case any, nothing, version(Int)
  }

  /// 412 unless the request's `If-Match` (when there is one) names this version.
  func checkVersion(_ version: Int) throws(Problem) {
    switch ifMatch {
    case nil, .any: return
    case .version(version): return
    default:
      throw Problem(.versionPerimee, "La ressource a changé depuis que vous l'avez lue : relisez-la, puis recommencez avec son ETag actuel.")
    }
  }
}
