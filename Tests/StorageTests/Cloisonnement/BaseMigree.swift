import EventLoop
import Postgres
import Storage
import TestSupport

/// Databases of the product's schema.
enum BaseMigree {
  private static let modele = Result {
    let info = try TestCluster.shared.createDatabase()
    let admin = try AdminConnection(info)
    _ = try Migrations.apply(admin)
    // The worlds of these tests live in 2025.
    try Migrations.admettreHorlogeFigee(admin)
    return TestCluster.databaseName(info)
  }

  /// A migrated empty database of one's own: a superuser's connection information. Append ` user=ep_app` for the application's role.
  static func copie() throws -> String { try TestCluster.shared.createDatabase(template: modele.get()) }
}

/// Runs `body` on a loop of its own with a `Database` of the application's role; one reader, so that what one request leaves behind
/// would meet the next one.
func surBoucle<Value: Sendable>(
  _ base: String, _ statements: [AnyStatement] = [], transactions: Int = 0, _ body: @Sendable (Database, Reactor) async throws -> Value
) async throws -> Value {
  let loop = EventLoop(name: "murs")
  try loop.start { _ in }
  defer { loop.stop(graceMilliseconds: 0) }
  return try await loop.perform { reactor in
    var configuration = try DatabaseConfiguration("\(base) user=ep_app", statements: AllStatements.list + statements)
    (configuration.readers, configuration.writers, configuration.transactions) = (1, 0, transactions)
    configuration.queryMilliseconds = 60_000  // the suites beside fill large tables, on two cores
    let database = Database(reactor, configuration)
    guard await database.becomesReady(withinMilliseconds: 30_000) else { throw PostgresError.unavailable }
    return try await body(database, reactor)
  }
}

extension Database {
  /// What a statement reads under the context that a token opens; without any context when there is no token.
  func sous<Input, Row>(_ cle: CleDeSession?, _ statement: Statement<Input, Row>, _ input: Input) async throws(PostgresError) -> [Row] {
    try await read { batch in
      if let cle { _ = batch.enqueue(SessionStatements.ouvrir, cle) }
      return batch.enqueue(statement, input)
    }.rows()
  }
}

/// Runs `count` tasks of the loop, all started in the same turn, and waits for all of them.
func ensemble(_ reactor: Reactor, _ count: Int, _ body: @escaping (Int) async -> Void) async {
  var left = count
  await withUnsafeContinuation { continuation in
    for index in 0..<count {
      reactor.spawn {
        await body(index)
        left -= 1
        if left == 0 { continuation.resume() }
      }
    }
  }
}

/// Reproducible random numbers (SplitMix64).
struct Hasard: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
