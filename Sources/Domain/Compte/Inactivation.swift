package import FoundationEssentials

/// An inactivation decided (C-33 to C-37, C-45, C-53, C-56, C-57, Q-05, Q-50).
package struct Inactivation: Sendable, Hashable {
  package let motif: MotifInactivation
  package let effet: Effet
  /// The rule that gives the effect, for the journal.
  package let regle: String
  /// recorded as outside the notice.
  package let horsPreavis: Bool
  /// As the partner wished it, for the record; nil when it wished none.
  package let dateSouhaitee: Jour?
  package let remplacantId: UUID?
  /// C-36, C-53: the gestionnaire to whom the techniciens go when it takes effect; nil when nobody is left, and for a
  /// technicien.
  package let rattachementId: UUID?
  /// C-45, Q-50: nobody is left, tell the partner to name a gestionnaire.
  package let alerteSansGestionnaire: Bool
  package let commentaire: TexteLibre?

  package enum Effet: Sendable, Hashable {
    /// In this transaction, sessions revoked.
    case immediat
    /// the access to the caisse that decides is closed, the account lives on for the others.
    case accesSeul
    /// C-43, C-45: the account is closed already; this closing stands beside the others, until its author lifts it.
    case enPlus
    /// At the start of that day; the account lives on until then (C-35).
    case le(Jour)
    /// C-34, C-56: when the replacement is activated, not before that day.
    case aLActivation(de: UUID, auPlusTot: Jour)
  }

  /// for every caisse, and not the one that decides only.
  package var fermeLeCompte: Bool { effet != .accesSeul && (effet != .enPlus || motif.tueLeSecret) }

  /// Decides the inactivation of an account; `recueLe` is today in the civil time of the caisse.
  ///
  /// Order: right (403), state (409: nothing to inactivate, last gestionnaire), fields and notice (422).
  package static func decider(
    _ corps: CorpsInactivation, par acteur: Acteur, faits: FaitsInactivation, recueLe: Jour
  ) throws(RefusCompte) -> Inactivation {
    var collecte = CollecteErreurs()
    let motif = corps.lireMotif(dans: &collecte)
    try verifierDroit(acteur, faits.compte, motif: motif)
    try verifierEtat(faits, motif)
    let commentaire = corps.lireCommentaire(dans: &collecte)
    let decidee =
      switch faits.compte.profil {
      case .technicien: try technicien(corps, motif, commentaire, collecte)
      case .gestionnaire: try gestionnaire(corps, motif, commentaire, collecte, faits, recueLe: recueLe)
      }
    if faits.compte.etat == .inactif { return decidee.restreinte(.enPlus, regle: "C-45") }
    // an improper use closes the access to the caisse that has seen it; the others decide for themselves.
    guard acteur.role == .agentCaisse else { return decidee }
    if motif == .usageNonConforme, faits.autresAcces { return decidee.restreinte(.accesSeul, regle: "Q-59") }
    return faits.dernierAilleurs && !decidee.motif.estDeSecurite ? try decidee.sansDepeuplerUneAutreCaisse() : decidee
  }

  /// Of the account itself nothing changes.
  private func restreinte(_ effet: Effet, regle: String, rattachementId: UUID? = nil) -> Inactivation {
    Inactivation(
      motif: motif, effet: effet, regle: regle, horsPreavis: horsPreavis, dateSouhaitee: dateSouhaitee, remplacantId: nil,
      rattachementId: rattachementId, alerteSansGestionnaire: alerteSansGestionnaire, commentaire: commentaire)
  }

  /// C-34, at each caisse that would lose him: where he is another one's last, the caisse that decides closes what is its own, and leaves him
  /// to the other. An access has no planned end: on a later day, the other one finds somebody first.
  private func sansDepeuplerUneAutreCaisse() throws(RefusCompte) -> Inactivation {
    switch effet {
    case .immediat: restreinte(.accesSeul, regle: "C-34", rattachementId: rattachementId)
    case .le: throw .dernierGestionnaireAilleurs
    case .accesSeul, .enPlus, .aLActivation: self
    }
  }

  /// C-37: a technicien by any gestionnaire of its partner; by the caisse for a matter of security only (C-44, C-45).
  private static func verifierDroit(_ acteur: Acteur, _ compte: FaitsCompte, motif: MotifInactivation?) throws(RefusCompte) {
    let detection = acteur.role == .agentCaisse && compte.profil == .technicien && motif?.estDeSecurite ?? false
    if detection, compte.etat != .supprime { return }
    try acteur.verifierGere(compte, regle: compte.profil == .technicien ? "C-37" : "A-02")
  }

  /// An account not yet activated may be withdrawn (choix projet): it gives its place back. A closed one is closed once more for a matter of
  /// security only, graver than what the same author has recorded of it.
  private static func verifierEtat(_ faits: FaitsInactivation, _ motif: MotifInactivation?) throws(RefusCompte) {
    let etat = faits.compte.etat
    guard let motif, motif.estDeSecurite else {
      guard etat.estDecompte else { throw .compteNonActif(etat) }
      // What other caisses alone keep open is theirs to close (C-32).
      if faits.dejaFermePour != nil { throw .accesDejaFerme }
      return
    }
    guard etat.estDecompte || etat == .inactif else { throw .compteNonActif(etat) }
    if let deja = faits.dejaFermePour, motif.gravite <= deja.gravite { throw .accesDejaFerme }
  }

  /// C-37: at once, without notice.
  private static func technicien(
    _ corps: CorpsInactivation, _ motif: MotifInactivation?, _ commentaire: TexteLibre?, _ collecte: CollecteErreurs
  ) throws(RefusCompte) -> Inactivation {
    var collecte = collecte
    let sansObjet = FauteCommune.nonAdmis(
      raison: "L'inactivation d'un technicien est immédiate et sans remplaçant : retirez ce champ.", regle: "C-37")
    if corps.dateSouhaitee != nil { collecte.ajouter(sansObjet, sur: "/date_souhaitee") }
    if corps.remplacantId != nil { collecte.ajouter(sansObjet, sur: "/remplacant_id") }
    guard collecte.erreurs.isEmpty, let motif else { throw RefusCompte(collecte) }
    return Inactivation(
      motif: motif, effet: .immediat, regle: motif.estDeSecurite ? "C-45" : "C-37", horsPreavis: false, dateSouhaitee: nil,
      remplacantId: nil, rattachementId: nil, alerteSansGestionnaire: false, commentaire: commentaire)
  }

  private static func gestionnaire(
    _ corps: CorpsInactivation, _ motif: MotifInactivation?, _ commentaire: TexteLibre?, _ collecte: CollecteErreurs,
    _ faits: FaitsInactivation, recueLe: Jour
  ) throws(RefusCompte) -> Inactivation {
    var collecte = collecte
    let remplacant = lireRemplacant(corps, faits, dans: &collecte)
    let souhaitee = lireDate(corps.dateSouhaitee, dans: &collecte)
    let actif = faits.compte.etat == .actif
    // The security of a stolen account comes before everything.
    if actif, let motif, !motif.estDeSecurite, corps.remplacantId == nil { try verifierDernier(faits) }
    guard collecte.erreurs.isEmpty, let motif else { throw RefusCompte(collecte) }
    let (effet, regle) =
      actif
      ? try effetGestionnaire(motif, souhaitee: souhaitee, remplacant: remplacant, faits, recueLe: recueLe) : (.immediat, "C-52")
    return Inactivation(
      motif: motif, effet: effet, regle: regle, horsPreavis: actif && motif.dispenseDePreavis,
      dateSouhaitee: souhaitee, remplacantId: remplacant?.id,
      rattachementId: actif ? Rattachement.successeur(designe: remplacant?.id, autres: faits.autresGestionnaires) : nil,
      alerteSansGestionnaire: actif && remplacant == nil && faits.autresGestionnaires.isEmpty, commentaire: commentaire)
  }

  /// C-34, Q-07.
  private static func verifierDernier(_ faits: FaitsInactivation) throws(RefusCompte) {
    let exigence = faits.parametres.exigenceRemplacant
    guard exigence != .toujours, !faits.autresGestionnaires.isEmpty else { throw .dernierGestionnaire(exigence) }
  }

  /// C-33, C-35, C-45, C-56.
  private static func effetGestionnaire(
    _ motif: MotifInactivation, souhaitee: Jour?, remplacant: FaitsCompte?, _ faits: FaitsInactivation, recueLe: Jour
  ) throws(RefusCompte) -> (Effet, regle: String) {
    if motif.estDeSecurite { return (.immediat, "C-45") }
    if motif.dispenseDePreavis { return (.immediat, "Q-05") }
    let admise = dateAdmise(recueLe: recueLe, faits.parametres)
    if let souhaitee, souhaitee < admise { throw .preavisNonRespecte(dateAdmise: admise) }
    let jour = faits.parametres.effetInactivation == .aReception ? recueLe : souhaitee ?? admise
    if let remplacant, remplacant.etat != .actif, estIndispensable(faits) {
      return (.aLActivation(de: remplacant.id, auPlusTot: jour), "C-56")
    }
    return (jour == recueLe ? .immediat : .le(jour), "C-35")
  }

  /// The first day the partner may wish for (C-33): asked 10/01/2025 with 15 days, 25/01/2025.
  package static func dateAdmise(recueLe: Jour, _ parametres: ParametresConvention) -> Jour {
    recueLe.ajoutant(jours: parametres.gestionnaires.inactivation.preavisJours ?? 0)
  }

  /// Whether the scope would stay without a gestionnaire until the replacement is active.
  private static func estIndispensable(_ faits: FaitsInactivation) -> Bool {
    faits.parametres.exigenceRemplacant == .toujours || faits.autresGestionnaires.isEmpty
  }

  /// C-34: another gestionnaire of the same partner and unit, active or about to be.
  private static func lireRemplacant(
    _ corps: CorpsInactivation, _ faits: FaitsInactivation, dans collecte: inout CollecteErreurs
  ) -> FaitsCompte? {
    guard let remplacantId = corps.remplacantId else { return nil }
    guard let remplacant = faits.remplacant, remplacant.id == remplacantId, remplacantId != faits.compte.id,
      remplacant.profil == .gestionnaire, remplacant.partenaireId == faits.compte.partenaireId,
      remplacant.uniteId == faits.compte.uniteId, [.actif, .enAttenteActivation].contains(remplacant.etat)
    else {
      collecte.ajouter(FauteCompte.remplacantInvalide, sur: "/remplacant_id")
      return nil
    }
    return remplacant
  }

  private static func lireDate(_ brut: String?, dans collecte: inout CollecteErreurs) -> Jour? {
    guard let brut else { return nil }
    guard let jour = Jour(texte: brut) else {
      collecte.ajouter(FauteCommune.dateInvalide, sur: "/date_souhaitee")
      return nil
    }
    return jour
  }
}
