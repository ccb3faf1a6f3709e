-- ── Functions that see past the walls ──────────────────────────────────────────────────────────────────────────────────────────────────

-- As in 0009, of every title of the account, those to other caisses too. The months before suppression are read where there is an end to
-- count them from: a model is a long text, which took three quarters of the time of a page of accounts.
create or replace function echeance_compte(k compte, a timestamptz, out jour date, out fin date, out suppression date, out fin_instant timestamptz)
  language plpgsql stable parallel safe security definer set search_path = public, pg_temp as $$
declare
  dernier date;
  mois int;
  ouvert boolean;
begin
  select bool_or(coalesce(x.compte_id = contexte('compte'), false) or coalesce(x.partenaire_id = contexte('partenaire'), false)
      or coalesce(x.caisse_id = contexte('caisse'), false)),
    coalesce(min(jour_civil(c.fuseau, a)), jour_civil('PARIS', a)), case when count(*) = count(r.dernier_jour) then max(r.dernier_jour) end
  into ouvert, jour, dernier
  from acces x
    join caisse c on c.id = x.caisse_id
    left join partenaire_caisse r on r.caisse_id = x.caisse_id and r.partenaire_id = x.partenaire_id
  where x.compte_id = k.id;
  -- Whoever makes up an account learns nothing of one that his context does not open.
  if role_ouvert() = '' or role_ouvert() = 'SYSTEME' and session_user = 'ep_app' or not coalesce(ouvert, true) and role_ouvert() <> 'SYSTEME'
    and not exists (select from acces x where x.compte_id = k.id and partenaire_connu(x.partenaire_id)) then
    jour := null;
    return;
  end if;
  fin := least(dernier + 1, case when k.inactivation_attend_id is null then k.inactivation_effet_le end);
  if fin is null then
    suppression := case k.etat when 'INACTIF' then k.suppression_le end;
    return;
  end if;
  select coalesce(max((case when n.modification is null then m.parametres #>> '{comptes.suppression_auto_mois,valeur}'
      else n.modification ->> 'apres' end)::int), 6),
    max(echeance_compte.fin::timestamp at time zone fuseau_iana(c.fuseau))
  into mois, fin_instant
  from acces x
    join caisse c on c.id = x.caisse_id
    left join partenaire_caisse r on r.caisse_id = x.caisse_id and r.partenaire_id = x.partenaire_id
    left join convention v on v.id = r.convention_id
    left join modele_convention m on m.code = v.modele_code and m.version = v.modele_version
    left join lateral (
      select e.modification from avenant o, jsonb_array_elements(o.modifications) as e (modification)
      where o.convention_id = v.id and o.effet_le <= jour_civil(c.fuseau, a)
        and e.modification ->> 'champ' = 'comptes.suppression_auto_mois'
      order by o.effet_le desc, o.numero desc limit 1) n on true
  where x.compte_id = k.id;
  suppression := case k.etat when 'INACTIF' then k.suppression_le else (fin + make_interval(months => mois))::date end;
end
$$;
-- Without a query of its own: an expression is what plpgsql runs fastest.
create or replace function etat_compte(k compte, a timestamptz) returns text language plpgsql stable parallel safe as $$
declare
  e record;
begin
  if k.partenaire_id is null or k.etat in ('EXCLU', 'SUPPRIME') then return k.etat; end if;
  e := echeance_compte(k, a);
  return case
    when k.etat = 'INACTIF' then case when k.suppression_le <= e.jour then 'SUPPRIME' else 'INACTIF' end
    when coalesce(e.fin > e.jour, true) then k.etat
    when e.suppression <= e.jour then 'SUPPRIME'
    else 'INACTIF'
  end;
end
$$;

-- As in 0007, for a partner of the context.
create or replace function comptes_decomptes(partenaire uuid, a timestamptz)
  returns table (caisse_id uuid, unite_id uuid, role text, comptes bigint) language plpgsql stable security definer
  set search_path = public, pg_temp as $$
begin
  if role_ouvert() = '' or not coalesce(partenaire = contexte('partenaire') or partenaire_connu(partenaire), false) then return; end if;
  return query
    select x.caisse_id, k.unite_id, k.role, count(*)
    from acces x join compte k on k.id = x.compte_id
    where x.partenaire_id = partenaire and x.exclu_le is null and not k.hors_quota
      and etat_compte(k, a) in ('DEMANDE', 'EN_ATTENTE_ACTIVATION', 'ACTIF')
    group by x.caisse_id, k.unite_id, k.role;
