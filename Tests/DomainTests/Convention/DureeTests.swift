import Domain
import Testing

@Suite struct DureeTests {
  @Test(
    arguments: [
      ("2024-10-21", "2025-10-20", "2025-10-21"), ("2023-02-28", "2024-02-27", "2024-02-28"), ("2024-12-31", "2025-12-30", "2025-12-31"),
      ("2024-02-29", "2025-02-28", "2025-03-01"), ("2023-07-10", "2024-07-09", "2024-07-10"),
    ] as [(Jour, Jour, Jour)])
  func `un métier d'un an finit la veille de l'anniversaire (V-07, T-001, T-003, T-004, T-005)`(
    signature: Jour, dernier: Jour, suite: Jour
  ) {
    let metier = Fabrique.metier(signeLe: signature)
    #expect(metier.dateEffet == signature)
    #expect(metier.periode(le: signature) == PeriodeConvention(numero: 1, premierJour: signature, dernierJour: dernier))
    #expect(metier.periode(le: dernier)?.numero == 1)
    #expect(metier.periode(le: suite)?.numero == 2)
    #expect(metier.periode(le: suite)?.premierJour == suite)
    #expect(metier.periode(le: signature.veille) == nil)
  }

  @Test func `signé un 29 février, il repart le 1er mars et revient au 29 février bissextile (Q-02, T-003)`() {
    let metier = Fabrique.metier(signeLe: "2024-02-29")
    #expect(
      metier.periodes(jusquau: "2029-02-27") == [
        PeriodeConvention(numero: 1, premierJour: "2024-02-29", dernierJour: "2025-02-28"),
        PeriodeConvention(numero: 2, premierJour: "2025-03-01", dernierJour: "2026-02-28"),
        PeriodeConvention(numero: 3, premierJour: "2026-03-01", dernierJour: "2027-02-28"),
        PeriodeConvention(numero: 4, premierJour: "2027-03-01", dernierJour: "2028-02-28"),
        PeriodeConvention(numero: 5, premierJour: "2028-02-29", dernierJour: "2029-02-28"),
      ])
  }

  @Test func `signé un 28 février, la deuxième période va du 28 au 27 (T-004)`() {
    let periode = Fabrique.metier(signeLe: "2023-02-28").periode(le: "2024-02-28")
    #expect(periode == PeriodeConvention(numero: 2, premierJour: "2024-02-28", dernierJour: "2025-02-27"))
  }

  @Test func `le Bas-Rhin se renouvelle d'un an à chaque anniversaire (V-09)`() {
    let unique = Fabrique.unique(signeLe: "2024-10-21")
    #expect(unique.periode(le: "2025-10-21") == PeriodeConvention(numero: 2, premierJour: "2025-10-21", dernierJour: "2026-10-20"))
    #expect(unique.periode(le: "2026-10-21") == PeriodeConvention(numero: 3, premierJour: "2026-10-21", dernierJour: "2027-10-20"))
    #expect(unique.dernierJour == nil)
  }

  @Test func `sans durée de reconduction écrite, elle est d'un an et sans limite de nombre (V-10, Q-03)`() {
    let metier = Fabrique.metier(ActesReels.acte004, signeLe: "2023-07-10")
    #expect(metier.periode(le: "2043-07-10")?.numero == 21)
    #expect(metier.dernierJour == nil)
    #expect(metier.estEnVigueur(le: "2099-01-01"))
  }

  @Test(arguments: [ActesReels.acte000, ActesReels.acte003])
  func `un métier non fourni dure douze mois par défaut du projet (Q-03)`(parametres: ParametresConvention) {
    let metier = Fabrique.metier(parametres, signeLe: "2024-10-21")
    #expect(metier.periode(le: "2024-10-21")?.dernierJour == "2025-10-20")
    #expect(parametres.defautsProjet.contains { $0.cle == "metier.duree_mois" && $0.valeur == "12" && $0.regle == "Q-03" })
  }

  @Test func `l'utilisation finit avec la période en cours du métier (V-08, Q-01)`() {
    let metier = Fabrique.metier(signeLe: "2024-06-01")
    let utilisation = Fabrique.utilisation(signeLe: "2024-10-21", metier: metier)
    #expect(utilisation.periode(le: "2024-10-21") == PeriodeConvention(numero: 1, premierJour: "2024-10-21", dernierJour: "2025-05-31"))
    #expect(!utilisation.estEnVigueur(le: "2024-10-20"))
    #expect(utilisation.estEnVigueur(le: "2024-10-21"))
  }

  @Test func `le renouvellement du métier emporte l'utilisation (V-11, T-007)`() {
    let utilisation = Fabrique.utilisation(signeLe: "2024-10-21", metier: Fabrique.metier(signeLe: "2024-06-01"))
    #expect(utilisation.periode(le: "2025-05-31")?.numero == 1)
    #expect(utilisation.periode(le: "2025-06-01") == PeriodeConvention(numero: 2, premierJour: "2025-06-01", dernierJour: "2026-05-31"))
  }

  @Test func `une utilisation signée pendant une période suivante compte les siennes à partir de un (V-08)`() {
    let utilisation = Fabrique.utilisation(signeLe: "2026-01-15", metier: Fabrique.metier(signeLe: "2024-06-01"))
    #expect(utilisation.periode(le: "2026-01-15") == PeriodeConvention(numero: 1, premierJour: "2026-01-15", dernierJour: "2026-05-31"))
    #expect(utilisation.periodes(jusquau: "2026-06-01").map(\.numero) == [1, 2])
  }

  @Test func `signée le dernier jour d'une période du métier, l'utilisation y vit un jour puis suit (V-08, V-11)`() {
    let utilisation = Fabrique.utilisation(signeLe: "2025-05-31", metier: Fabrique.metier(signeLe: "2024-06-01"))
    #expect(utilisation.periode(le: "2025-05-31") == PeriodeConvention(numero: 1, premierJour: "2025-05-31", dernierJour: "2025-05-31"))
    #expect(utilisation.periode(le: "2025-06-01")?.numero == 2)
  }

  @Test func `l'utilisation ne prend jamais effet avant son métier (V-02)`() {
    let utilisation = Fabrique.utilisation(signeLe: "2024-05-31", metier: Fabrique.metier(signeLe: "2024-06-01"))
    #expect(utilisation.dateEffet == "2024-06-01")
    let nonSigne = FaitsConvention(nature: .metier, parametresFiges: .init())
    #expect(Fabrique.utilisation(signeLe: "2024-05-31", metier: nonSigne).dateEffet == nil)
  }

  @Test func `un métier non reconduit échoit, l'utilisation le même jour (V-11)`() {
    let metier = Fabrique.metier(signeLe: "2024-06-01")
      .denonce(Fabrique.denonciation(forme: .courrier, envoyee: "2025-05-01", recue: "2025-05-05"))
    let utilisation = Fabrique.utilisation(signeLe: "2024-10-21", metier: metier)
    #expect(metier.dernierJour == "2025-05-31")
    #expect(utilisation.dernierJour == "2025-05-31")
    #expect(utilisation.estEnVigueur(le: "2025-05-31"))
    #expect(!utilisation.estEnVigueur(le: "2025-06-01"))
    #expect(utilisation.etat(le: "2025-06-01") == .echue)
    #expect(utilisation.fin?.cause == .finDuMetier)
  }

  @Test func `un modèle sans renouvellement finit avec sa première période`() {
    var parametres = ActesReels.acte001
    parametres.metier.renouvellement.mode = .aucun
    let metier = Fabrique.metier(parametres, signeLe: "2024-10-21")
    #expect(metier.dernierJour == "2025-10-20")
    #expect(metier.etat(le: "2025-10-20") == .enVigueur)
    #expect(metier.etat(le: "2025-10-21") == .echue)
    #expect(metier.periodes(jusquau: "2030-01-01").count == 1)
  }

  @Test func `un avenant peut rendre ou retirer le renouvellement jusqu'au dernier jour de la période (V-14)`() {
    func metier(_ mode: ModeRenouvellement, puis apres: ModeRenouvellement, signe jour: Jour) -> FaitsConvention {
      var avant = ActesReels.acte001
      avant.metier.renouvellement.mode = mode
      var ensuite = avant
      ensuite.metier.renouvellement.mode = apres
      let avenant = Avenant(numero: 1, modifications: [], signatures: Fabrique.signatures(jour), parametresResultants: ensuite)
      return Fabrique.metier(avant, signeLe: "2024-10-21").avec { $0.avenants = [avenant] }
    }
    #expect(metier(.aucun, puis: .tacite, signe: "2025-10-20").dernierJour == nil)
    #expect(metier(.aucun, puis: .tacite, signe: "2025-10-21").dernierJour == "2025-10-20")
    #expect(metier(.tacite, puis: .aucun, signe: "2025-10-20").dernierJour == "2025-10-20")
    #expect(metier(.tacite, puis: .aucun, signe: "2025-10-21").dernierJour == "2026-10-20")
  }

  @Test func `la fermeture des accès est le lendemain à minuit de Paris (V-24)`() {
    let metier = Fabrique.metier(signeLe: "2024-10-21").resilie(le: "2025-10-20")
    #expect(metier.fermeture(fuseau: .paris) == "2025-10-20T22:00:00Z")
    #expect(metier.estEnVigueur(a: "2025-10-20T23:59:00+02:00", fuseau: .paris))
    #expect(!metier.estEnVigueur(a: "2025-10-21T00:00:00+02:00", fuseau: .paris))
    #expect(metier.estEnVigueur(a: "2025-10-21T00:00:00+02:00", fuseau: .martinique))
  }

  @Test func `une durée changée par avenant allonge la période en cours, une reconduction changée les suivantes (V-14)`() {
    var deuxAns = ActesReels.acte001
    deuxAns.metier.dureeMois = 24
    let avenant = Avenant(
      numero: 1, modifications: [], signatures: Fabrique.signatures("2025-03-01"), parametresResultants: deuxAns)
    let metier = Fabrique.metier(signeLe: "2024-10-21").avec { $0.avenants = [avenant] }
    #expect(metier.periode(le: "2024-10-21")?.dernierJour == "2026-10-20")
    #expect(metier.periode(le: "2026-10-21")?.dernierJour == "2027-10-20")

    var reconduction = ActesReels.acte001
    reconduction.metier.renouvellement.dureeMois = 6
    let second = Avenant(
      numero: 1, modifications: [], signatures: Fabrique.signatures("2025-03-01"), parametresResultants: reconduction)
    let autre = Fabrique.metier(signeLe: "2024-10-21").avec { $0.avenants = [second] }
    #expect(autre.periode(le: "2025-03-01")?.dernierJour == "2025-10-20")
    #expect(autre.periode(le: "2025-10-21")?.dernierJour == "2026-04-20")
    #expect(autre.periode(le: "2026-04-21")?.dernierJour == "2026-10-20")
  }

  @Test func `une durée changée le dernier jour de la première période l'allonge encore (V-14)`() {
    var deuxAns = ActesReels.acte001
    deuxAns.metier.dureeMois = 24
    let avenant = Avenant(
      numero: 1, modifications: [], signatures: Fabrique.signatures("2025-10-20"), parametresResultants: deuxAns)
    let metier = Fabrique.metier(signeLe: "2024-10-21").avec { $0.avenants = [avenant] }
    #expect(metier.periode(le: "2025-10-20")?.dernierJour == "2026-10-20")
  }

  @Test func `un avenant signé après le terme ne rallonge pas la première période (V-14)`() {
    var deuxAns = ActesReels.acte001
    deuxAns.metier.dureeMois = 24
    let avenant = Avenant(
      numero: 1, modifications: [], signatures: Fabrique.signatures("2025-10-21"), parametresResultants: deuxAns)
    let metier = Fabrique.metier(signeLe: "2024-10-21").avec { $0.avenants = [avenant] }
    #expect(metier.periode(le: "2024-10-21")?.dernierJour == "2025-10-20")
    #expect(metier.periode(le: "2025-10-21")?.dernierJour == "2026-10-20")
  }
}
