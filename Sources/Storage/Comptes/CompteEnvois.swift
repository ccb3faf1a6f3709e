package import Domain
package import Postgres

extension CompteStatements {
  /// One more message to the holder of an account, when fewer than `LienActivation.envoisMax` have left within `envoisHeures`: no row then,
  /// else the instant from which one more may leave. The account is locked already.
  package static let admettreEnvoi = Statement<Cle, Instant>(
    "compte_admettre_envoi",
    """
    with recents as (
      select array(select e from unnest(k.envois) e where e > $2::timestamptz - make_interval(hours => \(LienActivation.envoisHeures)) order by e)
        as envois
      from compte k where k.id = $1::uuid
    ), noter as (
      update compte k set envois = r.envois || $2::timestamptz from recents r
      where k.id = $1::uuid and cardinality(r.envois) < \(LienActivation.envoisMax) returning k.id
    )
    select r.envois[1] + make_interval(hours => \(LienActivation.envoisHeures)) from recents r where not exists (select from noter)
    """,
    bind: { key, p in key.bind(&p) }, decode: { row in try row.instant() })
}
