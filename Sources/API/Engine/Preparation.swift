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
    let pathParameters: [String: String]
    switch shared.contract.match(method: exchange.methodText, path: exchange.path) {
    case .operation(let found, let parameters):
      operation = found
      pathParameters = parameters
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
    try checkPath(pathParameters, operation)
    if operation.needsIfMatch, exchange.header("if-match") == nil {
      throw Problem(.versionRequise, "Lisez d'abord la ressource, puis envoyez son ETag dans l'en-tête If-Match.")
    }
    let body = try parsedBody(exchange, operation)
    return RequestContext(
      exchange: exchange, operation: operation, now: shared.horloge.maintenant, id: requestID, pathParameters: pathParameters,
      query: query, body: body)
  }

  private func parsedQuery(_ exchange: Exchange, _ operation: Contract.Operation) throws(Problem) -> [String: JSONValue] {
    var errors: [FieldError] = []
    let query = operation.parseQuery(exchange.query, into: &errors)
    for (name, value) in query where value.string.map(Nir.estPresent) == true {
      errors.append(FieldError(pointer: "/\(name)", code: "NIR_INTERDIT", message: Self.nirMessage))
    }
    if !errors.isEmpty { throw Problem(.parametreInvalide, errors) }
    return query
  }

  /// A path parameter of the wrong form names no object: 404, not 400.
  private func checkPath(_ values: [String: String], _ operation: Contract.Operation) throws(Problem) {
    var errors: [FieldError] = []
    operation.checkPath(values, into: &errors)
    if !errors.isEmpty { throw Problem(.ressourceIntrouvable) }
  }

  private func parsedBody(_ exchange: Exchange, _ operation: Contract.Operation) throws(Problem) -> JSONValue {
    guard let expected = operation.requestBody else {
      guard exchange.requestBody.isEmpty else { throw Problem(.requeteMalFormee, "Cette opération n'attend pas de corps.") }
      return .null
    }
    if exchange.requestBody.isEmpty, !expected.isRequired { return .null }
    guard Self.isJSON(exchange), exchange.header("content-encoding") == nil else {
      throw Problem(.typeDeContenuRefuse, "Envoyez un corps « Content-Type: application/json », sans compression.")
    }
    let value: JSONValue
    do { value = try JSONReader.parse(exchange.requestBody) } catch { throw Problem(error) }
    var errors: [FieldError] = []
    expected.schema.validate(value, into: &errors)
    Self.refuseNIR(value, at: "", into: &errors)
    if !errors.isEmpty { throw Problem(.corpsInvalide, errors) }
    return value
  }

  private static func isJSON(_ exchange: Exchange) -> Bool {
    guard let type = exchange.headerText("content-type") else { return false }
    let parts = type.lowercased().split(separator: ";", omittingEmptySubsequences: false).map { part in part.filter { $0 != " " && $0 != "\t" } }
    guard parts.first == "application/json" else { return false }
    return parts.dropFirst().allSatisfy { $0 == "charset=utf-8" || $0 == "charset=\"utf-8\"" }
  }

  static let nirMessage = "Ce texte contient un numéro de sécurité sociale : retirez-le, il n'a sa place dans aucun champ."

  /// D-12, R-28, R-29: no text of any body carries a NIR, whatever the field. Secrets are not texts.
  private static func refuseNIR(_ value: JSONValue, at pointer: String, into errors: inout [FieldError]) {
    switch value {
    case .string(let text):
      if Nir.estPresent(text) { errors.append(FieldError(pointer: pointer, code: "NIR_INTERDIT", message: nirMessage)) }
    case .array(let elements):
      for (index, element) in elements.enumerated() { refuseNIR(element, at: "\(pointer)/\(index)", into: &errors) }
    case .object(let object):
      for member in object.members where !secrets.contains(member.name) {
        refuseNIR(member.value, at: "\(pointer)/\(member.name)", into: &errors)
      }
    default: break
    }
  }

  private static let secrets: Set<String> = ["mot_de_passe", "ancien", "nouveau", "jeton"]
}
