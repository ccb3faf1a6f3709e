import API
import Foundation
import JSON
import Postgres
import TestSupport
import Testing

/// `/health/ready` says whether a write can succeed, on every loop, neither late nor early.
@Suite struct DisponibiliteTests {
  private func panne() throws -> Panne {
    try Panne {
      $0.loops = 2
      $0.probeMilliseconds = 200
    }
  }

  private func attend(_ statut: Int, _ panne: Panne, secondes: Double) async throws -> Bool {
    try await jusqua(secondes: secondes) { try await panne.server.client.get("/health/ready").status == statut }
  }

  @Test func `une écriture qu'un réplica figé retient n'est pas disponible, et le redevient avec lui`() async throws {
    let panne = try panne()
    #expect(try await panne.server.client.get("/health/ready").status == 200)
    try await panne.set("synchronous_standby_names", "absent")
    #expect(try await attend(503, panne, secondes: 2))
    let answer = try await panne.server.client.get("/health/ready")
    #expect(answer.code == "SERVICE_INDISPONIBLE" && answer["causes"] == ["ECRITURE_IMPOSSIBLE"] && answer.headers["retry-after"] != nil)
    // For as long as it lasts, whatever sessions are given up meanwhile.
    for _ in 0..<20 {
      try await Task.sleep(for: .milliseconds(100))
      #expect(try await panne.server.client.get("/health/ready").status == 503)
    }
    try await panne.set("synchronous_standby_names", nil)
    #expect(try await attend(200, panne, secondes: 4))
  }

  @Test func `une base en lecture seule n'est pas disponible`() async throws {
    let panne = try panne()
    try await panne.set("default_transaction_read_only", "on")
    #expect(try await attend(503, panne, secondes: 3))
    let admin = try AdminConnection(panne.server.database + " options='-c default_transaction_read_only=off'")
    try admin.run("alter system reset default_transaction_read_only")
    try admin.run("select pg_reload_conf()")
    #expect(try await attend(200, panne, secondes: 4))
  }

  @Test func `une base arrêtée n'est plus disponible aussitôt, une base figée sous peu, et chacune le redevient`() async throws {
    let panne = try panne()
    try panne.cluster.stop()
    let answer = try await panne.server.client.get("/health/ready")
    #expect(answer.status == 503 && answer["causes"] == ["BASE_INJOIGNABLE"], "\(answer.text)")
    try panne.cluster.start()
    #expect(try await attend(200, panne, secondes: 3))
    // Said ready, it writes.
    let agent = try await Monde.agent(panne.server, "CPAM-57")
    #expect(try await agent.get("/v1/moi").status == 200)
    panne.cluster.freeze()
    #expect(try await attend(503, panne, secondes: 3))
    panne.cluster.thaw()
    #expect(try await attend(200, panne, secondes: 3))
    let metrics = try await panne.server.client.get("/metrics").text
    #expect(metrics.contains("ep_base_observations_total{nature=\"perdue\"}"))
  }
}
