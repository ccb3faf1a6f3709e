import API
import Foundation
import JSON
import Postgres
import Testing

/// Two agents at the same instant, on two loops: one wins, the other is told why, and nothing is half-done.
@Suite(.serialized) struct FinsSimultaneesTests {
  private func codes(_ answers: [Answer]) -> [String] { answers.map { "\($0.status) \($0.code ?? "")" }.sorted() }

  private func ensemble(_ nombre: Int, _ body: @escaping @Sendable (Int) async throws -> Answer) async throws -> [Answer] {
    try await withThrowingTaskGroup(of: Answer.self) { group in
      for index in 0..<nombre { group.addTask { try await body(index) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }

  private func compter(_ dossier: Dossier, _ table: String, _ convention: String) throws -> String? {
    try dossier.server.admin().query("select count(*)::text from \(table) where convention_id = $1::uuid", [convention]).first?[0]
  }

  @Test func `de plusieurs résiliations simultanées, une seule est enregistrée (V-28)`() async throws {
    let ouvert = try await Dossier.ouvrir(try TestServer { $0.loops = 2 })
    for _ in 0..<3 {
      let dossier = try await ouvert.autre()
      let (metier, utilisation) = try await dossier.bundle(modele: "001", le: "2024-10-21")
      let answers = try await ensemble(4) {
        var body = Dossier.amiable(accord: "2025-03-10", effet: "2025-06-\(10 + $0)").object ?? [:]
        body["actions"] = [["intitule": "Prévenir.", "porteur": "COMMUN"]]
        return try await dossier.resilier(metier, .object(body))
      }
      #expect(codes(answers) == ["201 "] + Array(repeating: "409 CONVENTION_DEJA_RESILIEE", count: 3))
      let effet = try #require(answers.first { $0.status == 201 }?["effet_le"]?.string)
      for id in [metier, utilisation] { #expect(try await dossier.lire(id)["fin"]?["dernier_jour"]?.string == effet) }
      #expect(try compter(dossier, "action_convention", metier) == "1")
      #expect(try dossier.journal(metier).filter { $0 == "CONVENTION_RESILIEE" }.count == 1)
      #expect(try dossier.titre()[2] == effet)
    }
  }

  /// The rules see no termination yet, and the schema waits for the other writer before it says no.
  @Test func `la base refuse d'elle-même une seconde résiliation (V-28)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer { $0.loops = 2 })
    let metier = try await dossier.conclure("METIER", modele: "001", le: "2024-10-21")
    let autre = try dossier.server.admin()
    try autre.run("begin")
    _ = try autre.query(
      "insert into resiliation (convention_id, cause, effet_le, cree_le) values ($1::uuid, 'AMIABLE', '2025-05-31', now())", [metier])
    async let refusee = dossier.resilier(metier, accord: "2025-03-10", effet: "2025-06-30")
    let attente = "select count(*)::text from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    let temoin = try dossier.server.admin()
    for _ in 0..<200 where try temoin.query(attente).first?[0] == "0" { try await Task.sleep(for: .milliseconds(10)) }
    #expect(try temoin.query(attente).first?[0] == "1")
    try autre.run("commit")
    let answer = try await refusee
    #expect(answer.refus == "409 CONVENTION_DEJA_RESILIEE V-28" && answer["effet_le"] == nil, "\(answer.text)")
    #expect(try dossier.journal(metier).contains("CONVENTION_RESILIEE") == false)
  }

  @Test func `de deux dénonciations simultanées, une seule compte (V-12)`() async throws {
    let ouvert = try await Dossier.ouvrir(try TestServer { $0.loops = 2 }, caisse: "CPAM-67")
    for _ in 0..<3 {
      let dossier = try await ouvert.autre()
      let unique = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
      let answers = try await ensemble(2) {
        try await dossier.denoncer(unique, Dossier.lettre($0 == 0 ? "CAISSE" : "PARTENAIRE", envoyee: "2025-03-01"))
      }
      #expect(codes(answers) == ["201 ", "409 CONVENTION_DEJA_DENONCEE"])
      #expect(try compter(dossier, "courrier", unique) == "1" && compter(dossier, "denonciation", unique) == "1")
    }
  }

  @Test func `réparer et résilier en même temps : l'un des deux, jamais les deux (V-20)`() async throws {
    let ouvert = try await Dossier.ouvrir(try TestServer { $0.loops = 2 })
    for _ in 0..<4 {
      let dossier = try await ouvert.autre()
      let metier = try await dossier.conclure("METIER", modele: "001", le: "2024-10-21")
      let mise = try await dossier.mise(metier, Dossier.lettre(envoyee: "2025-02-20"))
      let answers = try await ensemble(2) {
        $0 == 0 ? try await dossier.reparer(mise, le: "2025-03-01") : try await dossier.resilier(metier, apres: mise)
      }
      #expect([["200 ", "409 MANQUEMENT_REPARE"], ["201 ", "409 CONVENTION_DEJA_RESILIEE"]].contains(codes(answers)), "\(codes(answers))")
      let resiliee = try compter(dossier, "resiliation", metier) == "1"
      #expect(try await dossier.lireMise(mise)["reparee_le"] == (resiliee ? .null : "2025-03-01"))
    }
  }

  @Test func `de deux réparations, de deux clôtures, une seule est enregistrée (V-20, V-29)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer { $0.loops = 2 })
    let metier = try await dossier.conclure("METIER", modele: "001", le: "2024-10-21")
    for _ in 0..<3 {
      let mise = try await dossier.mise(metier, Dossier.lettre(envoyee: "2025-03-01"))
      let reparations = try await ensemble(3) { try await dossier.reparer(mise, le: "2025-03-0\($0 + 2)") }
      #expect(codes(reparations) == ["200 ", "409 MANQUEMENT_REPARE", "409 MANQUEMENT_REPARE"])
      let ouvert = try await dossier.agent.post(
        "/v1/conventions/\(metier)/differends", ["objet": "Délais.", "ouvert_par": "CAISSE", "ouvert_le": "2025-03-01"])
      let id = try #require(ouvert["id"]?.string)
      let clotures = try await ensemble(3) {
        try await dossier.agent.post("/v1/differends/\(id)/cloture", ["issue": $0 == 0 ? "ACCORD" : "ABANDON", "date": "2025-03-05"])
      }
      #expect(codes(clotures) == ["200 ", "409 DIFFEREND_CLOS", "409 DIFFEREND_CLOS"])
    }
  }

  @Test func `la même réception enregistrée deux fois : la seconde a lu trop tôt (V-27)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer { $0.loops = 2 })
    let metier = try await dossier.conclure("METIER", modele: "001", le: "2024-10-21")
    for _ in 0..<3 {
      let denonciation = try await dossier.ecrire(metier, Dossier.lettre(envoyee: "2025-03-01"))
      let path = try #require(denonciation.headers["location"])
      let answers = try await ensemble(3) { try await dossier.agent.patch(path, ["recu_le": .string("2025-03-0\($0 + 3)")], etag: "\"1\"") }
      #expect(codes(answers) == ["200 ", "412 VERSION_PERIMEE", "412 VERSION_PERIMEE"])
    }
  }
}
