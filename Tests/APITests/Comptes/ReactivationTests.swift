import API
import Domain
import Foundation
import JSON
import Testing

/// The return of an inactive account, until it disappears (C-25, C-40, C-52, Q-39).
@Suite struct ReactivationTests {
  @Test func `qui l'a inactivé le réactive, et son mot de passe sert encore (Q-39)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let (_, gestionnaire) = try await monde.gestionnaireActif()
    let (technicien, client) = try await monde.technicienActif(gestionnaire)
    let identifiant = try await client.get("/v1/moi")["compte"]?["identifiant"]?.string ?? ""
    #expect(try await monde.inactiver(gestionnaire, technicien, ["motif": "AUTRE"]).status == 200)
    let back = try await monde.reactiver(gestionnaire, technicien)
    #expect(back.status == 200 && back["etat"]?.string == "ACTIF" && back["inactivation"] == .null)
    #expect(try await client.get("/v1/moi").status == 401)
    _ = try await Monde.connecter(monde.server, identifiant)
    #expect(try monde.evenements(technicien).contains("COMPTE_REACTIVE"))
  }

  @Test func `un gestionnaire ne rouvre pas ce que la caisse a fermé (Q-39)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let (_, gestionnaire) = try await monde.gestionnaireActif()
    let (technicien, _) = try await monde.technicienActif(gestionnaire)
    #expect(try await monde.inactiver(monde.agent, technicien, ["motif": "VOL"]).status == 200)
    let refused = try await monde.reactiver(gestionnaire, technicien)
    #expect(refused.status == 403 && refused.code == "REACTIVATION_INTERDITE" && refused["regle"]?.string == "Q-39")
    #expect(try await monde.reactiver(monde.agent, technicien).status == 200)
  }

  @Test func `le quota est revérifié (C-25, Q-39, T-088)`() async throws {
    let monde = try await Scene.ouvrir("000", effectif: 8)
    let (premier, _) = try await monde.gestionnaireActif(0)
    _ = try await monde.gestionnaireActif(1)
    #expect(try await monde.inactiver(monde.agent, premier, ["motif": "DEPART"]).status == 200)
    _ = try await monde.gestionnaireActif(2)
    let refused = try await monde.reactiver(monde.agent, premier)
    #expect(refused.status == 409 && refused.code == "QUOTA_GESTIONNAIRES" && refused["plafond"]?.int == 2)
  }

  @Test func `la personne revenue par un nouveau compte n'en a pas deux (A-06, Q-39)`() async throws {
    let monde = try await Scene.ouvrir("000", effectif: 30)
    let (premier, _) = try await monde.gestionnaireActif(0)
    _ = try await monde.gestionnaireActif(1)
    #expect(try await monde.inactiver(monde.agent, premier, ["motif": "DEPART"]).status == 200)
    _ = try await monde.creer(monde.agent, monde.corpsGestionnaire(0))
    let refused = try await monde.reactiver(monde.agent, premier)
    #expect(refused.status == 409 && refused.code == "PERSONNE_DEJA_INSCRITE")
  }

  @Test func `un compte actif ne se réactive pas (C-52)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let (id, _) = try await monde.gestionnaireActif()
    let refused = try await monde.reactiver(monde.agent, id)
    #expect(refused.status == 409 && refused.code == "COMPTE_NON_INACTIF" && refused["etat"]?.string == "ACTIF")
  }

  @Test func `un compte retiré avant d'être activé revient en attente, avec un nouveau lien (C-17, Q-39)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let id = try await monde.creer(monde.agent, monde.corpsGestionnaire())
    #expect(try await monde.inactiver(monde.agent, id, ["motif": "AUTRE"]).status == 200)
    let back = try await monde.reactiver(monde.agent, id)
    #expect(back.status == 200 && back["etat"]?.string == "EN_ATTENTE_ACTIVATION")
    #expect(try monde.sql("select 1 from notification where compte_id = $1::uuid and modele = 'COMPTE_CREE'", [id]).count == 2)
    _ = try await Monde.activer(monde.server, id)
  }

  @Test(arguments: [("2025-08-31", "2026-02-28"), ("2025-03-31", "2025-09-30"), ("2025-01-15", "2025-07-15")])
  func `un compte inactif disparaît au bout de six mois, pas la veille (C-40, C-41, Q-10, T-086)`(_ jour: String, _ suppression: String) async throws
  {
    let server = try TestServer(at: Instant(rfc3339: "\(jour)T10:00:00+02:00")!)
    let monde = try await Scene.ouvrir("004", sur: server)
    let id = try await monde.creer(monde.agent, monde.corpsGestionnaire())
    #expect(try await monde.inactiver(monde.agent, id, ["motif": "AUTRE"])["inactivation"]?["suppression_le"]?.string == suppression)
    let veille = Jour(texte: suppression)!.veille
    server.horloge.figer(FuseauHoraire.paris.instant(veille, heure: 23, minute: 59))
    let agent = try await Monde.agent(server, "CPAM-82")
    #expect(try await agent.get("/v1/comptes/\(id)")["etat"]?.string == "INACTIF")
    #expect(try await agent.get("/v1/comptes")["elements"]?.array?.count == 1)
    server.horloge.figer(FuseauHoraire.paris.instant(veille.lendemain))
    let gone = try await agent.get("/v1/comptes/\(id)")
    #expect(gone.status == 404 && gone.code == "RESSOURCE_INTROUVABLE")
    #expect(try await agent.get("/v1/comptes")["elements"] == [])
    #expect(try await agent.delete("/v1/comptes/\(id)/inactivation", etag: "\"2\"").status == 404)
  }

  @Test func `la fin de toutes les conventions inactive, puis supprime, sans aucune tâche (C-30, C-31, C-39, C-40, T-085)`() async throws {
    let server = try TestServer()
    let monde = try await Scene.ouvrir("000", sur: server)
    let gestionnaire = try await monde.gestionnaire()
    try await monde.habiliterAussi("CPAM-67")
    let (technicien, _) = try await monde.technicienActif(gestionnaire)
    for (code, fin) in [("CPAM-57", "2025-03-31"), ("CPAM-67", "2025-06-30")] {
      _ = try monde.sql(
        "update partenaire_caisse set dernier_jour = $3::date where partenaire_id = $1::uuid and caisse_id = (select id from caisse where code = $2)",
        [monde.partenaire, code, fin])
    }
    for (instant, etat) in [("2025-04-01T12:00:00+02:00", "ACTIF"), ("2025-06-30T23:59:59+02:00", "ACTIF"), ("2025-07-01T00:00:00+02:00", "INACTIF")]
    {
      server.move(to: instant)
      let agent = try await Monde.agent(server, "CPAM-57")
      #expect(try await agent.get("/v1/comptes/\(technicien)")["etat"]?.string == etat, "\(instant)")
    }
    server.move(to: "2025-12-31T23:59:59+01:00")
    #expect(try await Monde.agent(server, "CPAM-57").get("/v1/comptes/\(technicien)").status == 200)
    server.move(to: "2026-01-01T00:00:00+01:00")
    #expect(try await Monde.agent(server, "CPAM-57").get("/v1/comptes/\(technicien)").status == 404)
  }

  @Test func `après la fin de la convention, pas de retour sans convention (C-02, Q-39)`() async throws {
    let server = try TestServer()
    let monde = try await Scene.ouvrir("000", sur: server)
    let (id, _) = try await monde.gestionnaireActif()
    _ = try monde.sql("update partenaire_caisse set dernier_jour = '2025-03-12' where partenaire_id = $1::uuid", [monde.partenaire])
    server.move(to: "2025-03-13T09:00:00+01:00")
    let agent = try await Monde.agent(server, "CPAM-57")
    let refused = try await monde.reactiver(agent, id)
    #expect(refused.status == 409 && refused.code == "CONVENTION_NON_EN_VIGUEUR", "\(refused.text)")
  }
}
