CREATE TABLE assistants (
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    id uuid NOT NULL,
    vapi_assistant_id text NOT NULL,
    name varchar(255) NOT NULL,
    -- The whole configuration as Vapi has it.
    configuration jsonb NOT NULL DEFAULT '{}',
    is_active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, vapi_assistant_id)
);
SELECT protect_tenant_table('assistants');
SELECT open_to_system('assistants');
GRANT SELECT, INSERT, UPDATE ON assistants TO callflex_app;
GRANT SELECT ON assistants TO callflex_system;

CREATE TABLE phone_numbers (
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    id uuid NOT NULL,
    vapi_phone_id text,
    -- E.164.
    phone_number varchar(20) NOT NULL CHECK (phone_number ~ '^\+[1-9][0-9]{6,14}$'),
    -- The assistant that answers this line.
    assistant_id uuid,
    is_active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, phone_number),
    UNIQUE (organization_id, vapi_phone_id),
    FOREIGN KEY (organization_id, assistant_id) REFERENCES assistants (organization_id, id)
);
SELECT protect_tenant_table('phone_numbers');
SELECT open_to_system('phone_numbers');
GRANT SELECT, INSERT, UPDATE ON phone_numbers TO callflex_app;
GRANT SELECT ON phone_numbers TO callflex_system;
