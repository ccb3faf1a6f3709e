/// The dates that come by themselves in the life of an account.
package enum EcheancesCompte {
  /// C-40, C-41: the day the account disappears, same day of the month or the last one. Inactive 31/08/2025 gives 28/02/2026.
  package static func suppression(inactiveLe: Jour, _ parametres: ParametresConvention) -> Jour {
    inactiveLe.ajoutant(mois: parametres.suppressionAutoMois)
  }

  /// C-30, C-31, C-39: the day after the last of the conventions, when they have all ended that day; nil while one runs, is
  /// to come, or was never signed (trial units), and for an account without convention.
  package static func inactivation(titres: [TitreAcces], le jour: Jour) -> Jour? {
    var dernier: Jour?
    for titre in titres {
      guard let fin = titre.dernierJour, fin < jour else { return nil }
      dernier = max(dernier ?? fin, fin)
    }
    return dernier?.lendemain
  }

  /// The state at a day, whatever the daily task has recorded: right even if it has not run.
  ///
  /// - `prevueLe`: the day of a planned inactivation (C-35); `titres`: the conventions of the partner; `inactiveLe`: the day
  ///   recorded for an account already inactive.
  package static func etat(
    enregistre: EtatCompte, inactiveLe: Jour?, prevueLe: Jour?, titres: [TitreAcces], parametres: ParametresConvention, le jour: Jour
  ) -> EtatCompte {
    switch enregistre {
    case .demande, .enAttenteActivation, .actif:
      let prevue = prevueLe.flatMap { $0 <= jour ? $0 : nil }
      let candidats = [prevue, inactivation(titres: titres, le: jour)].compactMap(\.self)
      guard let fin = candidats.min() else { return enregistre }
      return suppression(inactiveLe: fin, parametres) <= jour ? .supprime : .inactif
    case .inactif:
      guard let inactiveLe else { return .inactif }
      return suppression(inactiveLe: inactiveLe, parametres) <= jour ? .supprime : .inactif
    case .exclu, .supprime:
      return enregistre
    }
  }

  /// The last day for the caisse to open a gestionnaire's account (C-03, C-04, Q-22): working days after the later of the last
  /// signature and the complete demand, that day not counted; the day itself where the act gives no figure (002).
  package static func habilitationGestionnaire(
    signeeLe: Jour, completeLe: Jour, _ parametres: ParametresConvention, calendrier: CalendrierJoursOuvres
  ) -> Jour {
    calendrier.ajoutant(
      joursOuvres: parametres.gestionnaires.habilitation.delaiJoursOuvres ?? 0, a: max(signeeLe, completeLe))
  }

  /// The last day for a gestionnaire to open the accounts of its techniciens, after the e-mail that confirmed its own (C-16); nil
  /// where the act sets none.
  package static func habilitationTechniciens(
    confirmeLe: Jour, _ parametres: ParametresConvention, calendrier: CalendrierJoursOuvres
  ) -> Jour? {
    parametres.techniciens.habilitation.delaiJoursOuvres.map { calendrier.ajoutant(joursOuvres: $0, a: confirmeLe) }
  }
}
