-- The oldest dead letters of a queue, beyond those that RabbitMQ holds of it. The system role's alone, as the spool is: which
-- organization one is of stands in its headers, where it can be read at all.
CREATE TABLE dead_letters (
    -- In the order in which they left their queue.
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- The work queue in which it failed.
    queue text NOT NULL,
    message_id uuid,
    -- AMQP's, as JSON, with why and when it failed.
    properties bytea NOT NULL,
    body bytea NOT NULL,
    -- The same letter is taken twice where the process ends before the broker lets go of it.
    fingerprint bytea NOT NULL GENERATED ALWAYS AS (sha256(properties || body)) STORED,
    kept_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (queue, fingerprint)
);
CREATE INDEX dead_letters_queue_idx ON dead_letters (queue, id);
CREATE INDEX dead_letters_message_idx ON dead_letters (queue, message_id);
GRANT SELECT, INSERT, DELETE ON dead_letters TO callflex_system;
