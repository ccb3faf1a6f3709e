import Domain
import Storage

/// How failed attempts slow the next ones down: a few are free, then each makes the wait longer. What others fail at never makes
/// anybody wait for a first attempt: it only makes that person's own next attempts dearer. So nobody is locked out, from a known place
/// nor from a new one, and whoever guesses is slowed at each of the places he has.
struct Ralentisseur {
  /// Failures without consequence.
  let libres: Int
  let premiereAttenteSecondes: Int
  /// What each further failure multiplies the wait by.
  let facteur: Int
  let attenteMaxSecondes: Int

  /// Per account and source, from where the account has succeeded before.
  static let connue = Ralentisseur(libres: 10, premiereAttenteSecondes: 1, facteur: 2, attenteMaxSecondes: 30)
  /// Per account and source, from anywhere else.
  static let nouvelle = Ralentisseur(libres: 5, premiereAttenteSecondes: 1, facteur: 2, attenteMaxSecondes: 30)
  /// The same while the account is being guessed at, or the source guesses: one attempt, then 2, 30 and 300 seconds.
  static let suspecte = Ralentisseur(libres: 1, premiereAttenteSecondes: 2, facteur: 15, attenteMaxSecondes: 300)
  /// Per account, from all places behind proxies that nobody declared, which cannot be told apart.
  static let commune = Ralentisseur(libres: 5, premiereAttenteSecondes: 2, facteur: 1, attenteMaxSecondes: 2)

  /// Failures from unknown places after which an account is being guessed at.
  static let echecsCompteAttaque = 20
  /// Failures at accounts unknown to a source after which it guesses: the people of a structure often share one.
  static let echecsSourceAttaque = 50
  /// Failures are forgotten this long after the last one.
  static let oubliSecondes = 15 * 60
  /// A source stays known to an account this long after a success.
  static let connueSecondes = 90 * 24 * 3600

  /// Whole seconds to wait before another attempt; 0 when it may be made now.
  func attenteSecondes(_ tentative: TentativeLue, a maintenant: Instant) -> Int {
    guard Self.echecs(tentative, a: maintenant) >= libres else { return 0 }
    var attente = premiereAttenteSecondes
    for _ in 0..<min(tentative.nombre - libres, 16) { attente = min(attente * facteur, attenteMaxSecondes) }
    let reste = tentative.depuis.ajoutant(secondes: attente).microsecondes - maintenant.microsecondes
    return reste <= 0 ? 0 : Int((reste + 999_999) / 1_000_000)
  }

  /// Failures that still count.
  static func echecs(_ tentative: TentativeLue, a maintenant: Instant) -> Int {
    maintenant >= tentative.depuis.ajoutant(secondes: oubliSecondes) ? 0 : tentative.nombre
  }
}
