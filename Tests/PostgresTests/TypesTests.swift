import Foundation
import Postgres
import TestSupport
import Testing

/// One value of every type, twice: present, and null at random.
private struct Everything: Equatable, Sendable {
  var uuid: UUID
  var text: String
  var bool: Bool
  var int2: Int16
  var int4: Int32
  var int8: Int64
  var float8: Double
  var date: Int32
  var timestamptz: Int64
  var bytea: [UInt8]
  var json: String
  var texts: [String]
  var uuids: [UUID]
  var int8s: [Int64]

  static func random(_ random: inout SeededRandom) -> Everything {
    func uuid() -> UUID {
      var bytes = [UInt8](repeating: 0, count: 16)
      for index in 0..<16 { bytes[index] = .random(in: 0...255, using: &random) }
      return bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }
    func text() -> String {
      let scalars = (0..<Int.random(in: 0...40, using: &random)).compactMap { _ in
        Unicode.Scalar(UInt32.random(in: 1...0x2fff, using: &random))
      }
      var text = ""
      text.unicodeScalars.append(contentsOf: scalars)
      return text
    }
    return Everything(
      uuid: uuid(), text: text(), bool: .random(using: &random),
      int2: [.min, .max, 0, .random(in: .min ... .max, using: &random)].randomElement(using: &random) ?? 0,
      int4: [.min, .max, 0, .random(in: .min ... .max, using: &random)].randomElement(using: &random) ?? 0,
      int8: [.min, .max, 0, .random(in: .min ... .max, using: &random)].randomElement(using: &random) ?? 0,
      float8: Double(bitPattern: random.next() & 0xbfff_ffff_ffff_ffff),
      date: .random(in: -719_162...2_932_896, using: &random),
      timestamptz: .random(in: -62_135_596_800_000_000...253_402_300_799_999_999, using: &random),
      bytea: (0..<Int.random(in: 0...300, using: &random)).map { _ in .random(in: 0...255, using: &random) },
      json: "{\"n\": \(Int64.random(in: .min ... .max, using: &random))}",
      texts: (0..<Int.random(in: 0...5, using: &random)).map { _ in text() },
      uuids: (0..<Int.random(in: 0...5, using: &random)).map { _ in uuid() },
      int8s: (0..<Int.random(in: 0...5, using: &random)).map { _ in .random(in: .min ... .max, using: &random) })
  }
}

private let everything = Statement<Everything, Everything>(
  "everything",
  """
  select $1::uuid, $2::text, $3::bool, $4::int2, $5::int4, $6::int8, $7::float8, $8::date, $9::timestamptz, $10::bytea, $11::jsonb,
   $12::text[], $13::uuid[], $14::int8[]
  """
) { value, p in
  p.uuid(value.uuid)
  p.text(value.text)
  p.bool(value.bool)
  p.int2(value.int2)
  p.int4(value.int4)
  p.int8(value.int8)
  p.float8(value.float8)
  p.date(value.date)
  p.timestamptz(value.timestamptz)
  p.bytea(value.bytea)
  p.jsonb(value.json)
  p.texts(value.texts)
  p.uuids(value.uuids)
  p.int8s(value.int8s)
} decode: { r in
  Everything(
    uuid: try r.uuid(), text: try r.text(), bool: try r.bool(), int2: try r.int2(), int4: try r.int4(), int8: try r.int8(),
    float8: try r.float8(), date: try r.date(), timestamptz: try r.timestamptz(), bytea: try r.bytea(), json: try r.jsonb(),
    texts: try r.texts(), uuids: try r.uuids(), int8s: try r.int8s())
}

private let printed = Statement<(date: Int32, instant: Int64, numbers: [Int64]), (date: String, instant: String, numbers: String)>(
  "printed", "select $1::date::text, ($2::timestamptz at time zone 'UTC')::text, $3::int8[]::text"
) { input, p in
  p.date(input.date)
  p.timestamptz(input.instant)
  p.int8s(input.numbers)
} decode: { r in
  (try r.text(), try r.text(), try r.text())
}

private let nulls = Statement<Void, [Bool]>(
  "nulls",
  """
  select $1::uuid, $2::text, $3::bool, $4::int2, $5::int4, $6::int8, $7::float8, $8::date, $9::timestamptz, $10::bytea, $11::jsonb,
   $12::text[], $13::uuid[], $14::int8
  """
) { _, p in
  p.uuid(nil)
  p.text(nil)
  p.bool(nil)
  p.int2(nil)
  p.int4(nil)
  p.int8(nil as Int64?)
  p.float8(nil)
  p.date(nil)
  p.timestamptz(nil)
  p.bytea(nil)
  p.jsonb(nil)
  p.texts(nil)
  p.uuids(nil)
  p.null()
} decode: { r in
  var seen = [r.isNull]
  seen += [try r.uuidOrNull() == nil, try r.textOrNull() == nil, try r.boolOrNull() == nil, try r.int2OrNull() == nil]
  seen += [try r.int4OrNull() == nil, try r.int8OrNull() == nil, try r.float8OrNull() == nil, try r.dateOrNull() == nil]
  seen += [try r.timestamptzOrNull() == nil, try r.byteaOrNull() == nil, try r.jsonbOrNull() == nil, try r.textsOrNull() == nil]
  seen += [try r.uuidsOrNull() == nil, try r.intOrNull() == nil]
  return seen
}

