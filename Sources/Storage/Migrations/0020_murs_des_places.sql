-- What 0014 and 0015 brought, behind the walls of 0012: no context of the program's own is opened by the API's role any more. Functions that
-- must see past the walls run as ep_gardien, for what the context opens.

grant select on contact to ep_gardien;
create policy gardien on contact to ep_gardien using (true) with check (false);
grant update (exclu_motif) on acces to ep_app;
grant update (inactivation_caisse_id) on compte to ep_app;

create or replace function comptes_decomptes(partenaire uuid, a timestamptz)
  returns table (caisse_id uuid, unite_id uuid, role text, comptes bigint) language plpgsql stable security definer
  set search_path = public, pg_temp as $$
begin
  if role_ouvert() = '' or not coalesce(partenaire = contexte('partenaire') or partenaire_connu(partenaire), false) then return; end if;
  return query
    select x.caisse_id, k.unite_id, k.role, count(*)
    from acces x join compte k on k.id = x.compte_id
    where x.partenaire_id = partenaire and x.exclu_le is null and tient_place(k, x.caisse_id, a)
    group by x.caisse_id, k.unite_id, k.role;
end
$$;

-- As in 0014, of an account that the context opens: one's own, one of its partner, one of a partner of its caisse.
create or replace function places_autour(compte uuid, a timestamptz)
  returns table (caisse_id uuid, fuseau text, effectif integer, modele_code text, modele_version integer, avenants jsonb,
    comptes bigint, de_l_unite bigint, actifs bigint, actifs_de_l_unite bigint, remplaces uuid[]) language plpgsql stable security definer
  set search_path = public, pg_temp as $$
begin
  if role_ouvert() = '' then return; end if;
  return query
    select r.caisse_id, r.fuseau, p.effectif, r.modele_code, r.modele_version, r.avenants, n.comptes, n.de_l_unite, n.actifs,
      n.actifs_de_l_unite, n.remplaces
    from compte e
      join acces t on t.compte_id = e.id and t.exclu_le is null
      join partenaire_caisse r on r.caisse_id = t.caisse_id and r.partenaire_id = t.partenaire_id
      join partenaire p on p.id = r.partenaire_id,
      lateral (
        select count(*) as comptes, count(*) filter (where k.unite_id = e.unite_id) as de_l_unite,
          count(*) filter (where s.actif) as actifs, count(*) filter (where s.actif and k.unite_id = e.unite_id) as actifs_de_l_unite,
          coalesce(array_agg(k.id) filter (where s.actif and (k.id = e.remplace_id or k.inactivation_attend_id = e.id)), '{}') as remplaces
        from compte k join acces x on x.compte_id = k.id, lateral (select etat_compte(k, a) = 'ACTIF' as actif) s
        where k.partenaire_id = e.partenaire_id and k.role = e.role and k.id <> e.id and x.caisse_id = r.caisse_id and x.exclu_le is null
          and tient_place(k, x.caisse_id, a)
      ) n
    where e.id = compte and coalesce(r.dernier_jour >= jour_civil(r.fuseau, a), true)
      and (e.id = contexte('compte') or e.partenaire_id = contexte('partenaire') or partenaire_connu(e.partenaire_id))
    order by r.caisse_id;
end
$$;

create or replace function evenement_caisses() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.caisses := array(
    select a.caisse_id from acces a where a.compte_id = new.objet_id
    union select k.caisse_id from compte k where k.id = new.objet_id and k.caisse_id is not null
    order by 1);
  if new.caisse_id is null and cardinality(new.caisses) = 1 then new.caisse_id := new.caisses[1]; end if;
  return new;
end
$$;

-- As in 0015, for an agent of the caisse that tells the others, of an account of one of its partners.
create or replace function destinataires_autres_caisses(compte uuid, sauf uuid, a timestamptz) returns setof text language plpgsql stable
  security definer set search_path = public, pg_temp as $$
begin
  if not (de_la_caisse() and coalesce(sauf = contexte('caisse'), false)) then return; end if;
  return query
    select distinct d.email from acces x, lateral (
      select lower(t.email) as email, 0 as rang from contact t
      where t.caisse_id = x.caisse_id and t.partenaire_id = x.partenaire_id and t.partie = 'CAISSE' and t.email is not null
        and t.role in ('REFERENT', 'BOITE_CONVENTION', 'BOITE_PARTENAIRES')
      union all
      (select k.email, 1 from compte k
      where k.caisse_id = x.caisse_id and k.role in ('DIRECTION_CAISSE', 'AGENT_CAISSE') and k.etat = 'ACTIF'
      order by k.role desc, k.cree_le, k.id limit 10)
    ) d
    where x.compte_id = compte and x.caisse_id <> sauf and partenaire_connu(x.partenaire_id) and (d.rang = 0 or not exists (
      select from contact t where t.caisse_id = x.caisse_id and t.partenaire_id = x.partenaire_id and t.partie = 'CAISSE'
        and t.email is not null and t.role in ('REFERENT', 'BOITE_CONVENTION', 'BOITE_PARTENAIRES')));
