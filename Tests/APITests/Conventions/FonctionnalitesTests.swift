import Foundation
import JSON
import Testing

/// PUT /v1/conventions/{id}/fonctionnalites/{code}.
@Suite(.serialized) struct FonctionnalitesTests {
  private func etat(_ answer: Answer, _ code: String) -> String {
    let ligne = answer["fonctionnalites"]?.array?.first { $0["code"]?.string == code }
    return "\(ligne?["active"]?.bool == true ? "active" : "inactive") \(ligne?["origine"]?.string ?? "?")"
  }

  @Test func `la caisse désactive puis rend une fonctionnalité (D-08)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let utilisation = try await dossier.bundle(le: "2024-10-21").utilisation
    let lue = try await dossier.lire(utilisation)
    #expect(lue["fonctionnalites"]?.array?.count == 9 && etat(lue, "RENDEZ_VOUS") == "active MODELE")
    let path = "/v1/conventions/\(utilisation)/fonctionnalites/RENDEZ_VOUS"
    let coupee = try await dossier.agent.put(path, ["active": false], etag: lue.etag)
    #expect(coupee.status == 200 && etat(coupee, "RENDEZ_VOUS") == "inactive CAISSE" && etat(coupee, "CONTACT") == "active MODELE")
    #expect(coupee.etag != lue.etag && coupee["periode"] == lue["periode"])
    let rendue = try await dossier.agent.put(path, ["active": true], etag: coupee.etag)
    #expect(etat(rendue, "RENDEZ_VOUS") == "active CAISSE")
    #expect(try await dossier.lire(utilisation).text == rendue.text)
    #expect(try dossier.journal(utilisation).suffix(2) == ["FONCTIONNALITE_DESACTIVEE", "FONCTIONNALITE_ACTIVEE"])
  }

  @Test func `l'acte qui ne liste pas « Contacter » peut s'ouvrir par la caisse (Q-41, Q-42)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer(), caisse: "CPAM-82")
    let utilisation = try await dossier.bundle(modele: "004", le: "2023-09-04").utilisation
    let lue = try await dossier.lire(utilisation)
    #expect(etat(lue, "CONTACT") == "inactive MODELE")
    let ouverte = try await dossier.agent.put("/v1/conventions/\(utilisation)/fonctionnalites/CONTACT", ["active": true], etag: lue.etag)
    #expect(etat(ouverte, "CONTACT") == "active CAISSE", "\(ouverte.text)")
  }

  @Test func `une fonctionnalité inconnue reste inactive (D-09)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let (metier, utilisation) = try await dossier.bundle(le: "2024-10-21")
    let inconnue = try await dossier.agent.put("/v1/conventions/\(utilisation)/fonctionnalites/TELEPATHIE", ["active": true], etag: "*")
    #expect(inconnue.status == 422 && inconnue.code == "FONCTIONNALITE_INCONNUE" && inconnue["regle"] == "D-09", "\(inconnue.text)")
    // A core act opens no portal.
    #expect(try await dossier.lire(metier)["fonctionnalites"] == [])
    let metierSeul = try await dossier.agent.put("/v1/conventions/\(metier)/fonctionnalites/CONTACT", ["active": false], etag: "*")
    #expect(metierSeul.status == 422 && metierSeul.code == "FONCTIONNALITE_INCONNUE")
  }

  @Test func `le choix porte sur la version lue`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let utilisation = try await dossier.bundle(le: "2024-10-21").utilisation
    let path = "/v1/conventions/\(utilisation)/fonctionnalites/CONTACT"
    #expect(try await dossier.agent.put(path, ["active": false]).code == "VERSION_REQUISE")
    #expect(try await dossier.agent.put(path, ["active": false], etag: "\"1\"").code == "VERSION_PERIMEE")
    let lue = try await dossier.lire(utilisation)
    #expect(try await dossier.agent.put(path, ["active": false], etag: lue.etag).status == 200)
    #expect(try await dossier.agent.put(path, ["active": true], etag: lue.etag).code == "VERSION_PERIMEE")
    #expect(try await dossier.agent.put(path, ["active": "oui"], etag: "*").code == "CORPS_INVALIDE")
  }

  @Test func `seul l'agent de la caisse choisit (A-02)`() async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server)
    let utilisation = try await dossier.bundle(le: "2024-10-21").utilisation
    let path = "/v1/conventions/\(utilisation)/fonctionnalites/CONTACT"
    let direction = try await Monde.agent(server, "CPAM-57", role: "DIRECTION_CAISSE")
    #expect(try await direction.put(path, ["active": false], etag: "*").code == "ROLE_INSUFFISANT")
    let autre = try await Monde.agent(server, "CPAM-60")
    #expect(try await autre.put(path, ["active": false], etag: "*").code == "RESSOURCE_INTROUVABLE")
  }

  @Test func `une fonctionnalité coupée refuse les nouvelles demandes (D-08, Q-52, T-095)`() async throws {
    let server = try TestServer()
    let monde = try await Monde.ouvrir(server, "000")
    let technicien = try await monde.technicien(try await monde.gestionnaire())
    let body = Monde.corpsDemande("RENDEZ_VOUS", acte: "000")
    #expect(try await technicien.post("/v1/demandes", body).status == 201)
    let path = "/v1/conventions/\(try #require(monde.conventions["UTILISATION"]))/fonctionnalites/RENDEZ_VOUS"
    _ = try await monde.agent.put(path, ["active": false], etag: "*")
    #expect(try await technicien.post("/v1/demandes", body).code == "FONCTIONNALITE_INACTIVE")
    _ = try await monde.agent.put(path, ["active": true], etag: "*")
    #expect(try await technicien.post("/v1/demandes", body).status == 201)
  }
}
