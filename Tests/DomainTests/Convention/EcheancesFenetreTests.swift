import Domain
import Testing

/// The tasks at their edges, and the dates of a span of days.
@Suite struct EcheancesFenetreTests {
  private let metier = Fabrique.metier(signeLe: "2023-07-10")

  private func dates(_ code: CodeEcheance, _ echeances: [Echeance]) -> [Jour] {
    echeances.filter { $0.code == code }.compactMap(\.date)
  }

  @Test(arguments: [("2024-10-21", "2025-10-21"), ("2025-10-21", "2025-10-21"), ("2025-10-22", "2026-10-21")] as [(Jour, Jour)])
  func `la revue des habilitations revient tous les douze mois depuis l'effet, par défaut du projet (C-49)`(jour: Jour, revue: Jour) {
    let echeance = Fabrique.unique(signeLe: "2024-10-21").echeancier(le: jour).first { $0.code == .revueHabilitations }
    #expect(echeance?.date == revue && echeance?.regle == "C-49" && echeance?.estDefautProjet == true)
    #expect(echeance?.sources == ["000/001U/003/004U art. 4.2", "002-A2 §4.2"])
  }

  @Test func `une périodicité écrite dans l'acte n'est pas un défaut du projet (C-49)`() {
    var parametres = ActesReels.acte002
    parametres.comptes.revuePeriodiciteMois = 6
    let faits = Fabrique.unique(signeLe: "2024-10-21").avec { $0.parametresFiges = parametres }
    let revue = faits.echeancier(le: "2025-01-01").first { $0.code == .revueHabilitations }
    #expect(revue?.date == "2025-04-21" && revue?.estDefautProjet == false)
  }

  @Test func `seule une convention qui ouvre le portail doit une revue, et tant qu'elle dure (C-49)`() {
    #expect(dates(.revueHabilitations, metier.echeancier(le: "2023-07-10")).isEmpty)
    let utilisation = Fabrique.utilisation(signeLe: "2023-07-10", metier: metier)
    #expect(dates(.revueHabilitations, utilisation.echeancier(le: "2023-07-10")) == ["2024-07-10"])
    let unique = Fabrique.unique(signeLe: "2024-10-21")
    #expect(dates(.revueHabilitations, unique.resilie(le: "2025-10-20").echeancier(le: "2025-01-01")).isEmpty)
    #expect(dates(.revueHabilitations, unique.resilie(le: "2025-10-21").echeancier(le: "2025-01-01")) == ["2025-10-21"])
  }

  @Test func `les données sont à détruire le lendemain de la fin, attestation sous trente jours (R-24, Q-25)`() {
    let denoncee = Fabrique.unique(signeLe: "2024-10-21").denonce(Fabrique.denonciation(envoyee: "2025-08-01"))
    let echeances = denoncee.echeancier(le: "2025-10-20")
    #expect(dates(.dernierJour, echeances) == ["2025-10-20"])
    let destruction = echeances.first { $0.code == .destructionDonnees }
    #expect(destruction?.date == "2025-10-21" && destruction?.regle == "R-24" && destruction?.estDefautProjet == false)
    #expect(destruction?.sources == ["001R §7", "002-A3 §7", "004R §7"])
    let attestation = echeances.first { $0.code == .attestationDestruction }
    #expect(attestation?.date == "2025-11-20" && attestation?.estDefautProjet == true)
  }

  @Test func `rien à détruire sans fin connue, sans annexe, ni à l'acte d'utilisation que suit le métier (R-24)`() {
    #expect(dates(.destructionDonnees, Fabrique.unique(signeLe: "2024-10-21").echeancier(le: "2025-10-20")).isEmpty)
    let sansAnnexe = Fabrique.metier(ActesReels.acte000, signeLe: "2024-10-21").resilie(le: "2025-01-31")
    #expect(dates(.destructionDonnees, sansAnnexe.echeancier(le: "2025-01-31")).isEmpty)
    let resilie = metier.resilie(le: "2024-01-31")
    #expect(dates(.destructionDonnees, resilie.echeancier(le: "2024-01-31")) == ["2024-02-01"])
    let utilisation = Fabrique.utilisation(signeLe: "2023-07-10", metier: resilie).echeancier(le: "2024-01-31")
    #expect(dates(.fermetureAcces, utilisation) == ["2024-02-01"] && dates(.destructionDonnees, utilisation).isEmpty)
  }

