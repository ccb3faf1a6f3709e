import API
import Bytes
import Catalogue
import Crypto
import Foundation
import JSON
import Postgres
import Storage

/// One convention of the five, alive: its caisse's agent, its partner, its accounts, made through the API.
struct Monde {
  let server: TestServer
  let acte: String
  let caisse: String
  let agent: TestClient
  let partenaire: String
  /// Nature to id of each signed act.
  var conventions: [String: String] = [:]
  var unites: [String: String] = [:]

  static let motDePasse = "une phrase de passe assez longue"

  /// The acts of the demonstration, as data.
  static let actes: [JSONValue] = (try? JSONReader.parse(Catalogue.donnees(.casDemo))["cas"]?.array) ?? []

  static func acte(_ code: String) -> JSONValue { actes.first { $0["modele"]?.string == code } ?? .null }

  /// The partner of that act, its conventions signed on the dates of the demonstration unless `signed` says otherwise.
  static func ouvrir(_ server: TestServer, _ acte: String, signed: Bool = true, effectif: Int? = nil) async throws -> Monde {
    let source = Self.acte(acte)
    let caisse = source["caisse"]?["code"]?.string ?? ""
    let agent = try await agent(server, caisse)
    let partner = try await agent.post("/v1/partenaires", try corpsPartenaire(source, effectif))
    guard partner.status == 201, let id = partner["id"]?.string else { throw Inattendu(partner) }
    var monde = Monde(server: server, acte: acte, caisse: caisse, agent: agent, partenaire: id)
    for unite in try await agent.get("/v1/partenaires/\(id)/unites")["elements"]?.array ?? [] {
      monde.unites[unite["code"]?.string ?? ""] = unite["id"]?.string
    }
    for convention in source["conventions"]?.array ?? [] { try await monde.conclure(convention, signed: signed) }
    return monde
  }

  /// An answer that a step of the fixture did not expect.
  struct Inattendu: Error, CustomStringConvertible {
    let description: String
    init(_ answer: Answer) { description = "\(answer.status) \(answer.text)" }
  }

  static func corpsPartenaire(_ source: JSONValue, _ effectif: Int? = nil) throws -> JSONValue {
    var body = JSONObject()
    for name in [
      "denomination", "type", "adresse", "code_postal", "commune", "siret", "siren", "service_porteur", "signataire_qualite",
      "domaines_email", "habilite_documents_sortants",
    ] {
      if let value = source["partenaire"]?[name], value != .null { body[name] = value }
    }
    if let effectif {
      body["effectif"] = .number(JSONNumber(Int64(effectif)))
    } else {
      body["effectif"] = source["partenaire"]?["effectif"]?["valeur"]
    }
    let unites = (source["unites"]?.array ?? []).map { unite in
      var kept = JSONObject()
      for name in ["code", "libelle", "ouverture", "decalage_mois"] { if let value = unite[name], value != .null { kept[name] = value } }
      return JSONValue.object(kept)
    }
    if !unites.isEmpty { body["unites"] = .array(unites) }
    return .object(body)
  }

  private mutating func conclure(_ convention: JSONValue, signed: Bool) async throws {
    let nature = convention["nature"]?.string ?? ""
    var body: JSONObject = ["partenaire_id": .string(partenaire), "nature": .string(nature), "modele_code": .string(acte)]
    if nature == "UTILISATION" { body["convention_metier_id"] = conventions["METIER"].map(JSONValue.string) }
    let created = try await agent.post("/v1/conventions", .object(body))
    guard created.status == 201, let id = created["id"]?.string else { throw Inattendu(created) }
    conventions[nature] = id
    guard signed else { return }
    for signature in convention["signatures"]?.array ?? [] {
      let answer = try await agent.post("/v1/conventions/\(id)/signatures", Self.sansNull(signature))
      guard answer.status == 201 else { throw Inattendu(answer) }
    }
  }

  static func sansNull(_ value: JSONValue) -> JSONValue {
    guard let object = value.object else { return value }
    var kept = JSONObject()
    for member in object.members where member.value != .null { kept[member.name] = sansNull(member.value) }
    return .object(kept)
  }

  // MARK: accounts

  /// An agent of the caisse, signed in.
  static func agent(_ server: TestServer, _ caisse: String?, role: String = "AGENT_CAISSE", email: String? = nil) async throws -> TestClient {
    let id = try AgentFixture.create(server, role, caisse: caisse, email: email)
    return try await activer(server, id)
  }

