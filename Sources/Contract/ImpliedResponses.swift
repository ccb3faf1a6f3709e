import JSON

/// The responses and headers that operations have in common, said once in the fragments (`x-reponses-implicites`) and written out in the
/// document that is served.
///
/// An operation is given each status whose condition it meets, by reference, unless it gives that status itself; one that it gives as `null`
/// it has not. Every response given in full has the headers, before its own.
struct ImpliedResponses {
  static let name = "x-reponses-implicites"

  private enum Condition {
    /// Every operation.
    case always
    /// It has roles: a token is needed.
    case token
    /// It has roles, and not all of those that the document knows, or it waits for the terms of use to be accepted.
    case right
    /// Its path names something.
    case path
    case body
    /// It takes that parameter of the components.
    case parameter(String)
  }

  private var statuses: [(status: String, reference: JSONValue, condition: Condition)] = []
  private var headers: [JSONObject.Member] = []
  private let roleCount: Int

  /// `roleCount`: how many roles the document knows.
  init(_ node: Node, roleCount: Int) throws(ContractError) {
    self.roleCount = roleCount
    headers = try node.required("en_tetes").members().map { ($0.name, $0.node.value) }
    for line in try node.required("statuts").elements() {
      statuses.append((try line.required("statut").text(), ["$ref": try line.required("reponse").value], try Self.condition(line)))
    }
  }

  private static func condition(_ line: Node) throws(ContractError) -> Condition {
    if let parameter = line.child("parametre") { return .parameter(try parameter.text()) }
    let node = try line.required("quand")
    switch try node.text() {
    case "TOUJOURS": return .always
    case "JETON": return .token
    case "DROIT": return .right
    case "CHEMIN": return .path
    case "CORPS": return .body
    default: throw node.error("cette condition est inconnue")
    }
  }

  // MARK: writing out

  /// The operation with every response that it has.
  func complete(_ operation: JSONObject, path: String) -> JSONObject {
    var operation = operation
    var responses = operation["responses"]?.object ?? JSONObject()
    for (status, reference, condition) in statuses where responses[status] == nil && isMet(condition, by: operation, path: path) {
      responses[status] = reference
    }
    responses.members.removeAll { $0.value == .null }
    responses.members.sort { $0.name < $1.name }
    operation["responses"] = .object(complete(responses: responses))
    return operation
  }

  /// Responses, each with the headers that all have.
  func complete(responses: JSONObject) -> JSONObject {
    JSONObject(
      responses.members.map { member in
        guard var response = member.value.object, response["$ref"] == nil else { return member }
        let own = response["headers"]?.object?.members.filter { own in !headers.contains { $0.name == own.name } } ?? []
        response["headers"] = nil
        let index = response.members.firstIndex { $0.name == "description" }.map { $0 + 1 } ?? 0
        response.members.insert(("headers", .object(JSONObject(headers + own))), at: index)
        return (member.name, .object(response))
      })
  }

  private func isMet(_ condition: Condition, by operation: JSONObject, path: String) -> Bool {
    let roles = operation["x-roles"]?.array?.count ?? 0
    switch condition {
    case .always: return true
    case .token: return roles > 0
    case .right: return roles > 0 && (roles < roleCount || operation["x-sans-cgu"] != true)
    case .path: return path.utf8.contains(UInt8(ascii: "{"))
    case .body: return operation["requestBody"] != nil
    case .parameter(let name):
      return operation["parameters"]?.array?.contains { $0["$ref"]?.string == "#/components/parameters/\(name)" } ?? false
    }
  }
}
