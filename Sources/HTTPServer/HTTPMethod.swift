import Glibc

/// The methods of RFC 9110 §9 and RFC 5789. Names are case-sensitive.
package enum HTTPMethod: Sendable, Equatable {
  case get, head, post, put, patch, delete, options, trace, connect
  /// Another token: `Exchange.methodName` has its text; the answer is 501 or 405.
  case other

  /// Asking again changes nothing (RFC 9110 §9.2.1).
  var isSafe: Bool { self == .get || self == .head || self == .options || self == .trace }

  init(_ token: UnsafeRawBufferPointer) {
    func isToken(_ name: StaticString) -> Bool {
      guard let base = token.baseAddress, token.count == name.utf8CodeUnitCount else { return false }
      return memcmp(base, name.utf8Start, token.count) == 0
    }
    self =
      switch token.count {
      case 3: isToken("GET") ? .get : isToken("PUT") ? .put : .other
      case 4: isToken("POST") ? .post : isToken("HEAD") ? .head : .other
      case 5: isToken("PATCH") ? .patch : isToken("TRACE") ? .trace : .other
      case 6: isToken("DELETE") ? .delete : .other
      case 7: isToken("OPTIONS") ? .options : isToken("CONNECT") ? .connect : .other
      default: .other
      }
  }
}
