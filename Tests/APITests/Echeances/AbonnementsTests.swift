import API
import Contract
import Domain
import Foundation
import JSON
import Postgres
import Testing

/// /v1/abonnements-calendrier.
@Suite(.serialized) struct AbonnementsTests {
  private static let corps: JSONValue = ["libelle": "Conventions"]

  @Test func `l'adresse est montrée une fois, seule son empreinte est gardée`() async throws {
    let server = try TestServer()
    let agent = try await Monde.agent(server, "CPAM-67")
    let cree = try await agent.post("/v1/abonnements-calendrier", ["libelle": "Dénonciations", "codes": ["LIMITE_DENONCIATION"]])
    #expect(cree.status == 201 && cree["horizon_mois"] == 12 && cree["codes"] == ["LIMITE_DENONCIATION"] && cree["lu_le"] == .null, "\(cree.text)")
    let jeton = String(try #require(cree["adresse"]?.string).suffix(43))
    #expect(cree["adresse"]?.string == "http://127.0.0.1:8080/v1/calendriers/\(jeton)" && cree.headers["location"] == "/v1/abonnements-calendrier")
    let liste = try await agent.get("/v1/abonnements-calendrier")
    #expect(liste.elements.count == 1 && liste.elements[0]["libelle"] == "Dénonciations" && !liste.text.contains(jeton))
    #expect(!(try server.contenu()).contains(jeton))
    #expect(
      try server.admin().query("select code from evenement where code like 'ABONNEMENT%'").compactMap { $0[0] } == ["ABONNEMENT_CALENDRIER_CREE"])
  }

  @Test func `deux abonnements n'ont pas la même adresse, même sous une clé de rejeu`() async throws {
    let agent = try await Monde.agent(try TestServer(), "CPAM-67")
    let cle = ["Idempotency-Key": "abonnement-1"]
    let adresses = [
      try await agent.post("/v1/abonnements-calendrier", Self.corps, headers: cle).chemin,
      try await agent.post("/v1/abonnements-calendrier", Self.corps, headers: cle).chemin,
    ]
    #expect(Set(adresses).count == 2 && !adresses.contains(""))
  }

  @Test(
    arguments: [
      (["libelle": "  "], "/libelle"), (["libelle": ""], "/libelle"), (["libelle": "a\nb"], "/libelle"),
      (["libelle": "a", "horizon_mois": 0], "/horizon_mois"),
      (["libelle": "a", "horizon_mois": 25], "/horizon_mois"), (["libelle": "a", "codes": []], "/codes"),
      (["libelle": "a", "codes": ["X"]], "/codes/0"),
      (["libelle": "a", "codes": ["COPIL", "COPIL"]], "/codes"), (["libelle": "1 85 05 78 006 084 91"], "/libelle"),
    ] as [(JSONValue, String)])
  func `un abonnement mal formé est refusé et désigné`(corps: JSONValue, pointeur: String) async throws {
    let answer = try await Monde.agent(try Scene.partagee, "CPAM-67").post("/v1/abonnements-calendrier", corps)
    #expect(answer.status == 422 && answer.pointers.allSatisfy { $0.hasPrefix(pointeur) } && !answer.pointers.isEmpty, "\(answer.text)")
  }

  @Test func `dix abonnements par compte, même demandés en même temps`() async throws {
    let server = try TestServer { $0.loops = 2 }
    let agent = try await Monde.agent(server, "CPAM-67")
    let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
      for _ in 0..<14 { group.addTask { try await agent.post("/v1/abonnements-calendrier", Self.corps) } }
      return try await group.reduce(into: [Answer]()) { $0.append($1) }
    }
    #expect(answers.count { $0.status == 201 } == 10)
    let refus = answers.filter { $0.status != 201 }
    #expect(refus.count == 4 && refus.allSatisfy { $0.code == "ABONNEMENTS_TROP_NOMBREUX" && $0["plafond"] == 10 && $0.status == 409 })
    let id = try #require(answers.first { $0.status == 201 }?["id"]?.string)
    #expect(try await agent.delete("/v1/abonnements-calendrier/\(id)").status == 204)
    #expect(try await agent.post("/v1/abonnements-calendrier", Self.corps).status == 201)
    #expect(try await Monde.agent(server, "CPAM-67").post("/v1/abonnements-calendrier", Self.corps).status == 201)
  }

  @Test func `chacun ne voit et ne supprime que les siens (R-34)`() async throws {
    let server = try TestServer()
    let (premier, second) = (try await Monde.agent(server, "CPAM-67"), try await Monde.agent(server, "CPAM-67"))
    let cree = try await premier.post("/v1/abonnements-calendrier", Self.corps)
    let chemin = "/v1/abonnements-calendrier/\(try #require(cree["id"]?.string))"
    #expect(try await second.get("/v1/abonnements-calendrier").elements.isEmpty)
    #expect(try await second.delete(chemin).code == "RESSOURCE_INTROUVABLE")
    #expect(try await server.client.get(cree.chemin).status == 200)
    #expect(try await premier.delete(chemin).status == 204)
    #expect(try await premier.delete(chemin).status == 404)
    #expect(try await premier.get("/v1/abonnements-calendrier").elements.isEmpty)
  }

  @Test func `le contrat énumère les échéances du domaine, toutes`() {
    let enumeration = Observations.shared.contract.operations.first { $0.id == "listerEcheancesDuPortefeuille" }
    let parametre = enumeration?.queryParameters.first { $0.name == "code" }
    for code in CodeEcheance.allCases {
      var erreurs: [FieldError] = []
      parametre?.schema.validate(.string(code.rawValue), into: &erreurs)
      #expect(parametre != nil && erreurs.isEmpty, "\(code)")
    }
  }
}
