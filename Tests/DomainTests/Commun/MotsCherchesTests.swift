import Testing

@testable import Domain

/// What a name is found by, and what is looked for.
@Suite struct MotsCherchesTests {
  @Test func `une clé par mot, chacune suivie des autres, dans l'ordre des mots`() {
    let mots = MotsIndexes("Lévy-Bruhl", "Jean-Noël")
    #expect(mots.cles == ["bruhl jean noel levy", "jean noel levy bruhl", "levy bruhl jean noel", "noel levy bruhl jean"])
    #expect(mots.communs == [0, 0, 0, 0])
    #expect(MotsIndexes("", "  ", "’").cles == [])
  }

  @Test func `un mot répété n'a qu'une clé, un début commun se dit`() {
    let mots = MotsIndexes("Jean", "Jean Jeanne Jeannette")
    #expect(mots.cles == ["jean jean jeanne jeannette", "jeanne jeannette jean jean", "jeannette jean jean jeanne"])
    #expect(mots.communs == [0, 4, 6])
  }

  /// At the bound, after, and what is beyond stays in the keys.
  @Test func `douze mots ont une clé, pas un de plus`() {
    let mots = (1...13).map { "m\($0)x" }
    #expect(MotsIndexes(mots.prefix(12).joined(separator: " ")).cles.count == 12)
    let treize = MotsIndexes(mots.joined(separator: " "))
    #expect(treize.cles.count == 12 && treize.cles.allSatisfy { $0.contains("m13x") })
  }

  @Test func `les mots cherchés viennent du plus long au plus court, un numéro espacé est un seul mot`() {
    #expect(MotsCherches("d’Œu bruhl")?.mots == ["bruhl", "oeu", "d"])
    #expect(MotsCherches("123 456 789 00012")?.mots == ["12345678900012"])
    #expect(MotsCherches("12 rue")?.mots == ["rue", "12"])
    #expect(MotsCherches((1...9).map { "m\($0)" }.joined(separator: " "))?.mots.count == 8)
  }

  @Test(arguments: ["", " ", "\u{a0}", "\u{301}", "’", "%", "\u{200b}", "- -", "…"])
  func `ce qui ne laisse rien n'est pas une recherche`(_ texte: String) {
    #expect(MotsCherches(texte) == nil)
  }
}
