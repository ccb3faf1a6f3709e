import API
import Domain
import Foundation
import JSON
import Postgres
import Storage
import Testing

/// The accounts that only the command line creates (A-02, A-09, C-01, C-17).
@Suite struct AgentCreationTests {
  private func creer(
    role: String = "AGENT_CAISSE", caisse: String? = "CPAM-57", civilite: String = "MME", nom: String = "LORMIER",
    email: String = "\(UUID().uuidString.lowercased())@caisse.example"
  ) throws -> String {
    let server = try Scene.partagee
    return try AgentCreation.creer(
      try server.admin(), role: role, caisseCode: caisse, civilite: civilite, nom: nom, prenom: "Alix", email: email, a: server.horloge.maintenant)
  }

  @Test(arguments: [
    ("AGENT_CAISSE", "CPAM-57", "AGE"), ("DIRECTION_CAISSE", "CPAM-67", "DIR"), ("ADMIN_NATIONAL", nil, "ADM"), ("DPO", "CPAM-60", "DPO"),
  ])
  func `chaque rôle reçoit son compte, son lien et son message (A-02, A-09, C-17)`(_ role: String, _ caisse: String?, _ prefixe: String) async throws
  {
    let id = try creer(role: role, caisse: caisse)
    let admin = try Scene.partagee.admin()
    let compte = try admin.query("select role, identifiant, etat from compte where id = $1::uuid", [id])[0]
    #expect(compte[0] == role && compte[1]?.hasPrefix(prefixe) == true && compte[2] == "EN_ATTENTE_ACTIVATION")
    let message = try admin.query("select donnees->>'identifiant' from notification where compte_id = $1::uuid and modele = 'COMPTE_CREE'", [id])
    #expect(message.map { $0[0] } == [compte[1]])
    #expect(try admin.query("select acteur_role from evenement where objet_id = $1::uuid and code = 'COMPTE_CREE'", [id]) == [["SYSTEME"]])
    #expect(try await Monde.activer(try Scene.partagee, id).get("/v1/moi")["role"]?.string == role)
  }

  @Test func `ce qui ne va pas est dit, et rien n'est créé`() throws {
    let email = "double@caisse.example"
    _ = try creer(email: email)
    let before = try Scene.partagee.admin().query("select count(*) from compte where nom = 'REFUS'")
    #expect(throws: AgentCreation.Refus.role("TECHNICIEN")) { try creer(role: "TECHNICIEN", nom: "REFUS") }
    #expect(throws: AgentCreation.Refus.caisseRequise) { try creer(caisse: nil, nom: "REFUS") }
    #expect(throws: AgentCreation.Refus.caisseSansObjet) { try creer(role: "ADMIN_NATIONAL", nom: "REFUS") }
    #expect(throws: AgentCreation.Refus.caisseInconnue("CPAM-99")) { try creer(caisse: "CPAM-99", nom: "REFUS") }
    #expect(throws: AgentCreation.Refus.civilite("DR")) { try creer(civilite: "DR", nom: "REFUS") }
    #expect(throws: AgentCreation.Refus.nom) { try creer(nom: " ") }
    #expect(throws: AgentCreation.Refus.email) { try creer(nom: "REFUS", email: "x") }
    #expect(throws: AgentCreation.Refus.dejaInscrite) { try creer(nom: "REFUS", email: "Double@caisse.example") }
    #expect(try Scene.partagee.admin().query("select count(*) from compte where nom = 'REFUS'") == before)
  }
}
