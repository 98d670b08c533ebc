CREATE TABLE contacts (
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    id uuid NOT NULL,
    -- E.164.
    phone varchar(20) NOT NULL CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
    name text,
    email text,
    preferences jsonb NOT NULL DEFAULT '{}',
    lifetime_value numeric(14, 2) NOT NULL DEFAULT 0,
    -- Counted again with every call, never added to.
    call_count integer NOT NULL DEFAULT 0,
    last_called_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, phone)
);
SELECT protect_tenant_table('contacts');
GRANT SELECT, INSERT, UPDATE, DELETE ON contacts TO callflex_app;
