import Bytes
import Contract
import Domain
import FoundationEssentials
import HTTPServer
import JSON
import Postgres
import Storage

extension Service {
  /// Bytes of a body read before anybody has been judged; a public operation takes no more.
  private static let maximumUnjudgedBodyBytes = 16 << 10

  /// Everything the contract can check before a handler runs: path, method, token, parameters, headers, body.
  ///
  /// The right comes before the work (401, 403, then 404, then the rest): a session costs a round trip that the handler's own read makes anyway,
  /// so it is judged here only where the handler will not be reached, for a request at fault, or where there is much to read first.
  func prepare(_ exchange: Exchange, _ requestID: String, _ matched: inout Contract.Operation?) async throws -> RequestContext {
    let (operation, texts) = try match(exchange)
    matched = operation
    let now = shared.horloge.maintenant
    let digest = operation.isPublic ? nil : try Authentication.digest(exchange, hasher)
    let isLong = exchange.requestBody.count > Self.maximumUnjudgedBodyBytes
    if isLong {
      guard let digest else { throw Problem(.corpsTropGrand, "Cette opération accepte un corps de 16 Kio au plus.") }
      try await judge(digest, operation, now)
    }
    do {
      return try checked(exchange, operation, texts, digest, now, requestID)
    } catch {
      if let digest, !isLong { try await judge(digest, operation, now) }
      throw error
    }
  }

  /// Of a body that is about to come: one without a token has no place among those held, nor a long one where there is no account to be.
  func refusalOfBody(_ exchange: Exchange, _ bytes: Int) -> HTTPRefusal? {
    guard case .operation(let index, _) = shared.contract.match(method: exchange.methodText, path: exchange.path) else { return nil }
    if shared.contract.operations[index].isPublic { return bytes > Self.maximumUnjudgedBodyBytes ? .bodyTooLarge : nil }
    return exchange.header("authorization") == nil ? .unauthorizedBody : nil
  }

  /// Lets the session through its gates, or throws what they answer.
  private func judge(_ digest: [UInt8], _ operation: Contract.Operation, _ now: Instant) async throws {
    let opened = try await database.read { $0.enqueue(SessionStatements.ouvrir, CleDeSession(empreinte: digest, instant: now)) }
    _ = try Authentication.authorize(opened.first()?.session, for: operation, at: now, cguVersion: shared.cguVersion)
  }

  private func match(_ exchange: Exchange) throws(Problem) -> (Contract.Operation, pathTexts: [String]) {
    switch shared.contract.match(method: exchange.methodText, path: exchange.path) {
    case .operation(let index, let texts): return (shared.contract.operations[index], texts)
    case .methodNotAllowed(let allow):
      var problem = Problem(.methodeNonAdmise, "Méthodes admises ici : \(allow.joined(separator: ", ")).")
      problem.allow = allow
      throw problem
    case .notFound: throw Problem(.routeInconnue, "Aucune ressource à cette adresse ; GET /openapi.json décrit celles qui existent.")
    }
  }

  private func checked(
    _ exchange: Exchange, _ operation: Contract.Operation, _ pathTexts: [String], _ digest: [UInt8]?, _ now: Instant, _ requestID: String
  ) throws(Problem) -> RequestContext {
    let path = try parsedPath(pathTexts, operation)
    let query = try parsedQuery(exchange, operation)
    if operation.needsIfMatch, exchange.header("if-match") == nil {
      throw Problem(.versionRequise, "Lisez d'abord la ressource, puis envoyez son ETag dans l'en-tête If-Match.")
    }
    let key = try idempotencyKey(exchange, operation)
    let body = try parsedBody(exchange, operation)
    return RequestContext(
      exchange: exchange, operation: operation, now: now, id: requestID, tokenDigest: digest, idempotencyKey: key, ids: ids, curseurs: curseurs,
      path: path, query: query, body: body)
  }

  /// The four operations outside `/v1` are for machines that may add parameters of their own: they ignore the query.
  private func parsedQuery(_ exchange: Exchange, _ operation: Contract.Operation) throws(Problem) -> Contract.ParameterValues {
    var errors: [FieldError] = []
    let ignored = !operation.path.hasPrefix("/v1/")
    let raw = ignored ? nil : exchange.query
    let query = operation.parseQuery(raw ?? UnsafeRawBufferPointer(start: nil, count: 0), screen: Self.nirScreen, into: &errors)
    guard !errors.isEmpty else { return query }
    // A cursor that cannot even be read is no cursor of this list.
    if errors.allSatisfy({ $0.pointer == "/query/curseur" && $0.code != .parametreEnDouble }) { throw Pagination.foreignCursor }
    throw Problem(.parametreInvalide, errors.map(ErreurChamp.init))
  }

