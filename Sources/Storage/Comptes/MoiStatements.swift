package import FoundationEssentials
package import Postgres

/// What the account of the open context belongs to, by name.
package struct Appartenance: Sendable {
  package let partenaire: (id: UUID, denomination: String)?
  package let unite: (id: UUID, code: String, libelle: String)?
  package let caisse: CaisseNommee?
}

/// A caisse in brief.
package struct CaisseNommee: Sendable {
  package let id: UUID
  package let code: String
  package let denomination: String
}

package enum MoiStatements {
  package static let appartenance = Statement<Void, Appartenance>(
    "moi_appartenance",
    """
    select p.id, p.denomination, u.id, u.code, u.libelle, c.id, c.code, c.denomination
    from compte k
      left join partenaire p on p.id = k.partenaire_id
      left join unite u on u.id = k.unite_id
      left join caisse c on c.id = k.caisse_id
    where k.id = (select contexte('compte'))
    """,
    decode: { row in
      let (partenaireId, denomination) = (try row.uuidOrNull(), try row.textOrNull())
      let (uniteId, code, libelle) = (try row.uuidOrNull(), try row.textOrNull(), try row.textOrNull())
      let (caisseId, codeCaisse, nomCaisse) = (try row.uuidOrNull(), try row.textOrNull(), try row.textOrNull())
      var partenaire: (id: UUID, denomination: String)?
      if let partenaireId, let denomination { partenaire = (partenaireId, denomination) }
      var unite: (id: UUID, code: String, libelle: String)?
      if let uniteId, let code, let libelle { unite = (uniteId, code, libelle) }
      var caisse: CaisseNommee?
      if let caisseId, let codeCaisse, let nomCaisse { caisse = CaisseNommee(id: caisseId, code: codeCaisse, denomination: nomCaisse) }
      return Appartenance(partenaire: partenaire, unite: unite, caisse: caisse)
    })

  /// The caisses that the account has a title to.
  package static let caisses = Statement<Void, CaisseNommee>(
    "moi_caisses",
    """
    select c.id, c.code, c.denomination from acces a join caisse c on c.id = a.caisse_id
    where a.compte_id = (select contexte('compte')) order by c.code
    """,
    decode: { row in CaisseNommee(id: try row.uuid(), code: try row.text(), denomination: try row.text()) })

  package static var all: [AnyStatement] { [appartenance.erased, caisses.erased] }
}
