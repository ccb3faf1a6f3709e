/// Reads the fixed ASCII shapes of dates and instants, byte by byte, without Foundation.
struct LecteurDeChiffres {
  private let octets: [UInt8]
  private var position = 0

  init(_ texte: String) {
    octets = Array(texte.utf8)
  }

  var estFini: Bool { position == octets.count }

  /// Exactly that many ASCII digits.
  mutating func entier(chiffres nombre: Int) -> Int? {
    guard position + nombre <= octets.count else { return nil }
    var valeur = 0
    for octet in octets[position..<position + nombre] {
      guard octet >= 48, octet <= 57 else { return nil }
      valeur = valeur * 10 + Int(octet - 48)
    }
    position += nombre
    return valeur
  }

  /// One or more digits of a decimal fraction, cut to millionths.
  mutating func millioniemes() -> Int? {
    var valeur = 0
    var lus = 0
    while position < octets.count, octets[position] >= 48, octets[position] <= 57 {
      if lus < 6 { valeur = valeur * 10 + Int(octets[position] - 48) }
      lus += 1
      position += 1
    }
    guard lus > 0 else { return nil }
    for _ in min(lus, 6)..<6 { valeur *= 10 }
    return valeur
  }

  /// Consumes that character if it comes next.
  mutating func signe(_ attendu: Unicode.Scalar) -> Bool {
    guard position < octets.count, octets[position] == UInt8(ascii: attendu) else { return false }
    position += 1
    return true
  }
}

/// A number not below zero, padded with zeros.
func chiffres(_ valeur: Int, _ largeur: Int) -> String {
  let texte = String(valeur)
  return String(repeating: "0", count: max(0, largeur - texte.utf8.count)) + texte
}
