/// A JSON number kept as its text, so that nothing is lost before somebody says which view they want.
/// Equality is by exact value: 1, 1.0 and 10e-1 are equal.
package struct JSONNumber: Sendable {
  /// As written, within the grammar of RFC 8259 §6.
  package let text: String

  init(checked text: String) { self.text = text }

  /// Nil when the text is not a JSON number.
  package init?(text: String) {
    var copy = text
    let whole = copy.withUTF8 { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      return NumberScanner.end(of: bytes, from: 0) == bytes.count
    }
    guard whole else { return nil }
    self.text = text
  }

  package init(_ value: Int64) { text = String(value) }
  package init(_ value: Int) { text = String(value) }

  /// Nil when the value is not finite.
  package init?(_ value: Double) {
    guard value.isFinite else { return nil }
    text = "\(value)"
  }

  /// The exact value, nil for a fraction or past 64 bits; 1.0 and 1e2 are integers, as JSON Schema has it.
  package var int64: Int64? {
    if let value = Int64(text) { return value }
    guard let decimal = Decimal(text), decimal.exponent >= 0, decimal.digits.count + decimal.exponent <= 19 else { return nil }
    guard !decimal.digits.isEmpty else { return 0 }
    let sign = decimal.isNegative ? "-" : ""
    return Int64(sign + String(decoding: decimal.digits, as: UTF8.self) + String(repeating: "0", count: decimal.exponent))
  }

  /// The nearest double, nil when it is not finite.
  package var double: Double? {
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }

  /// True when the value has no fraction, whatever its size.
  package var isInteger: Bool {
    if text.utf8.allSatisfy({ $0 == 45 || (48...57).contains($0) }) { return true }
    guard let decimal = Decimal(text) else { return false }
    return decimal.exponent >= 0
  }
}

extension JSONNumber: Hashable, Comparable {
  package static func == (a: JSONNumber, b: JSONNumber) -> Bool {
    if a.text == b.text { return true }
    guard let a = Decimal(a.text), let b = Decimal(b.text) else { return false }
    return a == b
  }

  package func hash(into hasher: inout Hasher) {
    if let decimal = Decimal(text) { hasher.combine(decimal) } else { hasher.combine(text) }
  }

  /// The exact order; an exponent past 15 digits counts as infinitely large or small.
  package static func < (a: JSONNumber, b: JSONNumber) -> Bool {
    if let a = Int64(a.text), let b = Int64(b.text) { return a < b }
    guard let first = Decimal(a.text), let second = Decimal(b.text) else {
      return (Double(a.text) ?? 0) < (Double(b.text) ?? 0)
    }
    return first.precedes(second)
  }
}

/// ± digits × 10^exponent, digits without zeros at either end; zero is no digits, exponent 0, positive.
private struct Decimal: Hashable {
  var isNegative: Bool
  var digits: [UInt8]
  var exponent: Int

  /// Nil when the exponent has more than 15 digits.
  init?(_ text: String) {
    isNegative = text.utf8.first == 45
    digits = []
    exponent = 0
    var rest = Substring(text).utf8.drop { $0 == 45 }
    if let e = rest.firstIndex(where: { $0 == 101 || $0 == 69 }) {
      let written = String(Substring(rest[rest.index(after: e)...]))
      guard written.utf8.count <= 16, let value = Int(written) else { return nil }
      exponent = value
      rest = rest[..<e]
    }
    var isFraction = false
    for byte in rest {
      if byte == 46 {
        isFraction = true
        continue
      }
      if isFraction { exponent -= 1 }
      if byte != 48 || !digits.isEmpty { digits.append(byte) }
    }
    while digits.last == 48 {
      digits.removeLast()
      exponent += 1
    }
    if digits.isEmpty {
      exponent = 0
      isNegative = false
    }
  }

  func precedes(_ other: Decimal) -> Bool {
    if isNegative != other.isNegative { return isNegative }
    let order = magnitudeOrder(other)
    return isNegative ? order > 0 : order < 0
  }

  /// Negative, zero or positive as this magnitude is below, at or above the other.
  private func magnitudeOrder(_ other: Decimal) -> Int {
    if digits.isEmpty || other.digits.isEmpty { return digits.count - other.digits.count }
    let leading = digits.count + exponent
    let otherLeading = other.digits.count + other.exponent
    if leading != otherLeading { return leading < otherLeading ? -1 : 1 }
    if digits == other.digits { return 0 }
    return digits.lexicographicallyPrecedes(other.digits) ? -1 : 1
  }
}
