/// Why an account is inactivated (C-57).
package enum MotifInactivation: String, Sendable, Hashable, CaseIterable {
  case depart = "DEPART"
  case changementEmploi = "CHANGEMENT_EMPLOI"
  case changementDomaine = "CHANGEMENT_DOMAINE"
  case departImmediat = "DEPART_IMMEDIAT"
  case perte = "PERTE"
  case vol = "VOL"
  case fraude = "FRAUDE"
  case usageNonConforme = "USAGE_NON_CONFORME"
  case autre = "AUTRE"

  /// C-45: immediate, whatever else the rules ask.
  package var estDeSecurite: Bool {
    switch self {
    case .perte, .vol, .fraude, .usageNonConforme: true
    case .depart, .changementEmploi, .changementDomaine, .departImmediat, .autre: false
    }
  }

  /// C-45: a graver decision is recorded over a lesser one of the same author, never the reverse: fraud is the person's, theft and loss take
  /// the secret with them, an improper use closes an access. Nought: no matter of security.
  var gravite: Int {
    switch self {
    case .fraude: 3
    case .perte, .vol: 2
    case .usageNonConforme: 1
    case .depart, .changementEmploi, .changementDomaine, .departImmediat, .autre: 0
    }
  }

  /// the password is deemed known to somebody else, so that the return asks for a new activation.
  package var tueLeSecret: Bool { self == .perte || self == .vol || self == .fraude }

  /// Q-05, C-45: no notice of fifteen days.
  package var dispenseDePreavis: Bool { estDeSecurite || self == .departImmediat }
}
