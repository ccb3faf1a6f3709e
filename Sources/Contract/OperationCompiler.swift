import JSON

/// Reads operations: parameters, body, answers and our `x-` members.
struct OperationCompiler {
  let references: References
  let schemas: SchemaCompiler
  /// Whether the document says `security` for all its operations.
  let isSecuredByDefault: Bool
  let securitySchemes: Set<String>
  /// The components already read, by pointer.
  private var sharedResponses: [String: Contract.Response] = [:]
  private var sharedParameters: [String: Contract.Parameter] = [:]

  init(_ references: References, _ schemas: SchemaCompiler, isSecuredByDefault: Bool, securitySchemes: Set<String>) {
    self.references = references
    self.schemas = schemas
    self.isSecuredByDefault = isSecuredByDefault
    self.securitySchemes = securitySchemes
  }

  /// Reads every component, used or not, so that a fault shows at once.
  mutating func readComponents(_ components: Node) throws(ContractError) {
    for (_, node) in try components.child("schemas")?.members() ?? [] { _ = try schemas.schema(node) }
    for (_, node) in try components.child("responses")?.members() ?? [] {
      sharedResponses[node.pointer] = try response(try references.resolve(node), status: "default")
    }
    for (_, node) in try components.child("parameters")?.members() ?? [] {
      sharedParameters[node.pointer] = try parameter(try references.resolve(node))
    }
    for (_, node) in try components.child("requestBodies")?.members() ?? [] { _ = try body(node) }
  }

  private static let members: Set<String> = [
    "operationId", "summary", "description", "tags", "parameters", "requestBody", "responses", "security", "deprecated", "externalDocs",
  ]

  func operation(_ node: Node, method: String, path: String, shared: [Contract.Parameter]) throws(ContractError) -> OperationDraft {
    try node.allow(Self.members)
    let roles = Set(try node.child("x-roles")?.texts() ?? [])
    try checkSecurity(node, isPublic: roles.isEmpty)
    return OperationDraft(
      id: try node.required("operationId").text(), method: method, path: path, roles: roles,
      isOpenWithoutTerms: try node.child("x-sans-cgu")?.flag() ?? false,
      isIdempotent: try node.child("x-idempotent")?.flag() ?? false,
      problems: Set(try node.child("x-problemes")?.texts() ?? []),
      rules: try node.child("x-regles")?.texts() ?? [],
      tags: try node.child("tags")?.texts() ?? [],
      parameters: try parameters(node, shared: shared), isSlow: try isSlow(node),
      body: try node.child("requestBody").map { node throws(ContractError) in try body(node) },
      responses: try responses(node), document: node.value)
  }

  /// A forgotten `x-roles` must not open an operation: where the document secures all of them, a public one says so
  /// twice, with `"security": []`, and the others do not say it.
  private func checkSecurity(_ node: Node, isPublic: Bool) throws(ContractError) {
    let security = node.child("security")
    for requirement in try security?.elements() ?? [] { try checkSchemes(requirement) }
    let isOpen = security.map { $0.value.array?.isEmpty ?? false } ?? !isSecuredByDefault
    if isPublic, !isOpen { throw node.error("opération publique (sans x-roles) sans « security: [] »") }
    if !isPublic, security != nil, isOpen { throw node.error("x-roles contredit « security: [] »") }
  }

  func checkSchemes(_ requirement: Node) throws(ContractError) {
    for (name, member) in try requirement.members() where !securitySchemes.contains(name) {
      throw member.error("schéma de sécurité « \(name) » inconnu")
    }
  }

  /// The parameters of an operation, those of its path item behind them.
  func parameters(_ node: Node, shared: [Contract.Parameter] = []) throws(ContractError) -> [Contract.Parameter] {
    var own: [Contract.Parameter] = []
    for element in try node.child("parameters")?.elements() ?? [] {
      let node = try references.resolve(element)
      let shared = sharedParameters[node.pointer]
      let parameter = if let shared { shared } else { try parameter(node) }
      guard !own.contains(where: { $0.isSame(as: parameter) }) else { throw element.error("paramètre « \(parameter.name) » en double") }
      own.append(parameter)
    }
    return own + shared.filter { inherited in !own.contains { $0.isSame(as: inherited) } }
  }

