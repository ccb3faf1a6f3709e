/// The periods of a core or single act, one after the other without end, or just one where nothing renews it.
///
/// Starts are always counted from the date of effect, by months added up, never from the start before, so that
/// 29 February comes back every leap year. The first period is read in the amendments that come while it runs; each
/// later one in the parameters of its first day (V-09, V-10, V-14).
struct SuitePeriodes: Sequence, IteratorProtocol {
  private let origine: Jour
  private let paliers: Paliers
  private var precedente: PeriodeConvention?
  private var moisEcoules = 0
  /// Periods that end before it need not be given, so that a century of them is not walked for its last day.
  private let depuis: Jour

  init(_ paliers: Paliers, origine: Jour, depuis: Jour) {
    self.paliers = paliers
    self.origine = origine
    self.depuis = depuis
  }

  mutating func next() -> PeriodeConvention? {
    guard let precedente else { return avancer(numero: 1, mois: Swift.max(1, dureeDeLaPremiere())) }
    let palier = paliers.le(precedente.dernierJour)
    guard palier.mode == .tacite else { return nil }
    let sautes = paliers.pasEgaux(depuis: precedente.dernierJour, mois: palier.renouvellementMois, avant: depuis)
    if sautes > 0 { return avancer(numero: precedente.numero + sautes, mois: sautes * palier.renouvellementMois, dont: palier.renouvellementMois) }
    return avancer(numero: precedente.numero + 1, mois: paliers.le(precedente.dernierJour.lendemain).renouvellementMois)
  }

  /// `dont`: the months of the last period, when several are taken at once.
  private mutating func avancer(numero: Int, mois: Int, dont derniers: Int? = nil) -> PeriodeConvention {
    let debut = moisEcoules + mois - (derniers ?? mois)
    moisEcoules += mois
    let periode = PeriodeConvention(
      numero: numero, premierJour: origine.anniversaire(mois: debut), dernierJour: origine.anniversaire(mois: moisEcoules).veille)
    precedente = periode
    return periode
  }

  private func dureeDeLaPremiere() -> Int {
    var mois = paliers.fige.dureeMois
    for palier in paliers.suite where palier.effet <= origine.anniversaire(mois: mois).veille { mois = palier.dureeMois }
    return mois
  }
}
