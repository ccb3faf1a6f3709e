import Bytes
import CLibPQ
package import FoundationEssentials

/// The parameters of one execution in PostgreSQL's binary formats. Its buffers are reused from one execution to the next.
package struct ParameterEncoder: ~Copyable {
  private var store = Bytes(capacity: 1024)
  private var offsets: [Int] = []
  private var lengths: [Int32] = []
  private var values: [UnsafePointer<CChar>?] = []
  private var formats: [Int32] = []
  private static let nullOffset = -1
  /// Past this size the store is given back after use: one large body must not stay in memory for ever.
  private static let keptBytes = 64 * 1024

  init() {}

  package var count: Int { offsets.count }

  mutating func clear() {
    if store.capacity > Self.keptBytes { store = Bytes(capacity: 1024) } else { store.clear() }
    offsets.removeAll(keepingCapacity: true)
    lengths.removeAll(keepingCapacity: true)
  }

  /// Hands the execution to libpq, which copies the parameters. False when libpq refuses it: the connection is then unusable.
  mutating func send(_ statement: String, on connection: OpaquePointer) -> Bool {
    values.removeAll(keepingCapacity: true)
    let base = UnsafeRawPointer(store.base).assumingMemoryBound(to: CChar.self)
    for offset in offsets { values.append(offset == Self.nullOffset ? nil : base + offset) }
    while formats.count < offsets.count { formats.append(1) }
    return PQsendQueryPrepared(connection, statement, Int32(offsets.count), values, lengths, formats, 1) == 1
  }

  // MARK: types

  package mutating func null() {
    offsets.append(Self.nullOffset)
    lengths.append(0)
  }

  package mutating func uuid(_ value: UUID) {
    withUnsafeBytes(of: value.uuid) { bytea($0) }
  }

  /// For text, varchar, json and enumerations.
  package mutating func text(_ value: String) {
    var value = value
    value.withUTF8 { bytea(UnsafeRawBufferPointer($0)) }
  }

  package mutating func bool(_ value: Bool) { integer(value ? 1 as UInt8 : 0) }

  package mutating func int2(_ value: Int16) { integer(value) }

  package mutating func int4(_ value: Int32) { integer(value) }

  package mutating func int8(_ value: Int64) { integer(value) }

  package mutating func int8(_ value: Int) { integer(Int64(value)) }

  package mutating func float8(_ value: Double) { integer(value.bitPattern) }

  /// A civil date as days since 1970-01-01.
  package mutating func date(_ daysSince1970: Int32) {
    let (days, overflow) = daysSince1970.subtractingReportingOverflow(Epoch.days)
    integer(overflow ? Int32.min + 1 : days)  // refused by the server as out of range
  }

  /// An instant as microseconds since 1970-01-01 UTC.
  package mutating func timestamptz(_ microsecondsSince1970: Int64) {
    let (microseconds, overflow) = microsecondsSince1970.subtractingReportingOverflow(Epoch.microseconds)
    integer(overflow ? Int64.min + 1 : microseconds)  // refused by the server as out of range
  }

  package mutating func bytea(_ value: UnsafeRawBufferPointer) {
    let start = store.count
    store.append(value)
    close(start)
  }

  package mutating func bytea(_ value: [UInt8]) { value.withUnsafeBytes { bytea($0) } }

  /// JSON text for a jsonb parameter.
  package mutating func jsonb(_ json: UnsafeRawBufferPointer) {
    let start = store.count
    store.append(1 as UInt8)  // version of jsonb's binary format
    store.append(json)
    close(start)
  }

  package mutating func jsonb(_ json: String) {
    var json = json
    json.withUTF8 { jsonb(UnsafeRawBufferPointer($0)) }
  }

  package mutating func texts(_ values: [String]) {
    array(values, of: OID.text) { store, value in
      store.append(bigEndian: Int32(value.utf8.count))
      store.append(value)
    }
  }

  package mutating func uuids(_ values: [UUID]) {
    array(values, of: OID.uuid) { store, value in
      store.append(bigEndian: 16 as Int32)
      withUnsafeBytes(of: value.uuid) { store.append($0) }
    }
  }

  package mutating func int4s(_ values: [Int32]) {
    array(values, of: OID.int4) { store, value in
      store.append(bigEndian: 4 as Int32)
      store.append(bigEndian: value)
    }
  }

  package mutating func int8s(_ values: [Int64]) {
    array(values, of: OID.int8) { store, value in
      store.append(bigEndian: 8 as Int32)
      store.append(bigEndian: value)
    }
  }

  // MARK: parts

  private mutating func integer<Value: FixedWidthInteger>(_ value: Value) {
    let start = store.count
    store.append(bigEndian: value)
    close(start)
  }

  /// array_send of the server's arrayfuncs.c: dimensions, has-null flag, element type, length and lower bound, elements.
  private mutating func array<Element>(_ values: [Element], of type: UInt32, _ append: (inout Bytes, Element) -> Void) {
    let start = store.count
    store.append(bigEndian: values.isEmpty ? 0 : 1 as Int32)
    store.append(bigEndian: 0 as Int32)
    store.append(bigEndian: type)
    if !values.isEmpty {
      store.append(bigEndian: Int32(values.count))
      store.append(bigEndian: 1 as Int32)
    }
    for value in values { append(&store, value) }
    close(start)
  }

  private mutating func close(_ start: Int) {
    offsets.append(start)
    lengths.append(Int32(store.count - start))
  }
}

/// The same with nil as NULL.
extension ParameterEncoder {
  package mutating func uuid(_ value: UUID?) { if let value { uuid(value) } else { null() } }
  package mutating func text(_ value: String?) { if let value { text(value) } else { null() } }
  package mutating func bool(_ value: Bool?) { if let value { bool(value) } else { null() } }
  package mutating func int2(_ value: Int16?) { if let value { int2(value) } else { null() } }
  package mutating func int4(_ value: Int32?) { if let value { int4(value) } else { null() } }
  package mutating func int8(_ value: Int64?) { if let value { int8(value) } else { null() } }
  package mutating func int8(_ value: Int?) { if let value { int8(value) } else { null() } }
  package mutating func float8(_ value: Double?) { if let value { float8(value) } else { null() } }
  package mutating func date(_ daysSince1970: Int32?) { if let daysSince1970 { date(daysSince1970) } else { null() } }
  package mutating func bytea(_ value: [UInt8]?) { if let value { bytea(value) } else { null() } }
  package mutating func jsonb(_ json: String?) { if let json { jsonb(json) } else { null() } }
  package mutating func texts(_ values: [String]?) { if let values { texts(values) } else { null() } }
  package mutating func uuids(_ values: [UUID]?) { if let values { uuids(values) } else { null() } }

  package mutating func timestamptz(_ microsecondsSince1970: Int64?) {
    if let microsecondsSince1970 { timestamptz(microsecondsSince1970) } else { null() }
  }
}

extension Bytes {
  @inline(__always) fileprivate mutating func append<Value: FixedWidthInteger>(bigEndian value: Value) {
    withUnsafeBytes(of: value.bigEndian) { append($0) }
  }
}
