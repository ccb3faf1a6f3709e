import Foundation
import JSON
import Testing

/// GET /v1/conventions/{id}/designations.
@Suite(.serialized) struct DesignationsTests {
  private func manquantes(_ answer: Answer) -> [String] {
    answer.elements.filter { $0["est_faite"] == false }.map { "\($0["partie"]?.string ?? "") \($0["role"]?.string ?? "")" }
  }

  @Test func `chaque partie doit un référent et un DPO, le partenaire un gestionnaire : ce qui manque se lit (A-11, A-12, P-13)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer(), caisse: "CPAM-67")
    let unique = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    let path = "/v1/conventions/\(unique)/designations"
    let avant = try await dossier.agent.get(path)
    #expect(
      manquantes(avant) == ["CAISSE REFERENT", "PARTENAIRE REFERENT", "CAISSE DPO", "PARTENAIRE DPO", "PARTENAIRE GESTIONNAIRE"], "\(avant.text)")
    #expect(avant.elements.first?["sources"] != [])
    for (role, partie) in [("REFERENT", "PARTENAIRE"), ("DPO", "CAISSE"), ("GESTIONNAIRE", "PARTENAIRE")] {
      let contact = try await dossier.agent.post(
        "/v1/partenaires/\(dossier.partenaire)/contacts",
        ["role": .string(role), "partie": .string(partie), "nom": "ARBOGAST", "prenom": "Lise", "email": "contact@cea.example"])
      #expect(contact.status == 201, "\(contact.text)")
    }
    #expect(manquantes(try await dossier.agent.get(path)) == ["CAISSE REFERENT", "PARTENAIRE DPO"])
  }

  @Test func `sans annexe fournie, aucun DPO n'est attendu ; un compte de gestionnaire vaut désignation (A-11, P-13)`() async throws {
    let monde = try await Monde.ouvrir(try TestServer(), "000")
    let metier = try await monde.agent.get("/v1/conventions/\(try #require(monde.conventions["METIER"]))/designations")
    #expect(!metier.elements.contains { $0["role"] == "DPO" || $0["role"] == "GESTIONNAIRE" }, "\(metier.text)")
    let path = "/v1/conventions/\(try #require(monde.conventions["UTILISATION"]))/designations"
    #expect(manquantes(try await monde.agent.get(path)) == ["PARTENAIRE GESTIONNAIRE"])
    let gestionnaire = try await monde.gestionnaire()
    #expect(manquantes(try await gestionnaire.get(path)) == [])
    #expect(try await Monde.agent(monde.server, "CPAM-60").get(path).code == "RESSOURCE_INTROUVABLE")
  }
}
