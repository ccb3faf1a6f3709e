import Domain
import Testing

@Suite struct InstancesTests {
  private let metier001 = Fabrique.metier(signeLe: "2023-07-10")
  private let unique = Fabrique.unique(signeLe: "2024-10-21")

  @Test func `001 : le comité se réunit au plus tard le dernier jour, annoncé deux mois avant (B-02, T-130)`() {
    let copil = metier001.instancesDues(le: "2023-07-10").filter { $0.type == .copil }
    #expect(copil.map(\.limite) == ["2024-07-09"])
    #expect(copil.map(\.ouverture) == ["2024-05-09"])
    #expect(metier001.instancesDues(le: "2024-07-10").first { $0.type == .copil }?.limite == "2025-07-09")
  }

  @Test func `001 : deux bilans par an, un par partie (B-01)`() {
    let bilans = metier001.instancesDues(le: "2024-01-01").filter { $0.type == .bilan }
    #expect(bilans.compactMap(\.partie) == [.caisse, .partenaire])
    #expect(bilans.allSatisfy { $0.limite == "2024-07-09" && $0.rang == 1 })
  }

  @Test func `l'évaluation partagée s'engage un mois avant la fin de la seule première période (B-05)`() {
    #expect(metier001.instancesDues(le: "2024-07-09").first { $0.type == .evaluation }?.ouverture == "2024-06-09")
    #expect(!metier001.instancesDues(le: "2024-07-10").contains { $0.type == .evaluation })
  }

  @Test func `000 et 003 ne promettent aucune instance, l'utilisation non plus`() {
    #expect(Fabrique.metier(ActesReels.acte000, signeLe: "2024-10-21").instancesDues(le: "2024-10-21").isEmpty)
    #expect(Fabrique.utilisation(signeLe: "2023-07-10", metier: metier001).instancesDues(le: "2023-07-10").isEmpty)
  }

  @Test func `002 : questionnaire en décembre, si en vigueur au 1er décembre (B-06, Q-28)`() {
    #expect(unique.prochainQuestionnaire(le: "2024-10-21")?.ouverture == "2024-12-01")
    #expect(unique.prochainQuestionnaire(le: "2024-10-21")?.limite == "2024-12-31")
    #expect(Fabrique.unique(signeLe: "2024-12-01").questionnaire(annee: 2024) != nil)
    #expect(Fabrique.unique(signeLe: "2024-12-02").questionnaire(annee: 2024) == nil)
    #expect(Fabrique.unique(signeLe: "2024-12-20").prochainQuestionnaire(le: "2024-12-20")?.ouverture == "2025-12-01")
    #expect(unique.resilie(le: "2025-11-30").questionnaire(annee: 2025) == nil)
    #expect(unique.resilie(le: "2025-12-01").questionnaire(annee: 2025) != nil)
    #expect(metier001.prochainQuestionnaire(le: "2024-10-21") == nil)
  }

  @Test func `002 : une rencontre par période (B-07)`() {
    let rencontre = unique.instancesDues(le: "2025-11-01").filter { $0.type == .rencontre }
    #expect(rencontre.map(\.limite) == ["2026-10-20"])
    #expect(rencontre.map(\.rang) == [2])
  }

  @Test func `posée par une partie la rencontre est proposée, acceptée elle est fixée (B-07, T-133)`() {
    var rencontre = RencontreAnnuelle(date: "2025-05-15", accords: [.partenaire])
    #expect(rencontre.etat == .proposee)
    rencontre.accords.insert(.caisse)
    #expect(rencontre.etat == .fixee)
  }

  @Test func `sans référent d'une partie le comité n'est pas valide (B-03)`() {
    let refuse = refus { () throws(RefusConvention) in try FaitsConvention.validerComposition(referentsPresents: [.partenaire]) }
    #expect(refuse == .referentManquant(parties: [.caisse]))
    #expect(refuse?.nature == .invalide)
    let complet = refus { () throws(RefusConvention) in
      try FaitsConvention.validerComposition(referentsPresents: [.partenaire, .caisse])
    }
    #expect(complet == nil)
  }

  @Test func `une séance se tient dans sa période, bornes comprises (B-02)`() {
    func tenir(_ jour: Jour) -> RefusConvention? {
      refus { () throws(RefusConvention) in try metier001.tenirSeance(le: jour, rang: 1) }
    }
    #expect(tenir("2023-07-09") == .seanceHorsPeriode(BornesDate(min: "2023-07-10", max: "2024-07-09")))
    #expect(tenir("2023-07-10") == nil)
    #expect(tenir("2024-07-09") == nil)
    #expect(tenir("2024-07-10") == .seanceHorsPeriode(BornesDate(min: "2023-07-10", max: "2024-07-09")))
  }

