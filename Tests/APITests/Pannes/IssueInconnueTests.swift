import API
import Domain
import Foundation
import JSON
import Postgres
import TestSupport
import Testing

/// What is said of a write that the database has not confirmed, and how to learn what became of it.
@Suite struct IssueInconnueTests {

  private func creation(_ rang: Int) throws -> JSONValue {
    guard var corps = try Monde.corpsPartenaire(Monde.acte("001")).object else { return .null }
    corps["denomination"] = .string("CCAS \(rang)")
    corps["siret"] = nil
    return .object(corps)
  }

  private func partenaires(_ panne: Panne) throws -> Int { Int(try panne.admin().query("select count(*) from partenaire")[0][0] ?? "") ?? -1 }

  @Test func `une écriture sans confirmation est d'issue inconnue, se demande, et la même clé ne la double pas`() async throws {
    let panne = try Panne()
    let agent = try await Monde.agent(panne.server, "CPAM-57")
    try await panne.set("synchronous_standby_names", "absent")
    let cle = ["Idempotency-Key": "une-cle"]
    async let avecCle = agent.post("/v1/partenaires", try creation(1), headers: cle)
    async let sansCle = agent.post("/v1/partenaires", try creation(2))
    for answer in try await [avecCle, sansCle] {
      #expect(answer.status == 503 && answer.code == "ISSUE_INCONNUE" && answer.headers["retry-after"] != nil, "\(answer.text)")
      #expect(!answer.text.contains("Rien n'a été enregistré"))
      #expect(answer["ecriture"]?.string == "/v1/ecritures/\(answer.headers["x-request-id"] ?? "")")
    }
    let premier = try await avecCle
    let second = try await sansCle
    // PostgreSQL still waits for the standby: nobody may take it for lost.
    let ecriture = second["ecriture"]?.string ?? ""
    #expect(try await agent.get(ecriture)["etat"] == "EN_COURS")
    let rejeu = try await agent.post("/v1/partenaires", try creation(1), headers: cle)
    #expect(rejeu.status == 409 && rejeu.code == "IDEMPOTENCE_EN_COURS" && rejeu.headers["retry-after"] == "1", "\(rejeu.text)")

    try await panne.set("synchronous_standby_names", nil)
    #expect(try await jusqua { try await agent.get(ecriture)["etat"] == "ENREGISTREE" })
    let lue = try await agent.get(ecriture)
    let evenement = try #require(lue["evenements"]?.array?.first)
    #expect(evenement["code"] == "PARTENAIRE_CREE" && evenement["objet"] == "PARTENAIRE")
    #expect(try await agent.get("/v1/partenaires/\(evenement["objet_id"]?.string ?? "")")["denomination"] == "CCAS 2")
    #expect(try await agent.get(premier["ecriture"]?.string ?? "")["etat"] == "ENREGISTREE")
    let refait = try await agent.post("/v1/partenaires", try creation(1), headers: cle)
    #expect(refait.status == 201 && refait.headers["idempotency-replayed"] == "true", "\(refait.text)")
    #expect(try partenaires(panne) == 2)
    // Another account learns nothing of it.
    let autre = try await Monde.agent(panne.server, "CPAM-57")
    #expect(try await autre.get(ecriture)["etat"] == "NON_ENREGISTREE")
  }

  @Test func `un PUT d'issue inconnue se refait avec le même If-Match, et dit 412 s'il avait passé`() async throws {
    let panne = try Panne()
    let agent = try await Monde.agent(panne.server, "CPAM-57")
    let cree = try await agent.post("/v1/partenaires", try creation(1))
    let adresse = "/v1/partenaires/\(cree["id"]?.string ?? "")"
    try await panne.set("synchronous_standby_names", "absent")
    let change = try await agent.patch(adresse, ["commune": "Woippy"], etag: cree.etag)
    #expect(change.status == 503 && change.code == "ISSUE_INCONNUE", "\(change.text)")
    try await panne.set("synchronous_standby_names", nil)
    #expect(try await jusqua { try await agent.get(adresse)["commune"] == "Woippy" })
    #expect(try await agent.patch(adresse, ["commune": "Woippy"], etag: cree.etag).status == 412)
  }

  @Test func `ce qui n'a pas été envoyé pour de bon n'est pas enregistré, et cela est dit`() async throws {
    let panne = try Panne()
    let agent = try await Monde.agent(panne.server, "CPAM-57")
    // Held before COMMIT: the row that the write needs is another transaction's.
    let admin = try panne.admin()
    try admin.run("begin; lock table partenaire in access exclusive mode")
    let answer = try await agent.post("/v1/partenaires", try creation(1))
    try admin.run("rollback")
    #expect(answer.status == 503 && answer.code == "SERVICE_INDISPONIBLE", "\(answer.text)")
    #expect(answer["detail"]?.string?.contains("Rien n'a été enregistré") == true)
    let requete = answer.headers["x-request-id"] ?? ""
    #expect(try await jusqua { try await agent.get("/v1/ecritures/\(requete)")["etat"] == "NON_ENREGISTREE" })
    #expect(try partenaires(panne) == 0)
  }

