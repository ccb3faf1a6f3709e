import JSON

/// A value of the document with its place, read as one expects it or refused by name.
struct Node {
  let value: JSONValue
  let pointer: String

  func error(_ reason: String) -> ContractError { ContractError(pointer, reason) }

  func child(_ name: String) -> Node? {
    value[name].map { Node(value: $0, pointer: JSONPointer.child(pointer, name)) }
  }

  func required(_ name: String) throws(ContractError) -> Node {
    guard let child = child(name) else { throw error("« \(name) » est absent") }
    return child
  }

  func members() throws(ContractError) -> [(name: String, node: Node)] {
    guard let object = value.object else { throw error("un objet est attendu") }
    return object.members.map { ($0.name, Node(value: $0.value, pointer: JSONPointer.child(pointer, $0.name))) }
  }

  func elements() throws(ContractError) -> [Node] {
    guard let elements = value.array else { throw error("un tableau est attendu") }
    return elements.enumerated().map { Node(value: $1, pointer: JSONPointer.child(pointer, $0)) }
  }

  func text() throws(ContractError) -> String {
    guard let text = value.string else { throw error("une chaîne est attendue") }
    return text
  }

  func texts() throws(ContractError) -> [String] {
    var out: [String] = []
    for element in try elements() {
      let text = try element.text()
      guard !out.contains(text) else { throw element.error("« \(text) » figure deux fois") }
      out.append(text)
    }
    return out
  }

  func flag() throws(ContractError) -> Bool {
    guard let flag = value.bool else { throw error("true ou false est attendu") }
    return flag
  }

  func number() throws(ContractError) -> JSONNumber {
    guard let number = value.number else { throw error("un nombre est attendu") }
    return number
  }

  /// A count: zero or more.
  func count() throws(ContractError) -> Int {
    guard let count = value.int, count >= 0 else { throw error("un entier positif ou nul est attendu") }
    return count
  }

  /// Refuses any member that is neither in the list nor an `x-` extension.
  func allow(_ names: Set<String>) throws(ContractError) {
    if let stray = try stray(names) { throw ContractError(JSONPointer.child(pointer, stray), "« \(stray) » n’est pas pris en charge ici") }
  }

  /// The first member that is neither in the list nor an `x-` extension. No pointer is built for those that are.
  func stray(_ names: Set<String>) throws(ContractError) -> String? {
    guard let object = value.object else { throw error("un objet est attendu") }
    return object.members.first { !names.contains($0.name) && !$0.name.hasPrefix("x-") }?.name
  }
}

/// Follows `$ref` inside one document, each text once.
final class References {
  private let document: JSONValue
  private var targets: [String: Node] = [:]

  init(document: JSONValue) { self.document = document }

  /// The node itself, or what its `$ref` chain leads to.
  func resolve(_ node: Node) throws(ContractError) -> Node {
    var node = node
    for _ in 0..<16 {
      guard let reference = node.child("$ref") else { return node }
      node = try target(of: reference)
    }
    throw node.error("les références tournent en rond")
  }

  /// What a `$ref` text designates.
  func target(of reference: Node) throws(ContractError) -> Node {
    let text = try reference.text()
    if let known = targets[text] { return known }
    guard text.hasPrefix("#/"), !text.utf8.contains(37) else {
      throw reference.error("seules les références internes (« #/… ») sont prises en charge")
    }
    let pointer = String(text.dropFirst())
    guard let value = document.at(pointer) else { throw reference.error("« \(text) » ne désigne rien") }
    let target = Node(value: value, pointer: pointer)
    targets[text] = target
    return target
  }
}
