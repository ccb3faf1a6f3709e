package import FoundationEssentials

/// The end of an act before its term (V-19, V-21).
package struct Resiliation: Sendable, Hashable {
  package enum Cause: Sendable, Hashable {
    /// After a formal notice left without effect.
    case miseEnDemeure(UUID)
    /// By common agreement.
    case amiable
  }

  package let cause: Cause
  /// Last day included: accesses close the day after at 00:00.
  package let effetLe: Jour

  package init(cause: Cause, effetLe: Jour) {
    self.cause = cause
    self.effetLe = effetLe
  }
}

extension FaitsConvention {
  /// Whether the termination after a formal notice needs a second registered letter: written in usage acts (V-19).
  package var exigeSecondeLettre: Bool { nature == .utilisation }

  /// Decides the termination after a formal notice (V-19, Q-08): a right, once the delay has run out, of the party wronged.
  ///
  /// A usage act ends the day its second registered letter is sent; a core or single act on the date decided, `decideeLe`,
  /// at the earliest the day after the delay. Where a letter was sent anyway, the date decided is that of the letter.
  package func resilier(
    apres mise: MiseEnDemeure,
    notification: Courrier?,
    decideeLe: Jour,
    par auteur: Partie,
    aujourdhui: Jour
  ) throws(RefusConvention) -> Resiliation {
    try exigerEnVigueur(le: aujourdhui)
    let resiliableLe = try exigerResiliable(mise, par: auteur, aujourdhui: aujourdhui)
    if exigeSecondeLettre || notification != nil {
      try verifierSecondeLettre(notification, mise: mise, aujourdhui: aujourdhui)
    }
    let effet = notification?.envoyeLe ?? decideeLe
    // Decided before the delay has run out, it would outlive a repair made in time (V-20).
    guard Swift.min(effet, aujourdhui) >= resiliableLe.jour else {
      throw .delaiNonEchu(regle: resiliableLe.regle, dernierJour: resiliableLe.jour.veille)
    }
    try exigerAvantTerme(effet)
    return Resiliation(cause: .miseEnDemeure(mise.id), effetLe: effet)
  }

  /// Decides the amicable termination (V-21): both parties agree, on a day not before the last agreement.
  package func resilierAmiable(
    accords: [Signature],
    effetLe: Jour,
    aujourdhui: Jour
  ) throws(RefusConvention) -> Resiliation {
    try exigerEnVigueur(le: aujourdhui)
    guard let accordComplet = accords.dateComplete else { throw .accordIncomplet(manquantes: accords.partiesManquantes) }
    guard accordComplet <= aujourdhui else { throw .dateFuture(regle: "V-21", BornesDate(max: aujourdhui)) }
    let premierAccord = accords.map(\.date).min() ?? accordComplet
    try exigerEnVigueur(le: premierAccord)
    guard effetLe >= accordComplet else { throw .effetAvantAccord(BornesDate(min: accordComplet, max: dernierJour)) }
    try exigerAvantTerme(effetLe)
    return Resiliation(cause: .amiable, effetLe: effetLe)
  }

  private func exigerResiliable(
    _ mise: MiseEnDemeure,
    par auteur: Partie,
    aujourdhui: Jour
  ) throws(RefusConvention) -> (jour: Jour, regle: String) {
    guard auteur == mise.partieLesee else { throw .partieNonLesee(lesee: mise.partieLesee) }
    guard let delai = delai(de: mise) else { throw .miseEnDemeureNonPrevue }
    switch etat(de: mise, le: aujourdhui) {
    case .reparee: throw .manquementRepare(le: mise.repareeLe ?? aujourdhui)
    case .classee: throw .miseEnDemeureClose(etat: .classee)
    case .close: throw .miseEnDemeureClose(etat: .close)
    case .attenteReception: throw .delaiNonCommence
    case .enCours, .resiliable: break
    }
    guard let resiliableLe = delai.resiliableLe else { throw .delaiNonCommence }
    return (resiliableLe, exigeSecondeLettre ? "V-19" : delai.regle)
  }

  private func verifierSecondeLettre(_ lettre: Courrier?, mise: MiseEnDemeure, aujourdhui: Jour) throws(RefusConvention) {
    guard let lettre else { throw .secondeLettreExigee }
    guard lettre.forme == .lrar else { throw .formeLRARExigee(regle: "V-19") }
    guard lettre.expediteur == mise.partieLesee else { throw .partieNonLesee(lesee: mise.partieLesee) }
    try lettre.verifier(aujourdhui: aujourdhui)
  }

  // An act that ends by itself before that day cannot be terminated on it.
  private func exigerAvantTerme(_ effet: Jour) throws(RefusConvention) {
    if let dernierJour, effet > dernierJour { throw .effetApresTerme(BornesDate(max: dernierJour)) }
  }
}
