-- The second wall round every table: without a context nothing is read, inserted, updated or deleted, by whichever role. What 0007 left open
-- was left to the first wall alone. Roles of their own for the messager and the scheduled work, so that a context that sees every tenant is
-- never one of the API's; narrow ways to what is looked up before any context is known (secrets, sessions, links).

-- Rows below are read and written whoever owns the tables.
select set_config('ep.role', 'SYSTEME', true);

do $$
declare
  nom text;
begin
  -- ep_gardien owns the few functions that must see past the walls; nobody connects as it, and it may do only what is granted below.
  foreach nom in array array['ep_messager', 'ep_echeances', 'ep_gardien'] loop
    begin
      execute format('create role %I %s nosuperuser nocreatedb nocreaterole noinherit nobypassrls', nom,
        case nom when 'ep_gardien' then 'nologin' else 'login' end);
    exception
      when duplicate_object or unique_violation then null;
    end;
  end loop;
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant ep_gardien to %I', current_user);
  end if;
end
$$;
grant usage on schema public to ep_messager, ep_echeances, ep_gardien;

-- Who asks, said once. Each is inlined where it is used.
create function role_ouvert() returns text language sql stable parallel safe
  return coalesce(current_setting('ep.role', true), '');
-- The caisse's own people: they alone write the life of acts, partners and exclusions.
create function de_la_caisse() returns boolean language sql stable parallel safe
  return coalesce(current_setting('ep.role', true), '') in ('AGENT_CAISSE', 'DIRECTION_CAISSE');
-- The digest that a caller presents, as text, set by the statement that looks it up: whoever does not know a token sees no line of it.
create function empreinte_presentee() returns text language sql stable parallel safe
  return current_setting('ep.empreinte', true);

-- What is visible of what a line hangs on, under the policies of whoever asks. In plpgsql: its plan is kept by the session, and a policy
-- that ends before it costs nothing, where a subquery would be set up by every statement.
create function compte_visible(id uuid) returns boolean language plpgsql stable parallel safe as $$
begin
  return exists (select from compte k where k.id = compte_visible.id);
end
$$;
create function acte_visible(id uuid) returns boolean language plpgsql stable parallel safe as $$
begin
  return exists (select from convention v where v.id = acte_visible.id);
end
$$;
create function avenant_visible(id uuid) returns boolean language plpgsql stable parallel safe as $$
begin
  return exists (select from avenant a where a.id = avenant_visible.id);
end
$$;
-- A partner of the caisse of the context.
create function partenaire_connu(id uuid) returns boolean language plpgsql stable parallel safe as $$
begin
  return exists (select from partenaire_caisse r where r.caisse_id = contexte('caisse') and r.partenaire_id = partenaire_connu.id);
end
$$;
-- The partner of a person who signs in or activates an account, and who has no other context yet.
create function partenaire_propre(id uuid) returns boolean language plpgsql stable parallel safe as $$
begin
  return exists (select from compte k where k.id = contexte('compte') and k.partenaire_id = partenaire_propre.id);
end
$$;

-- The relations of a partner with other caisses than that of the context, and titles that are not the account's own.
create function relation_connue(partenaire uuid) returns boolean language plpgsql stable parallel safe as $$
begin
  return case role_ouvert() when 'COMPTE' then partenaire_propre(partenaire) else partenaire_connu(partenaire) end;
end
$$;
create function titre_visible(compte uuid, caisse uuid, partenaire uuid) returns boolean language plpgsql stable parallel safe as $$
begin
  return case
    when role_ouvert() = 'GESTIONNAIRE' then partenaire = contexte('partenaire') and (contexte('unite') is null or compte_visible(compte))
    when de_la_caisse() then caisse = contexte('caisse') or partenaire_connu(partenaire)
    else false
  end;
end
$$;

-- ── Policies of the API's role, whoever else is bound by them ──────────────────────────────────────────────────────────────────────────

