import Synchronization

/// What an operator should mend although the service serves: said once in the log, and at `/health/ready` as long as the process lives.
final class Avertissements: Sendable {
  enum Avertissement: String, CaseIterable, Sendable {
    case mandataireNonDeclare = "MANDATAIRE_NON_DECLARE"
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

  var tous: [Avertissement] { signales.withLock { $0 } }
}
