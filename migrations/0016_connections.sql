-- How a connection's webhooks are verified, its second secret while one replaces the other, and from where they may come.
ALTER TABLE vapi_connections
    -- Vapi's authenticationPlan, the secret kept apart. Absent: the secret itself is presented.
    ADD COLUMN verification jsonb,
    -- Sealed as webhook_secret is, in a place of its own.
    ADD COLUMN previous_webhook_secret bytea,
    ADD COLUMN previous_secret_until timestamptz,
    -- Ranges of addresses. Absent: everyone.
    ADD COLUMN allowed_sources text[],
    ADD CONSTRAINT vapi_connections_previous_check
        CHECK ((previous_webhook_secret IS NULL) = (previous_secret_until IS NULL));

-- Stripe's id of the organization as its customer: most of Stripe's messages name nothing else.
ALTER TABLE organizations ADD COLUMN stripe_customer_id text;
CREATE UNIQUE INDEX organizations_stripe_customer_key ON organizations (stripe_customer_id);

-- Other systems of an organization that send it webhooks, to /api/webhooks/integrations/{provider}.
CREATE TABLE inbound_integrations (
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    id uuid NOT NULL,
    -- A word of the address and of the routing key. The others mean something else there.
    provider text NOT NULL CHECK (provider ~ '^[a-z0-9][a-z0-9-]{0,63}$'
                                  AND provider NOT IN ('vapi', 'stripe', 'twilio', 'quarantine')),
    scheme text NOT NULL CHECK (scheme IN ('standard-webhooks', 'shared-secret')),
    -- Sealed with the process's SEAL_KEY, bound to organization, row and column.
    secret bytea NOT NULL,
    previous_secret bytea,
    previous_secret_until timestamptz,
    is_active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, provider),
    CHECK ((previous_secret IS NULL) = (previous_secret_until IS NULL))
);
SELECT protect_tenant_table('inbound_integrations');
SELECT open_to_system('inbound_integrations');
GRANT SELECT, INSERT, UPDATE ON inbound_integrations TO callflex_app;
GRANT SELECT ON inbound_integrations TO callflex_system;
