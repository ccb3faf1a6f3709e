private let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

/// Base64url without padding (RFC 4648 §5).
package func base64URL(_ bytes: [UInt8]) -> String {
  String(unsafeUninitializedCapacity: (bytes.count * 4 + 2) / 3) { out in
    var (buffer, bits, count) = (UInt32(0), UInt32(0), 0)
    for byte in bytes {
      buffer = buffer << 8 | UInt32(byte)
      bits += 8
      while bits >= 6 {
        bits -= 6
        out[count] = alphabet[Int(buffer >> bits & 63)]
        count += 1
      }
    }
    if bits > 0 {
      out[count] = alphabet[Int(buffer << (6 - bits) & 63)]
      count += 1
    }
    return count
  }
}

/// The bytes of unpadded base64url; nil for a foreign character, an impossible length or stray final bits.
package func bytes(base64URL text: some StringProtocol) -> [UInt8]? {
  var out: [UInt8] = []
  var buffer: UInt32 = 0
  var bits = 0
  for character in text.utf8 {
    let value: UInt8
    switch character {
    case 65...90: value = character - 65
    case 97...122: value = character - 71
    case 48...57: value = character + 4
    case 45: value = 62
    case 95: value = 63
    default: return nil
    }
    buffer = buffer << 6 | UInt32(value)
    bits += 6
    if bits >= 8 {
      bits -= 8
      out.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
    }
  }
  guard bits < 6, buffer & ((1 << UInt32(bits)) - 1) == 0 else { return nil }
  return out
}
