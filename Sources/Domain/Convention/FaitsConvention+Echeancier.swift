// Every computed date of an act, as seen on one day (V-35).

extension FaitsConvention {
  /// The dates of the running period, of the end when known, of open notices and disputes; by date then code, unknown dates last.
  package func echeancier(le jour: Jour) -> [Echeance] {
    let toutes =
      [Echeance(.dateEffet, "V-05", dateEffet)] + echeancesPeriode(le: jour) + echeancesFin
      + echeancesMisesEnDemeure(le: jour) + echeancesDifferends(le: jour) + echeancesInstances(le: jour)
    return toutes.sorted { ($0.date?.numero ?? .max, $0.code.rawValue) < ($1.date?.numero ?? .max, $1.code.rawValue) }
  }

  private func echeancesPeriode(le jour: Jour) -> [Echeance] {
    guard fin.map({ jour <= $0.dernierJour }) ?? true else { return [] }
    let periode = periode(le: jour)
    let regleFin = nature == .utilisation ? "V-08" : "V-07"
    guard let periode else { return [Echeance(.finPeriode, regleFin, nil)] }
    let defaut = dureeEstDefaut(de: periode)
    var echeances = [
      Echeance(.finPeriode, regleFin, periode.dernierJour, defaut: defaut),
      Echeance(.alerteFin, "V-07", periode.dernierJour.ajoutant(mois: -2), defaut: true),
    ]
    guard periode.dernierJour != dernierJour else { return echeances }
    let suite = periode.dernierJour.lendemain
    echeances.append(Echeance(.periodeSuivante, regleRenouvellement(le: periode.dernierJour), suite, defaut: defaut))
    guard let limite = limiteDenonciation(le: jour) else { return echeances }
    let preavisEcrit = parametres(le: periode.dernierJour).metier.denonciation.preavisMois != nil
    echeances.append(Echeance(.limiteDenonciation, preavisEcrit ? "V-12" : "V-13", limite, defaut: !preavisEcrit))
    if preavisEcrit {
      echeances.append(Echeance(.alerteDenonciation, "V-12", limite.ajoutant(mois: -1), defaut: true))
    }
    return echeances
  }

  private var echeancesFin: [Echeance] {
    guard let fin, let regle = regleDeFin else { return [] }
    return [Echeance(.dernierJour, regle, fin.dernierJour), Echeance(.fermetureAcces, "V-24", fin.dernierJour.lendemain)]
  }

  private func echeancesMisesEnDemeure(le jour: Jour) -> [Echeance] {
    misesEnDemeure.filter { etat(de: $0, le: jour).pese }.flatMap { mise in
      guard let delai = delai(de: mise) else { return [Echeance]() }
      return [
        Echeance(.finMiseEnDemeure, delai.regle, delai.dernierJour, mise: mise.id),
        Echeance(.resiliationPossible, exigeSecondeLettre ? "V-19" : delai.regle, delai.resiliableLe, mise: mise.id),
      ]
    }
  }

  private func echeancesDifferends(le jour: Jour) -> [Echeance] {
    differends.filter { $0.ouvertLe <= jour && $0.closLe == nil }.flatMap { differend in
      let tentative = tentativeAmiable(differend)
      return [
        Echeance(.juridictionPossible, "V-30", tentative.juridictionDes), Echeance(.termeAmiable, "V-30", tentative.terme),
      ]
    }
  }

  private func echeancesInstances(le jour: Jour) -> [Echeance] {
    var echeances = instancesDues(le: jour).flatMap { due in
      switch due.type {
      case .bilan: [Echeance(due.partie == .caisse ? .bilanCaisse : .bilanPartenaire, "B-01", due.limite, defaut: true)]
      case .copil:
        [Echeance(.alerteCopil, "B-02", due.ouverture, defaut: true), Echeance(.copil, "B-02", due.limite)]
      case .evaluation: [Echeance(.evaluation, "B-05", due.ouverture, defaut: true)]
      case .rencontre: [Echeance(.rencontre, "B-07", due.limite)]
      case .questionnaire, .revue, .destruction: [Echeance]()
      }
    }
    if let questionnaire = prochainQuestionnaire(le: jour) {
      echeances.append(Echeance(.questionnaireDebut, "B-06", questionnaire.ouverture))
      echeances.append(Echeance(.questionnaireFin, "B-06", questionnaire.limite))
    }
    return echeances
  }

  // A core act not supplied gives no length: its end is a project default, and so is that of the usage act behind it.
  private func dureeEstDefaut(de periode: PeriodeConvention) -> Bool {
    if nature == .utilisation {
      guard let metier, let celleDuMetier = metier.periode(le: periode.premierJour) else { return true }
      return metier.dureeEstDefaut(de: celleDuMetier)
    }
    let ecrits = parametres(le: periode.premierJour).metier
    return (periode.numero == 1 ? ecrits.dureeMois : ecrits.renouvellement.dureeMois) == nil
  }

  /// The rule by which the period that ends that day is followed by another.
  func regleRenouvellement(le jour: Jour) -> String {
    guard nature != .utilisation else { return "V-11" }
    return parametres(le: jour).metier.renouvellement.dureeMois == nil ? "V-10" : "V-09"
  }
}
