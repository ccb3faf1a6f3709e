import Domain
import Testing

@Suite struct DifferendTests {
  private let unique = Fabrique.unique(signeLe: "2024-10-21")

  private func clore(
    _ faits: FaitsConvention, _ differend: Differend, _ issue: IssueDifferend, _ date: Jour
  ) -> RefusConvention? {
    refus { () throws(RefusConvention) in try faits.clore(differend, issue: issue, le: date, aujourdhui: "2025-12-31") }
  }

  @Test func `Bas-Rhin : juridiction à partir d'un mois, terme à trois mois, mois écourtés (V-30)`() {
    let tentative = unique.tentativeAmiable(Differend(ouvertLe: "2025-01-31"))
    #expect(tentative.juridictionDes == "2025-02-28")
    #expect(tentative.terme == "2025-04-30")
  }

  @Test func `la juridiction n'est pas saisie avant un mois, le jour dit oui (V-30)`() {
    let differend = Differend(ouvertLe: "2025-01-31")
    let refuse = clore(unique, differend, .juridiction, "2025-02-27")
    #expect(refuse == .tentativeAmiableEnCours(BornesDate(min: "2025-02-28", max: nil)))
    #expect(refuse?.nature == .etat)
    #expect(clore(unique, differend, .juridiction, "2025-02-28") == nil)
    #expect(clore(unique, differend, .accord, "2025-01-31") == nil)
  }

  @Test func `sans durée écrite, la tentative n'a ni minimum ni terme (V-29)`() {
    let metier = Fabrique.metier(signeLe: "2024-10-21")
    let tentative = metier.tentativeAmiable(Differend(ouvertLe: "2025-01-31"))
    #expect(tentative == TentativeAmiable(juridictionDes: "2025-01-31", terme: nil))
    #expect(clore(metier, Differend(ouvertLe: "2025-01-31"), .juridiction, "2025-01-31") == nil)
  }

  @Test func `un différend se clôt une fois, ni avant son ouverture ni à l'avance (V-29, V-31)`() {
    #expect(clore(unique, Differend(ouvertLe: "2025-01-31"), .accord, "2025-01-30")?.code == "CLOTURE_AVANT_OUVERTURE")
    #expect(clore(unique, Differend(ouvertLe: "2025-01-31"), .accord, "2026-01-01")?.code == "DATE_FUTURE")
    #expect(clore(unique, Differend(ouvertLe: "2025-01-31", issue: .accord), .abandon, "2025-03-01") == .differendClos(issue: .accord))
  }
}
