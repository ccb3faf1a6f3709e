/// True when the bytes are UTF-8 as RFC 3629 has it: no overlong form, no surrogate, nothing past U+10FFFF.
package func isValidUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool { firstInvalidUTF8(bytes) == nil }

/// Where the first sequence that RFC 3629 does not allow begins, nil when all is well.
package func firstInvalidUTF8(_ bytes: UnsafeRawBufferPointer) -> Int? {
  var i = 0
  let n = bytes.count
  func tail(_ k: Int, _ low: UInt8 = 0x80, _ high: UInt8 = 0xbf) -> Bool {
    i + k < n && bytes[i + k] >= low && bytes[i + k] <= high
  }
  while i < n {
    // Most text is ASCII: eight bytes at a time while no high bit is set.
    while i + 8 <= n, bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 { i += 8 }
    guard i < n else { break }
    switch bytes[i] {
    case 0x00...0x7f: i += 1
    case 0xc2...0xdf: guard tail(1) else { return i }; i += 2
    case 0xe0: guard tail(1, 0xa0), tail(2) else { return i }; i += 3
    case 0xed: guard tail(1, 0x80, 0x9f), tail(2) else { return i }; i += 3
    case 0xe1...0xef: guard tail(1), tail(2) else { return i }; i += 3
    case 0xf0: guard tail(1, 0x90), tail(2), tail(3) else { return i }; i += 4
    case 0xf1...0xf3: guard tail(1), tail(2), tail(3) else { return i }; i += 4
    case 0xf4: guard tail(1, 0x80, 0x8f), tail(2), tail(3) else { return i }; i += 4
    default: return i
    }
  }
  return nil
}
