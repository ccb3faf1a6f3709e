/// The values rules apply: what the act says, else the project default of the matrix notes.
///
/// A default is never shown as a clause of the act: `defautsProjet` lists those in force for a model.
extension ParametresConvention {
  /// V-07: months of the first period; 12 where the core act is not supplied (000, 003; Q-03).
  package var dureeMetierMois: Int { metier.dureeMois ?? Defaut.dureeMois }

  /// V-09, V-10, Q-03: tacit where nothing is written.
  package var modeRenouvellement: ModeRenouvellement { metier.renouvellement.mode ?? .tacite }

  /// V-09, V-10: months of each later period; 12 by default.
  package var dureeRenouvellementMois: Int { metier.renouvellement.dureeMois ?? Defaut.dureeMois }

  /// V-22: the usage ends with the core act; without object where one act holds both (002).
  package var resiliationAutoAvecMetier: Bool { utilisation.resiliationAutoAvecMetier ?? true }

  /// V-15: whether amendments leave the objectives alone; not written in 002, so they may change there.
  package var avenantPreserveObjectifs: Bool { avenant.preserveObjectifs ?? false }

  /// C-35, Q-05: at the wished date where the act is silent (004).
  package var effetInactivation: EffetInactivation { gestionnaires.inactivation.effet ?? .aDateSouhaitee }

  /// C-36, Q-07: techniciens follow the new gestionnaire; not written in 002.
  package var rattachementNouveauGestionnaire: Bool { techniciens.rattachementNouveauGestionnaire ?? true }

  /// C-30 to C-32: the end of one convention closes that access only; not written in 004.
  package var regleMultiCaisses: Bool { comptes.regleMultiCaisses ?? true }

  /// C-40, C-41, Q-10: months between inactivation and suppression; 6 by default (004).
  package var suppressionAutoMois: Int { comptes.suppressionAutoMois ?? Defaut.suppressionMois }

  /// C-19, Q-46: days a password is valid; 180 by default (no act gives a figure).
  package var mdpValiditeJours: Int { comptes.mdpValiditeJours ?? Defaut.mdpJours }

  /// C-49: months between reviews of accounts; 12 by default (no act gives a figure).
  package var revuePeriodiciteMois: Int { comptes.revuePeriodiciteMois ?? Defaut.revueMois }

  /// C-05: the fields of a complete demand; the same six in the five acts.
  package var champsHabilitation: [ChampHabilitation] { comptes.champsHabilitation ?? ChampHabilitation.allCases }

  /// D-08, Q-42: the caisse may switch features on and off; clause absent from 004.
  package var fonctionnalitesActivables: Bool { fonctionnalites.activablesParCaisse ?? true }

  /// D-01, D-09, D-20 to D-22: whether the model offers that feature, before the caisse switches it.
  ///
  /// Silence is no, except for three: acknowledgement and status are active everywhere (matrix notes), and so is the
  /// dialogue, because messages are how the caisse answers a demande (project default).
  package func estPrevue(_ fonctionnalite: Fonctionnalite) -> Bool {
    switch fonctionnalite {
    case .contact: fonctionnalites.contact ?? false
    case .etudeDossier: fonctionnalites.etudeDossier ?? false
    case .signalement: fonctionnalites.signalement ?? false
    case .rendezVous: fonctionnalites.rendezVous ?? false
    case .document: fonctionnalites.document ?? false
    case .historique: fonctionnalites.historique ?? false
    case .accuseReception: fonctionnalites.accuseReception ?? true
    case .statut: fonctionnalites.statut ?? true
    case .dialogue: fonctionnalites.dialogue ?? true
    }
  }

  /// D-06: what may be asked for; where the act gives no list (002), that of the documents sent out (matrix notes).
  package var typesDocumentDemandables: [TypeDocument] { document.typesDemandables ?? documentsSortants.liste ?? [] }

  /// continuous hours to tell a breach, shorter during a transfer (001); 24 where the GDPR
  /// annex is missing (000, 003), not contractual.
  package func delaiViolationHeures(transfert: Bool) -> Int {
    let ordinaire = rgpd.violation.delaiHeures ?? Defaut.alerteHeures
    return transfert ? rgpd.violation.delaiHeuresTransfert ?? ordinaire : ordinaire
  }

  /// continuous hours to tell any other failing; 24 where the GDPR annex is missing.
  package var delaiManquementHeures: Int { rgpd.manquement.delaiHeures ?? Defaut.alerteHeures }

  fileprivate enum Defaut {
    static let dureeMois = 12
    static let suppressionMois = 6
    static let mdpJours = 180
    static let revueMois = 12
    static let alerteHeures = 24
  }
}

/// One silence of an act filled by the project (`origine=DEFAUT_PROJET`).
package struct DefautProjet: Sendable, Hashable {
  /// Path of the parameter in the JSON of a model, e.g. `metier.duree_mois`.
  package let cle: String
  /// The value applied, as its JSON text without quotes.
  package let valeur: String
  /// The rule or decision that gives it, e.g. `Q-03`.
  package let regle: String
}

extension ParametresConvention {
  /// Every default applied to this model, in the order of the matrix.
  package var defautsProjet: [DefautProjet] {
    Self.parametres.compactMap { parametre in
      guard let defaut = parametre.defaut, parametre.estMuet(self) else { return nil }
      return DefautProjet(cle: parametre.cle, valeur: defaut.valeur(self), regle: defaut.regle)
    }
  }
}
