import Domain
import Testing

@Suite struct CoordonneesTests {
  @Test(arguments: ["01", "09", "19", "21", "95", "2A", "2B", "2a", "971", "972", "973", "974", "975", "976", "977", "978"])
  func `un département existant est admis (D-11, T-110)`(code: String) throws {
    #expect(try Departement(code).code == code.uppercased())
  }

  @Test(arguments: ["20", "96", "00", "1", "970", "979", "987", "2C", "", " 57", "057", "99", "５7"])
  func `un département inconnu est refusé (D-11, T-110)`(code: String) {
    #expect(throws: DepartementInconnu.inconnu) { try Departement(code) }
  }

  @Test func `les départements et les collectivités qui ont leur code sont 104 (D-11)`() {
    let deux = (0...99).map { $0 < 10 ? "0\($0)" : "\($0)" } + ["2A", "2B"]
    let trois = (900...999).map(String.init)
    #expect((deux + trois).count { (try? Departement($0)) != nil } == 104)
  }

  @Test func `la même adresse en majuscules est la même adresse (C-01, T-069)`() throws {
    let adresse = try AdresseCourriel("  Prenom.NOM@CCAS-Marly.Example ")
    #expect(adresse.texte == "prenom.nom@ccas-marly.example")
    #expect(adresse.domaine.texte == "ccas-marly.example")
    #expect(try adresse == AdresseCourriel("prenom.nom@ccas-marly.example"))
  }

  @Test(arguments: [
    "", "a", "a@b", "@b.fr", "a@", "a@@b.fr", "a@b@c.fr", ".a@b.fr", "a.@b.fr", "a..b@c.fr", "a b@c.fr", "a@-b.fr", "a@b-.fr",
    "a@b..fr", "a@b.fr.", "a@192.168.0.1", "é@b.fr", "a@é.fr", "a@[1.2.3.4]", "\"a\"@b.fr", "a@b_c.fr", "\u{212A}@b.fr",
    String(repeating: "a", count: 65) + "@b.fr", "a@" + String(repeating: "b", count: 64) + ".fr",
  ])
  func `une adresse mal formée est refusée (C-05)`(texte: String) {
    #expect(throws: AdresseCourrielInvalide.forme) { try AdresseCourriel(texte) }
  }

  @Test func `une adresse compte 64 caractères avant l'arobase et 254 en tout (C-05)`() throws {
    #expect(throws: Never.self) { try AdresseCourriel(String(repeating: "a", count: 64) + "@b.fr") }
    let domaine = [50, 50, 50, 50].map { String(repeating: "b", count: $0) }.joined(separator: ".") + ".fr"
    #expect(throws: Never.self) { try AdresseCourriel(String(repeating: "a", count: 254 - 1 - domaine.count) + "@" + domaine) }
    #expect(throws: AdresseCourrielInvalide.forme) {
      try AdresseCourriel(String(repeating: "a", count: 255 - 1 - domaine.count) + "@" + domaine)
    }
  }

  @Test(arguments: [
    ("03 53 01 00 01", "0353010001"), ("03.53.01.00.01", "0353010001"), ("0353010001", "0353010001"),
    ("03-53-01-00-01", "0353010001"), ("03\u{00A0}53\u{202F}010001", "0353010001"), ("+33 3 53 01 00 01", "0353010001"),
    ("03/53/01/00/01", "0353010001"), ("(+33) 3 53 01 00 01", "0353010001"),
    ("0033 3 53 01 00 01", "0353010001"), ("+33 (0)3 53 01 00 01", "0353010001"), ("0033(0)3–53–01–00–01", "0353010001"),
    ("+262 262 12 34 56", "0262123456"), ("+590 (0)690 12 34 56", "0690123456"), ("+32 2 234 56 78", "+3222345678"),
    ("\u{202a}03 53 01 00 01\u{202c}", "0353010001"),
  ])
  func `un numéro de téléphone est lu sans ses séparateurs (C-05)`(brut: String, attendu: String) throws {
    #expect(try Telephone(brut).texte == attendu)
  }

  @Test(arguments: [
    "", "36 46", "0053010001x", "035301000", "03530100011", "1353010001", "00530100", "+0353010001", "+1234567", "+1234567890123456",
    "téléphone", "+33 3 53 01 00", "+33 3 53 01 00 01 2", "+262 12",
  ])
  func `un numéro de téléphone incomplet est refusé (C-05)`(brut: String) {
    #expect(throws: TelephoneInvalide.forme) { try Telephone(brut) }
  }

  @Test(arguments: [("36 46", "3646"), ("3646", "3646"), ("10 10", "1010"), ("03 53 01 00 01", "0353010001")])
  func `une caisse a un numéro court (C-05)`(brut: String, attendu: String) throws {
    #expect(try Telephone(brut, court: true).texte == attendu)
  }

  @Test(arguments: ["364", "36466", "4646", "112"])
  func `un numéro court a quatre chiffres, 3 ou 10 devant`(brut: String) {
    #expect(throws: TelephoneInvalide.formeCourte) { try Telephone(brut, court: true) }
  }

  @Test func `une adresse se colle avec ce qui l'entoure, jamais trouée`() throws {
    #expect(try AdresseCourriel("\u{a0}prenom.nom@ccas.example\u{200b} ").texte == "prenom.nom@ccas.example")
    #expect(try AdresseCourriel("prenom.nom\u{ad}@ccas.example").texte == "prenom.nom@ccas.example")
    #expect(throws: AdresseCourrielInvalide.forme) { try AdresseCourriel("prenom nom@ccas.example") }
  }
}
