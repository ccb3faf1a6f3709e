/// A moment: microseconds since 1970-01-01T00:00:00Z, the precision of PostgreSQL. No leap second.
package struct Instant: Sendable, Hashable {
  package let microsecondes: Int64

  package init(microsecondes: Int64) {
    self.microsecondes = microsecondes
  }

  /// RFC 3339 §5.6 date-time with its offset (`Z` or `±hh:mm`), years 0001 to 9999 in UTC; digits after the
  /// microsecond are dropped, the second 60 is refused. Nil for anything else.
  package init?(rfc3339 texte: String) {
    var lecteur = LecteurDeChiffres(texte)
    guard
      let annee = lecteur.entier(chiffres: 4), lecteur.signe("-"),
      let mois = lecteur.entier(chiffres: 2), lecteur.signe("-"),
      let quantieme = lecteur.entier(chiffres: 2),
      let jour = Jour(annee: annee, mois: mois, jour: quantieme),
      lecteur.signe("T") || lecteur.signe("t") || lecteur.signe(" "),
      let heure = lecteur.entier(chiffres: 2), heure < 24, lecteur.signe(":"),
      let minute = lecteur.entier(chiffres: 2), minute < 60, lecteur.signe(":"),
      let seconde = lecteur.entier(chiffres: 2), seconde < 60
    else { return nil }
    var fraction = 0
    if lecteur.signe(".") {
      guard let lue = lecteur.millioniemes() else { return nil }
      fraction = lue
    }
    guard let decalage = Self.decalageSecondes(&lecteur), lecteur.estFini else { return nil }
    let secondes = jour.numero * 86_400 + heure * 3600 + minute * 60 + seconde - decalage
    self.init(microsecondes: Int64(secondes) * 1_000_000 + Int64(fraction))
    guard (1...9999).contains(jourUTC.annee) else { return nil }
  }

  /// The civil date in UTC; for the date people live in, see `FuseauHoraire`.
  package var jourUTC: Jour {
    Jour(numero: Int(Self.plancher(microsecondes, Self.microsecondesParJour)))
  }

  /// Continuous time, through changes of clock.
  package func ajoutant(heures: Int) -> Instant {
    ajoutant(secondes: heures * 3600)
  }

  package func ajoutant(secondes: Int) -> Instant {
    Instant(microsecondes: microsecondes + Int64(secondes) * 1_000_000)
  }

  static let microsecondesParJour: Int64 = 86_400_000_000

  static func plancher(_ valeur: Int64, _ diviseur: Int64) -> Int64 {
    let quotient = valeur / diviseur
    return valeur % diviseur < 0 ? quotient - 1 : quotient
  }

  private static func decalageSecondes(_ lecteur: inout LecteurDeChiffres) -> Int? {
    if lecteur.signe("Z") || lecteur.signe("z") { return 0 }
    let sens = lecteur.signe("+") ? 1 : lecteur.signe("-") ? -1 : 0
    guard sens != 0, let heures = lecteur.entier(chiffres: 2), heures < 24, lecteur.signe(":"),
      let minutes = lecteur.entier(chiffres: 2), minutes < 60
    else { return nil }
    return sens * (heures * 3600 + minutes * 60)
  }
}

extension Instant: Comparable {
  package static func < (gauche: Instant, droite: Instant) -> Bool {
    gauche.microsecondes < droite.microsecondes
  }
}

extension Instant: CustomStringConvertible {
  /// RFC 3339 in UTC: `2024-10-21T07:30:00Z`, with 3 or 6 decimals only when they are not zero.
  package var description: String {
    let reste = Int(microsecondes - Int64(jourUTC.numero) * Self.microsecondesParJour)
    let (secondes, fraction) = reste.quotientAndRemainder(dividingBy: 1_000_000)
    let heure = "\(chiffres(secondes / 3600, 2)):\(chiffres(secondes / 60 % 60, 2)):\(chiffres(secondes % 60, 2))"
    let decimales =
      fraction == 0 ? "" : fraction % 1000 == 0 ? ".\(chiffres(fraction / 1000, 3))" : ".\(chiffres(fraction, 6))"
    return "\(jourUTC)T\(heure)\(decimales)Z"
  }
}
