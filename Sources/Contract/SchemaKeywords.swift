import Bytes
import JSON

/// The keywords understood; any other stops the start, since a constraint that is not enforced is a hole.
enum SchemaKeywords {
  static let annotations: Set<String> = [
    "$comment", "title", "description", "example", "examples", "deprecated", "externalDocs", "readOnly", "writeOnly",
    "contentMediaType", "contentEncoding",
  ]

  /// What may stand beside a `$ref` without making another schema.
  static let besideReference = annotations.union(["$ref"])

  static let all: Set<String> = annotations.union([
    "$ref", "type", "enum", "const", "default", "properties", "required", "additionalProperties", "unevaluatedProperties",
    "minProperties", "maxProperties", "items", "minItems", "maxItems", "uniqueItems", "minLength", "maxLength", "pattern", "format",
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "allOf", "anyOf", "oneOf", "discriminator", "not",
  ])
}

extension SchemaCompiler {
  func readTypes(_ node: Node, into rules: inout SchemaRules) throws(ContractError) {
    rules.rule = try node.child("x-regle")?.text()
    if let type = node.child("type") {
      var types: TypeSet = []
      for name in type.value.string == nil ? try type.texts() : [try type.text()] {
        guard let one = TypeSet(name: name) else { throw type.error("type « \(name) » inconnu") }
        types.formUnion(one)
      }
      rules.types = types
    }
    if let list = node.child("enum") {
      let values = try list.elements().map(\.value)
      guard !values.isEmpty, Set(values).count == values.count else { throw list.error("liste vide ou valeur répétée") }
      rules.allowed = AllowedValues(values)
    }
    if let constant = node.child("const") {
      let only = AllowedValues([constant.value])
      rules.allowed = rules.allowed?.intersection(only) ?? only
    }
    for value in rules.allowed?.ordered ?? [] where !rules.types.contains(TypeSet(of: value)) {
      throw node.error("une valeur permise n’a pas le type permis")
    }
  }

  func readStrings(_ node: Node, into rules: inout StringRules) throws(ContractError) {
    rules.minLength = try node.child("minLength")?.count() ?? 0
    rules.maxLength = try node.child("maxLength")?.count() ?? .max
    guard rules.minLength <= rules.maxLength else { throw node.error("minLength dépasse maxLength") }
    if let expectation = node.child("x-attendu") {
      rules.expectation = try expectation.text()
    } else {
      rules.expectation = try Self.example(of: node)
    }
    rules.isSecret = try node.child("x-secret")?.flag() ?? false
    if let pattern = node.child("pattern") {
      let source = try pattern.text()
      do throws(PatternError) {
        rules.patterns = [try Pattern(source)]
      } catch {
        throw pattern.error("expression régulière refusée au caractère \(error.offset) : \(error.reason)")
      }
    }
    guard let format = node.child("format") else { return }
    let name = try format.text()
    if let known = Format(rawValue: name) {
      rules.formats = [known]
    } else if !["int32", "int64", "double", "binary", "password"].contains(name) {
      throw format.error("format « \(name) » inconnu")
    }
  }

  /// What people are told of a regular expression that says nothing to them: the first example of the document.
  private static func example(of node: Node) throws(ContractError) -> String? {
    guard node.child("pattern") != nil, let example = try node.child("examples")?.elements().first?.value.string else { return nil }
    return "comme « \(example) »"
  }

  func readNumbers(_ node: Node, into rules: inout NumberRules) throws(ContractError) {
    if let bound = node.child("minimum") { rules.lower.append(.init(value: try bound.number(), isExclusive: false)) }
    if let bound = node.child("exclusiveMinimum") { rules.lower.append(.init(value: try bound.number(), isExclusive: true)) }
    if let bound = node.child("maximum") { rules.upper.append(.init(value: try bound.number(), isExclusive: false)) }
    if let bound = node.child("exclusiveMaximum") { rules.upper.append(.init(value: try bound.number(), isExclusive: true)) }
    if node.value["format"]?.string == "int32" {
      rules.lower.append(.init(value: JSONNumber(Int(Int32.min)), isExclusive: false))
      rules.upper.append(.init(value: JSONNumber(Int(Int32.max)), isExclusive: false))
    }
  }

