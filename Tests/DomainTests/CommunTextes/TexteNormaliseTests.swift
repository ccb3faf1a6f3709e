import Testing

@testable import Domain

/// One way to write a text, whatever it was typed or pasted from.
@Suite struct TexteNormaliseTests {
  @Test(arguments: [
    ("Élise", "Élise"), ("E\u{301}lise", "Élise"), ("  Jean   Noël ", "Jean Noël"), ("Jean\u{a0}\u{202f}Noël", "Jean Noël"),
    ("Le\u{2003}Goff", "Le Goff"),
    ("Lé\u{ad}vy", "Lévy"), ("\u{feff}Lévy\u{200b}", "Lévy"), ("Le\u{200d}vy", "Levy"), ("un\r\ndeux\rtrois\nquatre", "un\ndeux\ntrois\nquatre"),
    ("un  \n  deux", "un\n deux"), ("\n\nun\n\ndeux\n", "un\n\ndeux"), ("", ""), ("   ", ""), ("\u{a0}\u{200b}\u{2060}", ""), ("Đỗ Văn", "Đỗ Văn"),
    ("8 rue des Écoles – bât. B", "8 rue des Écoles – bât. B"), ("a", "a"), (" a", "a"), ("a ", "a"), ("a\n", "a"),
  ])
  func `composé, sans blanc double ni autour, sans rien d'invisible, ses lignes gardées`(_ brut: String, _ attendu: String) {
    #expect(brut.normalise.utf8.elementsEqual(attendu.utf8), "\(brut.normalise.debugDescription)")
  }

  /// The short way says what the long one says.
  @Test func `normaliser deux fois ne change rien`() {
    for value in UInt32(1)...0x3100 {
      guard let scalaire = Unicode.Scalar(value) else { continue }
      for texte in ["a\(Character(scalaire))b", "\(Character(scalaire))", "a \(Character(scalaire)) b", "a\(Character(scalaire)) "] {
        let une = texte.normalise
        if !une.normalise.utf8.elementsEqual(une.utf8) { Issue.record("U+\(String(value, radix: 16))") }
        if une.hasSuffix(" ") || une.hasPrefix(" ") || une.contains("  ") { Issue.record("U+\(String(value, radix: 16)) blanc") }
      }
    }
  }

  @Test(arguments: ["a\u{0}b", "a\u{1b}b", "a\u{202e}b", "\u{7f}", "a\u{2028}b"])
  func `un caractère de contrôle est refusé, jamais retiré`(_ texte: String) {
    #expect(throws: TexteInvalide.caractereInterdit) { try texte.recu() }
  }

  @Test(arguments: ["  ", "\u{a0}", "\u{200b}", "\u{2060}\u{ad}", "\n\t ", "\u{2800}", "\u{301}", " \u{300}\u{301} ", "\u{fff9}"])
  func `des blancs ou de l'invisible seuls ne sont pas un texte`(_ texte: String) {
    #expect(throws: TexteInvalide.vide) { try texte.recu() }
    #expect(texte.estBlanc)
  }

  @Test func `rien reste rien`() throws { #expect(try "".recu() == "") }
}
