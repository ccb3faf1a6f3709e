import JSON
import Testing

private func number(_ text: String) throws -> JSONNumber { try #require(JSONNumber(text: text)) }

@Suite struct JSONNumberTests {
  @Test(
    arguments: [
      ("0", 0), ("-0", 0), ("7", 7), ("-42", -42), ("1.0", 1), ("1e2", 100), ("-25e-1", nil), ("2.50e1", 25), ("0.5", nil),
      ("9223372036854775807", Int64.max), ("9223372036854775808", nil), ("-9223372036854775808", Int64.min),
      ("-9223372036854775809", nil), ("9.223372036854775807e18", Int64.max), ("9.223372036854775808e18", nil), ("1e19", nil),
      ("0e99999999999999999999", nil), ("0e5", 0), ("1e999", nil), ("1e-999", nil), ("100e-2", 1),
    ] as [(String, Int64?)])
  func `the 64-bit view is exact or absent`(_ text: String, _ expected: Int64?) throws {
    #expect(try number(text).int64 == expected)
  }

  @Test(
    arguments: [
      ("0.1", 0.1), ("-1.5e3", -1500), ("1e308", 1e308), ("1e999", nil), ("-1e999", nil), ("1e-999", 0), ("5e-324", .leastNonzeroMagnitude),
      ("1e99999999999999999999", nil), ("123456789012345678901234567890", 1.2345678901234568e29),
    ] as [(String, Double?)])
  func `the double view is the nearest or absent`(_ text: String, _ expected: Double?) throws {
    #expect(try number(text).double == expected)
  }

  @Test(arguments: [
    ("1", true), ("1.0", true), ("1e3", true), ("1.5", false), ("15e-1", false), ("10e-1", true), ("1e999", true), ("1e-999", false),
    ("0.0", true), ("-0", true), ("123456789012345678901234567890", true),
  ])
  func `an integer is a value without fraction, whatever its size`(_ text: String, _ expected: Bool) throws {
    #expect(try number(text).isInteger == expected)
  }

  @Test(arguments: ["", "+1", "01", "-", ".5", "1.", "1e", "NaN", "Infinity", "0x1", " 1", "1 ", "1,0", "１", "1_000", "--1"])
  func `a text outside the grammar is no number`(_ text: String) { #expect(JSONNumber(text: text) == nil) }

  /// In strictly ascending order.
  static let ascending = [
    "-1e400", "-123456789012345678901234567890", "-9223372036854775809", "-9223372036854775808", "-2.5", "-2.49", "-1e-400", "0", "1e-400",
    "0.1", "0.11", "0.2", "1", "1.0000000000000000000001", "9.99", "10", "99", "9223372036854775807", "9223372036854775808", "1e19",
    "1.2e400", "1.3e400", "1e401",
  ]

  @Test func `the order is exact`() throws {
    for (i, a) in Self.ascending.enumerated() {
      for (j, b) in Self.ascending.enumerated() {
        let (first, second) = (try number(a), try number(b))
        #expect((first < second) == (i < j), "\(a) < \(b)")
        #expect((first == second) == (i == j), "\(a) == \(b)")
      }
    }
  }

  @Test(arguments: [("1", "1.0"), ("1", "10e-1"), ("100", "1E+2"), ("0", "-0.00"), ("0.5", "5e-1"), ("-12", "-1.2e1"), ("0e7", "0")])
  func `numbers of the same value are equal`(_ a: String, _ b: String) throws {
    #expect(try number(a) == number(b))
    #expect(try !(number(a) < number(b)))
  }

  @Test func `a double that is not finite is no number`() {
    #expect(JSONNumber(Double.infinity) == nil)
    #expect(JSONNumber(Double.nan) == nil)
    #expect(JSONNumber(0.1)?.text == "0.1")
  }
}
