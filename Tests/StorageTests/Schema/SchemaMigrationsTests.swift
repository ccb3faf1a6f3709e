import Bytes
import Crypto
import Postgres
import Storage
import TestSupport
import Testing

/// How a database comes to the schema, and when the service refuses to start on it.
@Suite struct SchemaMigrationsTests {
  private static let names = Migrations.all.map(\.name)

  /// `public` as a text: tables, columns, indexes, constraints, policies, functions.
  private func portrait(_ connection: AdminConnection) throws -> [[String?]] {
    try connection.query(
      """
      select 'colonne', table_name || '.' || column_name, data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '')
        from information_schema.columns where table_schema = 'public'
      union all select 'index', indexname, indexdef from pg_indexes where schemaname = 'public'
      union all select 'contrainte', conname, pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace
      union all select 'politique', policyname, concat_ws(' ', permissive, cmd, qual, with_check) from pg_policies
      union all select 'fonction', proname, prosrc from pg_proc where pronamespace = 'public'::regnamespace
      order by 1, 2, 3
      """)
  }

  @Test func `migrations applied twice change nothing the second time`() throws {
    let connection = try AdminConnection(try TestCluster.shared.createDatabase())
    #expect(try Migrations.apply(connection) == Self.names)
    let before = try portrait(connection)
    #expect(try Migrations.apply(connection) == [])
    #expect(try portrait(connection) == before)
    #expect(try connection.query("select nom from migration order by nom").map { $0[0] } == Self.names)
  }

