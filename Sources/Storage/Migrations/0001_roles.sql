-- The application connects as ep_app: neither owner of anything, nor superuser, nor BYPASSRLS, so that row-level security
-- binds it. Roles belong to the whole cluster: another database may have created it already, or be doing so right now.
do $$
begin
  create role ep_app login nosuperuser nocreatedb nocreaterole noinherit nobypassrls;
exception
  when duplicate_object or unique_violation then null;
end
$$;

revoke create on schema public from public;
grant usage on schema public to ep_app;

-- Overlapping validity of two conventions is refused by an exclusion constraint on (caisse, partenaire, nature, days): V-37.
create extension if not exists btree_gist;
