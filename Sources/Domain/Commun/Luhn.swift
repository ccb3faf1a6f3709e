/// The check of SIREN and SIRET numbers (ISO/IEC 7812-1, annex B).
enum Luhn {
  /// ASCII digits only; the last one is the key.
  static func estValide(_ chiffres: String) -> Bool {
    var somme = 0
    for (rang, octet) in chiffres.utf8.reversed().enumerated() {
      let chiffre = Int(octet) - 48
      guard rang % 2 == 1 else {
        somme += chiffre
        continue
      }
      somme += chiffre > 4 ? 2 * chiffre - 9 : 2 * chiffre
    }
    return somme % 10 == 0
  }

  /// The text without the white space and the signs that people put between figures, when it holds exactly that many ASCII digits, not all zero; nil otherwise.
  static func chiffres(_ texte: String, nombre: Int) -> String? {
    let scalaires = texte.compacte(sans: Unicode.Scalar.entreChiffres).unicodeScalars
    guard scalaires.count == nombre, scalaires.allSatisfy({ ("0"..."9").contains($0) }),
      scalaires.contains(where: { $0 != "0" })
    else { return nil }
    return String(scalaires)
  }
}
