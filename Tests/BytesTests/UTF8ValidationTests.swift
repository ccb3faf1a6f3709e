import Bytes
import Testing

private func firstInvalid(_ bytes: [UInt8]) -> Int? { bytes.withUnsafeBytes { firstInvalidUTF8($0) } }

@Suite struct UTF8ValidationTests {
  @Test func `every scalar is valid, cut short is not`() {
    for code in UInt32(0)...0x10ffff where code % 7 == 0 || code < 0x1000 || code > 0x10ff00 {
      guard let scalar = Unicode.Scalar(code) else { continue }
      let bytes = Array(UTF8.encode(scalar) ?? .init())
      if firstInvalid(bytes) != nil { Issue.record("U+\(String(code, radix: 16))") }
      if bytes.count > 1, firstInvalid(Array(bytes.dropLast())) != 0 { Issue.record("cut U+\(String(code, radix: 16))") }
    }
  }

  /// Every sequence of two bytes, and of three and four with chosen tails: the standard library decides.
  @Test func `the verdict is the standard library's`() {
    let tails: [UInt8] = [0x7f, 0x80, 0xbf, 0xc0]
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max {
        check([first, second])
        guard first >= 0xe0 else { continue }
        for third in tails {
          check([first, second, third])
          for fourth in tails { check([first, second, third, fourth]) }
        }
      }
    }
  }

  private func check(_ bytes: [UInt8]) {
    if (firstInvalid(bytes) == nil) != (String(validating: bytes, as: UTF8.self) != nil) { Issue.record("\(bytes)") }
  }

  @Test(
    arguments: [
      ([0xc0, 0x80], 0), ([0x41, 0xc1, 0xbf], 1), ([0xed, 0xa0, 0x80], 0), ([0xed, 0xbf, 0xbf], 0), ([0xf4, 0x90, 0x80, 0x80], 0),
      ([0xf5, 0x80, 0x80, 0x80], 0), ([0xe0, 0x9f, 0xbf], 0), ([0xf0, 0x8f, 0xbf, 0xbf], 0), ([0xc3, 0xa9, 0x80], 2), ([0xfe], 0),
      ([0xff], 0),
    ] as [([UInt8], Int)])
  func `overlong forms, surrogates and what lies past U+10FFFF are found where they begin`(_ bytes: [UInt8], _ offset: Int) {
    #expect(firstInvalid(bytes) == offset)
  }

  @Test(arguments: 0..<40)
  func `a fault is found at any offset in ASCII and in accents`(_ padding: Int) {
    let ascii = [UInt8](repeating: 97, count: padding)
    let accents = Array(String(repeating: "é", count: padding).utf8)
    for around in [ascii, accents] {
      #expect(firstInvalid(around) == nil)
      #expect(firstInvalid(around + [0x80] + around) == around.count)
      #expect(firstInvalid(around + [0xe2, 0x82]) == around.count)
      #expect(firstInvalid(around + Array("€".utf8) + around) == nil)
    }
  }
}
