import FoundationEssentials

/// Values from PostgreSQL's binary formats (the `*_send` functions of the server). Nil: not such a value.
enum WireDecoding {
  @inline(__always) static func integer<Value: FixedWidthInteger>(_ bytes: UnsafeRawBufferPointer) -> Value? {
    bytes.count == MemoryLayout<Value>.size ? Value(bigEndian: bytes.loadUnaligned(as: Value.self)) : nil
  }

  static func anyInteger(_ bytes: UnsafeRawBufferPointer) -> Int? {
    switch bytes.count {
    case 2: Int(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)))
    case 4: Int(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
    case 8: Int(Int64(bigEndian: bytes.loadUnaligned(as: Int64.self)))
    default: nil
    }
  }

  static func uuid(_ bytes: UnsafeRawBufferPointer) -> UUID? {
    bytes.count == 16 ? UUID(uuid: bytes.loadUnaligned(as: uuid_t.self)) : nil
  }

  static func text(_ bytes: UnsafeRawBufferPointer) -> String? { String(decoding: bytes, as: UTF8.self) }

  static func bool(_ bytes: UnsafeRawBufferPointer) -> Bool? { bytes.count == 1 ? bytes[0] != 0 : nil }

  static func double(_ bytes: UnsafeRawBufferPointer) -> Double? { integer(bytes).map { (bits: UInt64) in Double(bitPattern: bits) } }

  static func date(_ bytes: UnsafeRawBufferPointer) -> Int32? {
    guard let days: Int32 = integer(bytes), days != .max, days != .min else { return nil }
    let (value, overflow) = days.addingReportingOverflow(Epoch.days)
    return overflow ? nil : value
  }

  static func timestamptz(_ bytes: UnsafeRawBufferPointer) -> Int64? {
    guard let microseconds: Int64 = integer(bytes), microseconds != .max, microseconds != .min else { return nil }
    let (value, overflow) = microseconds.addingReportingOverflow(Epoch.microseconds)
    return overflow ? nil : value
  }

  static func bytes(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? { Array(bytes) }

  static func jsonbBytes(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    guard bytes.first == 1 else { return nil }  // version of the format
    return UnsafeRawBufferPointer(rebasing: bytes.dropFirst())
  }

  static func jsonb(_ bytes: UnsafeRawBufferPointer) -> String? { jsonbBytes(bytes).flatMap(text) }

  static func texts(_ bytes: UnsafeRawBufferPointer) -> [String]? { array(bytes, text) }

  static func uuids(_ bytes: UnsafeRawBufferPointer) -> [UUID]? { array(bytes, uuid) }

  static func int8s(_ bytes: UnsafeRawBufferPointer) -> [Int64]? { array(bytes) { integer($0) } }

  /// One dimension, no null element.
  private static func array<Element>(
    _ bytes: UnsafeRawBufferPointer, _ decode: (UnsafeRawBufferPointer) -> Element?
  ) -> [Element]? {
    guard let dimensions = int32(bytes, at: 0) else { return nil }
    if dimensions == 0 { return [] }
    guard dimensions == 1, let count = int32(bytes, at: 12), count >= 0 else { return nil }
    var elements: [Element] = []
    elements.reserveCapacity(min(Int(count), bytes.count / 4))
    var offset = 20
    for _ in 0..<count {
      guard let length = int32(bytes, at: offset), length >= 0, offset + 4 + Int(length) <= bytes.count else { return nil }
      let start = offset + 4
      offset = start + Int(length)
      guard let element = decode(UnsafeRawBufferPointer(rebasing: bytes[start..<offset])) else { return nil }
      elements.append(element)
    }
    return elements
  }

  private static func int32(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int32? {
    guard offset + 4 <= bytes.count else { return nil }
    return Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self))
  }
}
