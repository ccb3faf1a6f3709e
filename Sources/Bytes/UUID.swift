package import FoundationEssentials

extension UUID {
  /// The 36-character form of RFC 9562, either case; nil for anything else.
  package init?(ascii text: UnsafeRawBufferPointer) {
    guard text.count == 36 else { return nil }
    var bytes: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    let valid = withUnsafeMutableBytes(of: &bytes) { out in
      var i = 0
      for k in 0..<16 {
        if k == 4 || k == 6 || k == 8 || k == 10 {
          guard text[i] == 45 else { return false }
          i += 1
        }
        guard let high = hexValue(text[i]), let low = hexValue(text[i + 1]) else { return false }
        out[k] = high << 4 | low
        i += 2
      }
      return true
    }
    guard valid else { return nil }
    self.init(uuid: bytes)
  }

  package init?(text: String) {
    var text = text
    guard let value = text.withUTF8({ UUID(ascii: UnsafeRawBufferPointer($0)) }) else { return nil }
    self = value
  }

  package init(v7Milliseconds milliseconds: Int64, random: [UInt8]) { self.init(v7Milliseconds: milliseconds, random: random[...]) }

  /// UUIDv7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then 74 random bits given by the caller.
  package init(v7Milliseconds milliseconds: Int64, random: ArraySlice<UInt8>) {
    precondition(random.count >= 10)
    var bytes: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    withUnsafeMutableBytes(of: &bytes) { out in
      for k in 0..<6 { out[k] = UInt8(truncatingIfNeeded: milliseconds >> (8 * (5 - k))) }
      for k in 6..<16 { out[k] = random[random.startIndex + k - 6] }
      out[6] = 0x70 | out[6] & 0x0f
      out[8] = 0x80 | out[8] & 0x3f
    }
    self.init(uuid: bytes)
  }

  /// The canonical lower-case form.
  package var text: String {
    var out = Bytes(capacity: 36)
    out.append(uuid: self)
    return out.text
  }
}

extension Bytes {
  /// The 36 characters of the canonical lower-case form.
  package mutating func append(uuid: UUID) {
    append(atMost: 36) { out in
      withUnsafeBytes(of: uuid.uuid) { bytes in
        let out = UnsafeMutableRawPointer(out)
        func digits(_ word: Int) -> UInt64 { hexDigits(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 4 * word, as: UInt32.self))) }
        let (second, third) = (digits(1), digits(2))
        out.storeBytes(of: digits(0).bigEndian, as: UInt64.self)
        out.storeBytes(of: UInt32(truncatingIfNeeded: second >> 32).bigEndian, toByteOffset: 9, as: UInt32.self)
        out.storeBytes(of: UInt32(truncatingIfNeeded: second).bigEndian, toByteOffset: 14, as: UInt32.self)
        out.storeBytes(of: UInt32(truncatingIfNeeded: third >> 32).bigEndian, toByteOffset: 19, as: UInt32.self)
        out.storeBytes(of: UInt32(truncatingIfNeeded: third).bigEndian, toByteOffset: 24, as: UInt32.self)
        out.storeBytes(of: digits(3).bigEndian, toByteOffset: 28, as: UInt64.self)
        for hyphen in stride(from: 8, through: 23, by: 5) { out.storeBytes(of: 45, toByteOffset: hyphen, as: UInt8.self) }
      }
      return 36
    }
  }
}

/// The eight lower-case hexadecimal digits of a word, the first one in the highest byte: nibbles are spread over bytes, and those above
/// nine moved on to the letters, all eight at a time.
private func hexDigits(_ word: UInt32) -> UInt64 {
  var nibbles = UInt64(word)
  nibbles = (nibbles << 16 | nibbles) & 0x0000_ffff_0000_ffff
  nibbles = (nibbles << 8 | nibbles) & 0x00ff_00ff_00ff_00ff
  nibbles = (nibbles << 4 | nibbles) & 0x0f0f_0f0f_0f0f_0f0f
  let letters = (nibbles + 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
  return nibbles + 0x3030_3030_3030_3030 + letters * 39
}
