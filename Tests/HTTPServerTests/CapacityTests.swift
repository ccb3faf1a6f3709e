import Foundation
import HTTPServer
import Testing
import TestSupport

private let request = "GET /now HTTP/1.1\r\nHost: a\r\n\r\n"

@Suite struct CapacityTests {
  /// Against the separate process, so that descriptors are shared between two.
  @Test func `2000 idle connections do not stop the service, and each can still be used`() async throws {
    DescriptorLimit.raise()
    try await ProbeProcess.run(["LOOPS": "2"]) { probe in
      let clients = try await onPlainThread { try (0..<2000).map { _ in try RawHTTPClient(port: probe.port) } }
      let healthz = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
      for _ in 0..<20 { #expect(try await RawHTTPClient(port: probe.port).exchange(healthz).status == 200) }
      for client in stride(from: 0, to: clients.count, by: 100).map({ clients[$0] }) {
        #expect(try await client.exchange(healthz).status == 200)
      }
    }
  }

  @Test func `past the limit a client is told to come back, and one that leaves makes room`() async throws {
    try await TestServer.run(limits: { $0.connectionsPerLoop = 3; $0.retryAfterSeconds = 7 }) { server in
      var clients: [RawHTTPClient] = []
      for _ in 0..<3 {
        let client = try server.client()
        #expect(try await client.exchange(request).status == 200)
        clients.append(client)
      }
      for _ in 0..<5 {
        let refused = try server.client()
        let answer = try await refused.exchange(request)
        #expect(answer.status == 503)
        #expect(answer.header("Retry-After") == "7")
        #expect(answer.header("Connection") == "close")
        #expect(try await refused.end() == .closed)
      }
      #expect(try await clients[0].exchange(request).status == 200)
      clients.removeLast()
      var status = 503
      for _ in 0..<100 where status == 503 {
        try await Task.sleep(for: .milliseconds(10))
        status = try await server.client().exchange(request).status
      }
      #expect(status == 200)
    }
  }

  @Test func `connections are spread evenly over the loops`() async throws {
    try await TestServer.run(loops: 4) { server in
      var perThread: [String: Int] = [:]
      var clients: [RawHTTPClient] = []
      for _ in 0..<40 {
        let client = try server.client()
        perThread[try await client.exchange("GET /thread HTTP/1.1\r\nHost: a\r\n\r\n").text, default: 0] += 1
        clients.append(client)
      }
      #expect(perThread.count == 4)
      #expect(perThread.values.allSatisfy { (8...12).contains($0) }, "\(perThread)")
    }
  }

  @Test func `clients that leave rudely leave nothing behind`() async throws {
    let gate = Gate()
    try await TestServer.run(limits: { $0.connectionsPerLoop = 20 }, responder: { TestRoutes(gate: gate).responder }) { server in
      for round in 0..<60 {
        let client = try server.client()
        client.resetWhenDropped()
        try await client.send(["GET /gated HTTP/1.1\r\nHost: a\r\n\r\n", "GET /now HTTP/1.1\r\n", "GET /large?5000000 HTTP/1.1\r\nHost: a\r\n\r\n"][round % 3])
        if round % 3 == 0 { try await gate.hasArrived(round / 3 + 1) }
      }
      gate.open()
      var status = 503
      for _ in 0..<100 where status == 503 {
        try await Task.sleep(for: .milliseconds(10))
        status = try await server.client().exchange(request).status
      }
      #expect(status == 200)
    }
  }
}

@Suite struct StopTests {
  @Test func `a stop finishes the request under way, says so, and ends`() async throws {
    let gate = Gate()
    try await TestServer.run(responder: { TestRoutes(gate: gate).responder }) { server in
      let busy = try server.client()
      let idle = try server.client()
      #expect(try await idle.exchange(request).status == 200)
      try await busy.send("GET /gated HTTP/1.1\r\nHost: a\r\n\r\n" + request)
      try await gate.hasArrived(1)
      async let stopping: Void = server.stop(graceMilliseconds: 20_000)
      #expect(try await idle.end() == .closed)
      #expect(throws: RawHTTPError.self) { _ = try server.client() }
      gate.open()
      let answer = try await busy.answer()
      #expect(answer.text == "done")
      #expect(answer.header("Connection") == "close")
      #expect(try await busy.end() == .closed)
      try await stopping
    }
  }

  @Test func `a kept connection that still asks during a stop is answered, then closed`() async throws {
    try await TestServer.run(limits: { $0.stopPatienceMilliseconds = 5000 }) { server in
      let client = try server.client()
      #expect(try await client.exchange(request).header("Connection") == nil)
      async let stopping: Void = server.stop(graceMilliseconds: 20_000)
      try await Task.sleep(for: .milliseconds(100))
      let answer = try await client.exchange(request)
      #expect(answer.status == 200)
      #expect(answer.header("Connection") == "close")
      #expect(try await client.end() == .closed)
      try await stopping
    }
  }

  @Test func `a request that never ends does not outlast the grace`() async throws {
    let gate = Gate()
    try await TestServer.run(responder: { TestRoutes(gate: gate).responder }) { server in
      let client = try server.client()
      try await client.send("GET /gated HTTP/1.1\r\nHost: a\r\n\r\n")
      try await gate.hasArrived(1)
      let start = ContinuousClock.now
      try await server.stop(graceMilliseconds: 200)
      #expect(start.duration(to: .now) < .seconds(15))
      #expect(try await client.end() == .closed)
      gate.open()
    }
  }

  @Test func `no request on a connection in use is lost while loops stop`() async throws {
    for _ in 0..<5 {
      try await TestServer.run(loops: 2, limits: { $0.stopPatienceMilliseconds = 5000 }) { server in
        try await withThrowingTaskGroup(of: Bool.self) { group in
          for _ in 0..<8 {
            group.addTask { try await onPlainThread { keepAsking(server) } }
          }
          try await Task.sleep(for: .milliseconds(50))
          try await server.stop(graceMilliseconds: 10_000)
          for try await isClean in group { #expect(isClean) }
        }
      }
    }
  }

  /// Connects and asks until the server is gone. False when a request on a connection already in use got no answer. (What the
  /// kernel queued after the last accept is reset before it is served: no request in use is lost by that.)
  private func keepAsking(_ server: TestServer) -> Bool {
    while let client = try? server.client() {
      var hasServed = false
      do {
        while try client.exchangeNow(request).header("Connection") == nil { hasServed = true }
      } catch { if hasServed { return false } }
    }
    return true
  }
}
