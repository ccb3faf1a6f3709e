-- What lists and scheduled work walk along, from the first row of a page to its last, whatever lies behind them. Some rows below are
-- behind row-level security, which binds the owner of a table as well.
select set_config('ep.role', 'SYSTEME', true);

-- Accounts by name: a condition on texte_replie(nom) is not leakproof, so that a far page walked over all those before it; one on a plain
-- column is compared in the index, as assure_replie is (0009).
alter table compte add column nom_replie text collate "C" not null generated always as (texte_replie(nom)) stored;
drop index compte_liste;
create index compte_nom on compte (partenaire_id, nom_replie, id);

-- The accounts of a caisse are those with a title to it, and no index of compte leads by caisse: a page judged every account of the caisse,
-- dates and all, and sorted them. One line a title, in the orders of the list. Apart from acces, because names are walled, while the state
-- of an account takes all its titles, those to other caisses too.
create table annuaire (
  caisse_id uuid not null,
  compte_id uuid not null,
  nom_replie text collate "C" not null,
  cree_le timestamptz not null,
  primary key (compte_id, caisse_id),
  foreign key (compte_id, caisse_id) references acces
);
insert into annuaire select a.caisse_id, k.id, k.nom_replie, k.cree_le from acces a join compte k on k.id = a.compte_id;
create index annuaire_nom on annuaire (caisse_id, nom_replie, compte_id);
create index annuaire_recent on annuaire (caisse_id, cree_le desc, compte_id desc);
grant select, insert, update on annuaire to ep_app;

alter table annuaire enable row level security;
alter table annuaire force row level security;
create policy annuaire_visible on annuaire using (
  case
  when current_setting('ep.role', true) in ('AGENT_CAISSE', 'DIRECTION_CAISSE') then caisse_id = (select contexte('caisse'))
  else current_setting('ep.role', true) is not distinct from 'SYSTEME'
  end);

-- Keeps the lines of an account, whoever opens a title or renames it: a title to another caisse than the actor's is renamed too. The role
-- of the context is put back before anything else runs. The account is held, so that no name changes between the reading and the line.
create function annuaire_tenir() returns trigger language plpgsql as $$
declare
  role_ouvert text := coalesce(current_setting('ep.role', true), '');
begin
  perform set_config('ep.role', 'SYSTEME', true);
  if tg_table_name = 'acces' then
    insert into annuaire (caisse_id, compte_id, nom_replie, cree_le)
    select new.caisse_id, k.id, k.nom_replie, k.cree_le from compte k where k.id = new.compte_id for share;
  else
    update annuaire set nom_replie = new.nom_replie where compte_id = new.id;
  end if;
  perform set_config('ep.role', role_ouvert, true);
  return null;
end
$$;
create trigger annuaire_ouvert after insert on acces for each row execute function annuaire_tenir();
create trigger annuaire_renomme after update of nom on compte for each row
  when (old.nom_replie is distinct from new.nom_replie) execute function annuaire_tenir();

-- The partners of a caisse, in the orders of their list: kept on the relation, for no index of partenaire leads by caisse. A legal entity,
-- no person: nothing here is walled.
alter table partenaire_caisse add column denomination_repliee text collate "C";
alter table partenaire_caisse add column partenaire_cree_le timestamptz;
update partenaire_caisse r set denomination_repliee = texte_replie(p.denomination), partenaire_cree_le = p.cree_le
from partenaire p where p.id = r.partenaire_id;
alter table partenaire_caisse alter column denomination_repliee set not null;
alter table partenaire_caisse alter column partenaire_cree_le set not null;
create index partenaire_caisse_nom on partenaire_caisse (caisse_id, denomination_repliee, partenaire_id);
create index partenaire_caisse_recent on partenaire_caisse (caisse_id, partenaire_cree_le desc, partenaire_id desc);

create function partenaire_caisse_ranger() returns trigger language plpgsql as $$
begin
  select texte_replie(p.denomination), p.cree_le into new.denomination_repliee, new.partenaire_cree_le
  from partenaire p where p.id = new.partenaire_id for share;
  return new;
end
$$;
create trigger partenaire_caisse_range before insert on partenaire_caisse for each row execute function partenaire_caisse_ranger();

create function partenaire_renommer() returns trigger language plpgsql as $$
begin
  update partenaire_caisse set denomination_repliee = texte_replie(new.denomination) where partenaire_id = new.id;
  return null;
end
$$;
create trigger partenaire_renomme after update of denomination on partenaire for each row
  when (old.denomination is distinct from new.denomination) execute function partenaire_renommer();

-- The portfolio of a partner is read by id, part by part, as that of a caisse is along convention_en_cours.
create index convention_en_cours_partenaire on convention (partenaire_id, id) where premier_jour is not null;

-- What days alone make true of accounts: the scheduled work judged every account of every caisse. An account becomes inactive on a day
-- planned for it, or once its conventions have ended, and is erased on a day written on it.
create index compte_inactivation on compte (inactivation_effet_le)
  where etat in ('DEMANDE', 'EN_ATTENTE_ACTIVATION', 'ACTIF') and inactivation_effet_le is not null;
create index compte_suppression on compte (suppression_le, id) where etat = 'INACTIF';
create index partenaire_caisse_fin on partenaire_caisse (dernier_jour) where dernier_jour is not null;
