import API
import Domain
import Foundation
import JSON
import Testing

/// How many accounts a convention allows, strictly (C-06 to C-14, C-24, C-25, C-54, P-04, Q-06, Q-43).
@Suite struct QuotasComptesTests {
  private func gestionnaire(_ monde: Monde, _ rang: Int, unite: String? = nil) async throws -> Answer {
    try await monde.agent.post("/v1/comptes", .object(monde.corpsGestionnaire(rang, unite: unite)))
  }

  @Test(arguments: [(10, 2), (11, 3), (25, 3), (26, 5)])
  func `le plafond de gestionnaires suit la tranche d'effectif (C-06, C-07, C-10, T-051)`(_ effectif: Int, _ plafond: Int) async throws {
    let monde = try await Scene.ouvrir("000", effectif: effectif)
    for rang in 0..<plafond { #expect(try await gestionnaire(monde, rang).status == 201) }
    let refused = try await gestionnaire(monde, plafond)
    #expect(refused.status == 409 && refused.code == "QUOTA_GESTIONNAIRES" && refused["regle"]?.string == "C-06")
    #expect(refused["plafond"]?.int == plafond && refused["comptes"]?.int == plafond && refused["effectif"]?.int == effectif)
  }

  @Test(arguments: [(10, 5), (11, 15), (25, 15), (26, 25)])
  func `le plafond de techniciens suit la tranche d'effectif (C-11, C-12, C-14, T-052)`(_ effectif: Int, _ plafond: Int) async throws {
    let monde = try await Scene.ouvrir("000", effectif: effectif)
    let gestionnaire = try await monde.gestionnaire()
    for rang in 0..<plafond { #expect(try await gestionnaire.post("/v1/comptes", .object(monde.corpsTechnicien(rang))).status == 201) }
    let refused = try await gestionnaire.post("/v1/comptes", .object(monde.corpsTechnicien(plafond)))
    #expect(refused.status == 409 && refused.code == "QUOTA_TECHNICIENS" && refused["regle"]?.string == "C-11" && refused["plafond"]?.int == plafond)
  }

  @Test func `sans effectif déclaré, un modèle à tranches n'admet aucun compte (P-04, Q-06)`() async throws {
    let monde = try await Scene.ouvrir("000")
    _ = try monde.sql("update partenaire set effectif = null where id = $1::uuid", [monde.partenaire])
    let refused = try await gestionnaire(monde, 0)
    #expect(refused.status == 409 && refused.code == "EFFECTIF_INCONNU" && refused["regle"]?.string == "P-04")
  }

  @Test func `un effectif qui baisse ne coupe personne, mais n'admet plus personne (C-54, T-054)`() async throws {
    let monde = try await Scene.ouvrir("000", effectif: 26)
    var ids: [String] = []
    for rang in 0..<5 { ids.append(try await monde.creer(monde.agent, monde.corpsGestionnaire(rang))) }
    _ = try monde.sql("update partenaire set effectif = 20 where id = $1::uuid", [monde.partenaire])
    for id in ids { #expect(try await monde.agent.get("/v1/comptes/\(id)")["etat"]?.string == "EN_ATTENTE_ACTIVATION") }
    let refused = try await gestionnaire(monde, 5)
    #expect(refused.status == 409 && refused["plafond"]?.int == 3 && refused["comptes"]?.int == 5)
  }

  @Test func `deux créations simultanées sur la dernière place : une seule passe (C-06, T-055)`() async throws {
    let monde = try await Scene.ouvrir("000", effectif: 8)
    #expect(try await gestionnaire(monde, 0).status == 201)
    let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
      for rang in 1..<5 { group.addTask { try await gestionnaire(monde, rang) } }
      return try await group.reduce(into: [Answer]()) { $0.append($1) }
    }
    #expect(answers.filter { $0.status == 201 }.count == 1)
    #expect(answers.filter { $0.code == "QUOTA_GESTIONNAIRES" }.count == 3)
  }

  @Test func `la même personne créée deux fois à la fois n'a qu'un compte (A-06)`() async throws {
    let monde = try await Scene.ouvrir("000", effectif: 30)
    async let premier = gestionnaire(monde, 0)
    async let second = gestionnaire(monde, 0)
    let answers = [try await premier, try await second]
    #expect(answers.map(\.status).sorted() == [201, 409])
    #expect(answers.contains { $0.code == "PERSONNE_DEJA_INSCRITE" })
  }

  @Test func `un compte inactivé rend sa place (C-25, T-057)`() async throws {
    let monde = try await Scene.ouvrir("000", effectif: 8)
    let (premier, _) = try await monde.gestionnaireActif(0)
    _ = try await monde.gestionnaireActif(1)
    #expect(try await gestionnaire(monde, 2).status == 409)
    #expect(try await monde.inactiver(monde.agent, premier, ["motif": "DEPART", "date_souhaitee": "2025-03-27"]).status == 200)
    #expect(try await gestionnaire(monde, 2).status == 201)
  }

  @Test func `en 004, un seul gestionnaire, et vingt-cinq techniciens sans tranche (C-08, C-12, T-058)`() async throws {
    let monde = try await Scene.ouvrir("004", effectif: 8)
    let gestionnaire = try await monde.gestionnaire()
    let refused = try await self.gestionnaire(monde, 1)
    #expect(refused.status == 409 && refused.code == "QUOTA_GESTIONNAIRES" && refused["regle"]?.string == "C-08" && refused["plafond"]?.int == 1)
    for rang in 0..<25 { #expect(try await gestionnaire.post("/v1/comptes", .object(monde.corpsTechnicien(rang))).status == 201) }
    let trop = try await gestionnaire.post("/v1/comptes", .object(monde.corpsTechnicien(25)))
    #expect(trop.status == 409 && trop.code == "QUOTA_TECHNICIENS" && trop["regle"]?.string == "C-12")
  }

  @Test func `en 002, cinq gestionnaires par unité (C-09, Q-07, T-060)`() async throws {
    let monde = try await Scene.ouvrir("002")
    for rang in 0..<5 { #expect(try await gestionnaire(monde, rang, unite: "UTAMS_NORD").status == 201) }
    let refused = try await gestionnaire(monde, 5, unite: "UTAMS_NORD")
    #expect(refused.status == 409 && refused.code == "QUOTA_GESTIONNAIRES" && refused["regle"]?.string == "C-09" && refused["comptes"]?.int == 5)
    #expect(try await gestionnaire(monde, 6, unite: "UTAMS_OUEST").status == 201)
  }

  @Test func `en 002, pas de plafond de techniciens (C-13, T-061)`() async throws {
    let monde = try await Scene.ouvrir("002")
    let (_, gestionnaire) = try await monde.gestionnaireActif(unite: "UTAMS_NORD")
    for rang in 0..<26 { #expect(try await gestionnaire.post("/v1/comptes", .object(monde.corpsTechnicien(rang))).status == 201) }
  }

  @Test func `le quota se compte par caisse, sur les accès (Q-43)`() async throws {
    let monde = try await Scene.ouvrir("000", effectif: 8)
    try monde.conventionnerAussi("CPAM-67")
    _ = try await monde.gestionnaireActif(0)
    _ = try await monde.gestionnaireActif(1)
    #expect(try await gestionnaire(monde, 2).status == 409)
    let autreAgent = try await Monde.agent(monde.server, "CPAM-67")
    #expect(try await autreAgent.post("/v1/comptes", .object(monde.corpsGestionnaire(2))).status == 201)
  }
}
