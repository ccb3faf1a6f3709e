import Foundation
import JSON
import Postgres
import Testing

/// A caisse's agent and one of its partners, ready to conclude conventions.
struct Dossier {
  let server: TestServer
  let caisse: String
  let agent: TestClient
  let partenaire: String

  static func ouvrir(_ server: TestServer, caisse: String = "CPAM-57", _ adapt: (inout JSONObject) -> Void = { _ in }) async throws -> Dossier {
    try await ouvrir(server, caisse, try await Monde.agent(server, caisse), adapt)
  }

  private static func ouvrir(_ server: TestServer, _ caisse: String, _ agent: TestClient, _ adapt: (inout JSONObject) -> Void) async throws -> Dossier
  {
    let created = try await agent.post("/v1/partenaires", corps(adapt))
    return Dossier(server: server, caisse: caisse, agent: agent, partenaire: try #require(created["id"]?.string, "\(created.text)"))
  }

  /// Another partner of the same agent.
  func autre(_ adapt: (inout JSONObject) -> Void = { _ in }) async throws -> Dossier { try await Self.ouvrir(server, caisse, agent, adapt) }

  /// The same partner as somebody else sees it.
  func vu(par client: TestClient) -> Dossier { Dossier(server: server, caisse: caisse, agent: client, partenaire: partenaire) }

  /// At another instant, sessions have ended: another agent of the caisse takes over.
  func a(_ instant: String) async throws -> Dossier {
    server.move(to: instant)
    return vu(par: try await Monde.agent(server, caisse))
  }

  /// The least that makes a partner (P-01, P-08), spoilt or completed by `adapt`.
  static func corps(_ adapt: (inout JSONObject) -> Void = { _ in }) -> JSONValue {
    var body: JSONObject = [
      "denomination": "CCAS de Belcombe", "type": "CCAS", "adresse": "4 place de la Fontaine", "domaines_email": ["ccas-belcombe.example"],
    ]
    adapt(&body)
    return .object(body)
  }

  func poser(_ nature: String, modele: String = "000", metier: String? = nil, _ adapt: (inout JSONObject) -> Void = { _ in }) async throws -> Answer {
    var body: JSONObject = ["partenaire_id": .string(partenaire), "nature": .string(nature), "modele_code": .string(modele)]
    if let metier { body["convention_metier_id"] = .string(metier) }
    adapt(&body)
    return try await agent.post("/v1/conventions", .object(body))
  }

  /// The id of a convention just created.
  func creer(_ nature: String, modele: String = "000", metier: String? = nil) async throws -> String {
    let answer = try await poser(nature, modele: modele, metier: metier)
    return try #require(answer["id"]?.string, "\(answer.text)")
  }

  func signer(_ convention: String, _ partie: String, le date: String, _ adapt: (inout JSONObject) -> Void = { _ in }) async throws -> Answer {
    var body: JSONObject = ["partie": .string(partie), "qualite": "Directrice", "date": .string(date)]
    adapt(&body)
    return try await agent.post("/v1/conventions/\(convention)/signatures", .object(body))
  }

  /// Signed by both parties on that day.
  func conclure(_ nature: String, modele: String = "000", metier: String? = nil, le date: String) async throws -> String {
    let id = try await creer(nature, modele: modele, metier: metier)
    for partie in ["PARTENAIRE", "CAISSE"] {
      let answer = try await signer(id, partie, le: date)
      try #require(answer.status == 201, "\(answer.text)")
    }
    return id
  }

  /// The core act and the usage act behind it, both signed on that day.
  func bundle(modele: String = "000", le date: String) async throws -> (metier: String, utilisation: String) {
    let metier = try await conclure("METIER", modele: modele, le: date)
    return (metier, try await conclure("UTILISATION", modele: modele, metier: metier, le: date))
  }

  func lire(_ convention: String, au jour: String? = nil) async throws -> Answer {
    try await agent.get("/v1/conventions/\(convention)\(jour.map { "?au=\($0)" } ?? "")")
  }

  /// What opens the portal to the partner, as stored: convention, first day, last day.
  func titre() throws -> [String?] {
    try server.admin().query(
      "select convention_id::text, premier_jour::text, dernier_jour::text from partenaire_caisse where partenaire_id = $1::uuid", [partenaire]
    ).first ?? []
  }

  /// The codes of the journal about an object, oldest first.
  func journal(_ objet: String) throws -> [String] {
    try server.admin().query("select code from evenement where objet_id = $1::uuid order by id", [objet]).compactMap { $0[0] }
  }
}

extension Answer {
  /// `2 2025-10-21/2026-10-20`, `-` outside of any period.
  var periode: String {
    guard let periode = json["periode"], periode != .null else { return "-" }
    return "\(periode["numero"]?.int ?? 0) \(periode["premier_jour"]?.string ?? "")/\(periode["dernier_jour"]?.string ?? "")"
  }

  var elements: [JSONValue] { json["elements"]?.array ?? [] }
}
