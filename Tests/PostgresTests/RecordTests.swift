import Foundation
import Postgres
import TestSupport
import Testing

/// A row sent as one record reads as the same row sent as columns.
@Suite struct RecordTests {
  private struct Line: Equatable, Sendable {
    let uuid: UUID
    let text: String?
    let number: Int
    let last: Bool?
  }

  private static let columns = "'0192a5b0-7c00-7000-8000-000000000001'::uuid, n.t, n.i, null::int8, n.b"
  private static let rows = "from (values ('é', 1, true), (null, 2, null), ('', 3, false)) n (t, i, b) order by n.i"

  private static func read(_ row: inout RowReader) throws -> Line {
    let (uuid, isNull, text, number) = (try row.uuid(), row.isNull, try row.textOrNull(), try row.int())
    #expect(isNull == (text == nil) && row.column == 3 && row.isNull)
    row.skip()
    let last = try row.boolOrNull()
    // Back, then forward.
    row.column = 2
    #expect(try row.int() == number)
    row.column = 0
    #expect(try row.uuid() == uuid)
    row.column = 4
    #expect(try row.boolOrNull() == last)
    return Line(uuid: uuid, text: text, number: number, last: last)
  }

  private static func statement<Row>(
    _ name: String, _ sql: String, _ decode: @escaping @Sendable (inout RowReader) throws -> Row
  ) -> Statement<Void, Row> {
    Statement(name, sql, decode: decode)
  }

  @Test func `a record reads as columns do, nulls included, back and forth`() async throws {
    let plain = Self.statement("plain", "select \(Self.columns) \(Self.rows)", Self.read)
    let packed = Self.statement("packed", "select row(\(Self.columns)) \(Self.rows)", Self.read)
    try await withDatabase(TestCluster.shared.createDatabase(), [plain.erased, packed.erased]) { _, database in
      let found = try await database.read { ($0.enqueue(plain), $0.enqueue(packed)) }
      let lines = try found.0.rows()
      #expect(lines.map(\.number) == [1, 2, 3] && lines.map(\.text) == ["é", nil, ""] && lines.map(\.last) == [true, nil, false])
      #expect(try found.1.rows() == lines)
    }
  }

  @Test func `a field of another type, or past the last one, is a decoding failure that names its place`() async throws {
    let wrong = Self.statement("wrong", "select row(1::int8, 'x'::text)") { row in (try row.int8(), try row.uuid()) }
    let short = Self.statement("short", "select row(1::int8)") { row in (try row.int8(), try row.int8()) }
    let beyond = Self.statement("beyond", "select row(1::int8)") { row in
      row.column = 7
      return try row.int8()
    }
    try await withDatabase(TestCluster.shared.createDatabase(), [wrong.erased, short.erased, beyond.erased]) { _, database in
      let found = try await database.read { ($0.enqueue(wrong), $0.enqueue(short), $0.enqueue(beyond)) }
      #expect(Self.failure { _ = try found.0.first() }?.problem == .type(25))
      #expect(Self.failure { _ = try found.0.first() }?.column == 1)
      #expect(Self.failure { _ = try found.1.first() }?.problem == .missingColumn)
      #expect(Self.failure { _ = try found.2.first() }?.problem == .missingColumn)
    }
  }

  private static func failure(_ body: () throws -> Void) -> DecodingFailure? {
    do { try body() } catch PostgresError.decoding(let failure) { return failure } catch {}
    return nil
  }
}
