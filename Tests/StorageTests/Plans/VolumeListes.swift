/// What lists other than those of demandes read: conventions with what happens to them, accounts with what hangs on them.
extension VolumePlans {
  static let partenaires = 1200
  /// Those that have opened accounts.
  private static let actifs = 400

  static let referentiel = """
    insert into caisse (id, code, denomination, departement, adresse, fuseau, calendrier_jours_ouvres, cree_le)
    select pg_temp.id('c', c), 'CPAM-' || 56 + c, 'Caisse', (56 + c)::text, 'x', 'PARIS', 'NATIONAL', now() from generate_series(1, 20) c;
    insert into modele_convention values ('M', 1, 'x', '{METIER,UTILISATION}', 'CPAM', 'CCAS', '{}', now());
    insert into partenaire (id, denomination, type, adresse, commune, domaines_email, cree_le, modifie_le)
    select pg_temp.id('a', p), 'CCAS ' || p * 7919 % 1000, 'CCAS', 'x', 'x', '{}', timestamptz '2023-01-01' + p * interval '1 hour', now()
    from generate_series(1, \(partenaires)) p;
    insert into unite (id, partenaire_id, code, libelle, ouverture, cree_le)
    select pg_temp.id('e', (p - 1) * 10 + u), pg_temp.id('a', p), 'U' || u, 'x', 'A_LA_SIGNATURE', now()
    from generate_series(1, \(partenaires)) p, generate_series(1, 3) u;
    -- One partner in ten works with a second caisse; one relation in fifty has ended.
    insert into partenaire_caisse (partenaire_id, caisse_id, convention_id, premier_jour, dernier_jour, fuseau, cree_le, denomination_repliee,
      partenaire_cree_le)
    select p.id, pg_temp.id('c', 1 + (case when n <= 30 then (n - 1) % 2 else n % 18 end + s) % 20), pg_temp.id('f', n * 10 + s * 4 + 3), '2024-01-01',
      case when n % 50 = 3 then date '2025-06-30' end, 'PARIS', now(), texte_replie(p.denomination), p.cree_le
    from generate_series(1, \(partenaires)) n join partenaire p on p.id = pg_temp.id('a', n), generate_series(0, 1) s where s = 0 or n % 10 = 0
    """

  /// Four acts for each relation: a métier agreement and the portal agreement that hangs on it, ended, then in effect. One relation in ten has
  /// no title.
  static let conventions = """
    insert into convention (id, caisse_id, partenaire_id, nature, modele_code, modele_version, convention_metier_id, proposee_le, premier_jour,
      dernier_jour, fin, cree_le, modifie_le)
    select pg_temp.id('f', t + n), caisse_id, partenaire_id, case n % 2 when 0 then 'METIER' else 'UTILISATION' end, 'M', 1,
      case n % 2 when 1 then pg_temp.id('f', t + n - 1) end, now(), case when n < 2 then date '2022-01-01' else '2024-01-01' end,
      case when n < 2 then date '2023-12-31' end, case when n < 2 then 'TERME' end, partenaire_cree_le + n * interval '100 days', now()
    from (select r.*, right(convention_id::text, 12)::bigint - 3 as t from partenaire_caisse r) r, generate_series(0, 3) n;
    insert into signature (id, convention_id, partie, qualite, date, cree_le)
    select gen_random_uuid(), v.id, p, 'x', '2022-01-01', now() from convention v, unnest('{CAISSE,PARTENAIRE}'::text[]) p;
    insert into fonctionnalite select v.id, f, true, now() from convention v, unnest('{CONTACT,RENDEZ_VOUS}'::text[]) f;
    insert into contact (id, partenaire_id, caisse_id, role, partie, nom, email, cree_le, modifie_le)
    select gen_random_uuid(), r.partenaire_id, r.caisse_id, 'REFERENT', case when n % 2 = 0 then 'CAISSE' else 'PARTENAIRE' end, 'N', 'x', now(), now()
    from partenaire_caisse r, generate_series(1, 8) n;
    update partenaire_caisse set convention_id = null where right(convention_id::text, 2) = '73'
    """

