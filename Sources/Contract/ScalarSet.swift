/// A set of Unicode scalars: a character, a class, `.`; ASCII is answered by one bit.
struct ScalarSet: Sendable, Equatable {
  private var ascii: UInt128 = 0
  private var ranges: [ClosedRange<UInt32>] = []
  private var isNegated = false

  init(_ ranges: [ClosedRange<UInt32>], isNegated: Bool = false) {
    self.ranges = ranges
    self.isNegated = isNegated
    for code in UInt32(0)..<128 where ranges.contains(where: { $0.contains(code) }) != isNegated { ascii |= 1 << UInt128(code) }
  }

  init(_ scalar: Unicode.Scalar) { self.init([scalar.value...scalar.value]) }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 128 { return ascii >> UInt128(scalar.value) & 1 == 1 }
    return ranges.contains { $0.contains(scalar.value) } != isNegated
  }

  static let digits: [ClosedRange<UInt32>] = [48...57]
  static let words: [ClosedRange<UInt32>] = [48...57, 65...90, 95...95, 97...122]
  /// ECMA white space and line terminators.
  static let spaces: [ClosedRange<UInt32>] = [
    9...13, 32...32, 0xa0...0xa0, 0x1680...0x1680, 0x2000...0x200a, 0x2028...0x2029, 0x202f...0x202f, 0x205f...0x205f, 0x3000...0x3000,
    0xfeff...0xfeff,
  ]
  static let lineEnds: [ClosedRange<UInt32>] = [10...10, 13...13, 0x2028...0x2029]

  /// Everything outside the ranges.
  static func complement(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var out: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > next { out.append(next...(range.lowerBound - 1)) }
      next = max(next, range.upperBound + 1)
    }
    if next <= 0x10ffff { out.append(next...0x10ffff) }
    return out
  }
}
