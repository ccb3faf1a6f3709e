import API
import Foundation
import JSON
import Postgres
import Testing

/// /v1/conventions/{id}/instances: what each model promises, what is opened.
@Suite(.serialized) struct InstancesTests {
  private func chemin(_ convention: String) -> String { "/v1/conventions/\(convention)/instances" }

  /// `COPIL - 1 2024-07-09`: type, party, rank, limit.
  private func lignes(_ elements: [JSONValue]?) -> [String] {
    (elements ?? []).map { "\($0["type"]?.string ?? "") \($0["partie"]?.string ?? "-") \($0["rang"]?.int ?? 0) \($0["limite_le"]?.string ?? "-")" }
  }

  private func prevues(_ dossier: Dossier, _ convention: String, _ query: String = "") async throws -> [String] {
    lignes(try await dossier.agent.get(chemin(convention) + query).json["prevues"]?.array)
  }

  @Test(arguments: ["001", "004"])
  func `001 et 004 : un comité par an, un bilan par partie, une évaluation la première année (B-01, B-02, B-05)`(modele: String) async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-13")
    let (metier, utilisation) = try await dossier.bundle(modele: modele, le: "2024-07-10")
    #expect(
      try await prevues(dossier, metier) == [
        "BILAN CAISSE 1 2025-07-09", "BILAN PARTENAIRE 1 2025-07-09", "COPIL - 1 2025-07-09", "EVALUATION - 1 2025-07-09",
      ])
    #expect(try await prevues(dossier, metier, "?type=COPIL") == ["COPIL - 1 2025-07-09"])
    #expect(try await prevues(dossier, metier, "?etat=OUVERTE") == [])
    #expect(try await prevues(dossier, utilisation) == [], "the core act carries the meetings")
    let suivante = try await dossier.a("2025-07-10T00:00:00+02:00")
    #expect(try await prevues(suivante, metier) == ["BILAN CAISSE 2 2026-07-09", "BILAN PARTENAIRE 2 2026-07-09", "COPIL - 2 2026-07-09"])
  }

  @Test func `002 : une rencontre par an et un questionnaire en décembre (B-06, B-07)`() async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-67")
    let unique = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    #expect(try await prevues(dossier, unique) == ["RENCONTRE - 1 2025-10-20", "QUESTIONNAIRE - 2025 2025-12-31"])
  }

  @Test(arguments: ["000", "003"])
  func `000 et 003 ne promettent rien (B-01, B-02)`(modele: String) async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server)
    let (metier, _) = try await dossier.bundle(modele: modele, le: "2024-10-21")
    #expect(try await prevues(dossier, metier) == [])
    for type in ["COPIL", "BILAN", "RENCONTRE", "EVALUATION", "QUESTIONNAIRE"] {
      let refus = try await dossier.agent.post(chemin(metier), ["type": .string(type)])
      #expect(refus.status == 409 && refus.code == "INSTANCE_NON_PREVUE" && refus["type_instance"]?.string == type, "\(refus.text)")
    }
  }

  @Test func `un comité s'ouvre une fois par période, et quitte ce qui est prévu (B-02)`() async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-13")
    let metier = try await dossier.conclure("METIER", modele: "001", le: "2024-07-10")
    let ouvert = try await dossier.agent.post(chemin(metier), ["type": "COPIL"])
    #expect(ouvert.status == 201 && ouvert["etat"] == "OUVERTE" && ouvert["regle"] == "B-02" && ouvert["rang"] == 1, "\(ouvert.text)")
    #expect(ouvert["ouverture_le"] == "2025-05-09" && ouvert["limite_le"] == "2025-07-09" && ouvert["en_retard"] == false)
    let adresse = try #require(ouvert.headers["location"])
    let lu = try await dossier.agent.get(adresse)
    #expect(lu.json == ouvert.json && lu.etag == ouvert.etag && ouvert.etag == "\"1\"")
    let encore = try await dossier.agent.post(chemin(metier), ["type": "COPIL"])
    #expect(encore.status == 409 && encore.code == "INSTANCE_DEJA_OUVERTE" && encore["rang"] == 1 && encore["regle"] == "B-02", "\(encore.text)")
    #expect(try await !prevues(dossier, metier).contains { $0.hasPrefix("COPIL") })
    let liste = try await dossier.agent.get(chemin(metier))
    #expect(liste.elements == [ouvert.json] && liste["suivant"] == .null)
    #expect(try dossier.journal(metier).last == "INSTANCE_OUVERTE")
    let suivante = try await dossier.a("2025-07-10T09:00:00+02:00")
    #expect(try await suivante.agent.post(chemin(metier), ["type": "COPIL"])["rang"] == 2)
    #expect(try await suivante.agent.get(chemin(metier)).elements.map { $0["en_retard"] } == [true, false])
    #expect(try await suivante.agent.post(chemin(metier), ["type": "COPIL", "rang": 3]).code == "INSTANCE_NON_PREVUE")
  }

  @Test func `chaque partie a son bilan (B-01)`() async throws {
    let server = try TestServer()
    let monde = try await Monde.ouvrir(server, "004")
    let metier = try #require(monde.conventions["METIER"])
    let gestionnaire = try await monde.gestionnaire()
    let sien = try await gestionnaire.post(chemin(metier), ["type": "BILAN"])
    #expect(sien.status == 201 && sien["partie"] == "PARTENAIRE", "\(sien.text)")
    #expect(try await monde.agent.post(chemin(metier), ["type": "BILAN"])["partie"] == "CAISSE")
    #expect(try await monde.agent.post(chemin(metier), ["type": "BILAN", "partie": "PARTENAIRE"]).code == "INSTANCE_DEJA_OUVERTE")
    let refus = try await gestionnaire.post(chemin(metier), ["type": "BILAN", "partie": "CAISSE"])
    #expect(refus.status == 403 && refus.code == "PARTIE_NON_REPRESENTEE" && refus["regle"] == "B-07", "\(refus.text)")
    #expect(try await monde.agent.post(chemin(metier), ["type": "COPIL", "partie": "CAISSE"]).code == "INSTANCE_NON_PREVUE")
  }

  @Test(arguments: ["POINT", "FORMATION", "SEANCE_INFORMATION"])
  func `les parties ajoutent autant d'instances qu'elles veulent, tant que la convention est en vigueur (B-08, B-09, B-12)`(type: String) async throws
  {
    let server = try TestServer()
    try Modeles.installerSansReconduction(server)
    let dossier = try await Dossier.ouvrir(server)
    let metier = try await dossier.conclure("METIER", modele: "900", le: "2024-03-13")
    for _ in 0..<2 {
      let ouverte = try await dossier.agent.post(
        chemin(metier), ["type": .string(type), "theme": "Prévention", "date": "2025-03-12", "lieu": "Mairie"])
      #expect(
        ouverte.status == 201 && ouverte["rang"] == .null && ouverte["limite_le"] == .null && ouverte["theme"] == "Prévention", "\(ouverte.text)")
      #expect(ouverte["etat"] == "PROPOSEE" && ouverte["date"] == "2025-03-12" && ouverte["lieu"] == "Mairie" && ouverte["accords"] == ["CAISSE"])
    }
    let horsVie = try await dossier.agent.post(chemin(metier), ["type": .string(type), "date": "2025-03-13"])
    #expect(horsVie.code == "INSTANCE_HORS_FENETRE" && horsVie["derniere_date"] == "2025-03-12" && horsVie["premiere_date"] == "2024-03-13")
    let rang = try await dossier.agent.post(chemin(metier), ["type": .string(type), "rang": 1, "partie": "CAISSE"])
    #expect(rang.status == 422 && rang.pointers == ["/partie", "/rang"] && rang["erreurs"]?.array?.first?["regle"] == "B-08", "\(rang.text)")
    let apres = try await dossier.a("2025-03-13T00:00:00+01:00").agent.post(chemin(metier), ["type": .string(type)])
    #expect(apres.status == 409 && apres.code == "CONVENTION_NON_EN_VIGUEUR", "\(apres.text)")
  }

  @Test func `un type inconnu, un rang nul ou un NIR sont refusés`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer(), caisse: "CPAM-13")
    let metier = try await dossier.conclure("METIER", modele: "001", le: "2024-07-10")
    for (corps, pointeur) in [
      (["type": "REVUE"], "/type"), (["type": "DESTRUCTION"], "/type"), (["type": "COPIL", "rang": 0], "/rang"),
      (["type": "COPIL", "date": "2025-02-30"], "/date"), (["type": "POINT", "theme": "1 85 05 78 006 084 91"], "/theme"),
    ] as [(JSONValue, String)] {
      let refus = try await dossier.agent.post(chemin(metier), corps)
      #expect(refus.status == 422 && refus.pointers == [pointeur], "\(refus.text)")
    }
  }

  @Test func `les pages et les filtres de la liste`() async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-13")
    let metier = try await dossier.conclure("METIER", modele: "001", le: "2024-07-10")
    for index in 0..<5 {
      server.move(to: "2025-03-12T09:00:0\(index)+01:00")
      _ = try await dossier.agent.post(chemin(metier), ["type": index % 2 == 0 ? "POINT" : "FORMATION"])
    }
    let entiere = try await dossier.agent.get(chemin(metier)).elements
    #expect(entiere.count == 5)
    let premiere = try await dossier.agent.get(chemin(metier) + "?limite=3")
    let seconde = try await dossier.agent.get(premiere["suivant"]?.string ?? "")
    #expect(premiere.elements + seconde.elements == entiere && seconde["suivant"] == .null && premiere.headers["link"] != nil)
    #expect(try await dossier.agent.get(chemin(metier) + "?type=FORMATION").elements.count == 2)
    #expect(try await dossier.agent.get(chemin(metier) + "?etat=OUVERTE&type=POINT").elements.count == 3)
    #expect(try await dossier.agent.get(chemin(metier) + "?etat=TENUE").elements.isEmpty)
    #expect(try await dossier.agent.get(chemin(metier) + "?curseur=AAAA").code == "CURSEUR_INVALIDE")
  }

  @Test func `les instances d'un autre corps n'existent pas (A-02, R-34)`() async throws {
    let server = try TestServer()
    let monde = try await Monde.ouvrir(server, "004")
    let metier = try #require(monde.conventions["METIER"])
    let gestionnaire = try await monde.gestionnaire()
    let copil = try await gestionnaire.post(chemin(metier), ["type": "COPIL"])
    let adresse = try #require(copil.headers["location"])
    let (ailleurs, direction) = (try await Monde.agent(server, "CPAM-60"), try await Monde.agent(server, "CPAM-82", role: "DIRECTION_CAISSE"))
    for client in [gestionnaire, monde.agent, direction] {
      #expect(try await client.get(adresse).status == 200)
      #expect(try await client.get(chemin(metier)).elements.count == 1)
    }
    #expect(try await ailleurs.get(adresse).code == "RESSOURCE_INTROUVABLE")
    #expect(try await ailleurs.get(chemin(metier)).code == "RESSOURCE_INTROUVABLE")
    #expect(try await ailleurs.post(chemin(metier), ["type": "COPIL"]).code == "RESSOURCE_INTROUVABLE")
    #expect(try await ailleurs.put("\(adresse)/date", ["date": "2025-06-01"], etag: copil.etag).code == "RESSOURCE_INTROUVABLE")
  }

  @Test func `de plusieurs ouvertures simultanées du même comité, une seule est enregistrée (B-02)`() async throws {
    let server = try TestServer { $0.loops = 2 }
    let monde = try await Monde.ouvrir(server, "004")
    let chemin = chemin(try #require(monde.conventions["METIER"]))
    let (agent, gestionnaire) = (monde.agent, try await monde.gestionnaire())
    let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
      for index in 0..<6 { group.addTask { try await (index % 2 == 0 ? agent : gestionnaire).post(chemin, ["type": "COPIL"]) } }
      return try await group.reduce(into: [Answer]()) { $0.append($1) }
    }
    #expect(answers.map { "\($0.status) \($0.code ?? "")" }.sorted() == ["201 "] + Array(repeating: "409 INSTANCE_DEJA_OUVERTE", count: 5))
    #expect(try await agent.get(chemin).elements.count == 1)
  }

  @Test func `une tâche enregistrée au même instant par la base est vue comme déjà ouverte (B-02)`() async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-13")
    let metier = try await dossier.conclure("METIER", modele: "001", le: "2024-07-10")
    let admin = try server.admin()
    try admin.run("begin")
    _ = try admin.query(
      "insert into instance (id, convention_id, type, rang, etat, cree_le, modifie_le) values (gen_random_uuid(), $1::uuid, 'COPIL', 1, 'OUVERTE', now(), now())",
      [metier])
    let chemin = chemin(metier)
    async let refus = dossier.agent.post(chemin, ["type": "COPIL"])
    let observateur = try server.admin()
    while try observateur.query("select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()").isEmpty {
      try await Task.sleep(for: .milliseconds(20))
    }
    try admin.run("commit")
    let answer = try await refus
    #expect(answer.status == 409 && answer.code == "INSTANCE_DEJA_OUVERTE", "\(answer.text)")
  }
}
