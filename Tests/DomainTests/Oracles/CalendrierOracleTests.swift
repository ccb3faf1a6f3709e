import Domain
import Testing

/// Public holidays and working days against the package `holidays`, Easter against `dateutil`.
@Suite(.enabled(if: Oracle.python != nil, Oracle.raison)) struct CalendrierOracleTests {
  @Test func `Pâques est celui de dateutil, de 1583 à 2299`() async throws {
    var ecarts = Ecarts()
    var annee = 1583
    try await Oracle.interroge("paques", "1583", "2299").pourChaqueLigne { champs in
      ecarts.compare(Jour.paques(annee: annee).description, champs[0], "Pâques \(annee)")
      annee += 1
    }
    ecarts.conclus(questions: 717)
  }

  @Test(arguments: [
    (CalendrierJoursOuvres.national, 11), (.alsaceMoselle, 13), (.guadeloupe, 12), (.martinique, 12), (.guyane, 12), (.laReunion, 12),
    (.mayotte, 12),
  ])
  func `de 1990 à 2100, les jours fériés sont ceux de l'oracle, avec leur nom (A-17, Q-23)`(
    calendrier: CalendrierJoursOuvres, parAn: Int
  ) async throws {
    var attendus: [Int: Set<String>] = [:]
    try await Oracle.interroge("feries", calendrier.rawValue).pourChaqueLigne { champs in
      let annee = try #require(Jour(texte: champs[0])).annee
      attendus[annee, default: []].insert(champs.joined(separator: " "))
    }
    var ecarts = Ecarts()
    for annee in 1990...2100 {
      let calcules = calendrier.joursFeries(annee: annee).map { "\($0.jour) \($0.nom)" }
      let reponses = attendus[annee, default: []]
      ecarts.compare(calcules.count, parAn, "nombre de fériés, \(calendrier.rawValue) \(annee)")
      // Only what one has and the other has not, so that a disagreement reads at once.
      ecarts.compare(
        Set(calcules).subtracting(reponses).sorted(), reponses.subtracting(calcules).sorted(), "\(calendrier.rawValue) \(annee)")
    }
    ecarts.conclus(questions: 2 * 111)
  }

  @Test(arguments: CalendrierJoursOuvres.allCases)
  func `de 1990 à 2100, chaque jour est ouvré, et les 1er et 5e suivants tombent, comme le dit l'oracle (A-17, C-03, C-16)`(
    calendrier: CalendrierJoursOuvres
  ) async throws {
    var ecarts = Ecarts()
    try await Oracle.interroge("ouvres", calendrier.rawValue).pourChaqueLigne { champs in
      let annee = try #require(Int(champs[0]))
      let nombre = try #require(Int(champs[1]))
      let premier = try #require(Jour(annee: annee, mois: 1, jour: 1))
      let reponses = try champs[2].map { try #require(Int(String($0), radix: 36)) }
      let calcules = reponses.indices.map { rang in
        let jour = premier.ajoutant(jours: rang)
        return nombre == 0
          ? (calendrier.estOuvre(jour) ? 1 : 0) : calendrier.ajoutant(joursOuvres: nombre, a: jour).numero - jour.numero
      }
      ecarts.compareSerie(calcules, reponses) { rang in
        "\(calendrier.rawValue), \(premier.ajoutant(jours: rang)) \(nombre == 0 ? "ouvré" : "+ \(nombre) jours ouvrés, en jours")"
      }
    }
    ecarts.conclus(questions: 3 * joursDe1990A2100)
  }
}

/// Days of the 111 years, 27 of them of 366 days: 2100 is not a leap year.
let joursDe1990A2100 = 111 * 365 + 27
