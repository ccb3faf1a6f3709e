package import Domain
package import FoundationEssentials
package import Postgres

/// One action of a convention, as recorded; `caisse` and `fuseau` are those of the convention.
package struct ActionLue: Sendable {
  package let id: UUID
  package let conventionId: UUID
  package let caisseId: UUID
  package let partenaireId: UUID
  package let fuseau: FuseauHoraire
  package let type: TypeAction
  package var intitule: String
  package var porteur: String
  package var echeanceLe: Jour?
  package var suivi: SuiviAction
  package var note: String?
  package var version: Int
  package let creeLe: Instant
  package var modifieLe: Instant

  package init(
    id: UUID, _ convention: ConventionLue, type: TypeAction, intitule: String, porteur: String, echeanceLe: Jour?, suivi: SuiviAction,
    note: String?, instant: Instant
  ) {
    self.id = id
    conventionId = convention.id
    caisseId = convention.caisse.id
    partenaireId = convention.partenaire.id
    fuseau = convention.caisse.fuseau
    self.type = type
    self.intitule = intitule
    self.porteur = porteur
    self.echeanceLe = echeanceLe
    self.suivi = suivi
    self.note = note
    version = 1
    creeLe = instant
    modifieLe = instant
  }

  init(_ row: inout RowReader) throws(DecodingFailure) {
    id = try row.uuid()
    conventionId = try row.uuid()
    caisseId = try row.uuid()
    partenaireId = try row.uuid()
    fuseau = try row.text(FuseauHoraire.init(rawValue:))
    type = try row.text(TypeAction.init(rawValue:))
    intitule = try row.text()
    porteur = try row.text()
    echeanceLe = try row.jourOrNull()
    suivi = SuiviAction(etat: try row.text(EtatAction.init(rawValue:)), faiteLe: try row.jourOrNull())
    note = try row.textOrNull()
    version = try row.int()
    creeLe = try row.instant()
    modifieLe = try row.instant()
  }
}

package enum ActionStatements {
  private static let columns = """
    a.id, a.convention_id, v.caisse_id, v.partenaire_id, c.fuseau, a.type, a.intitule, a.porteur, a.echeance_le, a.etat, a.faite_le, a.note,
      a.version, a.cree_le, a.modifie_le
    """
  private static let joins = "action_convention a join convention v on v.id = a.convention_id join caisse c on c.id = v.caisse_id"

  package static let lire = Statement<UUID, ActionLue>(
    "action_lire", "select \(columns) from \(joins) where a.id = $1::uuid and \(ConventionColumns.scope)", bind: { id, p in p.uuid(id) },
    decode: { row in try ActionLue(&row) })

  /// Locked until the end of the transaction.
  package static let lirePourModifier = Statement<UUID, ActionLue>(
    "action_lire_pour_modifier", "select \(columns) from \(joins) where a.id = $1::uuid and \(ConventionColumns.scope) for update of a",
    bind: { id, p in p.uuid(id) }, decode: { row in try ActionLue(&row) })

  package struct Filtre: Sendable {
    package let conventionId: UUID
    package let type: String?
    package let etat: String?
    package let porteur: String?

    package init(conventionId: UUID, type: String?, etat: String?, porteur: String?) {
      self.conventionId = conventionId
      self.type = type
      self.etat = etat
      self.porteur = porteur
    }
  }

  package struct Page: Sendable {
    package let filtre: Filtre
    package let apresId: UUID?
    package let limite: Int

    package init(filtre: Filtre, apresId: UUID?, limite: Int) {
      self.filtre = filtre
      self.apresId = apresId
      self.limite = limite
    }
  }

  private static let filtre = """
    a.convention_id = $1::uuid and \(ConventionColumns.scope) and ($2::text is null or a.type = $2::text)
      and ($3::text is null or a.etat = $3::text) and ($4::text is null or a.porteur = $4::text)
    """

  private static func bind(_ filtre: Filtre, _ p: inout ParameterEncoder) {
    p.uuid(filtre.conventionId)
    p.text(filtre.type)
    p.text(filtre.etat)
    p.text(filtre.porteur)
  }

  /// In the order of their record.
  package static let lister = Statement<Page, ActionLue>(
    "action_lister",
    "select \(columns) from \(joins) where \(filtre) and ($5::uuid is null or a.id > $5::uuid) order by a.id limit $6::int8",
    bind: { page, p in
      bind(page.filtre, &p)
      p.uuid(page.apresId)
      p.int8(page.limite)
    }, decode: { row in try ActionLue(&row) })

  package static let compter = Statement<Filtre, Int64>(
    "action_compter", "select count(*) from \(joins) where \(filtre)", bind: { filtre, p in bind(filtre, &p) },
    decode: { row in try row.int8() })

  private static func bind(_ action: ActionLue, _ p: inout ParameterEncoder) {
    p.uuid(action.id)
    p.text(action.intitule)
    p.text(action.porteur)
    p.jour(action.echeanceLe)
    p.text(action.suivi.etat.rawValue)
    p.jour(action.suivi.faiteLe)
    p.text(action.note)
    p.int(action.version)
    p.instant(action.modifieLe)
  }

  package static let inserer = Statement<ActionLue, Void>(
    "action_inserer",
    """
    insert into action_convention (id, intitule, porteur, echeance_le, etat, faite_le, note, version, modifie_le, cree_le, convention_id, type)
    values ($1::uuid, $2::text, $3::text, $4::date, $5::text, $6::date, $7::text, $8::int4, $9::timestamptz, $9::timestamptz, $10::uuid,
      $11::text)
    """,
    bind: { action, p in
      bind(action, &p)
      p.uuid(action.conventionId)
      p.text(action.type.rawValue)
    })

  /// Replaces all but the convention and the kind.
  package static let modifier = Statement<ActionLue, Void>(
    "action_modifier",
    """
    update action_convention set intitule = $2::text, porteur = $3::text, echeance_le = $4::date, etat = $5::text, faite_le = $6::date,
      note = $7::text, version = $8::int4, modifie_le = $9::timestamptz
    where id = $1::uuid
    """,
    bind: { action, p in bind(action, &p) })

  package static var all: [AnyStatement] {
    [lire.erased, lirePourModifier.erased, lister.erased, compter.erased, inserer.erased, modifier.erased]
  }
}
