import API
import Domain
import Foundation
import JSON
import Testing

/// People are found by any word of their name as it is typed, by GET or by a POST that leaves no name in an address (D-07, D-29, §7).
@Suite struct RechercheTests {
  private static let server = Result { try TestServer() }

  /// Three people of one partner, filed in that order.
  private struct Registre {
    let monde: Monde
    let technicien: TestClient
    var ids: [String: String] = [:]

    init() async throws {
      monde = try await Monde.ouvrir(try RechercheTests.server.get(), "000")
      technicien = try await monde.technicien(try await monde.gestionnaire())
      for (nom, prenom) in [("Lévy-Bruhl", "Jean-Noël"), ("d’Œuvre", "Anaïs"), ("MARTIN", "Martine Marthe"), ("Le\u{301}vy", "Zoe\u{301}")] {
        let body = Monde.corpsDemande("DOCUMENT", acte: "000") { body in
          var assure = body["assure"]?.object ?? [:]
          assure["nom"] = .string(nom)
          assure["prenom"] = .string(prenom)
          body["assure"] = .object(assure)
        }
        let filed = try await technicien.post("/v1/demandes", body)
        guard let id = filed["id"]?.string else { throw Monde.Inattendu(filed) }
        ids[nom] = id
      }
    }

    func trouves(_ texte: String, _ client: TestClient) async throws -> [String] {
      let encoded = texte.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
      let get = try await client.get("/v1/demandes?total=true&partenaire_id=\(monde.partenaire)&recherche=\(encoded)")
      let post = try await client.post(
        "/v1/demandes/recherches", ["recherche": .string(texte), "total": true, "partenaire_id": .string(monde.partenaire)])
      guard get.status == 200, post.status == 200 else { throw Monde.Inattendu(get.status == 200 ? post : get) }
      #expect(get.json == post.json, "\(texte)")
      let found = get["elements"]?.array?.compactMap { element in ids.first { $0.value == element["id"]?.string }?.key } ?? []
      #expect(get["total"]?.int == found.count, "\(texte)")
      return found
    }
  }

  @Test func `tout mot du nom ou du prénom trouve, comme on l'écrit (D-07)`() async throws {
    let registre = try await Registre()
    let un = "Lévy-Bruhl"
    let cas: [(String, Set<String>)] = [
      ("levy bruhl", [un]), ("bruhl", [un]), ("BRUHL levy", [un]), ("jean-noel", [un]), ("jean noël lev", [un]), ("noe", [un]), ("jean’noel", [un]),
      ("lévy", [un, "Le\u{301}vy"]), ("le\u{301}v", [un, "Le\u{301}vy"]), ("zoe lev", ["Le\u{301}vy"]), ("d'oeuvre", ["d’Œuvre"]),
      ("ŒUV ana", ["d’Œuvre"]),
      ("oeuvre", ["d’Œuvre"]), ("mart", ["MARTIN"]), ("martine", ["MARTIN"]), ("marthe martin", ["MARTIN"]), ("ruhl", []), ("levy martin", []),
    ]
    for (texte, attendus) in cas {
      for client in [registre.technicien, registre.monde.agent] {
        let trouves = try await registre.trouves(texte, client)
        #expect(Set(trouves) == attendus && trouves.count == attendus.count, "\(texte): \(trouves)")
      }
    }
  }

  @Test func `une recherche par POST se lit page par page, son curseur dans le corps`() async throws {
    let registre = try await Registre()
    var body: JSONObject = ["recherche": "m", "limite": 1, "partenaire_id": .string(registre.monde.partenaire)]
    body["recherche"] = "lev"
    var lus: [String] = []
    for _ in 0..<3 {
      let page = try await registre.technicien.post("/v1/demandes/recherches", .object(body))
      #expect(page.status == 200 && page.headers["link"] == nil, "\(page.text)")
      lus += page["elements"]?.array?.compactMap { $0["id"]?.string } ?? []
      guard let suivant = page["suivant"]?.string else { break }
      #expect(!suivant.contains("/") && !suivant.lowercased().contains("levy"))
      body["curseur"] = .string(suivant)
    }
    #expect(lus.count == 2 && Set(lus) == Set(["Lévy-Bruhl", "Le\u{301}vy"].compactMap { registre.ids[$0] }))
    // The cursor is for these words only.
    body["recherche"] = "bruhl"
    let autre = try await registre.technicien.post("/v1/demandes/recherches", .object(body))
    #expect(autre.status == 400 && autre.code == "CURSEUR_INVALIDE", "\(autre.text)")
  }

