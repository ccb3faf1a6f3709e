package import FoundationEssentials

/// The activation of an account by its holder (C-17, C-18, C-55).
package struct Activation: Sendable, Hashable {
  /// C-56: the ends of the gestionnaires that this one replaces, to record in the same transaction, in the order of `Faits.remplaces`.
  package let bascules: [Bascule]
  package var etat: EtatCompte { .actif }

  /// What the activation must agree with.
  package struct Faits: Sendable, Hashable {
    package var etat: EtatCompte
    package var titulaire: MotDePasse.Titulaire
    /// The accesses of the account, one by caisse, that day; empty for the people of a caisse.
    package var acces: [ConstatAcces]
    /// The accounts it replaces (C-34, C-56), while they are still active.
    package var remplaces: [FaitsBascule]
    /// What the others hold, one by caisse; empty for the people of a caisse.
    package var places: [PlacesTenues]

    package init(
      etat: EtatCompte, titulaire: MotDePasse.Titulaire, acces: [ConstatAcces], remplaces: [FaitsBascule] = [], places: [PlacesTenues] = []
    ) {
      self.etat = etat
      self.titulaire = titulaire
      self.acces = acces
      self.remplaces = remplaces
      self.places = places
    }
  }

  /// The accounts that are active already where one caisse counts them (C-25, Q-43), the one being activated left out.
  package struct PlacesTenues: Sendable, Hashable {
    package var quota: Quota
    /// Those of them that the account replaces.
    package var remplaces: Set<UUID>

    package init(quota: Quota, remplaces: Set<UUID> = []) {
      self.quota = quota
      self.remplaces = remplaces
    }
  }

  /// What is known of the replaced account.
  package struct FaitsBascule: Sendable, Hashable {
    package var compteId: UUID
    /// The replacement was admitted beyond the quota: only one of the two may live.
    package var horsQuota: Bool
    /// The day before which its own inactivation does not take effect (`Inactivation.Effet.aLActivation`).
    package var auPlusTot: Jour?
    /// It has an access to a caisse where the account being activated has none (C-32, Q-59).
    package var autresAcces: Bool

    package init(compteId: UUID, horsQuota: Bool, auPlusTot: Jour? = nil, autresAcces: Bool = false) {
      self.compteId = compteId
      self.horsQuota = horsQuota
      self.auPlusTot = auPlusTot
      self.autresAcces = autresAcces
    }
  }

  /// The end of the replaced account.
  package struct Bascule: Sendable, Hashable {
    package let compteId: UUID
    /// `immediat`, `le`, or `accesSeul`: at the caisses where the other one takes over, and nowhere else.
    package let effet: Inactivation.Effet
  }

  /// Decides the activation; `lien` is nil when the token is unknown or replaced by a later one, `aujourdHui` is the civil day
  /// of the caisse.
  ///
  /// Order: link (404, 409), state of the account, opening of its unit and convention, places (409), password (422).
  package static func activer(
    _ lien: LienActivation?, motDePasse: String, faits: Faits, courants: MotsDePasseCourants, a maintenant: Instant, le aujourdHui: Jour
  ) throws(RefusCompte) -> Activation {
    guard let lien else { throw .lienInconnu }
    try lien.verifier(a: maintenant)
    // A link outlived by the state of its account tells no more than its own end.
    guard faits.etat == .enAttenteActivation else { throw faits.etat == .actif ? .lienUtilise : .lienExpire }
    try verifierAcces(faits.acces)
    let bascules = faits.remplaces.map { bascule($0, le: aujourdHui) }
    try verifierPlaces(faits.places, bascules)
    do throws(FauteMotDePasse) {
      try MotDePasse.verifier(motDePasse, faits.titulaire, courants: courants)
    } catch {
      throw RefusCompte(error, sur: "/mot_de_passe")
    }
    return Activation(bascules: bascules)
  }

  /// C-10, C-14: decided again on those who are really active, because much may have happened since the creation. Who comes as another
  /// leaves adds nobody (C-54, C-56).
  private static func verifierPlaces(_ places: [PlacesTenues], _ bascules: [Bascule]) throws(RefusCompte) {
    let partis = Set(bascules.lazy.filter { $0.effet == .immediat || $0.effet == .accesSeul }.map(\.compteId))
    for place in places where place.remplaces.isDisjoint(with: partis) {
      do throws(RefusCompte) { try place.quota.admettreUnDePlus() } catch {
        guard case .quota(let quota) = error else { throw error }
        throw .quotaALActivation(quota)
      }
    }
  }

  /// C-56: both at once beyond the quota; otherwise the wished date of the leaving one still counts. A caisse that has decided nothing keeps
  /// its gestionnaire: an access has no planned end, so that one ends with the arrival.
  private static func bascule(_ remplace: FaitsBascule, le aujourdHui: Jour) -> Bascule {
    if remplace.autresAcces { return Bascule(compteId: remplace.compteId, effet: .accesSeul) }
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
