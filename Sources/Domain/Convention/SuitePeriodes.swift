/// The periods of a core or single act, one after the other without end, or just one where nothing renews it.
///
/// Starts are always counted from the date of effect, by months added up, never from the start before, so that
/// 29 February comes back every leap year. The first period is read in the amendments that come while it runs; each
/// later one in the parameters of its first day (V-09, V-10, V-14).
struct SuitePeriodes: Sequence, IteratorProtocol {
  private let origine: Jour
  private let faits: FaitsConvention
  private var precedente: PeriodeConvention?
  private var moisEcoules = 0

  init(_ faits: FaitsConvention, origine: Jour) {
    self.faits = faits
    self.origine = origine
  }

  mutating func next() -> PeriodeConvention? {
    guard let precedente else { return avance(depuis: origine, numero: 1, mois: dureeDeLaPremiere()) }
    guard faits.parametres(le: precedente.dernierJour).modeRenouvellement == .tacite else { return nil }
    let premier = precedente.dernierJour.lendemain
    let mois = faits.parametres(le: premier).dureeRenouvellementMois
    return avance(depuis: premier, numero: precedente.numero + 1, mois: mois)
  }

  private mutating func avance(depuis premier: Jour, numero: Int, mois: Int) -> PeriodeConvention {
    // A period lasts at least a month: a parameter of zero would otherwise never move on.
    moisEcoules += Swift.max(1, mois)
    let dernier = origine.anniversaire(mois: moisEcoules).veille
    let periode = PeriodeConvention(numero: numero, premierJour: premier, dernierJour: dernier)
    precedente = periode
    return periode
  }

  private func dureeDeLaPremiere() -> Int {
    var mois = faits.parametresFiges.dureeMetierMois
    for (effet, parametres) in faits.avenantsEnEffet where effet <= origine.anniversaire(mois: mois).veille {
      mois = parametres.dureeMetierMois
    }
    return mois
  }
}
