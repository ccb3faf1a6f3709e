/// An establishment: 14 digits with their Luhn key, the first nine of which are those of a SIREN (P-02). Spaces, dots and dashes are dropped when
/// reading.
///
/// La Poste (SIREN 356000000) has more establishments than Luhn keys: for it, a sum of digits that is a multiple of 5 is
/// admitted too (INSEE).
package struct Siret: Sendable, Hashable, CustomStringConvertible {
  /// 14 ASCII digits.
  package let chiffres: String
  package var siren: Siren { Siren(duSiret: chiffres) }
  package var description: String { chiffres }

  package init(_ texte: String) throws(SiretInvalide) {
    guard let chiffres = Luhn.chiffres(texte, nombre: 14) else { throw .forme }
    guard Self.cleExacte(chiffres) else { throw .cle }
    guard Luhn.estValide(String(chiffres.prefix(9))) else { throw .siren }
    self.chiffres = chiffres
  }

  /// Whether 14 ASCII digits bear a right key.
  static func cleExacte(_ chiffres: String) -> Bool {
    if Luhn.estValide(chiffres) { return true }
    guard chiffres.hasPrefix("356000000") else { return false }
    return chiffres.utf8.reduce(0) { $0 + Int($1) - 48 } % 5 == 0
  }
}

package enum SiretInvalide: FauteChamp, Hashable {
  /// Not fourteen digits, or all zeros.
  case forme
  /// The key is wrong.
  case cle
  /// The key is right, that of the SIREN inside is wrong: no legal entity bears it.
  case siren

  package var code: CodeFaute { .siretInvalide }
  package var regle: String? { "P-02" }
  package var message: String {
    switch self {
    case .forme: "Le SIRET compte 14 chiffres : vérifiez la saisie."
    case .cle: "La clé du SIRET est fausse : vérifiez chaque chiffre."
    case .siren: "Les neuf premiers chiffres du SIRET ne sont pas ceux d'un SIREN : vérifiez-les."
    }
  }
}
