import EventLoop
import Postgres
import Synchronization
import TestSupport
import Testing

private typealias Writes = WritesFixture

@Suite struct LoopAffinityTests {
  @Test func `everything resumes on the loop's own thread`() async throws {
    let info = try Writes.makeDatabase()
    let places = try await onLoop { loop, reactor in
      let database = Database(reactor, try DatabaseConfiguration(info, statements: Writes.all))
      var places: [Bool] = []
      func here() { places.append(loop.executor.isCurrent) }
      _ = await database.becomesReady(withinMilliseconds: 20_000)
      here()
      await concurrently(reactor, 20) { index in
        _ = try? await database.read { $0.enqueue(Writes.sum) }
        here()
        _ = try? await database.write { $0.enqueue(Writes.insert, (Int64(index), "x")) }
        here()
        _ = try? await database.transaction { tx in
          here()
          _ = tx.enqueue(Writes.credit, (Int64(index), 1))
          try await tx.flush()
          here()
        }
        here()
      }
      return places
    }
    #expect(places == Array(repeating: true, count: 101))
  }

  @Test func `two loops use one server at the same time`() async throws {
    let info = try Writes.makeDatabase()
    async let first = Self.credit(info, from: 0)
    async let second = Self.credit(info, from: 1_000)
    let failures = try await (first, second)
    #expect(failures == (0, 0))
    let count = try AdminConnection(info).query("select count(*) from compte")
    #expect(count == [["1000"]])
  }

  private static func credit(_ info: String, from start: Int64) async throws -> Int {
    try await withDatabase(info, Writes.all) { reactor, database in
      var failures = 0
      await concurrently(reactor, 50) { index in
        for step in 0..<10 {
          let id = start + Int64(index * 10 + step)
          let error = await failure { () async throws(PostgresError) in try await database.write { $0.enqueue(Writes.insert, (id, "x")) } }
          if error != nil { failures += 1 }
        }
      }
      return failures
    }
  }

  @Test func `a stop lets work under way end, then closes the connections`() async throws {
    let info = try Writes.makeDatabase()
    let name = TestCluster.databaseName(info) ?? ""
    let outcome = Mutex<[String]>([])
    let loop = EventLoop(name: "stop")
    try loop.start { reactor in
      let database = Database(reactor, try DatabaseConfiguration(info, statements: Writes.all))
      reactor.spawn {
        _ = await database.becomesReady(withinMilliseconds: 20_000)
        reactor.spawn {
          let error = await failure { () async throws(PostgresError) in try await database.write { $0.enqueue(Writes.sleep, 0.3) } }
          outcome.withLock { $0.append("write \(error == nil)") }
        }
        reactor.spawn {
          let error = await failure { () async throws(PostgresError) in
            try await database.transaction { tx throws(PostgresError) in
              _ = tx.enqueue(Writes.insert, (1, "a"))
              try await tx.flush()
              await pause(reactor, milliseconds: 100)
              _ = tx.enqueue(Writes.sleep, 0.1)
            }
          }
          outcome.withLock { $0.append("transaction \(error == nil)") }
        }
        await pause(reactor, milliseconds: 30)
        loop.stop(graceMilliseconds: 5_000)
      }
    }
    loop.join()
    #expect(outcome.withLock { $0 }.sorted() == ["transaction true", "write true"])
    // One connection asks: the sessions of several would be seen, on their way out, by the one that follows.
    let admin = try AdminConnection(info)
    let others = { try admin.query("select count(*) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()", [name])[0][0] }
    for _ in 0..<1_000 {
      if try others() == "0" { break }
      try await Task.sleep(for: .milliseconds(10))
    }
    #expect(try others() == "0")
  }

  @Test func `a stop past its grace fails what is still under way`() async throws {
    let info = try Writes.makeDatabase()
    let outcome = Mutex<[PostgresError?]>([])
    let loop = EventLoop(name: "grace")
    try loop.start { reactor in
      let database = Database(reactor, try DatabaseConfiguration(info, statements: Writes.all))
      reactor.spawn {
        _ = await database.becomesReady(withinMilliseconds: 20_000)
        reactor.spawn {
          var error = await failure { () async throws(PostgresError) in try await database.write { $0.enqueue(Writes.sleep, 3) } }
          outcome.withLock { $0.append(error) }
          error = await failure { () async throws(PostgresError) in try await database.ping() }
          outcome.withLock { $0.append(error) }
        }
        await pause(reactor, milliseconds: 30)
        loop.stop(graceMilliseconds: 100)
      }
    }
    loop.join()
    // A write is its own commit and its Sync had left: PostgreSQL may still do it.
    #expect(outcome.withLock { $0 } == [.outcomeUnknown, .unavailable])
  }
}