  @Test func `une session coupée pendant COMMIT est d'issue inconnue`() async throws {
    let panne = try Panne { $0.tuneDatabase = { $0.queryMilliseconds = 20_000 } }
    let agent = try await Monde.agent(panne.server, "CPAM-57")
    try await panne.set("synchronous_standby_names", "absent")
    async let pending = agent.post("/v1/partenaires", try creation(1))
    let admin = try panne.admin()
    // The session that holds the partner's table: the service's own trial of a write waits for the standby too.
    let attente = """
      select pg_terminate_backend(pid) from pg_stat_activity join pg_locks using (pid)
      where wait_event = 'SyncRep' and relation = 'partenaire'::regclass
      """
    let coupe = try await jusqua { try !AdminConnection(panne.server.database).query(attente).isEmpty }
    #expect(coupe)
    let answer = try await pending
    #expect(answer.status == 503 && answer.code == "ISSUE_INCONNUE", "\(answer.text)")
    #expect(try admin.query("select count(*) from partenaire")[0][0] == "1")
    let lue = try await agent.get(answer["ecriture"]?.string ?? "")
    #expect(lue["etat"] == "ENREGISTREE")
  }

  @Test func `toutes les validations suspendues, on sait encore ce que devient une écriture, et aucune lecture ne dit que rien n'est enregistré`()
    async throws
  {
    let panne = try Panne()
    let agent = try await Monde.agent(panne.server, "CPAM-57")
    try await panne.set("synchronous_standby_names", "absent")
    // More than the connections that writes have.
    let ecritures = try await withThrowingTaskGroup(of: Answer.self) { group in
      for rang in 0..<16 { group.addTask { try await agent.post("/v1/partenaires", try creation(rang)) } }
      return try await group.reduce(into: [String]()) { if $1.code == "ISSUE_INCONNUE" { $0.append($1["ecriture"]?.string ?? "") } }
    }
    #expect(ecritures.count >= 4)
    async let occupe = withThrowingTaskGroup(of: Void.self) { group in
      for rang in 0..<12 { group.addTask { _ = try await agent.post("/v1/partenaires", try creation(20 + rang)) } }
      try await group.waitForAll()
    }
    for ecriture in ecritures {
      let lue = try await agent.get(ecriture)
      #expect(lue.status == 200 && lue["etat"] == "EN_COURS", "\(lue.text)")
    }
    try await occupe
    try await panne.set("synchronous_standby_names", nil)
    for ecriture in ecritures { #expect(try await jusqua { try await agent.get(ecriture)["etat"] == "ENREGISTREE" }) }
    panne.cluster.freeze()
    let lecture = try await agent.get("/v1/partenaires")
    panne.cluster.thaw()
    #expect(lecture.status == 503 && lecture["detail"]?.string?.contains("Rien n'a été enregistré") == false, "\(lecture.text)")
  }

  @Test(arguments: ["2780357123456", "278035712345644", "2-78-03-57-123-456-44", "req:1", "a"])
  func `un identifiant que le service remplace n'est celui d'aucune écriture`(
    _ donne: String
  ) async throws {
    let server = try TestServer()
    let agent = try await Monde.agent(server, "CPAM-57")
    let cree = try await agent.post("/v1/partenaires", try creation(1), headers: ["X-Request-Id": donne])
    let garde = cree.headers["x-request-id"] ?? ""
    #expect(cree.status == 201 && (garde == donne) == (donne == "a"))
    let demandee = try await agent.get("/v1/ecritures/\(donne)")
    #expect(demandee.status == (donne == "a" ? 200 : 404) && (donne == "a" || !demandee.text.contains(donne)), "\(demandee.text)")
    #expect(try await agent.get("/v1/ecritures/\(garde)")["etat"] == "ENREGISTREE")
  }

  @Test func `chacun demande ses écritures, avant même les conditions d'utilisation, et jamais celles d'un autre`() async throws {
    let server = try TestServer()
    let monde = try await Monde.ouvrir(server, "001")
    let manager = try await monde.gestionnaire()
    let headers = ["X-Request-Id": "essai-1"]
    let cree = try await manager.post("/v1/comptes", .object(monde.corpsTechnicien()), headers: headers)
    #expect(cree.status == 201)
    let lue = try await manager.get("/v1/ecritures/essai-1", headers: headers)
    #expect(lue["etat"] == "ENREGISTREE" && lue["requete"] == "essai-1")
    #expect(lue["evenements"]?.array?.contains { $0["objet_id"] == cree["id"] } == true, "\(lue.text)")
    #expect(try await monde.agent.get("/v1/ecritures/essai-1")["etat"] == "NON_ENREGISTREE")
    #expect(try await monde.agent.get("/v1/ecritures/deux%20mots").status == 404)
    for role in ["ADMIN_NATIONAL", "DPO"] {
      let autre = try await Monde.activer(server, try AgentFixture.create(server, role), cgu: false)
      #expect(try await autre.put("/v1/moi/cgu", ["version": .string(TestServer.cguVersion)]).status == 200)
      #expect(try await autre.get("/v1/ecritures/essai-1")["etat"] == "NON_ENREGISTREE")
    }
    #expect(try await server.client.get("/v1/ecritures/essai-1").status == 401)
  }
}
