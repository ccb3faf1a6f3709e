/// Swift source without its comments and the words of its string literals; the code of interpolations stays. Lines keep their numbers.
struct SwiftCode {
  let text: String

  init(_ source: String) {
    var reader = Reader(source)
    text = reader.read()
  }
}

private struct Reader {
  private let bytes: [UInt8]
  private var at = 0
  private var code: [UInt8] = []

  private static let (newline, quote, hash, backslash) = (UInt8(ascii: "\n"), UInt8(ascii: "\""), UInt8(ascii: "#"), UInt8(ascii: "\\"))
  private static let (lineComment, blockStart, blockEnd) = (Array("//".utf8), Array("/*".utf8), Array("*/".utf8))

  init(_ source: String) { bytes = Array(source.utf8) }

  mutating func read() -> String {
    while at < bytes.count { take() }
    return String(decoding: code, as: UTF8.self)
  }

  private func next(is text: [UInt8]) -> Bool {
    at + text.count <= bytes.count && bytes[at..<(at + text.count)].elementsEqual(text)
  }

  private mutating func take() {
    if next(is: Self.lineComment) { return skipLine() }
    if next(is: Self.blockStart) { return skipBlock() }
    let hashes = bytes[at...].prefix { $0 == Self.hash }.count
    if at + hashes < bytes.count, bytes[at + hashes] == Self.quote { return skipLiteral(hashes) }
    code.append(bytes[at])
    at += 1
  }

  /// Skips that many bytes, keeping the ends of lines.
  private mutating func skip(_ count: Int) {
    for byte in bytes[at..<min(at + count, bytes.count)] where byte == Self.newline { code.append(byte) }
    at += count
  }

  private mutating func skipLine() {
    while at < bytes.count, bytes[at] != Self.newline { at += 1 }
  }

  private mutating func skipBlock() {
    var depth = 0
    repeat {
      if next(is: Self.blockStart) { depth += 1 }
      if next(is: Self.blockEnd) { depth -= 1 }
      skip(next(is: Self.blockStart) || next(is: Self.blockEnd) ? 2 : 1)
    } while depth > 0 && at < bytes.count
  }

  /// A literal opened by that many `#`, and one quote or three.
  private mutating func skipLiteral(_ hashes: Int) {
    at += hashes
    let quotes = next(is: [Self.quote, Self.quote, Self.quote]) ? 3 : 1
    let mark = [UInt8](repeating: Self.hash, count: hashes)
    let end = [UInt8](repeating: Self.quote, count: quotes) + mark
    let escape = [Self.backslash] + mark
    at += quotes
    code.append(Self.quote)
    while at < bytes.count, !next(is: end) {
      if next(is: escape + [UInt8(ascii: "(")]) {
        at += escape.count
        takeInterpolation()
      } else {
        skip(next(is: escape) ? escape.count + 1 : 1)
      }
    }
    at += end.count
    code.append(Self.quote)
  }

  /// From its opening parenthesis to the one that closes it.
  private mutating func takeInterpolation() {
    var depth = 0
    repeat {
      if bytes[at] == UInt8(ascii: "(") { depth += 1 }
      if bytes[at] == UInt8(ascii: ")") { depth -= 1 }
      take()
    } while depth > 0 && at < bytes.count
  }
}
