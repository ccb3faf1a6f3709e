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
  derniere_connexion_le timestamptz,
  -- The inactivation asked for, planned or done (C-33 to C-35, C-57). The account is inactive from the day of effect on, whether or
  -- not anything has recorded it yet (etat_compte below), unless it waits for the activation of its replacement (C-56).
  inactivation_motif text,
  inactivation_demandee_le timestamptz,
  inactivation_souhaitee_le date,
  inactivation_effet_le date,
  inactivation_attend_id uuid references compte,
  inactivation_remplacant_id uuid references compte,
  -- C-36: to whom its techniciens go when it takes effect.
  inactivation_rattachement_id uuid references compte,
  inactivation_hors_preavis boolean not null default false,
  -- Role of who closed it, AUTOMATIQUE after the end of the conventions (Q-39).
  inactivation_par text,
  inactivation_commentaire text,
  -- Day from which nobody sees it any more (C-40).
  suppression_le date,
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
create index compte_liste on compte (partenaire_id, texte_replie(nom), id);
create index compte_recent on compte (partenaire_id, cree_le desc, id desc);
create index compte_unite on compte (unite_id);
create index compte_gestionnaire on compte (gestionnaire_id);
create index compte_cree_par on compte (cree_par);
create index compte_remplace on compte (remplace_id);
create index compte_attend on compte (inactivation_attend_id);
create index compte_remplacant on compte (inactivation_remplacant_id);
create index compte_rattachement on compte (inactivation_rattachement_id);

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

-- The zones are those of FuseauHoraire.
create function fuseau_iana(fuseau text) returns text language sql immutable parallel safe
  return case fuseau
    when 'GUADELOUPE' then 'America/Guadeloupe'
    when 'MARTINIQUE' then 'America/Martinique'
    when 'GUYANE' then 'America/Cayenne'
    when 'LA_REUNION' then 'Indian/Reunion'
    when 'MAYOTTE' then 'Indian/Mayotte'
    else 'Europe/Paris' end;

-- The civil day that people of a caisse live in at that moment.
create function jour_civil(fuseau text, a timestamptz) returns date language sql stable parallel safe
  return (a at time zone fuseau_iana(fuseau))::date;

-- What comes by itself in the life of an account, at that moment (C-30, C-31, C-35, C-39 to C-41): `fin`, the day from which it is
-- inactive (the planned day, or the day after the last of its conventions when all have an end), null when none is known; `suppression`,
-- the day from which nobody sees it. `jour` is today: an account lives until the day has come in the time of all its caisses, at
-- `fin_instant`.
create function echeance_compte(k compte, a timestamptz, out jour date, out fin date, out suppression date, out fin_instant timestamptz)
  language sql stable parallel safe as $$
  select t.jour, f.fin, case k.etat when 'INACTIF' then k.suppression_le else (f.fin + make_interval(months => t.mois))::date end,
    (select max(f.fin::timestamp at time zone fuseau_iana(c.fuseau)) from acces x join caisse c on c.id = x.caisse_id where x.compte_id = k.id)
  from (
    select coalesce(min(jour_civil(c.fuseau, a)), jour_civil('PARIS', a)) as jour,
      case when count(*) = count(r.dernier_jour) then max(r.dernier_jour) end as dernier_jour,
      coalesce(max((m.parametres #>> '{comptes.suppression_auto_mois,valeur}')::int), 6) as mois
    from acces x
      join caisse c on c.id = x.caisse_id
      left join partenaire_caisse r on r.caisse_id = x.caisse_id and r.partenaire_id = x.partenaire_id
      left join convention v on v.id = r.convention_id
      left join modele_convention m on m.code = v.modele_code and m.version = v.modele_version
    where x.compte_id = k.id
  ) t,
  lateral (select least(
      t.dernier_jour + 1,
      case when k.inactivation_attend_id is null then k.inactivation_effet_le end) as fin) f
$$;

-- The state of an account at that moment, right even if no scheduled work has run. The same rule as EcheancesCompte.etat of the domain,
-- here because lists filter on it; a test compares them.
create function etat_compte(k compte, a timestamptz) returns text language sql stable parallel safe as $$
  select case
    when k.partenaire_id is null or k.etat in ('EXCLU', 'SUPPRIME') then k.etat
    when k.etat = 'INACTIF' then case when k.suppression_le <= e.jour then 'SUPPRIME' else 'INACTIF' end
    when coalesce(e.fin > e.jour, true) then k.etat
    when e.suppression <= e.jour then 'SUPPRIME'
    else 'INACTIF'
  end
  from echeance_compte(k, a) e
$$;

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
  -- A later link has been sent: this one is dead.
  remplace_le timestamptz,
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

-- Recent failed sign-ins per account and per source (X-12), under keyed hashes: what people type in the wrong box, and the
-- addresses they come from, are not kept.
create table tentative (
  cle bytea primary key check (length(cle) = 32),
  nombre integer not null,
  depuis timestamptz not null
);
create index tentative_age on tentative (depuis);

grant select, insert, update on compte, acces, secret_compte, activation to ep_app;
grant select, insert, update, delete on session, tentative to ep_app;
