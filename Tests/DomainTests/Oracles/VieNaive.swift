@testable import Domain

/// The life of an act as the first version computed it: every period from the first day, one by one, each looked for from the first.
/// Slow and plain: what the linear one is compared with.
final class VieNaive {
  let faits: FaitsConvention
  private let metier: VieNaive?
  private let enEffet: [(effet: Jour, parametres: ParametresConvention)]
  private lazy var toutes = calculerBrutes()
  private(set) lazy var fin = calculerFin()

  init(faits: FaitsConvention) {
    self.faits = faits
    metier = faits.metier.map(VieNaive.init)
    var enEffet: [(effet: Jour, numero: Int, parametres: ParametresConvention)] = []
    for avenant in faits.avenants {
      guard let effet = avenant.dateEffet, let parametres = avenant.parametresResultants else { continue }
      enEffet.append((effet, avenant.numero, parametres))
    }
    enEffet.sort { ($0.effet, $0.numero) < ($1.effet, $1.numero) }
    self.enEffet = enEffet.map { ($0.effet, $0.parametres) }
  }

  func parametres(le jour: Jour) -> ParametresConvention { enEffet.last { $0.effet <= jour }?.parametres ?? faits.parametresFiges }

  var dateEffet: Jour? {
    guard faits.estProposee, let signee = faits.signatures.dateComplete else { return nil }
    guard faits.nature == .utilisation else { return signee }
    return metier?.dateEffet.map { max($0, signee) }
  }

  /// As if nothing ended the act, up to the horizon.
  private func calculerBrutes() -> [PeriodeConvention] {
    guard let dateEffet else { return [] }
    guard faits.nature != .utilisation else {
      guard let metier else { return [] }
      return zip(1..., metier.toutes.drop { $0.dernierJour < dateEffet }).map { numero, periode in
        PeriodeConvention(numero: numero, premierJour: max(periode.premierJour, dateEffet), dernierJour: periode.dernierJour)
      }
    }
    var ecoules = faits.parametresFiges.dureeMetierMois
    for (effet, parametres) in enEffet where effet <= dateEffet.anniversaire(mois: ecoules).veille { ecoules = parametres.dureeMetierMois }
    ecoules = max(1, ecoules)
    var periodes = [PeriodeConvention(numero: 1, premierJour: dateEffet, dernierJour: dateEffet.anniversaire(mois: ecoules).veille)]
    while let derniere = periodes.last, derniere.dernierJour < Self.horizon, parametres(le: derniere.dernierJour).modeRenouvellement == .tacite {
      let premier = derniere.dernierJour.lendemain
      ecoules += max(1, parametres(le: premier).dureeRenouvellementMois)
      periodes.append(
        PeriodeConvention(numero: derniere.numero + 1, premierJour: premier, dernierJour: dateEffet.anniversaire(mois: ecoules).veille))
    }
    return periodes
  }

  /// Far enough for every question of the test.
  private static let horizon = Jour.du(1, 1, 2065)

  private func calculerFin() -> FinConvention? {
    guard dateEffet != nil else { return nil }
    let resiliation = faits.resiliation.map { FinConvention(cause: .resiliation, dernierJour: $0.effetLe) }
    let autre = faits.nature == .utilisation ? finDuMetier : finParTerme
    return [resiliation, autre].compactMap { $0 }.min { $0.dernierJour < $1.dernierJour }
  }

  private var finParTerme: FinConvention? {
    let denoncee = faits.denonciations.compactMap { termeApres($0) }.min()
    if let denoncee { return FinConvention(cause: .denonciation, dernierJour: denoncee) }
    // Without a renewal somewhere on its way, the suite stops before the horizon.
    guard let derniere = toutes.last, derniere.dernierJour < Self.horizon else { return nil }
    return FinConvention(cause: .terme, dernierJour: derniere.dernierJour)
  }

  private func termeApres(_ denonciation: Denonciation) -> Jour? {
    let courrier = denonciation.courrier
    let preavis = parametres(le: courrier.envoyeLe).metier.denonciation.preavisMois
    guard let date = preavis == nil ? courrier.receptionRetenue : courrier.envoyeLe else { return nil }
    return toutes.first { periode in
      date <= (preavis.map { periode.dernierJour.lendemain.ajoutant(mois: -$0) } ?? periode.dernierJour)
    }?.dernierJour
  }

  private var finDuMetier: FinConvention? {
    guard let metier, let fin = metier.fin else { return nil }
    guard fin.etat == .resiliee else { return FinConvention(cause: .finDuMetier, dernierJour: fin.dernierJour) }
    if parametres(le: fin.dernierJour).resiliationAutoAvecMetier {
      return FinConvention(cause: .resiliationDuMetier, dernierJour: fin.dernierJour)
    }
    let enCours = metier.toutes.first { fin.dernierJour <= $0.dernierJour }
    return FinConvention(cause: .finDuMetier, dernierJour: enCours?.dernierJour ?? fin.dernierJour)
  }

  func periodes(jusquau jour: Jour) -> [PeriodeConvention] {
    let fin = fin?.dernierJour
    guard let dateEffet, fin.map({ dateEffet <= $0 }) ?? true else { return [] }
    let borne = min(jour, fin ?? jour)
    return toutes.filter { $0.premierJour <= borne }.map { brute in
      PeriodeConvention(numero: brute.numero, premierJour: brute.premierJour, dernierJour: min(brute.dernierJour, fin ?? brute.dernierJour))
    }
  }

  func periode(le jour: Jour) -> PeriodeConvention? { periodes(jusquau: jour).first { $0.contient(jour) } }

  /// C-49.
  func revues(depuis jour: Jour, jusquau dernier: Jour) -> [Jour] {
    guard faits.nature.ouvreLePortail, let effet = dateEffet else { return [] }
    var (mois, date, revues) = (0, effet, [Jour]())
    while true {
      mois += max(1, parametres(le: date).revuePeriodiciteMois)
      date = effet.anniversaire(mois: mois)
      guard date <= dernier, fin.map({ date <= $0.dernierJour }) ?? true else { return revues.filter { $0 >= jour } }
      revues.append(date)
    }
  }

  /// Whether the length of that period of the act is a default of the project.
  func dureeEstDefaut(de periode: PeriodeConvention) -> Bool {
    guard faits.nature != .utilisation else {
      guard let metier, let sienne = metier.periode(le: periode.premierJour) else { return true }
      return metier.dureeEstDefaut(de: sienne)
    }
    let ecrits = parametres(le: periode.premierJour).metier
    return (periode.numero == 1 ? ecrits.dureeMois : ecrits.renouvellement.dureeMois) == nil
  }
}
