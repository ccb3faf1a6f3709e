import Foundation
import JSON
import Postgres
import Testing

/// Contacts of a partner, kept without any amendment.
@Suite(.serialized) struct ContactsTests {
  @Test func `un contact s'enregistre, se corrige et se retire sans avenant (A-12, P-13, P-14, T-033)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let path = "/v1/partenaires/\(dossier.partenaire)/contacts"
    let convention = try await dossier.conclure("METIER", le: "2024-10-21")
    let created = try await dossier.agent.post(
      path,
      [
        "role": "REFERENT", "partie": "PARTENAIRE", "civilite": "M", "nom": "Delmas", "prenom": "Karim", "fonction": "Responsable de pôle",
        "email": "Karim.Delmas@ccas-belcombe.example", "telephone": "03 53 01 00 14", "organisme": "CCAS", "adresse": "4 place de la Fontaine",
        "convention_id": .string(convention), "usage": "Fonctionnement général",
      ])
    #expect(created.status == 201 && created.etag == "\"1\"", "\(created.text)")
    let id = try #require(created["id"]?.string)
    #expect(created.headers["location"] == "/v1/contacts/\(id)")
    #expect(created["email"] == "karim.delmas@ccas-belcombe.example" && created["telephone"] == "0353010014" && created["unite_id"] == .null)
    let versionConvention = try await dossier.lire(convention)["version"]
    let corrige = try await dossier.agent.patch("/v1/contacts/\(id)", ["telephone": "+33 3 53 01 00 15", "civilite": nil], etag: "\"1\"")
    #expect(corrige.status == 200 && corrige.etag == "\"2\"" && corrige["telephone"] == "0353010015" && corrige["civilite"] == .null)
    #expect(corrige["nom"] == "Delmas" && corrige["convention_id"]?.string == convention)
    #expect(try await dossier.agent.get(path).elements == [corrige.json])
    #expect(try await dossier.lire(convention)["version"] == versionConvention)
    let retire = try await dossier.agent.delete("/v1/contacts/\(id)", etag: "\"2\"")
    #expect(retire.status == 204 && retire.text.isEmpty)
    #expect(try await dossier.agent.delete("/v1/contacts/\(id)", etag: "*").status == 404)
    #expect(try await dossier.agent.get(path).elements.isEmpty)
    #expect(try dossier.journal(id) == ["CONTACT_CREE", "CONTACT_MODIFIE", "CONTACT_SUPPRIME"])
    let traces = try dossier.server.admin().query("select coalesce(apres::text, '') from evenement where objet_id = $1::uuid", [id])
    #expect(traces.allSatisfy { !($0[0] ?? "").contains("elmas") && !($0[0] ?? "").contains("0353") })
  }

  @Test func `un contact se modifie sur la version lue`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let id = try await dossier.agent.post("/v1/partenaires/\(dossier.partenaire)/contacts", ["role": "DPO", "partie": "CAISSE"])["id"]?.string ?? ""
    #expect(try await dossier.agent.patch("/v1/contacts/\(id)", ["nom": "Delmas"]).code == "VERSION_REQUISE")
    #expect(try await dossier.agent.delete("/v1/contacts/\(id)").code == "VERSION_REQUISE")
    #expect(try await dossier.agent.patch("/v1/contacts/\(id)", ["nom": "Delmas"], etag: "\"1\"").status == 200)
    #expect(try await dossier.agent.patch("/v1/contacts/\(id)", ["nom": "Autre"], etag: "\"1\"").code == "VERSION_PERIMEE")
    #expect(try await dossier.agent.delete("/v1/contacts/\(id)", etag: "\"1\"").code == "VERSION_PERIMEE")
  }

  @Test func `un contact ne nomme qu'une unité et une convention de son partenaire (A-12, P-05)`() async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server) { $0["unites"] = [["code": "NORD", "libelle": "Nord", "ouverture": "A_LA_SIGNATURE"]] }
    let voisin = try await dossier.autre { $0["unites"] = [["code": "SUD", "libelle": "Sud", "ouverture": "A_LA_SIGNATURE"]] }
    func unite(_ dossier: Dossier) async throws -> JSONValue {
      try await dossier.agent.get("/v1/partenaires/\(dossier.partenaire)/unites").elements.first?["id"] ?? .null
    }
    let path = "/v1/partenaires/\(dossier.partenaire)/contacts"
    let convention = JSONValue.string(try await voisin.creer("METIER"))
    for (champ, valeur) in [("unite_id", try await unite(voisin)), ("convention_id", convention)] {
      let refus = try await dossier.agent.post(path, ["role": "REFERENT", "partie": "PARTENAIRE", champ: valeur])
      #expect(refus.status == 422 && refus.code == "REFERENCE_INCONNUE" && refus.pointers == ["/\(champ)"], "\(refus.text)")
    }
    let created = try await dossier.agent.post(path, ["role": "REFERENT", "partie": "PARTENAIRE", "unite_id": try await unite(dossier)])
    #expect(created.status == 201, "\(created.text)")
    let contact = "/v1/contacts/\(created["id"]?.string ?? "")"
    #expect(try await dossier.agent.patch(contact, ["convention_id": convention], etag: "*").code == "REFERENCE_INCONNUE")
    #expect(try await dossier.agent.patch(contact, ["unite_id": nil], etag: "*")["unite_id"] == .null)
  }

  @Test func `chaque champ fautif est nommé (A-12, R-28)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let path = "/v1/partenaires/\(dossier.partenaire)/contacts"
    let refus = try await dossier.agent.post(
      path, ["role": "CHEF", "civilite": "MLLE", "email": "x", "telephone": "12", "nom": "184127645108946", "fax": "1"])
    #expect(refus.status == 422 && refus.code == "CORPS_INVALIDE")
    #expect(Set(refus.pointers) == ["/role", "/partie", "/civilite", "/email", "/telephone", "/nom", "/fax"], "\(refus.text)")
    let created = try await dossier.agent.post(path, ["role": "REFERENT", "partie": "PARTENAIRE"])
    // Role and party never change.
    let change = try await dossier.agent.patch("/v1/contacts/\(created["id"]?.string ?? "")", ["role": "DPO", "partie": "TIERS"], etag: "*")
    #expect(change.status == 422 && Set(change.pointers) == ["/role", "/partie"], "\(change.text)")
  }

  @Test func `la liste va par partie, rôle et nom, page après page (A-12)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let path = "/v1/partenaires/\(dossier.partenaire)/contacts"
    let attendus = ["CAISSE DPO -", "PARTENAIRE DPO Zola", "PARTENAIRE REFERENT Albin", "PARTENAIRE REFERENT Bonnet", "TIERS RELAIS_DROITS -"]
    for ligne in attendus.shuffled() {
      let parts = ligne.split(separator: " ").map(String.init)
      var body: JSONObject = ["partie": .string(parts[0]), "role": .string(parts[1])]
      if parts[2] != "-" { body["nom"] = .string(parts[2]) }
      #expect(try await dossier.agent.post(path, .object(body)).status == 201)
    }
    var vus: [String] = []
    var next: String? = "\(path)?limite=2&total=true"
    while let page = next {
      let answer = try await dossier.agent.get(page)
      #expect(answer["total"] == 5)
      vus += answer.elements.map { "\($0["partie"]?.string ?? "") \($0["role"]?.string ?? "") \($0["nom"]?.string ?? "-")" }
      next = answer["suivant"]?.string
    }
    #expect(vus == attendus)
  }

  @Test func `chaque caisse garde ses contacts, le gestionnaire lit tous ceux de son partenaire (A-12, P-07)`() async throws {
    let server = try TestServer()
    let monde = try await Monde.ouvrir(server, "000")
    let gestionnaire = try await monde.gestionnaire()
    let dossier = Dossier(server: server, caisse: monde.caisse, agent: monde.agent, partenaire: monde.partenaire)
    try rattacher(dossier, "CPAM-60")
    let oise = try await Monde.agent(server, "CPAM-60")
    let path = "/v1/partenaires/\(monde.partenaire)/contacts"
    _ = try await monde.agent.post(path, ["role": "REFERENT", "partie": "CAISSE", "nom": "Moselle"])
    let deOise = try await oise.post(path, ["role": "REFERENT", "partie": "CAISSE", "nom": "Oise"])
    func noms(_ client: TestClient) async throws -> [String?] { try await client.get(path).elements.map { $0["nom"]?.string } }
    #expect(try await noms(monde.agent) == ["Moselle"])
    #expect(try await noms(oise) == ["Oise"])
    #expect(try await noms(gestionnaire) == ["Moselle", "Oise"])
    #expect(try await monde.agent.delete("/v1/contacts/\(deOise["id"]?.string ?? "")", etag: "*").status == 404)
    #expect(try await gestionnaire.post(path, ["role": "DPO", "partie": "PARTENAIRE"]).code == "ROLE_INSUFFISANT")
    #expect(try await gestionnaire.delete("/v1/contacts/\(deOise["id"]?.string ?? "")", etag: "*").code == "ROLE_INSUFFISANT")
  }
}
