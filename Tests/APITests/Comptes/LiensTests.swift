import API
import Domain
import Foundation
import JSON
import Testing

/// Links and secrets die with what they prove, and nobody's letter box is flooded (C-17 to C-19, Q-39, Q-59).
@Suite struct LiensTests {
  private let demande: JSONObject = ["demande_reference": "Courriel du 6 mars 2025", "demande_recue_le": "2025-03-06"]

  private func adresse(_ email: String) -> JSONValue {
    var body = demande
    body["email"] = .string(email)
    return .object(body)
  }

  private func connecter(_ server: TestServer, _ identifiant: String, _ motDePasse: String) async throws -> Answer {
    try await server.client.post("/v1/sessions", ["identifiant": .string(identifiant), "mot_de_passe": .string(motDePasse)])
  }

  private func activer(_ server: TestServer, _ lien: String, _ motDePasse: String) async throws -> Answer {
    try await server.client.post("/v1/activations", ["jeton": .string(lien), "mot_de_passe": .string(motDePasse)])
  }

  @Test func `changer l'adresse avant l'activation tue le lien et en envoie un à la nouvelle (C-17)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let id = try await monde.creer(monde.agent, monde.corpsGestionnaire())
    let ancien = try Monde.lien(monde.server, id)
    #expect(try await monde.modifier(monde.agent, id, adresse("nouvelle@ccas-marly.example")).status == 200)
    let mort = try await activer(monde.server, ancien, Monde.motDePasse)
    #expect(mort.status == 404 && mort.code == "LIEN_INCONNU")
    let envois = try monde.sql("select destinataire from notification where compte_id = $1::uuid and modele = 'COMPTE_CREE' order by id", [id])
    #expect(envois.compactMap { $0[0] }.sorted() == ["gestion0@ccas-marly.example", "nouvelle@ccas-marly.example"])
    #expect(try await activer(monde.server, try Monde.lien(monde.server, id), Monde.motDePasse).status == 200)
  }

  @Test func `changer l'adresse d'un compte actif prévient l'ancienne et la nouvelle, et ferme ses sessions (C-26)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let (id, client) = try await monde.gestionnaireActif()
    #expect(try await monde.modifier(monde.agent, id, adresse("nouvelle@ccas-marly.example")).status == 200)
    let avis = try monde.sql(
      "select destinataire, donnees->>'nouvelle' from notification where compte_id = $1::uuid and modele = 'ADRESSE_CHANGEE' order by 1", [id])
    #expect(avis == [["gestion0@ccas-marly.example", "false"], ["nouvelle@ccas-marly.example", "true"]])
    #expect(try await client.get("/v1/moi").status == 401)
    // The same address again changes nothing and tells nobody.
    #expect(try await monde.modifier(monde.agent, id, adresse("Nouvelle@ccas-marly.example")).status == 200)
    #expect(try monde.sql("select 1 from notification where compte_id = $1::uuid and modele = 'ADRESSE_CHANGEE'", [id]).count == 2)
  }

  @Test(arguments: ["PERTE", "VOL", "FRAUDE"])
  func `après perte, vol ou fraude, l'ancien mot de passe n'ouvre plus rien, le calendrier non plus (Q-59)`(_ motif: String) async throws {
    let monde = try await Scene.ouvrir("000")
    let (id, client) = try await monde.gestionnaireActif()
    let abonnement = try await client.post("/v1/abonnements-calendrier", ["libelle": "Échéances"])
    #expect(abonnement.status == 201, "\(abonnement.text)")
    #expect(try await monde.inactiver(monde.agent, id, ["motif": .string(motif)]).status == 200)
    let back = try await monde.reactiver(monde.agent, id)
    #expect(back["etat"]?.string == "EN_ATTENTE_ACTIVATION" && back["actions_requises"] == ["ACTIVER_COMPTE"], "\(back.text)")
    let identifiant = back["identifiant"]?.string ?? ""
    #expect(try await connecter(monde.server, identifiant, Monde.motDePasse).code == "IDENTIFIANTS_INVALIDES")
    #expect(try await activer(monde.server, try Monde.lien(monde.server, id), "quatre barques sous la pluie").status == 200)
    #expect(try await connecter(monde.server, identifiant, Monde.motDePasse).status == 401)
    #expect(try await connecter(monde.server, identifiant, "quatre barques sous la pluie").status == 201)
    #expect(try monde.sql("select 1 from abonnement_calendrier where compte_id = $1::uuid", [id]).isEmpty)
  }

  @Test func `un mot de passe posé en NFC ouvre en NFD, et l'inverse (C-18)`() async throws {
    let monde = try await Scene.ouvrir("000", effectif: 30)
    let (compose, decompose) = ("forêt enneigée près du hêtre", "fore\u{302}t enneige\u{301}e pre\u{300}s du he\u{302}tre")
    for (rang, (pose, tape)) in [(compose, decompose), (decompose, compose)].enumerated() {
      let id = try await monde.creer(monde.agent, monde.corpsGestionnaire(rang))
      let active = try await activer(monde.server, try Monde.lien(monde.server, id), pose)
      #expect(active.status == 200, "\(active.text)")
      #expect(try await connecter(monde.server, active["identifiant"]?.string ?? "", tape).status == 201)
    }
  }

  @Test(arguments: [
    ("motdepasse12345", "MOT_DE_PASSE_COURANT"), ("Password123456!", "MOT_DE_PASSE_COURANT"), ("azertyuiop12345", "MOT_DE_PASSE_COURANT"),
    ("soleil soleil soleil", "MOT_DE_PASSE_COURANT"), ("               ", "MOT_DE_PASSE_FAIBLE"),
    (
      "\u{2060}\u{2060}\u{2060}\u{2060}\u{2060}\u{2060}\u{2060}\u{2060}\u{2060}\u{2060}\u{2060}\u{2060}\u{2060}\u{2060}\u{2060}",
      "MOT_DE_PASSE_FAIBLE"
    ),
    ("gestion0@ccas-marly.example", "MOT_DE_PASSE_FAIBLE"), ("Maëlle KIEFFER 2025", "MOT_DE_PASSE_FAIBLE"),
    ("kieffer.maelle.1987", "MOT_DE_PASSE_FAIBLE"), ("quatorze carac", "MOT_DE_PASSE_FAIBLE"),
  ])
  func `l'activation refuse les mots de passe courants, invisibles ou personnels (C-18)`(_ motDePasse: String, _ code: String) async throws {
    let monde = try await Scene.ouvrir("000")
    let id = try await monde.creer(monde.agent, monde.corpsGestionnaire())
    let refused = try await activer(monde.server, try Monde.lien(monde.server, id), motDePasse)
    #expect(refused.status == 422 && refused.code == code && refused["regle"]?.string == "C-18", "\(refused.text)")
  }

  @Test func `cinq renvois par jour et par compte, pas six (C-17)`() async throws {
    let server = try TestServer()
    let monde = try await Scene.ouvrir("000", sur: server)
    let id = try await monde.creer(monde.agent, monde.corpsGestionnaire())
    for _ in 0..<5 { #expect(try await monde.agent.send("POST", "/v1/comptes/\(id)/activations", nil).status == 201) }
    let refused = try await monde.agent.send("POST", "/v1/comptes/\(id)/activations", nil)
    #expect(refused.status == 429 && refused.code == "TROP_D_ENVOIS" && refused["regle"]?.string == "C-17", "\(refused.text)")
    #expect(refused.headers["retry-after"] == "86400")
    #expect(try monde.sql("select 1 from notification where compte_id = $1::uuid and modele = 'COMPTE_CREE'", [id]).count == 6)
    // Neither by the other way to the same letter box.
    #expect(try await monde.inactiver(monde.agent, id, ["motif": "AUTRE"]).status == 200)
    #expect(try await monde.reactiver(monde.agent, id).status == 429)
    #expect(try await monde.agent.get("/v1/comptes/\(id)")["etat"]?.string == "INACTIF")
    for (instant, status) in [("2025-03-13T08:59:59+01:00", 429), ("2025-03-13T09:00:00+01:00", 200)] {
      server.move(to: instant)
      let agent = try await Monde.agent(server, "CPAM-57")
      #expect(try await monde.reactiver(agent, id).status == status)
    }
  }

  @Test func `l'adresse se corrige quand les renvois sont épuisés, cinq fois par jour aussi (C-17)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let id = try await monde.creer(monde.agent, monde.corpsGestionnaire())
    for _ in 0..<6 { _ = try await monde.agent.send("POST", "/v1/comptes/\(id)/activations", nil) }
    for rang in 0..<5 {
      let corrige = try await monde.modifier(monde.agent, id, adresse("correction\(rang)@ccas-marly.example"))
      #expect(corrige.status == 200, "\(corrige.text)")
    }
    let refused = try await monde.modifier(monde.agent, id, adresse("correction5@ccas-marly.example"))
    #expect(refused.status == 429 && refused.code == "TROP_D_ENVOIS" && refused["regle"]?.string == "C-17", "\(refused.text)")
    #expect(try await activer(monde.server, try Monde.lien(monde.server, id), Monde.motDePasse).status == 200)
  }

  @Test func `dix sessions par compte : la onzième ferme la plus ancienne (C-01)`() async throws {
    let server = try TestServer()
    let premiere = try await Monde.agent(server, "CPAM-57")
    let identifiant = try await premiere.get("/v1/moi")["compte"]?["identifiant"]?.string ?? ""
    var suivantes: [TestClient] = []
    for rang in 1..<10 {
      server.move(to: "2025-03-12T09:00:\(rang + 10)+01:00")
      suivantes.append(try await Monde.connecter(server, identifiant))
    }
    #expect(try await premiere.get("/v1/moi").status == 200)
    server.move(to: "2025-03-12T09:01:00+01:00")
    suivantes.append(try await Monde.connecter(server, identifiant))
    #expect(try await premiere.get("/v1/moi").status == 401)
    for client in suivantes { #expect(try await client.get("/v1/moi").status == 200) }
  }

  @Test func `une inactivation prévue s'annule, par la caisse qui l'a décidée (C-35, Q-39)`() async throws {
    let monde = try await Scene.ouvrir("002")
    let (id, _) = try await monde.gestionnaireActif(0, unite: "UTAMS_NORD")
    _ = try await monde.gestionnaireActif(1, unite: "UTAMS_NORD")
    #expect(try await monde.inactiver(monde.agent, id, ["motif": "DEPART"])["etat"]?.string == "ACTIF")
    let annulee = try await monde.reactiver(monde.agent, id)
    #expect(annulee.status == 200 && annulee["etat"]?.string == "ACTIF" && annulee["inactivation"] == .null, "\(annulee.text)")
    #expect(try monde.evenements(id).last == "COMPTE_INACTIVATION_ANNULEE")
    #expect(try await monde.reactiver(monde.agent, id).code == "COMPTE_NON_INACTIF")
  }

  @Test func `un compte fermé par les dates dit pourquoi et depuis quand, enregistré ou non (C-30, C-39)`() async throws {
    let server = try TestServer()
    let monde = try await Scene.ouvrir("000", sur: server)
    let (id, _) = try await monde.gestionnaireActif()
    _ = try monde.sql("update partenaire_caisse set dernier_jour = '2025-03-12' where partenaire_id = $1::uuid", [monde.partenaire])
    server.move(to: "2025-03-14T09:00:00+01:00")
    for enregistre in [false, true] {
      if enregistre { _ = try ConstatJob.run(base: server.database + " user=ep_echeances", a: server.horloge.maintenant) }
      let lu = try await Monde.agent(server, "CPAM-57").get("/v1/comptes/\(id)")
      #expect(lu["etat"]?.string == "INACTIF" && lu["inactivation"]?["motif"]?.string == "FIN_DES_CONVENTIONS", "\(lu.text)")
      #expect(lu["inactivation"]?["effet_le"]?.string == "2025-03-13" && lu["inactivation"]?["demandee_le"] == .null)
    }
  }
}
