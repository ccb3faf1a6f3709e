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
    Self.append(event, fields, to: &line)
    _ = write(2, line.base, line.count)
  }

  fileprivate static func append(_ event: StaticString, _ fields: (inout Bytes) -> Void, to out: inout Bytes) {
    out.beginObject()
    out.name("evenement")
    out.value(rawString: UnsafeRawBufferPointer(start: event.utf8Start, count: event.utf8CodeUnitCount))
    fields(&out)
    out.endObject()
    out.append(10)
  }

  /// What happens to the connections to PostgreSQL.
  func observe(_ observation: Observation) {
    self("base") { line in line.field("observation", "\(observation)") }
  }
}

/// The lines of one loop, written once a turn. Not Sendable.
final class LogBuffer {
  /// What a pipe takes in one piece (PIPE_BUF): the lines of two loops do not cut each other.
  private static let writtenBytes = 4096
  private let log: Log
  private var lines = Bytes(capacity: 2 * LogBuffer.writtenBytes)

  init(_ log: Log) { self.log = log }

  func callAsFunction(_ event: StaticString, _ fields: (inout Bytes) -> Void) {
    guard log.isEnabled else { return }
    let before = lines.count
    Log.append(event, fields, to: &lines)
    guard lines.count > Self.writtenBytes, before > 0 else { return }
    _ = Glibc.write(2, lines.base, before)
    lines.removeFirst(before)
  }

  func write() {
    guard !lines.isEmpty else { return }
    _ = Glibc.write(2, lines.base, lines.count)
    lines.clear()
  }
}
