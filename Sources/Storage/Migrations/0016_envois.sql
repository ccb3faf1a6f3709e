-- C-17: when links and notices were last sent again to the holder, and when its address was corrected, so that nobody makes a letter box of
-- somebody else's overflow. A few instants, the oldest forgotten: on the line that the write holds already.
alter table compte add column envois timestamptz[] not null default '{}', add column corrections timestamptz[] not null default '{}';
grant update (envois, corrections) on compte to ep_app;

-- Q-59: a password that a thief may know is erased by who closes the account, and who sees nothing of it: an agent for a partner of his
-- caisse, a gestionnaire for his own partner. The next activation writes another.
create function secret_effacer(cible uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if role_ouvert() not in ('AGENT_CAISSE', 'GESTIONNAIRE') then return; end if;
  update secret_compte s set empreinte = '' where s.compte_id = cible and exists (
    select from compte k where k.id = cible and (k.partenaire_id = contexte('partenaire') or partenaire_connu(k.partenaire_id)));
end
$$;
-- Whether there is a password, without reading it: an account that has none comes back through a new link, whatever closed it since (C-18).
alter table secret_compte add column pose boolean not null generated always as (empreinte <> '') stored;
create function secret_pose(cible uuid) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return role_ouvert() in ('AGENT_CAISSE', 'GESTIONNAIRE') and exists (select from secret_compte s join compte k on k.id = s.compte_id
    where s.compte_id = cible and s.pose and (k.partenaire_id = contexte('partenaire') or partenaire_connu(k.partenaire_id)));
end
$$;
grant select (compte_id, pose), update (empreinte) on secret_compte to ep_gardien;
create policy gardien on secret_compte to ep_gardien using (true) with check (empreinte = '');
grant create on schema public to ep_gardien;
alter function secret_effacer(uuid) owner to ep_gardien;
alter function secret_pose(uuid) owner to ep_gardien;
revoke create on schema public from ep_gardien;
revoke execute on function secret_effacer(uuid), secret_pose(uuid) from public;
grant execute on function secret_effacer(uuid), secret_pose(uuid) to ep_app;