  @Test func `une période écourtée par une résiliation ne doit plus son comité (B-02)`() {
    let resiliee = metier001.resilie(le: "2023-12-31")
    #expect(!resiliee.instancesDues(le: "2023-12-31").contains { $0.type == .copil })
    let denoncee = metier001.denonce(Fabrique.denonciation(envoyee: "2024-01-15", recue: "2024-01-16"))
    #expect(denoncee.dernierJour == "2024-07-09")
    #expect(denoncee.instancesDues(le: "2024-02-01").first { $0.type == .copil }?.limite == "2024-07-09")
  }

  @Test func `une période de deux ans doit un comité par an (B-02)`() {
    var parametres = ActesReels.acte001
    parametres.metier.dureeMois = 24
    let copil = Fabrique.metier(parametres, signeLe: "2023-07-10").instancesDues(le: "2023-07-10").filter { $0.type == .copil }
    #expect(copil.map(\.limite) == ["2024-07-09", "2025-07-09"])
  }

  @Test(arguments: [("2024-07-08", 1), ("2024-07-09", 1), ("2024-07-10", 2)] as [(Jour, Int)])
  func `le comité et les bilans dus sont ceux de la période, dernier jour compris (B-01, B-02)`(jour: Jour, rang: Int) {
    let dues = metier001.instancesDues(le: jour).filter { $0.type == .copil || $0.type == .bilan }
    #expect(dues.map(\.rang) == [rang, rang, rang])
    #expect(dues.allSatisfy { $0.limite == (rang == 1 ? "2024-07-09" : "2025-07-09") })
  }

  @Test(
    arguments: [
      ("2024-05-01", "2025-02-28", "2025-03-30"), ("2023-05-01", "2024-02-29", "2024-03-30"), ("2024-04-01", "2025-01-31", "2025-02-28"),
      ("2023-07-10", "2024-05-09", "2024-06-09"),
    ] as [(Jour, Jour, Jour)])
  func `l'alerte du comité vient deux mois avant la fin, l'évaluation un mois, fin de mois ramenée (B-02, B-05)`(
    signature: Jour, alerte: Jour, evaluation: Jour
  ) {
    let metier = Fabrique.metier(signeLe: signature)
    let echeances = metier.echeancier(le: signature)
    for (code, date) in [(CodeEcheance.alerteCopil, alerte), (.evaluation, evaluation)] {
      let echeance = echeances.first { $0.code == code }
      #expect(echeance?.date == date)
      #expect([date.veille, date, date.lendemain].map { echeance?.estAtteinte(le: $0) } == [false, true, true])
    }
    let fin = signature.anniversaire(annees: 1).veille
    #expect(metier.instancesDues(le: fin).contains { $0.type == .evaluation })
    #expect(!metier.instancesDues(le: fin.lendemain).contains { $0.type == .evaluation })
  }

  @Test(arguments: [("2024-11-30", true), ("2024-12-01", true), ("2024-12-02", false), ("2024-12-20", false)] as [(Jour, Bool)])
  func `002 : pas de questionnaire l'année d'une signature postérieure au 1er décembre (B-06, Q-28)`(signature: Jour, cetteAnnee: Bool) {
    let questionnaire = Fabrique.unique(signeLe: signature).prochainQuestionnaire(le: signature)
    #expect(questionnaire?.ouverture == (cetteAnnee ? "2024-12-01" : "2025-12-01"))
    #expect(questionnaire?.limite == (cetteAnnee ? "2024-12-31" : "2025-12-31"))
  }

  @Test(arguments: [("2024-12-30", 2024), ("2024-12-31", 2024), ("2025-01-01", 2025)] as [(Jour, Int)])
  func `002 : le questionnaire de l'année court jusqu'au 31 décembre compris (B-06)`(jour: Jour, annee: Int) {
    #expect(unique.prochainQuestionnaire(le: jour)?.rang == annee)
  }

  @Test(arguments: [("2025-11-30", false), ("2025-12-01", true), ("2025-12-02", true)] as [(Jour, Bool)])
  func `002 : finie avant le 1er décembre, elle ne doit plus de questionnaire (B-06, Q-28)`(dernierJour: Jour, due: Bool) {
    #expect((unique.resilie(le: dernierJour).questionnaire(annee: 2025) != nil) == due)
  }

  @Test(arguments: [("2025-10-19", 1), ("2025-10-20", 1), ("2025-10-21", 2)] as [(Jour, Int)])
  func `002 : une rencontre par période, qui se tient dans la sienne (B-07)`(jour: Jour, rang: Int) {
    let rencontre = unique.instancesDues(le: jour).filter { $0.type == .rencontre }
    #expect(rencontre.map(\.rang) == [rang])
    #expect(refus { () throws(RefusConvention) in try unique.tenirSeance(le: jour, rang: rang) } == nil)
    let autre = refus { () throws(RefusConvention) in try unique.tenirSeance(le: jour, rang: 3 - rang) }
    #expect(autre?.code == "SEANCE_HORS_PERIODE")
  }
}
