-- Four roles do the work, each with what one kind of it needs:
--   callflex_app        one organization at a time, under row-level security
--   callflex_system     what must cross organizations: look-ups of ingest, the spool, the relay
--   callflex_identity   people, their memberships and keys: sign-in and administration, and what operators see of the quarantine
--   callflex_retention  deletes what is old enough, and reads none of it
DO $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('callflex roles'));
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'callflex_identity') THEN
        CREATE ROLE callflex_identity NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'callflex_retention') THEN
        CREATE ROLE callflex_retention NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
    END IF;
    -- As for the other two.
    ALTER ROLE callflex_identity SET idle_in_transaction_session_timeout = '60s';
    ALTER ROLE callflex_retention SET idle_in_transaction_session_timeout = '60s';
END
$$;

GRANT USAGE ON SCHEMA public TO callflex_identity, callflex_retention;
-- Before Postgres 15 everyone could make tables and functions here.
REVOKE CREATE ON SCHEMA public FROM PUBLIC;

-- Lets the role of sign-in and administration see every organization's rows of a table; what it may do with them is granted.
CREATE FUNCTION open_to_identity(tenant_table regclass) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'CREATE POLICY every_organization_by_identity ON %s TO callflex_identity USING (true) WITH CHECK (true)', tenant_table);
END
$$;
REVOKE EXECUTE ON FUNCTION open_to_identity FROM PUBLIC;

-- Who people are, and what they and their keys may do.
REVOKE ALL ON users, memberships, api_keys FROM callflex_system;
DROP POLICY every_organization ON memberships;
DROP POLICY every_organization ON api_keys;
SELECT open_to_identity('memberships');
SELECT open_to_identity('api_keys');
SELECT open_to_identity('organizations');
GRANT SELECT, INSERT, UPDATE ON users TO callflex_identity;
GRANT SELECT ON memberships, api_keys TO callflex_identity;
GRANT SELECT (id, name, is_active) ON organizations TO callflex_identity;

-- Where live streams begin.
SELECT open_to_identity('events');
GRANT SELECT (position) ON events TO callflex_identity;

-- Ingest puts into quarantine; operators look at it, and release from it into the spool.
REVOKE ALL ON webhook_quarantine FROM callflex_system;
GRANT INSERT ON webhook_quarantine TO callflex_system;
GRANT SELECT, UPDATE (released_at, released_to, released_by) ON webhook_quarantine TO callflex_identity;
SELECT open_to_identity('webhook_spool');
GRANT INSERT ON webhook_spool TO callflex_identity;
-- Whose a connection is.
SELECT open_to_identity('vapi_connections');
SELECT open_to_identity('inbound_integrations');
GRANT SELECT (id, organization_id, is_active) ON vapi_connections, inbound_integrations TO callflex_identity;

-- What is deleted of all organizations has an age, whoever asks for it.
CREATE FUNCTION assert_old_enough(before timestamptz, age interval) RETURNS void
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF before IS NULL OR before > now() - age THEN
        RAISE EXCEPTION 'what came before % is not old enough to be deleted: it is kept for %', before, age
            USING ERRCODE = 'check_violation';
    END IF;
END
$$;
REVOKE EXECUTE ON FUNCTION assert_old_enough FROM PUBLIC;

CREATE OR REPLACE FUNCTION drop_webhook_events_days(before timestamptz, at_most integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' SET lock_timeout = '2s' AS $$
DECLARE
    partition regclass;
    is_over boolean;
    dropped bigint := 0;
BEGIN
    PERFORM assert_old_enough(before, '1 day');
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

-- Noise is of use for as long as its call lasts.
CREATE OR REPLACE FUNCTION delete_webhook_noise(day date, before timestamptz, at_most integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    partition regclass := to_regclass('webhook_events_' || to_char(day, 'YYYY_MM_DD'));
    deleted bigint;
BEGIN
    PERFORM assert_old_enough(before, '1 hour');
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

CREATE OR REPLACE FUNCTION delete_webhook_quarantine_noise(before timestamptz, at_most integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    deleted bigint;
BEGIN
    PERFORM assert_old_enough(before, '1 hour');
    DELETE FROM webhook_quarantine
    WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM webhook_quarantine
        WHERE is_noise AND received_at < before AND greatest(received_at, released_at) < before LIMIT at_most));
    GET DIAGNOSTICS deleted = ROW_COUNT;
    RETURN deleted;
END
$$;

CREATE OR REPLACE FUNCTION delete_webhook_quarantine(before timestamptz, at_most integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    deleted bigint;
BEGIN
    PERFORM assert_old_enough(before, '1 day');
    DELETE FROM webhook_quarantine
    WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM webhook_quarantine WHERE greatest(received_at, released_at) < before LIMIT at_most));
    GET DIAGNOSTICS deleted = ROW_COUNT;
    RETURN deleted;
END
$$;

CREATE OR REPLACE FUNCTION delete_webhook_outcomes(before timestamptz, at_most integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    deleted bigint;
BEGIN
    PERFORM assert_old_enough(before, '1 day');
    DELETE FROM webhook_outcomes
    WHERE ctid = ANY (ARRAY(SELECT ctid FROM webhook_outcomes WHERE at < before LIMIT at_most));
    GET DIAGNOSTICS deleted = ROW_COUNT;
    RETURN deleted;
END
$$;

-- A question is the claim of what was done for it: younger ones would be done again.
CREATE OR REPLACE FUNCTION delete_live_questions(before timestamptz, at_most integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    deleted bigint;
BEGIN
    PERFORM assert_old_enough(before, '1 day');
    DELETE FROM live_questions
    WHERE ctid = ANY (ARRAY(SELECT ctid FROM live_questions WHERE asked_at < before LIMIT at_most));
    GET DIAGNOSTICS deleted = ROW_COUNT;
    RETURN deleted;
END
$$;

REVOKE EXECUTE ON FUNCTION drop_webhook_events_days, delete_webhook_noise, delete_webhook_outcomes, delete_webhook_quarantine,
    delete_webhook_quarantine_noise, delete_live_questions FROM callflex_system;
GRANT EXECUTE ON FUNCTION drop_webhook_events_days, delete_webhook_noise, delete_webhook_outcomes, delete_webhook_quarantine,
    delete_webhook_quarantine_noise, delete_live_questions TO callflex_retention;
