package import Domain
package import FoundationEssentials
package import Postgres

/// One letter of the register, as recorded (V-27).
package struct CourrierLu: Sendable {
  package let id: UUID
  package let conventionId: UUID
  package var courrier: Courrier
  package var note: String?
  package var version: Int
  package let creeLe: Instant
  package var modifieLe: Instant

  /// A new letter.
  package init(id: UUID, conventionId: UUID, courrier: Courrier, note: String?, instant: Instant) {
    self.id = id
    self.conventionId = conventionId
    self.courrier = courrier
    self.note = note
    version = 1
    creeLe = instant
    modifieLe = instant
  }

  init(_ row: inout RowReader) throws(DecodingFailure) {
    id = try row.uuid()
    conventionId = try row.uuid()
    courrier = Courrier(
      objet: try row.text(ObjetCourrier.init(rawValue:)), expediteur: try row.text(Partie.init(rawValue:)),
      forme: try row.text(FormeCourrier.init(rawValue:)), numero: try row.textOrNull(), envoyeLe: try row.jour(),
      presenteLe: try row.jourOrNull(), recuLe: try row.jourOrNull(), nonReclame: try row.bool())
    note = try row.textOrNull()
    version = try row.int()
    creeLe = try row.instant()
    modifieLe = try row.instant()
  }
}

package enum CourrierStatements {
  /// In the order `CourrierLu` reads them; `k` is the letter.
  static let columns = """
    k.id, k.convention_id, k.objet, k.expediteur, k.forme, k.numero, k.envoye_le, k.presente_le, k.recu_le, k.non_reclame, k.note,
      k.version, k.cree_le, k.modifie_le
    """

  /// How many columns that is, for who reads past an absent letter.
  static let nombreDeColonnes = 14

  package static let inserer = Statement<CourrierLu, Void>(
    "courrier_inserer",
    """
    insert into courrier (id, convention_id, objet, expediteur, forme, numero, envoye_le, presente_le, recu_le, non_reclame, note,
      version, cree_le, modifie_le)
    values ($1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::text, $7::date, $8::date, $9::date, $10::bool, $11::text, $12::int4,
      $13::timestamptz, $14::timestamptz)
    """,
    bind: { lu, p in
      p.uuid(lu.id)
      p.uuid(lu.conventionId)
      p.text(lu.courrier.objet.rawValue)
      p.text(lu.courrier.expediteur.rawValue)
      p.text(lu.courrier.forme.rawValue)
      p.text(lu.courrier.numero)
      p.jour(lu.courrier.envoyeLe)
      p.jour(lu.courrier.presenteLe)
      p.jour(lu.courrier.recuLe)
      p.bool(lu.courrier.nonReclame)
      p.text(lu.note)
      p.int(lu.version)
      p.instant(lu.creeLe)
      p.instant(lu.modifieLe)
    })

  /// Of an act in sight.
  package static let lire = Statement<UUID, CourrierLu>(
    "courrier_lire",
    """
    select \(columns) from courrier k join convention v on v.id = k.convention_id
    where k.id = $1::uuid and \(ConventionColumns.scope)
    """,
    bind: { id, p in p.uuid(id) }, decode: { row in try CourrierLu(&row) })

  package static let modifier = Statement<CourrierLu, Void>(
    "courrier_modifier",
    """
    update courrier set presente_le = $2::date, recu_le = $3::date, non_reclame = $4::bool, note = $5::text, version = $6::int4,
      modifie_le = $7::timestamptz
    where id = $1::uuid
    """,
    bind: { lu, p in
      p.uuid(lu.id)
      p.jour(lu.courrier.presenteLe)
      p.jour(lu.courrier.recuLe)
      p.bool(lu.courrier.nonReclame)
      p.text(lu.note)
      p.int(lu.version)
      p.instant(lu.modifieLe)
    })

  package struct Page: Sendable {
    package let conventionId: UUID
    package let objet: String?
    package let apresEnvoyeLe: Jour?
    package let apresId: UUID?
    package let limite: Int

    package init(conventionId: UUID, objet: String?, apresEnvoyeLe: Jour?, apresId: UUID?, limite: Int) {
      self.conventionId = conventionId
      self.objet = objet
      self.apresEnvoyeLe = apresEnvoyeLe
      self.apresId = apresId
      self.limite = limite
    }
  }

  /// The register of an act in sight, the last sent first.
  package static let lister = Statement<Page, CourrierLu>(
    "courrier_lister",
    """
    select \(columns) from courrier k join convention v on v.id = k.convention_id
    where k.convention_id = $1::uuid and \(ConventionColumns.scope) and ($2::text is null or k.objet = $2::text)
      and ($3::date is null or (k.envoye_le, k.id) < ($3::date, $4::uuid))
    order by k.envoye_le desc, k.id desc limit $5::int8
    """,
    bind: { page, p in
      p.uuid(page.conventionId)
      p.text(page.objet)
      p.jour(page.apresEnvoyeLe)
      p.uuid(page.apresId)
      p.int8(page.limite)
    }, decode: { row in try CourrierLu(&row) })
}
