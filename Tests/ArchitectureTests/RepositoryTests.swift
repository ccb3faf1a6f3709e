import Foundation
import Storage
import Testing

@Suite struct RepositoryTests {
  @Test func `the top level of the repository holds only the agreed names`() throws {
    let agreed: Set<String> = [
      ".ci", ".editorconfig", ".gitignore", ".swift-format", "Package.swift", "README.md", "Sources", "Tests", "deploy", "openapi",
    ]
    let untracked: Set<String> = [".git", ".local", ".swiftpm", "Package.resolved"]
    let names = Set(try FileManager.default.contentsOfDirectory(atPath: RepositoryFiles.root.path)).filter { !$0.hasPrefix(".build") }
    #expect(names.subtracting(agreed).subtracting(untracked) == [])
    #expect(agreed.subtracting(names) == [])
  }

  @Test func `the package depends on no other package`() throws {
    #expect(!(try RepositoryFiles.text("Package.swift")).contains(".package("))
  }

  /// Written by `deploy/schema`.
  private static let schema = "Sources/Storage/Migrations/schema.sql"

  @Test func `no source is over 400 lines`() throws {
    for file in try RepositoryFiles.files("Sources", ["swift", "sql", "c", "h"]) where file.path != Self.schema {
      #expect(file.lines <= 400, "\(file) has \(file.lines) lines")
    }
  }

  /// What hides a failure, or leaves the checks of the compiler.
  private static let forbidden = ["fatalError(", "try!", "as!", "nonisolated(unsafe)", "print("]

  @Test func `no source carries a forbidden mark`() throws {
    for (file, code) in try RepositoryFiles.swift.get() {
      for mark in Self.forbidden { #expect(!Self.contains(mark, code), "\(file) has \(mark)") }
      let isExecutor = file.path == "Sources/EventLoop/LoopExecutor.swift"
      #expect(isExecutor || code.range(of: "@unchecked") == nil, "\(file) leaves the checks of the compiler")
      for word in ["TODO", "FIXME"] { #expect(file.text.range(of: word) == nil, "\(file) has work left in it") }
    }
  }

  /// As a word of its own: `fingerprint(` is not `print(`.
  private static func contains(_ mark: String, _ code: String) -> Bool {
    code.range(of: "(?<![A-Za-z0-9_])" + NSRegularExpression.escapedPattern(for: mark), options: .regularExpression) != nil
  }

  @Test func `a forbidden mark is found in code and in interpolations, not in words`() {
    for found in ["print(1)", "let a = \"\\(x as! Y)\"", "  print(", "/* a */ try! b"] {
      #expect(Self.forbidden.contains { Self.contains($0, SwiftCode(found).text) }, "\(found)")
    }
    for clean in ["fingerprint(1)", "// print(1)", "\"print(1)\"", "#\"a \"print(1)\" \"#", "/* /* */ try! */", "entry!"] {
      #expect(!Self.forbidden.contains { Self.contains($0, SwiftCode(clean).text) }, "\(clean)")
    }
  }

  /// A civil day is that of a caisse: a handler that names a zone has forgotten the others.
  @Test func `no handler and no program names a time zone`() throws {
    for (file, code) in try RepositoryFiles.swift.get() where ["API", "messager", "espace-partenaires"].contains(file.target) {
      let nommes = try Regex("(FuseauHoraire)?\\.(paris|guadeloupe|martinique|guyane|laReunion|mayotte)\\b")
      #expect(code.firstMatch(of: nommes) == nil, "\(file) names a time zone")
    }
  }

  @Test func `every migration of the folder is embedded, in order, as it is`() throws {
    let files = try RepositoryFiles.files("Sources/Storage/Migrations", ["sql"]).filter { $0.path != Self.schema }
    let names = files.map { URL(filePath: $0.path).deletingPathExtension().lastPathComponent }
    #expect(names == Migrations.all.map(\.name))
    #expect(files.map(\.text) == Migrations.all.map(\.sql))
    // 0001 for the first, and none is missing.
    for (index, name) in names.enumerated() { #expect(name.hasPrefix("\(String(index + 10_001).dropFirst())_")) }
  }
}
