-- Searches that walk along an index, and functions that keep their plans.

-- In plpgsql: unaccent is declared stable, so that an immutable function in SQL would not be inlined, and its body planned anew by every
-- query that calls it.
create or replace function texte_replie(texte text) returns text language plpgsql immutable parallel safe as $$
begin
  return lower(public.unaccent('public.unaccent', texte));
end
$$;

-- As in 0004, but the months before suppression are those that the amendments in effect on the day leave (V-14); and in plpgsql, because
-- it keeps its plans for the session: in SQL each query that calls it plans its body anew, which is ten times the cost of running it.
create or replace function echeance_compte(k compte, a timestamptz, out jour date, out fin date, out suppression date, out fin_instant timestamptz)
  language plpgsql stable parallel safe as $$
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

create or replace function etat_compte(k compte, a timestamptz) returns text language plpgsql stable parallel safe as $$
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

-- What a search by name walks along: under row-level security only leakproof comparisons reach an index, and those of text on a plain
-- column are. "C", so that a beginning is a range.
alter table demande add column assure_replie text collate "C" not null
  generated always as (texte_replie(assure_nom || ' ' || assure_prenom)) stored;
-- Searches by name, in the order of names, for a partner and for a caisse.
create index demande_noms on demande (partenaire_id, assure_replie, depose_le, id);
create index demande_noms_caisse on demande (caisse_id, assure_replie, depose_le, id);

create or replace function numero_suivant(code text, annee integer) returns text language plpgsql as $$
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
