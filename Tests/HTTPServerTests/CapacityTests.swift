import Foundation
import HTTPServer
import Synchronization
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

  @Test(arguments: Target.allCases) func `past the limit a client is told to come back, and one that leaves makes room`(_ target: Target) async throws
  {
    try await TestServer.run(
      target,
      limits: {
        $0.connectionsPerLoop = 3; $0.retryAfterSeconds = 7
      }
    ) { server, _ in
      var clients: [RawHTTPClient] = []
      for _ in 0..<3 {
        let client = try server.client()
        #expect(try await client.exchange(target.prompt).status == 200)
        clients.append(client)
      }
      for _ in 0..<5 {
        let refused = try server.client()
        let answer = try await refused.exchange(target.prompt)
        #expect(answer.status == 503)
        #expect(answer.header("Retry-After") == "7")
        #expect(answer.header("Connection") == "close")
        #expect(try await refused.end() == .closed)
      }
      #expect(try await clients[0].exchange(target.prompt).status == 200)
      clients.removeLast()
      var status = 503
      for _ in 0..<100 where status == 503 {
        try await Task.sleep(for: .milliseconds(10))
        status = try await server.client().exchange(target.prompt).status
      }
      #expect(status == 200)
    }
  }

  @Test func `a service that may open few descriptors says so to those it has no room for`() async throws {
    try await ServiceUnderTest.withDatabase { database in
      let service = try await onPlainThread { UncheckedBox(try ServiceProcess(database: database, descriptors: 300)) }.value
      defer { service.terminate() }
      // Two loops of 300 / 2 - 128 clients.
      var clients: [RawHTTPClient] = []
      var refused = 0
      for _ in 0..<80 {
        let client = try service.client()
        let answer = try await client.exchange(Target.service.prompt)
        if answer.status == 503 { refused += 1 } else { #expect(answer.status == 200) }
        clients.append(client)
      }
      #expect(refused == 80 - 2 * 22)
    }
  }

  /// It took 1.5 s with one such client, and for ever with four.
  @Test func `a client that pipelines without end leaves the others their turn`() async throws {
    try await TestServer.run(.service) { server, _ in
      let floods = try (0..<2).map { _ in Flood(try server.client(), of: "GET /v1/problemes HTTP/1.1\r\nHost: a\r\n\r\n") }
      async let flooding: Void = floods[0].run()
      async let floodingToo: Void = floods[1].run()
      defer { floods.forEach { $0.stop() } }
      while floods.contains(where: { $0.served.load(ordering: .relaxed) < 50 }) { try await Task.sleep(for: .milliseconds(5)) }
      let other = try server.client()
      var waits: [Duration] = []
      for _ in 0..<20 {
        let start = ContinuousClock.now
        #expect(try await other.exchange(Target.service.prompt).status == 200)
        waits.append(start.duration(to: .now))
      }
      #expect(waits.sorted()[10] < .milliseconds(150), "\(waits.sorted())")
      floods.forEach { $0.stop() }
      _ = try await (flooding, floodingToo)
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

/// A client that pipelines one request without end and reads every answer.
private final class Flood: Sendable {
  let served = Atomic<Int>(0)
  private let isOver = Atomic<Bool>(false)
  private let client: RawHTTPClient
  private let burst: [UInt8]

  init(_ client: RawHTTPClient, of request: String) {
    self.client = client
    burst = Array(String(repeating: request, count: 20).utf8)
  }

  /// What is still in the pipes would take minutes to answer.
  func stop() {
    isOver.store(true, ordering: .relaxed)
    client.cut()
  }

  func run() async throws {
    async let sending: Void = onPlainThread { [self] in while !isOver.load(ordering: .relaxed) { client.sendNow(burst) } }
    try await onPlainThread { [self] in
      while (try? client.answerNow(withinMilliseconds: 1000))?.status == 200 { served.add(1, ordering: .relaxed) }
    }
    try await sending
  }
}
