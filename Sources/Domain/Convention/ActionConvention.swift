/// The kinds of actions that parties agree on.
package enum TypeAction: String, Sendable, Hashable, CaseIterable {
  case commun = "COMMUN"
  case optionnel = "OPTIONNEL"
  case engagement = "ENGAGEMENT"
  /// What a termination leaves to be done, so that nobody suffers from it.
  case bonneFin = "BONNE_FIN"
  case formation = "FORMATION"
  case seanceInformation = "SEANCE_INFORMATION"
  case prevention = "PREVENTION"
  case collaboration = "COLLABORATION"
  case promotion = "PROMOTION"
  case diffusion = "DIFFUSION"
  case autre = "AUTRE"

  package var regle: String {
    switch self {
    case .commun, .optionnel, .autre: "V-34"
    case .engagement: "P-12"
    case .bonneFin: "V-26"
    case .formation: "B-09"
    case .seanceInformation: "B-12"
    case .prevention: "X-14"
    case .collaboration: "X-13"
    case .promotion: "X-17"
    case .diffusion: "X-06"
    }
  }
}

package enum EtatAction: String, Sendable, Hashable, CaseIterable {
  case prevue = "PREVUE"
  case enCours = "EN_COURS"
  case faite = "FAITE"
  case abandonnee = "ABANDONNEE"

  /// Nothing follows (project choice): what starts again is another action.
  package var estClos: Bool { self == .faite || self == .abandonnee }
}

/// Where an action stands; `faiteLe` if and only if it is done.
package struct SuiviAction: Sendable, Hashable {
  package var etat: EtatAction
  package var faiteLe: Jour?

  package init(etat: EtatAction, faiteLe: Jour?) {
    self.etat = etat
    self.faiteLe = faiteLe
  }

  /// A new action: planned, or done already on that day.
  package static func ouvrir(faiteLe: Jour?, aujourdhui: Jour) throws(RefusDossier) -> SuiviAction {
    guard let faiteLe else { return SuiviAction(etat: .prevue, faiteLe: nil) }
    return try SuiviAction(etat: .prevue, faiteLe: nil).changer(etat: .faite, faiteLe: .vers(faiteLe), aujourdhui: aujourdhui)
  }

  /// Done means done on a day that has come; done or abandoned, an action does not start again.
  package func changer(etat demande: EtatAction?, faiteLe: Changement<Jour>, aujourdhui: Jour) throws(RefusDossier) -> SuiviAction {
    let suivant = demande ?? etat
    if etat.estClos, suivant != etat { throw .actionClose(etat: etat) }
    let date = faiteLe.applique(a: self.faiteLe)
    switch (suivant, date) {
    case (.faite, nil):
      throw .corps([FauteCommune.obligatoire(regle: "V-34").sur("/faite_le")])
    case (.faite, let date?) where date > aujourdhui:
      throw .corps([FauteCommune.dateFuture(regle: "V-34").sur("/faite_le")])
    case (.prevue, .some), (.enCours, .some), (.abandonnee, .some):
      let raison = "Une action qui n'est pas faite n'a pas de date de réalisation : retirez-la, ou passez l'action à l'état FAITE."
      throw .corps([FauteCommune.nonAdmis(raison: raison, regle: "V-34").sur("/faite_le")])
    default:
      return SuiviAction(etat: suivant, faiteLe: date)
    }
  }
}
