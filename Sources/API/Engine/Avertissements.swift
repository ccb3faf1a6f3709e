import Synchronization

/// What an operator should mend although the service serves: said once in the log, and at `/health/ready` until it is mended, or as long as
/// the process lives when it cannot tell.
package final class Avertissements: Sendable {
  package enum Avertissement: String, CaseIterable, Sendable {
    case mandataireNonDeclare = "MANDATAIRE_NON_DECLARE"
    /// The scheduled work has not begun, or its last run has failed.
    case echeancesEnEchec = "ECHEANCES_EN_ECHEC"
  }

  private let signales = Mutex<[Avertissement]>([])

  /// True the first time.
  func signaler(_ avertissement: Avertissement) -> Bool {
    signales.withLock { signales in
      guard !signales.contains(avertissement) else { return false }
      signales.append(avertissement)
      return true
    }
  }

  /// It is mended.
  func lever(_ avertissement: Avertissement) { signales.withLock { $0.removeAll { $0 == avertissement } } }

  var tous: [Avertissement] { signales.withLock { $0 } }
}
