/// Finds where a string stops being plain, eight bytes at a time.
enum StringScanner {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// The first byte from `start` that is a quote, a backslash or a control character, or `bytes.count`.
  /// In each mask the lowest bit set is exact (a borrow only reaches higher bytes), so it is the first hit.
  @inline(__always) static func firstSpecial(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var i = start
    let n = bytes.count
    while i + 8 <= n {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self))
      let quotes = word ^ (ones &* 34)
      let backslashes = word ^ (ones &* 92)
      let hit =
        ((word &- ones &* 32) & ~word | (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes) & highs
      if hit != 0 { return i + hit.trailingZeroBitCount >> 3 }
      i += 8
    }
    while i < n, bytes[i] >= 32, bytes[i] != 34, bytes[i] != 92 { i += 1 }
    return i
  }
}
