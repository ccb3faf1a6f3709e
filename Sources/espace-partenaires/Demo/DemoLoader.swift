import API
import Domain
import JSON
import Postgres
import Storage

/// Loads the five real conventions through the API: partner, conventions, signatures, accounts, one demande of each open type.
/// What an act does not write is a hypothesis that the embedded data marks as such.
struct DemoLoader {
  let client: DemoClient
  let base: AdminConnection
  let instant: Instant
  var accounts: DemoAccounts

  mutating func load(_ cas: [JSONValue]) throws {
    let admin = try AgentCreation.creer(
      base, role: "ADMIN_NATIONAL", caisseCode: nil, civilite: "MME", nom: "AUBRAC", prenom: "Solène", email: "administration@cnam.example",
      a: instant)
    _ = try accounts.open(admin, acte: "national", role: "ADMIN_NATIONAL")
    for (index, cas) in cas.enumerated() { try load(cas, index) }
  }

  private mutating func load(_ cas: JSONValue, _ index: Int) throws {
    let acte = cas["modele"]?.string ?? ""
    let caisse = cas["caisse"]?["code"]?.string ?? ""
    let agent = try openAgent("AGENT_CAISSE", acte, caisse, nom: Self.noms[index])
    _ = try openAgent("DIRECTION_CAISSE", acte, caisse, nom: Self.noms[index + 5])
    _ = try openAgent("DPO", acte, caisse, nom: Self.noms[(index + 7) % Self.noms.count])
    let partenaire = try createPartner(cas, agent)
    try signConventions(cas, partenaire, agent)
    let units = try client.send("GET", "/v1/partenaires/\(partenaire)/unites", token: agent).body["elements"]?.array ?? []
    let open = units.filter { $0["ouverture"]?.string != "APRES_SIGNATURE" }.prefix(2)
    for (rank, unite) in open.isEmpty ? [(0, nil)] : open.enumerated().map({ ($0.offset, Optional($0.element)) }) {
      try openTeam(cas, partenaire, agent, unite, rank)
    }
  }

  private mutating func openAgent(_ role: String, _ acte: String, _ caisse: String, nom: String) throws -> String {
    let id = try AgentCreation.creer(
      base, role: role, caisseCode: caisse, civilite: "M", nom: nom, prenom: "Alix",
      email: "\(Self.boites[role] ?? role.lowercased())@\(caisse.lowercased()).example", a: instant)
    return try accounts.open(id, acte: acte, role: role)
  }

  private func createPartner(_ cas: JSONValue, _ agent: String) throws -> String {
    let source = cas["partenaire"] ?? .null
    var body: JSONObject = [:]
    for name in [
      "denomination", "type", "adresse", "code_postal", "commune", "siret", "siren", "service_porteur", "signataire_qualite",
      "domaines_email", "habilite_documents_sortants",
    ] {
      if let value = source[name], value != .null { body[name] = value }
    }
    if let effectif = source["effectif"]?["valeur"] {
      body["effectif"] = effectif
      body["effectif_declare_le"] = source["effectif"]?["declare_le"]
    }
    let unites = (cas["unites"]?.array ?? []).map { unite in
      var kept: JSONObject = [:]
      for name in ["code", "libelle", "ouverture", "decalage_mois"] { if let value = unite[name], value != .null { kept[name] = value } }
      return JSONValue.object(kept)
    }
    if !unites.isEmpty { body["unites"] = .array(unites) }
    return try client.send("POST", "/v1/partenaires", token: agent, .object(body)).body["id"]?.string ?? ""
  }

  private func signConventions(_ cas: JSONValue, _ partenaire: String, _ agent: String) throws {
    var metier: String?
    for convention in cas["conventions"]?.array ?? [] {
      var body: JSONObject = [
        "partenaire_id": .string(partenaire), "nature": convention["nature"] ?? .null, "modele_code": cas["modele"] ?? .null,
      ]
      if convention["nature"]?.string == "UTILISATION", let metier { body["convention_metier_id"] = .string(metier) }
      let id = try client.send("POST", "/v1/conventions", token: agent, .object(body)).body["id"]?.string ?? ""
      for signature in convention["signatures"]?.array ?? [] {
        try client.send("POST", "/v1/conventions/\(id)/signatures", token: agent, Self.withoutNulls(signature))
      }
      if convention["nature"]?.string == "METIER" { metier = id }
    }
  }

  /// Absent and null mean the same to the demonstration's data; the contract wants absence.
  private static func withoutNulls(_ value: JSONValue) -> JSONValue {
    guard let object = value.object else { return value }
    var kept: JSONObject = [:]
    for member in object.members where member.value != .null { kept[member.name] = withoutNulls(member.value) }
    return .object(kept)
  }

  /// A gestionnaire, two techniciens, and what they file.
  private mutating func openTeam(_ cas: JSONValue, _ partenaire: String, _ agent: String, _ unite: JSONValue?, _ rank: Int) throws {
    let acte = cas["modele"]?.string ?? ""
    let domaine = cas["partenaire"]?["domaines_email"]?.array?.first?.string ?? ""
    let code = unite?["code"]?.string
    var body = Self.person("Maëlle", Self.noms[10 + rank], fonction: "Responsable de pôle", email: "gestion\(rank)@\(domaine)")
    body["profil"] = "GESTIONNAIRE"
    body["partenaire_id"] = .string(partenaire)
    if let id = unite?["id"] { body["unite_id"] = id }
    let gestionnaire = try client.send("POST", "/v1/comptes", token: agent, .object(body)).body["id"]?.string ?? ""
    let manager = try accounts.open(gestionnaire, acte: acte, role: "GESTIONNAIRE", unite: code)
    for number in 0..<2 {
      var body = Self.person(
        "Naïm", Self.noms[12 + rank * 2 + number], fonction: "Travailleur social", email: "technicien\(rank)\(number)@\(domaine)")
      body["profil"] = "TECHNICIEN"
      body["statut_personne"] = "EMPLOYE"
      body["equipement_antivirus"] = true
      if let id = unite?["id"] { body["unite_id"] = id }
      let technicien = try client.send("POST", "/v1/comptes", token: manager, .object(body)).body["id"]?.string ?? ""
      let token = try accounts.open(technicien, acte: acte, role: "TECHNICIEN", unite: code)
      if number == 0 { try DemoDemandes(client: client, technicien: token, agent: agent).file() }
    }
  }

  private static func person(_ prenom: String, _ nom: String, fonction: String, email: String) -> JSONObject {
    [
      "civilite": "MME", "nom": .string(nom), "prenom": .string(prenom), "fonction": .string(fonction), "telephone": "03 53 01 00 00",
      "email": .string(email),
    ]
  }

  /// Where each role of a caisse receives its e-mails.
  private static let boites = ["AGENT_CAISSE": "agent", "DIRECTION_CAISSE": "direction", "DPO": "dpo"]

  /// Invented names.
  private static let noms = [
    "LORMIER", "VAUTHIER", "KIEFFER", "DELAUNOY", "CABRIOL", "SORBETTE", "MARTEUIL", "HOLZER", "PONTAVIC", "ESCARRE", "BRUNIAUX", "TISSERANT",
    "GALVANI", "ROCHETEL", "AUBERTIN", "NIVELLE",
  ]
}
