-- Written by deploy/schema, never by hand: the whole schema, sum of the migrations of this folder.

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';

CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;

COMMENT ON EXTENSION unaccent IS 'text search dictionary that removes accents';

CREATE FUNCTION public.a_son_adresse(compte uuid, adresse text) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS $$
begin
  return exists (select from compte k where k.id = compte and lower(k.email) = lower(adresse));
end
$$;

CREATE TABLE public.acces (
    compte_id uuid NOT NULL,
    caisse_id uuid NOT NULL,
    partenaire_id uuid NOT NULL,
    exclu_le timestamp with time zone,
    modifie_le timestamp with time zone NOT NULL,
    ouverture text,
    decalage_mois integer,
    exclu_motif text,
    CONSTRAINT acces_check CHECK (((exclu_motif IS NULL) OR (exclu_le IS NOT NULL)))
);

ALTER TABLE ONLY public.acces FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.acces_admis(x public.acces) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS $$
begin
  return x.exclu_le is null and case role_ouvert()
      when 'GESTIONNAIRE' then titre_propre(x.caisse_id)
      when 'AGENT_CAISSE' then x.caisse_id = contexte('caisse') and partenaire_connu(x.partenaire_id)
      else false
    end and exists (select from compte k where k.id = x.compte_id and k.partenaire_id = x.partenaire_id
      and k.role = case role_ouvert() when 'GESTIONNAIRE' then 'TECHNICIEN' else 'GESTIONNAIRE' end);
end
$$;

CREATE FUNCTION public.acces_ceder(sortant uuid, motif text, a timestamp with time zone) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  update acces x set exclu_le = a, exclu_motif = motif, modifie_le = a
  from compte e join compte g on g.partenaire_id = e.partenaire_id and g.role = e.role
  where current_setting('ep.role', true) = 'GESTIONNAIRE' and e.id = contexte('compte') and e.role = 'GESTIONNAIRE' and g.id = sortant
    and (g.id = e.remplace_id or g.inactivation_attend_id = e.id) and motif not in ('PERTE', 'VOL', 'FRAUDE', 'USAGE_NON_CONFORME')
    and x.compte_id = g.id and x.exclu_le is null
    and exists (select from acces y where y.compte_id = e.id and y.caisse_id = x.caisse_id and y.exclu_le is null);
end
$$;

CREATE FUNCTION public.acte_visible(id uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
begin
  return exists (select from convention v where v.id = acte_visible.id);
end
$$;

CREATE FUNCTION public.activation_tenue() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  raise exception 'un lien employé ou remplacé le reste' using errcode = 'insufficient_privilege';
end
$$;

CREATE FUNCTION public.adresse_personne(email text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN regexp_replace(email, '^([^@+]+)[+][^@]*@'::text, '\1@'::text);

CREATE FUNCTION public.annuaire_tenir() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if tg_table_name = 'acces' then
    insert into annuaire (caisse_id, compte_id, nom_replie, cree_le)
    select new.caisse_id, k.id, k.nom_replie, k.cree_le from compte k where k.id = new.compte_id for share;
  else
    update annuaire set nom_replie = new.nom_replie where compte_id = new.id;
  end if;
  return null;
end
$$;

CREATE FUNCTION public.avenant_visible(id uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
begin
  return exists (select from avenant a where a.id = avenant_visible.id);
end
$$;

CREATE FUNCTION public.cles_recherche(texte text) RETURNS TABLE(cle text, commun smallint)
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
declare
  mots text[] := mots_replies(texte);
begin
  -- A word that an apostrophe or a hyphen cuts is one more without.
  if texte ~ '[''\u02bc\u2010\u2011\u2018\u2019-]' then
    mots := mots || array(
      select t.mot from unnest(mots_replies(regexp_replace(texte, '[''\u02bc\u2010\u2011\u2018\u2019-]', '', 'g'))) with ordinality t (mot, rang)
      where t.mot <> all (mots) group by t.mot order by min(t.rang));
  end if;
  return query
    with distincts as (select t.mot, min(t.rang)::int as rang from unnest(mots) with ordinality t (mot, rang) group by t.mot),
    ordonnes as (select d.mot, d.rang, lag(d.mot) over (order by d.mot collate "C") as avant from distincts d)
    select array_to_string(mots[o.rang:] || mots[:o.rang - 1], ' '),
      (select count(*)::smallint from generate_series(1, least(length(o.mot), length(o.avant))) i where left(o.mot, i) = left(o.avant, i))
    from ordonnes o;
end
$$;

CREATE FUNCTION public.compte_constate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
  e record;
  juste boolean;
begin
  e := echeance_compte(old, new.modifie_le);
  juste := case
    when new.gestionnaire_id is distinct from old.gestionnaire_id then new.version = old.version + 1
      and (new.etat, new.inactivation_effet_le, new.inactivation_par, new.suppression_le)
        is not distinct from (old.etat, old.inactivation_effet_le, old.inactivation_par, old.suppression_le)
      and exists (select from compte g where g.id = old.gestionnaire_id and g.inactivation_rattachement_id = new.gestionnaire_id
        and etat_compte(g, new.modifie_le) <> 'ACTIF')
    when new.etat = 'INACTIF' then old.etat in ('DEMANDE', 'EN_ATTENTE_ACTIVATION', 'ACTIF', 'INACTIF') and e.fin <= e.jour
      and new.version = old.version and (new.inactivation_effet_le, new.suppression_le, new.inactivation_par)
        is not distinct from (e.fin, e.suppression, coalesce(old.inactivation_par, 'AUTOMATIQUE'))
    when new.etat = 'SUPPRIME' then old.etat = 'INACTIF' and old.suppression_le <= e.jour and new.version = old.version
      and (new.inactivation_effet_le, new.suppression_le, new.inactivation_par)
        is not distinct from (old.inactivation_effet_le, old.suppression_le, old.inactivation_par)
      and new.civilite || new.nom || new.prenom || new.email = '' and num_nonnulls(new.fonction, new.telephone, new.inactivation_commentaire) = 0
    else false
  end and (new.etat = 'SUPPRIME' or (new.civilite, new.nom, new.prenom, new.email, new.fonction, new.telephone, new.inactivation_commentaire)
    is not distinct from (old.civilite, old.nom, old.prenom, old.email, old.fonction, old.telephone, old.inactivation_commentaire));
  if juste is not true or new.modifie_le > now() + derive_horloge() then
    raise exception 'les échéances n''écrivent d''un compte que ce que ses jours ont rendu vrai' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;

CREATE FUNCTION public.compte_echu(id uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS $$
begin
  return derive_horloge() is null or exists (
    select from compte k, echeance_compte(k, now() + derive_horloge()) e where k.id = compte_echu.id and k.partenaire_id is not null and e.fin <= e.jour);
end
$$;

CREATE FUNCTION public.compte_mots_tenir() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if tg_table_name = 'acces' then
    insert into compte_mot (portee_id, compte_id, unite_id, cle, commun)
    select new.caisse_id, k.id, k.unite_id, m.cle, m.commun
    from (select * from compte k where k.id = new.compte_id for share) k, cles_recherche(concat_ws(' ', k.nom, k.prenom, k.email, k.identifiant)) m
    on conflict do nothing;
  else
    delete from compte_mot where compte_id = new.id;
    insert into compte_mot (portee_id, compte_id, unite_id, cle, commun)
    select p.id, new.id, new.unite_id, m.cle, m.commun
    from (select new.partenaire_id as id union select a.caisse_id from acces a where a.compte_id = new.id) p,
      cles_recherche(concat_ws(' ', new.nom, new.prenom, new.email, new.identifiant)) m;
  end if;
  return null;
end
$$;

CREATE FUNCTION public.compte_visible(id uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
begin
  return exists (select from compte k where k.id = compte_visible.id);
end
$$;

CREATE FUNCTION public.comptes_decomptes(partenaire uuid, a timestamp with time zone) RETURNS TABLE(caisse_id uuid, unite_id uuid, role text, comptes bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if role_ouvert() = '' or not coalesce(partenaire = contexte('partenaire') or partenaire_connu(partenaire), false) then return; end if;
  return query
    select x.caisse_id, k.unite_id, k.role, count(*)
    from acces x join compte k on k.id = x.compte_id
    where x.partenaire_id = partenaire and x.exclu_le is null and tient_place(k, x.caisse_id, a)
    group by x.caisse_id, k.unite_id, k.role;
end
$$;

CREATE FUNCTION public.contexte(nom text) RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting(('ep.'::text || nom), true), ''::text))::uuid;

CREATE FUNCTION public.de_la_caisse() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (COALESCE(current_setting('ep.role'::text, true), ''::text) = ANY (ARRAY['AGENT_CAISSE'::text, 'DIRECTION_CAISSE'::text]));

CREATE FUNCTION public.demande_du_technicien() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if not titre_propre(old.caisse_id) or old.etat not in ('DEPOSEE', 'ACCUSEE', 'EN_COURS', 'EN_ATTENTE_PARTENAIRE')
    or (new.agent_id, new.agent_nom, new.prise_le, new.service_destinataire, new.reponse)
      is distinct from (old.agent_id, old.agent_nom, old.prise_le, old.service_destinataire, old.reponse)
    or new.etat <> 'ANNULEE' and not (old.etat = 'EN_ATTENTE_PARTENAIRE' and new.etat = 'EN_COURS' and num_nonnulls(new.motif_fin, new.cloture_le) = 0)
  then
    raise exception 'un technicien répond ou annule, et rien d''autre' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;

CREATE FUNCTION public.derive_horloge() RETURNS interval
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN '00:15:00'::interval;

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

ALTER TABLE ONLY public.notification FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.destinataire_admis(n public.notification) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS $$
begin
  return n.modele = 'VIE_CONVENTION' and n.destinataire in (
    select destinataires_convention((n.donnees ->> 'convention_id')::uuid, n.cree_le));
end
$$;

CREATE FUNCTION public.destinataires_autres_caisses(compte uuid, sauf uuid, a timestamp with time zone) RETURNS SETOF text
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not (de_la_caisse() and coalesce(sauf = contexte('caisse'), false)) then return; end if;
  return query
    select distinct d.email from acces x, lateral (
      select lower(t.email) as email, 0 as rang from contact t
      where t.caisse_id = x.caisse_id and t.partenaire_id = x.partenaire_id and t.partie = 'CAISSE' and t.email is not null
        and t.role in ('REFERENT', 'BOITE_CONVENTION', 'BOITE_PARTENAIRES')
      union all
      (select k.email, 1 from compte k
      where k.caisse_id = x.caisse_id and k.role in ('DIRECTION_CAISSE', 'AGENT_CAISSE') and k.etat = 'ACTIF'
      order by k.role desc, k.cree_le, k.id limit 10)
    ) d
    where x.compte_id = compte and x.caisse_id <> sauf and partenaire_connu(x.partenaire_id) and (d.rang = 0 or not exists (
      select from contact t where t.caisse_id = x.caisse_id and t.partenaire_id = x.partenaire_id and t.partie = 'CAISSE'
        and t.email is not null and t.role in ('REFERENT', 'BOITE_CONVENTION', 'BOITE_PARTENAIRES')));
end
$$;

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
    inactivation_caisse_id uuid,
    personne text GENERATED ALWAYS AS (public.adresse_personne(email)) STORED NOT NULL,
    envois timestamp with time zone[] DEFAULT '{}'::timestamp with time zone[] NOT NULL,
    corrections timestamp with time zone[] DEFAULT '{}'::timestamp with time zone[] NOT NULL,
    CONSTRAINT compte_check CHECK (((caisse_id IS NULL) OR (partenaire_id IS NULL)))
);

ALTER TABLE ONLY public.compte FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.echeance_compte(k public.compte, a timestamp with time zone, OUT jour date, OUT fin date, OUT suppression date, OUT fin_instant timestamp with time zone) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  dernier date;
  mois int;
  ouvert boolean;
begin
  select bool_or(coalesce(x.compte_id = contexte('compte'), false) or coalesce(x.partenaire_id = contexte('partenaire'), false)
      or coalesce(x.caisse_id = contexte('caisse'), false)),
    coalesce(min(jour_civil(c.fuseau, a)), jour_civil('PARIS', a)), case when count(*) = count(r.dernier_jour) then max(r.dernier_jour) end
  into ouvert, jour, dernier
  from acces x
    join caisse c on c.id = x.caisse_id
    left join partenaire_caisse r on r.caisse_id = x.caisse_id and r.partenaire_id = x.partenaire_id
  where x.compte_id = k.id;
  -- Whoever makes up an account learns nothing of one that his context does not open.
  if role_ouvert() = '' or role_ouvert() = 'SYSTEME' and session_user = 'ep_app' or not coalesce(ouvert, true) and role_ouvert() <> 'SYSTEME'
    and not exists (select from acces x where x.compte_id = k.id and partenaire_connu(x.partenaire_id)) then
    jour := null;
    return;
  end if;
  fin := least(dernier + 1, case when k.inactivation_attend_id is null then k.inactivation_effet_le end);
  if fin is null then
    suppression := case k.etat when 'INACTIF' then k.suppression_le end;
    return;
  end if;
  select coalesce(max((case when n.modification is null then m.parametres #>> '{comptes.suppression_auto_mois,valeur}'
      else n.modification ->> 'apres' end)::int), 6),
    max(echeance_compte.fin::timestamp at time zone fuseau_iana(c.fuseau))
  into mois, fin_instant
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
  suppression := case k.etat when 'INACTIF' then k.suppression_le else (fin + make_interval(months => mois))::date end;
end
$$;

CREATE FUNCTION public.empreinte_presentee() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN current_setting('ep.empreinte'::text, true);

CREATE FUNCTION public.etat_compte(k public.compte, a timestamp with time zone) RETURNS text
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
declare
  e record;
begin
  if k.partenaire_id is null or k.etat in ('EXCLU', 'SUPPRIME') then return k.etat; end if;
  e := echeance_compte(k, a);
  return case
    when k.etat = 'INACTIF' then case when k.suppression_le <= e.jour then 'SUPPRIME' else 'INACTIF' end
    when coalesce(e.fin > e.jour, true) then k.etat
    when e.suppression <= e.jour then 'SUPPRIME'
    else 'INACTIF'
  end;
end
$$;

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
    requete text,
    caisses uuid[] DEFAULT '{}'::uuid[] NOT NULL
);

ALTER TABLE ONLY public.evenement FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.evenement_admis(e public.evenement) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS $$
declare
  moi compte;
  juste boolean;
begin
  if role_ouvert() = '' then return false; end if;
  if e.acteur_role = 'SYSTEME' then
    -- What days have made true of an account, found by somebody else's write: true at its instant, or refused (C-30, C-35).
    juste := e.acteur_id is null and e.acteur_libelle is null and e.objet = 'COMPTE' and e.code = 'COMPTE_INACTIVE' and exists (
      select from compte k, echeance_compte(k, e.instant) t
      where k.id = e.objet_id and t.fin <= t.jour and e.instant <= now() + derive_horloge() is not false);
  else
    select * into moi from compte k where k.id = contexte('compte');
    juste := moi.id = e.acteur_id
      and e.acteur_role = case role_ouvert() when 'COMPTE' then moi.role else role_ouvert() end
      -- A person who is being renamed is still shown by the name of before.
      and (e.acteur_libelle is null or e.objet_id = moi.id or e.acteur_libelle = moi.prenom || ' ' || moi.nom)
      and (derive_horloge() is null or e.instant between now() - derive_horloge() and now() + derive_horloge());
  end if;
  if juste is not true then return false; end if;
  case e.objet
    when 'DEMANDE' then return exists (
      select from demande d where d.id = e.objet_id and d.caisse_id = e.caisse_id and d.partenaire_id = e.partenaire_id);
    when 'CONVENTION' then return exists (
      select from convention v where v.id = e.objet_id and v.caisse_id = e.caisse_id and v.partenaire_id = e.partenaire_id);
    when 'COMPTE', 'SESSION' then return exists (
      select from compte k where k.id = e.objet_id and k.partenaire_id is not distinct from e.partenaire_id
        and (e.caisse_id is null or e.caisse_id = contexte('caisse') or e.caisse_id = k.caisse_id
          or exists (select from acces x where x.compte_id = k.id and x.caisse_id = e.caisse_id)));
    when 'CONTACT' then return exists (
      select from contact t where t.id = e.objet_id and t.caisse_id = e.caisse_id and t.partenaire_id = e.partenaire_id);
    when 'PARTENAIRE' then return e.partenaire_id = e.objet_id and e.caisse_id is not distinct from contexte('caisse') and exists (
      select from partenaire p where p.id = e.objet_id);
    when 'UNITE' then return e.caisse_id is not distinct from contexte('caisse') and exists (
      select from unite u where u.id = e.objet_id and u.partenaire_id = e.partenaire_id);
    when 'MODELE' then return role_ouvert() = 'ADMIN_NATIONAL' and num_nonnulls(e.caisse_id, e.partenaire_id) = 0 and exists (
      select from modele_convention m where m.code = e.apres ->> 'code' and m.version::text = e.apres ->> 'version');
    else return false;
  end case;
end
$$;

CREATE FUNCTION public.evenement_caisses() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  new.caisses := array(
    select a.caisse_id from acces a where a.compte_id = new.objet_id
    union select k.caisse_id from compte k where k.id = new.objet_id and k.caisse_id is not null
    order by 1);
  if new.caisse_id is null and cardinality(new.caisses) = 1 then new.caisse_id := new.caisses[1]; end if;
  return new;
end
$$;

CREATE FUNCTION public.evenement_constate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
  juste boolean;
begin
  juste := case new.objet
    when 'CONVENTION' then exists (
      select from convention v join caisse c on c.id = v.caisse_id join echeance_constatee o on o.convention_id = v.id
      where v.id = new.objet_id and v.caisse_id = new.caisse_id and v.partenaire_id = new.partenaire_id and o.code = new.code
        and o.date = jour_civil(c.fuseau, new.instant))
    when 'COMPTE' then exists (
      select from compte k where k.id = new.objet_id and k.partenaire_id = new.partenaire_id and (
        new.code = 'COMPTE_INACTIVE' and k.etat = 'INACTIF' and jour_civil('LA_REUNION', new.instant) >= k.inactivation_effet_le
        or new.code = 'COMPTE_SUPPRIME' and k.etat = 'SUPPRIME' and jour_civil('LA_REUNION', new.instant) >= k.suppression_le))
    else false
  end;
  if juste is not true then
    raise exception 'les échéances ne disent que ce qu''elles constatent' using errcode = 'insufficient_privilege';
  end if;
  return null;
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
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
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

CREATE FUNCTION public.mots_replies(texte text) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
begin
  return array_remove(regexp_split_to_array(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(translate(lower(
      regexp_replace(
        regexp_replace(normalize(texte, NFD),
          '[\u0300-\u036f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]',
          '', 'g'),
        '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u02b0-\u02ff\u2000-\u2bff\u3000-\u303f\ufe10-\ufe6f\uff00-\uff0f]',
        ' ', 'g')),
      'øłđðıςﬆ', 'olddiσﬅ'), 'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'), 'þ', 'th'), 'ﬀ', 'ff'), 'ﬁ', 'fi'), 'ﬂ', 'fl'), 'ﬃ', 'ffi'),
      'ﬄ', 'ffl'), 'ﬅ', 'st'),
    ' +'), '');
