/// The dated facts of one act, as recorded; every state, period and deadline is computed from them.
///
/// `dateEffet` and `dernierJour` depend on the facts alone, never on the day one asks, so they may be stored beside them; here they are
/// computed each time that a fact changes, because every other computation asks for them, some once a period.
package struct FaitsConvention: Sendable, Hashable {
  package var nature: NatureConvention { didSet { calculer() } }
  /// The version of the model frozen at the first signature (V-03), before any amendment.
  package var parametresFiges: ParametresConvention { didSet { calculer() } }
  /// Offered for signature: past the draft.
  package var estProposee: Bool { didSet { calculer() } }
  package var signatures: [Signature] { didSet { calculer() } }
  package var denonciations: [Denonciation] { didSet { calculer() } }
  package var misesEnDemeure: [MiseEnDemeure]
  package var resiliation: Resiliation? { didSet { calculer() } }
  package var avenants: [Avenant] { didSet { calculer() } }
  package var differends: [Differend]
  private var adossement: Adossement { didSet { calculer() } }
  /// What the parameters say of lengths of time, amendment after amendment.
  private(set) var paliers: Paliers
  /// V-05, V-06: the day the last party signed; for a usage act, once its core act is in effect (V-02). Nil before.
  package private(set) var dateEffet: Jour?
  /// The first end to come, with its cause; a termination on the very last day is a termination.
  package private(set) var fin: FinConvention?

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
    paliers = Paliers(parametresFiges, avenants)
    calculer()
  }

  private mutating func calculer() {
    paliers = Paliers(parametresFiges, avenants)
    dateEffet = dateEffetSelonLesFaits
    fin = finSelonLesFaits
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
    paliers.le(jour).rang.flatMap { avenants[$0].parametresResultants } ?? parametresFiges
  }

  // A struct cannot hold itself; an indirect case can.
  private indirect enum Adossement: Sendable, Hashable {
    case aucun
    case metier(FaitsConvention)
  }
}
