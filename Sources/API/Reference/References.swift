import Bytes
import Catalogue
import Domain
import JSON

/// Reference data that never changes while the process runs: parsed once, rendered once.
struct References: Sendable {
  /// Rules (A- to X-) then decisions (Q-), in the contract's shape.
  let regles: [Regle]
  /// `/openapi.json`, ready to send.
  let openAPI: [UInt8]
  let motsDePasseCourants: MotsDePasseCourants
  /// Words that ask for a confirmation in a free text (D-13).
  let lexique: LexiqueSante

  struct Regle: Sendable {
    let id: String
    let domaine: String
    let natures: [String]
    /// The words of its id, titre and texte, folded, each after a space.
    let recherche: String
    let rendue: JSONValue
  }

  init(document: JSONValue, regles: JSONValue, decisions: JSONValue) {
    var out = Bytes(capacity: 1 << 19)
    out.value(document)
    openAPI = out.array
    self.regles = (regles.array ?? []).compactMap(Self.regle) + (decisions.array ?? []).compactMap(Self.decision)
    motsDePasseCourants = MotsDePasseCourants(Self.lines(.motsDePasseCourants))
    lexique = LexiqueSante(termes: Self.lines(.lexiqueSante))
  }

  subscript(regle id: String) -> JSONValue? { regles.first { $0.id == id }?.rendue }

  private static func regle(_ value: JSONValue) -> Regle? {
    guard let id = value["id"]?.string, let domaine = value["domaine"]?.string, let titre = value["titre"]?.string,
      let texte = value["texte"]?.string
    else { return nil }
    let natures = (value["natures"]?.array ?? []).compactMap { $0.string?.uppercased() }
    let sources = ProblemCatalogue.split(value["sources"]?.string ?? "")
    return Regle(
      id: id, domaine: domaine, natures: natures, recherche: Self.mots("\(id) \(titre) \(texte)"),
      rendue: .object([
        "id": .string(id), "domaine": .string(domaine), "titre": .string(titre), "texte": .string(texte),
        "acteur": value["acteur"] ?? .null, "sources": .array(sources.map(JSONValue.string)),
        "natures": .array(natures.map(JSONValue.string)), "variantes": value["variantes"] ?? .null,
        "logiciel": value["logiciel"] ?? .null, "pourquoi": .null,
      ]))
  }

  private static func decision(_ value: JSONValue) -> Regle? {
    guard let id = value["id"]?.string, let question = value["question"]?.string, let decision = value["decision"]?.string else { return nil }
    return Regle(
      id: id, domaine: "Q", natures: [], recherche: Self.mots("\(id) \(question) \(decision)"),
      rendue: .object([
        "id": .string(id), "domaine": "Q", "titre": .string(question), "texte": .string(decision), "acteur": .null,
        "sources": .array([]), "natures": .array([]), "variantes": .null, "logiciel": .null, "pourquoi": value["pourquoi"] ?? .null,
      ]))
  }

  private static func mots(_ texte: String) -> String { texte.motsReplies.map { " " + $0 }.joined() }

  /// The lines of an embedded text, comments and blank lines left out.
  private static func lines(_ nom: Catalogue.NomDonnees) -> [String] {
    String(decoding: Catalogue.donnees(nom), as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
  }
}