end
$$;

create or replace function annuaire_tenir() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_table_name = 'acces' then
    insert into annuaire (caisse_id, compte_id, nom_replie, cree_le)
    select new.caisse_id, k.id, k.nom_replie, k.cree_le from compte k where k.id = new.compte_id for share;
  else
    update annuaire set nom_replie = new.nom_replie where compte_id = new.id;
  end if;
  return null;
end
$$;

-- The facts of an act, as in 0008; in plpgsql, because it keeps its plans for the session.
create or replace function vie_convention(acte uuid) returns jsonb language plpgsql stable parallel safe as $$
begin
  return jsonb_build_object(
    'mises_en_demeure', (
      select jsonb_agg(jsonb_build_object('id', m.id, 'reparee_le', m.reparee_le, 'classee_le', m.classee_le, 'courrier', to_jsonb(c))
        order by c.envoye_le, m.id)
      from mise_en_demeure m join courrier c on c.id = m.courrier_id where m.convention_id = acte),
    'denonciations', (
      select jsonb_agg(to_jsonb(c) order by c.envoye_le, n.id)
      from denonciation n join courrier c on c.id = n.courrier_id where n.convention_id = acte),
    'resiliation', (
      select jsonb_build_object('mise_en_demeure_id', r.mise_en_demeure_id, 'effet_le', r.effet_le)
      from resiliation r where r.convention_id = acte),
    'avenants', (
      select jsonb_agg(
        jsonb_build_object('numero', a.numero, 'modifications', a.modifications, 'effet_souhaite_le', a.effet_souhaite_le,
          'signatures', (
            select coalesce(jsonb_agg(jsonb_build_object('partie', s.partie, 'date', s.date, 'qualite', s.qualite)), '[]')
            from avenant_signature s where s.avenant_id = a.id))
        order by a.numero)
      from avenant a where a.convention_id = acte and a.abandonne_le is null),
    'differends', (
      select jsonb_agg(jsonb_build_object('ouvert_le', d.ouvert_le, 'issue', d.issue, 'clos_le', d.clos_le) order by d.ouvert_le, d.id)
      from differend d where d.convention_id = acte));
end
$$;

-- What triggers repeat from a table that the writer may not see, or on lines that are not his.
alter function partenaire_nouveau(uuid) security definer set search_path = public, pg_temp;
alter function partenaire_caisse_ranger() security definer set search_path = public, pg_temp;
alter function partenaire_renommer() security definer set search_path = public, pg_temp;
alter function titre_recopie() security definer set search_path = public, pg_temp;
alter function titre_a_recopier() security definer set search_path = public, pg_temp;
alter function fenetre_recopiee() security definer set search_path = public, pg_temp;

-- D-32: a number is drawn by a technicien, at a caisse where he has a title, for a year that is now: no one else may, nor open a sequence.
-- Null to the others, whom the rules refuse once they are known. numero_suivant, which the program of before may still name, gives nothing
-- any more to whoever is not the owner: a migration that contracts will drop it.
revoke execute on function numero_suivant(text, integer) from public, ep_app;
create or replace function ouvrir_numerotation(code text, annee integer) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from caisse c where c.code = ouvrir_numerotation.code) or annee not between 2000 and 2200 then
    raise exception 'numérotation inconnue';
  end if;
  execute format('create sequence if not exists %I', 'numero_' || code || '_' || annee);
exception
  when duplicate_table or unique_violation then null;  -- created by a concurrent request
end
$$;
revoke execute on function ouvrir_numerotation(text, integer) from ep_app;
create or replace function rang_suivant(code text, annee integer) returns bigint
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  sequence regclass;
begin
  if role_ouvert() <> 'TECHNICIEN' or derive_horloge() is not null and abs(annee - extract(year from now())) > 1 or not exists (
    select from caisse c join acces x on x.caisse_id = c.id where c.code = rang_suivant.code and x.compte_id = contexte('compte')) then
    return null;
  end if;
  sequence := to_regclass(quote_ident('numero_' || code || '_' || annee));
  if sequence is null then
    perform ouvrir_numerotation(code, annee);
    sequence := quote_ident('numero_' || code || '_' || annee)::regclass;
  end if;
  return nextval(sequence);
