import Domain
import Testing

@Suite struct RefusFinConventionTests {
  private let unique = Fabrique.unique(signeLe: "2024-10-21")

  private func refuser(_ body: () throws -> Void) -> RefusFinConvention? {
    do { try body() } catch { return error as? RefusFinConvention }
    return nil
  }

  @Test func `une convention se résilie une fois (V-28)`() {
    #expect(refuser { try unique.exigerNonResiliee() } == nil)
    let refus = refuser { try unique.resilie(le: "2025-06-30").exigerNonResiliee() }
    #expect(refus == .dejaResiliee(effetLe: "2025-06-30"))
    #expect(refus?.nature == .etat && refus?.regle == "V-28" && refus?.message.contains("30/06/2025") == true)
    #expect(refus?.faits.map(\.nom) == ["effet_le"] && RefusFinConvention.dejaResiliee().faits.isEmpty)
  }

  @Test func `seule la mise en demeure suivie d'une résiliation ne se répare plus (V-20)`() {
    let mise = Fabrique.mise(envoyee: "2025-01-31")
    var faits = unique
    faits.resiliation = Resiliation(cause: .amiable, effetLe: "2025-06-30")
    #expect(refuser { try faits.exigerSansSuite(mise) } == nil)
    faits.resiliation = Resiliation(cause: .miseEnDemeure(mise.id), effetLe: "2025-06-30")
    #expect(refuser { try faits.exigerSansSuite(mise) } == .dejaResiliee(effetLe: "2025-06-30"))
  }

  @Test func `un différend s'ouvre de l'entrée en vigueur à aujourd'hui (V-29)`() throws {
    let ouvrir = { (date: Jour) in refuser { _ = try unique.ouvrirDifferend(le: date, aujourdhui: "2025-03-12") } }
    let refus = ouvrir("2024-10-20")
    #expect(refus == .differendAvantEffet(BornesDate(min: "2024-10-21", max: "2025-03-12")))
    #expect(refus?.nature == .invalide && refus?.code == "DIFFEREND_AVANT_EFFET" && refus?.faits.map(\.nom) == ["premiere_date", "derniere_date"])
    #expect(try unique.ouvrirDifferend(le: "2025-01-31", aujourdhui: "2025-03-12").juridictionDes == "2025-02-28")
    #expect(throws: RefusConvention.dateFuture(regle: "V-29", BornesDate(min: "2024-10-21", max: "2025-03-12"))) {
      try unique.ouvrirDifferend(le: "2025-03-13", aujourdhui: "2025-03-12")
    }
  }
}
