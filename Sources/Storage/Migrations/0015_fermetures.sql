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

-- Why the caisse has closed that access alone: null for an exclusion (C-47), else the motive of a closing of security (C-45, Q-59).
alter table acces add column exclu_motif text check (exclu_motif is null or exclu_le is not null);

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