end
$$;
revoke execute on function rang_suivant(text, integer) from public;
grant execute on function rang_suivant(text, integer) to ep_app;
do $$
declare
  nom text;
begin
  for nom in select c.relname from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'S' and starts_with(c.relname, 'numero_') loop
    execute format('revoke all on sequence %I from ep_app', nom);
  end loop;
end
$$;

grant create on schema public to ep_gardien;
do $$
declare
  appel text;
begin
  foreach appel in array array['echeance_compte(compte, timestamptz)', 'comptes_decomptes(uuid, timestamptz)', 'annuaire_tenir()',
    'partenaire_caisse_ranger()', 'partenaire_renommer()', 'titre_recopie()', 'titre_a_recopier()', 'fenetre_recopiee()',
    'partenaire_nouveau(uuid)'] loop
    execute format('alter function %s owner to ep_gardien', appel);
    execute format('revoke execute on function %s from public', appel);
  end loop;
end
$$;
revoke create on schema public from ep_gardien;
grant execute on function echeance_compte(compte, timestamptz) to ep_app, ep_echeances, ep_gardien;
grant execute on function partenaire_nouveau(uuid) to ep_app;
grant execute on function comptes_decomptes(uuid, timestamptz) to ep_app;

-- ── Every table, and what each role needs of it ────────────────────────────────────────────────────────────────────────────────────────

do $$
declare
  nom text;
begin
  for nom in select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'migration' loop
    execute format('alter table %I enable row level security, force row level security', nom);
    -- Commands of the owner and the scheduled work, of every tenant: a context that the API's role cannot use.
    execute format('create policy systeme on %I to ep_echeances, current_user using (current_setting(''ep.role'', true) = ''SYSTEME'')', nom);
  end loop;
  foreach nom in array array['acces', 'caisse', 'convention', 'modele_convention', 'avenant', 'fonctionnalite', 'unite', 'partenaire_caisse',
    'annuaire'] loop
    execute format('create policy gardien on %I to ep_gardien using (true)', nom);
  end loop;
  -- Read and held, never written.
  foreach nom in array array['compte', 'partenaire'] loop
    execute format('create policy gardien on %I to ep_gardien using (true) with check (false)', nom);
  end loop;
end
$$;
grant select on acces, caisse, convention, modele_convention, avenant, fonctionnalite, unite, partenaire_caisse, annuaire, compte, partenaire
  to ep_gardien;
grant update (id) on compte, partenaire to ep_gardien;
grant update (caisse_id, convention_id, denomination_repliee) on partenaire_caisse to ep_gardien;
grant insert, update (nom_replie) on annuaire to ep_gardien;

-- The outbox: what is still to be sent, and what this very transaction has just done with.
create policy notification_a_envoyer on notification to ep_messager using (
  envoye_le is null and abandonne_le is null or envoye_le = now() or abandonne_le = now());
create policy activation_vivante on activation for select to ep_messager using (true);
grant select (id, modele, destinataire, donnees, envoi_prevu_le, envoye_le, abandonne_le, tentatives) on notification to ep_messager;
grant update (envoi_prevu_le, envoye_le, abandonne_le, tentatives, derniere_erreur) on notification to ep_messager;
grant select (id, utilise_le, remplace_le) on activation to ep_messager;

-- The scheduled work.
grant select on caisse, modele_convention, partenaire, partenaire_caisse, convention, signature, fonctionnalite, courrier, mise_en_demeure,
  denonciation, resiliation, avenant, avenant_signature, differend, instance, echeance_constatee, contact, acces, compte to ep_echeances;
grant select (compte_id, cle, cree_le) on idempotence to ep_echeances;
grant select (compte_id) on session to ep_echeances;
grant delete on session, idempotence to ep_echeances;
-- To skip what another one holds.
grant update (cree_le) on idempotence to ep_echeances;
grant insert (convention_id, code, date, objet, cree_le) on echeance_constatee to ep_echeances;
grant insert (id, convention_id, type, partie, rang, ordre, etat, ouverture_le, limite_le, cree_le, modifie_le) on instance to ep_echeances;
grant insert (id, modele, destinataire, donnees, cree_le, envoi_prevu_le) on notification to ep_echeances;
grant insert (instant, acteur_role, caisse_id, partenaire_id, objet, objet_id, code, regle, apres) on evenement to ep_echeances;
grant update (etat, civilite, nom, prenom, email, fonction, telephone, gestionnaire_id, inactivation_commentaire, inactivation_effet_le,
  inactivation_par, suppression_le, modifie_le, version) on compte to ep_echeances;

