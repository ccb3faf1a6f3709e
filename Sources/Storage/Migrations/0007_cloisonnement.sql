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
