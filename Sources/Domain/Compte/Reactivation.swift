/// The return of a closed account: before its suppression, by those who closed it, quota checked again.
package struct Reactivation: Sendable, Hashable {
  /// ACTIF, or EN_ATTENTE_ACTIVATION for an account never activated.
  package let etat: EtatCompte
  /// C-47: the exclusion of that account by the caisse of the actor ends with it.
  package let leveExclusion: Bool

  /// Who closed the account.
  package enum Auteur: Sendable, Hashable {
    case role(Role)
    /// The end of the conventions (C-30, C-31, C-39).
    case automatique
  }

  package struct Faits: Sendable, Hashable {
    package var compte: FaitsCompte
    package var inactivePar: Auteur
    /// C-40: the day it disappears; nil for an excluded account.
    package var supprimeLe: Jour?
    /// C-47: the caisse of the actor has excluded that account.
    package var excluParLaCaisse: Bool
    /// The access it would find again; its `personneExclue` is ignored.
    package var acces: Acces.Faits
    package var parametres: ParametresConvention
    package var effectif: Int?
    /// As in `FaitsHabilitation`.
    package var comptesDecomptes: Int
    /// The other accounts of the same person at the partner.
    package var memePersonne: [FaitsMemePersonne]

    package init(
      compte: FaitsCompte, inactivePar: Auteur, supprimeLe: Jour? = nil, excluParLaCaisse: Bool = false, acces: Acces.Faits,
      parametres: ParametresConvention, effectif: Int?, comptesDecomptes: Int, memePersonne: [FaitsMemePersonne] = []
    ) {
      self.compte = compte
      self.inactivePar = inactivePar
      self.supprimeLe = supprimeLe
      self.excluParLaCaisse = excluParLaCaisse
      self.acces = acces
      self.parametres = parametres
      self.effectif = effectif
      self.comptesDecomptes = comptesDecomptes
      self.memePersonne = memePersonne
    }
  }

  /// Order: visible (404), right (403), state (409: closed, convention, unit, quota, twin).
  package static func decider(par acteur: Acteur, faits: Faits, le jour: Jour) throws(RefusCompte) -> Reactivation {
    let compte = faits.compte
    guard compte.etat != .supprime, faits.supprimeLe.map({ jour < $0 }) ?? true else { throw .introuvable }
    try verifierDroit(acteur, faits)
    guard compte.etat == .inactif || compte.etat == .exclu else { throw .compteNonInactif(compte.etat) }
    try verifierAcces(faits, le: jour)
    let quota = Quota(
      profil: compte.profil, parametres: faits.parametres, effectif: faits.effectif, comptes: faits.comptesDecomptes)
    try quota.admettreUnDePlus()
    // The exclusion of the same person does not stand in the way of its own end.
    let autres = faits.memePersonne.map { autre in
      FaitsMemePersonne(
        profil: autre.profil, etat: autre.etat, exclueParLaCaisse: autre.exclueParLaCaisse && !faits.excluParLaCaisse)
    }
    try NouveauCompte.verifierPersonne(compte.profil, autres)
    return Reactivation(
      etat: compte.activeLe == nil ? .enAttenteActivation : .actif, leveExclusion: faits.excluParLaCaisse)
  }

  private static func verifierDroit(_ acteur: Acteur, _ faits: Faits) throws(RefusCompte) {
    let compte = faits.compte
    let caisse = acteur.role == .agentCaisse || acteur.role == .directionCaisse
    // C-47: the caisse that excluded, and nobody else.
    if compte.etat == .exclu || faits.excluParLaCaisse {
      guard caisse, faits.excluParLaCaisse else { throw .profilNonHabilitant(.retourReserve) }
      return
    }
    if acteur.role == .agentCaisse, compte.profil == .technicien, faits.inactivePar == .role(.agentCaisse) { return }
    try acteur.verifierGere(compte, regle: "Q-39")
    switch faits.inactivePar {
    case .automatique: return
    case .role(let role): guard role == acteur.role else { throw .profilNonHabilitant(.retourReserve) }
    }
  }

  private static func verifierAcces(_ faits: Faits, le jour: Jour) throws(RefusCompte) {
    var acces = faits.acces
    acces.personneExclue = false
    let constat = Acces.etat(acces, le: jour)
    switch constat.motif {
    case nil, .structureSuspendue: return
    case .uniteNonOuverte: throw .uniteNonOuverte(ouvreLe: constat.ouvreLe)
    case .some(let motif): throw .conventionNonEnVigueur(motif)
    }
  }
}
