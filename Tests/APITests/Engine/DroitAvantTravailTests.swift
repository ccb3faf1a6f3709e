import Contract
import Foundation
import JSON
import Testing

/// The token and the role are judged before what was sent: 401, then 403, then the rest; and what is judged is bounded.
@Suite struct DroitAvantTravailTests {
  static let nir = "255081416802538"
  private var server: TestServer { get throws { try ContratTests.server.get() } }

  /// Requests at fault in every way that can be told without knowing who asks.
  private static func fautes(_ operation: Contract.Operation) -> [(body: [UInt8]?, type: String, query: String, headers: [String: String])] {
    let exemple = Exemple.body(operation)
    var fautes: [(body: [UInt8]?, type: String, query: String, headers: [String: String])] = [
      (exemple, "application/json", "inconnu=1", [:]), (exemple, "application/json", "", ["Idempotency-Key": String(repeating: "x", count: 300)]),
    ]
    if operation.body != nil {
      fautes += [
        (Array("{\"champ_inconnu\":1}".utf8), "application/json", "", [:]), (Array("{".utf8), "application/json", "", [:]),
        (Array("a=1".utf8), "text/plain", "", [:]),
        (Array("{\"a\":\"\(String(repeating: "1 ", count: 20_000))\"}".utf8), "application/json", "", [:]),
      ]
    }
    return fautes
  }

