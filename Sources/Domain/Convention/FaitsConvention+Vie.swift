// From when to when an act lives: date of effect, periods, last day (V-05 to V-13, V-19 to V-23).

extension FaitsConvention {
  /// V-05, V-06: the day the last party signed; for a usage act, once its core act is in effect (V-02). Nil before.
  package var dateEffet: Jour? {
    guard estProposee, let signee = signatures.dateComplete else { return nil }
    guard nature == .utilisation else { return signee }
    return metier?.dateEffet.map { Swift.max($0, signee) }
  }

  /// The last day included, once known: termination, refusal of the renewal, or a model that does not renew. Nil while
  /// tacitly renewed and before the effect. The day after at 00:00 local time, accesses are closed (V-24, Q-08).
  package var dernierJour: Jour? {
    fin?.dernierJour
  }

  /// The whole life of the act; nil until it is in effect.
  package var vie: Periode? {
    dateEffet.map { Periode(premierJour: $0, dernierJour: dernierJour) }
  }

  package func estEnVigueur(le jour: Jour) -> Bool {
    vie?.contient(jour) ?? false
  }

  /// Rights follow civil days in the caisse's own time zone.
  package func estEnVigueur(a instant: Instant, fuseau: FuseauHoraire) -> Bool {
    estEnVigueur(le: fuseau.jour(a: instant))
  }

  /// When accesses close: the day after the last one at 00:00 (V-24); nil while no end is known.
  package func fermeture(fuseau: FuseauHoraire) -> Instant? {
    dernierJour.map { fuseau.debut(de: $0.lendemain) }
  }

  /// The period that holds that day, cut by the end of the act; nil when not in force that day. A usage act shares the
  /// last day of the core act's period (V-08, Q-01) and counts its own periods from 1.
  package func periode(le jour: Jour) -> PeriodeConvention? {
    guard let vie, vie.contient(jour) else { return nil }
    return periodes.first { jour <= $0.dernierJour }.map { brute in
      PeriodeConvention(
        numero: brute.numero,
        premierJour: brute.premierJour,
        dernierJour: Swift.min(brute.dernierJour, vie.dernierJour ?? brute.dernierJour)
      )
    }
  }

  /// Every period started by that day, first to last, cut by the end of the act.
  package func periodes(jusquau jour: Jour) -> [PeriodeConvention] {
    guard let vie else { return [] }
    let borne = Swift.min(jour, vie.dernierJour ?? jour)
    return periodes.prefix { $0.premierJour <= borne }.compactMap { periode(le: $0.premierJour) }
  }

  /// Periods as if nothing ended the act.
  var periodes: AnySequence<PeriodeConvention> {
    guard let dateEffet else { return AnySequence([]) }
    guard nature == .utilisation else { return AnySequence(SuitePeriodes(self, origine: dateEffet)) }
    guard let metier, let debutMetier = metier.dateEffet else { return AnySequence([]) }
    let premiers = SuitePeriodes(metier, origine: debutMetier).lazy.drop { $0.dernierJour < dateEffet }
    return AnySequence(
      zip(1..., premiers).lazy.map { numero, periode in
        PeriodeConvention(
          numero: numero,
          premierJour: Swift.max(periode.premierJour, dateEffet),
          dernierJour: periode.dernierJour
        )
      }
    )
  }
}

/// How an act ends, and the last day included.
package struct FinConvention: Sendable, Hashable {
  package enum Cause: String, Sendable, Hashable, CaseIterable {
    /// A party refused the renewal (V-12, V-13).
    case denonciation = "DENONCIATION"
    /// The model does not renew.
    case terme = "TERME"
    case resiliation = "RESILIATION"
    /// The core act ended by termination and took the usage act with it (V-22).
    case resiliationDuMetier = "RESILIATION_DU_METIER"
    /// The core act was not renewed (V-11).
    case finDuMetier = "FIN_DU_METIER"
  }

  package let cause: Cause
  package let dernierJour: Jour

  package init(cause: Cause, dernierJour: Jour) {
    self.cause = cause
    self.dernierJour = dernierJour
  }

  /// `resiliee` or `echue` (V-28).
  package var etat: EtatConvention {
    switch cause {
    case .resiliation, .resiliationDuMetier: .resiliee
    case .denonciation, .terme, .finDuMetier: .echue
    }
  }
}

extension FaitsConvention {
  /// The first end to come, with its cause; a termination on the very last day is a termination.
  package var fin: FinConvention? {
    guard dateEffet != nil else { return nil }
    let fins = [finParResiliation, nature == .utilisation ? finDuMetier : finParTerme].compactMap { $0 }
    return fins.min { $0.dernierJour < $1.dernierJour }
  }

  private var finParResiliation: FinConvention? {
    resiliation.map { FinConvention(cause: .resiliation, dernierJour: $0.effetLe) }
  }

  private var finParTerme: FinConvention? {
    let denoncee = denonciations.compactMap { termeApres($0) }.min()
    if let denoncee { return FinConvention(cause: .denonciation, dernierJour: denoncee) }
    return dernierJourSansRenouvellement.map { FinConvention(cause: .terme, dernierJour: $0) }
  }

  // V-11, V-22, V-23: the usage act follows the core act, never the other way round.
  private var finDuMetier: FinConvention? {
    guard let metier, let fin = metier.fin else { return nil }
    guard fin.etat == .resiliee else { return FinConvention(cause: .finDuMetier, dernierJour: fin.dernierJour) }
    if parametres(le: fin.dernierJour).resiliationAutoAvecMetier {
      return FinConvention(cause: .resiliationDuMetier, dernierJour: fin.dernierJour)
    }
    // Without that clause the usage act still ends with the period of the core act that was running.
    let enCours = metier.periodes.first { fin.dernierJour <= $0.dernierJour }
    return FinConvention(cause: .finDuMetier, dernierJour: enCours?.dernierJour ?? fin.dernierJour)
  }

  private var dernierJourSansRenouvellement: Jour? {
    let dates = [parametresFiges.modeRenouvellement] + avenantsEnEffet.map(\.parametres.modeRenouvellement)
    guard dates.contains(.aucun) else { return nil }
    var dernier: Jour?
    for periode in periodes {
      dernier = periode.dernierJour
      // Past the last amendment nothing changes any more: a tacit renewal then never ends.
      let dernierAvenant = avenantsEnEffet.last?.effet
      if dernierAvenant.map({ periode.dernierJour > $0 }) ?? true, parametres(le: periode.dernierJour).modeRenouvellement == .tacite {
        return nil
      }
    }
    return dernier
  }
}
