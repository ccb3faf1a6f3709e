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
