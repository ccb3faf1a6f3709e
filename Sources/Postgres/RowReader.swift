import CLibPQ
package import FoundationEssentials

/// Reads one row's columns, from left to right unless `column` is set. Not copyable, so that it cannot outlive the result it
/// reads from by accident.
///
/// A row whose only column is a record (`select row(…)`) is read as the columns of that record. libpq then describes and copies one column
/// instead of fifty, which is a quarter of what reading one wide row costs; over many rows PostgreSQL pays more for building records than
/// is saved, so that lists keep their columns.
///
/// Types are checked on the first row of a result only: they are the same in all rows.
package struct RowReader: ~Copyable {
  private let result: OpaquePointer
  private let row: Int32
  private var place = 0
  /// The record, nil when columns are those of the result; where its next column starts and where it ends, which mean nothing without it.
  private let record: UnsafeRawPointer?
  private var field: UnsafeRawPointer
  private let end: UnsafeRawPointer

  init(_ result: OpaquePointer, row: Int) {
    self.result = result
    self.row = Int32(row)
    let bytes = Self.record(result, self.row)
    record = bytes?.baseAddress
    field = bytes?.baseAddress ?? UnsafeRawPointer(result)
    end = field + (bytes?.count ?? 0)
  }

  private static func record(_ result: OpaquePointer, _ row: Int32) -> UnsafeRawBufferPointer? {
    guard PQnfields(result) == 1, PQftype(result, 0) == OID.record, PQgetlength(result, row, 0) >= 4 else { return nil }
    // Their number comes first; the end of the bytes says the same.
    return UnsafeRawBufferPointer(start: PQgetvalue(result, row, 0) + 4, count: Int(PQgetlength(result, row, 0)) - 4)
  }

  /// The next column to be read, from 0.
  package var column: Int {
    get { place }
    set {
      guard let record else { return place = newValue }
      if newValue < place {
        field = record
        place = 0
      }
      while place < newValue { skip() }
    }
  }

  /// True when the next column is null. Does not advance.
  package var isNull: Bool {
    guard record != nil else { return PQgetisnull(result, row, Int32(place)) == 1 }
    return end - field < 8 || lengthOfField < 0
  }

  package mutating func skip() {
    place += 1
    if record != nil, end - field >= 8 { field = min(end, field + 8 + max(0, lengthOfField)) }
  }

  /// What stands before the bytes of a record's column: its type, then its length, -1 when it is null.
  @inline(__always) private var typeOfField: UInt32 { UInt32(bigEndian: field.loadUnaligned(as: UInt32.self)) }
  @inline(__always) private var lengthOfField: Int { Int(Int32(bigEndian: field.loadUnaligned(fromByteOffset: 4, as: Int32.self))) }

  // MARK: bytes

  /// The column's bytes as they came, whatever its type; empty when null. Valid as long as the result.
  package mutating func bytes() throws(DecodingFailure) -> UnsafeRawBufferPointer {
    try next(.any) ?? UnsafeRawBufferPointer(start: nil, count: 0)
  }

  /// Advances and gives the column's bytes, nil when it is null.
  @inline(__always) mutating func next(_ type: WireType) throws(DecodingFailure) -> UnsafeRawBufferPointer? {
    if record != nil { return try nextField(type) }
    let column = Int32(place)
    place += 1
    if row == 0 { try check(type, column) }
    let length = Int(PQgetlength(result, row, column))
    if length == 0, PQgetisnull(result, row, column) == 1 { return nil }
    return UnsafeRawBufferPointer(start: PQgetvalue(result, row, column), count: length)
  }

  /// The same in a record.
  private mutating func nextField(_ type: WireType) throws(DecodingFailure) -> UnsafeRawBufferPointer? {
    let column = place
    place += 1
    guard end - field >= 8, 8 + lengthOfField <= end - field else {
      throw DecodingFailure(column: column, expected: type.rawValue, problem: .missingColumn)
    }
    if row == 0, !type.accepts(typeOfField) {
      throw DecodingFailure(column: column, expected: type.rawValue, problem: .type(typeOfField))
    }
    let (bytes, length) = (field + 8, lengthOfField)
    field = bytes + max(0, length)
    return length < 0 ? nil : UnsafeRawBufferPointer(start: bytes, count: length)
  }

  private func check(_ type: WireType, _ column: Int32) throws(DecodingFailure) {
    guard column < PQnfields(result) else { throw DecodingFailure(column: Int(column), expected: type.rawValue, problem: .missingColumn) }
    let actual = PQftype(result, column)
    guard type.accepts(actual) else { throw DecodingFailure(column: Int(column), expected: type.rawValue, problem: .type(actual)) }
  }

  @inline(__always) private mutating func optional<Value>(
    _ type: WireType, _ decode: (UnsafeRawBufferPointer) -> Value?
  ) throws(DecodingFailure) -> Value? {
    guard let bytes = try next(type) else { return nil }
    guard let value = decode(bytes) else { throw DecodingFailure(column: place - 1, expected: type.rawValue) }
    return value
  }

  @inline(__always) private mutating func required<Value>(
    _ type: WireType, _ decode: (UnsafeRawBufferPointer) -> Value?
  ) throws(DecodingFailure) -> Value {
    guard let value = try optional(type, decode) else {
      throw DecodingFailure(column: place - 1, expected: type.rawValue, problem: .null)
    }
    return value
  }

  // MARK: types

  package mutating func uuid() throws(DecodingFailure) -> UUID { try required(.uuid, WireDecoding.uuid) }
  package mutating func uuidOrNull() throws(DecodingFailure) -> UUID? { try optional(.uuid, WireDecoding.uuid) }

  /// text, varchar, name, json or an enumeration.
  package mutating func text() throws(DecodingFailure) -> String { try required(.text, WireDecoding.text) }
  package mutating func textOrNull() throws(DecodingFailure) -> String? { try optional(.text, WireDecoding.text) }

  /// Text that must be what `parse` accepts, for instance a case of an enumeration: `r.text(Role.init(rawValue:))`.
  package mutating func text<Value>(_ parse: (String) -> Value?) throws(DecodingFailure) -> Value {
    try required(.text) { WireDecoding.text($0).flatMap(parse) }
  }
  package mutating func textOrNull<Value>(_ parse: (String) -> Value?) throws(DecodingFailure) -> Value? {
    try optional(.text) { WireDecoding.text($0).flatMap(parse) }
  }

  /// The UTF-8 of a text column, nil when null. Valid as long as the result.
  package mutating func textBytes() throws(DecodingFailure) -> UnsafeRawBufferPointer? { try next(.text) }

  package mutating func bool() throws(DecodingFailure) -> Bool { try required(.bool, WireDecoding.bool) }
  package mutating func boolOrNull() throws(DecodingFailure) -> Bool? { try optional(.bool, WireDecoding.bool) }

  package mutating func int2() throws(DecodingFailure) -> Int16 { try required(.int2, WireDecoding.integer) }
  package mutating func int2OrNull() throws(DecodingFailure) -> Int16? { try optional(.int2, WireDecoding.integer) }

  package mutating func int4() throws(DecodingFailure) -> Int32 { try required(.int4, WireDecoding.integer) }
  package mutating func int4OrNull() throws(DecodingFailure) -> Int32? { try optional(.int4, WireDecoding.integer) }

  package mutating func int8() throws(DecodingFailure) -> Int64 { try required(.int8, WireDecoding.integer) }
  package mutating func int8OrNull() throws(DecodingFailure) -> Int64? { try optional(.int8, WireDecoding.integer) }

  /// int2, int4 or int8.
  package mutating func int() throws(DecodingFailure) -> Int { try required(.integer, WireDecoding.anyInteger) }
  package mutating func intOrNull() throws(DecodingFailure) -> Int? { try optional(.integer, WireDecoding.anyInteger) }

  package mutating func float8() throws(DecodingFailure) -> Double { try required(.float8, WireDecoding.double) }
  package mutating func float8OrNull() throws(DecodingFailure) -> Double? { try optional(.float8, WireDecoding.double) }

  /// Days since 1970-01-01; `infinity` is a failure.
  package mutating func date() throws(DecodingFailure) -> Int32 { try required(.date, WireDecoding.date) }
  package mutating func dateOrNull() throws(DecodingFailure) -> Int32? { try optional(.date, WireDecoding.date) }

  /// Microseconds since 1970-01-01 UTC; `infinity` is a failure.
  package mutating func timestamptz() throws(DecodingFailure) -> Int64 { try required(.timestamptz, WireDecoding.timestamptz) }
  package mutating func timestamptzOrNull() throws(DecodingFailure) -> Int64? { try optional(.timestamptz, WireDecoding.timestamptz) }

  package mutating func bytea() throws(DecodingFailure) -> [UInt8] { try required(.bytea, WireDecoding.bytes) }
  package mutating func byteaOrNull() throws(DecodingFailure) -> [UInt8]? { try optional(.bytea, WireDecoding.bytes) }

  /// JSON text, as PostgreSQL prints it.
  package mutating func jsonb() throws(DecodingFailure) -> String { try required(.jsonb, WireDecoding.jsonb) }
  package mutating func jsonbOrNull() throws(DecodingFailure) -> String? { try optional(.jsonb, WireDecoding.jsonb) }

  /// The JSON text's bytes, nil when null. Valid as long as the result.
  package mutating func jsonbBytes() throws(DecodingFailure) -> UnsafeRawBufferPointer? {
    try optional(.jsonb, WireDecoding.jsonbBytes)
  }

  package mutating func texts() throws(DecodingFailure) -> [String] { try required(.texts, WireDecoding.texts) }
  package mutating func textsOrNull() throws(DecodingFailure) -> [String]? { try optional(.texts, WireDecoding.texts) }

  package mutating func uuids() throws(DecodingFailure) -> [UUID] { try required(.uuids, WireDecoding.uuids) }
  package mutating func uuidsOrNull() throws(DecodingFailure) -> [UUID]? { try optional(.uuids, WireDecoding.uuids) }

  package mutating func int8s() throws(DecodingFailure) -> [Int64] { try required(.int8s, WireDecoding.int8s) }
  package mutating func int8sOrNull() throws(DecodingFailure) -> [Int64]? { try optional(.int8s, WireDecoding.int8s) }
}
