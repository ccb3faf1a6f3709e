package import Domain
package import Postgres

extension CompteStatements {
  /// What a message to the holder is sent for: each is counted apart, so that a link sent too often to a wrong address never keeps anybody
  /// from correcting it.
  package enum Envoi: Sendable {
    case renvoi
    case correction
  }

  package static func admettre(_ envoi: Envoi) -> Statement<Cle, Instant> {
    switch envoi {
    case .renvoi: admettreRenvoi
    case .correction: admettreCorrection
    }
  }

  static let admettreRenvoi = admettre("compte_admettre_renvoi", "envois")
  static let admettreCorrection = admettre("compte_admettre_correction", "corrections")

  /// One more message to the holder of an account, when fewer than `LienActivation.envoisMax` have left within `envoisHeures`: no row then,
  /// else the instant from which one more may leave. The account is locked already.
  private static func admettre(_ nom: String, _ colonne: String) -> Statement<Cle, Instant> {
    Statement<Cle, Instant>(
      nom,
      """
      with recents as (
        select array(select e from unnest(k.\(colonne)) e where e > $2::timestamptz - make_interval(hours => \(LienActivation.envoisHeures)) order by e)
          as envois
        from compte k where k.id = $1::uuid
      ), noter as (
        update compte k set \(colonne) = r.envois || $2::timestamptz from recents r
        where k.id = $1::uuid and cardinality(r.envois) < \(LienActivation.envoisMax) returning k.id
      )
      select r.envois[1] + make_interval(hours => \(LienActivation.envoisHeures)) from recents r where not exists (select from noter)
      """,
      bind: { key, p in key.bind(&p) }, decode: { row in try row.instant() })
  }
}
