import Bytes
import Testing

@Suite struct ExactTextTests {
  @Test(arguments: [("K", "\u{212A}"), ("é", "e\u{301}"), (";", "\u{37E}"), ("a", "b"), ("a", "ab"), ("", "a")])
  func `texts of different bytes differ, even those Swift calls equal`(_ a: String, _ b: String) {
    #expect(!isSameText(a, b))
    #expect(ExactText(a) != ExactText(b))
    #expect(Set([ExactText(a), ExactText(b)]).count == 2)
  }

  @Test(arguments: ["", "a", "fifteen bytes..", "sixteen bytes...", "une chaîne assez longue pour être sur le tas"])
  func `the same bytes are the same text`(_ text: String) {
    let copy = String(decoding: Array(text.utf8), as: UTF8.self)
    #expect(isSameText(text, copy))
    #expect(ExactText(text) == ExactText(copy))
    #expect(ExactText(text).hashValue == ExactText(copy).hashValue)
  }
}
