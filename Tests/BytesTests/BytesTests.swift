import Bytes
import Testing

@Suite struct BytesTests {
  @Test func `what is appended is there in order, across growths`() {
    var bytes = Bytes(capacity: 16)
    var expected: [UInt8] = []
    for i in 0..<1000 {
      bytes.append(UInt8(truncatingIfNeeded: i))
      expected.append(UInt8(truncatingIfNeeded: i))
      bytes.append("été")
      expected += Array("été".utf8)
      bytes.append("s" as StaticString)
      expected.append(115)
      bytes.append([1, 2, 3])
      expected += [1, 2, 3]
    }
    #expect(bytes.array == expected)
    #expect(bytes.count == expected.count)
    #expect(bytes.capacity >= bytes.count)
  }

  @Test func `a piece larger than twice the capacity fits`() {
    var bytes = Bytes(capacity: 16)
    bytes.append("ab")
    bytes.append([UInt8](repeating: 7, count: 10_000))
    #expect(bytes.count == 10_002)
    #expect(bytes.array[2...].allSatisfy { $0 == 7 })
    #expect(bytes.array[..<2] == [97, 98])
  }

  @Test func `nothing appended changes nothing`() {
    var bytes = Bytes()
    bytes.append("")
    bytes.append([])
    bytes.append(UnsafeRawBufferPointer(start: nil, count: 0))
    #expect(bytes.count == 0)
    #expect(bytes.last == nil)
    #expect(bytes.raw.count == 0)
    #expect(bytes.text == "")
  }

  @Test func `a cleared buffer keeps its memory`() {
    var bytes = Bytes(capacity: 16)
    bytes.append([UInt8](repeating: 1, count: 500))
    let capacity = bytes.capacity
    bytes.clear()
    #expect(bytes.count == 0)
    #expect(bytes.capacity == capacity)
    bytes.append("x")
    #expect(bytes.text == "x")
  }

  @Test func `truncation and removal keep the rest`() {
    var bytes = Bytes()
    bytes.append("abcdef")
    bytes.truncate(to: 5)
    bytes.removeFirst(2)
    #expect(bytes.text == "cde")
    #expect(bytes.last == 101)
    bytes.removeFirst(0)
    bytes.truncate(to: 3)
    #expect(bytes.text == "cde")
    bytes.removeFirst(3)
    #expect(bytes.count == 0)
  }

  @Test(arguments: [0, 1, -1, 9, 10, 99, 100, -100, 1_234_567_890_123, Int64.max, Int64.min, Int64.min + 1])
  func `a decimal is written as Swift writes it`(_ value: Int64) {
    var bytes = Bytes(capacity: 16)
    bytes.append(decimal: value)
    #expect(bytes.text == String(value))
  }

  @Test(arguments: [(0, 1, "0"), (7, 2, "07"), (42, 2, "42"), (123, 2, "23"), (5, 6, "000005"), (1, 0, "")])
  func `a padded decimal has exactly its width`(_ value: Int, _ width: Int, _ expected: String) {
    var bytes = Bytes(capacity: 16)
    bytes.append(decimal: value, width: width)
    #expect(bytes.text == expected)
  }

  @Test func `a hexadecimal byte is two lower-case digits`() {
    var bytes = Bytes()
    for byte in [0x00, 0x0f, 0xa0, 0xff] as [UInt8] { bytes.append(hex: byte) }
    #expect(bytes.text == "000fa0ff")
  }
}
