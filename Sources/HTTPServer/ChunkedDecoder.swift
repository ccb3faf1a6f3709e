import Bytes
import Glibc

/// Joins the chunks of a body in place (RFC 9112 §7.1), one look at each byte. Extensions and trailers are checked and ignored.
struct ChunkedDecoder {
  private enum State {
    case size, afterSize, extensions, sizeEnd
    case data, dataEnd, dataEndLine
    case trailerStart, trailerName, trailerValue, trailerEnd
    case bodyEnd
  }

  private var state = State.size
  private var digits = 0
  /// The size being read, then what is left of the chunk.
  private var remaining = 0
  private var extensionBytes = 0
  private var trailerBytes = 0
  private var trailerCount = 0
  private var isBlankAfterSize = false
  private(set) var bodyCount = 0
  private static let maximumSizeDigits = 16

  /// Reads `bytes[cursor..<count]`, moving chunk data down so that the body stands whole from `bodyStart`. Advances `cursor`
  /// past what it read. True when the body is complete.
  mutating func decode(
    _ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, bodyStart: Int, cursor i: inout Int, _ limits: Limits
  ) throws(HTTPRefusal) -> Bool {
    while i < count {
      let byte = bytes[i]
      switch state {
      case .data:
        let length = min(remaining, count - i)
        memmove(bytes + bodyStart + bodyCount, bytes + i, length)
        bodyCount += length
        remaining -= length
        i += length
        if remaining == 0 { state = .dataEnd }
        continue
      case .size: try readSize(byte, limits)
      case .afterSize, .extensions, .sizeEnd: try readExtensions(byte, limits)
      case .dataEnd: try expect(byte, 13, then: .dataEndLine)
      case .dataEndLine:
        try expect(byte, 10, then: .size)
        digits = 0
        isBlankAfterSize = false
      case .trailerStart, .trailerName, .trailerValue, .trailerEnd: try readTrailer(byte, limits)
      case .bodyEnd:
        guard byte == 10 else { throw .badTrailer }
        i += 1
        return true
      }
      i += 1
    }
    return false
  }

  private mutating func expect(_ byte: UInt8, _ expected: UInt8, then next: State) throws(HTTPRefusal) {
    guard byte == expected else { throw .badChunk }
    state = next
  }

  private mutating func readSize(_ byte: UInt8, _ limits: Limits) throws(HTTPRefusal) {
    if let digit = hexValue(byte) {
      digits += 1
      guard digits <= Self.maximumSizeDigits else { throw .badChunk }
      // Refused before it can grow past what an Int holds.
      remaining = remaining << 4 | Int(digit)
      if bodyCount + remaining > limits.bodyBytes { throw .bodyTooLarge }
      return
    }
    guard digits > 0 else { throw .badChunk }
    state = .afterSize
    try readExtensions(byte, limits)
  }

  /// `*( BWS ";" … ) CRLF`: what stands between size and line end has no meaning here, but must be text.
  private mutating func readExtensions(_ byte: UInt8, _ limits: Limits) throws(HTTPRefusal) {
    switch state {
    case .sizeEnd:
      guard byte == 10 else { throw .badChunk }
      state = remaining > 0 ? .data : .trailerStart
      return
    case .afterSize where byte == UInt8(ascii: ";"): state = .extensions
    case .afterSize where byte == 13 && !isBlankAfterSize: state = .sizeEnd; return
    case .afterSize where ByteSet.isBlank(byte): isBlankAfterSize = true
    case .extensions where byte == 13: state = .sizeEnd; return
    case .extensions where ByteSet.isFieldValue(byte): break
    default: throw .badChunk
    }
    extensionBytes += 1
    if extensionBytes > limits.chunkExtensionBytes { throw .chunkExtensionsTooLarge }
  }

  private mutating func readTrailer(_ byte: UInt8, _ limits: Limits) throws(HTTPRefusal) {
    trailerBytes += 1
    if trailerBytes > limits.headBytes { throw .trailersTooLarge }
    switch state {
    case .trailerStart where byte == 13: state = .bodyEnd
    case .trailerStart:
      trailerCount += 1
      if trailerCount > limits.fieldCount { throw .trailersTooLarge }
      guard ByteSet.token.contains(byte) else { throw .badTrailer }
      state = .trailerName
    case .trailerName where byte == UInt8(ascii: ":"): state = .trailerValue
    case .trailerName: guard ByteSet.token.contains(byte) else { throw .badTrailer }
    case .trailerValue where byte == 13: state = .trailerEnd
    case .trailerValue: guard ByteSet.isFieldValue(byte) else { throw .badTrailer }
    default:
      guard byte == 10 else { throw .badTrailer }
      state = .trailerStart
    }
  }
}
