-- The archive by day, so that a day that is over is dropped whole.
ALTER TABLE webhook_events RENAME TO webhook_events_in_one;
ALTER TABLE webhook_events_in_one RENAME CONSTRAINT webhook_events_pkey TO webhook_events_in_one_pkey;
ALTER TABLE webhook_events_in_one
    RENAME CONSTRAINT webhook_events_organization_id_fkey TO webhook_events_in_one_organization_id_fkey;
ALTER INDEX webhook_events_received_idx RENAME TO webhook_events_in_one_received_idx;

-- Every accepted webhook as it came, but for the secrets that Vapi echoes.
CREATE TABLE webhook_events (
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    id uuid NOT NULL,
    -- None where the installation's own secret verified it.
    connection_id uuid,
    provider text NOT NULL,
    -- The sender's own word.
    type text NOT NULL,
    -- As the message told it.
    vapi_call_id text,
    -- Says nothing once the call is over: not kept for long.
    is_noise boolean NOT NULL,
    -- How it was verified.
    verification text NOT NULL,
    content_type text NOT NULL,
    body bytea NOT NULL,
    trace_id text,
    received_at timestamptz NOT NULL,
    archived_at timestamptz NOT NULL DEFAULT now(),
    -- A redelivered message has the time of its first receipt, and so the same key.
    PRIMARY KEY (organization_id, id, received_at)
) PARTITION BY RANGE (received_at);
CREATE INDEX webhook_events_received_idx ON webhook_events (organization_id, received_at, id);
CREATE INDEX webhook_events_type_idx ON webhook_events (organization_id, provider, type, received_at);
CREATE INDEX webhook_events_call_idx ON webhook_events (organization_id, vapi_call_id, received_at)
    WHERE vapi_call_id IS NOT NULL;
CREATE INDEX webhook_events_trace_idx ON webhook_events (organization_id, trace_id) WHERE trace_id IS NOT NULL;
-- For the one who deletes it, over all organizations.
CREATE INDEX webhook_events_noise_idx ON webhook_events (received_at) WHERE is_noise;
-- Written in the order of time, and only ever looked for by whoever drops a day.
CREATE INDEX webhook_events_archived_idx ON webhook_events USING brin (archived_at);
SELECT protect_tenant_table('webhook_events');
GRANT SELECT, INSERT ON webhook_events TO callflex_app;

-- Makes the day that holds a moment, as ensure_calls_partition makes a month.
CREATE FUNCTION ensure_webhook_events_day(at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    day timestamptz := date_trunc('day', at);
    partition text := 'webhook_events_' || to_char(day, 'YYYY_MM_DD');
BEGIN
    IF to_regclass(partition) IS NOT NULL THEN
        RETURN;
    END IF;
    -- The moment is our own clock's.
    IF at < '2020-01-01' OR at > now() + interval '2 days' THEN
        RAISE EXCEPTION 'a webhook can not be received at %', at USING ERRCODE = 'check_violation';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('webhook_events days'));
    -- Asked of the table, as to_regclass may still answer from a cache that is older than the lock.
    IF NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname = partition) THEN
        EXECUTE format('CREATE TABLE %I (LIKE webhook_events INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', partition);
        EXECUTE format('ALTER TABLE webhook_events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
            partition, day, day + interval '1 day');
    END IF;
END
$$;

-- Drops the days that ended before a moment, the oldest first, so many at a time; says how many. A day stays while it holds what was
-- archived since that moment: what was released from quarantine late. Who reads a day makes it wait, and whoever archives waits
-- behind it: for two seconds at most, then it is for another time.
CREATE FUNCTION drop_webhook_events_days(before timestamptz, at_most integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' SET lock_timeout = '2s' AS $$
DECLARE
    partition regclass;
    is_over boolean;
    dropped bigint := 0;
BEGIN
    IF before > now() - interval '1 day' THEN
        RAISE EXCEPTION 'the archive of the last day is not dropped' USING ERRCODE = 'check_violation';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('webhook_events days'));
    FOR partition IN
        SELECT inhrelid::regclass FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
        WHERE inhparent = 'webhook_events'::regclass
          AND to_date(right(c.relname, 10), 'YYYY_MM_DD') + 1 <= before
        ORDER BY c.relname
    LOOP
        EXIT WHEN dropped >= at_most;
        EXECUTE format('SELECT NOT EXISTS (SELECT FROM %s WHERE archived_at >= $1)', partition) INTO is_over USING before;
        CONTINUE WHEN NOT is_over;
        -- Asked once more when nobody can archive: the first time it may have taken long.
        LOCK TABLE ONLY webhook_events IN ACCESS EXCLUSIVE MODE;
        EXECUTE format('SELECT NOT EXISTS (SELECT FROM %s WHERE archived_at >= $1)', partition) INTO is_over USING before;
        CONTINUE WHEN NOT is_over;
        EXECUTE format('DROP TABLE %s', partition);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END
$$;

