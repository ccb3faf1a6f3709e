-- Written by deploy/schema, never by hand: the whole schema, sum of the migrations of this folder.

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';

CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;

COMMENT ON EXTENSION unaccent IS 'text search dictionary that removes accents';

CREATE FUNCTION public.annuaire_tenir() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION public.comptes_decomptes(partenaire uuid, a timestamp with time zone) RETURNS TABLE(caisse_id uuid, unite_id uuid, role text, comptes bigint)
    LANGUAGE plpgsql
    AS $$
declare
  role_ouvert text := coalesce(current_setting('ep.role', true), '');
begin
  perform set_config('ep.role', 'SYSTEME', true);
  return query
    select x.caisse_id, k.unite_id, k.role, count(*)
    from acces x join compte k on k.id = x.compte_id
    where x.partenaire_id = partenaire and x.exclu_le is null and not k.hors_quota
      and etat_compte(k, a) in ('DEMANDE', 'EN_ATTENTE_ACTIVATION', 'ACTIF')
    group by x.caisse_id, k.unite_id, k.role;
  perform set_config('ep.role', role_ouvert, true);
end
$$;

CREATE FUNCTION public.contexte(nom text) RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting(('ep.'::text || nom), true), ''::text))::uuid;

CREATE FUNCTION public.destinataires_convention(acte uuid, a timestamp with time zone) RETURNS SETOF text
    LANGUAGE sql STABLE
    AS $$
  select lower(t.email) from convention v join contact t on t.caisse_id = v.caisse_id and t.partenaire_id = v.partenaire_id
  where v.id = acte and t.email is not null and t.role in ('REFERENT', 'BOITE_CONVENTION', 'BOITE_PARTENAIRES')
    and (t.convention_id is null or t.convention_id in (v.id, v.convention_metier_id))
  union
  select k.email from convention v join acces x on x.caisse_id = v.caisse_id and x.partenaire_id = v.partenaire_id
    join compte k on k.id = x.compte_id
  where v.id = acte and k.role = 'GESTIONNAIRE' and etat_compte(k, a) = 'ACTIF'
$$;

