/// Folding one schema into another, as `allOf` and `$ref` with siblings ask. One departure from JSON Schema, wanted:
/// `additionalProperties: false` in any part sees the properties of all parts, as everybody who writes it expects.
extension SchemaRules {
  typealias Merging = (Schema, Schema, Node) throws(ContractError) -> Schema

  mutating func merge(_ other: SchemaRules, at node: Node, _ merging: Merging) throws(ContractError) {
    types.formIntersection(other.types)
    isNever = isNever || other.isNever
    if let theirs = other.allowed { allowed = allowed?.intersection(theirs) ?? theirs }
    strings.merge(other.strings)
    numbers.lower += other.numbers.lower
    numbers.upper += other.numbers.upper
    try arrays.merge(other.arrays, at: node, merging)
    try objects.merge(other.objects, at: node, merging)
    choices += other.choices
    excluded += other.excluded
    defaultValue = defaultValue ?? other.defaultValue
    isReadOnly = isReadOnly || other.isReadOnly
    isWriteOnly = isWriteOnly || other.isWriteOnly
    rule = rule ?? other.rule
  }
}

extension StringRules {
  fileprivate mutating func merge(_ other: StringRules) {
    minLength = max(minLength, other.minLength)
    maxLength = min(maxLength, other.maxLength)
    formats += other.formats
    patterns += other.patterns
    expectation = expectation ?? other.expectation
    isSecret = isSecret || other.isSecret
  }
}

extension ArrayRules {
  fileprivate mutating func merge(_ other: ArrayRules, at node: Node, _ merging: SchemaRules.Merging) throws(ContractError) {
    if let mine = items, let theirs = other.items {
      items = try merging(mine, theirs, node)
    } else {
      items = items ?? other.items
    }
    minItems = max(minItems, other.minItems)
    maxItems = min(maxItems, other.maxItems)
    areUnique = areUnique || other.areUnique
  }
}

extension ObjectRules {
  fileprivate mutating func merge(_ other: ObjectRules, at node: Node, _ merging: SchemaRules.Merging) throws(ContractError) {
    refusedNames.merge(other.refusedNames) { mine, _ in mine }
    for theirs in other.properties {
      guard let position = position(of: theirs.name) else {
        add(theirs)
        continue
      }
      var mine = properties[position]
      if let first = mine.schema, let second = theirs.schema {
        mine.schema = try merging(first, second, node)
      } else {
        mine.schema = mine.schema ?? theirs.schema
      }
      mine.isReadOnly = mine.isReadOnly || theirs.isReadOnly
      mine.isWriteOnly = mine.isWriteOnly || theirs.isWriteOnly
      mine.rule = mine.rule ?? theirs.rule
      replace(at: position, with: mine)
    }
    for name in other.required { require(name) }
    minProperties = max(minProperties, other.minProperties)
    maxProperties = min(maxProperties, other.maxProperties)
    isClosedPastBranches = isClosedPastBranches || other.isClosedPastBranches
    switch (additional, other.additional) {
    case (.closed, _), (_, .closed): additional = .closed
    case (.open, let theirs): additional = theirs
    case (.schema, .open): break
    case (.schema(let mine), .schema(let theirs)): additional = .schema(try merging(mine, theirs, node))
    }
  }
}
