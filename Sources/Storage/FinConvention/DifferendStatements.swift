package import Domain
package import FoundationEssentials
package import Postgres

/// One dispute as recorded (V-29 to V-31).
package struct DifferendLu: Sendable {
  package let id: UUID
  package let conventionId: UUID
  package let objet: String
  package let ouvertPar: Partie
  package var differend: Differend
  package var note: String?
  package var version: Int
  package let creeLe: Instant
  package var modifieLe: Instant

  package init(id: UUID, conventionId: UUID, objet: String, ouvertPar: Partie, ouvertLe: Jour, instant: Instant) {
    self.id = id
    self.conventionId = conventionId
    self.objet = objet
    self.ouvertPar = ouvertPar
    differend = Differend(ouvertLe: ouvertLe)
    version = 1
    creeLe = instant
    modifieLe = instant
  }

  init(_ row: inout RowReader) throws(DecodingFailure) {
    id = try row.uuid()
    conventionId = try row.uuid()
    objet = try row.text()
    ouvertPar = try row.text(Partie.init(rawValue:))
    let ouvertLe = try row.jour()
    let issue = try row.textOrNull(IssueDifferend.init(rawValue:))
    differend = Differend(ouvertLe: ouvertLe, issue: issue, closLe: try row.jourOrNull())
    note = try row.textOrNull()
    version = try row.int()
    creeLe = try row.instant()
    modifieLe = try row.instant()
  }
}

package enum DifferendStatements {
  private static let columns = """
    d.id, d.convention_id, d.objet, d.ouvert_par, d.ouvert_le, d.issue, d.clos_le, d.note, d.version, d.cree_le, d.modifie_le
    """

  package static let inserer = Statement<DifferendLu, Void>(
    "differend_inserer",
    """
    insert into differend (id, convention_id, objet, ouvert_par, ouvert_le, cree_le, modifie_le)
    values ($1::uuid, $2::uuid, $3::text, $4::text, $5::date, $6::timestamptz, $6::timestamptz)
    """,
    bind: { lu, p in
      p.uuid(lu.id)
      p.uuid(lu.conventionId)
      p.text(lu.objet)
      p.text(lu.ouvertPar.rawValue)
      p.jour(lu.differend.ouvertLe)
      p.instant(lu.creeLe)
    })

  /// Of an act in sight.
  package static let lire = Statement<UUID, DifferendLu>(
    "differend_lire",
    "select \(columns) from differend d join convention v on v.id = d.convention_id where d.id = $1::uuid and \(ConventionColumns.scope)",
    bind: { id, p in p.uuid(id) }, decode: { row in try DifferendLu(&row) })

  package static let lister = Statement<PageActes, DifferendLu>(
    "differend_lister", "select \(columns) from differend d \(PageActes.fin("d"))", bind: { page, p in page.bind(&p) },
    decode: { row in try DifferendLu(&row) })

  package static let clore = Statement<DifferendLu, Void>(
    "differend_clore",
    """
    update differend set issue = $2::text, clos_le = $3::date, note = $4::text, version = $5::int4, modifie_le = $6::timestamptz
    where id = $1::uuid
    """,
    bind: { lu, p in
      p.uuid(lu.id)
      p.text(lu.differend.issue?.rawValue)
      p.jour(lu.differend.closLe)
      p.text(lu.note)
      p.int(lu.version)
      p.instant(lu.modifieLe)
    })
}
