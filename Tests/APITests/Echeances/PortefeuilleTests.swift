import Foundation
import JSON
import Postgres
import Testing

/// GET /v1/echeances, as pages.
@Suite(.serialized) struct PortefeuilleTests {
  /// `2025-08-21 LIMITE_DENONCIATION`, in the order of the answer.
  private func lignes(_ answer: Answer) -> [String] { answer.elements.map { "\($0["date"]?.string ?? "-") \($0["code"]?.string ?? "")" } }

  private func lire(_ client: TestClient, _ query: String = "") async throws -> Answer { try await client.get("/v1/echeances\(query)") }

  @Test func `sans paramètre, les échéances des trois mois qui viennent, de toutes les conventions de la caisse (V-35)`() async throws {
    let server = try TestServer()
    let premier = try await Dossier.ouvrir(server, caisse: "CPAM-67")
    let unique = try await premier.conclure("UNIQUE", modele: "002", le: "2024-05-12")
    let second = try await premier.autre { $0["denomination"] = "CCAS de Valmont" }
    _ = try await second.conclure("UNIQUE", modele: "002", le: "2024-08-13")
    // The day is 12 March: 12 June is the last day of the window.
    let answer = try await lire(premier.agent)
    #expect(
      lignes(answer) == [
        "2025-03-12 LIMITE_DENONCIATION", "2025-05-11 FIN_PERIODE", "2025-05-11 RENCONTRE", "2025-05-12 PERIODE_SUIVANTE",
        "2025-05-12 REVUE_HABILITATIONS", "2025-05-13 ALERTE_DENONCIATION", "2025-06-12 ALERTE_FIN",
      ])
    let limite = answer.elements.first { $0["code"] == "LIMITE_DENONCIATION" }
    #expect(limite?["convention"]?["id"]?.string == unique && limite?["convention"]?["nature"] == "UNIQUE", "\(answer.text)")
    #expect(limite?["convention"]?["partenaire"]?["denomination"] == "CCAS de Belcombe" && limite?["convention"]?["caisse"]?["code"] == "CPAM-67")
    #expect(limite?["regle"] == "V-12" && limite?["sources"] == ["002 art. 9"] && limite?["atteinte"] == true)
    #expect(answer["suivant"] == .null)
  }

  @Test(arguments: [
    ("2025-08-20", "2025-08-20", false), ("2025-08-20", "2025-08-21", true), ("2025-08-21", "2025-08-21", true), ("2025-08-22", "2025-08-22", false),
  ])
  func `les deux bords de la fenêtre y sont (V-35, V-12)`(du: String, au: String, presente: Bool) async throws {
    let dossier = try await Dossier.ouvrir(try TestServer(), caisse: "CPAM-67")
    _ = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    let answer = try await lire(dossier.agent, "?du=\(du)&au=\(au)")
    #expect(lignes(answer).contains("2025-08-21 LIMITE_DENONCIATION") == presente, "\(answer.text)")
  }

  @Test func `les filtres se combinent, l'horizon remplace le dernier jour (V-35)`() async throws {
    let server = try TestServer()
    let premier = try await Dossier.ouvrir(server, caisse: "CPAM-67")
    let unique = try await premier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    let second = try await premier.autre()
    let metier = try await second.conclure("METIER", modele: "001", le: "2024-06-03")
    let annee = "?du=2025-01-01&au=2026-12-31"
    #expect(
      try await lignes(lire(premier.agent, annee + "&code=LIMITE_DENONCIATION")) == [
        "2025-06-02 LIMITE_DENONCIATION", "2025-08-21 LIMITE_DENONCIATION", "2026-06-02 LIMITE_DENONCIATION", "2026-08-21 LIMITE_DENONCIATION",
      ])
    #expect(try await lignes(lire(premier.agent, annee + "&code=LIMITE_DENONCIATION&regle=V-12")).count == 2)
    #expect(try await lire(premier.agent, annee + "&regle=V-13").elements.allSatisfy { $0["convention"]?["id"]?.string == metier })
    for query in ["&partenaire_id=\(second.partenaire)", "&convention_id=\(metier)"] {
      let answer = try await lire(premier.agent, annee + query)
      #expect(answer.elements.count > 10 && answer.elements.allSatisfy { $0["convention"]?["id"]?.string == metier }, "\(answer.text)")
    }
    #expect(try await lire(premier.agent, annee + "&partenaire_id=\(second.partenaire)&convention_id=\(unique)").elements.isEmpty)
    #expect(try await lignes(lire(premier.agent, "?du=2025-08-20&horizon_jours=0&convention_id=\(unique)")) == ["2025-08-20 ALERTE_FIN"])
    #expect(
      try await lignes(lire(premier.agent, "?du=2025-08-20&horizon_jours=1&convention_id=\(unique)")) == [
        "2025-08-20 ALERTE_FIN", "2025-08-21 LIMITE_DENONCIATION",
      ])
  }

  @Test(arguments: [
    ("?du=2025-03-12&au=2025-03-11", "/query/au"), ("?au=2025-03-11", "/query/au"), ("?du=2025-03-12&au=2027-03-13", "/query/au"),
    ("?au=2025-04-01&horizon_jours=3", "/query/horizon_jours"), ("?horizon_jours=732", "/query/horizon_jours"),
    ("?du=1925-03-11", "/query/du"), ("?du=2125-03-12&au=2125-03-13", "/query/au"), ("?code=INCONNU", "/query/code"), ("?regle=Z-03", "/query/regle"),
    ("?du=12/03/2025", "/query/du"),
  ])
  func `une fenêtre impossible est refusée et désignée`(query: String, pointeur: String) async throws {
    let agent = try await Monde.agent(try Scene.partagee, "CPAM-67")
    let answer = try await lire(agent, query)
    #expect(answer.status == 400 && answer.code == "PARAMETRE_INVALIDE" && answer.pointers == [pointeur], "\(answer.text)")
  }

  @Test(arguments: ["?du=2025-03-12&au=2027-03-12", "?horizon_jours=731", "?du=2125-03-12&horizon_jours=1"])
  func `vingt-quatre mois et un siècle sont admis`(query: String) async throws {
    #expect(try await lire(try await Monde.agent(try Scene.partagee, "CPAM-67"), query).status == 200)
  }

  @Test func `les pages se suivent sans trou ni doublon`() async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-67")
    for _ in 0..<3 { _ = try await dossier.autre().conclure("UNIQUE", modele: "002", le: "2024-10-21") }
    let fenetre = "du=2025-01-01&au=2026-12-31"
    let entiere = try await lire(dossier.agent, "?\(fenetre)&limite=200").elements
    #expect(entiere.count > 30)
    let cles = entiere.map { "\($0["date"]?.string ?? "") \($0["convention"]?["id"]?.string ?? "") \($0["code"]?.string ?? "")" }
    #expect(cles == cles.sorted() && Set(cles).count == cles.count)
    var parcourue: [JSONValue] = []
    var suivant: String? = "/v1/echeances?\(fenetre)&limite=7"
    while let adresse = suivant {
      let page = try await dossier.agent.get(adresse)
      #expect(page.elements.count == 7 || page["suivant"] == .null)
      #expect((page.headers["link"] == nil) == (page["suivant"] == .null))
      parcourue += page.elements
      suivant = page["suivant"]?.string
    }
    #expect(parcourue == entiere)
    for curseur in ["AAAA", "WyJ4Il0", "WyIyMDI1LTA0LTAxIiwieCIsInkiLDBd"] {
      #expect(try await lire(dossier.agent, "?curseur=\(curseur)").code == "CURSEUR_INVALIDE")
    }
  }

  @Test func `deux comités de la même période sont deux échéances, que les pages ne confondent pas (B-02)`() async throws {
    let server = try TestServer()
    try Modeles.installer(server, "001", code: "901", version: 1) { $0["instances.copil_par_an"] = 2 }
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-13")
    _ = try await dossier.conclure("METIER", modele: "901", le: "2024-07-10")
    let fenetre = "/v1/echeances?du=2025-07-09&au=2025-07-09&code=COPIL"
    #expect(try await dossier.agent.get(fenetre).elements.count == 2)
    let premiere = try await dossier.agent.get(fenetre + "&limite=1")
    let seconde = try await dossier.agent.get(premiere["suivant"]?.string ?? "")
    #expect(premiere.elements.count == 1 && seconde.elements == premiere.elements && seconde["suivant"] == .null, "\(seconde.text)")
  }

  @Test func `le gestionnaire voit les conventions de son partenaire, une autre caisse les siennes, le technicien rien (A-02, R-34)`() async throws {
    let server = try TestServer()
    let monde = try await Monde.ouvrir(server, "000")
    let autre = try await Dossier.ouvrir(server, caisse: "CPAM-57")
    _ = try await autre.bundle(le: "2024-10-21")
    let fenetre = "?du=2025-01-01&au=2025-12-31&limite=200"
    let gestionnaire = try await monde.gestionnaire()
    let siennes = Set(try await lire(gestionnaire, fenetre).elements.compactMap { $0["convention"]?["id"]?.string })
    #expect(siennes == Set(monde.conventions.values))
    let direction = try await Monde.agent(server, "CPAM-57", role: "DIRECTION_CAISSE")
    #expect(
      Set(try await lire(direction, fenetre).elements.compactMap { $0["convention"]?["partenaire"]?["id"]?.string }) == [
        monde.partenaire, autre.partenaire,
      ])
    #expect(try await lire(Monde.agent(server, "CPAM-60"), fenetre).elements.isEmpty)
    #expect(try await lire(monde.technicien(gestionnaire)).code == "ROLE_INSUFFISANT")
  }

  @Test func `aujourd'hui est celui de la caisse, outre-mer aussi (V-24)`() async throws {
    let server = try TestServer()
    _ = try server.admin().query("update caisse set fuseau = 'LA_REUNION' where code = 'CPAM-57'")
    let dossier = try await Dossier.ouvrir(server).a("2025-03-12T20:00:00Z")
    _ = try await dossier.conclure("METIER", le: "2025-03-13")
    let answer = try await lire(dossier.agent, "?horizon_jours=0")
    #expect(lignes(answer) == ["2025-03-13 DATE_EFFET"] && answer.elements.first?["atteinte"] == true, "\(answer.text)")
  }

  @Test func `une fin passée laisse ses dernières dates, puis plus rien (R-24)`() async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-67")
    let unique = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    _ = try server.admin().query(
      "insert into resiliation (convention_id, cause, effet_le, cree_le) values ($1::uuid, 'AMIABLE', '2025-02-28', now())", [unique])
    _ = try server.admin().query("update convention set dernier_jour = '2025-02-28', fin = 'RESILIATION' where id = $1::uuid", [unique])
    #expect(
      try await lignes(lire(dossier.agent, "?du=2025-02-28")) == [
        "2025-02-28 DERNIER_JOUR", "2025-02-28 FIN_PERIODE", "2025-02-28 RENCONTRE", "2025-03-01 DESTRUCTION_DONNEES", "2025-03-01 FERMETURE_ACCES",
        "2025-03-31 ATTESTATION_DESTRUCTION",
      ])
    #expect(try await lignes(lire(dossier.agent, "?du=2025-03-31")) == ["2025-03-31 ATTESTATION_DESTRUCTION"])
    #expect(try await lignes(lire(dossier.agent, "?du=2025-04-01")) == [])
  }

  @Test func `un portefeuille de plusieurs centaines de conventions se lit par lots`() async throws {
    let server = try TestServer()
    try Volume.actes(server, 450, caisse: "CPAM-67")
    let agent = try await Monde.agent(server, "CPAM-67")
    var vues: [String] = []
    var suivant: String? = "/v1/echeances?code=LIMITE_DENONCIATION&du=2025-08-21&au=2025-08-21&limite=200"
    while let adresse = suivant {
      let page = try await agent.get(adresse)
      vues += page.elements.compactMap { $0["convention"]?["id"]?.string }
      suivant = page["suivant"]?.string
    }
    #expect(vues.count == 450 && Set(vues).count == 450 && vues == vues.sorted())
  }

  @Test func `au-delà de deux mille conventions, restreindre est demandé`() async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-67")
    _ = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    try Volume.actes(server, 2_000, caisse: "CPAM-67", signes: false)
    for headers in [[:], ["Accept": "text/csv"]] {
      let answer = try await dossier.agent.get("/v1/echeances", headers: headers)
      #expect(answer.status == 422 && answer.code == "PORTEFEUILLE_TROP_GRAND" && answer["plafond"] == 2_000, "\(answer.text)")
    }
    #expect(try await lire(dossier.agent, "?partenaire_id=\(dossier.partenaire)").status == 200)
    #expect(try await lire(dossier.agent, "?du=2024-01-01&au=2024-10-20").status == 200, "none was in effect yet")
    let abonnement = try await dossier.agent.post("/v1/abonnements-calendrier", ["libelle": "Tout"])
    let calendrier = try await server.client.get(abonnement.chemin)
    #expect(calendrier.status == 422 && calendrier.code == "PORTEFEUILLE_TROP_GRAND")
  }
}
