import EventLoop
import Postgres
import TestSupport
import Testing

private typealias Writes = WritesFixture

/// What happens to a running loop when PostgreSQL goes away, freezes, or comes back. Each test has a server of its own.
@Suite struct OutageTests {
  private static func withPrivateDatabase(
    configure: @escaping @Sendable (inout DatabaseConfiguration) -> Void = { _ in },
    _ body: @escaping @Sendable (Reactor, Database, PrivateCluster, Observations) async throws -> Void
  ) async throws {
    let cluster = try TestCluster.startPrivateCluster()
    defer { cluster.remove() }
    try AdminConnection(cluster.connectionInfo).run("create table compte (id int8 primary key, nom text, solde int8 default 0)")
    try AdminConnection(cluster.connectionInfo).run("create table ligne (id int8, compte_id int8)")
    let observations = Observations()
    try await withDatabase(
      cluster.connectionInfo, Writes.all, configure: configure, observe: { observations.note($0) }
    ) { reactor, database in
      try await body(reactor, database, cluster, observations)
    }
  }

  @Test func `a restart of PostgreSQL ends what is under way and service resumes on the same loop`() async throws {
    try await Self.withPrivateDatabase { reactor, database, cluster, observations in
      var inFlight: PostgresError??
      reactor.spawn {
        inFlight = .some(
          await failure { () async throws(PostgresError) in try await database.write { $0.enqueue(Writes.sleep, 30) } })
      }
      await pause(reactor, milliseconds: 50)
      try cluster.stop()
      #expect(await eventually(reactor) { database.statistics.connected == 0 })
      #expect(await eventually(reactor) { inFlight != nil })
      #expect(inFlight == .some(.outcomeUnknown))  // its Sync had left
      #expect(!database.isReady)
      #expect(await failure { () async throws(PostgresError) in try await database.ping() } == .unavailable)
      #expect(await failure { () async throws(PostgresError) in try await database.write { $0.enqueue(Writes.sum) } } == .unavailable)
      let error = await failure { () async throws(PostgresError) in
        try await database.transaction { tx throws(PostgresError) in try await tx.flush() }
      }
      #expect(error == .unavailable)
      let isRefused = { observations.count { if case .connectFailed = $0 { true } else { false } } >= 1 }
      #expect(await eventually(reactor, isRefused))
      try cluster.start()
      #expect(await eventually(reactor) { database.isComplete })
      try await database.ping()
      _ = try await database.write { $0.enqueue(Writes.insert, (1, "a")) }
      try await database.transaction { tx in
        _ = tx.enqueue(Writes.credit, (1, 5))
        try await tx.flush()
      }
      #expect(observations.count { if case .lost = $0 { true } else { false } } >= 7)
    }
  }

  @Test func `a frozen server fails what waits for it by the deadline, and service resumes when it thaws`() async throws {
    try await Self.withPrivateDatabase(
      configure: {
        $0.queryMilliseconds = 400; $0.connectMilliseconds = 400
      }
    ) { reactor, database, cluster, observations in
      cluster.freeze()
      let start = reactor.nowMilliseconds
      var errors: [PostgresError?] = Array(repeating: nil, count: 9)
      await concurrently(reactor, 9) { index in
        errors[index] =
          await failure { () async throws(PostgresError) in
            switch index % 3 {
            case 0: try await database.ping()
            case 1: _ = try await database.write { $0.enqueue(Writes.sum) }
            default:
              try await database.transaction { tx throws(PostgresError) in
                _ = tx.enqueue(Writes.sum)
                try await tx.flush()
              }
            }
          }
      }
      let waited = reactor.nowMilliseconds - start
      // A write is its own commit: only it may have been done.
      #expect(errors == (0..<9).map { $0 % 3 == 1 ? .outcomeUnknown : .deadline })
      #expect(waited >= 400 && waited < 3_000, "waited \(waited) ms")
      #expect(observations.count { if case .deadline = $0 { true } else { false } } >= 4)
      // Meanwhile it connects again, in vain: the kernel accepts, nobody answers.
      #expect(await eventually(reactor) { observations.all.contains(.connectDeadline(.reader)) })
      cluster.thaw()
      #expect(await eventually(reactor) { database.isComplete })
      try await database.ping()
    }
  }

