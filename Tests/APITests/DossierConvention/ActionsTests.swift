import Foundation
import JSON
import Testing

/// What the parties have agreed to do (P-12, V-26, V-34, B-09, B-12, X-06, X-13, X-14, X-17).
@Suite(.serialized) struct ActionsTests {
  private func ajouter(
    _ dossier: Dossier, _ convention: String, _ type: String, _ adapt: (inout JSONObject) -> Void = { _ in }
  ) async throws -> Answer {
    var body: JSONObject = ["type": .string(type), "intitule": "Séance sur la complémentaire santé", "porteur": "CAISSE"]
    adapt(&body)
    return try await dossier.agent.post("/v1/conventions/\(convention)/actions", .object(body))
  }

  private func modifier(_ dossier: Dossier, _ id: String, _ body: JSONValue, etag: String? = "*") async throws -> Answer {
    try await dossier.agent.patch("/v1/actions/\(id)", body, etag: etag)
  }

  private func prete() async throws -> (dossier: Dossier, convention: String, id: String) {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let convention = try await dossier.creer("METIER")
    let action = try await ajouter(dossier, convention, "COMMUN") { $0["echeance_le"] = "2025-06-30" }
    return (dossier, convention, try #require(action["id"]?.string, "\(action.text)"))
  }

  @Test(arguments: [
    ("COMMUN", "V-34"), ("OPTIONNEL", "V-34"), ("ENGAGEMENT", "P-12"), ("BONNE_FIN", "V-26"), ("FORMATION", "B-09"),
    ("SEANCE_INFORMATION", "B-12"), ("PREVENTION", "X-14"), ("COLLABORATION", "X-13"), ("PROMOTION", "X-17"), ("DIFFUSION", "X-06"),
    ("AUTRE", "V-34"),
  ])
  func `chaque action s'ajoute sous la règle de son type`(type: String, regle: String) async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let convention = try await dossier.creer("METIER")
    let action = try await ajouter(dossier, convention, type) { $0["note"] = "Modalités à définir.\nAvec le CCAS." }
    #expect(action.status == 201 && action["etat"] == "PREVUE" && action["faite_le"] == .null && action.etag == "\"1\"", "\(action.text)")
    let id = try #require(action["id"]?.string)
    #expect(action.headers["location"] == "/v1/actions/\(id)" && action["note"] == "Modalités à définir.\nAvec le CCAS.")
    #expect(try await dossier.agent.get("/v1/actions/\(id)").text == action.text)
    let fait = try await dossier.agent.get("/v1/conventions/\(convention)/historique").elements.last
    #expect(fait?["evenement"] == "ACTION_AJOUTEE" && fait?["regle"]?.string == regle && fait?["apres"]?["action_id"]?.string == id)
  }

  @Test(arguments: [("2025-03-12", 201), ("2025-03-13", 422)])
  func `une formation déjà faite s'ajoute avec son jour, passé (B-09)`(jour: String, statut: Int) async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let action = try await ajouter(dossier, try await dossier.creer("METIER"), "FORMATION") { $0["faite_le"] = .string(jour) }
    #expect(action.status == statut, "\(action.text)")
    if statut == 201 { #expect(action["etat"] == "FAITE" && action["faite_le"]?.string == jour) } else { #expect(action.code == "DATE_FUTURE") }
  }