  /// The `Idempotency-Key` of a request whose operation takes one, as the contract has it (RFC 9110 field value, no list).
  private func idempotencyKey(_ exchange: Exchange, _ operation: Contract.Operation) throws(Problem) -> String? {
    guard let parameter = operation.idempotencyKey, let header = exchange.header("idempotency-key") else { return nil }
    var errors: [FieldError] = []
    let key = parameter.value(of: String(decoding: header, as: UTF8.self), screen: Self.nirScreen, into: &errors)?.string
    if !errors.isEmpty { throw Problem(.parametreInvalide, errors.map(ErreurChamp.init)) }
    return key
  }

  /// A path parameter of the wrong form names no object: 404, not 400.
  private func parsedPath(_ texts: [String], _ operation: Contract.Operation) throws(Problem) -> Contract.ParameterValues {
    var errors: [FieldError] = []
    let values = operation.parsePath(texts, into: &errors)
    if !errors.isEmpty { throw Problem(.ressourceIntrouvable) }
    return values
  }

  private func parsedBody(_ exchange: Exchange, _ operation: Contract.Operation) throws(Problem) -> JSONValue {
    guard let expected = operation.body else {
      guard exchange.requestBody.isEmpty else { throw Problem(.requeteMalFormee, "Cette opération n'attend pas de corps.") }
      return .null
    }
    if exchange.requestBody.isEmpty, !expected.isRequired { return .null }
    guard Self.isJSON(exchange) else {
      throw Problem(.typeDeContenuRefuse, "Envoyez un corps « Content-Type: application/json », sans compression.")
    }
    let value: JSONValue
    do { value = try JSONReader.parse(exchange.requestBody) } catch { throw Problem(error) }
    var errors: [FieldError] = []
    expected.content(of: "application/json")?.schema?.validate(value, screen: Self.nirScreen, into: &errors)
    if !errors.isEmpty { throw Self.refusal(of: errors.map(ErreurChamp.init), operation) }
    var faults: [ErreurChamp] = []
    let received = value.received(into: &faults) ?? value
    if !faults.isEmpty { throw Self.refusal(of: faults, operation) }
    return received
  }

  /// The operation's own problem when every faulty field calls for that one (C-18, D-12), else `CORPS_INVALIDE`.
  private static func refusal(of erreurs: [ErreurChamp], _ operation: Contract.Operation) -> Problem {
    guard let first = erreurs.first, operation.problems.contains(first.code), erreurs.allSatisfy({ $0.code == first.code }) else {
      return Problem(.corpsInvalide, erreurs)
    }
    return Problem(code: first.code, regle: first.regle, erreurs: erreurs)
  }

  private static func isJSON(_ exchange: Exchange) -> Bool {
    guard let header = exchange.header("content-type") else { return false }
    if header.elementsEqual("application/json".utf8) { return true }
    guard let type = exchange.headerText("content-type") else { return false }
    let parts = type.lowercased().split(separator: ";", omittingEmptySubsequences: false).map { part in part.filter { $0 != " " && $0 != "\t" } }
    guard parts.first == "application/json" else { return false }
    return parts.dropFirst().allSatisfy { $0 == "charset=utf-8" || $0 == "charset=\"utf-8\"" }
  }

  /// D-12, R-28, R-29: no text and no name carries a NIR, whatever the field, nor hides one behind marks that are not seen. An identifier is no text: fifteen of its digits may happen to be
  /// those of one.
  private static let nirScreen = TextScreen(
    code: "NIR_INTERDIT", rule: "D-12",
    message: "Ce texte contient un numéro de sécurité sociale : retirez-le, il n'a sa place dans aucun champ."
  ) { text in Nir.chercher(dans: text.normalise) == .present && UUID(text: text) == nil }
}

extension ErreurChamp {
  init(_ error: FieldError) { self.init(pointeur: error.pointer, code: error.codeText, regle: error.rule, message: error.message) }
}

extension Exchange {
  var methodText: String { String(decoding: methodName, as: UTF8.self) }
}
