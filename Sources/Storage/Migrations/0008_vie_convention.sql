-- What happens to a convention after its signature: letters, notices, ends, amendments, disputes, documents, actions, meetings. Facts
-- with their dates; states and deadlines are computed from them at the instant asked.

alter table convention add column objectifs text;
-- Null while a draft (V-28).
alter table convention add column proposee_le timestamptz;
update convention set proposee_le = cree_le;
create index convention_en_cours on convention (caisse_id, id) where premier_jour is not null;

-- The register of letters (V-27).
create table courrier (
  id uuid primary key,
  convention_id uuid not null references convention,
  objet text not null check (objet in ('MISE_EN_DEMEURE', 'NOTIFICATION_RESILIATION', 'DENONCIATION', 'AUTRE')),
  expediteur text not null check (expediteur in ('CAISSE', 'PARTENAIRE')),
  forme text not null,
  numero text,
  envoye_le date not null,
  presente_le date,
  recu_le date,
  non_reclame boolean not null default false,
  note text,
  version integer not null default 1,
  cree_le timestamptz not null,
  modifie_le timestamptz not null,
  check (presente_le >= envoye_le and recu_le >= envoye_le and recu_le >= presente_le)
);
create index courrier_convention on courrier (convention_id, envoye_le, id);

create table mise_en_demeure (
  id uuid primary key,
  convention_id uuid not null references convention,
  courrier_id uuid not null references courrier,
  manquement text not null,
  reparee_le date,
  reparation text,
  classee_le date,
  version integer not null default 1,
  cree_le timestamptz not null,
  modifie_le timestamptz not null
);
create index mise_en_demeure_convention on mise_en_demeure (convention_id, id);
create index mise_en_demeure_courrier on mise_en_demeure (courrier_id);

create table denonciation (
  id uuid primary key,
  convention_id uuid not null references convention,
  courrier_id uuid not null references courrier,
  motif text,
  cree_le timestamptz not null
);
create index denonciation_convention on denonciation (convention_id, id);
create index denonciation_courrier on denonciation (courrier_id);

-- One a convention, whatever two agents do at the same instant.
create table resiliation (
  convention_id uuid constraint resiliation_unique primary key references convention,
  cause text not null check (cause in ('MISE_EN_DEMEURE', 'AMIABLE')),
  mise_en_demeure_id uuid references mise_en_demeure,
  notification_id uuid references courrier,
  -- V-21: who agreed, on what day; the contract's `AccordResiliation`.
  accords jsonb not null default '[]',
  effet_le date not null,
  motif text,
  -- V-25, V-26.
  dommages_interets text,
  canal_remplacement text,
  cree_le timestamptz not null,
  check ((cause = 'MISE_EN_DEMEURE') = (mise_en_demeure_id is not null))
);
create index resiliation_mise_en_demeure on resiliation (mise_en_demeure_id);
create index resiliation_notification on resiliation (notification_id);

create table avenant (
  id uuid primary key,
  convention_id uuid not null references convention,
  numero integer not null check (numero > 0),
  intitule text not null,
  -- [{champ, avant, apres}]: paths of the matrix, `objet` or `objectifs`; values as in the model (V-14).
  modifications jsonb not null,
  effet_souhaite_le date,
  -- The day of effect that the rules give, written with the last signature; null until every party has signed (V-14).
  effet_le date,
  abandonne_le timestamptz,
  version integer not null default 1,
  cree_le timestamptz not null,
  modifie_le timestamptz not null,
  check (effet_le is null or abandonne_le is null),
  constraint avenant_numero unique (convention_id, numero)
);

create table avenant_signature (
  id uuid primary key,
  avenant_id uuid not null references avenant,
  partie text not null check (partie in ('CAISSE', 'PARTENAIRE')),
  qualite text not null,
  date date not null,
  lieu text,
  exemplaires integer check (exemplaires between 1 and 100),
  pour_ordre_de text,
  deliberation jsonb,
  cree_le timestamptz not null,
  constraint avenant_signature_partie unique (avenant_id, partie)
);

create table differend (
  id uuid primary key,
  convention_id uuid not null references convention,
  objet text not null,
  ouvert_par text not null check (ouvert_par in ('CAISSE', 'PARTENAIRE')),
  ouvert_le date not null,
  issue text check (issue in ('ACCORD', 'ABANDON', 'JURIDICTION')),
  clos_le date,
  note text,
  version integer not null default 1,
  cree_le timestamptz not null,
  modifie_le timestamptz not null,
  check ((issue is null) = (clos_le is null))
);
create index differend_convention on differend (convention_id, id);

-- Annexes and what is handed over: their particulars, not the files (V-32, V-36, B-13).
create table document_convention (
  id uuid primary key,
  convention_id uuid not null references convention,
  type text not null,
  titre text not null,
  numero_version integer not null check (numero_version > 0),
  date date,
  remis_le date,
  remis_par text check (remis_par in ('CAISSE', 'PARTENAIRE')),
  reference text,
  remplace_id uuid constraint document_remplace unique references document_convention,
  cree_le timestamptz not null
);
create index document_convention_liste on document_convention (convention_id, id);

-- What the parties have agreed to do: engagements, common and optional actions, what a termination leaves to be done (P-12, V-26,
-- V-34, X-13, X-14, X-17).
create table action_convention (
  id uuid primary key,
  convention_id uuid not null references convention,
  type text not null,
  intitule text not null,
  porteur text not null check (porteur in ('CAISSE', 'PARTENAIRE', 'COMMUN')),
  echeance_le date,
  etat text not null check (etat in ('PREVUE', 'EN_COURS', 'FAITE', 'ABANDONNEE')),
  faite_le date,
  note text,
  version integer not null default 1,
  cree_le timestamptz not null,
  modifie_le timestamptz not null,
  check ((etat = 'FAITE') = (faite_le is not null))
);
create index action_convention_liste on action_convention (convention_id, id);

