package import Domain
package import FoundationEssentials
import JSON
package import Postgres

/// A termination as recorded (V-19, V-21, V-25, V-26).
package struct ResiliationLue: Sendable {
  package let conventionId: UUID
  package let resiliation: Resiliation
  /// The second registered letter, where there is one (V-19).
  package let notification: CourrierLu?
  package let accords: [Signature]
  package let motif: String?
  package let dommagesInterets: String?
  package let canalRemplacement: String?
  package let creeLe: Instant

  package init(
    conventionId: UUID, resiliation: Resiliation, notification: CourrierLu?, accords: [Signature], motif: String?,
    dommagesInterets: String?, canalRemplacement: String?, creeLe: Instant
  ) {
    self.conventionId = conventionId
    self.resiliation = resiliation
    self.notification = notification
    self.accords = accords
    self.motif = motif
    self.dommagesInterets = dommagesInterets
    self.canalRemplacement = canalRemplacement
    self.creeLe = creeLe
  }

  init(_ row: inout RowReader) throws(DecodingFailure) {
    conventionId = try row.uuid()
    let mise = try row.uuidOrNull()
    resiliation = Resiliation(cause: mise.map(Resiliation.Cause.miseEnDemeure) ?? .amiable, effetLe: try row.jour())
    let column = row.column
    let lus = try row.json().array ?? []
    accords = lus.compactMap(Signature.init(vie:))
    guard accords.count == lus.count else { throw DecodingFailure(column: column, expected: "accords") }
    motif = try row.textOrNull()
    dommagesInterets = try row.textOrNull()
    canalRemplacement = try row.textOrNull()
    creeLe = try row.instant()
    notification = row.isNull ? nil : try CourrierStatements.table.lire(&row)
    if notification == nil { row.column += CourrierStatements.table.nombreDeColonnes }
  }

  /// The notice left without effect, if that is the cause.
  package var miseEnDemeureId: UUID? {
    if case .miseEnDemeure(let id) = resiliation.cause { id } else { nil }
  }
}

/// One thing to do so that a termination penalises nobody (V-26): an action of the convention, of type BONNE_FIN.
package struct ActionBonneFin: Sendable {
  package let id: UUID
  package let intitule: String
  /// CAISSE, PARTENAIRE or COMMUN.
  package let porteur: String
  package let echeanceLe: Jour?
  package let etat: String

  package init(id: UUID, intitule: String, porteur: String, echeanceLe: Jour?, etat: String = "PREVUE") {
    self.id = id
    self.intitule = intitule
    self.porteur = porteur
    self.echeanceLe = echeanceLe
    self.etat = etat
  }
}

package enum ResiliationStatements {
  /// Its letter goes in first. The constraint `resiliation_unique` holds one a convention.
  package static let inserer = Statement<ResiliationLue, Void>(
    "resiliation_inserer",
    """
    insert into resiliation (convention_id, cause, mise_en_demeure_id, notification_id, accords, effet_le, motif, dommages_interets,
      canal_remplacement, cree_le)
    values ($1::uuid, $2::text, $3::uuid, $4::uuid, $5::jsonb, $6::date, $7::text, $8::text, $9::text, $10::timestamptz)
    """,
    bind: { lue, p in
      p.uuid(lue.conventionId)
      p.text(lue.miseEnDemeureId == nil ? "AMIABLE" : "MISE_EN_DEMEURE")
      p.uuid(lue.miseEnDemeureId)
      p.uuid(lue.notification?.id)
      p.json(.array(lue.accords.map(JSONValue.init(accord:))))
      p.jour(lue.resiliation.effetLe)
      p.text(lue.motif)
      p.text(lue.dommagesInterets)
      p.text(lue.canalRemplacement)
      p.instant(lue.creeLe)
    })

  /// Of an act in sight.
  package static let lire = Statement<UUID, ResiliationLue>(
    "resiliation_lire",
    """
    select r.convention_id, r.mise_en_demeure_id, r.effet_le, r.accords, r.motif, r.dommages_interets, r.canal_remplacement, r.cree_le,
      \(CourrierStatements.table.colonnes)
    from resiliation r join convention v on v.id = r.convention_id left join courrier k on k.id = r.notification_id
    where r.convention_id = $1::uuid and \(ConventionColumns.scope)
    """,
    bind: { id, p in p.uuid(id) }, decode: { row in try ResiliationLue(&row) })

  package static let prevoir = Statement<(conventionId: UUID, action: ActionBonneFin, instant: Instant), Void>(
    "resiliation_prevoir",
    """
    insert into action_convention (id, convention_id, type, intitule, porteur, echeance_le, etat, cree_le, modifie_le)
    values ($1::uuid, $2::uuid, 'BONNE_FIN', $3::text, $4::text, $5::date, $6::text, $7::timestamptz, $7::timestamptz)
    """,
    bind: { new, p in
      p.uuid(new.action.id)
      p.uuid(new.conventionId)
      p.text(new.action.intitule)
      p.text(new.action.porteur)
      p.jour(new.action.echeanceLe)
      p.text(new.action.etat)
      p.instant(new.instant)
    })

  /// The plan of an act in sight, in the order written; the first ones only, should others be added without end.
  package static let plan = Statement<UUID, ActionBonneFin>(
    "resiliation_plan",
    """
    select a.id, a.intitule, a.porteur, a.echeance_le, a.etat
    from action_convention a join convention v on v.id = a.convention_id
    where a.convention_id = $1::uuid and a.type = 'BONNE_FIN' and \(ConventionColumns.scope)
    order by a.id limit 200
    """,
    bind: { id, p in p.uuid(id) },
    decode: { row in
      ActionBonneFin(
        id: try row.uuid(), intitule: try row.text(), porteur: try row.text(), echeanceLe: try row.jourOrNull(), etat: try row.text())
    })
}

extension JSONValue {
  fileprivate init(accord: Signature) {
    self = [
      "partie": .string(accord.partie.rawValue), "qualite": .string(accord.qualite), "date": .string(accord.date.description),
      "pour_ordre_de": accord.pourOrdreDe.map(JSONValue.string) ?? .null,
    ]
  }
}
