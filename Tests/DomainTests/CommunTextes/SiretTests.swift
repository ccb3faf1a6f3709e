import Domain
import Testing

@Suite struct SiretTests {
  @Test(arguments: [
    "26600175900098", "266 001 759 00098", "266\u{00A0}001\u{202F}759 00098", " 26600175900098 ", "266-001-759-00098", "266.001.759.00098",
    "266 001 759\u{2011}00098", "\u{200b}26600175900098",
  ])
  func `un SIRET est lu sans ses espaces (P-02)`(texte: String) throws {
    let siret = try Siret(texte)
    #expect(siret.chiffres == "26600175900098")
    #expect(siret.siren.chiffres == "266001759")
  }

  @Test func `un SIRET dont la clé de Luhn est fausse est refusé (P-02)`() {
    #expect(throws: SiretInvalide.cle) { try Siret("26600175900099") }
  }

  @Test(arguments: ["", "2660017590009", "266001759000981", "2660017590009A", "00000000000000", "２6600175900098"])
  func `un SIRET compte quatorze chiffres, pas tous nuls (P-02)`(texte: String) {
    #expect(throws: SiretInvalide.forme) { try Siret(texte) }
  }

  @Test func `un établissement de La Poste passe par la somme de ses chiffres, multiple de 5 (P-02)`() throws {
    // 356000000 + 00048: the head office has a Luhn key; 00049 neither key nor sum; 09075: sum 35.
    #expect(try Siret("35600000000048").siren.chiffres == "356000000")
    #expect(try Siret("35600000009075").chiffres == "35600000009075")
    #expect(throws: SiretInvalide.cle) { try Siret("35600000009076") }
  }

  @Test func `l'exception de La Poste ne vaut pour aucun autre SIREN (P-02)`() {
    // Digits add up to 25, Luhn fails.
    #expect(throws: SiretInvalide.cle) { try Siret("26600100000001") }
  }

  @Test func `un SIREN compte neuf chiffres et une clé de Luhn (P-02)`() throws {
    #expect(try Siren("261 301 519").chiffres == "261301519")
    #expect(try Siren("266001759").description == "266001759")
    #expect(throws: SirenInvalide.cle) { try Siren("266001758") }
    #expect(throws: SirenInvalide.forme) { try Siren("26600175") }
    #expect(throws: SirenInvalide.forme) { try Siren("000000000") }
  }
}
