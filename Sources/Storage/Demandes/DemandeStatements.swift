import Domain
package import FoundationEssentials
package import Postgres

/// A demande with what its reader's access is judged by: the window that the portal agreement gives now, not the one of the day it was filed.
package struct DemandeVisible: Sendable {
  package let demande: DemandeLue
  package let acces: AccesLu

  package init(demande: DemandeLue, acces: AccesLu) {
    self.demande = demande
    self.acces = acces
  }
}

package enum DemandeStatements {
  package static let lire = Statement<UUID, DemandeVisible>(
    "demande_lire",
    """
    select \(DemandeColumns.sql), \(AccesColumns.sql)
    from demande d \(AccesColumns.joins(caisse: "d.caisse_id", partenaire: "d.partenaire_id"))
    where d.id = $1::uuid and \(DemandeColumns.scope)
    """,
    bind: { id, p in p.uuid(id) },
    decode: { row in
      DemandeVisible(demande: try DemandeColumns.read(&row), acces: try AccesColumns.read(&row))
    })

  /// The same, locked until the end of the transaction: every change of state starts here.
  package static let lirePourModifier = Statement<UUID, DemandeVisible>(
    "demande_lire_pour_modifier", "\(lire.sql) for no key update of d", bind: lire.bind, decode: lire.decode)

  /// What a technicien must have loaded to file, one row per caisse that the account has a title to.
  package struct FaitsDepot: Sendable {
    package let caisseId: UUID
    package let caisseCode: String
    package let caisseDepartement: String
    package let partenaireDenomination: String
    package let technicienNom: String
    package let technicienPrenom: String
    package let acces: AccesLu
  }

  package static let faitsDepot = Statement<Void, FaitsDepot>(
    "demande_faits_depot",
    """
    select c.id, c.code, c.departement, p.denomination, k.nom, k.prenom, \(AccesColumns.sql)
    from compte k
      join partenaire p on p.id = k.partenaire_id
      join acces t on t.compte_id = k.id
      \(AccesColumns.joins(caisse: "t.caisse_id", partenaire: "k.partenaire_id"))
    where k.id = (select contexte('compte'))
    order by c.code
    """,
    decode: { row in
      FaitsDepot(
        caisseId: try row.uuid(), caisseCode: try row.text(), caisseDepartement: try row.text(), partenaireDenomination: try row.text(),
        technicienNom: try row.text(), technicienPrenom: try row.text(), acces: try AccesColumns.read(&row))
    })

  /// A switch of a caisse over its model (D-08).
  package struct Interrupteur: Sendable {
    package let caisseId: UUID
    package let code: String
    package let active: Bool
  }

  /// The switches over the partner of the open context, or over the partner of that demande.
  package static let interrupteurs = Statement<UUID?, Interrupteur>(
    "demande_interrupteurs",
    """
    select r.caisse_id, f.code, f.active
    from (
        select contexte('partenaire') as partenaire_id, null::uuid as caisse_id where $1::uuid is null
        union all select d.partenaire_id, d.caisse_id from demande d where d.id = $1::uuid) cible
      join partenaire_caisse r on r.partenaire_id = cible.partenaire_id and (cible.caisse_id is null or r.caisse_id = cible.caisse_id)
      join fonctionnalite f on f.convention_id = r.convention_id
    """,
    bind: { demandeId, p in p.uuid(demandeId) },
    decode: { row in Interrupteur(caisseId: try row.uuid(), code: try row.text(), active: try row.bool()) })

  /// Every access of the account of the open context.
  package static let accesDuCompte = Statement<Void, AccesLu>(
    "demande_acces_du_compte",
    """
    select \(AccesColumns.sql) from compte k join acces t on t.compte_id = k.id
      \(AccesColumns.joins(caisse: "t.caisse_id", partenaire: "k.partenaire_id"))
    where k.id = (select contexte('compte')) order by c.code
    """,
    decode: { row in try AccesColumns.read(&row) })

  package static var all: [AnyStatement] {
    [
      lire.erased, lirePourModifier.erased, faitsDepot.erased, interrupteurs.erased, inserer.erased, changer.erased, recentes.erased,
      anciennes.erased, historique.erased, file.erased, nombreDeToutes.erased, nombreEnFile.erased, accesDuCompte.erased,
      parNom.erased, nombreParNom.erased, parNumero.erased,
    ]
  }
}
