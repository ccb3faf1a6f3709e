import Foundation
import JSON
import Testing

/// POST /v1/conventions.
@Suite(.serialized) struct CreationConventionTests {
  @Test func `une convention naît à signer, dans la dernière version de son modèle (V-01, V-03, V-28, P-11, X-16)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let created = try await dossier.poser("METIER") {
      $0["objet"] = "Favoriser l'accès aux droits."
      $0["public"] = "Toute personne accompagnée"
      $0["cadre_national"] = "Lettre d'intention nationale du 2 décembre 2022"
    }
    #expect(created.status == 201 && created.etag == "\"1\"", "\(created.text)")
    let id = try #require(created["id"]?.string)
    #expect(created.headers["location"] == "/v1/conventions/\(id)")
    #expect(created["etat"] == "A_SIGNER" && created["modele"] == ["code": "000", "version": 1] && created["nature"] == "METIER")
    #expect(created["objet"] == "Favoriser l'accès aux droits." && created["public"] == "Toute personne accompagnée")
    #expect(created["cadre_national"] == "Lettre d'intention nationale du 2 décembre 2022")
    for name in ["convention_metier_id", "date_effet", "premier_jour", "dernier_jour", "periode"] { #expect(created[name] == .null) }
    #expect(created["signatures"] == [] && created["fonctionnalites"] == [])
    #expect(created["caisse"]?["code"] == "CPAM-57" && created["partenaire"]?["denomination"] == "CCAS de Belcombe")
    #expect(try await dossier.lire(id).text == created.text)
  }

  @Test func `l'utilisation s'adosse à une convention métier, les autres non (V-01, T-009)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let sans = try await dossier.poser("UTILISATION")
    #expect(sans.status == 422 && sans.code == "METIER_OBLIGATOIRE" && sans["regle"] == "V-01", "\(sans.text)")
    let metier = try await dossier.creer("METIER")
    let interdit = try await dossier.poser("METIER", metier: metier)
    #expect(interdit.status == 422 && interdit.code == "METIER_INTERDIT", "\(interdit.text)")
    let adossee = try await dossier.poser("UTILISATION", metier: metier)
    #expect(adossee.status == 201 && adossee["convention_metier_id"]?.string == metier, "\(adossee.text)")
    let unique = try await dossier.poser("UNIQUE", modele: "002", metier: metier)
    #expect(unique.code == "METIER_INTERDIT")
  }

  @Test(arguments: [("UNIQUE", "000", "METIER, UTILISATION"), ("METIER", "002", "UNIQUE")])
  func `le modèle dit les natures qu'il admet (V-01, V-03)`(nature: String, modele: String, admises: String) async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let refus = try await dossier.poser(nature, modele: modele)
    #expect(refus.status == 422 && refus.code == "NATURE_HORS_MODELE" && refus["natures"]?.string == admises, "\(refus.text)")
  }

  @Test func `ce que la caisse ne voit pas n'existe pas (A-02, V-01)`() async throws {
    let server = try TestServer()
    let moselle = try await Dossier.ouvrir(server)
    let metierMoselle = try await moselle.creer("METIER")
    let oise = try await Dossier.ouvrir(server, caisse: "CPAM-60")
    let autreMetier = try await oise.autre().creer("METIER", modele: "003")
    func refus(_ adapt: (inout JSONObject) -> Void) async throws -> Answer {
      try await oise.poser("UTILISATION", modele: "003", metier: autreMetier, adapt)
    }
    let inconnu = "0192a5b0-7c00-7000-8000-000000000099"
    let cas: [(String, Answer)] = [
      ("/partenaire_id", try await refus { $0["partenaire_id"] = .string(moselle.partenaire) }),
      ("/partenaire_id", try await refus { $0["partenaire_id"] = .string(inconnu) }),
      ("/modele_code", try await refus { $0["modele_code"] = "999" }),
      ("/convention_metier_id", try await refus { $0["convention_metier_id"] = .string(inconnu) }),
      ("/convention_metier_id", try await refus { $0["convention_metier_id"] = .string(metierMoselle) }),
      // Of the same caisse, but of another partner.
      ("/convention_metier_id", try await refus { _ in }),
    ]
    for (pointeur, answer) in cas {
      #expect(answer.status == 422 && answer.code == "REFERENCE_INCONNUE" && answer.pointers == [pointeur], "\(answer.text)")
    }
  }

  @Test func `une utilisation ne s'adosse pas à une autre utilisation (V-01)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let utilisation = try await dossier.creer("UTILISATION", metier: try await dossier.creer("METIER"))
    let refus = try await dossier.poser("UTILISATION", metier: utilisation)
    #expect(refus.status == 422 && refus.code == "REFERENCE_INCONNUE" && refus.pointers == ["/convention_metier_id"], "\(refus.text)")
  }

  @Test func `une seconde convention n'est pas préparée tant que rien ne met fin à la première (V-37)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let (metier, utilisation) = try await dossier.bundle(le: "2024-10-21")
    let seconde = try await dossier.poser("METIER")
    #expect(seconde.status == 409 && seconde.code == "CONVENTION_DEJA_EN_VIGUEUR" && seconde["convention_id"]?.string == metier, "\(seconde.text)")
    let autre = try await dossier.poser("UTILISATION", metier: metier)
    #expect(autre.status == 409 && autre["convention_id"]?.string == utilisation, "\(autre.text)")
    #expect(try await dossier.poser("UNIQUE", modele: "002").code == "CONVENTION_DEJA_EN_VIGUEUR")
  }

  @Test func `une utilisation ne s'adosse plus à un métier échu (V-01)`() async throws {
    let server = try TestServer()
    try Modeles.installerSansReconduction(server)
    let dossier = try await Dossier.ouvrir(server)
    let metier = try await dossier.conclure("METIER", modele: "900", le: "2024-03-13")
    let refus = try await dossier.a("2025-03-13T00:00:00+01:00").poser("UTILISATION", modele: "900", metier: metier)
    #expect(refus.status == 409 && refus.code == "METIER_NON_EN_VIGUEUR" && refus["etat"] == "ECHUE", "\(refus.text)")
  }

  @Test func `l'utilisation à signer devient le titre d'un partenaire qui n'en a pas (V-38, Q-48)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer(), caisse: "CPAM-67")
    let premiere = try await dossier.creer("UNIQUE", modele: "002")
    let seconde = try await dossier.creer("UNIQUE", modele: "002")
    #expect(try dossier.titre() == [premiere, nil, nil])
    for partie in ["CAISSE", "PARTENAIRE"] { _ = try await dossier.signer(seconde, partie, le: "2024-06-03") }
    #expect(try dossier.titre() == [seconde, "2024-06-03", nil])
  }

  @Test func `chaque champ fautif est nommé (V-01)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let refus = try await dossier.agent.post(
      "/v1/conventions", ["partenaire_id": "x", "nature": "AUTRE", "modele_code": "00", "objet": "NIR 1 84 12 76 451 089 46", "etat": "EN_VIGUEUR"])
    #expect(refus.status == 422 && refus.code == "CORPS_INVALIDE")
    #expect(Set(refus.pointers) == ["/partenaire_id", "/nature", "/modele_code", "/objet", "/etat"], "\(refus.text)")
  }

  @Test func `seul l'agent de la caisse crée et signe (A-02)`() async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server)
    let id = try await dossier.creer("METIER")
    let direction = try await Monde.agent(server, "CPAM-57", role: "DIRECTION_CAISSE")
    let tente = dossier.vu(par: direction)
    #expect(try await tente.poser("METIER").code == "ROLE_INSUFFISANT")
    #expect(try await tente.signer(id, "CAISSE", le: "2024-10-21").code == "ROLE_INSUFFISANT")
    let sansJeton = dossier.vu(par: server.client)
    #expect(try await sansJeton.poser("METIER").code == "JETON_ABSENT")
    #expect(try await sansJeton.signer(id, "CAISSE", le: "2024-10-21").status == 401)
  }

  @Test func `un identifiant dont les chiffres sont ceux d'un NIR reste un identifiant (D-12)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let identifiant = "0192a5b0-7c00-7000-b184-127645108946"
    let texte = try await dossier.poser("METIER") { $0["objet"] = "Dossier 184127645108946" }
    #expect(texte.status == 422 && texte.code == "NIR_INTERDIT" && texte.pointers == ["/objet"], "\(texte.text)")
    let corps = try await dossier.poser("UTILISATION", metier: identifiant)
    #expect(corps.status == 422 && corps.code == "REFERENCE_INCONNUE", "\(corps.text)")
    #expect(try await dossier.agent.get("/v1/conventions?partenaire_id=\(identifiant)").status == 200)
  }
}
