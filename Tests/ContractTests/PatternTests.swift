import Contract
import Testing

struct PatternCase: Sendable, CustomTestStringConvertible {
  let pattern: String
  let matching: [String]
  let other: [String]

  init(_ pattern: String, _ matching: [String], not other: [String]) {
    self.pattern = pattern
    self.matching = matching
    self.other = other
  }

  var testDescription: String { pattern }
}

@Suite struct PatternTests {
  static let cases: [PatternCase] = [
    PatternCase("", ["", "a"], not: []),
    PatternCase("^$", [""], not: ["a"]),
    PatternCase("abc", ["abc", "xabcx"], not: ["ab", "acb", ""]),
    PatternCase("^abc$", ["abc"], not: ["xabc", "abcx", "abc\n", "\nabc"]),
    PatternCase("^[0-9]{14}$", ["01234567890123"], not: ["0123456789012", "012345678901234", "0123456789012a", "０1234567890123"]),
    PatternCase("^\\d{5}$", ["75012"], not: ["7501", "750123", "٣٤٥٦٧"]),
    PatternCase("^(\\d{2}|2[AB])\\d{3}$", ["75012", "2A004", "2B100"], not: ["2C004", "2A04"]),
    PatternCase("^a{2,3}$", ["aa", "aaa"], not: ["a", "aaaa"]),
    PatternCase("^a{2,}$", ["aa", "aaaaaa"], not: ["a", ""]),
    PatternCase("^a{0}b$", ["b"], not: ["ab"]),
    PatternCase("^a?b*c+$", ["c", "ac", "abbbc", "bcc"], not: ["ab", "aac", ""]),
    PatternCase("^(ab|cd)+$", ["ab", "cdab"], not: ["", "abc", "ac"]),
    PatternCase("^(?:a|b(?:c|d))e$", ["ae", "bce", "bde"], not: ["be", "bcde"]),
    PatternCase("a|^b$|c", ["xa", "b", "cx"], not: ["xb", "bx", ""]),
    PatternCase("^(|a)$", ["", "a"], not: ["aa"]),
    PatternCase("^.$", ["a", "é", "𝄞"], not: ["", "\n", "\u{2028}", "ab"]),
    PatternCase("^[^a-c]$", ["d", "é", "\n"], not: ["a", "b", "c", ""]),
    PatternCase("^[a\\-z]+$", ["a-z"], not: ["b"]),
    PatternCase("^[-a]+$", ["-a"], not: ["b"]),
    PatternCase("^[a-]+$", ["-a"], not: ["b"]),
    PatternCase("^[\\]\\\\^]+$", ["]\\^"], not: ["["]),
    PatternCase("^[A-Z][A-Z0-9_]*$", ["A", "QUOTA_2"], not: ["a", "_A", "2A", "É"]),
    PatternCase("^[\\w.]+$", ["a_b.C9"], not: ["é", "a b", "-"]),
    PatternCase("^\\W\\S\\D$", ["-aa", "éxx"], not: ["a a", "-a1"]),
    PatternCase("^[\\D]$", ["a"], not: ["1"]),
    PatternCase("^\\s$", [" ", "\t", "\u{a0}", "\u{2003}"], not: ["a", ""]),
    PatternCase("^\\u00e9\\x41\\.\\/$", ["éA./"], not: ["eA./", "éAx/"]),
    PatternCase("^[À-ÿ]+$", ["éàÇ"], not: ["e", "Ā"]),
    PatternCase("^(a*)*$", ["", "aaaa"], not: ["b", "aab"]),
    PatternCase("^((a|b)*c?)+$", ["", "abcab", "ccc"], not: ["abd"]),
    PatternCase("(^a|b$)", ["ax", "xb"], not: ["xa", "bx"]),
    PatternCase("(?:^)?(a$)+", ["a", "ba"], not: ["ab"]),
    PatternCase("a^b", [], not: ["ab", "a^b"]),
    PatternCase("^W/\"[^\"]*\"$|^\"[^\"]*\"$", ["\"3\"", "W/\"3\""], not: ["3", "\"3", "w/\"3\""]),
    PatternCase("^\\+?[0-9 .()\\-]{6,20}$", ["+33 1 23 45 67 89", "(01)23.45-67"], not: ["+", "12345", "tel:0123456"]),
  ]

  @Test(arguments: cases) func `a pattern matches what it should`(_ item: PatternCase) throws {
    let pattern = try Pattern(item.pattern)
    for text in item.matching { #expect(pattern.matches(text), "\(text)") }
    for text in item.other { #expect(!pattern.matches(text), "\(text)") }
  }

  @Test(arguments: [
    "(?=a)", "(?!a)", "(?<=a)", "(?<n>a)", "\\1", "\\k<n>", "\\b", "\\B", "\\p{L}", "\\cA", "\\0", "\\a", "\\é", "a*?", "a+?", "a??",
    "a{2}?", "a**", "a++", "*a", "+", "?", "{2}", "a{", "a{,2}", "a{2", "a{x}", "a{3,2}", "a{1001}", "(a", "a)", "(", "[a", "[", "[]",
    "[^]", "[b-a]",
    "[\\d-z]", "[[a]]", "a]", "}", "\\", "\\u12", "\\ud800", "\\xg0", "^*", "$+", "((((a){100}){100}){100})",
    String(repeating: "(", count: 40) + String(repeating: ")", count: 40),
  ])
  func `what is not of the subset is refused`(_ source: String) {
    #expect(throws: PatternError.self) { try Pattern(source) }
  }

  /// Patterns that make a backtracking engine explode.
  @Test(arguments: ["^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "^(.*)*x$", "^(a?){30}a{30}$", "(x+x+)+y"])
  func `time is proportional to the text`(_ source: String) throws {
    let pattern = try Pattern(source)
    let text = String(repeating: "a", count: 5_000) + "!"
    let elapsed = ContinuousClock().measure { #expect(!pattern.matches(text) || source == "^(a?){30}a{30}$") }
    #expect(elapsed < .seconds(20))
  }
}
