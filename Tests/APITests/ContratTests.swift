import API
import Bytes
import Contract
import Foundation
import JSON
import Testing
import TestSupport

/// What the document promises of every operation, held on every operation: an operation added to it is tested by being there.
@Suite struct ContratTests {
  static let operations = Observations.shared.contract.operations
  static let protegees = operations.filter { !$0.isPublic }
  static let avecCorps = operations.filter { $0.body != nil }
  static let sousV1 = operations.filter { $0.path.hasPrefix("/v1/") }

  /// One server for all: these requests change nothing.
  static let server = Result { try TestServer() }
  private var server: TestServer { get throws { try Self.server.get() } }

  private func token(_ role: String, cgu: Bool = true) async throws -> TestClient {
    try await Acteurs.shared.client(server, role, cgu: cgu)
  }

  @Test(arguments: protegees) func `sans jeton, une opération protégée répond 401`(_ operation: Contract.Operation) async throws {
    let answer = try await server.client.send(operation, Exemple.body(operation))
    #expect(answer.status == 401 && answer.code == "JETON_ABSENT", "\(operation.id): \(answer.text)")
    #expect(answer.headers["www-authenticate"] != nil)
  }

  @Test(arguments: protegees) func `un jeton inconnu n'ouvre aucune opération`(_ operation: Contract.Operation) async throws {
    let stranger = try server.client.signedIn("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
    let answer = try await stranger.send(operation, Exemple.body(operation))
    #expect(answer.status == 401 && answer.code == "JETON_INVALIDE", "\(operation.id): \(answer.text)")
  }

  @Test(arguments: protegees.filter { !$0.isOpenWithoutTerms })
  func `sans CGU acceptées, aucune opération n'est ouverte hors celles qui le disent (C-20, T-071)`(_ operation: Contract.Operation) async throws {
    guard let role = ["AGENT_CAISSE", "TECHNICIEN"].first(where: operation.roles.contains) else { return }
    let answer = try await token(role, cgu: false).send(operation, Exemple.body(operation))
    #expect(answer.status == 403 && answer.code == "CGU_NON_ACCEPTEES" && answer["regle"] == "C-20", "\(operation.id): \(answer.text)")
  }

  @Test(arguments: protegees) func `un rôle que l'opération n'admet pas reçoit 403 (A-02, A-04, A-05, C-15, C-28, T-074, T-094)`(
    _ operation: Contract.Operation
  ) async throws {
    for role in ["AGENT_CAISSE", "DIRECTION_CAISSE", "GESTIONNAIRE", "TECHNICIEN"] where !operation.roles.contains(role) {
      let answer = try await token(role).send(operation, Exemple.body(operation))
      #expect(answer.status == 403 && answer.code == "ROLE_INSUFFISANT", "\(operation.id) \(role): \(answer.text)")
    }
  }

  @Test(arguments: sousV1) func `un paramètre inconnu est refusé et désigné`(_ operation: Contract.Operation) async throws {
    let caller = try await caller(operation)
    let answer = try await caller.send(operation, Exemple.body(operation), query: "inconnu=1")
    #expect(answer.status == 400 && answer.code == "PARAMETRE_INVALIDE" && answer.pointers == ["/query/inconnu"], "\(operation.id): \(answer.text)")
  }

  @Test(arguments: avecCorps) func `un corps d'un autre type est refusé`(_ operation: Contract.Operation) async throws {
    let caller = try await caller(operation)
    let answer = try await caller.send(operation, Array("a=1".utf8), type: "application/x-www-form-urlencoded")
    #expect(answer.status == 415 && answer.code == "TYPE_DE_CONTENU_REFUSE", "\(operation.id): \(answer.text)")
  }

  @Test(arguments: avecCorps) func `un corps qui n'est pas du JSON est refusé, avec sa place`(_ operation: Contract.Operation) async throws {
    let caller = try await caller(operation)
    for malformed in [
      "{", "{\"a\":1,\"a\":2}", "{\"a\":\"\\ud800\"}", "{\"a\":\"\\u0000\"}", String(repeating: "[", count: 65) + String(repeating: "]", count: 65),
    ] {
      let answer = try await caller.send(operation, Array(malformed.utf8))
      #expect(answer.status == 400 && answer.code == "JSON_INVALIDE", "\(operation.id) \(malformed.prefix(20)): \(answer.text)")
    }
  }

  @Test(arguments: avecCorps) func `un champ inconnu est refusé et désigné (D-14)`(_ operation: Contract.Operation) async throws {
    let caller = try await caller(operation)
    var body = try JSONReader.parse(String(decoding: Exemple.body(operation) ?? Array("{}".utf8), as: UTF8.self)).object ?? [:]
    body["champ_inconnu"] = 1
    let answer = try await caller.send(operation, Array(JSONValue.object(body).text.utf8))
    #expect(answer.status == 422 && answer.pointers.contains("/champ_inconnu"), "\(operation.id): \(answer.text)")
  }

  @Test(arguments: avecCorps) func `un corps trop grand est refusé avant d'être lu`(_ operation: Contract.Operation) async throws {
    let caller = try await caller(operation)
    let answer = try await caller.send(operation, [UInt8](repeating: 32, count: 1024 * 1024 + 1))
    #expect(answer.status == 413 && answer.code == "CORPS_TROP_GRAND", "\(operation.id): \(answer.status)")
  }

  @Test(arguments: operations.filter(\.needsIfMatch)) func `une modification sans If-Match répond 428`(_ operation: Contract.Operation) async throws {
    let caller = try await caller(operation)
    let answer = try await caller.send(operation, Exemple.body(operation), etag: nil)
    #expect(answer.status == 428 && answer.code == "VERSION_REQUISE", "\(operation.id): \(answer.text)")
  }

  @Test(arguments: operations.filter { $0.path.contains("{id}") }) func `un identifiant de personne ou mal formé est introuvable`(
    _ operation: Contract.Operation
  ) async throws {
    let caller = try await caller(operation)
    for id in ["0192a5b0-7c00-7000-8000-00000000dead", "42", "%F0%9F%98%80"] {
      let answer = try await caller.send(operation, Exemple.body(operation), id: id)
      #expect(answer.status == 404 && answer.code == "RESSOURCE_INTROUVABLE", "\(operation.id) \(id): \(answer.text)")
    }
  }

  @Test func `une adresse inconnue est introuvable, une méthode inadmise dit lesquelles le sont`() async throws {
    let unknown = try await server.client.get("/v1/inconnu")
    #expect(unknown.status == 404 && unknown.code == "ROUTE_INCONNUE")
    let slash = try await server.client.get("/v1/regles/")
    #expect(slash.status == 404)
    let method = try await server.client.send("DELETE", "/v1/regles", nil)
    #expect(method.status == 405 && method.headers["allow"] == "GET, HEAD")
  }

  @Test(arguments: operations.filter { $0.response(status: 503) != nil })
  func `sans base, l'opération répond 503 et dit de recommencer`(_ operation: Contract.Operation) async throws {
    let server = try await SansBase.shared.server()
    let answer = try await server.signedIn("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").send(operation, Exemple.body(operation))
    #expect(answer.status == 503 && answer.code == "SERVICE_INDISPONIBLE" && answer.headers["retry-after"] != nil, "\(operation.id): \(answer.text)")
  }

  /// A caller whose role the operation admits; anybody for a public one.
  private func caller(_ operation: Contract.Operation) async throws -> TestClient {
    guard !operation.isPublic else { return try server.client }
    let role = ["AGENT_CAISSE", "TECHNICIEN", "GESTIONNAIRE", "ADMIN_NATIONAL"].first(where: operation.roles.contains) ?? "AGENT_CAISSE"
    return try await token(role)
  }
}

extension Contract.Operation: CustomTestStringConvertible {
  package var testDescription: String { id }
}

/// The document's own example of a request.
enum Exemple {
  static func body(_ operation: Contract.Operation) -> [UInt8]? {
    guard let content = operation.document["requestBody"]?["content"]?["application/json"] else { return nil }
    let example = content["example"] ?? content["examples"]?.object?.members.first?.value["value"]
    return example.map { Array($0.text.utf8) }
  }
}

extension TestClient {
  /// Calls the operation with the example's parameters.
  func send(
    _ operation: Contract.Operation, _ body: [UInt8]?, type: String = "application/json", query: String = "", etag: String? = "\"1\"",
    id: String = "0192a5b0-7c00-7000-8000-000000000001", headers extra: [String: String] = [:]
  ) async throws -> Answer {
    var path = operation.path.replacingOccurrences(of: "{id}", with: operation.id == "lireRegle" && id.hasSuffix("001") ? "V-01" : id)
    path = path.replacingOccurrences(
      of: "{code}", with: operation.path.contains("problemes") ? "ACCES_FERME" : operation.path.contains("modeles") ? "000" : "CONTACT")
    path = path.replacingOccurrences(of: "{requete}", with: id)
    path = path.replacingOccurrences(of: "{jeton}", with: String(repeating: "A", count: 43))
    if !query.isEmpty { path += "?\(query)" }
    var headers = extra
    if body != nil { headers["Content-Type"] = type }
    if operation.needsIfMatch, let etag { headers["If-Match"] = etag }
    return try await sendRaw(operation.method, path, body, headers: headers)
  }
}

/// One signed-in client per role and acceptance of the terms, on one server.
actor Acteurs {
  static let shared = Acteurs()
  private var clients: [String: Task<TestClient, any Error>] = [:]
  private var monde: Task<Monde, any Error>?

  func client(_ server: TestServer, _ role: String, cgu: Bool) async throws -> TestClient {
    let key = "\(role) \(cgu)"
    if let known = clients[key] { return try await known.value }
    let task = Task { try await open(server, role, cgu: cgu) }
    clients[key] = task
    return try await task.value
  }

  private func open(_ server: TestServer, _ role: String, cgu: Bool) async throws -> TestClient {
    switch role {
    case "GESTIONNAIRE", "TECHNICIEN":
      let monde = try await monde(server)
      let manager = try await gestionnaire(server)
      if role == "GESTIONNAIRE" { return manager }
      let created = try await manager.post("/v1/comptes", .object(monde.corpsTechnicien(cgu ? 1 : 2)))
      guard let id = created["id"]?.string else { throw Monde.Inattendu(created) }
      return try await Monde.activer(server, id, cgu: cgu)
    default:
      let id = try AgentFixture.create(server, role)
      return try await Monde.activer(server, id, cgu: cgu)
    }
  }

  private func monde(_ server: TestServer) async throws -> Monde {
    if let monde { return try await monde.value }
    let task = Task { try await Monde.ouvrir(server, "000") }
    monde = task
    return try await task.value
  }

  private var manager: Task<TestClient, any Error>?

  private func gestionnaire(_ server: TestServer) async throws -> TestClient {
    if let manager { return try await manager.value }
    let monde = try await monde(server)
    if let manager { return try await manager.value }
    let task = Task { try await monde.gestionnaire() }
    manager = task
    return try await task.value
  }
}

/// A service whose database has gone.
actor SansBase {
  static let shared = SansBase()
  private var started: Task<TestClient, any Error>?
  private var kept: TestServer?

  func server() async throws -> TestClient {
    if let started { return try await started.value }
    let task = Task {
      let server = try TestServer()
      kept = server
      try TestCluster.shared.dropDatabase(server.database)
      try await Task.sleep(for: .milliseconds(200))
      return server.client
    }
    started = task
    return try await task.value
  }
}
