import Domain
import Testing

/// The dates of an act as the domain computes them from its facts, against those derived in Python from the text of the rules.
@Suite(.enabled(if: Oracle.python != nil, Oracle.raison)) struct ConventionOracleTests {
  // Leap years 2024, 2028 and 2096; 2100 is not one.
  @Test(arguments: [(2023, 2028, 2192), (2095, 2097, 1096)])
  func `signé n'importe quel jour, l'acte a les périodes, limites et tâches de l'oracle (V-07, V-09, V-12, B-02, B-05, B-07, Q-02)`(
    premiere: Int, derniere: Int, jours: Int
  ) async throws {
    let nombre = 6
    var ecarts = Ecarts()
    try await Oracle.interroge("periodes", "\(premiere)", "\(derniere)", "\(nombre)", "12").pourChaqueLigne { champs in
      let dates = try champs.map { try #require(Jour(texte: $0)) }
      let signature = dates[0]
      let fins = stride(from: 1, to: dates.count, by: 4).map { dates[$0] }
      let unique = Fabrique.unique(signeLe: signature)
      let metier = Fabrique.metier(signeLe: signature)
      let periodes = unique.periodes(jusquau: try #require(fins.last))
      try #require(periodes.count == nombre)
      for (rang, periode) in periodes.enumerated() {
        let question = "signé le \(signature), période \(rang + 1)"
        let attendu = dates[(1 + 4 * rang)..<(5 + 4 * rang)]
        let comite = metier.instancesDues(le: periode.premierJour).first { $0.type == .copil }
        ecarts.compare(periode.dernierJour, attendu[1 + 4 * rang], question)
        ecarts.compare(periode.premierJour, rang == 0 ? signature : fins[rang - 1].lendemain, question)
        ecarts.compare(unique.limiteDenonciation(de: periode), attendu[2 + 4 * rang], "limite V-12, \(question)")
        ecarts.compare(comite?.ouverture, attendu[3 + 4 * rang], "alerte B-02, \(question)")
        ecarts.compare(comite?.limite, attendu[1 + 4 * rang], "comité B-02, \(question)")
      }
      let evaluation = metier.instancesDues(le: signature).first { $0.type == .evaluation }
      ecarts.compare(evaluation?.ouverture, dates[4], "évaluation B-05, signé le \(signature)")
    }
    ecarts.conclus(questions: jours * (5 * nombre + 1))
  }

  @Test(arguments: [(1, 14), (6, 6), (18, 4), (24, 4)])
  func `de toute longueur en mois, les périodes se comptent depuis l'origine comme celles de l'oracle (V-07, V-10, V-14, Q-02)`(
    mois: Int, nombre: Int
  ) async throws {
    var parametres = ActesReels.acte001
    parametres.metier.dureeMois = mois
    parametres.metier.renouvellement.dureeMois = mois
    var ecarts = Ecarts()
    try await Oracle.interroge("periodes", "2024", "2025", "\(nombre)", "\(mois)").pourChaqueLigne { champs in
      let signature = try #require(Jour(texte: champs[0]))
      let fins = stride(from: 1, to: champs.count, by: 4).map { champs[$0] }
      let horizon = try #require(fins.last.flatMap { Jour(texte: $0) })
      let calculees = Fabrique.metier(parametres, signeLe: signature).periodes(jusquau: horizon)
      ecarts.compare(calculees.map(\.dernierJour.description), fins, "signé le \(signature), périodes de \(mois) mois")
    }
    ecarts.conclus(questions: 366 + 365)
  }

  @Test(arguments: ["2024-10-21", "2024-02-29", "2025-02-28", "2025-04-30", "2023-12-31", "2025-05-01", "2096-02-29"] as [Jour])
  func `envoyée n'importe quel jour de six ans, la dénonciation finit l'acte le jour que dit l'oracle (V-12, Q-04, Q-44)`(
    signature: Jour
  ) async throws {
    let unique = Fabrique.unique(signeLe: signature)
    var ecarts = Ecarts()
    try await Oracle.interroge("denonciations", "\(signature)", "6").pourChaqueLigne { champs in
      let envoi = try #require(Jour(texte: champs[0]))
      let terme = unique.termeApres(Fabrique.denonciation(envoyee: envoi))
      ecarts.compare(terme?.description ?? "aucun", champs[1], "signé le \(signature), dénoncé le \(envoi)")
    }
    ecarts.conclus(questions: signature.anniversaire(annees: 6).joursDepuis(signature))
  }

  @Test(arguments: [(2016, 2035, 7305), (2095, 2104, 3652)])
  func `chaque délai compté de chaque jour finit le jour que dit l'oracle (V-16, V-17, V-18, V-30, C-33, C-40, P-06)`(
    premiere: Int, derniere: Int, jours: Int
  ) async throws {
    let metier = Fabrique.metier(signeLe: "2010-01-01")
    let utilisation = Fabrique.utilisation(signeLe: "2010-01-01", metier: metier)
    let unique = Fabrique.unique(signeLe: "2010-01-01")
    var ecarts = Ecarts()
    try await Oracle.interroge("delais", "\(premiere)", "\(derniere)").pourChaqueLigne { champs in
      let depart = try #require(Jour(texte: champs[0]))
      let surUtilisation = utilisation.delai(de: Fabrique.mise(envoyee: depart.ajoutant(jours: -2), recue: depart))
      let surMetier = metier.delai(de: Fabrique.mise(envoyee: depart, recue: depart.ajoutant(jours: 2)))
      let surUnique = unique.delai(de: Fabrique.mise(envoyee: depart, recue: depart.ajoutant(jours: 2)))
      let amiable = unique.tentativeAmiable(Differend(ouvertLe: depart))
      let calcules: [(String, Jour?)] = [
        ("V-16", surUtilisation?.dernierJour), ("V-16 résiliable", surUtilisation?.resiliableLe),
        ("V-17", surMetier?.dernierJour), ("V-17 résiliable", surMetier?.resiliableLe),
        ("V-18", surUnique?.dernierJour), ("V-18 résiliable", surUnique?.resiliableLe),
        ("V-30 juridiction", amiable.juridictionDes), ("V-30 terme", amiable.terme),
        ("C-33", Inactivation.dateAdmise(recueLe: depart, ActesReels.acte000)),
        ("C-40", EcheancesCompte.suppression(inactiveLe: depart, ActesReels.acte000)),
        ("P-06 EMS Nord", OuvertureUnite.apresSignature(mois: 2).ouvreLe(signature: depart)),
        ("P-06 EMS Sud", OuvertureUnite.apresSignature(mois: 4).ouvreLe(signature: depart)),
      ]
      try #require(champs.count == calcules.count + 1)
      for (rang, calcule) in calcules.enumerated() {
        ecarts.compare(calcule.1?.description ?? "aucun", champs[rang + 1], "\(calcule.0) depuis le \(depart)")
      }
    }
    ecarts.conclus(questions: jours * 12)
  }
}
