package import Domain
package import FoundationEssentials
package import Postgres

extension CompteStatements {
  package struct Rattachement: Sendable {
    package let de: UUID
    package let vers: UUID
    package let instant: Instant

    package init(de: UUID, vers: UUID, a instant: Instant) {
      self.de = de
      self.vers = vers
      self.instant = instant
    }
  }

  /// C-36: the techniciens of one gestionnaire go to another, their state unchanged. One row each.
  package static let rattacher = Statement<Rattachement, UUID>(
    "compte_rattacher",
    """
    update compte t set gestionnaire_id = $2::uuid, modifie_le = $3::timestamptz, version = t.version + 1
    where t.gestionnaire_id = $1::uuid and t.role = 'TECHNICIEN' and t.etat <> 'SUPPRIME' returning t.id
    """,
    bind: { move, p in
      p.uuid(move.de)
      p.uuid(move.vers)
      p.instant(move.instant)
    },
    decode: { row in try row.uuid() })

  /// C-32, C-36, C-56: as far as the other one takes over; a technicien who works with a caisse that keeps the first one stays with him.
  package static let rattacherOu = Statement<Rattachement, Void>(
    "compte_rattacher_ou",
    """
    update compte t set gestionnaire_id = $2::uuid, modifie_le = $3::timestamptz, version = t.version + 1
    where t.gestionnaire_id = $1::uuid and t.role = 'TECHNICIEN' and t.etat <> 'SUPPRIME' and not exists (
      select from acces x where x.compte_id = t.id and x.exclu_le is null and not exists (
        select from acces y where y.compte_id = $2::uuid and y.caisse_id = x.caisse_id and y.exclu_le is null))
    """,
    bind: { move, p in
      p.uuid(move.de)
      p.uuid(move.vers)
      p.instant(move.instant)
    })
}
