import API
import JSON
import Postgres
import Synchronization
import TestSupport
import Testing

/// The scheduled work inside `serve`: what keeps it from being done is seen, and no longer once it is done.
@Suite struct TravailQuotidienTests {
  private static let avertissement = "ECHEANCES_EN_ECHEC"

  private func avertissements(_ server: TestServer) async throws -> [String] {
    let answer = try await server.client.get("/health/ready")
    #expect(answer.status == 200, "requests are served")
    return answer["avertissements"]?.array?.compactMap(\.string) ?? ["?"]
  }

  /// Over a copy of the template, dropped with the others.
  private func server(apres sql: String = "", _ configure: (inout ConstatSettings) -> Void = { _ in }) throws -> TestServer {
    let database = try Template.copy()
    try AdminConnection(database).run(sql)
    var settings = ConstatSettings(database: database + " user=ep_echeances")
    settings.lookMilliseconds = 100
    configure(&settings)
    return try TestServer(database: database) { [settings] in $0.echeances = settings }
  }

  @Test func `un passage qui échoue est un avertissement, jusqu'à ce qu'un passage aboutisse`() async throws {
    let dits = Dits()
    let server = try server(apres: "revoke select on convention from ep_echeances") { settings in
      settings.empechees = { error in dits.mutex.withLock { $0.append(String(reflecting: error)) } }
    }
    #expect(try await jusqua { try await avertissements(server) == [Self.avertissement] })
    try await Task.sleep(for: .milliseconds(500))
    #expect(dits.mutex.withLock { $0.count == 1 && $0[0].contains("42501") }, "told once, however often it is tried")
    try server.admin().run("grant select on convention to ep_echeances")
    #expect(try await jusqua { try await avertissements(server) == [] })
  }

  @Test func `une purge qui échoue aussi, un passage ayant abouti`() async throws {
    let server = try server(apres: "revoke all on idempotence from ep_echeances")
    #expect(try await jusqua { try await avertissements(server) == [Self.avertissement] })
  }

  @Test func `une base injoignable au démarrage n'empêche pas de servir ; son rôle est jugé dès qu'elle répond, avant tout travail`() async throws {
    let (dits, essais) = (Dits(), Dits())
    let server = try server { settings in
      settings.verifierRole = { _ in
        let rang = essais.mutex.withLock {
          $0.append(""); return $0.count
        }
        if rang == 1 { throw PostgresError.unavailable }
        if rang == 2 { throw Refus() }
      }
      settings.empechees = { error in dits.mutex.withLock { $0.append("\(error)") } }
    }
    #expect(try await jusqua { try await avertissements(server) == [] })
    #expect(dits.mutex.withLock { $0 } == ["\(PostgresError.unavailable)", "\(Refus())"] && essais.mutex.withLock { $0.count } == 3)
  }

  @Test func `un rôle refusé, un schéma qui n'y est pas, arrêtent le démarrage`() async throws {
    #expect(throws: Refus.self) { try server { $0.verifierRole = { _ in throw Refus() } } }
    let vide = try TestCluster.shared.createDatabase()
    #expect(throws: PostgresError.self) { try server { $0 = ConstatSettings(database: vide + " user=ep_echeances") } }
    try TestCluster.shared.dropDatabase(vide)
  }

  private struct Refus: Error {}
  private final class Dits: Sendable { let mutex = Mutex<[String]>([]) }
}