  @Test(arguments: ["demandes", "comptes", "partenaires"])
  func `ce qui ne laisse rien à chercher est refusé, par GET et par POST`(_ liste: String) async throws {
    let monde = try await Monde.ouvrir(try Self.server.get(), "000")
    let agent = monde.agent
    for (texte, encoded) in [(" ", "%20"), ("\u{301}", "%CC%81"), ("%", "%25"), ("’ -", "%E2%80%99%20-")] {
      let get = try await agent.get("/v1/\(liste)?recherche=\(encoded)")
      #expect(get.status == 400 && get.code == "PARAMETRE_INVALIDE" && get.fieldCodes == ["CHAMP_OBLIGATOIRE"], "\(get.text)")
      let post = try await agent.post("/v1/\(liste)/recherches", ["recherche": .string(texte)])
      #expect(post.status == 422 && post.pointers == ["/recherche"] && post.fieldCodes == ["CHAMP_OBLIGATOIRE"], "\(post.text)")
    }
    let sans = try await agent.post("/v1/\(liste)/recherches", [:])
    #expect(sans.status == 422 && sans.pointers == ["/recherche"], "\(sans.text)")
    let forme = try await agent.sendRaw("POST", "/v1/\(liste)/recherches", Array("{".utf8), headers: ["Content-Type": "application/json"])
    #expect(forme.status == 400 && forme.code == "JSON_INVALIDE")
    let type = try await agent.sendRaw("POST", "/v1/\(liste)/recherches", Array("a".utf8), headers: ["Content-Type": "text/plain"])
    #expect(type.status == 415)
    let anonyme = try await monde.server.client.post("/v1/\(liste)/recherches", ["recherche": "a"])
    #expect(anonyme.status == 401)
    let personne = try await monde.gestionnaire()
    let tiers = try await (liste == "comptes" ? monde.technicien(personne) : personne).post("/v1/\(liste)/recherches", ["recherche": "a"])
    #expect(tiers.status == 403 && tiers.code == "ROLE_INSUFFISANT", "\(tiers.text)")
  }

  @Test func `comptes et partenaires se trouvent de même, avec leurs filtres (C-51, R-34)`() async throws {
    let monde = try await Monde.ouvrir(try TestServer(), "000")
    let chef = try await monde.gestionnaireActif()
    var corps = monde.corpsTechnicien(1)
    corps["nom"] = "N’Guyen-Lévy"
    corps["prenom"] = "Anne Sophie"
    let id = try await monde.creer(chef.client, corps)
    for client in [chef.client, monde.agent] {
      for texte in ["levy", "n'guyen", "GUYEN anne", "sophie", "technicien1@", "soph lev"] {
        let found = try await client.post("/v1/comptes/recherches", ["recherche": .string(texte), "profil": "TECHNICIEN", "total": true])
        #expect(found["elements"]?.array?.compactMap { $0["id"]?.string } == [id] && found["total"]?.int == 1, "\(texte): \(found.text)")
      }
      #expect(try await client.post("/v1/comptes/recherches", ["recherche": "levy", "profil": "GESTIONNAIRE"])["elements"] == [])
    }
    // Renamed, it is found by its new name alone.
    #expect(try await monde.modifier(chef.client, id, ["nom": "Œillet"]).status == 200)
    #expect(try await chef.client.get("/v1/comptes?recherche=oeil")["elements"]?.array?.count == 1)
    #expect(try await chef.client.get("/v1/comptes?recherche=levy")["elements"] == [])
    #expect(try await monde.agent.get("/v1/comptes?recherche=oeil&tri=-cree_le").code == "PARAMETRE_INVALIDE")
    for texte in ["marly", "communal d’act", "SOCIALE centre"] {
      let found = try await monde.agent.post("/v1/partenaires/recherches", ["recherche": .string(texte), "total": true])
      #expect(found["elements"]?.array?.contains { $0["id"]?.string == monde.partenaire } == true, "\(texte): \(found.text)")
    }
  }
}
