package import Domain
package import FoundationEssentials
package import JSON
package import Postgres

/// A demande with what its reader's access is judged by: the window that the portal agreement gives now, not the one of the day it was filed.
package struct DemandeVisible: Sendable {
  package let demande: DemandeLue
  package let acces: AccesLu
}

/// The stored facts behind `Acces.Faits`, for one partner, caisse and account.
package struct AccesLu: Sendable {
  package let conventionId: UUID?
  package let premierJour: Jour?
  package let dernierJour: Jour?
  package let suspenduLe: Instant?
  package let excluLe: Instant?
  package let ouverture: String?
  package let decalageMois: Int?
  package let fuseau: FuseauHoraire
  package let habiliteDocumentsSortants: Bool
}

package enum DemandeStatements {
  /// What `AccesLu` reads; joined to a demande `d`, for the account of the open context.
  static let accesColumns = """
    r.convention_id, r.premier_jour, r.dernier_jour, r.suspendu_le, a.exclu_le, u.ouverture, u.decalage_mois, c.fuseau, r.habilite_documents_sortants
    """
  static let accesJoins = """
    join partenaire_caisse r on r.caisse_id = d.caisse_id and r.partenaire_id = d.partenaire_id
      join caisse c on c.id = d.caisse_id
      left join acces a on a.compte_id = (select contexte('compte')) and a.caisse_id = d.caisse_id
      left join unite u on u.id = (select contexte('unite'))
    """

  static func readAcces(_ row: inout RowReader) throws(DecodingFailure) -> AccesLu {
    AccesLu(
      conventionId: try row.uuidOrNull(), premierJour: try row.jourOrNull(), dernierJour: try row.jourOrNull(),
      suspenduLe: try row.instantOrNull(), excluLe: try row.instantOrNull(), ouverture: try row.textOrNull(),
      decalageMois: try row.intOrNull(), fuseau: try row.text(FuseauHoraire.init(rawValue:)), habiliteDocumentsSortants: try row.bool())
  }

  package static let lire = Statement<UUID, DemandeVisible>(
    "demande_lire",
    """
    select \(DemandeColumns.sql), \(accesColumns)
    from demande d \(accesJoins)
    where d.id = $1::uuid and \(DemandeColumns.scope)
    """,
    bind: { id, p in p.uuid(id) },
    decode: { row throws(DecodingFailure) in
      DemandeVisible(demande: try DemandeColumns.read(&row), acces: try readAcces(&row))
    })

  /// The same, locked until the end of the transaction: every change of state starts here.
  package static let lirePourModifier = Statement<UUID, DemandeVisible>(
    "demande_lire_pour_modifier", "\(lire.sql) for no key update of d", bind: lire.bind, decode: lire.decode)

  /// What a technicien must have loaded to file: one row per caisse whose access the account holds.
  package struct FaitsDepot: Sendable {
    package let caisseId: UUID
    package let caisseCode: String
    package let caisseDepartement: String
    package let partenaireDenomination: String
    package let technicienNom: String
    package let technicienPrenom: String
    package let acces: AccesLu
    package let parametres: JSONValue
    /// Switches of the caisse over the model (D-08): code and state.
    package let fonctionnalites: JSONValue
  }

  package static let faitsDepot = Statement<Void, FaitsDepot>(
    "demande_faits_depot",
    """
    select c.id, c.code, c.departement, p.denomination, k.nom, k.prenom,
      r.convention_id, r.premier_jour, r.dernier_jour, r.suspendu_le, a.exclu_le, u.ouverture, u.decalage_mois, c.fuseau, r.habilite_documents_sortants,
      coalesce(m.parametres, '{}'::jsonb),
      coalesce((select jsonb_object_agg(f.code, f.active) from fonctionnalite f where f.convention_id = r.convention_id), '{}'::jsonb)
    from acces a
      join compte k on k.id = a.compte_id
      join partenaire p on p.id = a.partenaire_id
      join partenaire_caisse r on r.caisse_id = a.caisse_id and r.partenaire_id = a.partenaire_id
      join caisse c on c.id = a.caisse_id
      left join convention v on v.id = r.convention_id
      left join modele_convention m on m.code = v.modele_code and m.version = v.modele_version
      left join unite u on u.id = (select contexte('unite'))
    where a.compte_id = (select contexte('compte'))
    order by c.code
    """,
    decode: { row throws(DecodingFailure) in
      FaitsDepot(
        caisseId: try row.uuid(), caisseCode: try row.text(), caisseDepartement: try row.text(), partenaireDenomination: try row.text(),
        technicienNom: try row.text(), technicienPrenom: try row.text(), acces: try readAcces(&row), parametres: try row.json(),
        fonctionnalites: try row.json())
    })
}
