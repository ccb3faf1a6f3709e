/// The words that the commonest passwords are made on (C-18). Past fifteen characters nobody types such a word alone: it is padded with
/// figures, doubled, written with signs for letters. What counts is what is left of a password without that.
package struct MotsDePasseCourants: Sendable {
  private let mots: Set<String>

  /// Latin letters in lower case, without accents; at least four each.
  package init(_ mots: some Sequence<String>) { self.mots = Set(mots) }

  /// Whether the password is one or two of those words with figures and signs around, something that repeats itself, or figures in order.
  package func contient(_ texte: String) -> Bool {
    let minuscules = texte.lowercased()
    let visibles = minuscules.unicodeScalars.filter { !$0.properties.isWhitespace && !$0.properties.isDefaultIgnorableCodePoint }
    if Set(visibles).count < Self.signesDistinctsMin || Self.seRepete(Array(visibles.map(\.value))) { return true }
    if visibles.allSatisfy({ ("0"..."9").contains($0) }) { return Self.estUneSuite(visibles.map { Int($0.value) }) }
    // Other scripts are not in the list: their letters are somebody's own.
    guard let lettres = Self.lettres(minuscules) else { return false }
    return ([lettres] + Self.dechiffrees(minuscules)).contains(where: estCourant)
  }

  /// Different characters below which nothing is secret.
  private static let signesDistinctsMin = 5
  /// Letters beside a common word that add nothing, and the shortest word of the list.
  private static let resteMax = 3
  private static let motMin = 4

  private func estCourant(_ lettres: String) -> Bool {
    let octets = Array(lettres.utf8)
    guard octets.count >= Self.motMin else { return false }
    if mots.contains(lettres) || Self.seRepete(octets.map(UInt32.init)) { return true }
    return (1..<octets.count).contains { coupe in
      let (debut, fin) = (octets[..<coupe], octets[coupe...])
      return (debut.count <= Self.resteMax || estUnMot(debut)) && (fin.count <= Self.resteMax || estUnMot(fin))
        && max(debut.count, fin.count) >= Self.motMin
    }
  }

  private func estUnMot(_ octets: ArraySlice<UInt8>) -> Bool { mots.contains(String(decoding: octets, as: UTF8.self)) }

  /// The latin letters of a text, folded; nil when it has letters of another script.
  private static func lettres(_ texte: String) -> String? {
    var lettres: [UInt8] = []
    for octet in texte.motsReplies.joined().utf8 {
      if octet >= 0x80 { return nil }
      if (0x61...0x7a).contains(octet) { lettres.append(octet) }
    }
    return String(decoding: lettres, as: UTF8.self)
  }

  /// The same with the signs that stand for letters read as such, once the figures and signs at the ends are gone; `1` is an i or an l.
  private static func dechiffrees(_ texte: String) -> [String] {
    let estUneLettre: (Unicode.Scalar) -> Bool = { $0.properties.isAlphabetic }
    let scalaires = Array(texte.unicodeScalars)
    guard let premiere = scalaires.firstIndex(where: { estUneLettre($0) || $0 == "@" || $0 == "$" }),
      let derniere = scalaires.lastIndex(where: estUneLettre), premiere <= derniere
    else { return [] }
    return (["i", "l"] as [Unicode.Scalar]).compactMap { un in
      var lu = String.UnicodeScalarView()
      for scalaire in scalaires[premiere...derniere] { lu.append(scalaire == "1" || scalaire == "!" ? un : signes[scalaire] ?? scalaire) }
      return lettres(String(lu))
    }
  }

  private static let signes: [Unicode.Scalar: Unicode.Scalar] = [
    "0": "o", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s", "€": "e",
  ]

  /// Whether something comes twice at least and nothing else does, its last time cut short or not.
  private static func seRepete(_ suite: [UInt32]) -> Bool {
    guard suite.count >= 2 else { return false }
    return (1...suite.count / 2).contains { periode in (periode..<suite.count).allSatisfy { suite[$0] == suite[$0 - periode] } }
  }

  /// Figures that mostly follow one another, up or down, or stay (0123456789…, 99887766…), or turn in a round of ten.
  private static func estUneSuite(_ chiffres: [Int]) -> Bool {
    let pas = zip(chiffres, chiffres.dropFirst()).filter { abs($0 - $1) <= 1 || abs($0 - $1) == 9 }.count
    let ronde = chiffres.count > 10 && (10..<chiffres.count).allSatisfy { chiffres[$0] == chiffres[$0 - 10] }
    return ronde || pas * 4 >= (chiffres.count - 1) * 3
  }
}
