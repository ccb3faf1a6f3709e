-- caisse_id leads the keys of the large tables: one caisse is one tenant, and a partitioned or distributed engine can shard by it.
create table demande (
  caisse_id uuid not null references caisse,
  id uuid not null,
  numero text not null,
  partenaire_id uuid not null references partenaire,
  unite_id uuid references unite,
  convention_id uuid not null references convention,
  technicien_id uuid not null references compte,
  -- Names as they stood, so that showing a demande reads no account.
  technicien_nom text not null,
  technicien_prenom text not null,
  partenaire_denomination text not null,
  agent_id uuid references compte,
  agent_nom text,
  type text not null,
  details jsonb not null,
  description text,
  assure_civilite text not null,
  assure_nom text not null,
  assure_prenom text not null,
  assure_date_naissance date not null,
  assure_departement_residence text not null,
  personne_accompagnee boolean not null,
  information_prealable boolean,
  regime_general boolean,
  qualite_representation text not null,
  urgente boolean not null,
  complexe boolean not null,
  prioritaire boolean not null,
  service_propose text,
  service_destinataire text,
  avertissements text[] not null,
  origine text not null,
  etat text not null,
  motif_fin text,
  reponse text,
  depose_le timestamptz not null,
  modifie_le timestamptz not null,
  prise_le timestamptz,
  cloture_le timestamptz,
  version integer not null default 1,
  primary key (caisse_id, id)
);
create unique index demande_id on demande (id);
create unique index demande_numero on demande (caisse_id, numero);
create index demande_historique on demande (partenaire_id, depose_le desc, id desc);
create index demande_historique_unite on demande (unite_id, partenaire_id, depose_le desc, id desc);
create index demande_recentes on demande (caisse_id, depose_le desc, id desc);
-- The queue of a caisse: what is still to be answered, priority first, then oldest (D-18, D-19). `not`, so that all its columns go the
-- same way and a page begins at one place of it.
create index demande_file on demande (caisse_id, (not prioritaire), depose_le, id)
  where etat in ('DEPOSEE', 'ACCUSEE', 'EN_COURS', 'EN_ATTENTE_PARTENAIRE', 'TRAITEE');
create index demande_convention on demande (convention_id);
create index demande_technicien on demande (technicien_id);
create index demande_agent on demande (agent_id);

create table message (
  caisse_id uuid not null,
  id uuid not null,
  -- The order of writing: two messages of one millisecond have no order by their ids.
  rang bigint generated always as identity,
  demande_id uuid not null,
  partenaire_id uuid not null,
  unite_id uuid,
  auteur_id uuid not null references compte,
  auteur_role text not null,
  auteur_libelle text not null,
  texte text not null,
  attend_reponse boolean not null,
  avertissements text[] not null,
  cree_le timestamptz not null,
  primary key (caisse_id, id),
  foreign key (caisse_id, demande_id) references demande (caisse_id, id)
);
create index message_demande on message (caisse_id, demande_id, rang);
create index message_auteur on message (auteur_id);

-- D-32: numbers run per caisse and year. A sequence each, so that no insert waits for another; gaps are allowed. The application
-- role may not create sequences: this function does it for it, and nothing else.
create function ouvrir_numerotation(code text, annee integer) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from caisse c where c.code = ouvrir_numerotation.code) or annee not between 2000 and 2200 then
    raise exception 'numérotation inconnue';
  end if;
  execute format('create sequence if not exists %I', 'numero_' || code || '_' || annee);
  execute format('grant usage on sequence %I to ep_app', 'numero_' || code || '_' || annee);
exception
  when duplicate_table or unique_violation then null;  -- created by a concurrent request
end
$$;
revoke execute on function ouvrir_numerotation from public;
grant execute on function ouvrir_numerotation to ep_app;

create function numero_suivant(code text, annee integer) returns text language plpgsql as $$
declare
  sequence text := quote_ident('numero_' || code || '_' || annee);
begin
  if to_regclass(sequence) is null then perform ouvrir_numerotation(code, annee); end if;
  return regexp_replace(code, '^[A-Z]+-', '') || '-' || annee || '-' || lpad(nextval(sequence::regclass)::text, 6, '0');
end
$$;

-- What a demande is, whose it is and who filed it never change: a wall of its own.
grant select, insert on demande to ep_app;
grant update (service_destinataire, etat, motif_fin, reponse, agent_id, agent_nom, modifie_le, prise_le, cloture_le, version)
  on demande to ep_app;
grant select, insert on message to ep_app;
