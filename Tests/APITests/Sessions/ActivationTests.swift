import API
import Bytes
import Crypto
import Domain
import Foundation
import JSON
import Testing

/// The activation of an account by its single-use link (C-17, C-18, C-55, V-38).
@Suite struct ActivationTests {
  private func activer(_ server: TestServer, _ jeton: String, _ motDePasse: String = Monde.motDePasse) async throws -> Answer {
    try await server.client.post("/v1/activations", ["jeton": .string(jeton), "mot_de_passe": .string(motDePasse)])
  }

  @Test func `le titulaire active son compte en créant son mot de passe (C-17, C-18)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let id = try await monde.creer(monde.agent, monde.corpsGestionnaire())
    let active = try await activer(monde.server, try Monde.lien(monde.server, id))
    #expect(active.status == 200 && active.headers["cache-control"] == "no-store")
    #expect(active["compte_id"]?.string == id && active["role"]?.string == "GESTIONNAIRE")
    let lu = try await monde.agent.get("/v1/comptes/\(id)")
    #expect(lu["etat"]?.string == "ACTIF" && lu["active_le"]?.string == "2025-03-12T08:00:00Z" && lu["version"]?.int == 2)
    #expect(lu["identifiant"] == active["identifiant"])
  }

  @Test func `un lien ne sert qu'une fois (C-18)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let id = try await monde.creer(monde.agent, monde.corpsGestionnaire())
    let lien = try Monde.lien(monde.server, id)
    #expect(try await activer(monde.server, lien).status == 200)
    let again = try await activer(monde.server, lien, "un tout autre mot de passe")
    #expect(again.status == 409 && again.code == "LIEN_UTILISE")
    let identifiant = try await monde.agent.get("/v1/comptes/\(id)")["identifiant"]?.string ?? ""
    #expect(
      try await monde.server.client.post("/v1/sessions", ["identifiant": .string(identifiant), "mot_de_passe": "un tout autre mot de passe"]).status
        == 401)
  }

  @Test func `deux activations à la fois : une seule pose le mot de passe (C-18)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let id = try await monde.creer(monde.agent, monde.corpsGestionnaire())
    let lien = try Monde.lien(monde.server, id)
    async let premier = activer(monde.server, lien)
    async let second = activer(monde.server, lien, "un tout autre mot de passe")
    #expect([try await premier.status, try await second.status].sorted() == [200, 409])
  }

  @Test func `un lien forgé, tronqué ou d'une autre clé est inconnu (C-17)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let id = try await monde.creer(monde.agent, monde.corpsGestionnaire())
    let lien = try Monde.lien(monde.server, id)
    let activation = String(lien.prefix(36))
    let autreCle = ActivationLink.token(id: activation, key: [UInt8](repeating: 8, count: 32))
    for forged in [String(lien.dropLast()), activation, autreCle, "\(activation).", "x", "\(lien).\(lien)".prefix(128).description] {
      let refused = try await activer(monde.server, forged)
      #expect(refused.status == 404 && refused.code == "LIEN_INCONNU", "\(forged): \(refused.text)")
    }
    #expect(try await activer(monde.server, lien).status == 200)
  }

  @Test func `un lien vaut sept jours, pas un instant de plus (C-17)`() async throws {
    for (instant, status) in [("2025-03-19T07:59:59Z", 200), ("2025-03-19T08:00:00Z", 409)] {
      let server = try TestServer()
      let id = try AgentFixture.create(server, "AGENT_CAISSE")
      server.move(to: instant)
      let answer = try await activer(server, try Monde.lien(server, id))
      #expect(answer.status == status)
      if status == 409 { #expect(answer.code == "LIEN_EXPIRE") }
    }
  }

  @Test func `un nouveau lien tue le précédent (C-17, C-18)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let id = try await monde.creer(monde.agent, monde.corpsGestionnaire())
    let ancien = try Monde.lien(monde.server, id)
    let renvoye = try await monde.agent.send("POST", "/v1/comptes/\(id)/activations", nil)
    #expect(renvoye.status == 201 && renvoye["compte_id"]?.string == id && renvoye["expire_le"]?.string == "2025-03-19T08:00:00Z")
    #expect(renvoye.headers["location"] == "/v1/comptes/\(id)")
    let refused = try await activer(monde.server, ancien)
    #expect(refused.status == 404 && refused.code == "LIEN_INCONNU")
    #expect(try await activer(monde.server, try Monde.lien(monde.server, id)).status == 200)
    let inutile = try await monde.agent.send("POST", "/v1/comptes/\(id)/activations", nil)
    #expect(inutile.status == 409 && inutile.code == "COMPTE_DEJA_ACTIF" && inutile["etat"]?.string == "ACTIF")
  }

  @Test(arguments: [("treize caract", "MOT_DE_PASSE_FAIBLE"), ("!qaz2wsx#edc4rfv", "MOT_DE_PASSE_COURANT")])
  func `un mot de passe court ou courant est refusé, et le lien sert encore (C-18)`(_ motDePasse: String, _ code: String) async throws {
    let server = try Scene.partagee
    let id = try AgentFixture.create(server, "AGENT_CAISSE")
    let lien = try Monde.lien(server, id)
    let refused = try await activer(server, lien, motDePasse)
    #expect(refused.status == 422 && refused.code == code && refused.pointers == ["/mot_de_passe"] && !refused.text.contains(motDePasse))
    #expect(try await activer(server, lien).status == 200)
  }

  @Test func `en 002, une unité s'active au jour de son ouverture, pas la veille (C-55, P-06, T-063)`() async throws {
    // Signed 2024-06-03: EMS Nord opens two months later.
    let server = try TestServer(at: Instant(rfc3339: "2024-08-01T09:00:00+02:00")!)
    let monde = try await Scene.ouvrir("002", sur: server)
    let id = try await monde.creer(monde.agent, monde.corpsGestionnaire(unite: "UTAMS_EMS_NORD"))
    server.move(to: "2024-08-02T23:59:59+02:00")
    let lien = try Monde.lien(server, id)
    let refused = try await activer(server, lien)
    #expect(refused.status == 409 && refused.code == "UNITE_NON_OUVERTE" && refused["ouvre_le"]?.string == "2024-08-03")
    server.move(to: "2024-08-03T00:00:00+02:00")
    #expect(try await activer(server, lien).status == 200)
  }

  @Test func `en 002, une unité d'essai s'active avant la signature, une autre ne se crée pas (V-38, Q-48, T-065)`() async throws {
    let server = try TestServer(at: Instant(rfc3339: "2024-05-01T09:00:00+02:00")!)
    let monde = try await Scene.ouvrir("002", sur: server, signed: false)
    let (_, ouest) = try await monde.gestionnaireActif(unite: "UTAMS_OUEST")
    #expect(try await ouest.get("/v1/moi")["acces"]?.array?.first?["etat"]?.string == "OUVERT")
    let nord = try await monde.agent.post("/v1/comptes", .object(monde.corpsGestionnaire(1, unite: "UTAMS_NORD")))
    #expect(nord.status == 409 && nord.code == "CONVENTION_NON_EN_VIGUEUR" && nord["regle"]?.string == "C-02")
  }

  @Test func `l'activation d'un compte inactivé entre-temps est refusée (C-52)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let id = try await monde.creer(monde.agent, monde.corpsGestionnaire())
    let lien = try Monde.lien(monde.server, id)
    #expect(try await monde.inactiver(monde.agent, id, ["motif": "AUTRE"]).status == 200)
    let refused = try await activer(monde.server, lien)
    #expect(refused.status == 409 && refused.code == "LIEN_EXPIRE")
  }
}
