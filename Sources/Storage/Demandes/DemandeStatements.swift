package import Domain
package import FoundationEssentials
package import Postgres

/// A demande with what its reader is judged by.
package struct DemandeVisible: Sendable {
  package let jugee: DemandeJugee
  package let demande: DemandeLue
}

package enum DemandeStatements {
  /// What the reader is judged by, then what is shown, for `DemandeJugee.suite` to read.
  package static let lire = Statement<UUID, DemandeJugee>(
    "demande_lire",
    """
    select row(\(DemandeJugee.sql))
    from demande d \(AccesColumns.joins(caisse: "d.caisse_id", partenaire: "d.partenaire_id"))
    where d.id = $1::uuid and \(DemandeColumns.scope)
    """,
    bind: { id, p in p.uuid(id) },
    decode: { row in try DemandeJugee.read(&row) })

  /// The same, locked until the end of the transaction: every change of state starts here.
  package static let lirePourModifier = Statement<UUID, DemandeVisible>(
    "demande_lire_pour_modifier", "\(lire.sql) for no key update of d", bind: lire.bind,
    decode: { row in
      let jugee = try DemandeJugee.read(&row)
      row.column = AccesColumns.nombre
      return DemandeVisible(jugee: jugee, demande: try DemandeColumns.read(&row))
    })

  /// What a technicien must have loaded to file, one row per caisse that the account has a title to.
  package struct FaitsDepot: Sendable {
    package let caisseId: UUID
    package let caisseDepartement: String
    package let partenaireDenomination: String
    package let technicienNom: String
    package let technicienPrenom: String
    package let acces: AccesLu
    /// Drawn for this request, nil at the caisses that it does not aim at (D-32). A request that is refused leaves a gap.
    package let rang: Int?
  }

  /// The facts of a filing, and the rank of the number it will bear in the year of that instant: drawn with the facts, so that what is
  /// written and answered is known before it is written, and leaves in one round trip.
  package static let faitsDepot = Statement<(caisseId: UUID?, instant: Instant), FaitsDepot>(
    "demande_faits_depot",
    """
    select c.id, c.departement, p.denomination, k.nom, k.prenom, \(AccesColumns.sql),
      case when coalesce($1::uuid, c.id) = c.id then rang_suivant(c.code, extract(year from jour_civil(c.fuseau, $2::timestamptz))::int4) end
    from compte k
      join partenaire p on p.id = k.partenaire_id
      join acces a on a.compte_id = k.id
      join partenaire_caisse r on r.caisse_id = a.caisse_id and r.partenaire_id = a.partenaire_id
      join caisse c on c.id = a.caisse_id
    where k.id = contexte('compte')
    order by c.code
    """,
    bind: { asked, p in
      p.uuid(asked.caisseId)
      p.instant(asked.instant)
    },
    decode: { row in
      FaitsDepot(
        caisseId: try row.uuid(), caisseDepartement: try row.text(), partenaireDenomination: try row.text(),
        technicienNom: try row.text(), technicienPrenom: try row.text(), acces: try AccesColumns.read(&row), rang: try row.intOrNull())
    })

  /// Every access of the account of the open context, with its caisse.
  package static let accesDuCompte = Statement<Void, (caisseId: UUID, acces: AccesLu)>(
    "demande_acces_du_compte",
    """
    select a.caisse_id, \(AccesColumns.sql) from acces a
      join partenaire_caisse r on r.caisse_id = a.caisse_id and r.partenaire_id = a.partenaire_id
    where a.compte_id = contexte('compte') order by a.caisse_id
    """,
    decode: { row in (caisseId: try row.uuid(), acces: try AccesColumns.read(&row)) })

  package static var all: [AnyStatement] {
    [
      lire.erased, lirePourModifier.erased, faitsDepot.erased, inserer.erased, changer.erased, file.erased, nombreEnFile.erased,
      accesDuCompte.erased, parNumero.erased,
    ] + recentes.erased + anciennes.erased + nombreDeToutes.erased + parNom.erased + nombreParNom.erased
  }
}
