import API
import Foundation
import Postgres
import TestSupport
import Testing

/// A service over a PostgreSQL of its own, that a test may freeze, stop or close to writes. Its delays are short.
final class Panne: Sendable {
  let cluster: PrivateCluster
  let server: TestServer

  static let queryMilliseconds = 800

  init(configure: (inout ServerConfiguration) -> Void = { _ in }) throws {
    cluster = try TestCluster.startPrivateCluster()
    try AdminConnection(cluster.connectionInfo).run("create database ep")
    let database = cluster.connectionInfo + " dbname=ep"
    try Template.install(in: database)
    // The clusters of the tests do not wait for their disk: here the service must wait for what a COMMIT waits for.
    try AdminConnection(database).run("alter role ep_app set synchronous_commit = on")
    server = try TestServer(database: database) { configuration in
      configuration.tuneDatabase = {
        $0.queryMilliseconds = Self.queryMilliseconds
        $0.connectMilliseconds = 500
      }
      configure(&configuration)
    }
  }

  deinit { cluster.remove() }

  func admin() throws -> AdminConnection { try AdminConnection(server.database) }

  /// Sets one setting of the whole server, as an administrator would; nil puts it back. Returns once every session has it.
  func set(_ setting: String, _ value: String?) async throws {
    let admin = try admin()
    try admin.run(value.map { "alter system set \(setting) = '\($0)'" } ?? "alter system reset \(setting)")
    try admin.run("select pg_reload_conf()")
    let expected = value ?? ""
    _ = try await jusqua { try AdminConnection(self.server.database).query("select current_setting('\(setting)')")[0][0] == expected }
    try await Task.sleep(for: .milliseconds(100))
  }
}

/// Asks until it is so, for at most that long.
func jusqua(secondes: Double = 20, _ condition: @Sendable () async throws -> Bool) async throws -> Bool {
  let fin = ContinuousClock.now + .seconds(secondes)
  while ContinuousClock.now < fin {
    if try await condition() { return true }
    try await Task.sleep(for: .milliseconds(20))
  }
  return false
}