  @Test func `a server killed while frozen is replaced by the one that starts in its place`() async throws {
    try await Self.withPrivateDatabase(
      configure: {
        $0.queryMilliseconds = 300; $0.connectMilliseconds = 300
      }
    ) { reactor, database, cluster, _ in
      cluster.freeze()
      #expect(await failure { () async throws(PostgresError) in try await database.ping() } == .deadline)
      cluster.thaw()
      try cluster.restart()
      #expect(await eventually(reactor) { database.isComplete })
      try await database.ping()
    }
  }

  @Test func `the next host of the list is tried when the first one is absent, or silent`() async throws {
    let silent = try TestCluster.startPrivateCluster()
    defer { silent.remove() }
    let info = try TestCluster.shared.connectionInfo
    guard let host = info.split(separator: " ").first(where: { $0.hasPrefix("host=") })?.dropFirst("host=".count) else { return }
    silent.freeze()
    for first in ["/nonexistent", silent.folder] {
      let observations = Observations()
      try await onLoop { _, reactor in
        var configuration = try DatabaseConfiguration("\(info) host=\(first),\(host)")
        configuration.connectMilliseconds = 300
        let database = Database(reactor, configuration) { observations.note($0) }
        #expect(await eventually(reactor) { database.isComplete })
        try await database.ping()
      }
      #expect(observations.all.contains(.connectDeadline(.reader)) == (first == silent.folder))
    }
  }

  @Test func `a connection follows its socket when libpq moves on to another server while connecting`() async throws {
    let standby = try TestCluster.startPrivateCluster()
    defer { standby.remove() }
    let admin = try AdminConnection(standby.connectionInfo)
    try admin.run("alter system set default_transaction_read_only = on")
    try admin.run("select pg_reload_conf()")
    let info = try TestCluster.shared.connectionInfo
    guard let host = info.split(separator: " ").first(where: { $0.hasPrefix("host=") })?.dropFirst("host=".count) else { return }
    let observations = Observations()
    let both = "\(info) host=\(host),\(standby.folder) target_session_attrs=read-only"
    try await withDatabase(both, [Writes.sleep.erased], observe: { observations.note($0) }) { _, database in
      try await database.transaction { tx in
        _ = tx.enqueue(Writes.sleep, 0)
        try await tx.flush()
      }
    }
    let configuration = try DatabaseConfiguration(both)
    let configured = configuration.readers + configuration.writers + configuration.transactions
    #expect(observations.all.count == configured)
    #expect(observations.count { if case .connected = $0 { true } else { false } } == configured)
  }

  @Test func `a session ended by an administrator fails as a lost connection, never as a neighbour's error`() async throws {
    try await Self.withPrivateDatabase { reactor, database, cluster, observations in
      var errors: [PostgresError?] = []
      let admin = try AdminConnection(cluster.connectionInfo)
      for _ in 0..<20 {
        reactor.spawn {
          errors.append(await failure { () async throws(PostgresError) in try await database.read { $0.enqueue(Writes.sleep, 5) } })
        }
      }
      let others = "query like '%pg_sleep%' and state = 'active' and pid <> pg_backend_pid()"
      let terminate = "select pg_terminate_backend(pid) from pg_stat_activity where \(others)"
      #expect(await eventually(reactor) { (try? admin.query(terminate).count) == 1 })
      #expect(await eventually(reactor) { errors.count == 20 })
      #expect(errors == Array(repeating: .connectionLost, count: 20))
      #expect(observations.count { $0 == .lost(.reader, .ended) || $0 == .lost(.reader, .closed) } == 1)
      #expect(database.statistics.reruns == 0)
      #expect(await eventually(reactor) { database.isComplete })
    }
  }

