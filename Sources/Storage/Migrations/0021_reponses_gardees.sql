-- Kept answers come and go by the hour: the room of those that are forgotten is given back before as many again have come. By default a
-- fifth of the table had to be dead first.
alter table idempotence set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 0);

-- Whose object an answer is about: it is not given again through an access that has been closed since.
alter table idempotence add column caisse_id uuid;
grant update (caisse_id) on idempotence to ep_app;
