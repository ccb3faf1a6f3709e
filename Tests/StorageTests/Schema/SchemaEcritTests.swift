import Foundation
import Postgres
import Storage
import TestSupport
import Testing

/// `Sources/Storage/Migrations/schema.sql`, which `deploy/schema` writes for people to read.
@Suite struct SchemaEcritTests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Sources/Storage/Migrations/schema.sql")

  /// The whole of a database as the newest `pg_dump` here tells it, without comments, which carry versions.
  private func dump(_ base: String) throws -> [Substring] {
    let output = makeTemporaryFolder("ep-schema-") + "/dump.sql"
    let arguments = ["--schema-only", "--no-owner", "--file", output, "--dbname", base]
    try #require(runProgram(["\(PrivateCluster.binaries)/pg_dump"] + arguments) == 0)
    return try String(contentsOfFile: output, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("--") && !$0.hasPrefix("\\") }
  }

  @Test func `schema.sql makes the same database as the migrations together`() throws {
    let migrated = try BaseMigree.copie()  // first: migrations make the roles that the grants of the other name
    try Migrations.admettreHorlogeFigee(try AdminConnection(migrated), false)  // as the migrations leave it
    let written = try TestCluster.shared.createDatabase()
    try AdminConnection(written).run("set check_function_bodies = false; set search_path = ''; \(String(contentsOf: Self.file, encoding: .utf8))")
    let (ecrit, somme) = try (dump(written), dump(migrated))
    #expect(somme.count > 500)
    let absentes = Set(somme).subtracting(ecrit).sorted().prefix(5)
    let perimees = Set(ecrit).subtracting(somme).sorted().prefix(5)
    #expect(absentes == [] && perimees == [], "run deploy/schema")
    let memeOrdre = ecrit == somme
    #expect(memeOrdre, "run deploy/schema")
  }
}
