-- A country's worth of invented data on a migrated database that nobody has used: `espace-partenaires volume` replaces :demandes,
-- :partenaires and :comptes by numbers and runs it as superuser. Everything follows from the rank of a row, so that a load generator needs
-- no list of what exists (harness/volume.py and wrk/operations.lua of deploy/bench hold the same formulas):
--   partner k of 1…partenaires      caisse banc.caisse(k); the first partners are much larger than the last
--   account j of 1…comptes          partner 1 + (j - 1) % partenaires; the first two of each are gestionnaires, the others techniciens
--   demande i of 1…demandes         partner banc.partenaire(i), the older the smaller
--   tokens                          'banc' + rank on 38 digits + 'A' for accounts, 'agent…' for the twenty agents of each caisse
begin;
set local synchronous_commit = off;
set local maintenance_work_mem = '1GB';
set local max_parallel_maintenance_workers = 2;
set local work_mem = '128MB';
-- Foreign keys hold by construction (a test checks them); checking ten million rows one by one is what would take the time.
set local session_replication_role = replica;

create schema banc;
create function banc.id(famille text, n bigint) returns uuid language sql immutable parallel safe
  return ('018' || famille || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid;
-- Partners share the demandes unevenly: rank falls as the square of a uniform draw.
create function banc.partenaire(i bigint, partenaires bigint) returns bigint language sql immutable parallel safe
  return 1 + ((partenaires * ((i * 7919) % 1000003) / 1000003) * ((i * 7919) % 1000003)) / 1000003;
-- Five caisses of unequal size: 7, 5, 4, 3 and 1 partners in twenty.
create function banc.caisse(k bigint) returns integer language sql immutable parallel safe
  return case when k % 20 < 7 then 1 when k % 20 < 12 then 2 when k % 20 < 16 then 3 when k % 20 < 19 then 4 else 5 end;
create function banc.jeton(debut text, n bigint) returns text language sql immutable parallel safe
  return debut || lpad(n::text, 42 - length(debut), '0') || 'A';
create function banc.nom(n bigint) returns text language sql immutable parallel safe
  return initcap((array['bel', 'cor', 'dam', 'fer', 'gau', 'lan', 'mar', 'nor', 'pel', 'rou', 'sal', 'tor', 'val', 'ver', 'mon', 'char',
      'bré', 'clé', 'del', 'hau'])[1 + n % 20]
    || (array['i', 'a', 'o', 'e', 'ou', 'ai', 'an', 'é', 'on', 'u'])[1 + n / 20 % 10]
    || (array['nier', 'teau', 'vet', 'lin', 'doux', 'get', 'chon', 'rand', 'ville', 'mont', 'bert', 'sard', 'quet', 'lat', 'nel', 'zac'])[1 + n / 200 % 16]);
create function banc.prenom(n bigint) returns text language sql immutable parallel safe
  return (array['Élise', 'Noé', 'Ambre', 'Jules', 'Inès', 'Gaël', 'Maëlys', 'Côme', 'Zoé', 'Léandre', 'Yasmine', 'Tiago', 'Anaïs', 'Basile',
    'Fanny', 'Octave', 'Romane', 'Sacha', 'Thaïs', 'Victor', 'Wassim', 'Lucie', 'Malo', 'Nour', 'Capucine'])[1 + n % 25];

insert into caisse (id, code, denomination, departement, adresse, code_postal, commune, representant_qualite, fuseau, calendrier_jours_ouvres,
  cree_le)
select banc.id('e00ca', c), 'CPAM-' || d, 'Caisse primaire d''assurance maladie ' || d, d, c || ' rue du Banc', d || '000', 'Ville ' || d,
  'Directrice', 'PARIS', 'NATIONAL', '2024-01-01'
from unnest(array['57', '13', '67', '60', '82']) with ordinality t (d, c);

insert into partenaire (id, denomination, type, adresse, code_postal, commune, effectif, domaines_email, cree_le, modifie_le)
select banc.id('e00aa', k), 'CCAS de ' || banc.nom(k) || '-sur-' || banc.nom(k * 31 + 7), 'CCAS', k || ' place de la Mairie', '57000',
  banc.nom(k), 5 + k % 200, array['p' || k || '.example'], '2024-01-02', '2024-01-02'
from generate_series(1, :partenaires::bigint) k;

-- What triggers would write, here and below: this session runs none.
insert into partenaire_caisse (partenaire_id, caisse_id, convention_id, premier_jour, fuseau, cree_le, denomination_repliee, partenaire_cree_le)
select p.id, banc.id('e00ca', banc.caisse(k)), banc.id('e00c1', k), '2024-02-01', 'PARIS', '2024-01-02', texte_replie(p.denomination), p.cree_le
from generate_series(1, :partenaires::bigint) k join partenaire p on p.id = banc.id('e00aa', k);

-- A métier agreement and the portal agreement that follows it; the model of caisse 3 is a single act.
insert into convention (id, caisse_id, partenaire_id, nature, modele_code, modele_version, convention_metier_id, premier_jour, cree_le, modifie_le)
select banc.id(case when n.nature = 'METIER' then 'e00c0' else 'e00c1' end, k), banc.id('e00ca', banc.caisse(k)), banc.id('e00aa', k), n.nature,
  (array['000', '001', '002', '003', '004'])[banc.caisse(k)], 1, case when n.nature = 'UTILISATION' then banc.id('e00c0', k) end, '2024-02-01',
  '2024-01-05', '2024-01-20'
from generate_series(1, :partenaires::bigint) k, (values ('METIER'), ('UTILISATION'), ('UNIQUE')) n (nature)
where (banc.caisse(k) = 3) = (n.nature = 'UNIQUE');

insert into signature (id, convention_id, partie, qualite, date, cree_le)
select gen_random_uuid(), v.id, p.partie, 'Directrice', '2024-01-20', '2024-01-20' from convention v, (values ('CAISSE'), ('PARTENAIRE')) p (partie);

insert into compte (id, role, identifiant, etat, partenaire_id, civilite, nom, prenom, fonction, telephone, email, statut_personne,
  equipement_antivirus, gestionnaire_id, cgu_version, cgu_acceptees_le, active_le, cree_le, modifie_le)
select banc.id('e00c2', j), case when j <= 2 * :partenaires then 'GESTIONNAIRE' else 'TECHNICIEN' end, 'banc' || j, 'ACTIF',
  banc.id('e00aa', k), 'MME', banc.nom(j * 13), banc.prenom(j), 'Travailleur social', '03 53 01 00 00', 'c' || j || '@p' || k || '.example',
  case when j > 2 * :partenaires then 'EMPLOYE' end, case when j > 2 * :partenaires then true end,
  case when j > 2 * :partenaires then banc.id('e00c2', k) end, '2026-01', '2024-02-02', '2024-02-02', '2024-02-02', '2024-02-02'
from (select j, 1 + (j - 1) % :partenaires as k from generate_series(1, :comptes::bigint) j) t;

insert into compte (id, role, identifiant, etat, caisse_id, civilite, nom, prenom, email, cgu_version, cgu_acceptees_le, active_le, cree_le, modifie_le)
select banc.id('e00c3', a), 'AGENT_CAISSE', 'agent' || a, 'ACTIF', banc.id('e00ca', 1 + (a - 1) / 20), 'M', banc.nom(a * 17), banc.prenom(a),
  'agent' || a || '@caisse.example', '2026-01', '2024-02-02', '2024-02-02', '2024-02-02', '2024-02-02'
from generate_series(1, 100) a;

insert into acces (compte_id, caisse_id, partenaire_id, modifie_le)
select k.id, r.caisse_id, k.partenaire_id, '2024-02-02' from compte k join partenaire_caisse r using (partenaire_id);
insert into annuaire (caisse_id, compte_id, nom_replie, cree_le)
select a.caisse_id, k.id, k.nom_replie, k.cree_le from acces a join compte k on k.id = a.compte_id;

insert into partenaire_mot (caisse_id, partenaire_id, cle, commun)
select r.caisse_id, p.id, m.cle, m.commun
from partenaire_caisse r join partenaire p on p.id = r.partenaire_id,
  cles_recherche(concat_ws(' ', p.denomination, p.commune, p.siret, p.siren)) m;
insert into compte_mot (portee_id, compte_id, cle, commun)
select p.id, k.id, m.cle, m.commun
from compte k, lateral (select k.partenaire_id as id union all select a.caisse_id from acces a where a.compte_id = k.id) p,
  cles_recherche(concat_ws(' ', k.nom, k.prenom, k.email, k.identifiant)) m
where k.partenaire_id is not null;

insert into session (jeton, compte_id, role, libelle, caisse_id, partenaire_id, cgu_version, mot_de_passe_expire_le, expire_le, cree_le)
select sha256(convert_to(case when k.caisse_id is null then banc.jeton('banc', substr(k.identifiant, 5)::bigint)
    else banc.jeton('agent', substr(k.identifiant, 6)::bigint) end, 'UTF8')),
  k.id, k.role, k.prenom || ' ' || k.nom, k.caisse_id, k.partenaire_id, '2026-01', now() + interval '100 days', now() + interval '30 days', now()
from compte k;

-- The large tables: without their indexes, which are built once the rows are there.
create table banc.index_a_refaire as
select format('alter table %s add constraint %I primary key using index %I', c.conrelid::regclass, c.conname, c.conname) as suite,
  pg_get_indexdef(c.conindid) as definition, c.conrelid::regclass as relation, c.conname as nom, true as cle
from pg_constraint c where c.contype = 'p' and c.conrelid in ('demande'::regclass, 'demande_mot'::regclass, 'evenement'::regclass)
union all
select null, pg_get_indexdef(i.indexrelid), i.indrelid::regclass, r.relname, false
from pg_index i join pg_class r on r.oid = i.indexrelid
where i.indrelid in ('demande'::regclass, 'demande_mot'::regclass, 'evenement'::regclass) and not i.indisprimary;
create table banc.cles_etrangeres as
select conrelid::regclass as relation, conname, pg_get_constraintdef(oid) as definition from pg_constraint
where contype = 'f' and confrelid = 'demande'::regclass;

do $$
declare r record;
begin
  for r in select * from banc.cles_etrangeres loop execute format('alter table %s drop constraint %I', r.relation, r.conname); end loop;
  for r in select * from banc.index_a_refaire loop
    if r.cle then execute format('alter table %s drop constraint %I', r.relation, r.nom); else execute format('drop index %I', r.nom); end if;
  end loop;
end
$$;

create table banc.noms as select n, banc.nom(n) as nom, banc.prenom(n) as prenom from generate_series(0, 3199) n;
create table banc.partenaires as
select k, banc.caisse(k) as c, banc.id('e00ca', banc.caisse(k)) as caisse_id, banc.id('e00aa', k) as id, p.denomination
from generate_series(1, :partenaires::bigint) k join partenaire p on p.id = banc.id('e00aa', k);
create table banc.comptes as
select j, k.id, k.nom, k.prenom from generate_series(1, :comptes::bigint) j join compte k on k.id = banc.id('e00c2', j);
create table banc.agents as
select a, k.id, k.prenom || ' ' || k.nom as nom from generate_series(1, 100) a join compte k on k.id = banc.id('e00c3', a);
analyze banc.noms, banc.partenaires, banc.comptes, banc.agents;

-- Two years of filing at an even pace. Nearly all of it is closed; what is open is mostly recent.
insert into demande (caisse_id, id, numero, partenaire_id, convention_id, technicien_id, technicien_nom, technicien_prenom, partenaire_denomination,
  agent_id, agent_nom, type, details, description, assure_civilite, assure_nom, assure_prenom, assure_date_naissance,
  assure_departement_residence, personne_accompagnee, information_prealable, qualite_representation, urgente, complexe, prioritaire,
  service_propose, avertissements, origine, etat, reponse, depose_le, modifie_le, prise_le, cloture_le, version)
select p.caisse_id, banc.id('f0000', i), (array['57', '13', '67', '60', '82'])[p.c] || to_char(depose, '-YYYY-') || lpad(i::text, 8, '0'),
  p.id, banc.id('e00c1', p.k), t.id, t.nom, t.prenom, p.denomination, a.id, a.nom, 'SIGNALEMENT',
  '{"type": "SIGNALEMENT", "motifs": ["DROITS"], "lie_a_un_handicap": null, "motif_social": null, "premier_niveau_reponse": null}',
  case when h % 3 > 0 then 'La personne n''a pas reçu de réponse à son courrier du mois dernier et n''ouvre plus ses droits.' end,
  case when h % 2 = 0 then 'MME' else 'M' end, n.nom, f.prenom, date '1935-01-01' + (h * 37 % 30000)::int,
  (array['57', '13', '67', '60', '82'])[p.c], true, true, 'AUCUNE', h % 9 = 0, h % 13 = 0, h % 9 = 0, 'MAS', '{}', 'PORTAIL',
  case when close then (array['CLOTUREE', 'CLOTUREE', 'CLOTUREE', 'REJETEE', 'ANNULEE'])[1 + h % 5]
    when d.i >= :demandes::bigint * 97 / 100 then (array['ACCUSEE', 'EN_COURS'])[1 + h % 2]
    else (array['EN_ATTENTE_PARTENAIRE', 'TRAITEE'])[1 + h % 2] end,
  case when close then 'Droits ouverts, attestation envoyée.' end, depose, depose + interval '1 day', depose + interval '1 hour',
  case when close then depose + interval '1 day' end, 1
from (
  select i, (i * 104729) % 1000003 as h, banc.partenaire(i, :partenaires) as k, now() - (interval '730 days' / :demandes) * (:demandes - i) as depose,
    i < :demandes::bigint * 97 / 100 and (i * 104729) % 200 > 0 as close
  from generate_series(1, :demandes::bigint) i
) d
  join banc.partenaires p on p.k = d.k
  join banc.comptes t on t.j = d.k + :partenaires * (2 + i % greatest(1, :comptes / :partenaires - 2))
  join banc.agents a on a.a = 20 * p.c - 19 + h % 20
  join banc.noms n on n.n = (h * 7 + i) % 3200
  join banc.noms f on f.n = (h + i / 7) % 25;

create table banc.mots as
select n.nom, f.prenom, m.cle, m.commun
from (select distinct nom from banc.noms) n, (select distinct prenom from banc.noms) f, cles_recherche(n.nom || ' ' || f.prenom) m;
analyze banc.mots;
insert into demande_mot (caisse_id, demande_id, partenaire_id, cle, commun)
select d.caisse_id, d.id, d.partenaire_id, m.cle, m.commun
from demande d join banc.mots m on m.nom = d.assure_nom and m.prenom = d.assure_prenom;

insert into evenement (instant, acteur_id, acteur_role, acteur_libelle, caisse_id, partenaire_id, objet, objet_id, code, regle, apres)
select d.depose_le, d.technicien_id, 'TECHNICIEN', d.technicien_prenom || ' ' || d.technicien_nom, d.caisse_id, d.partenaire_id, 'DEMANDE', d.id,
  'DEMANDE_ACCUSEE', 'D-20', '{"etat": "ACCUSEE"}'
from demande d;

do $$
declare r record;
begin
  for r in select * from banc.index_a_refaire loop
    execute r.definition;
    if r.cle then execute r.suite; end if;
  end loop;
  for r in select * from banc.cles_etrangeres loop
    execute format('alter table %s add constraint %I %s not valid', r.relation, r.conname, r.definition);
  end loop;
end
$$;

insert into message (caisse_id, id, demande_id, partenaire_id, auteur_id, auteur_role, auteur_libelle, texte, attend_reponse, avertissements, cree_le)
select d.caisse_id, gen_random_uuid(), d.id, d.partenaire_id, d.technicien_id, 'TECHNICIEN', d.technicien_prenom || ' ' || d.technicien_nom,
  'Le courrier est bien parti le mois dernier, en voici le double.', false, '{}', d.depose_le + interval '2 hours'
from generate_series(1, :demandes::bigint, 10) i join demande d on d.id = banc.id('f0000', i);

-- Numbers to come follow those given here (D-32).
select ouvrir_numerotation(c.code, y), setval(format('%I', 'numero_' || c.code || '_' || y)::regclass, 20000000)
from caisse c, generate_series(extract(year from now())::int, extract(year from now())::int + 1) y;

set local session_replication_role = origin;
-- What the title says (0011), now that triggers run.
update partenaire_caisse set convention_id = convention_id;
drop schema banc cascade;
commit;
