import Domain
import Testing

@Suite struct MotDePasseTests {
  private static let courants = MotsDePasseCourants([
    "motdepasse", "motdepass", "password", "azertyuiop", "azerty", "qwertyuiop", "soleil", "bonjour", "marseille", "doudou", "loveyou",
  ])
  private static let titulaire = MotDePasse.Titulaire(
    identifiant: "TEC7K4P2M", email: "zelie.kervadec@ccas-marly.example", nom: "Kervadec", prenom: "Zélie")

  private func verifier(_ texte: String) throws(FauteMotDePasse) {
    try MotDePasse.verifier(MotDePasse.normaliser(texte), Self.titulaire, courants: Self.courants)
  }

  /// That many different characters.
  private func signes(_ nombre: Int) -> String {
    String(String.UnicodeScalarView((0..<nombre).map { Unicode.Scalar(UInt32(0x4e00 + $0))! }))
  }

  @Test(arguments: [(14, FauteMotDePasse.tropCourt), (15, nil), (128, nil), (129, .tropLong)] as [(Int, FauteMotDePasse?)])
  func `un mot de passe compte de 15 à 128 caractères (C-18)`(longueur: Int, attendue: FauteMotDePasse?) {
    if let attendue {
      #expect(throws: attendue) { try verifier(signes(longueur)) }
    } else {
      #expect(throws: Never.self) { try verifier(signes(longueur)) }
    }
  }

  @Test(arguments: [14, 15])
  func `les caractères se comptent en NFC, ceux qui se voient (C-18)`(longueur: Int) {
    let decompose =
      "e\u{301}u\u{308}n\u{303}c\u{327}a\u{302}i\u{308}o\u{302}u\u{300}z\u{30c}s\u{30c}y\u{308}E\u{300}A\u{30a}O\u{308}" + (longueur == 15 ? "b" : "")
    for texte in [decompose, "  \(decompose)\u{2060}\u{200b} ", decompose.map { "\($0)\u{2060}" }.joined()] {
      if longueur == 15 {
        #expect(throws: Never.self) { try verifier(texte) }
      } else {
        #expect(throws: FauteMotDePasse.tropCourt) { try verifier(texte) }
      }
    }
    #expect(MotDePasse.normaliser("e\u{301}").unicodeScalars.count == 1)
  }

  @Test(arguments: [" ", "\u{2060}", "\u{200b}", "\u{ad}", "\u{2800}", "\u{3164}", "\u{a0}", "\t", "\u{202e}"])
  func `des blancs ou des invisibles seuls ne sont pas un mot de passe (C-18)`(signe: String) {
    #expect(throws: FauteMotDePasse.invisible) { try verifier(String(repeating: signe, count: 20)) }
  }

  @Test(arguments: ["toutes minuscules", "sans chiffre ni signe", "密码锁门窗户桌椅书本纸笔墨水火", "cheval agrafe batterie correct", "8f3kq0zv7xw2m5t"])
  func `aucune règle de composition (C-18)`(texte: String) {
    #expect(throws: Never.self) { try verifier(texte) }
  }

  @Test(arguments: [
    "motdepasse12345", "Password123456!", "azertyuiop12345", "MotDePasseMotDePasse", "M0t d3 p4ss3 2025", "P@$$w0rd20252025", "aaaaaaaaaaaaaaa",
    "123456789012345", "987654321098765", "11223344556677889", "soleil soleil soleil", "bonjour2024soleil!", "!!!Marseille13!!!!", "monpassword1234",
    "qwertyuiop[]123", "12345azerty67890", "Doudou-Doudou-01", "éléphantéléphant", "1l0vey0u1234567", "abcabcabcabcabc",
  ])
  func `un mot de passe des plus courants, complété ou répété, est refusé (C-18)`(texte: String) {
    #expect(throws: FauteMotDePasse.courant) { try verifier(texte) }
  }

  @Test(arguments: [
    "zelie.kervadec@ccas-marly.example", "ZELIE.KERVADEC2025", "Kervadec Zélie 1987", "zélie kervadec !!!!", "kervadec-kervadec-zelie",
    "zelie.kervadec@ccas",
  ])
  func `l'adresse, sa partie locale et le nom ne font pas un secret, dans aucun ordre (C-18)`(texte: String) {
    #expect(throws: FauteMotDePasse.personnel) { try verifier(texte) }
  }

  @Test func `un mot de passe ne contient pas l'identifiant, mais peut nommer quelqu'un dans une phrase (C-18)`() {
    #expect(throws: FauteMotDePasse.contientIdentifiant) { try verifier("bonjour tec7k4p2m, entrez") }
    #expect(throws: Never.self) { try verifier("Zélie cueille des mirabelles") }
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
    func changer(_ nouveau: String, identique: Bool) throws(RefusCompte) {
      try MotDePasse.changer(nouveau: nouveau, identique: identique, Self.titulaire, courants: Self.courants)
    }
    let identique = refus { () throws(RefusCompte) in try changer("quatre mots au hasard", identique: true) }
    #expect(identique?.champs == ["/nouveau MOT_DE_PASSE_IDENTIQUE"])
    #expect(identique?.regle == "C-19")
    #expect(refus { () throws(RefusCompte) in try changer("court", identique: false) }?.code == "MOT_DE_PASSE_FAIBLE")
    #expect(throws: Never.self) { try changer("quatre mots au hasard", identique: false) }
  }
}
