/// Reads a request line and its fields (RFC 9112 §3, §5), strictly: CRLF only, no folding, no blank where none is allowed.
///
/// It looks at each byte once and in order, whatever pieces they come in, and refuses at the first byte that cannot be right;
/// so how the network cuts a request changes nothing to what becomes of it.
struct HeadParser {
  private enum State {
    case emptyLine, emptyLineEnd
    case method, target, version
    case fieldStart, fieldName, beforeValue, value, fieldEnd
    case headEnd
  }

  private var state = State.emptyLine
  /// Bytes looked at, from the first byte of the request.
  private(set) var cursor = 0
  /// Where the element being read begins.
  private var mark = 0
  private var name = ByteRange()
  private var value = ByteRange()
  private var emptyLines = 0
  private static let maximumEmptyLines = 4

  /// Reads on in `bytes`, the request's from its first. True when the head is complete.
  mutating func parse(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, _ head: inout RequestHead, _ limits: Limits
  ) throws(HTTPRefusal) -> Bool {
    let end = min(count, limits.headBytes)
    var i = cursor
    while i < end {
      switch state {
      case .value:
        while i < end, ByteSet.isFieldValue(bytes[i]) { i += 1 }
        if i < end { try endValue(bytes, &i) }
      case .fieldName:
        while i < end, ByteSet.token.contains(bytes[i]) { i += 1 }
        if i < end { try endName(bytes, &i) }
      case .beforeValue:
        while i < end, ByteSet.isBlank(bytes[i]) { i += 1 }
        if i < end { begin(.value, at: i) }
      case .fieldEnd:
        guard bytes[i] == 10 else { throw .badField }
        i += 1
        try record(bytes, &head)
      case .fieldStart:
        try startField(bytes, &i, head.fields.count, limits)
      case .emptyLine:
        if bytes[i] == 13 { i += 1; state = .emptyLineEnd } else { begin(.method, at: i) }
      case .emptyLineEnd:
        emptyLines += 1
        guard bytes[i] == 10, emptyLines <= Self.maximumEmptyLines else { throw .badRequestLine }
        i += 1
        state = .emptyLine
      case .method:
        while i < end, ByteSet.token.contains(bytes[i]) { i += 1 }
        if i < end { try endMethod(bytes, &i, &head) }
      case .target:
        let targetEnd = min(end, mark + limits.targetBytes)
        while i < targetEnd, ByteSet.target.contains(bytes[i]) { i += 1 }
        if i < end { try endTarget(bytes, &i, &head, limits) }
      case .version:
        try readVersion(bytes, &i, &head)
      case .headEnd:
        guard bytes[i] == 10 else { throw .badField }
        cursor = i + 1
        head.end = cursor
        try head.framing.check(isHTTP10: head.isHTTP10, bodyLimit: limits.bodyBytes)
        return true
      }
    }
    cursor = i
    if count >= limits.headBytes { throw .headTooLarge }
    return false
  }

  private mutating func begin(_ next: State, at position: Int) {
    mark = position
    state = next
  }

  // MARK: request line

  private mutating func endMethod(_ bytes: UnsafePointer<UInt8>, _ i: inout Int, _ head: inout RequestHead) throws(HTTPRefusal) {
    guard bytes[i] == 32, i > mark else { throw .badRequestLine }
    head.methodName = ByteRange(from: mark, to: i)
    head.method = HTTPMethod(UnsafeRawBufferPointer(start: bytes + mark, count: i - mark))
    i += 1
    begin(.target, at: i)
  }

  private mutating func endTarget(
    _ bytes: UnsafePointer<UInt8>, _ i: inout Int, _ head: inout RequestHead, _ limits: Limits
  ) throws(HTTPRefusal) {
    guard bytes[i] == 32 else { throw ByteSet.target.contains(bytes[i]) ? .targetTooLong : .badTarget }
    guard i > mark else { throw .badTarget }
    head.target = ByteRange(from: mark, to: i)
    i += 1
    begin(.version, at: i)
  }

  /// `HTTP/d.d CRLF`, then the meaning of the whole line.
  private mutating func readVersion(_ bytes: UnsafePointer<UInt8>, _ i: inout Int, _ head: inout RequestHead) throws(HTTPRefusal) {
    let pattern: StaticString = "HTTP/d.d\r\n"
    let position = i - mark
    let byte = bytes[i]
    switch pattern.utf8Start[position] {
    case UInt8(ascii: "d"): guard (48...57).contains(byte) else { throw .badVersion }
    case let expected: guard byte == expected else { throw .badVersion }
    }
    i += 1
    guard position == 9 else { return }
    let (major, minor) = (bytes[mark + 5], bytes[mark + 7])
    guard major == UInt8(ascii: "1"), minor == UInt8(ascii: "0") || minor == UInt8(ascii: "1") else { throw .unsupportedVersion }
    head.isHTTP10 = minor == UInt8(ascii: "0")
    // This server is no proxy.
    if head.method == .connect { throw .unsupportedMethod }
    let start = Int(head.target.start)
    let text = UnsafeRawBufferPointer(start: bytes + start, count: Int(head.target.count))
    let target = try RequestTarget(text, head.method)
    head.path = ByteRange(from: start + target.path.lowerBound, to: start + target.path.upperBound)
    head.query = target.query.map { ByteRange(from: start + $0.lowerBound, to: start + $0.upperBound) }
    state = .fieldStart
  }

  // MARK: fields

  private mutating func startField(
    _ bytes: UnsafePointer<UInt8>, _ i: inout Int, _ fieldCount: Int, _ limits: Limits
  ) throws(HTTPRefusal) {
    if bytes[i] == 13 {
      i += 1
      state = .headEnd
      return
    }
    if fieldCount >= limits.fieldCount { throw .tooManyFields }
    begin(.fieldName, at: i)
  }

  private mutating func endName(_ bytes: UnsafePointer<UInt8>, _ i: inout Int) throws(HTTPRefusal) {
    guard bytes[i] == UInt8(ascii: ":"), i > mark else { throw .badField }
    name = ByteRange(from: mark, to: i)
    i += 1
    state = .beforeValue
  }

  private mutating func endValue(_ bytes: UnsafePointer<UInt8>, _ i: inout Int) throws(HTTPRefusal) {
    guard bytes[i] == 13 else { throw .badField }
    var end = i
    while end > mark, ByteSet.isBlank(bytes[end - 1]) { end -= 1 }
    value = ByteRange(from: mark, to: end)
    i += 1
    state = .fieldEnd
  }

  private mutating func record(_ bytes: UnsafePointer<UInt8>, _ head: inout RequestHead) throws(HTTPRefusal) {
    try head.framing.take(
      UnsafeRawBufferPointer(start: bytes + Int(name.start), count: Int(name.count)),
      UnsafeRawBufferPointer(start: bytes + Int(value.start), count: Int(value.count)))
    head.fields.append(FieldRange(name: name, value: value))
    state = .fieldStart
  }
}
