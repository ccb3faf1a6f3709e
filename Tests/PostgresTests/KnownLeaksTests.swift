import EventLoop
import Postgres
import Testing

private typealias Tenants = TenantFixture

/// The ways in which a context could leak from one tenant's read to another's on a shared connection. Each is shown to be real
/// with a statement written wrongly, so that the test of the right one proves something.
@Suite struct KnownLeaksTests {
  /// What a dead token reads in the same Sync group, right behind a living one.
  private func readBehindAnother(_ second: Statement<[UInt8], String?>, token: [UInt8]) async throws -> [String] {
    try await withDatabase(Tenants.connectionInfo, Tenants.all) { reactor, database in
      var seen: [String] = []
      let before = database.statistics.syncs
      await concurrently(reactor, 2) { index in
        let context = index == 0 ? (Tenants.open, Tenants.Bearer.firstPartner.token) : (second, token)
        let rows = await Tenants.read(database, open: context.0, context.1, Tenants.list, ())
        if index == 1 { seen = rows }
      }
      #expect(database.statistics.syncs == before + 1)
      return seen
    }
  }

  @Test func `a dead token overwrites the former tenant's context with nothing`() async throws {
    for token in [Tenants.Bearer.expired.token, Tenants.Bearer.unknown.token] {
      #expect(try await readBehindAnother(Tenants.open, token: token) == [])
      #expect(try await readBehindAnother(Tenants.openWithoutOverwriting, token: token).count == Tenants.rowsPerPartner)
    }
  }

  @Test func `set_config in a WITH that nothing refers to does not run`() async throws {
    let token = Tenants.Bearer.secondPartner.token
    #expect(try await readBehindAnother(Tenants.open, token: token).allSatisfy { $0.hasPrefix("2-") })
    #expect(try await readBehindAnother(Tenants.openUnreferenced, token: token).allSatisfy { $0.hasPrefix("1-") })
  }

  @Test func `a context ends with its Sync group`() async throws {
    func next(_ open: Statement<[UInt8], String?>) async throws -> Int {
      try await withDatabase(Tenants.connectionInfo, Tenants.all) { _, database in
        _ = try await database.read { ($0.enqueue(open, [1]), $0.enqueue(Tenants.list)) }
        return try await database.read { $0.enqueue(Tenants.list) }.rows().count
      }
    }
    #expect(try await next(Tenants.open) == 0)
    #expect(try await next(Tenants.openForSession) == Tenants.rowsPerPartner)
  }

  @Test func `an aborted read is run again with its context, not without`() async throws {
    try await withDatabase(Tenants.connectionInfo, Tenants.all) { reactor, database in
      var calls = 0
      var found: [String] = []
      await concurrently(reactor, 2) { index in
        if index == 0 {
          _ = await failure { () async throws(PostgresError) in try await database.read { $0.enqueue(Tenants.divide, 0) } }
        } else {
          found = await Tenants.read(database, [1], Tenants.find, "1-5", called: { calls += 1 })
        }
      }
      #expect(found == ["1-5"])
      #expect(calls == 2)
      #expect(database.statistics.reruns == 1)
    }
  }
}
