import Domain
import Testing

@Suite struct MotDePasseTests {
  private func verifier(_ texte: String, identifiant: String = "p-nom1-57") throws(FauteMotDePasse) {
    try MotDePasse.verifier(texte, identifiant: identifiant, courants: ["123456789012345", "motdepassemotdepasse"])
  }

  @Test(arguments: [(13, FauteMotDePasse.tropCourt), (14, nil), (128, nil), (129, .tropLong)] as [(Int, FauteMotDePasse?)])
  func `un mot de passe compte de 14 à 128 caractères (C-18)`(longueur: Int, attendue: FauteMotDePasse?) {
    let texte = String(repeating: "é", count: longueur)
    if let attendue {
      #expect(throws: attendue) { try verifier(texte) }
    } else {
      #expect(throws: Never.self) { try verifier(texte) }
    }
  }

  @Test(arguments: ["aaaaaaaaaaaaaa", "toutes minuscules", "               ", "sans chiffre ni signe", "密码密码密码密码密码密码密码"])
  func `aucune règle de composition (C-18)`(texte: String) {
    #expect(throws: Never.self) { try verifier(texte) }
  }

  @Test(arguments: ["123456789012345", "MotDePasseMotDePasse"])
  func `un mot de passe des plus courants est refusé (C-18)`(texte: String) {
    #expect(throws: FauteMotDePasse.courant) { try verifier(texte) }
  }

  @Test func `un mot de passe ne contient pas l'identifiant (C-18)`() {
    #expect(throws: FauteMotDePasse.contientIdentifiant) { try verifier("bonjour P-NOM1-57 !") }
    #expect(throws: Never.self) { try verifier("bonjour p-nom1-5 !") }
    #expect(throws: Never.self) { try verifier("quatorze signes", identifiant: "") }
  }

  @Test func `changé le 01/01/2025, il est à renouveler le 30/06/2025 (C-19, Q-46)`() {
    let validite = ActesReels.acte000.mdpValiditeJours
    #expect(validite == 180)
    #expect(MotDePasse.aRenouvelerLe(changeLe: "2025-01-01", validiteJours: validite) == "2025-06-30")
    #expect(!MotDePasse.estPerime(changeLe: "2025-01-01", validiteJours: validite, le: "2025-06-29"))
    #expect(MotDePasse.estPerime(changeLe: "2025-01-01", validiteJours: validite, le: "2025-06-30"))
    #expect(MotDePasse.estPerime(changeLe: "2025-01-01", validiteJours: validite, le: "2025-07-01"))
  }

  @Test func `un changement refuse l'ancien mot de passe et nomme le champ (C-19)`() {
    let identique = refus { () throws(RefusCompte) in
      try MotDePasse.changer(nouveau: "quatre mots au hasard", identique: true, identifiant: "p", courants: [])
    }
    #expect(identique?.champs == ["/nouveau MOT_DE_PASSE_IDENTIQUE"])
    #expect(identique?.regle == "C-19")
    let faible = refus { () throws(RefusCompte) in
      try MotDePasse.changer(nouveau: "court", identique: false, identifiant: "p", courants: [])
    }
    #expect(faible?.code == "MOT_DE_PASSE_FAIBLE")
    #expect(throws: Never.self) {
      try MotDePasse.changer(nouveau: "quatre mots au hasard", identique: false, identifiant: "p-x", courants: [])
    }
  }
}