  @Test func `une action avance, se fait un jour venu, et ne se rouvre pas (V-34)`() async throws {
    let (dossier, convention, id) = try await prete()
    let enCours = try await modifier(dossier, id, ["etat": "EN_COURS", "porteur": "COMMUN", "echeance_le": nil, "note": "Commencée."], etag: "\"1\"")
    #expect(enCours.status == 200 && enCours["etat"] == "EN_COURS" && enCours["echeance_le"] == .null && enCours.etag == "\"2\"", "\(enCours.text)")
    #expect(try await modifier(dossier, id, ["etat": "PREVUE", "note": nil, "intitule": "Deux séances"])["note"] == .null)
    let sansJour = try await modifier(dossier, id, ["etat": "FAITE"])
    #expect(sansJour.status == 422 && sansJour.code == "CORPS_INVALIDE" && sansJour.pointers == ["/faite_le"], "\(sansJour.text)")
    let demain = try await modifier(dossier, id, ["etat": "FAITE", "faite_le": "2025-03-13"])
    #expect(demain.status == 422 && demain.code == "DATE_FUTURE" && demain.pointers == ["/faite_le"])
    let pasFaite = try await modifier(dossier, id, ["faite_le": "2025-03-12"])
    #expect(pasFaite.status == 422 && pasFaite.fieldCodes == ["CHAMP_NON_ADMIS"])
    let faite = try await modifier(dossier, id, ["etat": "FAITE", "faite_le": "2025-03-12"])
    #expect(faite["etat"] == "FAITE" && faite["faite_le"] == "2025-03-12" && faite["intitule"] == "Deux séances", "\(faite.text)")
    for etat in ["PREVUE", "EN_COURS", "ABANDONNEE"] {
      let rouverte = try await modifier(dossier, id, ["etat": .string(etat)])
      #expect(rouverte.status == 409 && rouverte.code == "ACTION_CLOSE" && rouverte["etat"] == "FAITE", "\(rouverte.text)")
    }
    #expect(try await modifier(dossier, id, ["faite_le": nil]).pointers == ["/faite_le"])
    #expect(try await modifier(dossier, id, ["faite_le": "2025-03-11"])["faite_le"] == "2025-03-11")
    #expect(
      try dossier.journal(convention).suffix(5) == ["ACTION_AJOUTEE", "ACTION_EN_COURS", "ACTION_PREVUE", "ACTION_FAITE", "ACTION_MODIFIEE"])
  }

  @Test func `une action abandonnée ne se rouvre pas non plus (V-34)`() async throws {
    let (dossier, _, id) = try await prete()
    #expect(try await modifier(dossier, id, ["etat": "ABANDONNEE"])["etat"] == "ABANDONNEE")
    #expect(try await modifier(dossier, id, ["etat": "FAITE", "faite_le": "2025-03-12"]).code == "ACTION_CLOSE")
    #expect(try await modifier(dossier, id, ["note": "Faute de public."])["note"] == "Faute de public.")
  }

  @Test func `une modification porte sur la version lue, et désigne chaque champ fautif (D-12)`() async throws {
    let (dossier, _, id) = try await prete()
    #expect(try await modifier(dossier, id, ["etat": "EN_COURS"], etag: nil).code == "VERSION_REQUISE")
    #expect(try await modifier(dossier, id, ["etat": "EN_COURS"], etag: "\"1\"").status == 200)
    #expect(try await modifier(dossier, id, ["etat": "EN_COURS"], etag: "\"1\"").code == "VERSION_PERIMEE")
    let faux = try await modifier(dossier, id, ["intitule": " ", "note": "\u{202E}"])
    #expect(faux.status == 422 && faux.pointers == ["/intitule", "/note"], "\(faux.text)")
    #expect(try await modifier(dossier, id, ["note": "2 55 08 14 168 025 38"]).code == "NIR_INTERDIT")
  }

  @Test func `les filtres se combinent, les pages se suivent, dans les murs de chacun (A-02, R-34)`() async throws {
    let server = try TestServer()
    let monde = try await Monde.ouvrir(server, "000")
    let convention = try #require(monde.conventions["METIER"])
    let path = "/v1/conventions/\(convention)/actions"
    let commune = try await ajouter(monde.dossier, convention, "COMMUN")
    _ = try await ajouter(monde.dossier, convention, "COMMUN") { $0["porteur"] = "PARTENAIRE" }
    _ = try await ajouter(monde.dossier, convention, "FORMATION") { $0["faite_le"] = "2025-03-03" }
    let gestionnaire = try await monde.gestionnaire()
    func nombre(_ query: String) async throws -> Int? { try await gestionnaire.get("\(path)?total=true\(query)")["total"]?.int }
    let nombres = [
      try await nombre(""), try await nombre("&type=COMMUN"), try await nombre("&type=COMMUN&porteur=CAISSE"), try await nombre("&etat=FAITE"),
    ]
    #expect(nombres == [3, 2, 1, 1])
    let page = try await gestionnaire.get("\(path)?limite=2")
    let suite = try await gestionnaire.get(try #require(page["suivant"]?.string))
    let vues = (page.elements + suite.elements).compactMap { $0["type"]?.string }.sorted()
    #expect(page.elements.count == 2 && vues == ["COMMUN", "COMMUN", "FORMATION"] && suite["suivant"] == .null)
    let id = try #require(commune["id"]?.string)
    #expect(try await gestionnaire.get("/v1/actions/\(id)")["type"] == "COMMUN")
    #expect(try await gestionnaire.patch("/v1/actions/\(id)", ["etat": "EN_COURS"], etag: "*").code == "ROLE_INSUFFISANT")
    let ailleurs = try await Monde.agent(server, "CPAM-60")
    for chemin in [path, "/v1/actions/\(id)"] { #expect(try await ailleurs.get(chemin).code == "RESSOURCE_INTROUVABLE") }
    #expect(try await ailleurs.patch("/v1/actions/\(id)", ["etat": "EN_COURS"], etag: "*").code == "RESSOURCE_INTROUVABLE")
    #expect(try await monde.agent.get("\(path)?etat=PERDUE").code == "PARAMETRE_INVALIDE")
  }
}
