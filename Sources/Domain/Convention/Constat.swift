/// One thing that has become true by itself: what the scheduled work records, opens as a task and tells, once. Computed from the facts
/// alone, so that a replay finds the same and a week's silence is caught up day by day.
package struct Constat: Sendable, Hashable {
  package let code: CodeConstat
  /// The rule that makes it true.
  package let regle: String
  /// The day on which it became true, at 00:00 in the caisse's own time.
  package let jour: Jour
  /// What it is about when several share a code and a day: a period, a formal notice, a task.
  package let objet: String
  /// The date that the parties must know: a limit, a last day.
  package let dateUtile: Jour?
  /// Opened with it, when something is to be done.
  package let tache: Tache?
  /// Whether the parties are told.
  package let estNotifie: Bool

  init(
    _ code: CodeConstat, _ regle: String, _ jour: Jour, objet: String = "", dateUtile: Jour? = nil, tache: Tache? = nil,
    estNotifie: Bool = true
  ) {
    self.code = code
    self.regle = regle
    self.jour = jour
    self.objet = objet
    self.dateUtile = dateUtile
    self.tache = tache
    self.estNotifie = estNotifie
  }
}

/// What a constat says; raw values are codes of the journal.
package enum CodeConstat: String, Sendable, Hashable, CaseIterable {
  /// A new period has begun (V-09, V-10, V-11).
  case periodeRenouvelee = "PERIODE_RENOUVELEE"
  /// The day after the last one: accesses are closed (V-24).
  case conventionTerminee = "CONVENTION_TERMINEE"
  /// Two months before the end of a period (V-07, project choice).
  case alerteFin = "ALERTE_FIN"
  /// One month before the last day to refuse the renewal, where a notice is written (V-12, project choice).
  case alerteDenonciation = "ALERTE_DENONCIATION"
  /// The delay of a formal notice has run out: termination has become a right (V-16 to V-18).
  case miseEnDemeureEchue = "MISE_EN_DEMEURE_ECHUE"
  /// A meeting, a report, a review or a destruction is to be seen to (B-01 to B-07, C-49, R-24).
  case tacheOuverte = "TACHE_OUVERTE"
}

/// A task that a constat opens: a row among the meetings of the act.
package struct Tache: Sendable, Hashable {
  package let type: TypeInstance
  package let partie: Partie?
  /// The number of the period or of the review, or the civil year of a questionnaire.
  package let rang: Int
  /// From 1, when the act promises several in the same rank.
  package let ordre: Int
  package let ouverture: Jour
  package let limite: Jour
}

extension FaitsConvention {
  /// Everything that has become true by itself since the act took effect, up to that day included; by day, then as it matters.
  package func constats(jusquau jour: Jour) -> [Constat] {
    guard let effet = dateEffet, effet <= jour else { return [] }
    let tous = constatsDesPeriodes(jusquau: jour) + constatsDeFin + constatsDesMisesEnDemeure + constatsDesTaches(jusquau: jour)
    return tous.filter { $0.jour <= jour }.sorted { ($0.jour, $0.code.rang, $0.objet) < ($1.jour, $1.code.rang, $1.objet) }
  }

  private func constatsDesPeriodes(jusquau jour: Jour) -> [Constat] {
    var constats: [Constat] = []
    for periode in periodes(jusquau: jour) {
      if periode.numero > 1 {
        constats.append(
          Constat(
            .periodeRenouvelee, regleRenouvellement(le: periode.premierJour.veille), periode.premierJour, objet: "\(periode.numero)",
            dateUtile: periode.dernierJour, estNotifie: false))
      }
      // The usage act ends with its core act: one message is enough for both.
      guard nature != .utilisation, fin?.etat != .resiliee || periode.dernierJour != dernierJour else { continue }
      let alerte = max(periode.premierJour, periode.dernierJour.ajoutant(mois: -Self.alerteFinMois))
      constats.append(Constat(.alerteFin, "V-07", alerte, objet: "\(periode.numero)", dateUtile: periode.dernierJour))
      guard periode.dernierJour != dernierJour, parametres(le: periode.dernierJour).metier.denonciation.preavisMois != nil else { continue }
      let limite = limiteDenonciation(de: periode)
      let rappel = max(periode.premierJour, limite.ajoutant(mois: -Self.rappelDenonciationMois))
      constats.append(Constat(.alerteDenonciation, "V-12", rappel, objet: "\(periode.numero)", dateUtile: limite))
    }
    return constats
  }

