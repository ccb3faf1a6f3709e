import Bytes
import Foundation
import Testing

@Suite struct UUIDTests {
  static let text = "0190c5d3-7a1b-7def-8123-456789abcdef"

  @Test func `the canonical form makes the round trip, either case`() throws {
    let id = try #require(UUID(text: Self.text))
    #expect(id.text == Self.text)
    #expect(UUID(text: Self.text.uppercased()) == id)
    #expect(id == UUID(uuidString: Self.text))
    var bytes = Bytes()
    bytes.append(uuid: id)
    #expect(bytes.text == Self.text)
  }

  @Test(arguments: [
    "", "0190c5d37a1b7def8123456789abcdef", "{0190c5d3-7a1b-7def-8123-456789abcdef}", "0190c5d3-7a1b-7def-8123-456789abcde",
    "0190c5d3-7a1b-7def-8123-456789abcdeg", "0190c5d3-7a1b-7def-8123-456789abcdef0", "0190c5d3_7a1b-7def-8123-456789abcdef",
    "0190c5d-37a1b-7def-8123-456789abcdef", " 190c5d3-7a1b-7def-8123-456789abcdef", "0190c5d3-7a1b-7def-8123-456789abcdé",
  ])
  func `any other form is refused`(_ text: String) { #expect(UUID(text: text) == nil) }

  @Test func `version 7 holds the milliseconds, the version, the variant and the random bits`() {
    let id = UUID(v7Milliseconds: 0x0190_c5d3_7a1b, random: [UInt8](repeating: 0xff, count: 10))
    #expect(id.text == "0190c5d3-7a1b-7fff-bfff-ffffffffffff")
    let zero = UUID(v7Milliseconds: 0, random: [UInt8](repeating: 0, count: 10))
    #expect(zero.text == "00000000-0000-7000-8000-000000000000")
  }

  @Test func `version 7 sorts by time, as text and as bytes`() {
    let times: [Int64] = [0, 1, 255, 256, 65_535, 65_536, 1_700_000_000_000, 1_700_000_000_001, 0xffff_ffff_ffff]
    let texts = times.map { UUID(v7Milliseconds: $0, random: [UInt8](repeating: UInt8($0 & 1) * 255, count: 10)).text }
    #expect(texts == texts.sorted())
  }

  @Test func `each random byte has its own place`() {
    var seen: Set<String> = []
    for i in 0..<10 {
      var random = [UInt8](repeating: 0, count: 10)
      random[i] = 1
      seen.insert(UUID(v7Milliseconds: 0, random: random).text)
    }
    #expect(seen.count == 10)
  }
}
