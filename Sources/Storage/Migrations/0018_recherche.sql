-- Searching by any word of a name, whatever its accents, apostrophes, hyphens and spaces. Under row-level security only leakproof comparisons
-- reach an index, and those of text are: a line per word, the word then the others, in an index led by who may search. Some rows below are
-- behind row-level security, which binds the owner of a table as well. The walls are those of 0012.
select set_config('ep.role', 'SYSTEME', true);

-- String.motsReplies of the application, which folds what it writes and what is sought: here for rows that triggers write. A test compares them.
create function mots_replies(texte text) returns text[] language plpgsql immutable parallel safe as $$
begin
  return array_remove(regexp_split_to_array(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(translate(lower(
      regexp_replace(
        regexp_replace(normalize(texte, NFD),
          '[\u0300-\u036f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]',
          '', 'g'),
        '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u02b0-\u02ff\u2000-\u2bff\u3000-\u303f\ufe10-\ufe6f\uff00-\uff0f]',
        ' ', 'g')),
      'øłđðıςﬆ', 'olddiσﬅ'), 'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'), 'þ', 'th'), 'ﬀ', 'ff'), 'ﬁ', 'fi'), 'ﬂ', 'fl'), 'ﬃ', 'ffi'),
      'ﬄ', 'ffl'), 'ﬅ', 'st'),
    ' +'), '');
end
$$;

-- The ways to write one person's names that are the same: in order without a space, and word by word in any order. Accents, case, apostrophes,
-- hyphens and spaces are one.
create function noms_replies(noms text) returns text[] language sql immutable parallel safe
  return array[
    array_to_string(mots_replies(noms), ''),
    (select string_agg(m, ' ' order by m collate "C") from unnest(mots_replies(noms)) m)];

-- MotsIndexes of the application: the keys that a text is found by.
create function cles_recherche(texte text) returns table (cle text, commun smallint) language plpgsql immutable parallel safe as $$
declare
  mots text[] := mots_replies(texte);
begin
  -- A word that an apostrophe or a hyphen cuts is one more without.
  if texte ~ '[''\u02bc\u2010\u2011\u2018\u2019-]' then
    mots := mots || array(
      select t.mot from unnest(mots_replies(regexp_replace(texte, '[''\u02bc\u2010\u2011\u2018\u2019-]', '', 'g'))) with ordinality t (mot, rang)
      where t.mot <> all (mots) group by t.mot order by min(t.rang));
  end if;
  return query
    with distincts as (select t.mot, min(t.rang)::int as rang from unnest(mots) with ordinality t (mot, rang) group by t.mot),
    ordonnes as (select d.mot, d.rang, lag(d.mot) over (order by d.mot collate "C") as avant from distincts d)
    select array_to_string(mots[o.rang:] || mots[:o.rang - 1], ' '),
      (select count(*)::smallint from generate_series(1, least(length(o.mot), length(o.avant))) i where left(o.mot, i) = left(o.avant, i))
    from ordonnes o;
end
$$;

-- Of the insured people. Instead of two indexes of whole names, of which only the first word could be sought.
create table demande_mot (
  caisse_id uuid not null,
  demande_id uuid not null,
  partenaire_id uuid not null,
  unite_id uuid,
  cle text collate "C" not null,
  -- Characters that this word shares with the one before it among those of the same name: a beginning that both have finds the demande once.
  commun smallint not null
);
-- Names are fewer than the demandes that bear them.
with noms as materialized (
  select n.nom, n.prenom, m.cle, m.commun
  from (select distinct assure_nom as nom, assure_prenom as prenom from demande) n, cles_recherche(n.nom || ' ' || n.prenom) m)
insert into demande_mot (caisse_id, demande_id, partenaire_id, unite_id, cle, commun)
select d.caisse_id, d.id, d.partenaire_id, d.unite_id, n.cle, n.commun
from demande d join noms n on n.nom = d.assure_nom and n.prenom = d.assure_prenom;
-- With all that is judged of a line, so that those which another word of the search leaves out are read in the index alone.
create unique index demande_mot_pkey on demande_mot (caisse_id, cle, demande_id) include (partenaire_id, unite_id, commun);
alter table demande_mot add primary key using index demande_mot_pkey;
create index demande_mot_partenaire on demande_mot (partenaire_id, cle, demande_id) include (caisse_id, unite_id, commun);
grant select, insert on demande_mot to ep_app;
alter table demande_mot enable row level security;
alter table demande_mot force row level security;
create policy systeme on demande_mot to ep_echeances, current_user using (current_setting('ep.role', true) = 'SYSTEME');
create policy demande_mot_visible on demande_mot using (
  case
  when current_setting('ep.role', true) = 'TECHNICIEN' then partenaire_id = (select contexte('partenaire'))
    and unite_id is not distinct from coalesce((select contexte('unite')), unite_id)
  when current_setting('ep.role', true) in ('AGENT_CAISSE', 'DIRECTION_CAISSE') then caisse_id = (select contexte('caisse'))
  else false
  end);
drop index demande_noms;
drop index demande_noms_caisse;
alter table demande drop column assure_replie;

