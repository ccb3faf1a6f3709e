import API
import Foundation
import JSON
import Testing

/// The documents of a convention's file (V-32, V-36, B-13, X-06).
@Suite(.serialized) struct DocumentsTests {
  private func ajouter(
    _ dossier: Dossier, _ convention: String, _ type: String, _ adapt: (inout JSONObject) -> Void = { _ in }
  ) async throws -> Answer {
    var body: JSONObject = ["type": .string(type), "titre": "Annexe RGPD"]
    adapt(&body)
    return try await dossier.agent.post("/v1/conventions/\(convention)/documents", .object(body))
  }

  @Test func `un document se remplace, ses versions restent lisibles (V-32)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let id = try await dossier.creer("METIER")
    let path = "/v1/conventions/\(id)/documents"
    let premier = try await ajouter(dossier, id, "ANNEXE_RGPD") {
      $0["date"] = "2024-10-21"
      $0["reference"] = "GED 2024-118"
    }
    #expect(premier.status == 201 && premier["numero_version"] == 1 && premier["remplace_id"] == .null, "\(premier.text)")
    #expect(premier.headers["location"] == path && premier["reference"] == "GED 2024-118")
    let second = try await ajouter(dossier, id, "ANNEXE_RGPD") { $0["remplace_id"] = premier["id"] }
    #expect(second["numero_version"] == 2 && second["remplace_id"] == premier["id"])
    let encore = try await ajouter(dossier, id, "ANNEXE_RGPD") { $0["remplace_id"] = premier["id"] }
    #expect(encore.status == 409 && encore.code == "DOCUMENT_DEJA_REMPLACE" && encore["regle"] == "V-32", "\(encore.text)")
    let troisieme = try await ajouter(dossier, id, "ANNEXE_RGPD") { $0["remplace_id"] = second["id"] }
    #expect(troisieme["numero_version"] == 3)
    _ = try await ajouter(dossier, id, "SUPPORT") { $0["titre"] = "Dépliant" }
    let enVigueur = try await dossier.agent.get("\(path)?total=true")
    let versions = Set(enVigueur.elements.map { "\($0["type"]?.string ?? "") \($0["numero_version"]?.int ?? 0)" })
    #expect(versions == ["ANNEXE_RGPD 3", "SUPPORT 1"] && enVigueur["total"] == 2, "\(enVigueur.text)")
    let toutes = try await dossier.agent.get("\(path)?remplaces=true&type=ANNEXE_RGPD&total=true")
    let parVersion = toutes.elements.sorted { ($0["numero_version"]?.int ?? 0) < ($1["numero_version"]?.int ?? 0) }
    #expect(parVersion.compactMap { $0["numero_version"]?.int } == [1, 2, 3] && toutes["total"] == 3)
    #expect(parVersion.map { $0["remplace_par_id"] } == [second["id"], troisieme["id"], .null])
    #expect(try await dossier.agent.get("\(path)?type=MEMO").elements.isEmpty)
    #expect(try dossier.journal(id).suffix(4).allSatisfy { $0 == "DOCUMENT_ENREGISTRE" })
  }

  @Test func `on ne remplace qu'un document du même dossier et du même type (V-32)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let (id, autre) = (try await dossier.creer("METIER"), try await dossier.creer("METIER"))
    let annexe = try await ajouter(dossier, id, "ANNEXE")
    let ailleurs = try await ajouter(dossier, autre, "ANNEXE") { $0["remplace_id"] = annexe["id"] }
    #expect(ailleurs.status == 422 && ailleurs.code == "REFERENCE_INCONNUE" && ailleurs.pointers == ["/remplace_id"], "\(ailleurs.text)")
    let type = try await ajouter(dossier, id, "MEMO") { $0["remplace_id"] = annexe["id"] }
    #expect(type.status == 422 && type.code == "CORPS_INVALIDE" && type.pointers == ["/type"], "\(type.text)")
  }

  @Test(arguments: [("2024-10-20", 422), ("2024-10-21", 201), ("2025-03-12", 201), ("2025-03-13", 422)])
  func `le mémo du Bas-Rhin se remet après la signature, jamais demain (V-36)`(jour: String, statut: Int) async throws {
    let dossier = try await Dossier.ouvrir(try TestServer(), caisse: "CPAM-67")
    let unique = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    let memo = try await ajouter(dossier, unique, "MEMO") {
      $0["remis_le"] = .string(jour)
      $0["remis_par"] = "CAISSE"
    }
    #expect(memo.status == statut, "\(memo.text)")
    switch jour {
    case "2024-10-20": #expect(memo.code == "MEMO_AVANT_SIGNATURE" && memo["premiere_date"] == "2024-10-21" && memo["regle"] == "V-36")
    case "2025-03-13": #expect(memo.code == "DATE_FUTURE" && memo.pointers == ["/remis_le"])
    default: #expect(memo["remis_le"]?.string == jour && memo["remis_par"] == "CAISSE")
    }
  }

  @Test func `sans signature, le mémo s'enregistre mais ne se remet pas (V-36)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer(), caisse: "CPAM-67")
    let unique = try await dossier.creer("UNIQUE", modele: "002")
    let remis = try await ajouter(dossier, unique, "MEMO") { $0["remis_le"] = "2025-03-12" }
    #expect(remis.code == "MEMO_AVANT_SIGNATURE" && remis["premiere_date"] == nil, "\(remis.text)")
    #expect(try await ajouter(dossier, unique, "MEMO").status == 201)
  }

  @Test func `chaque champ fautif est désigné (V-32, D-12)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let id = try await dossier.creer("METIER")
    let faux = try await ajouter(dossier, id, "ANNEXE") {
      $0["titre"] = "  "
      $0["reference"] = "a\u{7}"
      $0["remis_par"] = "CAISSE"
    }
    #expect(faux.status == 422 && faux.code == "CORPS_INVALIDE" && faux.pointers == ["/titre", "/reference"], "\(faux.text)")
    #expect(try await ajouter(dossier, id, "ANNEXE") { $0["remis_par"] = "CAISSE" }.pointers == ["/remis_le"])
    #expect(try await ajouter(dossier, id, "ANNEXE") { $0["date"] = "2025-03-13" }.pointers == ["/date"])
    #expect(try await ajouter(dossier, id, "ANNEXE") { $0["titre"] = "2 55 08 14 168 025 38" }.code == "NIR_INTERDIT")
    #expect(try await ajouter(dossier, id, "PHOTO").pointers == ["/type"])
  }

  @Test func `de deux remplacements au même instant, un seul est enregistré (V-32)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer { $0.loops = 2 })
    let id = try await dossier.creer("METIER")
    for _ in 0..<3 {
      let premier = try await ajouter(dossier, id, "ANNEXE")
      let codes = try await withThrowingTaskGroup(of: Answer.self) { group in
        for _ in 0..<4 { group.addTask { try await ajouter(dossier, id, "ANNEXE") { $0["remplace_id"] = premier["id"] } } }
        return try await group.reduce(into: [String]()) { $0.append("\($1.status) \($1.code ?? "")") }.sorted()
      }
      #expect(codes == ["201 "] + Array(repeating: "409 DOCUMENT_DEJA_REMPLACE", count: 3))
    }
  }

  @Test func `le partenaire lit le dossier de ses conventions, page après page (A-02, R-34)`() async throws {
    let server = try TestServer()
    let monde = try await Monde.ouvrir(server, "000")
    let id = try #require(monde.conventions["METIER"])
    for _ in 0..<3 { #expect(try await ajouter(monde.dossier, id, "SUPPORT").status == 201) }
    let gestionnaire = try await monde.gestionnaire()
    let page = try await gestionnaire.get("/v1/conventions/\(id)/documents?limite=2")
    let suite = try await gestionnaire.get(try #require(page["suivant"]?.string))
    #expect(page.elements.count == 2 && suite.elements.count == 1 && suite["suivant"] == .null)
    #expect(try await gestionnaire.post("/v1/conventions/\(id)/documents", ["type": "SUPPORT", "titre": "Dépliant"]).code == "ROLE_INSUFFISANT")
    let ailleurs = try await Monde.agent(server, "CPAM-60")
    #expect(try await ailleurs.get("/v1/conventions/\(id)/documents").code == "RESSOURCE_INTROUVABLE")
    #expect(try await ajouter(monde.dossier.vu(par: ailleurs), id, "SUPPORT").code == "RESSOURCE_INTROUVABLE")
  }
}
