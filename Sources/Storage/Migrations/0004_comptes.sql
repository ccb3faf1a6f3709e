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
  cree_par uuid references compte,
  cgu_version integer,
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
-- A-06: one account per person (known by e-mail, case folded at entry), partner and profile; an excluded or inactive one still
-- counts, so that nobody comes back by another door (C-47).
create unique index compte_personne on compte (partenaire_id, role, email) where etat <> 'SUPPRIME' and partenaire_id is not null;
create unique index compte_agent on compte (caisse_id, role, email) where etat <> 'SUPPRIME' and caisse_id is not null;
create index compte_liste on compte (partenaire_id, nom, id);
create index compte_recent on compte (partenaire_id, cree_le desc, id desc);
create index compte_unite on compte (unite_id);
create index compte_gestionnaire on compte (gestionnaire_id);
create index compte_cree_par on compte (cree_par);

-- Access of one account to one caisse (C-30 to C-32).
create table acces (
  compte_id uuid not null references compte,
  caisse_id uuid not null references caisse,
  partenaire_id uuid not null references partenaire,
  etat text not null check (etat in ('OUVERT', 'SUSPENDU', 'FERME')),
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
  caisse_id uuid,
  partenaire_id uuid,
  unite_id uuid,
  cgu_version integer,
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
