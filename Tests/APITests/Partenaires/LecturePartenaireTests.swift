import API
import Domain
import Foundation
import JSON
import Testing

/// GET /v1/partenaires and /v1/partenaires/{id}: who sees what.
@Suite(.serialized) struct LecturePartenaireTests {
  @Test func `un partenaire d'une autre caisse est introuvable partout (A-02, R-34)`() async throws {
    let server = try TestServer()
    let moselle = try await Dossier.ouvrir(server)
    let base = "/v1/partenaires/\(moselle.partenaire)"
    let contact = try await moselle.agent.post("\(base)/contacts", ["role": "REFERENT", "partie": "PARTENAIRE"])
    let contactPath = "/v1/contacts/\(try #require(contact["id"]?.string))"
    let oise = try await Monde.agent(server, "CPAM-60")
    let unite: JSONValue = ["code": "NORD", "libelle": "Nord", "ouverture": "A_LA_SIGNATURE"]
    let answers = [
      try await oise.get(base), try await oise.patch(base, ["effectif": 3], etag: "*"), try await oise.get("\(base)/unites"),
      try await oise.post("\(base)/unites", unite), try await oise.get("\(base)/contacts"),
      try await oise.post("\(base)/contacts", ["role": "DPO", "partie": "PARTENAIRE"]),
      try await oise.patch(contactPath, ["nom": "Delmas"], etag: "*"), try await oise.delete(contactPath, etag: "*"),
      try await oise.get("\(base)/quotas"),
    ]
    for answer in answers { #expect(answer.status == 404 && answer.code == "RESSOURCE_INTROUVABLE", "\(answer.text)") }
    #expect(try await oise.get("/v1/partenaires?total=true")["total"] == 0)
    #expect(try await moselle.agent.get(base).etag == "\"1\"")
  }

  @Test func `le gestionnaire et le technicien ne lisent que leur partenaire (A-03, R-34)`() async throws {
    let server = try TestServer()
    let monde = try await Monde.ouvrir(server, "000")
    let autre = try await Dossier.ouvrir(server)
    let gestionnaire = try await monde.gestionnaire()
    let technicien = try await monde.technicien(gestionnaire)
    for personne in [gestionnaire, technicien] {
      #expect(try await personne.get("/v1/partenaires/\(monde.partenaire)").status == 200)
      #expect(try await personne.get("/v1/partenaires/\(monde.partenaire)/unites").status == 200)
      #expect(try await personne.get("/v1/partenaires/\(autre.partenaire)").status == 404)
      #expect(try await personne.get("/v1/partenaires/\(autre.partenaire)/unites").status == 404)
      #expect(try await personne.get("/v1/partenaires").code == "ROLE_INSUFFISANT")
      #expect(try await personne.patch("/v1/partenaires/\(monde.partenaire)", ["effectif": 3], etag: "*").code == "ROLE_INSUFFISANT")
    }
    #expect(try await gestionnaire.get("/v1/partenaires/\(autre.partenaire)/quotas").status == 404)
    #expect(try await technicien.get("/v1/partenaires/\(monde.partenaire)/quotas").code == "ROLE_INSUFFISANT")
    #expect(try await technicien.get("/v1/partenaires/\(monde.partenaire)/contacts").code == "ROLE_INSUFFISANT")
  }

  @Test func `la direction lit ce que voit sa caisse (A-02)`() async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server)
    let direction = try await Monde.agent(server, "CPAM-57", role: "DIRECTION_CAISSE")
    let base = "/v1/partenaires/\(dossier.partenaire)"
    for path in ["/v1/partenaires", base, "\(base)/unites", "\(base)/contacts", "\(base)/quotas"] {
      #expect(try await direction.get(path).status == 200, "\(path)")
    }
  }

  @Test func `la recherche ignore la casse et les accents (R-34)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer()) {
      $0["denomination"] = "CCAS de Bœuf-Élan"
      $0["commune"] = "Saint-Étienne"
      $0["siret"] = "26600175900098"
    }
    _ = try await dossier.autre {
      $0["denomination"] = "Département voisin"
      $0["type"] = "DEPARTEMENT"
    }
    func noms(_ query: String) async throws -> [String?] {
      try await dossier.agent.get("/v1/partenaires\(query)").elements.map { $0["denomination"]?.string }
    }
    for recherche in ["boeuf-elan", "B%C5%92UF", "etienne", "266001759", "266%20001%C2%A0759", "ELAN%20saint", "saint-eti"] {
      #expect(try await noms("?recherche=\(recherche)") == ["CCAS de Bœuf-Élan"], "\(recherche)")
    }
    #expect(try await noms("?recherche=absent") == [])
    #expect(try await noms("?type=DEPARTEMENT") == ["Département voisin"])
    #expect(try await noms("?type=DEPARTEMENT&recherche=boeuf") == [])
    #expect(try await dossier.agent.get("/v1/partenaires?type=MAIRIE").code == "PARAMETRE_INVALIDE")
  }

  @Test func `les pages suivent le nom sans accents, ou la création la plus récente`() async throws {
    let server = try TestServer()
    let noms = ["Étretat", "Albi", "École", "Zuydcoote", "albert"]
    let dossier = try await Dossier.ouvrir(server) { $0["denomination"] = .string(noms[0]) }
    for (rang, nom) in noms.enumerated().dropFirst() {
      server.horloge.figer(TestServer.startInstant.ajoutant(secondes: rang))
      _ = try await dossier.autre { $0["denomination"] = .string(nom) }
    }
    for (tri, attendus) in [("denomination", ["albert", "Albi", "École", "Étretat", "Zuydcoote"]), ("-cree_le", noms.reversed())] {
      var vus: [String] = []
      var path: String? = "/v1/partenaires?limite=2&total=true&tri=\(tri)"
      while let next = path {
        let page = try await dossier.agent.get(next)
        #expect(page["total"] == 5)
        vus += page.elements.compactMap { $0["denomination"]?.string }
        path = page["suivant"]?.string
      }
      #expect(vus == attendus, "\(tri)")
    }
    for curseur in ["bm9u", "WzFd", "e30"] {
      #expect(try await dossier.agent.get("/v1/partenaires?curseur=\(curseur)").code == "CURSEUR_INVALIDE", "\(curseur)")
    }
    #expect(try await dossier.agent.get("/v1/partenaires?limite=201").code == "PARAMETRE_INVALIDE")
  }

  @Test func `un identifiant mal formé ne désigne rien`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    for path in ["/v1/partenaires/x", "/v1/partenaires/0192a5b0-7c00-7000-8000-000000000099", "/v1/conventions/x"] {
      #expect(try await dossier.agent.get(path).code == "RESSOURCE_INTROUVABLE")
    }
  }
}
