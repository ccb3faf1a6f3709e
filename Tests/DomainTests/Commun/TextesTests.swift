import Foundation
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

  @Test func `les mots d'un texte sont les mêmes, composé ou décomposé`() {
    for value in UInt32(1)...0x2fff {
      guard let scalaire = Unicode.Scalar(value) else { continue }
      let texte = "Ab\(Character(scalaire))cD 12\(Character(scalaire)) "
      if texte.motsReplies != texte.decomposedStringWithCanonicalMapping.motsReplies { Issue.record("U+\(String(value, radix: 16))") }
      if texte.composee != texte.precomposedStringWithCanonicalMapping { Issue.record("U+\(String(value, radix: 16)) NFC") }
    }
  }

  @Test func `accents, casse, ligatures, apostrophes, traits d'union et espaces ne comptent pas`() {
    for nom in ["Lévy-Bruhl", "LEVY BRUHL", "le\u{301}vy\u{2011}bruhl", "lévy\u{a0}bruhl", "Lé\u{ad}vy – Bruhl"] {
      #expect(nom.motsReplies == ["levy", "bruhl"], "\(nom)")
    }
    for nom in ["d'Œuvre", "D’OEUVRE", "dʼœuvre", "d`oeuvre", "d´Œuvre"] { #expect(nom.motsReplies == ["d", "oeuvre"], "\(nom)") }
    #expect("Łukasz Groß Đỗ Şahin Ǆ".motsReplies.prefix(4) == ["lukasz", "gross", "do", "sahin"])
    #expect("L’ŒUVRE d'Éloïse — n° 12 « àÿ »".motsReplies == ["l", "oeuvre", "d", "eloise", "n", "12", "ay"])
    #expect("e\u{301}te\u{301} Ωmega".motsReplies == ["ete", "ωmega"])
  }
}
