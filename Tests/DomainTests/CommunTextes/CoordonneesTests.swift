import Domain
import Testing

@Suite struct CoordonneesTests {
  @Test(arguments: ["01", "09", "19", "21", "95", "2A", "2B", "2a", "971", "972", "973", "974", "976"])
  func `un département existant est admis (D-11, T-110)`(code: String) throws {
    #expect(try Departement(code).code == code.uppercased())
  }

  @Test(arguments: ["20", "96", "00", "1", "975", "977", "978", "970", "2C", "", " 57", "057", "99", "５7"])
  func `un département inconnu est refusé (D-11, T-110)`(code: String) {
    #expect(throws: DepartementInconnu.inconnu) { try Departement(code) }
  }

  @Test func `les départements sont 101 (D-11)`() {
    let deux = (0...99).map { $0 < 10 ? "0\($0)" : "\($0)" } + ["2A", "2B"]
    let trois = (900...999).map(String.init)
    #expect((deux + trois).count { (try? Departement($0)) != nil } == 101)
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
    ("03-53-01-00-01", "0353010001"), ("03\u{00A0}53\u{202F}010001", "0353010001"), ("+33 3 53 01 00 01", "+33353010001"),
    ("0033 3 53 01 00 01", "+33353010001"), ("+33 (0)3 53 01 00 01", "+33353010001"), ("+262 262 12 34 56", "+262262123456"),
  ])
  func `un numéro de téléphone est lu sans ses séparateurs (C-05)`(brut: String, attendu: String) throws {
    #expect(try Telephone(brut).texte == attendu)
  }

  @Test(arguments: [
    "", "36 46", "0053010001x", "035301000", "03530100011", "1353010001", "00530100", "+0353010001", "+1234567", "+1234567890123456",
    "03/53/01/00/01", "téléphone",
  ])
  func `un numéro de téléphone incomplet est refusé (C-05)`(brut: String) {
    #expect(throws: TelephoneInvalide.forme) { try Telephone(brut) }
  }
}
