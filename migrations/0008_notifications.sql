-- The delivery log: one row a recipient, and what came of it.
CREATE TABLE notifications (
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    id uuid NOT NULL,
    call_id uuid NOT NULL,
    -- What it is about: 'call-summary'.
    kind text NOT NULL,
    channel text NOT NULL CHECK (channel IN ('sms', 'email')),
    -- E.164 or an address.
    recipient text NOT NULL,
    -- pending   to be tried, or tried again
    -- sending   an attempt is committed, its answer is not known yet
    -- sent      the provider took it
    -- failed    the provider refused it for good
    -- unknown   the answer was lost: it may have been sent, so it is not sent again by itself
    state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sending', 'sent', 'failed', 'unknown')),
    attempts integer NOT NULL DEFAULT 0,
    attempted_at timestamptz,
    provider_message_id text,
    -- What went wrong last, without personal data.
    error text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, call_id, kind, channel, recipient),
    FOREIGN KEY (organization_id, call_id) REFERENCES call_keys (organization_id, call_id) ON DELETE CASCADE
);
SELECT protect_tenant_table('notifications');
GRANT SELECT, INSERT, UPDATE ON notifications TO callflex_app;
