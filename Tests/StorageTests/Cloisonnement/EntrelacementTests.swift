import Domain
import EventLoop
import FoundationEssentials
import Postgres
import Storage
import Testing

/// Thousands of reads of everybody at once on one connection, with failures among them: each reads its own, or its own failure.
@Suite struct CloisonnementEntrelacementTests {
  private struct Compte: Sendable, Equatable {
    var justes = 0
    var fausses = 0
    var echecs = 0
    var reprises = 0
  }

  @Test func `quatre mille lectures mêlées, avec des échecs semés, restent chacune chez soi (D-29, R-34)`() async throws {
    let attendues = Dictionary(uniqueKeysWithValues: Personne.allCases.map { ($0, Set(MondeMure.demandes(de: $0).map(\.id))) })
    let comptes = Dictionary(uniqueKeysWithValues: Personne.allCases.map { ($0, MondeMure.comptes(de: $0).count) })
    let compte = try await surBoucle(try MondeMure.partage.get().base, Brut.all) { database, reactor async throws in
      var compte = Compte()
      await ensemble(reactor, 40) { rang in
        var hasard = Hasard(UInt64(rang))
        for _ in 0..<100 {
          // One in twenty presents a token that opens nothing.
          let personne = Int.random(in: 0..<20, using: &hasard) == 0 ? nil : Personne.allCases.randomElement(using: &hasard)
          let cle = personne?.cle ?? CleDeSession(empreinte: [UInt8](repeating: 9, count: 32), instant: MondeMure.instant)
          let siennes = personne.flatMap { attendues[$0] } ?? []
          let une = MondeMure.demandes[Int.random(in: 0..<MondeMure.demandes.count, using: &hasard)].id
          let choix = Int.random(in: 0..<10, using: &hasard)
          do throws(PostgresError) {
            let juste: Bool
            switch choix {
            case 0:
              _ = try await database.sous(cle, Brut.echec, ())
              juste = false
            case 1...5: juste = try await database.sous(cle, DemandeStatements.lire, une).count == (siennes.contains(une) ? 1 : 0)
            case 6: juste = try await Set(database.sous(cle, Brut.demandes, ())) == siennes
            case 7:
              let portee = personne?.portee ?? .partenaire
              juste = try await database.sous(cle, DemandeStatements.nombreDeToutes[portee], MondeMure.toutOuvert) == [Int64(siennes.count)]
            case 8: juste = try await database.sous(cle, Brut.comptes, ()).count == personne.flatMap { comptes[$0] } ?? 0
            default: juste = try await database.sous(cle, Brut.messages, ()).count == siennes.count * 2
            }
            if juste { compte.justes += 1 } else { compte.fausses += 1 }
          } catch {
            // Division by zero, for who asked for it and nobody else.
            if choix == 0, case .server(let refus) = error, refus.sqlState == "22012" { compte.echecs += 1 } else { compte.fausses += 1 }
          }
        }
      }
      compte.reprises = database.statistics.reruns
      return compte
    }
    #expect(compte.fausses == 0)
    #expect(compte.justes + compte.echecs == 4_000)
    #expect(compte.echecs > 300 && compte.reprises > 300, "failures met no neighbour: the test proves nothing")
  }
}
