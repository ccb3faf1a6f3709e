/// The number grammar of RFC 8259 §6.
enum NumberScanner {
  /// Where the number that begins at `start` ends; nil when there is none, or when it runs into another
  /// character of a number or a word (`01`, `1.`, `2a`).
  @inline(__always) static func end(of bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    let n = bytes.count
    var i = start
    if i < n, bytes[i] == 45 { i += 1 }
    guard i < n, isDigit(bytes[i]) else { return nil }
    if bytes[i] == 48 {
      i += 1
    } else {
      i = digits(bytes, i)
    }
    if i < n, bytes[i] == 46 {
      let fraction = digits(bytes, i + 1)
      guard fraction > i + 1 else { return nil }
      i = fraction
    }
    if i < n, bytes[i] | 0x20 == 101 {
      var exponent = i + 1
      if exponent < n, bytes[exponent] == 43 || bytes[exponent] == 45 { exponent += 1 }
      let end = digits(bytes, exponent)
      guard end > exponent else { return nil }
      i = end
    }
    if i < n, continues(bytes[i]) { return nil }
    return i
  }

  /// Whether the byte can only be there because somebody meant a number: `+1`, `.5`, `NaN`, `Infinity`.
  static func isNumberLike(_ byte: UInt8) -> Bool { byte == 43 || byte == 46 || byte == 78 || byte == 73 }

  @inline(__always) private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

  @inline(__always) private static func digits(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int {
    var i = start
    while i < bytes.count, isDigit(bytes[i]) { i += 1 }
    return i
  }

  private static func continues(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == 43 || byte == 45 || byte == 46 || (byte | 0x20 >= 97 && byte | 0x20 <= 122)
  }
}
