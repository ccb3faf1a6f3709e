@inline(__always) package func hexDigit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 48 + nibble : 87 + nibble }

/// The value of one hexadecimal digit of either case, nil for any other byte.
@inline(__always) package func hexValue(_ byte: UInt8) -> UInt8? {
  switch byte {
  case 48...57: byte - 48
  case 97...102: byte - 87
  case 65...70: byte - 55
  default: nil
  }
}

/// Lower-case hexadecimal, two digits a byte.
package func hexText(_ bytes: some Sequence<UInt8>) -> String {
  var out: [UInt8] = []
  for byte in bytes {
    out.append(hexDigit(byte >> 4))
    out.append(hexDigit(byte & 15))
  }
  return String(decoding: out, as: UTF8.self)
}

/// The bytes of an even number of hexadecimal digits, nil for anything else.
package func hexBytes(_ text: some StringProtocol) -> [UInt8]? {
  let digits = Array(text.utf8)
  guard digits.count.isMultiple(of: 2) else { return nil }
  var out: [UInt8] = []
  for i in stride(from: 0, to: digits.count, by: 2) {
    guard let high = hexValue(digits[i]), let low = hexValue(digits[i + 1]) else { return nil }
    out.append(high << 4 | low)
  }
  return out
}
