import API
import Bytes
import Contract
import Crypto
import Foundation
import JSON
import Postgres
import Testing

/// Reference data, rules, problems, the service's own state, and what every POST does under an Idempotency-Key.
@Suite struct ReferenceTests {
  private static let shared = Result { try TestServer() }
  private var server: TestServer { get throws { try Self.shared.get() } }

  @Test func `les 271 règles et les 74 décisions se lisent, se filtrent et se cherchent`() async throws {
    let all = try await server.client.get("/v1/regles?total=true&limite=200")
    #expect(all["total"] == 345 && all["elements"]?.array?.count == 200)
    #expect(try await server.client.get("/v1/regles?domaine=V&total=true")["total"] == 38)
    #expect(try await server.client.get("/v1/regles?domaine=C&nature=ENFORCE&recherche=quota&limite=5").status == 200)
    let next = try #require(all["suivant"]?.string)
    #expect(try await server.client.get(next)["elements"]?.array?.count == 145)
    let rule = try await server.client.get("/v1/regles/V-12")
    #expect(rule["titre"] == "Dénonciation avec préavis" && rule["sources"] == ["002 art. 9"], "\(rule.text)")
    #expect(try await server.client.get("/v1/regles/Q-06")["domaine"] == "Q")
  }

  @Test func `chaque problème du catalogue se lit, et chaque règle qu'il cite existe`() async throws {
    let problems = try await server.client.get("/v1/problemes")["elements"]?.array ?? []
    #expect(problems.count >= 89)
    for problem in problems.prefix(12) {
      #expect(try await server.client.get(problem["type"]?.string ?? "")["code"] == problem["code"])
    }
    var rules: Set<String> = []
    var next: String? = "/v1/regles?limite=200"
    while let path = next {
      let page = try await server.client.get(path)
      rules.formUnion(page["elements"]?.array?.compactMap { $0["id"]?.string } ?? [])
      next = page["suivant"]?.string
    }
    for problem in problems {
      for rule in problem["regles"]?.array ?? [] { #expect(rules.contains(rule.string ?? ""), "\(problem["code"]?.string ?? "")") }
    }
    #expect(try await server.client.get("/v1/problemes/INCONNU").status == 404)
  }

  @Test func `les caisses et les cinq modèles se lisent, avec leurs 98 paramètres (V-03, A-01)`() async throws {
    let agent = try await Monde.agent(server, "CPAM-57")
    let caisses = try await agent.get("/v1/caisses?total=true&recherche=moselle")
    #expect(caisses["total"] == 1, "\(caisses.text)")
    let id = caisses["elements"]?.array?.first?["id"]?.string ?? ""
    #expect(try await agent.get("/v1/caisses/\(id)")["calendrier_jours_ouvres"] == "ALSACE_MOSELLE")
    let modeles = try await agent.get("/v1/modeles-convention")["elements"]?.array ?? []
    #expect(modeles.map { $0["code"]?.string } == ["000", "001", "002", "003", "004"])
    for modele in modeles {
      let read = try await agent.get("/v1/modeles-convention/\(modele["code"]?.string ?? "")")
      #expect(read["parametres"]?.array?.count == 98)
    }
    #expect(try await agent.get("/v1/modeles-convention/999").status == 404)
  }

  @Test func `le service dit qu'il vit, qu'il est prêt, ce qu'il sait faire et ce qu'il a fait`() async throws {
    #expect(try await server.client.get("/health/live")["etat"] == "VIVANT")
    #expect(try await server.client.get("/health/ready")["etat"] == "PRET")
    #expect(try await server.client.get("/openapi.json")["openapi"] == "3.1.0")
    let metrics = try await server.client.get("/metrics")
    #expect(metrics.status == 200 && metrics.text.contains("ep_reponses_total{operation=\"vivacite\",statut=\"200\"}"))
    let head = try await server.client.send("HEAD", "/health/live", nil)
    #expect(head.status == 200 && head.text.isEmpty)
  }

  @Test func `un X-Request-Id sûr revient tel quel, un autre est remplacé`() async throws {
    #expect(try await server.client.get("/health/live", headers: ["X-Request-Id": "essai-1.2"]).headers["x-request-id"] == "essai-1.2")
    #expect(try await server.client.get("/health/live", headers: ["X-Request-Id": "deux mots"]).headers["x-request-id"] != "deux mots")
  }

  @Test(arguments: ContratTests.operations.filter(\.isIdempotent))
  func `une requête encore en cours sous la même clé répond 409`(_ operation: Contract.Operation) async throws {
    let role = ["AGENT_CAISSE", "TECHNICIEN", "GESTIONNAIRE", "ADMIN_NATIONAL"].first(where: operation.roles.contains) ?? "AGENT_CAISSE"
    let caller = try await Acteurs.shared.client(try ContratTests.server.get(), role, cgu: true)
    let database = try ContratTests.server.get().admin()
    let digest = hexText(sha256(Array((caller.token ?? "").utf8)))
    // Another transaction of the same account holds the key, as one that is being answered would.
    _ = try database.query(
      "select pg_advisory_lock(hashtextextended(compte_id::text || ' ' || $2, 0)) from session where jeton = decode($1, 'hex')",
      [digest, "cle-\(operation.id)"])
    let answer = try await caller.send(operation, Exemple.body(operation), headers: ["Idempotency-Key": "cle-\(operation.id)"])
    #expect(answer.status == 409 && answer.code == "IDEMPOTENCE_EN_COURS", "\(operation.id): \(answer.text)")
  }

  @Test func `une clé qui a répondu à un lien ne répond pas à un autre`() async throws {
    let monde = try await Monde.ouvrir(try TestServer(), "001")
    var ids: [String] = []
    for rang in 0..<2 { ids.append(try await monde.agent.post("/v1/comptes", .object(monde.corpsGestionnaire(rang)))["id"]?.string ?? "") }
    let key = ["Idempotency-Key": "renvoi"]
    #expect(try await monde.agent.sendRaw("POST", "/v1/comptes/\(ids[0])/activations", nil, headers: key).status == 201)
    let other = try await monde.agent.sendRaw("POST", "/v1/comptes/\(ids[1])/activations", nil, headers: key)
    #expect(other.status == 422 && other.code == "IDEMPOTENCE_AUTRE_CORPS", "\(other.text)")
  }

  @Test func `une réactivation sur une version périmée est refusée (Q-39)`() async throws {
    let monde = try await Monde.ouvrir(try TestServer(), "001")
    let manager = try await monde.gestionnaire()
    let id = try await manager.post("/v1/comptes", .object(monde.corpsTechnicien()))["id"]?.string ?? ""
    _ = try await Monde.activer(monde.server, id)
    #expect(try await manager.post("/v1/comptes/\(id)/inactivation", ["motif": "DEPART"]).status == 200)
    let stale = try await manager.delete("/v1/comptes/\(id)/inactivation", etag: "\"1\"")
    #expect(stale.status == 412 && stale.code == "VERSION_PERIMEE", "\(stale.text)")
  }
}
