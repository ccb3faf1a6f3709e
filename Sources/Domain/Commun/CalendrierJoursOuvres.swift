/// The working days of a caisse's territory; delays in working days use them.
///
/// A working day is neither a Saturday, a Sunday nor a public holiday. Holidays come from general law (Code du travail
/// L3133-1, L3134-13, L3422-2), not from the conventions. Bank holidays of custom are working days.
package enum CalendrierJoursOuvres: String, Sendable, Hashable, CaseIterable {
  case national = "NATIONAL"
  case alsaceMoselle = "ALSACE_MOSELLE"
  case guadeloupe = "GUADELOUPE"
  case martinique = "MARTINIQUE"
  case guyane = "GUYANE"
  case laReunion = "LA_REUNION"
  case mayotte = "MAYOTTE"

  /// The calendar of a département by its code (`57`, `2A`, `974`), for a caisse whose own is not given.
  package init(departement code: String) {
    self =
      switch code {
      case "57", "67", "68": .alsaceMoselle
      case "971": .guadeloupe
      case "972": .martinique
      case "973": .guyane
      case "974": .laReunion
      case "976": .mayotte
      default: .national
      }
  }

  package func estOuvre(_ jour: Jour) -> Bool {
    switch jour.jourDeSemaine {
    case .samedi, .dimanche: false
    default: !estFerie(jour)
    }
  }

  package func estFerie(_ jour: Jour) -> Bool {
    joursFeries(annee: jour.annee).contains { $0.jour == jour }
  }

  /// The day reached after that many working days, the first day not counted; zero gives the day itself,
  /// working or not. Linear in the number of days.
  package func ajoutant(joursOuvres nombre: Int, a jour: Jour) -> Jour {
    var courant = jour
    var annee = jour.annee
    var feries = joursFeries(annee: annee).map(\.jour)
    var restants = nombre
    while restants > 0 {
      courant = courant.lendemain
      if courant.annee != annee {
        annee = courant.annee
        feries = joursFeries(annee: annee).map(\.jour)
      }
      let jourDeSemaine = courant.jourDeSemaine
      if jourDeSemaine != .samedi, jourDeSemaine != .dimanche, !feries.contains(courant) { restants -= 1 }
    }
    return courant
  }

  /// Every public holiday of a year with its French name, in order of date.
  package func joursFeries(annee: Int) -> [JourFerie] {
    let paques = Jour.paques(annee: annee)
    var feries = [
      JourFerie(.du(1, 1, annee), "Jour de l'An"),
      JourFerie(paques.ajoutant(jours: 1), "Lundi de Pâques"),
      JourFerie(.du(1, 5, annee), "Fête du Travail"),
      JourFerie(.du(8, 5, annee), "Victoire de 1945"),
      JourFerie(paques.ajoutant(jours: 39), "Ascension"),
      JourFerie(paques.ajoutant(jours: 50), "Lundi de Pentecôte"),
      JourFerie(.du(14, 7, annee), "Fête nationale"),
      JourFerie(.du(15, 8, annee), "Assomption"),
      JourFerie(.du(1, 11, annee), "Toussaint"),
      JourFerie(.du(11, 11, annee), "Armistice de 1918"),
      JourFerie(.du(25, 12, annee), "Noël"),
    ]
    switch self {
    case .national: break
    case .alsaceMoselle:
      feries.append(JourFerie(paques.ajoutant(jours: -2), "Vendredi saint"))
      feries.append(JourFerie(.du(26, 12, annee), "Saint-Étienne"))
    case .guadeloupe: feries.append(.abolition(27, 5, annee))
    case .martinique: feries.append(.abolition(22, 5, annee))
    case .guyane: feries.append(.abolition(10, 6, annee))
    case .laReunion: feries.append(.abolition(20, 12, annee))
    case .mayotte: feries.append(.abolition(27, 4, annee))
    }
    return feries.sorted { $0.jour < $1.jour }
  }
}

/// One public holiday of one year.
package struct JourFerie: Sendable, Hashable {
  package let jour: Jour
  /// In French, e.g. `Vendredi saint`.
  package let nom: String

  fileprivate init(_ jour: Jour, _ nom: String) {
    self.jour = jour
    self.nom = nom
  }

  fileprivate static func abolition(_ jour: Int, _ mois: Int, _ annee: Int) -> JourFerie {
    JourFerie(.du(jour, mois, annee), "Abolition de l'esclavage")
  }
}

extension Jour {
  /// Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher).
  package static func paques(annee: Int) -> Jour {
    let (siecle, rang) = annee.quotientAndRemainder(dividingBy: 100)
    let nombreDOr = annee % 19
    let correction = (siecle - (siecle + 8) / 25 + 1) / 3
    let epacte = (19 * nombreDOr + siecle - siecle / 4 - correction + 15) % 30
    let decalage = (32 + 2 * (siecle % 4) + 2 * (rang / 4) - epacte - rang % 4) % 7
    let exception = (nombreDOr + 11 * epacte + 22 * decalage) / 451
    let reste = epacte + decalage - 7 * exception + 114
    return .du(reste % 31 + 1, reste / 31, annee)
  }
}
