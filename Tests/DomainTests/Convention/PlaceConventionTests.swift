import Domain
import Testing

/// Room for a new act beside those of the same couple (V-37).
@Suite struct PlaceConventionTests {
  private func voisine(_ nature: NatureConvention, _ premier: Jour?, _ dernier: Jour? = nil) -> ConventionVoisine {
    ConventionVoisine(nature: nature, vie: premier.map { Periode(premierJour: $0, dernierJour: dernier) })
  }

  @Test(arguments: [
    (NatureConvention.metier, NatureConvention.metier, true), (.metier, .utilisation, false), (.utilisation, .utilisation, true),
    (.utilisation, .metier, false), (.unique, .metier, true), (.unique, .utilisation, true), (.metier, .unique, true),
  ])
  func `une convention en vigueur sans fin connue n'admet pas de seconde de même place (V-37)`(
    nouvelle: NatureConvention, presente: NatureConvention, refusee: Bool
  ) {
    let verifier = { () throws(RefusConvention) in try nouvelle.verifierPlace(parmi: [voisine(presente, "2024-10-21")]) }
    if refusee {
      #expect(throws: RefusConvention.conventionDejaEnVigueur(nature: presente, dernierJour: nil)) { try verifier() }
    } else {
      #expect(throws: Never.self) { try verifier() }
    }
  }

  @Test func `une convention à signer, ou dont la fin est connue, laisse préparer la suivante (V-37)`() throws {
    try NatureConvention.metier.verifierPlace(parmi: [voisine(.metier, nil), voisine(.metier, "2024-10-21", "2025-10-20")])
  }
}