  @Test func `a transaction does not go on by mistake on the connection's next life`() async throws {
    try await Self.withPrivateDatabase(configure: { $0.transactions = 1 }) { reactor, database, cluster, _ in
      _ = try await database.write { $0.enqueue(Writes.insert, (1, "a")) }
      let admin = try AdminConnection(cluster.connectionInfo)
      let error = await failure { () async throws(PostgresError) in
        try await database.transaction { tx throws(PostgresError) in
          _ = tx.enqueue(Writes.credit, (1, 5))
          try await tx.flush()
          _ = try? admin.query("select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction'")
          _ = await eventually(reactor) { !database.isReady }
          _ = await eventually(reactor) { database.isReady }
          _ = tx.enqueue(Writes.credit, (1, 7))
        }
      }
      #expect(error == .connectionLost)
      let sum = try await database.read { $0.enqueue(Writes.sum) }.first()
      #expect(sum == 0)
      #expect(database.statistics.checkedOut == 0)
      // The new life serves the next transaction.
      try await database.transaction { tx in _ = tx.enqueue(Writes.credit, (1, 1)) }
    }
  }

  @Test func `a statement slower than the deadline is cancelled by the server alone, without dropping its connection`() async throws {
    try await Self.withPrivateDatabase(configure: { $0.queryMilliseconds = 1_000 }) { reactor, database, _, observations in
      let error = await failure { () async throws(PostgresError) in try await database.read { $0.enqueue(Writes.sleep, 5) } }
      #expect(sqlState(error) == "57014")
      #expect(observations.count { if case .connected = $0 { false } else { true } } == 0)
      #expect(database.isComplete)
    }
  }

  @Test func `a connection whose prepared statements no longer fit the schema is renewed`() async throws {
    let star = Statement<Void, Int>("star", "select * from compte") { r in try r.int() }
    let cluster = try TestCluster.shared.createDatabase()
    let admin = try AdminConnection(cluster)
    try admin.run("create table compte (id int8 primary key, nom text not null default '', solde int8); insert into compte values (4)")
    let observations = Observations()
    try await withDatabase(cluster, [star.erased], observe: { observations.note($0) }) { reactor, database in
      let before = try await database.read { $0.enqueue(star) }.first()
      #expect(before == 4)
      try AdminConnection(cluster).run("alter table compte add column email text")
      let error = await failure { () async throws(PostgresError) in try await database.read { $0.enqueue(star) } }
      #expect(sqlState(error) == "0A000")
      #expect(await eventually(reactor) { database.isComplete })
      #expect(observations.all.contains(.lost(.reader, .stale)))
      let after = try await database.read { $0.enqueue(star) }.first()
      #expect(after == 4)
    }
  }

  @Test func `a statement that cannot be prepared keeps the database unready, is told once, and heals with the schema`() async throws {
    let info = try TestCluster.shared.createDatabase()
    let absent = Statement<Void, Int>("absent", "select id from absente") { r in try r.int() }
    let observations = Observations()
    try await onLoop { _, reactor in
      let database = Database(reactor, try DatabaseConfiguration(info, statements: [absent.erased])) { observations.note($0) }
      let isReady = await database.becomesReady(withinMilliseconds: 600)
      #expect(!isReady)
      let told = observations.all.compactMap { observation -> String? in
        if case .prepareFailed(let statement, let error) = observation { "\(statement) \(error.sqlState)" } else { nil }
      }
      #expect(told == ["absent 42P01"])
      #expect(await failure { () async throws(PostgresError) in try await database.ping() } == .unavailable)
      try AdminConnection(info).run("create table absente (id int8)")
      #expect(await eventually(reactor) { database.isComplete })
      let row = try await database.read { $0.enqueue(absent) }.first()
      #expect(row == nil)
    }
  }

  @Test func `a server that cannot be reached is told of, without secrets, and nothing waits`() async throws {
    let observations = Observations()
    try await onLoop { _, reactor in
      let configuration = try DatabaseConfiguration("host=/nonexistent user=x password=s3cr3t dbname=y")
      let database = Database(reactor, configuration) { observations.note($0) }
      #expect(await failure { () async throws(PostgresError) in try await database.ping() } == .unavailable)
      _ = await eventually(reactor) { observations.all.count >= 3 }
      let isReady = await database.becomesReady(withinMilliseconds: 50)
      #expect(!isReady)
    }
    #expect(observations.count { if case .connectFailed = $0 { true } else { false } } >= 3)
    #expect(!observations.all.contains { "\($0)".contains("s3cr3t") })
  }
}
