package import Domain
package import FoundationEssentials
package import Postgres

/// One refusal to renew as recorded, with its letter (V-12, V-13).
package struct DenonciationLue: Sendable {
  package let courrier: CourrierLu
  package let id: UUID
  package let motif: String?
  package let creeLe: Instant

  /// As the rules read it.
  package var denonciation: Denonciation { Denonciation(courrier: courrier.courrier) }

  package init(id: UUID, courrier: CourrierLu, motif: String?, instant: Instant) {
    self.id = id
    self.courrier = courrier
    self.motif = motif
    creeLe = instant
  }

  init(_ row: inout RowReader) throws(DecodingFailure) {
    courrier = try CourrierStatements.table.lire(&row)
    id = try row.uuid()
    motif = try row.textOrNull()
    creeLe = try row.instant()
  }
}

package enum DenonciationStatements {
  /// Its letter goes in first. Whether it comes too late is computed at each reading: a later reception may change it (Q-44).
  package static let inserer = Statement<DenonciationLue, Void>(
    "denonciation_inserer",
    """
    insert into denonciation (id, convention_id, courrier_id, motif, cree_le)
    values ($1::uuid, $2::uuid, $3::uuid, $4::text, $5::timestamptz)
    """,
    bind: { new, p in
      p.uuid(new.id)
      p.uuid(new.courrier.conventionId)
      p.uuid(new.courrier.id)
      p.text(new.motif)
      p.instant(new.creeLe)
    })

  package static let lister = Statement<PageActes, DenonciationLue>(
    "denonciation_lister",
    """
    select \(CourrierStatements.table.colonnes), n.id, n.motif, n.cree_le
    from denonciation n join courrier k on k.id = n.courrier_id \(PageActes.fin("n"))
    """,
    bind: { page, p in page.bind(&p) }, decode: { row in try DenonciationLue(&row) })
}
