import API
import Domain
import Foundation
import JSON
import Testing

/// A gestionnaire that replaces another (C-34, C-36, C-56).
@Suite struct PassationTests {
  @Test func `en 004, le remplaçant se prépare hors quota, et l'un part quand l'autre arrive (C-08, C-56, T-058)`() async throws {
    let monde = try await Scene.ouvrir("004")
    let (sortant, chef) = try await monde.gestionnaireActif()
    let (technicien, _) = try await monde.technicienActif(chef)
    var body = monde.corpsGestionnaire(1)
    body["remplace_id"] = .string(sortant)
    let entrant = try await monde.creer(monde.agent, body)
    #expect(try await monde.agent.get("/v1/comptes/\(entrant)")["remplace_id"]?.string == sortant)
    #expect(try await chef.get("/v1/moi").status == 200)
    _ = try await Monde.activer(monde.server, entrant)
    let parti = try await monde.agent.get("/v1/comptes/\(sortant)")
    #expect(parti["etat"]?.string == "INACTIF" && parti["inactivation"]?["remplacant_id"]?.string == entrant)
    #expect(try await monde.agent.get("/v1/comptes/\(entrant)")["etat"]?.string == "ACTIF")
    #expect(try await monde.agent.get("/v1/comptes/\(technicien)")["gestionnaire_id"]?.string == entrant)
    #expect(try await chef.get("/v1/moi").status == 401)
    // One active, as before: the quota is full again.
    #expect(try await monde.agent.post("/v1/comptes", .object(monde.corpsGestionnaire(2))).code == "QUOTA_GESTIONNAIRES")
  }

  @Test func `un même gestionnaire n'a qu'un remplaçant en attente (C-56)`() async throws {
    let monde = try await Scene.ouvrir("004")
    let (sortant, _) = try await monde.gestionnaireActif()
    var body = monde.corpsGestionnaire(1)
    body["remplace_id"] = .string(sortant)
    _ = try await monde.creer(monde.agent, body)
    body["email"] = .string("gestion2@\(body["email"]?.string?.split(separator: "@").last ?? "")")
    let refused = try await monde.agent.post("/v1/comptes", .object(body))
    #expect(refused.status == 422 && refused.code == "REFERENCE_INCONNUE" && refused.pointers == ["/remplace_id"])
  }

  @Test func `le départ demandé avec un remplaçant pas encore actif attend son activation (C-34, C-56)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let (sortant, chef) = try await monde.gestionnaireActif(0)
    let (technicien, _) = try await monde.technicienActif(chef)
    let entrant = try await monde.creer(monde.agent, monde.corpsGestionnaire(1))
    let planned = try await monde.inactiver(monde.agent, sortant, ["motif": "DEPART", "remplacant_id": .string(entrant)])
    #expect(planned.status == 200 && planned["etat"]?.string == "ACTIF" && planned["inactivation"]?["remplacant_id"]?.string == entrant)
    #expect(try await chef.get("/v1/moi").status == 200)
    _ = try await Monde.activer(monde.server, entrant)
    let parti = try await monde.agent.get("/v1/comptes/\(sortant)")
    #expect(parti["etat"]?.string == "INACTIF" && parti["inactivation"]?["motif"]?.string == "DEPART")
    #expect(try await monde.agent.get("/v1/comptes/\(technicien)")["gestionnaire_id"]?.string == entrant)
    #expect(try await chef.get("/v1/moi").status == 401)
  }

  @Test func `en 002, le remplaçant arrivé tôt ne chasse pas avant la date souhaitée (C-35, C-56)`() async throws {
    let server = try TestServer(at: Instant(rfc3339: "2025-01-10T10:00:00+01:00")!)
    let monde = try await Scene.ouvrir("002", sur: server)
    let (sortant, chef) = try await monde.gestionnaireActif(0, unite: "UTAMS_NORD")
    let entrant = try await monde.creer(monde.agent, monde.corpsGestionnaire(1, unite: "UTAMS_NORD"))
    let planned = try await monde.inactiver(
      monde.agent, sortant, ["motif": "DEPART", "date_souhaitee": "2025-01-25", "remplacant_id": .string(entrant)])
    #expect(planned["etat"]?.string == "ACTIF")
    // Until the replacement is there, the day alone changes nothing.
    server.move(to: "2025-01-10T12:00:00+01:00")
    _ = try await Monde.activer(server, entrant)
    #expect(try await monde.agent.get("/v1/comptes/\(sortant)")["etat"]?.string == "ACTIF")
    #expect(try await chef.get("/v1/moi").status == 200)
    server.move(to: "2025-01-24T23:59:59+01:00")
    let agent = try await Monde.agent(server, "CPAM-67")
    #expect(try await agent.get("/v1/comptes/\(sortant)")["etat"]?.string == "ACTIF")
    server.move(to: "2025-01-25T00:00:00+01:00")
    #expect(try await agent.get("/v1/comptes/\(sortant)")["etat"]?.string == "INACTIF")
  }

  @Test func `en 002, le jour passé sans remplaçant arrivé, le partant reste jusqu'à son arrivée (C-34, C-56)`() async throws {
    let server = try TestServer(at: Instant(rfc3339: "2025-01-10T10:00:00+01:00")!)
    let monde = try await Scene.ouvrir("002", sur: server)
    let (sortant, _) = try await monde.gestionnaireActif(0, unite: "UTAMS_NORD")
    let entrant = try await monde.creer(monde.agent, monde.corpsGestionnaire(1, unite: "UTAMS_NORD"))
    _ = try await monde.inactiver(
      monde.agent, sortant, ["motif": "DEPART", "date_souhaitee": "2025-01-25", "remplacant_id": .string(entrant)])
    server.move(to: "2025-01-28T10:00:00+01:00")
    let agent = try await Monde.agent(server, "CPAM-67")
    #expect(try await agent.get("/v1/comptes/\(sortant)")["etat"]?.string == "ACTIF")
    #expect(try await agent.send("POST", "/v1/comptes/\(entrant)/activations", nil).status == 201)
    _ = try await Monde.activer(server, entrant)
    let parti = try await agent.get("/v1/comptes/\(sortant)")
    #expect(parti["etat"]?.string == "INACTIF" && parti["inactivation"]?["effet_le"]?.string == "2025-01-28")
  }
}
