import Foundation
import JSON
import Postgres
import Testing

/// What ends a convention, as the caisse's agent records it.
extension Dossier {
  static func lettre(
    _ expediteur: String = "CAISSE", envoyee: String, presentee: String? = nil, recue: String? = nil, forme: String = "LRAR"
  ) -> JSONValue {
    var lettre: JSONObject = ["expediteur": .string(expediteur), "forme": .string(forme), "envoye_le": .string(envoyee)]
    if let presentee { lettre["presente_le"] = .string(presentee) }
    if let recue { lettre["recu_le"] = .string(recue) }
    return .object(lettre)
  }

  func ecrire(_ convention: String, _ lettre: JSONValue, note: String? = nil) async throws -> Answer {
    var body = lettre.object ?? [:]
    if let note { body["note"] = .string(note) }
    return try await agent.post("/v1/conventions/\(convention)/courriers", .object(body))
  }

  func mettreEnDemeure(_ convention: String, _ lettre: JSONValue) async throws -> Answer {
    try await agent.post(
      "/v1/conventions/\(convention)/mises-en-demeure", ["manquement": "Départs non signalés depuis trois mois.", "courrier": lettre])
  }

  /// The id of a notice just recorded.
  func mise(_ convention: String, _ lettre: JSONValue) async throws -> String {
    let answer = try await mettreEnDemeure(convention, lettre)
    return try #require(answer["id"]?.string, "\(answer.text)")
  }

  func lireMise(_ id: String) async throws -> Answer { try await agent.get("/v1/mises-en-demeure/\(id)") }

  func reparer(_ mise: String, le date: String) async throws -> Answer {
    try await agent.post("/v1/mises-en-demeure/\(mise)/reparation", ["date": .string(date), "description": "Départs signalés."])
  }

  func classer(_ mise: String, par partie: String = "CAISSE") async throws -> Answer {
    try await agent.post("/v1/mises-en-demeure/\(mise)/classement", ["partie": .string(partie)])
  }

  func denoncer(_ convention: String, _ lettre: JSONValue) async throws -> Answer {
    try await agent.post("/v1/conventions/\(convention)/denonciation", ["courrier": lettre, "motif": "Réorganisation."])
  }

  func resilier(_ convention: String, _ body: JSONValue) async throws -> Answer {
    try await agent.post("/v1/conventions/\(convention)/resiliation", body)
  }

  func resilier(
    _ convention: String, apres mise: String, notification: JSONValue? = nil, effet: String? = nil, par partie: String = "CAISSE"
  ) async throws -> Answer {
    var body: JSONObject = ["cause": "MISE_EN_DEMEURE", "mise_en_demeure_id": .string(mise), "partie": .string(partie)]
    if let notification { body["notification"] = notification }
    if let effet { body["effet_le"] = .string(effet) }
    return try await resilier(convention, .object(body))
  }

  static func amiable(accord: String, effet: String, parties: [String] = ["CAISSE", "PARTENAIRE"]) -> JSONValue {
    [
      "cause": "AMIABLE", "effet_le": .string(effet),
      "accords": .array(parties.map { ["partie": .string($0), "qualite": "Directrice", "date": .string(accord)] }),
    ]
  }

  /// Ended by common agreement, agreed that day.
  func resilier(_ convention: String, accord: String, effet: String) async throws -> Answer {
    try await resilier(convention, Self.amiable(accord: accord, effet: effet))
  }

  /// The latest event of that code about a convention: its rule and what it says.
  func evenement(_ code: String, _ convention: String) throws -> (regle: String?, apres: JSONValue) {
    let row = try server.admin().query(
      "select regle, apres::text from evenement where objet_id = $1::uuid and code = $2 order by id desc limit 1", [convention, code]
    ).first
    return (row?[0], (try? JSONReader.parse(row?[1] ?? "null")) ?? .null)
  }
}

extension Answer {
  /// `409 DELAI_NON_ECHU V-19`: how a refusal reads.
  var refus: String { "\(status) \(code ?? "") \(json["regle"]?.string ?? "")" }
}