  func readArrays(_ node: Node, into rules: inout ArrayRules) throws(ContractError) {
    if let items = node.child("items") { rules.items = try schema(items) }
    rules.minItems = try node.child("minItems")?.count() ?? 0
    rules.maxItems = try node.child("maxItems")?.count() ?? .max
    guard rules.minItems <= rules.maxItems else { throw node.error("minItems dépasse maxItems") }
    rules.areUnique = try node.child("uniqueItems")?.flag() ?? false
  }

  func readObjects(_ node: Node, into rules: inout ObjectRules) throws(ContractError) {
    for (name, property) in try node.child("properties")?.members() ?? [] {
      let schema = try schema(property)
      rules.add(
        Property(
          name: name, schema: schema,
          isReadOnly: try property.child("readOnly")?.flag() ?? schema.rules?.isReadOnly ?? false,
          isWriteOnly: try property.child("writeOnly")?.flag() ?? schema.rules?.isWriteOnly ?? false,
          rule: try property.child("x-regle")?.text() ?? schema.rules?.rule))
    }
    for (name, refused) in try node.child("x-champs-refuses")?.members() ?? [] {
      rules.refusedNames[ExactText(name)] = RefusedName(
        code: try refused.required("code").text(), rule: try refused.child("regle")?.text())
    }
    for name in try node.child("required")?.texts() ?? [] { rules.require(name) }
    rules.minProperties = try node.child("minProperties")?.count() ?? 0
    rules.maxProperties = try node.child("maxProperties")?.count() ?? .max
    if let additional = node.child("additionalProperties") {
      // `true` is not the same as nothing: it tells `unevaluatedProperties` that every member has been seen.
      rules.additional = additional.value == false ? .closed : .schema(try schema(additional))
    }
    if let unevaluated = node.child("unevaluatedProperties") {
      rules.isClosedPastBranches = try !unevaluated.flag()
    }
  }

  func readChoices(_ node: Node, into rules: inout SchemaRules) throws(ContractError) {
    let discriminator = node.child("discriminator")
    if let discriminator, node.child("oneOf") == nil, node.child("anyOf") == nil {
      throw discriminator.error("un discriminant accompagne oneOf ou anyOf")
    }
    for keyword in ["oneOf", "anyOf"] {
      guard let list = node.child(keyword) else { continue }
      let nodes = try list.elements()
      guard !nodes.isEmpty else { throw list.error("au moins une forme est attendue") }
      var branches: [Schema] = []
      for branch in nodes { branches.append(try schema(branch)) }
      rules.choices.append(
        Choice(
          branches: branches, isExclusive: keyword == "oneOf",
          discriminator: try discriminator.map { node throws(ContractError) in try readDiscriminator(node, branches) }))
    }
    if let not = node.child("not") { rules.excluded = [try schema(not)] }
  }

  /// Every branch is designated: by the mapping, or else by the name of its component.
  private func readDiscriminator(_ node: Node, _ branches: [Schema]) throws(ContractError) -> Choice.Discriminator {
    try node.allow(["propertyName", "mapping"])
    var values: [(value: String, pointer: String)] = []
    if let mapping = node.child("mapping") {
      for (value, target) in try mapping.members() {
        let text = try target.text()
        values.append((value, text.hasPrefix("#") ? String(text.dropFirst()) : JSONPointer.child("/components/schemas", text)))
      }
    } else {
      values = branches.map { (JSONPointer.segments($0.pointer)?.last ?? "", $0.pointer) }
    }
    var positions: [ExactText: Int] = [:]
    for (value, pointer) in values {
      guard let position = branches.firstIndex(where: { $0.pointer == pointer }) else {
        throw node.error("« \(value) » désigne un schéma qui n’est pas une des formes")
      }
      positions[ExactText(value)] = position
    }
    guard Set(positions.values).count == branches.count else { throw node.error("une des formes n’est désignée par aucune valeur") }
    return Choice.Discriminator(property: try node.required("propertyName").text(), values: values.map(\.value), branches: positions)
  }
}
