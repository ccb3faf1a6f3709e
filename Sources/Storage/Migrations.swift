import Bytes
import CMigrations
package import Postgres

/// The migrations embedded in the binary, and how they reach a database. Forward only.
package enum Migrations {
  package struct Migration {
    package let name: String
    package let sql: String
  }

  /// In order.
  package static var all: [Migration] {
    (0..<ep_migration_count()).map { index in
      let migration = ep_migration_at(index)
      return Migration(
        name: String(cString: migration.name),
        sql: String(decoding: UnsafeRawBufferPointer(start: migration.bytes, count: migration.size), as: UTF8.self))
    }
  }

  /// Applies what is missing, each migration in a transaction of its own, one process at a time (advisory lock). Returns the names applied.
  package static func apply(_ connection: AdminConnection) throws(PostgresError) -> [String] {
    try connection.run("select pg_advisory_lock(20241021)")
    try connection.run(
      """
      create table if not exists migration (nom text primary key, appliquee_le timestamptz not null default now());
      grant select on migration to public;
      comment on table migration is 'Mur : sans politique, car le nom des migrations n''est à personne ; chaque programme y vérifie le schéma.'
      """)
    let known = Set(try connection.query("select nom from migration", []).compactMap { $0[0] })
    var applied: [String] = []
    for migration in all where !known.contains(migration.name) {
      try connection.run("begin;\n\(migration.sql);\ninsert into migration (nom) values ('\(migration.name)');\ncommit")
      applied.append(migration.name)
    }
    try connection.run("select pg_advisory_unlock(20241021)")
    return applied
  }

  /// Whether the journal admits events of any day: on a database whose service runs under a frozen clock, never in production.
  package static func admettreHorlogeFigee(_ connection: AdminConnection, _ figee: Bool = true) throws(PostgresError) {
    let derive = figee ? "null::interval" : "interval '15 minutes'"
    try connection.run("create or replace function derive_horloge() returns interval language sql immutable parallel safe return \(derive)")
  }
}

/// Why `serve` does not start on a database.
package enum SchemaRefusal: Error, CustomStringConvertible {
  /// Migrations that the binary has and the database lacks, or the reverse.
  case otherSchema(missing: [String], unknown: [String])
  /// The role could pass under row-level security.
  case privilegedRole(String)

  package var description: String {
    switch self {
    case .otherSchema(let missing, let unknown):
      "le schéma de la base n'est pas celui du programme (manquantes : \(missing.joined(separator: ", ")) ; inconnues : \(unknown.joined(separator: ", "))). Lancez « espace-partenaires migrate » avec la même version."
    case .privilegedRole(let role):
      "le rôle « \(role) » est superutilisateur, contourne les politiques de lignes ou possède les tables : servez avec le rôle ep_app."
    }
  }

  /// Checks what `serve` needs to be true: this binary's schema, and a role that row-level security binds.
  package static func check(_ connection: AdminConnection) throws {
    let known = Set(try connection.query("select nom from migration", []).compactMap { $0[0] })
    let expected = Set(Migrations.all.map(\.name))
    guard known == expected else {
      throw SchemaRefusal.otherSchema(missing: expected.subtracting(known).sorted(), unknown: known.subtracting(expected).sorted())
    }
    let privileged = try connection.query(
      """
      select current_user from pg_roles r where rolname = current_user and (rolsuper or rolbypassrls
        or exists (select from pg_class where relowner = r.oid and relname = 'demande'))
      """, [])
    if let role = privileged.first?[0] { throw SchemaRefusal.privilegedRole(role) }
  }
}
