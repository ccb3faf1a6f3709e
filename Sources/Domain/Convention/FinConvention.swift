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
  /// What `fin` keeps.
  var finSelonLesFaits: FinConvention? {
    guard dateEffet != nil else { return nil }
    let fins = [finParResiliation, nature == .utilisation ? finDuMetier : finParTerme].compactMap { $0 }
    return fins.min { $0.dernierJour < $1.dernierJour }
  }

  /// The rule that ends the act; nil while nothing does.
  package var regleDeFin: String? {
    guard let fin else { return nil }
    return switch fin.cause {
    case .denonciation: parametres(le: fin.dernierJour).metier.denonciation.preavisMois == nil ? "V-13" : "V-12"
    case .terme: "V-07"
    case .resiliation: resiliation?.cause == .amiable ? "V-21" : "V-19"
    case .resiliationDuMetier: "V-22"
    case .finDuMetier: "V-11"
    }
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
    let enCours = metier.periodes(depuis: fin.dernierJour).first { fin.dernierJour <= $0.dernierJour }
    return FinConvention(cause: .finDuMetier, dernierJour: enCours?.dernierJour ?? fin.dernierJour)
  }

  private var dernierJourSansRenouvellement: Jour? {
    guard paliers.modes.contains(.aucun), let dateEffet else { return nil }
    // From the last amendment on nothing changes any more: a tacit renewal then never ends.
    let dernierAvenant = paliers.suite.last?.effet ?? dateEffet
    var dernier: Jour?
    for periode in periodes(depuis: dernierAvenant) {
      dernier = periode.dernierJour
      if dernierAvenant <= periode.dernierJour, paliers.le(periode.dernierJour).mode == .tacite { return nil }
    }
    return dernier
  }
}