  private var constatsDeFin: [Constat] {
    guard let fin, let regleDeFin else { return [] }
    let lendemain = fin.dernierJour.lendemain
    var constats = [Constat(.conventionTerminee, regleDeFin, lendemain, dateUtile: fin.dernierJour)]
    // R-24, Q-25: what the partner holds is destroyed once the act that carries the annex has ended.
    if nature != .utilisation, parametres(le: fin.dernierJour).rgpd.destructionFin == true {
      let limite = lendemain.ajoutant(jours: Self.attestationJours)
      let tache = Tache(type: .destruction, partie: .partenaire, rang: 1, ordre: 1, ouverture: lendemain, limite: limite)
      constats.append(Constat(tache, "R-24"))
    }
    return constats
  }

  private var constatsDesMisesEnDemeure: [Constat] {
    misesEnDemeure.compactMap { mise in
      guard let delai = delai(de: mise), let resiliableLe = delai.resiliableLe, etat(de: mise, le: resiliableLe) == .resiliable else {
        return nil
      }
      return Constat(.miseEnDemeureEchue, delai.regle, resiliableLe, objet: "\(mise.id)", dateUtile: delai.dernierJour)
    }
  }

  private func constatsDesTaches(jusquau jour: Jour) -> [Constat] {
    var constats: [Constat] = []
    for periode in periodes(jusquau: jour) {
      var ordres: [String: Int] = [:]
      for due in instancesDues(de: periode) {
        let ordre = ordres["\(due.type) \(due.partie?.rawValue ?? "")", default: 0] + 1
        ordres["\(due.type) \(due.partie?.rawValue ?? "")"] = ordre
        constats.append(Constat(Tache(due, ordre: ordre), due.type.regle))
      }
    }
    guard let effet = dateEffet else { return constats }
    for annee in effet.annee...max(effet.annee, jour.annee) {
      guard let due = questionnaire(annee: annee) else { continue }
      constats.append(Constat(Tache(due, ordre: 1), "B-06"))
    }
    for (rang, date) in zip(1..., revues(depuis: effet).prefix(while: { $0 <= jour })) {
      let tache = Tache(
        type: .revue, partie: .partenaire, rang: rang, ordre: 1, ouverture: date, limite: date.ajoutant(mois: Self.revueDelaiMois))
      constats.append(Constat(tache, "C-49"))
    }
    return constats
  }

  /// Months before the end of a period when the parties are told (V-07, project choice).
  private static let alerteFinMois = 2
  /// Months before the last day to denounce (V-12, project choice).
  private static let rappelDenonciationMois = 1
  /// Months to carry out a review of the accounts (C-49, project choice).
  private static let revueDelaiMois = 1
}

extension Constat {
  /// The opening of a task, on the day its preparation begins.
  fileprivate init(_ tache: Tache, _ regle: String) {
    self.init(
      .tacheOuverte, regle, tache.ouverture,
      objet: "\(tache.type.rawValue) \(tache.partie?.rawValue ?? "-") \(tache.rang) \(tache.ordre)", dateUtile: tache.limite, tache: tache)
  }
}

extension Tache {
  fileprivate init(_ due: InstanceDue, ordre: Int) {
    self.init(type: due.type, partie: due.partie, rang: due.rang, ordre: ordre, ouverture: due.ouverture, limite: due.limite)
  }
}

extension CodeConstat {
  /// The end of an act comes last on its day: once it is recorded, nothing more is looked for.
  fileprivate var rang: Int { self == .conventionTerminee ? Self.allCases.count : Self.allCases.firstIndex(of: self) ?? 0 }
}

extension TypeInstance {
  fileprivate var regle: String {
    switch self {
    case .bilan: "B-01"
    case .copil: "B-02"
    case .evaluation: "B-05"
    case .questionnaire: "B-06"
    case .rencontre: "B-07"
    case .revue: "C-49"
    case .destruction: "R-24"
    }
  }
}