alter policy compte_visible on compte using (
  case
  when current_setting('ep.role', true) in ('TECHNICIEN', 'COMPTE', 'DPO') then id = (select contexte('compte'))
  when current_setting('ep.role', true) = 'GESTIONNAIRE' then partenaire_id = (select contexte('partenaire'))
    and unite_id is not distinct from coalesce((select contexte('unite')), unite_id)
  when current_setting('ep.role', true) in ('AGENT_CAISSE', 'DIRECTION_CAISSE') then caisse_id = (select contexte('caisse'))
    or partenaire_connu(partenaire_id)
  when current_setting('ep.role', true) = 'ADMIN_NATIONAL' then partenaire_id is null
  else false
  end);
alter policy demande_visible on demande using (
  case
  when current_setting('ep.role', true) = 'TECHNICIEN' then partenaire_id = (select contexte('partenaire'))
    and unite_id is not distinct from coalesce((select contexte('unite')), unite_id)
  when current_setting('ep.role', true) in ('AGENT_CAISSE', 'DIRECTION_CAISSE') then caisse_id = (select contexte('caisse'))
  else false
  end);
alter policy demande_depot on demande with check (technicien_id = (select contexte('compte')));
alter policy message_visible on message using (
  case
  when current_setting('ep.role', true) = 'TECHNICIEN' then partenaire_id = (select contexte('partenaire'))
    and unite_id is not distinct from coalesce((select contexte('unite')), unite_id)
  when current_setting('ep.role', true) in ('AGENT_CAISSE', 'DIRECTION_CAISSE') then caisse_id = (select contexte('caisse'))
  else false
  end);
alter policy contact_visible on contact using (
  case current_setting('ep.role', true)
  when 'TECHNICIEN' then partenaire_id = (select contexte('partenaire'))
  when 'GESTIONNAIRE' then partenaire_id = (select contexte('partenaire'))
  when 'AGENT_CAISSE' then caisse_id = (select contexte('caisse'))
  when 'DIRECTION_CAISSE' then caisse_id = (select contexte('caisse'))
  else false
  end);
alter policy annuaire_visible on annuaire using (de_la_caisse() and caisse_id = (select contexte('caisse')));
alter policy idempotence_propre on idempotence using (compte_id = (select contexte('compte')));

-- What the caisses and their partners are to each other. Read by every request, one line: compared where it stands, without a subquery. A
-- caisse sees those of its partners with others too: the titles of a shared account are shown together.
create policy relation_visible on partenaire_caisse using (
  partenaire_id = contexte('partenaire') or caisse_id = contexte('caisse') or relation_connue(partenaire_id))
  with check (de_la_caisse() and caisse_id = contexte('caisse'));
create policy partenaire_visible on partenaire using (id = contexte('partenaire') or partenaire_connu(id)) with check (de_la_caisse());
create policy unite_visible on unite using (partenaire_id = contexte('partenaire') or partenaire_connu(partenaire_id))
  with check (de_la_caisse() and partenaire_connu(partenaire_id));

-- A title is seen by whoever sees the account, whatever the caisse it opens: the state of an account takes all its titles. Only the people
-- of a caisse give or take back what its exclusion means (C-47).
create policy acces_visible on acces using (compte_id = contexte('compte') or titre_visible(compte_id, caisse_id, partenaire_id));
create policy acces_ouvert on acces as restrictive for insert with check (
  exclu_le is null and compte_visible(compte_id)
    and (role_ouvert() = 'GESTIONNAIRE' and partenaire_id = contexte('partenaire') or de_la_caisse() and caisse_id = contexte('caisse')));
create policy acces_exclu on acces as restrictive for update using (true) with check (de_la_caisse() and caisse_id = contexte('caisse'));

-- Acts and what hangs on them: their caisse writes, their partner reads what was proposed to it (V-28).
create policy convention_visible on convention using (
  caisse_id = (select contexte('caisse')) or partenaire_id = (select contexte('partenaire')) and proposee_le is not null)
  with check (de_la_caisse() and caisse_id = (select contexte('caisse')));

