import API
import Domain
import Foundation
import JSON
import Postgres
import Testing

/// The table of habilitations, and who sees what of it (A-02, C-40, C-51, R-34).
@Suite struct ListesComptesTests {
  private func ids(_ client: TestClient, _ query: String = "") async throws -> [String] {
    let answer = try await client.get("/v1/comptes\(query)")
    guard answer.status == 200 else { throw Monde.Inattendu(answer) }
    return answer["elements"]?.array?.compactMap { $0["id"]?.string } ?? []
  }

  /// A partner with two gestionnaires and three techniciens, none activated but the first.
  private func tableau() async throws -> (monde: Monde, chef: TestClient, comptes: [String]) {
    let monde = try await Scene.ouvrir("000", effectif: 30)
    let (premier, chef) = try await monde.gestionnaireActif(0)
    var comptes = [premier, try await monde.creer(monde.agent, monde.corpsGestionnaire(1))]
    for (rang, nom) in ["ÉTÉ", "BLÉMONT", "ZOÉ"].enumerated() {
      var body = monde.corpsTechnicien(rang)
      body["nom"] = .string(nom)
      comptes.append(try await monde.creer(chef, body))
    }
    return (monde, chef, comptes)
  }

  @Test func `le gestionnaire voit les comptes de sa structure, par nom (C-51)`() async throws {
    let (_, chef, comptes) = try await tableau()
    let list = try await chef.get("/v1/comptes?total=true")
    #expect(list["total"]?.int == 5 && list["suivant"] == .null)
    #expect(Set(try await ids(chef)) == Set(comptes))
    #expect(list["elements"]?.array?.compactMap { $0["nom"]?.string } == ["BLÉMONT", "ÉTÉ", "KIEFFER", "KIEFFER", "ZOÉ"])
  }

  @Test func `les filtres se combinent : profil, état, partenaire (C-51)`() async throws {
    let (monde, chef, comptes) = try await tableau()
    #expect(Set(try await ids(chef, "?profil=TECHNICIEN")) == Set(comptes[2...]))
    #expect(try await ids(chef, "?profil=GESTIONNAIRE&etat=ACTIF") == [comptes[0]])
    #expect(try await ids(monde.agent, "?partenaire_id=\(monde.partenaire)&etat=EN_ATTENTE_ACTIVATION").count == 4)
    #expect(try await ids(chef, "?partenaire_id=0192a5b0-7c00-7000-8000-00000000dead") == [])
    #expect(try await monde.inactiver(chef, comptes[2], ["motif": "AUTRE"]).status == 200)
    #expect(try await ids(chef, "?etat=INACTIF") == [comptes[2]])
    #expect(try await ids(chef, "?etat=SUPPRIME") == [])
  }

  @Test(arguments: [("ete", 2), ("Étè", 2), ("blemont", 3), ("technicien2@", 4), ("Naïm zoe", 4), ("zoé NAI", 4), ("emo", nil)])
  func `la recherche ignore les accents et la casse (C-51)`(_ recherche: String, _ rang: Int?) async throws {
    let (_, chef, comptes) = try await tableau()
    let encoded = recherche.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    #expect(try await ids(chef, "?recherche=\(encoded)") == (rang.map { [comptes[$0]] } ?? []), "\(recherche)")
  }

  @Test(arguments: ["nom", "-cree_le"])
  func `les pages se suivent sans trou ni doublon`(_ tri: String) async throws {
    let (_, chef, comptes) = try await tableau()
    var read: [String] = []
    var next: String? = "/v1/comptes?tri=\(tri)&limite=2"
    while let address = next {
      let page = try await chef.get(address)
      read += page["elements"]?.array?.compactMap { $0["id"]?.string } ?? []
      next = page["suivant"]?.string
      #expect((page.headers["link"] != nil) == (next != nil))
      #expect(read.count <= comptes.count)
    }
    #expect(read.count == comptes.count && Set(read) == Set(comptes))
    #expect(try await ids(chef, "?tri=\(tri)") == read)
  }

