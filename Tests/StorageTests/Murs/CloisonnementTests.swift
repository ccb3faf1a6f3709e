import Domain
import EventLoop
import FoundationEssentials
import Postgres
import Storage
import TestSupport
import Testing

/// The two walls between tenants (A-02, D-29, R-34): the product's statements, then the policies with the filter dropped.
@Suite struct CloisonnementTests {
  private static let shared = Result { try Cloison() }
  private var cloison: Cloison { get throws { try Self.shared.get() } }

  private func key(_ lecteur: Cloison.Lecteur) -> CleDeSession { CleDeSession(empreinte: lecteur.jeton, instant: Cloison.now) }

  @Test(arguments: Cloison.lecteurs)
  func `chacun lit par son jeton ce qui est à lui, et rien d'autre (D-29, Q-15, R-34)`(_ lecteur: Cloison.Lecteur) async throws {
    let seen = try await cloison.withDatabase { database, _ in
      var seen: Set<Int> = []
      for number in 1...4 {
        let found = try await database.read { batch in
          (batch.enqueue(SessionStatements.ouvrir, self.key(lecteur)), batch.enqueue(DemandeStatements.lire, Cloison.demande(number)))
        }
        if try found.1.first() != nil { seen.insert(number) }
      }
      return seen
    }
    #expect(seen == lecteur.demandes)
  }

  @Test(arguments: Cloison.lecteurs)
  func `sans le filtre des requêtes, la politique de lignes ne laisse rien passer de plus (D-29, R-34)`(_ lecteur: Cloison.Lecteur) async throws {
    let (demandes, messages) = try await cloison.withDatabase { database, _ in
      let found = try await database.read { batch in
        (batch.enqueue(SessionStatements.ouvrir, self.key(lecteur)), batch.enqueue(Brut.demandes), batch.enqueue(Brut.messages))
      }
      return (Set(try found.1.rows()), Set(try found.2.rows()))
    }
    let expected = Set(lecteur.demandes.map(Cloison.demande))
    #expect(demandes == expected && messages == expected)
  }

  @Test func `les comptes se voient par leur partenaire, leur caisse ou soi-même (A-02, C-37)`() async throws {
    for (nom, expected) in [
      ("technicien de l'unité 1", ["technicien de l'unité 1"]),
      ("gestionnaire du partenaire 1", ["gestionnaire du partenaire 1", "technicien de l'unité 1", "technicien de l'unité 2", "session expirée", "auteur"]),
      ("agent de la caisse 2", ["agent de la caisse 2", "gestionnaire du partenaire 1", "technicien de l'unité 1", "technicien de l'unité 2", "session expirée", "auteur"]),
      ("session expirée", []), ("jeton inconnu", []),
    ] {
      let lecteur = try #require(Cloison.lecteurs.first { $0.nom == nom })
      let seen = try await cloison.withDatabase { database, _ in
        let found = try await database.read { ($0.enqueue(SessionStatements.ouvrir, self.key(lecteur)), $0.enqueue(Brut.comptes)) }
        return Set(try found.1.rows())
      }
      #expect(seen == Set(expected), "\(nom)")
    }
  }

