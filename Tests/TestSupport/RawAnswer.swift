/// One HTTP answer as it stood on the wire.
package struct RawAnswer: Sendable {
  package var status: Int
  package var fields: [(name: String, value: String)]
  package var body: [UInt8]

  package var text: String { String(decoding: body, as: UTF8.self) }

  /// The only value of a field; nil when it is absent or given twice.
  package func header(_ name: String) -> String? {
    let values = fields.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    return values.count == 1 ? values[0] : nil
  }
}

/// What an answer breaks of RFC 9112, or why none came.
package enum RawHTTPError: Error, Equatable {
  case system(call: String, code: Int32)
  case timedOut
  /// The peer closed in good order before a whole answer.
  case closed
  /// The peer reset the connection.
  case reset
  case malformed(String)
}

extension RawAnswer {
  /// The answer that `bytes` begin with and its length; nil while it is incomplete. Strict: an answer that a careful client
  /// could read in two ways is an error.
  static func parse(_ bytes: [UInt8], method: String) throws(RawHTTPError) -> (answer: RawAnswer, count: Int)? {
    guard let headEnd = endOfHead(bytes) else { return nil }
    guard let head = String(validating: bytes[0..<(headEnd - 4)], as: UTF8.self) else { throw .malformed("head is not UTF-8") }
    // Characters would join CR and LF.
    var lines = head.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    for i in lines.indices.dropLast() {
      guard lines[i].unicodeScalars.last == "\r" else { throw .malformed("bare LF") }
      lines[i].unicodeScalars.removeLast()
    }
    guard lines.allSatisfy({ !$0.unicodeScalars.contains { $0.value < 32 && $0 != "\t" || $0.value == 127 } }) else {
      throw .malformed("control character in head")
    }
    var answer = RawAnswer(status: try status(lines.removeFirst()), fields: try lines.map(field), body: [])
    let length = try answer.contentLength(method: method)
    guard bytes.count >= headEnd + length else { return nil }
    answer.body = Array(bytes[headEnd..<(headEnd + length)])
    return (answer, headEnd + length)
  }

  private static func endOfHead(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 4 else { return nil }
    for i in 3..<bytes.count where bytes[i] == 10 && bytes[i - 1] == 13 && bytes[i - 2] == 10 && bytes[i - 3] == 13 { return i + 1 }
    return nil
  }

  private static func status(_ line: String) throws(RawHTTPError) -> Int {
    let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "HTTP/1.1", parts[1].utf8.count == 3, let status = Int(parts[1]), status >= 100 else {
      throw .malformed("status line: \(line)")
    }
    return status
  }

  private static func field(_ line: String) throws(RawHTTPError) -> (name: String, value: String) {
    let token = Set("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    guard let colon = line.firstIndex(of: ":"), colon > line.startIndex, line[..<colon].allSatisfy(token.contains) else {
      throw .malformed("field line: \(line)")
    }
    return (String(line[..<colon]), line[line.index(after: colon)...].trimmingPrefix(while: { $0 == " " }).description)
  }

  /// Every answer that may have content says how much, and one that has none says nothing wrong (RFC 9110 §8.6).
  private func contentLength(method: String) throws(RawHTTPError) -> Int {
    let lengths = fields.filter { $0.name.lowercased() == "content-length" }.map(\.value)
    guard !fields.contains(where: { $0.name.lowercased() == "transfer-encoding" }) else { throw .malformed("Transfer-Encoding") }
    if status < 200 || status == 204 {
      guard lengths.isEmpty else { throw .malformed("Content-Length with status \(status)") }
      return 0
    }
    guard header("date") != nil else { throw .malformed("no Date") }
    if status == 304 { return 0 }
    guard lengths.count == 1, let length = Int(lengths[0]), length >= 0 else { throw .malformed("Content-Length: \(lengths)") }
    return method == "HEAD" ? 0 : length
  }
}
