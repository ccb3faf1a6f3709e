import Domain
import JSON

/// Reads the flat map of a model, `metier.duree_mois` to `{"valeur": …}`; null is « not written in the act », and so is a parameter that the
/// map lacks: a model published before the parameter existed says nothing of it.
struct ParametresReader {
  private let valeurs: [String: JSONValue]

  init(_ json: JSONValue) throws(ParametreIllisible) {
    guard let object = json.object else { throw ParametreIllisible(cle: "", attendu: "un objet") }
    valeurs = Dictionary(object.members.map { ($0.name, $0.value) }) { first, _ in first }
  }

  func entier(_ cle: String) throws(ParametreIllisible) -> Int? { try lire(cle, "un entier") { $0.int } }
  func booleen(_ cle: String) throws(ParametreIllisible) -> Bool? { try lire(cle, "un booléen") { $0.bool } }
  func texte(_ cle: String) throws(ParametreIllisible) -> String? { try lire(cle, "un texte") { $0.string } }
  func jour(_ cle: String) throws(ParametreIllisible) -> Jour? {
    try lire(cle, "un jour AAAA-MM-JJ") { $0.string.flatMap { Jour(texte: $0) } }
  }

  /// A value of a closed list, by its text.
  func choix<Valeur: RawRepresentable & CaseIterable>(_ cle: String) throws(ParametreIllisible) -> Valeur? where Valeur.RawValue == String {
    try lire(cle, Self.uneDe(Valeur.self)) { $0.string.flatMap(Valeur.init(rawValue:)) }
  }

  func liste<Valeur: RawRepresentable & CaseIterable>(
    _ cle: String
  ) throws(ParametreIllisible) -> [Valeur]? where Valeur.RawValue == String {
    try lire(cle, "une liste dont chaque élément est \(Self.uneDe(Valeur.self))") { value in
      guard let elements = value.array else { return nil }
      let lus = elements.compactMap { $0.string.flatMap(Valeur.init(rawValue:)) }
      return lus.count == elements.count ? lus : nil
    }
  }

  private static func uneDe<Valeur: RawRepresentable & CaseIterable>(_: Valeur.Type) -> String where Valeur.RawValue == String {
    "une valeur parmi \(Valeur.allCases.map(\.rawValue).joined(separator: ", "))"
  }

  func tranches(_ cle: String) throws(ParametreIllisible) -> [ParametresConvention.TrancheQuota]? {
    try lire(cle, "une liste de tranches {min, max, quota}", Self.tranches)
  }

  /// Nil when one of them is of another shape.
  static func tranches(_ value: JSONValue) -> [ParametresConvention.TrancheQuota]? {
    guard let elements = value.array else { return nil }
    let lues = elements.compactMap(tranche)
    return lues.count == elements.count ? lues : nil
  }

  private static func tranche(_ value: JSONValue) -> ParametresConvention.TrancheQuota? {
    guard let min = value["min"]?.int, let quota = value["quota"]?.int, let borne = value["max"] else { return nil }
    if borne.isNull { return .init(min: min, max: nil, quota: quota) }
    return borne.int.map { .init(min: min, max: $0, quota: quota) }
  }

  private func lire<Valeur>(
    _ cle: String, _ attendu: String, _ convertir: (JSONValue) -> Valeur?
  ) throws(ParametreIllisible) -> Valeur? {
    guard let entree = valeurs[cle] else { return nil }
    guard let valeur = entree["valeur"] else { throw ParametreIllisible(cle: cle, attendu: "un membre « valeur »") }
    if valeur.isNull { return nil }
    guard let lue = convertir(valeur) else { throw ParametreIllisible(cle: cle, attendu: attendu) }
    return lue
  }
}
