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
