import CLibPQ

/// The future rows of one queued statement. To be read once the `read`, `write`, `flush` or `transaction` that it was queued in
/// has returned; rows are decoded when asked for, each time.
package struct Deferred<Row> {
  private let slot: Slot
  private let name: String
  private let decode: @Sendable (inout RowReader) throws(DecodingFailure) -> Row

  init<Input>(_ statement: Statement<Input, Row>, _ slot: Slot) {
    self.slot = slot
    name = statement.name
    decode = statement.decode
  }

  /// Every row, decoded.
  package func rows() throws(PostgresError) -> [Row] {
    try withResult { (result: borrowing PostgresResult) throws(DecodingFailure) in
      var rows: [Row] = []
      let count = result.count
      rows.reserveCapacity(count)
      for index in 0..<count {
        var reader = result.row(index)
        rows.append(try decode(&reader))
      }
      return rows
    }
  }

  /// The first row, nil when there is none.
  package func first() throws(PostgresError) -> Row? {
    try withResult { (result: borrowing PostgresResult) throws(DecodingFailure) -> Row? in
      guard result.count > 0 else { return nil }
      var reader = result.row(0)
      return try decode(&reader)
    }
  }

  /// How many rows were inserted, updated, deleted or selected.
  package var affected: Int {
    get throws(PostgresError) {
      try withResult { (result: borrowing PostgresResult) throws(DecodingFailure) in result.affected }
    }
  }

  /// Lends the rows as they came, for what must not pay for building values.
  package func withResult<Value>(
    _ body: (borrowing PostgresResult) throws(DecodingFailure) -> Value
  ) throws(PostgresError) -> Value {
    let raw = try slot.result()
    do throws(DecodingFailure) {
      defer { withExtendedLifetime(slot) {} }
      return try body(PostgresResult(raw))
    } catch {
      var failure = error
      failure.statement = name
      throw .decoding(failure)
    }
  }
}

/// Where the outcome of one statement is put; owns libpq's result.
final class Slot {
  private var raw: OpaquePointer?
  private var failure: PostgresError?

  deinit { PQclear(raw) }

  /// The rows, or why there are none. `aborted` until the statement has run.
  func result() throws(PostgresError) -> OpaquePointer {
    if let raw { return raw }
    throw failure ?? .aborted
  }

  func fill(_ result: OpaquePointer) {
    PQclear(raw)
    raw = result
  }

  func fail(_ error: PostgresError) {
    if failure == nil { failure = error }
  }
}
