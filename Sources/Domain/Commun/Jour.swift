/// A civil date of the proleptic Gregorian calendar, without time zone: a count of days, so that arithmetic is exact.
///
/// Written `YYYY-MM-DD`, years 0001 to 9999. Adding months has two readings, both needed:
/// `ajoutant(mois:)` for delays and `anniversaire(mois:)` for the periods of a convention.
package struct Jour: Sendable, Hashable {
  /// Days since 1970-01-01, negative before.
  package let numero: Int

  package init(numero: Int) {
    self.numero = numero
  }

  /// Nil unless the three parts name a real day of the years 1 to 9999.
  package init?(annee: Int, mois: Int, jour: Int) {
    guard (1...9999).contains(annee), (1...12).contains(mois) else { return nil }
    guard jour >= 1, jour <= Self.joursDuMois(mois, annee: annee) else { return nil }
    numero = Self.numero(annee: annee, mois: mois, jour: jour)
  }

  /// Exactly `YYYY-MM-DD` (RFC 3339 full-date), ASCII digits; nil for anything else.
  package init?(texte: String) {
    var lecteur = LecteurDeChiffres(texte)
    guard
      let annee = lecteur.entier(chiffres: 4), lecteur.signe("-"),
      let mois = lecteur.entier(chiffres: 2), lecteur.signe("-"),
      let jour = lecteur.entier(chiffres: 2), lecteur.estFini
    else { return nil }
    self.init(annee: annee, mois: mois, jour: jour)
  }

  package var annee: Int { composantes.annee }
  /// 1 to 12.
  package var mois: Int { composantes.mois }
  /// 1 to 31.
  package var quantieme: Int { composantes.jour }

  package var jourDeSemaine: JourDeSemaine {
    // 1970-01-01 was a Thursday.
    let rang = ((numero + 3) % 7 + 7) % 7
    return JourDeSemaine.allCases[rang]
  }

  package var lendemain: Jour { ajoutant(jours: 1) }
  package var veille: Jour { ajoutant(jours: -1) }

  package func ajoutant(jours: Int) -> Jour {
    Jour(numero: numero + jours)
  }

  /// Same day of the month, or the last day of a shorter month: the reading of delays
  /// (V-18, V-30, Q-04, C-40). 31/01/2025 + 1 gives 28/02/2025; −2 from 30/04/2026 gives 28/02/2026.
  package func ajoutant(mois: Int) -> Jour {
    let (annee, moisVise, jour) = deplace(mois: mois)
    return Jour(numero: Self.numero(annee: annee, mois: moisVise, jour: min(jour, Self.joursDuMois(moisVise, annee: annee))))
  }

  /// Same day of the month, or the first day of the next month where it does not exist: the start of a later
  /// period of a convention. Always counted from the origin date, never from the previous period:
  /// 29/02/2024 gives 01/03/2025, then 29/02/2028 again.
  package func anniversaire(mois: Int) -> Jour {
    let (annee, moisVise, jour) = deplace(mois: mois)
    let dernier = Self.joursDuMois(moisVise, annee: annee)
    let cible = Self.numero(annee: annee, mois: moisVise, jour: min(jour, dernier))
    return Jour(numero: jour > dernier ? cible + 1 : cible)
  }

  /// `anniversaire(mois:)` in whole years.
  package func anniversaire(annees: Int) -> Jour {
    anniversaire(mois: 12 * annees)
  }

  /// Days from the other date to this one, negative when this one comes first.
  package func joursDepuis(_ autre: Jour) -> Int {
    numero - autre.numero
  }

  package static func estBissextile(_ annee: Int) -> Bool {
    annee % 4 == 0 && (annee % 100 != 0 || annee % 400 == 0)
  }

  /// Days of a month, 1 to 12.
  package static func joursDuMois(_ mois: Int, annee: Int) -> Int {
    switch mois {
    case 2: estBissextile(annee) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension Jour: Comparable {
  package static func < (gauche: Jour, droite: Jour) -> Bool {
    gauche.numero < droite.numero
  }
}

extension Jour: CustomStringConvertible {
  /// `YYYY-MM-DD`.
  package var description: String {
    let (annee, mois, jour) = composantes
    return "\(chiffres(annee, 4))-\(chiffres(mois, 2))-\(chiffres(jour, 2))"
  }

  /// `21/10/2024`, the way messages to people write a date.
  package var enFrancais: String {
    let (annee, mois, jour) = composantes
    return "\(chiffres(jour, 2))/\(chiffres(mois, 2))/\(chiffres(annee, 4))"
  }
}

extension Jour {
  // Days from civil and back (Howard Hinnant's algorithms): eras of 400 years, years that start in March.
  private static func numero(annee: Int, mois: Int, jour: Int) -> Int {
    let a = mois <= 2 ? annee - 1 : annee
    let ere = (a >= 0 ? a : a - 399) / 400
    let anneeDeLEre = a - ere * 400
    let jourDeLAnnee = (153 * (mois > 2 ? mois - 3 : mois + 9) + 2) / 5 + jour - 1
    let jourDeLEre = anneeDeLEre * 365 + anneeDeLEre / 4 - anneeDeLEre / 100 + jourDeLAnnee
    return ere * 146_097 + jourDeLEre - 719_468
  }

  /// Year, month and day at once, cheaper than the three properties.
  package var composantes: (annee: Int, mois: Int, jour: Int) {
    let z = numero + 719_468
    let ere = (z >= 0 ? z : z - 146_096) / 146_097
    let jourDeLEre = z - ere * 146_097
    let anneeDeLEre = (jourDeLEre - jourDeLEre / 1460 + jourDeLEre / 36_524 - jourDeLEre / 146_096) / 365
    let jourDeLAnnee = jourDeLEre - (365 * anneeDeLEre + anneeDeLEre / 4 - anneeDeLEre / 100)
    let moisDeMars = (5 * jourDeLAnnee + 2) / 153
    let jour = jourDeLAnnee - (153 * moisDeMars + 2) / 5 + 1
    let mois = moisDeMars < 10 ? moisDeMars + 3 : moisDeMars - 9
    return (anneeDeLEre + ere * 400 + (mois <= 2 ? 1 : 0), mois, jour)
  }

  private func deplace(mois: Int) -> (annee: Int, mois: Int, jour: Int) {
    let (annee, moisActuel, jour) = composantes
    let rang = annee * 12 + (moisActuel - 1) + mois
    let reste = ((rang % 12) + 12) % 12
    return ((rang - reste) / 12, reste + 1, jour)
  }
}

extension Jour {
  /// The first day of a month, 1 to 12.
  static func premier(mois: Int, annee: Int) -> Jour {
    Jour(numero: numero(annee: annee, mois: mois, jour: 1))
  }

  /// A fixed date of a year; the caller gives a day that exists.
  static func du(_ jour: Int, _ mois: Int, _ annee: Int) -> Jour {
    Jour(numero: numero(annee: annee, mois: mois, jour: jour))
  }
}

/// Monday first, as ISO 8601 counts them.
package enum JourDeSemaine: Sendable, Hashable, CaseIterable {
  case lundi, mardi, mercredi, jeudi, vendredi, samedi, dimanche
}
