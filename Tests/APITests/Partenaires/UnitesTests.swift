import API
import Foundation
import JSON
import Testing

/// GET and POST /v1/partenaires/{id}/unites.
@Suite(.serialized) struct UnitesTests {
  private let unites: JSONValue = [
    ["code": "UTAMS_OUEST", "libelle": "Ouest", "ouverture": "AVANT_SIGNATURE"],
    ["code": "UTAMS_NORD", "libelle": "Nord", "ouverture": "A_LA_SIGNATURE"],
    ["code": "EMS_NORD", "libelle": "EMS Nord", "ouverture": "APRES_SIGNATURE", "decalage_mois": 2],
    ["code": "EMS_SUD", "libelle": "EMS Sud", "ouverture": "APRES_SIGNATURE", "decalage_mois": 4],
  ]

  private func ouvertures(_ dossier: Dossier) async throws -> [String] {
    try await dossier.agent.get("/v1/partenaires/\(dossier.partenaire)/unites").elements.map {
      "\($0["code"]?.string ?? "") \($0["ouvre_le"]?.string ?? "-")"
    }
  }

  @Test func `le jour d'ouverture se compte depuis la signature (P-06, V-38)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer(), caisse: "CPAM-67") { $0["unites"] = unites }
    #expect(try await ouvertures(dossier) == ["EMS_NORD -", "EMS_SUD -", "UTAMS_NORD -", "UTAMS_OUEST -"])
    _ = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-12-31")
    #expect(
      try await ouvertures(dossier) == ["EMS_NORD 2025-02-28", "EMS_SUD 2025-04-30", "UTAMS_NORD 2024-12-31", "UTAMS_OUEST -"])
  }

  @Test func `l'agent ajoute une unité (P-05)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer(), caisse: "CPAM-67") { $0["unites"] = unites }
    _ = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    let path = "/v1/partenaires/\(dossier.partenaire)/unites"
    let body: JSONValue = ["code": "UTAMS_SUD", "libelle": "Unité territoriale Sud", "ouverture": "APRES_SIGNATURE", "decalage_mois": 2]
    let created = try await dossier.agent.post(path, body)
    #expect(created.status == 201 && created.headers["location"] == path, "\(created.text)")
    #expect(created["ouvre_le"] == "2024-12-21" && created["gestionnaires"] == ["comptes": 0, "plafond": 5])
    #expect(try await dossier.agent.get(path).elements.contains(created.json))
    let pris = try await dossier.agent.post(path, body)
    #expect(pris.status == 409 && pris.code == "CODE_UNITE_DEJA_PRIS" && pris["regle"] == "P-05", "\(pris.text)")
    #expect(try dossier.journal(try #require(created["id"]?.string)) == ["UNITE_CREEE"])
  }

  @Test(
    arguments: [
      (["code": "A1", "libelle": "A", "ouverture": "APRES_SIGNATURE"], "OUVERTURE_INCOHERENTE", "/decalage_mois"),
      (["code": "A1", "libelle": "A", "ouverture": "AVANT_SIGNATURE", "decalage_mois": 1], "OUVERTURE_INCOHERENTE", "/decalage_mois"),
      (["code": "A1", "libelle": "A", "ouverture": "APRES_SIGNATURE", "decalage_mois": 0], "CORPS_INVALIDE", "/decalage_mois"),
      (["code": "A1", "libelle": "A", "ouverture": "APRES_SIGNATURE", "decalage_mois": 61], "CORPS_INVALIDE", "/decalage_mois"),
      (["code": "a1", "libelle": "A", "ouverture": "A_LA_SIGNATURE"], "CORPS_INVALIDE", "/code"),
      (["code": "A1", "libelle": "1 84 12 76 451 089 46", "ouverture": "A_LA_SIGNATURE"], "NIR_INTERDIT", "/libelle"),
    ] as [(JSONValue, String, String)])
  func `une unité incohérente est refusée (P-05, P-06, V-38)`(body: JSONValue, code: String, pointeur: String) async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let refus = try await dossier.agent.post("/v1/partenaires/\(dossier.partenaire)/unites", body)
    #expect(refus.status == 422 && refus.code == code && refus.pointers == [pointeur], "\(refus.text)")
  }

  @Test func `un partenaire a cinquante unités au plus, même à plusieurs mains (P-05)`() async throws {
    let cinquante = (1...48).map { JSONValue.object(["code": "U\($0)", "libelle": "Unité", "ouverture": "A_LA_SIGNATURE"]) }
    let dossier = try await Dossier.ouvrir(try TestServer { $0.loops = 2 }) { $0["unites"] = .array(cinquante) }
    let path = "/v1/partenaires/\(dossier.partenaire)/unites"
    let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
      for rang in 49...53 {
        group.addTask { try await dossier.agent.post(path, ["code": .string("U\(rang)"), "libelle": "Unité", "ouverture": "A_LA_SIGNATURE"]) }
      }
      return try await group.reduce(into: [Answer]()) { $0.append($1) }
    }
    #expect(answers.map(\.status).sorted() == [201, 201, 409, 409, 409])
    #expect(answers.filter { $0.status == 409 }.allSatisfy { $0.code == "UNITES_TROP_NOMBREUSES" })
    #expect(try await dossier.agent.get(path).elements.count == 50)
  }

  @Test func `le nombre de gestionnaires d'une unité est le même pour tous ceux qui la voient (C-09, C-25)`() async throws {
    let server = try TestServer()
    let monde = try await Monde.ouvrir(server, "002")
    let nord = try await monde.gestionnaire(0, unite: "UTAMS_NORD")
    _ = try await monde.gestionnaire(1, unite: "UTAMS_OUEST")
    let technicien = try await monde.technicien(nord, unite: "UTAMS_NORD")
    for personne in [monde.agent, nord, technicien] {
      let unites = try await personne.get("/v1/partenaires/\(monde.partenaire)/unites").elements
      let comptes = Dictionary(unites.map { ($0["code"]?.string ?? "", $0["gestionnaires"]) }) { first, _ in first }
      #expect(comptes["UTAMS_NORD"] == ["comptes": 1, "plafond": 5] && comptes["UTAMS_OUEST"] == ["comptes": 1, "plafond": 5])
      #expect(comptes["UTAMS_EMS_SUD"] == ["comptes": 0, "plafond": 5])
    }
  }

  @Test func `sans plafond par unité, aucun n'est montré (C-06, C-09)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer()) { $0["unites"] = unites }
    _ = try await dossier.bundle(le: "2024-10-21")
    let lues = try await dossier.agent.get("/v1/partenaires/\(dossier.partenaire)/unites").elements
    #expect(lues.count == 4 && lues.allSatisfy { $0["gestionnaires"] == ["comptes": 0, "plafond": nil] })
  }

  @Test func `avant la signature, seule l'unité d'essai reçoit un compte (V-38, T-065)`() async throws {
    let server = try TestServer()
    let monde = try await Monde.ouvrir(server, "002", signed: false)
    let essai = try await monde.agent.post("/v1/comptes", .object(monde.corpsGestionnaire(0, unite: "UTAMS_OUEST")))
    #expect(essai.status == 201, "\(essai.text)")
    let nord = try await monde.agent.post("/v1/comptes", .object(monde.corpsGestionnaire(1, unite: "UTAMS_NORD")))
    #expect(nord.status == 409 && nord.code == "CONVENTION_NON_EN_VIGUEUR", "\(nord.text)")
  }
}