-- The API: the columns that its statements write, and no other.
revoke update on abonnement_calendrier, acces, action_convention, activation, avenant, compte, contact, convention, courrier, differend,
  fonctionnalite, idempotence, instance, mise_en_demeure, partenaire, partenaire_caisse, secret_compte, session, tentative from ep_app;
revoke all on annuaire, notification, echeance_constatee from ep_app;
grant select on annuaire, echeance_constatee to ep_app;
grant insert (id, modele, compte_id, destinataire, donnees, cree_le, envoi_prevu_le) on notification to ep_app;
revoke insert on evenement from ep_app;
grant insert (instant, acteur_id, acteur_role, acteur_libelle, caisse_id, partenaire_id, objet, objet_id, code, regle, avant, apres, requete)
  on evenement to ep_app;
grant update (lu_le) on abonnement_calendrier to ep_app;
grant update (exclu_le, modifie_le) on acces to ep_app;
grant update (intitule, porteur, echeance_le, etat, faite_le, note, version, modifie_le) on action_convention to ep_app;
grant update (remplace_le, utilise_le) on activation to ep_app;
grant update (effet_le, abandonne_le, version, modifie_le) on avenant to ep_app;
grant update (etat, civilite, nom, prenom, fonction, telephone, email, statut_personne, engagement_confidentialite_le, formation_le,
  gestionnaire_id, remplace_id, hors_quota, cgu_version, cgu_acceptees_le, active_le, derniere_connexion_le, inactivation_motif,
  inactivation_demandee_le, inactivation_souhaitee_le, inactivation_effet_le, inactivation_attend_id, inactivation_remplacant_id,
  inactivation_rattachement_id, inactivation_hors_preavis, inactivation_par, inactivation_commentaire, suppression_le, version, modifie_le)
  on compte to ep_app;
grant update (convention_id, unite_id, fonction, civilite, nom, prenom, email, telephone, organisme, adresse, usage, version, modifie_le)
  on contact to ep_app;
grant update (modele_code, modele_version, objet, objectifs, public, cadre_national, premier_jour, dernier_jour, fin, proposee_le, version,
  modifie_le) on convention to ep_app;
grant update (presente_le, recu_le, non_reclame, note, version, modifie_le) on courrier to ep_app;
grant update (issue, clos_le, note, version, modifie_le) on differend to ep_app;
grant update (active, modifie_le) on fonctionnalite to ep_app;
grant update (operation, empreinte, statut, entetes, corps, cree_le) on idempotence to ep_app;
grant update (etat, date, lieu, accords, participants, compte_rendu, tenue_le, version, modifie_le) on instance to ep_app;
grant update (reparee_le, reparation, classee_le, version, modifie_le) on mise_en_demeure to ep_app;
grant update (denomination, adresse, code_postal, commune, siret, siren, effectif, effectif_declare_le, domaines_email, service_porteur,
  signataire_qualite, attestation_europe_le, version, modifie_le) on partenaire to ep_app;
grant update (convention_id, premier_jour, dernier_jour, habilite_documents_sortants) on partenaire_caisse to ep_app;
grant update (empreinte, change_le) on secret_compte to ep_app;
grant update (libelle, cgu_version, mot_de_passe_expire_le, expire_le) on session to ep_app;
grant update (nombre, depuis) on tentative to ep_app;

-- Large objects are nobody's here: they would be a store outside the tables. Revoked where the owner may.
do $$
declare
  appel regprocedure;
begin
  for appel in select p.oid from pg_proc p where p.pronamespace = 'pg_catalog'::regnamespace and p.proname ~ '^lo_(creat|create|from_bytea|import|put|open)$' loop
    begin
      execute format('revoke execute on function %s from public', appel);
    exception
      when insufficient_privilege then null;
    end;
  end loop;
end
$$;

comment on table caisse is 'Mur : lue sous tout contexte, car ses coordonnées sont publiques ; écrite par le propriétaire seulement.';
comment on table tentative is
  'Mur : lue et comptée sous tout contexte, car on s''identifie sans savoir qui ; ses clés sont des empreintes qui ne nomment personne.';
revoke delete on idempotence from ep_app;
