import Domain
import Testing

/// What has become true by itself: the pure part of the scheduled work.
@Suite struct ConstatTests {
  private let metier001 = Fabrique.metier(signeLe: "2023-07-10")
  private let unique = Fabrique.unique(signeLe: "2024-10-21")

  private func jours(_ faits: FaitsConvention, _ code: CodeConstat, jusquau jour: Jour) -> [Jour] {
    faits.constats(jusquau: jour).filter { $0.code == code }.map(\.jour)
  }

  private func taches(_ faits: FaitsConvention, _ type: TypeInstance, jusquau jour: Jour) -> [Tache] {
    faits.constats(jusquau: jour).compactMap(\.tache).filter { $0.type == type }
  }

  @Test(arguments: [("2024-07-09", 0), ("2024-07-10", 1), ("2025-07-09", 1), ("2025-07-10", 2)] as [(Jour, Int)])
  func `une période reconduite est constatée le jour où elle commence (V-10)`(jour: Jour, nombre: Int) {
    #expect(jours(metier001, .periodeRenouvelee, jusquau: jour) == Array((["2024-07-10", "2025-07-10"] as [Jour]).prefix(nombre)))
  }

  @Test func `l'utilisation se reconduit avec son métier, par sa propre règle (V-11)`() {
    let utilisation = Fabrique.utilisation(signeLe: "2023-09-01", metier: metier001)
    let constats = utilisation.constats(jusquau: "2024-07-10").filter { $0.code == .periodeRenouvelee }
    #expect(constats.map(\.jour) == ["2024-07-10"] && constats.map(\.regle) == ["V-11"])
  }

  @Test(arguments: [("2025-10-20", 0), ("2025-10-21", 1)] as [(Jour, Int)])
  func `la fin est constatée le lendemain du dernier jour, en dernier de sa journée (V-24)`(jour: Jour, nombre: Int) {
    let denoncee = unique.denonce(Fabrique.denonciation(envoyee: "2025-08-21"))
    #expect(jours(denoncee, .conventionTerminee, jusquau: jour).count == nombre)
    if nombre == 1 { #expect(denoncee.constats(jusquau: jour).last?.code == .conventionTerminee) }
  }

  @Test(arguments: [("2025-08-19", 0), ("2025-08-20", 1)] as [(Jour, Int)])
  func `les parties sont prévenues deux mois avant la fin d'une période (V-07)`(jour: Jour, nombre: Int) {
    #expect(jours(unique, .alerteFin, jusquau: jour).count == nombre)
  }

  @Test(arguments: [("2025-07-20", 0), ("2025-07-21", 1)] as [(Jour, Int)])
  func `002 : un mois avant la limite, la dénonciation est rappelée (V-12)`(jour: Jour, nombre: Int) {
    let rappels = unique.constats(jusquau: jour).filter { $0.code == .alerteDenonciation }
    #expect(rappels.count == nombre && rappels.allSatisfy { $0.dateUtile == "2025-08-21" })
  }

  @Test func `rien n'est rappelé de la période qu'une dénonciation termine, ni là où aucun préavis n'est écrit (V-12, V-13)`() {
    let denoncee = unique.denonce(Fabrique.denonciation(envoyee: "2025-06-01"))
    #expect(jours(denoncee, .alerteDenonciation, jusquau: "2025-10-20").isEmpty)
    #expect(jours(metier001, .alerteDenonciation, jusquau: "2024-07-09").isEmpty)
  }

  @Test(arguments: [("2025-04-02", 0), ("2025-04-03", 1)] as [(Jour, Int)])
  func `une mise en demeure échue est constatée le jour où la résiliation devient possible (V-16)`(jour: Jour, nombre: Int) {
    let utilisation = Fabrique.utilisation(signeLe: "2023-07-10", metier: metier001).avec {
      $0.misesEnDemeure = [Fabrique.mise(envoyee: "2025-03-01", recue: "2025-03-03")]
    }
    #expect(jours(utilisation, .miseEnDemeureEchue, jusquau: jour).count == nombre)
  }

  @Test func `réparée à temps ou sans réception, elle n'échoit pas (V-16, V-20, T-020)`() {
    let utilisation = Fabrique.utilisation(signeLe: "2023-07-10", metier: metier001)
    for mise in [
      Fabrique.mise(envoyee: "2025-03-01", recue: "2025-03-03", reparee: "2025-04-02"), Fabrique.mise(envoyee: "2025-03-01"),
    ] {
      #expect(jours(utilisation.avec { $0.misesEnDemeure = [mise] }, .miseEnDemeureEchue, jusquau: "2026-01-01").isEmpty)
    }
    let tardive = Fabrique.mise(envoyee: "2025-03-01", recue: "2025-03-03", reparee: "2025-04-03")
    #expect(jours(utilisation.avec { $0.misesEnDemeure = [tardive] }, .miseEnDemeureEchue, jusquau: "2025-04-03").count == 1)
  }

  @Test(arguments: [("2025-10-20", 0), ("2025-10-21", 1), ("2026-10-20", 1), ("2026-10-21", 2)] as [(Jour, Int)])
  func `les comptes se passent en revue tous les douze mois, défaut du projet (C-49)`(jour: Jour, nombre: Int) {
    #expect(taches(unique, .revue, jusquau: jour).map(\.rang) == Array([1, 2].prefix(nombre)))
  }

  @Test func `le métier n'a pas de comptes à passer en revue ; une revue n'est pas due après la fin (C-49)`() {
    #expect(taches(metier001, .revue, jusquau: "2026-01-01").isEmpty)
    #expect(taches(unique.resilie(le: "2025-10-20"), .revue, jusquau: "2026-01-01").isEmpty)
    #expect(taches(unique.resilie(le: "2025-10-21"), .revue, jusquau: "2026-01-01").count == 1)
  }

  @Test(arguments: [("2025-10-20", 0), ("2025-10-21", 1)] as [(Jour, Int)])
  func `la destruction des données s'ouvre le lendemain de la fin, attestation sous trente jours (R-24, Q-25)`(jour: Jour, nombre: Int) {
    let denoncee = unique.denonce(Fabrique.denonciation(envoyee: "2025-08-21"))
    let destructions = taches(denoncee, .destruction, jusquau: jour)
    #expect(destructions.count == nombre && destructions.allSatisfy { $0.limite == "2025-11-20" && $0.partie == .partenaire })
    #expect(taches(Fabrique.metier(ActesReels.acte000, signeLe: "2024-10-21").resilie(le: "2025-01-01"), .destruction, jusquau: "2026-01-01").isEmpty)
  }

  @Test func `un acte qui n'a pas pris effet ne constate rien ; plus tard on regarde, plus on constate, jamais autre chose (T-137)`() {
    #expect(metier001.constats(jusquau: "2023-07-09").isEmpty)
    var precedents: [Constat] = []
    for decalage in stride(from: 0, through: 1_200, by: 17) {
      let constats = unique.constats(jusquau: ("2024-10-21" as Jour).ajoutant(jours: decalage))
      #expect(Array(constats.prefix(precedents.count)) == precedents)
      #expect(constats.map(\.jour) == constats.map(\.jour).sorted())
      precedents = constats
    }
    #expect(precedents.count > 10)
  }
}
