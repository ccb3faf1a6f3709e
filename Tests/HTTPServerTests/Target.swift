import API
import HTTPServer
import Postgres
import Storage
import Testing
import TestSupport

/// What a case runs against. The cases are the same: an engine whose own routes hide a fault of the service's proves nothing. Only what is
/// asked differs, and the status that it gets.
enum Target: CaseIterable, CustomTestStringConvertible {
  /// The engine with the routes of `TestRoutes`.
  case engine
  /// The whole service, on a database of its own.
  case service

  var testDescription: String { self == .engine ? "the engine alone" : "the service on PostgreSQL" }

  /// Answered at once, 200.
  var prompt: String { request(self == .engine ? "GET /now" : "GET /health/live") }

  /// Answered, with the status beside it, once the gate is open. The service waits for a lock on the table of sessions.
  func gated(_ method: String = "GET") -> String {
    self == .engine ? request("\(method) /gated") : request("\(method) /v1/moi", "Authorization: Bearer \(Self.token)\r\n")
  }
  var gatedStatus: Int { self == .engine ? 200 : 401 }

  /// An answer of some hundreds of kilobytes, 200.
  var large: String { request(self == .engine ? "GET /large?500000" : "GET /openapi.json") }

  /// The beginning of a request with a body: its line, its Host, its type and, where a long body needs one, a token.
  var upload: String {
    let line = self == .engine ? "PUT /echo HTTP/1.1\r\n" : "POST /v1/demandes HTTP/1.1\r\nAuthorization: Bearer \(Self.token)\r\n"
    return line + "Host: a\r\nContent-Type: application/json\r\n"
  }

  private func request(_ line: String, _ fields: String = "") -> String { "\(line) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n" }

  /// Of the form of a token, and nobody's.
  private static let token = String(repeating: "A", count: 43)
}

/// What holds the gated requests of a target back until a test lets them go.
enum TargetGate {
  case engine(Gate)
  /// Holds the table of sessions locked.
  case service(AdminConnection)

  func open() throws {
    switch self {
    case .engine(let gate): gate.open()
    case .service(let admin): try admin.run("rollback")
    }
  }

  /// Waits until `count` requests wait at the gate (the service: one at least).
  func hasArrived(_ count: Int) async throws {
    switch self {
    case .engine(let gate): try await gate.hasArrived(count)
    case .service(let admin):
      let waiting = """
        select count(*) from pg_locks where not granted and relation = 'session'::regclass
          and database = (select oid from pg_database where datname = current_database())
        """
      for _ in 0..<1000 where try admin.query(waiting)[0][0] == "0" { try await Task.sleep(for: .milliseconds(5)) }
    }
  }
}

/// The service as a library, over a migrated database that is dropped afterwards.
enum ServiceUnderTest {
  private static let template: Result<String, any Error> = Result {
    let database = try TestCluster.shared.createDatabase()
    _ = try Migrations.apply(try AdminConnection(database))
    return TestCluster.databaseName(database) ?? ""
  }

  /// Runs `body` with the service, then stops it.
  static func run(loops: Int, host: String, limits: Limits, _ body: (TestServer, _ database: String) async throws -> Void) async throws {
    try await withDatabase { database in try await run(on: database, loops: loops, host: host, limits: limits) { try await body($0, database) } }
  }

  /// Runs `body` with a migrated database, then drops it.
  static func withDatabase(_ body: (String) async throws -> Void) async throws {
    let database = try await onPlainThread { try TestCluster.shared.createDatabase(template: template.get()) }
    try await body(database)
    try await onPlainThread { try TestCluster.shared.dropDatabase(database) }
  }

  private static func run(
    on database: String, loops: Int, host: String, limits: Limits, _ body: (TestServer) async throws -> Void
  ) async throws {
    var configuration = ServerConfiguration(
      host: host, loops: loops, database: database + " user=ep_app", key: [UInt8](repeating: 7, count: 32), log: Log(isEnabled: false))
    configuration.limits = limits
    let server = try await onPlainThread { [configuration] in try Server.start(configuration) }
    let tested = TestServer(port: UInt16(server.port)) { server.stop(graceMilliseconds: $0) }
    do { try await body(tested) } catch {
      try await tested.stop()
      throw error
    }
    try await tested.stop()
  }
}
