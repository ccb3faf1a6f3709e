import API
import JSON
import Testing

/// A handover is of the caisse that decides it (C-32, C-34, C-56, Q-59).
@Suite struct PassationPartageeTests {
  private func remplacer(_ partage: Partage) async throws -> String {
    var body = partage.monde.corpsGestionnaire(1)
    body["remplace_id"] = .string(partage.id)
    return try await partage.monde.creer(partage.monde.agent, body)
  }

  @Test func `remplacé à une caisse, le gestionnaire partagé reste à l'autre (C-32, C-56)`() async throws {
    let partage = try await Partage()
    let monde = partage.monde
    let sien = try await monde.creer(partage.client, monde.corpsTechnicien(0))
    let entrant = try await remplacer(partage)
    _ = try await Monde.activer(monde.server, entrant)
    let reste = try await partage.autre.get("/v1/comptes/\(partage.id)")
    #expect(reste["etat"]?.string == "ACTIF" && reste["inactivation"] == .null, "\(reste.text)")
    #expect(try await partage.acces(partage.client) == ["CPAM-57": "FERME", "CPAM-67": "OUVERT"])
    let moi = try await partage.client.get("/v1/moi")["acces"]?.array?.first { $0["etat"]?.string == "FERME" }
    #expect(moi?["motif"]?.string == "ACCES_RETIRE")
    // The technicien works with both caisses: he stays with the one who does.
    #expect(try await monde.agent.get("/v1/comptes/\(sien)")["gestionnaire_id"]?.string == partage.id)
    #expect(try monde.evenements(partage.id).contains("COMPTE_ACCES_FERME"))
    // What 57 has closed is 57's to open again, under its quota.
    #expect(try await monde.reactiver(partage.autre, partage.id).code == "COMPTE_NON_INACTIF")
    #expect(try await partage.acces(partage.client)["CPAM-57"] == "FERME")
    #expect(try await monde.reactiver(monde.agent, partage.id).status == 200)
    #expect(try await partage.acces(partage.client) == ["CPAM-57": "OUVERT", "CPAM-67": "OUVERT"])
  }

  @Test func `le départ qui attend son remplaçant ne ferme que là où celui-ci arrive (C-34, C-56)`() async throws {
    let partage = try await Partage()
    let monde = partage.monde
    let entrant = try await monde.creer(monde.agent, monde.corpsGestionnaire(1))
    let prevu = try await monde.inactiver(monde.agent, partage.id, ["motif": "DEPART", "remplacant_id": .string(entrant)])
    #expect(prevu["etat"]?.string == "ACTIF" && prevu["inactivation"] != .null)
    _ = try await Monde.activer(monde.server, entrant)
    #expect(try await partage.acces(partage.client) == ["CPAM-57": "FERME", "CPAM-67": "OUVERT"])
    #expect(try await monde.agent.get("/v1/comptes/\(partage.id)")["inactivation"] == .null)
  }

  @Test func `remplacé partout, il part partout, et chaque caisse peut y revenir (C-56)`() async throws {
    let partage = try await Partage()
    let monde = partage.monde
    let entrant = try await remplacer(partage)
    #expect(try await partage.autre.post("/v1/comptes", .object(monde.corpsGestionnaire(1)))["id"]?.string == entrant)
    _ = try await Monde.activer(monde.server, entrant)
    #expect(try await monde.agent.get("/v1/comptes/\(partage.id)")["etat"]?.string == "INACTIF")
    #expect(try await partage.client.get("/v1/moi").status == 401)
  }

  @Test func `sans autre caisse, la passation est à celle qui l'a décidée (Q-59)`() async throws {
    let monde = try await Scene.ouvrir("000", effectif: 30)
    let (sortant, _) = try await monde.gestionnaireActif()
    var body = monde.corpsGestionnaire(1)
    body["remplace_id"] = .string(sortant)
    _ = try await Monde.activer(monde.server, try await monde.creer(monde.agent, body))
    let lu = try monde.sql(
      "select c.code from compte k join caisse c on c.id = k.inactivation_caisse_id where k.id = $1::uuid and k.etat = 'INACTIF'", [sortant])
    #expect(lu == [["CPAM-57"]])
  }

