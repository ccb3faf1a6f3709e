import HTTPServer
import Testing
import TestSupport

/// The memory that bodies and answers take is bounded for the whole process.
@Suite struct MemoryTests {
  private static let limits: @Sendable (inout Limits) -> Void = {
    $0.heldBytes = 300_000
    $0.heldBytesForLarge = 200_000
  }

  /// A client that has announced a body of so many bytes and waits for leave to send it; and the status it got: 100 or 503.
  private func announce(_ bytes: Int, _ target: Target, _ server: TestServer) async throws -> (client: RawHTTPClient, answer: RawAnswer) {
    let client = try server.client()
    try await client.send(target.upload + "Expect: 100-continue\r\nContent-Length: \(bytes)\r\n\r\n")
    return (client, try await client.answer())
  }

  @Test(arguments: Target.allCases)
  func `past the budget a large body is refused before it is read, a small one still served, and all is given back`(
    _ target: Target
  )
    async throws
  {
    try await TestServer.run(target, loops: 2, limits: Self.limits) { server, _ in
      var held: [RawHTTPClient] = []
      for _ in 0..<2 {
        let (client, answer) = try await announce(100_000, target, server)
        #expect(answer.status == 100)
        held.append(client)
      }
      // Exactly full for what is large (above 32 KiB), from any loop.
      for _ in 0..<4 {
        let (client, answer) = try await announce(32_769, target, server)
        #expect(answer.status == 503 && answer.header("Retry-After") == "1" && answer.header("Connection") == "close")
        #expect(try await client.end() == .closed)
      }
      for _ in 0..<3 {
        let (client, answer) = try await announce(32_768, target, server)
        #expect(answer.status == 100)
        held.append(client)
      }
      // 298,304 bytes held: not even small ones now, but those that a connection has room for anyway.
      #expect(try await announce(4_097, target, server).answer.status == 503)
      #expect(try await announce(4_096, target, server).answer.status == 100)
      #expect(try await server.client().exchange(target.prompt).status == 200)
      // One ends well, the others leave.
      try await held[0].send([UInt8](repeating: UInt8(ascii: " "), count: 100_000))
      #expect(try await held[0].answer().status < 500)
      held.removeAll()
      for _ in 0..<200 where try await announce(200_000, target, server).answer.status == 503 { try await Task.sleep(for: .milliseconds(10)) }
      try await Task.sleep(for: .milliseconds(100))
      #expect(try await announce(200_001, target, server).answer.status == 503)
      let (last, answer) = try await announce(200_000, target, server)
      #expect(answer.status == 100, "given back to the byte")
      last.cut()
    }
  }

  @Test(arguments: Target.allCases) func `a body in chunks is counted as it comes`(_ target: Target) async throws {
    try await TestServer.run(target, limits: Self.limits) { server, _ in
      let client = try server.client()
      let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: UInt8(ascii: " "), count: 65_536) + Array("\r\n".utf8)
      try await client.send(Array((target.upload + "Transfer-Encoding: chunked\r\n\r\n").utf8) + chunk + chunk + chunk)
      #expect(try await client.answerIfAny(withinMilliseconds: 300) == nil, "196,608 bytes fit")
      try await client.send(chunk)
      #expect(try await client.answer().status == 503)
      #expect(try await client.end() == .closed)
    }
  }

  /// Forty-eight clients without a token kept everybody's longer bodies out for half a minute.
  @Test func `a body without a token, or too long where nobody needs one, takes no room`() async throws {
    try await TestServer.run(.service, limits: Self.limits) { server, _ in
      for _ in 0..<20 {
        for (line, status) in [("POST /v1/demandes", 401), ("PATCH /v1/partenaires/x", 401), ("POST /v1/sessions", 413)] {
          let client = try server.client()
          try await client.send("\(line) HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{")
          let answer = try await client.answer()
          #expect(answer.status == status && answer.header("Connection") == "close", "\(line) \(answer.status)")
          #expect((answer.header("WWW-Authenticate") != nil) == (status == 401))
          #expect(try await client.end() == .closed)
        }
      }
      #expect(try await announce(100_000, .service, server).answer.status == 100)
    }
  }

  @Test func `answers that nobody takes do not keep the others from theirs`() async throws {
    try await TestServer.run(limits: {
      $0.heldBytes = 1_000_000; $0.heldBytesForLarge = 800_000; $0.pressedStallMilliseconds = 1500
    }) { server in
      let stuck = try server.client(receiveBufferBytes: 4096)
      try await stuck.send("GET /large?30000000 HTTP/1.1\r\nHost: a\r\n\r\n")
      let large = "GET /large?100000 HTTP/1.1\r\nHost: a\r\n\r\n"
      var answer = try await server.client().exchange(large)
      for _ in 0..<200 where answer.status == 200 { answer = try await server.client().exchange(large) }
      #expect(answer.status == 503 && answer.header("Retry-After") == "1")
      #expect(try await server.client().exchange("GET /large?32768 HTTP/1.1\r\nHost: a\r\n\r\n").status == 200, "a small one passes")
      // The one who takes nothing is cut long before the usual 30 s.
      for _ in 0..<1000 where answer.status == 503 {
        try await Task.sleep(for: .milliseconds(10))
        answer = try await server.client().exchange(large)
      }
      #expect(answer.body.count == 100_000)
      await #expect(throws: RawHTTPError.self) { _ = try await stuck.answer() }
    }
  }
}
