package import Domain
import JSON
import Postgres

/// An amendment that all parties have signed: from when, and the value that it gives each field (V-14).
package struct AvenantSigne: Sendable {
  let effet: Jour
  let numero: Int
  let changements: [(champ: String, apres: JSONValue)]

  init(effet: Jour, numero: Int, changements: [(champ: String, apres: JSONValue)]) {
    self.effet = effet
    self.numero = numero
    self.changements = changements
  }

  /// From an element of `partenaire_caisse.avenants`.
  init?(_ value: JSONValue) {
    guard let effet = value.jour("effet_le"), let numero = value["numero"]?.int, let lines = value["modifications"]?.array else { return nil }
    self.effet = effet
    self.numero = numero
    changements = lines.compactMap { line in line["champ"]?.string.map { (champ: $0, apres: line["apres"] ?? .null) } }
  }
}

extension [AvenantSigne] {
  /// The map of a model as the amendments leave it, one after the other: in order of effect then of number, whatever the order in
  /// which they were signed. One that touches no parameter is left out. The only place where amendments meet a model.
  func cartes(sur modele: JSONValue) -> [(avenant: AvenantSigne, parametres: JSONValue)] {
    var carte = modele.object ?? [:]
    return sorted { ($0.effet, $0.numero) < ($1.effet, $1.numero) }.compactMap { avenant in
      let changements = avenant.changements.filter { ParametresConvention.cles.contains($0.champ) }
      if changements.isEmpty { return nil }
      for changement in changements { carte[changement.champ] = ["valeur": changement.apres, "origine": "AVENANT"] }
      return (avenant, .object(carte))
    }
  }

  /// The map in effect on that day.
  func carte(sur modele: JSONValue, le jour: Jour) -> JSONValue {
    cartes(sur: modele).last { $0.avenant.effet <= jour }?.parametres ?? modele
  }
}

/// The model that an act holds to, and its amendments: what an access is read in on any day.
package struct ModeleAmende: Sendable {
  package let reference: ModeleReference
  package let avenants: [AvenantSigne]

  /// Three columns of the relation `r`, which repeat its title's and are null without one.
  static let columns = "r.modele_code, r.modele_version, r.avenants"

  static func read(_ row: inout RowReader) throws(DecodingFailure) -> ModeleAmende? {
    let (code, version) = (try row.textOrNull(), try row.intOrNull())
    let column = row.column
    let elements = try row.jsonOrNull()?.array ?? []
    let avenants = elements.compactMap(AvenantSigne.init)
    guard avenants.count == elements.count else { throw DecodingFailure(column: column, expected: "avenants") }
    guard let code, let version else { return nil }
    return ModeleAmende(reference: ModeleReference(code: code, version: version), avenants: avenants)
  }
}

extension ParametresCache {
  /// The parameters of that model on that day, amended or not (V-14).
  package func parametres(_ modele: ModeleFige, _ avenants: [AvenantSigne], le jour: Jour) throws(ParametreIllisible) -> ParametresConvention {
    guard avenants.contains(where: { $0.effet <= jour }) else { return try parametres(modele) }
    return try ParametresConvention(avenants.carte(sur: try json(modele), le: jour))
  }
}
