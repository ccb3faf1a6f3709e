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
    courrier = try CourrierLu(&row)
    id = try row.uuid()
    motif = try row.textOrNull()
    creeLe = try row.instant()
  }
}

package enum DenonciationStatements {
  /// Its letter goes in first. `horsDelai`: as judged on what is known when recorded (Q-44).
  package static let inserer = Statement<(lue: DenonciationLue, horsDelai: Bool), Void>(
    "denonciation_inserer",
    """
    insert into denonciation (id, convention_id, courrier_id, motif, hors_delai, cree_le)
    values ($1::uuid, $2::uuid, $3::uuid, $4::text, $5::bool, $6::timestamptz)
    """,
    bind: { new, p in
      p.uuid(new.lue.id)
      p.uuid(new.lue.courrier.conventionId)
      p.uuid(new.lue.courrier.id)
      p.text(new.lue.motif)
      p.bool(new.horsDelai)
      p.instant(new.lue.creeLe)
    })

  package static let lister = Statement<PageActes, DenonciationLue>(
    "denonciation_lister",
    """
    select \(CourrierStatements.columns), n.id, n.motif, n.cree_le
    from denonciation n join courrier k on k.id = n.courrier_id \(PageActes.fin("n"))
    """,
    bind: { page, p in page.bind(&p) }, decode: { row in try DenonciationLue(&row) })
}
