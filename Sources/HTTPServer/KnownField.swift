/// Fields that have one value: a second line of the same name is refused, because whoever reads the first and whoever reads
/// the last would disagree (RFC 9110 §5.3). Their raw value is their bit in `FramingFields.seen`.
enum KnownField: UInt32 {
  case host, contentLength, transferEncoding, connection, expect, contentType, contentEncoding, authorization
  case ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince, ifRange, range, contentRange
  case idempotencyKey, userAgent, referer, origin, from, date, maxForwards, proxyAuthorization

  /// The only list among them: its lines add up.
  var mayRepeat: Bool { self == .connection }

  init?(_ name: UnsafeRawBufferPointer) {
    var found: KnownField?
    func match(_ literal: StaticString, _ field: KnownField) { if equalsIgnoringCase(name, literal) { found = field } }
    switch name.count {
    case 4:
      match("host", .host)
      match("from", .from)
      match("date", .date)
    case 5: match("range", .range)
    case 6:
      match("expect", .expect)
      match("origin", .origin)
    case 7: match("referer", .referer)
    case 8:
      match("if-match", .ifMatch)
      match("if-range", .ifRange)
    case 10:
      match("connection", .connection)
      match("user-agent", .userAgent)
    case 12:
      match("content-type", .contentType)
      match("max-forwards", .maxForwards)
    case 13:
      match("authorization", .authorization)
      match("if-none-match", .ifNoneMatch)
      match("content-range", .contentRange)
    case 14: match("content-length", .contentLength)
    case 15: match("idempotency-key", .idempotencyKey)
    case 16: match("content-encoding", .contentEncoding)
    case 17:
      match("transfer-encoding", .transferEncoding)
      match("if-modified-since", .ifModifiedSince)
    case 19:
      match("if-unmodified-since", .ifUnmodifiedSince)
      match("proxy-authorization", .proxyAuthorization)
    default: break
    }
    guard let found else { return nil }
    self = found
  }
}

/// Compares with a lower-case literal of letters, digits and hyphens. Only for bytes known to be token characters: among
/// those, setting bit 5 makes nothing else equal to such a literal.
@inline(__always) func equalsIgnoringCase(_ token: UnsafeRawBufferPointer, _ literal: StaticString) -> Bool {
  let count = literal.utf8CodeUnitCount
  guard token.count == count else { return false }
  let expected = literal.utf8Start
  for i in 0..<count where token[i] | 0x20 != expected[i] { return false }
  return true
}
