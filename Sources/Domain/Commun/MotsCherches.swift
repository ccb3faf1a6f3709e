/// What makes a text found by any of its words: a key per word, the word then those that follow it and those before, so that an index serves
/// any beginning of any word and the others are read beside it.
package struct MotsIndexes: Sendable, Hashable {
  /// Words that a text is found by; the others are in the keys all the same.
  package static let motsMax = 12

  package let cles: [String]
  /// How many characters each word shares with the one before it in order. A beginning that both have finds the text by the first alone.
  package let communs: [Int]

  package init(_ textes: String...) {
    let mots = textes.flatMap(\.motsReplies)
    var rangs: [Substring: Int] = [:]
    for (rang, mot) in mots.enumerated() where rangs.count < Self.motsMax && rangs[mot] == nil { rangs[mot] = rang }
    // The order of collation "C", which is that of the bytes.
    let tries = rangs.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    cles = tries.map { (mots[$0.value...] + mots[..<$0.value]).joined(separator: " ") }
    communs = tries.indices.map { $0 == 0 ? 0 : Self.commun(tries[$0 - 1].key, tries[$0].key) }
  }

  private static func commun(_ un: Substring, _ autre: Substring) -> Int {
    zip(un.unicodeScalars, autre.unicodeScalars).prefix { $0 == $1 }.count
  }
}

/// A text that somebody looks for: beginnings of words, in any order.
package struct MotsCherches: Sendable, Hashable {
  package static let caracteresMax = 100
  private static let motsMax = 8

  /// The longest: the one that is walked along.
  package let debut: String
  /// The others, that the rows found must have.
  package let autres: [String]

  /// Nil when nothing is left to look for: blanks, signs, a lone accent.
  package init?(_ texte: String) {
    var mots = texte.motsReplies
    // A SIRET or a telephone number as people space it is one word.
    if mots.count > 1, mots.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }) { mots = [Substring(mots.joined())] }
    guard let debut = mots.max(by: { $0.utf8.count < $1.utf8.count }), let rang = mots.firstIndex(of: debut) else { return nil }
    mots.remove(at: rang)
    self.debut = String(debut)
    autres = mots.prefix(Self.motsMax - 1).map(String.init)
  }
}