  /// What happens to each act.
  static let suites = """
    insert into courrier (id, convention_id, objet, expediteur, forme, envoye_le, cree_le, modifie_le)
    select gen_random_uuid(), v.id, 'AUTRE', 'CAISSE', 'RECOMMANDE', date '2024-01-01' + n, now(), now() from convention v, generate_series(0, 3) n;
    insert into mise_en_demeure (id, convention_id, courrier_id, manquement, cree_le, modifie_le)
    select gen_random_uuid(), k.convention_id, k.id, 'x', now(), now() from courrier k where k.envoye_le < '2024-01-03';
    insert into denonciation select gen_random_uuid(), k.convention_id, k.id, 'x', now() from courrier k where k.envoye_le > '2024-01-01';
    insert into resiliation (convention_id, cause, notification_id, effet_le, cree_le)
    select k.convention_id, 'AMIABLE', k.id, '2024-06-01', now() from courrier k where k.envoye_le = '2024-01-04';
    insert into avenant (id, convention_id, numero, intitule, modifications, effet_le, cree_le, modifie_le)
    select gen_random_uuid(), v.id, n, 'x', '[]', '2024-06-01', now(), now() from convention v, generate_series(1, 3) n;
    insert into avenant_signature (id, avenant_id, partie, qualite, date, cree_le)
    select gen_random_uuid(), a.id, p, 'x', '2024-05-01', now() from avenant a, unnest('{CAISSE,PARTENAIRE}'::text[]) p;
    insert into differend (id, convention_id, objet, ouvert_par, ouvert_le, cree_le, modifie_le)
    select gen_random_uuid(), v.id, 'x', 'CAISSE', '2024-05-01', now(), now() from convention v, generate_series(1, 2) n;
    insert into document_convention (id, convention_id, type, titre, numero_version, cree_le)
    select gen_random_uuid(), v.id, 'ANNEXE', 'x', n, now() from convention v, generate_series(1, 3) n;
    insert into document_convention (id, convention_id, type, titre, numero_version, remplace_id, cree_le)
    select gen_random_uuid(), convention_id, type, titre, 4, id, now() from document_convention where numero_version = 3;
    insert into action_convention (id, convention_id, type, intitule, porteur, etat, cree_le, modifie_le)
    select gen_random_uuid(), v.id, 'BONNE_FIN', 'x', 'CAISSE', 'PREVUE', now(), now() from convention v, generate_series(1, 4);
    insert into instance (id, convention_id, type, rang, etat, cree_le, modifie_le)
    select gen_random_uuid(), v.id, 'COPIL', n, 'OUVERTE', now(), now() from convention v, generate_series(1, 4) n;
    insert into echeance_constatee select v.id, 'CONVENTION_TERMINEE', '2024-01-01', '', now() from convention v where v.dernier_jour is not null;
    insert into echeance_constatee select v.id, 'QUESTIONNAIRE', '2024-02-01', n::text, now() from convention v, generate_series(1, 2) n
    """

  /// Forty for each partner that has some, the first two its gestionnaires, and ten agents for each caisse.
  static let comptes = """
    insert into compte (id, role, identifiant, etat, partenaire_id, unite_id, civilite, nom, prenom, email, gestionnaire_id, cree_par,
      inactivation_effet_le, inactivation_rattachement_id, suppression_le, cree_le, modifie_le)
    select pg_temp.id('b', k), case when k <= \(2 * actifs) then 'GESTIONNAIRE' else 'TECHNICIEN' end, 'k' || k,
      case when k % 20 = 0 then 'INACTIF' else 'ACTIF' end, pg_temp.id('a', 1 + k % \(actifs)),
      case when k % 4 > 0 then pg_temp.id('e', k % \(actifs) * 10 + k % 4) end, 'MME', 'Nom ' || k * 7919 % 5000, 'Élise', 'k' || k,
      case when k > \(2 * actifs) then pg_temp.id('b', k % \(actifs)) end, pg_temp.id('b', 20000 + k % 200),
      case when k % 20 < 2 then date '2025-01-01' + k % 700 end, case when k % 10 = 1 then pg_temp.id('b', k + \(actifs)) end,
      case when k % 20 = 0 then date '2025-07-01' + k % 700 end, timestamptz '2024-01-01' + k * interval '1 minute', now()
    from generate_series(1, \(40 * actifs)) k;
    insert into compte (id, role, identifiant, etat, caisse_id, civilite, nom, prenom, email, cree_le, modifie_le)
    select pg_temp.id('b', 20000 + k), 'AGENT_CAISSE', 'a' || k, 'ACTIF', pg_temp.id('c', 1 + k % 20), 'MME', 'Agent', 'Élise', 'a' || k, now(), now()
    from generate_series(0, 199) k
    """

  /// What hangs on each account, and what is kept for a while.
  static let acces = """
    insert into acces (compte_id, caisse_id, partenaire_id, modifie_le)
    select k.id, r.caisse_id, k.partenaire_id, now() from compte k join partenaire_caisse r using (partenaire_id);
    insert into annuaire select a.caisse_id, k.id, k.nom_replie, k.cree_le from acces a join compte k on k.id = a.compte_id;
    insert into compte_mot (portee_id, compte_id, unite_id, cle, commun)
    select p.id, k.id, k.unite_id, m.cle, m.commun
    from compte k, lateral (select k.partenaire_id as id union all select a.caisse_id from acces a where a.compte_id = k.id) p,
      cles_recherche(k.nom || ' ' || k.prenom) m
    where k.partenaire_id is not null;
    insert into partenaire_mot (caisse_id, partenaire_id, cle, commun)
    select r.caisse_id, r.partenaire_id, m.cle, m.commun from partenaire_caisse r, cles_recherche(r.denomination_repliee) m;
    insert into secret_compte select id, identifiant, 'x', now() from compte;
    insert into activation (id, compte_id, expire_le, cree_le) select gen_random_uuid(), id, now(), now() from compte;
    insert into session (jeton, compte_id, role, libelle, mot_de_passe_expire_le, expire_le, cree_le)
    select sha256(id::text::bytea), id, role, 'x', now(), now(), now() from compte;
    insert into tentative select sha256(n::text::bytea), 1, timestamptz '2025-01-01' + n * interval '1 minute' from generate_series(1, 10000) n;
    insert into notification (id, modele, compte_id, destinataire, donnees, cree_le, envoi_prevu_le, envoye_le)
    select gen_random_uuid(), 'COMPTE_CREE', id, 'x', '{}', cree_le, cree_le, case when caisse_id is null then now() end from compte;
    insert into idempotence select id, 'cle', 'x', '', 201, '{}', '', now() from compte;
    insert into abonnement_calendrier (id, jeton, compte_id, libelle, horizon_mois, codes, cree_le)
    select gen_random_uuid(), sha256((id::text || n)::bytea), id, 'x', 12, '{}', now() from compte, generate_series(1, 10) n where role <> 'TECHNICIEN'
    """
}
