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

  /// The code the fields share; `CHAMPS_INVALIDES` when they have several.
  package var code: String {
    Set(erreurs.map(\.code)).count == 1 ? erreurs[0].code : Self.codePluriel
  }

  package static let codePluriel = "CHAMPS_INVALIDES"

  /// The first rule broken, or the given one when the faults are of form only.
  func regle(aDefaut regle: String) -> String {
    erreurs.lazy.compactMap(\.regle).first ?? regle
  }

  var message: String {
    erreurs.count == 1 ? erreurs[0].message : "\(erreurs.count) champs sont à corriger : voyez la liste des erreurs."
  }
}
