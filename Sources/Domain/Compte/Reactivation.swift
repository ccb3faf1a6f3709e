package import FoundationEssentials

/// The return of a closed account: before its suppression, by those who closed it, quota checked again.
package struct Reactivation: Sendable, Hashable {
  /// ACTIF, or EN_ATTENTE_ACTIVATION for an account without a secret, never activated or deemed known to a thief (C-18, Q-59); the state that
  /// it is in when only the access to one caisse is opened again.
  package let etat: EtatCompte
  /// The closing of that access by the caisse of the actor ends with it (C-47, Q-59).
  package let leveFermeture: Bool
  /// The account itself was closed, and opens again.
  package let rouvreLeCompte: Bool
  /// The actor's own closing ends, that of another caisse stands and keeps the account closed (C-45, Q-59).
  package var reste: FermetureDeCaisse?
  /// Nothing was closed yet: what was planned or waited for is given up.
  package var annule: Bool { !rouvreLeCompte && !leveFermeture && reste == nil }

  /// Who closed the account.
  package enum Auteur: Sendable, Hashable {
    /// a closing belongs to the caisse that decided it; nil for one recorded before that was kept.
    case caisse(UUID?)
    case gestionnaire
    /// The end of the conventions (C-30, C-31, C-39).
    case automatique
  }

  /// A closing of security that one caisse has decided and has not lifted.
  package struct FermetureDeCaisse: Sendable, Hashable {
    package let caisseId: UUID
    package let motif: MotifInactivation

    package init(caisseId: UUID, motif: MotifInactivation) {
      self.caisseId = caisseId
      self.motif = motif
    }
  }

  package struct Faits: Sendable, Hashable {
    package var compte: FaitsCompte
    package var inactivePar: Auteur
    /// The holder has a password that no closing has erased.
    package var aUnSecret: Bool
    /// What the caisses that are not the actor's have closed for security.
    package var autresFermetures: [FermetureDeCaisse]
    /// The account has an access that none of those has closed.
    package var accesRestant: Bool
    /// An inactivation is asked for and has not come yet (C-35, C-56).
    package var prevue: Bool
    /// C-40: the day it disappears; nil for an excluded account.
    package var supprimeLe: Jour?
    /// The caisse of the actor has closed its access to it (C-47, Q-59).
    package var excluParLaCaisse: Bool
    /// The access it would find again; its `fermeture` is ignored.
    package var acces: Acces.Faits
    package var parametres: ParametresConvention
    package var effectif: Int?
    /// As in `FaitsHabilitation`.
    package var comptesDecomptes: Int
    /// The other accounts of the same person at the partner.
    package var memePersonne: [FaitsMemePersonne]

    package init(
      compte: FaitsCompte, inactivePar: Auteur, aUnSecret: Bool = true, autresFermetures: [FermetureDeCaisse] = [],
      accesRestant: Bool = true, prevue: Bool = false, supprimeLe: Jour? = nil, excluParLaCaisse: Bool = false,
      acces: Acces.Faits, parametres: ParametresConvention, effectif: Int?, comptesDecomptes: Int, memePersonne: [FaitsMemePersonne] = []
    ) {
      self.compte = compte
      self.inactivePar = inactivePar
      self.aUnSecret = aUnSecret
      self.autresFermetures = autresFermetures
      self.accesRestant = accesRestant
      self.prevue = prevue
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
    let rouvre = compte.etat == .exclu || compte.etat == .inactif && peutRouvrir(acteur, faits)
    // Closed by somebody else meanwhile: the caisse lifts what is its own, and nobody finds anything open yet.
    if compte.etat == .inactif, !rouvre { return Reactivation(etat: .inactif, leveFermeture: true, rouvreLeCompte: false) }
    if faits.prevue, !faits.excluParLaCaisse {
      guard peutRouvrir(acteur, faits) else { throw .profilNonHabilitant(.retourReserve) }
      return Reactivation(etat: compte.etat, leveFermeture: false, rouvreLeCompte: false)
    }
    guard rouvre || faits.excluParLaCaisse else { throw .compteNonInactif(compte.etat) }
    if compte.etat == .inactif, let reste = reste(faits) {
      return Reactivation(etat: .inactif, leveFermeture: faits.excluParLaCaisse, rouvreLeCompte: false, reste: reste)
    }
    try verifierAcces(faits, le: jour)
    let quota = Quota(
      profil: compte.profil, parametres: faits.parametres, effectif: faits.effectif, comptes: faits.comptesDecomptes)
    try quota.admettreUnDePlus()
    // The exclusion of the same person does not stand in the way of its own end.
    let autres = faits.memePersonne.map { autre in
      var autre = autre
      if faits.excluParLaCaisse { autre.exclueParLaCaisse = false }
      return autre
    }
    try NouveauCompte.verifierPersonne(compte.profil, autres)
    guard rouvre else { return Reactivation(etat: compte.etat, leveFermeture: true, rouvreLeCompte: false) }
    return Reactivation(
      etat: faits.aUnSecret ? .actif : .enAttenteActivation, leveFermeture: faits.excluParLaCaisse, rouvreLeCompte: true)
  }

  /// C-45, Q-59: the gravest of the others' closings, when it closes the account for all, or when no access would be left.
  private static func reste(_ faits: Faits) -> FermetureDeCaisse? {
    faits.autresFermetures.max { $0.motif.gravite < $1.motif.gravite }.flatMap { $0.motif.tueLeSecret || !faits.accesRestant ? $0 : nil }
  }

  private static func verifierDroit(_ acteur: Acteur, _ faits: Faits) throws(RefusCompte) {
    let compte = faits.compte
    let caisse = acteur.role == .agentCaisse || acteur.role == .directionCaisse
    // C-47, Q-59: the caisse that closed, and nobody else.
    if compte.etat == .exclu || faits.excluParLaCaisse {
      guard caisse, faits.excluParLaCaisse else { throw .profilNonHabilitant(.retourReserve) }
      return
    }
    // A-02, C-37: gestionnaires by the caisse, techniciens by a gestionnaire, but what a caisse has closed.
    let detection = acteur.role == .agentCaisse && compte.profil == .technicien && compte.etat == .inactif && peutRouvrir(acteur, faits)
    if !detection { try acteur.verifierGere(compte, regle: "Q-39") }
    if compte.etat == .inactif, !peutRouvrir(acteur, faits) { throw .profilNonHabilitant(.retourReserve) }
  }

  /// who closed the account opens it again; after dates have, who manages it.
  private static func peutRouvrir(_ acteur: Acteur, _ faits: Faits) -> Bool {
    switch faits.inactivePar {
    case .automatique: acteur.role == (faits.compte.profil == .gestionnaire ? .agentCaisse : .gestionnaire)
    case .gestionnaire: acteur.role == .gestionnaire
    case .caisse(let caisse): acteur.role == .agentCaisse && (caisse == nil || caisse == acteur.caisseId)
    }
  }

  private static func verifierAcces(_ faits: Faits, le jour: Jour) throws(RefusCompte) {
    var acces = faits.acces
    acces.fermeture = nil
    let constat = Acces.etat(acces, le: jour)
    switch constat.motif {
    case nil, .structureSuspendue: return
    case .uniteNonOuverte: throw .uniteNonOuverte(ouvreLe: constat.ouvreLe)
    case .some(let motif): throw .conventionNonEnVigueur(motif)
    }
  }
}
