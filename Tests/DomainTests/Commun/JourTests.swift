import Domain
import Testing

@Suite struct JourTests {
  @Test(arguments: ["2024-10-21", "1970-01-01", "0001-01-01", "9999-12-31", "2000-02-29", "1600-02-29"])
  func `un jour est relu tel qu'il est écrit`(texte: String) {
    #expect(Jour(texte: texte)?.description == texte)
  }

  @Test(arguments: [
    "", "2024-1-01", "2024-10-2", "24-10-21", "2024/10/21", "2024-10-21 ", " 2024-10-21", "2024-13-01", "2024-00-10", "2024-04-31",
    "2024-10-00", "2023-02-29", "1900-02-29", "2100-02-29", "0000-01-01", "+024-10-21", "-024-10-21", "2024-10-21T00:00", "２０２４-10-21",
    "10000-01-01",
  ])
  func `une date inexistante ou mal écrite est refusée`(texte: String) {
    #expect(Jour(texte: texte) == nil)
  }

  @Test func `le numéro de jour est celui des jours écoulés depuis 1970`() {
    #expect(Jour(texte: "1970-01-01")?.numero == 0)
    #expect(Jour(texte: "1969-12-31")?.numero == -1)
    #expect(Jour(texte: "2024-10-21")?.numero == 20_017)
    #expect(Jour(texte: "0001-01-01")?.numero == -719_162)
    #expect(Jour(texte: "9999-12-31")?.numero == 2_932_896)
  }

  @Test(
    arguments: [
      ("1970-01-01", JourDeSemaine.jeudi), ("2024-10-21", .lundi), ("2024-12-21", .samedi), ("2025-04-20", .dimanche),
      ("1969-12-31", .mercredi), ("1600-02-29", .mardi), ("2023-09-16", .samedi),
    ] as [(Jour, JourDeSemaine)])
  func `le jour de la semaine est exact`(jour: Jour, attendu: JourDeSemaine) {
    #expect(jour.jourDeSemaine == attendu)
  }

  @Test func `un délai en mois garde le quantième, ou prend le dernier jour du mois (V-18, V-30)`() {
    #expect(("2025-01-31" as Jour).ajoutant(mois: 1) == "2025-02-28")
    #expect(("2024-01-31" as Jour).ajoutant(mois: 1) == "2024-02-29")
    #expect(("2025-01-28" as Jour).ajoutant(mois: 1) == "2025-02-28")
    #expect(("2025-08-31" as Jour).ajoutant(mois: 6) == "2026-02-28")
    #expect(("2025-01-31" as Jour).ajoutant(mois: 3) == "2025-04-30")
    #expect(("2026-04-30" as Jour).ajoutant(mois: -2) == "2026-02-28")
    #expect(("2025-01-15" as Jour).ajoutant(mois: -13) == "2023-12-15")
    #expect(("2024-02-29" as Jour).ajoutant(mois: 0) == "2024-02-29")
  }

  @Test func `un anniversaire sans même quantième tombe le premier du mois suivant (Q-02)`() {
    let origine: Jour = "2024-02-29"
    #expect(origine.anniversaire(annees: 1) == "2025-03-01")
    #expect(origine.anniversaire(annees: 2) == "2026-03-01")
    #expect(origine.anniversaire(annees: 4) == "2028-02-29")
    #expect(("2023-02-28" as Jour).anniversaire(annees: 1) == "2024-02-28")
    #expect(("2024-10-31" as Jour).anniversaire(mois: 1) == "2024-12-01")
    #expect(("2024-12-31" as Jour).anniversaire(mois: 2) == "2025-03-01")
  }

  @Test func `les jours calendaires se comptent sans exception (V-16, V-17)`() {
    #expect(("2025-03-03" as Jour).ajoutant(jours: 30) == "2025-04-02")
    #expect(("2025-01-31" as Jour).ajoutant(jours: 30) == "2025-03-02")
    #expect(("2023-09-01" as Jour).ajoutant(jours: 15) == "2023-09-16")
    #expect(("2024-02-20" as Jour).ajoutant(jours: 15) == "2024-03-06")
    #expect(("2025-03-06" as Jour).joursDepuis("2025-02-20") == 14)
  }

  @Test func `une date s'écrit à la française dans les messages`() {
    #expect(("2024-03-01" as Jour).enFrancais == "01/03/2024")
  }

  @Test func `une période contient ses deux bornes et chevauche ce qui la touche`() {
    let periode = Periode(premierJour: "2024-10-21", dernierJour: "2025-10-20")
    #expect(!periode.contient("2024-10-20"))
    #expect(periode.contient("2024-10-21"))
    #expect(periode.contient("2025-10-20"))
    #expect(!periode.contient("2025-10-21"))
    #expect(periode.chevauche(Periode(premierJour: "2025-10-20", dernierJour: nil)))
    #expect(!periode.chevauche(Periode(premierJour: "2025-10-21", dernierJour: nil)))
    #expect(Periode(premierJour: "2020-01-01", dernierJour: nil).chevauche(periode))
    #expect(!Periode(premierJour: "2020-01-01", dernierJour: "2024-10-20").chevauche(periode))
  }
}