  /// Takes an account from its single-use link to accepted terms of use (C-17 to C-20).
  static func activer(_ server: TestServer, _ compte: String, cgu: Bool = true) async throws -> TestClient {
    let active = try await server.client.post("/v1/activations", ["jeton": .string(try lien(server, compte)), "mot_de_passe": .string(motDePasse)])
    guard active.status == 200, let identifiant = active["identifiant"]?.string else { throw Inattendu(active) }
    return try await connecter(server, identifiant, cgu: cgu)
  }

  /// The token of the latest activation link of an account, as its e-mail carries it.
  static func lien(_ server: TestServer, _ compte: String) throws -> String {
    let id = try server.admin().query(
      "select id::text from activation where compte_id = $1::uuid and remplace_le is null order by cree_le desc, id desc limit 1", [compte]
    ).first?[0]
    return ActivationLink.token(id: id ?? "", key: TestServer.key)
  }

  static func connecter(_ server: TestServer, _ identifiant: String, cgu: Bool = true) async throws -> TestClient {
    let session = try await server.client.post("/v1/sessions", ["identifiant": .string(identifiant), "mot_de_passe": .string(motDePasse)])
    guard session.status == 201, let jeton = session["jeton"]?.string else { throw Inattendu(session) }
    let client = server.client.signedIn(jeton)
    if cgu { _ = try await client.put("/v1/moi/cgu", ["version": .string(TestServer.cguVersion)]) }
    return client
  }

  private var domaine: String { Self.acte(acte)["partenaire"]?["domaines_email"]?.array?.first?.string ?? "" }

  func corpsGestionnaire(_ rang: Int = 0, unite: String? = nil) -> JSONObject {
    var body: JSONObject = [
      "profil": "GESTIONNAIRE", "partenaire_id": .string(partenaire), "civilite": "MME", "nom": "KIEFFER", "prenom": "Maëlle",
      "fonction": "Responsable de pôle", "telephone": "03 53 01 00 00", "email": .string("gestion\(rang)@\(domaine)"),
    ]
    if let unite, let id = unites[unite] { body["unite_id"] = .string(id) }
    return body
  }

  func corpsTechnicien(_ rang: Int = 0, unite: String? = nil) -> JSONObject {
    var body: JSONObject = [
      "profil": "TECHNICIEN", "civilite": "M", "nom": "SORBETTE", "prenom": "Naïm", "fonction": "Travailleur social",
      "telephone": "03 53 01 00 01", "email": .string("technicien\(rang)@\(domaine)"), "statut_personne": "EMPLOYE", "equipement_antivirus": true,
    ]
    if let unite, let id = unites[unite] { body["unite_id"] = .string(id) }
    return body
  }

  func gestionnaire(_ rang: Int = 0, unite: String? = nil) async throws -> TestClient {
    let created = try await agent.post("/v1/comptes", .object(corpsGestionnaire(rang, unite: unite)))
    guard created.status == 201, let id = created["id"]?.string else { throw Inattendu(created) }
    return try await Self.activer(server, id)
  }

  func technicien(_ gestionnaire: TestClient, _ rang: Int = 0, unite: String? = nil) async throws -> TestClient {
    let created = try await gestionnaire.post("/v1/comptes", .object(corpsTechnicien(rang, unite: unite)))
    guard created.status == 201, let id = created["id"]?.string else { throw Inattendu(created) }
    return try await Self.activer(server, id)
  }

  // MARK: demandes

  /// A body that the rules of every act admit for that type, unless `adapt` spoils it.
  static func corpsDemande(_ type: String, acte: String, _ adapt: (inout JSONObject) -> Void = { _ in }) -> JSONValue {
    var body: JSONObject = [
      "type": .string(type), "personne_accompagnee": true, "information_prealable": true,
      "assure": ["civilite": "MME", "nom": "Morvan", "prenom": "Élise", "date_naissance": "1978-03-14", "departement_residence": "57"],
    ]
    switch type {
    case "CONTACT":
      body["objet"] = "Question sur une affiliation"
      body["description"] = "La personne n'a pas reçu de réponse à son courrier."
    case "ETUDE_DOSSIER": body["sous_type"] = "C2S"
    case "SIGNALEMENT": body["motifs"] = ["DROITS"]
    case "RENDEZ_VOUS": body["motif"] = "Point sur les droits"
    default: body["type_document"] = "ATTESTATION_DROITS"
    }
    if acte == "004", type == "ETUDE_DOSSIER" || type == "RENDEZ_VOUS" { body["motif_recours"] = "AUTONOMIE_INSUFFISANTE" }
    adapt(&body)
    return .object(body)
  }
}
