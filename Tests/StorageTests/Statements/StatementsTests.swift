import Foundation
import Postgres
import Storage
import Testing

/// Every statement of the service against the schema and the rights of the role that runs it.
@Suite struct StatementsTests {
  @Test(arguments: ["ep_app", "ep_echeances"]) func `every statement prepares and starts under the role that sends it`(_ role: String) throws {
    let app = try AdminConnection(try BaseMigree.copie() + " user=\(role)")
    // To prepare checks names and types; to explain checks the rights as well, and never runs.
    try app.run("set plan_cache_mode = force_generic_plan")
    for statement in role == "ep_app" ? AllStatements.list : AllStatements.echeances {
      do {
        try app.run("prepare \"\(statement.name)\" as \(statement.sql)")
        let count = try app.query("select cardinality(parameter_types) from pg_prepared_statements where name = $1", [statement.name])[0][0]
        let nulls = [String](repeating: "null", count: Int(count ?? "") ?? 0).joined(separator: ", ")
        try app.run("explain execute \"\(statement.name)\"\(nulls.isEmpty ? "" : "(\(nulls))")")
      } catch { Issue.record("\(statement.name): \(String(reflecting: error))") }
    }
  }

  @Test func `names are unique, short enough for PostgreSQL, and tell where to look`() {
    let names = AllStatements.toutes.map(\.name)
    #expect(Set(names).count == names.count)
    for name in names {
      #expect(name.utf8.count <= 63, "\(name)")
      #expect(name.wholeMatch(of: /[a-z][a-z_]*/) != nil, "\(name)")
    }
  }

  @Test func `no statement is left out of the list that connections prepare`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/Storage")
    var found: Set<String> = []
    // `Statement<…>(\n "name"`, a function of the same file that makes several, `liste("name"`, or of a table, `table.liste("page", "count",`.
    let declaration = try NSRegularExpression(
      pattern: #"(?:static let \w+ = (?:table\.)?(?!MotsSQL)\w+|Statement<[^=\n]*>)\(\s*"([a-z_]+)"(?:, "([a-z_]+)",)?"#)
    for case let name as String in FileManager.default.enumerator(atPath: folder.path) ?? .init() where name.hasSuffix(".swift") {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      for match in declaration.matches(in: text, range: NSRange(text.startIndex..., in: text)) {
        for group in 1...2 { if let range = Range(match.range(at: group), in: text) { found.insert(String(text[range])) } }
      }
    }
    // A list of demandes has a statement per scope.
    let listed = Set(
      AllStatements.toutes.map { statement in
        let stem = statement.name.replacing(/_(caisse|partenaire|unite)$/, with: "")
        return found.contains(stem) ? stem : statement.name
      })
    #expect(found.subtracting(listed) == [])
    #expect(found.count > 100 && listed.subtracting(found) == [], "declared in a form that this test does not read")
  }

  @Test func `no statement ends with a semicolon or holds two commands`() {
    for statement in AllStatements.toutes { #expect(!statement.sql.contains(";"), "\(statement.name)") }
  }
}
