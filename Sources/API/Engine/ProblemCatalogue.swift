import JSON

/// The problems the service can answer and the rules they cite, read once: the problems from the contract (`components.x-problemes`), the rules from the
/// embedded catalogue.
struct ProblemCatalogue: Sendable {
  struct Entry: Sendable {
    let code: String
    let statut: Int
    let titre: String
    let detail: String
    let regles: [String]
  }

  /// In the order of the contract.
  let entries: [Entry]
  private let byCode: [String: Entry]
  private let sourcesByRule: [String: [String]]

  init(document: JSONValue, regles: JSONValue) {
    entries = (document["components"]?["x-problemes"]?.object?.members ?? []).compactMap { code, entry in
      guard let statut = entry["statut"]?.int, let titre = entry["titre"]?.string else { return nil }
      return Entry(
        code: code, statut: statut, titre: titre, detail: entry["description"]?.string ?? "",
        regles: entry["regles"]?.array?.compactMap(\.string) ?? [])
    }
    byCode = Dictionary(entries.map { ($0.code, $0) }) { first, _ in first }
    var sources: [String: [String]] = [:]
    for regle in regles.array ?? [] {
      guard let id = regle["id"]?.string else { continue }
      sources[id] = Self.split(regle["sources"]?.string ?? "")
    }
    sourcesByRule = sources
  }

  subscript(code: String) -> Entry? { byCode[code] }

  /// The articles behind a rule; a decision (`Q-06`) or an unknown id has none.
  func sources(ofRule id: String) -> [String] { sourcesByRule[id] ?? [] }

  /// `000/001U art. 2.2 ; 002-A2 §2.2` names two sources.
  static func split(_ sources: String) -> [String] {
    sources.split(separator: ";").map { part in
      let trimmed = part.drop { $0 == " " }
      return String(trimmed.reversed().drop { $0 == " " }.reversed())
    }
  }
}
