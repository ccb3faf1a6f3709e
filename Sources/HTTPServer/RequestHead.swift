/// A parsed head: where its parts lie, nothing copied. Positions count from the first byte of the request.
struct RequestHead {
  var method = HTTPMethod.other
  var methodName = ByteRange()
  var target = ByteRange()
  /// Empty for the absolute form without a path, which means "/".
  var path = ByteRange()
  /// Without its '?'; nil when there is none.
  var query: ByteRange?
  var isHTTP10 = false
  var fields: [FieldRange] = []
  var framing = FramingFields()

  /// Where the head ends and the body begins.
  var end = 0

  /// True when the client lets the connection serve another request (RFC 9112 §9.3).
  var keepsConnection: Bool { !framing.closes && (!isHTTP10 || framing.keepsAlive) }

  /// An HTTP/1.0 client does not know what 100 Continue is (RFC 9110 §10.1.1).
  var expectsContinue: Bool { framing.expectsContinue && !isHTTP10 }

  /// Forgets the request and keeps the memory of its fields.
  mutating func reset() {
    var fields = fields
    self.fields = []
    fields.removeAll(keepingCapacity: true)
    self = RequestHead()
    self.fields = fields
  }
}

/// One field line.
struct FieldRange {
  var name: ByteRange
  /// Without the blanks around it.
  var value: ByteRange
}
