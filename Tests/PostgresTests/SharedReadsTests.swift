import EventLoop
import Postgres
import Testing

/// What was asked and what came, for one read of the random mix.
private struct Tally: Sendable {
  var right = 0
  var wrong = 0
  var errors = 0
  var reruns = 0
}

private typealias Tenants = TenantFixture

@Suite struct SharedReadsTests {
  @Test func `six thousand random pairs of two tenants, with injected errors, read only their own rows`() async throws {
    let tally = try await withDatabase(Tenants.connectionInfo, Tenants.all) { reactor, database in
      var tally = Tally()
      await concurrently(reactor, 60) { worker in
        var random = SeededRandom(seed: UInt64(worker))
        for _ in 0..<100 {
          let bearer = Tenants.Bearer.allCases.randomElement(using: &random) ?? .unknown
          switch Int.random(in: 0..<10, using: &random) {
          case 0: await Self.fail(database, bearer, &tally)
          case 1...4: await Self.list(database, bearer, &tally)
          default: await Self.find(database, bearer, partner: .random(in: 1...2, using: &random), &tally)
          }
        }
      }
      tally.reruns = database.statistics.reruns
      return tally
    }
    #expect(tally.wrong == 0)
    #expect(tally.errors > 300)
    #expect(tally.right + tally.errors == 6_000)
    #expect(tally.reruns > 300, "errors met no neighbour: the test proves nothing")
  }

  private static func list(_ database: Database, _ bearer: Tenants.Bearer, _ tally: inout Tally) async {
    do throws(PostgresError) {
      let (_, rows) = try await database.read { ($0.enqueue(Tenants.open, bearer.token), $0.enqueue(Tenants.list)) }
      let partners = Set(try rows.rows().compactMap { $0.first })
      let count = try rows.rows().count
      let isRight =
        partners == Set(bearer.partners.compactMap { "\($0)".first })
        && count == bearer.partners.count * Tenants.rowsPerPartner
      if isRight { tally.right += 1 } else { tally.wrong += 1 }
    } catch { tally.wrong += 1 }
  }

  private static func find(_ database: Database, _ bearer: Tenants.Bearer, partner: Int, _ tally: inout Tally) async {
    do throws(PostgresError) {
      let (_, row) = try await database.read { ($0.enqueue(Tenants.open, bearer.token), $0.enqueue(Tenants.find, "\(partner)-7")) }
      let isFound = try row.first() == "\(partner)-7"
      if isFound == bearer.partners.contains(partner) { tally.right += 1 } else { tally.wrong += 1 }
    } catch { tally.wrong += 1 }
  }

  /// Fails first, in the middle or last: its own error comes back, whatever its neighbours do.
  private static func fail(_ database: Database, _ bearer: Tenants.Bearer, _ tally: inout Tally) async {
    let error = await failure { () async throws(PostgresError) in
      try await database.read { batch in
        (batch.enqueue(Tenants.open, bearer.token), batch.enqueue(Tenants.divide, 0), batch.enqueue(Tenants.list))
      }
    }
    if case .server(let server) = error, server.sqlState == "22012" { tally.errors += 1 } else { tally.wrong += 1 }
  }

  @Test func `the reads of one turn leave with one Sync`() async throws {
    let syncs = try await withDatabase(Tenants.connectionInfo, Tenants.all) { reactor, database in
      let before = database.statistics.syncs
      await concurrently(reactor, 200) { _ in
        _ = try? await database.read { ($0.enqueue(Tenants.open, [1]), $0.enqueue(Tenants.find, "1-1")) }
      }
      return database.statistics.syncs - before
    }
    #expect(syncs == 1)
  }

  @Test func `a failing neighbour does not hurt the others, and each failing batch gets its own error`() async throws {
    let (failed, found, reruns) = try await withDatabase(Tenants.connectionInfo, Tenants.all) { reactor, database in
      var failed = 0
      var found = 0
      await concurrently(reactor, 50) { index in
        if index % 5 == 0 {
          if await failure({ () async throws(PostgresError) in try await database.read { $0.enqueue(Tenants.divide, 0) } }) != nil {
            failed += 1
          }
        } else {
          if await Tenants.read(database, [2], Tenants.find, "2-3") == ["2-3"] { found += 1 }
        }
      }
      return (failed, found, database.statistics.reruns)
    }
    #expect(failed == 10)
    #expect(found == 40)
    #expect(reruns > 0)
  }

  @Test func `an empty batch returns at once`() async throws {
    let value = try await withDatabase(Tenants.connectionInfo, Tenants.all) { _, database in
      try await database.read { _ in 7 } + database.write { _ in 1 }
    }
    #expect(value == 8)
  }

  @Test func `a batch of which only a part could be queued drops its connection, which comes back`() async throws {
    let tooMany = Statement<Void, Void>("too_many", "select 1", bind: { _, p in for _ in 0..<70_000 { p.null() } })
    let observations = Observations()
    let statements = Tenants.all + [tooMany.erased]
    try await withDatabase(Tenants.connectionInfo, statements, observe: { observations.note($0) }) { reactor, database in
      let error = await failure { () async throws(PostgresError) in
        try await database.read { ($0.enqueue(Tenants.open, [1]), $0.enqueue(tooMany), $0.enqueue(Tenants.list)) }
      }
      #expect(error == .connectionLost)
      #expect(observations.all.contains(.lost(.reader, .sendFailed)))
      #expect(await database.becomesReady(withinMilliseconds: 5_000))
      let (_, row) = try await database.read { ($0.enqueue(Tenants.open, [1]), $0.enqueue(Tenants.find, "1-1")) }
      #expect(try row.first() == "1-1")
    }
  }

  @Test func `a batch kept past its closure queues nothing`() async throws {
    try await withDatabase(Tenants.connectionInfo, Tenants.all) { reactor, database in
      var kept: Batch?
      var late: PostgresError?
      await concurrently(reactor, 2) { index in
        if index == 0 {
          _ = try? await database.read { batch in
            kept = batch
            return batch.enqueue(Tenants.open, [1])
          }
        } else {
          // The first batch is still under way.
          let rows = kept?.enqueue(Tenants.list)
          late = await failure { () async throws(PostgresError) in try rows?.rows() }
        }
      }
      #expect(late == .aborted)
      try await database.ping()
    }
  }
}
