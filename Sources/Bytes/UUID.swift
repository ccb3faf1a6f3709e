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

  /// UUIDv7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then 74 random bits given by the caller.
  package init(v7Milliseconds milliseconds: Int64, random: [UInt8]) {
    precondition(random.count >= 10)
    var bytes: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    withUnsafeMutableBytes(of: &bytes) { out in
      for k in 0..<6 { out[k] = UInt8(truncatingIfNeeded: milliseconds >> (8 * (5 - k))) }
      for k in 6..<16 { out[k] = random[k - 6] }
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
        var i = 0
        for k in 0..<16 {
          if k == 4 || k == 6 || k == 8 || k == 10 {
            out[i] = 45
            i += 1
          }
          out[i] = hexDigit(bytes[k] >> 4)
          out[i + 1] = hexDigit(bytes[k] & 15)
          i += 2
        }
      }
      return 36
    }
  }
}