do $$
declare
  nom text;
begin
  foreach nom in array array['fonctionnalite', 'courrier', 'mise_en_demeure', 'denonciation', 'resiliation', 'avenant', 'differend',
    'document_convention', 'action_convention', 'echeance_constatee', 'instance'] loop
    execute format('create policy %I on %I using (acte_visible(convention_id)) with check ((de_la_caisse()%s) and acte_visible(convention_id))',
      nom || '_visible', nom, case nom when 'instance' then ' or role_ouvert() = ''GESTIONNAIRE''' else '' end);
  end loop;
end
$$;
-- In the line of each act of a list: a subquery, set up once a statement, is there less than a call a line.
create policy signature_visible on signature using (exists (select from convention v where v.id = convention_id))
  with check (de_la_caisse() and acte_visible(convention_id));
create policy avenant_signature_visible on avenant_signature using (avenant_visible(avenant_id))
  with check (de_la_caisse() and avenant_visible(avenant_id));

-- Reference data of the country, no person's: any context reads it, and an administrator publishes models.
create policy caisse_visible on caisse for select using (current_setting('ep.role', true) <> '');
create policy modele_visible on modele_convention for select using (true);
create policy modele_publie on modele_convention for insert with check (current_setting('ep.role', true) = 'ADMIN_NATIONAL');
comment on table modele_convention is
  'Mur : lu sans contexte, car le texte d''un modèle est public et son cache n''est à personne ; publié par ADMIN_NATIONAL seulement.';

-- ── Secrets, sessions, links: known by what is presented, or by the account of the context ─────────────────────────────────────────────

create policy secret_presente on secret_compte using (
  identifiant = current_setting('ep.identifiant', true) or compte_id = contexte('compte')) with check (compte_id = contexte('compte'));

-- A session says of its account what the account is, and is opened by signing in to it.
create function session_admise(s session) returns boolean language plpgsql stable as $$
begin
  return role_ouvert() = 'COMPTE' and s.compte_id = contexte('compte') and s.expire_le <= s.cree_le + interval '1 day' and exists (
    select from compte k where k.id = s.compte_id and k.role = s.role and k.etat = 'ACTIF'
      and (k.caisse_id, k.partenaire_id, k.unite_id) is not distinct from (s.caisse_id, s.partenaire_id, s.unite_id));
end
$$;
create policy session_presentee on session using (jeton::text = empreinte_presentee() or compte_visible(compte_id));
create policy session_ouverte on session as restrictive for insert with check (session_admise(session));
-- No machine signs in yet: a role without a policy of its own opens nothing.
alter table session drop constraint session_role;
delete from session where role = 'CLIENT';
alter table session add constraint session_role check (
  role in ('ADMIN_NATIONAL', 'AGENT_CAISSE', 'DIRECTION_CAISSE', 'GESTIONNAIRE', 'TECHNICIEN', 'DPO'));

create policy activation_presentee on activation using (
  id::text = current_setting('ep.lien', true) or compte_id = contexte('compte') or compte_visible(compte_id));
alter policy abonnement_propre on abonnement_calendrier using (compte_id = contexte('compte') or jeton::text = empreinte_presentee());
-- Keyed hashes that name nobody; counted under the context of who signs in.
create policy tentative_comptee on tentative using (current_setting('ep.role', true) <> '');

-- A message is written with the fact that causes it, about an account or an act that is seen; the API never reads one.
create policy notification_ecrite on notification for insert with check (
  role_ouvert() <> '' and (compte_id is null or compte_visible(compte_id)));

-- ── The journal: of the open context, now ──────────────────────────────────────────────────────────────────────────────────────────────

-- How far the clock of a replica may be from the server's. Null on a database whose clock is frozen (EP_HORLOGE, never in production):
-- `migrate` says which, and only the owner can.
create function derive_horloge() returns interval language sql immutable parallel safe return interval '15 minutes';

