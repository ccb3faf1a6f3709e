import CLibPQ

/// The rows of one execution, as they came. A view of what a `Deferred` keeps, lent to `withResult`.
package struct PostgresResult: ~Copyable {
  private let raw: OpaquePointer

  init(_ raw: OpaquePointer) { self.raw = raw }

  /// Number of rows.
  package var count: Int { Int(PQntuples(raw)) }

  /// Number of columns.
  package var columns: Int { Int(PQnfields(raw)) }

  /// Rows inserted, updated, deleted or selected, from the command tag.
  package var affected: Int { Int(String(cString: PQcmdTuples(raw))) ?? 0 }

  var commandTag: String { String(cString: PQcmdStatus(raw)) }

  /// The row's columns; valid as long as this result.
  package func row(_ index: Int) -> RowReader {
    precondition(index >= 0 && index < count)
    return RowReader(raw, row: index)
  }

  package func isNull(_ row: Int, _ column: Int) -> Bool { PQgetisnull(raw, Int32(row), Int32(column)) == 1 }

  /// The bytes of one value, in PostgreSQL's binary format; empty when null. Valid as long as this result.
  package func bytes(_ row: Int, _ column: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: PQgetvalue(raw, Int32(row), Int32(column)), count: Int(PQgetlength(raw, Int32(row), Int32(column))))
  }
}

extension ServerError {
  /// Reads the fields of a failed result.
  init(_ result: OpaquePointer) {
    func field(_ code: Character) -> String? {
      guard let ascii = code.asciiValue, let text = PQresultErrorField(result, Int32(ascii)) else { return nil }
      return String(cString: text)
    }
    self.init(
      sqlState: field("C") ?? "XX000", constraint: field("n"), table: field("t"), column: field("c"), message: field("M") ?? "")
  }

  /// The severity, not localised: a session that got FATAL or PANIC is over.
  static func endsSession(_ result: OpaquePointer) -> Bool {
    guard let severity = PQresultErrorField(result, 86) else { return false }  // PG_DIAG_SEVERITY_NONLOCALIZED, 'V'
    return severity.pointee == 70 || severity.pointee == 80  // F, P
  }
}
