import Bytes
import Testing

@Suite struct HexTests {
  @Test func `every byte makes the round trip`() {
    let all = Array(UInt8.min...UInt8.max)
    #expect(hexBytes(hexText(all)) == all)
    #expect(hexBytes(hexText(all).uppercased()) == all)
    #expect(hexText([]) == "")
    #expect(hexBytes("") == [])
  }

  @Test(arguments: ["0", "000", "0g", "g0", " 00", "0x", "é0", "+1", "00 11"])
  func `anything else is refused`(_ text: String) { #expect(hexBytes(text) == nil) }

  @Test func `a digit has a value in either case and nothing else has one`() {
    for byte in UInt8.min...UInt8.max {
      #expect(hexValue(byte).map(Int.init) == (byte < 128 ? Character(Unicode.Scalar(byte)).hexDigitValue : nil))
    }
  }
}
