-- The archive: every accepted webhook as it came.
CREATE TABLE webhook_events (
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    id uuid NOT NULL,
    connection_id uuid NOT NULL,
    provider text NOT NULL,
    -- The sender's own word.
    type text NOT NULL,
    content_type text NOT NULL,
    body bytea NOT NULL,
    trace_id text,
    received_at timestamptz NOT NULL,
    archived_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, id)
);
CREATE INDEX webhook_events_received_idx ON webhook_events (organization_id, received_at);
SELECT protect_tenant_table('webhook_events');
GRANT SELECT, INSERT ON webhook_events TO callflex_app;

-- Webhooks that were accepted while the broker did not confirm, until it does. The system role's alone.
CREATE TABLE webhook_spool (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    routing_key text NOT NULL,
    -- The encoded message, as it would have been published.
    message bytea NOT NULL,
    traceparent text,
    received_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    leased_until timestamptz,
    -- Failed too often by itself: kept for a person to look at.
    parked_at timestamptz,
    error text
);
CREATE INDEX webhook_spool_waiting_idx ON webhook_spool (id) WHERE parked_at IS NULL;
SELECT protect_tenant_table('webhook_spool');
SELECT open_to_system('webhook_spool');
GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_spool TO callflex_system;