create function evenement_admis(e evenement) returns boolean language plpgsql stable as $$
declare
  moi compte;
begin
  if role_ouvert() = '' then return false; end if;
  if e.acteur_role = 'SYSTEME' then
    -- What days have made true of an account, found by somebody else's write: true at its instant, or refused (C-30, C-35).
    return e.acteur_id is null and e.acteur_libelle is null and e.objet = 'COMPTE' and e.code = 'COMPTE_INACTIVE' and exists (
      select from compte k, echeance_compte(k, e.instant) t
      where k.id = e.objet_id and k.partenaire_id = e.partenaire_id and t.fin <= t.jour and e.instant <= now() + derive_horloge() is not false);
  end if;
  select * into moi from compte k where k.id = contexte('compte');
  return moi.id = e.acteur_id
    and e.acteur_role = case role_ouvert() when 'COMPTE' then moi.role else role_ouvert() end
    -- A person who is being renamed is still shown by the name of before.
    and (e.acteur_libelle is null or e.objet_id = moi.id or e.acteur_libelle = moi.prenom || ' ' || moi.nom)
    and (derive_horloge() is null or e.instant between now() - derive_horloge() and now() + derive_horloge())
    and (e.partenaire_id is null or e.partenaire_id = moi.partenaire_id or partenaire_connu(e.partenaire_id))
    and (e.caisse_id is null or e.caisse_id = moi.caisse_id or e.acteur_role = 'ADMIN_NATIONAL'
      or exists (select from partenaire_caisse r where r.caisse_id = e.caisse_id and r.partenaire_id = moi.partenaire_id)
      or e.objet in ('COMPTE', 'SESSION') and exists (select from acces x where x.compte_id = e.objet_id and x.caisse_id = e.caisse_id));
end
$$;
alter policy evenement_ajout on evenement to ep_app with check (evenement_admis(evenement));
-- The scheduled work writes as nobody, what has become true already.
create policy evenement_constate on evenement as restrictive for insert to ep_echeances with check (
  acteur_role = 'SYSTEME' and acteur_id is null and acteur_libelle is null and (instant <= now() + derive_horloge()) is not false);
alter policy evenement_visible on evenement using (
  case
  when current_setting('ep.role', true) in ('TECHNICIEN', 'GESTIONNAIRE') then partenaire_id = (select contexte('partenaire'))
    and case
      when objet = 'DEMANDE' then exists (select from demande d where d.id = objet_id)
      when objet in ('COMPTE', 'SESSION') then exists (select from compte k where k.id = objet_id)
      else true
      end
  when current_setting('ep.role', true) in ('AGENT_CAISSE', 'DIRECTION_CAISSE') then caisse_id = (select contexte('caisse'))
  else false
  end);

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
alter function partenaire_caisse_ranger() security definer set search_path = public, pg_temp;
alter function partenaire_renommer() security definer set search_path = public, pg_temp;
alter function titre_recopie() security definer set search_path = public, pg_temp;
alter function titre_a_recopier() security definer set search_path = public, pg_temp;
alter function fenetre_recopiee() security definer set search_path = public, pg_temp;

grant create on schema public to ep_gardien;
do $$
declare
  appel text;
begin
  foreach appel in array array['echeance_compte(compte, timestamptz)', 'comptes_decomptes(uuid, timestamptz)', 'annuaire_tenir()',
    'partenaire_caisse_ranger()', 'partenaire_renommer()', 'titre_recopie()', 'titre_a_recopier()', 'fenetre_recopiee()'] loop
    execute format('alter function %s owner to ep_gardien', appel);
    execute format('revoke execute on function %s from public', appel);
  end loop;
end
$$;
revoke create on schema public from ep_gardien;
grant execute on function echeance_compte(compte, timestamptz) to ep_app, ep_echeances, ep_gardien;
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
grant insert on echeance_constatee, instance, notification, evenement to ep_echeances;
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
