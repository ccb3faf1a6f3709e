-- One journal for history, audit, notifications and reports. Appended in the transaction of the write it tells of; never updated,
-- never deleted: by grant for the application, by trigger for everybody. A reader orders by (transaction, id) and stops below the
-- oldest running transaction, so that it never skips an event that commits late.
create table evenement (
  id bigint generated always as identity primary key,
  transaction xid8 not null default pg_current_xact_id(),
  instant timestamptz not null,
  acteur_id uuid,
  acteur_role text not null,
  acteur_libelle text,
  caisse_id uuid,
  partenaire_id uuid,
  objet text not null,
  objet_id uuid not null,
  code text not null,
  regle text,
  avant jsonb,
  apres jsonb,
  requete text
);
create index evenement_objet on evenement (objet_id, id);
create index evenement_flux on evenement (transaction, id);
create index evenement_caisse on evenement (caisse_id, id);

create function evenement_immuable() returns trigger language plpgsql as $$
begin
  raise exception 'le journal est en ajout seul' using errcode = 'insufficient_privilege';
end
$$;
create trigger evenement_immuable before update or delete or truncate on evenement
  for each statement execute function evenement_immuable();

grant select, insert on evenement to ep_app;

-- Outbox: what has to be sent, written with the fact that causes it, emptied by the messager. Never an insured person's identity (J-17).
create table notification (
  id uuid primary key,
  modele text not null,
  compte_id uuid references compte,
  destinataire text not null,
  donnees jsonb not null,
  cree_le timestamptz not null,
  envoi_prevu_le timestamptz not null,
  envoye_le timestamptz,
  -- Given up after too many attempts; `derniere_erreur` says why.
  abandonne_le timestamptz,
  tentatives integer not null default 0,
  derniere_erreur text
);
create index notification_a_envoyer on notification (envoi_prevu_le, id) where envoye_le is null and abandonne_le is null;
create index notification_compte on notification (compte_id);
grant select, insert, update on notification to ep_app;

-- The answer of a POST under its Idempotency-Key, kept 24 hours for replays.
create table idempotence (
  compte_id uuid not null,
  cle text not null,
  operation text not null,
  empreinte bytea not null,
  statut integer not null,
  entetes jsonb not null,
  corps bytea not null,
  cree_le timestamptz not null,
  primary key (compte_id, cle)
);
create index idempotence_age on idempotence (cree_le);
grant select, insert, update, delete on idempotence to ep_app;
