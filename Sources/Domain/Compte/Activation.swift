package import FoundationEssentials

/// The activation of an account by its holder (C-17, C-18, C-55).
package struct Activation: Sendable, Hashable {
  /// C-56: the end of the gestionnaire this one replaces, to record in the same transaction; nil when it replaces nobody.
  package let bascule: Bascule?
  package var etat: EtatCompte { .actif }

  /// What the activation must agree with.
  package struct Faits: Sendable, Hashable {
    package var etat: EtatCompte
    package var identifiant: String
    /// The accesses of the account, one by caisse, that day; empty for the people of a caisse.
    package var acces: [ConstatAcces]
    /// The account it replaces (C-56), while that one is still active.
    package var remplace: FaitsBascule?

    package init(etat: EtatCompte, identifiant: String, acces: [ConstatAcces], remplace: FaitsBascule? = nil) {
      self.etat = etat
      self.identifiant = identifiant
      self.acces = acces
      self.remplace = remplace
    }
  }

  /// What is known of the replaced account.
  package struct FaitsBascule: Sendable, Hashable {
    package var compteId: UUID
    /// The replacement was admitted beyond the quota: only one of the two may live.
    package var horsQuota: Bool
    /// The day before which its own inactivation does not take effect (`Inactivation.Effet.aLActivation`).
    package var auPlusTot: Jour?

    package init(compteId: UUID, horsQuota: Bool, auPlusTot: Jour? = nil) {
      self.compteId = compteId
      self.horsQuota = horsQuota
      self.auPlusTot = auPlusTot
    }
  }

  /// The end of the replaced account.
  package struct Bascule: Sendable, Hashable {
    package let compteId: UUID
    /// `immediat` or `le`.
    package let effet: Inactivation.Effet
  }

  /// Decides the activation; `lien` is nil when the token is unknown or replaced by a later one, `aujourdHui` is the civil day
  /// of the caisse.
  ///
  /// Order: link (404, 409), state of the account, opening of its unit and convention (409), password (422).
  package static func activer(
    _ lien: LienActivation?, motDePasse: String, faits: Faits, courants: Set<String>, a maintenant: Instant, le aujourdHui: Jour
  ) throws(RefusCompte) -> Activation {
    guard let lien else { throw .lienInconnu }
    try lien.verifier(a: maintenant)
    // A link outlived by the state of its account tells no more than its own end.
    guard faits.etat == .enAttenteActivation else { throw faits.etat == .actif ? .lienUtilise : .lienExpire }
    try verifierAcces(faits.acces)
    do throws(FauteMotDePasse) {
      try MotDePasse.verifier(motDePasse, identifiant: faits.identifiant, courants: courants)
    } catch {
      throw RefusCompte(error, sur: "/mot_de_passe")
    }
    return Activation(bascule: faits.remplace.map { bascule($0, le: aujourdHui) })
  }

  /// C-56: both at once beyond the quota; otherwise the wished date of the leaving one still counts.
  private static func bascule(_ remplace: FaitsBascule, le aujourdHui: Jour) -> Bascule {
    guard !remplace.horsQuota, let auPlusTot = remplace.auPlusTot, auPlusTot > aujourdHui else {
      return Bascule(compteId: remplace.compteId, effet: .immediat)
    }
    return Bascule(compteId: remplace.compteId, effet: .le(auPlusTot))
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
    guard !acces.isEmpty, acces.allSatisfy({ $0.etat == .ferme }) else { return }
    if let constat = acces.first(where: { $0.motif == .uniteNonOuverte }) { throw .uniteNonOuverte(ouvreLe: constat.ouvreLe) }
    throw .conventionNonEnVigueur(acces.lazy.compactMap(\.motif).first ?? .conventionAbsente)
  }
}
