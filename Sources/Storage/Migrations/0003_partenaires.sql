create table partenaire (
  id uuid primary key,
  denomination text not null,
  type text not null,
  adresse text not null,
  code_postal text,
  commune text,
  siret text constraint partenaire_siret unique,
  siren text,
  effectif integer check (effectif >= 1),
  effectif_declare_le date,
  domaines_email text[] not null,
  service_porteur text,
  signataire_qualite text,
  attestation_europe_le date,
  version integer not null default 1,
  cree_le timestamptz not null,
  modifie_le timestamptz not null
);

-- The relation of a partner with one caisse: who may see the partner, and the window of access that the portal agreement
-- gives (P-07, C-32). The days are written by the acts themselves (signature, dénonciation, résiliation), never by a job:
-- dernier_jour stays null while the agreement renews itself tacitly.
create table partenaire_caisse (
  partenaire_id uuid not null references partenaire,
  caisse_id uuid not null references caisse,
  habilite_documents_sortants boolean not null default false,
  convention_id uuid,
  premier_jour date,
  dernier_jour date,
  suspendu_le timestamptz,
  suspension_motif text,
  cree_le timestamptz not null,
  primary key (caisse_id, partenaire_id)
);
create index partenaire_caisse_partenaire on partenaire_caisse (partenaire_id);
create index partenaire_caisse_convention on partenaire_caisse (convention_id);

create table unite (
  id uuid primary key,
  partenaire_id uuid not null references partenaire,
  code text not null,
  libelle text not null,
  ouverture text not null,
  decalage_mois integer check (decalage_mois between 0 and 120),
  cree_le timestamptz not null,
  constraint unite_code unique (partenaire_id, code)
);

create table convention (
  id uuid primary key,
  caisse_id uuid not null,
  partenaire_id uuid not null,
  nature text not null check (nature in ('METIER', 'UTILISATION', 'UNIQUE')),
  modele_code text not null,
  modele_version integer not null,
  convention_metier_id uuid references convention,
  objet text,
  public text,
  cadre_national text,
  -- The life of the act, computed by the domain from its dated facts and written with each of them: null until it is in effect;
  -- dernier_jour and fin (why it ends) null while nothing ends it.
  premier_jour date,
  dernier_jour date,
  fin text check (fin in ('DENONCIATION', 'TERME', 'RESILIATION', 'RESILIATION_DU_METIER', 'FIN_DU_METIER')),
  version integer not null default 1,
  cree_le timestamptz not null,
  modifie_le timestamptz not null,
  check ((dernier_jour is null) = (fin is null)),
  foreign key (caisse_id, partenaire_id) references partenaire_caisse (caisse_id, partenaire_id),
  foreign key (modele_code, modele_version) references modele_convention (code, version),
  -- V-01: a portal agreement hangs on its métier, and only it does.
  constraint convention_metier_obligatoire check ((nature = 'UTILISATION') = (convention_metier_id is not null)),
  -- V-37: per caisse and partner, one métier and one portal agreement in force on any day; the single act is both.
  constraint convention_deja_en_vigueur exclude using gist (
    caisse_id with =, partenaire_id with =,
    (case nature when 'METIER' then int4range(1, 2) when 'UTILISATION' then int4range(2, 3) else int4range(1, 3) end) with &&,
    daterange(premier_jour, dernier_jour, '[]') with &&
  ) where (premier_jour is not null)
);
create index convention_caisse on convention (caisse_id, cree_le, id);
create index convention_partenaire on convention (partenaire_id, cree_le, id);
create index convention_metier on convention (convention_metier_id);
create index convention_modele on convention (modele_code, modele_version);
alter table partenaire_caisse add foreign key (convention_id) references convention;

create table signature (
  id uuid primary key,
  convention_id uuid not null references convention,
  partie text not null check (partie in ('CAISSE', 'PARTENAIRE')),
  qualite text not null,
  date date not null,
  lieu text,
  exemplaires integer check (exemplaires between 1 and 100),
  pour_ordre_de text,
  deliberation jsonb,
  cree_le timestamptz not null,
  constraint signature_partie unique (convention_id, partie)
);

-- The caisse's own switch over what the model opens (D-08, Q-42).
create table fonctionnalite (
  convention_id uuid not null references convention,
  code text not null,
  active boolean not null,
  modifie_le timestamptz not null,
  primary key (convention_id, code)
);

create table contact (
  id uuid primary key,
  partenaire_id uuid not null references partenaire,
  caisse_id uuid not null references caisse,
  convention_id uuid references convention,
  unite_id uuid references unite,
  role text not null,
  partie text not null,
  fonction text,
  civilite text,
  nom text,
  prenom text,
  email text,
  telephone text,
  organisme text,
  adresse text,
  usage text,
  version integer not null default 1,
  cree_le timestamptz not null,
  modifie_le timestamptz not null
);
create index contact_partenaire on contact (caisse_id, partenaire_id, id);
create index contact_par_partenaire on contact (partenaire_id);
create index contact_convention on contact (convention_id);
create index contact_unite on contact (unite_id);

grant select, insert, update on partenaire, partenaire_caisse, convention, fonctionnalite, contact to ep_app;
grant select, insert on unite, signature to ep_app;
grant delete on contact to ep_app;
