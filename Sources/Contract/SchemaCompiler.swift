import Bytes
import JSON

/// Compiles the schemas of one document, each place once. Used while the contract is built, then dropped.
final class SchemaCompiler {
  let references: References
  private var compiled: [String: Schema] = [:]
  /// Those being compiled, and how what they contain sees them.
  private var open: Set<String> = []
  private var inners: [String: Schema] = [:]
  /// Values to check once every schema is complete: defaults and examples.
  private(set) var samples: [(sample: ContractSample, isDefault: Bool)] = []
  private var sampled: Set<String> = []

  init(_ references: References) { self.references = references }

  /// The schema at a node; behind a bare `$ref`, its target itself.
  func schema(_ node: Node) throws(ContractError) -> Schema {
    let node = try bareTarget(of: node)
    if let done = compiled[node.pointer] { return done }
    guard open.insert(node.pointer).inserted else { return inner(node.pointer) }
    var rules = try rules(node)
    try seal(&rules, node)
    let schema = Schema(pointer: node.pointer, rules: rules)
    inners[node.pointer]?.bind(schema)
    compiled[node.pointer] = schema
    open.remove(node.pointer)
    try collectSamples(node, schema)
    return schema
  }

  /// Every schema compiled so far.
  var all: some Collection<Schema> { compiled.values }

  /// Once a place: a shared component is read at each of its uses.
  func add(_ sample: ContractSample, isDefault: Bool = false) {
    if sampled.insert(sample.pointer).inserted { samples.append((sample, isDefault)) }
  }

  private func inner(_ pointer: String) -> Schema {
    if let inner = inners[pointer] { return inner }
    let inner = Schema(inside: pointer)
    inners[pointer] = inner
    return inner
  }

  /// Follows `$ref` while nothing beside it constrains: annotations there do not make another schema.
  private func bareTarget(of node: Node) throws(ContractError) -> Node {
    var node = node
    for _ in 0..<16 {
      guard let reference = node.child("$ref") else { return node }
      guard try node.stray(SchemaKeywords.besideReference) == nil else { return node }
      node = try references.target(of: reference)
    }
    throw node.error("les références tournent en rond")
  }

  /// The rules a node states, folded with those of its `$ref` and `allOf`; not sealed.
  private func rules(_ node: Node) throws(ContractError) -> SchemaRules {
    if let truth = node.value.bool {
      var rules = SchemaRules()
      rules.isNever = !truth
      return rules
    }
    if let stray = try node.stray(SchemaKeywords.all) {
      throw ContractError(JSONPointer.child(node.pointer, stray), "mot-clé « \(stray) » non pris en charge")
    }
    var rules = SchemaRules()
    try readTypes(node, into: &rules)
    try readStrings(node, into: &rules.strings)
    try readNumbers(node, into: &rules.numbers)
    try readArrays(node, into: &rules.arrays)
    try readObjects(node, into: &rules.objects)
    try readChoices(node, into: &rules)
    rules.defaultValue = node.child("default")?.value
    rules.isReadOnly = try node.child("readOnly")?.flag() ?? false
    rules.isWriteOnly = try node.child("writeOnly")?.flag() ?? false
    if let reference = node.child("$ref") {
      try rules.merge(try targetRules(reference), at: node, merging)
    }
    for branch in try node.child("allOf")?.elements() ?? [] {
      try rules.merge(try branchRules(branch), at: branch, merging)
    }
    return rules
  }

  private func branchRules(_ branch: Node) throws(ContractError) -> SchemaRules {
    let target = try bareTarget(of: branch)
    guard target.pointer != branch.pointer else { return try rules(branch) }
    return try complete(try schema(target), at: branch)
  }

  private func targetRules(_ reference: Node) throws(ContractError) -> SchemaRules {
    try complete(try schema(try references.target(of: reference)), at: reference)
  }

  private func complete(_ schema: Schema, at node: Node) throws(ContractError) -> SchemaRules {
    guard let rules = schema.rules else { throw node.error("ce schéma se contient lui-même par allOf") }
    return rules
  }

  /// One schema that demands what both do: for a property or items described twice under one `allOf`.
  private func merging(_ first: Schema, _ second: Schema, _ node: Node) throws(ContractError) -> Schema {
    guard first !== second else { return first }
    var rules = try complete(first, at: node)
    try rules.merge(try complete(second, at: node), at: node, merging)
    try seal(&rules, node)
    return Schema(pointer: first.pointer, rules: rules)
  }

  private func seal(_ rules: inout SchemaRules, _ node: Node) throws(ContractError) {
    if let name = rules.objects.seal() { throw node.error("« \(name) » est requis mais aucun champ ne porte ce nom") }
    guard rules.objects.properties.count <= ObjectRules.maxProperties else {
      throw node.error("plus de \(ObjectRules.maxProperties) champs")
    }
    guard !rules.types.isEmpty else { throw node.error("aucun type n’est possible") }
    if let allowed = rules.allowed, allowed.ordered.isEmpty { throw node.error("aucune valeur n’est possible") }
  }

  private func collectSamples(_ node: Node, _ schema: Schema) throws(ContractError) {
    func add(_ node: Node, isDefault: Bool = false) {
      self.add(ContractSample(pointer: node.pointer, value: node.value, schema: schema, use: nil), isDefault: isDefault)
    }
    if let value = node.child("default") { add(value, isDefault: true) }
    if let value = node.child("example") { add(value) }
    for value in try node.child("examples")?.elements() ?? [] { add(value) }
  }
}
