/// What makes a text found by any of its words: a key per word, the word then those that follow it and those before, so that an index serves
/// any beginning of any word and the others are read beside it. A word that an apostrophe or a hyphen cuts is one more as people write it
/// without: N'Diaye is found by « diaye » and by « ndiaye ».
package struct MotsIndexes: Sendable, Hashable {
  package let cles: [String]
  /// How many characters each word shares with the one before it in order. A beginning that both have finds the text by the first alone.
  package let communs: [Int]

  package init(_ textes: String...) {
    var mots = textes.flatMap(\.motsReplies)
    for colle in textes.flatMap(\.motsColles) where !mots.contains(colle) { mots.append(colle) }
    // Fields are short: no table is worth building.
    var rangs: [Int] = []
    for rang in mots.indices where !rangs.contains(where: { mots[$0] == mots[rang] }) { rangs.append(rang) }
    // The order of collation "C", which is that of the bytes.
    rangs.sort { mots[$0].utf8.lexicographicallyPrecedes(mots[$1].utf8) }
    cles = rangs.map { rang in (mots[rang...] + mots[..<rang]).joined(separator: " ") }
    communs = rangs.indices.map { $0 == 0 ? 0 : Self.commun(mots[rangs[$0 - 1]], mots[rangs[$0]]) }
  }

  private static func commun(_ un: Substring, _ autre: Substring) -> Int {
    zip(un.unicodeScalars, autre.unicodeScalars).prefix { $0 == $1 }.count
  }
}

/// A text that somebody looks for: beginnings of words, in any order.
package struct MotsCherches: Sendable, Hashable {
  private static let motsMax = 8

  /// One at least, the longest first.
  package let mots: [String]

  /// Nil when nothing is left to look for: blanks, signs, a lone accent.
  package init?(_ texte: String) {
    var mots = texte.motsReplies
    // A SIRET or a telephone number as people space it is one word.
    if mots.count > 1, mots.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }) { mots = [Substring(mots.joined())] }
    guard !mots.isEmpty else { return nil }
    self.mots = mots.prefix(Self.motsMax).map(String.init).sorted { $0.utf8.count > $1.utf8.count }
  }
}
