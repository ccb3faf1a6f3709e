import Bytes
import CLinux
import Glibc
import JSON

/// A blocking HTTP client of the API, one connection a request: the demonstration goes through the same door as everybody.
struct DemoClient {
  struct Answer {
    let status: Int
    let etag: String?
    let body: JSONValue
  }

  struct Unreachable: Error, CustomStringConvertible {
    let description: String
  }

  /// The API said no to a demonstration step: a defect of the data or of the service.
  struct Refused: Error, CustomStringConvertible {
    let description: String
  }

  let port: Int

  /// Sends the request and expects a success; throws `Refused` with the problem's own words otherwise.
  @discardableResult
  func send(_ method: String, _ path: String, token: String? = nil, ifMatch: String? = nil, _ body: JSONValue? = nil) throws -> Answer {
    let answer = try exchange(method, path, token: token, ifMatch: ifMatch, body)
    guard (200...299).contains(answer.status) else {
      throw Refused(description: "\(method) \(path) : \(answer.status) \(answer.body.text)")
    }
    return answer
  }

  func exchange(_ method: String, _ path: String, token: String?, ifMatch: String?, _ body: JSONValue?) throws -> Answer {
    var request = Bytes()
    request.append("\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n")
    if let token { request.append("Authorization: Bearer \(token)\r\n") }
    if let ifMatch { request.append("If-Match: \(ifMatch)\r\n") }
    if let body {
      let text = body.text
      request.append("Content-Type: application/json\r\nContent-Length: \(text.utf8.count)\r\n\r\n")
      request.append(text)
    } else {
      request.append(method == "GET" ? "\r\n" : "Content-Length: 0\r\n\r\n")
    }
    return try parse(try roundTrip(request.array))
  }

  private func roundTrip(_ request: [UInt8]) throws -> [UInt8] {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
    guard connected == 0, write(socket, request, request.count) == request.count else {
      throw Unreachable(description: "l'API locale ne répond pas sur le port \(port)")
    }
    var answer: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(socket, &chunk, chunk.count)
      if count <= 0 { return answer }
      answer.append(contentsOf: chunk[0..<count])
    }
  }

  private func parse(_ answer: [UInt8]) throws -> Answer {
    let text = String(decoding: answer, as: UTF8.self)
    guard let end = text.range(of: "\r\n\r\n"), let status = Int(text.dropFirst(9).prefix(3)) else {
      throw Unreachable(description: "réponse illisible de l'API locale")
    }
    let etag = text[..<end.lowerBound].split(separator: "\r\n").first { $0.lowercased().hasPrefix("etag: ") }.map { String($0.dropFirst(6)) }
    let body = text[end.upperBound...]
    return Answer(status: status, etag: etag, body: body.isEmpty ? .null : try JSONReader.parse(String(body)))
  }
}

extension String {
  /// First occurrence; the standard library alone has none.
  fileprivate func range(of needle: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(needle) { return start..<index(start, offsetBy: needle.count) }
      formIndex(after: &start)
    }
    return nil
  }
}
