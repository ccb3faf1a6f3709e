/// What the parameters of an act say of lengths of time, from one amendment to the next (V-14): read once for each change of the facts, then
/// found by halving, so that a century of periods under a hundred amendments costs a walk along it, never its square.
struct Paliers: Sendable, Hashable {
  /// From the effect of an amendment until that of the next.
  struct Palier: Sendable, Hashable {
    /// Of the amendment among those of the act; nil for the parameters frozen at the signature.
    let rang: Int?
    let effet: Jour
    let mode: ModeRenouvellement
    /// Of the first period.
    let dureeMois: Int
    /// Of each later period, at least one month: a parameter of zero would otherwise never move on.
    let renouvellementMois: Int
    /// Between reviews of accounts, at least one month.
    let revueMois: Int

    init(_ rang: Int?, _ effet: Jour, _ parametres: ParametresConvention) {
      self.rang = rang
      self.effet = effet
      mode = parametres.modeRenouvellement
      dureeMois = parametres.dureeMetierMois
      renouvellementMois = Swift.max(1, parametres.dureeRenouvellementMois)
      revueMois = Swift.max(1, parametres.revuePeriodiciteMois)
    }
  }

  let fige: Palier
  /// Signed amendments that change parameters, in order of effect then of number.
  let suite: [Palier]

  init(_ figes: ParametresConvention, _ avenants: [Avenant]) {
    fige = Palier(nil, Jour(numero: .min), figes)
    var enEffet: [(numero: Int, palier: Palier)] = []
    for (rang, avenant) in avenants.enumerated() {
      guard let effet = avenant.dateEffet, let parametres = avenant.parametresResultants else { continue }
      enEffet.append((avenant.numero, Palier(rang, effet, parametres)))
    }
    enEffet.sort { ($0.palier.effet, $0.numero) < ($1.palier.effet, $1.numero) }
    suite = enEffet.map(\.palier)
  }

  var modes: [ModeRenouvellement] { [fige.mode] + suite.map(\.mode) }

  /// The one that holds that day.
  func le(_ jour: Jour) -> Palier {
    let apres = rangApres(jour)
    return apres == 0 ? fige : suite[apres - 1]
  }

  /// The effect of the next one after that day.
  func prochainEffet(apres jour: Jour) -> Jour? {
    let apres = rangApres(jour)
    return apres < suite.count ? suite[apres].effet : nil
  }

  /// Of the first one of the suite that begins after that day.
  private func rangApres(_ jour: Jour) -> Int {
    var (bas, haut) = (0, suite.count)
    while bas < haut {
      let milieu = (bas + haut) / 2
      if suite[milieu].effet <= jour { bas = milieu + 1 } else { haut = milieu }
    }
    return bas
  }

  /// How many steps of so many months, from that day, all end before the next amendment and before `cible`: they can be taken at once.
  func pasEgaux(depuis jour: Jour, mois: Int, avant cible: Jour) -> Int {
    let borne = Swift.min(cible, prochainEffet(apres: jour) ?? cible)
    // A month has 31 days at most; an anniversary that does not exist is the first of the next month.
    return Swift.max(0, (borne.numero - jour.numero - 32) / (31 * mois))
  }
}
