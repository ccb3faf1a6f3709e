/// The states of a convention (V-28, project choice: the acts only speak of signature, end and termination).
///
/// `enDemeure` and `denoncee` are ways of being in force and may hold together: see `SituationConvention` for both.
package enum EtatConvention: String, Sendable, Hashable, CaseIterable {
  case brouillon = "BROUILLON"
  /// Offered for signature; stays so while a date is missing (V-06, Q-47).
  case aSigner = "A_SIGNER"
  case enVigueur = "EN_VIGUEUR"
  case enDemeure = "EN_DEMEURE"
  case denoncee = "DENONCEE"
  /// Ended with a period that was not followed by another.
  case echue = "ECHUE"
  case resiliee = "RESILIEE"

  package var estEnVigueur: Bool {
    switch self {
    case .enVigueur, .enDemeure, .denoncee: true
    case .brouillon, .aSigner, .echue, .resiliee: false
    }
  }

  /// Nothing follows.
  package var estFinal: Bool { self == .echue || self == .resiliee }

  /// Whether one may follow the other (V-28). Back to the draft is allowed before any signature (project choice).
  package func peutPasser(a suivant: EtatConvention) -> Bool {
    switch self {
    case .brouillon: suivant == .aSigner
    case .aSigner: suivant == .enVigueur || suivant == .brouillon
    case .enVigueur: suivant == .enDemeure || suivant == .denoncee || suivant.estFinal
    case .enDemeure: suivant == .enVigueur || suivant == .denoncee || suivant.estFinal
    case .denoncee: suivant == .enDemeure || suivant.estFinal
    case .echue, .resiliee: false
    }
  }
}

extension EtatConvention {
  /// Refuses a move V-28 does not know.
  package func passer(a suivant: EtatConvention) throws(RefusConvention) {
    guard peutPasser(a: suivant) else { throw .transitionInterdite(de: self, vers: suivant) }
  }
}
