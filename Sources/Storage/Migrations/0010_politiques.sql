-- The same walls with fewer plans: each `(select contexte(…))` of a policy is a plan of its own, which every execution of every statement
-- on the table sets up, more dearly than it runs. No more of them than facts to compare.
alter policy demande_visible on demande using (
  case
  when current_setting('ep.role', true) = 'TECHNICIEN' then partenaire_id = (select contexte('partenaire'))
    and unite_id is not distinct from coalesce((select contexte('unite')), unite_id)
  when current_setting('ep.role', true) in ('AGENT_CAISSE', 'DIRECTION_CAISSE') then caisse_id = (select contexte('caisse'))
  else current_setting('ep.role', true) is not distinct from 'SYSTEME'
  end);

alter policy message_visible on message using (
  case
  when current_setting('ep.role', true) = 'TECHNICIEN' then partenaire_id = (select contexte('partenaire'))
    and unite_id is not distinct from coalesce((select contexte('unite')), unite_id)
  when current_setting('ep.role', true) in ('AGENT_CAISSE', 'DIRECTION_CAISSE') then caisse_id = (select contexte('caisse'))
  else current_setting('ep.role', true) is not distinct from 'SYSTEME'
  end);
