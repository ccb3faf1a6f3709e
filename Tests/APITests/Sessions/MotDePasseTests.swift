import API
import Domain
import Foundation
import JSON
import Postgres
import Testing

/// The password, chosen and renewed by its holder (C-18, C-19).
@Suite struct MotDePasseTests {
  private static let nouveau = "quatre barques sous la pluie"

  private func changer(_ client: TestClient, _ ancien: String, _ nouveau: String) async throws -> Answer {
    try await client.put("/v1/moi/mot-de-passe", ["ancien": .string(ancien), "nouveau": .string(nouveau)])
  }

  private func identifiant(_ client: TestClient) async throws -> String {
    try await client.get("/v1/moi")["compte"]?["identifiant"]?.string ?? ""
  }

  private func connecter(_ server: TestServer, _ identifiant: String, _ motDePasse: String) async throws -> Answer {
    try await server.client.post("/v1/sessions", ["identifiant": .string(identifiant), "mot_de_passe": .string(motDePasse)])
  }

  @Test func `changer son mot de passe ferme ses autres sessions et garde celle-ci (C-19)`() async throws {
    let server = try Scene.partagee
    let client = try await Monde.agent(server, "CPAM-57")
    let identifiant = try await identifiant(client)
    let autre = try await Monde.connecter(server, identifiant)
    let voisin = try await Monde.agent(server, "CPAM-57")
    #expect(try await changer(client, Monde.motDePasse, Self.nouveau).status == 204)
    #expect(try await client.get("/v1/moi").status == 200)
    #expect(try await autre.get("/v1/moi").status == 401)
    #expect(try await voisin.get("/v1/moi").status == 200)
    #expect(try await connecter(server, identifiant, Monde.motDePasse).status == 401)
    #expect(try await connecter(server, identifiant, Self.nouveau).status == 201)
  }

  @Test func `le mot de passe actuel doit être le bon (C-19)`() async throws {
    let client = try await Monde.agent(try Scene.partagee, "CPAM-57")
    let refused = try await changer(client, "ce n'est pas celui-là", Self.nouveau)
    #expect(refused.status == 422 && refused.code == "MOT_DE_PASSE_ACTUEL_FAUX" && refused.pointers == ["/ancien"])
  }

  @Test(arguments: [
    ("quatorze carac", "MOT_DE_PASSE_FAIBLE", "C-18"), (Monde.motDePasse, "MOT_DE_PASSE_FAIBLE", "C-19"),
    ("!qaz2wsx#edc4rfv", "MOT_DE_PASSE_COURANT", "C-18"), ("!QAZ2WSX#edc4rfv", "MOT_DE_PASSE_COURANT", "C-18"),
  ])
  func `un nouveau mot de passe court, inchangé ou courant est refusé (C-18, C-19)`(_ nouveau: String, _ code: String, _ regle: String) async throws {
    let client = try await Monde.agent(try Scene.partagee, "CPAM-57")
    let refused = try await changer(client, Monde.motDePasse, nouveau)
    #expect(refused.status == 422 && refused.code == code && refused["regle"]?.string == regle && refused.pointers == ["/nouveau"], "\(refused.text)")
    #expect(!refused.text.contains(nouveau))
  }

  @Test func `un mot de passe ne contient pas l'identifiant, quinze caractères suffisent (C-18)`() async throws {
    let client = try await Monde.agent(try Scene.partagee, "CPAM-57")
    let identifiant = try await identifiant(client)
    let refused = try await changer(client, Monde.motDePasse, "xyz \(identifiant.lowercased()) xyz")
    #expect(refused.status == 422 && refused.code == "MOT_DE_PASSE_FAIBLE")
    #expect(try await changer(client, Monde.motDePasse, "quinze caractèr").status == 204)
  }

  @Test func `le mot de passe se renouvelle au bout de 180 jours, pas la veille (C-19, Q-46)`() async throws {
    let server = try TestServer(at: Instant(rfc3339: "2025-01-01T10:00:00+01:00")!)
    let client = try await Monde.agent(server, "CPAM-57")
    let identifiant = try await identifiant(client)
    #expect(try await client.get("/v1/moi")["mot_de_passe_expire_le"]?.string == "2025-06-30")
    server.move(to: "2025-06-29T23:59:59+02:00")
    let veille = try await Monde.connecter(server, identifiant)
    #expect(try await veille.get("/v1/comptes").status == 200)
    // The same session, past midnight.
    server.move(to: "2025-06-30T00:00:00+02:00")
    let refused = try await veille.get("/v1/comptes")
    #expect(refused.status == 403 && refused.code == "MOT_DE_PASSE_EXPIRE" && refused["regle"]?.string == "C-19")
    let session = try await connecter(server, identifiant, Monde.motDePasse)
    #expect(session["actions_requises"] == ["CHANGER_MOT_DE_PASSE"])
    #expect(try await veille.get("/v1/moi")["actions_requises"] == ["CHANGER_MOT_DE_PASSE"])
    #expect(try await changer(veille, Monde.motDePasse, Self.nouveau).status == 204)
    #expect(try await veille.get("/v1/comptes").status == 200)
    #expect(try await veille.get("/v1/moi")["mot_de_passe_expire_le"]?.string == "2025-12-27")
  }

  @Test func `essayer des mots de passe actuels est freiné comme la connexion (X-12)`() async throws {
    let server = try TestServer()
    let client = try await Monde.agent(server, "CPAM-57")
    for _ in 0..<10 { #expect(try await changer(client, "pas le bon mot de passe", Self.nouveau).status == 422) }
    let refused = try await changer(client, Monde.motDePasse, Self.nouveau)
    #expect(refused.status == 429 && refused.headers["retry-after"] == "1")
    server.horloge.figer(server.horloge.maintenant.ajoutant(secondes: 1))
    #expect(try await changer(client, Monde.motDePasse, Self.nouveau).status == 204)
  }

  @Test func `deux changements à la fois : un seul passe`() async throws {
    let server = try TestServer()
    let client = try await Monde.agent(server, "CPAM-57")
    let identifiant = try await identifiant(client)
    let autre = try await Monde.connecter(server, identifiant)
    async let premier = changer(client, Monde.motDePasse, Self.nouveau)
    async let second = changer(autre, Monde.motDePasse, "trois vélos contre un mur blanc")
    let statuses = [try await premier.status, try await second.status].sorted()
    #expect(statuses == [204, 401] || statuses == [204, 422], "\(statuses)")
  }

  @Test func `le changement est tracé et annoncé par courriel, sans le mot de passe (C-19, C-58)`() async throws {
    let server = try Scene.partagee
    let client = try await Monde.agent(server, "CPAM-57")
    let id = try await client.get("/v1/moi")["compte"]?["id"]?.string ?? ""
    #expect(try await changer(client, Monde.motDePasse, Self.nouveau).status == 204)
    let admin = try server.admin()
    #expect(try admin.query("select 1 from evenement where objet_id = $1::uuid and code = 'MOT_DE_PASSE_CHANGE'", [id]).count == 1)
    let message = try admin.query("select donnees::text from notification where compte_id = $1::uuid and modele = 'MOT_DE_PASSE_CHANGE'", [id])
    #expect(message.count == 1 && message[0][0]?.contains("pluie") == false)
  }
}
