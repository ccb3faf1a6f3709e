import EventLoop
import Postgres
import Testing

private typealias Writes = WritesFixture

func sqlState(_ error: PostgresError?) -> String? {
  guard case .server(let server)? = error else { return nil }
  return server.sqlState
}

func expectAccounts(_ expected: Int, _ database: Database, sourceLocation: SourceLocation = #_sourceLocation) async throws {
  let count = try await database.read { $0.enqueue(WritesFixture.count) }.first()
  #expect(count == expected, sourceLocation: sourceLocation)
}

@Suite struct WritesTests {
  @Test func `the statements of one write are applied together or not at all`() async throws {
    try await withDatabase(Writes.makeDatabase(), Writes.all) { _, database in
      let error = await failure { () async throws(PostgresError) in
        try await database.write { batch in
          (batch.enqueue(Writes.insert, (1, "a")), batch.enqueue(Writes.insert, (1, "again")), batch.enqueue(Writes.insert, (2, "b")))
        }
      }
      guard case .server(let server)? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(server.isUniqueViolation)
      #expect(server.constraint == "compte_pkey")
      #expect(server.table == "compte")
      try await expectAccounts(0, database)
      let result = try await database.write { ($0.enqueue(Writes.insert, (1, "a")), $0.enqueue(Writes.insert, (2, "b"))) }
      #expect(try result.0.affected == 1)
      try await expectAccounts(2, database)
    }
  }

  @Test func `a failing write does not hurt those around it on the same connection`() async throws {
    try await withDatabase(Writes.makeDatabase(), Writes.all, configure: { $0.writers = 1 }) { reactor, database in
      var refused = 0
      var accepted = 0
      await concurrently(reactor, 1_000) { index in
        let nom = index % 3 == 0 ? "" : "x"
        let error = await failure { () async throws(PostgresError) in
          try await database.write { $0.enqueue(Writes.insert, (Int64(index), nom)) }
        }
        if error == nil { accepted += 1 } else if sqlState(error) == "23514" { refused += 1 }
      }
      #expect(refused == 334)
      #expect(accepted == 666)
      try await expectAccounts(666, database)
    }
  }

  @Test func `a write whose commit is refused fails, and its neighbours do not`() async throws {
    try await withDatabase(Writes.makeDatabase(), Writes.all, configure: { $0.writers = 1 }) { reactor, database in
      var errors: [Int: String?] = [:]
      await concurrently(reactor, 6) { index in
        let error = await failure { () async throws(PostgresError) in
          try await database.write { batch in
            if index % 2 == 1 { _ = batch.enqueue(Writes.insertLine, (Int64(index), 999)) }  // no such account
            return batch.enqueue(Writes.insert, (Int64(index), "x"))
          }
        }
        if let error { errors[index] = sqlState(error) ?? "\(error)" }
      }
      #expect(errors == [1: "23503", 3: "23503", 5: "23503"])
      try await expectAccounts(3, database)
    }
  }

  @Test func `a read connection refuses to write`() async throws {
    try await withDatabase(Writes.makeDatabase(), Writes.all) { _, database in
      let error = await failure { () async throws(PostgresError) in try await database.read { $0.enqueue(Writes.insert, (1, "a")) } }
      #expect(sqlState(error) == "25006")
      try await expectAccounts(0, database)
    }
  }
}
