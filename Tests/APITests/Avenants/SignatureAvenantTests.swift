import API
import Foundation
import JSON
import Testing

/// POST /v1/avenants/{id}/signatures, DELETE /v1/avenants/{id}.
@Suite(.serialized) struct SignatureAvenantTests {
  private func avenant(_ dossier: Dossier, modele: String = "001") async throws -> (convention: String, id: String) {
    let metier = try await dossier.conclure("METIER", modele: modele, le: "2024-10-21")
    let propose = try await dossier.proposer(metier, [("techniciens.quota.max", 30)])
    return (metier, try #require(propose["id"]?.string, "\(propose.text)"))
  }

  @Test func `une partie signe une fois, ni demain ni avant la convention (V-14)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let (_, id) = try await avenant(dossier)
    let demain = try await dossier.signerAvenant(id, "CAISSE", le: "2025-03-13")
    #expect(demain.status == 422 && demain.code == "DATE_FUTURE" && demain["derniere_date"] == "2025-03-12", "\(demain.text)")
    let avant = try await dossier.signerAvenant(id, "CAISSE", le: "2024-10-20")
    #expect(avant.status == 409 && avant.code == "CONVENTION_NON_EN_VIGUEUR")
    #expect(try await dossier.signerAvenant(id, "CAISSE", le: "2024-10-21").status == 201)
    let encore = try await dossier.signerAvenant(id, "CAISSE", le: "2025-03-12")
    #expect(encore.status == 409 && encore.code == "PARTIE_DEJA_SIGNATAIRE" && encore["date_signature"] == "2024-10-21")
    #expect(try await dossier.signerAvenant(id, "PARTENAIRE", le: "2025-03-12")["date_effet"] == "2025-03-12")
  }

  @Test func `le partenaire ne signe pas avant sa délibération (P-15)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let (_, id) = try await avenant(dossier)
    let tot = try await dossier.signerAvenant(id, "PARTENAIRE", le: "2025-03-09") { $0["deliberation"] = ["date": "2025-03-10"] }
    #expect(tot.status == 422 && tot.code == "DELIBERATION_POSTERIEURE" && tot["premiere_date"] == "2025-03-10", "\(tot.text)")
    let meme = try await dossier.signerAvenant(id, "PARTENAIRE", le: "2025-03-10") {
      $0["deliberation"] = ["date": "2025-03-10", "numero": "2025-3"]
    }
    #expect(meme.status == 201 && meme["signatures"]?.array?.first?["deliberation"]?["numero"] == "2025-3", "\(meme.text)")
  }