-- Of the accounts: for each caisse that they have a title to, and for their partner.
create table compte_mot (
  portee_id uuid not null,
  compte_id uuid not null references compte,
  unite_id uuid,
  cle text collate "C" not null,
  commun smallint not null,
  primary key (portee_id, cle, compte_id)
);
create index compte_mot_compte on compte_mot (compte_id);
grant select on compte_mot to ep_app;
alter table compte_mot enable row level security;
alter table compte_mot force row level security;
create policy systeme on compte_mot to ep_echeances, current_user using (current_setting('ep.role', true) = 'SYSTEME');
create policy compte_mot_visible on compte_mot using (
  case
  when current_setting('ep.role', true) = 'GESTIONNAIRE' then portee_id = (select contexte('partenaire'))
    and unite_id is not distinct from coalesce((select contexte('unite')), unite_id)
  when current_setting('ep.role', true) in ('AGENT_CAISSE', 'DIRECTION_CAISSE') then portee_id = (select contexte('caisse'))
  else false
  end);

-- Writes the lines of an account again, whoever changes it: see annuaire_tenir.
create function compte_mots_tenir() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_table_name = 'acces' then
    insert into compte_mot (portee_id, compte_id, unite_id, cle, commun)
    select new.caisse_id, k.id, k.unite_id, m.cle, m.commun
    from (select * from compte k where k.id = new.compte_id for share) k, cles_recherche(concat_ws(' ', k.nom, k.prenom, k.email, k.identifiant)) m
    on conflict do nothing;
  else
    delete from compte_mot where compte_id = new.id;
    insert into compte_mot (portee_id, compte_id, unite_id, cle, commun)
    select p.id, new.id, new.unite_id, m.cle, m.commun
    from (select new.partenaire_id as id union select a.caisse_id from acces a where a.compte_id = new.id) p,
      cles_recherche(concat_ws(' ', new.nom, new.prenom, new.email, new.identifiant)) m;
  end if;
  return null;
end
$$;
create trigger compte_mots_ouverts after insert on acces for each row execute function compte_mots_tenir();
create trigger compte_mots_inscrits after insert on compte for each row
  when (new.partenaire_id is not null) execute function compte_mots_tenir();
create trigger compte_mots_changes after update of nom, prenom, email, identifiant on compte for each row
  when (new.partenaire_id is not null and (old.nom is distinct from new.nom or old.prenom is distinct from new.prenom
    or old.email is distinct from new.email or old.identifiant is distinct from new.identifiant))
  execute function compte_mots_tenir();

insert into compte_mot (portee_id, compte_id, unite_id, cle, commun)
select p.id, k.id, k.unite_id, m.cle, m.commun
from compte k, lateral (select k.partenaire_id as id union select a.caisse_id from acces a where a.compte_id = k.id) p,
  cles_recherche(concat_ws(' ', k.nom, k.prenom, k.email, k.identifiant)) m
where k.partenaire_id is not null;

-- Of the partners, for each of their caisses.
create table partenaire_mot (
  caisse_id uuid not null,
  partenaire_id uuid not null,
  cle text collate "C" not null,
  commun smallint not null,
  primary key (caisse_id, cle, partenaire_id),
  foreign key (partenaire_id, caisse_id) references partenaire_caisse (partenaire_id, caisse_id)
);
create index partenaire_mot_partenaire on partenaire_mot (partenaire_id, caisse_id);
grant select on partenaire_mot to ep_app;
alter table partenaire_mot enable row level security;
alter table partenaire_mot force row level security;
create policy systeme on partenaire_mot to ep_echeances, current_user using (current_setting('ep.role', true) = 'SYSTEME');
-- As of acts (0012): the planner is not to expect few lines behind it.
create policy partenaire_mot_visible on partenaire_mot using (
  case when de_la_caisse() and caisse_id = (select contexte('caisse')) then 1 else 0 end <> 0);

create function partenaire_mots_tenir() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_table_name = 'partenaire_caisse' then
    insert into partenaire_mot (caisse_id, partenaire_id, cle, commun)
    select new.caisse_id, p.id, m.cle, m.commun
    from (select * from partenaire p where p.id = new.partenaire_id for share) p,
      cles_recherche(concat_ws(' ', p.denomination, p.commune, p.siret, p.siren)) m;
  else
    delete from partenaire_mot where partenaire_id = new.id;
    insert into partenaire_mot (caisse_id, partenaire_id, cle, commun)
    select r.caisse_id, new.id, m.cle, m.commun
    from partenaire_caisse r, cles_recherche(concat_ws(' ', new.denomination, new.commune, new.siret, new.siren)) m
    where r.partenaire_id = new.id;
  end if;
  return null;
end
$$;
create trigger partenaire_mots_ouverts after insert on partenaire_caisse for each row execute function partenaire_mots_tenir();
create trigger partenaire_mots_changes after update of denomination, commune, siret, siren on partenaire for each row
  when (old.denomination is distinct from new.denomination or old.commune is distinct from new.commune
    or old.siret is distinct from new.siret or old.siren is distinct from new.siren)
  execute function partenaire_mots_tenir();

insert into partenaire_mot (caisse_id, partenaire_id, cle, commun)
select r.caisse_id, p.id, m.cle, m.commun
from partenaire_caisse r join partenaire p on p.id = r.partenaire_id,
  cles_recherche(concat_ws(' ', p.denomination, p.commune, p.siret, p.siren)) m;

-- What writes the words that every tenant's searches need.
grant create on schema public to ep_gardien;
do $$
declare
  nom text;
begin
  foreach nom in array array['compte_mots_tenir()', 'partenaire_mots_tenir()'] loop
    execute format('alter function %s owner to ep_gardien', nom);
    execute format('revoke execute on function %s from public', nom);
  end loop;
end
$$;
revoke create on schema public from ep_gardien;
grant select, insert, delete on compte_mot, partenaire_mot to ep_gardien;
create policy gardien on compte_mot to ep_gardien using (true);
create policy gardien on partenaire_mot to ep_gardien using (true);