private enum Couleur: String { case rouge, vert }

private let misread: [Statement<Void, String>] = [
  Statement("misread.null", "select null::text") { r in try r.text() },
  Statement("misread.type", "select 1::int8") { r in try r.text() },
  Statement("misread.width", "select 1::int4") { r in "\(try r.int8())" },
  Statement("misread.missing", "select 'a'") { r in try r.text() + r.text() },
  Statement("misread.enumeration", "select 'bleu'") { r in try r.text(Couleur.init(rawValue:)).rawValue },
  Statement("misread.infinity", "select 'infinity'::timestamptz") { r in "\(try r.timestamptz())" },
  Statement("misread.endless", "select '-infinity'::date") { r in "\(try r.date())" },
  Statement("misread.hole", "select array['a', null]") { r in try r.texts().joined() },
  Statement("misread.plane", "select array[array['a'], array['b']]") { r in try r.texts().joined() },
]

@Suite struct TypesTests {
  @Test func `every type comes back as it went, for a thousand random values`() async throws {
    let info = try TestCluster.shared.connectionInfo
    try await withDatabase(info, [everything.erased]) { _, database in
      var random = SeededRandom(seed: 20_251_020)
      for _ in 0..<20 {
        let values = (0..<50).map { _ in Everything.random(&random) }
        let results = try await database.read { batch in values.map { batch.enqueue(everything, $0) } }
        for (value, result) in zip(values, results) { #expect(try result.rows() == [value]) }
      }
    }
  }

  @Test func `days and microseconds count from 1970`() async throws {
    let info = try TestCluster.shared.connectionInfo
    try await withDatabase(info, [printed.erased]) { _, database in
      let inputs: [(Int32, Int64, [Int64])] = [(0, 0, []), (20_381, 1_760_997_599_000_001, [3, -1]), (-1, -1, [0])]
      let results = try await database.read { batch in inputs.map { batch.enqueue(printed, $0) } }
      let texts = try results.map { result in
        try result.rows().map { "\($0.date) \($0.instant) \($0.numbers)" }
      }
      #expect(
        texts == [
          ["1970-01-01 1970-01-01 00:00:00 {}"], ["2025-10-20 2025-10-20 21:59:59.000001 {3,-1}"],
          ["1969-12-31 1969-12-31 23:59:59.999999 {0}"],
        ])
    }
  }

  @Test func `nulls go and come as nil`() async throws {
    let info = try TestCluster.shared.connectionInfo
    try await withDatabase(info, [nulls.erased]) { _, database in
      let result = try await database.read { $0.enqueue(nulls) }
      #expect(try result.first() == Array(repeating: true, count: 15))
    }
  }

  @Test func `a date or an instant out of PostgreSQL's range is refused, not wrapped`() async throws {
    let info = try TestCluster.shared.connectionInfo
    try await withDatabase(info, [printed.erased]) { _, database in
      for (date, instant) in [(Int32.min, 0 as Int64), (Int32.max, 0), (0, .min)] {
        let error = await failure { () async throws(PostgresError) in
          try await database.read { $0.enqueue(printed, (date, instant, [])) }
        }
        guard case .server(let server) = error else {
          Issue.record("not refused: \(date) \(instant)")
          continue
        }
        #expect(server.sqlState == "22008")
      }
    }
  }

  @Test func `a row of another shape is a decoding failure that names the statement and the column`() async throws {
    let info = try TestCluster.shared.connectionInfo
    try await withDatabase(info, misread.map(\.erased)) { _, database in
      let expected: [(Int, DecodingFailure.Problem)] = [
        (0, .null), (0, .type(20)), (0, .type(23)), (1, .missingColumn), (0, .value), (0, .value), (0, .value), (0, .value), (0, .value),
      ]
      for (statement, (column, problem)) in zip(misread, expected) {
        let result = try await database.read { $0.enqueue(statement) }
        guard case .decoding(let seen)? = await failure({ () async throws(PostgresError) in try result.rows() }) else {
          Issue.record("\(statement.name) was read")
          continue
        }
        #expect(seen.statement == statement.name)
        #expect(seen.column == column)
        #expect(seen.problem == problem)
      }
    }
  }

  @Test func `rows can be read as bytes, from any column, without building values`() async throws {
    let series = Statement<Void, Void>("series", "select n, 'ligne ' || n, null::text from generate_series(1, 3) n")
    let info = try TestCluster.shared.connectionInfo
    try await withDatabase(info, [series.erased]) { _, database in
      let result = try await database.read { $0.enqueue(series) }
      let lines = try result.withResult { result in
        var lines: [String] = []
        for index in 0..<result.count {
          var row = result.row(index)
          row.column = 1
          let text = try row.textBytes().map { String(decoding: $0, as: UTF8.self) } ?? ""
          let isNull = try row.textBytes() == nil
          row.column = 0
          lines.append("\(try row.int()) \(text) \(isNull) \(result.bytes(index, 1).count) \(result.isNull(index, 2))")
        }
        return lines
      }
      #expect(lines == ["1 ligne 1 true 7 true", "2 ligne 2 true 7 true", "3 ligne 3 true 7 true"])
      #expect(try result.affected == 3)
    }
  }
}
