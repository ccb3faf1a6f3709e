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

-- A caisse that is open to the account of the context, as far as the caisse has not closed it.
create function titre_propre(caisse uuid) returns boolean language plpgsql stable parallel safe as $$
begin
  return exists (select from acces x where x.compte_id = contexte('compte') and x.caisse_id = caisse and x.exclu_le is null);
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
alter policy demande_depot on demande with check (
  current_setting('ep.role', true) = 'TECHNICIEN' and technicien_id = (select contexte('compte')) and titre_propre(caisse_id));
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
-- `case`: what a policy compares must not draw the planner away from the index that a list walks along.
alter policy annuaire_visible on annuaire using (case when de_la_caisse() then caisse_id = (select contexte('caisse')) else false end);
alter policy idempotence_propre on idempotence using (compte_id = (select contexte('compte')));

-- What the caisses and their partners are to each other. Read by every request, one line: compared where it stands, without a subquery. A
-- caisse sees those of its partners with others too: the titles of a shared account are shown together.
create policy relation_visible on partenaire_caisse using (
  partenaire_id = contexte('partenaire') or caisse_id = contexte('caisse') or relation_connue(partenaire_id))
  with check (de_la_caisse() and caisse_id = contexte('caisse'));
-- Whom a caisse works with is not its to say alone: it ties itself to the partner that it has just recorded, and to no other.
create function partenaire_nouveau(id uuid) returns boolean language plpgsql stable as $$
begin
  return not exists (select from partenaire_caisse r where r.partenaire_id = partenaire_nouveau.id);
end
$$;
create policy relation_nouvelle on partenaire_caisse as restrictive for insert to ep_app with check (partenaire_nouveau(partenaire_id));
create policy partenaire_visible on partenaire using (id = contexte('partenaire') or partenaire_connu(id)) with check (de_la_caisse());
create policy unite_visible on unite using (partenaire_id = contexte('partenaire') or partenaire_connu(partenaire_id))
  with check (de_la_caisse() and partenaire_connu(partenaire_id));

-- A title is seen by whoever sees the account, whatever the caisse it opens: the state of an account takes all its titles. Only the people
-- of a caisse give or take back what its exclusion means (C-47).
create policy acces_visible on acces using (compte_id = contexte('compte') or titre_visible(compte_id, caisse_id, partenaire_id));
-- C-02, C-15: a caisse opens its own door to a gestionnaire of one of its partners; he opens to techniciens those that are open to him.
create function acces_admis(x acces) returns boolean language plpgsql stable as $$
begin
  return x.exclu_le is null and case role_ouvert()
      when 'GESTIONNAIRE' then titre_propre(x.caisse_id)
      when 'AGENT_CAISSE' then x.caisse_id = contexte('caisse') and partenaire_connu(x.partenaire_id)
      else false
    end and exists (select from compte k where k.id = x.compte_id and k.partenaire_id = x.partenaire_id
      and k.role = case role_ouvert() when 'GESTIONNAIRE' then 'TECHNICIEN' else 'GESTIONNAIRE' end);
end
$$;
create policy acces_ouvert on acces as restrictive for insert to ep_app with check (acces_admis(acces));
create policy acces_exclu on acces as restrictive for update using (true) with check (de_la_caisse() and caisse_id = contexte('caisse'));

-- Acts and what hangs on them: their caisse writes, their partner reads what was proposed to it (V-28).
create policy convention_visible on convention using (
  -- A number that is not nought: to the planner nearly every line passes, as it does, so that no list is sorted for the few it would expect.
  case when caisse_id = (select contexte('caisse')) or partenaire_id = (select contexte('partenaire')) and proposee_le is not null
    then 1 else 0 end <> 0)
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

-- How far the clock of a replica may be from the server's. Null on a database whose clock is frozen (EP_HORLOGE, never in production):
-- `migrate` says which, and only the owner can.
create function derive_horloge() returns interval language sql immutable parallel safe return interval '15 minutes';

-- ── Secrets, sessions, links: known by what is presented, or by the account of the context ─────────────────────────────────────────────

create policy secret_presente on secret_compte using (
  identifiant = current_setting('ep.identifiant', true) or compte_id = contexte('compte')) with check (compte_id = contexte('compte'));

-- A session says of its account what the account is, and is opened by signing in to it.
create function session_admise(s session) returns boolean language plpgsql stable as $$
begin
  return role_ouvert() = 'COMPTE' and s.compte_id = contexte('compte')
    and (derive_horloge() is null or s.cree_le between now() - derive_horloge() and now() + derive_horloge())
    -- SessionHandlers.dureeSecondes.
    and s.expire_le <= s.cree_le + interval '12 hours' and exists (
    select from compte k where k.id = s.compte_id and k.role = s.role and k.etat = 'ACTIF' and k.prenom || ' ' || k.nom = s.libelle
      and (k.caisse_id, k.partenaire_id, k.unite_id, k.cgu_version) is not distinct from (s.caisse_id, s.partenaire_id, s.unite_id, s.cgu_version));
