import API
import JSON
import Testing

/// A closing stands until its author lifts it, whatever the others have closed before or since (C-43, C-45, Q-39, Q-59).
@Suite struct FermeturesAjouteesTests {
  private func connecter(_ monde: Monde, _ compte: Answer) async throws -> Int {
    try await monde.server.client.post(
      "/v1/sessions", ["identifiant": compte["identifiant"] ?? .null, "mot_de_passe": .string(Monde.motDePasse)]
    ).status
  }

  @Test(arguments: ["PERTE", "VOL", "FRAUDE"])
  func `le vol appris après le départ s'enregistre, et l'ancien mot de passe n'ouvre plus (C-43, C-45)`(_ motif: String) async throws {
    let monde = try await Scene.ouvrir("000")
    let (_, chef) = try await monde.gestionnaireActif()
    let (id, _) = try await monde.technicienActif(chef)
    #expect(try await monde.inactiver(chef, id, ["motif": "DEPART"]).status == 200)
    let vole = try await monde.inactiver(chef, id, ["motif": .string(motif)])
    #expect(vole.status == 200 && vole["etat"]?.string == "INACTIF" && vole["inactivation"]?["motif"]?.string == motif, "\(vole.text)")
    let encore = try await monde.inactiver(chef, id, ["motif": .string(motif)])
    #expect(encore.status == 409 && encore.code == "COMPTE_NON_ACTIF" && encore["regle"]?.string == "Q-59", "\(encore.text)")
    let back = try await monde.reactiver(chef, id)
    #expect(back["etat"]?.string == "EN_ATTENTE_ACTIVATION", "\(back.text)")
    #expect(try await connecter(monde, back) == 401)
    _ = try await Monde.activer(monde.server, id)
  }

  @Test func `un autre motif que de sécurité ne s'ajoute pas à un compte fermé (C-52)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let (_, chef) = try await monde.gestionnaireActif()
    let (id, _) = try await monde.technicienActif(chef)
    for motif in ["DEPART", "AUTRE"] { _ = try await monde.inactiver(chef, id, ["motif": .string(motif)]) }
    let refused = try await monde.inactiver(chef, id, ["motif": "DEPART_IMMEDIAT"])
    #expect(refused.status == 409 && refused.code == "COMPTE_NON_ACTIF" && refused["etat"]?.string == "INACTIF")
  }

  @Test(arguments: ["VOL", "USAGE_NON_CONFORME"])
  func `ce que la caisse ajoute au départ, le gestionnaire ne le lève pas (Q-39)`(_ motif: String) async throws {
    let monde = try await Scene.ouvrir("000")
    let (_, chef) = try await monde.gestionnaireActif()
    let (id, _) = try await monde.technicienActif(chef)
    #expect(try await monde.inactiver(chef, id, ["motif": "DEPART"]).status == 200)
    let ajoutee = try await monde.inactiver(monde.agent, id, ["motif": .string(motif)])
    #expect(ajoutee.status == 200 && ajoutee["etat"]?.string == "INACTIF", "\(ajoutee.text)")
    let suppression = ajoutee["inactivation"]?["suppression_le"]
    // The departure is lifted; what the caisse has closed keeps the account closed, and is now what shows.
    let reste = try await monde.reactiver(chef, id)
    #expect(reste.status == 200 && reste["etat"]?.string == "INACTIF" && reste["inactivation"]?["motif"]?.string == motif, "\(reste.text)")
    #expect(reste["inactivation"]?["suppression_le"] == suppression)
    #expect(try await monde.reactiver(chef, id).code == "REACTIVATION_INTERDITE")
    #expect(try await monde.reactiver(monde.agent, id)["etat"]?.string == (motif == "VOL" ? "EN_ATTENTE_ACTIVATION" : "ACTIF"))
  }

  @Test func `la caisse lève ce qu'elle a ajouté ; le départ demeure (Q-39)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let (_, chef) = try await monde.gestionnaireActif()
    let (id, _) = try await monde.technicienActif(chef)
    #expect(try await monde.inactiver(chef, id, ["motif": "DEPART"]).status == 200)
    #expect(try await monde.inactiver(monde.agent, id, ["motif": "VOL"]).status == 200)
    let reste = try await monde.reactiver(monde.agent, id)
    #expect(reste["etat"]?.string == "INACTIF" && reste["inactivation"]?["motif"]?.string == "DEPART", "\(reste.text)")
    #expect(try await monde.reactiver(monde.agent, id).status == 403)
    #expect(try await monde.reactiver(chef, id)["etat"]?.string == "EN_ATTENTE_ACTIVATION")
  }

  @Test func `deux caisses ferment pour fraude : le compte revient quand les deux ont levé (C-45, Q-59)`() async throws {
    for premiere in [0, 1] {
      let partage = try await Partage()
      let monde = partage.monde
      let agents = [monde.agent, partage.autre]
      let ferme = try await monde.inactiver(agents[0], partage.id, ["motif": "FRAUDE"])
      #expect(ferme["etat"]?.string == "INACTIF")
      let ajoutee = try await monde.inactiver(agents[1], partage.id, ["motif": "FRAUDE"])
      #expect(ajoutee.status == 200 && ajoutee["etat"]?.string == "INACTIF", "\(ajoutee.text)")
      #expect(try await monde.inactiver(agents[1], partage.id, ["motif": "PERTE"]).code == "COMPTE_NON_ACTIF")
      #expect(try await monde.reactiver(agents[premiere], partage.id)["etat"]?.string == "INACTIF")
      #expect(try await monde.reactiver(agents[premiere], partage.id).code == "REACTIVATION_INTERDITE")
      #expect(try await monde.agent.post("/v1/comptes", .object(monde.corpsGestionnaire(0))).code == "PERSONNE_EXCLUE")
      let back = try await monde.reactiver(agents[1 - premiere], partage.id)
      #expect(back["etat"]?.string == "EN_ATTENTE_ACTIVATION" && back["inactivation"] == .null, "\(back.text)")
      #expect(try await connecter(monde, back) == 401)
    }
  }

  @Test func `la fraude d'une caisse survit au retour qu'une autre accorde après un départ (C-45, Q-59)`() async throws {
    let partage = try await Partage()
    let monde = partage.monde
    _ = try await monde.gestionnaireActif(3)
    #expect(try await monde.inactiver(partage.autre, partage.id, ["motif": "DEPART_IMMEDIAT"]).code == "DERNIER_GESTIONNAIRE")
    let second = try await monde.creer(partage.autre, monde.corpsGestionnaire(4))
    _ = try await Monde.activer(monde.server, second)
    #expect(try await monde.inactiver(partage.autre, partage.id, ["motif": "DEPART_IMMEDIAT"])["etat"]?.string == "INACTIF")
    #expect(try await monde.inactiver(monde.agent, partage.id, ["motif": "FRAUDE"]).status == 200)
    let reste = try await monde.reactiver(partage.autre, partage.id)
    #expect(reste["etat"]?.string == "INACTIF" && reste["inactivation"]?["motif"]?.string == "FRAUDE", "\(reste.text)")
    #expect(try await monde.reactiver(partage.autre, partage.id).code == "REACTIVATION_INTERDITE")
    #expect(try await monde.reactiver(monde.agent, partage.id)["etat"]?.string == "EN_ATTENTE_ACTIVATION")
  }
}
