/// The single-use link that lets the holder create the password (C-17, C-18). The token itself stays outside: the rules see
/// its dates only.
package struct LienActivation: Sendable, Hashable {
  package let expireLe: Instant
  package let utiliseLe: Instant?

  package init(expireLe: Instant, utiliseLe: Instant? = nil) {
    self.expireLe = expireLe
    self.utiliseLe = utiliseLe
  }

  /// Choix projet: the documents give no figure.
  package static let validiteJours = 7

  /// Choix projet: links and notices sent again to the holder of one account, whoever asks, within that many hours.
  package static let envoisMax = 5
  package static let envoisHeures = 24

  /// The end of a link sent at that moment, excluded.
  package static func expiration(emisLe: Instant) -> Instant {
    emisLe.ajoutant(heures: 24 * validiteJours)
  }

  func verifier(a maintenant: Instant) throws(RefusCompte) {
    guard utiliseLe == nil else { throw .lienUtilise }
    guard maintenant < expireLe else { throw .lienExpire }
  }
}
