/// The body of a partner to create, as received.
package struct CorpsPartenaire: Sendable, Hashable {
  package var denomination: String?
  package var type: String?
  package var adresse: String?
  package var codePostal: String?
  package var commune: String?
  package var siret: String?
  package var siren: String?
  package var effectif: Int?
  package var effectifDeclareLe: String?
  package var domainesEmail: [String] = []
  package var servicePorteur: String?
  package var signataireQualite: String?
  package var habiliteDocumentsSortants: Bool?
  package var attestationEuropeLe: String?
  package var unites: [CorpsUnite] = []

  package init() {}
}

/// The body of a partial update, as received; null erases what may be erased. The type never changes.
package struct CorpsModificationPartenaire: Sendable, Hashable {
  package var denomination: Changement<String> = .aucun
  package var adresse: Changement<String> = .aucun
  package var codePostal: Changement<String> = .aucun
  package var commune: Changement<String> = .aucun
  package var siret: Changement<String> = .aucun
  package var siren: Changement<String> = .aucun
  package var effectif: Changement<Int> = .aucun
  package var effectifDeclareLe: Changement<String> = .aucun
  package var domainesEmail: Changement<[String]> = .aucun
  package var servicePorteur: Changement<String> = .aucun
  package var signataireQualite: Changement<String> = .aucun
  package var habiliteDocumentsSortants: Changement<Bool> = .aucun
  package var attestationEuropeLe: Changement<String> = .aucun

  package init() {}
}

/// The longest texts of a partner, in characters.
enum LongueurPartenaire {
  static let denominationMax = 200
  static let adresseMax = 300
  static let communeMax = 100
  static let serviceMax = 200
  static let qualiteMax = 200
}
