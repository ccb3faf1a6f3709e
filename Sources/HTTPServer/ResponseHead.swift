import Bytes

extension Bytes {
  /// Writes a whole answer: status line, fields, and the body where the answer has one (RFC 9110 §6.4.1, §8.6).
  mutating func append(answerOf exchange: Exchange, closing: Bool, date: inout HTTPDate) {
    let status = exchange.status
    let hasNoContent = status == 204 || status == 304
    reserve(256 + exchange.headers.count + exchange.body.count)
    append(statusLineOf: status)
    append("Date: ")
    date.append(to: &self)
    if let contentType = exchange.contentType, status != 204 {
      append("\r\nContent-Type: ")
      append(contentType)
    }
    append("\r\n")
    append(exchange.headers.raw)
    if closing {
      append("Connection: close\r\n")
    } else if exchange.parser.head.isHTTP10 {
      append("Connection: keep-alive\r\n")
    }
    if !hasNoContent {
      append("Content-Length: ")
      append(decimal: Int64(exchange.body.count))
      append("\r\n")
    }
    append("\r\n")
    if !hasNoContent, !exchange.isHead { append(exchange.body.raw) }
  }
}
