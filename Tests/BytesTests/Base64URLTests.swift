import Bytes
import Foundation
import Testing

@Suite struct Base64URLTests {
  /// RFC 4648 §10, without padding.
  @Test(arguments: [
    ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"),
  ])
  func `the vectors of RFC 4648 hold`(_ text: String, _ expected: String) {
    #expect(base64URL(Array(text.utf8)) == expected)
    #expect(bytes(base64URL: expected) == Array(text.utf8))
  }

  @Test(arguments: 0..<200)
  func `what is written is read back, as Foundation writes it`(_ length: Int) {
    let content = (0..<length).map { UInt8(truncatingIfNeeded: ($0 + length) * 151) }
    let text = base64URL(content)
    #expect(bytes(base64URL: text) == content)
    let foundation = Data(content).base64EncodedString()
      .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
    #expect(text == foundation)
  }

  @Test(arguments: ["A", "AAAAA", "Zg==", "Zm9v=", "Zm+v", "Zm/v", "Zm9 v", "Zm9v\n", "Zh", "Zm9", "é"])
  func `padding, foreign characters, impossible lengths and stray bits are refused`(_ text: String) {
    #expect(bytes(base64URL: text) == nil)
  }

  /// One spelling per content: otherwise a token could be changed and still be accepted.
  @Test func `no two spellings read the same`() {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    let read = alphabet.compactMap { bytes(base64URL: "Z\($0)") }
    #expect(read.count == 4)
    #expect(Set(read).count == 4)
  }
}
