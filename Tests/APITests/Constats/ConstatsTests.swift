import API
import Domain
import Foundation
import JSON
import Postgres
import Testing

/// The scheduled work (`espace-partenaires echeances`): it records, opens and tells what dates have made true.
@Suite(.serialized) struct ConstatsTests {
  /// Runs the work at that instant, as the application's role.
  @discardableResult private func constater(_ server: TestServer, _ instant: String) throws -> ConstatJob.Bilan {
    try ConstatJob.run(base: server.database + " user=ep_echeances", a: try #require(Instant(rfc3339: instant)))
  }

  /// `CODE date objet` of what is recorded of an act, in the order of the journal.
  private func constats(_ server: TestServer, _ convention: String) throws -> [String] {
    try server.admin().query(
      "select code || ' ' || date || ' ' || objet from echeance_constatee where convention_id = $1::uuid order by date, code, objet", [convention]
    ).compactMap { $0[0] }
  }

  private func evenements(_ server: TestServer, _ convention: String, _ code: String) throws -> [String] {
    try server.admin().query(
      """
      select to_char(instant at time zone 'Europe/Paris', 'YYYY-MM-DD HH24:MI') from evenement
      where objet_id = $1::uuid and code = $2 order by id
      """, [convention, code]
    ).compactMap { $0[0] }
  }

  private func nombre(_ server: TestServer, _ table: String) throws -> Int {
    Int(try server.admin().query("select count(*) from \(table)").first?[0] ?? "") ?? -1
  }

  /// The single act of Bas-Rhin, recorded here on the day it is signed.
  private func basRhin(_ jour: String = "2024-10-21") async throws -> (dossier: Dossier, unique: String) {
    let server = try TestServer()
    server.move(to: "\(jour)T09:00:00+02:00")
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-67")
    return (dossier, try await dossier.conclure("UNIQUE", modele: "002", le: jour))
  }

  @Test(arguments: [("2025-10-20T23:59:00+02:00", 0), ("2025-10-21T00:00:00+02:00", 1), ("2025-10-22T12:00:00+02:00", 1)])
  func `une reconduction est constatée le premier jour de la période, à sa date (V-09, T-137)`(instant: String, attendus: Int) async throws {
    let (dossier, unique) = try await basRhin()
    try constater(dossier.server, instant)
    #expect(try evenements(dossier.server, unique, "PERIODE_RENOUVELEE") == Array(repeating: "2025-10-21 00:00", count: attendus))
  }

  @Test func `les réponses gardées pour les rejeux s'oublient à 24 heures, pas avant, par paquets`() async throws {
    let server = try TestServer()
    _ = try server.admin().query(
      """
      insert into idempotence (compte_id, cle, operation, empreinte, statut, entetes, corps, cree_le)
      select gen_random_uuid(), 'k', 'o', '', 201, '{}', '', timestamptz '2025-03-12 06:00:00.000001+01' - n * interval '1 microsecond'
      from generate_series(0, 1500) n
      """)
    try constater(server, "2025-03-13T06:00:00+01:00")
    #expect(try nombre(server, "idempotence") == 1)
  }

  @Test func `rejoué le même jour, le travail ne change rien et ne dit rien deux fois (T-137)`() async throws {
    let (dossier, unique) = try await basRhin()
    let premier = try constater(dossier.server, "2025-12-02T06:00:00+01:00")
    #expect(premier.constats > 4 && !premier.cede)
    let tables = ["evenement", "notification", "instance", "echeance_constatee"]
    let avant = try tables.map { try nombre(dossier.server, $0) }
    let second = try constater(dossier.server, "2025-12-02T06:00:00+01:00")
    #expect(second.constats == 0)
    #expect(try tables.map { try nombre(dossier.server, $0) } == avant)
    #expect(try constats(dossier.server, unique).count == premier.constats)
  }

  @Test func `une semaine d'arrêt se rattrape jour par jour, comme si le travail avait tourné chaque jour (V-09, B-06, T-137)`() async throws {
    let (chaqueJour, acte) = try await basRhin()
    for jour in 14...22 { try constater(chaqueJour.server, "2025-10-\(jour)T00:05:00+02:00") }
    let (arrete, autre) = try await basRhin()
    try constater(arrete.server, "2025-10-14T00:05:00+02:00")
    try constater(arrete.server, "2025-10-22T00:05:00+02:00")
    #expect(try constats(arrete.server, autre) == constats(chaqueJour.server, acte))
    let journal = "select code, instant::text, regle from evenement where objet_id = $1::uuid and acteur_role = 'SYSTEME' order by id"
    #expect(try arrete.server.admin().query(journal, [autre]) == chaqueJour.server.admin().query(journal, [acte]))
  }

  @Test func `plusieurs actes se rattrapent dans l'ordre des jours, non acte par acte`() async throws {
    let server = try TestServer()
    server.move(to: "2024-10-21T09:00:00+02:00")
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-67")
    _ = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    _ = try await dossier.autre().conclure("UNIQUE", modele: "002", le: "2024-10-18")
    try constater(server, "2026-02-01T00:05:00+01:00")
    let instants = try server.admin().query(
      "select extract(epoch from instant)::bigint::text from evenement where acteur_role = 'SYSTEME' and objet = 'CONVENTION' order by id"
    ).compactMap { $0[0].flatMap { Int($0) } }
    #expect(instants.count > 8 && instants == instants.sorted())
  }

  @Test func `six répliques à la fois : rien n'est écrit deux fois, et chacune ne compte que ce qu'elle a écrit (T-137)`() async throws {
    let (dossier, unique) = try await basRhin()
    let server = dossier.server
    let bilans = try await withThrowingTaskGroup(of: ConstatJob.Bilan.self) { group in
      for _ in 0..<6 {
        group.addTask {
          try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
              continuation.resume(
                with: Result {
                  try ConstatJob.run(base: server.database + " user=ep_echeances", a: Instant(rfc3339: "2025-12-02T06:00:00+01:00")!)
                })
            }
          }
        }
      }
      return try await group.reduce(into: [ConstatJob.Bilan]()) { $0.append($1) }
    }
    #expect(bilans.contains { !$0.cede })
    let evenements = try server.admin().query(
      "select count(*), count(distinct (code, instant, apres)) from evenement where objet_id = $1::uuid and acteur_role = 'SYSTEME'", [unique])
    #expect(evenements.first?[0] == evenements.first?[1])
    #expect(try nombre(server, "echeance_constatee") == Int(evenements.first?[0] ?? ""))
    #expect(bilans.reduce(0) { $0 + $1.constats } == (try nombre(server, "echeance_constatee")))
  }

  @Test func `une réponse gardée plus d'un jour est oubliée à l'heure, par lots, sans gêner une autre réplique`() async throws {
    let server = try TestServer()
    let admin = try server.admin()
    try admin.run(
      """
      insert into idempotence select gen_random_uuid(), 'c' || i, 'o', '', 201, '{}', '', timestamptz '2025-03-12T09:00:00+01:00' - i * interval '1 second'
      from generate_series(86395, 89400) i
      """)
    // To the second: 86,400 of them make a day.
    try constater(server, "2025-03-12T09:00:00+01:00")
    #expect(try admin.query("select count(*) from idempotence")[0][0] == "5")
    #expect(try admin.query("select max(cle) from idempotence")[0][0] == "c86399")
  }

  @Test func `le questionnaire s'ouvre en décembre, la rencontre avec la période (B-06, B-07, Q-28)`() async throws {
    let (dossier, unique) = try await basRhin()
    try constater(dossier.server, "2024-11-30T23:59:00+01:00")
    func taches() throws -> [[String?]] {
      try dossier.server.admin().query(
        "select type, rang::text, ouverture_le::text, limite_le::text, etat from instance where convention_id = $1::uuid order by ouverture_le",
        [unique])
    }
    #expect(try taches() == [["RENCONTRE", "1", "2024-10-21", "2025-10-20", "OUVERTE"]])
    try constater(dossier.server, "2024-12-01T00:05:00+01:00")
    #expect(try taches().last == ["QUESTIONNAIRE", "2024", "2024-12-01", "2024-12-31", "OUVERTE"])
  }

  @Test func `copil, bilans et évaluation s'ouvrent à leur date ; chaque partie a son bilan (B-01, B-02, B-05)`() async throws {
    let server = try TestServer()
    server.move(to: "2023-07-10T09:00:00+02:00")
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-13")
    let metier = try await dossier.conclure("METIER", modele: "001", le: "2023-07-10")
    func taches() throws -> [String] {
      try server.admin().query(
        "select type || coalesce(' ' || partie, '') || ' ' || limite_le from instance where convention_id = $1::uuid order by 1", [metier]
      ).compactMap { $0[0] }
    }
    try constater(server, "2024-05-08T23:59:00+02:00")
    #expect(try taches() == [])
    try constater(server, "2024-05-09T00:05:00+02:00")
    #expect(try taches() == ["BILAN CAISSE 2024-07-09", "BILAN PARTENAIRE 2024-07-09", "COPIL 2024-07-09"])
    try constater(server, "2024-06-08T23:59:00+02:00")
    #expect(try taches().count == 3)
    try constater(server, "2024-06-09T00:05:00+02:00")
    #expect(try taches().contains("EVALUATION 2024-07-09"))
  }

  @Test func `ce qui était vrai avant l'enregistrement de l'acte est noté, sans tâche ni message`() async throws {
    let server = try TestServer()
    server.move(to: "2026-01-15T09:00:00+01:00")
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-67")
    let unique = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    try constater(server, "2026-01-15T10:00:00+01:00")
    #expect(try evenements(server, unique, "PERIODE_RENOUVELEE") == ["2025-10-21 00:00"])
    let types = try server.admin().query("select distinct type from instance where convention_id = $1::uuid", [unique]).compactMap { $0[0] }
    #expect(types == ["RENCONTRE"], "only the meeting of the running period is still to be held")
    let messages = try server.admin().query("select distinct donnees->>'jour' from notification where modele = 'VIE_CONVENTION'")
    #expect(messages.allSatisfy { ($0[0] ?? "") >= "2025-10-21" })
  }

  @Test func `la fin d'une convention ferme les comptes, à la date où ils sont devenus inactifs (V-24, C-39, C-40, T-085)`() async throws {
    let server = try TestServer(at: .paris("2024-03-13", heure: 9))
    try Modeles.installerSansReconduction(server)
    let dossier = try await Dossier.ouvrir(server)
    let (_, utilisation) = try await dossier.bundle(modele: "900", le: "2024-03-13")
    let compte = try await habiliter(dossier)
    server.move(to: "2025-03-20T09:00:00+01:00")
    let bilan = try constater(server, "2025-03-20T09:00:00+01:00")
    #expect(bilan.partenaires == 1)
    #expect(try evenements(server, utilisation, "CONVENTION_TERMINEE") == ["2025-03-13 00:00"])
    #expect(try evenements(server, compte, "COMPTE_INACTIVE") == ["2025-03-13 00:00"])
    #expect(try constater(server, "2025-03-20T09:00:00+01:00").partenaires == 0)
  }

  @Test func `une nouvelle convention ne rouvre pas d'elle-même les comptes de l'ancienne : ils sont inactifs, et se réactivent (T-088, Q-39, C-39)`()
    async throws
  {
    let server = try TestServer(at: .paris("2024-03-13", heure: 9))
    try Modeles.installerSansReconduction(server)
    let ancien = try await Dossier.ouvrir(server)
    _ = try await ancien.bundle(modele: "900", le: "2024-03-13")
    let compte = try await habiliter(ancien)
    // The acts of the year before have ended, nothing has run since, and the partner signs again.
    let dossier = try await ancien.a("2025-04-01T09:00:00+02:00")
    _ = try await dossier.bundle(modele: "900", le: "2025-04-01")
    let ferme = try await dossier.agent.get("/v1/comptes/\(compte)")
    #expect(ferme["etat"] == "INACTIF", "\(ferme.text)")
    #expect(try evenements(server, compte, "COMPTE_INACTIVE") == ["2025-03-13 00:00"])
    let rouvert = try await dossier.agent.delete("/v1/comptes/\(compte)/inactivation", etag: ferme.etag)
    #expect(rouvert.status == 200 && rouvert["etat"] != "INACTIF", "\(rouvert.text)")
  }

  @Test func `à six mois, la personne est effacée et l'identifiant technique reste (C-40, Q-10)`() async throws {
    let server = try TestServer(at: .paris("2024-03-13", heure: 9))
    try Modeles.installerSansReconduction(server)
    let dossier = try await Dossier.ouvrir(server)
    _ = try await dossier.bundle(modele: "900", le: "2024-03-13")
    let compte = try await habiliter(dossier)
    func etat() throws -> [String?] {
      try server.admin().query("select etat, nom, email, coalesce(telephone, '') from compte where id = $1::uuid", [compte]).first ?? []
    }
    try constater(server, "2025-09-12T23:59:00+02:00")
    #expect(try etat()[0] == "INACTIF" && etat()[1] != "")
    #expect(try constater(server, "2025-09-13T00:05:00+02:00").effaces == 1)
    #expect(try etat() == ["SUPPRIME", "", "", ""])
    #expect(try evenements(server, compte, "COMPTE_SUPPRIME") == ["2025-09-13 00:00"])
    #expect(try constater(server, "2025-09-13T00:05:00+02:00").effaces == 0)
  }

  @Test func `les parties reçoivent un message, une fois par adresse, sans identité d'assuré (V-07, V-12, J-17)`() async throws {
    let (dossier, _) = try await basRhin()
    for (partie, adresse) in [("CAISSE", "convention@cpam67.example"), ("PARTENAIRE", "referent@cea.example")] {
      let contact = try await dossier.agent.post(
        "/v1/partenaires/\(dossier.partenaire)/contacts",
        ["role": "REFERENT", "partie": .string(partie), "nom": "ARBOGAST", "prenom": "Lise", "email": .string(adresse)])
      #expect(contact.status == 201, "\(contact.text)")
    }
    func messages() throws -> [[String?]] {
      try dossier.server.admin().query(
        "select donnees->>'code', destinataire, donnees->>'date_utile' from notification where modele = 'VIE_CONVENTION' and donnees->>'code' = 'ALERTE_DENONCIATION' order by 2"
      )
    }
    try constater(dossier.server, "2025-07-20T23:59:00+02:00")
    #expect(try messages() == [])
    try constater(dossier.server, "2025-07-21T00:05:00+02:00")
    #expect(
      try messages() == [
        ["ALERTE_DENONCIATION", "convention@cpam67.example", "2025-08-21"], ["ALERTE_DENONCIATION", "referent@cea.example", "2025-08-21"],
      ])
  }

  @Test func `outre-mer, le jour est celui de la caisse (V-24)`() async throws {
    let server = try TestServer()
    _ = try server.admin().query("update caisse set fuseau = 'LA_REUNION' where code = 'CPAM-67'")
    server.move(to: "2024-10-21T09:00:00+04:00")
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-67")
    let unique = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    try constater(server, "2025-10-20T19:59:00Z")
    #expect(try evenements(server, unique, "PERIODE_RENOUVELEE").isEmpty)
    try constater(server, "2025-10-20T20:00:00Z")
    #expect(try evenements(server, unique, "PERIODE_RENOUVELEE") == ["2025-10-20 22:00"])
  }

  /// A gestionnaire of the partner, not activated.
  private func habiliter(_ dossier: Dossier) async throws -> String {
    let effectif = try await dossier.agent.get("/v1/partenaires/\(dossier.partenaire)")
    let patch = try await dossier.agent.patch(
      "/v1/partenaires/\(dossier.partenaire)", ["effectif": 12, "effectif_declare_le": "2024-01-01"], etag: effectif.etag)
    #expect(patch.status == 200, "\(patch.text)")
    let created = try await dossier.agent.post(
      "/v1/comptes",
      [
        "profil": "GESTIONNAIRE", "partenaire_id": .string(dossier.partenaire), "civilite": "MME", "nom": "KIEFFER", "prenom": "Maëlle",
        "fonction": "Responsable de pôle", "telephone": "03 53 01 00 00", "email": "gestion@ccas-belcombe.example",
      ])
    return try #require(created["id"]?.string, "\(created.text)")
  }
}
