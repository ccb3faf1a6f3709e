import Postgres
import Storage
import TestSupport
import Testing

/// The role that the service connects as: bound by the policies, unable to undo them.
@Suite struct CloisonnementRoleTests {
  private static let tables = ["compte", "demande", "message", "contact", "evenement", "idempotence"]
  private var base: String { get throws { try MondeMure.partage.get().base } }

  private func etat(_ connection: AdminConnection, _ sql: String) throws -> String? {
    do throws(PostgresError) {
      try connection.run(sql)
      return nil
    } catch {
      guard case .server(let refusal) = error else { throw error }
      return refusal.sqlState
    }
  }

  @Test func `ep_app is neither owner, superuser nor above the policies, and belongs to no role that is`() throws {
    let app = try AdminConnection(try base + " user=ep_app")
    let flags = "rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication"
    #expect(try app.query("select \(flags) from pg_roles where rolname = current_user") == [["f", "f", "f", "f", "f"]])
    #expect(try app.query("select from pg_auth_members where member = 'ep_app'::regrole").isEmpty)
    #expect(try app.query("select from pg_class where relowner = 'ep_app'::regrole").isEmpty)
    #expect(try app.query("select from pg_proc where proowner = 'ep_app'::regrole").isEmpty)
  }

  @Test func `ep_app creates nothing, not even for the time of its session`() throws {
    // Database-wide rights do not follow a copy: migrated here.
    let own = try TestCluster.shared.createDatabase()
    _ = try Migrations.apply(try AdminConnection(own))
    let app = try AdminConnection("\(own) user=ep_app")
    for sql in [
      "create table x (a int)", "create temporary table demande (id uuid)", "create schema x", "create view x as select 1",
      "create function x() returns int language sql return 1", "create sequence x", "create type x as (a int)", "create extension pgcrypto",
      "create index on demande (type)",
    ] { #expect(try etat(app, sql) == "42501", "\(sql)") }
  }

  @Test func `ep_app can neither lift the walls nor step over them`() throws {
    let app = try AdminConnection(try base + " user=ep_app")
    for table in Self.tables {
      for sql in [
        "alter table \(table) disable row level security", "alter table \(table) no force row level security",
        "create policy tout on \(table) using (true)", "truncate \(table)", "alter table \(table) owner to ep_app",
      ] { #expect(try etat(app, sql) == "42501", "\(sql)") }
      // Reading with the policies off is an error, not everything.
      #expect(try etat(app, "set row_security = off; select from \(table)") == "42501")
    }
    for sql in [
      "drop policy demande_visible on demande", "alter policy demande_visible on demande using (true)", "set role postgres",
      "set session authorization postgres", "alter role ep_app bypassrls", "update migration set nom = 'x'",
      "create or replace function contexte(nom text) returns uuid language sql return null",
    ] { #expect(try etat(app, sql) == "42501", "\(sql)") }
  }

  @Test func `the policies bind the owner of the tables too`() throws {
    let own = try MondeMure().base
    try TestCluster.shared.createRole("ep_test_proprietaire")
    let superuser = try AdminConnection(own)
    try superuser.run("grant select on partenaire_caisse to ep_test_proprietaire")
    for table in Self.tables { try superuser.run("alter table \(table) owner to ep_test_proprietaire") }
    let owner = try AdminConnection("\(own) user=ep_test_proprietaire")
    for table in Self.tables {
      #expect(try owner.query("select from \(table)").isEmpty, "\(table)")
      #expect(try superuser.query("select from \(table)").isEmpty == false, "\(table) is empty: the test proves nothing")
    }
    #expect(try owner.query("update demande set etat = 'X' returning id").isEmpty)
  }
}
