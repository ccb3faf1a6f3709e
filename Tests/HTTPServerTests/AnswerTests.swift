import Bytes
import Foundation
import Glibc
import HTTPServer
import Synchronization
import Testing
import TestSupport

private func get(_ path: String, _ fields: String = "", version: String = "1.1", method: String = "GET") -> String {
  "\(method) \(path) HTTP/\(version)\r\nHost: a\r\n\(fields)\r\n"
}

/// Answers on a live socket: what the server makes of a whole request.
@Suite struct AnswerTests {
  @Test func `a connection serves one request after another`() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      for i in 0..<50 {
        let answer = try await client.exchange(i.isMultiple(of: 3) ? get("/later?1") : get("/now"))
        #expect(answer.status == 200)
        #expect(answer.header("Connection") == nil)
      }
    }
  }

  @Test func `answers to pipelined requests leave in the order of the requests`() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      let delays = [30, 0, 10, 1, 20, 0]
      try await client.send(delays.map { get("/later?\($0)") + get("/now") }.joined())
      for delay in delays {
        #expect(try await client.answer().text == "\(delay)")
        #expect(try await client.answer().text == "now")
      }
    }
  }

  @Test func `HEAD gets the head of GET, and no body`() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      try await client.send(get("/large?1234", method: "HEAD") + get("/now"))
      let head = try await client.answer(to: "HEAD")
      #expect(head.header("Content-Length") == "1234")
      #expect(try await client.answer().text == "now")
    }
  }

  @Test(arguments: [204, 304]) func `an answer without content has neither body nor length`(_ status: Int) async throws {
    try await TestServer.run { server in
      let client = try server.client()
      try await client.send(get("/status?\(status)") + get("/now"))
      let answer = try await client.answer()
      #expect(answer.status == status)
      #expect(answer.header("Content-Length") == nil)
      #expect(try await client.answer().text == "now")
    }
  }

  @Test(arguments: [0, 100, 101, 600, 1000, -5]) func `a status that is none goes out as 500`(_ status: Int) async throws {
    try await TestServer.run { server in
      let answer = try await server.client().exchange(get("/status?\(status)"))
      #expect(answer.status == 500)
    }
  }

  @Test func `HTTP/1.0 closes unless keep-alive is asked for, and is told when it was granted`() async throws {
    try await TestServer.run { server in
      let plain = try server.client()
      let answer = try await plain.exchange(get("/now", version: "1.0"))
      #expect(answer.header("Connection") == "close")
      #expect(try await plain.end() == .closed)
      let kept = try server.client()
      for _ in 0..<2 {
        let answer = try await kept.exchange(get("/now", "Connection: keep-alive\r\n", version: "1.0"))
        #expect(answer.header("Connection") == "keep-alive")
      }
    }
  }

  @Test func `Connection: close and a responder's wish end the connection after the answer`() async throws {
    try await TestServer.run { server in
      for request in [get("/now", "Connection: close\r\n"), get("/last"), get("/later?1", "Connection: x, Close\r\n")] {
        let client = try server.client()
        try await client.send(request + get("/now"))
        #expect(try await client.answer().header("Connection") == "close")
        #expect(try await client.end() == .closed)
        #expect(client.unreadCount == 0)
      }
    }
  }

  @Test func `no value can end its header line`() async throws {
    try await TestServer.run { server in
      let answer = try await server.client().exchange(get("/header", "X-Give: été\t!\r\n"))
      #expect(answer.header("X-Given") == "été\t!")
      #expect(answer.header("X-Injected") == "a  Set-Cookie: b    HTTP/1.1 200 OK   ")
      #expect(answer.header("Set-Cookie") == nil)
    }
  }

  @Test func `100 Continue comes before the body, and only for a client that waits`() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      let head = "PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"
      try await client.send(head)
      #expect(try await client.answer().status == 100)
      try await client.send("hello")
      #expect(try await client.answer().text == "hello")
      try await client.send(head + "world")
      #expect(try await client.answer().text == "world")
    }
  }

  @Test func `a content coding is refused once the body is read, and ends the connection as every refusal`() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      try await client.send("PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Encoding: gzip\r\n\r\nhello" + get("/now"))
      #expect(try await client.answer().status == 415)
      #expect(try await client.end() == .closed)
      let identity = "PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Encoding: Identity\r\n\r\nhello"
      #expect(try await server.client().exchange(identity).text == "hello")
    }
  }

  @Test func `an unknown method reaches the responder with its name, and repeated lists with all their lines`() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      #expect(try await client.exchange(get("/method", method: "BREW")).text == "BREW")
      #expect(try await client.exchange(get("/lines", "Accept: a\r\nACCEPT:  b,c \r\n")).text == "a|b,c|")
    }
  }

  @Test func `the owner renders refusals in its own format`() async throws {
    let refuse: @Sendable (HTTPRefusal, Exchange) -> Void = { refusal, exchange in
      exchange.contentType = "application/problem+json"
      exchange.body.append("{\"status\":\(refusal.status),\"target\":\"\(String(decoding: exchange.target, as: UTF8.self))\"}")
    }
    try await TestServer.run(responder: { Responder(respond: { _ in }, refuse: refuse) }) { server in
      let early = try await server.client().exchange("GET / HTTP/1.1 \r\n\r\n")
      #expect(early.text == #"{"status":400,"target":"/"}"#)
      let late = try await server.client().exchange("GET /a?b HTTP/1.1\r\nHost: \r\n\r\n")
      #expect(late.text == #"{"status":400,"target":"/a?b"}"#)
      #expect(late.header("Content-Type") == "application/problem+json")
      #expect(late.header("Connection") == "close")
      #expect(try await server.client().exchange("\u{1}\r\n\r\n").text == #"{"status":400,"target":""}"#)
    }
  }

  @Test(arguments: [("127.0.0.1", "127.0.0.1"), ("::1", "::1"), ("::", "127.0.0.1"), ("::", "::1"), ("0.0.0.0", "127.0.0.1")])
  func `both families are served, and a client's address is known`(_ host: String, _ address: String) async throws {
    try await TestServer.run(host: host) { server in
      let client = try RawHTTPClient(host: address, port: server.port)
      #expect(try await client.exchange(get("/peer")).text == address)
    }
  }

  @Test func `a host that does not resolve is an error at start`() async throws {
    await #expect(throws: ListenError.unknownHost("256.0.0.1")) { try await TestServer.run(host: "256.0.0.1") { _ in } }
  }

  @Test(arguments: 0..<8) func `requests cut anywhere get the same answers`(_ seed: Int) async throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    try await TestServer.run { server in
      let client = try server.client()
      var expected: [String] = []
      var stream: [UInt8] = []
      for i in 0..<40 {
        let body = String(repeating: "b\(i)", count: Int.random(in: 0...40, using: &generator))
        switch Int.random(in: 0..<3, using: &generator) {
        case 0:
          stream += get("/later?\(i % 3)").utf8
          expected.append("\(i % 3)")
        case 1:
          stream += "PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8
          expected.append(body)
        default:
          let half = body.utf8.count / 2
          let halves = half == 0 ? [] : [body.prefix(half), body.dropFirst(half)]
          let chunks = halves.map { "\(String($0.utf8.count, radix: 16))\r\n\($0)\r\n" }
          stream += "PUT /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks.joined())0\r\n\r\n".utf8
          expected.append(half == 0 ? "" : body)
        }
      }
      let pieces = generator.pieces(of: stream.count, longest: 60)
      let cut = stream
      async let sending: Void = onPlainThread {
        var rest = cut[...]
        for piece in pieces {
          client.sendNow(Array(rest.prefix(piece)))
          rest = rest.dropFirst(piece)
        }
      }
      let count = expected.count
      let answers = try await onPlainThread { try (0..<count).map { _ in try client.answerNow().text } }
      #expect(answers == expected)
      try await sending
    }
  }
}
