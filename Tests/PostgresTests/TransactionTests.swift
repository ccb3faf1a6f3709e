import EventLoop
import Postgres
import Testing

private typealias Writes = WritesFixture

/// A caller's own refusal, which must come out of a transaction as it went in.
private enum Refusal: PostgresErrorCarrier, Equatable {
  case soldeInsuffisant(Int64)
  case postgres(PostgresError)
  init(postgres: PostgresError) { self = .postgres(postgres) }
}

@Suite struct TransactionTests {
  @Test func `load and apply take two round trips, and what applies leaves with COMMIT`() async throws {
    try await withDatabase(Writes.makeDatabase(), Writes.all) { _, database in
      _ = try await database.write { $0.enqueue(Writes.insert, (1, "a")) }
      let before = database.statistics.syncs
      let credited = try await database.transaction { tx in
        let solde = tx.enqueue(Writes.lock, 1)
        try await tx.flush()
        return tx.enqueue(Writes.set, (1, (try solde.first() ?? 0) + 10))
      }
      #expect(try credited.affected == 1)
      #expect(database.statistics.syncs - before == 2)
      let sum = try await database.read { $0.enqueue(Writes.sum) }.first()
      #expect(sum == 10)
    }
  }

  @Test func `a transaction that only writes takes one round trip, an empty one none`() async throws {
    try await withDatabase(Writes.makeDatabase(), Writes.all) { _, database in
      let before = database.statistics.syncs
      _ = try await database.transaction { tx in tx.enqueue(Writes.insert, (1, "a")) }
      #expect(database.statistics.syncs - before == 1)
      try await database.transaction { _ in }
      #expect(database.statistics.syncs - before == 1)
      try await expectAccounts(1, database)
    }
  }

  @Test func `the caller's own error passes through and nothing is kept, flushed or not`() async throws {
    try await withDatabase(Writes.makeDatabase(), Writes.all) { _, database in
      for flushes in [true, false] {
        let refusal: Refusal?
        do throws(Refusal) {
          try await database.transaction { tx throws(Refusal) in
            _ = tx.enqueue(Writes.insert, (1, "a"))
            if flushes {
              do throws(PostgresError) { try await tx.flush() } catch { throw .postgres(error) }
            }
            throw .soldeInsuffisant(3)
          }
          refusal = nil
        } catch { refusal = error }
        #expect(refusal == .soldeInsuffisant(3))
        try await expectAccounts(0, database)
      }
      #expect(database.isComplete)
    }
  }

  @Test func `COMMIT of a failed transaction throws its failure, even when the body has swallowed it`() async throws {
    try await withDatabase(Writes.makeDatabase(), Writes.all) { _, database in
      for flushesAgain in [true, false] {
        let error = await failure { () async throws(PostgresError) in
          try await database.transaction { tx throws(PostgresError) in
            _ = tx.enqueue(Writes.insert, (1, "a"))
            try await tx.flush()
            _ = tx.enqueue(Writes.insert, (1, "again"))
            if flushesAgain { try? await tx.flush() }
            _ = tx.enqueue(Writes.insert, (2, "b"))
          }
        }
        #expect(sqlState(error) == "23505")
        try await expectAccounts(0, database)
      }
    }
  }

  @Test func `a constraint checked at COMMIT refuses the transaction`() async throws {
    try await withDatabase(Writes.makeDatabase(), Writes.all) { _, database in
      let error = await failure { () async throws(PostgresError) in
        try await database.transaction { tx throws(PostgresError) in
          _ = tx.enqueue(Writes.insertLine, (1, 999))
          try await tx.flush()
          _ = tx.enqueue(Writes.insert, (1, "a"))
        }
      }
      #expect(sqlState(error) == "23503")
      try await expectAccounts(0, database)
      #expect(database.isComplete)
    }
  }

  @Test func `a deadlock and a serialization failure come out as such, and the connections serve on`() async throws {
    try await withDatabase(Writes.makeDatabase(), Writes.all) { reactor, database in
      _ = try await database.write { ($0.enqueue(Writes.insert, (1, "a")), $0.enqueue(Writes.insert, (2, "b"))) }
      var states: [String?] = []
      var inside = 0
      await concurrently(reactor, 2) { index in
        let error = await failure { () async throws(PostgresError) in
          try await database.transaction { tx throws(PostgresError) in
            _ = tx.enqueue(Writes.credit, (Int64(1 + index), 1))
            try await tx.flush()
            inside += 1
            _ = await eventually(reactor) { inside == 2 }
            _ = tx.enqueue(Writes.credit, (Int64(2 - index), 1))
          }
        }
        states.append(sqlState(error))
      }
      #expect(states.compactMap { $0 } == ["40P01"])
      states = []
      inside = 0
      await concurrently(reactor, 2) { _ in
        let error = await failure { () async throws(PostgresError) in
          try await database.transaction { tx throws(PostgresError) in
            _ = tx.enqueue(Writes.serializable)
            let sum = tx.enqueue(Writes.sum)
            try await tx.flush()
            inside += 1
            _ = await eventually(reactor) { inside == 2 }
            _ = tx.enqueue(Writes.set, (1, (try sum.first() ?? 0) + 1))
          }
        }
        if case .server(let server)? = error { #expect(server.condition == .passing) }
        states.append(sqlState(error))
      }
      #expect(states.compactMap { $0 } == ["40001"])
      #expect(database.isComplete)
      #expect(database.statistics.checkedOut == 0)
    }
  }

  @Test func `concurrent transactions on one row lose no update`() async throws {
    try await withDatabase(Writes.makeDatabase(), Writes.all) { reactor, database in
      _ = try await database.write { $0.enqueue(Writes.insert, (1, "a")) }
      var failures = 0
      await concurrently(reactor, 100) { _ in
        let error = await failure { () async throws(PostgresError) in
          try await database.transaction { tx throws(PostgresError) in
            let solde = tx.enqueue(Writes.lock, 1)
            try await tx.flush()
            _ = tx.enqueue(Writes.set, (1, (try solde.first() ?? 0) + 1))
          }
        }
        if error != nil { failures += 1 }
      }
      #expect(failures == 0)
      let sum = try await database.read { $0.enqueue(Writes.sum) }.first()
      #expect(sum == 100)
    }
  }

  @Test func `a transaction that is over queues nothing more`() async throws {
    try await withDatabase(Writes.makeDatabase(), Writes.all) { _, database in
      var kept: Transaction?
      try await database.transaction { tx in kept = tx }
      let result = kept?.enqueue(Writes.insert, (1, "a"))
      #expect(await failure { () async throws(PostgresError) in try result?.affected } == .aborted)
      try await expectAccounts(0, database)
    }
  }

  @Test func `results can be read only after their flush`() async throws {
    try await withDatabase(Writes.makeDatabase(), Writes.all) { _, database in
      let early = try await database.transaction { tx in
        let sum = tx.enqueue(Writes.sum)
        let early = await failure { () async throws(PostgresError) in try sum.first() }
        try await tx.flush()
        #expect(try sum.first() == 0)
        return early
      }
      #expect(early == .aborted)
    }
  }
}
