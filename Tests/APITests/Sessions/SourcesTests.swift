import API
import Bytes
import Crypto
import Domain
import Foundation
import JSON
import Postgres
import Testing

/// Attack is not denial: who attacks, from where, slows nobody but himself.
@Suite struct SourcesTests {
  private func plus(_ server: TestServer, secondes: Int) { server.horloge.figer(server.horloge.maintenant.ajoutant(secondes: secondes)) }

  /// An activated account that has never signed in: its identifiant.
  private func active(_ server: TestServer) async throws -> String {
    let id = try AgentFixture.create(server, "AGENT_CAISSE")
    let active = try await server.client.post(
      "/v1/activations", ["jeton": .string(try Monde.lien(server, id)), "mot_de_passe": .string(Monde.motDePasse)])
    return active["identifiant"]?.string ?? ""
  }

  /// An attempt that says where it comes from, behind a declared proxy.
  private func essayer(
    _ server: TestServer, _ identifiant: String, de source: String, _ motDePasse: String = "pas le bon mot de passe"
  ) async throws -> Answer {
    let body: JSONValue = ["identifiant": .string(identifiant), "mot_de_passe": .string(motDePasse)]
    return try await server.client.post("/v1/sessions", body, headers: ["X-Forwarded-For": source])
  }

  private func derriereMandataire() throws -> TestServer { try TestServer { $0.mandataires = ["127.0.0.1"] } }

  @Test func `cent sources s'acharnent une minute : le titulaire entre aussitôt, de sa place connue et d'une nouvelle (X-12)`()
    async throws
  {
    let server = try derriereMandataire()
    let identifiant = try await active(server)
    #expect(try await essayer(server, identifiant, de: "203.0.113.7", Monde.motDePasse).status == 201)
    // A refused attempt counts for nothing: those of every third second stand for any number of them.
    var essais: [Int] = []
    for _ in 0..<20 {
      var admis = 0
      for source in 0..<100 where try await essayer(server, identifiant, de: "198.51.100.\(source)").status == 401 { admis += 1 }
      essais.append(admis)
      plus(server, secondes: 3)
    }
    let (premiere, total) = (essais[0], essais.reduce(0, +))
    #expect(total <= 4 * 100, "\(total) passwords tried in a minute")
    #expect(premiere >= 100, "a first attempt is free, from anywhere")
    #expect(essais.suffix(7).reduce(0, +) <= 100)
    // What is left of the attackers is slow: one attempt per source and five minutes.
    var ensuite = 0
    for _ in 0..<10 {
      plus(server, secondes: 30)
      for source in 0..<100 where try await essayer(server, identifiant, de: "198.51.100.\(source)").status == 401 { ensuite += 1 }
    }
    #expect(ensuite <= 2 * 100, "\(ensuite) in five minutes")
    #expect(try await essayer(server, identifiant, de: "203.0.113.7", Monde.motDePasse).status == 201)
    #expect(try await essayer(server, identifiant, de: "192.0.2.200").status == 401)
    let encore = try await essayer(server, identifiant, de: "192.0.2.200", Monde.motDePasse)
    #expect(encore.status == 429 && encore.headers["retry-after"] == "2", "a slip costs two seconds, even then")
    plus(server, secondes: 2)
    #expect(try await essayer(server, identifiant, de: "192.0.2.200", Monde.motDePasse).status == 201)
  }

