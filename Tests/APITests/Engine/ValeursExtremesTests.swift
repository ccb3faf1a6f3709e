import API
import Contract
import Foundation
import JSON
import Postgres
import TestSupport
import Testing

/// Every number, date, instant and text that the contract lets a caller send, at the ends of its type and of its bounds, through every operation
/// on objects that exist: nothing answers 500, and whatever was accepted can be read and corrected.
@Suite struct ValeursExtremesTests {
  static let operations = ContratTests.operations.filter { !Champ.tous($0).isEmpty || $0.needsIfMatch }

  @Test(arguments: operations) func `aucune valeur extrême ne fait échouer le service, et ce qui est accepté se relit (P-02)`(
    _ operation: Contract.Operation
  ) async throws {
    let terrain = try await Terrain.partage.valeur()
    let server = try terrain.copie()
    let client = terrain.client(server, operation)
    let exemples = Exemple.tous(operation).map(terrain.adapter)
    for champ in Champ.tous(operation) {
      for valeur in champ.extremes {
        var path = terrain.path(operation)
        if champ.estParametre { path += "?\(champ.nom)=\(Exemple.pourcent(valeur))" }
        for exemple in champ.estParametre ? [.null] : exemples {
          let body = champ.estParametre ? (operation.body == nil ? nil : exemples.first) : exemple.remplacant(champ.chemin, valeur)
          let answer = try await client.send(
            operation.method, path, body, headers: operation.needsIfMatch ? ["If-Match": "*"] : [:])
          #expect(answer.status < 500, "\(operation.id) \(champ.nom) = \(valeur.text.prefix(80)): \(answer.text)")
          guard answer.status < 300, operation.method != "GET" else { continue }
          try await relire(terrain, server, answer, "\(operation.id) \(champ.nom) = \(valeur.text.prefix(80))")
        }
      }
    }
    guard operation.needsIfMatch else { return }
    for etag in [
      "\"0\"", "\"-1\"", "\"01\"", "\"9223372036854775807\"", "\"9223372036854775808\"", "\"\(String(repeating: "9", count: 60))\"", "\"1e0\"",
    ] {
      let answer = try await client.send(operation.method, terrain.path(operation), exemples.first, headers: ["If-Match": etag])
      #expect((400..<500).contains(answer.status), "\(operation.id) If-Match \(etag): \(answer.text)")
    }
  }

  /// All that shows what was written: its own address, the lists and the computed dates around it, and a correction of one other field.
  private func relire(_ terrain: Terrain, _ server: TestServer, _ written: Answer, _ quoi: String) async throws {
    let agent = server.client.signedIn(terrain.agent)
    var paths = terrain.lectures
    if let id = written["id"]?.string, let location = written.headers["location"], location.hasSuffix(id) { paths.append(location) }
    for path in paths {
      let answer = try await agent.get(path)
      // 405: some things are written one by one and read in their list.
      #expect([200, 404, 405].contains(answer.status), "\(quoi), puis \(path): \(answer.text)")
    }
    for (path, correction) in terrain.corrections {
      let answer = try await agent.send("PATCH", path, correction, headers: ["If-Match": "*"])
      #expect(answer.status < 500, "\(quoi), puis PATCH \(path): \(answer.text)")
    }
    #expect(try await server.client.signedIn(terrain.technicien).get("/v1/moi").status < 500, "\(quoi)")
  }

  @Test func `un SIRET dont le SIREN est faux est refusé, et un partenaire qui en porte un se corrige (P-02)`() async throws {
    let server = try ContratTests.server.get()
    let agent = try await Acteurs.shared.client(server, "AGENT_CAISSE", cgu: true)
    var body: JSONObject = ["denomination": "Faux", "type": "CCAS", "adresse": "1 rue", "domaines_email": ["essai.example"], "effectif": 10]
    for siret in ["26570010010009", "12345678900007"] {
      body["siret"] = .string(siret)
      let refused = try await agent.post("/v1/partenaires", .object(body))
      #expect(refused.status == 422 && refused.fieldCodes == ["SIRET_INVALIDE"], "\(siret): \(refused.text)")
    }
    body["siret"] = nil
    let created = try await agent.post("/v1/partenaires", .object(body))
    let id = try #require(created["id"]?.string)
    _ = try server.admin().query("update partenaire set siret = '26570010010009', siren = '265700100' where id = $1::uuid", [id])
    #expect(try await agent.get("/v1/partenaires/\(id)").status == 200)
    let patched = try await agent.patch("/v1/partenaires/\(id)", ["commune": "Metz"], etag: "*")
    #expect(patched.status == 200, "\(patched.text)")
    let corrected = try await agent.patch("/v1/partenaires/\(id)", ["siret": "26570012000016", "siren": nil], etag: "*")
    #expect(corrected.status == 200 && corrected["siret"]?.string == "26570012000016", "\(corrected.text)")
  }
}

