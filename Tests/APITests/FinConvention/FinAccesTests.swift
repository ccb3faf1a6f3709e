import Foundation
import JSON
import Postgres
import Testing

/// What an end does to the accounts, on the clock of the caisse and without any job.
@Suite(.serialized) struct FinAccesTests {
  /// A technicien of act 001 whose acts end on 30 April 2025, as `resilier` decides it, and the eve's session.
  private func veille(_ nature: String, fuseau: String? = nil, a instant: String = "2025-04-30T23:50:00+02:00") async throws -> (Dossier, TestClient)
  {
    let server = try TestServer()
    if let fuseau { _ = try server.admin().query("update caisse set fuseau = $1", [fuseau]) }
    let monde = try await Monde.ouvrir(server, "001")
    let gestionnaire = try await monde.gestionnaire()
    let created = try await gestionnaire.post("/v1/comptes", .object(monde.corpsTechnicien()))
    let compte = try #require(created["id"]?.string, "\(created.text)")
    _ = try await Monde.activer(server, compte)
    let dossier = Dossier(server: server, caisse: monde.caisse, agent: monde.agent, partenaire: monde.partenaire)
    let resiliation = try await dossier.resilier(try #require(monde.conventions[nature]), accord: "2025-03-10", effet: "2025-04-30")
    try #require(resiliation.status == 201, "\(resiliation.text)")
    server.move(to: instant)
    let identifiant = try #require(
      try server.admin().query("select identifiant from secret_compte where compte_id = $1::uuid", [compte]).first?[0])
    return (dossier, try await Monde.connecter(server, identifiant))
  }

  private func deposer(_ technicien: TestClient) async throws -> Answer {
    try await technicien.post("/v1/demandes", Monde.corpsDemande("ETUDE_DOSSIER", acte: "001"))
  }

  @Test(arguments: ["METIER", "UTILISATION"])
  func `le dernier jour à 23:59 une demande est reçue, à 00:00 elle est refusée, sans qu'aucune tâche ait tourné (V-22, V-24, Q-08)`(
    nature: String
  ) async throws {
    let (dossier, technicien) = try await veille(nature)
    dossier.server.move(to: "2025-04-30T23:59:59+02:00")
    let soir = try await deposer(technicien)
    #expect(soir.status == 201, "\(soir.text)")
    dossier.server.move(to: "2025-05-01T00:00:00+02:00")
    // Its only caisse is gone: the account is inactive by the dates alone, though nothing has been written since the agreement.
    let minuit = try await deposer(technicien)
    #expect(minuit.status == 401 && minuit.code == "JETON_INVALIDE", "\(minuit.text)")
    let ecrits = try dossier.server.admin().query("select distinct etat from compte where partenaire_id = $1::uuid", [dossier.partenaire])
    #expect(ecrits == [["ACTIF"]])
    let demandes = try dossier.server.admin().query("select count(*)::text from demande where partenaire_id = $1::uuid", [dossier.partenaire])
    #expect(demandes == [["1"]])
  }

  @Test(arguments: [
    ("LA_REUNION", "2025-04-30T23:50:00+04:00", "2025-04-30T23:59:59+04:00", "2025-05-01T00:00:00+04:00"),
    ("GUADELOUPE", "2025-04-30T23:50:00-04:00", "2025-04-30T23:59:59-04:00", "2025-05-01T00:00:00-04:00"),
  ])
  func `outre-mer, le dernier jour finit à minuit de là-bas (V-24, Q-08)`(fuseau: String, veille: String, soir: String, minuit: String) async throws {
    let (dossier, technicien) = try await self.veille("METIER", fuseau: fuseau, a: veille)
    dossier.server.move(to: soir)
    let recue = try await deposer(technicien)
    #expect(recue.status == 201, "\(recue.text)")
    dossier.server.move(to: minuit)
    let refusee = try await deposer(technicien)
    #expect(refusee.status == 401 && refusee.code == "JETON_INVALIDE", "\(refusee.text)")
  }

  @Test func `une résiliation enregistrée après coup constate les comptes finis (V-24, C-39)`() async throws {
    let server = try TestServer()
    let monde = try await Monde.ouvrir(server, "001")
    let gestionnaire = try await monde.gestionnaire()
    let created = try await gestionnaire.post("/v1/comptes", .object(monde.corpsTechnicien()))
    let technicien = try await Monde.activer(server, try #require(created["id"]?.string))
    let dossier = Dossier(server: server, caisse: monde.caisse, agent: monde.agent, partenaire: monde.partenaire)
    #expect(try await dossier.resilier(try #require(monde.conventions["METIER"]), accord: "2025-03-10", effet: "2025-03-11").status == 201)
    // Sessions end with the accounts.
    for client in [gestionnaire, technicien] { #expect(try await client.get("/v1/moi").status == 401) }
    let comptes = try server.admin().query(
      "select etat, inactivation_effet_le::date::text from compte where partenaire_id = $1::uuid order by id", [monde.partenaire])
    #expect(comptes.count == 2 && comptes.allSatisfy { $0[0] == "INACTIF" }, "\(comptes)")
  }
}