  @Test func `vingt échecs d'ailleurs rendent un compte suspect, dix-neuf non (X-12)`() async throws {
    for (ailleurs, suivante) in [(18, 401), (19, 429)] {
      let server = try derriereMandataire()
      let identifiant = try await active(server)
      for rang in 0..<ailleurs { #expect(try await essayer(server, identifiant, de: "198.51.100.\(rang)").status == 401) }
      #expect(try await essayer(server, identifiant, de: "192.0.2.1").status == 401)
      #expect(try await essayer(server, identifiant, de: "192.0.2.1").status == suivante)
    }
  }

  @Test func `une source qui essaie beaucoup de comptes est freinée, et n'enferme personne derrière elle (X-12)`() async throws {
    let server = try derriereMandataire()
    let (connu, nouveau) = (try await active(server), try await active(server))
    #expect(try await essayer(server, connu, de: "192.0.2.9", Monde.motDePasse).status == 201)
    for rang in 0..<50 { #expect(try await essayer(server, "TEC000000\(10 + rang)", de: "192.0.2.9").status == 401) }
    // The guesser has one attempt at each further account, then waits.
    #expect(try await essayer(server, "TEC00000099", de: "192.0.2.9").status == 401)
    #expect(try await essayer(server, "TEC00000099", de: "192.0.2.9").headers["retry-after"] == "2")
    plus(server, secondes: 2)
    #expect(try await essayer(server, "TEC00000099", de: "192.0.2.9").status == 401)
    #expect(try await essayer(server, "TEC00000099", de: "192.0.2.9").headers["retry-after"] == "30")
    for identifiant in [connu, nouveau] {
      #expect(try await essayer(server, identifiant, de: "192.0.2.9", Monde.motDePasse).status == 201)
    }
    // The one who is known there keeps all his trials.
    for _ in 0..<10 { #expect(try await essayer(server, connu, de: "192.0.2.9").status == 401) }
    #expect(try await essayer(server, connu, de: "192.0.2.9").headers["retry-after"] == "1")
  }

  @Test func `réussir reprend partout ce que la personne a manqué d'ici, et rien de ce que d'autres manquent ailleurs (X-12)`() async throws {
    let server = try derriereMandataire()
    let identifiant = try await active(server)
    for _ in 0..<4 { #expect(try await essayer(server, identifiant, de: "192.0.2.1").status == 401) }
    for rang in 0..<7 { #expect(try await essayer(server, identifiant, de: "198.51.100.\(rang)").status == 401) }
    func nombre(_ parties: [String]) throws -> String? {
      let cle = hmacSHA256(key: TestServer.key, message: Array(parties.joined(separator: "\0").utf8))
      return try server.admin().query("select nombre from tentative where cle = decode($1, 'hex')", [hexText(cle)]).first?[0]
    }
    #expect(try nombre(["tentative compte", identifiant]) == "11")
    #expect(try await essayer(server, identifiant, de: "192.0.2.1", Monde.motDePasse).status == 201)
    #expect(try nombre(["tentative compte", identifiant]) == "7")
    #expect(try nombre(["tentative paire", identifiant, "192.0.2.1"]) == "0")
    #expect(try nombre(["tentative source", "192.0.2.1"]) == "0")
    #expect(try nombre(["tentative paire", identifiant, "198.51.100.3"]) == "1")
  }

  @Test func `derrière un mandataire déclaré, en IPv4 ou ::ffff:, chaque client est compté à part (X-12)`() async throws {
    for mandataire in ["127.0.0.1", "::ffff:127.0.0.1"] {
      let server = try TestServer { $0.mandataires = [mandataire] }
      let identifiant = try await active(server)
      // The client writes what it likes before the address that the proxy appends; one client has many ways to write its own.
      let ecritures = ["203.0.113.5", "::ffff:203.0.113.5", "203.0.113.5:4711", "[::ffff:203.0.113.5]:80", "::FFFF:CB00:7105"]
      for (rang, adresse) in ecritures.enumerated() {
        #expect(try await essayer(server, identifiant, de: "198.51.100.\(rang), \(adresse)").status == 401)
      }
      #expect(try await essayer(server, identifiant, de: "198.51.100.77, 203.0.113.5").status == 429)
      #expect(try await essayer(server, identifiant, de: "203.0.113.5, ::ffff:203.0.113.6").status == 401)
      // Of IPv6, a network of 64 bits is one client.
      for rang in 1...5 { #expect(try await essayer(server, identifiant, de: "2001:db8:1:2::\(rang)").status == 401) }
      #expect(try await essayer(server, identifiant, de: "2001:db8:1:2:ffff::1").status == 429)
      #expect(try await essayer(server, identifiant, de: "2001:db8:1:3::1").status == 401)
      #expect(try await server.client.get("/health/ready")["avertissements"] == [])
    }
  }

  @Test
  func `un mandataire non déclaré n'enferme personne, se dit une fois au journal et à /health/ready, et n'ouvre rien à qui fait semblant (X-12)`()
    async throws
  {
    let journal = try #require(tmpfile())
    defer { fclose(journal) }
    let writer = LogWriter(descriptor: fileno(journal))
    let server = try TestServer { $0.log = Log(writer) }
    let (connu, nouveau) = (try await active(server), try await active(server))
    #expect(try await server.client.get("/health/ready")["avertissements"] == [])
    #expect(try await essayer(server, connu, de: "192.0.2.1", Monde.motDePasse).status == 201)
    #expect(try await server.client.get("/health/ready")["avertissements"] == ["MANDATAIRE_NON_DECLARE"])
    for rang in 0..<60 { _ = try await essayer(server, "TEC00000\(100 + rang)", de: "203.0.113.\(rang)") }
    // Thirty right passwords of thirty, where all were refused.
    for _ in 0..<15 {
      #expect(try await essayer(server, connu, de: "192.0.2.1", Monde.motDePasse).status == 201)
      #expect(try await essayer(server, nouveau, de: "192.0.2.2", Monde.motDePasse).status == 201)
    }
    // Whoever invents an address for each attempt gets those of one place: five, then one every two seconds.
    var admis = 0
    for rang in 0..<200 where try await essayer(server, connu, de: "10.0.\(rang).1").status == 401 { admis += 1 }
    #expect(admis == 5)
    #expect(try await essayer(server, connu, de: "192.0.2.1", Monde.motDePasse).status == 201, "the known place is not touched")
    #expect(try await essayer(server, connu, de: "10.1.1.1").headers["retry-after"] == "2")
    #expect(writer.flush(withinMilliseconds: 5_000))
    rewind(journal)
    let lignes = try #require(String(data: try FileHandle(fileDescriptor: fileno(journal)).readToEnd() ?? Data(), encoding: .utf8)).split(
      separator: "\n")
    #expect(lignes.count { $0.contains("\"mandataire_non_declare\"") } == 1 && lignes.count > 100, "\(lignes.prefix(3))")
  }

  @Test func `l'excès d'une source est refusé aussitôt avec Retry-After, et celui qui vient d'ailleurs entre (X-12)`() async throws {
    let server = try TestServer {
      $0.mandataires = ["127.0.0.1"]
      // About a tenth of a second in debug: sixty of them hold the two workers for seconds.
      $0.scrypt = (try? ScryptParameters(logN: 15, r: 8, p: 1)) ?? $0.scrypt
    }
    let identifiant = try await active(server)
    try await withThrowingTaskGroup(of: Answer.self) { group in
      for rang in 0..<60 { group.addTask { try await essayer(server, "TEC0000\(1000 + rang)", de: "203.0.113.9") } }
      try await Task.sleep(for: .milliseconds(100))
      #expect(try await essayer(server, identifiant, de: "192.0.2.1", Monde.motDePasse).status == 201)
      var statuts: [Int: Int] = [:]
      for try await answer in group {
        statuts[answer.status, default: 0] += 1
        if answer.status == 503 { #expect(answer.headers["retry-after"] == "2") }
      }
      #expect(Set(statuts.keys).isSubset(of: [401, 503]) && (statuts[401] ?? 0) >= 2 && (statuts[503] ?? 0) >= 1, "\(statuts)")
    }
    // What no worker could try does not count.
    #expect(try await essayer(server, "TEC00001059", de: "203.0.113.9").status == 401)
  }
}
