import Domain
import EventLoop
import FoundationEssentials
import Postgres
import Storage
import Testing

/// A calendar opens a context without any session: nothing of a neighbour's may show through it, nor of it to a neighbour.
@Suite struct CalendriersTests {
  private static let instant = MondeMure.instant

  private static func cle(_ rang: UInt8) -> AbonnementStatements.Cle {
    AbonnementStatements.Cle(empreinte: [UInt8](repeating: rang, count: 32), instant: instant)
  }

  /// A world of its own, where each of them has a subscription whose digest is their number.
  private static let base = Result { () throws -> String in
    let monde = try MondeMure()
    let admin = try AdminConnection(monde.base)
    for (rang, personne) in Personne.allCases.enumerated() {
      let jeton = String(repeating: String(rang + 100, radix: 16), count: 32)
      _ = try admin.query(
        """
        insert into abonnement_calendrier (id, jeton, compte_id, libelle, horizon_mois, codes, cree_le)
        values (gen_random_uuid(), decode($1, 'hex'), $2::uuid, $3, 12, '{}', now())
        """, [jeton, "\(personne.id)", "\(personne)"])
    }
    return monde.base
  }

  private static func cle(de personne: Personne) -> AbonnementStatements.Cle {
    cle(UInt8(100 + (Personne.allCases.firstIndex(of: personne) ?? 0)))
  }

  private struct Lu: Equatable {
    var ouvert = false
    var libelle: String?
    var contexte = ""
    var demandes = 0
    var comptes = 0
  }

  private static func lire(_ database: Database, _ cle: AbonnementStatements.Cle) async throws(PostgresError) -> Lu {
    let found = try await database.read { batch in
      _ = batch.enqueue(AbonnementStatements.approcher, cle)
      return (
        abonnement: batch.enqueue(AbonnementStatements.designer, cle), ouvert: batch.enqueue(AbonnementStatements.ouvrir, cle),
        contexte: batch.enqueue(Brut.contexte), demandes: batch.enqueue(Brut.demandes), comptes: batch.enqueue(Brut.comptes)
      )
    }
    return Lu(
      ouvert: try found.ouvert.first() == true, libelle: try (found.abonnement.first() ?? nil)?.libelle, contexte: try found.contexte.first() ?? "",
      demandes: try found.demandes.rows().count, comptes: try found.comptes.rows().count)
  }

  @Test(arguments: Personne.allCases) func `a calendar opens the scope of its holder and no other table`(_ personne: Personne) async throws {
    let admis = [Role.agentCaisse, .directionCaisse, .gestionnaire].contains(personne.role)
    try await surBoucle(try Self.base.get(), Brut.all) { database, _ async throws in
      let lu = try await Self.lire(database, Self.cle(de: personne))
      let ids = [
        personne.caisse.map { Identifiant.de(.caisse, $0) }, personne.partenaire.map { Identifiant.de(.partenaire, $0) },
        personne.unite.map { Identifiant.de(.unite, $0) },
      ]
      let attendu =
        admis ? ([personne.id.uuidString.lowercased(), "COMPTE"] + ids.compactMap { $0?.uuidString.lowercased() }).joined(separator: "|") : "COMPTE"
      #expect(lu == Lu(ouvert: admis, libelle: "\(personne)", contexte: attendu, demandes: 0, comptes: admis ? 1 : 0))
    }
  }

  @Test func `a dead token behind living readers, in the same group, opens nothing`() async throws {
    try await surBoucle(try Self.base.get(), Brut.all) { database, reactor async throws in
      var lus = [Lu?](repeating: nil, count: 4)
      var demandes = 0
      let avant = database.statistics.syncs
      await ensemble(reactor, 4) { index in
        switch index {
        case 0: _ = try? await database.sous(Personne.agent1.cle, Brut.demandes, ())
        case 1: lus[1] = try? await Self.lire(database, Self.cle(7))
        case 2: lus[2] = try? await Self.lire(database, Self.cle(de: .agent2))
        default: demandes = (try? await database.sous(Personne.technicien3.cle, Brut.demandes, ()).count) ?? -1
        }
      }
      #expect(database.statistics.syncs == avant + 1)
      #expect(lus[1] == Lu(contexte: "COMPTE"))
      #expect(lus[2]?.ouvert == true && lus[2]?.demandes == 0)
      #expect(demandes == MondeMure.demandes(de: .technicien3).count)
    }
  }

  @Test func `a session behind a calendar sees its own subscriptions only`() async throws {
    try await surBoucle(try Self.base.get(), Brut.all) { database, reactor async throws in
      var siens: [AbonnementLu]?
      var sans: [AbonnementLu]?
      await ensemble(reactor, 3) { index in
        switch index {
        case 0: _ = try? await Self.lire(database, Self.cle(de: .agent2))
        case 1: siens = try? await database.sous(Personne.agent1.cle, AbonnementStatements.lister, ())
        default:
          sans = try? await database.sous(
            CleDeSession(empreinte: [UInt8](repeating: 3, count: 32), instant: Self.instant), AbonnementStatements.lister, ())
        }
      }
      #expect(siens?.map(\.libelle) == ["\(Personne.agent1)"])
      #expect(sans?.isEmpty == true)
    }
  }
}
