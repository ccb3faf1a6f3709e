import API
import Domain
import Foundation
import JSON
import Postgres
import Testing

/// Whatever happens to an account, and in whichever order: ACTIF means a password that opens, EN_ATTENTE_ACTIVATION a link that activates,
/// and what a thief may know opens nothing (C-17, C-18, Q-39, Q-59).
@Suite struct SequencesTests {
  private enum Acte: String, CaseIterable {
    case vol, fraudeParLaCaisse, depart, retour, activation
  }

  private static func suites(_ longueur: Int) -> [[Acte]] {
    longueur == 0 ? [[]] : suites(longueur - 1).flatMap { debut in Acte.allCases.map { debut + [$0] } }
  }

  /// One account, and what must be true of it after each step.
  private struct Sujet {
    let monde: Monde
    let tient: TestClient
    let id: String
    let base: AdminConnection

    func faire(_ acte: Acte) async throws {
      switch acte {
      case .vol: _ = try await monde.inactiver(tient, id, ["motif": "VOL"])
      case .fraudeParLaCaisse: _ = try await monde.inactiver(monde.agent, id, ["motif": "FRAUDE"])
      case .depart: _ = try await monde.inactiver(tient, id, ["motif": "DEPART"])
      case .retour:
        for client in [tient, monde.agent] where try await monde.reactiver(client, id, lecteur: tient).status == 200 { return }
      case .activation:
        _ = try await monde.server.client.post(
          "/v1/activations", ["jeton": .string(try Monde.lien(monde.server, id)), "mot_de_passe": .string(Monde.motDePasse)])
      }
    }

    /// State, password, live link.
    func lire() throws -> (etat: String, secret: Bool, lien: Bool) {
      let row = try base.query(
        """
        select k.etat, exists (select from secret_compte s where s.compte_id = k.id and s.empreinte <> '')::text,
          exists (select from activation a where a.compte_id = k.id and a.remplace_le is null and a.utilise_le is null)::text
        from compte k where k.id = $1::uuid
        """, [id])[0]
      return (row[0] ?? "", row[1] == "true", row[2] == "true")
    }

    func verifier(_ suite: [Acte], _ rang: Int) throws {
      let (etat, secret, lien) = try lire()
      let recit = suite.prefix(rang + 1).map(\.rawValue).joined(separator: ", ")
      switch etat {
      case "ACTIF": #expect(secret, "\(recit) : ACTIF sans mot de passe")
      case "EN_ATTENTE_ACTIVATION": #expect(!secret && lien, "\(recit) : en attente sans lien, ou avec un mot de passe")
      default: break
      }
      if [.vol, .fraudeParLaCaisse].contains(suite[rang]) { #expect(!secret && !lien, "\(recit) : ce qu'un voleur sait sert encore") }
    }
  }

  @Test func `après toute suite de quatre actes, un technicien a un mot de passe ou un lien (C-18, Q-59)`() async throws {
    let monde = try await Scene.ouvrir("000", sur: try TestServer())
    let chef = try await monde.gestionnaire()
    let base = try monde.server.admin()
    try base.run("select set_config('ep.role', 'SYSTEME', false)")
    for (rang, suite) in Self.suites(4).enumerated() {
      var body = monde.corpsTechnicien(rang)
      body["nom"] = .string("Sorbette \(rang)")
      let created = try await chef.post("/v1/comptes", .object(body))
      guard created.status == 201, let id = created["id"]?.string else { throw Monde.Inattendu(created) }
      let sujet = Sujet(monde: monde, tient: chef, id: id, base: base)
      try await sujet.faire(.activation)
      for pas in suite.indices {
        try await sujet.faire(suite[pas])
        try sujet.verifier(suite, pas)
      }
      _ = try base.query("update compte set etat = 'SUPPRIME' where id = $1::uuid", [id])
    }
  }

  @Test(arguments: suites(3))
  private func `une inactivation prévue dans la suite n'y change rien (C-35, Q-59)`(_ suite: [Acte]) async throws {
    let monde = try await Scene.ouvrir("002")
    let (id, _) = try await monde.gestionnaireActif(0, unite: "UTAMS_NORD")
    _ = try await monde.gestionnaireActif(1, unite: "UTAMS_NORD")
    let base = try monde.server.admin()
    try base.run("select set_config('ep.role', 'SYSTEME', false)")
    let sujet = Sujet(monde: monde, tient: monde.agent, id: id, base: base)
    try await sujet.faire(.depart)
    for pas in suite.indices {
      try await sujet.faire(suite[pas])
      try sujet.verifier(suite, pas)
    }
  }

  @Test func `le compte volé, rouvert, parti et rouvert attend son lien, et l'obtient (C-17, Q-59)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let (_, chef) = try await monde.gestionnaireActif()
    let (id, _) = try await monde.technicienActif(chef)
    for motif in ["VOL", "DEPART"] {
      #expect(try await monde.inactiver(chef, id, ["motif": .string(motif)]).status == 200)
      let back = try await monde.reactiver(chef, id)
      #expect(back["etat"]?.string == "EN_ATTENTE_ACTIVATION" && back["actions_requises"] == ["ACTIVER_COMPTE"], "\(motif) : \(back.text)")
    }
    #expect(try await chef.send("POST", "/v1/comptes/\(id)/activations", nil).status == 201)
    _ = try await Monde.activer(monde.server, id)
    #expect(try await chef.get("/v1/comptes/\(id)")["etat"]?.string == "ACTIF")
  }
}
