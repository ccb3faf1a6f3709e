import Foundation
import API
import Domain
import JSON
import Testing

/// GET /v1/conventions.
@Suite(.serialized) struct ListeConventionsTests {
  private func ids(_ answer: Answer) -> [String] { answer.elements.compactMap { $0["id"]?.string } }

  @Test func `les filtres se combinent (R-34, V-28)`() async throws {
    let server = try TestServer()
    let belcombe = try await Dossier.ouvrir(server)
    let (metier, utilisation) = try await belcombe.bundle(le: "2024-10-21")
    let elise = try await belcombe.autre() { $0["denomination"] = "CIAS de la Vallée d'Élise" }
    let aSigner = try await elise.creer("METIER")
    func liste(_ query: String) async throws -> Set<String> { Set(ids(try await belcombe.agent.get("/v1/conventions\(query)"))) }
    #expect(try await liste("") == [metier, utilisation, aSigner])
    #expect(try await liste("?partenaire_id=\(belcombe.partenaire)") == [metier, utilisation])
    #expect(try await liste("?nature=METIER") == [metier, aSigner])
    #expect(try await liste("?etat=A_SIGNER") == [aSigner])
    #expect(try await liste("?etat=EN_VIGUEUR&nature=UTILISATION") == [utilisation])
    #expect(try await liste("?recherche=VALLEE%20D'ELISE") == [aSigner])
    #expect(try await liste("?etat=BROUILLON") == [])
    #expect(try await belcombe.agent.get("/v1/conventions?etat=EN_DEMEURE").code == "PARAMETRE_INVALIDE")
  }

  @Test func `la liste filtre sur l'état que chaque ligne montre, jour après jour (V-28)`() async throws {
    let server = try TestServer()
    try Modeles.installerSansReconduction(server)
    let dossier = try await Dossier.ouvrir(server)
    _ = try await dossier.bundle(modele: "900", le: "2024-03-13")
    _ = try await dossier.autre().conclure("METIER", le: "2025-03-12")
    _ = try await dossier.autre().creer("METIER")
    for instant in [
      "2024-03-12T23:59:59+01:00", "2024-03-13T00:00:00+01:00", "2025-03-11T12:00:00+01:00", "2025-03-12T00:00:00+01:00",
      "2025-03-12T23:59:59+01:00", "2025-03-13T00:00:00+01:00", "2030-01-01T00:00:00+01:00",
    ] {
      let agent = try await dossier.a(instant).agent
      let toutes = try await agent.get("/v1/conventions?total=true")
      var comptees = 0
      for etat in ["BROUILLON", "A_SIGNER", "EN_VIGUEUR", "ECHUE", "RESILIEE"] {
        let filtrees = try await agent.get("/v1/conventions?etat=\(etat)&total=true")
        let attendues = toutes.elements.filter { $0["etat"]?.string == etat }
        #expect(filtrees.elements == attendues, "\(instant) \(etat)")
        #expect(filtrees["total"]?.int == attendues.count)
        comptees += attendues.count
      }
      #expect(comptees == toutes["total"]?.int)
    }
  }

  @Test(arguments: ["-cree_le", "cree_le"])
  func `les pages se suivent sans trou ni doublon`(tri: String) async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server)
    var creees: [String] = []
    for index in 0..<5 {
      creees.append(try await dossier.creer("METIER"))
      // Two rows of one instant: the identifier decides.
      if index != 2 { server.horloge.figer(TestServer.startInstant.ajoutant(secondes: index + 1)) }
    }
    var vues: [String] = []
    var path: String? = "/v1/conventions?limite=2&tri=\(tri)&total=true"
    while let next = path {
      let page = try await dossier.agent.get(next)
      #expect(page["total"] == 5 && page.elements.count <= 2)
      vues += ids(page)
      path = page["suivant"]?.string
      #expect(page.headers["link"] == path.map { "<\($0)>; rel=\"next\"" })
    }
    #expect(Set(vues) == Set(creees) && vues.count == 5)
    let attendues = tri == "cree_le" ? creees : creees.reversed()
    #expect(vues.first == attendues.first && vues.last == attendues.last)
    #expect(try await dossier.agent.get("/v1/conventions?curseur=bm9u").code == "CURSEUR_INVALIDE")
  }

  @Test func `chacun voit sa caisse ou son partenaire (A-02, R-34)`() async throws {
    let server = try TestServer()
    let moselle = try await Monde.ouvrir(server, "000")
    let oise = try await Monde.ouvrir(server, "003")
    let autreDeMoselle = try await Dossier.ouvrir(server).creer("METIER")
    #expect(Set(ids(try await moselle.agent.get("/v1/conventions"))) == Set(moselle.conventions.values + [autreDeMoselle]))
    #expect(Set(ids(try await oise.agent.get("/v1/conventions"))) == Set(oise.conventions.values))
    let gestionnaire = try await moselle.gestionnaire()
    let technicien = try await moselle.technicien(gestionnaire)
    for personne in [gestionnaire, technicien] {
      let liste = try await personne.get("/v1/conventions?total=true")
      #expect(Set(ids(liste)) == Set(moselle.conventions.values) && liste["total"] == 2)
    }
    for id in moselle.conventions.values { #expect(try await oise.agent.get("/v1/conventions/\(id)").code == "RESSOURCE_INTROUVABLE") }
    let admin = try await Monde.agent(server, nil, role: "ADMIN_NATIONAL")
    #expect(try await admin.get("/v1/conventions").code == "ROLE_INSUFFISANT")
  }
}
