package import Bytes
import JSON
import Postgres

/// One JSON line per thing worth telling, on standard error; never a person's data, a token, a body or a query string. Telling never waits.
package struct Log: Sendable {
  /// Nil: nothing is told.
  let writer: LogWriter?

  package init(isEnabled: Bool = true) { writer = isEnabled ? .standardError : nil }

  /// For a writer of one's own.
  package init(_ writer: LogWriter) { self.writer = writer }

  /// `fields` writes the members after the event's name.
  package func callAsFunction(_ event: StaticString, _ fields: (inout Bytes) -> Void = { _ in }) {
    guard let writer else { return }
    var line = Bytes(capacity: 256)
    Self.append(event, fields, to: &line)
    writer.append(line.raw, lineCount: 1)
  }

  static func append(_ event: StaticString, _ fields: (inout Bytes) -> Void, to out: inout Bytes) {
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

/// The lines of one loop, handed over once a turn. Not Sendable.
final class LogBuffer {
  private static let keptBytes = 64 * 1024
  private let writer: LogWriter?
  private var lines = Bytes(capacity: 4096)
  private var lineCount = 0

  init(_ log: Log) { writer = log.writer }

  func callAsFunction(_ event: StaticString, _ fields: (inout Bytes) -> Void) {
    guard writer != nil else { return }
    Log.append(event, fields, to: &lines)
    lineCount += 1
    if lines.count > Self.keptBytes { handOver() }
  }

  func handOver() {
    guard let writer, lineCount > 0 else { return }
    writer.append(lines.raw, lineCount: lineCount)
    lines.clear()
    lineCount = 0
  }
}
