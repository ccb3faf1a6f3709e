import Foundation
import Testing
import TestSupport

private let ready = "GET /health/ready HTTP/1.1\r\nHost: a\r\n\r\n"

/// What `serve` says and does at its start, as an operator sees it.
@Suite struct ProgramStartTests {
  private func start(_ database: String, _ environment: [String: String]) async throws -> ServiceProcess {
    try await onPlainThread { UncheckedBox(try ServiceProcess(database: database, environment)) }.value
  }

  private func refused(_ database: String, _ environment: [String: String]) async throws -> String {
    do {
      _ = try await start(database, environment)
      Issue.record("it serves")
      return ""
    } catch let refused as ServiceProcess.Refused {
      #expect(refused.status == 1)
      return refused.lines.joined(separator: "\n")
    }
  }

  @Test
  func `la base du travail quotidien est jugée au démarrage : injoignable, c'est dit en français, même sans journal, et /health/ready le signale`()
    async throws
  {
    try await ServiceUnderTest.withDatabase { database in
      let service = try await start(
        database,
        ["EP_ECHEANCES": "oui", "EP_JOURNAL": "silence", "EP_BASE_ECHEANCES": "host=/nowhere dbname=x user=ep_echeances password=motsecret"])
      let dit = service.said.joined(separator: "\n")
      #expect(dit.contains("La base de données est injoignable (EP_BASE_ECHEANCES : host=/nowhere dbname=x user=ep_echeances)."), "\(dit)")
      #expect(dit.contains("Le service sert sans le travail quotidien") && !dit.contains("motsecret"), "\(dit)")
      let answer = try await service.client().exchange(ready)
      #expect(answer.status == 200 && answer.text.contains("\"avertissements\":[\"ECHEANCES_EN_ECHEC\"]"), "\(answer.text)")
    }
  }

  @Test func `un démarrage sain ne dit ni échec du travail quotidien ni base injoignable, et n'avertit de rien`() async throws {
    try await ServiceUnderTest.withDatabase { database in
      let service = try await start(database, ["EP_ECHEANCES": "oui"])
      var lignes = service.said
      // The work may be done before the service has said where it listens.
      if !lignes.contains(where: { $0.contains("reponses_oubliees") }) { lignes += try await service.readErrors(until: "reponses_oubliees") }
      #expect(lignes.contains { $0.contains("\"evenement\":\"echeances\"") } && !lignes.contains { $0.contains("echec") }, "\(lignes)")
      #expect(!lignes.contains { $0.contains("INJOIGNABLE") }, "\(lignes)")
      let answer = try await service.client().exchange(ready)
      #expect(answer.status == 200 && answer.text.contains("\"avertissements\":[]"), "\(answer.text)")
    }
  }

  @Test func `le travail quotidien ne se fait pas dans une autre base que celle du service`() async throws {
    try await ServiceUnderTest.withDatabase { database in
      try await ServiceUnderTest.withDatabase { autre in
        let dit = try await refused(database, ["EP_ECHEANCES": "oui", "EP_BASE_ECHEANCES": autre + " user=ep_echeances"])
        #expect(dit.contains("EP_BASE_ECHEANCES mène à une autre base que EP_BASE_APP"), "\(dit)")
      }
    }
  }

  @Test func `la base du travail quotidien n'est demandée que s'il est fait ici`() async throws {
    try await ServiceUnderTest.withDatabase { database in
      let service = try await start(database, ["EP_BASE_ECHEANCES": ""])
      #expect(try await service.client().exchange(ready).status == 200)
    }
  }

  @Test func `une adresse où l'on ne peut pas écouter est dite en français`() async throws {
    try await ServiceUnderTest.withDatabase { database in
      let ailleurs = try await refused(database, ["HOST": "192.0.2.1"])
      #expect(ailleurs.contains("HOST n'est pas une adresse de cette machine."), "\(ailleurs)")
      let inconnu = try await refused(database, ["HOST": "nexiste.invalid"])
      #expect(inconnu.contains("HOST=nexiste.invalid : ce nom ne mène à aucune adresse."), "\(inconnu)")
    }
  }

  @Test func `une adresse IPv6 est dite entre crochets`() async throws {
    try await ServiceUnderTest.withDatabase { database in
      let service = try await start(database, ["HOST": "::1"])
      #expect(service.said.last == "espace-partenaires écoute sur http://[::1]:\(service.port)")
    }
  }

  @Test func `un port dont le titulaire n'admet pas le partage n'est pas partagé, même si on le demande`() async throws {
    try await ServiceUnderTest.withDatabase { database in
      // A port of one's own, free again once its finder has ended.
      let finder = try await start(database, [:])
      let port = "\(finder.port)"
      finder.terminate()
      #expect(try await finder.ends(withinMilliseconds: 15_000))
      let holder = try await start(database, ["PORT": port])
      let dit = try await refused(database, ["PORT": port, "EP_PORT_PARTAGE": "oui"])
      #expect(dit.contains("Le port \(port) est servi par un processus qui n'admet pas le partage"), "\(dit)")
      #expect(try await holder.client().exchange(ready).status == 200)
    }
  }
}
