import CLibPQ

/// The future rows of one queued statement. To be read once the `read`, `write`, `flush` or `transaction` that it was queued in
/// has returned; rows are decoded when asked for, each time.
package struct Deferred<Row> {
  private let slot: Slot
  private let name: String
  private let decode: @Sendable (inout RowReader) throws -> Row

  init<Input>(_ statement: Statement<Input, Row>, _ slot: Slot) {
    self.slot = slot
    name = statement.name
    decode = statement.decode
  }

  /// Every row, decoded.
  package func rows() throws(PostgresError) -> [Row] {
    try withResult { result in
      var rows: [Row] = []
      let count = result.count
      rows.reserveCapacity(count)
      for index in 0..<count {
        var reader = result.row(index)
        rows.append(try decoded(&reader))
      }
      return rows
    }
  }

  /// The first row, nil when there is none.
  package func first() throws(PostgresError) -> Row? {
    try withResult { result in
      guard result.count > 0 else { return nil }
      var reader = result.row(0)
      return try decoded(&reader)
    }
  }

  /// How many rows there are.
  package var count: Int {
    get throws(PostgresError) {
      try withResult { $0.count }
    }
  }

  /// That row, nil past the last one.
  package func row(_ index: Int) throws(PostgresError) -> Row? {
    try withResult { result in
      guard index >= 0, index < result.count else { return nil }
      var reader = result.row(index)
      return try decoded(&reader)
    }
  }

  /// How many rows were inserted, updated, deleted or selected.
  package var affected: Int {
    get throws(PostgresError) {
      try withResult { $0.affected }
    }
  }

  /// Lends the rows as they came, for what must not pay for building values. `body` throws what its row readers throw.
  package func withResult<Value>(_ body: (borrowing PostgresResult) throws -> Value) throws(PostgresError) -> Value {
    let raw = try slot.result()
    defer { withExtendedLifetime(slot) {} }
    do {
      return try body(PostgresResult(raw))
    } catch {
      var failure = error as? DecodingFailure ?? DecodingFailure(column: -1, expected: "\(type(of: error))")
      failure.statement = name
      throw .decoding(failure)
    }
  }

  private func decoded(_ reader: inout RowReader) throws(DecodingFailure) -> Row {
    do {
      return try decode(&reader)
    } catch {
      throw error as? DecodingFailure ?? DecodingFailure(column: reader.column - 1, expected: "\(type(of: error))")
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
