import Domain
import FoundationEssentials
import JSON
import Postgres
import Storage
import TestSupport
import Testing

/// The journal: appended with each write, never changed, read by those it concerns (C-46, C-58, R-35).
@Suite struct JournalTests {
  private func refus(_ connection: AdminConnection, _ sql: String) throws -> String? {
    do throws(PostgresError) {
      try connection.run(sql)
      return nil
    } catch {
      guard case .server(let refusal) = error else { throw error }
      return refusal.sqlState
    }
  }

  private static let atteintes = [
    "update evenement set code = 'X'", "update evenement set avant = null where false", "delete from evenement", "delete from evenement where false",
    "truncate evenement", "truncate evenement cascade",
  ]

  @Test(arguments: atteintes)
  func `le journal ne se modifie ni ne s'efface, ni par l'application, ni par son propriétaire, ni par l'administrateur (C-46, C-58)`(
    _ sql: String
  ) throws {
    let base = try BaseMigree.copie()
    let superuser = try AdminConnection(base)
    try superuser.run("insert into evenement (instant, acteur_role, objet, objet_id, code) values (now(), 'X', 'COMPTE', gen_random_uuid(), 'A')")
    #expect(try refus(try AdminConnection("\(base) user=ep_app"), sql) == "42501")
    #expect(try refus(superuser, sql) == "42501")
    try TestCluster.shared.createRole("ep_test_proprietaire")
    try superuser.run("alter table evenement owner to ep_test_proprietaire")
    #expect(try refus(try AdminConnection("\(base) user=ep_test_proprietaire"), sql) == "42501")
    #expect(try superuser.query("select code from evenement") == [["A"]])
  }

  private static func evenement(_ code: String, caisse: Int, partenaire: Int, objet: UUID) -> Evenement {
    Evenement(
      instant: MondeMure.instant, acteurId: Personne.agent1.id, acteurRole: "AGENT_CAISSE", acteurLibelle: "P agent1",
      caisseId: Identifiant.de(.caisse, caisse), partenaireId: Identifiant.de(.partenaire, partenaire), objet: .demande, objetId: objet, code: code,
      regle: "D-28", avant: ["etat": "ACCUSEE"], apres: ["etat": "EN_COURS"], requete: "r-1")
  }

  @Test func `ce qui s'ajoute se relit tel quel, dans l'ordre, page par page (C-58, R-35)`() async throws {
    let monde = try MondeMure()
    let demande = try #require(MondeMure.demandes.first { $0.caisse == 1 && $0.partenaire == 2 })
    try await surBoucle(monde.base, transactions: 1) { database, _ async throws in
      for code in ["UN", "DEUX", "TROIS"] {
        _ = try await database.transaction { transaction in
          _ = transaction.enqueue(SessionStatements.ouvrir, Personne.agent1.cle)
          _ = transaction.enqueue(JournalStatements.ajouter, Self.evenement(code, caisse: 1, partenaire: 2, objet: demande.id))
        }
      }
      var codes: [String] = []
      var apres: Int64?
      for _ in 0..<10 {
        let page = JournalStatements.Page(objetId: demande.id, apres: apres, limite: 2)
        let lus = try await database.sous(Personne.technicien2.cle, JournalStatements.historique, page)
        codes += lus.map(\.code)
        guard let dernier = lus.last else { break }
        apres = dernier.rang
        if dernier.code == "TROIS" {
          #expect(dernier.instant == MondeMure.instant && dernier.acteurRole == "AGENT_CAISSE" && dernier.acteurLibelle == "P agent1")
          #expect(dernier.avant == ["etat": "ACCUSEE"] && dernier.apres == ["etat": "EN_COURS"] && dernier.regle == "D-28")
        }
      }
      #expect(codes == ["DEMANDE_DEPOSEE", "UN", "DEUX", "TROIS"])
    }
  }

  @Test func `un fait annulé ne laisse pas de trace, un fait commis en laisse une (C-58)`() async throws {
    let monde = try MondeMure()
    let objet = MondeMure.demandes[0].id
    try await surBoucle(monde.base, transactions: 1) { database, _ async throws in
      for echoue in [true, false] {
        _ = try? await database.transaction { transaction in
          _ = transaction.enqueue(SessionStatements.ouvrir, Personne.agent1.cle)
          _ = transaction.enqueue(JournalStatements.ajouter, Self.evenement(echoue ? "ANNULE" : "COMMIS", caisse: 1, partenaire: 1, objet: objet))
          try await transaction.flush()
          if echoue { throw CancellationError() }
        }
      }
    }
    #expect(try AdminConnection(monde.base).query("select code from evenement where code <> 'DEMANDE_DEPOSEE' and objet = 'DEMANDE'") == [["COMMIS"]])
  }

  @Test func `each event keeps the transaction that wrote it, so that a reader can stop below the oldest one running`() async throws {
    let base = try BaseMigree.copie()
    let (first, second) = (try AdminConnection(base), try AdminConnection(base))
    let insert = "insert into evenement (instant, acteur_role, objet, objet_id, code) values (now(), 'X', 'COMPTE', gen_random_uuid(), "
    try first.run("begin; \(insert)'LENT')")
    try second.run("\(insert)'RAPIDE')")
    let visible = "select code from evenement where transaction < pg_snapshot_xmin(pg_current_snapshot()) order by transaction, id"
    #expect(try second.query(visible).isEmpty)
    try first.run("commit")
    // Transactions of other tests, in other databases of the server, hold the reader back as well, one that began between the two included.
    for _ in 0..<1_500 where try second.query(visible).count < 2 { try await Task.sleep(for: .milliseconds(20)) }
    #expect(try second.query(visible) == [["LENT"], ["RAPIDE"]])
  }
}
