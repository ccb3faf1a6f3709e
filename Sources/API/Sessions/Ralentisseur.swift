import Domain
import Storage

/// How failed attempts slow the next ones down: a few are free, then each doubles a short wait. Nobody is locked out: past the wait
/// the right password works, and a person known at that source is not made to wait for what others try elsewhere.
struct Ralentisseur {
  /// Failures without consequence.
  let libres: Int
  let attenteMaxSecondes: Int

  /// Per account, from everywhere it has never succeeded from.
  static let compte = Ralentisseur(libres: 5, attenteMaxSecondes: 30)
  /// Per account and source, from where it has succeeded before.
  static let compteConnu = Ralentisseur(libres: 10, attenteMaxSecondes: 30)
  /// Per source: the people of a structure often share one.
  static let source = Ralentisseur(libres: 50, attenteMaxSecondes: 60)

  /// Failures are forgotten this long after the last one.
  static let oubliSecondes = 15 * 60
  /// A source stays known to an account this long after a success.
  static let connueSecondes = 90 * 24 * 3600

  /// Whole seconds to wait before another attempt; 0 when it may be made now.
  func attenteSecondes(_ tentative: TentativeLue, a maintenant: Instant) -> Int {
    guard echecs(tentative, a: maintenant) >= libres else { return 0 }
    let doublements = min(tentative.nombre - libres, 16)
    let fin = tentative.depuis.ajoutant(secondes: min(1 << doublements, attenteMaxSecondes))
    let reste = fin.microsecondes - maintenant.microsecondes
    return reste <= 0 ? 0 : Int((reste + 999_999) / 1_000_000)
  }

  /// Failures that still count.
  func echecs(_ tentative: TentativeLue, a maintenant: Instant) -> Int {
    maintenant >= tentative.depuis.ajoutant(secondes: Self.oubliSecondes) ? 0 : tentative.nombre
  }
}
