import Bytes

/// Percent-encoding (RFC 3986 §2.1), strictly.
enum PercentDecoding {
  /// The text of a component; nil for an escape that is none, for what is not UTF-8 and for U+0000.
  static func text(_ bytes: UnsafeRawBufferPointer, plusIsSpace: Bool = false) -> String? {
    let isPlain = bytes.allSatisfy { $0 != 37 && $0 != 43 && $0 != 0 }
    if isPlain { return isValidUTF8(bytes) ? String(decoding: bytes, as: UTF8.self) : nil }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var i = 0
    while i < bytes.count {
      switch bytes[i] {
      case 37:
        guard i + 2 < bytes.count, let high = hexValue(bytes[i + 1]), let low = hexValue(bytes[i + 2]) else { return nil }
        out.append(high << 4 | low)
        i += 2
      case 43 where plusIsSpace: out.append(32)
      default: out.append(bytes[i])
      }
      i += 1
    }
    guard !out.contains(0), out.withUnsafeBytes(isValidUTF8) else { return nil }
    return String(decoding: out, as: UTF8.self)
  }
}
