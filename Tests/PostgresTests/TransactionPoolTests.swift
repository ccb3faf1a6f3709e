import EventLoop
import TestSupport
import Testing

@testable import Postgres

private typealias Writes = WritesFixture

@Suite struct TransactionPoolTests {
  /// Takes every connection for `milliseconds`.
  private static func occupy(_ database: Database, _ reactor: Reactor, _ count: Int, milliseconds: Int) {
    for _ in 0..<count {
      reactor.spawn {
        _ = await failure { () async throws(PostgresError) in
          try await database.transaction { tx throws(PostgresError) in
            _ = tx.enqueue(Writes.sum)
            try await tx.flush()
            await pause(reactor, milliseconds: milliseconds)
          }
        }
      }
    }
  }

  @Test func `a transaction waits for a connection no longer than its wait`() async throws {
    let observations = Observations()
    try await withDatabase(
      Writes.makeDatabase(), Writes.all,
      configure: {
        $0.transactions = 2; $0.poolWaitMilliseconds = 200
      },
      observe: { observations.note($0) }
    ) { reactor, database in
      Self.occupy(database, reactor, 2, milliseconds: 2_500)
      #expect(await eventually(reactor) { database.statistics.checkedOut == 2 })
      let start = reactor.nowMilliseconds
      let error = await failure { () async throws(PostgresError) in
        try await database.transaction { tx throws(PostgresError) in try await tx.flush() }
      }
      let waited = reactor.nowMilliseconds - start
      #expect(error == .poolTimeout)
      #expect(waited >= 200 && waited < 2_000, "waited \(waited) ms")
      #expect(database.statistics.waiting == 0)
      #expect(observations.count { $0 == .poolTimeout } == 1)
      // The connections are free again in the end.
      #expect(await eventually(reactor) { database.statistics.checkedOut == 0 })
      try await database.transaction { tx in try await tx.flush() }
    }
  }

  @Test func `those who wait are served in their order`() async throws {
    let order = try await withDatabase(
      Writes.makeDatabase(), Writes.all, configure: { $0.transactions = 1 }
    ) { reactor, database in
      var order: [Int] = []
      await concurrently(reactor, 20) { index in
        _ = await failure { () async throws(PostgresError) in
          try await database.transaction { tx throws(PostgresError) in
            order.append(index)
            _ = tx.enqueue(Writes.sum)
            try await tx.flush()
          }
        }
      }
      return order
    }
    #expect(order == Array(0..<20))
  }

  @Test func `past the greatest number of waiting transactions the next is refused at once`() async throws {
    try await withDatabase(
      Writes.makeDatabase(), Writes.all,
      configure: {
        $0.transactions = 1; $0.maximumWaiting = 3
      }
    ) { reactor, database in
      Self.occupy(database, reactor, 1, milliseconds: 1_000)
      #expect(await eventually(reactor) { database.statistics.checkedOut == 1 })
      var errors: [PostgresError?] = []
      await concurrently(reactor, 5) { _ in
        let error = await failure { () async throws(PostgresError) in
          try await database.transaction { tx throws(PostgresError) in try await tx.flush() }
        }
        errors.append(error)
      }
      #expect(errors.count { $0 == .tooManyWaiting } == 2)
      #expect(errors.count { $0 == nil } == 3)
    }
  }

  @Test func `past the greatest number of batches on a connection the next is refused at once`() async throws {
    try await withDatabase(Writes.makeDatabase(), Writes.all, configure: { $0.maximumInFlight = 10 }) { reactor, database in
      var errors: [PostgresError?] = []
      await concurrently(reactor, 15) { _ in
        errors.append(await failure { () async throws(PostgresError) in try await database.read { $0.enqueue(Writes.sum) } })
      }
      #expect(errors.count { $0 == .tooManyWaiting } == 5)
      #expect(errors.count { $0 == nil } == 10)
    }
  }

  @Test func `a connection that comes back inside a transaction is dropped and replaced`() async throws {
    let begin = Statement<Void, Void>("own_begin", "begin")
    let info = try TestCluster.shared.connectionInfo
    let observations = Observations()
    try await onLoop { _, reactor in
      let configuration = try DatabaseConfiguration(info, statements: [begin.erased])
      let pool = TransactionPool(reactor, configuration, observe: { _ in })
      let connection = Connection(
        .transaction, reactor, configuration, isFirst: true, mayConnect: { _ in true }, observe: { observations.note($0) },
        changed: { if $0.isReady { pool.offer($0) } else { pool.withdraw($0) } })
      connection.connect()
      for opens in [false, true, false] {
        let lease = try await pool.checkOut(isReachable: true)
        let group = StatementGroup()
        #expect(connection.open(group, sealed: true))
        _ = connection.enqueue(opens ? begin : TransactionStatements.rollback, (), in: group)
        connection.sync()
        await group.wait()
        pool.checkIn(lease)
        #expect(pool.checkedOut == 0)
      }
      connection.close()
      pool.close()
    }
    #expect(observations.all == [.connected(.transaction), .lost(.transaction, .transactionOpen), .connected(.transaction)])
  }
}
