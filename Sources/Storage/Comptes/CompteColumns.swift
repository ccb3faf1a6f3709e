import Domain
import FoundationEssentials
import Postgres

/// The columns of an account `k` in the order they are read, for every statement that shows one. A statement gives one row per access of
/// the account (one row without access for the people of a caisse); `CompteColumns.reunis` puts them together.
enum CompteColumns {
  /// `instant` is the place of the parameter that carries the present moment, e.g. `$2`.
  static func sql(instant: String) -> String {
    """
    k.id, k.version, k.role, k.identifiant, etat_compte(k, \(instant)::timestamptz), k.caisse_id, k.partenaire_id, k.unite_id, k.civilite,
      k.nom, k.prenom, k.fonction, k.telephone, k.email, k.statut_personne, k.equipement_antivirus, k.engagement_confidentialite_le,
      k.formation_le, k.gestionnaire_id, k.remplace_id, k.inactivation_motif, k.inactivation_demandee_le, k.inactivation_souhaitee_le,
      k.inactivation_effet_le, k.inactivation_hors_preavis, k.inactivation_remplacant_id, k.inactivation_par, k.inactivation_caisse_id,
      k.suppression_le,
      k.cgu_version, k.cgu_acceptees_le, k.active_le, k.derniere_connexion_le, k.cree_le, k.modifie_le,
      coalesce(c.fuseau, 'PARIS'), a.caisse_id, \(AccesColumns.sql)
    """
  }

  /// Joins the titles `a` of the account with the relation `r` and the caisse `c`.
  static let joins = """
    left join acces a on a.compte_id = k.id
      left join partenaire_caisse r on r.caisse_id = a.caisse_id and r.partenaire_id = a.partenaire_id
      left join caisse c on c.id = coalesce(a.caisse_id, k.caisse_id)
    """

  /// The first wall: the accounts that the actor of the open context may see (A-02, C-51, R-34): a caisse those with a title to it, a
  /// gestionnaire those of its partner and unit, anybody its own. The second is the policy `compte_visible`. Suppressed accounts are
  /// nobody's (C-40).
  static func scope(instant: String) -> String {
    """
    k.partenaire_id is not null and etat_compte(k, \(instant)::timestamptz) <> 'SUPPRIME' and case current_setting('ep.role', true)
      when 'GESTIONNAIRE' then k.partenaire_id = (select contexte('partenaire'))
        and ((select contexte('unite')) is null or k.unite_id = (select contexte('unite')))
      when 'TECHNICIEN' then k.id = (select contexte('compte'))
      else exists (select from acces x where x.compte_id = k.id and x.caisse_id = (select contexte('caisse')))
      end
    """
  }

  static func read(_ row: inout RowReader) throws(DecodingFailure) -> CompteLu {
    let (id, version) = (try row.uuid(), try row.int())
    let role = try row.text(Role.init(rawValue:))
    let (identifiant, etat) = (try row.text(), try row.text(EtatCompte.init(rawValue:)))
    let (caisseId, partenaireId, uniteId) = (try row.uuidOrNull(), try row.uuidOrNull(), try row.uuidOrNull())
    let (civilite, nom, prenom) = (try row.text(), try row.text(), try row.text())
    let (fonction, telephone, email) = (try row.textOrNull(), try row.textOrNull(), try row.text())
    let (statut, antivirus) = (try row.textOrNull(), try row.boolOrNull())
    let (engagementLe, formationLe) = (try row.jourOrNull(), try row.jourOrNull())
    let (gestionnaireId, remplaceId) = (try row.uuidOrNull(), try row.uuidOrNull())
    let (inactivation, fermeLe, inactivePar, inactiveParCaisse, suppressionLe) = try readInactivation(&row)
    return CompteLu(
      id: id, version: version, role: role, identifiant: identifiant, etat: etat, caisseId: caisseId, partenaireId: partenaireId,
      uniteId: uniteId, civilite: civilite, nom: nom, prenom: prenom, fonction: fonction, telephone: telephone, email: email,
      statutPersonne: statut, equipementAntivirus: antivirus, engagementConfidentialiteLe: engagementLe, formationLe: formationLe,
      gestionnaireId: gestionnaireId, remplaceId: remplaceId, inactivation: inactivation, fermeLe: fermeLe, inactivePar: inactivePar,
      inactiveParCaisse: inactiveParCaisse,
      suppressionLe: suppressionLe, cguVersion: try row.textOrNull(), cguAccepteesLe: try row.instantOrNull(),
      activeLe: try row.instantOrNull(), derniereConnexionLe: try row.instantOrNull(), creeLe: try row.instant(),
      modifieLe: try row.instant(), fuseau: try row.text(FuseauHoraire.init(rawValue:)), acces: try readAcces(&row))
  }

  private static func readInactivation(
    _ row: inout RowReader
  ) throws(DecodingFailure) -> (InactivationLue?, fermeLe: Jour?, par: String?, caisseId: UUID?, suppressionLe: Jour?) {
    let (motif, demandeeLe) = (try row.textOrNull(), try row.instantOrNull())
    let (dateSouhaitee, effetLe) = (try row.jourOrNull(), try row.jourOrNull())
    let (horsPreavis, remplacantId) = (try row.bool(), try row.uuidOrNull())
    let (par, caisseId, suppressionLe) = (try row.textOrNull(), try row.uuidOrNull(), try row.jourOrNull())
    guard let motif, let demandeeLe, let effetLe else { return (nil, effetLe, par, caisseId, suppressionLe) }
    return (
      InactivationLue(
        motif: motif, demandeeLe: demandeeLe, dateSouhaitee: dateSouhaitee, effetLe: effetLe, horsPreavis: horsPreavis,
        remplacantId: remplacantId, suppressionLe: suppressionLe),
      nil, par, caisseId, suppressionLe
    )
  }

  private static func readAcces(_ row: inout RowReader) throws(DecodingFailure) -> [AccesDuCompte] {
    guard let caisseId = try row.uuidOrNull() else { return [] }
    return [AccesDuCompte(caisseId: caisseId, acces: try AccesColumns.read(&row))]
  }
}

extension [CompteLu] {
  /// Puts together the rows of one account, which follow one another.
  package var reunis: [CompteLu] {
    reduce(into: []) { reunis, row in
      if let last = reunis.last, last.id == row.id {
        reunis[reunis.count - 1].acces += row.acces
      } else {
        reunis.append(row)
      }
    }
  }
}
