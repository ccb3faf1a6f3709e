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
      let left = ["GET /gated HTTP/1.1\r\nHost: a\r\n\r\n", "GET /now HTTP/1.1\r\n", "GET /large?5000000 HTTP/1.1\r\nHost: a\r\n\r\n"]
      for round in 0..<60 {
        let client = try server.client()
        client.resetWhenDropped()
        try await client.send(left[round % 3])
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