  @Test func `une fenêtre comprend ses deux bords et rien d'autre (V-35)`() {
    let unique = Fabrique.unique(signeLe: "2024-10-21")
    func codes(_ du: Jour, _ au: Jour) -> [CodeEcheance] { unique.echeances(du: du, au: au, aujourdhui: "2024-10-21").map(\.code) }
    #expect(codes("2025-08-20", "2025-08-21") == [.alerteFin, .limiteDenonciation])
    #expect(codes("2025-08-21", "2025-08-21") == [.limiteDenonciation])
    #expect(codes("2025-08-22", "2025-10-19") == [])
    #expect(codes("2025-10-20", "2025-10-21") == [.finPeriode, .rencontre, .periodeSuivante, .revueHabilitations])
    #expect(codes("2025-10-21", "2025-10-20") == [])
  }

  @Test func `une fenêtre de deux ans donne les dates de chaque période et de chaque année civile (V-35, B-06, B-07)`() {
    let echeances = Fabrique.unique(signeLe: "2024-10-21").echeances(du: "2025-01-01", au: "2026-12-31", aujourdhui: "2025-01-01")
    #expect(dates(.finPeriode, echeances) == ["2025-10-20", "2026-10-20"])
    #expect(dates(.rencontre, echeances) == ["2025-10-20", "2026-10-20"])
    #expect(dates(.limiteDenonciation, echeances) == ["2025-08-21", "2026-08-21"])
    #expect(dates(.questionnaireDebut, echeances) == ["2025-12-01", "2026-12-01"])
    #expect(dates(.revueHabilitations, echeances) == ["2025-10-21", "2026-10-21"])
    #expect(echeances == echeances.sorted { ($0.date!, $0.code.rawValue) < ($1.date!, $1.code.rawValue) })
  }

  @Test func `passée la fin, une fenêtre ne montre plus de période, mais la fermeture et la destruction (V-24, R-24)`() {
    let resiliee = metier.resilie(le: "2024-03-31")
    let echeances = resiliee.echeances(du: "2024-03-31", au: "2026-01-01", aujourdhui: "2024-03-31")
    #expect(echeances.map(\.code) == [.dernierJour, .finPeriode, .destructionDonnees, .fermetureAcces, .attestationDestruction])
    func codes(_ du: Jour) -> [CodeEcheance] { resiliee.echeances(du: du, au: "2026-01-01", aujourdhui: du).map(\.code) }
    #expect(codes("2024-05-01") == [.attestationDestruction] && codes("2024-05-02").isEmpty)
  }

  @Test func `un acte sans effet n'a pas d'échéance datée (V-05)`() {
    let aSigner = FaitsConvention(nature: .unique, parametresFiges: ActesReels.acte002)
    #expect(aSigner.echeances(du: "2020-01-01", au: "2030-01-01", aujourdhui: "2024-10-21").isEmpty)
  }

  @Test func `mises en demeure et différends du jour entrent dans la fenêtre (V-16, V-30)`() {
    let unique = Fabrique.unique(signeLe: "2024-10-21").avec { $0.differends = [Differend(ouvertLe: "2025-01-31")] }
    let codes = unique.echeances(du: "2025-02-28", au: "2025-04-30", aujourdhui: "2025-02-01")
    #expect(dates(.juridictionPossible, codes) == ["2025-02-28"] && dates(.termeAmiable, codes) == ["2025-04-30"])
    #expect(unique.echeances(du: "2025-02-28", au: "2025-04-30", aujourdhui: "2025-01-30").isEmpty)
  }
}