  @Test func `la place que l'un rend à une caisse est celle de l'autre, pas davantage (C-10, C-56)`() async throws {
    let monde = try await Scene.ouvrir("000", effectif: 8)
    let (sortant, _) = try await monde.gestionnaireActif(0)
    _ = try await monde.gestionnaireActif(5)
    try await monde.habiliterAussi("CPAM-67")
    var body = monde.corpsGestionnaire(1)
    body["remplace_id"] = .string(sortant)
    _ = try await Monde.activer(monde.server, try await monde.creer(monde.agent, body))
    #expect(try await monde.agent.get("/v1/comptes/\(sortant)")["etat"]?.string == "ACTIF")
    #expect(try await monde.agent.post("/v1/comptes", .object(monde.corpsGestionnaire(2))).code == "QUOTA_GESTIONNAIRES")
    #expect(try await monde.reactiver(monde.agent, sortant).code == "QUOTA_GESTIONNAIRES")
  }

  @Test func `dernier gestionnaire d'une autre caisse, il ne part que d'ici (C-34)`() async throws {
    let partage = try await Partage()
    let monde = partage.monde
    let (successeur, chef) = try await monde.gestionnaireActif(3)
    let technicien = try await monde.creer(chef, monde.corpsTechnicien(0))
    _ = try monde.sql("update compte set gestionnaire_id = $2::uuid where id = $1::uuid", [technicien, partage.id])
    let ferme = try await monde.inactiver(monde.agent, partage.id, ["motif": "DEPART"])
    #expect(ferme.status == 200 && ferme["etat"]?.string == "ACTIF" && ferme["inactivation"] == .null, "\(ferme.text)")
    #expect(try await partage.acces(partage.client) == ["CPAM-57": "FERME", "CPAM-67": "OUVERT"])
    #expect(try await monde.agent.get("/v1/comptes/\(technicien)")["gestionnaire_id"]?.string == successeur)
    #expect(try monde.evenements(partage.id).contains("CAISSES_AVERTIES"))
    // What 67 alone keeps open is not 57's to close, but for a matter of security.
    #expect(try await monde.inactiver(monde.agent, partage.id, ["motif": "DEPART"]).code == "COMPTE_NON_ACTIF")
    #expect(try await monde.inactiver(partage.autre, partage.id, ["motif": "DEPART"]).code == "DERNIER_GESTIONNAIRE")
    #expect(try await monde.inactiver(monde.agent, partage.id, ["motif": "VOL"])["etat"]?.string == "INACTIF")
  }

  @Test func `qui n'est le dernier nulle part part partout (C-34, C-39)`() async throws {
    let partage = try await Partage()
    let monde = partage.monde
    _ = try await monde.gestionnaireActif(3)
    #expect(try await partage.autre.post("/v1/comptes", .object(monde.corpsGestionnaire(3))).status == 201)
    #expect(try await monde.inactiver(monde.agent, partage.id, ["motif": "DEPART"])["etat"]?.string == "INACTIF")
  }

  @Test func `à un jour prévu, l'autre caisse trouve d'abord quelqu'un (C-34, C-35)`() async throws {
    let monde = try await Scene.ouvrir("002")
    let (partage, _) = try await monde.gestionnaireActif(0, unite: "UTAMS_NORD")
    _ = try await monde.gestionnaireActif(1, unite: "UTAMS_NORD")
    try monde.conventionnerAussi("CPAM-57")
    let autre = try await Monde.agent(monde.server, "CPAM-57")
    #expect(try await autre.post("/v1/comptes", .object(monde.corpsGestionnaire(0, unite: "UTAMS_NORD"))).status == 201)
    let refused = try await monde.inactiver(monde.agent, partage, ["motif": "DEPART"])
    #expect(refused.status == 409 && refused.code == "DERNIER_GESTIONNAIRE" && refused["regle"]?.string == "C-34", "\(refused.text)")
    let ferme = try await monde.inactiver(monde.agent, partage, ["motif": "DEPART_IMMEDIAT"])
    #expect(ferme["etat"]?.string == "ACTIF", "\(ferme.text)")
  }
}
