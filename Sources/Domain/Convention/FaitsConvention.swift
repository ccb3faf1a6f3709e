/// The dated facts of one act, as recorded; every state, period and deadline is computed from them.
///
/// `dateEffet` and `dernierJour` depend on the facts alone, never on the day one asks, so they may be stored beside them.
package struct FaitsConvention: Sendable, Hashable {
  package var nature: NatureConvention
  /// The version of the model frozen at the first signature (V-03), before any amendment.
  package var parametresFiges: ParametresConvention
  /// Offered for signature: past the draft.
  package var estProposee: Bool
  package var signatures: [Signature]
  package var denonciations: [Denonciation]
  package var misesEnDemeure: [MiseEnDemeure]
  package var resiliation: Resiliation?
  package var avenants: [Avenant]
  package var differends: [Differend]
  private var adossement: Adossement

  package init(
    nature: NatureConvention,
    parametresFiges: ParametresConvention,
    estProposee: Bool = true,
    signatures: [Signature] = [],
    denonciations: [Denonciation] = [],
    misesEnDemeure: [MiseEnDemeure] = [],
    resiliation: Resiliation? = nil,
    avenants: [Avenant] = [],
    differends: [Differend] = [],
    metier: FaitsConvention? = nil
  ) {
    self.nature = nature
    self.parametresFiges = parametresFiges
    self.estProposee = estProposee
    self.signatures = signatures
    self.denonciations = denonciations
    self.misesEnDemeure = misesEnDemeure
    self.resiliation = resiliation
    self.avenants = avenants
    self.differends = differends
    adossement = metier.map(Adossement.metier) ?? .aucun
  }

  /// The core act behind a usage act (V-01); nil for the other natures.
  package var metier: FaitsConvention? {
    get {
      if case .metier(let faits) = adossement { faits } else { nil }
    }
    set { adossement = newValue.map(Adossement.metier) ?? .aucun }
  }

  /// The parameters of a day: those frozen at signature, or of the last amendment in effect (V-14).
  package func parametres(le jour: Jour) -> ParametresConvention {
    avenantsEnEffet.last { $0.effet <= jour }?.parametres ?? parametresFiges
  }

  /// Signed amendments that change parameters, in order of effect then of number.
  var avenantsEnEffet: [(effet: Jour, parametres: ParametresConvention)] {
    var enEffet: [(effet: Jour, numero: Int, parametres: ParametresConvention)] = []
    for avenant in avenants {
      guard let effet = avenant.dateEffet, let parametres = avenant.parametresResultants else { continue }
      enEffet.append((effet, avenant.numero, parametres))
    }
    enEffet.sort { ($0.effet, $0.numero) < ($1.effet, $1.numero) }
    return enEffet.map { ($0.effet, $0.parametres) }
  }

  // A struct cannot hold itself; an indirect case can.
  private indirect enum Adossement: Sendable, Hashable {
    case aucun
    case metier(FaitsConvention)
  }
}