  @Test func `sans contexte, rien n'est visible, même au propriétaire des tables`() async throws {
    let seen = try await cloison.withDatabase { database, _ in try await database.read { $0.enqueue(Brut.demandes) }.rows().count }
    #expect(seen == 0)
    let owner = try AdminConnection(try TestCluster.shared.connectionInfo)
    try owner.run("do $$ begin create role ep_proprietaire login; exception when duplicate_object then null; end $$")
    let database = try Cloison().database
    let superuser = try AdminConnection(database)
    for table in ["demande", "message", "compte"] { try superuser.run("alter table \(table) owner to ep_proprietaire") }
    let asOwner = try AdminConnection(database + " user=ep_proprietaire")
    for table in ["demande", "message", "compte"] { #expect(try asOwner.query("select count(*) from \(table)")[0][0] == "0", "\(table)") }
  }

  @Test func `un jeton mort derrière un vivant, dans le même envoi, ne voit rien`() async throws {
    let alive = Cloison.lecteurs[3]
    let dead = try #require(Cloison.lecteurs.last)
    let counts = try await cloison.withDatabase { database, _ in
      let found = try await database.read { batch in
        let a = (batch.enqueue(SessionStatements.ouvrir, self.key(alive)), batch.enqueue(Brut.demandes))
        let b = (batch.enqueue(SessionStatements.ouvrir, self.key(dead)), batch.enqueue(Brut.demandes))
        return (a.1, b.1)
      }
      // The context ends with its transaction.
      let after = try await database.read { $0.enqueue(Brut.demandes) }
      return [try found.0.rows().count, try found.1.rows().count, try after.rows().count]
    }
    #expect(counts == [3, 0, 0])
  }

  @Test func `des milliers de lectures mêlées, avec des échecs semés, restent chacune chez soi (D-29)`() async throws {
    let wrong = try await cloison.withDatabase { database, reactor in
      final class Compte { var wrong = 0; var left = 0 }
      let compte = Compte()
      for _ in 0..<150 {
        let round = (0..<20).map { _ in (Cloison.lecteurs[Int.random(in: 0..<Cloison.lecteurs.count)], Int.random(in: 0..<10) == 0) }
        compte.left = round.count
        await withUnsafeContinuation { done in
          // Started in one turn of the loop: the groups share a Sync, and a failure aborts its neighbours.
          for (lecteur, fails) in round {
            reactor.spawn {
              do {
                let found = try await database.read { batch in
                  (
                    batch.enqueue(SessionStatements.ouvrir, self.key(lecteur)), fails ? batch.enqueue(Brut.echec) : nil,
                    batch.enqueue(Brut.demandes)
                  )
                }
                if Set(try found.2.rows()) != Set(lecteur.demandes.map(Cloison.demande)) || fails { compte.wrong += 1 }
              } catch {
                if !fails { compte.wrong += 1 }
              }
              compte.left -= 1
              if compte.left == 0 { done.resume() }
            }
          }
        }
      }
      return compte.wrong
    }
    #expect(wrong == 0)
  }

  @Test func `le rôle de l'application ne possède rien, ne contourne rien et ne crée rien`() throws {
    let app = try AdminConnection(try cloison.database + " user=ep_app")
    let role = try app.query("select rolsuper or rolbypassrls or rolcreatedb or rolcreaterole from pg_roles where rolname = current_user")
    #expect(role[0][0] == "f")
    for forbidden in ["create table x (a int)", "alter table demande disable row level security", "drop policy demande_visible on demande",
      "update caisse set code = 'CPAM-99'", "delete from demande", "delete from compte"]
    { #expect(throws: PostgresError.self, "\(forbidden)") { try app.run(forbidden) } }
    try SchemaRefusal.check(app)
    #expect(throws: SchemaRefusal.self) { try SchemaRefusal.check(try AdminConnection(try cloison.database)) }
  }

  @Test func `le journal refuse toute modification et tout effacement, au propriétaire aussi (C-46, C-58)`() throws {
    let owner = try AdminConnection(try cloison.database)
    let app = try AdminConnection(try cloison.database + " user=ep_app")
    try owner.run("insert into evenement (instant, acteur_role, objet, objet_id, code) values (now(), 'X', 'COMPTE', gen_random_uuid(), 'X')")
    for forbidden in ["update evenement set code = 'Y'", "delete from evenement", "truncate evenement"] {
      #expect(throws: PostgresError.self, "\(forbidden)") { try app.run(forbidden) }
      #expect(throws: PostgresError.self, "\(forbidden)") { try owner.run(forbidden) }
    }
  }

  @Test func `every foreign key is indexed and every statement prepares under the application role`() throws {
    let owner = try AdminConnection(try cloison.database)
    let missing = try owner.query(
      """
      select c.conrelid::regclass || ' ' || c.conname from pg_constraint c
      where c.contype = 'f' and not exists (
        select from pg_index i where i.indrelid = c.conrelid
          and (select array_agg(k order by k) from unnest((i.indkey::int2[])[0:cardinality(c.conkey) - 1]) k)
            = (select array_agg(k order by k) from unnest(c.conkey) k))
      order by 1
      """)
    #expect(missing.map { $0[0] ?? "" } == [])
    let app = try AdminConnection(try cloison.database + " user=ep_app")
    for statement in AllStatements.list { #expect(throws: Never.self, "\(statement.name)") { try app.checkPrepares(statement) } }
    #expect(Set(AllStatements.list.map(\.name)).count == AllStatements.list.count)
    #expect(AllStatements.list.allSatisfy { $0.name.utf8.count <= 63 })
  }

  @Test func `aucune colonne ne porte un NIR (R-29)`() throws {
    let columns = try AdminConnection(try cloison.database).query(
      "select column_name from information_schema.columns where table_schema = 'public' and column_name ~ '(^|_)(nir|nss|securite_sociale)(_|$)'")
    #expect(columns.isEmpty)
  }

  @Test func `migrations applied twice change nothing`() throws {
    let connection = try AdminConnection(try TestCluster.shared.createDatabase())
    #expect(try Migrations.apply(connection) == Migrations.all.map(\.name))
    #expect(try Migrations.apply(connection) == [])
  }
}
