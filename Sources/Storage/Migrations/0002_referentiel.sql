-- Lower case without accents, ligatures opened: the form in which searches compare texts, whatever the locale of the database.
-- unaccent is fifteen times faster than translate with a map of every accented letter.
create extension if not exists unaccent;
create function texte_replie(texte text) returns text language sql immutable parallel safe
  return lower(public.unaccent('public.unaccent', texte));

-- Caisses and models: what an administrator sets once. A convention keeps (modele_code, modele_version) for ever (V-03).
create table caisse (
  id uuid primary key,
  code text not null unique check (code ~ '^[A-Z]+-[0-9AB]{2,3}[A-Z]?$'),
  denomination text not null,
  departement text not null,
  adresse text not null,
  code_postal text,
  commune text,
  representant_qualite text,
  fuseau text not null,
  calendrier_jours_ouvres text not null,
  cree_le timestamptz not null
);

create table modele_convention (
  code text not null,
  version integer not null check (version > 0),
  titre text not null,
  natures text[] not null,
  type_caisse text not null,
  type_partenaire text not null,
  parametres jsonb not null,
  cree_le timestamptz not null,
  primary key (code, version)
);

grant select on caisse, modele_convention to ep_app;
