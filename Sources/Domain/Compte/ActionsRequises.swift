/// What a signed-in person must do before anything else (C-19, C-20).
package enum ActionRequise: String, Sendable, Hashable, CaseIterable {
  case accepterCGU = "ACCEPTER_CGU"
  case changerMotDePasse = "CHANGER_MOT_DE_PASSE"
}

/// What the actions required are computed from.
package struct FaitsSession: Sendable, Hashable {
  /// The version in force of the CGU.
  package var cguEnCours: String
  /// The version accepted, nil when none.
  package var cguAcceptee: String?
  /// The civil day of the last change of password.
  package var motDePasseChangeLe: Jour
  /// `ParametresConvention.mdpValiditeJours`; with several caisses, the shortest.
  package var mdpValiditeJours: Int

  package init(cguEnCours: String, cguAcceptee: String?, motDePasseChangeLe: Jour, mdpValiditeJours: Int) {
    self.cguEnCours = cguEnCours
    self.cguAcceptee = cguAcceptee
    self.motDePasseChangeLe = motDePasseChangeLe
    self.mdpValiditeJours = mdpValiditeJours
  }

  /// In the order of the enum; empty when the person may go on.
  package func actionsRequises(le jour: Jour) -> [ActionRequise] {
    var actions: [ActionRequise] = []
    if cguAcceptee != cguEnCours { actions.append(.accepterCGU) }
    if MotDePasse.estPerime(changeLe: motDePasseChangeLe, validiteJours: mdpValiditeJours, le: jour) {
      actions.append(.changerMotDePasse)
    }
    return actions
  }

  /// C-20, T-071: everything else is refused until done.
  package func verifier(le jour: Jour) throws(RefusCompte) {
    switch actionsRequises(le: jour).first {
    case .accepterCGU: throw .cguNonAcceptees
    case .changerMotDePasse: throw .motDePasseExpire
    case nil: return
    }
  }

  /// C-20: only the version in force may be accepted; a new version asks again (choix projet).
  package func accepterCGU(version: String) throws(RefusCompte) {
    guard version == cguEnCours else { throw .cguVersionPerimee(enCours: cguEnCours) }
  }
}
