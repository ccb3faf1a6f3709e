/// The three forms of a request target that this server answers (RFC 9112 §3.2); CONNECT's is refused with its method.
struct RequestTarget {
  var path: Range<Int>
  /// Without its '?'.
  var query: Range<Int>?

  /// `text` holds only characters of `ByteSet.target`. Ranges are relative to it.
  init(_ text: UnsafeRawBufferPointer, _ method: HTTPMethod) throws(HTTPRefusal) {
    let start: Int
    if text[0] == UInt8(ascii: "/") {
      start = 0
    } else if text.count == 1, text[0] == UInt8(ascii: "*"), method == .options {
      path = 0..<1
      return
    } else {
      start = try Self.endOfAuthority(text)
    }
    // Past an authority, brackets are in no form.
    let rest = UnsafeRawBufferPointer(rebasing: text[start...])
    guard !rest.contains(where: { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") }), hasOnlyWholePercentTriplets(rest) else {
      throw .badTarget
    }
    if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
      path = start..<(start + mark)
      query = (start + mark + 1)..<text.count
    } else {
      path = start..<text.count
    }
  }

  /// absolute-form: `http://authority`, then a path, a query or nothing. The authority must be valid; it is not compared to
  /// Host, for this server has a single site.
  private static func endOfAuthority(_ text: UnsafeRawBufferPointer) throws(HTTPRefusal) -> Int {
    let schemes: [StaticString] = ["http://", "https://"]
    guard let scheme = schemes.first(where: { hasPrefix(text, $0) }) else { throw .badTarget }
    let start = scheme.utf8CodeUnitCount
    let end = text[start...].firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? text.count
    guard isValidAuthority(UnsafeRawBufferPointer(rebasing: text[start..<end])) else { throw .badTarget }
    return end
  }

  private static func hasPrefix(_ text: UnsafeRawBufferPointer, _ scheme: StaticString) -> Bool {
    let count = scheme.utf8CodeUnitCount
    guard text.count > count else { return false }
    for i in 0..<count {
      let byte = (65...90).contains(text[i]) ? text[i] | 0x20 : text[i]
      if byte != scheme.utf8Start[i] { return false }
    }
    return true
  }
}
