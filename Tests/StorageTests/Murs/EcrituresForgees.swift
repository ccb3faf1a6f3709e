import Postgres
import Storage

/// What the tests of forged writes share: two tenants, and one statement under one context.
enum EcrituresForgees {
  /// A copy whose journal follows the server's clock, as in production. The accounts of tenant b have come to their end.
  static let base = Result { () throws -> String in
    let base = try BaseMigree.copie()
    let admin = try AdminConnection(base)
    try admin.run("insert into modele_convention values ('t', 1, 't', '{UNIQUE}', 'CPAM', 'CCAS', '{}', now())")
    for locataire in [Locataire.a, .b] { try admin.run(locataire.lignes) }
    try admin.run("update partenaire_caisse set dernier_jour = '2025-06-30' where partenaire_id = '\(Locataire.b.id(Locataire.partenaire))'")
    try Migrations.admettreHorlogeFigee(admin, false)
    return base
  }

  /// A connection of that role under that context, in a transaction that its end undoes. `avant` is run by the owner first.
  static func ouvrir(_ contexte: [String: String], role: String = "ep_app", avant: String? = nil) throws -> AdminConnection {
    let connection = try AdminConnection(try base.get() + (avant == nil ? " user=\(role)" : ""))
    try connection.run("begin")
    if let avant { try connection.run("\(avant); set local role \(role)") }
    for (nom, valeur) in contexte { _ = try connection.query("select set_config($1, $2, true)", ["ep.\(nom)", valeur]) }
    return connection
  }

  /// The rows that a statement writes and reads back under that context, nil when the wall refuses it.
  static func ecrire(_ contexte: [String: String], role: String = "ep_app", avant: String? = nil, _ sql: String) throws -> Int? {
    let connection = try ouvrir(contexte, role: role, avant: avant)
    return try admis { Int(try connection.query("with ecrit as (\(sql) returning 1) select count(*) from ecrit")[0][0] ?? "") }
  }

  /// Whether a statement is let through, read back or not.
  static func passe(_ contexte: [String: String], role: String = "ep_app", avant: String? = nil, _ sql: String) throws -> Bool {
    let connection = try ouvrir(contexte, role: role, avant: avant)
    return try admis { try connection.run(sql) } != nil
  }

  private static func admis<Value>(_ body: () throws -> Value?) throws -> Value? {
    do {
      return try body()
    } catch PostgresError.server(let refusal) where refusal.sqlState == "42501" {
      return nil
    }
  }

  static let agent = Locataire.a.contexte(Locataire.agent, "AGENT_CAISSE")
  static let gestionnaire = Locataire.a.contexte(Locataire.gestionnaire, "GESTIONNAIRE")
  static let technicien = Locataire.a.contexte(Locataire.technicien, "TECHNICIEN")
}
