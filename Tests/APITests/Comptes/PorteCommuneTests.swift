import API
import JSON
import Testing

/// A gestionnaire holds no account through a door that is closed to him (C-15, R-34).
@Suite struct PorteCommuneTests {
  private func refuse(_ answer: Answer) -> Bool {
    answer.status == 403 && answer.code == "PROFIL_NON_HABILITANT" && answer["regle"]?.string == "C-15"
  }

  @Test func `fermé à une caisse, il ne tient plus les techniciens qui n'ont qu'elle : ni adresse, ni lien, ni retour`() async throws {
    let partage = try await Partage()
    let monde = partage.monde
    let autreCaisse = try monde.sql("select id::text from caisse where code = 'CPAM-67'")[0][0] ?? ""
    func technicien(_ rang: Int, _ caisse: String) async throws -> String {
      var body = monde.corpsTechnicien(rang)
      body["caisse_id"] = .string(caisse)
      return try await monde.creer(partage.client, body)
    }
    let attend = try await technicien(0, autreCaisse)
    let parti = try await technicien(1, autreCaisse)
    let ici = try await technicien(2, try monde.sql("select id::text from caisse where code = 'CPAM-57'")[0][0] ?? "")
    #expect(try await monde.inactiver(partage.client, parti, ["motif": "DEPART"]).status == 200)
    #expect(try await monde.modifier(partage.client, attend, ["fonction": "Référent"]).status == 200)
    #expect(try await monde.inactiver(partage.autre, partage.id, ["motif": "USAGE_NON_CONFORME"]).status == 200)

    #expect(refuse(try await monde.modifier(partage.client, attend, ["email": "autrement@ccas-marly.example"])))
    #expect(refuse(try await partage.client.send("POST", "/v1/comptes/\(attend)/activations", nil)))
    #expect(refuse(try await monde.reactiver(partage.client, parti)))
    // A departure only closes, and what is open to him he still holds.
    #expect(try await monde.inactiver(partage.client, attend, ["motif": "DEPART"]).status == 200)
    #expect(try await monde.modifier(partage.client, ici, ["fonction": "Référent"]).status == 200)
    #expect(try await partage.client.send("POST", "/v1/comptes/\(ici)/activations", nil).status == 201)
    // Lifted, as before.
    #expect(try await monde.reactiver(partage.autre, partage.id).status == 200)
    #expect(try await monde.modifier(partage.client, attend, ["fonction": "Coordinatrice"]).status == 200)
  }

  @Test(arguments: [("Petit Jean", "Anne Marie"), ("PETITJEAN", "annemarie"), ("Anne-Marie", "Petit-Jean"), ("petit-jean", "Anne‑Marie")])
  func `une personne écartée est la même, quelle que soit la façon d'écrire ses noms (C-47)`(_ nom: String, _ prenom: String) async throws {
    let monde = try await Scene.ouvrir("000")
    let (_, chef) = try await monde.gestionnaireActif()
    func corps(_ nom: String, _ prenom: String, _ email: String) -> JSONObject {
      var body = monde.corpsTechnicien(0)
      for (champ, valeur) in [("nom", nom), ("prenom", prenom), ("email", email), ("telephone", "03 87 11 22 33")] { body[champ] = .string(valeur) }
      return body
    }
    let id = try await monde.creer(chef, corps("Petit-Jean", "Anne-Marie", "premiere@ccas-marly.example"))
    #expect(try await monde.inactiver(monde.agent, id, ["motif": "FRAUDE"]).status == 200)
    let refused = try await chef.post("/v1/comptes", .object(corps(nom, prenom, "seconde@ccas-marly.example")))
    #expect(refused.status == 409 && refused.code == "PERSONNE_EXCLUE", "\(refused.text)")
    #expect(try await chef.post("/v1/comptes", .object(corps("Petit", "Anne", "troisieme@ccas-marly.example"))).status == 201)
  }
}
