import Foundation
import HTTPServer
import Testing
import TestSupport

private let request = "GET /now HTTP/1.1\r\nHost: a\r\n\r\n"

/// Seconds that `body` took.
private func seconds(_ body: () async throws -> Void) async rethrows -> Double {
  let start = ContinuousClock.now
  try await body()
  return start.duration(to: .now) / .seconds(1)
}

/// Slow, silent and greedy clients. Waits are bounded from below only where the machine's load cannot matter.
@Suite struct DeadlineTests {
  @Test func `a silent connection is closed without a word`() async throws {
    try await TestServer.run(limits: { $0.idleMilliseconds = 150 }) { server in
      let fresh = try server.client()
      let used = try server.client()
      #expect(try await used.exchange(request).status == 200)
      #expect(try await fresh.end() == .closed)
      #expect(fresh.unreadCount == 0)
      #expect(try await used.end() == .closed)
    }
  }

  @Test func `a head that comes a byte at a time is refused when its time is over`() async throws {
    try await TestServer.run(limits: { $0.headMilliseconds = 200 }) { server in
      let client = try server.client()
      let elapsed = try await seconds {
        async let answer = client.answer()
        for byte in request.utf8.dropLast(10) {
          try await client.send([byte])
          try await Task.sleep(for: .milliseconds(30))
          if client.unreadCount > 0 { break }
        }
        #expect(try await answer.status == 408)
      }
      #expect(elapsed >= 0.19)
      #expect(try await client.end() == .closed)
    }
  }

  @Test func `a body that does not come is refused when its time is over`() async throws {
    try await TestServer.run(limits: { $0.bodyMilliseconds = 200; $0.headMilliseconds = 5000 }) { server in
      for framing in ["Content-Length: 5", "Transfer-Encoding: chunked"] {
        let client = try server.client()
        try await client.send("PUT /echo HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n4")
        #expect(try await client.answer().status == 408)
        #expect(try await client.end() == .closed)
      }
    }
  }

  @Test func `the idle deadline does not run while a request is being served`() async throws {
    try await TestServer.run(limits: { $0.idleMilliseconds = 50; $0.headMilliseconds = 50; $0.bodyMilliseconds = 50 }) { server in
      let answer = try await server.client().exchange("GET /later?300 HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(answer.text == "300")
    }
  }

  @Test func `a responder past its deadline gives way to 503, and its late answer goes nowhere`() async throws {
    let gate = Gate()
    try await TestServer.run(limits: { $0.handlerMilliseconds = 100 }, responder: { TestRoutes(gate: gate).responder }) { server in
      for method in ["GET", "HEAD"] {
        let client = try server.client()
        try await client.send("\(method) /gated HTTP/1.1\r\nHost: a\r\n\r\n")
        let answer = try await client.answer(to: method)
        #expect(answer.status == 503)
        #expect(answer.header("Retry-After") == "1")
        #expect(try await client.end() == .closed)
        #expect(client.unreadCount == 0)
      }
      gate.open()
      #expect(try await server.client().exchange(request).status == 200)
    }
  }

  @Test func `a large answer reaches a slow reader whole`() async throws {
    try await TestServer.run(limits: { $0.idleMilliseconds = 200 }) { server in
      let client = try server.client(receiveBufferBytes: 4096)
      try await client.send("GET /large?8000000 HTTP/1.1\r\nHost: a\r\n\r\n" + request)
      try await Task.sleep(for: .milliseconds(500))
      let answer = try await client.answer()
      #expect(answer.body.count == 8_000_000)
      #expect(answer.body.allSatisfy { $0 == 0x61 })
      #expect(try await client.answer().text == "now")
    }
  }

  @Test func `a reader that takes nothing is cut, and others are served meanwhile`() async throws {
    try await TestServer.run(limits: { $0.writeStallMilliseconds = 200 }) { server in
      let stuck = try server.client(receiveBufferBytes: 4096)
      try await stuck.send("GET /large?30000000 HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try await server.client().exchange(request).status == 200)
      try await Task.sleep(for: .milliseconds(1000))
      await #expect(throws: RawHTTPError.self) { _ = try await stuck.answer() }
      #expect(stuck.unreadCount < 30_000_000)
    }
  }

  @Test func `a client that floods without reading is held back, then gets every answer in order`() async throws {
    try await TestServer.run { server in
      let client = try server.client(receiveBufferBytes: 4096)
      let count = 3000
      async let sending: Void = client.send((0..<count).map { "GET /large?\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
      try await Task.sleep(for: .milliseconds(200))
      #expect(try await server.client().exchange(request).status == 200)
      let sizes = try await onPlainThread { try (0..<count).map { _ in try client.answerNow().body.count } }
      #expect(sizes == Array(0..<count))
      try await sending
    }
  }

  @Test func `a refusal reaches a client that is still sending a large body`() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      async let sending: Void = client.send(
        Array("PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4000000\r\n\r\n".utf8) + [UInt8](repeating: 0, count: 4_000_000))
      #expect(try await client.answer().status == 413)
      try await sending
      #expect(try await client.end() == .closed)
    }
  }
}