  @Test func `processes that migrate at the same time apply each migration once`() async throws {
    let base = try TestCluster.shared.createDatabase()
    let applied = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<3 {
        group.addTask { try await onPlainThread { try Migrations.apply(try AdminConnection(base)) } }
      }
      return try await group.reduce(into: [[String]]()) { $0.append($1) }
    }
    #expect(applied.filter { !$0.isEmpty } == [Self.names])
    #expect(applied.count == 3)
  }

  @Test func `a database that stopped half way goes on from there`() throws {
    let connection = try AdminConnection(try halted(4))
    let whole = try AdminConnection(try BaseMigree.copie())
    #expect(try Migrations.apply(connection) == Array(Self.names.dropFirst(4)))
    #expect(try portrait(connection) == portrait(whole))
  }

  /// A database where that many migrations were applied and recorded as before digests were kept.
  private func halted(_ count: Int) throws -> String {
    let base = try TestCluster.shared.createDatabase()
    let connection = try AdminConnection(base)
    try connection.run(
      "create table migration (nom text primary key, appliquee_le timestamptz not null default now()); grant select on migration to public")
    for migration in Migrations.all.prefix(count) { try connection.run("\(migration.sql); insert into migration (nom) values ('\(migration.name)')") }
    return base
  }

  @Test func `each migration is kept with the SHA-256 of its text, those of before digests as well`() throws {
    let connection = try AdminConnection(try halted(4))
    _ = try Migrations.apply(connection)
    let kept = try connection.query("select nom || ' ' || sha256 from migration order by nom").map { $0[0] }
    #expect(kept == Migrations.all.map { "\($0.name) \(hexText(sha256(Array($0.sql.utf8))))" })
  }

  @Test func `a migration applied from another text is refused by migrate, which applies nothing, and by serve`() throws {
    let base = try halted(4)
    let connection = try AdminConnection(base)
    try connection.run("alter table migration add sha256 text; update migration set sha256 = repeat('0', 64) where nom = '0003_partenaires'")
    let refused = try #require(throws: SchemaRefusal.self) { _ = try Migrations.apply(connection) }
    guard case .changed(["0003_partenaires"]) = refused else { return #expect(Bool(false), "\(refused)") }
    #expect(refused.description.contains("0003_partenaires") && refused.description.contains("nouvelle migration"))
    #expect(try connection.query("select count(*)::text from migration") == [["4"]])
    guard case .changed(["0003_partenaires"]) = try refusal(base) else { return #expect(Bool(false), "a drift is served") }
  }

  @Test func `a migration does not wait behind a long transaction, leaves nothing, and passes after it`() throws {
    let base = try halted(10)
    let long = try AdminConnection(base)
    try long.run("begin; lock table convention in access share mode")
    let refused = try #require(throws: SchemaRefusal.self) { _ = try Migrations.apply(try AdminConnection(base), lockMilliseconds: 100) }
    guard case .locked(Self.names[10], milliseconds: 100) = refused else { return #expect(Bool(false), "\(refused)") }
    #expect(refused.description.contains("100 ms"))
    try long.run("commit")
    #expect(try Migrations.apply(try AdminConnection(base)) == Array(Self.names.dropFirst(10)))
  }

  /// A database as it was after that many migrations.
  private func migrated(_ count: Int) throws -> AdminConnection {
    let connection = try AdminConnection(try TestCluster.shared.createDatabase())
    for migration in Migrations.all.prefix(count) { try connection.run(migration.sql) }
    return connection
  }

  @Test func `what a database held before 0010 is in the lists after it`() throws {
    let connection = try migrated(9)
    let id = "'00000000-0000-7000-8000-000000000001'"
    try connection.run(
      """
      insert into caisse (id, code, denomination, departement, adresse, fuseau, calendrier_jours_ouvres, cree_le)
      values (\(id), 'CPAM-57', 'c', '57', 'a', 'PARIS', 'NATIONAL', now());
      insert into partenaire (id, denomination, type, adresse, domaines_email, cree_le, modifie_le)
      values (\(id), 'Été', 'CCAS', 'a', '{}', '2025-01-01', now());
      insert into partenaire_caisse (caisse_id, partenaire_id, cree_le) values (\(id), \(id), now());
      insert into compte (id, role, identifiant, etat, partenaire_id, civilite, nom, prenom, email, cree_le, modifie_le)
      values (\(id), 'TECHNICIEN', 'i', 'ACTIF', \(id), 'MME', 'Éloi', 'P', 'e', '2025-01-02', now());
      insert into acces (compte_id, caisse_id, partenaire_id, modifie_le) values (\(id), \(id), \(id), now());
      \(Migrations.all[9].sql)
      """)
    #expect(try connection.query("select nom_replie, cree_le::date::text from annuaire") == [["eloi", "2025-01-02"]])
    #expect(try connection.query("select denomination_repliee, partenaire_cree_le::date::text from partenaire_caisse") == [["ete", "2025-01-01"]])
  }

  @Test func `what a database held before 0011 is repeated after it`() throws {
    let connection = try migrated(10)
    let id = "'00000000-0000-7000-8000-000000000001'"
    try connection.run(
      """
      insert into caisse (id, code, denomination, departement, adresse, fuseau, calendrier_jours_ouvres, cree_le)
      values (\(id), 'CGSS-974', 'c', '974', 'a', 'LA_REUNION', 'NATIONAL', now());
      insert into partenaire (id, denomination, type, adresse, domaines_email, cree_le, modifie_le) values (\(id), 'P', 'CCAS', 'a', '{}', now(), now());
      insert into partenaire_caisse (caisse_id, partenaire_id, cree_le) values (\(id), \(id), now());
      insert into modele_convention values ('M', 3, 't', '{UNIQUE}', 'CGSS', 'CCAS', '{}', now());
      insert into convention (id, caisse_id, partenaire_id, nature, modele_code, modele_version, cree_le, modifie_le)
      values (\(id), \(id), \(id), 'UNIQUE', 'M', 3, now(), now());
      update partenaire_caisse set convention_id = \(id);
      insert into fonctionnalite values (\(id), 'CONTACT', false, now());
      insert into unite (id, partenaire_id, code, libelle, ouverture, decalage_mois, cree_le) values (\(id), \(id), 'U', 'u', 'DIFFEREE', 3, now());
      insert into compte (id, role, identifiant, etat, partenaire_id, unite_id, civilite, nom, prenom, email, cree_le, modifie_le)
      values (\(id), 'TECHNICIEN', 'i', 'ACTIF', \(id), \(id), 'MME', 'N', 'P', 'e', now(), now());
      insert into acces (compte_id, caisse_id, partenaire_id, modifie_le) values (\(id), \(id), \(id), now());
      \(Migrations.all[10].sql)
      """)
    #expect(
      try connection.query("select fuseau, modele_code, modele_version::text, avenants::text, interrupteurs::text from partenaire_caisse")
        == [["LA_REUNION", "M", "3", nil, "{\"CONTACT\": false}"]])
    #expect(try connection.query("select ouverture, decalage_mois::text from acces") == [["DIFFEREE", "3"]])
  }

  @Test func `a migration that fails leaves nothing of itself, and can be run again`() throws {
    let base = try TestCluster.shared.createDatabase()
    let connection = try AdminConnection(base)
    // The name of a table of the fifth migration is taken.
    try connection.run("create table message (id int)")
    #expect(throws: PostgresError.self) { _ = try Migrations.apply(connection) }
    let other = try AdminConnection(base)
    #expect(try other.query("select nom from migration order by nom").map { $0[0] } == Array(Self.names.prefix(4)))
    #expect(try other.query("select to_regclass('demande')::text") == [[nil]])
    // The lock is the connection's: the next attempt comes on another one, once this one is gone.
    try other.run(
      """
      select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid();
      drop table message
      """)
    #expect(try Migrations.apply(other) == Array(Self.names.dropFirst(4)))
  }

  // MARK: what serve checks

  private func refusal(_ connectionInfo: String) throws -> SchemaRefusal? {
    let connection = try AdminConnection(connectionInfo)
    do {
      try SchemaRefusal.check(connection)
      return nil
    } catch { return try #require(error as? SchemaRefusal) }
  }

  @Test func `the service starts as ep_app, and as no role that could step over the walls`() throws {
    let base = try BaseMigree.copie()
    #expect(try refusal("\(base) user=ep_app") == nil)
    guard case .privilegedRole("postgres") = try refusal(base) else { return #expect(Bool(false), "a superuser may serve") }
    try TestCluster.shared.createRole("ep_test_proprietaire")
    try TestCluster.shared.createRole("ep_test_contourne", "login bypassrls")
    try AdminConnection(base).run(
      "grant select on migration to ep_test_proprietaire, ep_test_contourne; alter table demande owner to ep_test_proprietaire")
    for role in ["ep_test_proprietaire", "ep_test_contourne"] {
      guard case .privilegedRole(role) = try refusal("\(base) user=\(role)") else { return #expect(Bool(false), "\(role) may serve") }
    }
  }

  @Test func `the service does not start on a schema older or newer than its own`() throws {
    let base = try BaseMigree.copie()
    let superuser = try AdminConnection(base)
    try superuser.run("delete from migration where nom = '0005_demandes'; insert into migration (nom) values ('9999_avenir')")
    let refused = try #require(try refusal("\(base) user=ep_app"))
    guard case .otherSchema(["0005_demandes"], ["9999_avenir"]) = refused else { return #expect(Bool(false), "\(refused)") }
    #expect(refused.description.contains("0005_demandes") && refused.description.contains("9999_avenir"))
    try superuser.run("insert into migration (nom) values ('0005_demandes')")
    guard case .otherSchema(["0005_demandes"], _) = try refusal("\(base) user=ep_app") else { return #expect(Bool(false), "no digest is enough") }
    try superuser.run("update migration set sha256 = '\(Migrations.all[4].sha256)' where nom = '0005_demandes'")
    guard case .otherSchema([], ["9999_avenir"]) = try refusal("\(base) user=ep_app") else { return #expect(Bool(false), "a newer schema is served") }
    try superuser.run("delete from migration where nom = '9999_avenir'")
    #expect(try refusal("\(base) user=ep_app") == nil)
  }
}
