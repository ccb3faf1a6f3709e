import API
import Bytes
import Crypto
import Domain
import Foundation
import JSON
import Postgres
import Testing

/// Failed sign-ins slow the next ones down, and lock nobody out.
@Suite struct TentativesTests {
  private func essayer(_ server: TestServer, _ identifiant: String, _ motDePasse: String = "pas le bon mot de passe") async throws -> Answer {
    try await server.client.post("/v1/sessions", ["identifiant": .string(identifiant), "mot_de_passe": .string(motDePasse)])
  }

  private func plus(_ server: TestServer, secondes: Int) { server.horloge.figer(server.horloge.maintenant.ajoutant(secondes: secondes)) }

  /// An activated account that has never signed in: its identifiant.
  private func active(_ server: TestServer) async throws -> String {
    let id = try AgentFixture.create(server, "AGENT_CAISSE")
    let active = try await server.client.post(
      "/v1/activations", ["jeton": .string(try Monde.lien(server, id)), "mot_de_passe": .string(Monde.motDePasse)])
    return active["identifiant"]?.string ?? ""
  }

  @Test func `cinq échecs sont libres, puis l'attente double jusqu'à trente secondes (X-12)`() async throws {
    let server = try TestServer()
    let identifiant = try await active(server)
    for _ in 0..<5 { #expect(try await essayer(server, identifiant).status == 401) }
    for attente in [1, 2, 4, 8, 16, 30, 30] {
      let refused = try await essayer(server, identifiant)
      #expect(refused.status == 429 && refused.code == "TROP_DE_TENTATIVES" && refused["regle"]?.string == "X-12")
      #expect(refused.headers["retry-after"] == "\(attente)")
      plus(server, secondes: attente)
      #expect(try await essayer(server, identifiant).status == 401)
    }
  }

  @Test func `une tentative refusée ne prolonge pas l'attente, et le bon mot de passe passe après elle (X-12)`() async throws {
    let server = try TestServer()
    let identifiant = try await active(server)
    for _ in 0..<6 { _ = try await essayer(server, identifiant) }
    #expect(try await essayer(server, identifiant, Monde.motDePasse).headers["retry-after"] == "1")
    for _ in 0..<3 { #expect(try await essayer(server, identifiant, Monde.motDePasse).status == 429) }
    plus(server, secondes: 1)
    #expect(try await essayer(server, identifiant, Monde.motDePasse).status == 201)
    for _ in 0..<5 { #expect(try await essayer(server, identifiant).status == 401) }
  }

  @Test func `un identifiant inconnu est freiné comme un autre (C-01, X-12)`() async throws {
    let server = try TestServer()
    for _ in 0..<5 { #expect(try await essayer(server, "TEC0000000Z").status == 401) }
    #expect(try await essayer(server, "TEC0000000Z").status == 429)
  }

  @Test func `les échecs s'oublient au bout d'un quart d'heure (X-12)`() async throws {
    let server = try TestServer()
    let identifiant = try await active(server)
    for _ in 0..<5 { _ = try await essayer(server, identifiant) }
    plus(server, secondes: 15 * 60)
    for _ in 0..<5 { #expect(try await essayer(server, identifiant).status == 401) }
    #expect(try await essayer(server, identifiant).status == 429)
  }

  @Test func `des tentatives simultanées comptent une à une (X-12)`() async throws {
    let server = try TestServer()
    let identifiant = try await active(server)
    let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<12 { group.addTask { try await essayer(server, identifiant).status } }
      return try await group.reduce(into: [Int]()) { $0.append($1) }
    }
    #expect(statuses.filter { $0 == 401 }.count == 5 && statuses.filter { $0 == 429 }.count == 7, "\(statuses)")
  }

  @Test func `les compteurs qui ne servent plus disparaissent`() async throws {
    let server = try TestServer()
    #expect(try await essayer(server, "TEC0000000Y").status == 401)
    plus(server, secondes: 91 * 24 * 3600)
    #expect(try await essayer(server, "TEC0000000W").status == 401)
    #expect(
      try server.admin().query("select count(*) from tentative where depuis < $1::timestamptz", [server.horloge.maintenant.description])[0][0] == "0")
  }
}
