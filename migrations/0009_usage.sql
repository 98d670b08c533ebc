-- What each call used: the ledger that invoices are made from.
CREATE TABLE usage_records (
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    call_id uuid NOT NULL,
    -- In the organization's time zone.
    day date NOT NULL,
    seconds integer NOT NULL CHECK (seconds >= 0),
    cost_micros bigint NOT NULL,
    currency char(3) NOT NULL DEFAULT 'USD',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, call_id),
    FOREIGN KEY (organization_id, call_id) REFERENCES call_keys (organization_id, call_id) ON DELETE CASCADE
);
CREATE INDEX usage_records_day_idx ON usage_records (organization_id, day);
SELECT protect_tenant_table('usage_records');
GRANT SELECT, INSERT, UPDATE ON usage_records TO callflex_app;

-- The sum of a day's usage records, recomputed with each of them.
CREATE TABLE daily_usage (
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    day date NOT NULL,
    calls integer NOT NULL DEFAULT 0,
    seconds bigint NOT NULL DEFAULT 0,
    cost_micros bigint NOT NULL DEFAULT 0,
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, day)
);
SELECT protect_tenant_table('daily_usage');
GRANT SELECT, INSERT, UPDATE ON daily_usage TO callflex_app;
