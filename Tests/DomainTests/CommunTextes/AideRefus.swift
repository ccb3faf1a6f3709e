import Domain
import Testing

// What the refusal tests compare: short forms of the protocol.

extension Refus {
  /// `pointeur code`, in the order told.
  var champs: [String] { erreurs.map { "\($0.pointeur) \($0.code)" } }

  func entier(_ nom: String) -> Int? {
    if case .entier(let valeur)? = valeur(nom) { valeur } else { nil }
  }

  func jour(_ nom: String) -> Jour? {
    if case .jour(let valeur)? = valeur(nom) { valeur } else { nil }
  }

  func texte(_ nom: String) -> String? {
    if case .texte(let valeur)? = valeur(nom) { valeur } else { nil }
  }

  private func valeur(_ nom: String) -> FaitRefus? {
    faits.first { $0.nom == nom }?.valeur
  }
}

/// The refusal of a decision that must not pass.
func refus<R: Refus, T>(_ decision: () throws(R) -> T, _ lieu: SourceLocation = #_sourceLocation) -> R? {
  do throws(R) {
    _ = try decision()
    Issue.record("admis au lieu d'être refusé", sourceLocation: lieu)
    return nil
  } catch {
    #expect(!error.message.isEmpty, sourceLocation: lieu)
    #expect(error.code.allSatisfy { $0.isUppercase || $0.isNumber || $0 == "_" }, sourceLocation: lieu)
    #expect(error.regle.count == 4, sourceLocation: lieu)
    return error
  }
}
