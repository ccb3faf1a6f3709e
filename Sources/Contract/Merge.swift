package import JSON

extension Contract {
  /// One document from its fragments: the plain union of `paths`, of each map of `components` and of `tags`. Anything
  /// given twice is an error naming both fragments, even when both say the same. What they imply is written out (`ImpliedResponses`).
  package static func merge(fragments: [(name: String, value: JSONValue)]) throws(ContractError) -> JSONValue {
    var union = DocumentUnion()
    for (name, value) in fragments { try union.add(Node(value: value, pointer: ""), from: name) }
    return try union.document()
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

  func document() throws(ContractError) -> JSONValue {
    var (out, paths, components) = (root, paths, components)
    if let implied = try implied() {
      out[ImpliedResponses.name] = nil
      eachOperation(of: &paths) { operation, path in implied.complete(operation, path: path) }
      for index in components.indices where components[index].name == "responses" {
        components[index].members = implied.complete(responses: components[index].members)
      }
    }
    if !tags.isEmpty { out.members.append(("tags", .array(tags))) }
    out.members.append(("paths", .object(paths)))
    if !components.isEmpty {
      out.members.append(("components", .object(JSONObject(components.map { ($0.name, .object($0.members)) }))))
    }
    return .object(out)
  }

  private func implied() throws(ContractError) -> ImpliedResponses? {
    guard let value = root[ImpliedResponses.name] else { return nil }
    var roles: Set<String> = []
    var paths = paths
    eachOperation(of: &paths) { operation, _ in
      roles.formUnion(operation["x-roles"]?.array?.compactMap(\.string) ?? [])
      return operation
    }
    return try ImpliedResponses(Node(value: value, pointer: JSONPointer.child("", ImpliedResponses.name)), roleCount: roles.count)
  }

  /// Replaces every operation by what `change` makes of it; whatever is no object is left for the compiler to refuse.
  private func eachOperation(of paths: inout JSONObject, _ change: (JSONObject, _ path: String) -> JSONObject) {
    for index in paths.members.indices {
      guard var item = paths.members[index].value.object else { continue }
      for method in item.members.indices {
        guard let operation = item.members[method].value.object, operation["responses"] != nil else { continue }
        item.members[method].value = .object(change(operation, paths.members[index].name))
      }
      paths.members[index].value = .object(item)
    }
  }
}
