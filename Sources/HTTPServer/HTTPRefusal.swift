/// Every reason the HTTP layer itself has to refuse a request, before or instead of the responder. The answer to each is its connection's
/// last.
package enum HTTPRefusal: Error, Sendable, Equatable, CaseIterable {
  // 400
  case badRequestLine, badTarget, badVersion
  case badField, duplicateField, missingHost, badHost
  case badContentLength, badTransferEncoding, conflictingLengths
  case badChunk, badTrailer, incompleteRequest
  // 401
  case unauthorizedBody
  // 408
  case headTimeout, bodyTimeout
  // 413
  case bodyTooLarge, chunkExtensionsTooLarge
  // 414
  case targetTooLong
  // 415
  case unsupportedContentCoding
  // 417
  case unmetExpectation
  // 431
  case headTooLarge, tooManyFields, trailersTooLarge
  // 501
  case unsupportedMethod, unsupportedTransferCoding
  // 503, with Retry-After
  case tooManyConnections, handlerTimeout, tooMuchHeld
  // 505
  case unsupportedVersion

  /// Its place in `allCases`.
  package var index: Int { Self.indices[self] ?? 0 }
  private static let indices = Dictionary(uniqueKeysWithValues: zip(allCases, 0...))

  package var status: Int {
    switch self {
    case .badRequestLine, .badTarget, .badVersion, .badField, .duplicateField, .missingHost, .badHost, .badContentLength,
      .badTransferEncoding, .conflictingLengths, .badChunk, .badTrailer, .incompleteRequest:
      400
    case .unauthorizedBody: 401
    case .headTimeout, .bodyTimeout: 408
    case .bodyTooLarge, .chunkExtensionsTooLarge: 413
    case .targetTooLong: 414
    case .unsupportedContentCoding: 415
    case .unmetExpectation: 417
    case .headTooLarge, .tooManyFields, .trailersTooLarge: 431
    case .unsupportedMethod, .unsupportedTransferCoding: 501
    case .tooManyConnections, .handlerTimeout, .tooMuchHeld: 503
    case .unsupportedVersion: 505
    }
  }

  /// A short English sentence for machines' owners; never shows what the client sent.
  package var reason: StaticString {
    switch self {
    case .badRequestLine: "malformed request line"
    case .badTarget: "malformed request target"
    case .badVersion: "malformed HTTP version"
    case .badField: "malformed header field"
    case .duplicateField: "header field given more than once"
    case .missingHost: "Host is missing"
    case .badHost: "malformed Host"
    case .badContentLength: "malformed Content-Length"
    case .badTransferEncoding: "Transfer-Encoding not allowed so"
    case .conflictingLengths: "both Content-Length and Transfer-Encoding"
    case .badChunk: "malformed chunked body"
    case .badTrailer: "malformed trailer"
    case .incompleteRequest: "the connection ended inside the request"
    case .unauthorizedBody: "such a body needs a token"
    case .headTimeout: "the request head took too long"
    case .bodyTimeout: "the request body took too long"
    case .bodyTooLarge: "the request body is too large"
    case .chunkExtensionsTooLarge: "the chunk extensions are too large"
    case .targetTooLong: "the request target is too long"
    case .unsupportedContentCoding: "no Content-Encoding is supported"
    case .unmetExpectation: "only 100-continue can be expected"
    case .headTooLarge: "the request head is too large"
    case .tooManyFields: "too many header fields"
    case .trailersTooLarge: "the trailers are too large"
    case .unsupportedMethod: "method not supported"
    case .unsupportedTransferCoding: "only the chunked transfer coding is supported"
    case .tooManyConnections: "too many connections"
    case .handlerTimeout: "the answer took too long"
    case .tooMuchHeld: "too many bodies and answers are held"
    case .unsupportedVersion: "only HTTP/1.0 and HTTP/1.1 are supported"
    }
  }
}
