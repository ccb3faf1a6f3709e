import Bytes
import Contract
import Domain
import FoundationEssentials
import HTTPServer
import JSON

extension Service {
  /// Everything the contract can check before a handler runs: path, method, parameters, headers, body.
  func prepare(_ exchange: Exchange, _ requestID: String, _ matched: inout Contract.Operation?) throws(Problem) -> RequestContext {
    let operation: Contract.Operation
    let pathTexts: [String]
    switch shared.contract.match(method: exchange.methodText, path: exchange.path) {
    case .operation(let index, let texts):
      operation = shared.contract.operations[index]
      pathTexts = texts
    case .methodNotAllowed(let allow):
      var problem = Problem(.methodeNonAdmise, "Méthodes admises ici : \(allow.joined(separator: ", ")).")
      problem.allow = allow
      throw problem
    case .notFound: throw Problem(.routeInconnue, "Aucune ressource à cette adresse ; GET /openapi.json décrit celles qui existent.")
    }
    matched = operation
    if !operation.isPublic, exchange.header("authorization") == nil {
      throw Problem(.jetonAbsent, "Envoyez l'en-tête « Authorization: Bearer <jeton> » ; le jeton s'obtient par POST /v1/sessions.")
    }
    let query = try parsedQuery(exchange, operation)
    let path = try parsedPath(pathTexts, operation)
    if operation.needsIfMatch, exchange.header("if-match") == nil {
      throw Problem(.versionRequise, "Lisez d'abord la ressource, puis envoyez son ETag dans l'en-tête If-Match.")
    }
    let body = try parsedBody(exchange, operation)
    return RequestContext(
      exchange: exchange, operation: operation, now: shared.horloge.maintenant, id: requestID, ids: ids, curseurs: curseurs, path: path,
      query: query, body: body)
  }

  /// The four operations outside `/v1` are for machines that may add parameters of their own: they ignore the query.
  private func parsedQuery(_ exchange: Exchange, _ operation: Contract.Operation) throws(Problem) -> Contract.ParameterValues {
    var errors: [FieldError] = []
    let ignored = !operation.path.hasPrefix("/v1/")
    let raw = ignored ? nil : exchange.query
    let query = operation.parseQuery(raw ?? UnsafeRawBufferPointer(start: nil, count: 0), into: &errors)
    var problems = errors.map(ErreurChamp.init)
    for parameter in operation.queryParameters {
      if let text = query[parameter.name]?.string, Self.carriesNIR(text) {
        problems.append(ErreurChamp(pointeur: "/query/\(parameter.name)", code: "NIR_INTERDIT", regle: "D-12", message: Self.nirMessage))
      }
    }
    // A cursor that cannot even be read is no cursor of this list.
    if !problems.isEmpty, problems.allSatisfy({ $0.pointeur == "/query/curseur" && $0.code == FieldCode.formatInvalide.rawValue }) {
      throw Pagination.foreignCursor
    }
    if !problems.isEmpty { throw Problem(.parametreInvalide, problems) }
    return query
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
    expected.content(of: "application/json")?.schema?.validate(value, into: &errors)
    var problems = errors.map(ErreurChamp.init)
    Self.refuseNIR(value, at: "", into: &problems)
    if !problems.isEmpty { throw Self.refusal(of: problems, operation) }
    return value
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

  static let nirMessage = "Ce texte contient un numéro de sécurité sociale : retirez-le, il n'a sa place dans aucun champ."

  /// An identifier is no text: fifteen of its digits may happen to be those of a NIR.
  private static func carriesNIR(_ text: String) -> Bool { Nir.chercher(dans: text) == .present && UUID(text: text) == nil }

  /// D-12, R-28, R-29: no text of any body carries a NIR, whatever the field. Secrets are not texts.
  private static func refuseNIR(_ value: JSONValue, at pointer: String, into problems: inout [ErreurChamp]) {
    switch value {
    case .string(let text):
      if carriesNIR(text) {
        problems.append(ErreurChamp(pointeur: pointer, code: "NIR_INTERDIT", regle: "D-12", message: nirMessage))
      }
    case .array(let elements):
      for (index, element) in elements.enumerated() { refuseNIR(element, at: "\(pointer)/\(index)", into: &problems) }
    case .object(let object):
      for member in object.members where !secrets.contains(member.name) {
        refuseNIR(member.value, at: "\(pointer)/\(member.name)", into: &problems)
      }
    default: break
    }
  }

  private static let secrets: Set<String> = ["mot_de_passe", "ancien", "nouveau", "jeton"]
}

extension ErreurChamp {
  init(_ error: FieldError) { self.init(pointeur: error.pointer, code: error.codeText, regle: error.rule, message: error.message) }
}

extension Exchange {
  var methodText: String { String(decoding: methodName, as: UTF8.self) }
}
