import Bytes

/// One pass over the bytes. Recursion is bounded by `JSONLimits.depth`.
struct JSONParser: ~Copyable {
  private let bytes: UnsafeRawBufferPointer
  private let limits: JSONLimits
  private var i = 0
  /// Holds a string with escapes while it is unescaped; reused from one string to the next.
  private var scratch = Bytes(capacity: 256)

  init(_ bytes: UnsafeRawBufferPointer, _ limits: JSONLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  mutating func document() throws(JSONFailure) -> JSONValue {
    if bytes.count >= 3, bytes[0] == 0xef, bytes[1] == 0xbb, bytes[2] == 0xbf { throw failure(.byteOrderMark, at: 0) }
    skipSpace()
    guard i < bytes.count else { throw failure(.empty, at: i) }
    let value = try value(depth: 1)
    skipSpace()
    guard i == bytes.count else { throw unexpected(.trailing) }
    return value
  }

  private mutating func value(depth: Int) throws(JSONFailure) -> JSONValue {
    guard i < bytes.count else { throw failure(.truncated, at: i) }
    switch bytes[i] {
    case 34: return .string(try string())
    case 123: return try object(depth: depth)
    case 91: return try array(depth: depth)
    case 45, 48...57: return try number()
    case 116: return try word("true", .bool(true))
    case 102: return try word("false", .bool(false))
    case 110: return try word("null", .null)
    default: throw unexpected(NumberScanner.isNumberLike(bytes[i]) ? .number : .syntax)
    }
  }

  private mutating func object(depth: Int) throws(JSONFailure) -> JSONValue {
    guard depth <= limits.depth else { throw failure(.depth, at: i) }
    i += 1
    var object = JSONObject()
    var names = NameSet()
    skipSpace()
    if take(125) { return .object(object) }
    // Saves three growths to a body; not to each of the small objects of a list, whose memory would grow fivefold.
    if depth == 1 { object.members.reserveCapacity(8) }
    while true {
      let start = i
      guard i < bytes.count else { throw failure(.truncated, at: i) }
      guard bytes[i] == 34 else { throw unexpected(.syntax) }
      let name = try string()
      guard name.utf8.count <= limits.nameBytes else { throw failure(.tooLong, at: start) }
      guard names.insert(name, among: object.members) else { throw failure(.duplicateName, at: start).inside(name) }
      skipSpace()
      guard take(58) else { throw unexpected(.syntax) }
      skipSpace()
      do throws(JSONFailure) {
        object.members.append((name, try value(depth: depth + 1)))
      } catch {
        throw error.inside(name)
      }
      skipSpace()
      if take(125) { return .object(object) }
      guard take(44) else { throw unexpected(.syntax) }
      skipSpace()
    }
  }

  private mutating func array(depth: Int) throws(JSONFailure) -> JSONValue {
    guard depth <= limits.depth else { throw failure(.depth, at: i) }
    i += 1
    var elements: [JSONValue] = []
    skipSpace()
    if take(93) { return .array(elements) }
    while true {
      do throws(JSONFailure) {
        elements.append(try value(depth: depth + 1))
      } catch {
        throw error.inside("\(elements.count)")
      }
      skipSpace()
      if take(93) { return .array(elements) }
      guard take(44) else { throw unexpected(.syntax) }
      skipSpace()
    }
  }

  private mutating func number() throws(JSONFailure) -> JSONValue {
    guard let end = NumberScanner.end(of: bytes, from: i) else { throw failure(.number, at: i) }
    guard end - i <= limits.numberBytes else { throw failure(.tooLong, at: i) }
    let text = String(decoding: slice(i, end), as: UTF8.self)
    i = end
    return .number(JSONNumber(checked: text))
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONFailure) -> JSONValue {
    let expected = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    for byte in expected {
      guard i < bytes.count else { throw failure(.truncated, at: i) }
      guard bytes[i] == byte else { throw unexpected(.syntax) }
      i += 1
    }
    return value
  }

  /// A string whose opening quote is the current byte.
  private mutating func string() throws(JSONFailure) -> String {
    let start = i + 1
    let stop = StringScanner.firstSpecial(bytes, from: start)
    guard stop < bytes.count else { throw failure(.truncated, at: stop) }
    guard bytes[stop] == 34 else { return try escapedString(from: start, plainUntil: stop) }
    i = stop + 1
    return try text(from: start, to: stop)
  }

  /// The bytes as text, checked as UTF-8.
  private func text(from start: Int, to end: Int) throws(JSONFailure) -> String {
    if let invalid = firstInvalidUTF8(slice(start, end)) { throw failure(.invalidUTF8, at: start + invalid) }
    return String(decoding: slice(start, end), as: UTF8.self)
  }

  private mutating func escapedString(from start: Int, plainUntil firstStop: Int) throws(JSONFailure) -> String {
    scratch.clear()
    var run = start
    i = firstStop
    while true {
      guard i < bytes.count else { throw failure(.truncated, at: i) }
      // Checked run by run: an offset in the scratch would not be an offset in the document.
      if let invalid = firstInvalidUTF8(slice(run, i)) { throw failure(.invalidUTF8, at: run + invalid) }
      scratch.append(slice(run, i))
      switch bytes[i] {
      case 34:
        i += 1
        return String(decoding: scratch.raw, as: UTF8.self)
      case 92: try escape()
      case 0: throw failure(.nul, at: i)
      default: throw failure(.controlCharacter, at: i)
      }
      run = i
      i = StringScanner.firstSpecial(bytes, from: i)
    }
  }

  /// One escape, whose backslash is the current byte, into the scratch.
  private mutating func escape() throws(JSONFailure) {
    let start = i
    guard start + 1 < bytes.count else { throw failure(.truncated, at: bytes.count) }
    i += 2
    switch bytes[start + 1] {
    case 34: scratch.append(34)
    case 92: scratch.append(92)
    case 47: scratch.append(47)
    case 98: scratch.append(8)
    case 102: scratch.append(12)
    case 110: scratch.append(10)
    case 114: scratch.append(13)
    case 116: scratch.append(9)
    case 117:
      for byte in try unicodeScalar(from: start).utf8 { scratch.append(byte) }
    default: throw failure(.escape, at: start)
    }
  }

  private mutating func unicodeScalar(from start: Int) throws(JSONFailure) -> Unicode.Scalar {
    var code = try codeUnit(from: start)
    if code & 0xfc00 == 0xd800 {
      guard i + 1 < bytes.count, bytes[i] == 92, bytes[i + 1] == 117 else { throw failure(.loneSurrogate, at: start) }
      i += 2
      let low = try codeUnit(from: i - 2)
      guard low & 0xfc00 == 0xdc00 else { throw failure(.loneSurrogate, at: start) }
      code = 0x10000 + (code & 0x3ff) << 10 + low & 0x3ff
    }
    guard code != 0 else { throw failure(.nul, at: start) }
    guard let scalar = Unicode.Scalar(code) else { throw failure(.loneSurrogate, at: start) }
    return scalar
  }

  /// Four hexadecimal digits at the current byte, of the escape that began at `start`.
  private mutating func codeUnit(from start: Int) throws(JSONFailure) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard i < bytes.count else { throw failure(.truncated, at: i) }
      guard let digit = hexValue(bytes[i]) else { throw failure(.escape, at: start) }
      code = code << 4 | UInt32(digit)
      i += 1
    }
    return code
  }

  @inline(__always) private mutating func skipSpace() {
    while i < bytes.count, bytes[i] <= 32, bytes[i] == 32 || bytes[i] == 10 || bytes[i] == 13 || bytes[i] == 9 { i += 1 }
  }

  @inline(__always) private mutating func take(_ byte: UInt8) -> Bool {
    guard i < bytes.count, bytes[i] == byte else { return false }
    i += 1
    return true
  }

  @inline(__always) private func slice(_ start: Int, _ end: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[start..<end])
  }

  private func failure(_ kind: JSONError.Kind, at offset: Int) -> JSONFailure { JSONFailure(kind: kind, offset: offset) }

  /// The failure at the current byte, more precise than `kind` when the byte itself is at fault.
  private func unexpected(_ kind: JSONError.Kind) -> JSONFailure {
    guard i < bytes.count else { return failure(.truncated, at: i) }
    if bytes[i] == 0 { return failure(.nul, at: i) }
    if firstInvalidUTF8(slice(i, min(i + 4, bytes.count))) == 0 { return failure(.invalidUTF8, at: i) }
    return failure(kind, at: i)
  }
}

/// The names met so far in one object: compared one by one while they are few, hashed past that.
private struct NameSet {
  private var hashed: Set<ExactText> = []

  /// False when the name is already there.
  mutating func insert(_ name: String, among members: [JSONObject.Member]) -> Bool {
    guard members.count >= 16 else { return !members.contains { isSameText($0.name, name) } }
    if hashed.isEmpty { hashed = Set(members.map { ExactText($0.name) }) }
    return hashed.insert(ExactText(name)).inserted
  }
}
