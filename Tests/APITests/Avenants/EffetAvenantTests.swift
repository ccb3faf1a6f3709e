import Foundation
import JSON
import Testing

/// What an amendment changes elsewhere: accounts, features and demandes read the parameters of the day (V-14).
@Suite(.serialized) struct EffetAvenantTests {
  private let veille = "2025-03-31T23:59:58+02:00"
  private let jour = "2025-04-01T00:00:00+02:00"

  private func utilisation(_ monde: Monde) throws -> String { try #require(monde.conventions["UTILISATION"]) }

  @Test func `un quota relevé ouvre des places le jour de l'effet, pas la veille (V-14, C-11, C-12)`() async throws {
    let server = try TestServer()
    var monde = try await Monde.ouvrir(server, "000", effectif: 10)
    let manager = try await monde.gestionnaireActif()
    let identifiant = try await monde.agent.get("/v1/comptes/\(manager.id)")["identifiant"]?.string ?? ""
    _ = try await monde.dossier.amender(
      utilisation(monde), [("techniciens.quota.tranches", [["min": 1, "max": nil, "quota": 6]]), ("techniciens.quota.max", 6)],
      le: "2025-03-12", effet: "2025-04-01")
    for rang in 0..<5 { _ = try await monde.creer(manager.client, monde.corpsTechnicien(rang)) }
    server.move(to: veille)
    var gestionnaire = try await Monde.connecter(server, identifiant)
    let avant = try await gestionnaire.post("/v1/comptes", .object(monde.corpsTechnicien(5)))
    #expect(avant.status == 409 && avant.code == "QUOTA_TECHNICIENS" && avant["plafond"] == 5, "\(avant.text)")
    #expect(try await plafond(gestionnaire, monde) == 5)
    server.move(to: jour)
    #expect(try await plafond(gestionnaire, monde) == 6)
    #expect(try await gestionnaire.post("/v1/comptes", .object(monde.corpsTechnicien(5))).status == 201)
    let plein = try await gestionnaire.post("/v1/comptes", .object(monde.corpsTechnicien(6)))
    #expect(plein.code == "QUOTA_TECHNICIENS" && plein["plafond"] == 6)
    // A later amendment brings it down: nobody is cut, nobody comes in.
    monde = Monde(
      server: server, acte: monde.acte, caisse: monde.caisse, agent: try await Monde.agent(server, monde.caisse), partenaire: monde.partenaire,
      conventions: monde.conventions)
    _ = try await monde.dossier.amender(utilisation(monde), [("techniciens.quota.max", 2)], le: "2025-04-01")
    gestionnaire = try await Monde.connecter(server, identifiant)
    #expect(try await plafond(gestionnaire, monde) == 2)
    #expect(try await gestionnaire.get("/v1/comptes?profil=TECHNICIEN&total=true")["total"] == 6)
  }

  private func plafond(_ client: TestClient, _ monde: Monde) async throws -> Int? {
    try await client.get("/v1/partenaires/\(monde.partenaire)/quotas").elements.first { $0["profil"] == "TECHNICIEN" }?["plafond"]?.int
  }

  @Test func `une fonctionnalité ouverte par avenant accepte les demandes le jour venu (V-14, D-08, D-33)`() async throws {
    let server = try TestServer()
    let monde = try await Monde.ouvrir(server, "004")
    let gestionnaire = try await monde.gestionnaire()
    let compte = try await monde.technicienActif(gestionnaire)
    let identifiant = try await monde.agent.get("/v1/comptes/\(compte.id)")["identifiant"]?.string ?? ""
    let acte = try utilisation(monde)
    _ = try await monde.dossier.amender(acte, [("fonctionnalites.CONTACT", true)], le: "2025-03-12", effet: "2025-04-01")
    let demande = Monde.corpsDemande("CONTACT", acte: "004")
    server.move(to: veille)
    let technicien = try await Monde.connecter(server, identifiant)
    let fermee = try await technicien.post("/v1/demandes", demande)
    #expect(fermee.status == 409 && fermee.code == "FONCTIONNALITE_INACTIVE", "\(fermee.text)")
    #expect(try await contact(technicien) == false)
    server.move(to: jour)
    #expect(try await technicien.post("/v1/demandes", demande).status == 201)
    #expect(try await contact(technicien) == true)
    #expect(try await origine(technicien, acte) == "true MODELE")
    // The caisse's own switch still has the last word.
    let agent = try await Monde.agent(server, monde.caisse)
    _ = try await agent.put("/v1/conventions/\(acte)/fonctionnalites/CONTACT", ["active": false], etag: "*")
    #expect(try await technicien.post("/v1/demandes", demande).code == "FONCTIONNALITE_INACTIVE")
    #expect(try await origine(technicien, acte) == "false CAISSE")
  }

  private func contact(_ client: TestClient) async throws -> Bool? {
    let acces = try await client.get("/v1/moi")["acces"]?.array?.first
    return acces?["fonctionnalites"]?.array?.first { $0["code"] == "CONTACT" }?["active"]?.bool
  }

  private func origine(_ client: TestClient, _ acte: String) async throws -> String {
    let lignes = try await client.get("/v1/conventions/\(acte)")["fonctionnalites"]?.array
    let ligne = lignes?.first { $0["code"] == "CONTACT" }
    return "\(ligne?["active"]?.bool ?? false) \(ligne?["origine"]?.string ?? "")"
  }

  @Test func `un avenant que le partenaire n'a pas signé n'ouvre rien (V-14, T-031)`() async throws {
    let monde = try await Monde.ouvrir(try TestServer(), "004")
    let technicien = try await monde.technicien(try await monde.gestionnaire())
    let propose = try await monde.dossier.proposer(utilisation(monde), [("fonctionnalites.CONTACT", true)])
    _ = try await monde.dossier.signerAvenant(try #require(propose["id"]?.string), "CAISSE", le: "2025-03-12")
    #expect(try await technicien.post("/v1/demandes", Monde.corpsDemande("CONTACT", acte: "004")).code == "FONCTIONNALITE_INACTIVE")
  }

  @Test func `un avenant de la convention métier laisse le portail tel quel (V-14)`() async throws {
    let monde = try await Monde.ouvrir(try TestServer(), "004")
    let technicien = try await monde.technicien(try await monde.gestionnaire())
    _ = try await monde.dossier.amender(try #require(monde.conventions["METIER"]), [("fonctionnalites.CONTACT", true)], le: "2025-03-12")
    #expect(try await technicien.post("/v1/demandes", Monde.corpsDemande("CONTACT", acte: "004")).code == "FONCTIONNALITE_INACTIVE")
  }

  @Test(arguments: [(3, "2025-06-11", true), (3, "2025-06-12", false), (9, "2025-06-12", true)])
  func `le délai de suppression des comptes suit l'avenant (V-14, C-40)`(mois: Int, jour: String, visible: Bool) async throws {
    let server = try TestServer()
    let monde = try await Monde.ouvrir(server, "000", effectif: 10)
    let gestionnaire = try await monde.gestionnaire()
    let compte = try await monde.technicienActif(gestionnaire)
    _ = try await monde.dossier.amender(utilisation(monde), [("comptes.suppression_auto_mois", .number(JSONNumber(mois)))], le: "2025-03-12")
    #expect(try await monde.inactiver(gestionnaire, compte.id, ["motif": "DEPART"]).status == 200)
    server.move(to: "\(jour)T12:00:00+02:00")
    let agent = try await Monde.agent(server, monde.caisse)
    #expect(try await agent.get("/v1/comptes/\(compte.id)").status == (visible ? 200 : 404))
  }

  @Test(arguments: [("3", "2025-06-30", true), ("3", "2025-07-01", false), ("null", "2025-09-30", true), ("null", "2025-10-01", false)])
  func `il le suit aussi pour les comptes que ferme la fin de la convention (V-14, C-39, C-40, Q-10)`(
    mois: String, jour: String, visible: Bool
  ) async throws {
    let server = try TestServer()
    let monde = try await Monde.ouvrir(server, "000", effectif: 10)
    let compte = try await monde.gestionnaireActif()
    _ = try await monde.dossier.amender(
      utilisation(monde), [("comptes.suppression_auto_mois", mois == "null" ? nil : 3)], le: "2025-03-12")
    // Nothing terminates an act here: its last day is set by hand.
    _ = try monde.sql("update partenaire_caisse set dernier_jour = '2025-03-31' where partenaire_id = $1::uuid", [monde.partenaire])
    server.move(to: "\(jour)T12:00:00+02:00")
    let agent = try await Monde.agent(server, monde.caisse)
    #expect(try await agent.get("/v1/comptes/\(compte.id)").status == (visible ? 200 : 404))
  }
}