  @Test(arguments: ["nom", "-cree_le"])
  func `les pages d'une caisse suivent les mêmes rangs, état filtré ou non, et un compte renommé change de rang (C-29, C-51)`(
    _ tri: String
  ) async throws {
    let (monde, chef, comptes) = try await tableau()
    let actifs = "&etat=EN_ATTENTE_ACTIVATION"
    for filtre in ["", actifs] {
      var read: [String] = []
      var next: String? = "/v1/comptes?tri=\(tri)&limite=1&partenaire_id=\(monde.partenaire)\(filtre)"
      while let address = next {
        let page = try await monde.agent.get(address)
        read += page["elements"]?.array?.compactMap { $0["id"]?.string } ?? []
        next = page["suivant"]?.string
        #expect(read.count <= comptes.count)
      }
      #expect(try await read == ids(chef, "?tri=\(tri)\(filtre)") && read.count == (filtre.isEmpty ? 5 : 4))
    }
    let renamed = try await chef.patch("/v1/comptes/\(comptes[4])", ["nom": "ABADIE"], etag: "*")
    #expect(renamed.status == 200, "\(renamed.text)")
    for client in [chef, monde.agent] { #expect(try await ids(client, "?tri=nom&partenaire_id=\(monde.partenaire)").first == comptes[4]) }
  }

  @Test func `un curseur d'ailleurs est refusé`() async throws {
    let (_, chef, _) = try await tableau()
    for curseur in ["abc", "WzFd", "bm9u"] {
      let refused = try await chef.get("/v1/comptes?curseur=\(curseur)")
      #expect(refused.status == 400 && refused.code == "CURSEUR_INVALIDE")
    }
  }

  @Test func `une caisse ne voit que les comptes qui ont un titre chez elle, la direction les voit aussi (A-02, R-34)`() async throws {
    let (monde, _, comptes) = try await tableau()
    let direction = try await Monde.agent(monde.server, "CPAM-57", role: "DIRECTION_CAISSE")
    let ailleurs = try await Monde.agent(monde.server, "CPAM-60")
    #expect(Set(try await ids(direction, "?partenaire_id=\(monde.partenaire)")) == Set(comptes))
    #expect(try await ids(ailleurs, "?partenaire_id=\(monde.partenaire)") == [])
    for id in comptes {
      #expect(try await ailleurs.get("/v1/comptes/\(id)").status == 404)
      #expect(try await ailleurs.send("POST", "/v1/comptes/\(id)/activations", nil).status == 404)
      #expect(try await monde.inactiver(ailleurs, id, ["motif": "VOL"]).status == 404)
      #expect(try await ailleurs.patch("/v1/comptes/\(id)", ["fonction": "x"], etag: "*").status == 404)
      #expect(try await ailleurs.delete("/v1/comptes/\(id)/inactivation", etag: "*").status == 404)
    }
    // Nobody lists the people of a caisse here.
    #expect(try await monde.agent.get("/v1/comptes")["elements"]?.array?.allSatisfy { $0["partenaire_id"]?.string != nil } == true)
  }

  @Test func `un autre partenaire ne voit rien (R-34)`() async throws {
    let (monde, _, comptes) = try await tableau()
    let voisin = try await Scene.ouvrir("000").gestionnaire()
    #expect(try await ids(voisin).count == 1)
    for id in comptes { #expect(try await voisin.get("/v1/comptes/\(id)").status == 404) }
    #expect(try await ids(voisin, "?partenaire_id=\(monde.partenaire)") == [])
  }

  @Test func `un technicien ne lit que son compte (C-40, R-34)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let (chef, gestionnaire) = try await monde.gestionnaireActif()
    let (id, technicien) = try await monde.technicienActif(gestionnaire, 0)
    let (autre, _) = try await monde.technicienActif(gestionnaire, 1)
    #expect(try await technicien.get("/v1/comptes/\(id)")["id"]?.string == id)
    for other in [chef, autre] { #expect(try await technicien.get("/v1/comptes/\(other)").status == 404) }
  }

  @Test func `en 002, un gestionnaire ne voit que son unité (C-37, Q-07)`() async throws {
    let monde = try await Scene.ouvrir("002")
    let (nord, chefNord) = try await monde.gestionnaireActif(0, unite: "UTAMS_NORD")
    let (sud, chefSud) = try await monde.gestionnaireActif(1, unite: "UTAMS_SUD")
    let (technicien, _) = try await monde.technicienActif(chefNord)
    #expect(Set(try await ids(chefNord)) == [nord, technicien])
    #expect(try await ids(chefSud) == [sud])
    #expect(try await monde.inactiver(chefSud, technicien, ["motif": "DEPART"]).status == 404)
    #expect(Set(try await ids(monde.agent, "?unite_id=\(monde.unites["UTAMS_NORD"] ?? "")")) == [nord, technicien])
  }

  /// The statements without their first wall: what is left to see is what row-level security lets through.
  @Test func `sans le filtre des requêtes, le second mur ne laisse toujours rien passer (R-34)`() async throws {
    let (monde, _, comptes) = try await tableau()
    let voisin = try await Scene.ouvrir("000")
    let (autreChef, _) = try await voisin.gestionnaireActif()
    let app = try AdminConnection(monde.server.database + " user=ep_app")
    func visibles(role: String, compte: String? = nil, partenaire: String? = nil, caisse: String? = nil, unite: String? = nil) throws -> Set<String> {
      try app.run("begin")
      defer { try? app.run("rollback") }
      _ = try app.query(
        """
        select set_config('ep.role', $1, true), set_config('ep.compte', coalesce($2, ''), true), set_config('ep.partenaire', coalesce($3, ''), true),
          set_config('ep.caisse', coalesce($4, ''), true), set_config('ep.unite', coalesce($5, ''), true)
        """, [role, compte, partenaire, caisse, unite])
      return Set(
        try app.query("select id::text from compte where id = any ($1::uuid[])", ["{\(comptes.joined(separator: ","))}"]).compactMap { $0[0] })
    }
    let caisse = try monde.sql("select id::text from caisse where code = 'CPAM-57'")[0][0]
    let autreCaisse = try monde.sql("select id::text from caisse where code = 'CPAM-60'")[0][0]
    #expect(try visibles(role: "").isEmpty)
    #expect(try visibles(role: "GESTIONNAIRE", compte: autreChef, partenaire: voisin.partenaire).isEmpty)
    #expect(try visibles(role: "AGENT_CAISSE", compte: autreChef, caisse: autreCaisse).isEmpty)
    #expect(try visibles(role: "DIRECTION_CAISSE", compte: autreChef, caisse: autreCaisse).isEmpty)
    #expect(try visibles(role: "COMPTE", compte: comptes[3]) == [comptes[3]])
    #expect(try visibles(role: "TECHNICIEN", compte: comptes[3], partenaire: monde.partenaire) == [comptes[3]])
    #expect(try visibles(role: "GESTIONNAIRE", partenaire: monde.partenaire, unite: "0192a5b0-7c00-7000-8000-00000000dead").isEmpty)
    #expect(try visibles(role: "GESTIONNAIRE", partenaire: monde.partenaire) == Set(comptes))
    #expect(try visibles(role: "AGENT_CAISSE", caisse: caisse) == Set(comptes))
    #expect(try visibles(role: "ADMIN_NATIONAL").isEmpty && visibles(role: "DPO").isEmpty && visibles(role: "CLIENT").isEmpty)
  }
}
