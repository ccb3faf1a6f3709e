import Domain
import Foundation
import Testing

@Suite struct FuseauHoraireTests {
  @Test func `le jour civil change à minuit de Paris, été comme hiver (T-113)`() {
    #expect(FuseauHoraire.paris.jour(a: "2025-10-20T21:59:59Z") == "2025-10-20")
    #expect(FuseauHoraire.paris.jour(a: "2025-10-20T22:00:00Z") == "2025-10-21")
    #expect(FuseauHoraire.paris.jour(a: "2025-01-01T22:59:59Z") == "2025-01-01")
    #expect(FuseauHoraire.paris.jour(a: "2025-01-01T23:00:00Z") == "2025-01-02")
  }

  @Test(
    arguments: [
      ("2025-03-30T00:59:59Z", 3600), ("2025-03-30T01:00:00Z", 7200), ("2025-10-26T00:59:59Z", 7200), ("2025-10-26T01:00:00Z", 3600),
      ("1995-09-24T00:59:59Z", 7200), ("1995-09-24T01:00:00Z", 3600), ("1996-10-27T00:59:59Z", 7200), ("1996-10-27T01:00:00Z", 3600),
      ("1990-03-25T01:00:00Z", 7200), ("1990-09-30T01:00:00Z", 3600), ("2100-03-28T00:59:59Z", 3600), ("2100-03-28T01:00:00Z", 7200),
    ] as [(Instant, Int)])
  func `l'heure change le dernier dimanche à 01:00 UTC, en septembre jusqu'en 1995`(instant: Instant, decalage: Int) {
    #expect(FuseauHoraire.paris.decalageSecondes(a: instant) == decalage)
  }

  @Test(arguments: FuseauHoraire.allCases)
  func `de 1990 à 2100, l'heure calculée est celle de la base des fuseaux`(fuseau: FuseauHoraire) throws {
    let reference = try #require(TimeZone(identifier: fuseau.iana))
    let debut = ("1990-01-01T00:00:00Z" as Instant).microsecondes / 1_000_000
    let fin = ("2101-01-01T00:00:00Z" as Instant).microsecondes / 1_000_000
    var secondes = debut
    while secondes < fin {
      let calcule = fuseau.decalageSecondes(a: Instant(microsecondes: secondes * 1_000_000))
      let attendu = reference.secondsFromGMT(for: Date(timeIntervalSince1970: Double(secondes)))
      guard calcule == attendu else {
        Issue.record("\(fuseau.iana) à \(Instant(microsecondes: secondes * 1_000_000)) : \(calcule) au lieu de \(attendu)")
        return
      }
      // Every hour of the months when clocks change in Paris, else twice a day.
      let mois = Instant(microsecondes: secondes * 1_000_000).jourUTC.mois
      secondes += fuseau == .paris && [3, 9, 10].contains(mois) ? 3600 : 43_200
    }
  }

  @Test(arguments: [
    ("971", FuseauHoraire.guadeloupe, -4), ("972", .martinique, -4), ("973", .guyane, -3), ("974", .laReunion, 4), ("976", .mayotte, 3),
  ])
  func `chaque département d'outre-mer a son heure, sans heure d'été`(departement: String, fuseau: FuseauHoraire, heures: Int) {
    #expect(FuseauHoraire(departement: departement) == fuseau)
    #expect(fuseau.decalageSecondes(a: "2025-01-15T12:00:00Z") == heures * 3600)
    #expect(fuseau.decalageSecondes(a: "2025-07-15T12:00:00Z") == heures * 3600)
    #expect(fuseau.instant("2025-10-21") == Instant(rfc3339: "2025-10-21T00:00:00Z")?.ajoutant(heures: -heures))
  }

  @Test(arguments: ["57", "2A", "67", "01", "82"])
  func `les autres départements vivent à l'heure de Paris`(departement: String) {
    #expect(FuseauHoraire(departement: departement) == .paris)
  }

  @Test func `minuit de Paris est un instant, l'heure qui n'existe pas avance, celle qui se répète est la première`() {
    #expect(FuseauHoraire.paris.debut(de: "2025-10-21") == "2025-10-20T22:00:00Z")
    #expect(FuseauHoraire.paris.debut(de: "2025-01-02") == "2025-01-01T23:00:00Z")
    #expect(FuseauHoraire.paris.instant("2025-03-30", heure: 2, minute: 30) == "2025-03-30T01:30:00Z")
    #expect(FuseauHoraire.paris.instant("2025-03-30", heure: 3) == "2025-03-30T01:00:00Z")
    #expect(FuseauHoraire.paris.instant("2025-10-26", heure: 2, minute: 30) == "2025-10-26T00:30:00Z")
    #expect(FuseauHoraire.paris.instant("2025-10-26", heure: 3) == "2025-10-26T02:00:00Z")
    let heure = FuseauHoraire.paris.heureLocale(a: "2025-06-08T15:30:05Z")
    #expect(heure == ("2025-06-08", 17, 30, 5))
  }

  @Test func `tout instant relu par l'horloge murale revient sur lui-même, hors l'heure répétée`() {
    for heures in stride(from: 0, to: 24 * 366, by: 1) {
      let instant = ("2025-01-01T00:00:00Z" as Instant).ajoutant(heures: heures)
      let mur = FuseauHoraire.paris.heureLocale(a: instant)
      let retour = FuseauHoraire.paris.instant(mur.jour, heure: mur.heure, minute: mur.minute)
      guard retour == instant || retour.ajoutant(heures: 1) == instant else {
        Issue.record("\(instant) relu \(retour)")
        return
      }
    }
  }
}
