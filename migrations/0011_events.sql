-- The log of domain events, written with the rows that they tell of.
CREATE TABLE events (
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    id uuid NOT NULL,
    -- call.ended, lead.created, …
    name text NOT NULL,
    -- The full protobuf name of the payload.
    type text NOT NULL,
    schema_version smallint NOT NULL,
    payload bytea NOT NULL,
    -- The service that said it.
    source text NOT NULL,
    traceparent text,
    occurred_at timestamptz NOT NULL,
    -- Given by the relay once the event is committed: the only order there is, and the id that live streams resume from.
    position bigint,
    PRIMARY KEY (organization_id, id)
);
CREATE UNIQUE INDEX events_position_key ON events (position);
CREATE INDEX events_organization_position_idx ON events (organization_id, position);
CREATE SEQUENCE events_position AS bigint;
SELECT protect_tenant_table('events');
SELECT open_to_system('events');
-- All but the position, which is the relay's to give.
GRANT SELECT,
      INSERT (organization_id, id, name, type, schema_version, payload, source, traceparent, occurred_at)
    ON events TO callflex_app;
GRANT SELECT, UPDATE (position) ON events TO callflex_system;
GRANT USAGE ON SEQUENCE events_position TO callflex_system;

-- Events that the relay has yet to publish.
CREATE TABLE outbox (
    organization_id uuid NOT NULL,
    event_id uuid NOT NULL,
    position bigint,
    appended_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, event_id),
    FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX outbox_order_idx ON outbox (position, event_id);
SELECT protect_tenant_table('outbox');
SELECT open_to_system('outbox');
GRANT INSERT ON outbox TO callflex_app;
GRANT SELECT, UPDATE, DELETE ON outbox TO callflex_system;

-- What a handler has done, by a key of its own: a repeat finds its claim taken.
CREATE TABLE claims (
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    handler text NOT NULL,
    key text NOT NULL,
    claimed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, handler, key)
);
SELECT protect_tenant_table('claims');
GRANT SELECT, INSERT ON claims TO callflex_app;
