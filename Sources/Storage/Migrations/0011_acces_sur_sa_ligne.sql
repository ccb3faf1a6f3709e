-- What every request is judged by, on the line it is read from. An access used to be read through six tables, which cost more than the
-- demande it opens (34 of 51 µs of PostgreSQL for reading one): the columns added here repeat what its caisse, its title and its unit
-- say, and triggers alone write them. Accounts are read below, behind row-level security, which binds the owner of a table as well.
select set_config('ep.role', 'SYSTEME', true);

alter table partenaire_caisse
  add column fuseau text,
  add column modele_code text,
  add column modele_version integer,
  -- The signed amendments of the title, and the switches of the caisse over its features; null when there is none.
  add column avenants jsonb,
  add column interrupteurs jsonb;
-- A unit never changes, nor does the unit of an account: once is enough.
alter table acces add column ouverture text, add column decalage_mois integer;

create function titre_recopie() returns trigger language plpgsql as $$
begin
  new.fuseau := (select c.fuseau from caisse c where c.id = new.caisse_id);
  select v.modele_code, v.modele_version into new.modele_code, new.modele_version from convention v where v.id = new.convention_id;
  new.avenants := (
    select jsonb_agg(jsonb_build_object('effet_le', o.effet_le, 'numero', o.numero, 'modifications', o.modifications))
    from avenant o where o.convention_id = new.convention_id and o.effet_le is not null);
  new.interrupteurs := (select jsonb_object_agg(f.code, f.active) from fonctionnalite f where f.convention_id = new.convention_id);
  return new;
end
$$;
create trigger titre_recopie before insert or update of caisse_id, convention_id on partenaire_caisse
  for each row execute function titre_recopie();

-- A change of what is repeated: the lines that repeat it are written again.
create function titre_a_recopier() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'caisse' then
    update partenaire_caisse set caisse_id = caisse_id where caisse_id = new.id;
  elsif tg_table_name = 'convention' then
    update partenaire_caisse set convention_id = convention_id where convention_id = new.id;
  else
    update partenaire_caisse set convention_id = convention_id where convention_id in (new.convention_id, old.convention_id);
  end if;
  return null;
end
$$;
create trigger titre_a_recopier after update of fuseau on caisse for each row execute function titre_a_recopier();
create trigger titre_a_recopier after update of modele_code, modele_version on convention for each row
  when ((old.modele_code, old.modele_version) is distinct from (new.modele_code, new.modele_version)) execute function titre_a_recopier();
create trigger titre_a_recopier after insert or update or delete on avenant for each row execute function titre_a_recopier();
create trigger titre_a_recopier after insert or update or delete on fonctionnalite for each row execute function titre_a_recopier();

create function fenetre_recopiee() returns trigger language plpgsql as $$
begin
  select u.ouverture, u.decalage_mois into new.ouverture, new.decalage_mois
  from compte k join unite u on u.id = k.unite_id where k.id = new.compte_id;
  return new;
end
$$;
create trigger fenetre_recopiee before insert on acces for each row execute function fenetre_recopiee();

update partenaire_caisse set convention_id = convention_id;
update acces a set ouverture = u.ouverture, decalage_mois = u.decalage_mois
from compte k join unite u on u.id = k.unite_id where k.id = a.compte_id;
alter table partenaire_caisse alter column fuseau set not null;

-- A demande belongs to the caisse and the partner of its convention, which have their own keys: one key says more than three did, and an
-- insert checks one line that few share instead of the line of the caisse, that all of them lock.
alter table convention add constraint convention_couple unique (id, caisse_id, partenaire_id);
alter table demande drop constraint demande_caisse_id_fkey, drop constraint demande_partenaire_id_fkey,
  drop constraint demande_convention_id_fkey;
drop index demande_convention;
create index demande_convention on demande (convention_id, caisse_id, partenaire_id);
alter table demande add constraint demande_convention_fkey foreign key (convention_id, caisse_id, partenaire_id)
  references convention (id, caisse_id, partenaire_id);

-- The key now says that the caisse is one of the partner's.
alter policy demande_depot on demande with check (
  current_setting('ep.role', true) = 'SYSTEME' or technicien_id = (select contexte('compte')));

-- Most demandes have no agent when they are filed, and no unit ever.
drop index demande_agent;
create index demande_agent on demande (agent_id) where agent_id is not null;
drop index demande_historique_unite;
create index demande_historique_unite on demande (unite_id, partenaire_id, depose_le desc, id desc) where unite_id is not null;

-- No statement walks along these two yet, and every write paid for them twice or more: the feeds that need them will bring them.
drop index evenement_flux;
drop index evenement_caisse;

-- D-32: the rank alone; the number is written by the application, which knows the code and the year. numero_suivant stays for the
-- processes of the version before, until a migration to come.
create function rang_suivant(code text, annee integer) returns bigint language plpgsql as $$
declare
  sequence regclass := to_regclass(quote_ident('numero_' || code || '_' || annee));
begin
  if sequence is null then
    perform ouvrir_numerotation(code, annee);
    sequence := quote_ident('numero_' || code || '_' || annee)::regclass;
  end if;
  return nextval(sequence);
end
$$;
