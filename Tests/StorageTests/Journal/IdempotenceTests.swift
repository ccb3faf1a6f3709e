import Domain
import EventLoop
import JSON
import Postgres
import Storage
import Testing

/// The answers of writes under their Idempotency-Key: one at a time, the same again for 24 hours, each account its own.
@Suite struct IdempotenceTests {
  private static func reponse(_ cle: String, statut: Int = 201, a instant: Instant = MondeMure.instant) -> IdempotenceStatements.Enregistrement {
    IdempotenceStatements.Enregistrement(
      cle: cle, operation: "creerDemande", empreinte: [1, 2, 3], statut: statut, entetes: ["location": "/v1/x"], corps: Array("{}".utf8),
      caisseId: nil, instant: instant)
  }

  private static func cle(_ cle: String, a instant: Instant = MondeMure.instant) -> IdempotenceStatements.Cle {
    IdempotenceStatements.Cle(cle: cle, instant: instant)
  }

  /// Takes the lock and, once both sides have tried, keeps the answer.
  private static func essayer(_ database: Database, _ personne: Personne, _ cle: String, _ apresVerrou: () async -> Void) async throws -> Bool? {
    try await database.transaction { transaction in
      _ = transaction.enqueue(SessionStatements.ouvrir, personne.cle)
      let verrou = transaction.enqueue(IdempotenceStatements.verrouiller, cle)
      try await transaction.flush()
      await apresVerrou()
      if try verrou.first() == true { _ = transaction.enqueue(IdempotenceStatements.enregistrer, reponse(cle)) }
      return try verrou.first()
    }
  }

  @Test(arguments: [(Personne.agent1, "k1", false), (.agent2, "k1", true), (.agent1, "k2", true)])
  func `under one account's key a second transaction is told that the first is at it`(_ second: Personne, _ key: String, _ obtains: Bool) async throws
  {
    let monde = try MondeMure()
    try await surBoucle(monde.base, transactions: 2) { database, _ async throws in
      var other: Bool?
      let first = try await Self.essayer(database, .agent1, "k1") {
        other = try? await Self.essayer(database, second, key) {}
      }
      #expect(first == true && other == obtains)
      // The lock ends with its transaction; the answer is there for the next one.
      #expect(try await Self.essayer(database, .agent1, "k1") {} == true)
    }
  }

  @Test func `the answer is read back once its transaction has committed, by its account alone`() async throws {
    let monde = try MondeMure()
    try await surBoucle(monde.base, transactions: 2) { database, _ async throws in
      _ = try await database.transaction { transaction in
        _ = transaction.enqueue(SessionStatements.ouvrir, Personne.agent1.cle)
        _ = transaction.enqueue(IdempotenceStatements.enregistrer, Self.reponse("n"))
        try await transaction.flush()
        let pendant = try await database.sous(Personne.agent1.cle, IdempotenceStatements.lire, Self.cle("n"))
        #expect(pendant.isEmpty)
      }
      let lue = try #require(try await database.sous(Personne.agent1.cle, IdempotenceStatements.lire, Self.cle("n")).first)
      #expect(lue.empreinte == [1, 2, 3] && lue.statut == 201 && lue.entetes == ["location": "/v1/x"] && lue.corps == Array("{}".utf8))
      #expect(try await database.sous(Personne.agent2.cle, IdempotenceStatements.lire, Self.cle("n")).isEmpty)
      #expect(try await database.sous(nil, IdempotenceStatements.lire, Self.cle("n")).isEmpty)
    }
  }

  @Test func `an answer of a transaction that was rolled back is not kept`() async throws {
    let monde = try MondeMure()
    try await surBoucle(monde.base, transactions: 1) { database, _ async throws in
      _ = try? await database.transaction { transaction in
        _ = transaction.enqueue(SessionStatements.ouvrir, Personne.agent1.cle)
        _ = transaction.enqueue(IdempotenceStatements.enregistrer, Self.reponse("n"))
        try await transaction.flush()
        throw CancellationError()
      }
      #expect(try await database.sous(Personne.agent1.cle, IdempotenceStatements.lire, Self.cle("n")).isEmpty)
    }
  }

  @Test func `an answer is kept for 24 hours to the microsecond, then gives way`() async throws {
    let monde = try MondeMure()
    let jour: Int64 = 86_400_000_000
    let ecrite = MondeMure.instant.microsecondes - jour
    try await surBoucle(monde.base, transactions: 1) { database, _ async throws in
      let ecrire = { (statut: Int, instant: Int64) async throws in
        _ = try await database.transaction { transaction in
          _ = transaction.enqueue(SessionStatements.ouvrir, Personne.agent1.cle)
          _ = transaction.enqueue(
            IdempotenceStatements.enregistrer, Self.reponse("n", statut: statut, a: Instant(microsecondes: instant)))
        }
      }
      try await ecrire(201, ecrite)
      for (apres, vit) in [(0, true), (jour - 1, true), (jour, false), (jour + 1, false)] {
        let cle = Self.cle("n", a: Instant(microsecondes: ecrite + apres))
        #expect(try await database.sous(Personne.agent1.cle, IdempotenceStatements.lire, cle).isEmpty != vit, "\(apres)")
      }
      try await ecrire(409, ecrite + jour)
      let cle = Self.cle("n", a: Instant(microsecondes: ecrite + jour))
      #expect(try await database.sous(Personne.agent1.cle, IdempotenceStatements.lire, cle).map(\.statut) == [409])
    }
  }
}
