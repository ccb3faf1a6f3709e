import Foundation
import JSON
import Postgres
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

  @Test func `chaque date dit si le chiffre est de l'acte ou du projet, et de quelle mise en demeure (Q-03, C-49)`() async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-67")
    let unique = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    let answer = try await dossier.agent.get("/v1/conventions/\(unique)/echeances")
    func defaut(_ code: String) -> JSONValue? { answer.elements.first { $0["code"]?.string == code }?["est_defaut_projet"] }
    #expect(defaut("LIMITE_DENONCIATION") == false && defaut("REVUE_HABILITATIONS") == true, "\(answer.text)")
    #expect(answer.elements.allSatisfy { $0["mise_en_demeure_id"] == .null })
    let revue = answer.elements.first { $0["code"] == "REVUE_HABILITATIONS" }
    #expect(revue?["date"] == "2025-10-21" && revue?["sources"] == ["000/001U/003/004U art. 4.2", "002-A2 §4.2"])
  }

  @Test func `un échéancier se lit au jour demandé, à un siècle au plus (V-35)`() async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-67")
    let unique = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    func lire(_ au: String) async throws -> Answer { try await dossier.agent.get("/v1/conventions/\(unique)/echeances?au=\(au)") }
    let suivante = try await lire("2025-10-21")
    #expect(dates(suivante)["FIN_PERIODE"] == "2026-10-20" && dates(suivante)["REVUE_HABILITATIONS"] == "2025-10-21")
    #expect(suivante.elements.first { $0["code"] == "REVUE_HABILITATIONS" }?["atteinte"] == true)
    #expect(try await dates(lire("2025-10-20"))["FIN_PERIODE"] == "2025-10-20")
    for (jour, status) in [("2125-03-12", 200), ("2125-03-13", 400), ("1925-03-12", 200), ("1925-03-11", 400), ("2025-02-29", 400)] {
      let answer = try await lire(jour)
      #expect(answer.status == status && (status == 200 || answer.pointers == ["/query/au"]), "\(jour): \(answer.text)")
    }
  }

  @Test func `résiliée, elle montre la destruction des données et son attestation (R-24, Q-25)`() async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-67")
    let unique = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    _ = try server.admin().query(
      "insert into resiliation (convention_id, cause, effet_le, cree_le) values ($1::uuid, 'AMIABLE', '2025-03-31', now())", [unique])
    let dates = dates(try await dossier.agent.get("/v1/conventions/\(unique)/echeances"))
    #expect(dates["DERNIER_JOUR"] == "2025-03-31" && dates["FERMETURE_ACCES"] == "2025-04-01")
    #expect(dates["DESTRUCTION_DONNEES"] == "2025-04-01" && dates["ATTESTATION_DESTRUCTION"] == "2025-05-01" && dates["PERIODE_SUIVANTE"] == nil)
  }
}
