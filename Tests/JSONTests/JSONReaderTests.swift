import JSON
import Testing

private func refusal(_ bytes: [UInt8], limits: JSONLimits = .standard) -> JSONError? {
  bytes.withUnsafeBytes { bytes in
    do throws(JSONError) {
      _ = try JSONReader.parse(bytes, limits: limits)
      return nil
    } catch {
      return error
    }
  }
}

private func refusal(_ text: String, limits: JSONLimits = .standard) -> JSONError? { refusal(Array(text.utf8), limits: limits) }

/// A document and where its error stands.
struct Misplaced: Sendable {
  let document: [UInt8]
  let kind: JSONError.Kind
  let offset: Int
  let line: Int
  let column: Int
  var pointer = ""

  init(_ text: String, _ kind: JSONError.Kind, at offset: Int, line: Int = 1, column: Int, in pointer: String = "") {
    self.init(bytes: Array(text.utf8), kind, at: offset, line: line, column: column, in: pointer)
  }

  init(bytes: [UInt8], _ kind: JSONError.Kind, at offset: Int, line: Int = 1, column: Int, in pointer: String = "") {
    document = bytes
    self.kind = kind
    self.offset = offset
    self.line = line
    self.column = column
    self.pointer = pointer
  }
}

@Suite struct JSONReaderTests {
  static let misplaced: [Misplaced] = [
    Misplaced("", .empty, at: 0, column: 1),
    Misplaced(" \n\n ", .empty, at: 4, line: 3, column: 2),
    Misplaced("\u{FEFF}{}", .byteOrderMark, at: 0, column: 1),
    Misplaced(#"{"a" 1}"#, .syntax, at: 5, column: 6),
    Misplaced("{\n  \"a\": 1,\n  \"b\": x\n}", .syntax, at: 19, line: 3, column: 8, in: "/b"),
    Misplaced(#"{"a":[1,2"#, .truncated, at: 9, column: 10, in: "/a"),
    Misplaced(#"{"a":"texte"#, .truncated, at: 11, column: 12, in: "/a"),
    Misplaced("{} {}", .trailing, at: 3, column: 4),
    Misplaced(#"{"a":[0,01]}"#, .number, at: 8, column: 9, in: "/a/1"),
    Misplaced("[\"é\", .5]", .number, at: 7, column: 7, in: "/1"),
    Misplaced("[\"a\nb\"]", .controlCharacter, at: 3, column: 4, in: "/0"),
    Misplaced(#"["ab\q"]"#, .escape, at: 4, column: 5, in: "/0"),
    Misplaced(#"["\u12G4"]"#, .escape, at: 2, column: 3, in: "/0"),
    Misplaced(#"["ab\ud800"]"#, .loneSurrogate, at: 4, column: 5, in: "/0"),
    Misplaced(#"{"a":"\u0000"}"#, .nul, at: 6, column: 7, in: "/a"),
    Misplaced("{\"a\":\"b\u{0}\"}", .nul, at: 7, column: 8, in: "/a"),
    Misplaced(bytes: Array("[\"aé".utf8) + [0xff, 34, 93], .invalidUTF8, at: 5, column: 5, in: "/0"),
    Misplaced(bytes: Array("[\"a\\n".utf8) + [0xc3, 34, 93], .invalidUTF8, at: 5, column: 6, in: "/0"),
    Misplaced(#"{"nom":1,"x":{"a/b":1,"a~":2,"a/b":3}}"#, .duplicateName, at: 29, column: 30, in: "/x/a~1b"),
  ]

  @Test(arguments: misplaced)
  func `an error says its kind and its place`(_ item: Misplaced) {
    let error = refusal(item.document)
    #expect(error?.kind == item.kind)
    #expect(error?.offset == item.offset)
    #expect(error?.line == item.line)
    #expect(error?.column == item.column)
    #expect(error?.pointer == item.pointer)
  }

  @Test func `every kind of error has its case above or its own test`() {
    let seen = Self.misplaced.map(\.kind) + [.depth, .tooLong]
    for kind in JSONError.Kind.allCases { #expect(seen.contains(kind), "\(kind)") }
  }

  @Test func `the message is a French sentence with its place and without the text received`() throws {
    let error = try #require(refusal("{\"nir\": \"1 85 12 75 108 123 45\" x}"))
    #expect(error.message == "Le document n’est pas du JSON valide (ligne 1, colonne 33).")
    let messages = JSONError.Kind.allCases.map(\.message)
    #expect(Set(messages).count == messages.count)
  }

  @Test func `64 containers are accepted and 65 refused`() {
    let arrays = { (n: Int) in String(repeating: "[", count: n) + String(repeating: "]", count: n) }
    #expect(refusal(arrays(64)) == nil)
    let error = refusal(arrays(65))
    #expect(error?.kind == .depth)
    #expect(error?.offset == 64)
    let objects = { (n: Int) in String(repeating: #"{"a":"#, count: n) + "1" + String(repeating: "}", count: n) }
    #expect(refusal(objects(64)) == nil)
    #expect(refusal(objects(65))?.kind == .depth)
  }

  @Test func `nesting of 200,000 does not overflow, whatever limit is asked`() {
    for opening in ["[", #"{"a":"#, #"[{"a":"#] {
      let text = String(repeating: opening, count: 200_000)
      #expect(refusal(text)?.kind == .depth)
      #expect(refusal(text, limits: JSONLimits(depth: 1_000_000))?.kind == .depth)
    }
  }

  @Test func `names and numbers have a length limit, inclusive`() {
    let limits = JSONLimits(nameBytes: 4, numberBytes: 4)
    #expect(refusal(#"{"abcd":1234}"#, limits: limits) == nil)
    #expect(refusal(#"{"abcde":1}"#, limits: limits)?.kind == .tooLong)
    #expect(refusal("[12345]", limits: limits)?.kind == .tooLong)
    #expect(refusal("[-1234]", limits: limits)?.offset == 1)
  }

  @Test(arguments: [1, 2, 15, 16, 17, 18, 40, 500])
  func `a duplicate name is found wherever it stands`(_ count: Int) {
    let names = (0..<count).map { "\"n\($0)\":0" }
    #expect(refusal("{" + names.joined(separator: ",") + "}") == nil)
    for again in Set([0, count / 2, count - 1]) {
      #expect(refusal("{" + (names + ["\"n\(again)\":1"]).joined(separator: ",") + "}")?.kind == .duplicateName)
    }
  }

  @Test func `a name and its escaped spelling are the same name`() {
    #expect(refusal(#"{"abc":1,"\u0061bc":2}"#)?.kind == .duplicateName)
  }

  @Test func `names that differ in bytes are different names even when they look the same`() throws {
    // U+212A KELVIN SIGN is canonically equivalent to K; é is e followed by U+0301.
    let value = try JSONReader.parse("{\"K\":1,\"\u{212A}\":2,\"é\":3,\"e\u{301}\":4}")
    #expect(value["K"] == 1)
    #expect(value["\u{212A}"] == 2)
    #expect(value["\u{e9}"] == 3)
    #expect(value["e\u{301}"] == 4)
    #expect(JSONValue.string("\u{212A}") != JSONValue.string("K"))
  }

  @Test func `a body of many names is read in linear time`() {
    let text = "{" + (0..<100_000).map { "\"\($0)\":0" }.joined(separator: ",") + "}"
    let elapsed = ContinuousClock().measure { #expect(refusal(text) == nil) }
    #expect(elapsed < .seconds(20))
  }

  @Test func `values are what was written`() throws {
    let value = try JSONReader.parse(#" {"a": [1, -2.5e3, true, false, null], "b": {"c": "é\n\"\u20ac\ud834\udd1e\/"}, "": ""} "#)
    #expect(value["a"] == [1, -2500.0, true, false, nil])
    #expect(value["b"]?["c"]?.string == "é\n\"€𝄞/")
    #expect(value[""] == "")
    #expect(value.object?.members.map(\.name) == ["a", "b", ""])
    #expect(value["absent"] == nil)
  }

  /// The scan reads eight bytes at a time: every kind of special byte at every offset of a word.
  @Test(arguments: 0..<40)
  func `a special byte is seen at any offset`(_ padding: Int) throws {
    let prefix = String(repeating: "x", count: padding)
    for tail in 0..<10 {
      let suffix = String(repeating: "y", count: tail)
      #expect(try JSONReader.parse("\"\(prefix)\\n\(suffix)\"").string == "\(prefix)\n\(suffix)")
      #expect(try JSONReader.parse("\"\(prefix)é\(suffix)\"").string == "\(prefix)é\(suffix)")
      #expect(try JSONReader.parse("\"\(prefix)\u{7f}\(suffix)\"").string == "\(prefix)\u{7f}\(suffix)")
      #expect(refusal("\"\(prefix)\u{1f}\(suffix)\"")?.offset == padding + 1)
      #expect(refusal("\"\(prefix)\u{1}\(suffix)\"")?.kind == .controlCharacter)
      #expect(refusal("\"\(prefix)\u{0}\(suffix)\"")?.kind == .nul)
      #expect(refusal(Array("\"\(prefix)".utf8) + [0xff] + Array("\(suffix)\"".utf8))?.offset == padding + 1)
      #expect(refusal("\"\(prefix)\(suffix)")?.kind == .truncated)
    }
  }

  /// Each of the 65,536 code units, escaped alone, is the scalar or a refusal.
  @Test func `every escaped code unit is right`() throws {
    for code in UInt32(0)...0xffff {
      let digits = String(code, radix: 16)
      let text = "\"\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)\""
      switch code {
      case 0: #expect(refusal(text)?.kind == .nul)
      case 0xd800...0xdfff: #expect(refusal(text)?.kind == .loneSurrogate)
      default:
        let scalar = try JSONReader.parse(text).string?.unicodeScalars.first?.value
        if scalar != code { Issue.record("U+\(digits)") }
      }
    }
  }
}
