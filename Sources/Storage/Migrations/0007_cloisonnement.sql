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
  when 'AGENT_CAISSE' then caisse_id = (select contexte('caisse')) or exists
    (select from partenaire_caisse r where r.caisse_id = (select contexte('caisse')) and r.partenaire_id = compte.partenaire_id)
  when 'DIRECTION_CAISSE' then caisse_id = (select contexte('caisse')) or exists
    (select from partenaire_caisse r where r.caisse_id = (select contexte('caisse')) and r.partenaire_id = compte.partenaire_id)
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

-- A demande is filed in its author's name, at a caisse of the author's partner: rows of the foreign keys alone would let it be anybody's.
create policy demande_depot on demande as restrictive for insert with check (
  current_setting('ep.role', true) = 'SYSTEME'
  or technicien_id = (select contexte('compte')) and exists
    (select from partenaire_caisse r where r.caisse_id = demande.caisse_id and r.partenaire_id = demande.partenaire_id));

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

-- A message belongs to a demande that its author sees, and to the same partner and unit: without it, a partner could write in the
-- dialogue of another one's demande, whose caisse would read it there.
create policy message_de_la_demande on message as restrictive for insert with check (exists (
  select from demande d where d.caisse_id = message.caisse_id and d.id = message.demande_id
    and d.partenaire_id = message.partenaire_id and d.unite_id is not distinct from message.unite_id));

alter table contact enable row level security;
alter table contact force row level security;
create policy contact_visible on contact using (
  case current_setting('ep.role', true)
  when 'TECHNICIEN' then partenaire_id = (select contexte('partenaire'))
  when 'GESTIONNAIRE' then partenaire_id = (select contexte('partenaire'))
  when 'AGENT_CAISSE' then caisse_id = (select contexte('caisse'))
  when 'DIRECTION_CAISSE' then caisse_id = (select contexte('caisse'))
  when 'SYSTEME' then true
  else false
  end);

-- Everybody appends to the journal. A caisse reads what concerns it; a partner too, but of demandes and accounts only those that the
-- reader sees.
alter table evenement enable row level security;
alter table evenement force row level security;
create policy evenement_ajout on evenement for insert with check (true);
create policy evenement_visible on evenement for select using (
  case
  when current_setting('ep.role', true) in ('TECHNICIEN', 'GESTIONNAIRE') then partenaire_id = (select contexte('partenaire'))
    and case
      when objet = 'DEMANDE' then exists (select from demande d where d.id = objet_id)
      when objet in ('COMPTE', 'SESSION') then exists (select from compte k where k.id = objet_id)
      else true
      end
  when current_setting('ep.role', true) in ('AGENT_CAISSE', 'DIRECTION_CAISSE') then caisse_id = (select contexte('caisse'))
  else current_setting('ep.role', true) = 'SYSTEME'
  end);

-- Stored answers hold what was answered: each account replays its own.
alter table idempotence enable row level security;
alter table idempotence force row level security;
create policy idempotence_propre on idempotence using (
  compte_id = (select contexte('compte')) or current_setting('ep.role', true) = 'SYSTEME');

-- SYSTEME and COMPTE are contexts of the program's own: no token opens them.
alter table session add constraint session_role check (
  role in ('ADMIN_NATIONAL', 'AGENT_CAISSE', 'DIRECTION_CAISSE', 'GESTIONNAIRE', 'TECHNICIEN', 'DPO', 'CLIENT'));

-- A temporary table would come before ours on the search path of its session.
do $$
begin
  execute format('revoke temporary on database %I from public', current_database());
end
$$;

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
