// From when to when an act lives: date of effect, periods, last day (V-05 to V-13, V-19 to V-23).

extension FaitsConvention {
  /// What `dateEffet` keeps.
  var dateEffetSelonLesFaits: Jour? {
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
    return periodes(depuis: jour).first { jour <= $0.dernierJour }.map(coupee)
  }

  private func coupee(_ brute: PeriodeConvention) -> PeriodeConvention {
    PeriodeConvention(
      numero: brute.numero, premierJour: brute.premierJour, dernierJour: Swift.min(brute.dernierJour, dernierJour ?? brute.dernierJour))
  }

  /// Every period started by that day, first to last, cut by the end of the act.
  package func periodes(jusquau jour: Jour) -> [PeriodeConvention] {
    guard let vie else { return [] }
    let borne = Swift.min(jour, vie.dernierJour ?? jour)
    return periodes(depuis: vie.premierJour).prefix { $0.premierJour <= borne }.map(coupee)
  }

  /// The periods that say something of those days, cut by the end of the act: the day after its last one belongs to a period too (V-09
  /// to V-11).
  func periodes(du premier: Jour, au dernier: Jour) -> [PeriodeConvention] {
    let borne = Swift.min(dernier, dernierJour ?? dernier)
    return periodes(depuis: premier.veille).drop { $0.dernierJour.lendemain < premier }.prefix { $0.premierJour <= borne }.map(coupee)
  }

  /// That period as if nothing ended the act.
  func periodeBrute(numero: Int) -> PeriodeConvention? {
    guard let dateEffet else { return nil }
    return periodes(depuis: dateEffet).prefix { $0.numero <= numero }.first { $0.numero == numero }
  }

  /// Periods as if nothing ended the act, in order: all those that end that day or later, and perhaps some before.
  func periodes(depuis jour: Jour) -> AnySequence<PeriodeConvention> {
    guard let dateEffet else { return AnySequence([]) }
    guard nature == .utilisation else { return AnySequence(SuitePeriodes(paliers, origine: dateEffet, depuis: jour)) }
    guard let metier, let debutMetier = metier.dateEffet else { return AnySequence([]) }
    let premiere = SuitePeriodes(metier.paliers, origine: debutMetier, depuis: dateEffet).first { dateEffet <= $0.dernierJour }
    guard let premiere else { return AnySequence([]) }
    let suite = SuitePeriodes(metier.paliers, origine: debutMetier, depuis: Swift.max(jour, dateEffet))
    return AnySequence(
      suite.lazy.drop { $0.dernierJour < dateEffet }.map { periode in
        PeriodeConvention(
          numero: periode.numero - premiere.numero + 1, premierJour: Swift.max(periode.premierJour, dateEffet),
          dernierJour: periode.dernierJour)
      })
  }
}
