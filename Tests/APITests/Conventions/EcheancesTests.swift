import Foundation
import JSON
import Testing

/// GET /v1/conventions/{id}/echeances.
@Suite(.serialized) struct EcheancesTests {
  private func dates(_ answer: Answer) -> [String: String] {
    Dictionary(answer.elements.map { ($0["code"]?.string ?? "", $0["date"]?.string ?? "-") }) { first, _ in first }
  }

  @Test func `l'échéancier du Bas-Rhin donne fin, dénonciation et questionnaire (V-35, V-12, B-06)`() async throws {
    let server = try TestServer()
    server.move(to: "2024-10-21T09:00:00+02:00")
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-67")
    let unique = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    let answer = try await dossier.agent.get("/v1/conventions/\(unique)/echeances")
    let dates = dates(answer)
    #expect(dates["DATE_EFFET"] == "2024-10-21" && dates["FIN_PERIODE"] == "2025-10-20", "\(answer.text)")
    #expect(dates["LIMITE_DENONCIATION"] == "2025-08-21" && dates["QUESTIONNAIRE_DEBUT"] == "2024-12-01")
    let limite = answer.elements.first { $0["code"] == "LIMITE_DENONCIATION" }
    #expect(limite?["regle"] == "V-12" && limite?["sources"] == ["002 art. 9"] && limite?["atteinte"] == false)
    #expect(answer["suivant"] == .null)
  }

  @Test(arguments: [("2025-08-20", false), ("2025-08-21", true), ("2025-08-22", true)])
  func `une échéance est atteinte le jour venu (V-35)`(jour: String, atteinte: Bool) async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-67")
    let unique = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    let answer = try await dossier.a("\(jour)T12:00:00+02:00").agent.get("/v1/conventions/\(unique)/echeances")
    #expect(answer.elements.first { $0["code"] == "LIMITE_DENONCIATION" }?["atteinte"]?.bool == atteinte, "\(answer.text)")
  }

  @Test func `les dates connues vont dans l'ordre, les inconnues à la fin (V-35)`() async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-13")
    let metier = try await dossier.creer("METIER", modele: "001")
    let aSigner = try await dossier.agent.get("/v1/conventions/\(metier)/echeances")
    #expect(aSigner.elements.contains { $0["date"] == .null } && aSigner.elements.allSatisfy { $0["atteinte"] == false }, "\(aSigner.text)")
    for partie in ["CAISSE", "PARTENAIRE"] { _ = try await dossier.signer(metier, partie, le: "2024-07-10") }
    let signee = try await dossier.agent.get("/v1/conventions/\(metier)/echeances")
    let keys = signee.elements.map { "\($0["date"]?.string ?? "9999") \($0["code"]?.string ?? "")" }
    #expect(keys.count > 5 && keys == keys.sorted(), "\(keys)")
  }

  @Test func `le gestionnaire lit l'échéancier, le technicien non, une autre caisse ne le voit pas (A-02, R-34)`() async throws {
    let server = try TestServer()
    let monde = try await Monde.ouvrir(server, "000")
    let path = "/v1/conventions/\(try #require(monde.conventions["METIER"]))/echeances"
    let gestionnaire = try await monde.gestionnaire()
    #expect(try await gestionnaire.get(path).status == 200)
    #expect(try await monde.technicien(gestionnaire).get(path).code == "ROLE_INSUFFISANT")
    #expect(try await Monde.agent(server, "CPAM-57", role: "DIRECTION_CAISSE").get(path).status == 200)
    #expect(try await Monde.agent(server, "CPAM-60").get(path).code == "RESSOURCE_INTROUVABLE")
  }
}
