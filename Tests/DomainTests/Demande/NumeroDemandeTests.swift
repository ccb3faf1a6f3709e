import Domain
import Testing

@Suite struct NumeroDemandeTests {
  @Test(arguments: [
    ("CPAM-57", 1 as Int64, "57-2026-000001"), ("CGSS-974", 42, "974-2026-000042"), ("CPAM-2A", 999_999, "2A-2026-999999"),
    ("CPAM-57", 1_000_000, "57-2026-1000000"), ("CPAM-69L", 12_345_678, "69L-2026-12345678"),
  ])
  func `un numéro dit le département, l'année et le rang, sur six chiffres ou plus (D-32)`(_ code: String, _ rang: Int64, _ numero: String) {
    #expect(NumeroDemande.texte(codeCaisse: code, annee: 2026, rang: rang) == numero)
  }
}
