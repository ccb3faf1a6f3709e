import Catalogue
import Domain
import JSON
import Storage
import Testing

/// The five embedded models against the acts restated by hand.
@Suite struct ParametresDecodingTests {
  static func modele(_ code: String) throws -> JSONValue {
    let modeles = try #require(try JSONReader.parse(Catalogue.donnees(.modeles)).array)
    return try #require(modeles.first { $0["code"]?.string == code }?["parametres"])
  }

  @Test func `chaque modèle embarqué donne les paramètres de son acte (V-03)`() throws {
    let actes = [
      "000": ActesReels.acte000, "001": ActesReels.acte001, "002": ActesReels.acte002, "003": ActesReels.acte003,
      "004": ActesReels.acte004,
    ]
    for (code, acte) in actes {
      let decode = try ParametresConvention(try Self.modele(code))
      #expect(decode == acte, "modèle \(code)")
    }
  }

  @Test func `un modèle porte les 98 paramètres de la matrice, ni plus ni moins (V-03)`() throws {
    for code in ["000", "001", "002", "003", "004"] {
      let noms = try #require(try Self.modele(code).object).members.map(\.name)
      #expect(Set(noms) == Set(ParametresConvention.cles))
      #expect(noms.count == 98)
    }
  }

  @Test(arguments: ParametresConvention.cles)
  func `un paramètre que le modèle n'a pas se lit comme un paramètre que l'acte n'écrit pas (V-03)`(cle: String) throws {
    var object = try #require(try Self.modele("002").object)
    object[cle] = ["valeur": nil]
    let tu = try ParametresConvention(.object(object))
    object[cle] = nil
    #expect(try ParametresConvention(.object(object)) == tu)
    object[cle] = ["origine": "ACTE"]
    let failure = #expect(throws: ParametreIllisible.self) { try ParametresConvention(.object(object)) }
    #expect(failure?.cle == cle)
  }

  @Test(arguments: ParametresConvention.cles)
  func `un paramètre d'un autre type est nommé (V-03)`(cle: String) throws {
    var object = try #require(try Self.modele("002").object)
    object[cle] = ["valeur": ["min": 1]]
    let failure = #expect(throws: ParametreIllisible.self) { try ParametresConvention(.object(object)) }
    #expect(failure?.cle == cle)
  }

  @Test(
    arguments: [
      ("metier.renouvellement.mode", "EXPRES"), ("calendrier_jours_ouvres", "CORSE"), ("metier.duree_mois", 12.5),
      ("documents.date_signature", "2024-02-30"), ("etude.sous_types", ["PUMA", "INCONNU"]),
      ("gestionnaires.quota.tranches", [["min": 1, "quota": 2]]),
    ] as [(String, JSONValue)])
  func `une valeur hors de sa liste est nommée (V-03)`(cle: String, valeur: JSONValue) throws {
    var object = try #require(try Self.modele("002").object)
    object[cle] = ["valeur": valeur]
    let failure = #expect(throws: ParametreIllisible.self) { try ParametresConvention(.object(object)) }
    #expect(failure?.cle == cle)
  }

  @Test func `ce qui n'est pas un objet ne se lit pas`() {
    #expect(throws: ParametreIllisible.self) { try ParametresConvention([]) }
  }
}
