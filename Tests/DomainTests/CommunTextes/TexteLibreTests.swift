import Domain
import Testing

@Suite struct TexteLibreTests {
  @Test func `un texte est lu sans les blancs qui l'entourent, ses lignes gardées (D-14)`() throws {
    let texte = try TexteLibre("\n  Bonjour,\n\tmerci.  \n", caracteresMax: 100, lexique: .parDefaut)
    #expect(texte.texte == "Bonjour,\n\tmerci.")
    #expect(texte.termesSante.isEmpty)
    #expect(!texte.soupconNir)
  }

  @Test func `un texte est borné en caractères, la borne comprise (D-14)`() throws {
    #expect(try TexteLibre(String(repeating: "é", count: 10), caracteresMax: 10, lexique: .parDefaut).texte.count == 10)
    #expect(throws: TexteInvalide.tropLong(caracteresMax: 10)) {
      try TexteLibre(String(repeating: "é", count: 11), caracteresMax: 10, lexique: .parDefaut)
    }
  }

  @Test(arguments: ["", "   ", "\n\t\u{00A0}"])
  func `un texte blanc est vide`(brut: String) {
    #expect(throws: TexteInvalide.vide) { try TexteLibre(brut, caracteresMax: 10, lexique: .parDefaut) }
    #expect(throws: TexteInvalide.vide) { try TexteCourt(brut, caracteresMax: 10) }
  }

  @Test(arguments: ["a\u{0000}b", "a\u{001B}b", "a\u{202E}b", "a\u{2066}b", "a\u{007F}b"])
  func `un caractère de contrôle est refusé`(brut: String) {
    #expect(throws: TexteInvalide.caractereInterdit) { try TexteLibre(brut, caracteresMax: 10, lexique: .parDefaut) }
    #expect(throws: TexteInvalide.caractereInterdit) { try TexteCourt(brut, caracteresMax: 10) }
  }

  @Test func `un texte d'une ligne n'en a qu'une`() throws {
    #expect(throws: TexteInvalide.caractereInterdit) { try TexteCourt("a\nb", caracteresMax: 10) }
    #expect(try TexteCourt(" 8 rue des Écoles ", caracteresMax: 20).texte == "8 rue des Écoles")
  }

  @Test func `un NIR est refusé dans tout texte, le soupçon admis (D-12)`() throws {
    #expect(throws: TexteInvalide.nir) { try TexteLibre("voir 2 55 08 14 168 025 38", caracteresMax: 100, lexique: .parDefaut) }
    #expect(throws: TexteInvalide.nir) { try TexteCourt("255081416802538", caracteresMax: 100) }
    #expect(try TexteLibre("voir 2 55 08 14 168 025", caracteresMax: 100, lexique: .parDefaut).soupconNir)
  }

  @Test func `le message d'un refus ne répète jamais le texte (D-12)`() {
    for faute in [TexteInvalide.nir, .vide, .caractereInterdit, .tropLong(caracteresMax: 4000)] {
      #expect(!faute.message.contains("255"))
      #expect(faute.sur("/description").pointeur == "/description")
    }
    #expect(TexteInvalide.nir.sur("/a").regle == "D-12")
  }

  @Test(arguments: [
    ("Le diagnostic de juin", ["diagnostic"]), ("LES DIAGNOSTICS", ["diagnostic"]), ("elle est diabetique", ["diabétique"]),
    ("dépression", ["dépression"]), ("de\u{0301}pression", ["dépression"]), ("suivi en ALD", ["ALD"]),
    ("une affection  de longue\ndurée", ["affection de longue durée"]), ("l'hospitalisation", ["hospitalisation"]),
    ("cancer, VIH et cancer", ["cancer", "VIH"]),
  ])
  func `les mots de santé se reconnaissent sans accent ni casse, au pluriel aussi (D-13, Q-14)`(texte: String, attendus: [String]) {
    #expect(LexiqueSante.parDefaut.termesTrouves(dans: texte) == attendus)
  }

  @Test(arguments: [
    "bon de dépistage", "assurance maladie", "traitement de la demande", "aldéhyde", "sidaction", "autodiagnostiqueur",
    "affection de durée", "renoncement aux soins", "",
  ])
  func `un mot ordinaire ou une partie de mot n'alerte pas (D-13, Q-14)`(texte: String) {
    #expect(LexiqueSante.parDefaut.termesTrouves(dans: texte).isEmpty)
  }

  @Test func `une caisse peut avoir son lexique (D-13)`() {
    let lexique = LexiqueSante(termes: ["cœur", "", "pied bot"])
    #expect(lexique.termesTrouves(dans: "COEUR") == ["cœur"])
    #expect(lexique.termesTrouves(dans: "un pied-bot") == ["pied bot"])
    #expect(lexique.termesTrouves(dans: "diagnostic").isEmpty)
  }

  @Test func `la confirmation cite les termes du lexique et dit comment confirmer (D-13)`() {
    let faute = ConfirmationRequise(termes: ["diagnostic"])
    #expect(faute.code == .confirmationRequise)
    #expect(faute.message.contains("diagnostic"))
    #expect(faute.message.contains("confirmation_donnees_sante"))
  }
}
