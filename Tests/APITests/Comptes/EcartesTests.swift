import API
import JSON
import Testing

/// Nobody comes back around a closing of security, by no name (C-43, C-45, C-47, Q-39, Q-59).
@Suite struct EcartesTests {
  private static let identite: [(String, JSONValue)] = [
    ("nom", "Autrement"), ("prenom", "Lou"), ("email", "autrement@ccas-marly.example"), ("telephone", "06 12 34 56 78"),
  ]

  private func figee(_ answer: Answer) -> Bool {
    answer.status == 409 && answer.code == "IDENTITE_FIGEE" && answer["regle"]?.string == "Q-59"
  }

  @Test(arguments: ["PERTE", "VOL", "FRAUDE", "USAGE_NON_CONFORME"])
  func `un technicien fermé par la caisse ne se renomme pas pour revenir (C-45, C-47)`(_ motif: String) async throws {
    let monde = try await Scene.ouvrir("000")
    let (_, chef) = try await monde.gestionnaireActif()
    let (id, _) = try await monde.technicienActif(chef)
    #expect(try await monde.inactiver(monde.agent, id, ["motif": .string(motif)]).status == 200)
    for (champ, valeur) in Self.identite {
      let refused = try await monde.modifier(chef, id, .object([champ: valeur]))
      #expect(figee(refused), "\(champ) : \(refused.text)")
    }
    #expect(try await monde.modifier(chef, id, ["fonction": "Coordinateur"]).status == 200)
    #expect(try await chef.post("/v1/comptes", .object(monde.corpsTechnicien(0))).code == "PERSONNE_EXCLUE")
    // Lifted, the person is one like another.
    #expect(try await monde.reactiver(monde.agent, id).status == 200)
    #expect(try await monde.modifier(chef, id, ["nom": "Autrement"]).status == 200)
  }

  @Test func `le gestionnaire fermé pour fraude par une autre caisse ne se renomme pas ici (Q-59)`() async throws {
    let partage = try await Partage()
    let monde = partage.monde
    #expect(try await monde.inactiver(partage.autre, partage.id, ["motif": "FRAUDE"]).status == 200)
    for (champ, valeur) in Self.identite where champ != "prenom" {
      var body: JSONObject = ["demande_reference": "Courriel", "demande_recue_le": "2025-03-06"]
      body[champ] = valeur
      for agent in [monde.agent, partage.autre] { #expect(figee(try await monde.modifier(agent, partage.id, .object(body)))) }
    }
    #expect(try await monde.agent.post("/v1/comptes", .object(monde.corpsGestionnaire(0))).code == "PERSONNE_EXCLUE")
  }

  @Test func `un compte vivant dont une caisse a fermé l'accès garde son nom aussi (Q-59)`() async throws {
    let partage = try await Partage()
    let monde = partage.monde
    let (id, _) = try await monde.technicienActif(partage.client)
    #expect(try await monde.inactiver(partage.autre, id, ["motif": "USAGE_NON_CONFORME"])["etat"]?.string == "ACTIF")
    #expect(figee(try await monde.modifier(partage.client, id, ["email": "autrement@ccas-marly.example"])))
  }

  @Test func `un compte vivant ne prend ni le nom ni le mobile d'une personne écartée (A-06, C-47)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let (_, chef) = try await monde.gestionnaireActif()
    var exclue = monde.corpsTechnicien(0)
    exclue["telephone"] = "06 11 22 33 44"
    exclue["nom"] = "Delta"
    let ecarte = try await monde.creer(chef, exclue)
    var meme = monde.corpsTechnicien(2)
    meme["nom"] = "Gamma"
    let collegue = try await monde.creer(chef, meme)
    #expect(try await monde.inactiver(monde.agent, collegue, ["motif": "FRAUDE"]).status == 200)
    var autre = monde.corpsTechnicien(1)
    autre["nom"] = "Epsilon"
    let vivant = try await monde.creer(chef, autre)
    #expect(try await monde.inactiver(monde.agent, ecarte, ["motif": "VOL"]).status == 200)
    // Same telephone of the office as the colleague shut out: the name alone told them apart.
    for nom in ["Gamma", "GAMMA", "Gam\u{200B}ma"] {
      let refused = try await monde.modifier(chef, vivant, ["nom": .string(nom)])
      #expect(refused.status == 409 && refused.code == "PERSONNE_EXCLUE", "\(nom) : \(refused.text)")
    }
    #expect(try await monde.modifier(chef, vivant, ["telephone": "+33 6 11 22 33 44"]).code == "PERSONNE_EXCLUE")
    #expect(try await monde.modifier(chef, vivant, ["nom": "Zeta"]).status == 200)
    meme["nom"] = "Gam\u{200B}ma"
    meme["email"] = "technicien9@ccas-marly.example"
    #expect(try await chef.post("/v1/comptes", .object(meme)).code == "PERSONNE_EXCLUE")
  }

  @Test func `la fraude que le partenaire enregistre est celle de la personne, jusqu'à ce qu'il la lève (C-43, Q-39)`() async throws {
    let monde = try await Scene.ouvrir("000", effectif: 30)
    let (_, chef) = try await monde.gestionnaireActif()
    let (id, _) = try await monde.technicienActif(chef)
    #expect(try await monde.inactiver(chef, id, ["motif": "FRAUDE"]).status == 200)
    #expect(figee(try await monde.modifier(chef, id, ["nom": "Autrement"])))
    let refused = try await chef.post("/v1/comptes", .object(monde.corpsTechnicien(0)))
    #expect(refused.status == 409 && refused.code == "PERSONNE_EXCLUE" && refused["regle"]?.string == "Q-59", "\(refused.text)")
    var gestionnaire = monde.corpsGestionnaire(5)
    gestionnaire["email"] = "technicien0@ccas-marly.example"
    #expect(try await monde.agent.post("/v1/comptes", .object(gestionnaire)).code == "PERSONNE_EXCLUE")
    #expect(try await monde.reactiver(chef, id)["etat"]?.string == "EN_ATTENTE_ACTIVATION")
  }

  @Test func `un second compte de la personne ne reçoit pas l'accès que la caisse a fermé au premier, sous un autre nom (C-47, P-07)`() async throws {
    let partage = try await Partage()
    let monde = partage.monde
    let caisses = try monde.sql("select code, id::text from caisse where code in ('CPAM-57', 'CPAM-67') order by code").compactMap { $0[1] }
    let (premier, _) = try await monde.technicienActif(partage.client, 0)
    #expect(try await monde.inactiver(partage.autre, premier, ["motif": "USAGE_NON_CONFORME"])["etat"]?.string == "ACTIF")
    // At 57, which has closed nothing, the person may hold another account.
    var body = monde.corpsTechnicien(1)
    body["caisse_id"] = .string(caisses[0])
    let second = try await monde.creer(partage.client, body)
    body["caisse_id"] = .string(caisses[1])
    for nom in ["SORBETTE", "Autrement"] {
      body["nom"] = .string(nom)
      let refused = try await partage.client.post("/v1/comptes", .object(body))
      #expect(refused.status == 409 && refused.code == "PERSONNE_EXCLUE", "\(nom) : \(refused.text)")
    }
    #expect(try await monde.agent.get("/v1/comptes/\(second)")["acces"]?.array?.count == 1)
    #expect(try await partage.autre.get("/v1/comptes/\(second)").status == 404)
  }
}
