import Domain
import Testing

@Suite struct NirTests {
  @Test(arguments: [
    "255081416802538", "2 55 08 14 168 025 38", "2.55.08.14.168.025.38", "2-55-08-14-168-025-38", "2\u{00A0}55\u{202F}08 14 168 025 38",
    "NIR255081416802538", "n° 2550814168025 38.", "Tél. 03 53 01 00 01 2 55 08 14 168 025 38", "(255081416802538)",
    "2 55 08 14 168 025 / 38", "2 55 08 14 168 025 clé 38", "2 55 08 14 168 025 cle : 38", "2 5 5 0 8 1 4 1 6 8 0 2 5 3 8",
    "2 55 08 14\n168 025 38", "25508\u{200B}1416802538", "２５５０８１４１６８０２５３８", "2 - 55 - 08 - 14 - 168 - 025 - 38",
    "réf. 2025-01 : 2 55 08 14 168 025 38, merci",
  ])
  func `un NIR dans un texte est vu, quels que soient ses séparateurs (D-12, T-103)`(texte: String) {
    #expect(Nir.chercher(dans: texte) == .present)
  }

  @Test(arguments: [
    "/", "|", ";", "_", ",", "+", "*", "'", "’", "•", ":", "    ", "\u{00A0}\u{00A0}", "\u{202F}", " / ", "\u{00B7}", "\t", "\u{200B}", "~",
  ])
  func `tout signe qui sépare les chiffres laisse voir le NIR (D-12)`(signe: String) {
    #expect(Nir.chercher(dans: "Dossier \(["2", "55", "08", "14", "168", "025", "38"].joined(separator: signe)) merci") == .present)
    #expect(Nir.chercher(dans: ["2550814168025", "38"].joined(separator: signe)) == .present)
    #expect(Nir.chercher(dans: "255081416802538".map(String.init).joined(separator: signe)) == .present)
  }

  @Test(arguments: [
    "clef 38", "clé n° 38", "clef n° 38", "clé=38", "Clé : 38", "CLEF 38", "(clé 38)", "(38)", "- clé de contrôle 38", "avec la clé 38",
    "cle\u{0301} 38", "key 38",
    "clé n°\u{00A0}38", "clé numéro 3 8",
  ])
  func `les mots qui annoncent la clé laissent voir le NIR (D-12)`(cle: String) {
    #expect(Nir.chercher(dans: "2 55 08 14 168 025 \(cle)") == .present)
    #expect(Nir.chercher(dans: "2550814168025\(cle)") == .present)
  }

  @Test(arguments: [
    "²⁵⁵⁰⁸¹⁴¹⁶⁸⁰²⁵³⁸", "₂₅₅₀₈₁₄₁₆₈₀₂₅₃₈", "②⑤⑤⓪⑧①④①⑥⑧⓪②⑤③⑧", "2 55 O8 l4 l68 O25 38", "2 55 o8 I4 I68 o25 38", "255O8l4l68O2538",
    "٢ ٥٥ ٠٨ ١٤ ١٦٨ ٠٢٥ ٣٨",
  ])
  func `un chiffre en exposant, d'une autre écriture ou fait d'une lettre laisse voir le NIR (D-12)`(texte: String) {
    #expect(Nir.chercher(dans: texte) == .present)
  }

  @Test(arguments: [
    "Le 3 mai il a 2 enfants et 1 chat, il vit au 14 rue du 8 mai", "O l O l O l O l O l O l O l O", "Il l l l l l l l l l l l l l l",
    "2 55 € 08 14 168 025 38", "2 a 55 08 14 168 025", "1 234 567 890 123", "11 34 567 890 123", "+33 1 23 45 67 89 et 06 12 34 56 78",
    "RIB 30006 00001 12345678901 89", "FR76 1000 6000 0112 0456 7890 189", "carte 1785 0578 0060 4846",
  ])
  func `un IBAN, un RIB, un numéro fiscal, un montant ou une phrase passent (D-12)`(texte: String) {
    #expect(Nir.chercher(dans: texte) == .absent)
  }

  @Test(arguments: ["2 55 08 14 168 025 39", "255081416802537", "2 55 08 14 168 025 00", "255081416802598"])
  func `un NIR dont la clé est fausse alerte (D-12, T-103)`(texte: String) {
    #expect(Nir.chercher(dans: texte) == .soupcon)
  }

  @Test(arguments: ["2550814168025", "2 55 08 14 168 025", "numéro 2 55 08 14 168 025, sans clé", "2 55 08 2A 168 025", "2 55 08 14 168 025 puis 38"])
  func `treize chiffres en forme de NIR sans clé alertent (D-12)`(texte: String) {
    #expect(Nir.chercher(dans: texte) == .soupcon)
  }

