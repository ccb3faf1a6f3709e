/// A legal entity: 9 digits with their Luhn key (P-02). Spaces, dots and dashes are dropped when reading.
package struct Siren: Sendable, Hashable, CustomStringConvertible {
  /// 9 ASCII digits.
  package let chiffres: String
  package var description: String { chiffres }

  package init(_ texte: String) throws(SirenInvalide) {
    guard let chiffres = Luhn.chiffres(texte, nombre: 9) else { throw .forme }
    guard Luhn.estValide(chiffres) else { throw .cle }
    self.chiffres = chiffres
  }

  /// The first nine digits of a SIRET already checked.
  init(duSiret chiffres: String) {
    self.chiffres = String(chiffres.prefix(9))
  }
}

package enum SirenInvalide: FauteChamp, Hashable {
  /// Not nine digits, or all zeros.
  case forme
  /// The Luhn key is wrong.
  case cle

  package var code: CodeFaute { .sirenInvalide }
  package var regle: String? { "P-02" }
  package var message: String {
    switch self {
    case .forme: "Le SIREN compte 9 chiffres : vérifiez la saisie."
    case .cle: "La clé du SIREN est fausse : vérifiez chaque chiffre."
    }
  }
}
