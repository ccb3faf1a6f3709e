package import FoundationEssentials

/// The exclusion of a person by a caisse (A-09, C-47, Q-40): at once, without formality, for that caisse.
package struct Exclusion: Sendable, Hashable {
  /// Every account of the person at the partner; each loses the access to the caisse.
  package let comptes: [CompteVise]
  /// The other caisses of the partner, which decide for themselves.
  package let caissesAAvertir: [UUID]
  /// C-36: to whom the techniciens go when the gestionnaire account is closed.
  package let rattachementId: UUID?
  /// The scope has lost its last gestionnaire.
  package let alerteSansGestionnaire: Bool
  package let motif: TexteLibre

  package struct CompteVise: Sendable, Hashable {
    package let id: UUID
    /// EXCLU when no other caisse is left to it; the state before otherwise.
    package let etat: EtatCompte
  }

  /// One account of the person at the partner, suppressed ones left out.
  package struct FaitsDuCompte: Sendable, Hashable {
    package var compte: FaitsCompte
    /// The other caisses to which that account still has an access (open or suspended).
    package var autresCaisses: [UUID]

    package init(compte: FaitsCompte, autresCaisses: [UUID] = []) {
      self.compte = compte
      self.autresCaisses = autresCaisses
    }
  }

  package struct Faits: Sendable, Hashable {
    package var comptes: [FaitsDuCompte]
    /// The caisse of the actor has excluded every one of them already.
    package var dejaExclue: Bool
    /// the act names the caisse and not its director (002), so an agent may decide too.
    package var agentAdmis: Bool
    /// As in `FaitsInactivation`, for the gestionnaire account of the person.
    package var autresGestionnaires: [GestionnaireActif]

    package init(
      comptes: [FaitsDuCompte], dejaExclue: Bool = false, agentAdmis: Bool = false, autresGestionnaires: [GestionnaireActif] = []
    ) {
      self.comptes = comptes
      self.dejaExclue = dejaExclue
      self.agentAdmis = agentAdmis
      self.autresGestionnaires = autresGestionnaires
    }
  }

  /// Order: right (403), visible (404), state (409), motive (422).
  package static func prononcer(motif: String?, par acteur: Acteur, faits: Faits) throws(RefusCompte) -> Exclusion {
    try verifierDroit(acteur, agentAdmis: faits.agentAdmis)
    guard !faits.comptes.isEmpty else { throw .introuvable }
    guard !faits.dejaExclue else { throw .dejaExclu }
    let motif = try MotifDecision.lire(motif, regle: "A-09")
    let fermes = faits.comptes.filter(\.autresCaisses.isEmpty)
    let gestionnaireFerme = fermes.contains { $0.compte.profil == .gestionnaire && $0.compte.etat == .actif }
    return Exclusion(
      comptes: faits.comptes.map { CompteVise(id: $0.compte.id, etat: $0.autresCaisses.isEmpty ? .exclu : $0.compte.etat) },
      caissesAAvertir: Array(Set(faits.comptes.flatMap(\.autresCaisses))).sorted { $0.uuidString < $1.uuidString },
      rattachementId: gestionnaireFerme ? Rattachement.successeur(designe: nil, autres: faits.autresGestionnaires) : nil,
      alerteSansGestionnaire: gestionnaireFerme && faits.autresGestionnaires.isEmpty, motif: motif)
  }

  /// The end of an exclusion, by the caisse that decided it: the accounts left without another caisse come back INACTIF, to
  /// be opened again under their quota.
  package static func lever(par acteur: Acteur, faits: Faits) throws(RefusCompte) -> [CompteVise] {
    try verifierDroit(acteur, agentAdmis: faits.agentAdmis)
    guard faits.dejaExclue else { throw .nonExclu }
    return faits.comptes.map { CompteVise(id: $0.compte.id, etat: $0.compte.etat == .exclu ? .inactif : $0.compte.etat) }
  }

  /// the direction of the caisse; its agents where the act does not reserve it.
  private static func verifierDroit(_ acteur: Acteur, agentAdmis: Bool) throws(RefusCompte) {
    let admis = acteur.role == .directionCaisse || (agentAdmis && acteur.role == .agentCaisse)
    guard admis, acteur.caisseId != nil else { throw .profilNonHabilitant(.directionSeule(regle: "A-09")) }
  }
}

/// The reason of a grave decision: required, kept, without NIR.
enum MotifDecision {
  static let caracteresMax = 1000

  static func lire(_ brut: String?, regle: String) throws(RefusCompte) -> TexteLibre {
    var collecte = CollecteErreurs()
    let motif = collecte.exiger(brut, "/motif", regle: regle) { (brut) throws(TexteInvalide) in
      try TexteLibre(brut, caracteresMax: caracteresMax, lexique: LexiqueSante(termes: []))
    }
    guard let motif else { throw RefusCompte(collecte) }
    return motif
  }
}
