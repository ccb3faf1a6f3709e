import API
import Domain
import Foundation
import JSON
import Testing

/// What may change of an account, by whom (C-26 to C-29, P-14, X-04).
@Suite struct ModificationTests {
  private let demande: [(String, JSONValue)] = [
    ("demande_reference", "Courriel du 6 mars 2025"), ("demande_recue_le", "2025-03-06"),
  ]

  private func corps(_ members: (String, JSONValue)...) -> JSONValue {
    .object(JSONObject((members + demande).map { (name: $0.0, value: $0.1) }))
  }

  @Test func `la caisse change le téléphone, l'e-mail, la fonction et le nom, sur demande du partenaire (C-26, C-28)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let (id, client) = try await monde.gestionnaireActif()
    let changed = try await monde.modifier(
      monde.agent, id,
      corps(("telephone", "03 53 01 00 16"), ("email", "nouvelle@ccas-marly.example"), ("fonction", "Directrice"), ("nom", "MARCHAND")))
    #expect(changed.status == 200 && changed.etag == "\"3\"" && changed["telephone"]?.string == "0353010016", "\(changed.text)")
    #expect(
      changed["email"]?.string == "nouvelle@ccas-marly.example" && changed["nom"]?.string == "MARCHAND" && changed["prenom"]?.string == "Maëlle")
    // The address proves nothing more than itself: whoever was signed in signs in again, under the new name.
    #expect(try await client.get("/v1/moi").status == 401)
    let revenu = try await Monde.connecter(monde.server, changed["identifiant"]?.string ?? "")
    #expect(try await revenu.get("/v1/moi")["compte"]?["nom"]?.string == "MARCHAND")
    let event = try monde.sql(
      "select avant::text, apres::text, acteur_libelle from evenement where objet_id = $1::uuid and code = 'COMPTE_MODIFIE'", [id])
    #expect(event.count == 1 && event[0][0]?.contains("KIEFFER") == true && event[0][1]?.contains("Courriel du 6 mars 2025") == true)
    #expect(event[0][2] == "Alix LORMIER")
  }

  @Test func `en 000 le prénom ne se change pas, en 002 si (C-26, C-27, T-073)`() async throws {
    let (marly, alsace) = (try await Scene.ouvrir("000"), try await Scene.ouvrir("002"))
    let (id, _) = try await marly.gestionnaireActif()
    let refused = try await marly.modifier(marly.agent, id, corps(("prenom", "Anna"), ("telephone", "0353010016")))
    #expect(refused.status == 422 && refused.code == "CHAMP_NON_MODIFIABLE" && refused.pointers == ["/prenom"] && refused["regle"]?.string == "C-26")
    #expect(refused["champs_modifiables"] == ["telephone", "email", "fonction", "nom"])
    let (autre, _) = try await alsace.gestionnaireActif(unite: "UTAMS_NORD")
    #expect(try await alsace.modifier(alsace.agent, autre, corps(("prenom", "Anna"), ("civilite", "M")))["prenom"]?.string == "Anna")
  }

  @Test func `sans demande du partenaire, la caisse ne change rien (C-28)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let (id, _) = try await monde.gestionnaireActif()
    let refused = try await monde.modifier(monde.agent, id, ["telephone": "0353010016"])
    #expect(refused.status == 422 && refused.code == "DEMANDE_DU_PARTENAIRE_REQUISE" && refused["regle"]?.string == "C-28", "\(refused.text)")
    #expect(Set(refused.pointers) == ["/demande_reference", "/demande_recue_le"])
    let future = try await monde.modifier(
      monde.agent, id, ["telephone": "0353010016", "demande_reference": "x", "demande_recue_le": "2025-03-13"])
    #expect(future.status == 422 && future.code == "DATE_FUTURE" && future.pointers == ["/demande_recue_le"])
  }

  @Test func `un gestionnaire ne modifie pas un gestionnaire, lui-même compris (C-28, T-074)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let (id, gestionnaire) = try await monde.gestionnaireActif()
    let refused = try await monde.modifier(gestionnaire, id, corps(("telephone", "0353010016")))
    #expect(refused.status == 403 && refused.code == "PROFIL_NON_HABILITANT" && refused["regle"]?.string == "C-28")
  }

  @Test func `le gestionnaire modifie un technicien, sous les contrôles de la création (C-23, C-29)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let (_, gestionnaire) = try await monde.gestionnaireActif()
    let (id, _) = try await monde.technicienActif(gestionnaire)
    let changed = try await monde.modifier(
      gestionnaire, id, ["prenom": "Nael", "fonction": "Coordinateur", "statut_personne": "BENEVOLE", "formation_le": "2025-03-11"])
    #expect(changed.status == 200 && changed["prenom"]?.string == "Nael" && changed["statut_personne"]?.string == "BENEVOLE")
    let refused = try await monde.modifier(gestionnaire, id, ["email": "naim@gmail.com"])
    #expect(refused.status == 422 && refused.code == "DOMAINE_EMAIL_REFUSE" && refused["domaines"] == ["ccas-marly.example"])
    let caisse = try await monde.modifier(monde.agent, id, ["fonction": "Autre"])
    #expect(caisse.status == 403 && caisse.code == "PROFIL_NON_HABILITANT")
  }

  @Test func `l'adresse d'un autre ne se prend pas (A-06)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let (_, gestionnaire) = try await monde.gestionnaireActif()
    let (un, _) = try await monde.technicienActif(gestionnaire, 0)
    _ = try await monde.creer(gestionnaire, monde.corpsTechnicien(1))
    let refused = try await monde.modifier(gestionnaire, un, ["email": "technicien1@ccas-marly.example"])
    #expect(refused.status == 409 && refused.code == "PERSONNE_DEJA_INSCRITE")
    #expect(try await monde.modifier(gestionnaire, un, ["email": "TECHNICIEN0@ccas-marly.example"]).status == 200)
  }

  @Test(arguments: [
    ("partenaire_id", "CHAMP_NON_MODIFIABLE", "X-04"), ("profil", "CHAMP_NON_MODIFIABLE", "A-06"),
    ("identifiant", "CHAMP_NON_MODIFIABLE", "C-01"), ("unite_id", "CHAMP_NON_MODIFIABLE", "C-26"),
    ("mot_de_passe", "MOT_DE_PASSE_INTERDIT", "C-18"),
  ])
  func `un compte ne change ni de partenaire, ni de profil, ni d'identifiant (X-04, A-06, C-01, C-18)`(
    _ champ: String, _ code: String, _ regle: String
  ) async throws {
    let monde = try await Scene.ouvrir("000")
    let (id, _) = try await monde.gestionnaireActif()
    let refused = try await monde.modifier(monde.agent, id, .object(JSONObject([(name: champ, value: "0192a5b0-7c00-7000-8000-000000000011")])))
    #expect(
      refused.status == 422 && refused.code == code && refused["regle"]?.string == regle && refused.pointers == ["/\(champ)"], "\(refused.text)")
  }

  @Test func `une version périmée ne passe pas`() async throws {
    let monde = try await Scene.ouvrir("000")
    let (_, gestionnaire) = try await monde.gestionnaireActif()
    let (id, _) = try await monde.technicienActif(gestionnaire)
    let refused = try await gestionnaire.patch("/v1/comptes/\(id)", ["fonction": "x"], etag: "\"1\"")
    #expect(refused.status == 412 && refused.code == "VERSION_PERIMEE")
    async let un = gestionnaire.patch("/v1/comptes/\(id)", ["fonction": "Une"], etag: "\"2\"")
    async let deux = gestionnaire.patch("/v1/comptes/\(id)", ["fonction": "Deux"], etag: "\"2\"")
    #expect([try await un.status, try await deux.status].sorted() == [200, 412])
  }
}
