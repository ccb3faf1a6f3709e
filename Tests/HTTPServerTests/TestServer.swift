import Bytes
import EventLoop
import Glibc
import HTTPServer
import Postgres
import Synchronization
import TestSupport

/// A server in this process, on a port the system chose, with short deadlines unless a test says otherwise.
struct TestServer: Sendable {
  let port: UInt16
  private let end: @Sendable (_ graceMilliseconds: Int) -> Void

  init(port: UInt16, end: @escaping @Sendable (_ graceMilliseconds: Int) -> Void) {
    self.port = port
    self.end = end
  }

  /// Runs `body` with a server, then stops it and waits for its threads.
  static func run(
    loops count: Int = 1, host: String = "127.0.0.1", limits change: (inout Limits) -> Void = { _ in },
    responder: @escaping @Sendable () -> Responder = { TestRoutes().responder }, _ body: (TestServer) async throws -> Void
  ) async throws {
    var configuration = HTTPServer.Configuration()
    configuration.host = host
    configuration.balancer = Balancer()
    configuration.limits = Self.limits(change)
    var loops: [EventLoop] = []
    for index in 0..<count {
      let loop = EventLoop(name: "http-test-\(index)")
      configuration.port = try start(loop, configuration, responder)
      configuration.sharesPort = true
      loops.append(loop)
    }
    let server = TestServer(port: configuration.port) { [loops] grace in
      for loop in loops { loop.stop(graceMilliseconds: grace) }
      for loop in loops { loop.join() }
    }
    do { try await body(server) } catch {
      try await server.stop()
      throw error
    }
    try await server.stop()
  }

  /// Runs `body` with that target, whatever it is, and with its gate shut when it `isGated`.
  static func run(
    _ target: Target, loops: Int = 1, isGated: Bool = false, limits change: (inout Limits) -> Void = { _ in },
    _ body: (TestServer, TargetGate) async throws -> Void
  ) async throws {
    switch target {
    case .engine:
      let gate = Gate()
      try await run(loops: loops, limits: change, responder: { TestRoutes(gate: gate).responder }) { try await body($0, .engine(gate)) }
    case .service:
      try await ServiceUnderTest.run(loops: loops, host: "127.0.0.1", limits: Self.limits(change)) { server, database in
        let admin = try AdminConnection(database)
        if isGated { try admin.run("begin; lock table session in access exclusive mode") }
        try await body(server, .service(admin))
      }
    }
  }

  private static func limits(_ change: (inout Limits) -> Void) -> Limits {
    DescriptorLimit.raise()
    var limits = Limits()
    limits.stopPatienceMilliseconds = 100
    limits.lingerMilliseconds = 500
    change(&limits)
    return limits
  }

  private static func start(
    _ loop: EventLoop, _ configuration: HTTPServer.Configuration, _ responder: @escaping @Sendable () -> Responder
  ) throws -> UInt16 {
    let port = Atomic<UInt16>(0)
    do {
      try loop.start { reactor in port.store(try HTTPServer(reactor, configuration, responder()).port, ordering: .relaxed) }
    } catch {
      loop.join()
      throw error
    }
    return port.load(ordering: .relaxed)
  }

  /// Stops every loop; once they have ended, it does nothing.
  func stop(graceMilliseconds: Int = 3000) async throws {
    try await onPlainThread { end(graceMilliseconds) }
  }

  func client(receiveBufferBytes: Int32? = nil) throws -> RawHTTPClient {
    try RawHTTPClient(port: port, receiveBufferBytes: receiveBufferBytes)
  }
}

/// What the tests' server answers. One a loop.
struct TestRoutes {
  /// Opened by a test to let the requests of /gated go on.
  var gate = Gate()

  var responder: Responder {
    Responder(
      respondNow: { exchange in
        switch path(exchange) {
        case "/now": text(exchange, "now")
        case "/large": exchange.body.append([UInt8](repeating: 0x61, count: number(exchange)))
        case "/thread": text(exchange, "\(pthread_self())")
        case "/peer": text(exchange, exchange.peerAddress)
        case "/echo": exchange.body.append(exchange.requestBody)
        case "/status": exchange.status = number(exchange); text(exchange, "body")
        case "/header": exchange.addHeader("X-Given", exchange.headerText("x-give") ?? "-"); injectHeader(exchange)
        case "/last": exchange.closesConnection = true
        case "/method": exchange.body.append(exchange.methodName)
        case "/lines":
          exchange.forEachHeader("accept") {
            exchange.body.append($0); exchange.body.append("|")
          }
        default: return false
        }
        return true
      },
      respond: { exchange in
        switch path(exchange) {
        case "/later": await pause(milliseconds: number(exchange))
        case "/gated": await gate.wait()
        default: exchange.status = 404
        }
        text(exchange, exchange.query.map { String(decoding: $0, as: UTF8.self) } ?? "done")
      })
  }

  private func injectHeader(_ exchange: Exchange) {
    exchange.addHeader("X-Injected", "a\r\nSet-Cookie: b\r\n\r\nHTTP/1.1 200 OK\u{0}\u{7f}\n")
  }

  private func path(_ exchange: Exchange) -> String { String(decoding: exchange.path, as: UTF8.self) }

  private func number(_ exchange: Exchange) -> Int { exchange.query.flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0 }

  private func text(_ exchange: Exchange, _ text: String) {
    exchange.contentType = "text/plain"
    exchange.body.append(text)
  }

  private func pause(milliseconds: Int) async { try? await Task.sleep(for: .milliseconds(milliseconds)) }
}

/// Lets those who wait pass once it is opened.
final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var waiting: [CheckedContinuation<Void, Never>] = []
    var arrived = 0
  }
  private let state = Mutex(State())

  /// How many have come, waiting still or not.
  var arrived: Int { state.withLock { $0.arrived } }

  func wait() async {
    await withCheckedContinuation { continuation in
      let isOpen = state.withLock { state in
        state.arrived += 1
        if !state.isOpen { state.waiting.append(continuation) }
        return state.isOpen
      }
      if isOpen { continuation.resume() }
    }
  }

  func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Waits, without holding a thread, until `count` have come.
  func hasArrived(_ count: Int) async throws {
    for _ in 0..<1000 where arrived < count { try await Task.sleep(for: .milliseconds(5)) }
  }
}
