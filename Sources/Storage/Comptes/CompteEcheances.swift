package import Domain
package import FoundationEssentials
package import Postgres

/// What has become true by itself and is not recorded yet: planned inactivations whose day has come, conventions that have all ended.
/// Safe to replay: what is recorded is no longer due.
extension CompteStatements {
  /// The partner whose accounts are brought up to date (the account's, a given one, or the context's), and the present moment.
  package struct Echeance: Sendable {
    package let cible: CiblePartenaire
    package let instant: Instant

    package init(_ cible: CiblePartenaire, a instant: Instant) {
      self.cible = cible
      self.instant = instant
    }
  }

  /// C-36, C-53: the techniciens of the gestionnaires who leave go to the successor decided with the inactivation. Comes before
  /// `constater`, which makes the gestionnaires no longer due.
  package static let rattacherEchus = Statement<Echeance, Void>(
    "compte_rattacher_echus",
    """
    update compte t set gestionnaire_id = g.inactivation_rattachement_id, modifie_le = $3::timestamptz, version = t.version + 1
    from compte g
    where g.partenaire_id = \(CiblePartenaire.sql) and t.gestionnaire_id = g.id and g.inactivation_rattachement_id is not null
      and g.etat = 'ACTIF' and etat_compte(g, $3::timestamptz) <> 'ACTIF'
    """,
    bind: { due, p in due.bind(&p) })

  /// Records the inactivations that are due, with their event dated when they became true, and ends the sessions (C-30, C-31, C-35, C-39,
  /// C-58). The version stays: whoever read the account since has seen it inactive already. One row an account, its id.
  package static let constater = Statement<Echeance, UUID>(
    "compte_constater",
    """
    with echu as (
      select k.id, e.fin, e.suppression, e.fin_instant from compte k, echeance_compte(k, $3::timestamptz) e
      where k.partenaire_id = \(CiblePartenaire.sql) and k.etat in ('DEMANDE', 'EN_ATTENTE_ACTIVATION', 'ACTIF') and e.fin <= e.jour
    ), ferme as (
      update compte k set etat = 'INACTIF', inactivation_effet_le = echu.fin, suppression_le = echu.suppression,
        inactivation_par = coalesce(k.inactivation_par, 'AUTOMATIQUE'), modifie_le = $3::timestamptz
      from echu where k.id = echu.id
      returning k.id, k.partenaire_id, k.inactivation_motif, echu.fin, echu.fin_instant
    ), sortie as (
      delete from session s using ferme where s.compte_id = ferme.id
    ), trace as (
      insert into evenement (instant, acteur_role, partenaire_id, objet, objet_id, code, regle, apres)
      select least(f.fin_instant, $3::timestamptz), 'SYSTEME', f.partenaire_id, 'COMPTE', f.id, 'COMPTE_INACTIVE',
        case when f.inactivation_motif is null then 'C-39' else 'C-35' end, jsonb_build_object('etat', 'INACTIF', 'effet_le', f.fin)
      from ferme f
    )
    select f.id from ferme f
    """,
    bind: { due, p in due.bind(&p) }, decode: { row in try row.uuid() })

  /// The accounts that one call of `effacer` takes at most.
  package static let effacesMax = 500

  /// Erases the person of the accounts that nobody sees any more (C-40, C-41, Q-10): the row stays, with its technical identifier, because
  /// the journal and the demandes name it. Along the days written, the oldest first; no caisse is ahead of La Réunion. Returns the accounts.
  package static let effacer = Statement<Instant, UUID>(
    "compte_effacer",
    """
    with echu as (
      select k.id, k.suppression_le, (
        select max(k.suppression_le::timestamp at time zone fuseau_iana(c.fuseau))
        from acces x join caisse c on c.id = x.caisse_id where x.compte_id = k.id) as devenu
      from compte k, echeance_compte(k, $1::timestamptz) e
      where k.partenaire_id is not null and k.etat = 'INACTIF' and k.suppression_le <= e.jour
        and k.suppression_le <= jour_civil('LA_REUNION', $1::timestamptz)
      order by k.suppression_le, k.id limit \(effacesMax)
    ), efface as (
      update compte k set etat = 'SUPPRIME', civilite = '', nom = '', prenom = '', email = '', fonction = null, telephone = null,
        inactivation_commentaire = null, modifie_le = $1::timestamptz
      from echu where k.id = echu.id
      returning k.id, k.partenaire_id, echu.suppression_le, echu.devenu
    ), trace as (
      insert into evenement (instant, acteur_role, partenaire_id, objet, objet_id, code, regle, apres)
      select coalesce(f.devenu, $1::timestamptz), 'SYSTEME', f.partenaire_id, 'COMPTE', f.id, 'COMPTE_SUPPRIME', 'C-40',
        jsonb_build_object('etat', 'SUPPRIME', 'suppression_le', f.suppression_le)
      from efface f
    )
    select f.id from efface f
    """,
    bind: { instant, p in p.instant(instant) }, decode: { row in try row.uuid() })
}

extension CompteStatements.Echeance {
  fileprivate func bind(_ p: inout ParameterEncoder) {
    cible.bind(&p)
    p.instant(instant)
  }
}
