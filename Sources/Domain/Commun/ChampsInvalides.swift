/// The invalid fields of one body, told all at once (422).
package struct ChampsInvalides: Sendable, Hashable {
  /// Never empty.
  package let erreurs: [ErreurChamp]

  /// Nil when nothing is wrong.
  package init?(_ erreurs: [ErreurChamp]) {
    guard !erreurs.isEmpty else { return nil }
    self.erreurs = erreurs
  }

  init(_ erreur: ErreurChamp) {
    erreurs = [erreur]
  }

  /// The code of the problem: that of the fields when they share one that is a problem of its own, else
  /// `DONNEES_INVALIDES`.
  package var code: String {
    let codes = Set(erreurs.map(\.code))
    guard codes.count == 1, let code = codes.first, CodeFaute(rawValue: code)?.estUnProbleme == true else {
      return CodeProbleme.donneesInvalides
    }
    return code
  }

  /// The first rule broken, or the given one when the faults are of form only.
  func regle(aDefaut regle: String) -> String {
    erreurs.lazy.compactMap(\.regle).first ?? regle
  }

  var message: String {
    erreurs.count == 1 ? erreurs[0].message : "\(erreurs.count) champs sont à corriger : voyez la liste des erreurs."
  }
}

/// Codes of the problem catalogue that several refusals share.
enum CodeProbleme {
  static let donneesInvalides = "DONNEES_INVALIDES"
  static let introuvable = "INTROUVABLE"
  static let roleInsuffisant = "ROLE_INSUFFISANT"
  static let transitionInterdite = "TRANSITION_INTERDITE"
}
