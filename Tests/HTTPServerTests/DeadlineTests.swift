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
  @Test(arguments: Target.allCases) func `a silent connection is closed without a word`(_ target: Target) async throws {
    try await TestServer.run(target, limits: { $0.idleMilliseconds = 150 }) { server, _ in
      let fresh = try server.client()
      let used = try server.client()
      #expect(try await used.exchange(target.prompt).status == 200)
      #expect(try await fresh.end() == .closed)
      #expect(fresh.unreadCount == 0)
      #expect(try await used.end() == .closed)
    }
  }

  @Test(arguments: Target.allCases)
  func `a head that comes a byte at a time is refused when its time is over`(_ target: Target) async throws {
    try await TestServer.run(target, limits: { $0.headMilliseconds = 200 }) { server, _ in
      let client = try server.client()
      let elapsed = try await seconds {
        async let answer = client.answer()
        for byte in target.prompt.utf8.dropLast(10) {
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

  @Test(arguments: Target.allCases) func `a body that does not come is refused when its time is over`(_ target: Target) async throws {
    try await TestServer.run(
      target,
      limits: {
        $0.bodyMilliseconds = 200; $0.headMilliseconds = 5000
      }
    ) { server, _ in
      for framing in ["Content-Length: 5", "Transfer-Encoding: chunked"] {
        let client = try server.client()
        try await client.send(target.upload + "\(framing)\r\n\r\n4")
        #expect(try await client.answer().status == 408)
        #expect(try await client.answerIfAny(withinMilliseconds: RawHTTPClient.patienceMilliseconds) == nil)
        #expect(try await client.end() == .closed && client.unreadCount == 0)
      }
    }
  }

  /// Each used to be answered again and again, or to be served after all.
  @Test(arguments: Target.allCases) func `what comes after a deadline's 408 is never read`(_ target: Target) async throws {
    try await TestServer.run(
      target,
      limits: {
        $0.bodyMilliseconds = 100; $0.headMilliseconds = 100
      }
    ) { server, _ in
      let unfinished: [(String, String)] = [
        (String(target.prompt.dropLast(2)), "\r\n" + target.prompt), (target.upload + "Content-Length: 2\r\n\r\n{", "}" + target.prompt),
      ]
      for (start, rest) in unfinished {
        let client = try server.client()
        try await client.send(start)
        let answer = try await client.answer()
        #expect(answer.status == 408 && answer.header("Connection") == "close")
        try await client.send(rest)
        #expect(try await client.answerIfAny(withinMilliseconds: RawHTTPClient.patienceMilliseconds) == nil)
        #expect(client.unreadCount == 0)
      }
    }
  }

  @Test(arguments: Target.allCases) func `the idle deadline does not run while a request is being served`(_ target: Target) async throws {
    let limits: (inout Limits) -> Void = {
      $0.idleMilliseconds = 50; $0.headMilliseconds = 50; $0.bodyMilliseconds = 50
    }
    try await TestServer.run(target, isGated: true, limits: limits) { server, gate in
      let client = try server.client()
      try await client.send(target.gated())
      try await gate.hasArrived(1)
      try await Task.sleep(for: .milliseconds(300))
      try gate.open()
      #expect(try await client.answer().status == target.gatedStatus)
    }
  }

  @Test(arguments: Target.allCases)
  func `a responder past its deadline gives way to 503, and its late answer goes nowhere`(_ target: Target) async throws {
    try await TestServer.run(target, isGated: true, limits: { $0.handlerMilliseconds = 100 }) { server, gate in
      for method in target == .engine ? ["GET", "HEAD"] : ["GET"] {
        let client = try server.client()
        try await client.send(target.gated(method) + target.prompt)
        let answer = try await client.answer(to: method)
        #expect(answer.status == 503)
        #expect(answer.header("Retry-After") == "1")
        #expect(try await client.end() == .closed)
        #expect(client.unreadCount == 0)
      }
      try gate.open()
      #expect(try await server.client().exchange(target.prompt).status == 200)
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

  @Test(arguments: Target.allCases) func `a reader that takes nothing is cut, and others are served meanwhile`(_ target: Target) async throws {
    try await TestServer.run(target, limits: { $0.writeStallMilliseconds = 200 }) { server, _ in
      let stuck = try server.client(receiveBufferBytes: 4096)
      try await stuck.send(String(repeating: target.large, count: 60))
      #expect(try await server.client().exchange(target.prompt).status == 200)
      try await Task.sleep(for: .milliseconds(1000))
      await #expect(throws: RawHTTPError.self) { for _ in 0..<60 { _ = try await stuck.answer() } }
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

  @Test(arguments: Target.allCases) func `a refusal reaches a client that is still sending a large body`(_ target: Target) async throws {
    try await TestServer.run(target) { server, _ in
      let client = try server.client()
      async let sending: Void = client.send(
        Array((target.upload + "Content-Length: 4000000\r\n\r\n").utf8) + [UInt8](repeating: 0, count: 4_000_000))
      #expect(try await client.answer().status == 413)
      try await sending
      #expect(try await client.end() == .closed)
    }
  }
}
