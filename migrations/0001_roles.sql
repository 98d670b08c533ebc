-- Two roles do the work; the owner of the schema only migrates it.
--   callflex_app     one organization at a time, under row-level security
--   callflex_system  what must cross organizations: sign-in, look-ups of ingest, the spool, the relay
-- Roles belong to the whole server, which may hold several of our databases.
DO $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('callflex roles'));
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'callflex_app') THEN
        CREATE ROLE callflex_app NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'callflex_system') THEN
        CREATE ROLE callflex_system NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
    END IF;
END
$$;

-- No transaction of ours idles on purpose. One whose host has vanished must not hold its locks for as long as TCP hopes.
ALTER ROLE callflex_app SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE callflex_system SET idle_in_transaction_session_timeout = '60s';

GRANT USAGE ON SCHEMA public TO callflex_app, callflex_system;

-- Puts a tenant table under row-level security. The organization is read once a statement, and without one nothing is shown.
CREATE FUNCTION protect_tenant_table(tenant_table regclass, organization_column text DEFAULT 'organization_id') RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    own text := format(
        '%I = (SELECT NULLIF(current_setting(''app.current_org_id'', true), '''')::uuid)', organization_column);
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('CREATE POLICY own_organization ON %s TO callflex_app USING (%s) WITH CHECK (%s)', tenant_table, own, own);
END
$$;

-- Lets the system role see every organization's rows of a table; what it may do with them is granted table by table.
CREATE FUNCTION open_to_system(tenant_table regclass) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE POLICY every_organization ON %s TO callflex_system USING (true) WITH CHECK (true)', tenant_table);
END
$$;

REVOKE EXECUTE ON FUNCTION protect_tenant_table, open_to_system FROM PUBLIC;