/// One scalar that the contract lets a caller send.
struct Champ {
  let nom: String
  let chemin: [String]
  let schema: JSONValue
  let estParametre: Bool

  static func tous(_ operation: Contract.Operation) -> [Champ] {
    let parametres = operation.queryParameters.filter { $0.name != "curseur" }.compactMap { parametre -> Champ? in
      guard let schema = noeud(parametre.schema.pointer) else { return nil }
      return Champ(nom: parametre.name, chemin: [], schema: schema, estParametre: true)
    }
    let content = resoudre(operation.document["requestBody"] ?? .null)["content"]?["application/json"]
    var champs: [Champ] = []
    parcourir(content?["schema"] ?? .null, [], &champs)
    var vus: Set<String> = []
    return (parametres + champs).filter { vus.insert("\($0.estParametre) \($0.nom) \($0.schema["enum"]?.text ?? "")").inserted }
  }

  private static let document = (try? ContractDocument.merged()) ?? .null

  private static func noeud(_ pointer: String) -> JSONValue? {
    (JSONPointer.segments(pointer) ?? []).reduce(document) { node, segment in
      node?[segment] ?? node?.array.flatMap { elements in Int(segment).flatMap { elements.indices.contains($0) ? elements[$0] : nil } }
    }
  }

  private static func resoudre(_ node: JSONValue) -> JSONValue {
    var node = node
    while let reference = node["$ref"]?.string { node = noeud(String(reference.dropFirst())) ?? .null }
    return node
  }

  private static func parcourir(_ schema: JSONValue, _ chemin: [String], _ champs: inout [Champ]) {
    let schema = resoudre(schema)
    for mot in ["allOf", "oneOf", "anyOf"] { for branche in schema[mot]?.array ?? [] { parcourir(branche, chemin, &champs) } }
    for propriete in schema["properties"]?.object?.members ?? [] { parcourir(propriete.value, chemin + [propriete.name], &champs) }
    if let items = schema["items"] { parcourir(items, chemin + ["0"], &champs) }
    let types = schema["type"]?.string.map { [$0] } ?? schema["type"]?.array?.compactMap(\.string) ?? []
    guard !chemin.isEmpty, types.contains(where: ["integer", "number", "string"].contains), schema["x-secret"] == nil else { return }
    champs.append(Champ(nom: "/" + chemin.joined(separator: "/"), chemin: chemin, schema: schema, estParametre: false))
  }

  private static let jours = [
    "0001-01-01", "0001-12-31", "1582-10-15", "1899-12-31", "1970-01-01", "2000-02-29", "2025-03-12", "2099-12-31", "2100-01-01", "2100-02-28",
    "9998-12-31",
    "9999-12-30", "9999-12-31", "0000-01-01", "10000-01-01", "-0001-01-01", "2100-02-29", "infinity", "2025-03-12T00:00:00Z",
  ]
  private static let instants = [
    "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59-23:59", "1970-01-01T00:00:00-00:00",
  ]
  private static let nombres = [
    "-9223372036854775809", "-9223372036854775808", "-2147483649", "-2147483648", "-1", "0", "1", "2147483647", "2147483648", "9007199254740992",
    "9007199254740993", "9223372036854775807", "9223372036854775808", "18446744073709551616", "1e308", "1e18", "0.5", "1.0", "-0",
  ]

