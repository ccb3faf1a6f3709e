/// What the fields of a head say about the message itself and its connection.
struct FramingFields {
  private var seen: UInt32 = 0
  private(set) var contentLength = 0
  private(set) var closes = false
  private(set) var keepsAlive = false
  private(set) var expectsContinue = false
  private var hasForeignExpectation = false
  /// A Content-Encoding other than identity: nothing here decodes one.
  private(set) var hasContentCoding = false
  private var hasForeignTransferCoding = false

  var isChunked: Bool { has(.transferEncoding) }

  private func has(_ field: KnownField) -> Bool { seen >> field.rawValue & 1 == 1 }

  /// Takes note of one field line. `name` is a token; `value` has no blanks around it and no control character but HTAB.
  mutating func take(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) throws(HTTPRefusal) {
    guard let field = KnownField(name) else { return }
    if has(field), !field.mayRepeat {
      switch field {
      case .contentLength: throw .badContentLength
      case .transferEncoding: throw .badTransferEncoding
      default: throw .duplicateField
      }
    }
    seen |= 1 << field.rawValue
    switch field {
    case .host: guard isValidAuthority(value) else { throw .badHost }
    case .contentLength: contentLength = try Self.length(value)
    case .transferEncoding: try takeTransferCoding(value)
    case .connection: takeConnectionOptions(value)
    case .expect: if Self.isToken(value, "100-continue") { expectsContinue = true } else { hasForeignExpectation = true }
    case .contentEncoding: hasContentCoding = !Self.isToken(value, "identity")
    default: break
    }
  }

  /// The checks that need the whole head.
  func check(isHTTP10: Bool, bodyLimit: Int) throws(HTTPRefusal) {
    if !isHTTP10, !has(.host) { throw .missingHost }
    if isChunked {
      // RFC 9112 §6.1: a length beside chunks is how requests are smuggled, and 1.0 has no chunks.
      if has(.contentLength) { throw .conflictingLengths }
      if isHTTP10 { throw .badTransferEncoding }
      if hasForeignTransferCoding { throw .unsupportedTransferCoding }
    }
    if contentLength > bodyLimit { throw .bodyTooLarge }
    if hasForeignExpectation, !isHTTP10 { throw .unmetExpectation }
  }

  /// 1*DIGIT. A value that no Int holds stays at a figure beyond any limit.
  private static func length(_ value: UnsafeRawBufferPointer) throws(HTTPRefusal) -> Int {
    guard !value.isEmpty else { throw .badContentLength }
    var length = 0
    for byte in value {
      guard (48...57).contains(byte) else { throw .badContentLength }
      length = min(length * 10 + Int(byte - 48), 1 << 50)
    }
    return length
  }

  /// Exactly "chunked": an empty list, or one that ends otherwise, is 400 (RFC 9112 §6.3), an unknown coding 501 (§6.1), once the whole
  /// head is known to be well formed: a folded value is 400 (§5.2).
  private mutating func takeTransferCoding(_ value: UnsafeRawBufferPointer) throws(HTTPRefusal) {
    if Self.isToken(value, "chunked") { return }
    var (isEmpty, namesChunked) = (true, false)
    forEachListElement(value) {
      isEmpty = false
      if Self.isToken($0, "chunked") { namesChunked = true }
    }
    if isEmpty || namesChunked { throw .badTransferEncoding }
    hasForeignTransferCoding = true
  }

  private mutating func takeConnectionOptions(_ value: UnsafeRawBufferPointer) {
    forEachListElement(value) { option in
      if Self.isToken(option, "close") { closes = true }
      if Self.isToken(option, "keep-alive") { keepsAlive = true }
    }
  }

  /// `equalsIgnoringCase` for a value, which may hold other than token characters.
  private static func isToken(_ value: UnsafeRawBufferPointer, _ literal: StaticString) -> Bool {
    equalsIgnoringCase(value, literal) && value.allSatisfy(ByteSet.token.contains)
  }
}

/// The elements of a comma-separated list (RFC 9110 §5.6.1) without the blanks around them; empty ones are skipped.
func forEachListElement(_ value: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void) {
  var lower = 0
  while lower < value.count {
    var next = lower
    while next < value.count, value[next] != UInt8(ascii: ",") { next += 1 }
    var upper = next
    while lower < upper, ByteSet.isBlank(value[lower]) { lower += 1 }
    while upper > lower, ByteSet.isBlank(value[upper - 1]) { upper -= 1 }
    if lower < upper { body(UnsafeRawBufferPointer(rebasing: value[lower..<upper])) }
    lower = next + 1
  }
}
