import Postgres
import Storage

/// Brings the schema and the models of convention up to this binary's.
enum MigrateCommand {
  static func run() throws {
    let connection = try AdminConnection(Environment.text("EP_BASE"))
    let applied = try Migrations.apply(connection)
    try Installation.modeles(connection)
    Terminal.say(applied.isEmpty ? "Le schéma est à jour." : "Migrations appliquées : \(applied.joined(separator: ", ")).")
  }
}
