import Catalogue
import Domain
import JSON
import Postgres
import Storage
import TestSupport
import Testing

/// The reference data on a real database.
@Suite struct InstallationTests {
  static let instant = Instant(rfc3339: "2025-03-12T09:00:00+01:00")

  static func migrated() throws -> AdminConnection {
    let connection = try AdminConnection(try TestCluster.shared.createDatabase())
    _ = try Migrations.apply(connection)
    return connection
  }

  static func embedded() throws -> [JSONValue] { try JSONReader.parse(Catalogue.donnees(.modeles)).array ?? [] }

  @Test func `les cinq modèles s'installent, et une seconde fois ne change rien (V-03)`() throws {
    let connection = try Self.migrated()
    try Installation.modeles(connection)
    let first = try connection.query("select code, version, natures::text, parametres::text, cree_le::text from modele_convention order by 1")
    try Installation.modeles(connection)
    let second = try connection.query("select code, version, natures::text, parametres::text, cree_le::text from modele_convention order by 1")
    #expect(first == second)
    #expect(first.map { $0[0] } == ["000", "001", "002", "003", "004"])
    #expect(first.map { $0[2] } == ["{METIER,UTILISATION}", "{METIER,UTILISATION}", "{UNIQUE}", "{METIER,UTILISATION}", "{METIER,UTILISATION}"])
    for row in first { _ = try ParametresConvention(try JSONReader.parse(row[3] ?? "")) }
  }

  @Test func `une version déjà installée ne change plus de contenu (V-03)`() throws {
    let connection = try Self.migrated()
    try Installation.modeles(connection)
    var modele = try #require(try Self.embedded()[0].object)
    modele["titre"] = "Un autre titre"
    #expect(throws: Installation.Refusal.self) { try Installation.modeles(connection, [.object(modele)]) }
    modele["version"] = 2
    try Installation.modeles(connection, [.object(modele)])
    #expect(try connection.query("select version from modele_convention where code = '000' order by 1") == [["1"], ["2"]])
  }

  @Test func `un modèle illisible n'installe rien, même pas les autres (V-03)`() throws {
    let connection = try Self.migrated()
    var modeles = try Self.embedded()
    var last = try #require(modeles[4].object)
    var parametres = try #require(last["parametres"]?.object)
    parametres["metier.duree_mois"] = nil
    last["parametres"] = .object(parametres)
    modeles[4] = .object(last)
    #expect(throws: Installation.Refusal.self) { try Installation.modeles(connection, modeles) }
    #expect(try connection.query("select from modele_convention").isEmpty)
  }

  @Test func `un modèle qui porte un paramètre qu'aucune règle ne lit est refusé (V-03)`() throws {
    let connection = try Self.migrated()
    var modele = try #require(try Self.embedded()[0].object)
    var parametres = try #require(modele["parametres"]?.object)
    parametres["metier.couleur"] = ["valeur": "bleu"]
    modele["parametres"] = .object(parametres)
    let refusal = #expect(throws: Installation.Refusal.self) { try Installation.modeles(connection, [.object(modele)]) }
    #expect(refusal?.description.contains("metier.couleur") == true)
  }

  @Test func `les caisses s'installent avec le fuseau et le calendrier de leur département (A-01, A-17)`() throws {
    let connection = try Self.migrated()
    let instant = try #require(Self.instant)
    let cas = try JSONReader.parse(Catalogue.donnees(.casDemo))["cas"]?.array ?? []
    let outreMer: JSONValue = ["code": "CGSS-974", "denomination": "CGSS de La Réunion", "departement": "974", "adresse": "4 boulevard Doret"]
    try Installation.caisses(connection, cas.compactMap { $0["caisse"] } + [outreMer], le: instant)
    let sql = "select id::text, code, fuseau, calendrier_jours_ouvres from caisse order by code"
    let first = try connection.query(sql)
    #expect(
      first.map { Array($0.dropFirst()) } == [
        ["CGSS-974", "LA_REUNION", "LA_REUNION"], ["CPAM-13", "PARIS", "NATIONAL"], ["CPAM-57", "PARIS", "ALSACE_MOSELLE"],
        ["CPAM-60", "PARIS", "NATIONAL"], ["CPAM-67", "PARIS", "ALSACE_MOSELLE"], ["CPAM-82", "PARIS", "NATIONAL"],
      ])
    try Installation.caisses(connection, cas.compactMap { $0["caisse"] }, le: instant)
    #expect(try connection.query(sql) == first)
  }

  @Test func `une caisse sans département est refusée (A-01)`() throws {
    let connection = try Self.migrated()
    let instant = try #require(Self.instant)
    #expect(throws: Installation.Refusal.self) {
      try Installation.caisses(connection, [["code": "CPAM-75", "denomination": "CPAM de Paris", "adresse": "21 rue Georges-Auric"]], le: instant)
    }
    #expect(try connection.query("select from caisse").isEmpty)
  }

  @Test func `every statement of the service fits the schema`() throws {
    let connection = try Self.migrated()
    for statement in AllStatements.toutes {
      do { try connection.checkPrepares(statement) } catch { Issue.record("\(statement.name): \(error)") }
    }
    let names = AllStatements.toutes.map(\.name)
    #expect(Set(names).count == names.count)
  }
}
