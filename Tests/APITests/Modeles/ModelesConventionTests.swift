import API
import Catalogue
import Foundation
import JSON
import Postgres
import Testing

/// GET and POST /v1/modeles-convention: versions and new models, as data (V-03).
@Suite(.serialized) struct ModelesConventionTests {
  private func admin(_ server: TestServer) async throws -> TestClient { try await Monde.agent(server, nil, role: "ADMIN_NATIONAL") }

  /// The 98 parameters of an embedded model, as a body gives them.
  private func parametres(_ code: String, _ adapt: (inout JSONObject) -> Void = { _ in }) throws -> JSONValue {
    let modele = try JSONReader.parse(Catalogue.donnees(.modeles)).array?.first { $0["code"]?.string == code }
    var body = JSONObject((modele?["parametres"]?.object?.members ?? []).map { ($0.name, ["valeur": $0.value["valeur"] ?? .null]) })
    adapt(&body)
    return .object(body)
  }

  private func sixieme(_ adapt: (inout JSONObject) -> Void = { _ in }) throws -> JSONValue {
    var body: JSONObject = [
      "code": "005", "titre": "Service de tutelle – CPAM de la Moselle", "natures": ["METIER", "UTILISATION"], "type_caisse": "CPAM",
      "type_partenaire": "TUTELLE", "parametres": try parametres("003"),
    ]
    adapt(&body)
    return .object(body)
  }

  private func parametre(_ modele: Answer, _ cle: String) -> JSONValue? { modele["parametres"]?.array?.first { $0["cle"]?.string == cle } }

  @Test func `les cinq modèles sont complets : 98 paramètres, null où l'acte se tait, défauts marqués (V-03)`() async throws {
    let server = try TestServer()
    let agent = try await Monde.agent(server, "CPAM-57")
    let liste = try await agent.get("/v1/modeles-convention")
    #expect(liste.elements.map { $0["code"]?.string } == ["000", "001", "002", "003", "004"])
    #expect(liste.elements.allSatisfy { $0["versions"] == [1] && $0["version"] == 1 })
    for code in ["000", "001", "002", "003", "004"] {
      let modele = try await agent.get("/v1/modeles-convention/\(code)")
      let parametres = modele["parametres"]?.array ?? []
      #expect(Set(parametres.compactMap { $0["cle"]?.string }).count == 98 && parametres.count == 98)
      for parametre in parametres {
        let (valeur, defaut) = (parametre["valeur"] ?? .null, parametre["defaut"] ?? .null)
        let origine = valeur != .null ? "ACTE" : defaut != .null ? "DEFAUT_PROJET" : "NON_ECRIT"
        #expect(parametre["origine"]?.string == origine && (valeur == .null || defaut == .null), "\(parametre.text)")
      }
    }
  }

  @Test func `une nouvelle version reprend la précédente et ne dit que ce qui change (V-03)`() async throws {
    let server = try TestServer()
    let admin = try await admin(server)
    let publiee = try await admin.post(
      "/v1/modeles-convention",
      [
        "code": "000", "version_precedente": 1,
        "parametres": [
          "techniciens.quota.max": ["valeur": 30, "note": "Révision."], "metier.duree_mois": ["valeur": 36],
          "comptes.suppression_auto_mois": ["valeur": nil],
        ],
      ])
    #expect(publiee.status == 201 && publiee["version"] == 2 && publiee["versions"] == [1, 2], "\(publiee.text)")
    #expect(publiee.headers["location"] == "/v1/modeles-convention/000?version=2" && publiee["titre"] != .null)
    #expect(parametre(publiee, "techniciens.quota.max")?["note"] == "Révision.")
    #expect(parametre(publiee, "metier.duree_mois")?["origine"] == "ACTE" && parametre(publiee, "metier.duree_mois")?["defaut"] == .null)
    let silence = parametre(publiee, "comptes.suppression_auto_mois")
    #expect(silence?["origine"] == "DEFAUT_PROJET" && silence?["defaut"]?["valeur"] == 6 && silence?["regles"] != [], "\(silence?.text ?? "")")
    let premiere = try await admin.get("/v1/modeles-convention/000?version=1")
    #expect(premiere["version"] == 1 && parametre(premiere, "techniciens.quota.max")?["valeur"] == 25)
    #expect(try await admin.get("/v1/modeles-convention/000").json == publiee.json)
    #expect(try await admin.get("/v1/modeles-convention/000?version=2").json == publiee.json)
    #expect(try await admin.get("/v1/modeles-convention/000?version=3").code == "RESSOURCE_INTROUVABLE")
    #expect(try await admin.get("/v1/modeles-convention").elements.first?["versions"] == [1, 2])
    let evenement = try server.admin().query("select apres::text from evenement where code = 'MODELE_PUBLIE'")
    #expect(evenement.count == 1 && evenement[0][0]?.contains("techniciens.quota.max") == true)
  }

