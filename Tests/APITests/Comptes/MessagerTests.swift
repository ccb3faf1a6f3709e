import API
import Bytes
import Crypto
import Domain
import Foundation
import JSON
import Postgres
import Storage
import Testing

/// The messager, run as it is run in production: the program, one pass, files or a program at the end.
@Suite struct MessagerTests {
  /// A folder of its own, removed at the end.
  private final class Dossier: Sendable {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("ep-messager-\(UUID().uuidString)")
    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: url) }

    func courriels() throws -> [String] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
      return try names.filter { $0.hasSuffix(".eml") }.sorted().map { try String(contentsOf: url.appendingPathComponent($0), encoding: .utf8) }
    }
  }

  @discardableResult
  private func passer(_ server: TestServer, _ dossier: Dossier, _ environment: [String: String] = [:]) async throws -> Int32 {
    let process = try lancer(server, dossier, environment, ["--une-fois"])
    for _ in 0..<2000 where process.isRunning { try await Task.sleep(for: .milliseconds(10)) }
    #expect(!process.isRunning)
    return process.isRunning ? -1 : process.terminationStatus
  }

  private func lancer(_ server: TestServer, _ dossier: Dossier, _ environment: [String: String], _ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent(
      "messager")
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging([
      "EP_BASE_MESSAGER": server.database + " user=ep_messager", "EP_CLE": hexText(TestServer.key), "EP_URL_PORTAIL": "https://portail.example/",
      "EP_COURRIEL_DOSSIER": dossier.url.path, "EP_SENDMAIL": "",
    ]) { $1 }.merging(environment) { $1 }
    try process.run()
    return process
  }

  /// Puts one message in the outbox as the service would.
  private func deposer(
    _ server: TestServer, _ destinataire: String, modele: String = "MOT_DE_PASSE_CHANGE", donnees: String = "{\"identifiant\":\"TECAAAAAAAA\"}"
  ) throws -> String {
    let id = UUID().uuidString.lowercased()
    _ = try server.admin().query(
      "insert into notification (id, modele, destinataire, donnees, cree_le, envoi_prevu_le) values ($1::uuid, $2, $3, $4::jsonb, now(), now())",
      [id, modele, destinataire, donnees])
    return id
  }

  private func etat(_ server: TestServer, _ id: String) throws -> [String?] {
    try server.admin().query(
      "select envoye_le is not null, abandonne_le is not null, tentatives::text, derniere_erreur from notification where id = $1::uuid", [id])[0]
  }

  private func champ(_ name: String, _ courriel: String) -> String? {
    courriel.components(separatedBy: "\r\n").first { $0.hasPrefix("\(name): ") }.map { String($0.dropFirst(name.count + 2)) }
  }

  @Test func `le courriel de création porte le lien, qui active le compte ; la base ne l'avait pas (C-17, C-18)`() async throws {
    let (server, dossier) = (try TestServer(), try Dossier())
    let monde = try await Scene.ouvrir("000", sur: server)
    let id = try await monde.creer(monde.agent, monde.corpsGestionnaire())
    #expect(try await passer(server, dossier) == 0)
    let courriel = try #require(try dossier.courriels().first { champ("To", $0) == "<gestion0@ccas-marly.example>" })
    let identifiant = try await monde.agent.get("/v1/comptes/\(id)")["identifiant"]?.string ?? "?"
    #expect(courriel.contains(identifiant))
    let lien = try #require(courriel.components(separatedBy: "\r\n").first { $0.hasPrefix("https://portail.example/activation#") })
    let jeton = String(lien.split(separator: "#")[1])
    #expect(!(try server.contenu()).contains(jeton.split(separator: ".")[1]))
    let active = try await server.client.post("/v1/activations", ["jeton": .string(jeton), "mot_de_passe": .string(Monde.motDePasse)])
    #expect(active.status == 200 && active["compte_id"]?.string == id)
  }

  @Test func `un courriel a des en-têtes propres, en ASCII, et des lignes CRLF (J-17)`() async throws {
    let (server, dossier) = (try TestServer(), try Dossier())
    let id = try deposer(server, "claire@ccas-marly.example")
    try await passer(server, dossier)
    let courriel = try #require(try dossier.courriels().first)
    let parts = courriel.components(separatedBy: "\r\n\r\n")
    #expect(!parts[0].unicodeScalars.contains { !$0.isASCII })
    #expect(!courriel.replacingOccurrences(of: "\r\n", with: "").contains { $0 == "\r" || $0 == "\n" })
    #expect(champ("From", courriel) == "Espace Partenaires <ne-pas-repondre@espace-partenaires.example>")
    #expect(champ("Message-ID", courriel) == "<\(id)@espace-partenaires.example>")
    #expect(champ("Content-Type", courriel) == "text/plain; charset=utf-8" && champ("Auto-Submitted", courriel) == "auto-generated")
    #expect(
      champ("Subject", courriel) == "Espace Partenaires : votre mot de passe a changé" || champ("Subject", courriel)?.hasPrefix("=?utf-8?B?") == true)
    #expect(champ("Date", courriel)?.wholeMatch(of: /(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} \+0000/) != nil)
    for line in parts[0].components(separatedBy: "\r\n") { #expect(line.utf8.count <= 78) }
    let attributes = try FileManager.default.attributesOfItem(atPath: dossier.url.appendingPathComponent("\(id).eml").path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func `l'objet encodé se relit (RFC 2047)`() async throws {
    let (server, dossier) = (try TestServer(), try Dossier())
    _ = try deposer(server, "claire@ccas-marly.example")
    try await passer(server, dossier)
    let lines = try #require(try dossier.courriels().first).components(separatedBy: "\r\n")
    let start = try #require(lines.firstIndex { $0.hasPrefix("Subject: ") })
    var words = [String(lines[start].dropFirst(9))]
    #expect(lines[start].utf8.count <= 76)
    for line in lines[(start + 1)...] { if line.hasPrefix(" ") { words.append(String(line.dropFirst())) } else { break } }
    let text = words.map { word -> String in
      #expect(word.count <= 75 && word.hasPrefix("=?utf-8?B?") && word.hasSuffix("?="))
      return Data(base64Encoded: String(word.dropFirst(10).dropLast(2))).map { String(decoding: $0, as: UTF8.self) } ?? "?"
    }.joined()
    #expect(text == "Espace Partenaires : votre mot de passe a changé")
  }

  @Test(arguments: ["a@b.example\r\nBcc: autre@mal.example", "a@b.example, autre@mal.example", "<a@b.example>", "a b@c.example", "sans-arobase"])
  func `une adresse qui glisserait un en-tête n'est jamais employée`(_ adresse: String) async throws {
    let (server, dossier) = (try TestServer(), try Dossier())
    let id = try deposer(server, adresse)
    try await passer(server, dossier)
    #expect(try dossier.courriels().isEmpty)
    #expect(try etat(server, id) == ["f", "t", "1", "adresse mal formée"])
  }

  @Test func `un message n'est envoyé qu'une fois, même par trois messagers à la fois`() async throws {
    let (server, dossier) = (try TestServer(), try Dossier())
    for rang in 0..<30 { _ = try deposer(server, "technicien\(rang)@ccas-marly.example") }
    let journal = dossier.url.appendingPathComponent("recus")
    let script = dossier.url.appendingPathComponent("sendmail")
    try "#!/bin/sh\ncat | grep -a '^To: ' >> '\(journal.path)'\n".write(to: script, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<3 { group.addTask { try await passer(server, dossier, ["EP_SENDMAIL": "\(script.path) -t -i"]) } }
      try await group.waitForAll()
    }
    let received = try String(contentsOf: journal, encoding: .utf8).split(whereSeparator: \.isNewline)
    #expect(received.count == 30 && Set(received).count == 30)
    #expect(try server.admin().query("select count(*) from notification where envoye_le is null")[0][0] == "0")
  }

  @Test func `un programme qui échoue ou qui ne lit pas fait réessayer plus tard, puis abandonner`() async throws {
    let (server, dossier) = (try TestServer(), try Dossier())
    let id = try deposer(server, "claire@ccas-marly.example")
    #expect(try await passer(server, dossier, ["EP_SENDMAIL": "/bin/false"]) == 0)
    #expect(try etat(server, id).prefix(3) == ["f", "f", "1"])
    let later = try server.admin().query("select envoi_prevu_le >= cree_le + interval '1 minute' from notification where id = $1::uuid", [id])
    #expect(later[0][0] == "t")
    // Not due yet: another pass leaves it.
    try await passer(server, dossier, ["EP_SENDMAIL": "/bin/false"])
    #expect(try etat(server, id)[2] == "1")
    _ = try server.admin().query("update notification set envoi_prevu_le = now(), tentatives = 11 where id = $1::uuid", [id])
    try await passer(server, dossier, ["EP_SENDMAIL": "/bin/false"])
    #expect(try etat(server, id).prefix(3) == ["f", "t", "12"])
    // It reads nothing and succeeds: /bin/true closes its end at once, and the messager survives.
    let autre = try deposer(server, "claire@ccas-marly.example")
    #expect(try await passer(server, dossier, ["EP_SENDMAIL": "/bin/true"]) == 0)
    #expect(try etat(server, autre)[1] == "f")
  }

  @Test(arguments: [(2, true), (120, false)])
  func `arrêté pendant un envoi, il le laisse finir ou le remet à plus tard, et s'arrête en moins de vingt secondes`(
    _ secondes: Int, _ fini: Bool
  ) async throws {
    let (server, dossier) = (try TestServer(), try Dossier())
    let id = try deposer(server, "claire@ccas-marly.example")
    let (script, debut) = (dossier.url.appendingPathComponent("sendmail"), dossier.url.appendingPathComponent("debut"))
    try "#!/bin/sh\ntouch '\(debut.path)'\ncat > /dev/null\nexec sleep \(secondes)\n".write(to: script, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
    let messager = try lancer(server, dossier, ["EP_SENDMAIL": script.path], [])
    for _ in 0..<2000 where !FileManager.default.fileExists(atPath: debut.path) { try await Task.sleep(for: .milliseconds(10)) }
    let arret = ContinuousClock.now
    messager.terminate()
    for _ in 0..<4000 where messager.isRunning { try await Task.sleep(for: .milliseconds(10)) }
    #expect(!messager.isRunning && messager.terminationStatus == 0)
    #expect(ContinuousClock.now - arret < .seconds(20))
    // Done with once, or still there to be tried again: neither lost nor taken for sent.
    #expect(try etat(server, id).prefix(3) == (fini ? ["t", "f", "0"] : ["f", "f", "1"]))
  }

  @Test func `au repos, il s'arrête aussitôt`() async throws {
    let (server, dossier) = (try TestServer(), try Dossier())
    let id = try deposer(server, "claire@ccas-marly.example")
    let messager = try lancer(server, dossier, [:], [])
    for _ in 0..<2000 where try etat(server, id)[0] != "t" { try await Task.sleep(for: .milliseconds(10)) }
    let arret = ContinuousClock.now
    messager.terminate()
    for _ in 0..<2000 where messager.isRunning { try await Task.sleep(for: .milliseconds(10)) }
    #expect(!messager.isRunning && messager.terminationStatus == 0 && ContinuousClock.now - arret < .seconds(4))
  }

  @Test func `un lien déjà employé ou remplacé n'est plus envoyé (C-17)`() async throws {
    let (server, dossier) = (try TestServer(), try Dossier())
    let monde = try await Scene.ouvrir("000", sur: server)
    let id = try await monde.creer(monde.agent, monde.corpsGestionnaire())
    #expect(try await monde.agent.send("POST", "/v1/comptes/\(id)/activations", nil).status == 201)
    try await passer(server, dossier)
    let recus = try dossier.courriels().filter { champ("To", $0) == "<gestion0@ccas-marly.example>" }
    #expect(recus.count == 1)
  }

  @Test func `sans clé ou sans base, il dit ce qui manque et s'arrête`() async throws {
    let (server, dossier) = (try TestServer(), try Dossier())
    #expect(try await passer(server, dossier, ["EP_CLE": "court"]) == 78)
    #expect(try await passer(server, dossier, ["EP_SENDMAIL": "/n/existe/pas"]) == 78)
    #expect(try await passer(server, dossier, ["EP_BASE_MESSAGER": "host=/n/existe/pas dbname=x"]) == 75)
  }

  @Test(
    arguments: [
      ("ALERTE_DENONCIATION", nil, "au plus tard le 21/08/2025"), ("CONVENTION_FIN_FIXEE", nil, "21/08/2025, dernier jour compris"),
      ("TACHE_OUVERTE", "COPIL", "comité de pilotage"), ("TACHE_OUVERTE", "REVUE", "revue des comptes"),
      ("TACHE_OUVERTE", "DESTRUCTION", "attestation"), ("MISE_EN_DEMEURE_ECHUE", nil, "rien n'est automatique"),
    ] as [(String, String?, String)])
  func `la vie d'une convention se dit en clair, avec ses dates (V-12, V-22, B-02)`(code: String, tache: String?, attendu: String) async throws {
    let (server, dossier) = (try TestServer(), try Dossier())
    var donnees: JSONObject = [
      "code": .string(code), "nature": "UNIQUE", "partenaire": "CCAS de Belcombe", "caisse": "CPAM du Bas-Rhin", "jour": "2025-07-21",
      "date_utile": "2025-08-21",
    ]
    if let tache { donnees["tache"] = .string(tache) }
    let id = try deposer(server, "referent@ccas-belcombe.example", modele: "VIE_CONVENTION", donnees: JSONValue.object(donnees).text)
    try await passer(server, dossier)
    let courriel = try #require(dossier.courriels().first)
    let corps = courriel.components(separatedBy: "\r\n\r\n").last?.replacingOccurrences(of: "\r\n", with: "") ?? ""
    let texte = Data(base64Encoded: corps).map { String(decoding: $0, as: UTF8.self) } ?? courriel
    #expect(texte.contains(attendu) && texte.contains("CCAS de Belcombe"), "\(courriel)")
    #expect(try etat(server, id)[0] == "t")
  }
}
