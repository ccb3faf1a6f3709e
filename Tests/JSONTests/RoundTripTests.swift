import Foundation
import JSON
import Testing

/// SplitMix64: the same documents for the same seed.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }
}

private struct DocumentGenerator {
  var random: SeededGenerator

  mutating func value(depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth > 5 ? 5 : 7), using: &random) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &random))
    case 2: return .number(JSONNumber(Int64.random(in: .min ... .max, using: &random)))
    case 3: return JSONNumber(Double(bitPattern: random.next())).map(JSONValue.number) ?? .null
    case 4: return .string(text())
    case 5: return .array((0..<Int.random(in: 0..<6, using: &random)).map { _ in value(depth: depth + 1) })
    default:
      var object = JSONObject()
      for _ in 0..<Int.random(in: 0..<24, using: &random) { object[text()] = value(depth: depth + 3) }
      return .object(object)
    }
  }

  mutating func text() -> String {
    var out = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0..<24, using: &random) {
      let highest: UInt32 = [0x7f, 0x7f, 0x7f, 0x7ff, 0xffff, 0x10ffff].randomElement(using: &random) ?? 0x7f
      let code = UInt32.random(in: 1...highest, using: &random)
      if let scalar = Unicode.Scalar(code) { out.append(scalar) }
    }
    return String(out)
  }
}

@Suite struct RoundTripTests {
  @Test(arguments: 1...300)
  func `what is written is read back the same`(_ seed: Int) throws {
    var generator = DocumentGenerator(random: SeededGenerator(state: UInt64(seed)))
    let value = generator.value(depth: 0)
    let text = value.text
    let again = try JSONReader.parse(text)
    #expect(again == value)
    #expect(again.text == text)
  }

  /// Foundation reads the same document: the writer is right for others too.
  @Test(arguments: 1...50)
  func `what is written is JSON for another reader`(_ seed: Int) throws {
    var generator = DocumentGenerator(random: SeededGenerator(state: UInt64(seed) << 32))
    let text = generator.value(depth: 0).text
    _ = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
  }

  /// Bytes changed at random never crash the reader, and what it accepts it can write back.
  @Test(arguments: 1...300)
  func `a damaged document is refused or read, never a crash`(_ seed: Int) throws {
    var generator = DocumentGenerator(random: SeededGenerator(state: UInt64(seed) &* 7919))
    let bytes = Array(generator.value(depth: 0).text.utf8)
    for _ in 0..<20 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...3, using: &generator.random) where !damaged.isEmpty {
        let place = Int.random(in: 0..<damaged.count, using: &generator.random)
        damaged[place] = UInt8.random(in: 0...255, using: &generator.random)
      }
      let read = damaged.withUnsafeBytes { try? JSONReader.parse($0) }
      if let read { #expect(try JSONReader.parse(read.text) == read) }
    }
  }
}
