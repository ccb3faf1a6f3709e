import Domain
import Testing

@Suite struct CalendrierJoursOuvresTests {
  @Test(
    arguments: [
      (1990, "1990-04-15"), (2000, "2000-04-23"), (2008, "2008-03-23"), (2011, "2011-04-24"), (2024, "2024-03-31"), (2025, "2025-04-20"),
      (2026, "2026-04-05"), (2038, "2038-04-25"), (2049, "2049-04-18"), (2076, "2076-04-19"), (2100, "2100-03-28"),
    ] as [(Int, Jour)])
  func `Pâques tombe le bon dimanche`(annee: Int, attendu: Jour) {
    #expect(Jour.paques(annee: annee) == attendu)
  }

  @Test func `Pâques est toujours un dimanche entre le 22 mars et le 25 avril`() {
    for annee in 1900...2200 {
      let paques = Jour.paques(annee: annee)
      #expect(paques.jourDeSemaine == .dimanche)
      #expect(paques.annee == annee)
      #expect((3, 22) <= (paques.mois, paques.quantieme) && (paques.mois, paques.quantieme) <= (4, 25))
    }
  }

  @Test func `les fériés nationaux sont onze, nommés et dans l'ordre (A-17)`() {
    let feries = CalendrierJoursOuvres.national.joursFeries(annee: 2025)
    #expect(
      feries.map(\.jour) == [
        "2025-01-01", "2025-04-21", "2025-05-01", "2025-05-08", "2025-05-29", "2025-06-09", "2025-07-14", "2025-08-15", "2025-11-01",
        "2025-11-11", "2025-12-25",
      ])
    #expect(feries.map(\.nom).contains("Lundi de Pentecôte"))
  }

  @Test func `l'Alsace et la Moselle ajoutent le Vendredi saint et le 26 décembre (A-17, Q-23)`() {
    let feries = CalendrierJoursOuvres.alsaceMoselle.joursFeries(annee: 2025)
    #expect(feries.count == 13)
    #expect(feries.first { $0.nom == "Vendredi saint" }?.jour == "2025-04-18")
    #expect(feries.last?.jour == "2025-12-26")
    #expect(!CalendrierJoursOuvres.alsaceMoselle.estOuvre("2025-04-18"))
    #expect(CalendrierJoursOuvres.national.estOuvre("2025-04-18"))
  }

  @Test(
    arguments: [
      (CalendrierJoursOuvres.guadeloupe, "2025-05-27"), (.martinique, "2025-05-22"), (.guyane, "2025-06-10"), (.laReunion, "2024-12-20"),
      (.mayotte, "2026-04-27"),
    ] as [(CalendrierJoursOuvres, Jour)])
  func `chaque département d'outre-mer chôme l'abolition de l'esclavage à sa date`(calendrier: CalendrierJoursOuvres, jour: Jour) {
    #expect(calendrier.joursFeries(annee: jour.annee).count == 12)
    #expect(calendrier.joursFeries(annee: jour.annee).first { $0.jour == jour }?.nom == "Abolition de l'esclavage")
    #expect(!calendrier.estOuvre(jour))
    #expect(CalendrierJoursOuvres.national.estOuvre(jour))
  }

  @Test(arguments: [
    ("57", CalendrierJoursOuvres.alsaceMoselle), ("67", .alsaceMoselle), ("68", .alsaceMoselle), ("13", .national), ("60", .national),
    ("2A", .national), ("971", .guadeloupe), ("972", .martinique), ("973", .guyane), ("974", .laReunion), ("976", .mayotte),
  ])
  func `le calendrier suit le département de la caisse (A-17)`(departement: String, calendrier: CalendrierJoursOuvres) {
    #expect(CalendrierJoursOuvres(departement: departement) == calendrier)
  }

  @Test(
    arguments: [
      ("T-037", "2024-12-20", "2024-12-31", "2024-12-30"), ("T-038", "2024-12-24", "2025-01-03", "2025-01-02"),
      ("T-039", "2024-12-21", "2024-12-31", "2024-12-30"), ("T-040", "2025-04-14", "2025-04-23", "2025-04-22"),
      ("T-041", "2025-04-17", "2025-04-28", "2025-04-25"), ("T-042", "2026-03-30", "2026-04-08", "2026-04-07"),
      ("T-043", "2025-04-30", "2025-05-09", "2025-05-09"), ("T-045", "2024-10-25", "2024-11-04", "2024-11-04"),
      ("T-048", "2023-07-07", "2023-07-17", "2023-07-17"), ("C-03", "2024-10-21", "2024-10-28", "2024-10-28"),
      ("C-16", "2023-09-04", "2023-09-11", "2023-09-11"), ("C-16", "2023-09-11", "2023-09-18", "2023-09-18"),
    ] as [(String, Jour, Jour, Jour)])
  func `cinq jours ouvrés après la demande, jour de départ exclu (C-03, C-16, T-037 à T-048)`(
    cas: String, demande: Jour, moselle: Jour, national: Jour
  ) {
    #expect(CalendrierJoursOuvres.alsaceMoselle.ajoutant(joursOuvres: 5, a: demande) == moselle)
    #expect(CalendrierJoursOuvres.national.ajoutant(joursOuvres: 5, a: demande) == national)
  }

  @Test func `zéro jour ouvré est le jour même, un jour ouvré le prochain`() {
    #expect(CalendrierJoursOuvres.national.ajoutant(joursOuvres: 0, a: "2024-12-21") == "2024-12-21")
    #expect(CalendrierJoursOuvres.national.ajoutant(joursOuvres: 1, a: "2024-12-31") == "2025-01-02")
    #expect(CalendrierJoursOuvres.alsaceMoselle.ajoutant(joursOuvres: 1, a: "2024-12-24") == "2024-12-27")
  }

  @Test(arguments: CalendrierJoursOuvres.allCases)
  func `ajouter des jours ouvrés compte exactement les jours ouvrés traversés`(calendrier: CalendrierJoursOuvres) {
    for decalage in 0..<1500 {
      let depart = ("2023-11-15" as Jour).ajoutant(jours: decalage)
      let arrivee = calendrier.ajoutant(joursOuvres: 7, a: depart)
      let traverses = (1...arrivee.joursDepuis(depart)).count { calendrier.estOuvre(depart.ajoutant(jours: $0)) }
      guard traverses == 7, calendrier.estOuvre(arrivee) else {
        Issue.record("\(depart) + 7 jours ouvrés : \(arrivee), \(traverses) traversés")
        return
      }
    }
  }

  @Test(
    arguments: [
      ("2025-03-29T12:00:00+01:00", 24, "2025-03-30T13:00:00+02:00"), ("2025-03-29T12:00:00+01:00", 48, "2025-03-31T13:00:00+02:00"),
      ("2025-10-25T12:00:00+02:00", 24, "2025-10-26T11:00:00+01:00"), ("2025-06-06T17:30:00+02:00", 48, "2025-06-08T17:30:00+02:00"),
    ] as [(Instant, Int, Instant)])
  func `les heures d'alerte sont continues, week-end et changements d'heure compris (R-11 à R-13)`(
    connue: Instant, heures: Int, attendu: Instant
  ) {
    #expect(connue.ajoutant(heures: heures) == attendu)
  }
}
