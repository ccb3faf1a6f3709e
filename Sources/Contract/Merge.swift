package import JSON

extension Contract {
  /// One document from its fragments: the plain union of `paths`, of each map of `components` and of `tags`. Anything
  /// given twice is an error naming both fragments, even when both say the same.
  package static func merge(fragments: [(name: String, value: JSONValue)]) throws(ContractError) -> JSONValue {
    var union = DocumentUnion()
    for (name, value) in fragments { try union.add(Node(value: value, pointer: ""), from: name) }
    return union.document
  }
}

private struct DocumentUnion {
  private var root = JSONObject()
  private var paths = JSONObject()
  private var components: [(name: String, members: JSONObject)] = []
  private var tags: [JSONValue] = []
  /// Which fragment gave each place.
  private var origins: [String: String] = [:]

  mutating func add(_ fragment: Node, from origin: String) throws(ContractError) {
    for (name, node) in try fragment.members() {
      switch name {
      case "paths":
        for (path, item) in try node.members() {
          try claim(item.pointer, origin)
          paths.members.append((path, item.value))
        }
      case "components": try addComponents(node, from: origin)
      case "tags":
        for tag in try node.elements() {
          try claim(JSONPointer.child("/tags", try tag.required("name").text()), origin)
          tags.append(tag.value)
        }
      default:
        try claim(node.pointer, origin)
        root.members.append((name, node.value))
      }
    }
  }

  private mutating func addComponents(_ node: Node, from origin: String) throws(ContractError) {
    for (kind, members) in try node.members() {
      let position = components.firstIndex { $0.name == kind } ?? components.count
      if position == components.count { components.append((kind, JSONObject())) }
      for (name, member) in try members.members() {
        try claim(member.pointer, origin)
        components[position].members.members.append((name, member.value))
      }
    }
  }

  private mutating func claim(_ pointer: String, _ origin: String) throws(ContractError) {
    if let first = origins[pointer] {
      throw ContractError(pointer, "donné par « \(first) » et par « \(origin) »")
    }
    origins[pointer] = origin
  }

  var document: JSONValue {
    var out = root
    if !tags.isEmpty { out.members.append(("tags", .array(tags))) }
    out.members.append(("paths", .object(paths)))
    if !components.isEmpty {
      out.members.append(("components", .object(JSONObject(components.map { ($0.name, .object($0.members)) }))))
    }
    return .object(out)
  }
}