end
$$;

grant create on schema public to ep_gardien;
do $$
declare
  appel text;
begin
  foreach appel in array array['comptes_decomptes(uuid, timestamptz)', 'places_autour(uuid, timestamptz)', 'evenement_caisses()',
    'destinataires_autres_caisses(uuid, uuid, timestamptz)'] loop
    execute format('alter function %s owner to ep_gardien', appel);
    execute format('revoke execute on function %s from public', appel);
  end loop;
end
$$;
revoke create on schema public from ep_gardien;
grant execute on function comptes_decomptes(uuid, timestamptz), places_autour(uuid, timestamptz),
  destinataires_autres_caisses(uuid, uuid, timestamptz) to ep_app;

alter policy evenement_visible on evenement using (
  case
  when current_setting('ep.role', true) in ('TECHNICIEN', 'GESTIONNAIRE') then partenaire_id = (select contexte('partenaire'))
    and case
      when objet = 'DEMANDE' then exists (select from demande d where d.id = objet_id)
      when objet in ('COMPTE', 'SESSION') then exists (select from compte k where k.id = objet_id)
      else true
      end
  when current_setting('ep.role', true) in ('AGENT_CAISSE', 'DIRECTION_CAISSE') then
    caisse_id = (select contexte('caisse')) or (select contexte('caisse')) = any (caisses)
  else false
  end);

-- ── What each context writes, line by line ─────────────────────────────────────────────────────────────────────────────────────────────

-- C-02, C-15: a caisse records gestionnaires, who record techniciens; the caisse's own people come from the command line, and write of
-- themselves only.
create policy compte_cree on compte as restrictive for insert to ep_app with check (
  partenaire_id is not null and caisse_id is null and cree_par = contexte('compte') and etat in ('DEMANDE', 'EN_ATTENTE_ACTIVATION')
    and role = case role_ouvert() when 'AGENT_CAISSE' then 'GESTIONNAIRE' when 'GESTIONNAIRE' then 'TECHNICIEN' end);
create policy compte_change on compte as restrictive for update to ep_app using (partenaire_id is not null or id = contexte('compte'));

-- D-22, D-28, D-29: what a technicien makes of a demande, at a caisse that is open to him: an answer that was waited for, a cancellation.
create function demande_du_technicien() returns trigger language plpgsql as $$
begin
  if not titre_propre(old.caisse_id) or old.etat not in ('DEPOSEE', 'ACCUSEE', 'EN_COURS', 'EN_ATTENTE_PARTENAIRE')
    or (new.agent_id, new.agent_nom, new.prise_le, new.service_destinataire, new.reponse)
      is distinct from (old.agent_id, old.agent_nom, old.prise_le, old.service_destinataire, old.reponse)
    or new.etat <> 'ANNULEE' and not (old.etat = 'EN_ATTENTE_PARTENAIRE' and new.etat = 'EN_COURS' and num_nonnulls(new.motif_fin, new.cloture_le) = 0)
  then
    raise exception 'un technicien répond ou annule, et rien d''autre' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger demande_du_technicien before update on demande for each row
  when (current_setting('ep.role', true) = 'TECHNICIEN') execute function demande_du_technicien();
create policy message_en_son_nom on message as restrictive for insert to ep_app with check (
  auteur_id = contexte('compte') and auteur_role = role_ouvert() and (role_ouvert() <> 'TECHNICIEN' or titre_propre(caisse_id)));

-- P-13, P-14: contacts are the caisse's to write, of every party.
create policy contact_cree on contact as restrictive for insert to ep_app with check (de_la_caisse());
create policy contact_change on contact as restrictive for update to ep_app using (de_la_caisse());
create policy contact_supprime on contact as restrictive for delete to ep_app using (de_la_caisse());

-- C-17, C-18: a link that has served, or that a later one replaces, never opens anything again.
create function activation_tenue() returns trigger language plpgsql as $$
begin
  raise exception 'un lien employé ou remplacé le reste' using errcode = 'insufficient_privilege';
end
$$;
create trigger activation_tenue before update on activation for each row
  when (old.utilise_le is not null and new.utilise_le is distinct from old.utilise_le
    or old.remplace_le is not null and new.remplace_le is distinct from old.remplace_le)
  execute function activation_tenue();

-- ── The scheduled work: what dates have made true, and no more ─────────────────────────────────────────────────────────────────────────

-- C-36, C-39, C-40: an account changes hands, closes or is erased because its day has come, by the same figures as those of its state.
create function compte_constate() returns trigger language plpgsql as $$
declare
  e record;
  juste boolean;
