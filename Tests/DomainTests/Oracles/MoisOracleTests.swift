import Domain
import Testing

/// Month arithmetic against `dateutil.relativedelta`, anniversaries against a derivation of their own (Q-02).
@Suite(.enabled(if: Oracle.python != nil, Oracle.raison)) struct MoisOracleTests {
  // Two decades of today, and two around 2100, which is not a leap year.
  @Test(arguments: [(2011, 3653), (2021, 3652), (2091, 3652), (2101, 3652)])
  func `chaque jour, de −26 à +60 mois, les deux lectures d'un mois sont celles de l'oracle (Q-02, V-12, V-18, V-30, C-40)`(
    decennie: Int, jours: Int
  ) async throws {
    let mois = Array(-26...60)
    var ecarts = Ecarts()
    try await Oracle.interroge("mois", "\(decennie)", "\(decennie + 9)").pourChaqueLigneDeNombres { date, reponses in
      let jour = try #require(Jour(texte: date))
      let delais = mois.map { jour.ajoutant(mois: $0).numero - jour.numero }
      let calcules = delais + mois.map { jour.anniversaire(mois: $0).numero - jour.numero }
      ecarts.compareSerie(calcules, reponses) { rang in
        "\(rang < mois.count ? "délai" : "anniversaire"), \(jour) + \(mois[rang % mois.count]) mois, en jours"
      }
    }
    ecarts.conclus(questions: jours * mois.count * 2)
  }
}
