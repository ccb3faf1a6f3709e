import Bytes

/// The members of a JSON object in the order they were written. The reader guarantees distinct names.
package struct JSONObject: Sendable {
  package typealias Member = (name: String, value: JSONValue)

  package var members: [Member]

  package init(_ members: [Member] = []) { self.members = members }

  package var count: Int { members.count }
  package var isEmpty: Bool { members.isEmpty }

  /// The member of that name, byte for byte. Linear: objects are small. Setting nil removes the member.
  package subscript(name: String) -> JSONValue? {
    get { index(of: name).map { members[$0].value } }
    set {
      switch (index(of: name), newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append((name, value))
      case (nil, nil): break
      }
    }
  }
}

extension JSONObject {
  private func index(of name: String) -> Int? {
    let length = name.utf8.count
    for i in members.indices where members[i].name.utf8.count == length && isSameText(members[i].name, name) { return i }
    return nil
  }
}

extension JSONObject: Hashable {
  package static func == (a: JSONObject, b: JSONObject) -> Bool {
    guard a.count == b.count else { return false }
    // Past a few members a scan per member would be quadratic in what a client sends.
    guard a.count > 16 else { return a.members.allSatisfy { b[$0.name] == $0.value } }
    var others: [ExactText: JSONValue] = [:]
    for member in b.members { others[ExactText(member.name)] = member.value }
    return a.members.allSatisfy { others[ExactText($0.name)] == $0.value }
  }

  package func hash(into hasher: inout Hasher) {
    // The order of members does not count: their hashes are added up.
    var sum = 0
    for member in members {
      var one = Hasher()
      one.combine(ExactText(member.name))
      one.combine(member.value)
      sum &+= one.finalize()
    }
    hasher.combine(sum)
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// Names must be distinct: a literal is the programmer's own.
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init(elements.map { (name: $0.0, value: $0.1) })
  }
}
