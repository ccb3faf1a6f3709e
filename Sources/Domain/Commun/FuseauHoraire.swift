/// The civil time of a caisse, computed: no time zone database. Exact from 1981 on.
///
/// Mainland France follows the European rule: summer time from the last Sunday of March at 01:00 UTC, to the last
/// Sunday of October since 1996, of September before. The overseas départements keep one offset.
package enum FuseauHoraire: String, Sendable, Hashable, CaseIterable {
  case paris = "PARIS"
  case guadeloupe = "GUADELOUPE"
  case martinique = "MARTINIQUE"
  case guyane = "GUYANE"
  case laReunion = "LA_REUNION"
  case mayotte = "MAYOTTE"

  /// The zone of a département by its code (`57`, `2A`, `974`): overseas ones have their own, all others live in Paris time.
  package init(departement code: String) {
    self =
      switch code {
      case "971": .guadeloupe
      case "972": .martinique
      case "973": .guyane
      case "974": .laReunion
      case "976": .mayotte
      default: .paris
      }
  }

  /// The name of the IANA database, for clients that need one.
  package var iana: String {
    switch self {
    case .paris: "Europe/Paris"
    case .guadeloupe: "America/Guadeloupe"
    case .martinique: "America/Martinique"
    case .guyane: "America/Cayenne"
    case .laReunion: "Indian/Reunion"
    case .mayotte: "Indian/Mayotte"
    }
  }

  /// Seconds to add to UTC at that moment.
  package func decalageSecondes(a instant: Instant) -> Int {
    switch self {
    case .paris: Self.estHeureDEte(instant) ? 7200 : 3600
    case .guadeloupe, .martinique: -4 * 3600
    case .guyane: -3 * 3600
    case .laReunion: 4 * 3600
    case .mayotte: 3 * 3600
    }
  }

  /// The civil date people live in at that moment.
  package func jour(a instant: Instant) -> Jour {
    instant.ajoutant(secondes: decalageSecondes(a: instant)).jourUTC
  }

  /// The clock on the wall at that moment.
  package func heureLocale(a instant: Instant) -> (jour: Jour, heure: Int, minute: Int, seconde: Int) {
    let local = instant.ajoutant(secondes: decalageSecondes(a: instant))
    let jour = local.jourUTC
    let secondes = Int((local.microsecondes - Int64(jour.numero) * Instant.microsecondesParJour) / 1_000_000)
    return (jour, secondes / 3600, secondes / 60 % 60, secondes % 60)
  }

  /// The moment the wall clock shows that time. In the hour that happens twice (October) the first one, in summer
  /// time; in the hour that does not exist (March) the same time counted in winter time, one hour later on the wall.
  package func instant(_ jour: Jour, heure: Int = 0, minute: Int = 0) -> Instant {
    let sansDecalage = Instant(microsecondes: Int64(jour.numero) * Instant.microsecondesParJour)
      .ajoutant(secondes: heure * 3600 + minute * 60)
    guard self == .paris else { return sansDecalage.ajoutant(secondes: -decalageSecondes(a: sansDecalage)) }
    let ete = sansDecalage.ajoutant(secondes: -7200)
    return Self.estHeureDEte(ete) ? ete : sansDecalage.ajoutant(secondes: -3600)
  }

  /// Midnight at the start of that day: when a right that ended the day before closes (V-24).
  package func debut(de jour: Jour) -> Instant {
    instant(jour)
  }

  private static func estHeureDEte(_ instant: Instant) -> Bool {
    let annee = instant.jourUTC.annee
    let debut = uneHeureUTC(dernierDimanche(mois: 3, annee: annee))
    let fin = uneHeureUTC(dernierDimanche(mois: annee >= 1996 ? 10 : 9, annee: annee))
    return instant >= debut && instant < fin
  }

  private static func uneHeureUTC(_ jour: Jour) -> Instant {
    Instant(microsecondes: Int64(jour.numero) * Instant.microsecondesParJour).ajoutant(heures: 1)
  }

  private static func dernierDimanche(mois: Int, annee: Int) -> Jour {
    let premierDuMoisSuivant = Jour.premier(mois: mois, annee: annee).ajoutant(mois: 1)
    var jour = premierDuMoisSuivant.veille
    while jour.jourDeSemaine != .dimanche { jour = jour.veille }
    return jour
  }
}

extension FuseauHoraire {
  /// The civil days that it is in the caisses' zones at that moment: one, or two around midnight.
  package static func jours(a instant: Instant) -> ClosedRange<Jour> {
    let jours = allCases.map { $0.jour(a: instant) }.sorted()
    return (jours.first ?? instant.jourUTC)...(jours.last ?? instant.jourUTC)
  }

  /// When that day begins first, in the easternmost of the caisses' zones.
  package static func premierDebut(de jour: Jour) -> Instant { laReunion.debut(de: jour) }

  /// When that day begins last, in the westernmost one.
  package static func dernierDebut(de jour: Jour) -> Instant { guadeloupe.debut(de: jour) }
}
