import API
import Bytes
import Domain
import Foundation
import JSON
import Postgres

/// One server for the suites that leave its clock alone: each test brings a partner of its own.
enum Scene {
  private static let server = Result { try TestServer() }
  static var partagee: TestServer { get throws { try server.get() } }

  /// The partner of that act on the shared server, or on a given one.
  static func ouvrir(
    _ acte: String, sur server: TestServer? = nil, signed: Bool = true, effectif: Int? = nil
  ) async throws -> Monde {
    if let server { return try await Monde.ouvrir(server, acte, signed: signed, effectif: effectif) }
    return try await Monde.ouvrir(try partagee, acte, signed: signed, effectif: effectif)
  }
}

extension Monde {
  /// Creates an account and returns its id; the answer must be 201.
  func creer(_ createur: TestClient, _ body: JSONObject) async throws -> String {
    let created = try await createur.post("/v1/comptes", .object(body))
    guard created.status == 201, let id = created["id"]?.string else { throw Inattendu(created) }
    return id
  }

  /// An activated gestionnaire: its id and its session.
  func gestionnaireActif(_ rang: Int = 0, unite: String? = nil) async throws -> (id: String, client: TestClient) {
    let id = try await creer(agent, corpsGestionnaire(rang, unite: unite))
    return (id, try await Self.activer(server, id))
  }

  /// An activated technicien: its id and its session.
  func technicienActif(_ gestionnaire: TestClient, _ rang: Int = 0, unite: String? = nil) async throws -> (id: String, client: TestClient) {
    let id = try await creer(gestionnaire, corpsTechnicien(rang, unite: unite))
    return (id, try await Self.activer(server, id))
  }

  func etag(_ client: TestClient, _ id: String) async throws -> String? { try await client.get("/v1/comptes/\(id)").etag }

  func modifier(_ client: TestClient, _ id: String, _ body: JSONValue, lecteur: TestClient? = nil) async throws -> Answer {
    try await client.patch("/v1/comptes/\(id)", body, etag: try await etag(lecteur ?? client, id))
  }

  func inactiver(_ client: TestClient, _ id: String, _ body: JSONValue) async throws -> Answer {
    try await client.post("/v1/comptes/\(id)/inactivation", body)
  }

  func reactiver(_ client: TestClient, _ id: String, lecteur: TestClient? = nil) async throws -> Answer {
    try await client.delete("/v1/comptes/\(id)/inactivation", etag: try await etag(lecteur ?? client, id))
  }

  /// Gives the partner a signed convention with a second caisse, of the same model (P-07): no operation joins a partner and a second
  /// caisse yet.
  func conventionnerAussi(_ code: String) throws {
    _ = try sql(
      """
      with cible as (select id from caisse where code = $2),
      relation as (
        insert into partenaire_caisse (partenaire_id, caisse_id, premier_jour, cree_le)
        select $1::uuid, id, '2024-10-21', now() from cible returning caisse_id
      )
      insert into convention (id, caisse_id, partenaire_id, nature, modele_code, modele_version, premier_jour, cree_le, modifie_le)
      select gen_random_uuid(), r.caisse_id, $1::uuid, 'UNIQUE', $3, 1, '2024-10-21', now(), now() from relation r
      """, [partenaire, code, acte])
    _ = try sql(
      """
      update partenaire_caisse r set convention_id = v.id from convention v
      where v.partenaire_id = r.partenaire_id and v.caisse_id = r.caisse_id and r.convention_id is null and r.partenaire_id = $1::uuid
      """, [partenaire])
  }

  /// The same, and the second caisse habilitates the gestionnaire of that rank, who opens accesses to both from then on (C-15).
  func habiliterAussi(_ code: String, _ rang: Int = 0) async throws {
    try conventionnerAussi(code)
    let habilite = try await Self.agent(server, code).post("/v1/comptes", .object(corpsGestionnaire(rang)))
    guard habilite.status == 201 else { throw Inattendu(habilite) }
  }

  /// Values straight from the database, as text.
  func sql(_ query: String, _ parameters: [String?] = []) throws -> [[String?]] { try server.admin().query(query, parameters) }

  /// The codes of the events of one object, in order.
  func evenements(_ id: String) throws -> [String] {
    try sql("select code from evenement where objet_id = $1::uuid order by id", [id]).compactMap { $0[0] }
  }
}

extension Answer {
  /// The same answer but for what names the request: two refusals that must not be told apart.
  var sansInstance: JSONValue {
    var object = json.object ?? [:]
    object["instance"] = nil
    return .object(object)
  }
}

extension TestServer {
  /// Every table of the database as text, to look for what must not be there.
  func contenu() throws -> String {
    let admin = try admin()
    return try admin.query("select tablename from pg_tables where schemaname = 'public'").compactMap { $0[0] }.map { table in
      try admin.query("select t::text from \(table) t").compactMap { $0[0] }.joined(separator: "\n")
    }.joined(separator: "\n")
  }
}
