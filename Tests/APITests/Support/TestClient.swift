import API
import Bytes
import Contract
import Foundation
import JSON
import Testing

/// What the service answered, already checked against the contract.
struct Answer: Sendable {
  let status: Int
  /// Names in lower case; the last of a repeated field.
  let headers: [String: String]
  let text: String

  /// The body as JSON; `.null` when it is empty or something else.
  var json: JSONValue { (try? JSONReader.parse(text)) ?? .null }
  var code: String? { json["code"]?.string }
  var etag: String? { headers["etag"] }

  subscript(name: String) -> JSONValue? { json[name] }

  /// The pointers of `erreurs`, in order.
  var pointers: [String] { (json["erreurs"]?.array ?? []).compactMap { $0["pointeur"]?.string } }
  /// The codes of `erreurs`, in order.
  var fieldCodes: [String] { (json["erreurs"]?.array ?? []).compactMap { $0["code"]?.string } }
}

/// A caller of one server, maybe signed in. Every answer is checked against the contract and noted as observed.
struct TestClient: Sendable {
  let port: Int
  let owner: TestServer
  var token: String?

  func signedIn(_ token: String) -> TestClient { TestClient(port: port, owner: owner, token: token) }

  func get(_ path: String, headers: [String: String] = [:]) async throws -> Answer { try await send("GET", path, nil, headers: headers) }

  func post(_ path: String, _ body: JSONValue = [:], headers: [String: String] = [:]) async throws -> Answer {
    try await send("POST", path, body, headers: headers)
  }

  func put(_ path: String, _ body: JSONValue, etag: String? = nil) async throws -> Answer {
    try await send("PUT", path, body, headers: etag.map { ["If-Match": $0] } ?? [:])
  }

  func patch(_ path: String, _ body: JSONValue, etag: String? = nil) async throws -> Answer {
    try await send("PATCH", path, body, headers: etag.map { ["If-Match": $0] } ?? [:])
  }

  func delete(_ path: String, etag: String? = nil) async throws -> Answer {
    try await send("DELETE", path, nil, headers: etag.map { ["If-Match": $0] } ?? [:])
  }

  func send(_ method: String, _ path: String, _ body: JSONValue?, headers: [String: String] = [:]) async throws -> Answer {
    var headers = headers
    if body != nil { headers["Content-Type"] = headers["Content-Type"] ?? "application/json" }
    return try await sendRaw(method, path, body.map { Array($0.text.utf8) }, headers: headers)
  }

  /// Sends any bytes; `headers` are taken as they are.
  func sendRaw(_ method: String, _ path: String, _ body: [UInt8]?, headers: [String: String] = [:]) async throws -> Answer {
    var head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
    if let token, headers["Authorization"] == nil { head += "Authorization: Bearer \(token)\r\n" }
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    if let body { head += "Content-Length: \(body.count)\r\n" }
    let request = Array((head + "\r\n").utf8) + (body ?? [])
    let port = port
    let bytes: [UInt8] = try await withCheckedThrowingContinuation { continuation in
      // A thread of its own: a test must not hold a thread of the concurrency pool.
      Thread.detachNewThread { continuation.resume(with: Result { try BlockingSocket.roundTrip(port: port, request) }) }
    }
    let answer = try Self.parse(bytes)
    Observations.shared.check(method: method, path: path, answer)
    return answer
  }

  private static func parse(_ bytes: [UInt8]) throws -> Answer {
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { throw BlockingSocket.Failure(what: "no head in \(bytes.count) bytes") }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
    guard let status = Int(lines[0].split(separator: " ").dropFirst().first ?? "") else { throw BlockingSocket.Failure(what: lines[0]) }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    return Answer(status: status, headers: headers, text: String(decoding: bytes[end.upperBound...], as: UTF8.self))
  }
}

/// One request over one connection, on the calling thread.
enum BlockingSocket {
  struct Failure: Error {
    let what: String
  }

  static func roundTrip(port: Int, _ request: [UInt8]) throws -> [UInt8] {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var timeout = timeval(tv_sec: 30, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
    guard connected == 0 else { throw Failure(what: "connect: errno \(errno)") }
    var sent = 0
    while sent < request.count {
      let count = request.withUnsafeBytes { Glibc.send(socket, $0.baseAddress! + sent, request.count - sent, Int32(MSG_NOSIGNAL)) }
      if count <= 0 { break }  // a refusal may come before the whole body is read
      sent += count
    }
    var answer: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(socket, &chunk, chunk.count, 0)
      if count <= 0 { break }
      answer.append(contentsOf: chunk[0..<count])
    }
    return answer
  }
}