  @Test(arguments: ["2 55 08 2A 168 025", "2 55 08 2B 168 025", "2 55 08 2a 168 025", "255082B168025"])
  func `un NIR corse est vu : 2A compte 19 et 2B compte 18 (D-12, T-104)`(corps: String) {
    let chiffres = corps.uppercased().replacing("2A", with: "19").replacing("2B", with: "18").filter(\.isNumber)
    let cle = 97 - (Int(chiffres) ?? 0) % 97
    let ecrite = cle < 10 ? "0\(cle)" : "\(cle)"
    #expect(Nir.chercher(dans: "\(corps) \(ecrite)") == .present)
    #expect(Nir.chercher(dans: "\(corps)\(ecrite)") == .present)
    #expect(Nir.chercher(dans: "\(corps) \(ecrite == "01" ? "02" : "01")") == .soupcon)
  }

  @Test(arguments: [
    "03 53 01 00 01", "0353010001", "+33 3 53 01 00 01", "0353010001 0353010002", "03 53 01 00 01 / 03 53 01 00 02 03 53 01 00 03",
    "26600175900098", "266 001 759 00098", "SIRET 26600175900098 et 26600175900098", "261301519", "26600175900098 8", "36 46",
    "du 12/05/1975 au 21/10/2024 à 14:30", "n° 57-2026-000123", "013-261301519-20230630-27X23-DE",
    "FR76 3000 6000 0112 3456 7890 189", "4970 1012 3456 7890", "12345678901234567890", "",
  ])
  func `un téléphone, un SIRET, une date, un compte ou une référence passent (D-12, T-105)`(texte: String) {
    #expect(Nir.chercher(dans: texte) == .absent)
  }

  @Test(arguments: [1, 12, 20, 30, 42, 50, 99])
  func `un mois de NIR va de 01 à 12, vaut 20, de 30 à 42 ou 50 et plus (D-12)`(mois: Int) {
    #expect(Nir.chercher(dans: nir(mois: mois)) == .present)
  }

  @Test(arguments: [0, 13, 19, 21, 29, 43, 49])
  func `un autre mois n'est pas celui d'un NIR (D-12)`(mois: Int) {
    #expect(Nir.chercher(dans: nir(mois: mois)) == .absent)
  }

  @Test(arguments: [1, 2, 3, 4, 7, 8])
  func `un sexe de NIR vaut 1 ou 2, 3 ou 4 en cours d'attribution, 7 ou 8 provisoire (D-12)`(sexe: Int) {
    #expect(Nir.chercher(dans: nir(sexe: sexe)) == .present)
  }

  @Test(arguments: [0, 5, 6, 9])
  func `un autre premier chiffre n'est pas celui d'un NIR (D-12)`(sexe: Int) {
    #expect(Nir.chercher(dans: nir(sexe: sexe)) == .absent)
  }

  @Test func `tout NIR bien formé est vu, toute autre clé alerte (D-12)`() {
    var generateur = SystemRandomNumberGenerator()
    for _ in 0..<500 {
      let sexe = [1, 2].randomElement(using: &generateur) ?? 1
      let mois = Int.random(in: 1...12, using: &generateur)
      let annee = Int.random(in: 0...99, using: &generateur)
      let suite = Int.random(in: 1_001_001...95_989_999, using: &generateur)
      let texte = nir(sexe: sexe, annee: annee, mois: mois, suite: suite)
      guard suite % 1000 != 0, suite / 1_000_000 != 0 else { continue }
      #expect(Nir.chercher(dans: "x \(texte) y") == .present, "\(texte)")
      let cle = Int(texte.suffix(2)) ?? 0
      let fausse = cle == 97 ? 1 : cle + 1
      #expect(Nir.chercher(dans: texte.prefix(13) + (fausse < 10 ? "0" : "") + "\(fausse)") == .soupcon, "\(texte)")
    }
  }

  @Test func `la recherche est linéaire sur un texte plein de chiffres (D-12)`() {
    for motif in ["1 99 99 99 999 999 9 ", "1 ", "1", "clé 1", "lO1", "1 85 05 78 006 048 40 "] {
      func duree(_ signes: Int) -> Duration {
        let texte = String(repeating: motif, count: signes / motif.utf8.count)
        return (0..<3).map { _ in ContinuousClock().measure { #expect(Nir.chercher(dans: texte) != .present) } }.min() ?? .zero
      }
      // Eight times the text, eight times the time: twice that is noise, sixty-four times would be the square.
      let (court, long) = (duree(20_000), duree(160_000))
      #expect(long < court * 30, "\(motif): \(court) puis \(long)")
    }
  }

  /// A number with its right key; `suite` holds département, commune and order.
  private func nir(sexe: Int = 2, annee: Int = 55, mois: Int = 8, suite: Int = 14_168_025) -> String {
    let nombre = sexe * 1_000_000_000_000 + annee * 10_000_000_000 + mois * 100_000_000 + suite
    let cle = 97 - nombre % 97
    let corps = String(repeating: "0", count: 13 - String(nombre).count) + String(nombre)
    return corps + (cle < 10 ? "0" : "") + String(cle)
  }
}
