import API
import Foundation
import Postgres
import Synchronization
import TestSupport
import Testing

/// A service starts without its database, says so once, and listens when it can answer.
@Suite struct DemarrageTests {
  private func configuration(_ panne: Panne) -> ServerConfiguration {
    var configuration = ServerConfiguration(
      loops: 2, database: panne.server.database + " user=ep_app", key: TestServer.key, horloge: panne.server.horloge, log: Log(isEnabled: false))
    configuration.probeMilliseconds = 200
    return configuration
  }

  @Test func `sans base, le service attend, le dit une fois, et n'écoute que lorsqu'il peut répondre`() async throws {
    let panne = try Panne()
    let configuration = configuration(panne)
    try panne.cluster.stop()
    let dits = Mutex<[PostgresError]>([])
    let pauses = Mutex(0)
    let server: Server? = try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(
          with: Result {
            try Server.start(
              configuration, waiting: { error in dits.withLock { $0.append(error) } },
              pause: { milliseconds in
                // The database comes back while the service waits for it.
                if pauses.withLock({
                  $0 += 1; return $0
                }) == 3 {
                  try? panne.cluster.start()
                }
                usleep(UInt32(milliseconds) * 1_000)
                return false
              })
          })
      }
    }
    let started = try #require(server)
    defer { started.stop(graceMilliseconds: 500) }
    #expect(dits.withLock { $0.count } == 1, "\(dits.withLock { $0 })")
    let client = TestClient(port: started.port, owner: panne.server)
    // The first requests of its life.
    for _ in 0..<20 { #expect(try await client.get("/health/ready").status == 200) }
    let agent = try await Monde.agent(panne.server, "CPAM-57")
    #expect(try await TestClient(port: started.port, owner: panne.server, token: agent.token).get("/v1/moi").status == 200)
  }

  @Test func `un arrêt demandé pendant l'attente est suivi, et un rôle privilégié arrête le démarrage`() async throws {
    let panne = try Panne()
    var configuration = configuration(panne)
    try panne.cluster.stop()
    let arrete = try Server.start(configuration, waiting: { _ in }, pause: { _ in true })
    #expect(arrete == nil)
    try panne.cluster.start()
    configuration.database = panne.server.database
    #expect(throws: (any Error).self) { try Server.start(configuration, waiting: { _ in }, pause: { _ in false }) }
  }
}
