-- Webhooks that were verified and are nobody's yet: what they say of their organization is contradictory or unknown. An operator
-- releases them to one. The system role's alone, as the spool is: an organization must not see what may be another's.
CREATE TABLE webhook_quarantine (
    id uuid PRIMARY KEY,
    provider text NOT NULL,
    -- The sender's own word.
    type text NOT NULL,
    reason text NOT NULL CHECK (reason IN ('unknown', 'contradictory')),
    -- The organizations that it points at, and those whose secret it was verified with.
    candidates uuid[] NOT NULL,
    -- Whose secret verified it; absent when it was the installation's own.
    connection_id uuid,
    verification text NOT NULL,
    content_type text NOT NULL,
    body bytea NOT NULL,
    trace_id text,
    -- Says nothing once the call is over: not kept for long, as in the archive.
    is_noise boolean NOT NULL,
    received_at timestamptz NOT NULL,
    released_at timestamptz,
    released_to uuid,
    -- Who did: a person's e-mail address, or the command line's user.
    released_by text,
    CHECK (num_nonnulls(released_at, released_to, released_by) IN (0, 3))
);
CREATE INDEX webhook_quarantine_waiting_idx ON webhook_quarantine (id) WHERE released_at IS NULL;
-- For the one who deletes it.
CREATE INDEX webhook_quarantine_noise_idx ON webhook_quarantine (received_at) WHERE is_noise;
GRANT SELECT, INSERT, UPDATE (released_at, released_to, released_by) ON webhook_quarantine TO callflex_system;

-- A message on its way into quarantine has no organization in the spool either.
ALTER TABLE webhook_spool ALTER COLUMN organization_id DROP NOT NULL;
