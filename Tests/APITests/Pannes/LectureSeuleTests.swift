import API
import Domain
import Foundation
import JSON
import Postgres
import TestSupport
import Testing

/// A base that takes no more writes: refused as such, and another server is looked for.
@Suite struct LectureSeuleTests {
  @Test func `une base en lecture seule répond 503, les lectures passent, et l'écriture revient avec elle`() async throws {
    let panne = try Panne()
    let agent = try await Monde.agent(panne.server, "CPAM-57")
    let cgu: JSONValue = ["version": .string(TestServer.cguVersion)]
    try await panne.set("default_transaction_read_only", "on")
    for _ in 0..<12 {
      let answer = try await agent.put("/v1/moi/cgu", cgu)
      #expect(answer.status == 503 && answer.code == "SERVICE_INDISPONIBLE" && answer.headers["retry-after"] != nil, "\(answer.text)")
      #expect(answer["detail"]?.string?.contains("Rien n'a été enregistré") == true)
    }
    #expect(try await agent.get("/v1/moi").status == 200)
    // Nobody keeps a session for writes on a server that takes none: only the two that read are left.
    #expect(
      try await jusqua {
        let sessions = try AdminConnection(panne.server.database).query("select count(*) from pg_stat_activity where usename = 'ep_app'")
        return ["1", "2"].contains(sessions[0][0])
      })
    let admin = try AdminConnection(panne.server.database + " options='-c default_transaction_read_only=off'")
    try admin.run("alter system reset default_transaction_read_only")
    try admin.run("select pg_reload_conf()")
    #expect(try await jusqua { try await agent.put("/v1/moi/cgu", cgu).status == 200 })
  }
}
