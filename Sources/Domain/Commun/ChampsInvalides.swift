/// The invalid fields of one body, told all at once (422).
package struct ChampsInvalides: Sendable, Hashable {
  /// Never empty.
  package let erreurs: [ErreurChamp]
  /// What helps to mend them, by name: the values admitted, for instance.
  package private(set) var precisions: [Precision] = []

  package struct Precision: Sendable, Hashable {
    package let nom: String
    package let valeurs: [String]
  }

  /// Nil when nothing is wrong.
  package init?(_ erreurs: [ErreurChamp]) {
    guard !erreurs.isEmpty else { return nil }
    self.erreurs = erreurs
  }

  init?(_ collecte: CollecteErreurs) {
    self.init(collecte.erreurs)
    precisions = collecte.precisions
  }

  init(_ erreur: ErreurChamp) {
    erreurs = [erreur]
  }

  /// The code of the problem: that of the fields when they share one that is a problem of its own, else `CORPS_INVALIDE`.
  package var code: String {
    let problemes = Set(erreurs.map { CodeFaute(rawValue: $0.code)?.probleme })
    guard problemes.count == 1, let probleme = problemes.first ?? nil else { return CodeProbleme.corpsInvalide }
    return probleme
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
  static let corpsInvalide = "CORPS_INVALIDE"
  static let introuvable = "RESSOURCE_INTROUVABLE"
  static let roleInsuffisant = "ROLE_INSUFFISANT"
  static let transitionInterdite = "TRANSITION_INTERDITE"
}