CREATE FUNCTION public.texte_replie(texte text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
begin
  return lower(public.unaccent('public.unaccent', texte));
end
$$;

CREATE TABLE public.compte (
    id uuid NOT NULL,
    role text NOT NULL,
    identifiant text NOT NULL,
    etat text NOT NULL,
    caisse_id uuid,
    partenaire_id uuid,
    unite_id uuid,
    civilite text NOT NULL,
    nom text NOT NULL,
    prenom text NOT NULL,
    fonction text,
    telephone text,
    email text NOT NULL,
    statut_personne text,
    equipement_antivirus boolean,
    engagement_confidentialite_le date,
    formation_le date,
    gestionnaire_id uuid,
    remplace_id uuid,
    hors_quota boolean DEFAULT false NOT NULL,
    cree_par uuid,
    cgu_version text,
    cgu_acceptees_le timestamp with time zone,
    active_le timestamp with time zone,
    derniere_connexion_le timestamp with time zone,
    inactivation_motif text,
    inactivation_demandee_le timestamp with time zone,
    inactivation_souhaitee_le date,
    inactivation_effet_le date,
    inactivation_attend_id uuid,
    inactivation_remplacant_id uuid,
    inactivation_rattachement_id uuid,
    inactivation_hors_preavis boolean DEFAULT false NOT NULL,
    inactivation_par text,
    inactivation_commentaire text,
    suppression_le date,
    version integer DEFAULT 1 NOT NULL,
    cree_le timestamp with time zone NOT NULL,
    modifie_le timestamp with time zone NOT NULL,
    nom_replie text GENERATED ALWAYS AS (public.texte_replie(nom)) STORED NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT compte_check CHECK (((caisse_id IS NULL) OR (partenaire_id IS NULL)))
);

ALTER TABLE ONLY public.compte FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.echeance_compte(k public.compte, a timestamp with time zone, OUT jour date, OUT fin date, OUT suppression date, OUT fin_instant timestamp with time zone) RETURNS record
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
declare
  dernier date;
  mois int;
begin
  select coalesce(min(jour_civil(c.fuseau, a)), jour_civil('PARIS', a)),
    case when count(*) = count(r.dernier_jour) then max(r.dernier_jour) end,
    coalesce(max((case when n.modification is null then m.parametres #>> '{comptes.suppression_auto_mois,valeur}'
      else n.modification ->> 'apres' end)::int), 6)
  into jour, dernier, mois
  from acces x
    join caisse c on c.id = x.caisse_id
    left join partenaire_caisse r on r.caisse_id = x.caisse_id and r.partenaire_id = x.partenaire_id
    left join convention v on v.id = r.convention_id
    left join modele_convention m on m.code = v.modele_code and m.version = v.modele_version
    left join lateral (
      select e.modification from avenant o, jsonb_array_elements(o.modifications) as e (modification)
      where o.convention_id = v.id and o.effet_le <= jour_civil(c.fuseau, a)
        and e.modification ->> 'champ' = 'comptes.suppression_auto_mois'
      order by o.effet_le desc, o.numero desc limit 1) n on true
  where x.compte_id = k.id;
  fin := least(dernier + 1, case when k.inactivation_attend_id is null then k.inactivation_effet_le end);
  suppression := case k.etat when 'INACTIF' then k.suppression_le else (fin + make_interval(months => mois))::date end;
  if fin is not null then
    fin_instant := (
      select max(fin::timestamp at time zone fuseau_iana(c.fuseau)) from acces x join caisse c on c.id = x.caisse_id where x.compte_id = k.id);
  end if;
end
$$;

CREATE FUNCTION public.etat_compte(k public.compte, a timestamp with time zone) RETURNS text
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
declare
  e record;
begin
  if k.partenaire_id is null or k.etat in ('EXCLU', 'SUPPRIME') then return k.etat; end if;
  select * into e from echeance_compte(k, a);
  return case
    when k.etat = 'INACTIF' then case when k.suppression_le <= e.jour then 'SUPPRIME' else 'INACTIF' end
    when coalesce(e.fin > e.jour, true) then k.etat
    when e.suppression <= e.jour then 'SUPPRIME'
    else 'INACTIF'
  end;
end
$$;

CREATE FUNCTION public.evenement_immuable() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  raise exception 'le journal est en ajout seul' using errcode = 'insufficient_privilege';
end
$$;

CREATE FUNCTION public.fenetre_recopiee() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  select u.ouverture, u.decalage_mois into new.ouverture, new.decalage_mois
  from compte k join unite u on u.id = k.unite_id where k.id = new.compte_id;
  return new;
end
$$;

CREATE FUNCTION public.fuseau_iana(fuseau text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE fuseau WHEN 'GUADELOUPE'::text THEN 'America/Guadeloupe'::text WHEN 'MARTINIQUE'::text THEN 'America/Martinique'::text WHEN 'GUYANE'::text THEN 'America/Cayenne'::text WHEN 'LA_REUNION'::text THEN 'Indian/Reunion'::text WHEN 'MAYOTTE'::text THEN 'Indian/Mayotte'::text ELSE 'Europe/Paris'::text END;

CREATE FUNCTION public.jour_civil(fuseau text, a timestamp with time zone) RETURNS date
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN ((a AT TIME ZONE public.fuseau_iana(fuseau)))::date;

CREATE FUNCTION public.numero_suivant(code text, annee integer) RETURNS text
    LANGUAGE plpgsql
    AS $$
declare
  sequence text := quote_ident('numero_' || code || '_' || annee);
  rang text;
begin
  if to_regclass(sequence) is null then perform ouvrir_numerotation(code, annee); end if;
  rang := nextval(sequence::regclass)::text;
  -- Six digits or more: lpad alone would cut the seventh, and the number would be somebody else's.
  return regexp_replace(code, '^[A-Z]+-', '') || '-' || annee || '-' || lpad(rang, greatest(6, length(rang)), '0');
end
$$;

CREATE FUNCTION public.ouvrir_numerotation(code text, annee integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.partenaire_caisse_ranger() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  select texte_replie(p.denomination), p.cree_le into new.denomination_repliee, new.partenaire_cree_le
  from partenaire p where p.id = new.partenaire_id for share;
  return new;
end
$$;

CREATE FUNCTION public.partenaire_renommer() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  update partenaire_caisse set denomination_repliee = texte_replie(new.denomination) where partenaire_id = new.id;
  return null;
end
$$;

CREATE FUNCTION public.rang_suivant(code text, annee integer) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
declare
  sequence regclass := to_regclass(quote_ident('numero_' || code || '_' || annee));
begin
  if sequence is null then
    perform ouvrir_numerotation(code, annee);
    sequence := quote_ident('numero_' || code || '_' || annee)::regclass;
  end if;
  return nextval(sequence);
end
$$;

CREATE FUNCTION public.titre_a_recopier() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if tg_table_name = 'caisse' then
    update partenaire_caisse set caisse_id = caisse_id where caisse_id = new.id;
  elsif tg_table_name = 'convention' then
    update partenaire_caisse set convention_id = convention_id where convention_id = new.id;
  else
    update partenaire_caisse set convention_id = convention_id where convention_id in (new.convention_id, old.convention_id);
  end if;
  return null;
end
$$;

CREATE FUNCTION public.titre_recopie() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  new.fuseau := (select c.fuseau from caisse c where c.id = new.caisse_id);
  select v.modele_code, v.modele_version into new.modele_code, new.modele_version from convention v where v.id = new.convention_id;
  new.avenants := (
    select jsonb_agg(jsonb_build_object('effet_le', o.effet_le, 'numero', o.numero, 'modifications', o.modifications))
    from avenant o where o.convention_id = new.convention_id and o.effet_le is not null);
  new.interrupteurs := (select jsonb_object_agg(f.code, f.active) from fonctionnalite f where f.convention_id = new.convention_id);
  return new;
end
$$;

CREATE FUNCTION public.vie_convention(acte uuid) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
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

CREATE TABLE public.abonnement_calendrier (
    id uuid NOT NULL,
    jeton bytea NOT NULL,
    compte_id uuid NOT NULL,
    libelle text NOT NULL,
    horizon_mois integer NOT NULL,
    codes text[] NOT NULL,
    cree_le timestamp with time zone NOT NULL,
    lu_le timestamp with time zone,
    CONSTRAINT abonnement_calendrier_horizon_mois_check CHECK (((horizon_mois >= 1) AND (horizon_mois <= 24))),
    CONSTRAINT abonnement_calendrier_jeton_check CHECK ((length(jeton) = 32))
);

ALTER TABLE ONLY public.abonnement_calendrier FORCE ROW LEVEL SECURITY;

CREATE TABLE public.acces (
    compte_id uuid NOT NULL,
    caisse_id uuid NOT NULL,
    partenaire_id uuid NOT NULL,
    exclu_le timestamp with time zone,
    modifie_le timestamp with time zone NOT NULL,
    ouverture text,
    decalage_mois integer
);

CREATE TABLE public.action_convention (
    id uuid NOT NULL,
    convention_id uuid NOT NULL,
    type text NOT NULL,
    intitule text NOT NULL,
    porteur text NOT NULL,
    echeance_le date,
    etat text NOT NULL,
    faite_le date,
    note text,
    version integer DEFAULT 1 NOT NULL,
    cree_le timestamp with time zone NOT NULL,
    modifie_le timestamp with time zone NOT NULL,
    CONSTRAINT action_convention_check CHECK (((etat = 'FAITE'::text) = (faite_le IS NOT NULL))),
    CONSTRAINT action_convention_etat_check CHECK ((etat = ANY (ARRAY['PREVUE'::text, 'EN_COURS'::text, 'FAITE'::text, 'ABANDONNEE'::text]))),
    CONSTRAINT action_convention_porteur_check CHECK ((porteur = ANY (ARRAY['CAISSE'::text, 'PARTENAIRE'::text, 'COMMUN'::text])))
);

CREATE TABLE public.activation (
    id uuid NOT NULL,
    compte_id uuid NOT NULL,
    expire_le timestamp with time zone NOT NULL,
    utilise_le timestamp with time zone,
    remplace_le timestamp with time zone,
    cree_le timestamp with time zone NOT NULL
);

CREATE TABLE public.annuaire (
    caisse_id uuid NOT NULL,
    compte_id uuid NOT NULL,
    nom_replie text NOT NULL COLLATE pg_catalog."C",
    cree_le timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.annuaire FORCE ROW LEVEL SECURITY;

CREATE TABLE public.avenant (
    id uuid NOT NULL,
    convention_id uuid NOT NULL,
    numero integer NOT NULL,
    intitule text NOT NULL,
    modifications jsonb NOT NULL,
    effet_souhaite_le date,
    effet_le date,
    abandonne_le timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    cree_le timestamp with time zone NOT NULL,
    modifie_le timestamp with time zone NOT NULL,
    CONSTRAINT avenant_check CHECK (((effet_le IS NULL) OR (abandonne_le IS NULL))),
    CONSTRAINT avenant_numero_check CHECK ((numero > 0))
);

CREATE TABLE public.avenant_signature (
    id uuid NOT NULL,
    avenant_id uuid NOT NULL,
    partie text NOT NULL,
    qualite text NOT NULL,
    date date NOT NULL,
    lieu text,
    exemplaires integer,
    pour_ordre_de text,
    deliberation jsonb,
    cree_le timestamp with time zone NOT NULL,
    CONSTRAINT avenant_signature_exemplaires_check CHECK (((exemplaires >= 1) AND (exemplaires <= 100))),
    CONSTRAINT avenant_signature_partie_check CHECK ((partie = ANY (ARRAY['CAISSE'::text, 'PARTENAIRE'::text])))
);

CREATE TABLE public.caisse (
    id uuid NOT NULL,
    code text NOT NULL,
    denomination text NOT NULL,
    departement text NOT NULL,
    adresse text NOT NULL,
    code_postal text,
    commune text,
    representant_qualite text,
    fuseau text NOT NULL,
    calendrier_jours_ouvres text NOT NULL,
    cree_le timestamp with time zone NOT NULL,
    CONSTRAINT caisse_code_check CHECK ((code ~ '^[A-Z]+-[0-9AB]{2,3}[A-Z]?$'::text))
);

CREATE TABLE public.contact (
    id uuid NOT NULL,
    partenaire_id uuid NOT NULL,
    caisse_id uuid NOT NULL,
    convention_id uuid,
    unite_id uuid,
    role text NOT NULL,
    partie text NOT NULL,
    fonction text,
    civilite text,
    nom text,
    prenom text,
    email text,
    telephone text,
    organisme text,
    adresse text,
    usage text,
    version integer DEFAULT 1 NOT NULL,
    cree_le timestamp with time zone NOT NULL,
    modifie_le timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.contact FORCE ROW LEVEL SECURITY;

CREATE TABLE public.convention (
    id uuid NOT NULL,
    caisse_id uuid NOT NULL,
    partenaire_id uuid NOT NULL,
    nature text NOT NULL,
    modele_code text NOT NULL,
    modele_version integer NOT NULL,
    convention_metier_id uuid,
    objet text,
    public text,
    cadre_national text,
    premier_jour date,
    dernier_jour date,
    fin text,
    version integer DEFAULT 1 NOT NULL,
    cree_le timestamp with time zone NOT NULL,
    modifie_le timestamp with time zone NOT NULL,
    objectifs text,
    proposee_le timestamp with time zone,
    CONSTRAINT convention_check CHECK (((dernier_jour IS NULL) = (fin IS NULL))),
    CONSTRAINT convention_fin_check CHECK ((fin = ANY (ARRAY['DENONCIATION'::text, 'TERME'::text, 'RESILIATION'::text, 'RESILIATION_DU_METIER'::text, 'FIN_DU_METIER'::text]))),
    CONSTRAINT convention_metier_obligatoire CHECK (((nature = 'UTILISATION'::text) = (convention_metier_id IS NOT NULL))),
    CONSTRAINT convention_nature_check CHECK ((nature = ANY (ARRAY['METIER'::text, 'UTILISATION'::text, 'UNIQUE'::text])))
);

CREATE TABLE public.courrier (
    id uuid NOT NULL,
    convention_id uuid NOT NULL,
    objet text NOT NULL,
    expediteur text NOT NULL,
    forme text NOT NULL,
    numero text,
    envoye_le date NOT NULL,
    presente_le date,
    recu_le date,
    non_reclame boolean DEFAULT false NOT NULL,
    note text,
    version integer DEFAULT 1 NOT NULL,
    cree_le timestamp with time zone NOT NULL,
    modifie_le timestamp with time zone NOT NULL,
    CONSTRAINT courrier_check CHECK (((presente_le >= envoye_le) AND (recu_le >= envoye_le) AND (recu_le >= presente_le))),
    CONSTRAINT courrier_expediteur_check CHECK ((expediteur = ANY (ARRAY['CAISSE'::text, 'PARTENAIRE'::text]))),
    CONSTRAINT courrier_objet_check CHECK ((objet = ANY (ARRAY['MISE_EN_DEMEURE'::text, 'NOTIFICATION_RESILIATION'::text, 'DENONCIATION'::text, 'AUTRE'::text])))
);

CREATE TABLE public.demande (
    caisse_id uuid NOT NULL,
    id uuid NOT NULL,
    numero text NOT NULL,
    partenaire_id uuid NOT NULL,
    unite_id uuid,
    convention_id uuid NOT NULL,
    technicien_id uuid NOT NULL,
    technicien_nom text NOT NULL,
    technicien_prenom text NOT NULL,
    partenaire_denomination text NOT NULL,
    agent_id uuid,
    agent_nom text,
    type text NOT NULL,
    details jsonb NOT NULL,
    description text,
    assure_civilite text NOT NULL,
    assure_nom text NOT NULL,
    assure_prenom text NOT NULL,
    assure_date_naissance date NOT NULL,
    assure_departement_residence text NOT NULL,
    personne_accompagnee boolean NOT NULL,
    information_prealable boolean,
    regime_general boolean,
    qualite_representation text NOT NULL,
    urgente boolean NOT NULL,
    complexe boolean NOT NULL,
    prioritaire boolean NOT NULL,
    service_propose text,
    service_destinataire text,
    avertissements text[] NOT NULL,
    origine text NOT NULL,
    etat text NOT NULL,
    motif_fin text,
    reponse text,
    depose_le timestamp with time zone NOT NULL,
    modifie_le timestamp with time zone NOT NULL,
    prise_le timestamp with time zone,
    cloture_le timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    assure_replie text GENERATED ALWAYS AS (public.texte_replie(((assure_nom || ' '::text) || assure_prenom))) STORED NOT NULL COLLATE pg_catalog."C"
);

ALTER TABLE ONLY public.demande FORCE ROW LEVEL SECURITY;

CREATE TABLE public.denonciation (
    id uuid NOT NULL,
    convention_id uuid NOT NULL,
    courrier_id uuid NOT NULL,
    motif text,
    cree_le timestamp with time zone NOT NULL
);

CREATE TABLE public.differend (
    id uuid NOT NULL,
    convention_id uuid NOT NULL,
    objet text NOT NULL,
    ouvert_par text NOT NULL,
    ouvert_le date NOT NULL,
    issue text,
    clos_le date,
    note text,
    version integer DEFAULT 1 NOT NULL,
    cree_le timestamp with time zone NOT NULL,
    modifie_le timestamp with time zone NOT NULL,
    CONSTRAINT differend_check CHECK (((issue IS NULL) = (clos_le IS NULL))),
    CONSTRAINT differend_issue_check CHECK ((issue = ANY (ARRAY['ACCORD'::text, 'ABANDON'::text, 'JURIDICTION'::text]))),
    CONSTRAINT differend_ouvert_par_check CHECK ((ouvert_par = ANY (ARRAY['CAISSE'::text, 'PARTENAIRE'::text])))
);

CREATE TABLE public.document_convention (
    id uuid NOT NULL,
    convention_id uuid NOT NULL,
    type text NOT NULL,
    titre text NOT NULL,
    numero_version integer NOT NULL,
    date date,
    remis_le date,
    remis_par text,
    reference text,
    remplace_id uuid,
    cree_le timestamp with time zone NOT NULL,
    CONSTRAINT document_convention_numero_version_check CHECK ((numero_version > 0)),
    CONSTRAINT document_convention_remis_par_check CHECK ((remis_par = ANY (ARRAY['CAISSE'::text, 'PARTENAIRE'::text])))
);

CREATE TABLE public.echeance_constatee (
    convention_id uuid NOT NULL,
    code text NOT NULL,
    date date NOT NULL,
    objet text DEFAULT ''::text NOT NULL,
    cree_le timestamp with time zone NOT NULL
);

CREATE TABLE public.evenement (
    id bigint NOT NULL,
    transaction xid8 DEFAULT pg_current_xact_id() NOT NULL,
    instant timestamp with time zone NOT NULL,
    acteur_id uuid,
    acteur_role text NOT NULL,
    acteur_libelle text,
    caisse_id uuid,
    partenaire_id uuid,
    objet text NOT NULL,
    objet_id uuid NOT NULL,
    code text NOT NULL,
    regle text,
    avant jsonb,
    apres jsonb,
    requete text
);

ALTER TABLE ONLY public.evenement FORCE ROW LEVEL SECURITY;

ALTER TABLE public.evenement ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.evenement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.fonctionnalite (
    convention_id uuid NOT NULL,
    code text NOT NULL,
    active boolean NOT NULL,
    modifie_le timestamp with time zone NOT NULL
);

CREATE TABLE public.idempotence (
    compte_id uuid NOT NULL,
    cle text NOT NULL,
    operation text NOT NULL,
    empreinte bytea NOT NULL,
    statut integer NOT NULL,
    entetes jsonb NOT NULL,
    corps bytea NOT NULL,
    cree_le timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.idempotence FORCE ROW LEVEL SECURITY;

CREATE TABLE public.instance (
    id uuid NOT NULL,
    convention_id uuid NOT NULL,
    type text NOT NULL,
    partie text,
    rang integer,
    ordre integer DEFAULT 1 NOT NULL,
    etat text NOT NULL,
    ouverture_le date,
    limite_le date,
    date date,
    lieu text,
    theme text,
    accords text[] DEFAULT '{}'::text[] NOT NULL,
    participants jsonb DEFAULT '[]'::jsonb NOT NULL,
    compte_rendu text,
    tenue_le date,
    version integer DEFAULT 1 NOT NULL,
    cree_le timestamp with time zone NOT NULL,
    modifie_le timestamp with time zone NOT NULL,
    CONSTRAINT instance_check CHECK (((etat = 'TENUE'::text) = (tenue_le IS NOT NULL))),
    CONSTRAINT instance_etat_check CHECK ((etat = ANY (ARRAY['OUVERTE'::text, 'PROPOSEE'::text, 'FIXEE'::text, 'TENUE'::text, 'ANNULEE'::text]))),
    CONSTRAINT instance_partie_check CHECK ((partie = ANY (ARRAY['CAISSE'::text, 'PARTENAIRE'::text])))
);

CREATE TABLE public.message (
    caisse_id uuid NOT NULL,
    id uuid NOT NULL,
    rang bigint NOT NULL,
    demande_id uuid NOT NULL,
    partenaire_id uuid NOT NULL,
    unite_id uuid,
    auteur_id uuid NOT NULL,
    auteur_role text NOT NULL,
    auteur_libelle text NOT NULL,
    texte text NOT NULL,
    attend_reponse boolean NOT NULL,
    avertissements text[] NOT NULL,
    cree_le timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.message FORCE ROW LEVEL SECURITY;

ALTER TABLE public.message ALTER COLUMN rang ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.message_rang_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.migration (
    nom text NOT NULL,
    appliquee_le timestamp with time zone DEFAULT now() NOT NULL,
    sha256 text
);

CREATE TABLE public.mise_en_demeure (
    id uuid NOT NULL,
    convention_id uuid NOT NULL,
    courrier_id uuid NOT NULL,
    manquement text NOT NULL,
    reparee_le date,
    reparation text,
    classee_le date,
    version integer DEFAULT 1 NOT NULL,
    cree_le timestamp with time zone NOT NULL,
    modifie_le timestamp with time zone NOT NULL
);

CREATE TABLE public.modele_convention (
    code text NOT NULL,
    version integer NOT NULL,
    titre text NOT NULL,
    natures text[] NOT NULL,
    type_caisse text NOT NULL,
    type_partenaire text NOT NULL,
    parametres jsonb NOT NULL,
    cree_le timestamp with time zone NOT NULL,
    CONSTRAINT modele_convention_version_check CHECK ((version > 0))
);

CREATE TABLE public.notification (
    id uuid NOT NULL,
    modele text NOT NULL,
    compte_id uuid,
    destinataire text NOT NULL,
    donnees jsonb NOT NULL,
    cree_le timestamp with time zone NOT NULL,
    envoi_prevu_le timestamp with time zone NOT NULL,
    envoye_le timestamp with time zone,
    abandonne_le timestamp with time zone,
    tentatives integer DEFAULT 0 NOT NULL,
    derniere_erreur text
);

CREATE TABLE public.partenaire (
    id uuid NOT NULL,
    denomination text NOT NULL,
    type text NOT NULL,
    adresse text NOT NULL,
    code_postal text,
    commune text,
    siret text,
    siren text,
    effectif integer,
    effectif_declare_le date,
    domaines_email text[] NOT NULL,
    service_porteur text,
    signataire_qualite text,
    attestation_europe_le date,
    version integer DEFAULT 1 NOT NULL,
    cree_le timestamp with time zone NOT NULL,
    modifie_le timestamp with time zone NOT NULL,
    CONSTRAINT partenaire_effectif_check CHECK ((effectif >= 1))
);

CREATE TABLE public.partenaire_caisse (
    partenaire_id uuid NOT NULL,
    caisse_id uuid NOT NULL,
    habilite_documents_sortants boolean DEFAULT false NOT NULL,
    convention_id uuid,
    premier_jour date,
    dernier_jour date,
    suspendu_le timestamp with time zone,
    suspension_motif text,
    cree_le timestamp with time zone NOT NULL,
    denomination_repliee text NOT NULL COLLATE pg_catalog."C",
    partenaire_cree_le timestamp with time zone NOT NULL,
    fuseau text NOT NULL,
    modele_code text,
    modele_version integer,
    avenants jsonb,
    interrupteurs jsonb
);

CREATE TABLE public.resiliation (
    convention_id uuid NOT NULL,
    cause text NOT NULL,
    mise_en_demeure_id uuid,
    notification_id uuid,
    accords jsonb DEFAULT '[]'::jsonb NOT NULL,
    effet_le date NOT NULL,
    motif text,
    dommages_interets text,
    canal_remplacement text,
    cree_le timestamp with time zone NOT NULL,
    CONSTRAINT resiliation_cause_check CHECK ((cause = ANY (ARRAY['MISE_EN_DEMEURE'::text, 'AMIABLE'::text]))),
    CONSTRAINT resiliation_check CHECK (((cause = 'MISE_EN_DEMEURE'::text) = (mise_en_demeure_id IS NOT NULL)))
);

CREATE TABLE public.secret_compte (
    compte_id uuid NOT NULL,
    identifiant text NOT NULL,
    empreinte text NOT NULL,
    change_le timestamp with time zone NOT NULL
);

CREATE TABLE public.session (
    jeton bytea NOT NULL,
    compte_id uuid NOT NULL,
    role text NOT NULL,
    libelle text NOT NULL,
    caisse_id uuid,
    partenaire_id uuid,
    unite_id uuid,
    cgu_version text,
    mot_de_passe_expire_le timestamp with time zone NOT NULL,
    expire_le timestamp with time zone NOT NULL,
    cree_le timestamp with time zone NOT NULL,
    CONSTRAINT session_jeton_check CHECK ((length(jeton) = 32)),
    CONSTRAINT session_role CHECK ((role = ANY (ARRAY['ADMIN_NATIONAL'::text, 'AGENT_CAISSE'::text, 'DIRECTION_CAISSE'::text, 'GESTIONNAIRE'::text, 'TECHNICIEN'::text, 'DPO'::text, 'CLIENT'::text])))
);

CREATE TABLE public.signature (
    id uuid NOT NULL,
    convention_id uuid NOT NULL,
    partie text NOT NULL,
    qualite text NOT NULL,
    date date NOT NULL,
    lieu text,
    exemplaires integer,
    pour_ordre_de text,
    deliberation jsonb,
    cree_le timestamp with time zone NOT NULL,
    CONSTRAINT signature_exemplaires_check CHECK (((exemplaires >= 1) AND (exemplaires <= 100))),
    CONSTRAINT signature_partie_check CHECK ((partie = ANY (ARRAY['CAISSE'::text, 'PARTENAIRE'::text])))
);

CREATE TABLE public.tentative (
    cle bytea NOT NULL,
    nombre integer NOT NULL,
    depuis timestamp with time zone NOT NULL,
    CONSTRAINT tentative_cle_check CHECK ((length(cle) = 32))
);

CREATE TABLE public.unite (
    id uuid NOT NULL,
    partenaire_id uuid NOT NULL,
    code text NOT NULL,
    libelle text NOT NULL,
    ouverture text NOT NULL,
    decalage_mois integer,
    cree_le timestamp with time zone NOT NULL,
    CONSTRAINT unite_decalage_mois_check CHECK (((decalage_mois >= 0) AND (decalage_mois <= 120)))
);

ALTER TABLE ONLY public.abonnement_calendrier
    ADD CONSTRAINT abonnement_calendrier_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.abonnement_calendrier
    ADD CONSTRAINT abonnement_jeton UNIQUE (jeton);

ALTER TABLE ONLY public.acces
    ADD CONSTRAINT acces_pkey PRIMARY KEY (compte_id, caisse_id);

ALTER TABLE ONLY public.action_convention
    ADD CONSTRAINT action_convention_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.activation
    ADD CONSTRAINT activation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.annuaire
    ADD CONSTRAINT annuaire_pkey PRIMARY KEY (compte_id, caisse_id);

ALTER TABLE ONLY public.avenant
    ADD CONSTRAINT avenant_numero UNIQUE (convention_id, numero);

ALTER TABLE ONLY public.avenant
    ADD CONSTRAINT avenant_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.avenant_signature
    ADD CONSTRAINT avenant_signature_partie UNIQUE (avenant_id, partie);

ALTER TABLE ONLY public.avenant_signature
    ADD CONSTRAINT avenant_signature_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.caisse
    ADD CONSTRAINT caisse_code_key UNIQUE (code);

ALTER TABLE ONLY public.caisse
    ADD CONSTRAINT caisse_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.compte
    ADD CONSTRAINT compte_identifiant UNIQUE (identifiant);

ALTER TABLE ONLY public.compte
    ADD CONSTRAINT compte_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.convention
    ADD CONSTRAINT convention_couple UNIQUE (id, caisse_id, partenaire_id);

ALTER TABLE ONLY public.convention
    ADD CONSTRAINT convention_deja_en_vigueur EXCLUDE USING gist (caisse_id WITH =, partenaire_id WITH =, (
CASE nature
    WHEN 'METIER'::text THEN int4range(1, 2)
    WHEN 'UTILISATION'::text THEN int4range(2, 3)
    ELSE int4range(1, 3)
END) WITH &&, daterange(premier_jour, dernier_jour, '[]'::text) WITH &&) WHERE ((premier_jour IS NOT NULL));

ALTER TABLE ONLY public.convention
    ADD CONSTRAINT convention_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.courrier
    ADD CONSTRAINT courrier_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.demande
    ADD CONSTRAINT demande_pkey PRIMARY KEY (caisse_id, id);

ALTER TABLE ONLY public.denonciation
    ADD CONSTRAINT denonciation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.differend
    ADD CONSTRAINT differend_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.document_convention
    ADD CONSTRAINT document_convention_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.document_convention
    ADD CONSTRAINT document_remplace UNIQUE (remplace_id);

ALTER TABLE ONLY public.echeance_constatee
    ADD CONSTRAINT echeance_constatee_pkey PRIMARY KEY (convention_id, code, date, objet);

ALTER TABLE ONLY public.evenement
    ADD CONSTRAINT evenement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.fonctionnalite
    ADD CONSTRAINT fonctionnalite_pkey PRIMARY KEY (convention_id, code);

ALTER TABLE ONLY public.idempotence
    ADD CONSTRAINT idempotence_pkey PRIMARY KEY (compte_id, cle);

ALTER TABLE ONLY public.instance
    ADD CONSTRAINT instance_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.message
    ADD CONSTRAINT message_pkey PRIMARY KEY (caisse_id, id);

ALTER TABLE ONLY public.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (nom);

ALTER TABLE ONLY public.mise_en_demeure
    ADD CONSTRAINT mise_en_demeure_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.modele_convention
    ADD CONSTRAINT modele_convention_pkey PRIMARY KEY (code, version);

ALTER TABLE ONLY public.notification
    ADD CONSTRAINT notification_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.partenaire_caisse
    ADD CONSTRAINT partenaire_caisse_pkey PRIMARY KEY (caisse_id, partenaire_id);

ALTER TABLE ONLY public.partenaire
    ADD CONSTRAINT partenaire_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.partenaire
    ADD CONSTRAINT partenaire_siret UNIQUE (siret);

ALTER TABLE ONLY public.resiliation
    ADD CONSTRAINT resiliation_unique PRIMARY KEY (convention_id);

ALTER TABLE ONLY public.secret_compte
    ADD CONSTRAINT secret_compte_pkey PRIMARY KEY (compte_id);

ALTER TABLE ONLY public.secret_compte
    ADD CONSTRAINT secret_identifiant UNIQUE (identifiant);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (jeton);

ALTER TABLE ONLY public.signature
    ADD CONSTRAINT signature_partie UNIQUE (convention_id, partie);

ALTER TABLE ONLY public.signature
    ADD CONSTRAINT signature_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tentative
    ADD CONSTRAINT tentative_pkey PRIMARY KEY (cle);

ALTER TABLE ONLY public.unite
    ADD CONSTRAINT unite_code UNIQUE (partenaire_id, code);

ALTER TABLE ONLY public.unite
    ADD CONSTRAINT unite_pkey PRIMARY KEY (id);

CREATE INDEX abonnement_compte ON public.abonnement_calendrier USING btree (compte_id, cree_le DESC, id DESC);

CREATE INDEX acces_caisse ON public.acces USING btree (caisse_id, partenaire_id);

CREATE INDEX acces_partenaire ON public.acces USING btree (partenaire_id);

CREATE INDEX action_convention_liste ON public.action_convention USING btree (convention_id, id);

CREATE INDEX activation_compte ON public.activation USING btree (compte_id);

CREATE INDEX annuaire_nom ON public.annuaire USING btree (caisse_id, nom_replie, compte_id);

CREATE INDEX annuaire_recent ON public.annuaire USING btree (caisse_id, cree_le DESC, compte_id DESC);

CREATE UNIQUE INDEX compte_agent ON public.compte USING btree (caisse_id, role, email) WHERE ((caisse_id IS NOT NULL) AND (etat = ANY (ARRAY['DEMANDE'::text, 'EN_ATTENTE_ACTIVATION'::text, 'ACTIF'::text])));

CREATE INDEX compte_attend ON public.compte USING btree (inactivation_attend_id);

CREATE INDEX compte_cree_par ON public.compte USING btree (cree_par);

CREATE INDEX compte_gestionnaire ON public.compte USING btree (gestionnaire_id);

CREATE INDEX compte_inactivation ON public.compte USING btree (inactivation_effet_le) WHERE ((etat = ANY (ARRAY['DEMANDE'::text, 'EN_ATTENTE_ACTIVATION'::text, 'ACTIF'::text])) AND (inactivation_effet_le IS NOT NULL));

CREATE INDEX compte_nom ON public.compte USING btree (partenaire_id, nom_replie, id);

CREATE UNIQUE INDEX compte_personne ON public.compte USING btree (partenaire_id, role, email) WHERE ((partenaire_id IS NOT NULL) AND (etat = ANY (ARRAY['DEMANDE'::text, 'EN_ATTENTE_ACTIVATION'::text, 'ACTIF'::text])));

CREATE INDEX compte_rattachement ON public.compte USING btree (inactivation_rattachement_id);

CREATE INDEX compte_recent ON public.compte USING btree (partenaire_id, cree_le DESC, id DESC);

CREATE INDEX compte_remplacant ON public.compte USING btree (inactivation_remplacant_id);

CREATE INDEX compte_remplace ON public.compte USING btree (remplace_id);

CREATE INDEX compte_suppression ON public.compte USING btree (suppression_le, id) WHERE (etat = 'INACTIF'::text);

CREATE INDEX compte_unite ON public.compte USING btree (unite_id);

CREATE INDEX contact_convention ON public.contact USING btree (convention_id);

CREATE INDEX contact_par_partenaire ON public.contact USING btree (partenaire_id);

CREATE INDEX contact_partenaire ON public.contact USING btree (caisse_id, partenaire_id, id);

CREATE INDEX contact_unite ON public.contact USING btree (unite_id);

CREATE INDEX convention_caisse ON public.convention USING btree (caisse_id, cree_le, id);

CREATE INDEX convention_en_cours ON public.convention USING btree (caisse_id, id) WHERE (premier_jour IS NOT NULL);

CREATE INDEX convention_en_cours_partenaire ON public.convention USING btree (partenaire_id, id) WHERE (premier_jour IS NOT NULL);

CREATE INDEX convention_metier ON public.convention USING btree (convention_metier_id);

CREATE INDEX convention_modele ON public.convention USING btree (modele_code, modele_version);

CREATE INDEX convention_partenaire ON public.convention USING btree (partenaire_id, cree_le, id);

CREATE INDEX courrier_convention ON public.courrier USING btree (convention_id, envoye_le, id);

CREATE INDEX demande_agent ON public.demande USING btree (agent_id) WHERE (agent_id IS NOT NULL);

CREATE INDEX demande_convention ON public.demande USING btree (convention_id, caisse_id, partenaire_id);

CREATE INDEX demande_file ON public.demande USING btree (caisse_id, ((NOT prioritaire)), depose_le, id) WHERE (etat = ANY (ARRAY['DEPOSEE'::text, 'ACCUSEE'::text, 'EN_COURS'::text, 'EN_ATTENTE_PARTENAIRE'::text, 'TRAITEE'::text]));

CREATE INDEX demande_historique ON public.demande USING btree (partenaire_id, depose_le DESC, id DESC);

CREATE INDEX demande_historique_unite ON public.demande USING btree (unite_id, partenaire_id, depose_le DESC, id DESC) WHERE (unite_id IS NOT NULL);

CREATE UNIQUE INDEX demande_id ON public.demande USING btree (id);

CREATE INDEX demande_noms ON public.demande USING btree (partenaire_id, assure_replie, depose_le, id);

CREATE INDEX demande_noms_caisse ON public.demande USING btree (caisse_id, assure_replie, depose_le, id);

CREATE UNIQUE INDEX demande_numero ON public.demande USING btree (caisse_id, numero);

CREATE INDEX demande_recentes ON public.demande USING btree (caisse_id, depose_le DESC, id DESC);

CREATE INDEX demande_technicien ON public.demande USING btree (technicien_id);

CREATE INDEX denonciation_convention ON public.denonciation USING btree (convention_id, id);

CREATE INDEX denonciation_courrier ON public.denonciation USING btree (courrier_id);

CREATE INDEX differend_convention ON public.differend USING btree (convention_id, id);

CREATE INDEX document_convention_liste ON public.document_convention USING btree (convention_id, id);

CREATE INDEX evenement_objet ON public.evenement USING btree (objet_id, id);

CREATE INDEX evenement_requete ON public.evenement USING btree (requete, acteur_id) WHERE (requete IS NOT NULL);

CREATE INDEX idempotence_age ON public.idempotence USING btree (cree_le);

CREATE INDEX instance_liste ON public.instance USING btree (convention_id, id);

CREATE UNIQUE INDEX instance_promise ON public.instance USING btree (convention_id, type, COALESCE(partie, ''::text), rang, ordre) WHERE (rang IS NOT NULL);

CREATE INDEX message_auteur ON public.message USING btree (auteur_id);

CREATE INDEX message_demande ON public.message USING btree (caisse_id, demande_id, rang);

CREATE INDEX mise_en_demeure_convention ON public.mise_en_demeure USING btree (convention_id, id);

CREATE INDEX mise_en_demeure_courrier ON public.mise_en_demeure USING btree (courrier_id);

CREATE INDEX notification_a_envoyer ON public.notification USING btree (envoi_prevu_le, id) WHERE ((envoye_le IS NULL) AND (abandonne_le IS NULL));

CREATE INDEX notification_compte ON public.notification USING btree (compte_id);

CREATE INDEX partenaire_caisse_convention ON public.partenaire_caisse USING btree (convention_id);

CREATE INDEX partenaire_caisse_fin ON public.partenaire_caisse USING btree (dernier_jour) WHERE (dernier_jour IS NOT NULL);

CREATE INDEX partenaire_caisse_nom ON public.partenaire_caisse USING btree (caisse_id, denomination_repliee, partenaire_id);

CREATE INDEX partenaire_caisse_partenaire ON public.partenaire_caisse USING btree (partenaire_id);

CREATE INDEX partenaire_caisse_recent ON public.partenaire_caisse USING btree (caisse_id, partenaire_cree_le DESC, partenaire_id DESC);

CREATE INDEX resiliation_mise_en_demeure ON public.resiliation USING btree (mise_en_demeure_id);

CREATE INDEX resiliation_notification ON public.resiliation USING btree (notification_id);

CREATE INDEX session_compte ON public.session USING btree (compte_id);

CREATE INDEX tentative_age ON public.tentative USING btree (depuis);

CREATE TRIGGER annuaire_ouvert AFTER INSERT ON public.acces FOR EACH ROW EXECUTE FUNCTION public.annuaire_tenir();

CREATE TRIGGER annuaire_renomme AFTER UPDATE OF nom ON public.compte FOR EACH ROW WHEN ((old.nom_replie IS DISTINCT FROM new.nom_replie)) EXECUTE FUNCTION public.annuaire_tenir();

CREATE TRIGGER evenement_immuable BEFORE DELETE OR UPDATE OR TRUNCATE ON public.evenement FOR EACH STATEMENT EXECUTE FUNCTION public.evenement_immuable();

CREATE TRIGGER fenetre_recopiee BEFORE INSERT ON public.acces FOR EACH ROW EXECUTE FUNCTION public.fenetre_recopiee();

CREATE TRIGGER partenaire_caisse_range BEFORE INSERT ON public.partenaire_caisse FOR EACH ROW EXECUTE FUNCTION public.partenaire_caisse_ranger();

CREATE TRIGGER partenaire_renomme AFTER UPDATE OF denomination ON public.partenaire FOR EACH ROW WHEN ((old.denomination IS DISTINCT FROM new.denomination)) EXECUTE FUNCTION public.partenaire_renommer();

CREATE TRIGGER titre_a_recopier AFTER INSERT OR DELETE OR UPDATE ON public.avenant FOR EACH ROW EXECUTE FUNCTION public.titre_a_recopier();

CREATE TRIGGER titre_a_recopier AFTER UPDATE OF fuseau ON public.caisse FOR EACH ROW EXECUTE FUNCTION public.titre_a_recopier();

CREATE TRIGGER titre_a_recopier AFTER UPDATE OF modele_code, modele_version ON public.convention FOR EACH ROW WHEN (((old.modele_code IS DISTINCT FROM new.modele_code) OR (old.modele_version IS DISTINCT FROM new.modele_version))) EXECUTE FUNCTION public.titre_a_recopier();

CREATE TRIGGER titre_a_recopier AFTER INSERT OR DELETE OR UPDATE ON public.fonctionnalite FOR EACH ROW EXECUTE FUNCTION public.titre_a_recopier();

CREATE TRIGGER titre_recopie BEFORE INSERT OR UPDATE OF caisse_id, convention_id ON public.partenaire_caisse FOR EACH ROW EXECUTE FUNCTION public.titre_recopie();

ALTER TABLE ONLY public.abonnement_calendrier
    ADD CONSTRAINT abonnement_calendrier_compte_id_fkey FOREIGN KEY (compte_id) REFERENCES public.compte(id);

ALTER TABLE ONLY public.acces
    ADD CONSTRAINT acces_caisse_id_fkey FOREIGN KEY (caisse_id) REFERENCES public.caisse(id);

ALTER TABLE ONLY public.acces
    ADD CONSTRAINT acces_compte_id_fkey FOREIGN KEY (compte_id) REFERENCES public.compte(id);

ALTER TABLE ONLY public.acces
    ADD CONSTRAINT acces_partenaire_id_fkey FOREIGN KEY (partenaire_id) REFERENCES public.partenaire(id);

ALTER TABLE ONLY public.action_convention
    ADD CONSTRAINT action_convention_convention_id_fkey FOREIGN KEY (convention_id) REFERENCES public.convention(id);

ALTER TABLE ONLY public.activation
    ADD CONSTRAINT activation_compte_id_fkey FOREIGN KEY (compte_id) REFERENCES public.compte(id);

ALTER TABLE ONLY public.annuaire
    ADD CONSTRAINT annuaire_compte_id_caisse_id_fkey FOREIGN KEY (compte_id, caisse_id) REFERENCES public.acces(compte_id, caisse_id);

ALTER TABLE ONLY public.avenant
    ADD CONSTRAINT avenant_convention_id_fkey FOREIGN KEY (convention_id) REFERENCES public.convention(id);

ALTER TABLE ONLY public.avenant_signature
    ADD CONSTRAINT avenant_signature_avenant_id_fkey FOREIGN KEY (avenant_id) REFERENCES public.avenant(id);

ALTER TABLE ONLY public.compte
    ADD CONSTRAINT compte_caisse_id_fkey FOREIGN KEY (caisse_id) REFERENCES public.caisse(id);

ALTER TABLE ONLY public.compte
    ADD CONSTRAINT compte_cree_par_fkey FOREIGN KEY (cree_par) REFERENCES public.compte(id);

ALTER TABLE ONLY public.compte
    ADD CONSTRAINT compte_gestionnaire_id_fkey FOREIGN KEY (gestionnaire_id) REFERENCES public.compte(id);

ALTER TABLE ONLY public.compte
    ADD CONSTRAINT compte_inactivation_attend_id_fkey FOREIGN KEY (inactivation_attend_id) REFERENCES public.compte(id);

ALTER TABLE ONLY public.compte
    ADD CONSTRAINT compte_inactivation_rattachement_id_fkey FOREIGN KEY (inactivation_rattachement_id) REFERENCES public.compte(id);

ALTER TABLE ONLY public.compte
    ADD CONSTRAINT compte_inactivation_remplacant_id_fkey FOREIGN KEY (inactivation_remplacant_id) REFERENCES public.compte(id);

ALTER TABLE ONLY public.compte
    ADD CONSTRAINT compte_partenaire_id_fkey FOREIGN KEY (partenaire_id) REFERENCES public.partenaire(id);

ALTER TABLE ONLY public.compte
    ADD CONSTRAINT compte_remplace_id_fkey FOREIGN KEY (remplace_id) REFERENCES public.compte(id);

ALTER TABLE ONLY public.compte
    ADD CONSTRAINT compte_unite_id_fkey FOREIGN KEY (unite_id) REFERENCES public.unite(id);

ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_caisse_id_fkey FOREIGN KEY (caisse_id) REFERENCES public.caisse(id);

ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_convention_id_fkey FOREIGN KEY (convention_id) REFERENCES public.convention(id);

ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_partenaire_id_fkey FOREIGN KEY (partenaire_id) REFERENCES public.partenaire(id);

ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_unite_id_fkey FOREIGN KEY (unite_id) REFERENCES public.unite(id);

ALTER TABLE ONLY public.convention
    ADD CONSTRAINT convention_caisse_id_partenaire_id_fkey FOREIGN KEY (caisse_id, partenaire_id) REFERENCES public.partenaire_caisse(caisse_id, partenaire_id);

ALTER TABLE ONLY public.convention
    ADD CONSTRAINT convention_convention_metier_id_fkey FOREIGN KEY (convention_metier_id) REFERENCES public.convention(id);

ALTER TABLE ONLY public.convention
    ADD CONSTRAINT convention_modele_code_modele_version_fkey FOREIGN KEY (modele_code, modele_version) REFERENCES public.modele_convention(code, version);

ALTER TABLE ONLY public.courrier
    ADD CONSTRAINT courrier_convention_id_fkey FOREIGN KEY (convention_id) REFERENCES public.convention(id);

ALTER TABLE ONLY public.demande
    ADD CONSTRAINT demande_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES public.compte(id);

ALTER TABLE ONLY public.demande
    ADD CONSTRAINT demande_convention_fkey FOREIGN KEY (convention_id, caisse_id, partenaire_id) REFERENCES public.convention(id, caisse_id, partenaire_id);

ALTER TABLE ONLY public.demande
    ADD CONSTRAINT demande_technicien_id_fkey FOREIGN KEY (technicien_id) REFERENCES public.compte(id);

ALTER TABLE ONLY public.demande
    ADD CONSTRAINT demande_unite_id_fkey FOREIGN KEY (unite_id) REFERENCES public.unite(id);

ALTER TABLE ONLY public.denonciation
    ADD CONSTRAINT denonciation_convention_id_fkey FOREIGN KEY (convention_id) REFERENCES public.convention(id);

ALTER TABLE ONLY public.denonciation
    ADD CONSTRAINT denonciation_courrier_id_fkey FOREIGN KEY (courrier_id) REFERENCES public.courrier(id);

ALTER TABLE ONLY public.differend
    ADD CONSTRAINT differend_convention_id_fkey FOREIGN KEY (convention_id) REFERENCES public.convention(id);

ALTER TABLE ONLY public.document_convention
    ADD CONSTRAINT document_convention_convention_id_fkey FOREIGN KEY (convention_id) REFERENCES public.convention(id);

ALTER TABLE ONLY public.document_convention
    ADD CONSTRAINT document_convention_remplace_id_fkey FOREIGN KEY (remplace_id) REFERENCES public.document_convention(id);

ALTER TABLE ONLY public.echeance_constatee
    ADD CONSTRAINT echeance_constatee_convention_id_fkey FOREIGN KEY (convention_id) REFERENCES public.convention(id);

ALTER TABLE ONLY public.fonctionnalite
    ADD CONSTRAINT fonctionnalite_convention_id_fkey FOREIGN KEY (convention_id) REFERENCES public.convention(id);

ALTER TABLE ONLY public.instance
    ADD CONSTRAINT instance_convention_id_fkey FOREIGN KEY (convention_id) REFERENCES public.convention(id);

ALTER TABLE ONLY public.message
    ADD CONSTRAINT message_auteur_id_fkey FOREIGN KEY (auteur_id) REFERENCES public.compte(id);

ALTER TABLE ONLY public.message
    ADD CONSTRAINT message_caisse_id_demande_id_fkey FOREIGN KEY (caisse_id, demande_id) REFERENCES public.demande(caisse_id, id);

ALTER TABLE ONLY public.mise_en_demeure
    ADD CONSTRAINT mise_en_demeure_convention_id_fkey FOREIGN KEY (convention_id) REFERENCES public.convention(id);

ALTER TABLE ONLY public.mise_en_demeure
    ADD CONSTRAINT mise_en_demeure_courrier_id_fkey FOREIGN KEY (courrier_id) REFERENCES public.courrier(id);

ALTER TABLE ONLY public.notification
    ADD CONSTRAINT notification_compte_id_fkey FOREIGN KEY (compte_id) REFERENCES public.compte(id);

ALTER TABLE ONLY public.partenaire_caisse
    ADD CONSTRAINT partenaire_caisse_caisse_id_fkey FOREIGN KEY (caisse_id) REFERENCES public.caisse(id);

ALTER TABLE ONLY public.partenaire_caisse
    ADD CONSTRAINT partenaire_caisse_convention_id_fkey FOREIGN KEY (convention_id) REFERENCES public.convention(id);

ALTER TABLE ONLY public.partenaire_caisse
    ADD CONSTRAINT partenaire_caisse_partenaire_id_fkey FOREIGN KEY (partenaire_id) REFERENCES public.partenaire(id);

ALTER TABLE ONLY public.resiliation
    ADD CONSTRAINT resiliation_convention_id_fkey FOREIGN KEY (convention_id) REFERENCES public.convention(id);

ALTER TABLE ONLY public.resiliation
    ADD CONSTRAINT resiliation_mise_en_demeure_id_fkey FOREIGN KEY (mise_en_demeure_id) REFERENCES public.mise_en_demeure(id);

ALTER TABLE ONLY public.resiliation
    ADD CONSTRAINT resiliation_notification_id_fkey FOREIGN KEY (notification_id) REFERENCES public.courrier(id);

ALTER TABLE ONLY public.secret_compte
    ADD CONSTRAINT secret_compte_compte_id_fkey FOREIGN KEY (compte_id) REFERENCES public.compte(id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_compte_id_fkey FOREIGN KEY (compte_id) REFERENCES public.compte(id);

ALTER TABLE ONLY public.signature
    ADD CONSTRAINT signature_convention_id_fkey FOREIGN KEY (convention_id) REFERENCES public.convention(id);

ALTER TABLE ONLY public.unite
    ADD CONSTRAINT unite_partenaire_id_fkey FOREIGN KEY (partenaire_id) REFERENCES public.partenaire(id);

ALTER TABLE public.abonnement_calendrier ENABLE ROW LEVEL SECURITY;

CREATE POLICY abonnement_propre ON public.abonnement_calendrier USING (((compte_id = ( SELECT public.contexte('compte'::text) AS contexte)) OR (current_setting('ep.role'::text, true) = ANY (ARRAY['COMPTE'::text, 'SYSTEME'::text]))));

ALTER TABLE public.annuaire ENABLE ROW LEVEL SECURITY;

CREATE POLICY annuaire_visible ON public.annuaire USING (
CASE
    WHEN (current_setting('ep.role'::text, true) = ANY (ARRAY['AGENT_CAISSE'::text, 'DIRECTION_CAISSE'::text])) THEN (caisse_id = ( SELECT public.contexte('caisse'::text) AS contexte))
    ELSE (NOT (current_setting('ep.role'::text, true) IS DISTINCT FROM 'SYSTEME'::text))
END);

ALTER TABLE public.compte ENABLE ROW LEVEL SECURITY;

CREATE POLICY compte_visible ON public.compte USING (
CASE current_setting('ep.role'::text, true)
    WHEN 'TECHNICIEN'::text THEN (id = ( SELECT public.contexte('compte'::text) AS contexte))
    WHEN 'GESTIONNAIRE'::text THEN ((partenaire_id = ( SELECT public.contexte('partenaire'::text) AS contexte)) AND ((( SELECT public.contexte('unite'::text) AS contexte) IS NULL) OR (unite_id = ( SELECT public.contexte('unite'::text) AS contexte))))
    WHEN 'AGENT_CAISSE'::text THEN ((caisse_id = ( SELECT public.contexte('caisse'::text) AS contexte)) OR (EXISTS ( SELECT
       FROM public.partenaire_caisse r
      WHERE ((r.caisse_id = ( SELECT public.contexte('caisse'::text) AS contexte)) AND (r.partenaire_id = compte.partenaire_id)))))
    WHEN 'DIRECTION_CAISSE'::text THEN ((caisse_id = ( SELECT public.contexte('caisse'::text) AS contexte)) OR (EXISTS ( SELECT
       FROM public.partenaire_caisse r
      WHERE ((r.caisse_id = ( SELECT public.contexte('caisse'::text) AS contexte)) AND (r.partenaire_id = compte.partenaire_id)))))
    WHEN 'COMPTE'::text THEN (id = ( SELECT public.contexte('compte'::text) AS contexte))
    WHEN 'ADMIN_NATIONAL'::text THEN (partenaire_id IS NULL)
    WHEN 'SYSTEME'::text THEN true
    ELSE (id = ( SELECT public.contexte('compte'::text) AS contexte))
END);

ALTER TABLE public.contact ENABLE ROW LEVEL SECURITY;

CREATE POLICY contact_visible ON public.contact USING (
CASE current_setting('ep.role'::text, true)
    WHEN 'TECHNICIEN'::text THEN (partenaire_id = ( SELECT public.contexte('partenaire'::text) AS contexte))
    WHEN 'GESTIONNAIRE'::text THEN (partenaire_id = ( SELECT public.contexte('partenaire'::text) AS contexte))
    WHEN 'AGENT_CAISSE'::text THEN (caisse_id = ( SELECT public.contexte('caisse'::text) AS contexte))
    WHEN 'DIRECTION_CAISSE'::text THEN (caisse_id = ( SELECT public.contexte('caisse'::text) AS contexte))
    WHEN 'SYSTEME'::text THEN true
    ELSE false
END);

ALTER TABLE public.demande ENABLE ROW LEVEL SECURITY;

CREATE POLICY demande_depot ON public.demande AS RESTRICTIVE FOR INSERT WITH CHECK (((current_setting('ep.role'::text, true) = 'SYSTEME'::text) OR (technicien_id = ( SELECT public.contexte('compte'::text) AS contexte))));

CREATE POLICY demande_visible ON public.demande USING (
CASE
    WHEN (current_setting('ep.role'::text, true) = 'TECHNICIEN'::text) THEN ((partenaire_id = ( SELECT public.contexte('partenaire'::text) AS contexte)) AND (NOT (unite_id IS DISTINCT FROM COALESCE(( SELECT public.contexte('unite'::text) AS contexte), unite_id))))
    WHEN (current_setting('ep.role'::text, true) = ANY (ARRAY['AGENT_CAISSE'::text, 'DIRECTION_CAISSE'::text])) THEN (caisse_id = ( SELECT public.contexte('caisse'::text) AS contexte))
    ELSE (NOT (current_setting('ep.role'::text, true) IS DISTINCT FROM 'SYSTEME'::text))
END);

ALTER TABLE public.evenement ENABLE ROW LEVEL SECURITY;

CREATE POLICY evenement_ajout ON public.evenement FOR INSERT WITH CHECK (true);

CREATE POLICY evenement_de_l_auteur ON public.evenement FOR SELECT USING ((acteur_id = ( SELECT public.contexte('compte'::text) AS contexte)));

CREATE POLICY evenement_visible ON public.evenement FOR SELECT USING (
CASE
    WHEN (current_setting('ep.role'::text, true) = ANY (ARRAY['TECHNICIEN'::text, 'GESTIONNAIRE'::text])) THEN ((partenaire_id = ( SELECT public.contexte('partenaire'::text) AS contexte)) AND
    CASE
        WHEN (objet = 'DEMANDE'::text) THEN (EXISTS ( SELECT
           FROM public.demande d
          WHERE (d.id = evenement.objet_id)))
        WHEN (objet = ANY (ARRAY['COMPTE'::text, 'SESSION'::text])) THEN (EXISTS ( SELECT
           FROM public.compte k
          WHERE (k.id = evenement.objet_id)))
        ELSE true
    END)
    WHEN (current_setting('ep.role'::text, true) = ANY (ARRAY['AGENT_CAISSE'::text, 'DIRECTION_CAISSE'::text])) THEN (caisse_id = ( SELECT public.contexte('caisse'::text) AS contexte))
    ELSE (current_setting('ep.role'::text, true) = 'SYSTEME'::text)
END);

ALTER TABLE public.idempotence ENABLE ROW LEVEL SECURITY;

CREATE POLICY idempotence_propre ON public.idempotence USING (((compte_id = ( SELECT public.contexte('compte'::text) AS contexte)) OR (current_setting('ep.role'::text, true) = 'SYSTEME'::text)));

ALTER TABLE public.message ENABLE ROW LEVEL SECURITY;

CREATE POLICY message_de_la_demande ON public.message AS RESTRICTIVE FOR INSERT WITH CHECK ((EXISTS ( SELECT
   FROM public.demande d
  WHERE ((d.caisse_id = message.caisse_id) AND (d.id = message.demande_id) AND (d.partenaire_id = message.partenaire_id) AND (NOT (d.unite_id IS DISTINCT FROM message.unite_id))))));

CREATE POLICY message_visible ON public.message USING (
CASE
    WHEN (current_setting('ep.role'::text, true) = 'TECHNICIEN'::text) THEN ((partenaire_id = ( SELECT public.contexte('partenaire'::text) AS contexte)) AND (NOT (unite_id IS DISTINCT FROM COALESCE(( SELECT public.contexte('unite'::text) AS contexte), unite_id))))
    WHEN (current_setting('ep.role'::text, true) = ANY (ARRAY['AGENT_CAISSE'::text, 'DIRECTION_CAISSE'::text])) THEN (caisse_id = ( SELECT public.contexte('caisse'::text) AS contexte))
    ELSE (NOT (current_setting('ep.role'::text, true) IS DISTINCT FROM 'SYSTEME'::text))
END);

GRANT USAGE ON SCHEMA public TO ep_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.compte TO ep_app;

REVOKE ALL ON FUNCTION public.ouvrir_numerotation(code text, annee integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.ouvrir_numerotation(code text, annee integer) TO ep_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.abonnement_calendrier TO ep_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.acces TO ep_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.action_convention TO ep_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.activation TO ep_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.annuaire TO ep_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.avenant TO ep_app;

GRANT SELECT,INSERT ON TABLE public.avenant_signature TO ep_app;

GRANT SELECT ON TABLE public.caisse TO ep_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.contact TO ep_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.convention TO ep_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.courrier TO ep_app;

GRANT SELECT,INSERT ON TABLE public.demande TO ep_app;

GRANT UPDATE(agent_id) ON TABLE public.demande TO ep_app;

GRANT UPDATE(agent_nom) ON TABLE public.demande TO ep_app;

GRANT UPDATE(service_destinataire) ON TABLE public.demande TO ep_app;

GRANT UPDATE(etat) ON TABLE public.demande TO ep_app;

GRANT UPDATE(motif_fin) ON TABLE public.demande TO ep_app;

GRANT UPDATE(reponse) ON TABLE public.demande TO ep_app;

GRANT UPDATE(modifie_le) ON TABLE public.demande TO ep_app;

GRANT UPDATE(prise_le) ON TABLE public.demande TO ep_app;

GRANT UPDATE(cloture_le) ON TABLE public.demande TO ep_app;

GRANT UPDATE(version) ON TABLE public.demande TO ep_app;

GRANT SELECT,INSERT ON TABLE public.denonciation TO ep_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.differend TO ep_app;

GRANT SELECT,INSERT ON TABLE public.document_convention TO ep_app;

GRANT SELECT,INSERT ON TABLE public.echeance_constatee TO ep_app;

GRANT SELECT,INSERT ON TABLE public.evenement TO ep_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.fonctionnalite TO ep_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.idempotence TO ep_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.instance TO ep_app;

GRANT SELECT,INSERT ON TABLE public.message TO ep_app;

GRANT SELECT ON TABLE public.migration TO PUBLIC;

GRANT SELECT,INSERT,UPDATE ON TABLE public.mise_en_demeure TO ep_app;

GRANT SELECT,INSERT ON TABLE public.modele_convention TO ep_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.notification TO ep_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.partenaire TO ep_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.partenaire_caisse TO ep_app;

GRANT SELECT,INSERT ON TABLE public.resiliation TO ep_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.secret_compte TO ep_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.session TO ep_app;

GRANT SELECT,INSERT ON TABLE public.signature TO ep_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.tentative TO ep_app;

GRANT SELECT,INSERT ON TABLE public.unite TO ep_app;

