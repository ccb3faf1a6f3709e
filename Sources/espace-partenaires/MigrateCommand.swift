import Configuration
import Postgres
import Storage

/// Brings the schema and the models of convention up to this binary's.
enum MigrateCommand {
  static func run() throws {
    let environnement = Environnement.lire(pour: .migrate)
    let applied = try environnement.surPlace(.base) { connection in
      let applied = try Migrations.apply(connection)
      try Migrations.admettreHorlogeFigee(connection, environnement.instant(.horloge) != nil)
      try Installation.modeles(connection)
      return applied
    }
    Terminal.say(applied.isEmpty ? "Le schéma est à jour." : "Migrations appliquées : \(applied.joined(separator: ", ")).")
  }
}
