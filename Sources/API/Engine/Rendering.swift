import Bytes
import Domain
import JSON

extension Bytes {
  /// A civil date as `YYYY-MM-DD`.
  mutating func field(_ name: StaticString, _ value: Jour?) {
    self.name(name)
    if let value { self.value(value.description) } else { null() }
  }

  /// An instant as RFC 3339 in UTC.
  mutating func field(_ name: StaticString, _ value: Instant?) {
    self.name(name)
    if let value { self.value(value.description) } else { null() }
  }

  /// An object, or null.
  mutating func object(_ name: StaticString, _ fields: (inout Bytes) -> Void) {
    self.name(name)
    beginObject()
    fields(&self)
    endObject()
  }

  /// A list of anything.
  mutating func list<Element>(_ name: StaticString, _ elements: some Sequence<Element>, _ render: (Element, inout Bytes) -> Void) {
    self.name(name)
    beginArray()
    for element in elements { render(element, &self) }
    endArray()
  }
}
