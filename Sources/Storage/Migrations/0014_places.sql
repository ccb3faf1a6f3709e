-- C-25, C-56, Q-43: whether an account holds a place at that caisse. A replacement admitted beyond the quota stands in the place of the
-- gestionnaire that it replaces, as long as that one holds it there; once it has let it go, in whatever way, the place is the replacement's:
-- without that, a departure freed a place that somebody else took before the replacement was activated.
create function tient_place(k compte, caisse uuid, a timestamptz) returns boolean language plpgsql stable parallel safe as $$
begin
  return etat_compte(k, a) in ('DEMANDE', 'EN_ATTENTE_ACTIVATION', 'ACTIF') and not (k.hors_quota and exists (
    select from compte g join acces x on x.compte_id = g.id
    where g.id = k.remplace_id and x.caisse_id = caisse and x.exclu_le is null
      and etat_compte(g, a) in ('DEMANDE', 'EN_ATTENTE_ACTIVATION', 'ACTIF')));
end
$$;

create or replace function comptes_decomptes(partenaire uuid, a timestamptz)
  returns table (caisse_id uuid, unite_id uuid, role text, comptes bigint) language plpgsql as $$
declare
  role_ouvert text := coalesce(current_setting('ep.role', true), '');
begin
  perform set_config('ep.role', 'SYSTEME', true);
  return query
    select x.caisse_id, k.unite_id, k.role, count(*)
    from acces x join compte k on k.id = x.compte_id
    where x.partenaire_id = partenaire and x.exclu_le is null and tient_place(k, x.caisse_id, a)
    group by x.caisse_id, k.unite_id, k.role;
  perform set_config('ep.role', role_ouvert, true);
end
$$;

-- What the others hold at each caisse where that account has a title in force: what a return or an activation is decided on (C-10, C-14,
-- Q-39, Q-43). In figures, for somebody who may see neither the other accounts nor the other caisses. `remplaces`: those of `actifs` that
-- leave when it is activated. The role of the context is put back before anything else runs.
create function places_autour(compte uuid, a timestamptz)
  returns table (caisse_id uuid, fuseau text, effectif integer, modele_code text, modele_version integer, avenants jsonb,
    comptes bigint, de_l_unite bigint, actifs bigint, actifs_de_l_unite bigint, remplaces uuid[]) language plpgsql as $$
declare
  role_ouvert text := coalesce(current_setting('ep.role', true), '');
begin
  perform set_config('ep.role', 'SYSTEME', true);
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
    order by r.caisse_id;
  perform set_config('ep.role', role_ouvert, true);
end
$$;
