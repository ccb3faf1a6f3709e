import API
import Foundation
import JSON
import Postgres
import Testing

/// The life of an instance: date, agreement, holding, cancellation.
@Suite(.serialized) struct SeancesTests {
  private static let referents: JSONValue = [
    ["partie": "CAISSE", "qualite": "Référente", "referent": true], ["partie": "PARTENAIRE", "qualite": "Référent social", "referent": true],
  ]

  /// A core act of 001 signed on 10 July 2023, as in the example of the rule, and its committee, on that day.
  private func comite(le instant: String = "2024-06-20T09:00:00+02:00") async throws -> (dossier: Dossier, adresse: String) {
    let server = try TestServer()
    server.move(to: instant)
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-13")
    let metier = try await dossier.conclure("METIER", modele: "001", le: "2023-07-10")
    let ouvert = try await dossier.agent.post("/v1/conventions/\(metier)/instances", ["type": "COPIL", "rang": 1])
    return (dossier, try #require(ouvert.headers["location"], "\(ouvert.text)"))
  }

  private func tenir(_ client: TestClient, _ adresse: String, le jour: String, _ participants: JSONValue = referents) async throws -> Answer {
    try await client.post("\(adresse)/tenue", ["date": .string(jour), "participants": participants])
  }

  @Test(arguments: [("2023-07-09", 422), ("2023-07-10", 200), ("2024-07-09", 200), ("2024-07-10", 422)])
  func `le comité de 001 se tient du 10/07/2023 au 09/07/2024 (B-02, T-130)`(jour: String, status: Int) async throws {
    let (dossier, adresse) = try await comite(le: "2024-09-01T09:00:00+02:00")
    let proposee = try await dossier.agent.put("\(adresse)/date", ["date": .string(jour)], etag: "\"1\"")
    #expect(proposee.status == status, "\(proposee.text)")
    let tenue = try await tenir(dossier.agent, adresse, le: jour)
    #expect(tenue.status == status, "\(tenue.text)")
    for refus in [proposee, tenue] where refus.status == 422 {
      #expect(refus.code == "SEANCE_HORS_PERIODE" && refus["regle"] == "B-02")
      #expect(refus["premiere_date"] == "2023-07-10" && refus["derniere_date"] == "2024-07-09")
    }
  }

  @Test func `sans référent de la caisse le comité n'est pas valide (B-03)`() async throws {
    let (dossier, adresse) = try await comite()
    for participants in [
      [], [["partie": "PARTENAIRE", "qualite": "Référent", "referent": true], ["partie": "CAISSE", "qualite": "Invitée"]],
      [["partie": "PARTENAIRE", "qualite": "Référent", "referent": true], ["partie": "CAISSE", "qualite": "Invitée", "referent": false]],
    ] as [JSONValue] {
      let refus = try await tenir(dossier.agent, adresse, le: "2024-06-20", participants)
      #expect(refus.status == 422 && refus.code == "REFERENT_MANQUANT" && refus["regle"] == "B-03", "\(refus.text)")
      #expect(refus["parties_manquantes"]?.string?.contains("CAISSE") == true)
    }
    let tenue = try await dossier.agent.post(
      "\(adresse)/tenue",
      [
        "date": "2024-06-20", "participants": Self.referents, "compte_rendu": "Bilans partagés.",
      ])
    #expect(
      tenue.status == 200 && tenue["etat"] == "TENUE" && tenue["tenue_le"] == "2024-06-20" && tenue["participants"] == Self.referents, "\(tenue.text)"
    )
    #expect(tenue["compte_rendu"] == "Bilans partagés." && tenue.etag == "\"2\"")
    #expect(try dossier.journal(try #require(tenue["convention_id"]?.string)).last == "INSTANCE_TENUE")
  }

