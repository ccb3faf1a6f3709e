import API
import Catalogue
import Crypto
import Domain
import Foundation
import JSON
import Postgres
import Storage
import Synchronization
import TestSupport
import Testing

/// The real service on a free port over a database of its own, copied from a migrated template. Its clock can be moved.
final class TestServer: Sendable {
  let horloge: Horloge
  /// Superuser connection string to this server's database.
  let database: String
  private let port: Int
  private let server: Server
  private let isOwnCopy: Bool

  /// A Wednesday: every act of the demonstration is in force.
  static let startInstant = Instant(rfc3339: "2025-03-12T09:00:00+01:00")!
  static let key = [UInt8](repeating: 7, count: 32)
  static let cguVersion = "2026-01"

  /// `database`: superuser connection string to an installed database, which stays; else it has a copy of `template`, by its name, or of the
  /// template of all, which is dropped with it.
  init(
    at instant: Instant = startInstant, database given: String? = nil, template: String? = nil,
    configure: (inout ServerConfiguration) -> Void = { _ in }
  ) throws {
    horloge = Horloge(figee: instant)
    database = try given ?? template.map { try TestCluster.shared.createDatabase(template: $0) } ?? Template.copy()
    isOwnCopy = given == nil
    var configuration = ServerConfiguration(
      loops: 1, database: database + " user=ep_app", key: Self.key, horloge: horloge, cguVersion: Self.cguVersion, log: Log(isEnabled: false))
    configuration.scrypt = try ScryptParameters(logN: 4, r: 8, p: 1)
    configure(&configuration)
    server = try Server.start(configuration)
    port = server.port
  }

  /// A caller of this server, which keeps it alive.
  var client: TestClient { TestClient(port: port, owner: self) }

  /// Hundreds of databases kept to the end fill the disk, and the memory where PostgreSQL counts what each table does.
  deinit {
    server.stop(graceMilliseconds: 500)
    guard isOwnCopy else { return }
    do { try TestCluster.shared.dropDatabase(database) } catch { Issue.record(error, "la base d'un serveur d'essai reste") }
  }

  func admin() throws -> AdminConnection { try AdminConnection(database) }

  func move(to text: String) { horloge.figer(Instant(rfc3339: text)!) }
}

/// The database every test server starts from: schema, models and the five caisses.
enum Template {
  private static let name: Result<String, any Error> = Result {
    let database = try TestCluster.shared.createDatabase()
    try install(in: database)
    return TestCluster.databaseName(database) ?? ""
  }

  static func install(in database: String) throws {
    let connection = try AdminConnection(database)
    _ = try Migrations.apply(connection)
    try Migrations.admettreHorlogeFigee(connection)
    try Installation.modeles(connection)
    let cas = try JSONReader.parse(Catalogue.donnees(.casDemo))["cas"]?.array ?? []
    try Installation.caisses(connection, cas.compactMap { $0["caisse"] }, le: TestServer.startInstant)
  }

  static func copy() throws -> String { try TestCluster.shared.createDatabase(template: name.get()) }
}
