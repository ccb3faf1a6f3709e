import API
import Domain
import Foundation
import JSON
import Postgres
import Testing

/// The state of an account is computed twice, by the domain and by the database, because lists filter on it: they must agree.
@Suite struct EtatCompteSQLTests {
  private static let jours: [Jour?] = [
    nil, Jour(texte: "2025-03-11"), Jour(texte: "2025-03-12"), Jour(texte: "2025-03-13"), Jour(texte: "2024-09-11"), Jour(texte: "2024-09-12"),
  ]

  @Test func `la base et le domaine donnent le même état, cas par cas (C-30, C-35, C-39, C-40)`() async throws {
    let monde = try await Scene.ouvrir("000", sur: try TestServer())
    let gestionnaire = try await monde.gestionnaire()
    try await monde.habiliterAussi("CPAM-67")
    let id = try await monde.creer(gestionnaire, monde.corpsTechnicien())
    let jour = FuseauHoraire.paris.jour(a: monde.server.horloge.maintenant)
    let admin = try monde.server.admin()
    // Without a context the database tells no account's dates.
    _ = try admin.query("select set_config('ep.role', 'SYSTEME', false)", [])
    var compared = 0
    for etat in EtatCompte.allCases {
      for effet in Self.jours {
        for un in Self.jours {
          for deux in Self.jours {
            // A closed account has its day and its suppression, as the writes leave it.
            let inactiveLe = etat == .inactif ? effet : nil
            if etat == .inactif, effet == nil { continue }
            let attendu = EcheancesCompte.etat(
              enregistre: etat, inactiveLe: inactiveLe, prevueLe: etat == .inactif ? nil : effet,
              titres: [
                TitreAcces(conventionId: UUID(), dateEffet: nil, dernierJour: un),
                TitreAcces(conventionId: UUID(), dateEffet: nil, dernierJour: deux),
              ],
              parametres: ParametresConvention(), le: jour)
            let lu = try admin.query(
              """
              with reglages as (
                update partenaire_caisse r set dernier_jour = case when c.code = 'CPAM-57' then $4::date else $5::date end
                from caisse c where c.id = r.caisse_id and r.partenaire_id = $6::uuid
              )
              update compte set etat = $2, inactivation_effet_le = $3::date, suppression_le = $7::date where id = $1::uuid returning id
              """,
              [
                id, etat.rawValue, effet?.description, un?.description, deux?.description, monde.partenaire,
                inactiveLe.map { EcheancesCompte.suppression(inactiveLe: $0, ParametresConvention()).description },
              ])
            #expect(lu.count == 1)
            let calcule = try admin.query(
              "select etat_compte(k, $2::timestamptz) from compte k where id = $1::uuid", [id, monde.server.horloge.maintenant.description])[0][0]
            #expect(
              calcule == attendu.rawValue, "\(etat) effet \(String(describing: effet)) fins \(String(describing: un)) \(String(describing: deux))")
            compared += 1
          }
        }
      }
    }
    #expect(compared > 1000)
  }

  @Test(arguments: FuseauHoraire.allCases)
  func `la base et le domaine vivent le même jour, à minuit près (V-24)`(_ fuseau: FuseauHoraire) throws {
    let admin = try Scene.partagee.admin()
    for texte in ["2025-03-30", "2025-10-26", "2024-02-29", "2025-12-31", "2025-06-15"] {
      let minuit = fuseau.instant(Jour(texte: texte)!)
      for instant in [minuit.ajoutant(secondes: -1), minuit, minuit.ajoutant(secondes: 86_399)] {
        let jour = try admin.query("select jour_civil($1, $2::timestamptz)::text", [fuseau.rawValue, instant.description])[0][0]
        #expect(jour == fuseau.jour(a: instant).description)
      }
    }
  }
}
