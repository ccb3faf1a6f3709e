-- People. The password hash lives apart (secret_compte), so that reading accounts never brings it near a response.
create table compte (
  id uuid primary key,
  role text not null,
  identifiant text not null constraint compte_identifiant unique,
  etat text not null,
  caisse_id uuid references caisse,
  partenaire_id uuid references partenaire,
  unite_id uuid references unite,
  civilite text not null,
  nom text not null,
  prenom text not null,
  fonction text,
  telephone text,
  email text not null,
  statut_personne text,
  equipement_antivirus boolean,
  engagement_confidentialite_le date,
  formation_le date,
  gestionnaire_id uuid references compte,
  -- C-56: the gestionnaire that this one replaces on its activation, holding meanwhile no place in the quota.
  remplace_id uuid references compte,
  hors_quota boolean not null default false,
  cree_par uuid references compte,
  cgu_version text,
  cgu_acceptees_le timestamptz,
  active_le timestamptz,
  inactive_le timestamptz,
  inactivation_motif text,
  inactivation_par text,
  derniere_connexion_le timestamptz,
  version integer not null default 1,
  cree_le timestamptz not null,
  modifie_le timestamptz not null,
  -- Staff of a caisse or people of a partner, never both; the national administrator is neither.
  check (caisse_id is null or partenaire_id is null)
);
-- A-06: one living account per person (known by e-mail, case folded at entry), partner and profile. An inactive one does not stand in
-- the way (Q-39); an excluded person is refused by the rule (C-47).
create unique index compte_personne on compte (partenaire_id, role, email)
  where partenaire_id is not null and etat in ('DEMANDE', 'EN_ATTENTE_ACTIVATION', 'ACTIF');
create unique index compte_agent on compte (caisse_id, role, email)
  where caisse_id is not null and etat in ('DEMANDE', 'EN_ATTENTE_ACTIVATION', 'ACTIF');
create index compte_liste on compte (partenaire_id, nom, id);
create index compte_recent on compte (partenaire_id, cree_le desc, id desc);
create index compte_unite on compte (unite_id);
create index compte_gestionnaire on compte (gestionnaire_id);
create index compte_cree_par on compte (cree_par);
create index compte_remplace on compte (remplace_id);

-- An account's title to one caisse. Whether it is open is computed from dates at each request (C-30 to C-32, D-33); only an
-- exclusion is a fact of its own (C-47).
create table acces (
  compte_id uuid not null references compte,
  caisse_id uuid not null references caisse,
  partenaire_id uuid not null references partenaire,
  exclu_le timestamptz,
  modifie_le timestamptz not null,
  primary key (compte_id, caisse_id)
);
create index acces_caisse on acces (caisse_id, partenaire_id);
create index acces_partenaire on acces (partenaire_id);

create table secret_compte (
  compte_id uuid primary key references compte,
  identifiant text not null constraint secret_identifiant unique,
  empreinte text not null,
  change_le timestamptz not null
);

-- Single-use links; the link carries a keyed hash of the id, so nothing here opens anything (C-17, C-18).
create table activation (
  id uuid primary key,
  compte_id uuid not null references compte,
  expire_le timestamptz not null,
  utilise_le timestamptz,
  cree_le timestamptz not null
);
create index activation_compte on activation (compte_id);

-- What a bearer token opens, on one line, so that the context of a request is one index lookup. Deleted with the account's
-- access: a closed account is out at once on every replica.
create table session (
  jeton bytea primary key check (length(jeton) = 32),
  compte_id uuid not null references compte,
  role text not null,
  libelle text not null,
  caisse_id uuid,
  partenaire_id uuid,
  unite_id uuid,
  cgu_version text,
  mot_de_passe_expire_le timestamptz not null,
  expire_le timestamptz not null,
  cree_le timestamptz not null
);
create index session_compte on session (compte_id);

-- Sliding count of failed sign-ins per account and per source.
create table tentative (
  cle text primary key,
  nombre integer not null,
  depuis timestamptz not null
);

grant select, insert, update on compte, acces, secret_compte, activation to ep_app;
grant select, insert, update, delete on session, tentative to ep_app;
