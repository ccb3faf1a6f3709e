-- The second wall between bodies (the first is the scope in every query). The context is what the bearer token opens, set for the
-- transaction only; without it, nothing is visible. FORCE binds the owner too.
create function contexte(nom text) returns uuid language sql stable parallel safe
  return nullif(current_setting('ep.' || nom, true), '')::uuid;

alter table compte enable row level security;
alter table compte force row level security;
create policy compte_visible on compte using (
  case current_setting('ep.role', true)
  when 'TECHNICIEN' then id = (select contexte('compte'))
  when 'GESTIONNAIRE' then partenaire_id = (select contexte('partenaire'))
    and ((select contexte('unite')) is null or unite_id = (select contexte('unite')))
  when 'AGENT_CAISSE' then caisse_id = (select contexte('caisse')) or partenaire_id in
    (select r.partenaire_id from partenaire_caisse r where r.caisse_id = (select contexte('caisse')))
  when 'DIRECTION_CAISSE' then caisse_id = (select contexte('caisse')) or partenaire_id in
    (select r.partenaire_id from partenaire_caisse r where r.caisse_id = (select contexte('caisse')))
  when 'COMPTE' then id = (select contexte('compte'))  -- signing in, activating
  when 'ADMIN_NATIONAL' then partenaire_id is null
  when 'SYSTEME' then true  -- command line and scheduled work
  else id = (select contexte('compte'))
  end);

alter table demande enable row level security;
alter table demande force row level security;
create policy demande_visible on demande using (
  case current_setting('ep.role', true)
  when 'TECHNICIEN' then partenaire_id = (select contexte('partenaire'))
    and ((select contexte('unite')) is null or unite_id = (select contexte('unite')))
  when 'AGENT_CAISSE' then caisse_id = (select contexte('caisse'))
  when 'DIRECTION_CAISSE' then caisse_id = (select contexte('caisse'))
  when 'SYSTEME' then true
  else false
  end);

alter table message enable row level security;
alter table message force row level security;
create policy message_visible on message using (
  case current_setting('ep.role', true)
  when 'TECHNICIEN' then partenaire_id = (select contexte('partenaire'))
    and ((select contexte('unite')) is null or unite_id = (select contexte('unite')))
  when 'AGENT_CAISSE' then caisse_id = (select contexte('caisse'))
  when 'DIRECTION_CAISSE' then caisse_id = (select contexte('caisse'))
  when 'SYSTEME' then true
  else false
  end);

-- The places that accounts hold at each caisse of a partner (C-25, Q-43), in figures: a technicien, or the gestionnaire of one unit,
-- sees them without seeing the accounts. The role of the context is put back before anything else runs.
create function comptes_decomptes(partenaire uuid, a timestamptz)
  returns table (caisse_id uuid, unite_id uuid, role text, comptes bigint) language plpgsql as $$
declare
  role_ouvert text := coalesce(current_setting('ep.role', true), '');
begin
  perform set_config('ep.role', 'SYSTEME', true);
  return query
    select x.caisse_id, k.unite_id, k.role, count(*)
    from acces x join compte k on k.id = x.compte_id
    where x.partenaire_id = partenaire and x.exclu_le is null and not k.hors_quota
      and etat_compte(k, a) in ('DEMANDE', 'EN_ATTENTE_ACTIVATION', 'ACTIF')
    group by x.caisse_id, k.unite_id, k.role;
  perform set_config('ep.role', role_ouvert, true);
end
$$;
