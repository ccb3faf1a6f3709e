import Domain
import Testing

/// Clocks against Python's `zoneinfo` with the pinned data of `tzdata`.
@Suite(.enabled(if: Oracle.python != nil, Oracle.raison)) struct FuseauOracleTests {
  @Test(arguments: FuseauHoraire.allCases)
  func `de 1990 à 2100, chaque jour commence à l'instant que dit l'oracle, la seconde d'avant est la veille (V-24, T-113)`(
    fuseau: FuseauHoraire
  ) async throws {
    var ecarts = Ecarts()
    try await Oracle.interroge("minuits", fuseau.iana).pourChaqueLigneDeNombres { date, reponses in
      let jour = try #require(Jour(texte: date))
      let minuit = fuseau.debut(de: jour)
      let veille = fuseau.jour(a: minuit.ajoutant(secondes: -1))
      let calcules = [Int(minuit.microsecondes / 1_000_000), fuseau.jour(a: minuit).numero, veille.numero + 1]
      ecarts.compareSerie(calcules, [reponses[0], jour.numero, jour.numero]) { rang in
        "\(jour), \(["minuit", "jour civil à minuit", "lendemain du jour civil d'une seconde avant"][rang])"
      }
    }
    ecarts.conclus(questions: 3 * joursDe1990A2100)
  }

  // The overseas clocks never change: their midnights, above, say it all.
  @Test func `autour de chaque changement d'heure, le mur de Paris et les heures continues sont ceux de l'oracle (R-11 à R-13, T-126)`()
    async throws
  {
    let fuseau = FuseauHoraire.paris
    var ecarts = Ecarts()
    try await Oracle.interroge("heures", fuseau.iana).pourChaqueLigne { champs in
      let jour = try #require(Jour(texte: champs[0]))
      let heure = try #require(Int(champs[1]))
      let minute = try #require(Int(champs[2]))
      let instant = Instant(microsecondes: try #require(Int64(champs[3])) * 1_000_000)
      ecarts.compare(fuseau.instant(jour, heure: heure, minute: minute), instant, "\(jour) \(heure):\(minute)")
      for (heures, mur) in [(24, champs[4]), (48, champs[5])] {
        ecarts.compare(Self.mur(fuseau, instant.ajoutant(heures: heures)), mur, "\(instant) + \(heures) h")
      }
    }
    // Three last Sundays a year, each with the day before and the day after.
    ecarts.conclus(questions: 3 * 111 * 3 * 3 * 48)
  }

  private static func mur(_ fuseau: FuseauHoraire, _ instant: Instant) -> String {
    let (jour, heure, minute, _) = fuseau.heureLocale(a: instant)
    return "\(jour)T\(deuxChiffres(heure)):\(deuxChiffres(minute))"
  }

  private static func deuxChiffres(_ nombre: Int) -> String { nombre < 10 ? "0\(nombre)" : "\(nombre)" }
}