  @Test func `abandonné tant qu'une signature manque, il garde son numéro et ne se signe plus (V-14)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let (convention, id) = try await avenant(dossier)
    let signe = try await dossier.signerAvenant(id, "CAISSE", le: "2025-03-12")
    #expect(try await dossier.agent.delete("/v1/avenants/\(id)").code == "VERSION_REQUISE")
    #expect(try await dossier.agent.delete("/v1/avenants/\(id)", etag: "\"1\"").code == "VERSION_PERIMEE")
    #expect(try await dossier.agent.delete("/v1/avenants/\(id)", etag: signe.etag).status == 204)
    let abandonne = try await dossier.agent.get("/v1/avenants/\(id)")
    #expect(abandonne["etat"] == "ABANDONNE" && abandonne["abandonne_le"] != .null && abandonne.etag == "\"3\"", "\(abandonne.text)")
    let signer = try await dossier.signerAvenant(id, "PARTENAIRE", le: "2025-03-12")
    #expect(signer.status == 409 && signer.code == "AVENANT_ABANDONNE" && signer["regle"] == "V-14", "\(signer.text)")
    #expect(try await dossier.agent.delete("/v1/avenants/\(id)", etag: abandonne.etag).code == "AVENANT_ABANDONNE")
    #expect(try await dossier.proposer(convention, [("techniciens.quota.max", 30)])["numero"] == 2)
    #expect(try dossier.journal(convention).suffix(2) == ["AVENANT_ABANDONNE", "AVENANT_PROPOSE"])
  }

  @Test func `signé de tous, il ne s'abandonne plus (V-14)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let metier = try await dossier.conclure("METIER", modele: "001", le: "2024-10-21")
    let id = try await dossier.amender(metier, [("techniciens.quota.max", 30)], le: "2025-03-12", effet: "2025-06-01")
    let refused = try await dossier.agent.delete("/v1/avenants/\(id)", etag: "*")
    #expect(refused.status == 409 && refused.code == "AVENANT_DEJA_SIGNE" && refused["date_effet"] == "2025-06-01", "\(refused.text)")
    #expect(try await dossier.signerAvenant(id, "CAISSE", le: "2025-03-12").code == "PARTIE_DEJA_SIGNATAIRE")
  }

  @Test func `la liste va par numéro, page après page, et chacun la lit dans ses murs (A-02, R-34)`() async throws {
    let server = try TestServer()
    let monde = try await Monde.ouvrir(server, "000")
    let utilisation = try #require(monde.conventions["UTILISATION"])
    for max in [31, 32, 33] {
      #expect(try await monde.dossier.proposer(utilisation, [("techniciens.quota.max", .number(JSONNumber(max)))]).status == 201)
    }
    let gestionnaire = try await monde.gestionnaire()
    var numeros: [Int] = []
    var path: String? = "/v1/conventions/\(utilisation)/avenants?limite=2&total=true"
    while let next = path {
      let page = try await gestionnaire.get(next)
      #expect(page["total"] == 3)
      numeros += page.elements.compactMap { $0["numero"]?.int }
      path = page["suivant"]?.string
    }
    #expect(numeros == [1, 2, 3])
    let id = try #require(try await gestionnaire.get("/v1/conventions/\(utilisation)/avenants").elements.first?["id"]?.string)
    #expect(try await gestionnaire.get("/v1/avenants/\(id)")["numero"] == 1)
    let ailleurs = try await Monde.agent(server, "CPAM-60")
    #expect(try await ailleurs.get("/v1/conventions/\(utilisation)/avenants").code == "RESSOURCE_INTROUVABLE")
    #expect(try await ailleurs.get("/v1/avenants/\(id)").code == "RESSOURCE_INTROUVABLE")
    #expect(try await ailleurs.delete("/v1/avenants/\(id)", etag: "*").code == "RESSOURCE_INTROUVABLE")
    #expect(try await monde.dossier.vu(par: ailleurs).signerAvenant(id, "CAISSE", le: "2025-03-12").code == "RESSOURCE_INTROUVABLE")
    #expect(try await monde.agent.get("/v1/conventions/\(utilisation)/avenants?curseur=bm9u").code == "CURSEUR_INVALIDE")
  }

  @Test func `de deux agents au même instant, un seul l'emporte (V-14)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer { $0.loops = 2 })
    for _ in 0..<3 {
      let autre = try await dossier.autre()
      let (convention, id) = try await avenant(autre)
      let signatures = try await ensemble(4) { _ in try await autre.signerAvenant(id, "CAISSE", le: "2025-03-12") }
      #expect(signatures == ["201 "] + Array(repeating: "409 PARTIE_DEJA_SIGNATAIRE", count: 3))
      // The last signature against the abandonment: one of them finds the other's work.
      let finales = try await ensemble(2) {
        $0 == 0 ? try await autre.signerAvenant(id, "PARTENAIRE", le: "2025-03-12") : try await autre.agent.delete("/v1/avenants/\(id)", etag: "*")
      }
      #expect(finales == ["201 ", "409 AVENANT_DEJA_SIGNE"] || finales == ["204 ", "409 AVENANT_ABANDONNE"], "\(finales)")
      let numeros = try await ensemble(4) { _ in try await autre.proposer(convention, [("metier.duree_mois", 24)]) }
      #expect(numeros == Array(repeating: "201 ", count: 4))
      let liste = try await autre.agent.get("/v1/conventions/\(convention)/avenants")
      #expect(liste.elements.compactMap { $0["numero"]?.int } == [1, 2, 3, 4, 5])
    }
  }

  private func ensemble(_ nombre: Int, _ body: @escaping @Sendable (Int) async throws -> Answer) async throws -> [String] {
    try await withThrowingTaskGroup(of: Answer.self) { group in
      for index in 0..<nombre { group.addTask { try await body(index) } }
      return try await group.reduce(into: [String]()) { $0.append("\($1.status) \($1.code ?? "")") }.sorted()
    }
  }
}
