package import FoundationEssentials

/// The activation of an account by its holder (C-17, C-18, C-55).
package struct Activation: Sendable, Hashable {
  /// C-56: the gestionnaire this one replaces, inactivated in the same transaction.
  package let inactiverId: UUID?
  package var etat: EtatCompte { .actif }

  /// What the activation must agree with.
  package struct Faits: Sendable, Hashable {
    package var etat: EtatCompte
    package var identifiant: String
    /// The accesses of the account, one by caisse, that day.
    package var acces: [ConstatAcces]
    /// The account to inactivate at the same time (C-56).
    package var remplaceId: UUID?

    package init(etat: EtatCompte, identifiant: String, acces: [ConstatAcces], remplaceId: UUID? = nil) {
      self.etat = etat
      self.identifiant = identifiant
      self.acces = acces
      self.remplaceId = remplaceId
    }
  }

  /// Decides the activation; `lien` is nil when the token is unknown or replaced by a later one.
  ///
  /// Order: link (404, 409), state of the account, opening of its unit and convention (409), password (422).
  package static func activer(
    _ lien: LienActivation?, motDePasse: String, faits: Faits, courants: Set<String>, a maintenant: Instant
  ) throws(RefusCompte) -> Activation {
    guard let lien else { throw .lienInconnu }
    try lien.verifier(a: maintenant)
    guard faits.etat == .enAttenteActivation else {
      throw faits.etat == .actif ? .compteDejaActif : .compteNonActivable(faits.etat)
    }
    try verifierAcces(faits.acces)
    do throws(FauteMotDePasse) {
      try MotDePasse.verifier(motDePasse, identifiant: faits.identifiant, courants: courants)
    } catch {
      throw RefusCompte(error, sur: "/mot_de_passe")
    }
    return Activation(inactiverId: faits.remplaceId)
  }

  /// Decides a new link, which kills the former one.
  ///
  /// Order: right (403), state (409).
  package static func renvoyer(_ compte: FaitsCompte, par acteur: Acteur) throws(RefusCompte) {
    try acteur.verifierGere(compte, regle: compte.profil == .gestionnaire ? "C-02" : "C-15")
    switch compte.etat {
    case .enAttenteActivation: return
    case .actif: throw .compteDejaActif
    default: throw .compteNonActivable(compte.etat)
    }
  }

  /// One access that is open, or only suspended (C-25), is enough. Otherwise the unit not yet open is told first (C-55).
  private static func verifierAcces(_ acces: [ConstatAcces]) throws(RefusCompte) {
    guard acces.allSatisfy({ $0.etat == .ferme }) else { return }
    if let constat = acces.first(where: { $0.motif == .uniteNonOuverte }) { throw .uniteNonOuverte(ouvreLe: constat.ouvreLe) }
    throw .conventionNonEnVigueur(acces.lazy.compactMap(\.motif).first ?? .conventionAbsente)
  }
}
