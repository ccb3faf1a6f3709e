import Foundation
import Testing
import TestSupport

private let ready = "GET /health/ready HTTP/1.1\r\nHost: a\r\n\r\n"
private let live = "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n"

/// One process gives way to another, with the program that operators run.
@Suite struct RollingRestartTests {
  private func start(_ database: String, _ environment: [String: String]) async throws -> ServiceProcess {
    try await onPlainThread { UncheckedBox(try ServiceProcess(database: database, environment)) }.value
  }

  @Test func `un port déjà servi arrête le démarrage, sauf si le partage est admis des deux côtés`() async throws {
    try await ServiceUnderTest.withDatabase { database in
      let first = try await start(database, ["EP_PORT_PARTAGE": "oui"])
      let port = "\(first.port)"
      do {
        _ = try await start(database, ["PORT": port])
        Issue.record("the second one serves")
      } catch let refused as ServiceProcess.Refused {
        #expect(refused.status == 1)
        let said = refused.lines.joined()
        #expect(said.contains("Le port \(port) est déjà servi par un autre processus") && said.contains("EP_PORT_PARTAGE=oui"))
      }
      #expect(try await first.client().exchange(live).status == 200)
      let second = try await start(database, ["PORT": port, "EP_PORT_PARTAGE": "oui"])
      first.terminate()
      #expect(try await first.ends(withinMilliseconds: 15_000))
      for _ in 0..<20 { #expect(try await second.client().exchange(live).status == 200) }
      second.terminate()
      #expect(try await second.ends(withinMilliseconds: 15_000))
    }
  }

  @Test func `à l'arrêt le service n'est plus prêt, mais sert encore pendant le préavis, et dit à chacun que sa connexion finit`() async throws {
    try await ServiceUnderTest.withDatabase { database in
      let service = try await start(database, ["EP_ARRET_PREAVIS_S": "3"])
      let kept = try service.client()
      #expect(try await kept.exchange(ready).status == 200)
      service.terminate()
      let begin = ContinuousClock.now
      var status = 200
      while status == 200, begin.duration(to: .now) < .seconds(2) { status = try await service.client().exchange(ready).status }
      #expect(status == 503)
      let answer = try await kept.exchange(live)
      #expect(answer.status == 200 && answer.header("Connection") == "close")
      #expect(try await service.client().exchange(live).status == 200)
      #expect(try await service.ends(withinMilliseconds: 15_000))
      #expect(begin.duration(to: .now) >= .seconds(3))
    }
  }
}