  @Test func `004 : le comité s'élargit à toute personne utile des deux parties (B-04)`() async throws {
    let server = try TestServer()
    server.move(to: "2024-06-20T09:00:00+02:00")
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-82")
    let metier = try await dossier.conclure("METIER", modele: "004", le: "2023-07-10")
    let ouvert = try await dossier.agent.post("/v1/conventions/\(metier)/instances", ["type": "COPIL", "rang": 1])
    let invites: [JSONValue] = [["partie": "PARTENAIRE", "qualite": "Médecin de PMI", "referent": false]]
    let participants = JSONValue.array((Self.referents.array ?? []) + invites)
    let tenue = try await tenir(dossier.agent, try #require(ouvert.headers["location"], "\(ouvert.text)"), le: "2024-06-20", participants)
    #expect(tenue.status == 200 && tenue["participants"] == participants, "\(tenue.text)")
  }

  @Test func `une séance ne s'est pas tenue demain, ni deux fois, et ne change plus (B-02)`() async throws {
    let (dossier, adresse) = try await comite()
    let demain = try await tenir(dossier.agent, adresse, le: "2024-06-21")
    #expect(demain.status == 422 && demain.code == "DATE_FUTURE" && demain["derniere_date"] == "2024-06-20", "\(demain.text)")
    #expect(try await tenir(dossier.agent, adresse, le: "2024-06-20").status == 200)
    let etag = try await dossier.agent.get(adresse).etag
    for refus in [
      try await tenir(dossier.agent, adresse, le: "2024-06-19"), try await dossier.agent.put("\(adresse)/date", ["date": "2024-06-25"], etag: etag),
      try await dossier.agent.post("\(adresse)/accord"), try await dossier.agent.post("\(adresse)/annulation", ["motif": "Erreur"]),
    ] {
      #expect(refus.status == 409 && refus.code == "INSTANCE_CLOSE" && refus["etat"] == "TENUE", "\(refus.text)")
    }
  }

  @Test func `002 : posée par une partie la rencontre est proposée, acceptée par l'autre elle est fixée (B-07, T-133)`() async throws {
    let server = try TestServer()
    let monde = try await Monde.ouvrir(server, "002")
    let gestionnaire = try await monde.gestionnaire(unite: "UTAMS_NORD")
    let ouverte = try await gestionnaire.post("/v1/conventions/\(try #require(monde.conventions["UNIQUE"]))/instances", ["type": "RENCONTRE"])
    let adresse = try #require(ouverte.headers["location"], "\(ouverte.text)")
    let sansDate = try await monde.agent.post("\(adresse)/accord")
    #expect(sansDate.status == 409 && sansDate.code == "INSTANCE_SANS_DATE", "\(sansDate.text)")
    let proposee = try await gestionnaire.put("\(adresse)/date", ["date": "2025-05-15", "lieu": "Strasbourg"], etag: ouverte.etag)
    #expect(proposee["etat"] == "PROPOSEE" && proposee["accords"] == ["PARTENAIRE"] && proposee["lieu"] == "Strasbourg", "\(proposee.text)")
    #expect(try await gestionnaire.post("\(adresse)/accord").code == "ACCORD_DEJA_DONNE")
    let refus = try await gestionnaire.post("\(adresse)/accord", ["partie": "CAISSE"])
    #expect(refus.status == 403 && refus.code == "PARTIE_NON_REPRESENTEE")
    let fixee = try await monde.agent.post("\(adresse)/accord")
    #expect(fixee["etat"] == "FIXEE" && fixee["accords"] == ["CAISSE", "PARTENAIRE"] && fixee["date"] == "2025-05-15", "\(fixee.text)")
    let deplacee = try await monde.agent.put("\(adresse)/date", ["date": "2025-05-22"], etag: fixee.etag)
    #expect(deplacee["etat"] == "PROPOSEE" && deplacee["accords"] == ["CAISSE"] && deplacee["lieu"] == .null, "\(deplacee.text)")
    let enregistree = try await monde.agent.post("\(adresse)/accord", ["partie": "PARTENAIRE"])
    #expect(enregistree["etat"] == "FIXEE", "the agent records the answer of the partner, saying so")
    let codes = try monde.evenements(try #require(monde.conventions["UNIQUE"])).filter { $0.hasPrefix("INSTANCE") }
    #expect(codes == ["INSTANCE_OUVERTE", "INSTANCE_DATE_PROPOSEE", "INSTANCE_DATE_FIXEE", "INSTANCE_DATE_PROPOSEE", "INSTANCE_DATE_FIXEE"])
  }

  @Test(arguments: [("2024-06-02", 422), ("2024-06-03", 200), ("2025-06-02", 200), ("2025-06-03", 422)])
  func `002 : la rencontre se fixe dans sa période (B-07)`(jour: String, status: Int) async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-67")
    let unique = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-06-03")
    let answer = try await dossier.agent.post("/v1/conventions/\(unique)/instances", ["type": "RENCONTRE", "date": .string(jour)])
    #expect(answer.status == (status == 200 ? 201 : 422) && answer.code == (status == 200 ? nil : "SEANCE_HORS_PERIODE"), "\(answer.text)")
  }

  @Test(arguments: [("2024-11-30", 422), ("2024-12-01", 200), ("2024-12-31", 200), ("2025-01-01", 422)])
  func `002 : le questionnaire part en décembre (B-06, Q-28)`(jour: String, status: Int) async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-67")
    let unique = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    let ouvert = try await dossier.agent.post("/v1/conventions/\(unique)/instances", ["type": "QUESTIONNAIRE", "rang": 2024])
    let envoye = try await dossier.agent.post("\(try #require(ouvert.headers["location"], "\(ouvert.text)"))/tenue", ["date": .string(jour)])
    #expect(envoye.status == status, "\(envoye.text)")
    if status == 422 {
      #expect(envoye.code == "INSTANCE_HORS_FENETRE" && envoye["regle"] == "B-06")
      #expect(envoye["premiere_date"] == "2024-12-01" && envoye["derniere_date"] == "2024-12-31")
    }
  }

