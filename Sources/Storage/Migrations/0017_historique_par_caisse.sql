-- The history of a partner, caisse by caisse: a page shows the caisses whose access is open alone (D-29, R-34), and what lies behind a closed
-- one, however much, must not be walked over. Instead of the two before, so that filing a demande costs no more.
create index demande_historique_caisse on demande (partenaire_id, caisse_id, depose_le desc, id desc);
drop index demande_historique;
create index demande_historique_unite_caisse on demande (unite_id, partenaire_id, caisse_id, depose_le desc, id desc)
  where unite_id is not null;
drop index demande_historique_unite;
