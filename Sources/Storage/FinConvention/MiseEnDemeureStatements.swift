package import Domain
package import FoundationEssentials
package import Postgres

/// One formal notice as recorded, with its letter (V-16 to V-20).
package struct MiseEnDemeureLue: Sendable {
  package let courrier: CourrierLu
  package let id: UUID
  package let manquement: String
  package var repareeLe: Jour?
  /// How it was repaired.
  package var reparation: String?
  package var classeeLe: Jour?
  package var version: Int
  package let creeLe: Instant
  package var modifieLe: Instant

  package var conventionId: UUID { courrier.conventionId }

  /// As the rules read it.
  package var mise: MiseEnDemeure { MiseEnDemeure(id: id, courrier: courrier.courrier, repareeLe: repareeLe, classeeLe: classeeLe) }

  /// A new notice.
  package init(id: UUID, courrier: CourrierLu, manquement: String, instant: Instant) {
    self.id = id
    self.courrier = courrier
    self.manquement = manquement
    version = 1
    creeLe = instant
    modifieLe = instant
  }

  init(_ row: inout RowReader) throws(DecodingFailure) {
    courrier = try CourrierStatements.table.lire(&row)
    id = try row.uuid()
    manquement = try row.text()
    repareeLe = try row.jourOrNull()
    reparation = try row.textOrNull()
    classeeLe = try row.jourOrNull()
    version = try row.int()
    creeLe = try row.instant()
    modifieLe = try row.instant()
  }
}

package enum MiseEnDemeureStatements {
  private static let columns = """
    \(CourrierStatements.table.colonnes), m.id, m.manquement, m.reparee_le, m.reparation, m.classee_le, m.version, m.cree_le, m.modifie_le
    """

  /// Its letter goes in first.
  package static let inserer = Statement<MiseEnDemeureLue, Void>(
    "mise_en_demeure_inserer",
    """
    insert into mise_en_demeure (id, convention_id, courrier_id, manquement, cree_le, modifie_le)
    values ($1::uuid, $2::uuid, $3::uuid, $4::text, $5::timestamptz, $5::timestamptz)
    """,
    bind: { lue, p in
      p.uuid(lue.id)
      p.uuid(lue.conventionId)
      p.uuid(lue.courrier.id)
      p.text(lue.manquement)
      p.instant(lue.creeLe)
    })

  /// Of an act in sight.
  package static let lire = Statement<UUID, MiseEnDemeureLue>(
    "mise_en_demeure_lire",
    """
    select \(columns) from mise_en_demeure m join courrier k on k.id = m.courrier_id join convention v on v.id = m.convention_id
    where m.id = $1::uuid and \(ConventionColumns.scope)
    """,
    bind: { id, p in p.uuid(id) }, decode: { row in try MiseEnDemeureLue(&row) })

  package static let lister = Statement<PageActes, MiseEnDemeureLue>(
    "mise_en_demeure_lister",
    "select \(columns) from mise_en_demeure m join courrier k on k.id = m.courrier_id \(PageActes.fin("m"))",
    bind: { page, p in page.bind(&p) }, decode: { row in try MiseEnDemeureLue(&row) })

  /// What happened to it since: repaired or withdrawn.
  package static let modifier = Statement<MiseEnDemeureLue, Void>(
    "mise_en_demeure_modifier",
    """
    update mise_en_demeure set reparee_le = $2::date, reparation = $3::text, classee_le = $4::date, version = $5::int4,
      modifie_le = $6::timestamptz
    where id = $1::uuid
    """,
    bind: { lue, p in
      p.uuid(lue.id)
      p.jour(lue.repareeLe)
      p.text(lue.reparation)
      p.jour(lue.classeeLe)
      p.int(lue.version)
      p.instant(lue.modifieLe)
    })
}

extension ConventionStatements {
  /// The act that a notice is about.
  package static let deLaMiseEnDemeure = lecture(
    "convention_de_la_mise_en_demeure", "v.id = (select m.convention_id from mise_en_demeure m where m.id = $2::uuid)")
}