  /// Both ends of the type, and both sides of each bound of the contract.
  var extremes: [JSONValue] {
    if let valeurs = schema["enum"]?.array { return valeurs }
    switch schema["format"]?.string {
    case "date": return Self.jours.map(JSONValue.string)
    case "date-time": return Self.instants.map(JSONValue.string)
    case "uuid": return ["00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"]
    default: break
    }
    let types = schema["type"]?.string.map { [$0] } ?? schema["type"]?.array?.compactMap(\.string) ?? []
    if types.contains("integer") || types.contains("number") {
      let bornes = ["minimum", "maximum"].compactMap { schema[$0]?.int }.flatMap { [$0 - 1, $0, $0 + 1] }
      return (Self.nombres + bornes.map { String($0) }).compactMap { JSONNumber(text: $0).map(JSONValue.number) }
    }
    guard types.contains("string"), schema["pattern"] == nil, schema["format"] == nil else { return [] }
    let max = min(schema["maxLength"]?.int ?? 200, 5_000)
    let textes = [
      String(repeating: "é", count: max), String(repeating: "𝕏", count: max), String(repeating: "ﬃ", count: max),
      String(repeating: "e\u{301}", count: max / 2),
      "a", "%_\\'\"\u{2028}\u{10FFFF}", "\u{202E}renversé 👩‍👩‍👧", "İstanbul Ǆ ẞ ﬀ", "-", "0",
    ]
    return textes.map(JSONValue.string)
  }
}

extension JSONValue {
  /// The same with a value at the end of that path, the objects and lists on the way being made.
  func remplacant(_ chemin: [String], _ valeur: JSONValue) -> JSONValue {
    guard let premier = chemin.first else { return valeur }
    let reste = Array(chemin.dropFirst())
    if premier == "0" {
      var elements = array ?? []
      let nouveau = (elements.first ?? .null).remplacant(reste, valeur)
      if elements.isEmpty { elements = [nouveau] } else { elements[0] = nouveau }
      return .array(elements)
    }
    var objet = object ?? [:]
    objet[premier] = (objet[premier] ?? .null).remplacant(reste, valeur)
    return .object(objet)
  }
}

extension Exemple {
  /// Every example of the request, or nothing to send.
  static func tous(_ operation: Contract.Operation) -> [JSONValue] {
    guard let content = operation.document["requestBody"]?["content"]?["application/json"] else { return [] }
    return content["example"].map { [$0] } ?? content["examples"]?.object?.members.compactMap { $0.value["value"] } ?? []
  }

  static func pourcent(_ valeur: JSONValue) -> String {
    let texte = valeur.string ?? valeur.text
    return texte.utf8.prefix(900).map { byte in
      (48...57).contains(byte) || (97...122).contains(byte | 0x20)
        ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }
}

/// A world with an object of every kind, made once; each operation has a copy of its own.
struct Terrain: Sendable {
  let base: String
  let agent: String
  let gestionnaire: String
  let technicien: String
  let ids: [String: String]
  let champs: [String: String]

  static let partage = Partage()

  actor Partage {
    private var fait: Task<Terrain, any Error>?

    func valeur() async throws -> Terrain {
      if let fait { return try await fait.value }
      let task = Task { try await Terrain.construire() }
      fait = task
      return try await task.value
    }
  }

  func copie() throws -> TestServer { try TestServer(template: base) }

  func client(_ server: TestServer, _ operation: Contract.Operation) -> TestClient {
    guard !operation.isPublic else { return server.client }
    if operation.roles.contains("AGENT_CAISSE") { return server.client.signedIn(agent) }
    return server.client.signedIn(operation.roles.contains("TECHNICIEN") ? technicien : gestionnaire)
  }

  func path(_ operation: Contract.Operation) -> String {
    let collection = String(operation.path.split(separator: "/").dropFirst().first ?? "")
    return operation.path.replacingOccurrences(of: "{id}", with: ids[collection] ?? "0192a5b0-7c00-7000-8000-000000000001")
      .replacingOccurrences(of: "{code}", with: operation.path.contains("modeles") ? "000" : "CONTACT")
      .replacingOccurrences(of: "{jeton}", with: String(repeating: "A", count: 43))
      .replacingOccurrences(of: "{requete}", with: "0192a5b0-7c00-7000-8000-000000000001")
  }

  /// The example as it would be for objects that exist, today.
  func adapter(_ exemple: JSONValue) -> JSONValue {
    switch exemple {
    case .object(let object):
      return .object(JSONObject(object.members.map { member in (member.name, champs[member.name].map(JSONValue.string) ?? adapter(member.value)) }))
    case .array(let elements): return .array(elements.map(adapter))
    case .string(let text) where text.count == 10 && text.hasPrefix("202") && text.filter { $0 == "-" }.count == 2: return "2025-03-11"
    default: return exemple
    }
  }

