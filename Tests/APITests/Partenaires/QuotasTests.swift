import Foundation
import JSON
import Testing

/// GET /v1/partenaires/{id}/quotas.
@Suite(.serialized) struct QuotasTests {
  /// `GESTIONNAIRE 0/2 C-06`: counted, limit (`∞` when there is none, `?` when unknown), rule.
  private func lignes(_ answer: Answer) -> [String] {
    answer.elements.map { ligne in
      let plafond = ligne["illimite"] == true ? "∞" : ligne["plafond"]?.int.map(String.init) ?? "?"
      return "\(ligne["profil"]?.string ?? "") \(ligne["comptes"]?.int ?? -1)/\(plafond) \(ligne["regle"]?.string ?? "")"
    }
  }

  @Test(
    arguments: [
      ("CPAM-57", "000", 1, ["GESTIONNAIRE 0/2 C-06", "TECHNICIEN 0/5 C-11"]),
      ("CPAM-57", "000", 10, ["GESTIONNAIRE 0/2 C-06", "TECHNICIEN 0/5 C-11"]),
      ("CPAM-57", "000", 11, ["GESTIONNAIRE 0/3 C-06", "TECHNICIEN 0/15 C-11"]),
      ("CPAM-57", "000", 25, ["GESTIONNAIRE 0/3 C-06", "TECHNICIEN 0/15 C-11"]),
      ("CPAM-57", "000", 26, ["GESTIONNAIRE 0/5 C-06", "TECHNICIEN 0/25 C-11"]),
      ("CPAM-57", "000", nil, ["GESTIONNAIRE 0/? Q-06", "TECHNICIEN 0/? Q-06"]),
      ("CPAM-82", "004", 8, ["GESTIONNAIRE 0/1 C-08", "TECHNICIEN 0/25 C-12"]),
      ("CPAM-82", "004", nil, ["GESTIONNAIRE 0/1 C-08", "TECHNICIEN 0/25 C-12"]),
    ] as [(String, String, Int?, [String])])
  func `le modèle et l'effectif donnent les plafonds (C-06, C-08, C-11, C-12, Q-06)`(
    caisse: String, modele: String, effectif: Int?, attendues: [String]
  ) async throws {
    let dossier = try await Dossier.ouvrir(try TestServer(), caisse: caisse) { if let effectif { $0["effectif"] = .number(JSONNumber(effectif)) } }
    _ = try await dossier.bundle(modele: modele, le: "2024-10-21")
    let answer = try await dossier.agent.get("/v1/partenaires/\(dossier.partenaire)/quotas")
    #expect(lignes(answer) == attendues, "\(answer.text)")
    #expect(answer.elements.allSatisfy { $0["effectif"]?.int == effectif && $0["unite_id"] == .null && $0["depassement"] == false })
    #expect(answer.elements.allSatisfy { $0["disponibles"] == $0["plafond"] })
  }

  @Test func `le Bas-Rhin compte les gestionnaires par unité et ne plafonne pas les techniciens (C-09, C-13, Q-07)`() async throws {
    let server = try TestServer()
    let monde = try await Monde.ouvrir(server, "002")
    let nord = try await monde.gestionnaire(unite: "UTAMS_NORD")
    _ = try await monde.technicien(nord, unite: "UTAMS_NORD")
    for personne in [monde.agent, nord] {
      let answer = try await personne.get("/v1/partenaires/\(monde.partenaire)/quotas")
      #expect(lignes(answer).count == 6 && lignes(answer).last == "TECHNICIEN 1/∞ C-13", "\(answer.text)")
      let ligne = answer.elements.first { $0["unite_id"]?.string == monde.unites["UTAMS_NORD"] }
      #expect(ligne?["comptes"] == 1 && ligne?["plafond"] == 5 && ligne?["disponibles"] == 4 && ligne?["regle"] == "C-09")
      #expect(answer.elements.filter { $0["comptes"] == 0 && $0["plafond"] == 5 }.count == 4)
    }
  }

  @Test func `une baisse d'effectif ne coupe personne, elle montre le dépassement (C-25, C-54, T-054)`() async throws {
    let server = try TestServer()
    let monde = try await Monde.ouvrir(server, "000", effectif: 11)
    for rang in 0..<3 { #expect(try await monde.agent.post("/v1/comptes", .object(monde.corpsGestionnaire(rang))).status == 201) }
    let path = "/v1/partenaires/\(monde.partenaire)"
    let plein = try await monde.agent.get("\(path)/quotas").elements[0]
    #expect(plein["comptes"] == 3 && plein["disponibles"] == 0 && plein["depassement"] == false)
    _ = try await monde.agent.patch(path, ["effectif": 10], etag: "*")
    let depasse = try await monde.agent.get("\(path)/quotas").elements[0]
    #expect(depasse["comptes"] == 3 && depasse["plafond"] == 2 && depasse["disponibles"] == 0 && depasse["depassement"] == true)
    #expect(try await monde.agent.post("/v1/comptes", .object(monde.corpsGestionnaire(3))).code == "QUOTA_GESTIONNAIRES")
    _ = try await monde.agent.patch(path, ["effectif": 26], etag: "*")
    #expect(try await monde.agent.get("\(path)/quotas").elements[0]["disponibles"] == 2)
  }

  @Test func `chaque caisse compte ses accès (Q-43)`() async throws {
    let server = try TestServer()
    let monde = try await Monde.ouvrir(server, "000", effectif: 26)
    let gestionnaire = try await monde.gestionnaire()
    let dossier = Dossier(server: server, caisse: monde.caisse, agent: monde.agent, partenaire: monde.partenaire)
    try rattacher(dossier, "CPAM-60")
    let oise = dossier.vu(par: try await Monde.agent(server, "CPAM-60"))
    _ = try await oise.bundle(modele: "003", le: "2024-10-21")
    let path = "/v1/partenaires/\(monde.partenaire)/quotas"
    #expect(lignes(try await monde.agent.get(path)) == ["GESTIONNAIRE 1/5 C-06", "TECHNICIEN 0/25 C-11"])
    #expect(lignes(try await oise.agent.get(path)) == ["GESTIONNAIRE 0/5 C-06", "TECHNICIEN 0/25 C-11"])
    #expect(try await gestionnaire.get(path).elements.count == 4)
  }

  @Test func `sans convention, aucun quota (C-06)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    #expect(try await dossier.agent.get("/v1/partenaires/\(dossier.partenaire)/quotas").elements == [])
  }
}