  @Test func `signée le 20 décembre, pas de questionnaire cette année-là (B-06, Q-28)`() async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-67")
    let unique = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-12-20")
    let refus = try await dossier.agent.post("/v1/conventions/\(unique)/instances", ["type": "QUESTIONNAIRE", "rang": 2024])
    #expect(refus.code == "INSTANCE_NON_PREVUE" && refus["regle"] == "B-06" && refus["rang"] == 2024, "\(refus.text)")
    #expect(try await dossier.agent.post("/v1/conventions/\(unique)/instances", ["type": "QUESTIONNAIRE"])["limite_le"] == "2025-12-31")
  }

  @Test func `annuler retire la date d'un comité, qui reste dû, et met fin à un point (B-02, B-08)`() async throws {
    let (dossier, adresse) = try await comite()
    let motif: JSONValue = ["motif": "Salle indisponible"]
    let sansDate = try await dossier.agent.post("\(adresse)/annulation", motif)
    #expect(sansDate.status == 409 && sansDate.code == "INSTANCE_SANS_DATE")
    let proposee = try await dossier.agent.put("\(adresse)/date", ["date": "2024-06-27"], etag: "\"1\"")
    let retiree = try await dossier.agent.post("\(adresse)/annulation", motif)
    #expect(proposee.status == 200 && retiree["etat"] == "OUVERTE" && retiree["date"] == .null && retiree["accords"] == [], "\(retiree.text)")
    let metier = try #require(retiree["convention_id"]?.string)
    let point = try await dossier.agent.post("/v1/conventions/\(metier)/instances", ["type": "POINT"])
    let annule = try await dossier.agent.post("\(try #require(point.headers["location"]))/annulation", motif)
    #expect(annule["etat"] == "ANNULEE", "\(annule.text)")
    #expect(try await dossier.agent.post("\(try #require(point.headers["location"]))/annulation", motif).code == "INSTANCE_CLOSE")
    #expect(try dossier.journal(metier).suffix(3) == ["INSTANCE_DATE_RETIREE", "INSTANCE_OUVERTE", "INSTANCE_ANNULEE"])
  }

  @Test func `une version périmée ne change rien, où qu'elle soit présentée`() async throws {
    let (dossier, adresse) = try await comite()
    let proposee = try await dossier.agent.put("\(adresse)/date", ["date": "2024-06-27"], etag: "\"1\"")
    #expect(proposee.etag == "\"2\"")
    for (methode, suite, corps) in [
      ("PUT", "date", ["date": "2024-06-28"]), ("POST", "accord", ["partie": "PARTENAIRE"]),
      ("POST", "tenue", ["date": "2024-06-20", "participants": Self.referents]), ("POST", "annulation", ["motif": "Report"]),
    ] as [(String, String, JSONValue)] {
      let refus = try await dossier.agent.send(methode, "\(adresse)/\(suite)", corps, headers: ["If-Match": "\"1\""])
      #expect(refus.status == 412 && refus.code == "VERSION_PERIMEE", "\(suite): \(refus.text)")
    }
    #expect(try await dossier.agent.get(adresse).json == proposee.json)
    #expect(try await dossier.agent.send("POST", "\(adresse)/accord", ["partie": "PARTENAIRE"], headers: ["If-Match": "\"2\""])["etat"] == "FIXEE")
  }

  @Test func `une tâche ouverte par les échéances se tient comme les autres (C-49, R-24)`() async throws {
    let (dossier, adresse) = try await comite()
    let metier = try #require(try await dossier.agent.get(adresse)["convention_id"]?.string)
    let id = "0192a5b0-7c00-7000-8000-0000000000aa"
    try dossier.server.admin().run(
      """
      insert into instance (id, convention_id, type, partie, rang, etat, ouverture_le, limite_le, cree_le, modifie_le)
      values ('\(id)', '\(metier)', 'DESTRUCTION', 'PARTENAIRE', 1, 'OUVERTE', '2024-06-10', '2024-07-10', now(), now())
      """)
    let liste = try await dossier.agent.get("/v1/conventions/\(metier)/instances?type=DESTRUCTION")
    #expect(liste.elements.map { $0["regle"] } == ["R-24"], "\(liste.text)")
    let tot = try await tenir(dossier.agent, "/v1/instances/\(id)", le: "2024-06-09", [])
    #expect(tot.code == "INSTANCE_HORS_FENETRE" && tot["premiere_date"] == "2024-06-10" && tot["regle"] == "R-24", "\(tot.text)")
    #expect(try await tenir(dossier.agent, "/v1/instances/\(id)", le: "2024-06-10", [])["etat"] == "TENUE")
  }

  @Test func `deux agents qui tiennent la même séance : un seul l'enregistre (B-02)`() async throws {
    let server = try TestServer { $0.loops = 2 }
    server.move(to: "2024-06-20T09:00:00+02:00")
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-13")
    let metier = try await dossier.conclure("METIER", modele: "001", le: "2023-07-10")
    let ouvert = try await dossier.agent.post("/v1/conventions/\(metier)/instances", ["type": "COPIL"])
    let (agent, adresse) = (dossier.agent, try #require(ouvert.headers["location"]))
    let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
      for jour in 10..<16 { group.addTask { try await tenir(agent, adresse, le: "2024-06-\(jour)") } }
      return try await group.reduce(into: [Answer]()) { $0.append($1) }
    }
    #expect(answers.map { "\($0.status) \($0.code ?? "")" }.sorted() == ["200 "] + Array(repeating: "409 INSTANCE_CLOSE", count: 5))
    #expect(try dossier.journal(metier).filter { $0 == "INSTANCE_TENUE" }.count == 1)
  }
}
