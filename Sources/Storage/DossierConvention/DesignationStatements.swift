import Domain
package import FoundationEssentials
package import Postgres

/// Who has been designated for an act.
package enum DesignationStatements {
  /// `PARTIE ROLE` of the contacts of an act, or of all the acts of its couple; a living gestionnaire's account designates one (P-13).
  package static let faites = Statement<UUID, String>(
    "designation_faites",
    """
    select t.partie || ' ' || t.role from convention v join contact t on t.caisse_id = v.caisse_id and t.partenaire_id = v.partenaire_id
    where v.id = $1::uuid and \(ConventionColumns.scope) and (t.convention_id is null or t.convention_id in (v.id, v.convention_metier_id))
    union
    select 'PARTENAIRE GESTIONNAIRE' from convention v join acces x on x.caisse_id = v.caisse_id and x.partenaire_id = v.partenaire_id
      join compte k on k.id = x.compte_id
    where v.id = $1::uuid and \(ConventionColumns.scope) and k.role = 'GESTIONNAIRE' and k.etat in ('EN_ATTENTE_ACTIVATION', 'ACTIF')
    """,
    bind: { id, p in p.uuid(id) }, decode: { row in try row.text() })

  package static var all: [AnyStatement] { [faites.erased] }
}
