import Foundation
import JSON
import Testing

extension Dossier {
  func proposer(_ convention: String, _ lignes: [(String, JSONValue)], effet: String? = nil) async throws -> Answer {
    var body: JSONObject = [
      "intitule": "Modification", "modifications": .array(lignes.map { ["champ": .string($0.0), "apres": $0.1] }),
    ]
    if let effet { body["effet_souhaite_le"] = .string(effet) }
    return try await agent.post("/v1/conventions/\(convention)/avenants", .object(body))
  }

  func signerAvenant(_ avenant: String, _ partie: String, le date: String, _ adapt: (inout JSONObject) -> Void = { _ in }) async throws -> Answer {
    var body: JSONObject = ["partie": .string(partie), "qualite": "Directrice", "date": .string(date)]
    adapt(&body)
    return try await agent.post("/v1/avenants/\(avenant)/signatures", .object(body))
  }

  /// An amendment that both parties have signed on that day: its id.
  func amender(_ convention: String, _ lignes: [(String, JSONValue)], le date: String, effet: String? = nil) async throws -> String {
    let propose = try await proposer(convention, lignes, effet: effet)
    let id = try #require(propose["id"]?.string, "\(propose.text)")
    for partie in ["CAISSE", "PARTENAIRE"] {
      let answer = try await signerAvenant(id, partie, le: date)
      try #require(answer.status == 201, "\(answer.text)")
    }
    return id
  }
}

extension Monde {
  /// The caisse's agent and the partner of this world.
  var dossier: Dossier { Dossier(server: server, caisse: caisse, agent: agent, partenaire: partenaire) }
}
