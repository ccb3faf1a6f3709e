-- A write after which its author knows nothing can be asked about, by the identifier of its request: one's own events are always visible,
-- and found by index. First the request: identifiers made by the service sort by time, so that the index grows at its end.
create index evenement_requete on evenement (requete, acteur_id) where requete is not null;

create policy evenement_de_l_auteur on evenement for select using (acteur_id = (select contexte('compte')));
