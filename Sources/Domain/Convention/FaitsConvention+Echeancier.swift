// Every computed date of an act (V-35): as seen on one day, or those that fall within a span of days.

extension FaitsConvention {
  /// The dates of the running period, of the end when known, of open notices and disputes; by date then code, unknown dates last.
  package func echeancier(le jour: Jour) -> [Echeance] {
    var echeances = [Echeance(.dateEffet, "V-05", dateEffet)] + echeancesFin
    if fin.map({ jour <= $0.dernierJour }) ?? true {
      echeances += periode(le: jour).map { self.echeances(de: $0) } ?? [Echeance(.finPeriode, regleFinPeriode, nil)]
    }
    echeances += echeancesMisesEnDemeure(le: jour) + echeancesDifferends(le: jour)
    echeances += prochainQuestionnaire(le: jour).map { self.echeances(de: $0) } ?? []
    echeances += revues(depuis: jour).prefix(1).map { echeance(deRevue: $0) }
    return Self.ordonner(echeances)
  }

  /// The dates that fall between two days, both included, whatever the period they belong to. What depends on letters and disputes is
  /// read as it stands today.
  package func echeances(du premier: Jour, au dernier: Jour, aujourdhui: Jour) -> [Echeance] {
    guard dateEffet != nil, premier <= dernier else { return [] }
    var echeances = [Echeance(.dateEffet, "V-05", dateEffet)] + echeancesFin
    echeances += periodes(du: premier, au: dernier).flatMap { self.echeances(de: $0) }
    echeances += echeancesMisesEnDemeure(le: aujourdhui) + echeancesDifferends(le: aujourdhui)
    echeances += (premier.annee...dernier.annee).compactMap { questionnaire(annee: $0) }.flatMap { self.echeances(de: $0) }
    echeances += revues(depuis: premier).prefix { $0 <= dernier }.map { echeance(deRevue: $0) }
    return Self.ordonner(echeances.filter { $0.date.map { premier <= $0 && $0 <= dernier } ?? false })
  }

  private static func ordonner(_ echeances: [Echeance]) -> [Echeance] {
    echeances.sorted { ($0.date?.numero ?? .max, $0.code.rawValue) < ($1.date?.numero ?? .max, $1.code.rawValue) }
  }

  private func echeances(de periode: PeriodeConvention) -> [Echeance] {
    let defaut = dureeEstDefaut(de: periode)
    var echeances = [
      Echeance(.finPeriode, regleFinPeriode, periode.dernierJour, defaut: defaut),
      Echeance(.alerteFin, "V-07", periode.dernierJour.ajoutant(mois: -2), defaut: true),
    ]
    echeances += instancesDues(de: periode).flatMap { self.echeances(de: $0) }
    guard periode.dernierJour != dernierJour else { return echeances }
    let suite = periode.dernierJour.lendemain
    echeances.append(Echeance(.periodeSuivante, regleRenouvellement(le: periode.dernierJour), suite, defaut: defaut))
    guard nature != .utilisation else { return echeances }
    let limite = limiteDenonciation(de: periode)
    let preavisEcrit = parametres(le: periode.dernierJour).metier.denonciation.preavisMois != nil
    echeances.append(Echeance(.limiteDenonciation, preavisEcrit ? "V-12" : "V-13", limite, defaut: !preavisEcrit))
    if preavisEcrit {
      echeances.append(Echeance(.alerteDenonciation, "V-12", limite.ajoutant(mois: -1), defaut: true))
    }
    return echeances
  }

  private var echeancesFin: [Echeance] {
    guard let fin, let regle = regleDeFin else { return [] }
    let lendemain = fin.dernierJour.lendemain
    let echeances = [Echeance(.dernierJour, regle, fin.dernierJour), Echeance(.fermetureAcces, "V-24", lendemain)]
    // The annex on personal data is the core act's; how long to attest is the project's choice.
    guard nature != .utilisation, parametres(le: fin.dernierJour).rgpd.destructionFin == true else { return echeances }
    let attestation = lendemain.ajoutant(jours: Self.attestationJours)
    return echeances + [
      Echeance(.destructionDonnees, "R-24", lendemain), Echeance(.attestationDestruction, "R-24", attestation, defaut: true),
    ]
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

  private func echeances(de due: InstanceDue) -> [Echeance] {
    switch due.type {
    case .bilan: [Echeance(due.partie == .caisse ? .bilanCaisse : .bilanPartenaire, "B-01", due.limite, defaut: true)]
    case .copil:
      [Echeance(.alerteCopil, "B-02", due.ouverture, defaut: true), Echeance(.copil, "B-02", due.limite)]
    case .evaluation: [Echeance(.evaluation, "B-05", due.ouverture, defaut: true)]
    case .rencontre: [Echeance(.rencontre, "B-07", due.limite)]
    case .questionnaire: [Echeance(.questionnaireDebut, "B-06", due.ouverture), Echeance(.questionnaireFin, "B-06", due.limite)]
    case .revue, .destruction: []
    }
  }

  private func echeance(deRevue jour: Jour) -> Echeance {
    Echeance(.revueHabilitations, "C-49", jour, defaut: parametres(le: jour).comptes.revuePeriodiciteMois == nil)
  }

  /// The reviews of the accounts from that day on, while the act opens the portal (C-49): every so many months from the effect.
  func revues(depuis jour: Jour) -> AnySequence<Jour> {
    guard nature.ouvreLePortail, let effet = dateEffet else { return AnySequence([]) }
    let toutes = sequence(state: (mois: 0, date: effet)) { [paliers, dernierJour] etat -> Jour? in
      let pas = paliers.le(etat.date).revueMois
      etat.mois += pas * Swift.max(1, paliers.pasEgaux(depuis: etat.date, mois: pas, avant: jour))
      etat.date = effet.anniversaire(mois: etat.mois)
      return dernierJour.map { etat.date <= $0 } ?? true ? etat.date : nil
    }
    return AnySequence(toutes.lazy.drop { $0 < jour })
  }

  private var regleFinPeriode: String { nature == .utilisation ? "V-08" : "V-07" }

  // A core act not supplied gives no length: its end is a project default, and so is that of the usage act behind it.
  private func dureeEstDefaut(de periode: PeriodeConvention) -> Bool {
    if nature == .utilisation {
      guard let metier, metier.estEnVigueur(le: periode.premierJour) else { return true }
      // Its first period may begin within one of the core act; each later one begins with one.
      let debut = periode.numero == 1 ? metier.periode(le: periode.premierJour)?.premierJour : periode.premierJour
      return debut.map { metier.dureeEstDefaut(depuis: $0) } ?? true
    }
    return dureeEstDefaut(depuis: periode.premierJour)
  }

  private func dureeEstDefaut(depuis premierJour: Jour) -> Bool {
    let ecrits = parametres(le: premierJour).metier
    return (premierJour == dateEffet ? ecrits.dureeMois : ecrits.renouvellement.dureeMois) == nil
  }

  /// The rule by which the period that ends that day is followed by another.
  func regleRenouvellement(le jour: Jour) -> String {
    guard nature != .utilisation else { return "V-11" }
    return parametres(le: jour).metier.renouvellement.dureeMois == nil ? "V-10" : "V-09"
  }

  /// Days to attest the destruction of personal data (Q-25, project choice).
  static let attestationJours = 30
}
