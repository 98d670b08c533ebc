-- An organization's account at Vapi: what verifies its webhooks and what opens its API.
CREATE TABLE vapi_connections (
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    id uuid NOT NULL,
    label text NOT NULL,
    -- Sealed with the process's SEAL_KEY, bound to organization, row and column.
    webhook_secret bytea,
    api_key bytea,
    is_active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, id)
);
SELECT protect_tenant_table('vapi_connections');
SELECT open_to_system('vapi_connections');
GRANT SELECT, INSERT, UPDATE ON vapi_connections TO callflex_app;
GRANT SELECT ON vapi_connections TO callflex_system;
