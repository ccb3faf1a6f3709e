import API
import Domain
import Foundation
import JSON
import Testing

/// Who creates which account, and under which conditions (C-02, C-05, C-15, C-17, C-18, C-21 to C-23, A-06, P-05).
@Suite struct HabilitationTests {
  @Test func `la caisse habilite un gestionnaire, qui reçoit un lien et rien d'autre (C-02, C-17, C-18)`() async throws {
    let monde = try await Scene.ouvrir("000")
    var body = monde.corpsGestionnaire()
    body["engagement_confidentialite_le"] = "2025-03-12"
    body["formation_le"] = "2025-03-01"
    let created = try await monde.agent.post("/v1/comptes", .object(body))
    #expect(created.status == 201 && created.etag == "\"1\"")
    let id = try #require(created["id"]?.string)
    #expect(created.headers["location"] == "/v1/comptes/\(id)")
    #expect(created["etat"]?.string == "EN_ATTENTE_ACTIVATION" && created["profil"]?.string == "GESTIONNAIRE")
    #expect(created["identifiant"]?.string?.wholeMatch(of: /GES[0-9A-HJKMNP-TV-Z]{8}/) != nil)
    #expect(
      created["engagement_confidentialite_le"]?.string == "2025-03-12" && created["statut_personne"] == .null && created["gestionnaire_id"] == .null)
    #expect(created["acces"]?.array?.count == 1 && created["acces"]?.array?.first?["etat"]?.string == "OUVERT")
    let message = try monde.sql("select modele, destinataire, donnees::text from notification where compte_id = $1::uuid", [id])
    #expect(message.count == 1 && message[0][0] == "COMPTE_CREE" && message[0][1] == body["email"]?.string)
    let activation = try monde.sql("select id::text from activation where compte_id = $1::uuid", [id])[0][0] ?? "?"
    let lien = try Monde.lien(monde.server, id)
    #expect(message[0][2]?.contains(activation) == true && message[0][2]?.contains(lien) == false)
    #expect(try monde.evenements(id) == ["COMPTE_CREE"])
  }

  @Test func `le gestionnaire habilite un technicien de sa structure, qui lui est rattaché (C-15, C-36)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let (chef, gestionnaire) = try await monde.gestionnaireActif()
    let created = try await gestionnaire.post("/v1/comptes", .object(monde.corpsTechnicien()))
    #expect(created.status == 201 && created["gestionnaire_id"]?.string == chef && created["partenaire_id"]?.string == monde.partenaire)
    #expect(created["statut_personne"]?.string == "EMPLOYE" && created["equipement_antivirus"]?.bool == true)
    #expect(created["identifiant"]?.string?.hasPrefix("TEC") == true)
  }

  @Test func `la caisse n'habilite pas de technicien, ni un gestionnaire un gestionnaire (C-02, C-15)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let gestionnaire = try await monde.gestionnaire()
    for (client, body) in [(monde.agent, monde.corpsTechnicien()), (gestionnaire, monde.corpsGestionnaire(1))] {
      let refused = try await client.post("/v1/comptes", .object(body))
      #expect(refused.status == 403 && refused.code == "PROFIL_NON_HABILITANT", "\(refused.text)")
    }
  }

  @Test func `un gestionnaire n'habilite que pour son partenaire (C-15)`() async throws {
    let (monde, autre) = (try await Scene.ouvrir("000"), try await Scene.ouvrir("000"))
    let gestionnaire = try await monde.gestionnaire()
    var body = monde.corpsTechnicien()
    body["partenaire_id"] = .string(autre.partenaire)
    let refused = try await gestionnaire.post("/v1/comptes", .object(body))
    #expect(refused.status == 403 && refused.code == "PROFIL_NON_HABILITANT" && refused["regle"]?.string == "C-15")
    body["partenaire_id"] = .string(monde.partenaire)
    #expect(try await gestionnaire.post("/v1/comptes", .object(body)).status == 201)
  }

  @Test func `le partenaire d'une autre caisse ne désigne rien (A-02)`() async throws {
    let (monde, autre) = (try await Scene.ouvrir("000"), try await Scene.ouvrir("001"))
    var body = monde.corpsGestionnaire()
    body["partenaire_id"] = .string(autre.partenaire)
    let refused = try await monde.agent.post("/v1/comptes", .object(body))
    #expect(refused.status == 422 && refused.code == "REFERENCE_INCONNUE" && refused.pointers == ["/partenaire_id"])
  }

  @Test func `une caisse que le partenaire n'a pas ne désigne rien (P-07)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let gestionnaire = try await monde.gestionnaire()
    var body = monde.corpsTechnicien()
    body["caisse_id"] = .string(try monde.sql("select id::text from caisse where code = 'CPAM-82'")[0][0] ?? "")
    let refused = try await gestionnaire.post("/v1/comptes", .object(body))
    #expect(refused.status == 422 && refused.code == "REFERENCE_INCONNUE" && refused.pointers == ["/caisse_id"])
  }

  @Test func `sans convention en vigueur, pas de compte (C-02)`() async throws {
    let monde = try await Scene.ouvrir("000", signed: false)
    let refused = try await monde.agent.post("/v1/comptes", .object(monde.corpsGestionnaire()))
    #expect(refused.status == 409 && refused.code == "CONVENTION_NON_EN_VIGUEUR" && refused["regle"]?.string == "C-02")
  }

  @Test func `un mot de passe choisi par un autre est refusé (C-18, T-072)`() async throws {
    let monde = try await Scene.ouvrir("000")
    var body = monde.corpsGestionnaire()
    body["mot_de_passe"] = .string(Monde.motDePasse)
    let refused = try await monde.agent.post("/v1/comptes", .object(body))
    #expect(refused.status == 422 && refused.code == "MOT_DE_PASSE_INTERDIT" && refused.pointers == ["/mot_de_passe"], "\(refused.text)")
    #expect(!refused.text.contains(Monde.motDePasse))
  }

  @Test(arguments: ["civilite", "nom", "prenom", "fonction", "telephone", "email"])
  func `chacune des six données d'habilitation est exigée (C-05, P-13, T-066)`(_ champ: String) async throws {
    let monde = try await Scene.ouvrir("000")
    var body = monde.corpsGestionnaire()
    body[champ] = nil
    let refused = try await monde.agent.post("/v1/comptes", .object(body))
    #expect(refused.status == 422 && refused.code == "CORPS_INVALIDE" && refused.pointers == ["/\(champ)"], "\(refused.text)")
  }

  @Test func `un technicien a un statut et un poste protégé (C-21, C-22)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let gestionnaire = try await monde.gestionnaire()
    for (champ, valeur) in [("statut_personne", JSONValue.string("PRESTATAIRE")), ("equipement_antivirus", false)] {
      var body = monde.corpsTechnicien()
      body[champ] = valeur
      let refused = try await gestionnaire.post("/v1/comptes", .object(body))
      #expect(refused.status == 422 && refused.pointers == ["/\(champ)"], "\(refused.text)")
    }
  }

  @Test func `l'adresse est d'un domaine de la structure, pour un gestionnaire aussi (C-23, P-08, Q-18, T-068)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let gestionnaire = try await monde.gestionnaire()
    for (client, corps) in [(monde.agent, monde.corpsGestionnaire(1)), (gestionnaire, monde.corpsTechnicien())] {
      for adresse in ["claire@gmail.com", "claire@autre-ccas.example", "claire@sous.ccas-marly.example"] {
        var body = corps
        body["email"] = .string(adresse)
        let refused = try await client.post("/v1/comptes", .object(body))
        #expect(refused.status == 422 && refused.code == "DOMAINE_EMAIL_REFUSE" && refused["domaines"] == ["ccas-marly.example"], "\(refused.text)")
      }
    }
  }

  @Test func `une personne a deux comptes, un par profil, pas un troisième (A-06, C-24, T-067)`() async throws {
    let monde = try await Scene.ouvrir("000")
    var (chef, technicien) = (monde.corpsGestionnaire(), monde.corpsTechnicien())
    chef["email"] = "claire.vasseur@ccas-marly.example"
    technicien["email"] = "claire.vasseur@ccas-marly.example"
    let gestionnaire = try await Monde.activer(monde.server, try await monde.creer(monde.agent, chef))
    _ = try await monde.creer(gestionnaire, technicien)
    let refused = try await gestionnaire.post("/v1/comptes", .object(technicien))
    #expect(refused.status == 409 && refused.code == "PERSONNE_DEJA_INSCRITE" && refused["regle"]?.string == "A-06")
    let second = try await monde.agent.post("/v1/comptes", .object(chef))
    #expect(second.status == 409 && second.code == "PERSONNE_DEJA_INSCRITE")
  }

  @Test func `une adresse en majuscules est la même adresse (C-01, T-069)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let gestionnaire = try await monde.gestionnaire()
    var body = monde.corpsTechnicien()
    body["email"] = "Naim.Sorbette@CCAS-Marly.example"
    let created = try await gestionnaire.post("/v1/comptes", .object(body))
    #expect(created["email"]?.string == "naim.sorbette@ccas-marly.example")
    body["email"] = "NAIM.SORBETTE@ccas-marly.EXAMPLE"
    #expect(try await gestionnaire.post("/v1/comptes", .object(body)).code == "PERSONNE_DEJA_INSCRITE")
  }

  @Test func `une attestation ne se date pas de demain (R-09, R-10)`() async throws {
    let monde = try await Scene.ouvrir("000")
    for champ in ["engagement_confidentialite_le", "formation_le"] {
      var body = monde.corpsGestionnaire()
      body[champ] = "2025-03-13"
      let refused = try await monde.agent.post("/v1/comptes", .object(body))
      #expect(refused.status == 422 && refused.code == "DATE_FUTURE" && refused.pointers == ["/\(champ)"])
    }
  }

  @Test func `un numéro de sécurité sociale n'entre dans aucun champ (D-12, R-28)`() async throws {
    let monde = try await Scene.ouvrir("000")
    var body = monde.corpsGestionnaire()
    body["fonction"] = "Référente 2 55 08 14 168 025 38"
    let refused = try await monde.agent.post("/v1/comptes", .object(body))
    #expect(refused.status == 422 && refused.pointers == ["/fonction"] && refused.fieldCodes == ["NIR_INTERDIT"])
    #expect(!refused.text.contains("14 168"))
  }

  @Test func `un partenaire découpé en unités demande l'unité, et la connaît (P-05)`() async throws {
    let (alsace, marly) = (try await Scene.ouvrir("002"), try await Scene.ouvrir("000"))
    let absente = try await alsace.agent.post("/v1/comptes", .object(alsace.corpsGestionnaire()))
    #expect(absente.status == 422 && absente.code == "UNITE_REQUISE" && absente["regle"]?.string == "P-05", "\(absente.text)")
    for monde in [alsace, marly] {
      var body = monde.corpsGestionnaire()
      body["unite_id"] = "0192a5b0-7c00-7000-8000-00000000dead"
      let inconnue = try await monde.agent.post("/v1/comptes", .object(body))
      #expect(inconnue.status == 422 && inconnue.code == "REFERENCE_INCONNUE" && inconnue.pointers == ["/unite_id"], "\(inconnue.text)")
    }
  }

  @Test func `en 002, un gestionnaire n'habilite que pour son unité, la sienne par défaut (C-15, T-062)`() async throws {
    let monde = try await Scene.ouvrir("002")
    let (_, sud) = try await monde.gestionnaireActif(unite: "UTAMS_SUD")
    let refused = try await sud.post("/v1/comptes", .object(monde.corpsTechnicien(unite: "UTAMS_NORD")))
    #expect(refused.status == 403 && refused.code == "UNITE_INTERDITE" && refused["regle"]?.string == "C-15")
    let created = try await sud.post("/v1/comptes", .object(monde.corpsTechnicien()))
    #expect(created.status == 201 && created["unite_id"]?.string == monde.unites["UTAMS_SUD"])
  }

  @Test func `une clé de rejeu rend le même compte et n'envoie qu'un lien`() async throws {
    let monde = try await Scene.ouvrir("000")
    let headers = ["Idempotency-Key": UUID().uuidString]
    let first = try await monde.agent.post("/v1/comptes", .object(monde.corpsGestionnaire()), headers: headers)
    let replay = try await monde.agent.post("/v1/comptes", .object(monde.corpsGestionnaire()), headers: headers)
    #expect(first.status == 201 && replay.status == 201 && replay["id"] == first["id"] && replay.etag == first.etag)
    #expect(replay.headers["idempotency-replayed"] == "true")
    #expect(try monde.sql("select 1 from notification where compte_id = $1::uuid", [first["id"]?.string]).count == 1)
    let other = try await monde.agent.post("/v1/comptes", .object(monde.corpsGestionnaire(1)), headers: headers)
    #expect(other.status == 422 && other.code == "IDEMPOTENCE_AUTRE_CORPS")
  }

  @Test func `avec deux caisses, un technicien travaille avec les deux, ou avec celle qu'on nomme (P-07)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let gestionnaire = try await monde.gestionnaire()
    try await monde.habiliterAussi("CPAM-67")
    let partout = try await gestionnaire.post("/v1/comptes", .object(monde.corpsTechnicien()))
    #expect(partout["acces"]?.array?.count == 2)
    let basRhin = try monde.sql("select id::text from caisse where code = 'CPAM-67'")[0][0] ?? ""
    var body = monde.corpsTechnicien(1)
    body["caisse_id"] = .string(basRhin)
    let seule = try await gestionnaire.post("/v1/comptes", .object(body))
    #expect(seule["acces"]?.array?.compactMap { $0["caisse_id"]?.string } == [basRhin])
    // The caisse of the other access does not see that account.
    #expect(try await monde.agent.get("/v1/comptes/\(seule["id"]?.string ?? "")").status == 404)
  }

  @Test func `la seconde caisse habilite la même personne : son compte reçoit l'accès, sans double (A-06, P-07)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let (id, gestionnaire) = try await monde.gestionnaireActif()
    try monde.conventionnerAussi("CPAM-67")
    let autreAgent = try await Monde.agent(monde.server, "CPAM-67")
    #expect(try await autreAgent.get("/v1/comptes/\(id)").status == 404)
    let opened = try await autreAgent.post("/v1/comptes", .object(monde.corpsGestionnaire()))
    #expect(opened.status == 201 && opened["id"]?.string == id && opened["etat"]?.string == "ACTIF" && opened["acces"]?.array?.count == 2)
    #expect(try await gestionnaire.get("/v1/moi")["acces"]?.array?.count == 2)
    #expect(try await autreAgent.post("/v1/comptes", .object(monde.corpsGestionnaire())).code == "PERSONNE_DEJA_INSCRITE")
    #expect(try monde.evenements(id).last == "COMPTE_ACCES_OUVERT")
  }
}
