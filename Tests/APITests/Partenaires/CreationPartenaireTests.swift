import API
import Foundation
import JSON
import Postgres
import Testing

/// POST /v1/partenaires.
@Suite(.serialized) struct CreationPartenaireTests {
  @Test func `un agent enregistre un partenaire complet (P-01, P-02, P-03, P-04, P-05, P-08, P-09, P-17, P-18)`() async throws {
    let server = try TestServer()
    let agent = try await Monde.agent(server, "CPAM-57")
    let created = try await agent.post(
      "/v1/partenaires",
      Dossier.corps {
        $0["code_postal"] = "57930"
        $0["commune"] = "Belcombe"
        $0["siret"] = "266 001 759 00098"
        $0["effectif"] = 18
        $0["effectif_declare_le"] = "2024-10-01"
        $0["domaines_email"] = ["CCAS-Belcombe.example", "mairie-belcombe.example"]
        $0["service_porteur"] = "Pôle accès aux droits"
        $0["signataire_qualite"] = "Vice-présidente du CCAS"
        $0["habilite_documents_sortants"] = true
        $0["attestation_europe_le"] = "2024-10-02"
        $0["unites"] = [["code": "NORD", "libelle": "Nord", "ouverture": "A_LA_SIGNATURE"]]
      })
    #expect(created.status == 201 && created.etag == "\"1\"", "\(created.text)")
    let id = try #require(created["id"]?.string)
    #expect(created.headers["location"] == "/v1/partenaires/\(id)")
    let attendu: JSONValue = [
      "id": .string(id), "version": 1, "denomination": "CCAS de Belcombe", "type": "CCAS", "adresse": "4 place de la Fontaine",
      "code_postal": "57930", "commune": "Belcombe", "siret": "26600175900098", "siren": "266001759", "effectif": 18,
      "effectif_declare_le": "2024-10-01", "domaines_email": ["ccas-belcombe.example", "mairie-belcombe.example"],
      "service_porteur": "Pôle accès aux droits", "signataire_qualite": "Vice-présidente du CCAS", "habilite_documents_sortants": true,
      "attestation_europe_le": "2024-10-02", "cree_le": "2025-03-12T08:00:00Z", "modifie_le": "2025-03-12T08:00:00Z",
    ]
    #expect(created.json == attendu)
    let lu = try await agent.get("/v1/partenaires/\(id)")
    #expect(lu.text == created.text && lu.etag == "\"1\"")
    #expect(try await agent.get("/v1/partenaires/\(id)/unites").elements.map { $0["code"] } == ["NORD"])
    #expect(
      try server.admin().query("select code from evenement where partenaire_id = $1::uuid order by id", [id]) == [
        ["PARTENAIRE_CREE"], ["UNITE_CREEE"],
      ])
  }

  @Test func `le nécessaire suffit, le reste vaut null (P-01, P-18)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let lu = try await dossier.agent.get("/v1/partenaires/\(dossier.partenaire)")
    for name in [
      "code_postal", "commune", "siret", "siren", "effectif", "effectif_declare_le", "service_porteur", "signataire_qualite",
      "attestation_europe_le",
    ] { #expect(lu[name] == .null, "\(name)") }
    #expect(lu["habilite_documents_sortants"] == false)
  }

  @Test func `chaque champ fautif est nommé (P-01, P-03, P-04, P-05, P-08, R-28)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let vide = try await dossier.agent.post("/v1/partenaires", [:])
    #expect(vide.status == 422 && Set(vide.pointers) == ["/denomination", "/type", "/adresse", "/domaines_email"], "\(vide.text)")
    let refus = try await dossier.agent.post(
      "/v1/partenaires",
      Dossier.corps {
        $0["type"] = "MAIRIE"
        $0["effectif"] = 0
        $0["domaines_email"] = ["pas un domaine"]
        $0["code_postal"] = "5793"
        $0["unites"] = [["code": "nord", "ouverture": "JAMAIS"]]
        $0["adresse"] = "Numéro 1 84 12 76 451 089 46"
        $0["couleur"] = "bleue"
      })
    #expect(refus.code == "CORPS_INVALIDE")
    #expect(
      Set(refus.pointers) == [
        "/type", "/effectif", "/domaines_email/0", "/code_postal", "/unites/0/code", "/unites/0/libelle", "/unites/0/ouverture", "/adresse",
        "/couleur",
      ], "\(refus.text)")
  }

  @Test(
    arguments: [
      ("26600175900099", nil), ("26600175900098", "266001758"), ("26600175900098", "732829320"), (nil, "732829321"),
    ] as [(String?, String?)])
  func `un SIRET ou un SIREN faux est refusé (P-02)`(siret: String?, siren: String?) async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let refus = try await dossier.agent.post(
      "/v1/partenaires",
      Dossier.corps {
        if let siret { $0["siret"] = .string(siret) }
        if let siren { $0["siren"] = .string(siren) }
      })
    #expect(refus.status == 422 && refus.code == "SIRET_INVALIDE" && refus["regle"] == "P-02", "\(refus.text)")
  }

  @Test func `un SIRET n'a qu'un partenaire, toutes caisses confondues (P-02)`() async throws {
    let server = try TestServer()
    let body = Dossier.corps { $0["siret"] = "26600175900098" }
    let agent = try await Monde.agent(server, "CPAM-57")
    #expect(try await agent.post("/v1/partenaires", body).status == 201)
    for autre in [agent, try await Monde.agent(server, "CPAM-60")] {
      let refus = try await autre.post("/v1/partenaires", body)
      #expect(refus.status == 409 && refus.code == "SIRET_DEJA_ENREGISTRE" && refus["regle"] == "P-02", "\(refus.text)")
    }
    #expect(try server.admin().query("select count(*) from partenaire") == [["1"]])
  }

  @Test func `de deux enregistrements simultanés d'un SIRET, un seul passe (P-02)`() async throws {
    let server = try TestServer { $0.loops = 2 }
    let agent = try await Monde.agent(server, "CPAM-57")
    let body = Dossier.corps { $0["siret"] = "26600175900098" }
    let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
      for _ in 0..<5 { group.addTask { try await agent.post("/v1/partenaires", body) } }
      return try await group.reduce(into: [Answer]()) { $0.append($1) }
    }
    #expect(answers.map(\.status).sorted() == [201, 409, 409, 409, 409])
  }

  @Test(arguments: [("effectif_declare_le", "P-04"), ("attestation_europe_le", "P-09")])
  func `une déclaration ne date pas de demain, dans le jour civil de la caisse (P-04, P-09)`(champ: String, regle: String) async throws {
    let server = try TestServer()
    server.move(to: "2025-03-12T22:59:59Z")
    let agent = try await Monde.agent(server, "CPAM-57")
    func creer(_ jour: String) async throws -> Answer {
      try await agent.post(
        "/v1/partenaires",
        Dossier.corps {
          $0["effectif"] = 18
          $0[champ] = .string(jour)
        })
    }
    #expect(try await creer("2025-03-12").status == 201)
    let refus = try await creer("2025-03-13")
    #expect(refus.status == 422 && refus.code == "DATE_FUTURE" && refus["regle"]?.string == regle && refus.pointers == ["/\(champ)"], "\(refus.text)")
    server.move(to: "2025-03-12T23:00:00Z")
    #expect(try await creer("2025-03-13").status == 201)
  }

  @Test func `un effectif sans date est déclaré aujourd'hui, une date seule ne déclare rien (P-04)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    #expect(try await dossier.agent.post("/v1/partenaires", Dossier.corps { $0["effectif"] = 1 })["effectif_declare_le"] == "2025-03-12")
    let seule = try await dossier.agent.post("/v1/partenaires", Dossier.corps { $0["effectif_declare_le"] = "2025-03-01" })
    #expect(seule.status == 422 && seule.pointers == ["/effectif"], "\(seule.text)")
  }

  @Test func `une messagerie grand public n'attache personne à une structure (P-08)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let refus = try await dossier.agent.post("/v1/partenaires", Dossier.corps { $0["domaines_email"] = ["ccas.example", "gmail.com"] })
    #expect(refus.status == 422 && refus.code == "DOMAINE_EMAIL_REFUSE" && refus.pointers == ["/domaines_email/1"], "\(refus.text)")
  }

  @Test(
    arguments: [
      (["code": "NORD", "libelle": "Nord", "ouverture": "APRES_SIGNATURE"], "OUVERTURE_INCOHERENTE", 422),
      (["code": "NORD", "libelle": "Nord", "ouverture": "A_LA_SIGNATURE", "decalage_mois": 2], "OUVERTURE_INCOHERENTE", 422),
      (["code": "SUD", "libelle": "Sud bis", "ouverture": "A_LA_SIGNATURE"], "CODE_UNITE_DEJA_PRIS", 409),
    ] as [(JSONValue, String, Int)])
  func `les unités d'un partenaire sont cohérentes et de codes distincts (P-05, P-06)`(unite: JSONValue, code: String, statut: Int) async throws {
    let server = try TestServer()
    let agent = try await Monde.agent(server, "CPAM-57")
    let refus = try await agent.post(
      "/v1/partenaires", Dossier.corps { $0["unites"] = [["code": "SUD", "libelle": "Sud", "ouverture": "AVANT_SIGNATURE"], unite] })
    #expect(refus.status == statut && refus.code == code, "\(refus.text)")
    #expect(try server.admin().query("select from partenaire").isEmpty)
  }

  @Test func `la même clé de rejeu n'enregistre qu'un partenaire`() async throws {
    let server = try TestServer()
    let agent = try await Monde.agent(server, "CPAM-57")
    let key = ["Idempotency-Key": "partenaire-1"]
    let premiere = try await agent.post("/v1/partenaires", Dossier.corps(), headers: key)
    let rejeu = try await agent.post("/v1/partenaires", Dossier.corps(), headers: key)
    #expect(premiere.status == 201 && rejeu.text == premiere.text && rejeu.headers["location"] == premiere.headers["location"])
    let autre = try await agent.post("/v1/partenaires", Dossier.corps { $0["denomination"] = "Un autre" }, headers: key)
    #expect(autre.status == 422 && autre.code == "IDEMPOTENCE_AUTRE_CORPS")
    #expect(try server.admin().query("select count(*) from partenaire") == [["1"]])
  }

  @Test func `seul l'agent d'une caisse enregistre un partenaire (A-02)`() async throws {
    let server = try TestServer()
    for role in ["DIRECTION_CAISSE", "ADMIN_NATIONAL"] {
      let personne = try await Monde.agent(server, role == "ADMIN_NATIONAL" ? nil : "CPAM-57", role: role)
      #expect(try await personne.post("/v1/partenaires", Dossier.corps()).code == "ROLE_INSUFFISANT")
    }
    #expect(try await server.client.post("/v1/partenaires", Dossier.corps()).code == "JETON_ABSENT")
  }
}