begin
  e := echeance_compte(old, new.modifie_le);
  juste := case
    when new.gestionnaire_id is distinct from old.gestionnaire_id then new.version = old.version + 1
      and (new.etat, new.inactivation_effet_le, new.inactivation_par, new.suppression_le)
        is not distinct from (old.etat, old.inactivation_effet_le, old.inactivation_par, old.suppression_le)
      and exists (select from compte g where g.id = old.gestionnaire_id and g.inactivation_rattachement_id = new.gestionnaire_id
        and etat_compte(g, new.modifie_le) <> 'ACTIF')
    when new.etat = 'INACTIF' then old.etat in ('DEMANDE', 'EN_ATTENTE_ACTIVATION', 'ACTIF', 'INACTIF') and e.fin <= e.jour
      and new.version = old.version and (new.inactivation_effet_le, new.suppression_le, new.inactivation_par)
        is not distinct from (e.fin, e.suppression, coalesce(old.inactivation_par, 'AUTOMATIQUE'))
    when new.etat = 'SUPPRIME' then old.etat = 'INACTIF' and old.suppression_le <= e.jour and new.version = old.version
      and (new.inactivation_effet_le, new.suppression_le, new.inactivation_par)
        is not distinct from (old.inactivation_effet_le, old.suppression_le, old.inactivation_par)
      and new.civilite || new.nom || new.prenom || new.email = '' and num_nonnulls(new.fonction, new.telephone, new.inactivation_commentaire) = 0
    else false
  end and (new.etat = 'SUPPRIME' or (new.civilite, new.nom, new.prenom, new.email, new.fonction, new.telephone, new.inactivation_commentaire)
    is not distinct from (old.civilite, old.nom, old.prenom, old.email, old.fonction, old.telephone, old.inactivation_commentaire));
  if juste is not true or new.modifie_le > now() + derive_horloge() then
    raise exception 'les échéances n''écrivent d''un compte que ce que ses jours ont rendu vrai' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger compte_constate before update on compte for each row
  when (current_user = 'ep_echeances') execute function compte_constate();
create policy compte_constate on compte as restrictive for update to ep_echeances using (partenaire_id is not null);

-- The sessions of an account whose days are over; the answers that replay nothing any more, held but never changed.
create function compte_echu(id uuid) returns boolean language plpgsql stable as $$
begin
  return derive_horloge() is null or exists (
    select from compte k, echeance_compte(k, now() + derive_horloge()) e where k.id = compte_echu.id and k.partenaire_id is not null and e.fin <= e.jour);
end
$$;
create policy session_echue on session as restrictive for delete to ep_echeances using (compte_echu(compte_id));
create policy idempotence_passee on idempotence as restrictive for delete to ep_echeances using (
  (cree_le <= now() + derive_horloge() - interval '24 hours') is not false);
create policy idempotence_tenue on idempotence as restrictive for update to ep_echeances using (
  (cree_le <= now() + derive_horloge() - interval '24 hours') is not false) with check (false);

-- Tasks open, and messages go to those whom the act names.
create policy instance_ouverte on instance as restrictive for insert to ep_echeances with check (etat = 'OUVERTE');
create function destinataire_admis(n notification) returns boolean language plpgsql stable as $$
begin
  return n.modele = 'VIE_CONVENTION' and n.destinataire in (
    select destinataires_convention((n.donnees ->> 'convention_id')::uuid, n.cree_le));
end
$$;
create policy notification_constatee on notification as restrictive for insert to ep_echeances with check (destinataire_admis(notification));

-- An event of what has been recorded: of an act, with its constat, on its day; of an account, closed or erased, not before its day. At the
-- end of the statement, which writes both.
create function evenement_constate() returns trigger language plpgsql as $$
declare
  juste boolean;
begin
  juste := case new.objet
    when 'CONVENTION' then exists (
      select from convention v join caisse c on c.id = v.caisse_id join echeance_constatee o on o.convention_id = v.id
      where v.id = new.objet_id and v.caisse_id = new.caisse_id and v.partenaire_id = new.partenaire_id and o.code = new.code
        and o.date = jour_civil(c.fuseau, new.instant))
    when 'COMPTE' then exists (
      select from compte k where k.id = new.objet_id and k.partenaire_id = new.partenaire_id and (
        new.code = 'COMPTE_INACTIVE' and k.etat = 'INACTIF' and jour_civil('LA_REUNION', new.instant) >= k.inactivation_effet_le
        or new.code = 'COMPTE_SUPPRIME' and k.etat = 'SUPPRIME' and jour_civil('LA_REUNION', new.instant) >= k.suppression_le))
    else false
  end;
  if juste is not true then
    raise exception 'les échéances ne disent que ce qu''elles constatent' using errcode = 'insufficient_privilege';
  end if;
  return null;
end
$$;
create trigger evenement_constate after insert on evenement for each row
  when (current_user = 'ep_echeances') execute function evenement_constate();
