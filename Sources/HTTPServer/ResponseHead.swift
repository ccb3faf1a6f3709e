import Bytes

extension Bytes {
  /// Writes a whole answer: status line, fields, and the body where the answer has one (RFC 9110 §6.4.1, §8.6).
  mutating func append(answerOf exchange: Exchange, closing: Bool, date: inout HTTPDate) {
    let status = exchange.status
    let hasNoContent = status == 204 || status == 304
    reserve(256 + exchange.headers.count + exchange.body.count)
    append(statusLineOf: status)
    append(literal: "Date: ")
    date.append(to: &self)
    if let contentType = exchange.contentType, status != 204 {
      append(literal: "\r\nContent-Type: ")
      append(contentType)
    }
    append(literal: "\r\n")
    append(exchange.headers.raw)
    if closing {
      append(literal: "Connection: close\r\n")
    } else if exchange.parser.head.isHTTP10 {
      append(literal: "Connection: keep-alive\r\n")
    }
    if !hasNoContent {
      append(literal: "Content-Length: ")
      append(decimal: Int64(exchange.body.count))
      append(literal: "\r\n")
    }
    append(literal: "\r\n")
    if !hasNoContent, !exchange.isHead { append(exchange.body.raw) }
  }
}
