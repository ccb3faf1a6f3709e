import Glibc

/// A text compared and hashed byte for byte. `String` compares by canonical equivalence, for which the Kelvin
/// sign equals "K": good for people, wrong for JSON names, enumerated values and anything checked before SQL.
package struct ExactText: Hashable, Sendable {
  package let text: String

  package init(_ text: String) { self.text = text }

  package static func == (a: ExactText, b: ExactText) -> Bool { isSameText(a.text, b.text) }

  package func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

/// True when both texts are the same UTF-8 bytes.
package func isSameText(_ a: String, _ b: String) -> Bool {
  // Canonical equivalence is the cheaper test for short texts and lets through all that are the same bytes, and little else.
  guard a.utf8.count == b.utf8.count, a == b else { return false }
  var (a, b) = (a, b)
  return a.withUTF8 { a in
    b.withUTF8 { b in
      guard let first = a.baseAddress, let second = b.baseAddress else { return true }
      return memcmp(first, second, a.count) == 0
    }
  }
}
