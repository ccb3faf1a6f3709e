package import Domain
package import FoundationEssentials

/// One account as stored, with its accesses; `etat` is right at the instant it was read for, whatever has been recorded (C-30, C-35, C-40).
package struct CompteLu: Sendable {
  package let id: UUID
  package let version: Int
  package let role: Role
  package let identifiant: String
  package let etat: EtatCompte
  /// The people of a caisse; nil for those of a partner.
  package let caisseId: UUID?
  package let partenaireId: UUID?
  package let uniteId: UUID?
  package let civilite: String
  package let nom: String
  package let prenom: String
  package let fonction: String?
  package let telephone: String?
  package let email: String
  package let statutPersonne: String?
  package let equipementAntivirus: Bool?
  package let engagementConfidentialiteLe: Jour?
  package let formationLe: Jour?
  package let gestionnaireId: UUID?
  package let remplaceId: UUID?
  package let inactivation: InactivationLue?
  /// The day that dates alone closed it, once recorded (C-30, C-39).
  package let fermeLe: Jour?
  /// Role of who closed the account, `AUTOMATIQUE` after the end of its conventions; nil while nobody has.
  package let inactivePar: String?
  /// the caisse that decided it.
  package let inactiveParCaisse: UUID?
  /// The day it disappears, when that is known already (C-40).
  package let suppressionLe: Jour?
  package let cguVersion: String?
  package let cguAccepteesLe: Instant?
  package let activeLe: Instant?
  package let derniereConnexionLe: Instant?
  package let creeLe: Instant
  package let modifieLe: Instant
  /// The civil time of its first caisse.
  package let fuseau: FuseauHoraire
  /// One per caisse, in the order of their ids; empty for the people of a caisse.
  package internal(set) var acces: [AccesDuCompte]

  /// Name to show beside what the person does.
  package var libelle: String { "\(prenom) \(nom)" }
}

/// The account's title to one caisse.
package struct AccesDuCompte: Sendable {
  package let caisseId: UUID
  package let acces: AccesLu
}

/// The inactivation asked for, planned or done (C-33 to C-35, C-57).
package struct InactivationLue: Sendable {
  package let motif: String
  package let demandeeLe: Instant
  package let dateSouhaitee: Jour?
  package let effetLe: Jour
  package let horsPreavis: Bool
  package let remplacantId: UUID?
  package let suppressionLe: Jour?
}
