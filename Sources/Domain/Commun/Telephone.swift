/// A telephone number (C-05), kept in one form: ten digits from 01 to 09 for France, overseas included, else `+` and 8 to 15 digits (ITU-T E.164).
/// A caisse may give a short number (3646).
///
/// Spaces, dots, dashes, parentheses and a `(0)` after the country code are dropped; `00` in front is read as `+`.
package struct Telephone: Sendable, Hashable, CustomStringConvertible {
  /// `0353010001`, `+3222345678` or `3646`.
  package let texte: String
  package var description: String { texte }

  /// `court`: whether a short number is admitted.
  package init(_ brut: String, court: Bool = false) throws(TelephoneInvalide) {
    var compact = brut.compacte(sans: Unicode.Scalar.entreChiffres)
    if compact.hasPrefix("00") { compact = "+" + compact.dropFirst(2) }
    if compact.hasPrefix("(+"), let fin = compact.firstIndex(of: ")") {
      compact = String(compact[..<fin].dropFirst() + compact[fin...].dropFirst())
    }
    if compact.hasPrefix("+"), let zero = compact.firstRange(of: "(0)") { compact.removeSubrange(zero) }
    compact = compact.compacte(sans: ["(", ")"])
    if let national = Self.national(compact) { compact = national }
    guard Self.estFrancais(compact) || Self.estInternational(compact) || court && Self.estCourt(compact) else { throw court ? .formeCourte : .forme }
    texte = compact
  }

  /// Of a person: never a short one.
  static func lire(_ brut: String) throws(TelephoneInvalide) -> Telephone { try Telephone(brut) }

  /// France, La Réunion and Mayotte, Guadeloupe with Saint-Martin and Saint-Barthélemy, Guyane, Martinique: one numbering plan.
  private static let indicatifs = ["+33", "+262", "+590", "+594", "+596"]
  private static let chiffresNationaux = 9

  /// `+33353010001` and `+330353010001` are `0353010001`; nil for another country.
  private static func national(_ texte: String) -> String? {
    for indicatif in indicatifs where texte.hasPrefix(indicatif) {
      var reste = texte.dropFirst(indicatif.count)
      if reste.utf8.count == chiffresNationaux + 1, reste.first == "0" { reste = reste.dropFirst() }
      return reste.utf8.count == chiffresNationaux ? "0" + reste : nil
    }
    return nil
  }

  private static func estFrancais(_ texte: String) -> Bool {
    let octets = Array(texte.utf8)
    return octets.count == 10 && octets.allSatisfy(estChiffre) && octets[0] == 48 && octets[1] != 48
  }

  private static func estInternational(_ texte: String) -> Bool {
    let octets = Array(texte.utf8)
    guard octets.first == 43, !indicatifs.contains(where: texte.hasPrefix) else { return false }
    let chiffres = octets.dropFirst()
    return (8...15).contains(chiffres.count) && chiffres.allSatisfy(estChiffre) && chiffres.first != 48
  }

  /// 3BPQ and 10YT of the national numbering plan.
  private static func estCourt(_ texte: String) -> Bool {
    texte.utf8.count == 4 && texte.utf8.allSatisfy(estChiffre) && (texte.hasPrefix("3") || texte.hasPrefix("10"))
  }

  private static func estChiffre(_ octet: UInt8) -> Bool { (48...57).contains(octet) }
}

package enum TelephoneInvalide: FauteChamp, Hashable {
  case forme
  /// Where a short number would be admitted.
  case formeCourte

  package var code: CodeFaute { .telephoneInvalide }
  package var regle: String? { "C-05" }
  package var message: String {
    let long = "Écrivez un numéro à 10 chiffres commençant par 01 à 09, ou un numéro international commençant par +"
    return self == .forme ? "\(long)." : "\(long), ou un numéro court (3646)."
  }
}
