-- A closing belongs to the caisse that decided it (Q-39, Q-40, Q-59, C-47): it alone lifts it, and nobody comes back around it.
select set_config('ep.role', 'SYSTEME', true);

-- Null: closed by a gestionnaire, or by dates.
alter table compte add column inactivation_caisse_id uuid references caisse;
create index compte_inactivation_caisse on compte (inactivation_caisse_id);
update compte k set inactivation_caisse_id = (
  select e.caisse_id from evenement e
  where e.objet = 'COMPTE' and e.objet_id = k.id and e.code in ('COMPTE_INACTIVE', 'COMPTE_INACTIVATION_PREVUE')
    and e.acteur_role = 'AGENT_CAISSE' and e.caisse_id is not null
  order by e.id desc limit 1)
where k.inactivation_par = 'AGENT_CAISSE';

-- Why the caisse has closed that access: null for an exclusion (C-47), else the motive of a closing of security, of that access alone or of the
-- whole account (C-45, Q-59), or of a handover (C-56). A caisse has one line a title: each closing stands until that caisse lifts it,
-- whatever the others do.
alter table acces add column exclu_motif text check (exclu_motif is null or exclu_le is not null);
-- It binds the API's role; what ep_gardien does for it below says for whom.
alter policy acces_exclu on acces to ep_app;
update acces a set exclu_le = coalesce(k.inactivation_demandee_le, k.modifie_le), exclu_motif = k.inactivation_motif
from compte k where k.id = a.compte_id and k.inactivation_caisse_id = a.caisse_id and k.etat = 'INACTIF' and a.exclu_le is null
  and k.inactivation_motif in ('PERTE', 'VOL', 'FRAUDE', 'USAGE_NON_CONFORME');

-- C-32, C-56, Q-59: the gestionnaire of the context takes over from another one at his own caisses, and nowhere else: what they close there
-- is theirs, what other caisses have opened stays open.
create function acces_ceder(sortant uuid, motif text, a timestamptz) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  update acces x set exclu_le = a, exclu_motif = motif, modifie_le = a
  from compte e join compte g on g.partenaire_id = e.partenaire_id and g.role = e.role
  where current_setting('ep.role', true) = 'GESTIONNAIRE' and e.id = contexte('compte') and e.role = 'GESTIONNAIRE' and g.id = sortant
    and (g.id = e.remplace_id or g.inactivation_attend_id = e.id) and motif not in ('PERTE', 'VOL', 'FRAUDE', 'USAGE_NON_CONFORME')
    and x.compte_id = g.id and x.exclu_le is null
    and exists (select from acces y where y.compte_id = e.id and y.caisse_id = x.caisse_id and y.exclu_le is null);
end
$$;
grant update (exclu_le, exclu_motif, modifie_le) on acces to ep_gardien;
grant create on schema public to ep_gardien;
alter function acces_ceder(uuid, text, timestamptz) owner to ep_gardien;
revoke create on schema public from ep_gardien;
revoke execute on function acces_ceder(uuid, text, timestamptz) from public;
grant execute on function acces_ceder(uuid, text, timestamptz) to ep_app;

-- C-01, A-06: the person behind an address. What stands after a plus sign in the local part is a box of the same person, not another one.
create function adresse_personne(email text) returns text language sql immutable parallel safe
  return regexp_replace(email, '^([^@+]+)[+][^@]*@', '\1@');
alter table compte add column personne text not null generated always as (adresse_personne(email)) stored;
drop index compte_personne;
create unique index compte_personne on compte (partenaire_id, role, personne)
  where partenaire_id is not null and etat in ('DEMANDE', 'EN_ATTENTE_ACTIVATION', 'ACTIF');

-- C-58: an event on an account concerns every caisse to which the account has a title, whoever acts, and a caisse reads those that concern
-- it. By trigger, so that no kind of event can forget it. `caisse_id` stays the caisse that acts, or the only one there is.
alter table evenement add column caisses uuid[] not null default '{}';
create function evenement_caisses() returns trigger language plpgsql as $$
declare
  role_ouvert text := coalesce(current_setting('ep.role', true), '');
begin
  perform set_config('ep.role', 'SYSTEME', true);
  new.caisses := array(
    select a.caisse_id from acces a where a.compte_id = new.objet_id
    union select k.caisse_id from compte k where k.id = new.objet_id and k.caisse_id is not null
    order by 1);
  perform set_config('ep.role', role_ouvert, true);
  if new.caisse_id is null and cardinality(new.caisses) = 1 then new.caisse_id := new.caisses[1]; end if;
  return new;
end
$$;
create trigger evenement_caisses before insert on evenement for each row
  when (new.objet in ('COMPTE', 'SESSION')) execute function evenement_caisses();
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
  else current_setting('ep.role', true) = 'SYSTEME'
  end);

-- Q-59: whom the other caisses of an account are told through: their own contacts for the partner; without any, their direction, else
-- their agents, ten at most. In figures of addresses only, for somebody who sees neither. The role of the context is put back.
create function destinataires_autres_caisses(compte uuid, sauf uuid, a timestamptz) returns setof text language plpgsql as $$
declare
  role_ouvert text := coalesce(current_setting('ep.role', true), '');
begin
  perform set_config('ep.role', 'SYSTEME', true);
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
    where x.compte_id = compte and x.caisse_id <> sauf and (d.rang = 0 or not exists (
      select from contact t where t.caisse_id = x.caisse_id and t.partenaire_id = x.partenaire_id and t.partie = 'CAISSE'
        and t.email is not null and t.role in ('REFERENT', 'BOITE_CONVENTION', 'BOITE_PARTENAIRES')));
  perform set_config('ep.role', role_ouvert, true);
end
$$;
