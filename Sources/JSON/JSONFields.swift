package import Bytes
package import FoundationEssentials

/// Whole members: a name that needs no escape, and its value; nil is written as null.
extension Bytes {
  package mutating func field(_ name: StaticString, _ value: String) {
    self.name(name)
    self.value(value)
  }

  package mutating func field(_ name: StaticString, _ value: String?) {
    self.name(name)
    if let value { self.value(value) } else { null() }
  }

  package mutating func field(_ name: StaticString, _ value: Int) {
    self.name(name)
    self.value(value)
  }

  package mutating func field(_ name: StaticString, _ value: Int?) {
    self.name(name)
    if let value { self.value(value) } else { null() }
  }

  package mutating func field(_ name: StaticString, _ value: Int64) {
    self.name(name)
    self.value(value)
  }

  package mutating func field(_ name: StaticString, _ value: Int64?) {
    self.name(name)
    if let value { self.value(value) } else { null() }
  }

  package mutating func field(_ name: StaticString, _ value: Bool) {
    self.name(name)
    self.value(value)
  }

  package mutating func field(_ name: StaticString, _ value: Bool?) {
    self.name(name)
    if let value { self.value(value) } else { null() }
  }

  package mutating func field(_ name: StaticString, _ value: UUID) {
    self.name(name)
    self.value(value)
  }

  package mutating func field(_ name: StaticString, _ value: UUID?) {
    self.name(name)
    if let value { self.value(value) } else { null() }
  }

  package mutating func field(_ name: StaticString, _ value: JSONValue) {
    self.name(name)
    self.value(value)
  }

  package mutating func field(_ name: StaticString, _ values: [String]) {
    self.name(name)
    beginArray()
    for value in values { self.value(value) }
    endArray()
  }
}