  @Test(arguments: ContratTests.protegees) func `un jeton inconnu reçoit 401, quoi qu'il envoie`(_ operation: Contract.Operation) async throws {
    let stranger = try server.client.signedIn("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
    for faute in Self.fautes(operation) {
      let answer = try await stranger.send(operation, faute.body, type: faute.type, query: faute.query, headers: faute.headers)
      #expect(answer.status == 401 && answer.code == "JETON_INVALIDE", "\(operation.id): \(answer.text)")
    }
    let answer = try await stranger.send(operation, Exemple.body(operation), etag: nil, id: "42")
    #expect(answer.status == 401, "\(operation.id): \(answer.text)")
  }

  @Test(arguments: ContratTests.protegees) func `un rôle que l'opération n'admet pas reçoit 403, quoi qu'il envoie`(
    _ operation: Contract.Operation
  ) async throws {
    guard let role = ["TECHNICIEN", "GESTIONNAIRE", "AGENT_CAISSE"].first(where: { !operation.roles.contains($0) }) else { return }
    let client = try await Acteurs.shared.client(server, role, cgu: true)
    for faute in Self.fautes(operation) {
      let answer = try await client.send(operation, faute.body, type: faute.type, query: faute.query, headers: faute.headers)
      #expect(answer.status == 403 && answer.code == "ROLE_INSUFFISANT", "\(operation.id): \(answer.text)")
    }
    let answer = try await client.send(operation, Exemple.body(operation), etag: nil, id: "42")
    #expect(answer.status == 403, "\(operation.id): \(answer.text)")
  }

  @Test(arguments: ContratTests.operations.filter { $0.isPublic && $0.body != nil })
  func `une opération publique ne lit pas plus de 16 Kio`(_ operation: Contract.Operation) async throws {
    func send(_ bytes: Int) async throws -> Answer {
      let digits = String(repeating: "1 ", count: (bytes - 22) / 2)
      let body = "{\"identifiant\":\"\(digits)\"" + String(repeating: " ", count: bytes - 18 - digits.utf8.count) + "}"
      return try await server.client.send(operation, Array(body.utf8))
    }
    #expect(try await send(16 << 10).status == 422, "\(operation.id)")
    let refused = try await send((16 << 10) + 1)
    #expect(refused.status == 413 && refused.code == "CORPS_TROP_GRAND", "\(operation.id): \(refused.text)")
    #expect(try await send(1 << 20).status == 413, "\(operation.id)")
  }

  @Test func `des dizaines de milliers de fautes tiennent en 50, et l'on sait qu'il y en a d'autres`() async throws {
    let client = try await Acteurs.shared.client(server, "TECHNICIEN", cgu: true)
    let nirs = (0..<30_000).map { "\"c\($0)\":\"\(Self.nir)\"" }.joined(separator: ",")
    let champs = try await client.sendRaw("POST", "/v1/demandes", Array("{\(nirs)}".utf8), headers: ["Content-Type": "application/json"])
    #expect(champs.status == 422 && champs.text.utf8.count < 10_000 && !champs.text.contains(Self.nir), "\(champs.text.utf8.count)")
    let liste = "{\"type\":\"RENDEZ_VOUS\",\"disponibilites\":[\((0..<50_000).map { _ in "\"\(Self.nir)\"" }.joined(separator: ","))]}"
    let elements = try await client.sendRaw("POST", "/v1/demandes", Array(liste.utf8), headers: ["Content-Type": "application/json"])
    #expect(elements.status == 422 && elements.text.utf8.count < 10_000 && !elements.text.contains(Self.nir))
    let agent = try await Acteurs.shared.client(server, "AGENT_CAISSE", cgu: true)
    for (nombre, incompletes) in [(49, false), (50, false), (51, true), (5_000, true)] {
      let body = JSONObject((0..<nombre).map { ("champ\($0)", JSONValue.bool(true)) })
      let answer = try await agent.patch("/v1/partenaires/0192a5b0-7c00-7000-8000-000000000001", .object(body), etag: "\"1\"")
      #expect(answer.status == 422 && answer.pointers.count == min(nombre, 50), "\(nombre): \(answer.text)")
      #expect((answer["erreurs_incompletes"]?.bool ?? false) == incompletes, "\(nombre)")
      #expect(answer.text.utf8.count < 10_000)
    }
  }

  @Test func `seul ce que le schéma accepte est cherché, et un NIR y est vu partout (D-12)`() async throws {
    let client = try await Acteurs.shared.client(server, "TECHNICIEN", cgu: true)
    let admis = try await client.post("/v1/demandes", Monde.corpsDemande("CONTACT", acte: "000") { $0["description"] = "n° \(Self.nir)" })
    #expect(admis.status == 422 && admis.code == "NIR_INTERDIT" && admis.pointers == ["/description"], "\(admis.text)")
    let trop = try await client.post(
      "/v1/demandes", Monde.corpsDemande("CONTACT", acte: "000") { $0["description"] = .string(String(repeating: "\(Self.nir) ", count: 20_000)) })
    #expect(trop.status == 422 && trop.fieldCodes == ["TROP_LONG"], "\(trop.text)")
  }

  @Test func `un NIR dans un nom, un paramètre ou un en-tête n'est pas répété (D-12)`() async throws {
    let client = try await Acteurs.shared.client(server, "AGENT_CAISSE", cgu: true)
    let (nir, corse) = (Self.nir, "2 55 08 2A 168 025")
    let body: JSONValue = [
      "denomination": "Essai", "type": "CCAS", "adresse": "1 rue", "domaines_email": ["essai.example"], "effectif": 10, "\(nir)": 1,
    ]
    let nom = try await client.post("/v1/partenaires", body)
    #expect(nom.status == 422 && nom.fieldCodes == ["NIR_INTERDIT"] && nom.pointers == [""], "\(nom.text)")
    let parametre = try await client.get("/v1/partenaires?\(nir)=1")
    #expect(parametre.status == 400 && parametre.fieldCodes == ["NIR_INTERDIT"] && parametre.pointers == ["/query"], "\(parametre.text)")
    let valeur = try await client.get("/v1/partenaires?recherche=\(nir)")
    #expect(valeur.status == 400 && valeur.fieldCodes == ["NIR_INTERDIT"] && valeur.pointers == ["/query/recherche"])
    let cle = try await client.send("POST", "/v1/partenaires", ["denomination": 1], headers: ["Idempotency-Key": nir])
    #expect(cle.status == 400 && cle.fieldCodes == ["NIR_INTERDIT"] && cle.pointers == ["/header/Idempotency-Key"], "\(cle.text)")
    for requete in [nir, "2-55-08-14-168-025-38", "2550814168025", corse.replacing(" ", with: ".")] {
      let answer = try await client.send("GET", "/v1/moi", nil, headers: ["X-Request-Id": requete])
      #expect(answer.status == 200 && answer.headers["x-request-id"] != requete)
    }
    let garde = try await client.send("GET", "/v1/moi", nil, headers: ["X-Request-Id": "facture-2026.11_29"])
    #expect(garde.headers["x-request-id"] == "facture-2026.11_29")
    for answer in [nom, parametre, valeur, cle] { #expect(!answer.text.contains(nir)) }
    let long = try await client.get("/v1/partenaires?\(String(repeating: "a", count: 65))=1&\(String(repeating: "b", count: 64))=1")
    #expect(long.pointers == ["/query", "/query/\(String(repeating: "b", count: 64))"])
  }

  @Test func `le schéma Bearer n'a pas de casse et admet plusieurs espaces (RFC 9110 §11.4)`() async throws {
    let client = try await Acteurs.shared.client(server, "AGENT_CAISSE", cgu: true)
    let token = try #require(client.token)
    for admis in ["Bearer \(token)", "bearer \(token)", "BEARER \(token)", "bEaReR   \(token)"] {
      #expect(try await client.send("GET", "/v1/moi", nil, headers: ["Authorization": admis]).status == 200, "\(admis.prefix(9))")
    }
    for refus in ["Bearer", "Bearer ", "Bearer\(token)", "Basic \(token)", "Bearer\t\(token)", "Bearer \(token)x", token] {
      #expect(try await client.send("GET", "/v1/moi", nil, headers: ["Authorization": refus]).code == "JETON_INVALIDE", "\(refus.prefix(9))")
    }
  }

  @Test func `Idempotency-Key compte de 1 à 128 caractères ASCII visibles`() async throws {
    let client = try await Acteurs.shared.client(server, "AGENT_CAISSE", cgu: true)
    let body: JSONValue = ["denomination": "Clé", "type": "CCAS", "adresse": "1 rue", "domaines_email": ["essai.example"], "effectif": 10]
    for (cle, statut) in [(String(repeating: "k", count: 128), 201), (String(repeating: "k", count: 129), 400), ("é", 400), ("a b", 400), ("", 400)] {
      let answer = try await client.send("POST", "/v1/partenaires", body, headers: ["Idempotency-Key": cle])
      #expect(answer.status == statut, "\(cle.prefix(10)): \(answer.text)")
      if statut == 400 { #expect(answer.code == "PARAMETRE_INVALIDE" && answer.pointers == ["/header/Idempotency-Key"], "\(answer.text)") }
    }
  }

  @Test func `If-Match se compare en texte, et une liste vaut si l'un vaut (RFC 9110 §13.1.1)`() async throws {
    let client = try await Acteurs.shared.client(server, "AGENT_CAISSE", cgu: true)
    let created = try await client.post(
      "/v1/partenaires", ["denomination": "Versions", "type": "CCAS", "adresse": "1 rue", "domaines_email": ["essai.example"], "effectif": 10])
    let path = "/v1/partenaires/\(try #require(created["id"]?.string))"
    var version = 1
    for (entete, passe) in [
      ("\"1\"", true), ("\"02\"", false), ("W/\"2\"", false), ("\"2\", \"999\"", true), ("\"999\" ,\"3\"", true), ("\"9223372036854775808\"", false),
      ("4", false),
      ("\"\"", false), ("*", true), ("\"٥\"", false), ("\"+5\"", false), ("\"5\"", true),
    ] {
      let answer = try await client.patch(path, ["commune": .string("Metz \(version)")], etag: entete)
      #expect(answer.status == (passe ? 200 : 412), "\(entete) sur \(version): \(answer.text)")
      if passe { version += 1 }
    }
  }

  @Test func `un message parle à une personne : ni expression régulière, ni place écrite deux fois`() async throws {
    let client = try await Acteurs.shared.client(server, "TECHNICIEN", cgu: true)
    let json = try await client.sendRaw("POST", "/v1/demandes", Array("{\"a\":}".utf8), headers: ["Content-Type": "application/json"])
    #expect(json["detail"]?.string?.components(separatedBy: "ligne").count == 2, "\(json.text)")
    let agent = try await Acteurs.shared.client(server, "AGENT_CAISSE", cgu: true)
    let forme = try await agent.post(
      "/v1/partenaires",
      ["denomination": "Formes", "type": "CCAS", "adresse": "1 rue", "code_postal": "57 ", "domaines_email": ["@"], "effectif": 10])
    #expect(forme.status == 422 && !forme.text.contains("xpression") && !forme.text.contains("[0-9]"), "\(forme.text)")
  }
}
