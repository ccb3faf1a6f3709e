import JSON
import Testing

@Suite struct JSONPointerTests {
  /// The document and the answers of RFC 6901 §5.
  static let document: JSONValue = [
    "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8,
  ]

  @Test(
    arguments: [
      ("/foo/0", "bar"), ("/", 0), ("/a~1b", 1), ("/c%d", 2), ("/e^f", 3), ("/g|h", 4), ("/i\\j", 5), ("/k\"l", 6), ("/ ", 7), ("/m~0n", 8),
      ("", document), ("/foo", ["bar", "baz"]),
    ] as [(String, JSONValue)])
  func `the examples of RFC 6901 resolve`(_ pointer: String, _ expected: JSONValue) {
    #expect(Self.document.at(pointer) == expected)
  }

  @Test(arguments: ["foo", "/absent", "/foo/2", "/foo/-1", "/foo/-", "/foo/01", "/foo/+1", "/foo/0/x", "/~", "/~2", "/m~n"])
  func `a pointer to nothing resolves to nothing`(_ pointer: String) { #expect(Self.document.at(pointer) == nil) }

  @Test func `what is escaped is unescaped`() {
    for name in ["a", "", "~", "/", "~1", "~0", "a/b~c//~~", "é"] {
      #expect(JSONPointer.segments(JSONPointer.child("", name)) == [name])
    }
    #expect(JSONPointer.child("/a", 3) == "/a/3")
  }
}
