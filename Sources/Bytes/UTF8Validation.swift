/// True when the bytes are UTF-8 as RFC 3629 has it: no overlong form, no surrogate, nothing past U+10FFFF.
package func isValidUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
  var i = 0
  let n = bytes.count
  func tail(_ k: Int, _ low: UInt8 = 0x80, _ high: UInt8 = 0xbf) -> Bool {
    i + k < n && bytes[i + k] >= low && bytes[i + k] <= high
  }
  while i < n {
    switch bytes[i] {
    case 0x00...0x7f: i += 1
    case 0xc2...0xdf: guard tail(1) else { return false }; i += 2
    case 0xe0: guard tail(1, 0xa0), tail(2) else { return false }; i += 3
    case 0xed: guard tail(1, 0x80, 0x9f), tail(2) else { return false }; i += 3
    case 0xe1...0xef: guard tail(1), tail(2) else { return false }; i += 3
    case 0xf0: guard tail(1, 0x90), tail(2), tail(3) else { return false }; i += 4
    case 0xf1...0xf3: guard tail(1), tail(2), tail(3) else { return false }; i += 4
    case 0xf4: guard tail(1, 0x80, 0x8f), tail(2), tail(3) else { return false }; i += 4
    default: return false
    }
  }
  return true
}
