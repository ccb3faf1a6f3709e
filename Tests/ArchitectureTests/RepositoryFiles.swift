import Foundation

/// The repository that these tests were compiled from.
enum RepositoryFiles {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  struct File: CustomStringConvertible {
    /// From the root: `Sources/Domain/Commun/Jour.swift`.
    let path: String
    let text: String
    var description: String { path }
    /// The second component of `Sources/<target>/…`.
    var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
    var lines: Int { text.split(separator: "\n", omittingEmptySubsequences: false).count - (text.hasSuffix("\n") ? 1 : 0) }
  }

  /// Every file under that folder with one of those extensions, in order of path.
  static func files(_ folder: String, _ extensions: Set<String>) throws -> [File] {
    let names = FileManager.default.enumerator(atPath: root.appending(path: folder).path)?.compactMap { $0 as? String } ?? []
    return try names.filter { name in extensions.contains(URL(filePath: name).pathExtension) }.sorted().map { name in
      let path = "\(folder)/\(name)"
      return File(path: path, text: try text(path))
    }
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// Every Swift file of the product, with its code alone.
  static let swift = Result {
    try (files("Sources", ["swift"]) + files("openapi", ["swift"])).map { file in (file: file, code: SwiftCode(file.text).text) }
  }
}
