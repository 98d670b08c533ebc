CREATE TABLE organizations (
    id uuid PRIMARY KEY,
    name varchar(255) NOT NULL,
    -- A shortcut for the organization that has a Vapi organization to itself; the mapping is vapi_connections.
    vapi_org_id text,
    -- IANA name; days and business hours are counted in it.
    timezone text NOT NULL DEFAULT 'UTC',
    settings jsonb NOT NULL DEFAULT '{}',
    is_active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
SELECT protect_tenant_table('organizations', 'id');
SELECT open_to_system('organizations');
GRANT SELECT, UPDATE ON organizations TO callflex_app;
GRANT SELECT, INSERT, UPDATE ON organizations TO callflex_system;

-- A person may belong to several organizations, so people are no tenant's.
CREATE TABLE users (
    id uuid PRIMARY KEY,
    email text NOT NULL,
    name text NOT NULL,
    password_hash text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX users_email_key ON users (lower(email));
GRANT SELECT, INSERT, UPDATE ON users TO callflex_system;

CREATE TABLE memberships (
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role text NOT NULL CHECK (role IN ('owner', 'admin', 'agent', 'analyst', 'viewer', 'billing')),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, user_id)
);
CREATE INDEX memberships_user_idx ON memberships (user_id);
SELECT protect_tenant_table('memberships');
SELECT open_to_system('memberships');
GRANT SELECT, INSERT, UPDATE, DELETE ON memberships TO callflex_app;
GRANT SELECT, INSERT ON memberships TO callflex_system;

CREATE TABLE api_keys (
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    id uuid NOT NULL,
    name text NOT NULL,
    -- SHA-256 of the key: it has 256 random bits, so a slow hash would add nothing.
    key_hash bytea NOT NULL CHECK (octet_length(key_hash) = 32),
    scopes text[] NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz,
    revoked_at timestamptz,
    PRIMARY KEY (organization_id, id)
);
CREATE INDEX api_keys_hash_idx ON api_keys (key_hash);
SELECT protect_tenant_table('api_keys');
SELECT open_to_system('api_keys');
GRANT SELECT, INSERT, UPDATE ON api_keys TO callflex_app;
GRANT SELECT, INSERT ON api_keys TO callflex_system;