  var lectures: [String] {
    let convention = ids["conventions"] ?? ""
    return [
      "/v1/echeances?horizon_jours=731", "/v1/conventions", "/v1/conventions/\(convention)", "/v1/conventions/\(convention)/echeances", "/v1/comptes",
      "/v1/conventions/\(convention)/historique", "/v1/conventions/\(convention)/avenants", "/v1/conventions/\(convention)/courriers",
      "/v1/conventions/\(convention)/instances", "/v1/partenaires/\(ids["partenaires"] ?? "")", "/v1/partenaires/\(ids["partenaires"] ?? "")/quotas",
      "/v1/demandes", "/v1/comptes/\(ids["comptes"] ?? "")",
    ]
  }

  var corrections: [(String, JSONValue)] {
    [
      ("/v1/partenaires/\(ids["partenaires"] ?? "")", ["commune": "Metz"]),
      ("/v1/comptes/\(ids["comptes"] ?? "")", ["fonction": "Travailleur social"]),
      ("/v1/contacts/\(ids["contacts"] ?? "")", ["fonction": "Référent"]), ("/v1/actions/\(ids["actions"] ?? "")", ["intitule": "Séance"]),
    ]
  }

  private static func construire() async throws -> Terrain {
    var server: TestServer? = try TestServer(database: Template.copy())
    let database = server?.database ?? ""
    let terrain = try await peupler(try #require(server), TestCluster.databaseName(database) ?? "")
    // A template has no connection.
    server = nil
    return terrain
  }

  private static func peupler(_ server: TestServer, _ base: String) async throws -> Terrain {
    let monde = try await Monde.ouvrir(server, "000")
    let gestionnaire = try await monde.gestionnaire()
    let technicien = try await monde.technicien(gestionnaire)
    let agent = monde.agent
    let convention = try #require(monde.conventions["METIER"])
    var ids = ["conventions": convention, "partenaires": monde.partenaire]
    ids["demandes"] = try await technicien.post("/v1/demandes", Monde.corpsDemande("CONTACT", acte: "000"))["id"]?.string
    let comptes = try await agent.get("/v1/comptes")["elements"]?.array ?? []
    ids["comptes"] = comptes.first { $0["profil"]?.string == "TECHNICIEN" }?["id"]?.string ?? comptes.first?["id"]?.string
    ids["caisses"] = try await agent.get("/v1/moi")["caisse"]?["id"]?.string
    for (collection, path, body) in [
      ("contacts", "/v1/partenaires/\(monde.partenaire)/contacts", ["role": "REFERENT", "partie": "PARTENAIRE", "nom": "Delmas"]),
      (
        "courriers", "/v1/conventions/\(convention)/courriers",
        ["expediteur": "CAISSE", "forme": "LRAR", "envoye_le": "2025-03-10", "note": "Précisions"]
      ),
      (
        "mises-en-demeure", "/v1/conventions/\(monde.conventions["UTILISATION"] ?? "")/mises-en-demeure",
        [
          "manquement": "Départs non signalés.", "courrier": ["expediteur": "CAISSE", "forme": "LRAR", "envoye_le": "2025-03-10"],
        ]
      ),
      ("avenants", "/v1/conventions/\(convention)/avenants", ["intitule": "Durée", "modifications": [["champ": "metier.duree_mois", "apres": 24]]]),
      ("differends", "/v1/conventions/\(convention)/differends", ["objet": "Délais", "ouvert_par": "PARTENAIRE", "ouvert_le": "2025-03-10"]),
      ("instances", "/v1/conventions/\(convention)/instances", ["type": "SEANCE_INFORMATION", "theme": "Offres"]),
      (
        "actions", "/v1/conventions/\(convention)/actions",
        ["type": "SEANCE_INFORMATION", "intitule": "Séance", "porteur": "CAISSE", "echeance_le": "2025-06-30"]
      ),
      ("abonnements-calendrier", "/v1/abonnements-calendrier", ["libelle": "Tout"]),
    ] as [(String, String, JSONValue)] {
      let answer = try await agent.post(path, body)
      #expect(answer.status == 201, "\(path): \(answer.text)")
      ids[collection] = answer["id"]?.string
    }
    let champs = [
      "partenaire_id": monde.partenaire, "convention_metier_id": convention, "mise_en_demeure_id": ids["mises-en-demeure"] ?? "",
      "modele_code": "000",
    ]
    return Terrain(
      base: base, agent: agent.token ?? "", gestionnaire: gestionnaire.token ?? "", technicien: technicien.token ?? "", ids: ids, champs: champs)
  }
}
