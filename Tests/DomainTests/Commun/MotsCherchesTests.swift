import Testing

@testable import Domain

/// What a name is found by, and what is looked for.
@Suite struct MotsCherchesTests {
  @Test func `une clé par mot, chacune suivie des autres, dans l'ordre des mots`() {
    let mots = MotsIndexes("Lévy Bruhl", "Jean Noël")
    #expect(mots.cles == ["bruhl jean noel levy", "jean noel levy bruhl", "levy bruhl jean noel", "noel levy bruhl jean"])
    #expect(mots.communs == [0, 0, 0, 0])
    #expect(MotsIndexes("", "  ", "’").cles == [])
  }

  @Test func `un mot répété n'a qu'une clé, un début commun se dit`() {
    let mots = MotsIndexes("Jean", "Jean Jeanne Jeannette")
    #expect(mots.cles == ["jean jean jeanne jeannette", "jeanne jeannette jean jean", "jeannette jean jean jeanne"])
    #expect(mots.communs == [0, 4, 6])
  }

  @Test func `un mot que coupe une apostrophe ou un trait d'union se trouve aussi d'un seul tenant`() {
    #expect(MotsIndexes("N’Diaye", "Aï-Fatou").cles.map { $0.prefix { $0 != " " } } == ["ai", "aifatou", "diaye", "fatou", "n", "ndiaye"])
    #expect(MotsIndexes("N’Diaye").communs == [0, 0, 1])
    #expect(MotsIndexes("a-b", "ab a b").cles.count == 3)
  }

  @Test func `chaque mot a sa clé, si long que soit le texte`() {
    let mots = (1...60).map { "m\($0)x" }
    #expect(MotsIndexes(mots.joined(separator: " ")).cles.count == 60)
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
