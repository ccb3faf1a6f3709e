package import Bytes
import Glibc
import JSON
import Postgres

/// One JSON line per thing worth telling, on standard error; never a person's data, a token, a body or a query string.
package struct Log: Sendable {
  package let isEnabled: Bool

  package init(isEnabled: Bool = true) { self.isEnabled = isEnabled }

  /// `fields` writes the members after the event's name.
  package func callAsFunction(_ event: StaticString, _ fields: (inout Bytes) -> Void = { _ in }) {
    guard isEnabled else { return }
    var line = Bytes(capacity: 256)
    line.beginObject()
    line.field("evenement", "\(event)")
    fields(&line)
    line.endObject()
    line.append(10)
    _ = write(2, line.base, line.count)
  }

  /// What happens to the connections to PostgreSQL.
  func observe(_ observation: Observation) {
    self("base") { line in line.field("observation", "\(observation)") }
  }
}
