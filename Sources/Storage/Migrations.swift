import Bytes
import CMigrations
import Crypto
package import Postgres

/// The migrations embedded in the binary, and how they reach a database. Forward only: one that has been applied somewhere never changes,
/// which the SHA-256 of its text, kept with its name, proves.
package enum Migrations {
  package struct Migration {
    package let name: String
    package let sql: String
    /// SHA-256 of its text, in hexadecimal.
    package let sha256: String
  }

  /// In order.
  package static let all: [Migration] = (0..<ep_migration_count()).map { index in
    let migration = ep_migration_at(index)
    let bytes = UnsafeRawBufferPointer(start: migration.bytes, count: migration.size)
    return Migration(
      name: String(cString: migration.name), sql: String(decoding: bytes, as: UTF8.self), sha256: hexText(Sha256Hasher().hash(bytes)))
  }

  /// Applies what is missing, each migration in a transaction of its own, one process at a time (advisory lock). Returns the names applied.
  /// Applies nothing to a database that holds another text of a migration (`SchemaRefusal.changed`). After a failure the connection is to
  /// be dropped: it holds the lock.
  /// - Parameter lockMilliseconds: how long a statement waits for a lock that others hold (`SchemaRefusal.locked`): whatever comes behind a
  ///   waiting `alter table` waits with it, so that the service would stop.
  package static func apply(_ connection: AdminConnection, lockMilliseconds: Int = 5_000) throws -> [String] {
    try connection.run("select pg_advisory_lock(20241021)")
    try connection.run(
      """
      create table if not exists migration (nom text primary key, appliquee_le timestamptz not null default now());
      alter table migration add column if not exists sha256 text;
      grant select on migration to public;
      comment on table migration is 'Mur : sans politique, car le nom des migrations n''est à personne ; chaque programme y vérifie le schéma.';
      set lock_timeout = \(lockMilliseconds)
      """)
    // What was applied before digests were kept is trusted once.
    for migration in all {
      _ = try connection.query("update migration set sha256 = $2 where nom = $1 and sha256 is null", [migration.name, migration.sha256])
    }
    let kept = try digests(connection)
    let missing = all.filter { kept[$0.name] == nil }
    for migration in missing { try apply(migration, connection, lockMilliseconds) }
    try connection.run("reset lock_timeout; select pg_advisory_unlock(20241021)")
    return missing.map(\.name)
  }

  private static func apply(_ migration: Migration, _ connection: AdminConnection, _ lockMilliseconds: Int) throws {
    do throws(PostgresError) {
      try connection.run(
        "begin;\n\(migration.sql);\ninsert into migration (nom, sha256) values ('\(migration.name)', '\(migration.sha256)');\ncommit")
    } catch {
      guard case .server(let refused) = error, refused.sqlState == "55P03" else { throw error }
      throw SchemaRefusal.locked(migration.name, milliseconds: lockMilliseconds)
    }
  }

  /// What a database has applied: digests by name, empty when none was kept. Those that this binary has are of its own text.
  static func digests(_ connection: AdminConnection) throws -> [String: String] {
    // Through jsonb, a table of before digests reads as having none.
    let rows = try connection.query("select nom, coalesce(to_jsonb(m) ->> 'sha256', '') from migration m", [])
    let kept = Dictionary(uniqueKeysWithValues: rows.map { ($0[0] ?? "", $0[1] ?? "") })
    let changed = all.filter { !["", $0.sha256].contains(kept[$0.name] ?? "") }
    guard changed.isEmpty else { throw SchemaRefusal.changed(changed.map(\.name)) }
    return kept
  }

  /// Whether the journal admits events of any day: on a database whose service runs under a frozen clock, never in production.
  package static func admettreHorlogeFigee(_ connection: AdminConnection, _ figee: Bool = true) throws(PostgresError) {
    let derive = figee ? "null::interval" : "interval '15 minutes'"
    try connection.run("create or replace function derive_horloge() returns interval language sql immutable parallel safe return \(derive)")
  }
}

/// Why `migrate` stops, or why `serve` does not start on a database.
package enum SchemaRefusal: Error, CustomStringConvertible {
  /// Migrations that the binary has and the database lacks (or holds without a digest), or the reverse.
  case otherSchema(missing: [String], unknown: [String])
  /// These migrations were applied from another text than the binary's.
  case changed([String])
  /// That migration waited too long for a lock.
  case locked(String, milliseconds: Int)
  /// The role could pass under row-level security.
  case privilegedRole(String)

  package var description: String {
    switch self {
    case .otherSchema(let missing, let unknown):
      "le schéma de la base n'est pas celui du programme (manquantes : \(missing.joined(separator: ", ")) ; inconnues : \(unknown.joined(separator: ", "))). Lancez « espace-partenaires migrate » avec la même version."
    case .changed(let names):
      "le texte de migrations déjà appliquées à cette base n'est plus celui du programme (SHA-256 différent : \(names.joined(separator: ", "))). Une migration appliquée ne se modifie pas : reprenez la version du programme qui l'a appliquée, et portez le changement dans une nouvelle migration."
    case .locked(let name, let milliseconds):
      "« \(name) » n'a pas obtenu en \(milliseconds) ms les verrous qu'elle demande, et n'a rien laissé : une transaction longue les retient. Relancez « espace-partenaires migrate » quand elle est finie."
    case .privilegedRole(let role):
      "le rôle « \(role) » est superutilisateur, contourne les politiques de lignes ou possède les tables : servez avec le rôle ep_app."
    }
  }

  /// Checks what `serve` needs to be true: this binary's schema, and a role that row-level security binds.
  package static func check(_ connection: AdminConnection) throws {
    let kept = try Migrations.digests(connection)
    let expected = Migrations.all.map(\.name)
    let missing = expected.filter { (kept[$0] ?? "").isEmpty }
    let unknown = Set(kept.keys).subtracting(expected).sorted()
    guard missing.isEmpty, unknown.isEmpty else { throw SchemaRefusal.otherSchema(missing: missing, unknown: unknown) }
    let privileged = try connection.query(
      """
      select current_user from pg_roles r where rolname = current_user and (rolsuper or rolbypassrls
        or exists (select from pg_class where relowner = r.oid and relname = 'demande'))
      """, [])
    if let role = privileged.first?[0] { throw SchemaRefusal.privilegedRole(role) }
  }
}
