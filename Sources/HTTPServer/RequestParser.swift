/// Incremental reader of one request after another (RFC 9112): the head, then a body framed by Content-Length or by chunks.
/// Linear in the bytes received, and indifferent to how they are cut. After a refusal it is of no further use.
struct RequestParser {
  private enum Stage { case head, fixedBody, chunkedBody }

  private let limits: Limits
  private var stage = Stage.head
  private var headParser = HeadParser()
  private var chunks = ChunkedDecoder()
  private(set) var head = RequestHead()
  /// Of the request's own bytes, what the input holds: what to consume once it is answered.
  private(set) var requestCount = 0
  private(set) var body = ByteRange()
  private var isContinueDue = false

  init(_ limits: Limits) { self.limits = limits }

  var isHeadComplete: Bool { stage != .head }

  /// A Content-Length body's bytes still to come.
  func missingBytes(_ input: borrowing InputBuffer) -> Int {
    stage == .fixedBody ? max(0, head.end + head.framing.contentLength - input.count) : 0
  }

  /// Of a request whose head is complete, the body: announced, or what has come of its chunks.
  var expectedBodyBytes: Int { stage == .chunkedBody ? chunks.bodyCount : head.framing.contentLength }
  var expectedRequestBytes: Int { head.end + expectedBodyBytes }

  /// Reads on in the unread bytes, which begin with the request's first. True when it is complete.
  mutating func parse(_ input: inout InputBuffer) throws(HTTPRefusal) -> Bool {
    if stage == .head {
      guard try headParser.parse(input.bytes, input.count, &head, limits) else { return false }
      requestCount = head.end
      stage = head.framing.isChunked ? .chunkedBody : .fixedBody
      // A client that waits for leave to send has sent nothing yet (RFC 9110 §10.1.1).
      isContinueDue = head.expectsContinue && input.count == head.end && (stage == .chunkedBody || head.framing.contentLength > 0)
    }
    guard stage == .chunkedBody else {
      let end = head.end + head.framing.contentLength
      guard input.count >= end else { return false }
      body = ByteRange(from: head.end, to: end)
      requestCount = end
      return true
    }
    let isComplete = try chunks.decode(input.bytes, input.count, bodyStart: head.end, cursor: &requestCount, limits)
    // What framed the chunks read so far is of no more use: the input never holds more than the body itself.
    let bodyEnd = head.end + chunks.bodyCount
    input.remove(from: bodyEnd, to: requestCount)
    requestCount = bodyEnd
    body = ByteRange(from: head.end, to: bodyEnd)
    return isComplete
  }

  /// True once for a request whose client waits for `100 Continue` before it sends the body.
  mutating func takeContinue() -> Bool {
    defer { isContinueDue = false }
    return isContinueDue
  }

  /// Makes ready for the next request, keeping memory.
  mutating func reset() {
    stage = .head
    headParser = HeadParser()
    chunks = ChunkedDecoder()
    head.reset()
    requestCount = 0
    body = ByteRange()
    isContinueDue = false
  }
}
