import Foundation
import Testing

/// Who may import whom. The picture is in the README; Package.swift says the same and a test compares them.
enum Arrows {
  static let targets: [String: Set<String>] = [
    // Machinery: knows no business.
    "Bytes": [],
    "JSON": ["Bytes"],
    "Crypto": ["CCrypto", "Bytes"],
    "EventLoop": ["CLinux"],
    "HTTPServer": ["EventLoop", "Bytes", "CLinux"],
    "Postgres": ["EventLoop", "CLibPQ", "Bytes"],
    "Contract": ["JSON", "Bytes"],
    // Data.
    "Catalogue": ["CCatalogue"],
    "OpenAPI": ["COpenAPI", "JSON", "Bytes"],
    // The business.
    "Domain": [],
    "Storage": ["Domain", "Postgres", "Catalogue", "JSON", "Crypto", "Bytes", "CMigrations"],
    "API": ["Domain", "Storage", "Postgres", "HTTPServer", "EventLoop", "Contract", "OpenAPI", "Catalogue", "JSON", "Crypto", "Bytes"],
    // What the programs are told by their environment.
    "Configuration": ["Domain", "Postgres", "Bytes"],
    // Programs.
    "http-probe": ["HTTPServer", "EventLoop", "JSON", "Bytes"],
    "messager": ["Configuration", "Storage", "Postgres", "EventLoop", "Crypto", "Domain", "JSON", "Bytes", "CLinux"],
    "espace-partenaires": [
      "API", "Configuration", "Storage", "Postgres", "Domain", "HTTPServer", "EventLoop", "OpenAPI", "Contract", "Catalogue", "Crypto", "JSON",
      "Bytes", "CLinux",
    ],
  ]

  /// What comes with the toolchain. Foundation whole would cost the server 20 MB and as many milliseconds at start.
  static let toolchain: Set<String> = ["FoundationEssentials", "Glibc", "Synchronization"]

  /// What the domain may take of it: `Swift` by name is for the canonical composition of texts (NFC), which the standard library keeps aside.
  static let toolchainOfDomain: Set<String> = ["FoundationEssentials", "Swift"]

  private static let importation = try? NSRegularExpression(
    pattern:
      #"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|typealias|func|var|let|actor)\s+)?(\w+)"#,
    options: .anchorsMatchLines)

  /// The modules that this code imports; see `SwiftCode`.
  static func imports(in code: String) -> Set<String> {
    let code = code.replacingOccurrences(of: ";", with: "\n")
    let matches = importation?.matches(in: code, range: NSRange(code.startIndex..., in: code)) ?? []
    return Set(matches.compactMap { match in Range(match.range(at: 1), in: code).map { String(code[$0]) } })
  }
}

@Suite struct ArrowsTests {
  private static func targetName(_ file: RepositoryFiles.File) -> String { file.path.hasPrefix("openapi/") ? "OpenAPI" : file.target }

  @Test func `every import follows an arrow of the design`() throws {
    let files = try RepositoryFiles.swift.get()
    #expect(files.count > 200, "the sources were not found: the test proves nothing")
    for (file, code) in files {
      let allowed = try #require(Arrows.targets[Self.targetName(file)], "\(file) belongs to no known target")
      let system = Self.targetName(file) == "Domain" ? Arrows.toolchainOfDomain : Arrows.toolchain
      let others = Arrows.imports(in: code).subtracting(allowed).subtracting(system)
      #expect(others.isEmpty, "\(file) imports \(others.sorted())")
    }
  }

  @Test func `Package.swift declares these arrows and no other`() throws {
    let manifest = try RepositoryFiles.text("Package.swift")
    var declared: [String: Set<String>] = [:]
    let short = /^ *(?:target|program)\("(?<name>[^"]+)"(?:, \[(?<others>[^\]]*)\])?/.anchorsMatchLineEndings()
    for match in manifest.matches(of: short) { declared[String(match.name)] = Self.names(match.others) }
    let long = /name: "(?<name>OpenAPI)", dependencies: \[(?<others>[^\]]*)\]/
    for match in manifest.matches(of: long) { declared[String(match.name)] = Self.names(match.others) }
    declared["TestSupport"] = nil
    #expect(declared == Arrows.targets)
  }

  private static func names(_ list: Substring?) -> Set<String> {
    Set((list ?? "").split(separator: ",").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "\" \n")) })
  }

  @Test func `the machinery imports no business`() {
    let business: Set<String> = ["Domain", "Storage", "API", "Catalogue", "OpenAPI"]
    for target in ["Bytes", "JSON", "Crypto", "EventLoop", "HTTPServer", "Postgres", "Contract", "http-probe"] {
      #expect(Arrows.targets[target]?.isDisjoint(with: business) == true)
    }
  }

  @Test func `no arrow comes back to where it started`() {
    for start in Arrows.targets.keys {
      var reached: Set<String> = []
      var next = Arrows.targets[start] ?? []
      while let target = next.popFirst() {
        guard reached.insert(target).inserted else { continue }
        next.formUnion(Arrows.targets[target] ?? [])
      }
      #expect(!reached.contains(start), "\(start) depends on itself")
    }
  }

  @Test func `only EventLoop knows epoll, only Postgres knows libpq`() throws {
    let users = { (words: String...) in
      Set(try RepositoryFiles.swift.get().filter { _, code in words.contains { code.range(of: $0) != nil } }.map(\.file.target))
    }
    #expect(try users("epoll_", "EPOLL") == ["EventLoop"])
    #expect(try users("CLibPQ", "PQexec", "PQsend", "PGresult") == ["Postgres"])
  }

  @Test(arguments: [
    ("import Foundation", ["Foundation"]), ("package import Domain", ["Domain"]), ("  @testable import A; import B", ["A", "B"]),
    ("import struct Foundation.UUID", ["Foundation"]), ("// import A", []), ("/* a\nimport A */ import B", ["B"]),
    ("let a = \"\"\"\n import A\n \"\"\"", []), ("@preconcurrency public import A", ["A"]), ("important()", []),
  ])
  func `imports are found wherever they stand, and not in comments or literals`(_ source: String, _ found: [String]) {
    #expect(Arrows.imports(in: SwiftCode(source).text) == Set(found))
  }
}
