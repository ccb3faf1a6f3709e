import Foundation
import HTTPServer
import Testing
import TestSupport

@Suite struct StopTests {
  @Test(arguments: Target.allCases) func `a stop finishes the request under way, says so, and ends`(_ target: Target) async throws {
    try await TestServer.run(target, isGated: true) { server, gate in
      let busy = try server.client()
      let idle = try server.client()
      #expect(try await idle.exchange(target.prompt).status == 200)
      try await busy.send(target.gated() + target.prompt)
      try await gate.hasArrived(1)
      async let stopping: Void = server.stop(graceMilliseconds: 20_000)
      #expect(try await idle.end() == .closed)
      #expect(throws: RawHTTPError.self) { _ = try server.client() }
      try gate.open()
      let answer = try await busy.answer()
      #expect(answer.status == target.gatedStatus)
      #expect(answer.header("Connection") == "close")
      #expect(try await busy.end() == .closed)
      try await stopping
    }
  }

  @Test(arguments: Target.allCases) func `a kept connection that still asks during a stop is answered, then closed`(_ target: Target) async throws {
    try await TestServer.run(target, limits: { $0.stopPatienceMilliseconds = 5000 }) { server, _ in
      let client = try server.client()
      #expect(try await client.exchange(target.prompt).header("Connection") == nil)
      async let stopping: Void = server.stop(graceMilliseconds: 20_000)
      try await Task.sleep(for: .milliseconds(100))
      let answer = try await client.exchange(target.prompt)
      #expect(answer.status == 200)
      #expect(answer.header("Connection") == "close")
      #expect(try await client.end() == .closed)
      try await stopping
    }
  }

  @Test(arguments: Target.allCases) func `a request that never ends does not outlast the grace`(_ target: Target) async throws {
    try await TestServer.run(target, isGated: true) { server, gate in
      let client = try server.client()
      try await client.send(target.gated())
      try await gate.hasArrived(1)
      let start = ContinuousClock.now
      try await server.stop(graceMilliseconds: 200)
      #expect(start.duration(to: .now) < .seconds(15))
      #expect(try await client.end() == .closed)
      try gate.open()
    }
  }

  @Test(arguments: Target.allCases) func `no request on a connection in use is lost while loops stop`(_ target: Target) async throws {
    for _ in 0..<5 {
      try await TestServer.run(target, loops: 2, limits: { $0.stopPatienceMilliseconds = 5000 }) { server, _ in
        try await withThrowingTaskGroup(of: Bool.self) { group in
          for _ in 0..<8 {
            group.addTask { try await onPlainThread { keepAsking(server, target.prompt) } }
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
  private func keepAsking(_ server: TestServer, _ request: String) -> Bool {
    while let client = try? server.client() {
      var hasServed = false
      do {
        while try client.exchangeNow(request).header("Connection") == nil { hasServed = true }
      } catch { if hasServed { return false } }
    }
    return true
  }
}
