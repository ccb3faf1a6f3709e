import Foundation
import Testing

/// The shape of the tree, held by reading it.
@Suite struct ArchitectureTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// What each target may import of the others. `Domain` imports none.
  private static let arrows: [String: Set<String>] = [
    "Bytes": [], "JSON": ["Bytes"], "Crypto": ["CCrypto", "Bytes"], "EventLoop": ["CLinux"],
    "HTTPServer": ["EventLoop", "Bytes", "CLinux"], "Postgres": ["EventLoop", "CLibPQ", "Bytes"], "Contract": ["JSON", "Bytes"],
    "Catalogue": ["CCatalogue"], "Domain": [], "Storage": ["Domain", "Postgres", "JSON", "Bytes", "CMigrations", "Catalogue"],
    "API": ["Domain", "Storage", "Postgres", "HTTPServer", "EventLoop", "Contract", "OpenAPI", "Catalogue", "JSON", "Crypto", "Bytes"],
    "http-probe": ["HTTPServer", "EventLoop", "JSON", "Bytes"],
    "messager": ["Storage", "Postgres", "EventLoop", "Crypto", "Domain", "JSON", "Bytes", "CLinux"],
    "espace-partenaires": [
      "API", "Storage", "Postgres", "Domain", "HTTPServer", "EventLoop", "OpenAPI", "Contract", "Catalogue", "Crypto", "JSON", "Bytes", "CLinux",
    ],
  ]
  private static let toolchain: Set<String> = ["Glibc", "Synchronization", "FoundationEssentials"]

  private static func swiftFiles(_ folder: String) -> [(path: String, text: String)] {
    let base = root.appending(path: folder)
    guard let files = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil) else { return [] }
    return files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.compactMap { url in
      (try? String(contentsOf: url, encoding: .utf8)).map { (String(url.path.dropFirst(root.path.count + 1)), $0) }
    }
  }

  @Test func `imports follow the arrows of the design, and the server side never imports Foundation`() {
    let files = Self.swiftFiles("Sources")
    #expect(files.count > 100)
    for (path, text) in files {
      let target = String(path.split(separator: "/")[1])
      let allowed = (Self.arrows[target] ?? []).union(Self.toolchain)
      for line in text.split(separator: "\n") where line.hasPrefix("import ") || line.hasPrefix("package import ") {
        let module = String(line.split(separator: " ").last ?? "")
        #expect(allowed.contains(module), "\(path) imports \(module)")
      }
    }
  }

  @Test func `no file is a heap`() {
    for (path, text) in Self.swiftFiles("Sources") {
      #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 401, "\(path)")
    }
  }

  @Test func `shortcuts that hide failures are absent`() {
    for (path, text) in Self.swiftFiles("Sources") {
      for mark in ["fatalError(", "try!", " as! ", "nonisolated(unsafe)", "print(", "TODO", "FIXME"] {
        #expect(!text.contains(mark), "\(path) holds \(mark)")
      }
      if text.contains("@unchecked Sendable") { #expect(path == "Sources/EventLoop/LoopExecutor.swift", "\(path)") }
    }
  }

  @Test func `the top level holds what was agreed, and no package is depended on`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.root.path).filter { !$0.hasPrefix(".") && $0 != "Package.resolved" }
    #expect(Set(names) == ["Package.swift", "Sources", "Tests", "openapi", "deploy", "README.md"])
    #expect(!(try String(contentsOf: Self.root.appending(path: "Package.swift"), encoding: .utf8)).contains(".package("))
  }

  @Test func `every migration of the folder is embedded, in order`() throws {
    let folder = Self.root.appending(path: "Sources/Storage/Migrations")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".sql") }.sorted()
    let table = try String(contentsOf: folder.appending(path: "migrations.c"), encoding: .utf8)
    var last = table.startIndex
    for file in files {
      let place = try #require(table.range(of: "{\"\(file.dropLast(4))\"", range: last..<table.endIndex), "\(file) is not embedded in its place")
      last = place.upperBound
    }
  }
}
