/// The states of an account (C-52).
package enum EtatCompte: String, Sendable, Hashable, CaseIterable {
  case demande = "DEMANDE"
  case enAttenteActivation = "EN_ATTENTE_ACTIVATION"
  case actif = "ACTIF"
  case inactif = "INACTIF"
  case exclu = "EXCLU"
  /// Invisible to all (C-40, Q-10).
  case supprime = "SUPPRIME"

  /// C-25: whether the account takes a place in the quota, even with its access suspended.
  package var estDecompte: Bool {
    switch self {
    case .demande, .enAttenteActivation, .actif: true
    case .inactif, .exclu, .supprime: false
    }
  }

  /// C-52, completed by Q-39 (return) and by the withdrawal of an account never activated (choix projet).
  package func peutDevenir(_ suivant: EtatCompte) -> Bool {
    switch self {
    case .demande: [.enAttenteActivation, .inactif, .exclu].contains(suivant)
    case .enAttenteActivation: [.actif, .inactif, .exclu].contains(suivant)
    case .actif: [.inactif, .exclu].contains(suivant)
    case .inactif: [.actif, .enAttenteActivation, .exclu, .supprime].contains(suivant)
    case .exclu: [.actif, .enAttenteActivation, .inactif, .supprime].contains(suivant)
    case .supprime: false
    }
  }
}
