import Bytes

extension Bytes {
  /// A literal given to `append` would become a `String`.
  @inline(__always) mutating func append(literal text: StaticString) { append(text) }

  /// `HTTP/1.1 200 OK CRLF`. Statuses outside 200...599 are a fault of the caller and go out as 500.
  mutating func append(statusLineOf status: Int) {
    append(literal: "HTTP/1.1 ")
    append(decimal: (200...599).contains(status) ? status : 500, width: 3)
    append(literal: " ")
    append(reasonPhrase(status))
    append(literal: "\r\n")
  }
}

/// The IANA reason phrase; empty for a status that has none here, which RFC 9112 §4 allows.
private func reasonPhrase(_ status: Int) -> StaticString {
  switch status {
  case 200: "OK"
  case 201: "Created"
  case 202: "Accepted"
  case 204: "No Content"
  case 206: "Partial Content"
  case 301: "Moved Permanently"
  case 302: "Found"
  case 303: "See Other"
  case 304: "Not Modified"
  case 307: "Temporary Redirect"
  case 308: "Permanent Redirect"
  case 400: "Bad Request"
  case 401: "Unauthorized"
  case 403: "Forbidden"
  case 404: "Not Found"
  case 405: "Method Not Allowed"
  case 406: "Not Acceptable"
  case 408: "Request Timeout"
  case 409: "Conflict"
  case 410: "Gone"
  case 411: "Length Required"
  case 412: "Precondition Failed"
  case 413: "Content Too Large"
  case 414: "URI Too Long"
  case 415: "Unsupported Media Type"
  case 416: "Range Not Satisfiable"
  case 417: "Expectation Failed"
  case 422: "Unprocessable Content"
  case 423: "Locked"
  case 428: "Precondition Required"
  case 429: "Too Many Requests"
  case 431: "Request Header Fields Too Large"
  case 500: "Internal Server Error"
  case 501: "Not Implemented"
  case 502: "Bad Gateway"
  case 503: "Service Unavailable"
  case 504: "Gateway Timeout"
  case 505: "HTTP Version Not Supported"
  default: ""
  }
}
