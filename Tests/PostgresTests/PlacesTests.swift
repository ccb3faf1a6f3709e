import EventLoop
import Postgres
import TestSupport
import Testing

private typealias Writes = WritesFixture

/// Who gets the places of a server that has few of them, and what becomes of the sessions that a deadline has left behind.
@Suite struct PlacesTests {
  private static let sessions = "from pg_stat_activity where usename = 'ep'"

  /// A server of its own, with a role whose places can be counted.
  private static func cluster() throws -> (PrivateCluster, info: String) {
    let cluster = try TestCluster.startPrivateCluster()
    let admin = try AdminConnection(cluster.connectionInfo)
    try admin.run(
      "create role ep login; create table compte (id int8 primary key, nom text, solde int8 default 0); create table ligne (id int8, compte_id int8)")
    try admin.run("grant all on compte, ligne to ep")
    return (cluster, cluster.connectionInfo + " user=ep options='-c synchronous_commit=on'")
  }

  @Test func `when places are few, every loop has its reader and a transaction before any has more`() async throws {
    let (cluster, info) = try Self.cluster()
    defer { cluster.remove() }
    try await onLoop { _, reactor in
      let admin = try AdminConnection(cluster.connectionInfo)
      var configuration = try DatabaseConfiguration(info, statements: Writes.all)
      configuration.writers = 0
      let databases = (0..<3).map { _ in Database(reactor, configuration) }
      #expect(await eventually(reactor, withinMilliseconds: 30_000) { databases.allSatisfy { $0.isComplete } })
      for _ in 0..<3 {
        try admin.run("alter role ep connection limit 6")
        _ = try admin.query("select pg_terminate_backend(pid) \(Self.sessions)")
        #expect(await eventually(reactor) { databases.allSatisfy { $0.statistics.connected < 9 } })
        #expect(await eventually(reactor, withinMilliseconds: 5_000) { databases.allSatisfy { $0.isReady } })
        await pause(reactor, milliseconds: 500)
        #expect(databases.map(\.statistics.connected) == [2, 2, 2])
        for database in databases { try await database.ping() }
        try admin.run("alter role ep connection limit 100")
        #expect(await eventually(reactor, withinMilliseconds: 15_000) { databases.allSatisfy { $0.isComplete } })
      }
    }
  }

  @Test func `a server without a place for long reads makes them among the others`() async throws {
    let (cluster, info) = try Self.cluster()
    defer { cluster.remove() }
    try AdminConnection(cluster.connectionInfo).run("alter role ep connection limit 1")
    try await onLoop { _, reactor in
      var configuration = try DatabaseConfiguration(info, statements: Writes.all)
      configuration.writers = 0
      configuration.slowReaders = 1
      let database = Database(reactor, configuration)
      #expect(await eventually(reactor, withinMilliseconds: 20_000) { database.statistics.connected == 1 })
      #expect(try await database.readSlowly { $0.enqueue(Writes.sum) }.value.first() == 0)
      try AdminConnection(cluster.connectionInfo).run("alter role ep connection limit 100")
      #expect(await eventually(reactor, withinMilliseconds: 15_000) { database.isComplete })
      #expect(try await database.readSlowly { $0.enqueue(Writes.sum) }.value.first() == 0)
    }
  }

  @Test func `commits given up leave a bounded number of sessions, counted, and service resumes when they end`() async throws {
    let (cluster, info) = try Self.cluster()
    defer { cluster.remove() }
    let observations = Observations()
    try await withDatabase(
      info, Writes.all,
      configure: {
        $0.writers = 0
        $0.queryMilliseconds = 300
        $0.givenUpMilliseconds = 50
      },
      observe: { observations.note($0) }
    ) { reactor, database in
      let admin = try AdminConnection(cluster.connectionInfo)
      try admin.run("alter system set synchronous_standby_names = 'absent'")
      try admin.run("select pg_reload_conf()")
      await pause(reactor, milliseconds: 200)
      var most = 0
      var unknown = 0
      let end = reactor.nowMilliseconds + 3_000
      var id: Int64 = 0
      while reactor.nowMilliseconds < end {
        await concurrently(reactor, 8) { _ in
          id += 1
          let key = id
          let error = await failure { () async throws(PostgresError) in
            try await database.transaction { tx throws(PostgresError) in _ = tx.enqueue(Writes.insert, (key, "a")) }
          }
          if error == .outcomeUnknown { unknown += 1 }
        }
        most = max(most, Int(try admin.query("select count(*) \(Self.sessions)")[0][0] ?? "") ?? 0)
        await pause(reactor, milliseconds: 20)
      }
      // Every connection may be given up once; past the bound none is opened in its place.
      #expect(most <= 9 + 8 && most >= 9, "\(most) sessions")
      #expect(unknown >= 8 && database.statistics.givenUp >= 4, "\(database.statistics)")
      // Reads go on.
      try await database.ping()
      try admin.run("alter system reset synchronous_standby_names")
      try admin.run("select pg_reload_conf()")
      #expect(await eventually(reactor, withinMilliseconds: 10_000) { database.isComplete && database.statistics.givenUp == 0 })
      let ended = observations.all.reduce(0) { if case .givenUpEnded(let count) = $1 { $0 + count } else { $0 } }
      #expect(ended == observations.count { if case .givenUp = $0 { true } else { false } })
      #expect(try admin.query("select count(*) from compte")[0][0] == String(unknown))
    }
  }

  @Test func `a statement whose client has gone ends by itself`() async throws {
    let (cluster, info) = try Self.cluster()
    defer { cluster.remove() }
    try await withDatabase(info, Writes.all, configure: { $0.writers = 0 }) { reactor, database in
      let admin = try AdminConnection(cluster.connectionInfo)
      reactor.spawn {
        _ = try? await database.transaction { tx in
          _ = tx.enqueue(Writes.sleep, 30); try await tx.flush()
        }
      }
      #expect(await eventually(reactor) { (try? admin.query("select 1 \(Self.sessions) and wait_event = 'PgSleep'").count) == 1 })
    }
    let admin = try AdminConnection(cluster.connectionInfo)
    let clock = ContinuousClock.now
    while try !admin.query("select 1 \(Self.sessions) and state = 'active'").isEmpty, ContinuousClock.now - clock < .seconds(10) {
      try await Task.sleep(for: .milliseconds(50))
    }
    // The server alone would have let it run for four seconds and a half.
    #expect(ContinuousClock.now - clock < .seconds(3))
  }
}
