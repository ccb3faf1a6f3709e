import JSON

/// Reads a whole document into operations.
struct ContractCompiler {
  private let root: Node
  private let references: References
  private let schemas: SchemaCompiler
  private(set) var operations: [Contract.Operation] = []
  private(set) var router = Router()
  private(set) var samples: [ContractSample] = []
  private var templates: [(path: String, template: PathTemplate)] = []

  private static let methods = ["get": "GET", "post": "POST", "put": "PUT", "patch": "PATCH", "delete": "DELETE"]
  private static let pathItemMembers = Set(methods.keys).union(["summary", "description", "parameters"])
  private static let componentKinds: Set<String> = [
    "schemas", "responses", "parameters", "examples", "requestBodies", "headers", "securitySchemes", "links", "pathItems",
  ]

  init(_ document: JSONValue) throws(ContractError) {
    root = Node(value: document, pointer: "")
    references = References(document: document)
    schemas = SchemaCompiler(references)
    try compile()
  }

  private mutating func compile() throws(ContractError) {
    try root.allow([
      "openapi", "info", "jsonSchemaDialect", "servers", "paths", "webhooks", "components", "security", "tags", "externalDocs",
    ])
    let version = try root.required("openapi")
    guard try version.text().hasPrefix("3.1.") else { throw version.error("la version attendue est 3.1") }
    _ = try root.required("info").required("title").text()
    let compiler = try componentsCompiler()
    for (path, item) in try root.required("paths").members() where !path.hasPrefix("x-") {
      try compile(item, path: path, compiler)
    }
    try schemas.checkLoops()
    for (sample, isDefault) in schemas.samples {
      samples.append(sample)
      if isDefault, let wrong = sample.errors.first {
        throw ContractError(sample.pointer, "valeur par défaut refusée par son propre schéma : \(wrong.message)")
      }
    }
  }

  private func componentsCompiler() throws(ContractError) -> OperationCompiler {
    let components = root.child("components")
    try components?.allow(Self.componentKinds)
    let security = root.child("security")
    var compiler = OperationCompiler(
      references, schemas, isSecuredByDefault: !(security?.value.array?.isEmpty ?? true),
      securitySchemes: Set(try components?.child("securitySchemes")?.members().map(\.name) ?? []))
    for requirement in try security?.elements() ?? [] { try compiler.checkSchemes(requirement) }
    if let components { try compiler.readComponents(components) }
    return compiler
  }

  private mutating func compile(_ item: Node, path: String, _ compiler: OperationCompiler) throws(ContractError) {
    let item = try references.resolve(item)
    try item.allow(Self.pathItemMembers)
    let template = try PathTemplate(item, path)
    if let other = templates.first(where: { $0.template.isAmbiguous(with: template) }) {
      throw item.error("chemin ambigu avec « \(other.path) »")
    }
    templates.append((path, template))
    let shared = try compiler.parameters(item)
    for (name, node) in try item.members() {
      guard let method = Self.methods[name] else { continue }
      try add(try compiler.operation(node, method: method, path: path, shared: shared), template, node)
    }
  }

  private mutating func add(_ draft: OperationDraft, _ template: PathTemplate, _ node: Node) throws(ContractError) {
    guard !operations.contains(where: { $0.id == draft.id }) else { throw node.error("operationId « \(draft.id) » en double") }
    var ordered: [Contract.Parameter] = []
    for name in template.parameters {
      guard let parameter = draft.parameters.first(where: { $0.place == .path && $0.name == name }) else {
        throw node.error("le paramètre de chemin « \(name) » n’est pas déclaré")
      }
      ordered.append(parameter)
    }
    if let stray = draft.parameters.first(where: { $0.place == .path && !template.parameters.contains($0.name) }) {
      throw node.error("le paramètre « \(stray.name) » n’est pas dans le chemin")
    }
    operations.append(Contract.Operation(draft, index: operations.count, pathParameters: ordered))
    router.add(template, method: draft.method, operation: operations.count - 1)
  }
}

extension SchemaCompiler {
  /// A schema that leads back to itself through `oneOf`, `anyOf` or `not` without going deeper into the value would
  /// never end.
  func checkLoops() throws(ContractError) {
    var done: Set<ObjectIdentifier> = []
    for schema in all {
      var open: Set<ObjectIdentifier> = []
      try visit(schema, &open, &done)
    }
  }

  private func visit(
    _ schema: Schema, _ open: inout Set<ObjectIdentifier>, _ done: inout Set<ObjectIdentifier>
  ) throws(ContractError) {
    let id = ObjectIdentifier(schema)
    guard !done.contains(id), let rules = schema.rules else { return }
    guard open.insert(id).inserted else { throw ContractError(schema.pointer, "ce schéma se contient lui-même par oneOf, anyOf ou not") }
    for inner in rules.choices.flatMap(\.branches) + rules.excluded { try visit(inner, &open, &done) }
    open.remove(id)
    done.insert(id)
  }
}
