import Foundation
import HTTPServer
import Testing
import TestSupport

private let request = "GET /now HTTP/1.1\r\nHost: a\r\n\r\n"

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