end
$$;

CREATE FUNCTION public.noms_replies(noms text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ARRAY[array_to_string(public.mots_replies(noms), ''::text), (SELECT string_agg(m.m, ' '::text ORDER BY (m.m COLLATE "C")) AS string_agg FROM unnest(public.mots_replies(noms_replies.noms)) m(m))];

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
exception
  when duplicate_table or unique_violation then null;  -- created by a concurrent request
end
$$;

CREATE FUNCTION public.partenaire_caisse_ranger() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  select texte_replie(p.denomination), p.cree_le into new.denomination_repliee, new.partenaire_cree_le
  from partenaire p where p.id = new.partenaire_id for share;
  return new;
end
$$;

CREATE FUNCTION public.partenaire_connu(id uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
begin
  return exists (select from partenaire_caisse r where r.caisse_id = contexte('caisse') and r.partenaire_id = partenaire_connu.id);
end
$$;

CREATE FUNCTION public.partenaire_mots_tenir() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if tg_table_name = 'partenaire_caisse' then
    insert into partenaire_mot (caisse_id, partenaire_id, cle, commun)
    select new.caisse_id, p.id, m.cle, m.commun
    from (select * from partenaire p where p.id = new.partenaire_id for share) p,
      cles_recherche(concat_ws(' ', p.denomination, p.commune, p.siret, p.siren)) m;
  else
    delete from partenaire_mot where partenaire_id = new.id;
    insert into partenaire_mot (caisse_id, partenaire_id, cle, commun)
    select r.caisse_id, new.id, m.cle, m.commun
    from partenaire_caisse r, cles_recherche(concat_ws(' ', new.denomination, new.commune, new.siret, new.siren)) m
    where r.partenaire_id = new.id;
  end if;
  return null;
end
$$;

CREATE FUNCTION public.partenaire_nouveau(id uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return not exists (select from partenaire_caisse r where r.partenaire_id = partenaire_nouveau.id);
end
$$;

CREATE FUNCTION public.partenaire_propre(id uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
begin
  return exists (select from compte k where k.id = contexte('compte') and k.partenaire_id = partenaire_propre.id);
end
$$;

CREATE FUNCTION public.partenaire_renommer() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  update partenaire_caisse set denomination_repliee = texte_replie(new.denomination) where partenaire_id = new.id;
  return null;
end
$$;

CREATE FUNCTION public.places_autour(compte uuid, a timestamp with time zone) RETURNS TABLE(caisse_id uuid, fuseau text, effectif integer, modele_code text, modele_version integer, avenants jsonb, comptes bigint, de_l_unite bigint, actifs bigint, actifs_de_l_unite bigint, remplaces uuid[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if role_ouvert() = '' then return; end if;
  return query
    select r.caisse_id, r.fuseau, p.effectif, r.modele_code, r.modele_version, r.avenants, n.comptes, n.de_l_unite, n.actifs,
      n.actifs_de_l_unite, n.remplaces
    from compte e
      join acces t on t.compte_id = e.id and t.exclu_le is null
      join partenaire_caisse r on r.caisse_id = t.caisse_id and r.partenaire_id = t.partenaire_id
      join partenaire p on p.id = r.partenaire_id,
      lateral (
        select count(*) as comptes, count(*) filter (where k.unite_id = e.unite_id) as de_l_unite,
          count(*) filter (where s.actif) as actifs, count(*) filter (where s.actif and k.unite_id = e.unite_id) as actifs_de_l_unite,
          coalesce(array_agg(k.id) filter (where s.actif and (k.id = e.remplace_id or k.inactivation_attend_id = e.id)), '{}') as remplaces
        from compte k join acces x on x.compte_id = k.id, lateral (select etat_compte(k, a) = 'ACTIF' as actif) s
        where k.partenaire_id = e.partenaire_id and k.role = e.role and k.id <> e.id and x.caisse_id = r.caisse_id and x.exclu_le is null
          and tient_place(k, x.caisse_id, a)
      ) n
    where e.id = compte and coalesce(r.dernier_jour >= jour_civil(r.fuseau, a), true)
      and (e.id = contexte('compte') or e.partenaire_id = contexte('partenaire') or partenaire_connu(e.partenaire_id))
    order by r.caisse_id;
end
$$;

CREATE FUNCTION public.rang_suivant(code text, annee integer) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  sequence regclass;
begin
  if role_ouvert() <> 'TECHNICIEN' or derive_horloge() is not null and abs(annee - extract(year from now())) > 1 or not exists (
    select from caisse c join acces x on x.caisse_id = c.id where c.code = rang_suivant.code and x.compte_id = contexte('compte')) then
    return null;
  end if;
  sequence := to_regclass(quote_ident('numero_' || code || '_' || annee));
  if sequence is null then
    perform ouvrir_numerotation(code, annee);
    sequence := quote_ident('numero_' || code || '_' || annee)::regclass;
  end if;
  return nextval(sequence);
end
$$;

CREATE FUNCTION public.relation_connue(partenaire uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
begin
  return case role_ouvert() when 'COMPTE' then partenaire_propre(partenaire) else partenaire_connu(partenaire) end;
end
$$;

CREATE FUNCTION public.role_ouvert() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN COALESCE(current_setting('ep.role'::text, true), ''::text);

CREATE FUNCTION public.secret_effacer(cible uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if role_ouvert() not in ('AGENT_CAISSE', 'GESTIONNAIRE') then return; end if;
  update secret_compte s set empreinte = '' where s.compte_id = cible and exists (
    select from compte k where k.id = cible and (k.partenaire_id = contexte('partenaire') or partenaire_connu(k.partenaire_id)));
end
$$;

CREATE FUNCTION public.secret_pose(cible uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return role_ouvert() in ('AGENT_CAISSE', 'GESTIONNAIRE') and exists (select from secret_compte s join compte k on k.id = s.compte_id
    where s.compte_id = cible and s.pose and (k.partenaire_id = contexte('partenaire') or partenaire_connu(k.partenaire_id)));
end
$$;

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
    CONSTRAINT session_role CHECK ((role = ANY (ARRAY['ADMIN_NATIONAL'::text, 'AGENT_CAISSE'::text, 'DIRECTION_CAISSE'::text, 'GESTIONNAIRE'::text, 'TECHNICIEN'::text, 'DPO'::text])))
);

ALTER TABLE ONLY public.session FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.session_admise(s public.session) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS $$
begin
  return role_ouvert() = 'COMPTE' and s.compte_id = contexte('compte')
    and (derive_horloge() is null or s.cree_le between now() - derive_horloge() and now() + derive_horloge())
    -- SessionHandlers.dureeSecondes.
    and s.expire_le <= s.cree_le + interval '12 hours' and exists (
    select from compte k where k.id = s.compte_id and k.role = s.role and k.etat = 'ACTIF' and k.prenom || ' ' || k.nom = s.libelle
      and (k.caisse_id, k.partenaire_id, k.unite_id, k.cgu_version) is not distinct from (s.caisse_id, s.partenaire_id, s.unite_id, s.cgu_version));
end
$$;

CREATE FUNCTION public.session_tenue() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if new.expire_le > old.expire_le
    or new.libelle <> old.libelle and not exists (
      select from compte k where k.id = new.compte_id and k.prenom || ' ' || k.nom = new.libelle)
    or (new.cgu_version, new.mot_de_passe_expire_le) is distinct from (old.cgu_version, old.mot_de_passe_expire_le)
      and (role_ouvert() in ('', 'COMPTE') or new.compte_id is distinct from contexte('compte')) then
    raise exception 'une session ne se prolonge pas et ne change pas de main' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;

CREATE FUNCTION public.tient_place(k public.compte, caisse uuid, a timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
begin
  return etat_compte(k, a) in ('DEMANDE', 'EN_ATTENTE_ACTIVATION', 'ACTIF') and not (k.hors_quota and exists (
    select from compte g join acces x on x.compte_id = g.id
    where g.id = k.remplace_id and x.caisse_id = caisse and x.exclu_le is null
      and etat_compte(g, a) in ('DEMANDE', 'EN_ATTENTE_ACTIVATION', 'ACTIF')));
end
$$;

CREATE FUNCTION public.titre_a_recopier() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
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

CREATE FUNCTION public.titre_propre(caisse uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
begin
  return exists (select from acces x where x.compte_id = contexte('compte') and x.caisse_id = caisse and x.exclu_le is null);
end
$$;

CREATE FUNCTION public.titre_recopie() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
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

CREATE FUNCTION public.titre_visible(compte uuid, caisse uuid, partenaire uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
begin
  return case
    when role_ouvert() = 'GESTIONNAIRE' then partenaire = contexte('partenaire') and (contexte('unite') is null or compte_visible(compte))
    when de_la_caisse() then caisse = contexte('caisse') or partenaire_connu(partenaire)
    else false
  end;
end
$$;

CREATE FUNCTION public.vie_convention(acte uuid) RETURNS jsonb
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
begin
  return jsonb_build_object(
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
      from differend d where d.convention_id = acte));
end
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

ALTER TABLE ONLY public.action_convention FORCE ROW LEVEL SECURITY;

CREATE TABLE public.activation (
    id uuid NOT NULL,
    compte_id uuid NOT NULL,
    expire_le timestamp with time zone NOT NULL,
    utilise_le timestamp with time zone,
    remplace_le timestamp with time zone,
    cree_le timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.activation FORCE ROW LEVEL SECURITY;

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

ALTER TABLE ONLY public.avenant FORCE ROW LEVEL SECURITY;

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

ALTER TABLE ONLY public.avenant_signature FORCE ROW LEVEL SECURITY;

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

ALTER TABLE ONLY public.caisse FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.caisse IS 'Mur : lue sous tout contexte, car ses coordonnées sont publiques ; écrite par le propriétaire seulement.';

CREATE TABLE public.compte_mot (
    portee_id uuid NOT NULL,
    compte_id uuid NOT NULL,
    unite_id uuid,
    cle text NOT NULL COLLATE pg_catalog."C",
    commun smallint NOT NULL
);

ALTER TABLE ONLY public.compte_mot FORCE ROW LEVEL SECURITY;

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

ALTER TABLE ONLY public.convention FORCE ROW LEVEL SECURITY;

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

ALTER TABLE ONLY public.courrier FORCE ROW LEVEL SECURITY;

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
    version integer DEFAULT 1 NOT NULL
);

ALTER TABLE ONLY public.demande FORCE ROW LEVEL SECURITY;

CREATE TABLE public.demande_mot (
    caisse_id uuid NOT NULL,
    demande_id uuid NOT NULL,
    partenaire_id uuid NOT NULL,
    unite_id uuid,
    cle text NOT NULL COLLATE pg_catalog."C",
    commun smallint NOT NULL
);

ALTER TABLE ONLY public.demande_mot FORCE ROW LEVEL SECURITY;

CREATE TABLE public.denonciation (
    id uuid NOT NULL,
    convention_id uuid NOT NULL,
    courrier_id uuid NOT NULL,
    motif text,
    cree_le timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.denonciation FORCE ROW LEVEL SECURITY;

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

ALTER TABLE ONLY public.differend FORCE ROW LEVEL SECURITY;

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

ALTER TABLE ONLY public.document_convention FORCE ROW LEVEL SECURITY;

CREATE TABLE public.echeance_constatee (
    convention_id uuid NOT NULL,
    code text NOT NULL,
    date date NOT NULL,
    objet text DEFAULT ''::text NOT NULL,
    cree_le timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.echeance_constatee FORCE ROW LEVEL SECURITY;

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

ALTER TABLE ONLY public.fonctionnalite FORCE ROW LEVEL SECURITY;

CREATE TABLE public.idempotence (
    compte_id uuid NOT NULL,
    cle text NOT NULL,
    operation text NOT NULL,
    empreinte bytea NOT NULL,
    statut integer NOT NULL,
    entetes jsonb NOT NULL,
    corps bytea NOT NULL,
    cree_le timestamp with time zone NOT NULL,
    caisse_id uuid
)
WITH (autovacuum_vacuum_scale_factor='0.01', autovacuum_vacuum_threshold='5000', autovacuum_vacuum_insert_scale_factor='0.05', autovacuum_analyze_scale_factor='0.05', autovacuum_vacuum_cost_delay='0');

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

ALTER TABLE ONLY public.instance FORCE ROW LEVEL SECURITY;

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

COMMENT ON TABLE public.migration IS 'Mur : sans politique, car le nom des migrations n''est à personne ; chaque programme y vérifie le schéma.';

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

ALTER TABLE ONLY public.mise_en_demeure FORCE ROW LEVEL SECURITY;

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

ALTER TABLE ONLY public.modele_convention FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.modele_convention IS 'Mur : lu sans contexte, car le texte d''un modèle est public et son cache n''est à personne ; publié par ADMIN_NATIONAL seulement.';

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

ALTER TABLE ONLY public.partenaire FORCE ROW LEVEL SECURITY;

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

ALTER TABLE ONLY public.partenaire_caisse FORCE ROW LEVEL SECURITY;

CREATE TABLE public.partenaire_mot (
    caisse_id uuid NOT NULL,
    partenaire_id uuid NOT NULL,
    cle text NOT NULL COLLATE pg_catalog."C",
    commun smallint NOT NULL
);

ALTER TABLE ONLY public.partenaire_mot FORCE ROW LEVEL SECURITY;

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

ALTER TABLE ONLY public.resiliation FORCE ROW LEVEL SECURITY;

CREATE TABLE public.secret_compte (
    compte_id uuid NOT NULL,
    identifiant text NOT NULL,
    empreinte text NOT NULL,
    change_le timestamp with time zone NOT NULL,
    pose boolean GENERATED ALWAYS AS ((empreinte <> ''::text)) STORED NOT NULL
);

ALTER TABLE ONLY public.secret_compte FORCE ROW LEVEL SECURITY;

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

ALTER TABLE ONLY public.signature FORCE ROW LEVEL SECURITY;

CREATE TABLE public.tentative (
    cle bytea NOT NULL,
    nombre integer NOT NULL,
    depuis timestamp with time zone NOT NULL,
    CONSTRAINT tentative_cle_check CHECK ((length(cle) = 32))
);

ALTER TABLE ONLY public.tentative FORCE ROW LEVEL SECURITY;

COMMENT ON TABLE public.tentative IS 'Mur : lue et comptée sous tout contexte, car on s''identifie sans savoir qui ; ses clés sont des empreintes qui ne nomment personne.';

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

ALTER TABLE ONLY public.unite FORCE ROW LEVEL SECURITY;

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

ALTER TABLE ONLY public.compte_mot
    ADD CONSTRAINT compte_mot_pkey PRIMARY KEY (portee_id, cle, compte_id);

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

ALTER TABLE ONLY public.demande_mot
    ADD CONSTRAINT demande_mot_pkey PRIMARY KEY (caisse_id, cle, demande_id) INCLUDE (partenaire_id, unite_id, commun);

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

ALTER TABLE ONLY public.partenaire_mot
    ADD CONSTRAINT partenaire_mot_pkey PRIMARY KEY (caisse_id, cle, partenaire_id);

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

CREATE INDEX compte_inactivation_caisse ON public.compte USING btree (inactivation_caisse_id);

CREATE INDEX compte_mot_compte ON public.compte_mot USING btree (compte_id);

CREATE INDEX compte_nom ON public.compte USING btree (partenaire_id, nom_replie, id);

CREATE UNIQUE INDEX compte_personne ON public.compte USING btree (partenaire_id, role, personne) WHERE ((partenaire_id IS NOT NULL) AND (etat = ANY (ARRAY['DEMANDE'::text, 'EN_ATTENTE_ACTIVATION'::text, 'ACTIF'::text])));

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

CREATE INDEX demande_historique_caisse ON public.demande USING btree (partenaire_id, caisse_id, depose_le DESC, id DESC);

CREATE INDEX demande_historique_unite_caisse ON public.demande USING btree (unite_id, partenaire_id, caisse_id, depose_le DESC, id DESC) WHERE (unite_id IS NOT NULL);

CREATE UNIQUE INDEX demande_id ON public.demande USING btree (id);

CREATE INDEX demande_mot_partenaire ON public.demande_mot USING btree (partenaire_id, cle, demande_id) INCLUDE (caisse_id, unite_id, commun);

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

CREATE INDEX partenaire_mot_partenaire ON public.partenaire_mot USING btree (partenaire_id, caisse_id);

CREATE INDEX resiliation_mise_en_demeure ON public.resiliation USING btree (mise_en_demeure_id);

CREATE INDEX resiliation_notification ON public.resiliation USING btree (notification_id);

CREATE INDEX session_compte ON public.session USING btree (compte_id);

CREATE INDEX tentative_age ON public.tentative USING btree (depuis);

CREATE TRIGGER activation_tenue BEFORE UPDATE ON public.activation FOR EACH ROW WHEN ((((old.utilise_le IS NOT NULL) AND (new.utilise_le IS DISTINCT FROM old.utilise_le)) OR ((old.remplace_le IS NOT NULL) AND (new.remplace_le IS DISTINCT FROM old.remplace_le)))) EXECUTE FUNCTION public.activation_tenue();

CREATE TRIGGER annuaire_ouvert AFTER INSERT ON public.acces FOR EACH ROW EXECUTE FUNCTION public.annuaire_tenir();

CREATE TRIGGER annuaire_renomme AFTER UPDATE OF nom ON public.compte FOR EACH ROW WHEN ((old.nom_replie IS DISTINCT FROM new.nom_replie)) EXECUTE FUNCTION public.annuaire_tenir();

CREATE TRIGGER compte_constate BEFORE UPDATE ON public.compte FOR EACH ROW WHEN ((CURRENT_USER = 'ep_echeances'::name)) EXECUTE FUNCTION public.compte_constate();

CREATE TRIGGER compte_mots_changes AFTER UPDATE OF nom, prenom, email, identifiant ON public.compte FOR EACH ROW WHEN (((new.partenaire_id IS NOT NULL) AND ((old.nom IS DISTINCT FROM new.nom) OR (old.prenom IS DISTINCT FROM new.prenom) OR (old.email IS DISTINCT FROM new.email) OR (old.identifiant IS DISTINCT FROM new.identifiant)))) EXECUTE FUNCTION public.compte_mots_tenir();

CREATE TRIGGER compte_mots_inscrits AFTER INSERT ON public.compte FOR EACH ROW WHEN ((new.partenaire_id IS NOT NULL)) EXECUTE FUNCTION public.compte_mots_tenir();

CREATE TRIGGER compte_mots_ouverts AFTER INSERT ON public.acces FOR EACH ROW EXECUTE FUNCTION public.compte_mots_tenir();

CREATE TRIGGER demande_du_technicien BEFORE UPDATE ON public.demande FOR EACH ROW WHEN ((current_setting('ep.role'::text, true) = 'TECHNICIEN'::text)) EXECUTE FUNCTION public.demande_du_technicien();

CREATE TRIGGER evenement_caisses BEFORE INSERT ON public.evenement FOR EACH ROW WHEN ((new.objet = ANY (ARRAY['COMPTE'::text, 'SESSION'::text]))) EXECUTE FUNCTION public.evenement_caisses();

CREATE TRIGGER evenement_constate AFTER INSERT ON public.evenement FOR EACH ROW WHEN ((CURRENT_USER = 'ep_echeances'::name)) EXECUTE FUNCTION public.evenement_constate();

CREATE TRIGGER evenement_immuable BEFORE DELETE OR UPDATE OR TRUNCATE ON public.evenement FOR EACH STATEMENT EXECUTE FUNCTION public.evenement_immuable();

CREATE TRIGGER fenetre_recopiee BEFORE INSERT ON public.acces FOR EACH ROW EXECUTE FUNCTION public.fenetre_recopiee();

CREATE TRIGGER partenaire_caisse_range BEFORE INSERT ON public.partenaire_caisse FOR EACH ROW EXECUTE FUNCTION public.partenaire_caisse_ranger();

CREATE TRIGGER partenaire_mots_changes AFTER UPDATE OF denomination, commune, siret, siren ON public.partenaire FOR EACH ROW WHEN (((old.denomination IS DISTINCT FROM new.denomination) OR (old.commune IS DISTINCT FROM new.commune) OR (old.siret IS DISTINCT FROM new.siret) OR (old.siren IS DISTINCT FROM new.siren))) EXECUTE FUNCTION public.partenaire_mots_tenir();

CREATE TRIGGER partenaire_mots_ouverts AFTER INSERT ON public.partenaire_caisse FOR EACH ROW EXECUTE FUNCTION public.partenaire_mots_tenir();

CREATE TRIGGER partenaire_renomme AFTER UPDATE OF denomination ON public.partenaire FOR EACH ROW WHEN ((old.denomination IS DISTINCT FROM new.denomination)) EXECUTE FUNCTION public.partenaire_renommer();

CREATE TRIGGER session_tenue BEFORE UPDATE ON public.session FOR EACH ROW EXECUTE FUNCTION public.session_tenue();

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
    ADD CONSTRAINT compte_inactivation_caisse_id_fkey FOREIGN KEY (inactivation_caisse_id) REFERENCES public.caisse(id);

ALTER TABLE ONLY public.compte
    ADD CONSTRAINT compte_inactivation_rattachement_id_fkey FOREIGN KEY (inactivation_rattachement_id) REFERENCES public.compte(id);

ALTER TABLE ONLY public.compte
    ADD CONSTRAINT compte_inactivation_remplacant_id_fkey FOREIGN KEY (inactivation_remplacant_id) REFERENCES public.compte(id);

ALTER TABLE ONLY public.compte_mot
    ADD CONSTRAINT compte_mot_compte_id_fkey FOREIGN KEY (compte_id) REFERENCES public.compte(id);

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

ALTER TABLE ONLY public.partenaire_mot
    ADD CONSTRAINT partenaire_mot_partenaire_id_caisse_id_fkey FOREIGN KEY (partenaire_id, caisse_id) REFERENCES public.partenaire_caisse(partenaire_id, caisse_id);

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

CREATE POLICY abonnement_propre ON public.abonnement_calendrier USING (((compte_id = public.contexte('compte'::text)) OR ((jeton)::text = public.empreinte_presentee())));

ALTER TABLE public.acces ENABLE ROW LEVEL SECURITY;

CREATE POLICY acces_exclu ON public.acces AS RESTRICTIVE FOR UPDATE TO ep_app USING (true) WITH CHECK ((public.de_la_caisse() AND (caisse_id = public.contexte('caisse'::text))));

CREATE POLICY acces_ouvert ON public.acces AS RESTRICTIVE FOR INSERT TO ep_app WITH CHECK (public.acces_admis(acces.*));

CREATE POLICY acces_visible ON public.acces USING (((compte_id = public.contexte('compte'::text)) OR public.titre_visible(compte_id, caisse_id, partenaire_id)));

ALTER TABLE public.action_convention ENABLE ROW LEVEL SECURITY;

CREATE POLICY action_convention_visible ON public.action_convention USING (public.acte_visible(convention_id)) WITH CHECK ((public.de_la_caisse() AND public.acte_visible(convention_id)));

ALTER TABLE public.activation ENABLE ROW LEVEL SECURITY;

CREATE POLICY activation_emise ON public.activation AS RESTRICTIVE FOR INSERT TO ep_app WITH CHECK ((EXISTS ( SELECT
   FROM public.compte k
  WHERE ((k.id = activation.compte_id) AND (k.partenaire_id IS NOT NULL)))));

CREATE POLICY activation_presentee ON public.activation USING ((((id)::text = current_setting('ep.lien'::text, true)) OR (compte_id = public.contexte('compte'::text)) OR public.compte_visible(compte_id)));

CREATE POLICY activation_vivante ON public.activation FOR SELECT TO ep_messager USING (true);

ALTER TABLE public.annuaire ENABLE ROW LEVEL SECURITY;

CREATE POLICY annuaire_visible ON public.annuaire USING (
CASE
    WHEN public.de_la_caisse() THEN (caisse_id = ( SELECT public.contexte('caisse'::text) AS contexte))
    ELSE false
END);

ALTER TABLE public.avenant ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.avenant_signature ENABLE ROW LEVEL SECURITY;

CREATE POLICY avenant_signature_visible ON public.avenant_signature USING (public.avenant_visible(avenant_id)) WITH CHECK ((public.de_la_caisse() AND public.avenant_visible(avenant_id)));

CREATE POLICY avenant_visible ON public.avenant USING (public.acte_visible(convention_id)) WITH CHECK ((public.de_la_caisse() AND public.acte_visible(convention_id)));

ALTER TABLE public.caisse ENABLE ROW LEVEL SECURITY;

CREATE POLICY caisse_visible ON public.caisse FOR SELECT USING ((current_setting('ep.role'::text, true) <> ''::text));

ALTER TABLE public.compte ENABLE ROW LEVEL SECURITY;

CREATE POLICY compte_change ON public.compte AS RESTRICTIVE FOR UPDATE TO ep_app USING (((partenaire_id IS NOT NULL) OR (id = public.contexte('compte'::text))));

CREATE POLICY compte_constate ON public.compte AS RESTRICTIVE FOR UPDATE TO ep_echeances USING ((partenaire_id IS NOT NULL));

CREATE POLICY compte_cree ON public.compte AS RESTRICTIVE FOR INSERT TO ep_app WITH CHECK (((partenaire_id IS NOT NULL) AND (caisse_id IS NULL) AND (cree_par = public.contexte('compte'::text)) AND (etat = ANY (ARRAY['DEMANDE'::text, 'EN_ATTENTE_ACTIVATION'::text])) AND (role =
CASE public.role_ouvert()
    WHEN 'AGENT_CAISSE'::text THEN 'GESTIONNAIRE'::text
    WHEN 'GESTIONNAIRE'::text THEN 'TECHNICIEN'::text
    ELSE NULL::text
END)));

ALTER TABLE public.compte_mot ENABLE ROW LEVEL SECURITY;

CREATE POLICY compte_mot_visible ON public.compte_mot USING (
CASE
    WHEN (current_setting('ep.role'::text, true) = 'GESTIONNAIRE'::text) THEN ((portee_id = ( SELECT public.contexte('partenaire'::text) AS contexte)) AND (NOT (unite_id IS DISTINCT FROM COALESCE(( SELECT public.contexte('unite'::text) AS contexte), unite_id))))
    WHEN (current_setting('ep.role'::text, true) = ANY (ARRAY['AGENT_CAISSE'::text, 'DIRECTION_CAISSE'::text])) THEN (portee_id = ( SELECT public.contexte('caisse'::text) AS contexte))
    ELSE false
END);

CREATE POLICY compte_visible ON public.compte USING (
CASE
    WHEN (current_setting('ep.role'::text, true) = ANY (ARRAY['TECHNICIEN'::text, 'COMPTE'::text, 'DPO'::text])) THEN (id = ( SELECT public.contexte('compte'::text) AS contexte))
    WHEN (current_setting('ep.role'::text, true) = 'GESTIONNAIRE'::text) THEN ((partenaire_id = ( SELECT public.contexte('partenaire'::text) AS contexte)) AND (NOT (unite_id IS DISTINCT FROM COALESCE(( SELECT public.contexte('unite'::text) AS contexte), unite_id))))
    WHEN (current_setting('ep.role'::text, true) = ANY (ARRAY['AGENT_CAISSE'::text, 'DIRECTION_CAISSE'::text])) THEN ((caisse_id = ( SELECT public.contexte('caisse'::text) AS contexte)) OR public.partenaire_connu(partenaire_id))
    WHEN (current_setting('ep.role'::text, true) = 'ADMIN_NATIONAL'::text) THEN (partenaire_id IS NULL)
    ELSE false
END);

ALTER TABLE public.contact ENABLE ROW LEVEL SECURITY;

CREATE POLICY contact_change ON public.contact AS RESTRICTIVE FOR UPDATE TO ep_app USING (public.de_la_caisse());

CREATE POLICY contact_cree ON public.contact AS RESTRICTIVE FOR INSERT TO ep_app WITH CHECK (public.de_la_caisse());

CREATE POLICY contact_supprime ON public.contact AS RESTRICTIVE FOR DELETE TO ep_app USING (public.de_la_caisse());

CREATE POLICY contact_visible ON public.contact USING (
CASE current_setting('ep.role'::text, true)
    WHEN 'TECHNICIEN'::text THEN (partenaire_id = ( SELECT public.contexte('partenaire'::text) AS contexte))
    WHEN 'GESTIONNAIRE'::text THEN (partenaire_id = ( SELECT public.contexte('partenaire'::text) AS contexte))
    WHEN 'AGENT_CAISSE'::text THEN (caisse_id = ( SELECT public.contexte('caisse'::text) AS contexte))
    WHEN 'DIRECTION_CAISSE'::text THEN (caisse_id = ( SELECT public.contexte('caisse'::text) AS contexte))
    ELSE false
END);

ALTER TABLE public.convention ENABLE ROW LEVEL SECURITY;

CREATE POLICY convention_visible ON public.convention USING ((
CASE
    WHEN ((caisse_id = ( SELECT public.contexte('caisse'::text) AS contexte)) OR ((partenaire_id = ( SELECT public.contexte('partenaire'::text) AS contexte)) AND (proposee_le IS NOT NULL))) THEN 1
    ELSE 0
END <> 0)) WITH CHECK ((public.de_la_caisse() AND (caisse_id = ( SELECT public.contexte('caisse'::text) AS contexte))));

ALTER TABLE public.courrier ENABLE ROW LEVEL SECURITY;

CREATE POLICY courrier_visible ON public.courrier USING (public.acte_visible(convention_id)) WITH CHECK ((public.de_la_caisse() AND public.acte_visible(convention_id)));

ALTER TABLE public.demande ENABLE ROW LEVEL SECURITY;

CREATE POLICY demande_depot ON public.demande AS RESTRICTIVE FOR INSERT WITH CHECK (((current_setting('ep.role'::text, true) = 'TECHNICIEN'::text) AND (technicien_id = ( SELECT public.contexte('compte'::text) AS contexte)) AND public.titre_propre(caisse_id)));

ALTER TABLE public.demande_mot ENABLE ROW LEVEL SECURITY;

CREATE POLICY demande_mot_visible ON public.demande_mot USING (
CASE
    WHEN (current_setting('ep.role'::text, true) = 'TECHNICIEN'::text) THEN ((partenaire_id = ( SELECT public.contexte('partenaire'::text) AS contexte)) AND (NOT (unite_id IS DISTINCT FROM COALESCE(( SELECT public.contexte('unite'::text) AS contexte), unite_id))))
    WHEN (current_setting('ep.role'::text, true) = ANY (ARRAY['AGENT_CAISSE'::text, 'DIRECTION_CAISSE'::text])) THEN (caisse_id = ( SELECT public.contexte('caisse'::text) AS contexte))
    ELSE false
END);

CREATE POLICY demande_visible ON public.demande USING (
CASE
    WHEN (current_setting('ep.role'::text, true) = 'TECHNICIEN'::text) THEN ((partenaire_id = ( SELECT public.contexte('partenaire'::text) AS contexte)) AND (NOT (unite_id IS DISTINCT FROM COALESCE(( SELECT public.contexte('unite'::text) AS contexte), unite_id))))
    WHEN (current_setting('ep.role'::text, true) = ANY (ARRAY['AGENT_CAISSE'::text, 'DIRECTION_CAISSE'::text])) THEN (caisse_id = ( SELECT public.contexte('caisse'::text) AS contexte))
    ELSE false
END);

ALTER TABLE public.denonciation ENABLE ROW LEVEL SECURITY;

CREATE POLICY denonciation_visible ON public.denonciation USING (public.acte_visible(convention_id)) WITH CHECK ((public.de_la_caisse() AND public.acte_visible(convention_id)));

ALTER TABLE public.differend ENABLE ROW LEVEL SECURITY;

CREATE POLICY differend_visible ON public.differend USING (public.acte_visible(convention_id)) WITH CHECK ((public.de_la_caisse() AND public.acte_visible(convention_id)));

ALTER TABLE public.document_convention ENABLE ROW LEVEL SECURITY;

CREATE POLICY document_convention_visible ON public.document_convention USING (public.acte_visible(convention_id)) WITH CHECK ((public.de_la_caisse() AND public.acte_visible(convention_id)));

ALTER TABLE public.echeance_constatee ENABLE ROW LEVEL SECURITY;

CREATE POLICY echeance_constatee_visible ON public.echeance_constatee USING (public.acte_visible(convention_id)) WITH CHECK ((public.de_la_caisse() AND public.acte_visible(convention_id)));

ALTER TABLE public.evenement ENABLE ROW LEVEL SECURITY;

CREATE POLICY evenement_ajout ON public.evenement FOR INSERT TO ep_app WITH CHECK (public.evenement_admis(evenement.*));

CREATE POLICY evenement_constate ON public.evenement AS RESTRICTIVE FOR INSERT TO ep_echeances WITH CHECK (((acteur_role = 'SYSTEME'::text) AND (acteur_id IS NULL) AND (acteur_libelle IS NULL) AND ((instant <= (now() + public.derive_horloge())) IS NOT FALSE)));

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
    WHEN (current_setting('ep.role'::text, true) = ANY (ARRAY['AGENT_CAISSE'::text, 'DIRECTION_CAISSE'::text])) THEN ((caisse_id = ( SELECT public.contexte('caisse'::text) AS contexte)) OR (( SELECT public.contexte('caisse'::text) AS contexte) = ANY (caisses)))
    ELSE false
END);

ALTER TABLE public.fonctionnalite ENABLE ROW LEVEL SECURITY;

CREATE POLICY fonctionnalite_visible ON public.fonctionnalite USING (public.acte_visible(convention_id)) WITH CHECK ((public.de_la_caisse() AND public.acte_visible(convention_id)));

CREATE POLICY gardien ON public.acces TO ep_gardien USING (true);

CREATE POLICY gardien ON public.annuaire TO ep_gardien USING (true);

CREATE POLICY gardien ON public.avenant TO ep_gardien USING (true);

CREATE POLICY gardien ON public.caisse TO ep_gardien USING (true);

CREATE POLICY gardien ON public.compte TO ep_gardien USING (true) WITH CHECK (false);

CREATE POLICY gardien ON public.compte_mot TO ep_gardien USING (true);

CREATE POLICY gardien ON public.contact TO ep_gardien USING (true) WITH CHECK (false);

CREATE POLICY gardien ON public.convention TO ep_gardien USING (true);

CREATE POLICY gardien ON public.fonctionnalite TO ep_gardien USING (true);

CREATE POLICY gardien ON public.modele_convention TO ep_gardien USING (true);

CREATE POLICY gardien ON public.partenaire TO ep_gardien USING (true) WITH CHECK (false);

CREATE POLICY gardien ON public.partenaire_caisse TO ep_gardien USING (true);

CREATE POLICY gardien ON public.partenaire_mot TO ep_gardien USING (true);

CREATE POLICY gardien ON public.secret_compte TO ep_gardien USING (true) WITH CHECK ((empreinte = ''::text));

CREATE POLICY gardien ON public.unite TO ep_gardien USING (true);

ALTER TABLE public.idempotence ENABLE ROW LEVEL SECURITY;

CREATE POLICY idempotence_passee ON public.idempotence AS RESTRICTIVE FOR DELETE TO ep_echeances USING (((cree_le <= ((now() + public.derive_horloge()) - '24:00:00'::interval)) IS NOT FALSE));

CREATE POLICY idempotence_propre ON public.idempotence USING ((compte_id = ( SELECT public.contexte('compte'::text) AS contexte)));

CREATE POLICY idempotence_tenue ON public.idempotence AS RESTRICTIVE FOR UPDATE TO ep_echeances USING (((cree_le <= ((now() + public.derive_horloge()) - '24:00:00'::interval)) IS NOT FALSE)) WITH CHECK (false);

ALTER TABLE public.instance ENABLE ROW LEVEL SECURITY;

CREATE POLICY instance_ouverte ON public.instance AS RESTRICTIVE FOR INSERT TO ep_echeances WITH CHECK ((etat = 'OUVERTE'::text));

CREATE POLICY instance_visible ON public.instance USING (public.acte_visible(convention_id)) WITH CHECK (((public.de_la_caisse() OR (public.role_ouvert() = 'GESTIONNAIRE'::text)) AND public.acte_visible(convention_id)));

ALTER TABLE public.message ENABLE ROW LEVEL SECURITY;

CREATE POLICY message_de_la_demande ON public.message AS RESTRICTIVE FOR INSERT WITH CHECK ((EXISTS ( SELECT
   FROM public.demande d
  WHERE ((d.caisse_id = message.caisse_id) AND (d.id = message.demande_id) AND (d.partenaire_id = message.partenaire_id) AND (NOT (d.unite_id IS DISTINCT FROM message.unite_id))))));

CREATE POLICY message_en_son_nom ON public.message AS RESTRICTIVE FOR INSERT TO ep_app WITH CHECK (((auteur_id = public.contexte('compte'::text)) AND (auteur_role = public.role_ouvert()) AND ((public.role_ouvert() <> 'TECHNICIEN'::text) OR public.titre_propre(caisse_id))));

CREATE POLICY message_visible ON public.message USING (
CASE
    WHEN (current_setting('ep.role'::text, true) = 'TECHNICIEN'::text) THEN ((partenaire_id = ( SELECT public.contexte('partenaire'::text) AS contexte)) AND (NOT (unite_id IS DISTINCT FROM COALESCE(( SELECT public.contexte('unite'::text) AS contexte), unite_id))))
    WHEN (current_setting('ep.role'::text, true) = ANY (ARRAY['AGENT_CAISSE'::text, 'DIRECTION_CAISSE'::text])) THEN (caisse_id = ( SELECT public.contexte('caisse'::text) AS contexte))
    ELSE false
END);

ALTER TABLE public.mise_en_demeure ENABLE ROW LEVEL SECURITY;

CREATE POLICY mise_en_demeure_visible ON public.mise_en_demeure USING (public.acte_visible(convention_id)) WITH CHECK ((public.de_la_caisse() AND public.acte_visible(convention_id)));

ALTER TABLE public.modele_convention ENABLE ROW LEVEL SECURITY;

CREATE POLICY modele_publie ON public.modele_convention FOR INSERT WITH CHECK ((current_setting('ep.role'::text, true) = 'ADMIN_NATIONAL'::text));

CREATE POLICY modele_visible ON public.modele_convention FOR SELECT USING (true);

ALTER TABLE public.notification ENABLE ROW LEVEL SECURITY;

CREATE POLICY notification_a_envoyer ON public.notification TO ep_messager USING ((((envoye_le IS NULL) AND (abandonne_le IS NULL)) OR (envoye_le = now()) OR (abandonne_le = now())));

CREATE POLICY notification_constatee ON public.notification AS RESTRICTIVE FOR INSERT TO ep_echeances WITH CHECK (public.destinataire_admis(notification.*));

CREATE POLICY notification_ecrite ON public.notification FOR INSERT WITH CHECK (((public.role_ouvert() <> ''::text) AND ((compte_id IS NULL) OR public.compte_visible(compte_id)) AND ((NOT (donnees ? 'activation_id'::text)) OR public.a_son_adresse(compte_id, destinataire))));

ALTER TABLE public.partenaire ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.partenaire_caisse ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.partenaire_mot ENABLE ROW LEVEL SECURITY;

CREATE POLICY partenaire_mot_visible ON public.partenaire_mot USING ((
CASE
    WHEN (public.de_la_caisse() AND (caisse_id = ( SELECT public.contexte('caisse'::text) AS contexte))) THEN 1
    ELSE 0
END <> 0));

CREATE POLICY partenaire_visible ON public.partenaire USING (((id = public.contexte('partenaire'::text)) OR public.partenaire_connu(id))) WITH CHECK (public.de_la_caisse());

CREATE POLICY relation_nouvelle ON public.partenaire_caisse AS RESTRICTIVE FOR INSERT TO ep_app WITH CHECK (public.partenaire_nouveau(partenaire_id));

CREATE POLICY relation_visible ON public.partenaire_caisse USING (((partenaire_id = public.contexte('partenaire'::text)) OR (caisse_id = public.contexte('caisse'::text)) OR public.relation_connue(partenaire_id))) WITH CHECK ((public.de_la_caisse() AND (caisse_id = public.contexte('caisse'::text))));

ALTER TABLE public.resiliation ENABLE ROW LEVEL SECURITY;

CREATE POLICY resiliation_visible ON public.resiliation USING (public.acte_visible(convention_id)) WITH CHECK ((public.de_la_caisse() AND public.acte_visible(convention_id)));

ALTER TABLE public.secret_compte ENABLE ROW LEVEL SECURITY;

CREATE POLICY secret_presente ON public.secret_compte USING (((identifiant = current_setting('ep.identifiant'::text, true)) OR (compte_id = public.contexte('compte'::text)))) WITH CHECK ((compte_id = public.contexte('compte'::text)));

ALTER TABLE public.session ENABLE ROW LEVEL SECURITY;

CREATE POLICY session_echue ON public.session AS RESTRICTIVE FOR DELETE TO ep_echeances USING (public.compte_echu(compte_id));

CREATE POLICY session_ouverte ON public.session AS RESTRICTIVE FOR INSERT WITH CHECK (public.session_admise(session.*));

CREATE POLICY session_presentee ON public.session USING ((((jeton)::text = public.empreinte_presentee()) OR public.compte_visible(compte_id)));

ALTER TABLE public.signature ENABLE ROW LEVEL SECURITY;

CREATE POLICY signature_visible ON public.signature USING ((EXISTS ( SELECT
   FROM public.convention v
  WHERE (v.id = signature.convention_id)))) WITH CHECK ((public.de_la_caisse() AND public.acte_visible(convention_id)));

CREATE POLICY systeme ON public.abonnement_calendrier TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.acces TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.action_convention TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.activation TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.annuaire TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.avenant TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.avenant_signature TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.caisse TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.compte TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.compte_mot TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.contact TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.convention TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.courrier TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.demande TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.demande_mot TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.denonciation TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.differend TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.document_convention TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.echeance_constatee TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.evenement TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.fonctionnalite TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.idempotence TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.instance TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.message TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.mise_en_demeure TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.modele_convention TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.notification TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.partenaire TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.partenaire_caisse TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.partenaire_mot TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.resiliation TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.secret_compte TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.session TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.signature TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.tentative TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

CREATE POLICY systeme ON public.unite TO postgres, ep_echeances USING ((current_setting('ep.role'::text, true) = 'SYSTEME'::text));

ALTER TABLE public.tentative ENABLE ROW LEVEL SECURITY;

CREATE POLICY tentative_comptee ON public.tentative USING ((current_setting('ep.role'::text, true) <> ''::text));

ALTER TABLE public.unite ENABLE ROW LEVEL SECURITY;

CREATE POLICY unite_visible ON public.unite USING (((partenaire_id = public.contexte('partenaire'::text)) OR public.partenaire_connu(partenaire_id))) WITH CHECK ((public.de_la_caisse() AND public.partenaire_connu(partenaire_id)));

GRANT USAGE ON SCHEMA public TO ep_app;
GRANT USAGE ON SCHEMA public TO ep_messager;
GRANT USAGE ON SCHEMA public TO ep_echeances;
GRANT USAGE ON SCHEMA public TO ep_gardien;

REVOKE ALL ON FUNCTION pg_catalog.lo_creat(integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION pg_catalog.lo_create(oid) FROM PUBLIC;

REVOKE ALL ON FUNCTION pg_catalog.lo_from_bytea(oid, bytea) FROM PUBLIC;

REVOKE ALL ON FUNCTION pg_catalog.lo_open(oid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION pg_catalog.lo_put(oid, bigint, bytea) FROM PUBLIC;

GRANT SELECT,INSERT ON TABLE public.acces TO ep_app;
GRANT SELECT ON TABLE public.acces TO ep_gardien;
GRANT SELECT ON TABLE public.acces TO ep_echeances;

GRANT UPDATE(exclu_le) ON TABLE public.acces TO ep_app;
GRANT UPDATE(exclu_le) ON TABLE public.acces TO ep_gardien;

GRANT UPDATE(modifie_le) ON TABLE public.acces TO ep_app;
GRANT UPDATE(modifie_le) ON TABLE public.acces TO ep_gardien;

GRANT UPDATE(exclu_motif) ON TABLE public.acces TO ep_gardien;
GRANT UPDATE(exclu_motif) ON TABLE public.acces TO ep_app;

REVOKE ALL ON FUNCTION public.acces_ceder(sortant uuid, motif text, a timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.acces_ceder(sortant uuid, motif text, a timestamp with time zone) TO ep_app;

REVOKE ALL ON FUNCTION public.annuaire_tenir() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.compte_mots_tenir() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.comptes_decomptes(partenaire uuid, a timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.comptes_decomptes(partenaire uuid, a timestamp with time zone) TO ep_app;

GRANT SELECT(id) ON TABLE public.notification TO ep_messager;
GRANT INSERT(id) ON TABLE public.notification TO ep_echeances;
GRANT INSERT(id) ON TABLE public.notification TO ep_app;

GRANT SELECT(modele) ON TABLE public.notification TO ep_messager;
GRANT INSERT(modele) ON TABLE public.notification TO ep_echeances;
GRANT INSERT(modele) ON TABLE public.notification TO ep_app;

GRANT INSERT(compte_id) ON TABLE public.notification TO ep_app;

GRANT SELECT(destinataire) ON TABLE public.notification TO ep_messager;
GRANT INSERT(destinataire) ON TABLE public.notification TO ep_echeances;
GRANT INSERT(destinataire) ON TABLE public.notification TO ep_app;

GRANT SELECT(donnees) ON TABLE public.notification TO ep_messager;
GRANT INSERT(donnees) ON TABLE public.notification TO ep_echeances;
GRANT INSERT(donnees) ON TABLE public.notification TO ep_app;

GRANT INSERT(cree_le) ON TABLE public.notification TO ep_echeances;
GRANT INSERT(cree_le) ON TABLE public.notification TO ep_app;

GRANT SELECT(envoi_prevu_le),UPDATE(envoi_prevu_le) ON TABLE public.notification TO ep_messager;
GRANT INSERT(envoi_prevu_le) ON TABLE public.notification TO ep_echeances;
GRANT INSERT(envoi_prevu_le) ON TABLE public.notification TO ep_app;

GRANT SELECT(envoye_le),UPDATE(envoye_le) ON TABLE public.notification TO ep_messager;

GRANT SELECT(abandonne_le),UPDATE(abandonne_le) ON TABLE public.notification TO ep_messager;

GRANT SELECT(tentatives),UPDATE(tentatives) ON TABLE public.notification TO ep_messager;

GRANT UPDATE(derniere_erreur) ON TABLE public.notification TO ep_messager;

REVOKE ALL ON FUNCTION public.destinataires_autres_caisses(compte uuid, sauf uuid, a timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.destinataires_autres_caisses(compte uuid, sauf uuid, a timestamp with time zone) TO ep_app;

GRANT SELECT,INSERT ON TABLE public.compte TO ep_app;
GRANT SELECT ON TABLE public.compte TO ep_gardien;
GRANT SELECT ON TABLE public.compte TO ep_echeances;

GRANT UPDATE(id) ON TABLE public.compte TO ep_gardien;

GRANT UPDATE(etat) ON TABLE public.compte TO ep_echeances;
GRANT UPDATE(etat) ON TABLE public.compte TO ep_app;

GRANT UPDATE(civilite) ON TABLE public.compte TO ep_echeances;
GRANT UPDATE(civilite) ON TABLE public.compte TO ep_app;

GRANT UPDATE(nom) ON TABLE public.compte TO ep_echeances;
GRANT UPDATE(nom) ON TABLE public.compte TO ep_app;

GRANT UPDATE(prenom) ON TABLE public.compte TO ep_echeances;
GRANT UPDATE(prenom) ON TABLE public.compte TO ep_app;

GRANT UPDATE(fonction) ON TABLE public.compte TO ep_echeances;
GRANT UPDATE(fonction) ON TABLE public.compte TO ep_app;

GRANT UPDATE(telephone) ON TABLE public.compte TO ep_echeances;
GRANT UPDATE(telephone) ON TABLE public.compte TO ep_app;

GRANT UPDATE(email) ON TABLE public.compte TO ep_echeances;
GRANT UPDATE(email) ON TABLE public.compte TO ep_app;

GRANT UPDATE(statut_personne) ON TABLE public.compte TO ep_app;

GRANT UPDATE(engagement_confidentialite_le) ON TABLE public.compte TO ep_app;

GRANT UPDATE(formation_le) ON TABLE public.compte TO ep_app;

GRANT UPDATE(gestionnaire_id) ON TABLE public.compte TO ep_echeances;
GRANT UPDATE(gestionnaire_id) ON TABLE public.compte TO ep_app;

GRANT UPDATE(remplace_id) ON TABLE public.compte TO ep_app;

GRANT UPDATE(hors_quota) ON TABLE public.compte TO ep_app;

GRANT UPDATE(cgu_version) ON TABLE public.compte TO ep_app;

GRANT UPDATE(cgu_acceptees_le) ON TABLE public.compte TO ep_app;

GRANT UPDATE(active_le) ON TABLE public.compte TO ep_app;

GRANT UPDATE(derniere_connexion_le) ON TABLE public.compte TO ep_app;

GRANT UPDATE(inactivation_motif) ON TABLE public.compte TO ep_app;

GRANT UPDATE(inactivation_demandee_le) ON TABLE public.compte TO ep_app;

GRANT UPDATE(inactivation_souhaitee_le) ON TABLE public.compte TO ep_app;

GRANT UPDATE(inactivation_effet_le) ON TABLE public.compte TO ep_echeances;
GRANT UPDATE(inactivation_effet_le) ON TABLE public.compte TO ep_app;

GRANT UPDATE(inactivation_attend_id) ON TABLE public.compte TO ep_app;

GRANT UPDATE(inactivation_remplacant_id) ON TABLE public.compte TO ep_app;

GRANT UPDATE(inactivation_rattachement_id) ON TABLE public.compte TO ep_app;

GRANT UPDATE(inactivation_hors_preavis) ON TABLE public.compte TO ep_app;

GRANT UPDATE(inactivation_par) ON TABLE public.compte TO ep_echeances;
GRANT UPDATE(inactivation_par) ON TABLE public.compte TO ep_app;

GRANT UPDATE(inactivation_commentaire) ON TABLE public.compte TO ep_echeances;
GRANT UPDATE(inactivation_commentaire) ON TABLE public.compte TO ep_app;

GRANT UPDATE(suppression_le) ON TABLE public.compte TO ep_echeances;
GRANT UPDATE(suppression_le) ON TABLE public.compte TO ep_app;

GRANT UPDATE(version) ON TABLE public.compte TO ep_echeances;
GRANT UPDATE(version) ON TABLE public.compte TO ep_app;

GRANT UPDATE(modifie_le) ON TABLE public.compte TO ep_echeances;
GRANT UPDATE(modifie_le) ON TABLE public.compte TO ep_app;

GRANT UPDATE(inactivation_caisse_id) ON TABLE public.compte TO ep_app;

GRANT UPDATE(envois) ON TABLE public.compte TO ep_app;

GRANT UPDATE(corrections) ON TABLE public.compte TO ep_app;

REVOKE ALL ON FUNCTION public.echeance_compte(k public.compte, a timestamp with time zone, OUT jour date, OUT fin date, OUT suppression date, OUT fin_instant timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.echeance_compte(k public.compte, a timestamp with time zone, OUT jour date, OUT fin date, OUT suppression date, OUT fin_instant timestamp with time zone) TO ep_app;
GRANT ALL ON FUNCTION public.echeance_compte(k public.compte, a timestamp with time zone, OUT jour date, OUT fin date, OUT suppression date, OUT fin_instant timestamp with time zone) TO ep_echeances;

GRANT SELECT ON TABLE public.evenement TO ep_app;

GRANT INSERT(instant) ON TABLE public.evenement TO ep_echeances;
GRANT INSERT(instant) ON TABLE public.evenement TO ep_app;

GRANT INSERT(acteur_id) ON TABLE public.evenement TO ep_app;

GRANT INSERT(acteur_role) ON TABLE public.evenement TO ep_echeances;
GRANT INSERT(acteur_role) ON TABLE public.evenement TO ep_app;

GRANT INSERT(acteur_libelle) ON TABLE public.evenement TO ep_app;

GRANT INSERT(caisse_id) ON TABLE public.evenement TO ep_echeances;
GRANT INSERT(caisse_id) ON TABLE public.evenement TO ep_app;

GRANT INSERT(partenaire_id) ON TABLE public.evenement TO ep_echeances;
GRANT INSERT(partenaire_id) ON TABLE public.evenement TO ep_app;

GRANT INSERT(objet) ON TABLE public.evenement TO ep_echeances;
GRANT INSERT(objet) ON TABLE public.evenement TO ep_app;

GRANT INSERT(objet_id) ON TABLE public.evenement TO ep_echeances;
GRANT INSERT(objet_id) ON TABLE public.evenement TO ep_app;

GRANT INSERT(code) ON TABLE public.evenement TO ep_echeances;
GRANT INSERT(code) ON TABLE public.evenement TO ep_app;

GRANT INSERT(regle) ON TABLE public.evenement TO ep_echeances;
GRANT INSERT(regle) ON TABLE public.evenement TO ep_app;

GRANT INSERT(avant) ON TABLE public.evenement TO ep_app;

GRANT INSERT(apres) ON TABLE public.evenement TO ep_echeances;
GRANT INSERT(apres) ON TABLE public.evenement TO ep_app;

GRANT INSERT(requete) ON TABLE public.evenement TO ep_app;

REVOKE ALL ON FUNCTION public.evenement_caisses() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.fenetre_recopiee() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.numero_suivant(code text, annee integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.ouvrir_numerotation(code text, annee integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.partenaire_caisse_ranger() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.partenaire_mots_tenir() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.partenaire_nouveau(id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.partenaire_nouveau(id uuid) TO ep_app;

REVOKE ALL ON FUNCTION public.partenaire_renommer() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.places_autour(compte uuid, a timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.places_autour(compte uuid, a timestamp with time zone) TO ep_app;

REVOKE ALL ON FUNCTION public.rang_suivant(code text, annee integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.rang_suivant(code text, annee integer) TO ep_app;

REVOKE ALL ON FUNCTION public.secret_effacer(cible uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.secret_effacer(cible uuid) TO ep_app;

REVOKE ALL ON FUNCTION public.secret_pose(cible uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.secret_pose(cible uuid) TO ep_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.session TO ep_app;
GRANT DELETE ON TABLE public.session TO ep_echeances;

GRANT SELECT(compte_id) ON TABLE public.session TO ep_echeances;

GRANT UPDATE(libelle) ON TABLE public.session TO ep_app;

GRANT UPDATE(cgu_version) ON TABLE public.session TO ep_app;

GRANT UPDATE(mot_de_passe_expire_le) ON TABLE public.session TO ep_app;

GRANT UPDATE(expire_le) ON TABLE public.session TO ep_app;

REVOKE ALL ON FUNCTION public.titre_a_recopier() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.titre_recopie() FROM PUBLIC;

GRANT SELECT,INSERT,DELETE ON TABLE public.abonnement_calendrier TO ep_app;

GRANT UPDATE(lu_le) ON TABLE public.abonnement_calendrier TO ep_app;

GRANT SELECT,INSERT ON TABLE public.action_convention TO ep_app;

GRANT UPDATE(intitule) ON TABLE public.action_convention TO ep_app;

GRANT UPDATE(porteur) ON TABLE public.action_convention TO ep_app;

GRANT UPDATE(echeance_le) ON TABLE public.action_convention TO ep_app;

GRANT UPDATE(etat) ON TABLE public.action_convention TO ep_app;

GRANT UPDATE(faite_le) ON TABLE public.action_convention TO ep_app;

GRANT UPDATE(note) ON TABLE public.action_convention TO ep_app;

GRANT UPDATE(version) ON TABLE public.action_convention TO ep_app;

GRANT UPDATE(modifie_le) ON TABLE public.action_convention TO ep_app;

GRANT SELECT,INSERT ON TABLE public.activation TO ep_app;

GRANT SELECT(id) ON TABLE public.activation TO ep_messager;

GRANT SELECT(utilise_le) ON TABLE public.activation TO ep_messager;
GRANT UPDATE(utilise_le) ON TABLE public.activation TO ep_app;

GRANT SELECT(remplace_le) ON TABLE public.activation TO ep_messager;
GRANT UPDATE(remplace_le) ON TABLE public.activation TO ep_app;

GRANT SELECT,INSERT ON TABLE public.annuaire TO ep_gardien;
GRANT SELECT ON TABLE public.annuaire TO ep_app;

GRANT UPDATE(nom_replie) ON TABLE public.annuaire TO ep_gardien;

GRANT SELECT,INSERT ON TABLE public.avenant TO ep_app;
GRANT SELECT ON TABLE public.avenant TO ep_gardien;
GRANT SELECT ON TABLE public.avenant TO ep_echeances;

GRANT UPDATE(effet_le) ON TABLE public.avenant TO ep_app;

GRANT UPDATE(abandonne_le) ON TABLE public.avenant TO ep_app;

GRANT UPDATE(version) ON TABLE public.avenant TO ep_app;

GRANT UPDATE(modifie_le) ON TABLE public.avenant TO ep_app;

GRANT SELECT,INSERT ON TABLE public.avenant_signature TO ep_app;
GRANT SELECT ON TABLE public.avenant_signature TO ep_echeances;

GRANT SELECT ON TABLE public.caisse TO ep_app;
GRANT SELECT ON TABLE public.caisse TO ep_gardien;
GRANT SELECT ON TABLE public.caisse TO ep_echeances;

GRANT SELECT ON TABLE public.compte_mot TO ep_app;
GRANT SELECT,INSERT,DELETE ON TABLE public.compte_mot TO ep_gardien;

GRANT SELECT,INSERT,DELETE ON TABLE public.contact TO ep_app;
GRANT SELECT ON TABLE public.contact TO ep_echeances;
GRANT SELECT ON TABLE public.contact TO ep_gardien;

GRANT UPDATE(convention_id) ON TABLE public.contact TO ep_app;

GRANT UPDATE(unite_id) ON TABLE public.contact TO ep_app;

GRANT UPDATE(fonction) ON TABLE public.contact TO ep_app;

GRANT UPDATE(civilite) ON TABLE public.contact TO ep_app;

GRANT UPDATE(nom) ON TABLE public.contact TO ep_app;

GRANT UPDATE(prenom) ON TABLE public.contact TO ep_app;

GRANT UPDATE(email) ON TABLE public.contact TO ep_app;

GRANT UPDATE(telephone) ON TABLE public.contact TO ep_app;

GRANT UPDATE(organisme) ON TABLE public.contact TO ep_app;

GRANT UPDATE(adresse) ON TABLE public.contact TO ep_app;

GRANT UPDATE(usage) ON TABLE public.contact TO ep_app;

GRANT UPDATE(version) ON TABLE public.contact TO ep_app;

GRANT UPDATE(modifie_le) ON TABLE public.contact TO ep_app;

GRANT SELECT,INSERT ON TABLE public.convention TO ep_app;
GRANT SELECT ON TABLE public.convention TO ep_gardien;
GRANT SELECT ON TABLE public.convention TO ep_echeances;

GRANT UPDATE(modele_code) ON TABLE public.convention TO ep_app;

GRANT UPDATE(modele_version) ON TABLE public.convention TO ep_app;

GRANT UPDATE(objet) ON TABLE public.convention TO ep_app;

GRANT UPDATE(public) ON TABLE public.convention TO ep_app;

GRANT UPDATE(cadre_national) ON TABLE public.convention TO ep_app;

GRANT UPDATE(premier_jour) ON TABLE public.convention TO ep_app;

GRANT UPDATE(dernier_jour) ON TABLE public.convention TO ep_app;

GRANT UPDATE(fin) ON TABLE public.convention TO ep_app;

GRANT UPDATE(version) ON TABLE public.convention TO ep_app;

GRANT UPDATE(modifie_le) ON TABLE public.convention TO ep_app;

GRANT UPDATE(objectifs) ON TABLE public.convention TO ep_app;

GRANT UPDATE(proposee_le) ON TABLE public.convention TO ep_app;

GRANT SELECT,INSERT ON TABLE public.courrier TO ep_app;
GRANT SELECT ON TABLE public.courrier TO ep_echeances;

GRANT UPDATE(presente_le) ON TABLE public.courrier TO ep_app;

GRANT UPDATE(recu_le) ON TABLE public.courrier TO ep_app;

GRANT UPDATE(non_reclame) ON TABLE public.courrier TO ep_app;

GRANT UPDATE(note) ON TABLE public.courrier TO ep_app;

GRANT UPDATE(version) ON TABLE public.courrier TO ep_app;

GRANT UPDATE(modifie_le) ON TABLE public.courrier TO ep_app;

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

GRANT SELECT,INSERT ON TABLE public.demande_mot TO ep_app;

GRANT SELECT,INSERT ON TABLE public.denonciation TO ep_app;
GRANT SELECT ON TABLE public.denonciation TO ep_echeances;

GRANT SELECT,INSERT ON TABLE public.differend TO ep_app;
GRANT SELECT ON TABLE public.differend TO ep_echeances;

GRANT UPDATE(issue) ON TABLE public.differend TO ep_app;

GRANT UPDATE(clos_le) ON TABLE public.differend TO ep_app;

GRANT UPDATE(note) ON TABLE public.differend TO ep_app;

GRANT UPDATE(version) ON TABLE public.differend TO ep_app;

GRANT UPDATE(modifie_le) ON TABLE public.differend TO ep_app;

GRANT SELECT,INSERT ON TABLE public.document_convention TO ep_app;

GRANT SELECT ON TABLE public.echeance_constatee TO ep_echeances;
GRANT SELECT ON TABLE public.echeance_constatee TO ep_app;

GRANT INSERT(convention_id) ON TABLE public.echeance_constatee TO ep_echeances;

GRANT INSERT(code) ON TABLE public.echeance_constatee TO ep_echeances;

GRANT INSERT(date) ON TABLE public.echeance_constatee TO ep_echeances;

GRANT INSERT(objet) ON TABLE public.echeance_constatee TO ep_echeances;

GRANT INSERT(cree_le) ON TABLE public.echeance_constatee TO ep_echeances;

GRANT SELECT,INSERT ON TABLE public.fonctionnalite TO ep_app;
GRANT SELECT ON TABLE public.fonctionnalite TO ep_gardien;
GRANT SELECT ON TABLE public.fonctionnalite TO ep_echeances;

GRANT UPDATE(active) ON TABLE public.fonctionnalite TO ep_app;

GRANT UPDATE(modifie_le) ON TABLE public.fonctionnalite TO ep_app;

GRANT SELECT,INSERT ON TABLE public.idempotence TO ep_app;
GRANT DELETE ON TABLE public.idempotence TO ep_echeances;

GRANT SELECT(compte_id) ON TABLE public.idempotence TO ep_echeances;

GRANT SELECT(cle) ON TABLE public.idempotence TO ep_echeances;

GRANT UPDATE(operation) ON TABLE public.idempotence TO ep_app;

GRANT UPDATE(empreinte) ON TABLE public.idempotence TO ep_app;

GRANT UPDATE(statut) ON TABLE public.idempotence TO ep_app;

GRANT UPDATE(entetes) ON TABLE public.idempotence TO ep_app;

GRANT UPDATE(corps) ON TABLE public.idempotence TO ep_app;

GRANT SELECT(cree_le),UPDATE(cree_le) ON TABLE public.idempotence TO ep_echeances;
GRANT UPDATE(cree_le) ON TABLE public.idempotence TO ep_app;

GRANT UPDATE(caisse_id) ON TABLE public.idempotence TO ep_app;

GRANT SELECT,INSERT ON TABLE public.instance TO ep_app;
GRANT SELECT ON TABLE public.instance TO ep_echeances;

GRANT INSERT(id) ON TABLE public.instance TO ep_echeances;

GRANT INSERT(convention_id) ON TABLE public.instance TO ep_echeances;

GRANT INSERT(type) ON TABLE public.instance TO ep_echeances;

GRANT INSERT(partie) ON TABLE public.instance TO ep_echeances;

GRANT INSERT(rang) ON TABLE public.instance TO ep_echeances;

GRANT INSERT(ordre) ON TABLE public.instance TO ep_echeances;

GRANT INSERT(etat) ON TABLE public.instance TO ep_echeances;
GRANT UPDATE(etat) ON TABLE public.instance TO ep_app;

GRANT INSERT(ouverture_le) ON TABLE public.instance TO ep_echeances;

GRANT INSERT(limite_le) ON TABLE public.instance TO ep_echeances;

GRANT UPDATE(date) ON TABLE public.instance TO ep_app;

GRANT UPDATE(lieu) ON TABLE public.instance TO ep_app;

GRANT UPDATE(accords) ON TABLE public.instance TO ep_app;

GRANT UPDATE(participants) ON TABLE public.instance TO ep_app;

GRANT UPDATE(compte_rendu) ON TABLE public.instance TO ep_app;

GRANT UPDATE(tenue_le) ON TABLE public.instance TO ep_app;

GRANT UPDATE(version) ON TABLE public.instance TO ep_app;

GRANT INSERT(cree_le) ON TABLE public.instance TO ep_echeances;

GRANT INSERT(modifie_le) ON TABLE public.instance TO ep_echeances;
GRANT UPDATE(modifie_le) ON TABLE public.instance TO ep_app;

GRANT SELECT,INSERT ON TABLE public.message TO ep_app;

GRANT SELECT ON TABLE public.migration TO PUBLIC;

GRANT SELECT,INSERT ON TABLE public.mise_en_demeure TO ep_app;
GRANT SELECT ON TABLE public.mise_en_demeure TO ep_echeances;

GRANT UPDATE(reparee_le) ON TABLE public.mise_en_demeure TO ep_app;

GRANT UPDATE(reparation) ON TABLE public.mise_en_demeure TO ep_app;

GRANT UPDATE(classee_le) ON TABLE public.mise_en_demeure TO ep_app;

GRANT UPDATE(version) ON TABLE public.mise_en_demeure TO ep_app;

GRANT UPDATE(modifie_le) ON TABLE public.mise_en_demeure TO ep_app;

GRANT SELECT,INSERT ON TABLE public.modele_convention TO ep_app;
GRANT SELECT ON TABLE public.modele_convention TO ep_gardien;
GRANT SELECT ON TABLE public.modele_convention TO ep_echeances;

GRANT SELECT,INSERT ON TABLE public.partenaire TO ep_app;
GRANT SELECT ON TABLE public.partenaire TO ep_gardien;
GRANT SELECT ON TABLE public.partenaire TO ep_echeances;

GRANT UPDATE(id) ON TABLE public.partenaire TO ep_gardien;

GRANT UPDATE(denomination) ON TABLE public.partenaire TO ep_app;

GRANT UPDATE(adresse) ON TABLE public.partenaire TO ep_app;

GRANT UPDATE(code_postal) ON TABLE public.partenaire TO ep_app;

GRANT UPDATE(commune) ON TABLE public.partenaire TO ep_app;

GRANT UPDATE(siret) ON TABLE public.partenaire TO ep_app;

GRANT UPDATE(siren) ON TABLE public.partenaire TO ep_app;

GRANT UPDATE(effectif) ON TABLE public.partenaire TO ep_app;

GRANT UPDATE(effectif_declare_le) ON TABLE public.partenaire TO ep_app;

GRANT UPDATE(domaines_email) ON TABLE public.partenaire TO ep_app;

GRANT UPDATE(service_porteur) ON TABLE public.partenaire TO ep_app;

GRANT UPDATE(signataire_qualite) ON TABLE public.partenaire TO ep_app;

GRANT UPDATE(attestation_europe_le) ON TABLE public.partenaire TO ep_app;

GRANT UPDATE(version) ON TABLE public.partenaire TO ep_app;

GRANT UPDATE(modifie_le) ON TABLE public.partenaire TO ep_app;

GRANT SELECT,INSERT ON TABLE public.partenaire_caisse TO ep_app;
GRANT SELECT ON TABLE public.partenaire_caisse TO ep_gardien;
GRANT SELECT ON TABLE public.partenaire_caisse TO ep_echeances;

GRANT UPDATE(caisse_id) ON TABLE public.partenaire_caisse TO ep_gardien;

GRANT UPDATE(habilite_documents_sortants) ON TABLE public.partenaire_caisse TO ep_app;

GRANT UPDATE(convention_id) ON TABLE public.partenaire_caisse TO ep_gardien;
GRANT UPDATE(convention_id) ON TABLE public.partenaire_caisse TO ep_app;

GRANT UPDATE(premier_jour) ON TABLE public.partenaire_caisse TO ep_app;

GRANT UPDATE(dernier_jour) ON TABLE public.partenaire_caisse TO ep_app;

GRANT UPDATE(denomination_repliee) ON TABLE public.partenaire_caisse TO ep_gardien;

GRANT SELECT ON TABLE public.partenaire_mot TO ep_app;
GRANT SELECT,INSERT,DELETE ON TABLE public.partenaire_mot TO ep_gardien;

GRANT SELECT,INSERT ON TABLE public.resiliation TO ep_app;
GRANT SELECT ON TABLE public.resiliation TO ep_echeances;

GRANT SELECT,INSERT ON TABLE public.secret_compte TO ep_app;

GRANT SELECT(compte_id) ON TABLE public.secret_compte TO ep_gardien;

GRANT UPDATE(empreinte) ON TABLE public.secret_compte TO ep_app;
GRANT UPDATE(empreinte) ON TABLE public.secret_compte TO ep_gardien;

GRANT UPDATE(change_le) ON TABLE public.secret_compte TO ep_app;

GRANT SELECT(pose) ON TABLE public.secret_compte TO ep_gardien;

GRANT SELECT,INSERT ON TABLE public.signature TO ep_app;
GRANT SELECT ON TABLE public.signature TO ep_echeances;

GRANT SELECT,INSERT,DELETE ON TABLE public.tentative TO ep_app;

GRANT UPDATE(nombre) ON TABLE public.tentative TO ep_app;

GRANT UPDATE(depuis) ON TABLE public.tentative TO ep_app;

GRANT SELECT,INSERT ON TABLE public.unite TO ep_app;
GRANT SELECT ON TABLE public.unite TO ep_gardien;