-- Deletes noise of one day that was received before a moment, of all organizations, so many rows at a time; says how many. By the day,
-- as a statement over all of them locks them all, each with its indexes.
CREATE FUNCTION delete_webhook_noise(day date, before timestamptz, at_most integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    partition regclass := to_regclass('webhook_events_' || to_char(day, 'YYYY_MM_DD'));
    deleted bigint;
BEGIN
    -- Its retention may have dropped it in the meantime.
    IF partition IS NULL THEN
        RETURN 0;
    END IF;
    EXECUTE format(
        'WITH deleted AS (
             DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
                 SELECT ctid FROM %1$s WHERE is_noise AND received_at < $1 ORDER BY received_at LIMIT $2)) RETURNING 1)
         SELECT count(*) FROM deleted', partition) INTO deleted USING before, at_most;
    RETURN deleted;
END
$$;

-- What came of a webhook, by the handler that says so in the transaction of its effect. Beside the archive, as either may be first.
CREATE TABLE webhook_outcomes (
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    webhook_id uuid NOT NULL,
    handler text NOT NULL,
    -- recorded   something is on record that was not before
    -- unchanged  it was on record already
    -- ignored    it says nothing that this handler records
    outcome text NOT NULL CHECK (outcome IN ('recorded', 'unchanged', 'ignored')),
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, webhook_id, handler)
);
-- Written in the order of time, and only ever looked for by whoever deletes what is old.
CREATE INDEX webhook_outcomes_at_idx ON webhook_outcomes USING brin (at);
SELECT protect_tenant_table('webhook_outcomes');
GRANT SELECT, INSERT, UPDATE ON webhook_outcomes TO callflex_app;

CREATE FUNCTION delete_webhook_outcomes(before timestamptz, at_most integer) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH deleted AS (
        DELETE FROM webhook_outcomes
        WHERE ctid = ANY (ARRAY(SELECT ctid FROM webhook_outcomes WHERE at < before LIMIT at_most)) RETURNING 1)
    SELECT count(*) FROM deleted
$$;

-- What waited in quarantine since before a moment, or was released before it.
CREATE FUNCTION delete_webhook_quarantine(before timestamptz, at_most integer) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH deleted AS (
        DELETE FROM webhook_quarantine
        WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM webhook_quarantine WHERE greatest(received_at, released_at) < before LIMIT at_most)) RETURNING 1)
    SELECT count(*) FROM deleted
$$;

-- Noise in quarantine that was received, and where it was, released before a moment.
CREATE FUNCTION delete_webhook_quarantine_noise(before timestamptz, at_most integer) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH deleted AS (
        DELETE FROM webhook_quarantine
        WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM webhook_quarantine
            WHERE is_noise AND received_at < before AND greatest(received_at, released_at) < before LIMIT at_most)) RETURNING 1)
    SELECT count(*) FROM deleted
$$;

-- Questions name people as bodies do.
CREATE INDEX live_questions_asked_idx ON live_questions USING brin (asked_at);
CREATE FUNCTION delete_live_questions(before timestamptz, at_most integer) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH deleted AS (
        DELETE FROM live_questions
        WHERE ctid = ANY (ARRAY(SELECT ctid FROM live_questions WHERE asked_at < before LIMIT at_most)) RETURNING 1)
    SELECT count(*) FROM deleted
$$;

REVOKE EXECUTE ON FUNCTION ensure_webhook_events_day, drop_webhook_events_days, delete_webhook_noise, delete_webhook_outcomes,
    delete_webhook_quarantine, delete_webhook_quarantine_noise, delete_live_questions FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_webhook_events_day TO callflex_app;
GRANT EXECUTE ON FUNCTION drop_webhook_events_days, delete_webhook_noise, delete_webhook_outcomes, delete_webhook_quarantine,
    delete_webhook_quarantine_noise, delete_live_questions TO callflex_system;

-- What was archived until now.
CREATE FUNCTION told_call_id(body bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    told text;
    id jsonb;
BEGIN
    told := convert_from(body, 'UTF8');
    -- Postgres holds no NUL; one whose backslash is itself escaped is none.
    IF strpos(told, '\u0000') > 0 THEN
        told := regexp_replace(told, '(?<!\\)((?:\\\\)*)\\u0000', '\1', 'g');
    END IF;
    id := told::jsonb #> '{message,call,id}';
    -- No call has a longer one, and no index holds just any.
    IF jsonb_typeof(id) = 'string' AND length(id #>> '{}') BETWEEN 1 AND 64 THEN
        RETURN id #>> '{}';
    END IF;
    RETURN NULL;
EXCEPTION WHEN OTHERS THEN
    -- No JSON, or none that Postgres holds.
    RETURN NULL;
END
$$;
SELECT ensure_webhook_events_day(day) FROM (
    SELECT DISTINCT date_trunc('day', received_at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AS day
    FROM webhook_events_in_one) AS days;
INSERT INTO webhook_events (organization_id, id, connection_id, provider, type, vapi_call_id, is_noise, verification, content_type,
                            body, trace_id, received_at, archived_at)
SELECT organization_id, id, connection_id, provider, left(type, 200), told_call_id(body),
       type IN ('speech-update', 'conversation-update', 'model-output', 'voice-input'), 'x-vapi-secret', content_type, body,
       trace_id, received_at, archived_at
FROM webhook_events_in_one;
DROP TABLE webhook_events_in_one;
DROP FUNCTION told_call_id;
