// The state of an act on any day (V-28): computed, so that an act that ended last night refuses this morning.

extension FaitsConvention {
  /// The single word of V-28 for that day.
  package func etat(le jour: Jour) -> EtatConvention {
    situation(le: jour).etat
  }

  /// Everything there is to say of that day.
  package func situation(le jour: Jour) -> SituationConvention {
    let enVigueur = estEnVigueur(le: jour)
    let enDemeure = enVigueur && misesEnDemeure.contains { $0.courrier.envoyeLe <= jour && etat(de: $0, le: jour).pese }
    let denoncee = enVigueur && denonciations.contains { $0.courrier.envoyeLe <= jour && termeApres($0) != nil }
    return SituationConvention(
      etat: mot(le: jour, enDemeure: enDemeure, denoncee: denoncee),
      estEnDemeure: enDemeure,
      estDenoncee: denoncee,
      periode: periode(le: jour),
      dateEffet: dateEffet,
      dernierJour: dernierJour
    )
  }

  /// The facts as they were known that day: a letter sent later had not yet ended anything.
  package func connus(le jour: Jour) -> FaitsConvention {
    guard denonciations.contains(where: { $0.courrier.envoyeLe > jour }) || metier != nil else { return self }
    var faits = self
    faits.metier = metier?.connus(le: jour)
    faits.denonciations.removeAll { $0.courrier.envoyeLe > jour }
    return faits
  }

  package func situation(a instant: Instant, fuseau: FuseauHoraire) -> SituationConvention {
    situation(le: fuseau.jour(a: instant))
  }

  private func mot(le jour: Jour, enDemeure: Bool, denoncee: Bool) -> EtatConvention {
    guard estProposee else { return .brouillon }
    guard let dateEffet, jour >= dateEffet else { return .aSigner }
    if let fin, jour > fin.dernierJour { return fin.etat }
    return enDemeure ? .enDemeure : denoncee ? .denoncee : .enVigueur
  }

  /// Offers a draft for signature (V-28).
  package func proposer(aujourdhui: Jour) throws(RefusConvention) {
    try etat(le: aujourdhui).passer(a: .aSigner)
    guard nature != .utilisation || metier != nil else { throw .metierObligatoire }
  }

  /// Takes an offered act back to the draft, while nobody has signed (V-28, project choice).
  package func reprendre(aujourdhui: Jour) throws(RefusConvention) {
    try etat(le: aujourdhui).passer(a: .brouillon)
    guard signatures.isEmpty else { throw .modeleFige }
  }

  /// The model may change until the first signature freezes it (V-03).
  package func changerModele() throws(RefusConvention) {
    guard signatures.isEmpty else { throw .modeleFige }
  }

  func exigerEnVigueur(le jour: Jour) throws(RefusConvention) {
    guard estEnVigueur(le: jour) else { throw .conventionNonEnVigueur(etat: etat(le: jour), dernierJour: dernierJour) }
  }
}