  private func parameter(_ node: Node) throws(ContractError) -> Contract.Parameter {
    try node.allow(["name", "in", "description", "required", "deprecated", "schema", "style", "explode", "example", "examples"])
    let name = try node.required("name").text()
    let placeNode = try node.required("in")
    guard let place = Contract.Parameter.Place(rawValue: try placeNode.text()) else {
      throw placeNode.error("emplacement non pris en charge")
    }
    let isRequired = try node.child("required")?.flag() ?? false
    if place == .path, !isRequired { throw node.error("un paramètre de chemin est requis") }
    if let style = node.child("style") {
      guard try style.text() == (place == .query ? "form" : "simple") else { throw style.error("style non pris en charge") }
    }
    let schemaNode = try node.required("schema")
    let schema = try schemas.schema(schemaNode)
    guard let shape = ParameterShape(schema) else { throw schemaNode.error("un paramètre est d’un seul type simple, ou une liste") }
    if case .list = shape, place == .query, try node.child("explode")?.flag() ?? true {
      throw node.error("une liste dans la requête demande « explode: false »")
    }
    try addExamples(node, schema, .request)
    return Contract.Parameter(name: name, place: place, isRequired: isRequired, schema: schema, shape: shape, isSlow: try isSlow(node))
  }

  /// `x-lecture`, whose only value is `lente`.
  private func isSlow(_ node: Node) throws(ContractError) -> Bool {
    guard let reading = node.child("x-lecture") else { return false }
    guard try reading.text() == "lente" else { throw reading.error("x-lecture n'a qu'une valeur : « lente »") }
    return true
  }

  private func body(_ node: Node) throws(ContractError) -> Contract.RequestBody {
    let node = try references.resolve(node)
    try node.allow(["description", "content", "required"])
    let contents = try contents(try node.required("content"), .request)
    guard !contents.isEmpty else { throw node.error("aucun type de contenu") }
    return Contract.RequestBody(isRequired: try node.child("required")?.flag() ?? false, contents: contents)
  }

  private func responses(_ node: Node) throws(ContractError) -> [Contract.Response] {
    let responses = try node.required("responses")
    var out: [Contract.Response] = []
    for (status, member) in try responses.members() where !status.hasPrefix("x-") {
      guard isStatus(status) else { throw member.error("statut « \(status) » invalide") }
      let node = try references.resolve(member)
      if let shared = sharedResponses[node.pointer] {
        out.append(shared.under(status))
      } else {
        out.append(try response(node, status: status))
      }
    }
    guard !out.isEmpty else { throw responses.error("aucune réponse") }
    return out
  }

  private func isStatus(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard text != "default" else { return true }
    guard bytes.count == 3, (49...53).contains(bytes[0]) else { return false }
    return text.hasSuffix("XX") || bytes.allSatisfy { (48...57).contains($0) }
  }

  private func response(_ node: Node, status: String) throws(ContractError) -> Contract.Response {
    try node.allow(["description", "headers", "content", "links"])
    _ = try node.required("description").text()
    var headers: [Contract.ResponseHeader] = []
    for (name, member) in try node.child("headers")?.members() ?? [] {
      let header = try references.resolve(member)
      try header.allow(["description", "required", "deprecated", "schema", "style", "explode", "example", "examples"])
      let schema = try header.child("schema").map { node throws(ContractError) in try schemas.schema(node) }
      headers.append(Contract.ResponseHeader(name: name, isRequired: try header.child("required")?.flag() ?? false, schema: schema))
    }
    let bodies = try node.child("content").map { node throws(ContractError) in try contents(node, .response) }
    return Contract.Response(status: status, contents: bodies ?? [], headers: headers)
  }

  private func contents(_ node: Node, _ use: SchemaUse) throws(ContractError) -> [Contract.MediaType] {
    var out: [Contract.MediaType] = []
    for (name, member) in try node.members() {
      try member.allow(["schema", "example", "examples"])
      guard Contract.MediaType.essence(name) == name, name.split(separator: "/").count == 2 else {
        throw member.error("type de contenu invalide")
      }
      let schema = try member.child("schema").map { node throws(ContractError) in try schemas.schema(node) }
      if let schema { try addExamples(member, schema, use) }
      out.append(Contract.MediaType(name: name, schema: schema))
    }
    return out
  }

  private func addExamples(_ node: Node, _ schema: Schema, _ use: SchemaUse) throws(ContractError) {
    func add(_ node: Node) { schemas.add(ContractSample(pointer: node.pointer, value: node.value, schema: schema, use: use)) }
    if let example = node.child("example") { add(example) }
    for (_, member) in try node.child("examples")?.members() ?? [] {
      let example = try references.resolve(member)
      try example.allow(["summary", "description", "value"])
      add(try example.required("value"))
    }
  }
}

extension Contract.Parameter {
  /// Header names have no case.
  fileprivate func isSame(as other: Contract.Parameter) -> Bool {
    place == other.place && (place == .header ? name.lowercased() == other.name.lowercased() : name == other.name)
  }
}
