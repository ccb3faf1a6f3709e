import Testing

@testable import Domain

/// The short ways through texts say what the long ones say.
@Suite struct TextesTests {
  @Test func `les caractères interdits sont ceux de contrôle, les fins de ligne d'Unicode et les marques de sens, et nuls autres`() {
    for value in UInt32(0)...0x10ffff {
      guard let scalaire = Unicode.Scalar(value) else { continue }
      let attendu =
        switch scalaire.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: (0x202a...0x202e).contains(value) || (0x2066...0x2069).contains(value)
        }
      if scalaire.estInterditEnLigne != attendu { Issue.record("U+\(String(value, radix: 16))") }
    }
  }

  /// Each scalar that the short way takes, and as many that it does not, between letters: cut and folded as the long way does.
  @Test func `les mots d'un texte français sont les mêmes par le chemin court`() {
    for value in UInt32(1)...0x2fff {
      guard let scalaire = Unicode.Scalar(value) else { continue }
      let texte = "Ab\(Character(scalaire))cD 12\(Character(scalaire))"
      let attendus = texte.replie.split { !($0.isLetter || $0.isNumber) }
      if texte.motsReplies != attendus { Issue.record("U+\(String(value, radix: 16)) : \(texte.motsReplies) au lieu de \(attendus)") }
    }
    #expect("L’ŒUVRE d'Éloïse — n° 12 « àÿ »".motsReplies == ["l", "oeuvre", "d", "eloise", "n", "12", "ay"])
    #expect("e\u{301}te\u{301} Ωmega".motsReplies == ["ete", "ωmega"])
  }
}
