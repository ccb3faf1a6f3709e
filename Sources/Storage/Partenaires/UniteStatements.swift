package import Domain
package import FoundationEssentials
package import Postgres

/// One unit of a partner, with what its opening is computed from (P-05, P-06).
package struct UniteLue: Sendable {
  package let id: UUID
  package let code: String
  package let libelle: String
  package let ouverture: String
  package let decalageMois: Int?
  /// First day of the agreement that opens the portal; the earliest when several caisses are in sight. Nil while unsigned.
  package let premierJour: Jour?
}

package struct UniteAInserer: Sendable {
  package let id: UUID
  package let partenaireId: UUID
  package let code: String
  package let libelle: String
  package let ouverture: OuvertureUnite
  package let instant: Instant

  package init(id: UUID, partenaireId: UUID, code: String, libelle: String, ouverture: OuvertureUnite, instant: Instant) {
    self.id = id
    self.partenaireId = partenaireId
    self.code = code
    self.libelle = libelle
    self.ouverture = ouverture
    self.instant = instant
  }
}

package enum UniteStatements {
  /// Every unit of a partner that the open context sees, by code.
  package static let lister = Statement<UUID, UniteLue>(
    "unite_lister",
    """
    select u.id, u.code, u.libelle, u.ouverture, u.decalage_mois,
      (select min(r.premier_jour) from partenaire_caisse r where r.partenaire_id = p.id
        and (r.caisse_id = (select contexte('caisse')) or (select contexte('caisse')) is null))
    from partenaire p join unite u on u.partenaire_id = p.id
    where p.id = $1::uuid and \(PartenaireLu.scope)
    order by u.code collate "C"
    """,
    bind: { id, p in p.uuid(id) },
    decode: { row in
      UniteLue(
        id: try row.uuid(), code: try row.text(), libelle: try row.text(), ouverture: try row.text(), decalageMois: try row.intOrNull(),
        premierJour: try row.jourOrNull())
    })

  package static let inserer = Statement<UniteAInserer, Void>(
    "unite_inserer",
    """
    insert into unite (id, partenaire_id, code, libelle, ouverture, decalage_mois, cree_le)
    values ($1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::int4, $7::timestamptz)
    """,
    bind: { unite, p in
      p.uuid(unite.id)
      p.uuid(unite.partenaireId)
      p.text(unite.code)
      p.text(unite.libelle)
      p.text(unite.ouverture.code)
      p.int(unite.ouverture.decalageMois)
      p.instant(unite.instant)
    })

  package static var all: [AnyStatement] { [lister.erased, inserer.erased] }
}
