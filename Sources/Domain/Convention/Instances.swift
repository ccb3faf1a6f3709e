/// The meetings, reports and tasks an act promises (B-01, B-02, B-05 to B-07, C-49, R-24).
package enum TypeInstance: String, Sendable, Hashable, CaseIterable {
  case bilan = "BILAN"
  case copil = "COPIL"
  case evaluation = "EVALUATION"
  case questionnaire = "QUESTIONNAIRE"
  case rencontre = "RENCONTRE"
  /// The partner's review of its accounts (C-49).
  case revue = "REVUE"
  /// The partner destroys the personal data it holds.
  case destruction = "DESTRUCTION"
}

/// One meeting or report due, with the days between which it is prepared and held.
package struct InstanceDue: Sendable, Hashable {
  package let type: TypeInstance
  /// Whose report it is (B-01: each party has its own); nil when common.
  package let partie: Partie?
  /// The number of the period of the convention, or the civil year for the questionnaire (B-06).
  package let rang: Int
  /// When the task opens: the alert of B-02, the task of B-05, 1 December of B-06, else the first day of the period.
  package let ouverture: Jour
  /// Last day included.
  package let limite: Jour
}

extension FaitsConvention {
  /// What is due in the period that holds that day; empty for a usage act, whose core act carries the meetings, and for
  /// an act that promises none.
  package func instancesDues(le jour: Jour) -> [InstanceDue] {
    periode(le: jour).map { instancesDues(de: $0) } ?? []
  }

  /// What is due in a period of the act, as its end cuts it.
  func instancesDues(de periode: PeriodeConvention) -> [InstanceDue] {
    guard nature != .utilisation else { return [] }
    let promesses = parametres(le: periode.premierJour).instances
    var dues: [InstanceDue] = []
    for limite in limitesAnnuelles(de: periode) {
      let alerte = limite.ajoutant(mois: -Self.alerteMois)
      if promesses.bilanAnnuel == true {
        dues += Partie.allCases.map {
          InstanceDue(type: .bilan, partie: $0, rang: periode.numero, ouverture: alerte, limite: limite)
        }
      }
      for _ in 0..<(promesses.copilParAn ?? 0) {
        dues.append(InstanceDue(type: .copil, partie: nil, rang: periode.numero, ouverture: alerte, limite: limite))
      }
    }
    let evaluee = parametres(le: periode.premierJour).metier.renouvellement.evaluationPremiereAnnee == true
    if evaluee, periode.numero == 1 {
      let tache = periode.dernierJour.ajoutant(mois: -1)
      dues.append(InstanceDue(type: .evaluation, partie: nil, rang: 1, ouverture: tache, limite: periode.dernierJour))
    }
    if promesses.rencontreAnnuelle == true {
      dues.append(
        InstanceDue(
          type: .rencontre, partie: nil, rang: periode.numero, ouverture: periode.premierJour, limite: periode.dernierJour
        )
      )
    }
    return dues
  }

  /// The questionnaire of a civil year (B-06, Q-28): December, if the act is in force on the first; else nil.
  package func questionnaire(annee: Int) -> InstanceDue? {
    let debut = Jour.du(1, 12, annee)
    guard nature != .utilisation, estEnVigueur(le: debut) else { return nil }
    guard parametres(le: debut).instances.questionnaireAnnuel == true else { return nil }
    return InstanceDue(type: .questionnaire, partie: nil, rang: annee, ouverture: debut, limite: .du(31, 12, annee))
  }

  /// The first questionnaire not over on that day, this year's or the next's.
  package func prochainQuestionnaire(le jour: Jour) -> InstanceDue? {
    questionnaire(annee: jour.annee) ?? questionnaire(annee: jour.annee + 1)
  }

  // The last day of each year of a period, and of a period shorter than a year (B-02); years cut by a termination are not due.
  private func limitesAnnuelles(de periode: PeriodeConvention) -> [Jour] {
    var limites: [Jour] = []
    var annee = 1
    while case let limite = periode.premierJour.anniversaire(annees: annee).veille, limite < periode.dernierJour {
      limites.append(limite)
      annee += 1
    }
    let entiere = fin?.etat != .resiliee || periode.dernierJour != dernierJour
    if entiere { limites.append(periode.dernierJour) }
    return limites
  }

  /// Months before the end of the year of a convention when the committee is announced (B-02, project choice).
  private static let alerteMois = 2
}

/// The yearly meeting of B-07: a date the two parties set together.
package struct RencontreAnnuelle: Sendable, Hashable {
  package enum Etat: String, Sendable, Hashable, CaseIterable {
    case proposee = "PROPOSEE"
    case fixee = "FIXEE"
  }

  package let date: Jour
  package var accords: Set<Partie>

  package init(date: Jour, accords: Set<Partie>) {
    self.date = date
    self.accords = accords
  }

  /// Fixed once both have accepted that date (T-133).
  package var etat: Etat { accords.count == Partie.allCases.count ? .fixee : .proposee }
}

extension FaitsConvention {
  /// Decides a committee or a meeting held or set on that day: within the period it belongs to (B-02, B-07).
  package func tenirSeance(le date: Jour, rang numero: Int) throws(RefusConvention) {
    guard let periode = periode(le: date), periode.numero == numero else {
      let vise = periodeBrute(numero: numero)
      throw .seanceHorsPeriode(BornesDate(min: vise?.premierJour, max: vise?.dernierJour))
    }
  }

  /// Decides whether a committee is valid: at least one référent of each party (B-03, project reading).
  package static func validerComposition(referentsPresents: Set<Partie>) throws(RefusConvention) {
    let absents = Partie.allCases.filter { !referentsPresents.contains($0) }
    guard absents.isEmpty else { throw .referentManquant(parties: absents) }
  }
}
