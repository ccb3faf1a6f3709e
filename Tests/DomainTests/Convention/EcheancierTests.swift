import Domain
import Testing

@Suite struct EcheancierTests {
  private func date(_ code: CodeEcheance, _ echeances: [Echeance]) -> Jour? {
    echeances.first { $0.code == code }?.date
  }

  @Test func `002 signée le 21/10/2024 : limite, fin et questionnaire (V-35)`() {
    let echeances = Fabrique.unique(signeLe: "2024-10-21").echeancier(le: "2024-10-21")
    #expect(date(.dateEffet, echeances) == "2024-10-21")
    #expect(date(.limiteDenonciation, echeances) == "2025-08-21")
    #expect(date(.alerteDenonciation, echeances) == "2025-07-21")
    #expect(date(.finPeriode, echeances) == "2025-10-20")
    #expect(date(.alerteFin, echeances) == "2025-08-20")
    #expect(date(.periodeSuivante, echeances) == "2025-10-21")
    #expect(date(.questionnaireDebut, echeances) == "2024-12-01")
    #expect(date(.questionnaireFin, echeances) == "2024-12-31")
    #expect(date(.rencontre, echeances) == "2025-10-20")
    #expect(!echeances.contains { $0.code == .copil || $0.code == .dernierJour })
    let limite = echeances.first { $0.code == .limiteDenonciation }
    #expect(limite?.regle == "V-12")
    #expect(limite?.sources == ["002 art. 9"])
    #expect(limite?.estDefautProjet == false)
  }

  @Test func `001 : comité, bilans, évaluation, limite au dernier jour marquée défaut du projet (V-35, Q-03)`() {
    let echeances = Fabrique.metier(signeLe: "2023-07-10").echeancier(le: "2024-01-01")
    #expect(date(.copil, echeances) == "2024-07-09")
    #expect(date(.alerteCopil, echeances) == "2024-05-09")
    #expect(date(.evaluation, echeances) == "2024-06-09")
    #expect(date(.bilanCaisse, echeances) == "2024-07-09")
    #expect(date(.bilanPartenaire, echeances) == "2024-07-09")
    let limite = echeances.first { $0.code == .limiteDenonciation }
    #expect(limite?.date == "2024-07-09")
    #expect(limite?.regle == "V-13")
    #expect(limite?.estDefautProjet == true)
    #expect(echeances.first { $0.code == .finPeriode }?.estDefautProjet == false)
  }

  @Test func `000 : la fin tirée d'un métier non fourni est un défaut du projet (Q-03)`() {
    let metier = Fabrique.metier(ActesReels.acte000, signeLe: "2024-10-21")
    let utilisation = Fabrique.utilisation(ActesReels.acte000, signeLe: "2024-10-21", metier: metier)
    let fin = utilisation.echeancier(le: "2024-10-21").first { $0.code == .finPeriode }
    #expect(fin?.date == "2025-10-20")
    #expect(fin?.regle == "V-08")
    #expect(fin?.estDefautProjet == true)
    #expect(!utilisation.echeancier(le: "2024-10-21").contains { $0.code == .limiteDenonciation })
  }

  @Test func `une mise en demeure sans réception montre une échéance nulle, en fin de liste (V-35, T-020)`() {
    let mise = Fabrique.mise(envoyee: "2025-03-01")
    let faits = Fabrique.utilisation(signeLe: "2023-07-10", metier: Fabrique.metier(signeLe: "2023-07-10"))
      .avec { $0.misesEnDemeure = [mise] }
    let echeances = faits.echeancier(le: "2025-03-02")
    let fin = echeances.first { $0.code == .finMiseEnDemeure }
    #expect(fin != nil && fin?.date == nil)
    #expect(fin?.miseEnDemeureId == Fabrique.miseId)
    #expect(echeances.suffix(2).map(\.code) == [.finMiseEnDemeure, .resiliationPossible])
  }

  @Test func `une mise en demeure reçue montre son dernier jour et le premier jour résiliable (V-35, V-16)`() {
    let faits = Fabrique.utilisation(signeLe: "2023-07-10", metier: Fabrique.metier(signeLe: "2023-07-10"))
      .avec { $0.misesEnDemeure = [Fabrique.mise(envoyee: "2025-03-01", recue: "2025-03-03")] }
    let echeances = faits.echeancier(le: "2025-03-04")
    #expect(date(.finMiseEnDemeure, echeances) == "2025-04-02")
    #expect(date(.resiliationPossible, echeances) == "2025-04-03")
  }

  @Test func `un différend ouvert montre sa fenêtre, clos il disparaît (V-30)`() {
    var differend = Differend(ouvertLe: "2025-01-31")
    var faits = Fabrique.unique(signeLe: "2024-10-21").avec { $0.differends = [differend] }
    #expect(!faits.echeancier(le: "2025-01-30").contains { $0.code == .juridictionPossible })
    #expect(date(.juridictionPossible, faits.echeancier(le: "2025-01-31")) == "2025-02-28")
    #expect(date(.termeAmiable, faits.echeancier(le: "2025-02-01")) == "2025-04-30")
    differend.closLe = "2025-02-10"
    faits.differends = [differend]
    #expect(!faits.echeancier(le: "2025-02-11").contains { $0.code == .termeAmiable })
  }

  @Test func `dénoncée, elle montre son dernier jour et la fermeture, plus de période suivante (V-24)`() {
    let faits = Fabrique.unique(signeLe: "2024-10-21").denonce(Fabrique.denonciation(envoyee: "2025-08-21"))
    let echeances = faits.echeancier(le: "2025-09-01")
    #expect(date(.dernierJour, echeances) == "2025-10-20")
    #expect(date(.fermetureAcces, echeances) == "2025-10-21")
    #expect(!echeances.contains { $0.code == .periodeSuivante || $0.code == .limiteDenonciation })
    #expect(date(.finPeriode, faits.echeancier(le: "2025-10-20")) == "2025-10-20")
    let apres = faits.echeancier(le: "2025-10-21")
    #expect(apres.map(\.code) == [.dateEffet, .dernierJour, .destructionDonnees, .fermetureAcces, .attestationDestruction])
  }

  @Test func `non signée, elle montre des dates nulles, jamais inventées (Q-47)`() {
    let faits = FaitsConvention(nature: .metier, parametresFiges: ActesReels.acte001)
    #expect(faits.echeancier(le: "2024-10-21").map(\.date) == [nil, nil])
    #expect(faits.echeancier(le: "2024-10-21").map(\.code) == [.dateEffet, .finPeriode])
  }

  @Test func `les dates connues viennent dans l'ordre, chaque code a un libellé`() {
    let dates = Fabrique.unique(signeLe: "2024-10-21").echeancier(le: "2024-10-21").compactMap(\.date)
    #expect(dates == dates.sorted())
    let echeance = Fabrique.unique(signeLe: "2024-10-21").echeancier(le: "2024-10-21").first { $0.code == .finPeriode }
    #expect(echeance?.estAtteinte(le: "2025-10-19") == false)
    #expect(echeance?.estAtteinte(le: "2025-10-20") == true)
    #expect(Set(CodeEcheance.allCases.map(\.libelle)).count == CodeEcheance.allCases.count)
  }
}
