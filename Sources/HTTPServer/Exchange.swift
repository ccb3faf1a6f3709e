package import Bytes
import Glibc

/// One request being answered. It belongs to its connection and serves again for the next request: a responder must not keep
/// it, nor any of the byte pointers it gives, past its return.
package final class Exchange {
  // MARK: request, for the server
  var input = InputBuffer()
  var parser: RequestParser
  let peer: PeerAddress
  /// The body being received and handled, in the process's budget.
  var held: HeldMemory

  // MARK: response, for the server
  private(set) var headers = Bytes(capacity: 64)
  private var peerText: String?
  /// For an answer to HEAD made without its request.
  var isHead: Bool { method == .head || standsForHead }
  var standsForHead = false

  /// When the first byte of the request was seen, in milliseconds of CLOCK_MONOTONIC.
  package internal(set) var arrivalMilliseconds: Int64 = 0

  // MARK: response

  /// 200...599.
  package var status = 200
  /// Nil: no Content-Type.
  package var contentType: StaticString?
  /// The body to send. The server counts it, and leaves it out of answers that have none (HEAD, 204, 304). Its memory is
  /// kept from one request to the next.
  package var body = Bytes(capacity: 64)
  /// Asks for this answer to be the connection's last.
  package var closesConnection = false

  init(_ limits: Limits, _ peer: PeerAddress, _ budget: MemoryBudget) {
    held = HeldMemory(budget)
    parser = RequestParser(limits)
    self.peer = peer
  }

  // MARK: request

  package var method: HTTPMethod { parser.head.method }

  /// The method's token, as sent.
  package var methodName: UnsafeRawBufferPointer { input.slice(parser.head.methodName) }

  /// The request target as sent; empty when a refusal came before it was read.
  package var target: UnsafeRawBufferPointer { input.slice(parser.head.target) }

  /// The path, still percent-encoded (every triplet is whole), with no dot segment resolved; "*" for `OPTIONS *`.
  package var path: UnsafeRawBufferPointer {
    let path = parser.head.path
    return path.count > 0 ? input.slice(path) : UnsafeRawBufferPointer(start: rootPath.utf8Start, count: 1)
  }

  /// The query without its '?', still encoded; nil when the target has none.
  package var query: UnsafeRawBufferPointer? { parser.head.query.map { input.slice($0) } }

  /// The first value of a field, without the blanks around it. Fields that have one value cannot have two: such a request
  /// never gets here. Lists spread over several lines: see `forEachHeader`.
  package func header(_ lowercaseName: StaticString) -> UnsafeRawBufferPointer? {
    for field in parser.head.fields where equalsIgnoringCase(input.slice(field.name), lowercaseName) { return input.slice(field.value) }
    return nil
  }

  /// `header` as text; nil as well when it is not UTF-8.
  package func headerText(_ lowercaseName: StaticString) -> String? {
    guard let value = header(lowercaseName), isValidUTF8(value) else { return nil }
    return String(decoding: value, as: UTF8.self)
  }

  /// Calls `body` with the value of each line of that name, in order.
  package func forEachHeader(_ lowercaseName: StaticString, _ body: (UnsafeRawBufferPointer) -> Void) {
    for field in parser.head.fields where equalsIgnoringCase(input.slice(field.name), lowercaseName) { body(input.slice(field.value)) }
  }

  /// True when Content-Type names this media type, whatever its parameters; `lowercase` as in "application/json".
  package func hasContentType(_ lowercase: StaticString) -> Bool {
    guard let value = header("content-type") else { return false }
    let end = value.firstIndex { $0 == UInt8(ascii: ";") || ByteSet.isBlank($0) } ?? value.count
    guard end == lowercase.utf8CodeUnitCount else { return false }
    for i in 0..<end {
      let byte = (65...90).contains(value[i]) ? value[i] | 0x20 : value[i]
      if byte != lowercase.utf8Start[i] { return false }
    }
    return true
  }

  /// The whole request body, empty when there is none.
  package var requestBody: UnsafeRawBufferPointer { input.slice(parser.body) }

  /// The client's address without its port: what the socket says, which behind a proxy is the proxy.
  package var peerAddress: String {
    if let peerText { return peerText }
    let text = peer.text
    peerText = text
    return text
  }

  // MARK: response

  /// Adds a field to the answer. A control character in `value` goes out as a space, so no value can end the line and begin
  /// another (RFC 9110 §5.5). Content-Length, Transfer-Encoding, Connection and Date are the server's own.
  package func addHeader(_ name: StaticString, _ value: String) {
    headers.append(name)
    headers.append(literal: ": ")
    let start = headers.count
    headers.append(value)
    for i in start..<headers.count where !ByteSet.isFieldValue(headers.base[i]) { headers.base[i] = 32 }
    headers.append(literal: "\r\n")
  }

  /// Forgets what was written of the answer.
  package func resetResponse() {
    status = 200
    contentType = nil
    headers.clear()
    body.clear()
    closesConnection = false
  }

  /// Forgets the request, its answer sent, and makes ready for the next.
  func finishRequest() {
    input.consume(parser.requestCount)
    parser.reset()
    _ = held.resize(to: 0)
    resetResponse()
  }

  /// Gives back the memory of an idle connection, or what an unusually large answer took.
  func releaseMemory(above capacity: Int) {
    if body.capacity > capacity { body = Bytes(capacity: 64) }
    if headers.capacity > capacity { headers = Bytes(capacity: 64) }
  }
}

private let rootPath: StaticString = "/"