  @Test func `une convention signée garde sa version, une autre prend la dernière jusqu'à sa signature (V-03)`() async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server)
    let admin = try await admin(server)
    func version(_ id: String) async throws -> Int? { try await dossier.lire(id)["modele"]?["version"]?.int }
    func publier(_ mois: JSONValue) async throws {
      #expect(try await admin.post("/v1/modeles-convention", ["code": "000", "parametres": ["metier.duree_mois": ["valeur": mois]]]).status == 201)
    }
    let signee = try await dossier.conclure("METIER", le: "2024-10-21")
    let commencee = try await dossier.autre().creer("METIER")
    let ouverte = try await dossier.autre().creer("METIER")
    _ = try await dossier.signer(commencee, "CAISSE", le: "2024-10-21")
    try await publier(36)
    let versions = [try await version(signee), try await version(commencee), try await version(ouverte)]
    #expect(versions == [1, 1, 2])
    #expect(try await dossier.lire(signee).periode == "1 2024-10-21/2025-10-20")
    for partie in ["CAISSE", "PARTENAIRE"] { _ = try await dossier.signer(ouverte, partie, le: "2024-10-21") }
    try await publier(48)
    #expect(try await version(ouverte) == 2)
    #expect(try await dossier.lire(ouverte).periode == "1 2024-10-21/2027-10-20")
    let derniere = try await dossier.autre().creer("METIER")
    #expect(try await version(derniere) == 3)
  }

  @Test func `un sixième modèle s'ajoute sans code et sert aussitôt (V-03)`() async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server)
    #expect(try await dossier.poser("METIER", modele: "005").code == "REFERENCE_INCONNUE")
    let publie = try await admin(server).post(
      "/v1/modeles-convention",
      try sixieme {
        $0["parametres"] = try? parametres("003") { $0["metier.duree_mois"] = ["valeur": 60] }
      })
    #expect(publie.status == 201 && publie["version"] == 1 && publie["versions"] == [1] && publie["parametres"]?.array?.count == 98, "\(publie.text)")
    #expect(parametre(publie, "metier.duree_mois")?["regles"] == ["V-07"])
    #expect(parametre(publie, "comptes.mdp_validite_jours")?["defaut"]?["raison"] == "Q-46")
    let metier = try await dossier.conclure("METIER", modele: "005", le: "2024-10-21")
    #expect(try await dossier.lire(metier).periode == "1 2024-10-21/2029-10-20")
    #expect(try await dossier.poser("UNIQUE", modele: "005").code == "NATURE_HORS_MODELE")
  }

  @Test func `chaque faute est désignée, et rien n'est publié (V-03)`() async throws {
    let server = try TestServer()
    let admin = try await admin(server)
    let faux = try await admin.post(
      "/v1/modeles-convention",
      try sixieme {
        $0["natures"] = ["UNIQUE", "METIER"]
        $0["parametres"] = try? parametres("003") {
          $0["metier.duree_mois"] = ["valeur": "douze"]
          $0["metier.renouvellement.mode"] = ["valeur": "PARFOIS"]
          $0["metier.renouvellement.duree_mois"] = ["valeur": 1201]
          $0["techniciens.quota.tranches"] = ["valeur": [["min": 5, "max": 4, "quota": 1]]]
          $0["public"] = nil
          $0["invente"] = ["valeur": 1]
          $0["avenant.preserve_objectifs"] = ["valeur": true, "regles": ["V-15", "V-99"]]
        }
      })
    #expect(faux.status == 422 && faux.code == "MODELE_INVALIDE" && faux["regle"] == "V-03", "\(faux.text)")
    #expect(
      zip(faux.pointers, faux.fieldCodes).map { "\($0) \($1)" } == [
        "/natures VALEUR_INADMISE", "/parametres/avenant.preserve_objectifs/regles/1 REFERENCE_INCONNUE", "/parametres/invente CHAMP_INCONNU",
        "/parametres/metier.duree_mois/valeur VALEUR_INADMISE", "/parametres/metier.renouvellement.duree_mois/valeur VALEUR_INADMISE",
        "/parametres/metier.renouvellement.mode/valeur VALEUR_INADMISE", "/parametres/public CHAMP_OBLIGATOIRE",
        "/parametres/techniciens.quota.tranches/valeur VALEUR_INADMISE", "/parametres/utilisation.duree/valeur VALEUR_INADMISE",
      ], "\(faux.text)")
    let sansTitre = try await admin.post("/v1/modeles-convention", ["code": "000", "titre": " ", "parametres": [:]])
    #expect(sansTitre.status == 422 && sansTitre.pointers == ["/titre"] && sansTitre.fieldCodes == ["CHAMP_OBLIGATOIRE"], "\(sansTitre.text)")
    let vide = try await admin.post("/v1/modeles-convention", ["code": "006", "parametres": [:]])
    #expect(vide.code == "MODELE_INVALIDE" && vide["erreurs"]?.array?.count == 50 && vide["erreurs_incompletes"] == true, "\(vide.text)")
    #expect(try await admin.get("/v1/modeles-convention/005").status == 404)
    let meme = try await admin.post("/v1/modeles-convention", ["code": "000", "parametres": [:]])
    #expect(meme.status == 422 && meme.code == "MODELE_SANS_CHANGEMENT" && meme["version"] == 1)
    let nir = try await admin.post("/v1/modeles-convention", ["code": "000", "titre": "2 55 08 14 168 025 38", "parametres": [:]])
    #expect(nir.code == "NIR_INTERDIT")
    #expect(try await admin.get("/v1/modeles-convention/000")["versions"] == [1])
  }

  @Test func `la version précédente annoncée doit être la dernière (V-03)`() async throws {
    let server = try TestServer()
    let admin = try await admin(server)
    func publier(_ precedente: Int, _ mois: Int, code: String = "000") async throws -> Answer {
      try await admin.post(
        "/v1/modeles-convention",
        [
          "code": .string(code), "version_precedente": .number(JSONNumber(precedente)),
          "parametres": ["metier.duree_mois": ["valeur": .number(JSONNumber(mois))]],
        ])
    }
    #expect(try await publier(1, 24).status == 201)
    let perimee = try await publier(1, 36)
    #expect(perimee.status == 409 && perimee.code == "MODELE_VERSION_PERIMEE" && perimee["version"] == 2, "\(perimee.text)")
    #expect(try await publier(2, 36)["version"] == 3)
    let absent = try await admin.post("/v1/modeles-convention", try sixieme { $0["version_precedente"] = 1 })
    #expect(absent.status == 409 && absent.code == "MODELE_VERSION_PERIMEE", "\(absent.text)")
  }

  @Test func `de deux administrateurs au même instant, un seul publie la version (V-03)`() async throws {
    let server = try TestServer { $0.loops = 2 }
    let admins = [try await admin(server), try await admin(server)]
    for tour in 0..<3 {
      let codes = try await withThrowingTaskGroup(of: Answer.self) { group in
        for rang in 0..<2 {
          group.addTask {
            try await admins[rang].post(
              "/v1/modeles-convention",
              [
                "code": "001", "version_precedente": .number(JSONNumber(tour + 1)),
                "parametres": ["techniciens.quota.max": ["valeur": .number(JSONNumber(100 + 10 * tour + rang))]],
              ])
          }
        }
        return try await group.reduce(into: [String]()) { $0.append("\($1.status) \($1.status == 409 ? $1.code ?? "" : "")") }.sorted()
      }
      #expect(codes == ["201 ", "409 MODELE_VERSION_PERIMEE"])
    }
    #expect(try await admins[0].get("/v1/modeles-convention/001")["versions"] == [1, 2, 3, 4])
    // Without a version announced, the primary key alone decides.
    let insert =
      "insert into modele_convention select code, 5, titre, natures, type_caisse, type_partenaire, parametres, cree_le from modele_convention where code = '001' and version = 4"
    let holder = try server.admin()
    try holder.run("begin")
    try holder.run(insert)
    let attente = Task { try await admins[0].post("/v1/modeles-convention", ["code": "001", "titre": "Autre titre", "parametres": [:]]) }
    try await Task.sleep(for: .milliseconds(300))
    try holder.run("commit")
    #expect(try await attente.value.code == "MODELE_VERSION_PERIMEE")
  }

  @Test func `seul l'administrateur national publie (V-03)`() async throws {
    let server = try TestServer()
    for role in ["AGENT_CAISSE", "DIRECTION_CAISSE"] {
      let agent = try await Monde.agent(server, "CPAM-57", role: role)
      #expect(try await agent.post("/v1/modeles-convention", ["code": "000", "parametres": [:]]).code == "ROLE_INSUFFISANT")
    }
  }
}
