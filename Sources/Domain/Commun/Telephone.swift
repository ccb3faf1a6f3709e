/// A telephone number (C-05): ten digits from 01 to 09, or `+` and 8 to 15 digits (ITU-T E.164).
///
/// White space, dots, hyphens and a `(0)` after the country code are dropped; `00` in front is read as `+`.
package struct Telephone: Sendable, Hashable, CustomStringConvertible {
  /// `0353010001` or `+33353010001`.
  package let texte: String
  package var description: String { texte }

  package init(_ brut: String) throws(TelephoneInvalide) {
    var compact = String(
      String.UnicodeScalarView(brut.unicodeScalars.filter { !$0.properties.isWhitespace && !Self.separateurs.contains($0) }))
    if compact.hasPrefix("00") { compact = "+" + compact.dropFirst(2) }
    if compact.hasPrefix("+"), let zero = compact.firstRange(of: "(0)") { compact.removeSubrange(zero) }
    guard Self.estFrancais(compact) || Self.estInternational(compact) else { throw .forme }
    texte = compact
  }

  private static let separateurs: Set<Unicode.Scalar> = [".", "-", "\u{2010}", "\u{2011}"]

  private static func estFrancais(_ texte: String) -> Bool {
    let octets = Array(texte.utf8)
    return octets.count == 10 && octets.allSatisfy(estChiffre) && octets[0] == 48 && octets[1] != 48
  }

  private static func estInternational(_ texte: String) -> Bool {
    let octets = Array(texte.utf8)
    guard octets.first == 43 else { return false }
    let chiffres = octets.dropFirst()
    return (8...15).contains(chiffres.count) && chiffres.allSatisfy(estChiffre) && chiffres.first != 48
  }

  private static func estChiffre(_ octet: UInt8) -> Bool { (48...57).contains(octet) }
}

package enum TelephoneInvalide: FauteChamp, Hashable {
  case forme

  package var code: CodeFaute { .telephoneInvalide }
  package var regle: String? { "C-05" }
  package var message: String {
    "Écrivez un numéro à 10 chiffres commençant par 01 à 09, ou un numéro international commençant par +."
  }
}