-- Meetings, reports and tasks: those that the act promises, one for each type, party, rank and order (B-01 to B-07, C-49, R-24), and
-- those that the parties add (B-08, B-09, B-12).
create table instance (
  id uuid primary key,
  convention_id uuid not null references convention,
  type text not null,
  partie text check (partie in ('CAISSE', 'PARTENAIRE')),
  -- The number of the period, the civil year of a questionnaire; null for a meeting that nothing promises.
  rang integer,
  ordre integer not null default 1,
  etat text not null check (etat in ('OUVERTE', 'PROPOSEE', 'FIXEE', 'TENUE', 'ANNULEE')),
  -- The days between which it is prepared and held; null where nothing bounds it.
  ouverture_le date,
  limite_le date,
  date date,
  lieu text,
  theme text,
  accords text[] not null default '{}',
  -- [{partie, qualite, referent}], never a name.
  participants jsonb not null default '[]',
  compte_rendu text,
  tenue_le date,
  version integer not null default 1,
  cree_le timestamptz not null,
  modifie_le timestamptz not null,
  check ((etat = 'TENUE') = (tenue_le is not null))
);
create unique index instance_promise on instance (convention_id, type, coalesce(partie, ''), rang, ordre) where rang is not null;
create index instance_liste on instance (convention_id, id);

-- What has become true by itself and is recorded: one line for each date that came, so that nothing is told twice.
create table echeance_constatee (
  convention_id uuid not null references convention,
  code text not null,
  -- The day it was due, and what it is about when several share a code.
  date date not null,
  objet text not null default '',
  cree_le timestamptz not null,
  primary key (convention_id, code, date, objet)
);

-- A person's calendar feed: the address carries a token of which only the digest is kept.
create table abonnement_calendrier (
  id uuid primary key,
  jeton bytea not null constraint abonnement_jeton unique check (length(jeton) = 32),
  compte_id uuid not null references compte,
  libelle text not null,
  horizon_mois integer not null check (horizon_mois between 1 and 24),
  codes text[] not null,
  cree_le timestamptz not null,
  lu_le timestamptz
);
create index abonnement_compte on abonnement_calendrier (compte_id, cree_le desc, id desc);

grant select, insert, update on courrier, mise_en_demeure, avenant, differend, action_convention, instance to ep_app;
grant select, insert on denonciation, resiliation, avenant_signature, document_convention, echeance_constatee to ep_app;
grant select, insert, update, delete on abonnement_calendrier to ep_app;
-- An administrator publishes models as data; a version never changes (V-03).
grant insert on modele_convention to ep_app;

-- Feeds are their reader's own; opening one by its token alone is the role COMPTE, as signing in is.
alter table abonnement_calendrier enable row level security;
alter table abonnement_calendrier force row level security;
create policy abonnement_propre on abonnement_calendrier using (
  compte_id = (select contexte('compte')) or current_setting('ep.role', true) in ('COMPTE', 'SYSTEME'));

-- The dated facts of an act beside its signatures, for the rules (FaitsConvention): one reading, whatever statement shows the act.
create function vie_convention(acte uuid) returns jsonb language sql stable parallel safe as $$
  select jsonb_build_object(
    'mises_en_demeure', (
      select jsonb_agg(jsonb_build_object('id', m.id, 'reparee_le', m.reparee_le, 'classee_le', m.classee_le, 'courrier', to_jsonb(c))
        order by c.envoye_le, m.id)
      from mise_en_demeure m join courrier c on c.id = m.courrier_id where m.convention_id = acte),
    'denonciations', (
      select jsonb_agg(to_jsonb(c) order by c.envoye_le, n.id)
      from denonciation n join courrier c on c.id = n.courrier_id where n.convention_id = acte),
    'resiliation', (
      select jsonb_build_object('mise_en_demeure_id', r.mise_en_demeure_id, 'effet_le', r.effet_le)
      from resiliation r where r.convention_id = acte),
    'avenants', (
      select jsonb_agg(
        jsonb_build_object('numero', a.numero, 'modifications', a.modifications, 'effet_souhaite_le', a.effet_souhaite_le,
          'signatures', (
            select coalesce(jsonb_agg(jsonb_build_object('partie', s.partie, 'date', s.date, 'qualite', s.qualite)), '[]')
            from avenant_signature s where s.avenant_id = a.id))
        order by a.numero)
      from avenant a where a.convention_id = acte and a.abandonne_le is null),
    'differends', (
      select jsonb_agg(jsonb_build_object('ouvert_le', d.ouvert_le, 'issue', d.issue, 'clos_le', d.clos_le) order by d.ouvert_le, d.id)
      from differend d where d.convention_id = acte))
$$;

-- Whom a message about an act goes to: the référents and the shared mailboxes of both parties, and the partner's gestionnaires (V-07,
-- V-12, V-22). An address once, whatever the reasons.
create function destinataires_convention(acte uuid, a timestamptz) returns setof text language sql stable as $$
  select lower(t.email) from convention v join contact t on t.caisse_id = v.caisse_id and t.partenaire_id = v.partenaire_id
  where v.id = acte and t.email is not null and t.role in ('REFERENT', 'BOITE_CONVENTION', 'BOITE_PARTENAIRES')
    and (t.convention_id is null or t.convention_id in (v.id, v.convention_metier_id))
  union
  select k.email from convention v join acces x on x.caisse_id = v.caisse_id and x.partenaire_id = v.partenaire_id
    join compte k on k.id = x.compte_id
  where v.id = acte and k.role = 'GESTIONNAIRE' and etat_compte(k, a) = 'ACTIF'
$$;
