import Contract
import Domain

extension RequestContext {
  /// How far from today dates are computed: periods follow one another without end.
  private static let horizonMois = 1_200

  /// A day given in the query, within a century of today; nil when it is not given.
  func jourDemande(_ nom: String, aujourdhui: Jour) throws(Problem) -> Jour? {
    guard let jour = queryDay(nom) else { return nil }
    guard jour >= aujourdhui.ajoutant(mois: -Self.horizonMois), jour <= aujourdhui.ajoutant(mois: Self.horizonMois) else {
      throw horsBornes(nom, "Demandez un jour à un siècle d'aujourd'hui, au plus.")
    }
    return jour
  }

  func horsBornes(_ nom: String, _ message: String) -> Problem {
    Problem(.parametreInvalide, [ErreurChamp(pointeur: "/query/\(nom)", code: "VALEUR_HORS_BORNES", message: message)])
  }
}

/// The days between which dates are listed, both included. Today is each caisse's own: acts of several time zones may be listed together.
struct Fenetre: Sendable {
  private let du: Borne
  private let fin: Borne

  private enum Borne: Sendable {
    case jour(Jour)
    /// After today.
    case mois(Int)
    /// After the first day.
    case jours(Int)
    case moisApres(Int)

    func jour(aujourdhui: Jour, premier: Jour) -> Jour {
      switch self {
      case .jour(let jour): jour
      case .mois(let mois): aujourdhui.ajoutant(mois: mois)
      case .jours(let jours): premier.ajoutant(jours: jours)
      case .moisApres(let mois): premier.ajoutant(mois: mois)
      }
    }
  }

  /// `du`, `au` or `horizon_jours` of the query.
  init(_ request: RequestContext) throws(Problem) {
    // What is refused is refused whatever the caisse: around midnight, the day of the most lenient one counts.
    let jours = FuseauHoraire.jours(a: request.now)
    let du = try request.jourDemande("du", aujourdhui: jours.upperBound)
    self.du = du.map(Borne.jour) ?? .mois(0)
    let au = try request.jourDemande("au", aujourdhui: jours.upperBound)
    guard let horizon = request.queryInt("horizon_jours") else {
      fin = au.map(Borne.jour) ?? .moisApres(Self.moisParDefaut)
      let (premier, tardif) = (du ?? jours.lowerBound, du ?? jours.upperBound)
      if let au, au < premier { throw request.horsBornes("au", "Le dernier jour vient avant le premier (\(premier.enFrancais)).") }
      if let au, au > tardif.ajoutant(mois: Self.moisMax) {
        throw request.horsBornes("au", "Demandez \(Self.moisMax) mois au plus à partir du premier jour (\(tardif.enFrancais)).")
      }
      return
    }
    guard au == nil else { throw request.horsBornes("horizon_jours", "Donnez « au » ou « horizon_jours », pas les deux.") }
    fin = .jours(horizon)
  }

  /// What a calendar shows: the last month, so that an event does not vanish the day after, and the months asked.
  init(calendrierMois mois: Int) {
    du = .mois(-1)
    fin = .mois(mois)
  }

  /// The days as seen from a day of the caisse.
  func jours(aujourdhui: Jour) -> (premier: Jour, dernier: Jour) {
    let premier = du.jour(aujourdhui: aujourdhui, premier: aujourdhui)
    return (premier, fin.jour(aujourdhui: aujourdhui, premier: premier))
  }

  /// Bounds that hold in every time zone at that moment.
  func bornes(a instant: Instant) -> (premier: Jour, dernier: Jour) {
    let aujourdhui = FuseauHoraire.jours(a: instant)
    return (jours(aujourdhui: aujourdhui.lowerBound).premier, jours(aujourdhui: aujourdhui.upperBound).dernier)
  }

  private static let moisParDefaut = 3
  private static let moisMax = 24
}
