import JSON

/// One demande of each type that the technicien's convention opens; the agent answers the first one.
struct DemoDemandes {
  let client: DemoClient
  let technicien: String
  let agent: String

  func file() throws {
    let acces = try client.send("GET", "/v1/moi", token: technicien).body["acces"]?.array?.first ?? .null
    let parametres = acces["parametres"] ?? .null
    var filed: [String] = []
    for type in parametres["types"]?.array ?? [] {
      let body = Self.body(type.string ?? "", parametres, urgent: filed.count == 2)
      filed.append(try client.send("POST", "/v1/demandes", token: technicien, body).body["id"]?.string ?? "")
    }
    if let first = filed.first { try answer(first) }
  }

  private func answer(_ id: String) throws {
    let read = try client.send("GET", "/v1/demandes/\(id)", token: agent)
    try client.send("PUT", "/v1/demandes/\(id)/prise-en-charge", token: agent, ifMatch: read.etag, [:])
    try client.send(
      "POST", "/v1/demandes/\(id)/messages", token: agent,
      ["texte": "Pouvez-vous confirmer que la personne a déjà écrit à la caisse ?", "attend_reponse": true])
    try client.send("POST", "/v1/demandes/\(id)/messages", token: technicien, ["texte": "Oui, un courrier est parti le mois dernier."])
  }

  private static func body(_ type: String, _ parametres: JSONValue, urgent: Bool) -> JSONValue {
    var body: JSONObject = [
      "type": .string(type), "personne_accompagnee": true, "information_prealable": true, "urgente": .bool(urgent),
      "assure": ["civilite": "MME", "nom": "Morvan", "prenom": "Élise", "date_naissance": "1978-03-14", "departement_residence": "57"],
    ]
    switch type {
    case "CONTACT":
      body["objet"] = "Question sur une affiliation"
      body["description"] = "La personne n'a pas reçu de réponse à son courrier."
    case "ETUDE_DOSSIER":
      body["sous_type"] = parametres["sous_types"]?.array?.first
      if parametres["motif_recours_obligatoire"]?.bool == true { body["motif_recours"] = "AUTONOMIE_INSUFFISANTE" }
    case "SIGNALEMENT": body["motifs"] = .array(Array((parametres["motifs"]?.array ?? []).prefix(1)))
    case "RENDEZ_VOUS":
      body["motif"] = "Point sur les droits"
      if parametres["autonomie_insuffisante_obligatoire"]?.bool == true { body["motif_recours"] = "AUTONOMIE_INSUFFISANTE" }
    case "DOCUMENT": body["type_document"] = parametres["types_document"]?.array?.first
    default: break
    }
    return .object(body)
  }
}
