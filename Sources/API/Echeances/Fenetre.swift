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
  private let du: Jour?
  private let fin: Fin

  private enum Fin: Sendable {
    case jour(Jour)
    case jours(Int)
    case mois(Int)
  }

  /// `du`, `au` or `horizon_jours` of the query.
  init(_ request: RequestContext) throws(Problem) {
    let aujourdhui = FuseauHoraire.paris.jour(a: request.now)
    du = try request.jourDemande("du", aujourdhui: aujourdhui)
    let au = try request.jourDemande("au", aujourdhui: aujourdhui)
    guard let jours = request.queryInt("horizon_jours") else {
      fin = au.map(Fin.jour) ?? .mois(Self.moisParDefaut)
      let premier = du ?? aujourdhui
      if let au, au < premier { throw request.horsBornes("au", "Le dernier jour vient avant le premier (\(premier.enFrancais)).") }
      if let au, au > premier.ajoutant(mois: Self.moisMax) {
        throw request.horsBornes("au", "Demandez \(Self.moisMax) mois au plus à partir du premier jour (\(premier.enFrancais)).")
      }
      return
    }
    guard au == nil else { throw request.horsBornes("horizon_jours", "Donnez « au » ou « horizon_jours », pas les deux.") }
    fin = .jours(jours)
  }

  /// What a calendar shows: the last month, so that an event does not vanish the day after, and the months asked.
  init(calendrierMois mois: Int, aujourdhui: Jour) {
    du = aujourdhui.ajoutant(mois: -1)
    fin = .jour(aujourdhui.ajoutant(mois: mois))
  }

  /// The days as seen from a day of the caisse.
  func jours(aujourdhui: Jour) -> (premier: Jour, dernier: Jour) {
    let premier = du ?? aujourdhui
    return switch fin {
    case .jour(let dernier): (premier, dernier)
    case .jours(let jours): (premier, premier.ajoutant(jours: jours))
    case .mois(let mois): (premier, premier.ajoutant(mois: mois))
    }
  }

  /// Bounds that hold in every time zone at that moment.
  func bornes(a instant: Instant) -> (premier: Jour, dernier: Jour) {
    let aujourdhui = FuseauHoraire.paris.jour(a: instant)
    return (jours(aujourdhui: aujourdhui.veille).premier, jours(aujourdhui: aujourdhui.lendemain).dernier)
  }

  private static let moisParDefaut = 3
  private static let moisMax = 24
}
