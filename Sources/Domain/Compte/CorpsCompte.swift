package import FoundationEssentials

/// The body of an account to create, as received (C-05, C-21, C-22).
package struct CorpsCompte: Sendable, Hashable {
  package var civilite: String?
  package var nom: String?
  package var prenom: String?
  package var fonction: String?
  package var telephone: String?
  package var email: String?
  package var uniteId: UUID?
  package var statutPersonne: String?
  package var equipementAntivirus: Bool?
  package var engagementConfidentialiteLe: String?
  package var formationLe: String?
  /// C-56: the gestionnaire this one will replace.
  package var remplaceId: UUID?
  /// C-18: whether the body holds a password, which nobody may choose for another.
  package var motDePasseFourni: Bool = false

  package init() {}

  /// The address as it will be compared, to load the accounts of the same person; nil while it cannot be read.
  package var adresse: AdresseCourriel? {
    email.flatMap { try? AdresseCourriel($0) }
  }
}

/// The longest texts of an account, in characters.
enum LongueurCompte {
  static let nomMax = 100
  static let prenomMax = 100
  static let fonctionMax = 200
  static let referenceMax = 100
}
