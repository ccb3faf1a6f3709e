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
  /// The instant of the request, not before the last one of the object that it changes.
  private(set) var now: Instant
  let id: String
  /// SHA-256 of the bearer token; nil for a public operation.
  private let digest: [UInt8]?
  /// `Idempotency-Key`, of an operation that takes one.
  let idempotencyKey: String?
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
    exchange: Exchange, operation: Contract.Operation, now: Instant, id: String, tokenDigest: [UInt8]?, idempotencyKey: String?,
    ids: IdGenerator, curseurs: CursorSeal, path: Contract.ParameterValues, query: Contract.ParameterValues, body: JSONValue
  ) {
    self.exchange = exchange
    self.operation = operation
    self.now = now
    self.id = id
    digest = tokenDigest
    self.idempotencyKey = idempotencyKey
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

  /// What is asked of a list: in the address, or in the body of a search, under the same name.
  func asked(_ name: String) -> JSONValue? { isPagedByBody ? body[name] : query[name] }

  func queryText(_ name: String) -> String? { asked(name)?.string }
  func queryInt(_ name: String) -> Int? { asked(name)?.int }
  func queryFlag(_ name: String) -> Bool? { asked(name)?.bool }
  func queryID(_ name: String) -> UUID? { asked(name)?.string.flatMap { UUID(text: $0) } }
  func queryDay(_ name: String) -> Jour? { asked(name)?.string.flatMap { Jour(texte: $0) } }

  /// The words of `recherche`, nil when there is none; refused when nothing is left of it once folded.
  func queryWords() throws(Problem) -> MotsCherches? {
    guard let texte = queryText("recherche") else { return nil }
    if let mots = MotsCherches(texte) { return mots }
    let erreur = ErreurChamp(
      pointeur: isPagedByBody ? "/recherche" : "/query/recherche", code: CodeFaute.champObligatoire.rawValue, regle: nil,
      message: Self.rechercheVide)
    throw Problem(isPagedByBody ? .corpsInvalide : .parametreInvalide, [erreur])
  }

  /// A search answers in the order of the words found: these orders are refused beside it.
  func refuseOrder(_ orders: String...) throws(Problem) {
    guard let tri = queryText("tri"), orders.contains(tri) else { return }
    throw Problem(.parametreInvalide, "Une recherche répond dans l'ordre des mots trouvés : retirez « tri ».")
  }

  private static let rechercheVide = "Il ne reste rien à chercher : donnez au moins une lettre ou un chiffre."

  /// SHA-256 of the bearer token; 401 where the operation asks for none.
  func tokenDigest() throws(Problem) -> [UInt8] {
    guard let digest else { throw Problem(.jetonAbsent) }
    return digest
  }

  /// To be called with the last instant of the object that is about to change, once it is held: the clocks of two replicas differ, and what
  /// happens to one object comes in the order in which it happens.
  func notBefore(_ instant: Instant) { now = max(now, instant) }

  /// 412 unless the request's `If-Match` (when there is one) is `*` or lists this version's own `ETag`: compared as texts and strongly
  /// (RFC 9110 §13.1.1), so that `"03"` and `W/"3"` name no version `"3"`.
  func checkVersion(_ version: Int, modifieLe: Instant) throws(Problem) {
    notBefore(modifieLe)
    var isStated = false
    var isNamed = false
    exchange.forEachHeader("if-match") { line in
      isStated = true
      isNamed = isNamed || Self.names(String(decoding: line, as: UTF8.self), version)
    }
    if isStated, !isNamed {
      throw Problem(.versionPerimee, "La ressource a changé depuis que vous l'avez lue : relisez-la, puis recommencez avec son ETag actuel.")
    }
  }

  private static func names(_ list: String, _ version: Int) -> Bool {
    let tag = "\"\(version)\""
    return list.split(separator: ",").contains { element in
      let text = element.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed()
      return text.elementsEqual(tag) || text.elementsEqual("*")
    }
  }
}
