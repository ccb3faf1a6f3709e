/// A party's refusal to renew (V-12, V-13).
package struct Denonciation: Sendable, Hashable {
  package let courrier: Courrier

  package init(courrier: Courrier) {
    self.courrier = courrier
  }

  package var auteur: Partie { courrier.expediteur }
}

/// What a denunciation does.
package struct EffetDenonciation: Sendable, Hashable {
  /// Nil while the reception that counts is unknown.
  package let dernierJour: Jour?
  /// Too late for the period in which it was sent: it counts for a later one.
  package let horsDelai: Bool
  /// The last day that would have stopped the running period (V-12, Q-04; V-13, Q-03).
  package let dateLimite: Jour

  package init(dernierJour: Jour?, horsDelai: Bool, dateLimite: Jour) {
    self.dernierJour = dernierJour
    self.horsDelai = horsDelai
    self.dateLimite = dateLimite
  }
}

extension FaitsConvention {
  /// The last day to refuse the renewal of that period: the anniversary less the notice, day included, by the date of
  /// sending (V-12, Q-04); without written notice the last day itself, by the date of reception (V-13, Q-03).
  package func limiteDenonciation(de periode: PeriodeConvention) -> Jour {
    Self.limite(de: periode, preavisMois: parametres(le: periode.dernierJour).metier.denonciation.preavisMois)
  }

  /// The same for the period that holds that day; nil for a usage act, which follows its core act (V-11).
  package func limiteDenonciation(le jour: Jour) -> Jour? {
    guard nature != .utilisation else { return nil }
    return periode(le: jour).map { limiteDenonciation(de: $0) }
  }

  /// Decides a denunciation: form, dates, and the last day it leads to. Refused for a usage act (V-11).
  package func denoncer(_ denonciation: Denonciation, aujourdhui: Jour) throws(RefusConvention) -> EffetDenonciation {
    guard nature != .utilisation else { throw .utilisationSuitMetier }
    let courrier = denonciation.courrier
    let denonciationEcrite = parametres(le: courrier.envoyeLe).metier.denonciation
    if denonciationEcrite.forme == .lrar, courrier.forme != .lrar { throw .formeLRARExigee(regle: "V-12") }
    try courrier.verifier(aujourdhui: aujourdhui)
    try exigerEnVigueur(le: courrier.envoyeLe)
    try exigerEnVigueur(le: aujourdhui)
    try exigerPlace(.denonciations, denonciations.count)
    guard let effet = effet(de: denonciation) else {
      throw .conventionNonEnVigueur(etat: etat(le: courrier.envoyeLe), dernierJour: dernierJour)
    }
    if let dejaPrevu = dernierJour, effet.dernierJour.map({ $0 >= dejaPrevu }) ?? true { throw .dejaDenoncee(dernierJour: dejaPrevu) }
    return effet
  }

  /// What a denunciation does with what is known of its letter; nil when it was sent outside of any period.
  package func effet(de denonciation: Denonciation) -> EffetDenonciation? {
    let envoyeLe = denonciation.courrier.envoyeLe
    guard let enCours = periodeBrute(le: envoyeLe) else { return nil }
    let terme = termeApres(denonciation)
    return EffetDenonciation(
      dernierJour: terme,
      horsDelai: terme.map { $0 > enCours.dernierJour } ?? false,
      dateLimite: Self.limite(de: enCours, preavisMois: parametres(le: envoyeLe).metier.denonciation.preavisMois)
    )
  }

  /// The rule a denunciation comes under: V-12 where the act writes a notice, V-13 elsewhere.
  package func regle(de denonciation: Denonciation) -> String {
    parametres(le: denonciation.courrier.envoyeLe).metier.denonciation.preavisMois == nil ? "V-13" : "V-12"
  }

  /// The last day a denunciation leads to; nil while the reception that counts is unknown (T-016).
  package func termeApres(_ denonciation: Denonciation) -> Jour? {
    guard let date = dateFaisantFoi(de: denonciation) else { return nil }
    let preavis = parametres(le: denonciation.courrier.envoyeLe).metier.denonciation.preavisMois
    // A limit is at most the day after a period's last one less the notice, months being cut to their ends by three days at most.
    let depuis = date.ajoutant(mois: preavis ?? 0).ajoutant(jours: -4)
    return periodes(depuis: depuis).first { date <= Self.limite(de: $0, preavisMois: preavis) }?.dernierJour
  }

  // V-12 speaks of sending; without notice the refusal counts when received.
  private func dateFaisantFoi(de denonciation: Denonciation) -> Jour? {
    let courrier = denonciation.courrier
    let preavis = parametres(le: courrier.envoyeLe).metier.denonciation.preavisMois
    return preavis == nil ? courrier.receptionRetenue : courrier.envoyeLe
  }

  private func periodeBrute(le jour: Jour) -> PeriodeConvention? {
    periodes(depuis: jour).first { jour <= $0.dernierJour }
  }

  private static func limite(de periode: PeriodeConvention, preavisMois: Int?) -> Jour {
    preavisMois.map { periode.dernierJour.lendemain.ajoutant(mois: -$0) } ?? periode.dernierJour
  }
}