end
$$;
-- What an update may make of it: an end that only comes closer, the name that its account bears, and what its holder alone says of himself.
create function session_tenue() returns trigger language plpgsql as $$
begin
  if new.expire_le > old.expire_le
    or new.libelle <> old.libelle and not exists (
      select from compte k where k.id = new.compte_id and k.prenom || ' ' || k.nom = new.libelle)
    or (new.cgu_version, new.mot_de_passe_expire_le) is distinct from (old.cgu_version, old.mot_de_passe_expire_le)
      and (role_ouvert() in ('', 'COMPTE') or new.compte_id is distinct from contexte('compte')) then
    raise exception 'une session ne se prolonge pas et ne change pas de main' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger session_tenue before update on session for each row execute function session_tenue();
create policy session_presentee on session using (jeton::text = empreinte_presentee() or compte_visible(compte_id));
create policy session_ouverte on session as restrictive for insert with check (session_admise(session));
-- No machine signs in yet: a role without a policy of its own opens nothing.
alter table session drop constraint session_role;
delete from session where role = 'CLIENT';
alter table session add constraint session_role check (
  role in ('ADMIN_NATIONAL', 'AGENT_CAISSE', 'DIRECTION_CAISSE', 'GESTIONNAIRE', 'TECHNICIEN', 'DPO'));

create policy activation_presentee on activation using (
  id::text = current_setting('ep.lien', true) or compte_id = contexte('compte') or compte_visible(compte_id));
-- The caisse's own people receive theirs from the command line.
create policy activation_emise on activation as restrictive for insert to ep_app with check (
  exists (select from compte k where k.id = compte_id and k.partenaire_id is not null));
alter policy abonnement_propre on abonnement_calendrier using (compte_id = contexte('compte') or jeton::text = empreinte_presentee());
-- Keyed hashes that name nobody; counted under the context of who signs in.
create policy tentative_comptee on tentative using (current_setting('ep.role', true) <> '');

-- A message is written with the fact that causes it, about an account or an act that is seen; the API never reads one.
-- A link goes to the address of the account that it activates.
create function a_son_adresse(compte uuid, adresse text) returns boolean language plpgsql stable as $$
begin
  return exists (select from compte k where k.id = compte and lower(k.email) = lower(adresse));
end
$$;
create policy notification_ecrite on notification for insert with check (
  role_ouvert() <> '' and (compte_id is null or compte_visible(compte_id)) and (not donnees ? 'activation_id' or a_son_adresse(compte_id, destinataire)));

-- ── The journal: of the open context, now ──────────────────────────────────────────────────────────────────────────────────────────────

-- By whom it says, now. Then what it is about is something that its context may see, written before it in the transaction or long ago; its
-- caisse and its partner are those of that object, or the caisse that acts on it. A query a kind, of one line by its key: each sets up no
-- other, nor calls anything: two events are written with each demande.
create function evenement_admis(e evenement) returns boolean language plpgsql stable as $$
declare
  moi compte;
  juste boolean;
begin
  if role_ouvert() = '' then return false; end if;
  if e.acteur_role = 'SYSTEME' then
    -- What days have made true of an account, found by somebody else's write: true at its instant, or refused (C-30, C-35).
    juste := e.acteur_id is null and e.acteur_libelle is null and e.objet = 'COMPTE' and e.code = 'COMPTE_INACTIVE' and exists (
      select from compte k, echeance_compte(k, e.instant) t
      where k.id = e.objet_id and t.fin <= t.jour and e.instant <= now() + derive_horloge() is not false);
  else
    select * into moi from compte k where k.id = contexte('compte');
    juste := moi.id = e.acteur_id
      and e.acteur_role = case role_ouvert() when 'COMPTE' then moi.role else role_ouvert() end
      -- A person who is being renamed is still shown by the name of before.
      and (e.acteur_libelle is null or e.objet_id = moi.id or e.acteur_libelle = moi.prenom || ' ' || moi.nom)
      and (derive_horloge() is null or e.instant between now() - derive_horloge() and now() + derive_horloge());
  end if;
  if juste is not true then return false; end if;
  case e.objet
    when 'DEMANDE' then return exists (
      select from demande d where d.id = e.objet_id and d.caisse_id = e.caisse_id and d.partenaire_id = e.partenaire_id);
    when 'CONVENTION' then return exists (
      select from convention v where v.id = e.objet_id and v.caisse_id = e.caisse_id and v.partenaire_id = e.partenaire_id);
    when 'COMPTE', 'SESSION' then return exists (
      select from compte k where k.id = e.objet_id and k.partenaire_id is not distinct from e.partenaire_id
        and (e.caisse_id is null or e.caisse_id = contexte('caisse') or e.caisse_id = k.caisse_id
          or exists (select from acces x where x.compte_id = k.id and x.caisse_id = e.caisse_id)));
    when 'CONTACT' then return exists (
      select from contact t where t.id = e.objet_id and t.caisse_id = e.caisse_id and t.partenaire_id = e.partenaire_id);
    when 'PARTENAIRE' then return e.partenaire_id = e.objet_id and e.caisse_id is not distinct from contexte('caisse') and exists (
      select from partenaire p where p.id = e.objet_id);
    when 'UNITE' then return e.caisse_id is not distinct from contexte('caisse') and exists (
      select from unite u where u.id = e.objet_id and u.partenaire_id = e.partenaire_id);
    when 'MODELE' then return role_ouvert() = 'ADMIN_NATIONAL' and num_nonnulls(e.caisse_id, e.partenaire_id) = 0 and exists (
      select from modele_convention m where m.code = e.apres ->> 'code' and m.version::text = e.apres ->> 'version');
    else return false;
  end case;
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
