--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: btree_gist; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;


--
-- Name: EXTENSION btree_gist; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';


--
-- Name: delete_live_questions(timestamp with time zone, integer); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.delete_live_questions(before timestamp with time zone, at_most integer) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    WITH deleted AS (
        DELETE FROM live_questions
        WHERE ctid = ANY (ARRAY(SELECT ctid FROM live_questions WHERE asked_at < before LIMIT at_most)) RETURNING 1)
    SELECT count(*) FROM deleted
$$;


--
-- Name: delete_webhook_noise(date, timestamp with time zone, integer); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.delete_webhook_noise(day date, before timestamp with time zone, at_most integer) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $_$
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
$_$;


--
-- Name: delete_webhook_outcomes(timestamp with time zone, integer); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.delete_webhook_outcomes(before timestamp with time zone, at_most integer) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    WITH deleted AS (
        DELETE FROM webhook_outcomes
        WHERE ctid = ANY (ARRAY(SELECT ctid FROM webhook_outcomes WHERE at < before LIMIT at_most)) RETURNING 1)
    SELECT count(*) FROM deleted
$$;


--
-- Name: delete_webhook_quarantine(timestamp with time zone, integer); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.delete_webhook_quarantine(before timestamp with time zone, at_most integer) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    WITH deleted AS (
        DELETE FROM webhook_quarantine
        WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM webhook_quarantine WHERE greatest(received_at, released_at) < before LIMIT at_most)) RETURNING 1)
    SELECT count(*) FROM deleted
$$;


--
-- Name: delete_webhook_quarantine_noise(timestamp with time zone, integer); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.delete_webhook_quarantine_noise(before timestamp with time zone, at_most integer) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    WITH deleted AS (
        DELETE FROM webhook_quarantine
        WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM webhook_quarantine
            WHERE is_noise AND received_at < before AND greatest(received_at, released_at) < before LIMIT at_most)) RETURNING 1)
    SELECT count(*) FROM deleted
$$;


--
-- Name: drop_webhook_events_days(timestamp with time zone, integer); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.drop_webhook_events_days(before timestamp with time zone, at_most integer) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET "TimeZone" TO 'UTC'
    SET lock_timeout TO '2s'
    AS $_$
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
$_$;


--
-- Name: ensure_calls_partition(timestamp with time zone); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.ensure_calls_partition(at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET "TimeZone" TO 'UTC'
    AS $$
DECLARE
    month timestamptz := date_trunc('month', at);
    partition text := 'calls_' || to_char(month, 'YYYY_MM');
BEGIN
    IF to_regclass(partition) IS NOT NULL THEN
        RETURN;
    END IF;
    IF at < '2020-01-01' OR at > now() + interval '2 months' THEN
        RAISE EXCEPTION 'a call can not be placed at %', at USING ERRCODE = 'check_violation';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('calls partitions'));
    -- Asked of the table, as to_regclass may still answer from a cache that is older than the lock.
    IF NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname = partition) THEN
        EXECUTE format('CREATE TABLE %I (LIKE calls INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS)', partition);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', partition);
        EXECUTE format('ALTER TABLE calls ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
            partition, month, month + interval '1 month');
    END IF;
END
$$;


--
-- Name: ensure_webhook_events_day(timestamp with time zone); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.ensure_webhook_events_day(at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET "TimeZone" TO 'UTC'
    AS $$
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


--
-- Name: open_to_system(regclass); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.open_to_system(tenant_table regclass) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    EXECUTE format('CREATE POLICY every_organization ON %s TO callflex_system USING (true) WITH CHECK (true)', tenant_table);
END
$$;


--
-- Name: protect_tenant_table(regclass, text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.protect_tenant_table(tenant_table regclass, organization_column text DEFAULT 'organization_id'::text) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    own text := format(
        '%I = (SELECT NULLIF(current_setting(''app.current_org_id'', true), '''')::uuid)', organization_column);
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('CREATE POLICY own_organization ON %s TO callflex_app USING (%s) WITH CHECK (%s)', tenant_table, own, own);
END
$$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: _sqlx_migrations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public._sqlx_migrations (
    version bigint NOT NULL,
    description text NOT NULL,
    installed_on timestamp with time zone DEFAULT now() NOT NULL,
    success boolean NOT NULL,
    checksum bytea NOT NULL,
    execution_time bigint NOT NULL
);


--
-- Name: api_keys; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.api_keys (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    key_hash bytea NOT NULL,
    scopes text[] NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone,
    revoked_at timestamp with time zone,
    CONSTRAINT api_keys_key_hash_check CHECK ((octet_length(key_hash) = 32))
);


--
-- Name: assistants; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.assistants (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    vapi_assistant_id text NOT NULL,
    name character varying(255) NOT NULL,
    configuration jsonb DEFAULT '{}'::jsonb NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: booking_changes; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.booking_changes (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    booking_id uuid NOT NULL,
    change text NOT NULL,
    appointment_date timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    status text NOT NULL,
    made_by text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT booking_changes_change_check CHECK ((change = ANY (ARRAY['created'::text, 'rescheduled'::text, 'cancelled'::text])))
);


--
-- Name: bookings; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.bookings (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    call_id uuid,
    contact_id uuid,
    customer_name text,
    customer_phone character varying(20),
    customer_email text,
    service_type text NOT NULL,
    resource text NOT NULL,
    appointment_date timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    status text NOT NULL,
    notes text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT bookings_check CHECK ((appointment_date < ends_at)),
    CONSTRAINT bookings_customer_phone_check CHECK (((customer_phone)::text ~ '^\+[1-9][0-9]{6,14}$'::text)),
    CONSTRAINT bookings_status_check CHECK ((status = ANY (ARRAY['requested'::text, 'confirmed'::text, 'done'::text, 'no_show'::text, 'cancelled'::text])))
);


--
-- Name: call_actions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.call_actions (
    organization_id uuid NOT NULL,
    call_id uuid,
    tool_call_id text NOT NULL,
    action_type text NOT NULL,
    action_data jsonb NOT NULL,
    result text,
    status text NOT NULL,
    triggered_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    id uuid NOT NULL,
    source text DEFAULT 'transcript'::text NOT NULL,
    due_at timestamp with time zone,
    urgency text,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT call_actions_source_check CHECK ((source = ANY (ARRAY['live'::text, 'transcript'::text]))),
    CONSTRAINT call_actions_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'completed'::text, 'failed'::text, 'cancelled'::text]))),
    CONSTRAINT call_actions_urgency_check CHECK ((urgency = ANY (ARRAY['low'::text, 'normal'::text, 'high'::text])))
);


--
-- Name: call_costs; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.call_costs (
    organization_id uuid NOT NULL,
    call_id uuid NOT NULL,
    item integer NOT NULL,
    kind text NOT NULL,
    provider text,
    model text,
    minutes double precision,
    prompt_tokens bigint,
    completion_tokens bigint,
    characters bigint,
    amount_micros bigint NOT NULL,
    currency character(3) DEFAULT 'USD'::bpchar NOT NULL
);


--
-- Name: call_keys; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.call_keys (
    organization_id uuid NOT NULL,
    vapi_call_id character varying(64) NOT NULL,
    call_id uuid NOT NULL,
    partition_at timestamp with time zone NOT NULL
);


--
-- Name: call_participants; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.call_participants (
    organization_id uuid NOT NULL,
    call_id uuid NOT NULL,
    participant_type text NOT NULL,
    participant_name text,
    phone_number character varying(20),
    join_time timestamp with time zone,
    leave_time timestamp with time zone,
    talk_time_seconds integer NOT NULL,
    CONSTRAINT call_participants_participant_type_check CHECK ((participant_type = ANY (ARRAY['agent'::text, 'customer'::text, 'transfer'::text])))
);


--
-- Name: call_transcripts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.call_transcripts (
    organization_id uuid NOT NULL,
    call_id uuid NOT NULL,
    turn integer NOT NULL,
    role text NOT NULL,
    text text NOT NULL,
    name text,
    tool_call_id text,
    arguments jsonb,
    started_at timestamp with time zone,
    ended_at timestamp with time zone,
    CONSTRAINT call_transcripts_role_check CHECK ((role = ANY (ARRAY['assistant'::text, 'customer'::text, 'tool_call'::text, 'tool_result'::text])))
);


--
-- Name: calls; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.calls (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    partition_at timestamp with time zone NOT NULL,
    vapi_call_id character varying(64) NOT NULL,
    assistant_id uuid,
    phone_number_id uuid,
    contact_id uuid,
    call_type text,
    status text NOT NULL,
    is_final boolean DEFAULT false NOT NULL,
    ended_reason text,
    fault_owner text,
    placed_at timestamp with time zone,
    started_at timestamp with time zone,
    ended_at timestamp with time zone,
    duration_seconds integer GENERATED ALWAYS AS ((COALESCE(GREATEST((0)::numeric, round(EXTRACT(epoch FROM (ended_at - started_at)))), (0)::numeric))::integer) STORED NOT NULL,
    transcript text,
    summary text,
    success_evaluation text,
    structured_data jsonb,
    recording_url text,
    stereo_recording_url text,
    customer_number character varying(20),
    customer_name text,
    customer_info jsonb,
    line_number character varying(20),
    transferred_to character varying(20),
    vapi_assistant_id text,
    vapi_phone_number_id text,
    assistant_name text,
    cost numeric(16,6),
    raw_data jsonb,
    stamps jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
)
PARTITION BY RANGE (partition_at);


--
-- Name: calls_2026_11; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.calls_2026_11 (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    partition_at timestamp with time zone NOT NULL,
    vapi_call_id character varying(64) NOT NULL,
    assistant_id uuid,
    phone_number_id uuid,
    contact_id uuid,
    call_type text,
    status text NOT NULL,
    is_final boolean DEFAULT false NOT NULL,
    ended_reason text,
    fault_owner text,
    placed_at timestamp with time zone,
    started_at timestamp with time zone,
    ended_at timestamp with time zone,
    duration_seconds integer GENERATED ALWAYS AS ((COALESCE(GREATEST((0)::numeric, round(EXTRACT(epoch FROM (ended_at - started_at)))), (0)::numeric))::integer) STORED NOT NULL,
    transcript text,
    summary text,
    success_evaluation text,
    structured_data jsonb,
    recording_url text,
    stereo_recording_url text,
    customer_number character varying(20),
    customer_name text,
    customer_info jsonb,
    line_number character varying(20),
    transferred_to character varying(20),
    vapi_assistant_id text,
    vapi_phone_number_id text,
    assistant_name text,
    cost numeric(16,6),
    raw_data jsonb,
    stamps jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: claims; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.claims (
    organization_id uuid NOT NULL,
    handler text NOT NULL,
    key text NOT NULL,
    claimed_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: contacts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.contacts (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    phone character varying(20) NOT NULL,
    name text,
    email text,
    preferences jsonb DEFAULT '{}'::jsonb NOT NULL,
    lifetime_value numeric(14,2) DEFAULT 0 NOT NULL,
    call_count integer DEFAULT 0 NOT NULL,
    last_called_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT contacts_phone_check CHECK (((phone)::text ~ '^\+[1-9][0-9]{6,14}$'::text))
);


--
-- Name: daily_usage; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.daily_usage (
    organization_id uuid NOT NULL,
    day date NOT NULL,
    calls integer DEFAULT 0 NOT NULL,
    seconds bigint DEFAULT 0 NOT NULL,
    cost_micros bigint DEFAULT 0 NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: events; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.events (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    type text NOT NULL,
    schema_version smallint NOT NULL,
    payload bytea NOT NULL,
    source text NOT NULL,
    traceparent text,
    occurred_at timestamp with time zone NOT NULL,
    "position" bigint
);


--
-- Name: events_position; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.events_position
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: inbound_integrations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.inbound_integrations (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    provider text NOT NULL,
    scheme text NOT NULL,
    secret bytea NOT NULL,
    previous_secret bytea,
    previous_secret_until timestamp with time zone,
    is_active boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT inbound_integrations_check CHECK (((previous_secret IS NULL) = (previous_secret_until IS NULL))),
    CONSTRAINT inbound_integrations_provider_check CHECK (((provider ~ '^[a-z0-9][a-z0-9-]{0,63}$'::text) AND (provider <> ALL (ARRAY['vapi'::text, 'stripe'::text, 'twilio'::text, 'quarantine'::text])))),
    CONSTRAINT inbound_integrations_scheme_check CHECK ((scheme = ANY (ARRAY['standard-webhooks'::text, 'shared-secret'::text])))
);


--
-- Name: leads; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.leads (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    contact_id uuid NOT NULL,
    call_id uuid NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT leads_state_check CHECK ((state = ANY (ARRAY['open'::text, 'won'::text, 'lost'::text])))
);


--
-- Name: live_questions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.live_questions (
    organization_id uuid NOT NULL,
    vapi_call_id character varying(64) NOT NULL,
    question_id text NOT NULL,
    webhook_id uuid NOT NULL,
    call_id uuid,
    kind text NOT NULL,
    tool text,
    arguments jsonb,
    answer jsonb,
    outcome text NOT NULL,
    stages jsonb DEFAULT '{}'::jsonb NOT NULL,
    error text,
    trace_id text,
    asked_at timestamp with time zone NOT NULL,
    CONSTRAINT live_questions_outcome_check CHECK ((outcome = ANY (ARRAY['answered'::text, 'refused'::text, 'missed'::text])))
);


--
-- Name: memberships; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.memberships (
    organization_id uuid NOT NULL,
    user_id uuid NOT NULL,
    role text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT memberships_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'agent'::text, 'analyst'::text, 'viewer'::text, 'billing'::text])))
);


--
-- Name: notifications; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.notifications (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    call_id uuid,
    kind text NOT NULL,
    channel text NOT NULL,
    recipient text NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    attempted_at timestamp with time zone,
    provider_message_id text,
    error text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    subject_id uuid NOT NULL,
    CONSTRAINT notifications_channel_check CHECK ((channel = ANY (ARRAY['sms'::text, 'email'::text]))),
    CONSTRAINT notifications_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'unknown'::text])))
);


--
-- Name: organizations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.organizations (
    id uuid NOT NULL,
    name character varying(255) NOT NULL,
    vapi_org_id text,
    timezone text DEFAULT 'UTC'::text NOT NULL,
    settings jsonb DEFAULT '{}'::jsonb NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    plan_state text DEFAULT 'active'::text NOT NULL,
    stripe_customer_id text,
    CONSTRAINT organizations_plan_state_check CHECK ((plan_state = ANY (ARRAY['trialing'::text, 'active'::text, 'past_due'::text, 'suspended'::text])))
);


--
-- Name: outbox; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.outbox (
    organization_id uuid NOT NULL,
    event_id uuid NOT NULL,
    "position" bigint,
    appended_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: phone_numbers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.phone_numbers (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    vapi_phone_id text,
    phone_number character varying(20) NOT NULL,
    assistant_id uuid,
    is_active boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT phone_numbers_phone_number_check CHECK (((phone_number)::text ~ '^\+[1-9][0-9]{6,14}$'::text))
);


--
-- Name: prompt_trial_arms; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.prompt_trial_arms (
    organization_id uuid NOT NULL,
    trial_id uuid NOT NULL,
    arm smallint NOT NULL,
    weight integer NOT NULL,
    assistant_id uuid NOT NULL,
    overrides jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT prompt_trial_arms_weight_check CHECK ((weight >= 0))
);


--
-- Name: prompt_trials; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.prompt_trials (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    assistant_id uuid NOT NULL,
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone
);


--
-- Name: usage_records; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.usage_records (
    organization_id uuid NOT NULL,
    call_id uuid NOT NULL,
    day date NOT NULL,
    seconds integer NOT NULL,
    cost_micros bigint NOT NULL,
    currency character(3) DEFAULT 'USD'::bpchar NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT usage_records_seconds_check CHECK ((seconds >= 0))
);


--
-- Name: users; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.users (
    id uuid NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    password_hash text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    is_operator boolean DEFAULT false NOT NULL
);


--
-- Name: vapi_connections; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.vapi_connections (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    label text NOT NULL,
    webhook_secret bytea,
    api_key bytea,
    is_active boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    verification jsonb,
    previous_webhook_secret bytea,
    previous_secret_until timestamp with time zone,
    allowed_sources text[],
    CONSTRAINT vapi_connections_previous_check CHECK (((previous_webhook_secret IS NULL) = (previous_secret_until IS NULL)))
);


--
-- Name: webhook_events; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.webhook_events (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    connection_id uuid,
    provider text NOT NULL,
    type text NOT NULL,
    vapi_call_id text,
    is_noise boolean NOT NULL,
    verification text NOT NULL,
    content_type text NOT NULL,
    body bytea NOT NULL,
    trace_id text,
    received_at timestamp with time zone NOT NULL,
    archived_at timestamp with time zone DEFAULT now() NOT NULL
)
PARTITION BY RANGE (received_at);


--
-- Name: webhook_events_2026_11_28; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.webhook_events_2026_11_28 (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    connection_id uuid,
    provider text NOT NULL,
    type text NOT NULL,
    vapi_call_id text,
    is_noise boolean NOT NULL,
    verification text NOT NULL,
    content_type text NOT NULL,
    body bytea NOT NULL,
    trace_id text,
    received_at timestamp with time zone NOT NULL,
    archived_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: webhook_outcomes; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.webhook_outcomes (
    organization_id uuid NOT NULL,
    webhook_id uuid NOT NULL,
    handler text NOT NULL,
    outcome text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT webhook_outcomes_outcome_check CHECK ((outcome = ANY (ARRAY['recorded'::text, 'unchanged'::text, 'ignored'::text])))
);


--
-- Name: webhook_quarantine; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.webhook_quarantine (
    id uuid NOT NULL,
    provider text NOT NULL,
    type text NOT NULL,
    reason text NOT NULL,
    candidates uuid[] NOT NULL,
    connection_id uuid,
    verification text NOT NULL,
    content_type text NOT NULL,
    body bytea NOT NULL,
    trace_id text,
    is_noise boolean NOT NULL,
    received_at timestamp with time zone NOT NULL,
    released_at timestamp with time zone,
    released_to uuid,
    released_by text,
    CONSTRAINT webhook_quarantine_check CHECK ((num_nonnulls(released_at, released_to, released_by) = ANY (ARRAY[0, 3]))),
    CONSTRAINT webhook_quarantine_reason_check CHECK ((reason = ANY (ARRAY['unknown'::text, 'contradictory'::text])))
);


--
-- Name: webhook_spool; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.webhook_spool (
    id uuid NOT NULL,
    organization_id uuid,
    routing_key text NOT NULL,
    message bytea NOT NULL,
    traceparent text,
    received_at timestamp with time zone NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    leased_until timestamp with time zone,
    parked_at timestamp with time zone,
    error text
);


--
-- Name: calls_2026_11; Type: TABLE ATTACH; Schema: public; Owner: -
--

ALTER TABLE ONLY public.calls ATTACH PARTITION public.calls_2026_11 FOR VALUES FROM ('2026-11-01 00:00:00+00') TO ('2026-12-01 00:00:00+00');


--
-- Name: webhook_events_2026_11_28; Type: TABLE ATTACH; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhook_events ATTACH PARTITION public.webhook_events_2026_11_28 FOR VALUES FROM ('2026-11-28 00:00:00+00') TO ('2026-11-29 00:00:00+00');


--
-- Data for Name: _sqlx_migrations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public._sqlx_migrations VALUES (1, 'roles', '2026-11-28 02:04:07.07877+00', true, '\013\251\207\241;W"\365:\334\266$\354\000\236/\354\337\001\371\001\006\365\313\225\305\373\213_B\346o4\3209\014j\240\337WMJ\335\004\274\357\273I', 13400767);
INSERT INTO public._sqlx_migrations VALUES (2, 'tenancy', '2026-11-28 02:04:07.092705+00', true, '4\232@`j\322\203\210\007 \314v\325W4\213\220|\036\331U\344\216\300\267\270\314\344;\201\261\000\006s\246j\016\224\252Unz\203Q!]\206\364', 59316681);
INSERT INTO public._sqlx_migrations VALUES (3, 'vapi connections', '2026-11-28 02:04:07.152381+00', true, 'L\204 E\377\205\322ru=\324\235\010\034\235\202u|3C\301^\213''D\352!m\301\212\330L\325\017og\037q\223|\353a54\222\220:\226', 2743199);
INSERT INTO public._sqlx_migrations VALUES (4, 'assistants', '2026-11-28 02:04:07.155421+00', true, '\304\254V\036\244\364\037!\262T\312\3650\\\326l7\234\001\253a\230\310\004\0016\277\026\301\015\267\025vt\330\335"oij`\344\372\313\303\270\3276', 43876618);
INSERT INTO public._sqlx_migrations VALUES (5, 'contacts', '2026-11-28 02:04:07.199692+00', true, '\337\302p\342@\026%\312u\213M\257\203A\313Ni>\225|\20631}\313\007\337\313\003^\230\340\211Fe=G]\214\266]\020\020+\3107(V', 7997915);
INSERT INTO public._sqlx_migrations VALUES (6, 'calls', '2026-11-28 02:04:07.207911+00', true, '\362\011J\374\001\263\377\302\001\203\354^\203?\031\223\253,M\323\314\2730\345~wYWpn\257\313\362\203\354\251\260\012\234\006\232\000\314\360\010\313|\246', 75938830);
INSERT INTO public._sqlx_migrations VALUES (7, 'leads', '2026-11-28 02:04:07.284478+00', true, '\206\305\314\011\300\230\323~kc\3427\270\002\277~\314|\3558f\247X\326^\216\311\365h\315\217\213-U\371p\365\237\303\323\225\366\005\251eK.\300', 16772258);
INSERT INTO public._sqlx_migrations VALUES (8, 'notifications', '2026-11-28 02:04:07.301577+00', true, '\273\200\205\217H\274\267\337\322\256\275j\323b\333+\007\235\331\217\232\013\225\022!\3418\256\205\377\016\330\341c\021\027\273\313\362n\264\245\327ugq\3449', 19856886);
INSERT INTO public._sqlx_migrations VALUES (9, 'usage', '2026-11-28 02:04:07.322707+00', true, 'WC\272fB\003\027SG\220\365-8js\245\215\2002\014\257\325\312\341\354\352\3461\343\212\020McLu\337\003\326\204\210Ze\011\020\001\310a\334', 20807670);
INSERT INTO public._sqlx_migrations VALUES (10, 'webhooks', '2026-11-28 02:04:07.343988+00', true, '\237\351\357\270\343\225\024\001n^\032[\220l\235\006\227\233\356\324\257\371\253\033C\024\375\325\235.\210c\361O\327:\215\210\206\250\316\201\363\211\245\347\275,', 16322881);
INSERT INTO public._sqlx_migrations VALUES (11, 'events', '2026-11-28 02:04:07.360513+00', true, '\206\306\335n\365\010m\263\264\236M\346=g\237.\340xM5_"&\353\322\207\317\251\014\015\327B\004V\004\006q\235\227\324\022\205\261\357\211i\235<', 12980353);
INSERT INTO public._sqlx_migrations VALUES (12, 'call actions', '2026-11-28 02:04:07.37429+00', true, '\334\207w\017\036l\313(\017\033C\247_+\027\301\337\037\023r\0174\375\252\300\216\023\231\251B\317\344!\0327\253\324\230\323\252n\200t\013pm\015\221', 19408960);
INSERT INTO public._sqlx_migrations VALUES (13, 'bookings', '2026-11-28 02:04:07.394113+00', true, 'm\033\300\214`\035\202\200i\214x(D\220\320\232\203\226-p\237\037hW\031''\267nbo0\302\204\243e\375\027\201\224\261{E\333\237m<\205E', 121211824);
INSERT INTO public._sqlx_migrations VALUES (14, 'live questions', '2026-11-28 02:04:07.516263+00', true, 'j\225:\272%\214jq\354nt&\236\015\204^\177mr\353ls\177\352\026\005\204Q\217\337b8W\015\214S\027>]\266\007-\036\006\323\0307^', 14166777);
INSERT INTO public._sqlx_migrations VALUES (15, 'routing', '2026-11-28 02:04:07.536356+00', true, 'h/\367}\023{\010\010\336`\356\223\003\242\317\301\213\313\203\215:\2227\342\350O\221\323/\271uU\320O\366i\366\245\217e\371(\304[\001\242:\253', 14372541);
INSERT INTO public._sqlx_migrations VALUES (16, 'connections', '2026-11-28 02:04:07.550327+00', true, 'B\3445\355\352\373g%\370\222p+/i\212)-\224\233\223\361\355\301\200\204\026\232)\356\325\327\001w\014\242\035G\030\030\365\362X;,>h\001\365', 21576715);
INSERT INTO public._sqlx_migrations VALUES (17, 'quarantine', '2026-11-28 02:04:07.573311+00', true, '?\214& {oS>z\325}\262\211X\020\246J\252\264\343du\261\344\340\376\262p\233v\304\270:j\205d\363\001\036n\207\333\312\0272\370\236\331', 10232596);
INSERT INTO public._sqlx_migrations VALUES (18, 'archive', '2026-11-28 02:04:07.585008+00', true, '\331\263\035\312([\241\320\351\012\343\336\226\372\030\023\206(\005\336\357\177U\320\315\356\277\271u\204\2136@\246z\357H.Z\001\0368\233\237\037\360?b', 38751485);
INSERT INTO public._sqlx_migrations VALUES (19, 'notifications', '2026-11-28 02:04:07.623672+00', true, '\320\241!\243\301\242\253\253X\322\377\315\245<\022\315\365\000\335\004:+\214$\245\033a\240\034\030\351\001\254\375\303qk\253\222\213H\311\037|\303\347]\345', 15103645);


--
-- Data for Name: api_keys; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.api_keys VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4716-7435-9780-8d5f45a2e62c', 'first', 'I\344w\201\375W\223z$\011\252\367\315\276\311Z`\373\311\330/\363\003-\375\033\240P\267x\366W', '{calls:read,events:read,webhooks:read}', '2026-11-28 02:04:09.244766+00', NULL, NULL);


--
-- Data for Name: assistants; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.assistants VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d13', '054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921', 'Front desk', '{}', true, '2026-11-28 02:04:09.369812+00', '2026-11-28 02:04:09.369812+00');


--
-- Data for Name: booking_changes; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: bookings; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: call_actions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.call_actions VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-504a-7368-9d83-6ac39dcb98e3', 'call_qc4oDZshxFovjzqXZzEOlA2r', 'takeMessage', '{"urgent": true, "message": "Кровотечение после удаления зуба. Перезвонить немедленно.", "callerName": "Марина Ким", "callerPhone": "+74955552018"}', 'Сообщение передано как срочное.', 'completed', '2026-11-28 02:04:06.78+00', '2026-11-28 02:04:11.721323+00', 'a885dd22-9843-41ff-b0e3-a201c8036a77', 'transcript', NULL, NULL, '2026-11-28 02:04:11.721323+00');
INSERT INTO public.call_actions VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4de0-7696-9160-266afe760374', 'call_5fGftDvbjBzZQcgii0CTTxWV', 'transfer', '{"warm": false, "reason": "sent away at the dock twice", "destination": "manager", "phoneNumber": "+14155550143"}', 'I''m putting you through to the manager now. One moment, please.', 'completed', '2026-11-28 02:04:11.106+00', '2026-11-28 02:04:11.129364+00', '01a21fe5-4f52-71e8-941c-0776a44ca5b2', 'live', NULL, NULL, '2026-11-28 02:04:11.770841+00');
INSERT INTO public.call_actions VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-7929-712b-b136-028ce1fa8613', 'call_43yrqCzZYy0ndlrtkIjgkPbp', 'verifyInsurance', '{"insurer": "Ренессанс"}', 'Страховую спросить не удалось.', 'completed', '2026-11-28 02:04:16.786+00', '2026-11-28 02:04:22.16723+00', '24b8da2f-0e0f-43b9-8aab-3002ee917083', 'transcript', NULL, NULL, '2026-11-28 02:04:22.16723+00');
INSERT INTO public.call_actions VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9271-762c-99af-a2d027c3cf61', 'call_wKDW8lev0fKXC25agSPR140u', 'transferCall', '{"reason": "sent away at the dock twice", "destination": "manager"}', 'The call is being put through.', 'completed', '2026-11-28 02:04:20.742+00', '2026-11-28 02:04:28.655455+00', 'a990faf6-004d-4e52-a531-51359976f86b', 'transcript', NULL, NULL, '2026-11-28 02:04:28.655455+00');
INSERT INTO public.call_actions VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-957b-73d2-a2e7-63c4765491f5', 'call_afWBoN1sCw9cUPhk03G7vkDO', 'verifyInsurance', '{"insurer": "Ренессанс"}', 'Страховую спросить не удалось.', 'completed', '2026-11-28 02:04:27.907+00', '2026-11-28 02:04:29.433239+00', 'ba76bcd6-5f91-44c4-8b4c-d34b7ace767c', 'transcript', NULL, NULL, '2026-11-28 02:04:29.433239+00');
INSERT INTO public.call_actions VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9876-75ab-beb0-a13f610437e7', 'call_SqLCUfSgIikzYh5ZMnO9URnK', 'message_taken', '{"urgent": true, "message": "Кровотечение после удаления зуба. Перезвонить немедленно.", "callerName": "Андрей Белов", "messageFor": null, "callerPhone": "+74955559081"}', 'Сообщение записано. Оно отмечено как срочное и уже отправляется.', 'pending', '2026-11-28 02:04:30.179+00', '2026-11-28 02:04:30.18148+00', '01a21fe5-9885-7336-8b96-6adf5bf88227', 'live', NULL, 'high', '2026-11-28 02:04:30.18148+00');


--
-- Data for Name: call_costs; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-504a-7368-9d83-6ac39dcb98e3', 0, 'transport', 'twilio', NULL, 0.38, NULL, NULL, NULL, 3230, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-504a-7368-9d83-6ac39dcb98e3', 1, 'transcriber', 'deepgram', 'nova-3', 0.38, NULL, NULL, NULL, 3800, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-504a-7368-9d83-6ac39dcb98e3', 2, 'model', 'openai', 'gpt-4.1', NULL, 179, 40, NULL, 678, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-504a-7368-9d83-6ac39dcb98e3', 3, 'voice', 'vapi', 'Elliot', NULL, NULL, NULL, 163, 3586, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-504a-7368-9d83-6ac39dcb98e3', 4, 'vapi', NULL, 'normal', 0.38, NULL, NULL, NULL, 19000, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-504a-7368-9d83-6ac39dcb98e3', 5, 'analysis', 'google', 'gemini-2.5-flash', NULL, 106, 11, NULL, 59, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4de0-7696-9160-266afe760374', 0, 'transport', 'twilio', NULL, 0.2807, NULL, NULL, NULL, 2386, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4de0-7696-9160-266afe760374', 1, 'transcriber', 'deepgram', 'nova-3', 0.2807, NULL, NULL, NULL, 2807, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4de0-7696-9160-266afe760374', 2, 'model', 'openai', 'gpt-4.1', NULL, 72, 19, NULL, 296, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4de0-7696-9160-266afe760374', 3, 'voice', 'vapi', 'Elliot', NULL, NULL, NULL, 81, 1782, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4de0-7696-9160-266afe760374', 4, 'vapi', NULL, 'normal', 0.2807, NULL, NULL, NULL, 0, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4de0-7696-9160-266afe760374', 5, 'analysis', 'google', 'gemini-2.5-flash', NULL, 78, 14, NULL, 58, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-53d3-70bc-8254-94f0ea09c3d4', 0, 'transport', 'twilio', NULL, 0.763, NULL, NULL, NULL, 6486, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-53d3-70bc-8254-94f0ea09c3d4', 1, 'transcriber', 'deepgram', 'nova-3', 0.763, NULL, NULL, NULL, 7630, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-53d3-70bc-8254-94f0ea09c3d4', 2, 'model', 'openai', 'gpt-4.1', NULL, 77, 27, NULL, 370, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-53d3-70bc-8254-94f0ea09c3d4', 3, 'voice', 'vapi', 'Elliot', NULL, NULL, NULL, 112, 2464, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-53d3-70bc-8254-94f0ea09c3d4', 4, 'vapi', NULL, 'normal', 0.763, NULL, NULL, NULL, 38152, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-53d3-70bc-8254-94f0ea09c3d4', 5, 'analysis', 'google', 'gemini-2.5-flash', NULL, 74, 11, NULL, 50, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-7929-712b-b136-028ce1fa8613', 0, 'transport', 'twilio', NULL, 0.2322, NULL, NULL, NULL, 1974, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-7929-712b-b136-028ce1fa8613', 1, 'transcriber', 'deepgram', 'nova-3', 0.2322, NULL, NULL, NULL, 2322, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-7929-712b-b136-028ce1fa8613', 2, 'model', 'openai', 'gpt-4.1', NULL, 87, 27, NULL, 390, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-7929-712b-b136-028ce1fa8613', 3, 'voice', 'vapi', 'Elliot', NULL, NULL, NULL, 111, 2442, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-7929-712b-b136-028ce1fa8613', 4, 'vapi', NULL, 'normal', 0.2322, NULL, NULL, NULL, 11612, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-7929-712b-b136-028ce1fa8613', 5, 'analysis', 'google', 'gemini-2.5-flash', NULL, 76, 11, NULL, 50, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-8a2b-7373-a7d2-28e4665af248', 0, 'transport', 'twilio', NULL, 0.1282, NULL, NULL, NULL, 1090, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-8a2b-7373-a7d2-28e4665af248', 1, 'transcriber', 'deepgram', 'nova-3', 0.1282, NULL, NULL, NULL, 1282, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-8a2b-7373-a7d2-28e4665af248', 2, 'model', 'openai', 'gpt-4.1', NULL, 22, 10, NULL, 124, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-8a2b-7373-a7d2-28e4665af248', 3, 'voice', 'vapi', 'Elliot', NULL, NULL, NULL, 43, 946, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-8a2b-7373-a7d2-28e4665af248', 4, 'vapi', NULL, 'normal', 0.1282, NULL, NULL, NULL, 6411, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-8a2b-7373-a7d2-28e4665af248', 5, 'analysis', 'google', 'gemini-2.5-flash', NULL, 53, 14, NULL, 51, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9271-762c-99af-a2d027c3cf61', 0, 'transport', 'twilio', NULL, 0.3723, NULL, NULL, NULL, 3164, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9271-762c-99af-a2d027c3cf61', 1, 'transcriber', 'deepgram', 'nova-3', 0.3723, NULL, NULL, NULL, 3723, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9271-762c-99af-a2d027c3cf61', 2, 'model', 'openai', 'gpt-4.1', NULL, 149, 29, NULL, 530, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9271-762c-99af-a2d027c3cf61', 3, 'voice', 'vapi', 'Elliot', NULL, NULL, NULL, 121, 2662, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9271-762c-99af-a2d027c3cf61', 4, 'vapi', NULL, 'normal', 0.3723, NULL, NULL, NULL, 18614, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9271-762c-99af-a2d027c3cf61', 5, 'analysis', 'google', 'gemini-2.5-flash', NULL, 89, 15, NULL, 64, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-957b-73d2-a2e7-63c4765491f5', 0, 'transport', 'twilio', NULL, 0.1725, NULL, NULL, NULL, 1466, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-957b-73d2-a2e7-63c4765491f5', 1, 'transcriber', 'deepgram', 'nova-3', 0.1725, NULL, NULL, NULL, 1725, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-957b-73d2-a2e7-63c4765491f5', 2, 'model', 'openai', 'gpt-4.1', NULL, 26, 13, NULL, 156, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-957b-73d2-a2e7-63c4765491f5', 3, 'voice', 'vapi', 'Elliot', NULL, NULL, NULL, 53, 1166, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-957b-73d2-a2e7-63c4765491f5', 4, 'vapi', NULL, 'normal', 0.1725, NULL, NULL, NULL, 8624, 'USD');
INSERT INTO public.call_costs VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-957b-73d2-a2e7-63c4765491f5', 5, 'analysis', 'google', 'gemini-2.5-flash', NULL, 61, 11, NULL, 46, 'USD');


--
-- Data for Name: call_keys; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.call_keys VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', 'abe2580a-d0d9-44ac-9022-413e25e04bb8', '01a21fe5-4de0-7696-9160-266afe760374', '2026-11-28 02:03:50.037+00');
INSERT INTO public.call_keys VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', 'a6c54862-bdd9-4605-96df-907e0703e297', '01a21fe5-504a-7368-9d83-6ac39dcb98e3', '2026-11-28 02:03:47.483+00');
INSERT INTO public.call_keys VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '8c6e2eee-9573-4dab-8fac-bc410fa78ad9', '01a21fe5-53d3-70bc-8254-94f0ea09c3d4', '2026-11-28 02:03:22.402+00');
INSERT INTO public.call_keys VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '625b13c9-a236-4843-a69a-0e722178eb1d', '01a21fe5-7929-712b-b136-028ce1fa8613', '2026-11-28 02:04:05.318+00');
INSERT INTO public.call_keys VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', 'af08a480-d9ad-4e1b-80b3-3e41409207c3', '01a21fe5-8a2b-7373-a7d2-28e4665af248', '2026-11-28 02:04:16.504+00');
INSERT INTO public.call_keys VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', 'edf8f26c-f786-4da0-a97e-4ab0637a95a1', '01a21fe5-9271-762c-99af-a2d027c3cf61', '2026-11-28 02:04:01.196+00');
INSERT INTO public.call_keys VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '0eff1399-d9d5-4947-972d-8a593f842579', '01a21fe5-957b-73d2-a2e7-63c4765491f5', '2026-11-28 02:04:14.722+00');
INSERT INTO public.call_keys VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '1b280fc6-7777-4c6f-8287-f80e7deb6001', '01a21fe5-9876-75ab-beb0-a13f610437e7', '2026-11-28 02:04:05.984+00');


--
-- Data for Name: call_participants; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.call_participants VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-504a-7368-9d83-6ac39dcb98e3', 'agent', 'Администратор', NULL, '2026-11-28 02:03:48.9+00', '2026-11-28 02:04:11.7+00', 10);
INSERT INTO public.call_participants VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-504a-7368-9d83-6ac39dcb98e3', 'customer', NULL, '+74955552018', '2026-11-28 02:03:48.9+00', '2026-11-28 02:04:11.7+00', 8);
INSERT INTO public.call_participants VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4de0-7696-9160-266afe760374', 'agent', 'Dispatch line', NULL, '2026-11-28 02:03:53.718+00', '2026-11-28 02:04:10.557+00', 5);
INSERT INTO public.call_participants VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4de0-7696-9160-266afe760374', 'customer', NULL, '+14155552333', '2026-11-28 02:03:53.718+00', '2026-11-28 02:04:10.557+00', 7);
INSERT INTO public.call_participants VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4de0-7696-9160-266afe760374', 'transfer', NULL, '+14155550143', NULL, NULL, 0);
INSERT INTO public.call_participants VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-53d3-70bc-8254-94f0ea09c3d4', 'agent', 'Диспетчерская', NULL, '2026-11-28 02:03:26.826+00', '2026-11-28 02:04:12.608+00', 7);
INSERT INTO public.call_participants VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-53d3-70bc-8254-94f0ea09c3d4', 'customer', NULL, '+74955557063', '2026-11-28 02:03:26.826+00', '2026-11-28 02:04:12.608+00', 6);
INSERT INTO public.call_participants VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-7929-712b-b136-028ce1fa8613', 'agent', 'Администратор', NULL, '2026-11-28 02:04:08.2+00', '2026-11-28 02:04:22.134+00', 7);
INSERT INTO public.call_participants VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-7929-712b-b136-028ce1fa8613', 'customer', NULL, '+74955553027', '2026-11-28 02:04:08.2+00', '2026-11-28 02:04:22.134+00', 3);
INSERT INTO public.call_participants VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-8a2b-7373-a7d2-28e4665af248', 'agent', 'Dispatch line', NULL, '2026-11-28 02:04:17.425+00', '2026-11-28 02:04:25.118+00', 3);
INSERT INTO public.call_participants VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-8a2b-7373-a7d2-28e4665af248', 'customer', NULL, '+14155552333', '2026-11-28 02:04:17.425+00', '2026-11-28 02:04:25.118+00', 4);
INSERT INTO public.call_participants VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9271-762c-99af-a2d027c3cf61', 'agent', 'Dispatch line', NULL, '2026-11-28 02:04:05.342+00', '2026-11-28 02:04:27.679+00', 8);
INSERT INTO public.call_participants VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9271-762c-99af-a2d027c3cf61', 'customer', NULL, '+14155552370', '2026-11-28 02:04:05.342+00', '2026-11-28 02:04:27.679+00', 7);
INSERT INTO public.call_participants VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-957b-73d2-a2e7-63c4765491f5', 'agent', 'Администратор', NULL, '2026-11-28 02:04:18.485+00', '2026-11-28 02:04:28.834+00', 3);
INSERT INTO public.call_participants VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-957b-73d2-a2e7-63c4765491f5', 'customer', NULL, '+74955558072', '2026-11-28 02:04:18.485+00', '2026-11-28 02:04:28.834+00', 3);
INSERT INTO public.call_participants VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9876-75ab-beb0-a13f610437e7', 'agent', 'Администратор', NULL, NULL, NULL, 0);
INSERT INTO public.call_participants VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9876-75ab-beb0-a13f610437e7', 'customer', NULL, '+74955559081', NULL, NULL, 0);


--
-- Data for Name: call_transcripts; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-504a-7368-9d83-6ac39dcb98e3', 0, 'assistant', 'Стоматология «Жемчуг», здравствуйте! Чем могу помочь?', NULL, NULL, NULL, '2026-11-28 02:03:49.25+00', '2026-11-28 02:03:52.536+00');
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-504a-7368-9d83-6ac39dcb98e3', 1, 'customer', 'Здравствуйте, это Марина Ким. Мне утром удалили зуб, и кровь не останавливается.', NULL, NULL, NULL, '2026-11-28 02:03:52.982+00', '2026-11-28 02:03:57.942+00');
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-504a-7368-9d83-6ac39dcb98e3', 2, 'assistant', 'Очень сочувствую. Попросить доктора сразу вам перезвонить?', NULL, NULL, NULL, '2026-11-28 02:03:58.962+00', '2026-11-28 02:04:02.558+00');
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-504a-7368-9d83-6ac39dcb98e3', 3, 'customer', 'Да, как можно скорее. Мой номер +74955552018.', NULL, NULL, NULL, '2026-11-28 02:04:03.321+00', '2026-11-28 02:04:06.111+00');
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-504a-7368-9d83-6ac39dcb98e3', 4, 'tool_call', '', 'takeMessage', 'call_qc4oDZshxFovjzqXZzEOlA2r', '{"urgent": true, "message": "Кровотечение после удаления зуба. Перезвонить немедленно.", "callerName": "Марина Ким", "callerPhone": "+74955552018"}', '2026-11-28 02:04:06.78+00', NULL);
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-504a-7368-9d83-6ac39dcb98e3', 5, 'tool_result', 'Сообщение передано как срочное.', 'takeMessage', 'call_qc4oDZshxFovjzqXZzEOlA2r', NULL, '2026-11-28 02:04:07.215+00', NULL);
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-504a-7368-9d83-6ac39dcb98e3', 6, 'assistant', 'Передала как срочное. Если станет хуже, звоните 103.', NULL, NULL, NULL, '2026-11-28 02:04:08.224+00', '2026-11-28 02:04:11.448+00');
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4de0-7696-9160-266afe760374', 0, 'assistant', 'Northline dispatch, who am I speaking with?', NULL, NULL, NULL, '2026-11-28 02:03:54.068+00', '2026-11-28 02:03:56.734+00');
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4de0-7696-9160-266afe760374', 1, 'customer', 'This is Michael Tran. I need to talk to the manager, not to a machine.', NULL, NULL, NULL, '2026-11-28 02:03:57.682+00', '2026-11-28 02:04:02.022+00');
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4de0-7696-9160-266afe760374', 2, 'assistant', 'Of course. What may I say it is about?', NULL, NULL, NULL, '2026-11-28 02:04:02.664+00', '2026-11-28 02:04:05.02+00');
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4de0-7696-9160-266afe760374', 3, 'customer', 'The dock in Reno sent me away twice today.', NULL, NULL, NULL, '2026-11-28 02:04:06.046+00', '2026-11-28 02:04:08.65+00');
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4de0-7696-9160-266afe760374', 4, 'tool_call', '', 'transferCall', 'call_5fGftDvbjBzZQcgii0CTTxWV', '{"reason": "sent away at the dock twice", "destination": "manager"}', '2026-11-28 02:04:09.292+00', NULL);
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4de0-7696-9160-266afe760374', 5, 'tool_result', 'I''m putting you through to the manager now. One moment, please.', 'transferCall', 'call_5fGftDvbjBzZQcgii0CTTxWV', NULL, '2026-11-28 02:04:10.212+00', NULL);
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-53d3-70bc-8254-94f0ea09c3d4', 0, 'assistant', 'Диспетчерская «Северный путь», представьтесь, пожалуйста.', NULL, NULL, NULL, '2026-11-28 02:03:27.176+00', '2026-11-28 02:03:30.71+00');
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-53d3-70bc-8254-94f0ea09c3d4', 1, 'customer', 'Добрый день, я по счёту за рейс семьдесят семь тридцать один.', NULL, NULL, NULL, '2026-11-28 02:03:31.687+00', '2026-11-28 02:03:35.469+00');
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-53d3-70bc-8254-94f0ea09c3d4', 2, 'assistant', 'По счетам вам перезвонит бухгалтерия. Когда вам удобно?', NULL, NULL, NULL, '2026-11-28 02:03:36.154+00', '2026-11-28 02:03:39.564+00');
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-53d3-70bc-8254-94f0ea09c3d4', 3, 'customer', 'Лучше в понедельник, в 14:30.', NULL, NULL, NULL, '2026-11-28 02:03:40.81+00', '2026-11-28 02:03:42.608+00');
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-7929-712b-b136-028ce1fa8613', 0, 'assistant', 'Стоматология «Жемчуг», здравствуйте! Чем могу помочь?', NULL, NULL, NULL, '2026-11-28 02:04:08.55+00', '2026-11-28 02:04:11.836+00');
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-7929-712b-b136-028ce1fa8613', 1, 'customer', 'Скажите, коронка входит в мой полис? Он от «Ренессанса».', NULL, NULL, NULL, '2026-11-28 02:04:12.895+00', '2026-11-28 02:04:16.367+00');
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-7929-712b-b136-028ce1fa8613', 2, 'tool_call', '', 'verifyInsurance', 'call_43yrqCzZYy0ndlrtkIjgkPbp', '{"insurer": "Ренессанс"}', '2026-11-28 02:04:16.786+00', NULL);
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-7929-712b-b136-028ce1fa8613', 3, 'tool_result', 'Страховую спросить не удалось.', 'verifyInsurance', 'call_43yrqCzZYy0ndlrtkIjgkPbp', NULL, '2026-11-28 02:04:17.72+00', NULL);
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-7929-712b-b136-028ce1fa8613', 4, 'assistant', 'Отсюда я этого не узнаю, подскажет администратор на месте.', NULL, NULL, NULL, '2026-11-28 02:04:18.177+00', '2026-11-28 02:04:21.773+00');
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-8a2b-7373-a7d2-28e4665af248', 0, 'assistant', 'Northline dispatch, who am I speaking with?', NULL, NULL, NULL, '2026-11-28 02:04:17.775+00', '2026-11-28 02:04:20.441+00');
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-8a2b-7373-a7d2-28e4665af248', 1, 'customer', 'This is Michael Tran, I drive unit four twelve. I won''t make my shift on Wednesday.', NULL, NULL, NULL, '2026-11-28 02:04:21.273+00', '2026-11-28 02:04:25.118+00');
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9271-762c-99af-a2d027c3cf61', 0, 'assistant', 'Northline dispatch, who am I speaking with?', NULL, NULL, NULL, '2026-11-28 02:04:05.692+00', '2026-11-28 02:04:08.358+00');
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9271-762c-99af-a2d027c3cf61', 1, 'customer', 'This is Priya Nair. I need to talk to the manager, not to a machine.', NULL, NULL, NULL, '2026-11-28 02:04:09.627+00', '2026-11-28 02:04:13.843+00');
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9271-762c-99af-a2d027c3cf61', 2, 'assistant', 'Of course. What may I say it is about?', NULL, NULL, NULL, '2026-11-28 02:04:14.526+00', '2026-11-28 02:04:16.882+00');
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9271-762c-99af-a2d027c3cf61', 3, 'customer', 'The dock in Reno sent me away twice today.', NULL, NULL, NULL, '2026-11-28 02:04:17.435+00', '2026-11-28 02:04:20.039+00');
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9271-762c-99af-a2d027c3cf61', 4, 'tool_call', '', 'transferCall', 'call_wKDW8lev0fKXC25agSPR140u', '{"reason": "sent away at the dock twice", "destination": "manager"}', '2026-11-28 02:04:20.742+00', NULL);
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9271-762c-99af-a2d027c3cf61', 5, 'tool_result', 'The call is being put through.', 'transferCall', 'call_wKDW8lev0fKXC25agSPR140u', NULL, '2026-11-28 02:04:21.379+00', NULL);
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9271-762c-99af-a2d027c3cf61', 6, 'assistant', 'I''m putting you through now, one moment.', NULL, NULL, NULL, '2026-11-28 02:04:22.743+00', '2026-11-28 02:04:25.223+00');
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9271-762c-99af-a2d027c3cf61', 7, 'customer', 'Thanks.', NULL, NULL, NULL, '2026-11-28 02:04:26.408+00', '2026-11-28 02:04:27.008+00');
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-957b-73d2-a2e7-63c4765491f5', 0, 'assistant', 'Стоматология «Жемчуг», здравствуйте! Чем могу помочь?', NULL, NULL, NULL, '2026-11-28 02:04:18.835+00', '2026-11-28 02:04:22.121+00');
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-957b-73d2-a2e7-63c4765491f5', 1, 'customer', 'Скажите, коронка входит в мой полис? Он от «Ренессанса».', NULL, NULL, NULL, '2026-11-28 02:04:23.36+00', '2026-11-28 02:04:26.832+00');
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-957b-73d2-a2e7-63c4765491f5', 2, 'tool_call', '', 'verifyInsurance', 'call_afWBoN1sCw9cUPhk03G7vkDO', '{"insurer": "Ренессанс"}', '2026-11-28 02:04:27.907+00', NULL);
INSERT INTO public.call_transcripts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-957b-73d2-a2e7-63c4765491f5', 3, 'tool_result', 'Страховую спросить не удалось.', 'verifyInsurance', 'call_afWBoN1sCw9cUPhk03G7vkDO', NULL, '2026-11-28 02:04:28.742+00', NULL);


--
-- Data for Name: calls_2026_11; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.calls_2026_11 VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4de0-7696-9160-266afe760374', '2026-11-28 02:03:50.037+00', 'abe2580a-d0d9-44ac-9022-413e25e04bb8', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d13', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d12', '01a21fe5-5193-77c6-b6ea-3244a917c972', 'inbound', 'ended', true, 'assistant-forwarded-call', 'none', '2026-11-28 02:03:50.037+00', '2026-11-28 02:03:53.718+00', '2026-11-28 02:04:10.557+00', DEFAULT, 'AI: Northline dispatch, who am I speaking with?
User: This is Michael Tran. I need to talk to the manager, not to a machine.
AI: Of course. What may I say it is about?
User: The dock in Reno sent me away twice today.', 'The call ended before the caller''s request was dealt with.', 'false', NULL, 'https://storage.vapi.ai/abe2580a-d0d9-44ac-9022-413e25e04bb8-mono.wav', 'https://storage.vapi.ai/abe2580a-d0d9-44ac-9022-413e25e04bb8-stereo.wav', '+14155552333', NULL, '{"number": "+14155552333"}', '+14155550100', '+14155550143', '054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921', '4a5a04dc-dcbe-45b1-8f64-fd32a253d136', 'Dispatch line', 0.007300, '{"call": {"id": "abe2580a-d0d9-44ac-9022-413e25e04bb8", "type": "inboundPhoneCall", "orgId": "3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f", "status": "ringing", "monitor": {}, "customer": {"number": "+14155552333"}, "createdAt": "2026-11-28T02:03:50.037Z", "transport": {"callSid": "CA7e96d1a675e4b83996502d07d6b7a7ed", "provider": "twilio", "accountSid": "AC15ae2437720ce15b7b2f7355949f8e7b"}, "updatedAt": "2026-11-28T02:03:50.037Z", "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "phoneNumberId": "4a5a04dc-dcbe-45b1-8f64-fd32a253d136", "phoneCallProvider": "twilio", "phoneCallTransport": "pstn", "phoneCallProviderId": "CA7e96d1a675e4b83996502d07d6b7a7ed"}, "cost": 0.0073, "type": "end-of-call-report", "costs": [{"cost": 0.00238553, "type": "transport", "minutes": 0.2807, "provider": "twilio"}, {"cost": 0.0028065, "type": "transcriber", "minutes": 0.2807, "transcriber": {"model": "nova-3", "provider": "deepgram"}}, {"cost": 0.000296, "type": "model", "model": {"model": "gpt-4.1", "provider": "openai"}, "promptTokens": 72, "completionTokens": 19, "cachedPromptTokens": 0}, {"cost": 0.001782, "type": "voice", "voice": {"voiceId": "Elliot", "provider": "vapi"}, "characters": 81}, {"cost": 0.0, "type": "vapi", "minutes": 0.2807, "subType": "normal"}, {"cost": 0.0000584, "type": "analysis", "model": {"model": "gemini-2.5-flash", "provider": "google"}, "analysisType": "summary", "promptTokens": 78, "completionTokens": 14}], "endedAt": "2026-11-28T02:04:10.557Z", "summary": "The call ended before the caller''s request was dealt with.", "analysis": {"summary": "The call ended before the caller''s request was dealt with.", "successEvaluation": "false"}, "artifact": {"nodes": [], "logUrl": "https://calllogs.vapi.ai/abe2580a-d0d9-44ac-9022-413e25e04bb8.log", "messages": [{"role": "system", "time": 1795831433718, "message": "You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm.", "secondsFromStart": 0}, {"role": "bot", "time": 1795831434068, "source": "", "endTime": 1795831436734, "message": "Northline dispatch, who am I speaking with?", "duration": 2666, "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Dispatch line", "secondsFromStart": 0.35}, {"role": "user", "time": 1795831437682, "endTime": 1795831442022, "message": "This is Michael Tran. I need to talk to the manager, not to a machine.", "duration": 4340, "secondsFromStart": 3.964}, {"role": "bot", "time": 1795831442664, "source": "", "endTime": 1795831445020, "message": "Of course. What may I say it is about?", "duration": 2356, "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Dispatch line", "secondsFromStart": 8.946}, {"role": "user", "time": 1795831446046, "endTime": 1795831448650, "message": "The dock in Reno sent me away twice today.", "duration": 2604, "secondsFromStart": 12.328}, {"role": "tool_calls", "time": 1795831449292, "message": "", "toolCalls": [{"id": "call_5fGftDvbjBzZQcgii0CTTxWV", "type": "function", "function": {"name": "transferCall", "arguments": "{\"destination\":\"manager\",\"reason\":\"sent away at the dock twice\"}"}}], "secondsFromStart": 15.574}, {"name": "transferCall", "role": "tool_call_result", "time": 1795831450212, "result": "I''m putting you through to the manager now. One moment, please.", "toolCallId": "call_5fGftDvbjBzZQcgii0CTTxWV", "secondsFromStart": 16.494}], "recording": {"mono": {"combinedUrl": "https://storage.vapi.ai/abe2580a-d0d9-44ac-9022-413e25e04bb8-mono.wav", "customerUrl": "https://storage.vapi.ai/abe2580a-d0d9-44ac-9022-413e25e04bb8-customer.wav", "assistantUrl": "https://storage.vapi.ai/abe2580a-d0d9-44ac-9022-413e25e04bb8-assistant.wav"}, "stereoUrl": "https://storage.vapi.ai/abe2580a-d0d9-44ac-9022-413e25e04bb8-stereo.wav"}, "transcript": "AI: Northline dispatch, who am I speaking with?\nUser: This is Michael Tran. I need to talk to the manager, not to a machine.\nAI: Of course. What may I say it is about?\nUser: The dock in Reno sent me away twice today.\n", "recordingUrl": "https://storage.vapi.ai/abe2580a-d0d9-44ac-9022-413e25e04bb8-mono.wav", "variableValues": {}, "performanceMetrics": {"turnLatencies": [{"turnLatency": 1360, "modelLatency": 420, "voiceLatency": 310, "endpointingLatency": 480, "transcriberLatency": 150}], "numUserInterrupted": 0, "turnLatencyAverage": 1360, "modelLatencyAverage": 420, "voiceLatencyAverage": 310, "numAssistantInterrupted": 0, "endpointingLatencyAverage": 480, "transcriberLatencyAverage": 150}, "stereoRecordingUrl": "https://storage.vapi.ai/abe2580a-d0d9-44ac-9022-413e25e04bb8-stereo.wav", "assistantActivations": [{"assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Dispatch line"}], "messagesOpenAIFormatted": [{"role": "system", "content": "You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm."}, {"role": "assistant", "content": "Northline dispatch, who am I speaking with?"}, {"role": "user", "content": "This is Michael Tran. I need to talk to the manager, not to a machine."}, {"role": "assistant", "content": "Of course. What may I say it is about?"}, {"role": "user", "content": "The dock in Reno sent me away twice today."}, {"role": "assistant", "content": "", "tool_calls": [{"id": "call_5fGftDvbjBzZQcgii0CTTxWV", "type": "function", "function": {"name": "transferCall", "arguments": "{\"destination\":\"manager\",\"reason\":\"sent away at the dock twice\"}"}}]}, {"role": "tool", "content": "I''m putting you through to the manager now. One moment, please.", "tool_call_id": "call_5fGftDvbjBzZQcgii0CTTxWV"}]}, "customer": {"number": "+14155552333"}, "messages": [{"role": "system", "time": 1795831433718, "message": "You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm.", "secondsFromStart": 0}, {"role": "bot", "time": 1795831434068, "source": "", "endTime": 1795831436734, "message": "Northline dispatch, who am I speaking with?", "duration": 2666, "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Dispatch line", "secondsFromStart": 0.35}, {"role": "user", "time": 1795831437682, "endTime": 1795831442022, "message": "This is Michael Tran. I need to talk to the manager, not to a machine.", "duration": 4340, "secondsFromStart": 3.964}, {"role": "bot", "time": 1795831442664, "source": "", "endTime": 1795831445020, "message": "Of course. What may I say it is about?", "duration": 2356, "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Dispatch line", "secondsFromStart": 8.946}, {"role": "user", "time": 1795831446046, "endTime": 1795831448650, "message": "The dock in Reno sent me away twice today.", "duration": 2604, "secondsFromStart": 12.328}, {"role": "tool_calls", "time": 1795831449292, "message": "", "toolCalls": [{"id": "call_5fGftDvbjBzZQcgii0CTTxWV", "type": "function", "function": {"name": "transferCall", "arguments": "{\"destination\":\"manager\",\"reason\":\"sent away at the dock twice\"}"}}], "secondsFromStart": 15.574}, {"name": "transferCall", "role": "tool_call_result", "time": 1795831450212, "result": "I''m putting you through to the manager now. One moment, please.", "toolCallId": "call_5fGftDvbjBzZQcgii0CTTxWV", "secondsFromStart": 16.494}], "assistant": {"id": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "name": "Dispatch line", "model": {"model": "gpt-4.1", "messages": [{"role": "system", "content": "You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm."}], "provider": "openai", "temperature": 0.3}, "orgId": "3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f", "voice": {"voiceId": "Elliot", "provider": "vapi"}, "server": {"url": "https://hooks.example.com/vapi", "timeoutSeconds": 20}, "metadata": {}, "createdAt": "2026-10-01T07:49:12.531Z", "updatedAt": "2026-11-03T09:05:22.146Z", "transcriber": {"model": "nova-3", "language": "en", "provider": "deepgram"}, "firstMessage": "Northline dispatch, who am I speaking with?", "serverMessages": ["status-update", "end-of-call-report", "tool-calls", "transfer-destination-request"], "firstMessageMode": "assistant-speaks-first", "maxDurationSeconds": 540}, "startedAt": "2026-11-28T02:03:53.718Z", "timestamp": 1795831455557, "durationMs": 16839, "transcript": "AI: Northline dispatch, who am I speaking with?\nUser: This is Michael Tran. I need to talk to the manager, not to a machine.\nAI: Of course. What may I say it is about?\nUser: The dock in Reno sent me away twice today.\n", "destination": {"type": "number", "number": "+14155550143", "message": "", "transferPlan": {"mode": "blind-transfer"}}, "endedReason": "assistant-forwarded-call", "phoneNumber": {"id": "4a5a04dc-dcbe-45b1-8f64-fd32a253d136", "name": "Main line", "orgId": "3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f", "number": "+14155550100", "status": "active", "provider": "twilio", "createdAt": "2026-10-01T07:49:12.531Z", "updatedAt": "2026-11-03T09:05:22.146Z", "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "twilioAccountSid": "AC15ae2437720ce15b7b2f7355949f8e7b"}, "recordingUrl": "https://storage.vapi.ai/abe2580a-d0d9-44ac-9022-413e25e04bb8-mono.wav", "costBreakdown": {"llm": 0.0003, "stt": 0.0028, "tts": 0.0018, "chat": 0, "vapi": 0.0, "total": 0.0073, "transport": 0.0024, "ttsCharacters": 81, "llmPromptTokens": 72, "knowledgeBaseCost": 0, "llmCompletionTokens": 19, "analysisCostBreakdown": {"summary": 0.0001, "structuredData": 0, "successEvaluation": 0, "summaryPromptTokens": 78, "summaryCompletionTokens": 14}, "llmCachedPromptTokens": 0, "voicemailDetectionCost": 0}, "durationMinutes": 0.2807, "durationSeconds": 16.839, "stereoRecordingUrl": "https://storage.vapi.ai/abe2580a-d0d9-44ac-9022-413e25e04bb8-stereo.wav"}', '{"cost": {"h": 2108234341000208956, "r": "record", "s": "message", "t": 1795831455557}, "costs": {"h": 2108234341000208956, "r": "record", "s": "message", "t": 1795831455557}, "turns": {"h": 2108234341000208956, "r": "record", "s": "message", "t": 1795831455557}, "status": {"h": 2108234341000208956, "r": "record", "s": "message", "t": 1795831455557}, "summary": {"h": 2108234341000208956, "r": "record", "s": "message", "t": 1795831455557}, "ended_at": {"h": 2108234341000208956, "r": "record", "s": "message", "t": 1795831455557}, "raw_data": {"h": 2108234341000208956, "r": "record", "s": "message", "t": 1795831455557}, "call_type": {"h": 2108234341000208956, "r": "record", "s": "message", "t": 1795831455557}, "placed_at": {"h": 2108234341000208956, "r": "record", "s": "message", "t": 1795831455557}, "started_at": {"h": 2108234341000208956, "r": "record", "s": "message", "t": 1795831455557}, "transcript": {"h": 2108234341000208956, "r": "record", "s": "message", "t": 1795831455557}, "line_number": {"h": 2108234341000208956, "r": "record", "s": "message", "t": 1795831455557}, "ended_reason": {"h": 2108234341000208956, "r": "record", "s": "message", "t": 1795831455557}, "customer_info": {"h": 2108234341000208956, "r": "record", "s": "message", "t": 1795831455557}, "recording_url": {"h": 2108234341000208956, "r": "record", "s": "message", "t": 1795831455557}, "assistant_name": {"h": 2108234341000208956, "r": "record", "s": "message", "t": 1795831455557}, "transferred_to": {"h": 2108234341000208956, "r": "record", "s": "message", "t": 1795831455557}, "customer_number": {"h": 2108234341000208956, "r": "record", "s": "message", "t": 1795831455557}, "vapi_assistant_id": {"h": 2108234341000208956, "r": "record", "s": "message", "t": 1795831455557}, "success_evaluation": {"h": 2108234341000208956, "r": "record", "s": "message", "t": 1795831455557}, "stereo_recording_url": {"h": 2108234341000208956, "r": "record", "s": "message", "t": 1795831455557}, "vapi_phone_number_id": {"h": 2108234341000208956, "r": "record", "s": "message", "t": 1795831455557}}', '2026-11-28 02:04:11.104105+00', '2026-11-28 02:04:11.766922+00');
INSERT INTO public.calls_2026_11 VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-53d3-70bc-8254-94f0ea09c3d4', '2026-11-28 02:03:22.402+00', '8c6e2eee-9573-4dab-8fac-bc410fa78ad9', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d13', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d12', '01a21fe5-5442-74fd-be30-d768057579d8', 'inbound', 'ended', true, 'silence-timed-out', 'caller', '2026-11-28 02:03:22.402+00', '2026-11-28 02:03:26.826+00', '2026-11-28 02:04:12.608+00', DEFAULT, 'AI: Диспетчерская «Северный путь», представьтесь, пожалуйста.
User: Добрый день, я по счёту за рейс семьдесят семь тридцать один.
AI: По счетам вам перезвонит бухгалтерия. Когда вам удобно?
User: Лучше в понедельник, в 14:30.', 'Звонок оборвался раньше, чем вопрос был решён.', 'false', NULL, 'https://storage.vapi.ai/8c6e2eee-9573-4dab-8fac-bc410fa78ad9-mono.wav', 'https://storage.vapi.ai/8c6e2eee-9573-4dab-8fac-bc410fa78ad9-stereo.wav', '+74955557063', NULL, '{"number": "+74955557063"}', '+14155550100', NULL, '054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921', '4a5a04dc-dcbe-45b1-8f64-fd32a253d136', 'Диспетчерская', 0.055200, '{"call": {"id": "8c6e2eee-9573-4dab-8fac-bc410fa78ad9", "type": "inboundPhoneCall", "orgId": "3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f", "status": "ringing", "monitor": {}, "customer": {"number": "+74955557063"}, "createdAt": "2026-11-28T02:03:22.402Z", "transport": {"callSid": "CAdebede54a32d9779176749b825b5e853", "provider": "twilio", "accountSid": "AC15ae2437720ce15b7b2f7355949f8e7b"}, "updatedAt": "2026-11-28T02:03:22.402Z", "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "phoneNumberId": "4a5a04dc-dcbe-45b1-8f64-fd32a253d136", "phoneCallProvider": "twilio", "phoneCallTransport": "pstn", "phoneCallProviderId": "CAdebede54a32d9779176749b825b5e853"}, "cost": 0.0552, "type": "end-of-call-report", "costs": [{"cost": 0.00648578, "type": "transport", "minutes": 0.763, "provider": "twilio"}, {"cost": 0.00763033, "type": "transcriber", "minutes": 0.763, "transcriber": {"model": "nova-3", "provider": "deepgram"}}, {"cost": 0.00037, "type": "model", "model": {"model": "gpt-4.1", "provider": "openai"}, "promptTokens": 77, "completionTokens": 27, "cachedPromptTokens": 0}, {"cost": 0.002464, "type": "voice", "voice": {"voiceId": "Elliot", "provider": "vapi"}, "characters": 112}, {"cost": 0.03815167, "type": "vapi", "minutes": 0.763, "subType": "normal"}, {"cost": 0.0000497, "type": "analysis", "model": {"model": "gemini-2.5-flash", "provider": "google"}, "analysisType": "summary", "promptTokens": 74, "completionTokens": 11}], "endedAt": "2026-11-28T02:04:12.608Z", "summary": "Звонок оборвался раньше, чем вопрос был решён.", "analysis": {"summary": "Звонок оборвался раньше, чем вопрос был решён.", "successEvaluation": "false"}, "artifact": {"nodes": [], "logUrl": "https://calllogs.vapi.ai/8c6e2eee-9573-4dab-8fac-bc410fa78ad9.log", "messages": [{"role": "system", "time": 1795831406826, "message": "Вы отвечаете водителям компании «Северный путь». Уточняйте факты и записывайте невыходы на смену.", "secondsFromStart": 0}, {"role": "bot", "time": 1795831407176, "source": "", "endTime": 1795831410710, "message": "Диспетчерская «Северный путь», представьтесь, пожалуйста.", "duration": 3534, "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Диспетчерская", "secondsFromStart": 0.35}, {"role": "user", "time": 1795831411687, "endTime": 1795831415469, "message": "Добрый день, я по счёту за рейс семьдесят семь тридцать один.", "duration": 3782, "secondsFromStart": 4.861}, {"role": "bot", "time": 1795831416154, "source": "", "endTime": 1795831419564, "message": "По счетам вам перезвонит бухгалтерия. Когда вам удобно?", "duration": 3410, "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Диспетчерская", "secondsFromStart": 9.328}, {"role": "user", "time": 1795831420810, "endTime": 1795831422608, "message": "Лучше в понедельник, в 14:30.", "duration": 1798, "secondsFromStart": 13.984}], "recording": {"mono": {"combinedUrl": "https://storage.vapi.ai/8c6e2eee-9573-4dab-8fac-bc410fa78ad9-mono.wav", "customerUrl": "https://storage.vapi.ai/8c6e2eee-9573-4dab-8fac-bc410fa78ad9-customer.wav", "assistantUrl": "https://storage.vapi.ai/8c6e2eee-9573-4dab-8fac-bc410fa78ad9-assistant.wav"}, "stereoUrl": "https://storage.vapi.ai/8c6e2eee-9573-4dab-8fac-bc410fa78ad9-stereo.wav"}, "transcript": "AI: Диспетчерская «Северный путь», представьтесь, пожалуйста.\nUser: Добрый день, я по счёту за рейс семьдесят семь тридцать один.\nAI: По счетам вам перезвонит бухгалтерия. Когда вам удобно?\nUser: Лучше в понедельник, в 14:30.\n", "recordingUrl": "https://storage.vapi.ai/8c6e2eee-9573-4dab-8fac-bc410fa78ad9-mono.wav", "variableValues": {}, "performanceMetrics": {"turnLatencies": [{"turnLatency": 1360, "modelLatency": 420, "voiceLatency": 310, "endpointingLatency": 480, "transcriberLatency": 150}], "numUserInterrupted": 0, "turnLatencyAverage": 1360, "modelLatencyAverage": 420, "voiceLatencyAverage": 310, "numAssistantInterrupted": 0, "endpointingLatencyAverage": 480, "transcriberLatencyAverage": 150}, "stereoRecordingUrl": "https://storage.vapi.ai/8c6e2eee-9573-4dab-8fac-bc410fa78ad9-stereo.wav", "assistantActivations": [{"assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Диспетчерская"}], "messagesOpenAIFormatted": [{"role": "system", "content": "Вы отвечаете водителям компании «Северный путь». Уточняйте факты и записывайте невыходы на смену."}, {"role": "assistant", "content": "Диспетчерская «Северный путь», представьтесь, пожалуйста."}, {"role": "user", "content": "Добрый день, я по счёту за рейс семьдесят семь тридцать один."}, {"role": "assistant", "content": "По счетам вам перезвонит бухгалтерия. Когда вам удобно?"}, {"role": "user", "content": "Лучше в понедельник, в 14:30."}]}, "customer": {"number": "+74955557063"}, "messages": [{"role": "system", "time": 1795831406826, "message": "Вы отвечаете водителям компании «Северный путь». Уточняйте факты и записывайте невыходы на смену.", "secondsFromStart": 0}, {"role": "bot", "time": 1795831407176, "source": "", "endTime": 1795831410710, "message": "Диспетчерская «Северный путь», представьтесь, пожалуйста.", "duration": 3534, "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Диспетчерская", "secondsFromStart": 0.35}, {"role": "user", "time": 1795831411687, "endTime": 1795831415469, "message": "Добрый день, я по счёту за рейс семьдесят семь тридцать один.", "duration": 3782, "secondsFromStart": 4.861}, {"role": "bot", "time": 1795831416154, "source": "", "endTime": 1795831419564, "message": "По счетам вам перезвонит бухгалтерия. Когда вам удобно?", "duration": 3410, "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Диспетчерская", "secondsFromStart": 9.328}, {"role": "user", "time": 1795831420810, "endTime": 1795831422608, "message": "Лучше в понедельник, в 14:30.", "duration": 1798, "secondsFromStart": 13.984}], "assistant": {"id": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "name": "Диспетчерская", "model": {"model": "gpt-4.1", "messages": [{"role": "system", "content": "Вы отвечаете водителям компании «Северный путь». Уточняйте факты и записывайте невыходы на смену."}], "provider": "openai", "temperature": 0.3}, "orgId": "3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f", "voice": {"voiceId": "Elliot", "provider": "vapi"}, "server": {"url": "https://hooks.example.com/vapi", "timeoutSeconds": 20}, "metadata": {}, "createdAt": "2026-10-01T07:49:12.531Z", "updatedAt": "2026-11-03T09:05:22.146Z", "transcriber": {"model": "nova-3", "language": "ru", "provider": "deepgram"}, "firstMessage": "Диспетчерская «Северный путь», представьтесь, пожалуйста.", "serverMessages": ["status-update", "end-of-call-report", "tool-calls", "transfer-destination-request"], "firstMessageMode": "assistant-speaks-first", "maxDurationSeconds": 540}, "startedAt": "2026-11-28T02:03:26.826Z", "timestamp": 1795831457608, "durationMs": 45782, "transcript": "AI: Диспетчерская «Северный путь», представьтесь, пожалуйста.\nUser: Добрый день, я по счёту за рейс семьдесят семь тридцать один.\nAI: По счетам вам перезвонит бухгалтерия. Когда вам удобно?\nUser: Лучше в понедельник, в 14:30.\n", "endedReason": "silence-timed-out", "phoneNumber": {"id": "4a5a04dc-dcbe-45b1-8f64-fd32a253d136", "name": "Main line", "orgId": "3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f", "number": "+14155550100", "status": "active", "provider": "twilio", "createdAt": "2026-10-01T07:49:12.531Z", "updatedAt": "2026-11-03T09:05:22.146Z", "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "twilioAccountSid": "AC15ae2437720ce15b7b2f7355949f8e7b"}, "recordingUrl": "https://storage.vapi.ai/8c6e2eee-9573-4dab-8fac-bc410fa78ad9-mono.wav", "costBreakdown": {"llm": 0.0004, "stt": 0.0076, "tts": 0.0025, "chat": 0, "vapi": 0.0382, "total": 0.0552, "transport": 0.0065, "ttsCharacters": 112, "llmPromptTokens": 77, "knowledgeBaseCost": 0, "llmCompletionTokens": 27, "analysisCostBreakdown": {"summary": 0.0, "structuredData": 0, "successEvaluation": 0, "summaryPromptTokens": 74, "summaryCompletionTokens": 11}, "llmCachedPromptTokens": 0, "voicemailDetectionCost": 0}, "durationMinutes": 0.763, "durationSeconds": 45.782, "stereoRecordingUrl": "https://storage.vapi.ai/8c6e2eee-9573-4dab-8fac-bc410fa78ad9-stereo.wav"}', '{"cost": {"h": 11084695256294220122, "r": "record", "s": "message", "t": 1795831457608}, "costs": {"h": 11084695256294220122, "r": "record", "s": "message", "t": 1795831457608}, "turns": {"h": 11084695256294220122, "r": "record", "s": "message", "t": 1795831457608}, "status": {"h": 11084695256294220122, "r": "record", "s": "message", "t": 1795831457608}, "summary": {"h": 11084695256294220122, "r": "record", "s": "message", "t": 1795831457608}, "ended_at": {"h": 11084695256294220122, "r": "record", "s": "message", "t": 1795831457608}, "raw_data": {"h": 11084695256294220122, "r": "record", "s": "message", "t": 1795831457608}, "call_type": {"h": 11084695256294220122, "r": "record", "s": "message", "t": 1795831457608}, "placed_at": {"h": 11084695256294220122, "r": "record", "s": "message", "t": 1795831457608}, "started_at": {"h": 11084695256294220122, "r": "record", "s": "message", "t": 1795831457608}, "transcript": {"h": 11084695256294220122, "r": "record", "s": "message", "t": 1795831457608}, "line_number": {"h": 11084695256294220122, "r": "record", "s": "message", "t": 1795831457608}, "ended_reason": {"h": 11084695256294220122, "r": "record", "s": "message", "t": 1795831457608}, "customer_info": {"h": 11084695256294220122, "r": "record", "s": "message", "t": 1795831457608}, "recording_url": {"h": 11084695256294220122, "r": "record", "s": "message", "t": 1795831457608}, "assistant_name": {"h": 11084695256294220122, "r": "record", "s": "message", "t": 1795831457608}, "customer_number": {"h": 11084695256294220122, "r": "record", "s": "message", "t": 1795831457608}, "vapi_assistant_id": {"h": 11084695256294220122, "r": "record", "s": "message", "t": 1795831457608}, "success_evaluation": {"h": 11084695256294220122, "r": "record", "s": "message", "t": 1795831457608}, "stereo_recording_url": {"h": 11084695256294220122, "r": "record", "s": "message", "t": 1795831457608}, "vapi_phone_number_id": {"h": 11084695256294220122, "r": "record", "s": "message", "t": 1795831457608}}', '2026-11-28 02:04:12.623283+00', '2026-11-28 02:04:12.651295+00');
INSERT INTO public.calls_2026_11 VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-504a-7368-9d83-6ac39dcb98e3', '2026-11-28 02:03:47.483+00', 'a6c54862-bdd9-4605-96df-907e0703e297', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d13', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d12', '01a21fe5-50bf-7653-98bb-57d7b7809d58', 'inbound', 'ended', true, 'customer-ended-call', 'none', '2026-11-28 02:03:47.483+00', '2026-11-28 02:03:48.9+00', '2026-11-28 02:04:11.7+00', DEFAULT, 'AI: Стоматология «Жемчуг», здравствуйте! Чем могу помочь?
User: Здравствуйте, это Марина Ким. Мне утром удалили зуб, и кровь не останавливается.
AI: Очень сочувствую. Попросить доктора сразу вам перезвонить?
User: Да, как можно скорее. Мой номер +74955552018.
AI: Передала как срочное. Если станет хуже, звоните 103.', 'Звонок оборвался раньше, чем вопрос был решён.', 'false', NULL, 'https://storage.vapi.ai/a6c54862-bdd9-4605-96df-907e0703e297-mono.wav', 'https://storage.vapi.ai/a6c54862-bdd9-4605-96df-907e0703e297-stereo.wav', '+74955552018', NULL, '{"number": "+74955552018"}', '+14155550100', NULL, '054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921', '4a5a04dc-dcbe-45b1-8f64-fd32a253d136', 'Администратор', 0.030400, '{"call": {"id": "a6c54862-bdd9-4605-96df-907e0703e297", "type": "inboundPhoneCall", "orgId": "3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f", "status": "ringing", "monitor": {}, "customer": {"number": "+74955552018"}, "createdAt": "2026-11-28T02:03:47.483Z", "transport": {"callSid": "CAfef7e5ab3da27a5cb5ac0082bcd6d2aa", "provider": "twilio", "accountSid": "AC15ae2437720ce15b7b2f7355949f8e7b"}, "updatedAt": "2026-11-28T02:03:47.483Z", "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "phoneNumberId": "4a5a04dc-dcbe-45b1-8f64-fd32a253d136", "phoneCallProvider": "twilio", "phoneCallTransport": "pstn", "phoneCallProviderId": "CAfef7e5ab3da27a5cb5ac0082bcd6d2aa"}, "cost": 0.0304, "type": "end-of-call-report", "costs": [{"cost": 0.00323, "type": "transport", "minutes": 0.38, "provider": "twilio"}, {"cost": 0.0038, "type": "transcriber", "minutes": 0.38, "transcriber": {"model": "nova-3", "provider": "deepgram"}}, {"cost": 0.000678, "type": "model", "model": {"model": "gpt-4.1", "provider": "openai"}, "promptTokens": 179, "completionTokens": 40, "cachedPromptTokens": 0}, {"cost": 0.003586, "type": "voice", "voice": {"voiceId": "Elliot", "provider": "vapi"}, "characters": 163}, {"cost": 0.019, "type": "vapi", "minutes": 0.38, "subType": "normal"}, {"cost": 0.0000593, "type": "analysis", "model": {"model": "gemini-2.5-flash", "provider": "google"}, "analysisType": "summary", "promptTokens": 106, "completionTokens": 11}], "endedAt": "2026-11-28T02:04:11.700Z", "summary": "Звонок оборвался раньше, чем вопрос был решён.", "analysis": {"summary": "Звонок оборвался раньше, чем вопрос был решён.", "successEvaluation": false}, "artifact": {"nodes": [], "logUrl": "https://calllogs.vapi.ai/a6c54862-bdd9-4605-96df-907e0703e297.log", "messages": [{"role": "system", "time": 1795831428900, "message": "Вы администратор стоматологии «Жемчуг». Отвечайте кратко и доброжелательно, не давайте медицинских советов.", "secondsFromStart": 0}, {"role": "bot", "time": 1795831429250, "source": "", "endTime": 1795831432536, "message": "Стоматология «Жемчуг», здравствуйте! Чем могу помочь?", "duration": 3286, "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Администратор", "secondsFromStart": 0.35}, {"role": "user", "time": 1795831432982, "endTime": 1795831437942, "message": "Здравствуйте, это Марина Ким. Мне утром удалили зуб, и кровь не останавливается.", "duration": 4960, "secondsFromStart": 4.082}, {"role": "bot", "time": 1795831438962, "source": "", "endTime": 1795831442558, "message": "Очень сочувствую. Попросить доктора сразу вам перезвонить?", "duration": 3596, "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Администратор", "secondsFromStart": 10.062}, {"role": "user", "time": 1795831443321, "endTime": 1795831446111, "message": "Да, как можно скорее. Мой номер +74955552018.", "duration": 2790, "secondsFromStart": 14.421}, {"role": "tool_calls", "time": 1795831446780, "message": "", "toolCalls": [{"id": "call_qc4oDZshxFovjzqXZzEOlA2r", "type": "function", "function": {"name": "takeMessage", "arguments": "{\"callerName\":\"Марина Ким\",\"callerPhone\":\"+74955552018\",\"message\":\"Кровотечение после удаления зуба. Перезвонить немедленно.\",\"urgent\":true}"}}], "secondsFromStart": 17.88}, {"name": "takeMessage", "role": "tool_call_result", "time": 1795831447215, "result": "Сообщение передано как срочное.", "toolCallId": "call_qc4oDZshxFovjzqXZzEOlA2r", "secondsFromStart": 18.315}, {"role": "bot", "time": 1795831448224, "source": "", "endTime": 1795831451448, "message": "Передала как срочное. Если станет хуже, звоните 103.", "duration": 3224, "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Администратор", "secondsFromStart": 19.324}], "recording": {"mono": {"combinedUrl": "https://storage.vapi.ai/a6c54862-bdd9-4605-96df-907e0703e297-mono.wav", "customerUrl": "https://storage.vapi.ai/a6c54862-bdd9-4605-96df-907e0703e297-customer.wav", "assistantUrl": "https://storage.vapi.ai/a6c54862-bdd9-4605-96df-907e0703e297-assistant.wav"}, "stereoUrl": "https://storage.vapi.ai/a6c54862-bdd9-4605-96df-907e0703e297-stereo.wav"}, "transcript": "AI: Стоматология «Жемчуг», здравствуйте! Чем могу помочь?\nUser: Здравствуйте, это Марина Ким. Мне утром удалили зуб, и кровь не останавливается.\nAI: Очень сочувствую. Попросить доктора сразу вам перезвонить?\nUser: Да, как можно скорее. Мой номер +74955552018.\nAI: Передала как срочное. Если станет хуже, звоните 103.\n", "recordingUrl": "https://storage.vapi.ai/a6c54862-bdd9-4605-96df-907e0703e297-mono.wav", "variableValues": {}, "performanceMetrics": {"turnLatencies": [{"turnLatency": 1360, "modelLatency": 420, "voiceLatency": 310, "endpointingLatency": 480, "transcriberLatency": 150}], "numUserInterrupted": 0, "turnLatencyAverage": 1360, "modelLatencyAverage": 420, "voiceLatencyAverage": 310, "numAssistantInterrupted": 0, "endpointingLatencyAverage": 480, "transcriberLatencyAverage": 150}, "stereoRecordingUrl": "https://storage.vapi.ai/a6c54862-bdd9-4605-96df-907e0703e297-stereo.wav", "assistantActivations": [{"assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Администратор"}], "messagesOpenAIFormatted": [{"role": "system", "content": "Вы администратор стоматологии «Жемчуг». Отвечайте кратко и доброжелательно, не давайте медицинских советов."}, {"role": "assistant", "content": "Стоматология «Жемчуг», здравствуйте! Чем могу помочь?"}, {"role": "user", "content": "Здравствуйте, это Марина Ким. Мне утром удалили зуб, и кровь не останавливается."}, {"role": "assistant", "content": "Очень сочувствую. Попросить доктора сразу вам перезвонить?"}, {"role": "user", "content": "Да, как можно скорее. Мой номер +74955552018."}, {"role": "assistant", "content": "", "tool_calls": [{"id": "call_qc4oDZshxFovjzqXZzEOlA2r", "type": "function", "function": {"name": "takeMessage", "arguments": "{\"callerName\":\"Марина Ким\",\"callerPhone\":\"+74955552018\",\"message\":\"Кровотечение после удаления зуба. Перезвонить немедленно.\",\"urgent\":true}"}}]}, {"role": "tool", "content": "Сообщение передано как срочное.", "tool_call_id": "call_qc4oDZshxFovjzqXZzEOlA2r"}, {"role": "assistant", "content": "Передала как срочное. Если станет хуже, звоните 103."}]}, "customer": {"number": "+74955552018"}, "messages": [{"role": "system", "time": 1795831428900, "message": "Вы администратор стоматологии «Жемчуг». Отвечайте кратко и доброжелательно, не давайте медицинских советов.", "secondsFromStart": 0}, {"role": "bot", "time": 1795831429250, "source": "", "endTime": 1795831432536, "message": "Стоматология «Жемчуг», здравствуйте! Чем могу помочь?", "duration": 3286, "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Администратор", "secondsFromStart": 0.35}, {"role": "user", "time": 1795831432982, "endTime": 1795831437942, "message": "Здравствуйте, это Марина Ким. Мне утром удалили зуб, и кровь не останавливается.", "duration": 4960, "secondsFromStart": 4.082}, {"role": "bot", "time": 1795831438962, "source": "", "endTime": 1795831442558, "message": "Очень сочувствую. Попросить доктора сразу вам перезвонить?", "duration": 3596, "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Администратор", "secondsFromStart": 10.062}, {"role": "user", "time": 1795831443321, "endTime": 1795831446111, "message": "Да, как можно скорее. Мой номер +74955552018.", "duration": 2790, "secondsFromStart": 14.421}, {"role": "tool_calls", "time": 1795831446780, "message": "", "toolCalls": [{"id": "call_qc4oDZshxFovjzqXZzEOlA2r", "type": "function", "function": {"name": "takeMessage", "arguments": "{\"callerName\":\"Марина Ким\",\"callerPhone\":\"+74955552018\",\"message\":\"Кровотечение после удаления зуба. Перезвонить немедленно.\",\"urgent\":true}"}}], "secondsFromStart": 17.88}, {"name": "takeMessage", "role": "tool_call_result", "time": 1795831447215, "result": "Сообщение передано как срочное.", "toolCallId": "call_qc4oDZshxFovjzqXZzEOlA2r", "secondsFromStart": 18.315}, {"role": "bot", "time": 1795831448224, "source": "", "endTime": 1795831451448, "message": "Передала как срочное. Если станет хуже, звоните 103.", "duration": 3224, "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Администратор", "secondsFromStart": 19.324}], "assistant": {"id": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "name": "Администратор", "model": {"model": "gpt-4.1", "messages": [{"role": "system", "content": "Вы администратор стоматологии «Жемчуг». Отвечайте кратко и доброжелательно, не давайте медицинских советов."}], "provider": "openai", "temperature": 0.3}, "orgId": "3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f", "voice": {"voiceId": "Elliot", "provider": "vapi"}, "server": {"url": "https://hooks.example.com/vapi", "timeoutSeconds": 20}, "metadata": {}, "createdAt": "2026-10-01T07:49:12.531Z", "updatedAt": "2026-11-03T09:05:22.146Z", "transcriber": {"model": "nova-3", "language": "ru", "provider": "deepgram"}, "firstMessage": "Стоматология «Жемчуг», здравствуйте! Чем могу помочь?", "serverMessages": ["status-update", "end-of-call-report", "tool-calls", "transfer-destination-request"], "firstMessageMode": "assistant-speaks-first", "maxDurationSeconds": 540}, "startedAt": "2026-11-28T02:03:48.900Z", "timestamp": 1795831456700, "durationMs": 22800, "transcript": "AI: Стоматология «Жемчуг», здравствуйте! Чем могу помочь?\nUser: Здравствуйте, это Марина Ким. Мне утром удалили зуб, и кровь не останавливается.\nAI: Очень сочувствую. Попросить доктора сразу вам перезвонить?\nUser: Да, как можно скорее. Мой номер +74955552018.\nAI: Передала как срочное. Если станет хуже, звоните 103.\n", "endedReason": "customer-ended-call", "phoneNumber": {"id": "4a5a04dc-dcbe-45b1-8f64-fd32a253d136", "name": "Main line", "orgId": "3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f", "number": "+14155550100", "status": "active", "provider": "twilio", "createdAt": "2026-10-01T07:49:12.531Z", "updatedAt": "2026-11-03T09:05:22.146Z", "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "twilioAccountSid": "AC15ae2437720ce15b7b2f7355949f8e7b"}, "recordingUrl": "https://storage.vapi.ai/a6c54862-bdd9-4605-96df-907e0703e297-mono.wav", "costBreakdown": {"llm": 0.0007, "stt": 0.0038, "tts": 0.0036, "chat": 0, "vapi": 0.019, "total": 0.0304, "transport": 0.0032, "ttsCharacters": 163, "llmPromptTokens": 179, "knowledgeBaseCost": 0, "llmCompletionTokens": 40, "analysisCostBreakdown": {"summary": 0.0001, "structuredData": 0, "successEvaluation": 0, "summaryPromptTokens": 106, "summaryCompletionTokens": 11}, "llmCachedPromptTokens": 0, "voicemailDetectionCost": 0}, "durationMinutes": 0.38, "durationSeconds": 22.8, "stereoRecordingUrl": "https://storage.vapi.ai/a6c54862-bdd9-4605-96df-907e0703e297-stereo.wav"}', '{"cost": {"h": 2252224162738203847, "r": "record", "s": "message", "t": 1795831456700}, "costs": {"h": 2252224162738203847, "r": "record", "s": "message", "t": 1795831456700}, "turns": {"h": 2252224162738203847, "r": "record", "s": "message", "t": 1795831456700}, "status": {"h": 2252224162738203847, "r": "record", "s": "message", "t": 1795831456700}, "summary": {"h": 2252224162738203847, "r": "record", "s": "message", "t": 1795831456700}, "ended_at": {"h": 2252224162738203847, "r": "record", "s": "message", "t": 1795831456700}, "raw_data": {"h": 2252224162738203847, "r": "record", "s": "message", "t": 1795831456700}, "call_type": {"h": 2252224162738203847, "r": "record", "s": "message", "t": 1795831456700}, "placed_at": {"h": 2252224162738203847, "r": "record", "s": "message", "t": 1795831456700}, "started_at": {"h": 2252224162738203847, "r": "record", "s": "message", "t": 1795831456700}, "transcript": {"h": 2252224162738203847, "r": "record", "s": "message", "t": 1795831456700}, "line_number": {"h": 2252224162738203847, "r": "record", "s": "message", "t": 1795831456700}, "ended_reason": {"h": 2252224162738203847, "r": "record", "s": "message", "t": 1795831456700}, "customer_info": {"h": 2252224162738203847, "r": "record", "s": "message", "t": 1795831456700}, "recording_url": {"h": 2252224162738203847, "r": "record", "s": "message", "t": 1795831456700}, "assistant_name": {"h": 2252224162738203847, "r": "record", "s": "message", "t": 1795831456700}, "customer_number": {"h": 2252224162738203847, "r": "record", "s": "message", "t": 1795831456700}, "vapi_assistant_id": {"h": 2252224162738203847, "r": "record", "s": "message", "t": 1795831456700}, "success_evaluation": {"h": 2252224162738203847, "r": "record", "s": "message", "t": 1795831456700}, "stereo_recording_url": {"h": 2252224162738203847, "r": "record", "s": "message", "t": 1795831456700}, "vapi_phone_number_id": {"h": 2252224162738203847, "r": "record", "s": "message", "t": 1795831456700}}', '2026-11-28 02:04:11.721323+00', '2026-11-28 02:04:11.729756+00');
INSERT INTO public.calls_2026_11 VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-7929-712b-b136-028ce1fa8613', '2026-11-28 02:04:05.318+00', '625b13c9-a236-4843-a69a-0e722178eb1d', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d13', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d12', '01a21fe5-7bf9-7298-bf44-206f40d16af9', 'inbound', 'ended', true, 'pipeline-error-openai-llm-failed', 'provider', '2026-11-28 02:04:05.318+00', '2026-11-28 02:04:08.2+00', '2026-11-28 02:04:22.134+00', DEFAULT, 'AI: Стоматология «Жемчуг», здравствуйте! Чем могу помочь?
User: Скажите, коронка входит в мой полис? Он от «Ренессанса».
AI: Отсюда я этого не узнаю, подскажет администратор на месте.', 'Звонок оборвался раньше, чем вопрос был решён.', 'false', NULL, 'https://storage.vapi.ai/625b13c9-a236-4843-a69a-0e722178eb1d-mono.wav', 'https://storage.vapi.ai/625b13c9-a236-4843-a69a-0e722178eb1d-stereo.wav', '+74955553027', NULL, '{"number": "+74955553027"}', '+14155550100', NULL, '054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921', '4a5a04dc-dcbe-45b1-8f64-fd32a253d136', 'Администратор', 0.018800, '{"call": {"id": "625b13c9-a236-4843-a69a-0e722178eb1d", "type": "inboundPhoneCall", "orgId": "3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f", "status": "ringing", "monitor": {}, "customer": {"number": "+74955553027"}, "createdAt": "2026-11-28T02:04:05.318Z", "transport": {"callSid": "CAd83f93e2c02bd5963386dcb327e60e64", "provider": "twilio", "accountSid": "AC15ae2437720ce15b7b2f7355949f8e7b"}, "updatedAt": "2026-11-28T02:04:05.318Z", "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "phoneNumberId": "4a5a04dc-dcbe-45b1-8f64-fd32a253d136", "phoneCallProvider": "twilio", "phoneCallTransport": "pstn", "phoneCallProviderId": "CAd83f93e2c02bd5963386dcb327e60e64"}, "cost": 0.0188, "type": "end-of-call-report", "costs": [{"cost": 0.00197398, "type": "transport", "minutes": 0.2322, "provider": "twilio"}, {"cost": 0.00232233, "type": "transcriber", "minutes": 0.2322, "transcriber": {"model": "nova-3", "provider": "deepgram"}}, {"cost": 0.00039, "type": "model", "model": {"model": "gpt-4.1", "provider": "openai"}, "promptTokens": 87, "completionTokens": 27, "cachedPromptTokens": 0}, {"cost": 0.002442, "type": "voice", "voice": {"voiceId": "Elliot", "provider": "vapi"}, "characters": 111}, {"cost": 0.01161167, "type": "vapi", "minutes": 0.2322, "subType": "normal"}, {"cost": 0.0000503, "type": "analysis", "model": {"model": "gemini-2.5-flash", "provider": "google"}, "analysisType": "summary", "promptTokens": 76, "completionTokens": 11}], "endedAt": "2026-11-28T02:04:22.134Z", "summary": "Звонок оборвался раньше, чем вопрос был решён.", "analysis": {"summary": "Звонок оборвался раньше, чем вопрос был решён.", "successEvaluation": "false"}, "artifact": {"nodes": [], "logUrl": "https://calllogs.vapi.ai/625b13c9-a236-4843-a69a-0e722178eb1d.log", "messages": [{"role": "system", "time": 1795831448200, "message": "Вы администратор стоматологии «Жемчуг». Отвечайте кратко и доброжелательно, не давайте медицинских советов.", "secondsFromStart": 0}, {"role": "bot", "time": 1795831448550, "source": "", "endTime": 1795831451836, "message": "Стоматология «Жемчуг», здравствуйте! Чем могу помочь?", "duration": 3286, "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Администратор", "secondsFromStart": 0.35}, {"role": "user", "time": 1795831452895, "endTime": 1795831456367, "message": "Скажите, коронка входит в мой полис? Он от «Ренессанса».", "duration": 3472, "secondsFromStart": 4.695}, {"role": "tool_calls", "time": 1795831456786, "message": "", "toolCalls": [{"id": "call_43yrqCzZYy0ndlrtkIjgkPbp", "type": "function", "function": {"name": "verifyInsurance", "arguments": "{\"insurer\":\"Ренессанс\"}"}}], "secondsFromStart": 8.586}, {"name": "verifyInsurance", "role": "tool_call_result", "time": 1795831457720, "result": "Страховую спросить не удалось.", "toolCallId": "call_43yrqCzZYy0ndlrtkIjgkPbp", "secondsFromStart": 9.52}, {"role": "bot", "time": 1795831458177, "source": "", "endTime": 1795831461773, "message": "Отсюда я этого не узнаю, подскажет администратор на месте.", "duration": 3596, "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Администратор", "secondsFromStart": 9.977}], "recording": {"mono": {"combinedUrl": "https://storage.vapi.ai/625b13c9-a236-4843-a69a-0e722178eb1d-mono.wav", "customerUrl": "https://storage.vapi.ai/625b13c9-a236-4843-a69a-0e722178eb1d-customer.wav", "assistantUrl": "https://storage.vapi.ai/625b13c9-a236-4843-a69a-0e722178eb1d-assistant.wav"}, "stereoUrl": "https://storage.vapi.ai/625b13c9-a236-4843-a69a-0e722178eb1d-stereo.wav"}, "transcript": "AI: Стоматология «Жемчуг», здравствуйте! Чем могу помочь?\nUser: Скажите, коронка входит в мой полис? Он от «Ренессанса».\nAI: Отсюда я этого не узнаю, подскажет администратор на месте.\n", "recordingUrl": "https://storage.vapi.ai/625b13c9-a236-4843-a69a-0e722178eb1d-mono.wav", "variableValues": {}, "performanceMetrics": {"turnLatencies": [{"turnLatency": 1360, "modelLatency": 420, "voiceLatency": 310, "endpointingLatency": 480, "transcriberLatency": 150}], "numUserInterrupted": 0, "turnLatencyAverage": 1360, "modelLatencyAverage": 420, "voiceLatencyAverage": 310, "numAssistantInterrupted": 0, "endpointingLatencyAverage": 480, "transcriberLatencyAverage": 150}, "stereoRecordingUrl": "https://storage.vapi.ai/625b13c9-a236-4843-a69a-0e722178eb1d-stereo.wav", "assistantActivations": [{"assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Администратор"}], "messagesOpenAIFormatted": [{"role": "system", "content": "Вы администратор стоматологии «Жемчуг». Отвечайте кратко и доброжелательно, не давайте медицинских советов."}, {"role": "assistant", "content": "Стоматология «Жемчуг», здравствуйте! Чем могу помочь?"}, {"role": "user", "content": "Скажите, коронка входит в мой полис? Он от «Ренессанса»."}, {"role": "assistant", "content": "", "tool_calls": [{"id": "call_43yrqCzZYy0ndlrtkIjgkPbp", "type": "function", "function": {"name": "verifyInsurance", "arguments": "{\"insurer\":\"Ренессанс\"}"}}]}, {"role": "tool", "content": "Страховую спросить не удалось.", "tool_call_id": "call_43yrqCzZYy0ndlrtkIjgkPbp"}, {"role": "assistant", "content": "Отсюда я этого не узнаю, подскажет администратор на месте."}]}, "customer": {"number": "+74955553027"}, "messages": [{"role": "system", "time": 1795831448200, "message": "Вы администратор стоматологии «Жемчуг». Отвечайте кратко и доброжелательно, не давайте медицинских советов.", "secondsFromStart": 0}, {"role": "bot", "time": 1795831448550, "source": "", "endTime": 1795831451836, "message": "Стоматология «Жемчуг», здравствуйте! Чем могу помочь?", "duration": 3286, "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Администратор", "secondsFromStart": 0.35}, {"role": "user", "time": 1795831452895, "endTime": 1795831456367, "message": "Скажите, коронка входит в мой полис? Он от «Ренессанса».", "duration": 3472, "secondsFromStart": 4.695}, {"role": "tool_calls", "time": 1795831456786, "message": "", "toolCalls": [{"id": "call_43yrqCzZYy0ndlrtkIjgkPbp", "type": "function", "function": {"name": "verifyInsurance", "arguments": "{\"insurer\":\"Ренессанс\"}"}}], "secondsFromStart": 8.586}, {"name": "verifyInsurance", "role": "tool_call_result", "time": 1795831457720, "result": "Страховую спросить не удалось.", "toolCallId": "call_43yrqCzZYy0ndlrtkIjgkPbp", "secondsFromStart": 9.52}, {"role": "bot", "time": 1795831458177, "source": "", "endTime": 1795831461773, "message": "Отсюда я этого не узнаю, подскажет администратор на месте.", "duration": 3596, "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Администратор", "secondsFromStart": 9.977}], "assistant": {"id": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "name": "Администратор", "model": {"model": "gpt-4.1", "messages": [{"role": "system", "content": "Вы администратор стоматологии «Жемчуг». Отвечайте кратко и доброжелательно, не давайте медицинских советов."}], "provider": "openai", "temperature": 0.3}, "orgId": "3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f", "voice": {"voiceId": "Elliot", "provider": "vapi"}, "server": {"url": "https://hooks.example.com/vapi", "timeoutSeconds": 20}, "metadata": {}, "createdAt": "2026-10-01T07:49:12.531Z", "updatedAt": "2026-11-03T09:05:22.146Z", "transcriber": {"model": "nova-3", "language": "ru", "provider": "deepgram"}, "firstMessage": "Стоматология «Жемчуг», здравствуйте! Чем могу помочь?", "serverMessages": ["status-update", "end-of-call-report", "tool-calls", "transfer-destination-request"], "firstMessageMode": "assistant-speaks-first", "maxDurationSeconds": 540}, "startedAt": "2026-11-28T02:04:08.200Z", "timestamp": 1795831467134, "durationMs": 13934, "transcript": "AI: Стоматология «Жемчуг», здравствуйте! Чем могу помочь?\nUser: Скажите, коронка входит в мой полис? Он от «Ренессанса».\nAI: Отсюда я этого не узнаю, подскажет администратор на месте.\n", "endedReason": "pipeline-error-openai-llm-failed", "phoneNumber": {"id": "4a5a04dc-dcbe-45b1-8f64-fd32a253d136", "name": "Main line", "orgId": "3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f", "number": "+14155550100", "status": "active", "provider": "twilio", "createdAt": "2026-10-01T07:49:12.531Z", "updatedAt": "2026-11-03T09:05:22.146Z", "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "twilioAccountSid": "AC15ae2437720ce15b7b2f7355949f8e7b"}, "recordingUrl": "https://storage.vapi.ai/625b13c9-a236-4843-a69a-0e722178eb1d-mono.wav", "costBreakdown": {"llm": 0.0004, "stt": 0.0023, "tts": 0.0024, "chat": 0, "vapi": 0.0116, "total": 0.0188, "transport": 0.002, "ttsCharacters": 111, "llmPromptTokens": 87, "knowledgeBaseCost": 0, "llmCompletionTokens": 27, "analysisCostBreakdown": {"summary": 0.0001, "structuredData": 0, "successEvaluation": 0, "summaryPromptTokens": 76, "summaryCompletionTokens": 11}, "llmCachedPromptTokens": 0, "voicemailDetectionCost": 0}, "durationMinutes": 0.2322, "durationSeconds": 13.934, "stereoRecordingUrl": "https://storage.vapi.ai/625b13c9-a236-4843-a69a-0e722178eb1d-stereo.wav"}', '{"cost": {"h": 4613209467777975448, "r": "record", "s": "message", "t": 1795831467134}, "costs": {"h": 4613209467777975448, "r": "record", "s": "message", "t": 1795831467134}, "turns": {"h": 4613209467777975448, "r": "record", "s": "message", "t": 1795831467134}, "status": {"h": 4613209467777975448, "r": "record", "s": "message", "t": 1795831467134}, "summary": {"h": 4613209467777975448, "r": "record", "s": "message", "t": 1795831467134}, "ended_at": {"h": 4613209467777975448, "r": "record", "s": "message", "t": 1795831467134}, "raw_data": {"h": 4613209467777975448, "r": "record", "s": "message", "t": 1795831467134}, "call_type": {"h": 4613209467777975448, "r": "record", "s": "message", "t": 1795831467134}, "placed_at": {"h": 4613209467777975448, "r": "record", "s": "message", "t": 1795831467134}, "started_at": {"h": 4613209467777975448, "r": "record", "s": "message", "t": 1795831467134}, "transcript": {"h": 4613209467777975448, "r": "record", "s": "message", "t": 1795831467134}, "line_number": {"h": 4613209467777975448, "r": "record", "s": "message", "t": 1795831467134}, "ended_reason": {"h": 4613209467777975448, "r": "record", "s": "message", "t": 1795831467134}, "customer_info": {"h": 4613209467777975448, "r": "record", "s": "message", "t": 1795831467134}, "recording_url": {"h": 4613209467777975448, "r": "record", "s": "message", "t": 1795831467134}, "assistant_name": {"h": 4613209467777975448, "r": "record", "s": "message", "t": 1795831467134}, "customer_number": {"h": 4613209467777975448, "r": "record", "s": "message", "t": 1795831467134}, "vapi_assistant_id": {"h": 4613209467777975448, "r": "record", "s": "message", "t": 1795831467134}, "success_evaluation": {"h": 4613209467777975448, "r": "record", "s": "message", "t": 1795831467134}, "stereo_recording_url": {"h": 4613209467777975448, "r": "record", "s": "message", "t": 1795831467134}, "vapi_phone_number_id": {"h": 4613209467777975448, "r": "record", "s": "message", "t": 1795831467134}}', '2026-11-28 02:04:22.16723+00', '2026-11-28 02:04:22.223733+00');
INSERT INTO public.calls_2026_11 VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-8a2b-7373-a7d2-28e4665af248', '2026-11-28 02:04:16.504+00', 'af08a480-d9ad-4e1b-80b3-3e41409207c3', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d13', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d12', '01a21fe5-5193-77c6-b6ea-3244a917c972', 'inbound', 'ended', true, 'customer-ended-call', 'none', '2026-11-28 02:04:16.504+00', '2026-11-28 02:04:17.425+00', '2026-11-28 02:04:25.118+00', DEFAULT, 'AI: Northline dispatch, who am I speaking with?
User: This is Michael Tran, I drive unit four twelve. I won''t make my shift on Wednesday.', 'The call ended before the caller''s request was dealt with.', 'false', NULL, 'https://storage.vapi.ai/af08a480-d9ad-4e1b-80b3-3e41409207c3-mono.wav', 'https://storage.vapi.ai/af08a480-d9ad-4e1b-80b3-3e41409207c3-stereo.wav', '+14155552333', NULL, '{"number": "+14155552333"}', '+14155550100', NULL, '054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921', '4a5a04dc-dcbe-45b1-8f64-fd32a253d136', 'Dispatch line', 0.009900, '{"call": {"id": "af08a480-d9ad-4e1b-80b3-3e41409207c3", "type": "inboundPhoneCall", "orgId": "3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f", "status": "ringing", "monitor": {}, "customer": {"number": "+14155552333"}, "createdAt": "2026-11-28T02:04:16.504Z", "transport": {"callSid": "CAd529287db234554bc1945b340e0c03ab", "provider": "twilio", "accountSid": "AC15ae2437720ce15b7b2f7355949f8e7b"}, "updatedAt": "2026-11-28T02:04:16.504Z", "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "phoneNumberId": "4a5a04dc-dcbe-45b1-8f64-fd32a253d136", "phoneCallProvider": "twilio", "phoneCallTransport": "pstn", "phoneCallProviderId": "CAd529287db234554bc1945b340e0c03ab"}, "cost": 0.0099, "type": "end-of-call-report", "costs": [{"cost": 0.00108984, "type": "transport", "minutes": 0.1282, "provider": "twilio"}, {"cost": 0.00128217, "type": "transcriber", "minutes": 0.1282, "transcriber": {"model": "nova-3", "provider": "deepgram"}}, {"cost": 0.000124, "type": "model", "model": {"model": "gpt-4.1", "provider": "openai"}, "promptTokens": 22, "completionTokens": 10, "cachedPromptTokens": 0}, {"cost": 0.000946, "type": "voice", "voice": {"voiceId": "Elliot", "provider": "vapi"}, "characters": 43}, {"cost": 0.00641083, "type": "vapi", "minutes": 0.1282, "subType": "normal"}, {"cost": 0.0000509, "type": "analysis", "model": {"model": "gemini-2.5-flash", "provider": "google"}, "analysisType": "summary", "promptTokens": 53, "completionTokens": 14}], "endedAt": "2026-11-28T02:04:25.118Z", "summary": "The call ended before the caller''s request was dealt with.", "analysis": {"summary": "The call ended before the caller''s request was dealt with.", "successEvaluation": "false"}, "artifact": {"nodes": [], "logUrl": "https://calllogs.vapi.ai/af08a480-d9ad-4e1b-80b3-3e41409207c3.log", "messages": [{"role": "system", "time": 1795831457425, "message": "You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm.", "secondsFromStart": 0}, {"role": "bot", "time": 1795831457775, "source": "", "endTime": 1795831460441, "message": "Northline dispatch, who am I speaking with?", "duration": 2666, "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Dispatch line", "secondsFromStart": 0.35}, {"role": "user", "time": 1795831461273, "endTime": 1795831465118, "message": "This is Michael Tran, I drive unit four twelve. I won''t make my shift on Wednesday.", "duration": 3845, "secondsFromStart": 3.848}], "recording": {"mono": {"combinedUrl": "https://storage.vapi.ai/af08a480-d9ad-4e1b-80b3-3e41409207c3-mono.wav", "customerUrl": "https://storage.vapi.ai/af08a480-d9ad-4e1b-80b3-3e41409207c3-customer.wav", "assistantUrl": "https://storage.vapi.ai/af08a480-d9ad-4e1b-80b3-3e41409207c3-assistant.wav"}, "stereoUrl": "https://storage.vapi.ai/af08a480-d9ad-4e1b-80b3-3e41409207c3-stereo.wav"}, "transcript": "AI: Northline dispatch, who am I speaking with?\nUser: This is Michael Tran, I drive unit four twelve. I won''t make my shift on Wednesday.\n", "recordingUrl": "https://storage.vapi.ai/af08a480-d9ad-4e1b-80b3-3e41409207c3-mono.wav", "variableValues": {}, "performanceMetrics": {"turnLatencies": [{"turnLatency": 1360, "modelLatency": 420, "voiceLatency": 310, "endpointingLatency": 480, "transcriberLatency": 150}], "numUserInterrupted": 0, "turnLatencyAverage": 1360, "modelLatencyAverage": 420, "voiceLatencyAverage": 310, "numAssistantInterrupted": 0, "endpointingLatencyAverage": 480, "transcriberLatencyAverage": 150}, "stereoRecordingUrl": "https://storage.vapi.ai/af08a480-d9ad-4e1b-80b3-3e41409207c3-stereo.wav", "assistantActivations": [{"assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Dispatch line"}], "messagesOpenAIFormatted": [{"role": "system", "content": "You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm."}, {"role": "assistant", "content": "Northline dispatch, who am I speaking with?"}, {"role": "user", "content": "This is Michael Tran, I drive unit four twelve. I won''t make my shift on Wednesday."}]}, "customer": {"number": "+14155552333"}, "messages": [{"role": "system", "time": 1795831457425, "message": "You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm.", "secondsFromStart": 0}, {"role": "bot", "time": 1795831457775, "source": "", "endTime": 1795831460441, "message": "Northline dispatch, who am I speaking with?", "duration": 2666, "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Dispatch line", "secondsFromStart": 0.35}, {"role": "user", "time": 1795831461273, "endTime": 1795831465118, "message": "This is Michael Tran, I drive unit four twelve. I won''t make my shift on Wednesday.", "duration": 3845, "secondsFromStart": 3.848}], "assistant": {"id": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "name": "Dispatch line", "model": {"model": "gpt-4.1", "messages": [{"role": "system", "content": "You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm."}], "provider": "openai", "temperature": 0.3}, "orgId": "3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f", "voice": {"voiceId": "Elliot", "provider": "vapi"}, "server": {"url": "https://hooks.example.com/vapi", "timeoutSeconds": 20}, "metadata": {}, "createdAt": "2026-10-01T07:49:12.531Z", "updatedAt": "2026-11-03T09:05:22.146Z", "transcriber": {"model": "nova-3", "language": "en", "provider": "deepgram"}, "firstMessage": "Northline dispatch, who am I speaking with?", "serverMessages": ["status-update", "end-of-call-report", "tool-calls", "transfer-destination-request"], "firstMessageMode": "assistant-speaks-first", "maxDurationSeconds": 540}, "startedAt": "2026-11-28T02:04:17.425Z", "timestamp": 1795831470118, "durationMs": 7693, "transcript": "AI: Northline dispatch, who am I speaking with?\nUser: This is Michael Tran, I drive unit four twelve. I won''t make my shift on Wednesday.\n", "endedReason": "customer-ended-call", "phoneNumber": {"id": "4a5a04dc-dcbe-45b1-8f64-fd32a253d136", "name": "Main line", "orgId": "3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f", "number": "+14155550100", "status": "active", "provider": "twilio", "createdAt": "2026-10-01T07:49:12.531Z", "updatedAt": "2026-11-03T09:05:22.146Z", "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "twilioAccountSid": "AC15ae2437720ce15b7b2f7355949f8e7b"}, "recordingUrl": "https://storage.vapi.ai/af08a480-d9ad-4e1b-80b3-3e41409207c3-mono.wav", "costBreakdown": {"llm": 0.0001, "stt": 0.0013, "tts": 0.0009, "chat": 0, "vapi": 0.0064, "total": 0.0099, "transport": 0.0011, "ttsCharacters": 43, "llmPromptTokens": 22, "knowledgeBaseCost": 0, "llmCompletionTokens": 10, "analysisCostBreakdown": {"summary": 0.0001, "structuredData": 0, "successEvaluation": 0, "summaryPromptTokens": 53, "summaryCompletionTokens": 14}, "llmCachedPromptTokens": 0, "voicemailDetectionCost": 0}, "durationMinutes": 0.1282, "durationSeconds": 7.693, "stereoRecordingUrl": "https://storage.vapi.ai/af08a480-d9ad-4e1b-80b3-3e41409207c3-stereo.wav"}', '{"cost": {"h": 6127472313937730393, "r": "record", "s": "message", "t": 1795831470118}, "costs": {"h": 6127472313937730393, "r": "record", "s": "message", "t": 1795831470118}, "turns": {"h": 6127472313937730393, "r": "record", "s": "message", "t": 1795831470118}, "status": {"h": 6127472313937730393, "r": "record", "s": "message", "t": 1795831470118}, "summary": {"h": 6127472313937730393, "r": "record", "s": "message", "t": 1795831470118}, "ended_at": {"h": 6127472313937730393, "r": "record", "s": "message", "t": 1795831470118}, "raw_data": {"h": 6127472313937730393, "r": "record", "s": "message", "t": 1795831470118}, "call_type": {"h": 6127472313937730393, "r": "record", "s": "message", "t": 1795831470118}, "placed_at": {"h": 6127472313937730393, "r": "record", "s": "message", "t": 1795831470118}, "started_at": {"h": 6127472313937730393, "r": "record", "s": "message", "t": 1795831470118}, "transcript": {"h": 6127472313937730393, "r": "record", "s": "message", "t": 1795831470118}, "line_number": {"h": 6127472313937730393, "r": "record", "s": "message", "t": 1795831470118}, "ended_reason": {"h": 6127472313937730393, "r": "record", "s": "message", "t": 1795831470118}, "customer_info": {"h": 6127472313937730393, "r": "record", "s": "message", "t": 1795831470118}, "recording_url": {"h": 6127472313937730393, "r": "record", "s": "message", "t": 1795831470118}, "assistant_name": {"h": 6127472313937730393, "r": "record", "s": "message", "t": 1795831470118}, "customer_number": {"h": 6127472313937730393, "r": "record", "s": "message", "t": 1795831470118}, "vapi_assistant_id": {"h": 6127472313937730393, "r": "record", "s": "message", "t": 1795831470118}, "success_evaluation": {"h": 6127472313937730393, "r": "record", "s": "message", "t": 1795831470118}, "stereo_recording_url": {"h": 6127472313937730393, "r": "record", "s": "message", "t": 1795831470118}, "vapi_phone_number_id": {"h": 6127472313937730393, "r": "record", "s": "message", "t": 1795831470118}}', '2026-11-28 02:04:26.535148+00', '2026-11-28 02:04:26.551092+00');
INSERT INTO public.calls_2026_11 VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9271-762c-99af-a2d027c3cf61', '2026-11-28 02:04:01.196+00', 'edf8f26c-f786-4da0-a97e-4ab0637a95a1', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d13', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d12', NULL, 'inbound', 'ended', true, 'customer-ended-call', 'none', '2026-11-28 02:04:01.196+00', '2026-11-28 02:04:05.342+00', '2026-11-28 02:04:27.679+00', DEFAULT, 'AI: Northline dispatch, who am I speaking with?
User: This is Priya Nair. I need to talk to the manager, not to a machine.
AI: Of course. What may I say it is about?
User: The dock in Reno sent me away twice today.
AI: I''m putting you through now, one moment.
User: Thanks.', 'Priya Nair asked for the manager because of the dock in Reno.', 'true', NULL, 'https://storage.vapi.ai/edf8f26c-f786-4da0-a97e-4ab0637a95a1-mono.wav', 'https://storage.vapi.ai/edf8f26c-f786-4da0-a97e-4ab0637a95a1-stereo.wav', '+14155552370', NULL, '{"number": "+14155552370"}', '+14155550100', NULL, '054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921', '4a5a04dc-dcbe-45b1-8f64-fd32a253d136', 'Dispatch line', 0.028800, '{"call": {"id": "edf8f26c-f786-4da0-a97e-4ab0637a95a1", "type": "inboundPhoneCall", "orgId": "3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f", "status": "ringing", "monitor": {}, "customer": {"number": "+14155552370"}, "createdAt": "2026-11-28T02:04:01.196Z", "transport": {"callSid": "CAbb5423b3c7efcc992976b3221e17b45b", "provider": "twilio", "accountSid": "AC15ae2437720ce15b7b2f7355949f8e7b"}, "updatedAt": "2026-11-28T02:04:01.196Z", "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "phoneNumberId": "4a5a04dc-dcbe-45b1-8f64-fd32a253d136", "phoneCallProvider": "twilio", "phoneCallTransport": "pstn", "phoneCallProviderId": "CAbb5423b3c7efcc992976b3221e17b45b"}, "cost": 0.0288, "type": "end-of-call-report", "costs": [{"cost": 0.00316441, "type": "transport", "minutes": 0.3723, "provider": "twilio"}, {"cost": 0.00372283, "type": "transcriber", "minutes": 0.3723, "transcriber": {"model": "nova-3", "provider": "deepgram"}}, {"cost": 0.00053, "type": "model", "model": {"model": "gpt-4.1", "provider": "openai"}, "promptTokens": 149, "completionTokens": 29, "cachedPromptTokens": 0}, {"cost": 0.002662, "type": "voice", "voice": {"voiceId": "Elliot", "provider": "vapi"}, "characters": 121}, {"cost": 0.01861417, "type": "vapi", "minutes": 0.3723, "subType": "normal"}, {"cost": 0.0000642, "type": "analysis", "model": {"model": "gemini-2.5-flash", "provider": "google"}, "analysisType": "summary", "promptTokens": 89, "completionTokens": 15}], "endedAt": "2026-11-28T02:04:27.679Z", "summary": "Priya Nair asked for the manager because of the dock in Reno.", "analysis": {"summary": "Priya Nair asked for the manager because of the dock in Reno.", "successEvaluation": "true"}, "artifact": {"nodes": [], "logUrl": "https://calllogs.vapi.ai/edf8f26c-f786-4da0-a97e-4ab0637a95a1.log", "messages": [{"role": "system", "time": 1795831445342, "message": "You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm.", "secondsFromStart": 0}, {"role": "bot", "time": 1795831445692, "source": "", "endTime": 1795831448358, "message": "Northline dispatch, who am I speaking with?", "duration": 2666, "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Dispatch line", "secondsFromStart": 0.35}, {"role": "user", "time": 1795831449627, "endTime": 1795831453843, "message": "This is Priya Nair. I need to talk to the manager, not to a machine.", "duration": 4216, "secondsFromStart": 4.285}, {"role": "bot", "time": 1795831454526, "source": "", "endTime": 1795831456882, "message": "Of course. What may I say it is about?", "duration": 2356, "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Dispatch line", "secondsFromStart": 9.184}, {"role": "user", "time": 1795831457435, "endTime": 1795831460039, "message": "The dock in Reno sent me away twice today.", "duration": 2604, "secondsFromStart": 12.093}, {"role": "tool_calls", "time": 1795831460742, "message": "", "toolCalls": [{"id": "call_wKDW8lev0fKXC25agSPR140u", "type": "function", "function": {"name": "transferCall", "arguments": "{\"destination\":\"manager\",\"reason\":\"sent away at the dock twice\"}"}}], "secondsFromStart": 15.4}, {"name": "transferCall", "role": "tool_call_result", "time": 1795831461379, "result": "The call is being put through.", "toolCallId": "call_wKDW8lev0fKXC25agSPR140u", "secondsFromStart": 16.037}, {"role": "bot", "time": 1795831462743, "source": "", "endTime": 1795831465223, "message": "I''m putting you through now, one moment.", "duration": 2480, "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Dispatch line", "secondsFromStart": 17.401}, {"role": "user", "time": 1795831466408, "endTime": 1795831467008, "message": "Thanks.", "duration": 600, "secondsFromStart": 21.066}], "recording": {"mono": {"combinedUrl": "https://storage.vapi.ai/edf8f26c-f786-4da0-a97e-4ab0637a95a1-mono.wav", "customerUrl": "https://storage.vapi.ai/edf8f26c-f786-4da0-a97e-4ab0637a95a1-customer.wav", "assistantUrl": "https://storage.vapi.ai/edf8f26c-f786-4da0-a97e-4ab0637a95a1-assistant.wav"}, "stereoUrl": "https://storage.vapi.ai/edf8f26c-f786-4da0-a97e-4ab0637a95a1-stereo.wav"}, "transcript": "AI: Northline dispatch, who am I speaking with?\nUser: This is Priya Nair. I need to talk to the manager, not to a machine.\nAI: Of course. What may I say it is about?\nUser: The dock in Reno sent me away twice today.\nAI: I''m putting you through now, one moment.\nUser: Thanks.\n", "recordingUrl": "https://storage.vapi.ai/edf8f26c-f786-4da0-a97e-4ab0637a95a1-mono.wav", "variableValues": {}, "performanceMetrics": {"turnLatencies": [{"turnLatency": 1360, "modelLatency": 420, "voiceLatency": 310, "endpointingLatency": 480, "transcriberLatency": 150}], "numUserInterrupted": 0, "turnLatencyAverage": 1360, "modelLatencyAverage": 420, "voiceLatencyAverage": 310, "numAssistantInterrupted": 0, "endpointingLatencyAverage": 480, "transcriberLatencyAverage": 150}, "stereoRecordingUrl": "https://storage.vapi.ai/edf8f26c-f786-4da0-a97e-4ab0637a95a1-stereo.wav", "assistantActivations": [{"assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Dispatch line"}], "messagesOpenAIFormatted": [{"role": "system", "content": "You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm."}, {"role": "assistant", "content": "Northline dispatch, who am I speaking with?"}, {"role": "user", "content": "This is Priya Nair. I need to talk to the manager, not to a machine."}, {"role": "assistant", "content": "Of course. What may I say it is about?"}, {"role": "user", "content": "The dock in Reno sent me away twice today."}, {"role": "assistant", "content": "", "tool_calls": [{"id": "call_wKDW8lev0fKXC25agSPR140u", "type": "function", "function": {"name": "transferCall", "arguments": "{\"destination\":\"manager\",\"reason\":\"sent away at the dock twice\"}"}}]}, {"role": "tool", "content": "The call is being put through.", "tool_call_id": "call_wKDW8lev0fKXC25agSPR140u"}, {"role": "assistant", "content": "I''m putting you through now, one moment."}, {"role": "user", "content": "Thanks."}]}, "customer": {"number": "+14155552370"}, "messages": [{"role": "system", "time": 1795831445342, "message": "You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm.", "secondsFromStart": 0}, {"role": "bot", "time": 1795831445692, "source": "", "endTime": 1795831448358, "message": "Northline dispatch, who am I speaking with?", "duration": 2666, "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Dispatch line", "secondsFromStart": 0.35}, {"role": "user", "time": 1795831449627, "endTime": 1795831453843, "message": "This is Priya Nair. I need to talk to the manager, not to a machine.", "duration": 4216, "secondsFromStart": 4.285}, {"role": "bot", "time": 1795831454526, "source": "", "endTime": 1795831456882, "message": "Of course. What may I say it is about?", "duration": 2356, "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Dispatch line", "secondsFromStart": 9.184}, {"role": "user", "time": 1795831457435, "endTime": 1795831460039, "message": "The dock in Reno sent me away twice today.", "duration": 2604, "secondsFromStart": 12.093}, {"role": "tool_calls", "time": 1795831460742, "message": "", "toolCalls": [{"id": "call_wKDW8lev0fKXC25agSPR140u", "type": "function", "function": {"name": "transferCall", "arguments": "{\"destination\":\"manager\",\"reason\":\"sent away at the dock twice\"}"}}], "secondsFromStart": 15.4}, {"name": "transferCall", "role": "tool_call_result", "time": 1795831461379, "result": "The call is being put through.", "toolCallId": "call_wKDW8lev0fKXC25agSPR140u", "secondsFromStart": 16.037}, {"role": "bot", "time": 1795831462743, "source": "", "endTime": 1795831465223, "message": "I''m putting you through now, one moment.", "duration": 2480, "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Dispatch line", "secondsFromStart": 17.401}, {"role": "user", "time": 1795831466408, "endTime": 1795831467008, "message": "Thanks.", "duration": 600, "secondsFromStart": 21.066}], "assistant": {"id": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "name": "Dispatch line", "model": {"model": "gpt-4.1", "messages": [{"role": "system", "content": "You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm."}], "provider": "openai", "temperature": 0.3}, "orgId": "3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f", "voice": {"voiceId": "Elliot", "provider": "vapi"}, "server": {"url": "https://hooks.example.com/vapi", "timeoutSeconds": 20}, "metadata": {}, "createdAt": "2026-10-01T07:49:12.531Z", "updatedAt": "2026-11-03T09:05:22.146Z", "transcriber": {"model": "nova-3", "language": "en", "provider": "deepgram"}, "firstMessage": "Northline dispatch, who am I speaking with?", "serverMessages": ["status-update", "end-of-call-report", "tool-calls", "transfer-destination-request"], "firstMessageMode": "assistant-speaks-first", "maxDurationSeconds": 540}, "startedAt": "2026-11-28T02:04:05.342Z", "timestamp": 1795831472679, "durationMs": 22337, "transcript": "AI: Northline dispatch, who am I speaking with?\nUser: This is Priya Nair. I need to talk to the manager, not to a machine.\nAI: Of course. What may I say it is about?\nUser: The dock in Reno sent me away twice today.\nAI: I''m putting you through now, one moment.\nUser: Thanks.\n", "endedReason": "customer-ended-call", "phoneNumber": {"id": "4a5a04dc-dcbe-45b1-8f64-fd32a253d136", "name": "Main line", "orgId": "3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f", "number": "+14155550100", "status": "active", "provider": "twilio", "createdAt": "2026-10-01T07:49:12.531Z", "updatedAt": "2026-11-03T09:05:22.146Z", "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "twilioAccountSid": "AC15ae2437720ce15b7b2f7355949f8e7b"}, "recordingUrl": "https://storage.vapi.ai/edf8f26c-f786-4da0-a97e-4ab0637a95a1-mono.wav", "costBreakdown": {"llm": 0.0005, "stt": 0.0037, "tts": 0.0027, "chat": 0, "vapi": 0.0186, "total": 0.0288, "transport": 0.0032, "ttsCharacters": 121, "llmPromptTokens": 149, "knowledgeBaseCost": 0, "llmCompletionTokens": 29, "analysisCostBreakdown": {"summary": 0.0001, "structuredData": 0, "successEvaluation": 0, "summaryPromptTokens": 89, "summaryCompletionTokens": 15}, "llmCachedPromptTokens": 0, "voicemailDetectionCost": 0}, "durationMinutes": 0.3723, "durationSeconds": 22.337, "stereoRecordingUrl": "https://storage.vapi.ai/edf8f26c-f786-4da0-a97e-4ab0637a95a1-stereo.wav"}', '{"cost": {"h": 953717614098777308, "r": "record", "s": "message", "t": 1795831472679}, "costs": {"h": 953717614098777308, "r": "record", "s": "message", "t": 1795831472679}, "turns": {"h": 953717614098777308, "r": "record", "s": "message", "t": 1795831472679}, "status": {"h": 953717614098777308, "r": "record", "s": "message", "t": 1795831472679}, "summary": {"h": 953717614098777308, "r": "record", "s": "message", "t": 1795831472679}, "ended_at": {"h": 953717614098777308, "r": "record", "s": "message", "t": 1795831472679}, "raw_data": {"h": 953717614098777308, "r": "record", "s": "message", "t": 1795831472679}, "call_type": {"h": 953717614098777308, "r": "record", "s": "message", "t": 1795831472679}, "placed_at": {"h": 953717614098777308, "r": "record", "s": "message", "t": 1795831472679}, "started_at": {"h": 953717614098777308, "r": "record", "s": "message", "t": 1795831472679}, "transcript": {"h": 953717614098777308, "r": "record", "s": "message", "t": 1795831472679}, "line_number": {"h": 953717614098777308, "r": "record", "s": "message", "t": 1795831472679}, "ended_reason": {"h": 953717614098777308, "r": "record", "s": "message", "t": 1795831472679}, "customer_info": {"h": 953717614098777308, "r": "record", "s": "message", "t": 1795831472679}, "recording_url": {"h": 953717614098777308, "r": "record", "s": "message", "t": 1795831472679}, "assistant_name": {"h": 953717614098777308, "r": "record", "s": "message", "t": 1795831472679}, "customer_number": {"h": 953717614098777308, "r": "record", "s": "message", "t": 1795831472679}, "vapi_assistant_id": {"h": 953717614098777308, "r": "record", "s": "message", "t": 1795831472679}, "success_evaluation": {"h": 953717614098777308, "r": "record", "s": "message", "t": 1795831472679}, "stereo_recording_url": {"h": 953717614098777308, "r": "record", "s": "message", "t": 1795831472679}, "vapi_phone_number_id": {"h": 953717614098777308, "r": "record", "s": "message", "t": 1795831472679}}', '2026-11-28 02:04:28.655455+00', '2026-11-28 02:04:28.672054+00');
INSERT INTO public.calls_2026_11 VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-957b-73d2-a2e7-63c4765491f5', '2026-11-28 02:04:14.722+00', '0eff1399-d9d5-4947-972d-8a593f842579', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d13', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d12', NULL, 'inbound', 'ended', true, 'customer-ended-call', 'none', '2026-11-28 02:04:14.722+00', '2026-11-28 02:04:18.485+00', '2026-11-28 02:04:28.834+00', DEFAULT, 'AI: Стоматология «Жемчуг», здравствуйте! Чем могу помочь?
User: Скажите, коронка входит в мой полис? Он от «Ренессанса».', 'Звонок оборвался раньше, чем вопрос был решён.', 'false', NULL, 'https://storage.vapi.ai/0eff1399-d9d5-4947-972d-8a593f842579-mono.wav', 'https://storage.vapi.ai/0eff1399-d9d5-4947-972d-8a593f842579-stereo.wav', '+74955558072', NULL, '{"number": "+74955558072"}', '+14155550100', NULL, '054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921', '4a5a04dc-dcbe-45b1-8f64-fd32a253d136', 'Администратор', 0.013200, '{"call": {"id": "0eff1399-d9d5-4947-972d-8a593f842579", "type": "inboundPhoneCall", "orgId": "3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f", "status": "ringing", "monitor": {}, "customer": {"number": "+74955558072"}, "createdAt": "2026-11-28T02:04:14.722Z", "transport": {"callSid": "CA6b3b939690e1ace9ca59e611762382fa", "provider": "twilio", "accountSid": "AC15ae2437720ce15b7b2f7355949f8e7b"}, "updatedAt": "2026-11-28T02:04:14.722Z", "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "phoneNumberId": "4a5a04dc-dcbe-45b1-8f64-fd32a253d136", "phoneCallProvider": "twilio", "phoneCallTransport": "pstn", "phoneCallProviderId": "CA6b3b939690e1ace9ca59e611762382fa"}, "cost": 0.0132, "type": "end-of-call-report", "costs": [{"cost": 0.00146611, "type": "transport", "minutes": 0.1725, "provider": "twilio"}, {"cost": 0.00172483, "type": "transcriber", "minutes": 0.1725, "transcriber": {"model": "nova-3", "provider": "deepgram"}}, {"cost": 0.000156, "type": "model", "model": {"model": "gpt-4.1", "provider": "openai"}, "promptTokens": 26, "completionTokens": 13, "cachedPromptTokens": 0}, {"cost": 0.001166, "type": "voice", "voice": {"voiceId": "Elliot", "provider": "vapi"}, "characters": 53}, {"cost": 0.00862417, "type": "vapi", "minutes": 0.1725, "subType": "normal"}, {"cost": 0.0000458, "type": "analysis", "model": {"model": "gemini-2.5-flash", "provider": "google"}, "analysisType": "summary", "promptTokens": 61, "completionTokens": 11}], "endedAt": "2026-11-28T02:04:28.834Z", "summary": "Звонок оборвался раньше, чем вопрос был решён.", "analysis": {"summary": "Звонок оборвался раньше, чем вопрос был решён.", "successEvaluation": false}, "artifact": {"nodes": [], "logUrl": "https://calllogs.vapi.ai/0eff1399-d9d5-4947-972d-8a593f842579.log", "messages": [{"role": "system", "time": 1795831458485, "message": "Вы администратор стоматологии «Жемчуг». Отвечайте кратко и доброжелательно, не давайте медицинских советов.", "secondsFromStart": 0}, {"role": "bot", "time": 1795831458835, "source": "", "endTime": 1795831462121, "message": "Стоматология «Жемчуг», здравствуйте! Чем могу помочь?", "duration": 3286, "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Администратор", "secondsFromStart": 0.35}, {"role": "user", "time": 1795831463360, "endTime": 1795831466832, "message": "Скажите, коронка входит в мой полис? Он от «Ренессанса».", "duration": 3472, "secondsFromStart": 4.875}, {"role": "tool_calls", "time": 1795831467907, "message": "", "toolCalls": [{"id": "call_afWBoN1sCw9cUPhk03G7vkDO", "type": "function", "function": {"name": "verifyInsurance", "arguments": "{\"insurer\":\"Ренессанс\"}"}}], "secondsFromStart": 9.422}, {"name": "verifyInsurance", "role": "tool_call_result", "time": 1795831468742, "result": "Страховую спросить не удалось.", "toolCallId": "call_afWBoN1sCw9cUPhk03G7vkDO", "secondsFromStart": 10.257}], "recording": {"mono": {"combinedUrl": "https://storage.vapi.ai/0eff1399-d9d5-4947-972d-8a593f842579-mono.wav", "customerUrl": "https://storage.vapi.ai/0eff1399-d9d5-4947-972d-8a593f842579-customer.wav", "assistantUrl": "https://storage.vapi.ai/0eff1399-d9d5-4947-972d-8a593f842579-assistant.wav"}, "stereoUrl": "https://storage.vapi.ai/0eff1399-d9d5-4947-972d-8a593f842579-stereo.wav"}, "transcript": "AI: Стоматология «Жемчуг», здравствуйте! Чем могу помочь?\nUser: Скажите, коронка входит в мой полис? Он от «Ренессанса».\n", "recordingUrl": "https://storage.vapi.ai/0eff1399-d9d5-4947-972d-8a593f842579-mono.wav", "variableValues": {}, "performanceMetrics": {"turnLatencies": [{"turnLatency": 1360, "modelLatency": 420, "voiceLatency": 310, "endpointingLatency": 480, "transcriberLatency": 150}], "numUserInterrupted": 0, "turnLatencyAverage": 1360, "modelLatencyAverage": 420, "voiceLatencyAverage": 310, "numAssistantInterrupted": 0, "endpointingLatencyAverage": 480, "transcriberLatencyAverage": 150}, "stereoRecordingUrl": "https://storage.vapi.ai/0eff1399-d9d5-4947-972d-8a593f842579-stereo.wav", "assistantActivations": [{"assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Администратор"}], "messagesOpenAIFormatted": [{"role": "system", "content": "Вы администратор стоматологии «Жемчуг». Отвечайте кратко и доброжелательно, не давайте медицинских советов."}, {"role": "assistant", "content": "Стоматология «Жемчуг», здравствуйте! Чем могу помочь?"}, {"role": "user", "content": "Скажите, коронка входит в мой полис? Он от «Ренессанса»."}, {"role": "assistant", "content": "", "tool_calls": [{"id": "call_afWBoN1sCw9cUPhk03G7vkDO", "type": "function", "function": {"name": "verifyInsurance", "arguments": "{\"insurer\":\"Ренессанс\"}"}}]}, {"role": "tool", "content": "Страховую спросить не удалось.", "tool_call_id": "call_afWBoN1sCw9cUPhk03G7vkDO"}]}, "customer": {"number": "+74955558072"}, "messages": [{"role": "system", "time": 1795831458485, "message": "Вы администратор стоматологии «Жемчуг». Отвечайте кратко и доброжелательно, не давайте медицинских советов.", "secondsFromStart": 0}, {"role": "bot", "time": 1795831458835, "source": "", "endTime": 1795831462121, "message": "Стоматология «Жемчуг», здравствуйте! Чем могу помочь?", "duration": 3286, "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "assistantName": "Администратор", "secondsFromStart": 0.35}, {"role": "user", "time": 1795831463360, "endTime": 1795831466832, "message": "Скажите, коронка входит в мой полис? Он от «Ренессанса».", "duration": 3472, "secondsFromStart": 4.875}, {"role": "tool_calls", "time": 1795831467907, "message": "", "toolCalls": [{"id": "call_afWBoN1sCw9cUPhk03G7vkDO", "type": "function", "function": {"name": "verifyInsurance", "arguments": "{\"insurer\":\"Ренессанс\"}"}}], "secondsFromStart": 9.422}, {"name": "verifyInsurance", "role": "tool_call_result", "time": 1795831468742, "result": "Страховую спросить не удалось.", "toolCallId": "call_afWBoN1sCw9cUPhk03G7vkDO", "secondsFromStart": 10.257}], "assistant": {"id": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "name": "Администратор", "model": {"model": "gpt-4.1", "messages": [{"role": "system", "content": "Вы администратор стоматологии «Жемчуг». Отвечайте кратко и доброжелательно, не давайте медицинских советов."}], "provider": "openai", "temperature": 0.3}, "orgId": "3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f", "voice": {"voiceId": "Elliot", "provider": "vapi"}, "server": {"url": "https://hooks.example.com/vapi", "timeoutSeconds": 20}, "metadata": {}, "createdAt": "2026-10-01T07:49:12.531Z", "updatedAt": "2026-11-03T09:05:22.146Z", "transcriber": {"model": "nova-3", "language": "ru", "provider": "deepgram"}, "firstMessage": "Стоматология «Жемчуг», здравствуйте! Чем могу помочь?", "serverMessages": ["status-update", "end-of-call-report", "tool-calls", "transfer-destination-request"], "firstMessageMode": "assistant-speaks-first", "maxDurationSeconds": 540}, "startedAt": "2026-11-28T02:04:18.485Z", "timestamp": 1795831473834, "durationMs": 10349, "transcript": "AI: Стоматология «Жемчуг», здравствуйте! Чем могу помочь?\nUser: Скажите, коронка входит в мой полис? Он от «Ренессанса».\n", "endedReason": "customer-ended-call", "phoneNumber": {"id": "4a5a04dc-dcbe-45b1-8f64-fd32a253d136", "name": "Main line", "orgId": "3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f", "number": "+14155550100", "status": "active", "provider": "twilio", "createdAt": "2026-10-01T07:49:12.531Z", "updatedAt": "2026-11-03T09:05:22.146Z", "assistantId": "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", "twilioAccountSid": "AC15ae2437720ce15b7b2f7355949f8e7b"}, "recordingUrl": "https://storage.vapi.ai/0eff1399-d9d5-4947-972d-8a593f842579-mono.wav", "costBreakdown": {"llm": 0.0002, "stt": 0.0017, "tts": 0.0012, "chat": 0, "vapi": 0.0086, "total": 0.0132, "transport": 0.0015, "ttsCharacters": 53, "llmPromptTokens": 26, "knowledgeBaseCost": 0, "llmCompletionTokens": 13, "analysisCostBreakdown": {"summary": 0.0, "structuredData": 0, "successEvaluation": 0, "summaryPromptTokens": 61, "summaryCompletionTokens": 11}, "llmCachedPromptTokens": 0, "voicemailDetectionCost": 0}, "durationMinutes": 0.1725, "durationSeconds": 10.349, "stereoRecordingUrl": "https://storage.vapi.ai/0eff1399-d9d5-4947-972d-8a593f842579-stereo.wav"}', '{"cost": {"h": 8088569435245494053, "r": "record", "s": "message", "t": 1795831473834}, "costs": {"h": 8088569435245494053, "r": "record", "s": "message", "t": 1795831473834}, "turns": {"h": 8088569435245494053, "r": "record", "s": "message", "t": 1795831473834}, "status": {"h": 8088569435245494053, "r": "record", "s": "message", "t": 1795831473834}, "summary": {"h": 8088569435245494053, "r": "record", "s": "message", "t": 1795831473834}, "ended_at": {"h": 8088569435245494053, "r": "record", "s": "message", "t": 1795831473834}, "raw_data": {"h": 8088569435245494053, "r": "record", "s": "message", "t": 1795831473834}, "call_type": {"h": 8088569435245494053, "r": "record", "s": "message", "t": 1795831473834}, "placed_at": {"h": 8088569435245494053, "r": "record", "s": "message", "t": 1795831473834}, "started_at": {"h": 8088569435245494053, "r": "record", "s": "message", "t": 1795831473834}, "transcript": {"h": 8088569435245494053, "r": "record", "s": "message", "t": 1795831473834}, "line_number": {"h": 8088569435245494053, "r": "record", "s": "message", "t": 1795831473834}, "ended_reason": {"h": 8088569435245494053, "r": "record", "s": "message", "t": 1795831473834}, "customer_info": {"h": 8088569435245494053, "r": "record", "s": "message", "t": 1795831473834}, "recording_url": {"h": 8088569435245494053, "r": "record", "s": "message", "t": 1795831473834}, "assistant_name": {"h": 8088569435245494053, "r": "record", "s": "message", "t": 1795831473834}, "customer_number": {"h": 8088569435245494053, "r": "record", "s": "message", "t": 1795831473834}, "vapi_assistant_id": {"h": 8088569435245494053, "r": "record", "s": "message", "t": 1795831473834}, "success_evaluation": {"h": 8088569435245494053, "r": "record", "s": "message", "t": 1795831473834}, "stereo_recording_url": {"h": 8088569435245494053, "r": "record", "s": "message", "t": 1795831473834}, "vapi_phone_number_id": {"h": 8088569435245494053, "r": "record", "s": "message", "t": 1795831473834}}', '2026-11-28 02:04:29.433239+00', '2026-11-28 02:04:29.479393+00');
INSERT INTO public.calls_2026_11 VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9876-75ab-beb0-a13f610437e7', '2026-11-28 02:04:05.984+00', '1b280fc6-7777-4c6f-8287-f80e7deb6001', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d13', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d12', NULL, 'inbound', 'in-progress', false, NULL, NULL, '2026-11-28 02:04:05.984+00', NULL, NULL, DEFAULT, NULL, NULL, NULL, NULL, NULL, NULL, '+74955559081', NULL, '{"number": "+74955559081"}', '+14155550100', NULL, '054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921', '4a5a04dc-dcbe-45b1-8f64-fd32a253d136', 'Администратор', NULL, NULL, '{"status": {"h": 1385596929320154475, "r": "status", "s": "message", "t": 1795831465388}, "call_type": {"h": 1385596929320154475, "r": "status", "s": "message", "t": 1795831465388}, "placed_at": {"h": 1385596929320154475, "r": "status", "s": "message", "t": 1795831465388}, "line_number": {"h": 1385596929320154475, "r": "status", "s": "message", "t": 1795831465388}, "customer_info": {"h": 1385596929320154475, "r": "status", "s": "message", "t": 1795831465388}, "assistant_name": {"h": 1385596929320154475, "r": "status", "s": "message", "t": 1795831465388}, "customer_number": {"h": 1385596929320154475, "r": "status", "s": "message", "t": 1795831465388}, "vapi_assistant_id": {"h": 1385596929320154475, "r": "status", "s": "message", "t": 1795831465388}, "vapi_phone_number_id": {"h": 1385596929320154475, "r": "status", "s": "message", "t": 1795831465388}}', '2026-11-28 02:04:30.18148+00', '2026-11-28 02:04:30.205232+00');


--
-- Data for Name: claims; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.claims VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', 'call-processor.leads', 'call_01a21fe5504a73689d836ac39dcb98e3', '2026-11-28 02:04:12.034152+00');
INSERT INTO public.claims VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', 'call-processor.leads', 'call_01a21fe54de076969160266afe760374', '2026-11-28 02:04:12.116295+00');
INSERT INTO public.claims VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', 'call-processor.leads', 'call_01a21fe553d370bc825494f0ea09c3d4', '2026-11-28 02:04:12.794967+00');
INSERT INTO public.claims VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', 'call-processor.leads', 'call_01a21fe57929712bb136028ce1fa8613', '2026-11-28 02:04:23.034696+00');


--
-- Data for Name: contacts; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.contacts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-50bf-7653-98bb-57d7b7809d58', '+74955552018', NULL, NULL, '{}', 0.00, 1, '2026-11-28 02:03:48.9+00', '2026-11-28 02:04:11.83126+00', '2026-11-28 02:04:12.173076+00');
INSERT INTO public.contacts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-5442-74fd-be30-d768057579d8', '+74955557063', NULL, NULL, '{}', 0.00, 1, '2026-11-28 02:03:26.826+00', '2026-11-28 02:04:12.737226+00', '2026-11-28 02:04:12.797363+00');
INSERT INTO public.contacts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-7bf9-7298-bf44-206f40d16af9', '+74955553027', NULL, NULL, '{}', 0.00, 1, '2026-11-28 02:04:08.2+00', '2026-11-28 02:04:22.904219+00', '2026-11-28 02:04:23.034289+00');
INSERT INTO public.contacts VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-5193-77c6-b6ea-3244a917c972', '+14155552333', NULL, NULL, '{}', 0.00, 1, '2026-11-28 02:03:53.718+00', '2026-11-28 02:04:12.034833+00', '2026-11-28 02:04:12.119182+00');


--
-- Data for Name: daily_usage; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.daily_usage VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '2026-11-27', 4, 100, 111700, '2026-11-28 02:04:22.907843+00');


--
-- Data for Name: events; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4e4f-767a-8c46-b9216abf2ea6', 'call.started', 'callflex.calls.v1.CallStarted', 1, '\012\302\001\012%call_01a21fe54de076969160266afe760374\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032$abe2580a-d0d9-44ac-9022-413e25e04bb8"\007inbound*\013in-progressB\013\010\206\355\250\330\006\020\300\246\322\021j\014+14155552333z\014+14155550100\202\001\015Dispatch line', 'call-processor', '00-e97ed91a49dc3ef81f133be50ac90e28-cb41786519f902ce-01', '2026-11-28 02:04:11.215772+00', 1);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4f53-7336-96b0-a79d6a28d3e8', 'transfer.requested', 'callflex.work.v1.TransferRequested', 1, '\012$act_01a21fe54f5271e8941c0776a44ca5b2\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032%call_01a21fe54de076969160266afe760374"\007manager*\014+141555501432\033sent away at the dock twice', 'webhook-ingest', '00-4d80321540e74a9a5d27e4cfd7729dc9-76928a68a53b88f1-01', '2026-11-28 02:04:11.47537+00', 2);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4f59-7125-9016-54efb21da1dc', 'tool.invoked', 'callflex.work.v1.ToolInvoked', 1, '\012$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\022%call_01a21fe54de076969160266afe760374\032\035call_5fGftDvbjBzZQcgii0CTTxWV"\014transferCall*\010answered', 'webhook-ingest', '00-4d80321540e74a9a5d27e4cfd7729dc9-76928a68a53b88f1-01', '2026-11-28 02:04:11.481454+00', 3);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4fc7-7166-afc5-c6850b4767a6', 'call.updated', 'callflex.calls.v1.CallUpdated', 1, '\012\334\001\012%call_01a21fe54de076969160266afe760374\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032$abe2580a-d0d9-44ac-9022-413e25e04bb8"\007inbound*\005ended2\030assistant-forwarded-call:\004noneB\013\010\206\355\250\330\006\020\300\246\322\021j\014+14155552333z\014+14155550100\202\001\015Dispatch line', 'call-processor', '00-c71ff2d8c9cca54696668495998fb098-042ea7a6652d29c0-01', '2026-11-28 02:04:11.591833+00', 4);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-505a-7138-9085-7772228b23af', 'call.ended', 'callflex.calls.v1.CallEnded', 1, '\012\336\002\012%call_01a21fe5504a73689d836ac39dcb98e3\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032$a6c54862-bdd9-4605-96df-907e0703e297"\007inbound*\005ended2\023customer-ended-call:\004noneB\014\010\203\355\250\330\006\020\300\375\247\346\001J\014\010\204\355\250\330\006\020\200\322\223\255\003R\014\010\233\355\250\330\006\020\200\316\344\315\002X\027`\300\355\001j\014+74955552018z\014+14155550100\202\001\032\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200\212\001T\320\227\320\262\320\276\320\275\320\276\320\272 \320\276\320\261\320\276\321\200\320\262\320\260\320\273\321\201\321\217 \321\200\320\260\320\275\321\214\321\210\320\265, \321\207\320\265\320\274 \320\262\320\276\320\277\321\200\320\276\321\201 \320\261\321\213\320\273 \321\200\320\265\321\210\321\221\320\275.', 'call-processor', '00-cc2deda70f8340f2aed5b3bef820ee81-6fe1804dd75b0c97-01', '2026-11-28 02:04:11.738785+00', 5);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-50e4-76e8-b125-2442d4097165', 'call.ended', 'callflex.calls.v1.CallEnded', 1, '\012\272\002\012%call_01a21fe54de076969160266afe760374\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032$abe2580a-d0d9-44ac-9022-413e25e04bb8"\007inbound*\005ended2\030assistant-forwarded-call:\004noneB\013\010\206\355\250\330\006\020\300\246\322\021J\014\010\211\355\250\330\006\020\200\237\257\326\002R\014\010\232\355\250\330\006\020\300\312\314\211\002X\021`\2049j\014+14155552333z\014+14155550100\202\001\015Dispatch line\212\001:The call ended before the caller''s request was dealt with.', 'call-processor', '00-b212efb625e792710729438a4853f1c6-3cde0eb93824f3a7-01', '2026-11-28 02:04:11.876663+00', 6);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-50f6-7609-9f08-57b634a7478f', 'contact.created', 'callflex.people.v1.ContactCreated', 1, '\012%cont_01a21fe550bf765398bb57d7b7809d58\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032\014+74955552018', 'call-processor', '00-cc2deda70f8340f2aed5b3bef820ee81-0ea381feca5a8218-01', '2026-11-28 02:04:11.89424+00', 7);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-510c-76da-bbcb-26a2b7decbda', 'contact.linked', 'callflex.people.v1.ContactLinked', 1, '\012%cont_01a21fe550bf765398bb57d7b7809d58\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032%call_01a21fe5504a73689d836ac39dcb98e3"\007inbound*\014\010\204\355\250\330\006\020\200\322\223\255\003', 'call-processor', '00-cc2deda70f8340f2aed5b3bef820ee81-0ea381feca5a8218-01', '2026-11-28 02:04:11.916913+00', 8);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-5157-71cd-95dd-8b5110390c27', 'notification.sent', 'callflex.notifications.v1.NotificationSent', 1, '\012$ntf_01a21fe550a076ac982f7bb80cad9b2b\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032%call_01a21fe5504a73689d836ac39dcb98e3"\003sms*"SMcaaac8191948bf39efcecd509225de2e', 'notifier', '00-cc2deda70f8340f2aed5b3bef820ee81-b0c20a0f73149964-01', '2026-11-28 02:04:11.991583+00', 9);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-5198-72e8-bc90-d1a722091001', 'contact.created', 'callflex.people.v1.ContactCreated', 1, '\012%cont_01a21fe5519377c6b6ea3244a917c972\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032\014+14155552333', 'call-processor', '00-b212efb625e792710729438a4853f1c6-2391f683818eab15-01', '2026-11-28 02:04:12.05621+00', 10);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-519a-7380-aaf0-55a37615572d', 'usage.recorded', 'callflex.billing.v1.UsageRecorded', 1, '\012%call_01a21fe5504a73689d836ac39dcb98e3\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032\0122026-11-27 \027(\300\355\001', 'billing', '00-cc2deda70f8340f2aed5b3bef820ee81-e7073240ec4af9ef-01', '2026-11-28 02:04:12.058256+00', 11);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-51a6-7740-a481-3d7aa2a18818', 'contact.linked', 'callflex.people.v1.ContactLinked', 1, '\012%cont_01a21fe5519377c6b6ea3244a917c972\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032%call_01a21fe54de076969160266afe760374"\007inbound*\014\010\211\355\250\330\006\020\200\237\257\326\002', 'call-processor', '00-b212efb625e792710729438a4853f1c6-2391f683818eab15-01', '2026-11-28 02:04:12.070324+00', 12);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-51c0-75e5-959c-8a719e259e7d', 'lead.created', 'callflex.people.v1.LeadCreated', 1, '\012%lead_01a21fe5518b772aa25920d7a07d2d1d\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032%cont_01a21fe550bf765398bb57d7b7809d58"%call_01a21fe5504a73689d836ac39dcb98e3', 'call-processor', '00-cc2deda70f8340f2aed5b3bef820ee81-f4415e0467664487-01', '2026-11-28 02:04:12.09652+00', 13);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-51c8-7796-9241-8bbd41cac165', 'usage.recorded', 'callflex.billing.v1.UsageRecorded', 1, '\012%call_01a21fe54de076969160266afe760374\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032\0122026-11-27 \021(\2049', 'billing', '00-c71ff2d8c9cca54696668495998fb098-34f9cf7f37df6815-01', '2026-11-28 02:04:12.104443+00', 14);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-51d9-702d-95b9-78a7e0ebd7b6', 'notification.sent', 'callflex.notifications.v1.NotificationSent', 1, '\012$ntf_01a21fe550be752c9eacf4e40862a5b2\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032%call_01a21fe5504a73689d836ac39dcb98e3"\005email*$15327769-45ef-4ee7-b31d-ef8836426cfd', 'notifier', '00-cc2deda70f8340f2aed5b3bef820ee81-3cc8e197289145da-01', '2026-11-28 02:04:12.12138+00', 15);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-5259-7461-b945-0ba32c70dce7', 'notification.sent', 'callflex.notifications.v1.NotificationSent', 1, '\012$ntf_01a21fe5518c7437889471c66008975e\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032%call_01a21fe54de076969160266afe760374"\003sms*"SMdd8c9aa8d2a815dfe7f8127b0757a223', 'notifier', '00-b212efb625e792710729438a4853f1c6-7ae32bf85541ee99-01', '2026-11-28 02:04:12.249903+00', 17);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-5275-71a6-b128-cc7856f1ccad', 'notification.sent', 'callflex.notifications.v1.NotificationSent', 1, '\012$ntf_01a21fe5519671caae4b46d0c31a33f1\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032%call_01a21fe54de076969160266afe760374"\005email*$425d0f75-8575-449c-82c9-5a40a814a86b', 'notifier', '00-b212efb625e792710729438a4853f1c6-58536384f4adcf3a-01', '2026-11-28 02:04:12.277433+00', 18);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-53f8-7263-9539-1d348a66344e', 'call.ended', 'callflex.calls.v1.CallEnded', 1, '\012\336\002\012%call_01a21fe553d370bc825494f0ea09c3d4\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032$8c6e2eee-9573-4dab-8fac-bc410fa78ad9"\007inbound*\005ended2\021silence-timed-out:\006callerB\014\010\352\354\250\330\006\020\200\221\330\277\001J\014\010\356\354\250\330\006\020\200\205\357\211\003R\014\010\234\355\250\330\006\020\200\260\365\241\002X.`\240\257\003j\014+74955557063z\014+14155550100\202\001\032\320\224\320\270\321\201\320\277\320\265\321\202\321\207\320\265\321\200\321\201\320\272\320\260\321\217\212\001T\320\227\320\262\320\276\320\275\320\276\320\272 \320\276\320\261\320\276\321\200\320\262\320\260\320\273\321\201\321\217 \321\200\320\260\320\275\321\214\321\210\320\265, \321\207\320\265\320\274 \320\262\320\276\320\277\321\200\320\276\321\201 \320\261\321\213\320\273 \321\200\320\265\321\210\321\221\320\275.', 'call-processor', '00-a9976d684d89fe52ad9543e577f3b977-7cc5bbe533af2a6b-01', '2026-11-28 02:04:12.664149+00', 19);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-5480-7619-a500-963ea5497b1e', 'lead.created', 'callflex.people.v1.LeadCreated', 1, '\012%lead_01a21fe5547e7375a9dec66936cbbad0\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032%cont_01a21fe5544274fdbe30d768057579d8"%call_01a21fe553d370bc825494f0ea09c3d4', 'call-processor', '00-a9976d684d89fe52ad9543e577f3b977-5b9c2ab186094cf2-01', '2026-11-28 02:04:12.800133+00', 24);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-51da-749b-803a-106becfd3422', 'lead.created', 'callflex.people.v1.LeadCreated', 1, '\012%lead_01a21fe551d675f79fff686fa45ff94a\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032%cont_01a21fe5519377c6b6ea3244a917c972"%call_01a21fe54de076969160266afe760374', 'call-processor', '00-b212efb625e792710729438a4853f1c6-f359488040636cbd-01', '2026-11-28 02:04:12.122671+00', 16);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-7bfc-7467-8683-272032bce645', 'contact.created', 'callflex.people.v1.ContactCreated', 1, '\012%cont_01a21fe57bf97298bf44206f40d16af9\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032\014+74955553027', 'call-processor', '00-5bc71ecfbdb2d0ae93bc25b33eb839fc-530d2c7860b785b6-01', '2026-11-28 02:04:22.908651+00', 26);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-7c16-747a-9587-a416d561f59e', 'contact.linked', 'callflex.people.v1.ContactLinked', 1, '\012%cont_01a21fe57bf97298bf44206f40d16af9\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032%call_01a21fe57929712bb136028ce1fa8613"\007inbound*\013\010\230\355\250\330\006\020\200\204\257_', 'call-processor', '00-5bc71ecfbdb2d0ae93bc25b33eb839fc-530d2c7860b785b6-01', '2026-11-28 02:04:22.934402+00', 27);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-5446-7474-b1a4-838a91b69d90', 'contact.created', 'callflex.people.v1.ContactCreated', 1, '\012%cont_01a21fe5544274fdbe30d768057579d8\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032\014+74955557063', 'call-processor', '00-a9976d684d89fe52ad9543e577f3b977-b77ef53e0fe10f35-01', '2026-11-28 02:04:12.742422+00', 20);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-5447-737e-a39b-9fee5cefeccf', 'notification.sent', 'callflex.notifications.v1.NotificationSent', 1, '\012$ntf_01a21fe55439757a9edac81ee73c59f6\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032%call_01a21fe553d370bc825494f0ea09c3d4"\005email*$c4f865c3-9202-49f4-bdf6-11753d8acfe0', 'notifier', '00-a9976d684d89fe52ad9543e577f3b977-1a39c768da00fb5f-01', '2026-11-28 02:04:12.7434+00', 21);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-544b-740f-8edd-ae64337c539e', 'contact.linked', 'callflex.people.v1.ContactLinked', 1, '\012%cont_01a21fe5544274fdbe30d768057579d8\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032%call_01a21fe553d370bc825494f0ea09c3d4"\007inbound*\014\010\356\354\250\330\006\020\200\205\357\211\003', 'call-processor', '00-a9976d684d89fe52ad9543e577f3b977-b77ef53e0fe10f35-01', '2026-11-28 02:04:12.748019+00', 22);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-545d-702b-9dce-6172d4e51dfc', 'usage.recorded', 'callflex.billing.v1.UsageRecorded', 1, '\012%call_01a21fe553d370bc825494f0ea09c3d4\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032\0122026-11-27 .(\240\257\003', 'billing', '00-a9976d684d89fe52ad9543e577f3b977-bb69cfea15fcda30-01', '2026-11-28 02:04:12.765353+00', 23);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-7ae8-75c3-bd01-2c00365600c3', 'call.ended', 'callflex.calls.v1.CallEnded', 1, '\012\355\002\012%call_01a21fe57929712bb136028ce1fa8613\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032$625b13c9-a236-4843-a69a-0e722178eb1d"\007inbound*\005ended2 pipeline-error-openai-llm-failed:\010providerB\014\010\225\355\250\330\006\020\200\227\321\227\001J\013\010\230\355\250\330\006\020\200\204\257_R\013\010\246\355\250\330\006\020\200\333\362?X\016`\360\222\001j\014+74955553027z\014+14155550100\202\001\032\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200\212\001T\320\227\320\262\320\276\320\275\320\276\320\272 \320\276\320\261\320\276\321\200\320\262\320\260\320\273\321\201\321\217 \321\200\320\260\320\275\321\214\321\210\320\265, \321\207\320\265\320\274 \320\262\320\276\320\277\321\200\320\276\321\201 \320\261\321\213\320\273 \321\200\320\265\321\210\321\221\320\275.', 'call-processor', '00-5bc71ecfbdb2d0ae93bc25b33eb839fc-0bbebe6a2f7276f9-01', '2026-11-28 02:04:22.632987+00', 25);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-7c80-7301-9988-cde4e01f8bf9', 'notification.sent', 'callflex.notifications.v1.NotificationSent', 1, '\012$ntf_01a21fe57bfa7240986362d82999e024\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032%call_01a21fe57929712bb136028ce1fa8613"\005email*$f07d143a-7cc6-4367-9c59-e5629e30881c', 'notifier', '00-5bc71ecfbdb2d0ae93bc25b33eb839fc-aba625e032364297-01', '2026-11-28 02:04:23.040539+00', 28);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-7c81-7314-9587-4fc0e2b25385', 'usage.recorded', 'callflex.billing.v1.UsageRecorded', 1, '\012%call_01a21fe57929712bb136028ce1fa8613\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032\0122026-11-27 \016(\360\222\001', 'billing', '00-5bc71ecfbdb2d0ae93bc25b33eb839fc-deb28433d61af134-01', '2026-11-28 02:04:23.041245+00', 29);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-7c97-73a4-9c31-73146d0efb7a', 'lead.created', 'callflex.people.v1.LeadCreated', 1, '\012%lead_01a21fe57c91717f9c4849219e110a90\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032%cont_01a21fe57bf97298bf44206f40d16af9"%call_01a21fe57929712bb136028ce1fa8613', 'call-processor', '00-5bc71ecfbdb2d0ae93bc25b33eb839fc-a76588ed5813086c-01', '2026-11-28 02:04:23.06332+00', 30);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-8a42-7133-8e55-dfc142fc3f64', 'call.ended', 'callflex.calls.v1.CallEnded', 1, '\012\265\002\012%call_01a21fe58a2b7373a7d228e4665af248\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032$af08a480-d9ad-4e1b-80b3-3e41409207c3"\007inbound*\005ended2\023customer-ended-call:\004noneB\014\010\240\355\250\330\006\020\200\334\251\360\001J\014\010\241\355\250\330\006\020\300\370\323\312\001R\013\010\251\355\250\330\006\020\200\223\2428X\010`\254Mj\014+14155552333z\014+14155550100\202\001\015Dispatch line\212\001:The call ended before the caller''s request was dealt with.', 'call-processor', '00-bd65f37983159168f1fdd5bbf9009dd5-4284c579171865a0-01', '2026-11-28 02:04:26.562675+00', 31);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-8e14-7315-9a67-bb0747c02177', 'contact.linked', 'callflex.people.v1.ContactLinked', 1, '\012%cont_01a21fe5519377c6b6ea3244a917c972\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032%call_01a21fe58a2b7373a7d228e4665af248"\007inbound*\014\010\241\355\250\330\006\020\300\370\323\312\001', 'call-processor', '00-bd65f37983159168f1fdd5bbf9009dd5-a717bf3c70374025-01', '2026-11-28 02:04:27.540225+00', 32);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-928d-76cc-b846-2508e83279a5', 'call.ended', 'callflex.calls.v1.CallEnded', 1, '\012\271\002\012%call_01a21fe59271762c99afa2d027c3cf61\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032$edf8f26c-f786-4da0-a97e-4ab0637a95a1"\007inbound*\005ended2\023customer-ended-call:\004noneB\013\010\221\355\250\330\006\020\200\362\272]J\014\010\225\355\250\330\006\020\200\203\212\243\001R\014\010\253\355\250\330\006\020\300\357\342\303\002X\026`\200\341\001j\014+14155552370z\014+14155550100\202\001\015Dispatch line\212\001=Priya Nair asked for the manager because of the dock in Reno.', 'call-processor', '00-9a7a77e724bd1ed64e22f3a7b0569613-7c502cffbaa3a3d4-01', '2026-11-28 02:04:28.685298+00', 33);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9636-7585-b052-8d061b03be1a', 'call.ended', 'callflex.calls.v1.CallEnded', 1, '\012\335\002\012%call_01a21fe5957b73d2a2e763c4765491f5\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032$0eff1399-d9d5-4947-972d-8a593f842579"\007inbound*\005ended2\023customer-ended-call:\004noneB\014\010\236\355\250\330\006\020\200\261\243\330\002J\014\010\242\355\250\330\006\020\300\206\242\347\001R\014\010\254\355\250\330\006\020\200\251\327\215\003X\012`\220gj\014+74955558072z\014+14155550100\202\001\032\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200\212\001T\320\227\320\262\320\276\320\275\320\276\320\272 \320\276\320\261\320\276\321\200\320\262\320\260\320\273\321\201\321\217 \321\200\320\260\320\275\321\214\321\210\320\265, \321\207\320\265\320\274 \320\262\320\276\320\277\321\200\320\276\321\201 \320\261\321\213\320\273 \321\200\320\265\321\210\321\221\320\275.', 'call-processor', '00-dacddad80105885625db98e63c45714c-75bd10f565bff917-01', '2026-11-28 02:04:29.62266+00', NULL);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9883-738b-8b21-72477eb48456', 'call.started', 'callflex.calls.v1.CallStarted', 1, '\012\320\001\012%call_01a21fe5987675abbeb0a13f610437e7\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032$1b280fc6-7777-4c6f-8287-f80e7deb6001"\007inbound*\013in-progressB\014\010\225\355\250\330\006\020\200\314\232\325\003j\014+74955559081z\014+14155550100\202\001\032\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200', 'webhook-ingest', '00-9368d485681f5189cdcd7c12535b1d84-19ca57815ea2210f-01', '2026-11-28 02:04:30.211714+00', NULL);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9885-7336-8b96-6ae08e4dd61f', 'message.taken', 'callflex.work.v1.MessageTaken', 1, '\012$act_01a21fe5988573368b966adf5bf88227\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032%call_01a21fe5987675abbeb0a13f610437e7"k\320\232\321\200\320\276\320\262\320\276\321\202\320\265\321\207\320\265\320\275\320\270\320\265 \320\277\320\276\321\201\320\273\320\265 \321\203\320\264\320\260\320\273\320\265\320\275\320\270\321\217 \320\267\321\203\320\261\320\260. \320\237\320\265\321\200\320\265\320\267\320\262\320\276\320\275\320\270\321\202\321\214 \320\275\320\265\320\274\320\265\320\264\320\273\320\265\320\275\320\275\320\276.*\027\320\220\320\275\320\264\321\200\320\265\320\271 \320\221\320\265\320\273\320\276\320\2622\014+74955559081@\001J\013\010\256\355\250\330\006\020\300\245\255U', 'webhook-ingest', '00-9368d485681f5189cdcd7c12535b1d84-19ca57815ea2210f-01', '2026-11-28 02:04:30.213521+00', NULL);
INSERT INTO public.events VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-988a-741c-9a93-8ebed680f554', 'tool.invoked', 'callflex.work.v1.ToolInvoked', 1, '\012$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\022%call_01a21fe5987675abbeb0a13f610437e7\032\035call_SqLCUfSgIikzYh5ZMnO9URnK"\013takeMessage*\010answered', 'webhook-ingest', '00-9368d485681f5189cdcd7c12535b1d84-19ca57815ea2210f-01', '2026-11-28 02:04:30.218166+00', NULL);


--
-- Data for Name: inbound_integrations; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: leads; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.leads VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-518b-772a-a259-20d7a07d2d1d', '01a21fe5-50bf-7653-98bb-57d7b7809d58', '01a21fe5-504a-7368-9d83-6ac39dcb98e3', 'won', '2026-11-28 02:04:12.034152+00', '2026-11-28 02:04:12.034152+00');
INSERT INTO public.leads VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-51d6-75f7-9fff-686fa45ff94a', '01a21fe5-5193-77c6-b6ea-3244a917c972', '01a21fe5-4de0-7696-9160-266afe760374', 'won', '2026-11-28 02:04:12.116295+00', '2026-11-28 02:04:12.116295+00');
INSERT INTO public.leads VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-547e-7375-a9de-c66936cbbad0', '01a21fe5-5442-74fd-be30-d768057579d8', '01a21fe5-53d3-70bc-8254-94f0ea09c3d4', 'won', '2026-11-28 02:04:12.794967+00', '2026-11-28 02:04:12.794967+00');
INSERT INTO public.leads VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-7c91-717f-9c48-49219e110a90', '01a21fe5-7bf9-7298-bf44-206f40d16af9', '01a21fe5-7929-712b-b136-028ce1fa8613', 'won', '2026-11-28 02:04:23.034696+00', '2026-11-28 02:04:23.034696+00');


--
-- Data for Name: live_questions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.live_questions VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', 'abe2580a-d0d9-44ac-9022-413e25e04bb8', 'call_5fGftDvbjBzZQcgii0CTTxWV', '01a21fe5-4de2-710b-8708-4cee2936ecf7', '01a21fe5-4de0-7696-9160-266afe760374', 'tool-calls', 'transferCall', '{"reason": "sent away at the dock twice", "destination": "manager"}', '{"result": "I''m putting you through to the manager now. One moment, please."}', 'answered', '{"run": 360.59, "wait": 19.29, "parse": 0.52, "total": 410.52, "answer": 11.98, "commit": 9.1, "verify": 0.05}', NULL, '4d80321540e74a9a5d27e4cfd7729dc9', '2026-11-28 02:04:11.106+00');
INSERT INTO public.live_questions VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '1b280fc6-7777-4c6f-8287-f80e7deb6001', 'call_SqLCUfSgIikzYh5ZMnO9URnK', '01a21fe5-9863-760c-9a09-c2a0bd0a968c', '01a21fe5-9876-75ab-beb0-a13f610437e7', 'tool-calls', 'takeMessage', '{"urgent": true, "message": "Кровотечение после удаления зуба. Перезвонить немедленно.", "callerName": "Андрей Белов", "callerPhone": "+74955559081"}', '{"result": "Сообщение записано. Оно отмечено как срочное и уже отправляется."}', 'answered', '{"run": 30, "wait": 3}', NULL, '9368d485681f5189cdcd7c12535b1d84', '2026-11-28 02:04:30.179+00');


--
-- Data for Name: memberships; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.memberships VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-46a5-71fb-8469-6cf23241380d', 'owner', '2026-11-28 02:04:09.244766+00');


--
-- Data for Name: notifications; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.notifications VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-50a0-76ac-982f-7bb80cad9b2b', '01a21fe5-504a-7368-9d83-6ac39dcb98e3', 'call-summary', 'sms', '+14155550142', 'sent', 1, '2026-11-28 02:04:11.870408+00', 'SMcaaac8191948bf39efcecd509225de2e', NULL, '2026-11-28 02:04:11.79787+00', '2026-11-28 02:04:11.985783+00', '01a21fe5-504a-7368-9d83-6ac39dcb98e3');
INSERT INTO public.notifications VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-50be-752c-9eac-f4e40862a5b2', '01a21fe5-504a-7368-9d83-6ac39dcb98e3', 'call-summary', 'email', 'demo@callflex.local', 'sent', 1, '2026-11-28 02:04:12.070136+00', '15327769-45ef-4ee7-b31d-ef8836426cfd', NULL, '2026-11-28 02:04:11.818258+00', '2026-11-28 02:04:12.108021+00', '01a21fe5-504a-7368-9d83-6ac39dcb98e3');
INSERT INTO public.notifications VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-518c-7437-8894-71c66008975e', '01a21fe5-4de0-7696-9160-266afe760374', 'call-summary', 'sms', '+14155550142', 'sent', 1, '2026-11-28 02:04:12.132608+00', 'SMdd8c9aa8d2a815dfe7f8127b0757a223', NULL, '2026-11-28 02:04:12.033003+00', '2026-11-28 02:04:12.248374+00', '01a21fe5-4de0-7696-9160-266afe760374');
INSERT INTO public.notifications VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-5196-71ca-ae4b-46d0c31a33f1', '01a21fe5-4de0-7696-9160-266afe760374', 'call-summary', 'email', 'demo@callflex.local', 'sent', 1, '2026-11-28 02:04:12.134705+00', '425d0f75-8575-449c-82c9-5a40a814a86b', NULL, '2026-11-28 02:04:12.032828+00', '2026-11-28 02:04:12.275634+00', '01a21fe5-4de0-7696-9160-266afe760374');
INSERT INTO public.notifications VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-5439-757a-9eda-c81ee73c59f6', '01a21fe5-53d3-70bc-8254-94f0ea09c3d4', 'call-summary', 'email', 'demo@callflex.local', 'sent', 1, '2026-11-28 02:04:12.735794+00', 'c4f865c3-9202-49f4-bdf6-11753d8acfe0', NULL, '2026-11-28 02:04:12.725373+00', '2026-11-28 02:04:12.741561+00', '01a21fe5-53d3-70bc-8254-94f0ea09c3d4');
INSERT INTO public.notifications VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-5432-7690-9ca2-e71c21406929', '01a21fe5-53d3-70bc-8254-94f0ea09c3d4', 'call-summary', 'sms', '+14155550142', 'pending', 3, '2026-11-28 02:04:21.957446+00', NULL, 'Twilio refused it with status 503 and code 20500', '2026-11-28 02:04:12.718559+00', '2026-11-28 02:04:21.967636+00', '01a21fe5-53d3-70bc-8254-94f0ea09c3d4');
INSERT INTO public.notifications VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-7bfa-7240-9863-62d82999e024', '01a21fe5-7929-712b-b136-028ce1fa8613', 'call-summary', 'email', 'demo@callflex.local', 'sent', 1, '2026-11-28 02:04:22.916891+00', 'f07d143a-7cc6-4367-9c59-e5629e30881c', NULL, '2026-11-28 02:04:22.903682+00', '2026-11-28 02:04:22.979388+00', '01a21fe5-7929-712b-b136-028ce1fa8613');
INSERT INTO public.notifications VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-7bff-7047-9e08-9878deb14823', '01a21fe5-7929-712b-b136-028ce1fa8613', 'call-summary', 'sms', '+14155550142', 'pending', 2, '2026-11-28 02:04:23.991027+00', NULL, 'Twilio refused it with status 503 and code 20500', '2026-11-28 02:04:22.906227+00', '2026-11-28 02:04:24.023209+00', '01a21fe5-7929-712b-b136-028ce1fa8613');


--
-- Data for Name: organizations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.organizations VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', 'Acme Dental (demo)', NULL, 'America/Los_Angeles', '{"booking": {"services": [], "resources": ["main"], "horizon_days": 90, "step_minutes": 30, "notice_minutes": 0, "default_minutes": 30}, "routing": {"closed": null, "callers": [], "fallback": null, "past_due_message": null}, "language": "en", "notifications": {"sms": {"enabled": true, "numbers": ["+14155550142"], "dispatch_numbers": []}, "email": {"enabled": true, "addresses": ["demo@callflex.local"]}}, "business_hours": null, "transfer_numbers": {"manager": {"number": "+14155550143"}}}', true, '2026-11-28 02:04:09.244766+00', '2026-11-28 02:04:09.244766+00', 'active', NULL);


--
-- Data for Name: outbox; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.outbox VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9636-7585-b052-8d061b03be1a', NULL, '2026-11-28 02:04:29.433239+00');
INSERT INTO public.outbox VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-505a-7138-9085-7772228b23af', 5, '2026-11-28 02:04:29.864759+00');
INSERT INTO public.outbox VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-50e4-76e8-b125-2442d4097165', 6, '2026-11-28 02:04:29.864759+00');
INSERT INTO public.outbox VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-510c-76da-bbcb-26a2b7decbda', 8, '2026-11-28 02:04:29.864759+00');
INSERT INTO public.outbox VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-51a6-7740-a481-3d7aa2a18818', 12, '2026-11-28 02:04:29.864759+00');
INSERT INTO public.outbox VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9883-738b-8b21-72477eb48456', NULL, '2026-11-28 02:04:30.18148+00');
INSERT INTO public.outbox VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9885-7336-8b96-6ae08e4dd61f', NULL, '2026-11-28 02:04:30.18148+00');
INSERT INTO public.outbox VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-988a-741c-9a93-8ebed680f554', NULL, '2026-11-28 02:04:30.18148+00');


--
-- Data for Name: phone_numbers; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.phone_numbers VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d12', '4a5a04dc-dcbe-45b1-8f64-fd32a253d136', '+14155550100', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d13', true, '2026-11-28 02:04:09.369812+00');


--
-- Data for Name: prompt_trial_arms; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: prompt_trials; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: usage_records; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.usage_records VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-504a-7368-9d83-6ac39dcb98e3', '2026-11-27', 23, 30400, 'USD', '2026-11-28 02:04:11.830037+00', '2026-11-28 02:04:11.830037+00');
INSERT INTO public.usage_records VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4de0-7696-9160-266afe760374', '2026-11-27', 17, 7300, 'USD', '2026-11-28 02:04:11.702008+00', '2026-11-28 02:04:11.702008+00');
INSERT INTO public.usage_records VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-53d3-70bc-8254-94f0ea09c3d4', '2026-11-27', 46, 55200, 'USD', '2026-11-28 02:04:12.744105+00', '2026-11-28 02:04:12.744105+00');
INSERT INTO public.usage_records VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-7929-712b-b136-028ce1fa8613', '2026-11-27', 14, 18800, 'USD', '2026-11-28 02:04:22.907843+00', '2026-11-28 02:04:22.907843+00');


--
-- Data for Name: users; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.users VALUES ('01a21fe5-46a5-71fb-8469-6cf23241380d', 'demo@callflex.local', 'Demo Owner', '$argon2id$v=19$m=19456,t=2,p=1$Dvt/EDpY/ciI7XTAhWc9gA$wo31y5DvE4rvZdZ5af8x85rKhJXXsk091rELBKa3WJY', '2026-11-28 02:04:09.244766+00', true);


--
-- Data for Name: vapi_connections; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.vapi_connections VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d10', 'Vapi', '\3767\351\240=\372\323Lnk\303\261O\017\231LG\032G\243{&N(\264e\300\252\221\250_D\374t\202y"~\355K\367\263vS0q\367\004\025\326m\311\237\177\255l\302b\274k\371', 'h\300f\237\250Q>G"O\267\035\332x\305\006\306%l\004\267oo8\202q=\270o\261h2HLl\342\246\032z-X;\224\032G\027\273\264\014\262{\313', true, '2026-11-28 02:04:09.369812+00', NULL, NULL, NULL, NULL);


--
-- Data for Name: webhook_events_2026_11_28; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.webhook_events_2026_11_28 VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4dcc-7074-8465-100f0af89332', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d10', 'vapi', 'status-update', 'abe2580a-d0d9-44ac-9022-413e25e04bb8', false, 'x-vapi-secret', 'application/json', '{"message":{"artifact":{"messages":[{"message":"You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm.","role":"system","secondsFromStart":0,"time":1795831433718}],"messagesOpenAIFormatted":[{"content":"You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm.","role":"system"}]},"assistant":{"createdAt":"2026-10-01T07:49:12.531Z","firstMessage":"Northline dispatch, who am I speaking with?","firstMessageMode":"assistant-speaks-first","id":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","maxDurationSeconds":540,"metadata":{},"model":{"messages":[{"content":"You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm.","role":"system"}],"model":"gpt-4.1","provider":"openai","temperature":0.3},"name":"Dispatch line","orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","server":{"timeoutSeconds":20,"url":"https://hooks.example.com/vapi"},"serverMessages":["status-update","end-of-call-report","tool-calls","transfer-destination-request"],"transcriber":{"language":"en","model":"nova-3","provider":"deepgram"},"updatedAt":"2026-11-03T09:05:22.146Z","voice":{"provider":"vapi","voiceId":"Elliot"}},"call":{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","createdAt":"2026-11-28T02:03:50.037Z","customer":{"number":"+14155552333"},"id":"abe2580a-d0d9-44ac-9022-413e25e04bb8","monitor":{"controlUrl":"[redacted]","listenUrl":"[redacted]"},"orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","phoneCallProvider":"twilio","phoneCallProviderId":"CA7e96d1a675e4b83996502d07d6b7a7ed","phoneCallTransport":"pstn","phoneNumberId":"4a5a04dc-dcbe-45b1-8f64-fd32a253d136","status":"ringing","transport":{"accountSid":"AC15ae2437720ce15b7b2f7355949f8e7b","callSid":"CA7e96d1a675e4b83996502d07d6b7a7ed","provider":"twilio"},"type":"inboundPhoneCall","updatedAt":"2026-11-28T02:03:50.037Z"},"customer":{"number":"+14155552333"},"phoneNumber":{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","createdAt":"2026-10-01T07:49:12.531Z","id":"4a5a04dc-dcbe-45b1-8f64-fd32a253d136","name":"Main line","number":"+14155550100","orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","provider":"twilio","status":"active","twilioAccountSid":"AC15ae2437720ce15b7b2f7355949f8e7b","updatedAt":"2026-11-03T09:05:22.146Z"},"status":"in-progress","timestamp":1795831433718,"type":"status-update"}}', 'e97ed91a49dc3ef81f133be50ac90e28', '2026-11-28 02:04:11.084+00', '2026-11-28 02:04:11.101641+00');
INSERT INTO public.webhook_events_2026_11_28 VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4de2-710b-8708-4cee2936ecf7', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d10', 'vapi', 'tool-calls', 'abe2580a-d0d9-44ac-9022-413e25e04bb8', false, 'x-vapi-secret', 'application/json', '{"message":{"artifact":{"messages":[{"message":"You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm.","role":"system","secondsFromStart":0,"time":1795831433718},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"Dispatch line","duration":2666,"endTime":1795831436734,"message":"Northline dispatch, who am I speaking with?","role":"bot","secondsFromStart":0.35,"source":"","time":1795831434068},{"duration":4340,"endTime":1795831442022,"message":"This is Michael Tran. I need to talk to the manager, not to a machine.","role":"user","secondsFromStart":3.964,"time":1795831437682},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"Dispatch line","duration":2356,"endTime":1795831445020,"message":"Of course. What may I say it is about?","role":"bot","secondsFromStart":8.946,"source":"","time":1795831442664},{"duration":2604,"endTime":1795831448650,"message":"The dock in Reno sent me away twice today.","role":"user","secondsFromStart":12.328,"time":1795831446046},{"message":"","role":"tool_calls","secondsFromStart":15.574,"time":1795831449292,"toolCalls":[{"function":{"arguments":"{\\"destination\\":\\"manager\\",\\"reason\\":\\"sent away at the dock twice\\"}","name":"transferCall"},"id":"call_5fGftDvbjBzZQcgii0CTTxWV","type":"function"}]}],"messagesOpenAIFormatted":[{"content":"You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm.","role":"system"},{"content":"Northline dispatch, who am I speaking with?","role":"assistant"},{"content":"This is Michael Tran. I need to talk to the manager, not to a machine.","role":"user"},{"content":"Of course. What may I say it is about?","role":"assistant"},{"content":"The dock in Reno sent me away twice today.","role":"user"},{"content":"","role":"assistant","tool_calls":[{"function":{"arguments":"{\\"destination\\":\\"manager\\",\\"reason\\":\\"sent away at the dock twice\\"}","name":"transferCall"},"id":"call_5fGftDvbjBzZQcgii0CTTxWV","type":"function"}]}]},"assistant":{"createdAt":"2026-10-01T07:49:12.531Z","firstMessage":"Northline dispatch, who am I speaking with?","firstMessageMode":"assistant-speaks-first","id":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","maxDurationSeconds":540,"metadata":{},"model":{"messages":[{"content":"You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm.","role":"system"}],"model":"gpt-4.1","provider":"openai","temperature":0.3},"name":"Dispatch line","orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","server":{"timeoutSeconds":20,"url":"https://hooks.example.com/vapi"},"serverMessages":["status-update","end-of-call-report","tool-calls","transfer-destination-request"],"transcriber":{"language":"en","model":"nova-3","provider":"deepgram"},"updatedAt":"2026-11-03T09:05:22.146Z","voice":{"provider":"vapi","voiceId":"Elliot"}},"call":{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","createdAt":"2026-11-28T02:03:50.037Z","customer":{"number":"+14155552333"},"id":"abe2580a-d0d9-44ac-9022-413e25e04bb8","monitor":{"controlUrl":"[redacted]","listenUrl":"[redacted]"},"orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","phoneCallProvider":"twilio","phoneCallProviderId":"CA7e96d1a675e4b83996502d07d6b7a7ed","phoneCallTransport":"pstn","phoneNumberId":"4a5a04dc-dcbe-45b1-8f64-fd32a253d136","status":"ringing","transport":{"accountSid":"AC15ae2437720ce15b7b2f7355949f8e7b","callSid":"CA7e96d1a675e4b83996502d07d6b7a7ed","provider":"twilio"},"type":"inboundPhoneCall","updatedAt":"2026-11-28T02:03:50.037Z"},"customer":{"number":"+14155552333"},"phoneNumber":{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","createdAt":"2026-10-01T07:49:12.531Z","id":"4a5a04dc-dcbe-45b1-8f64-fd32a253d136","name":"Main line","number":"+14155550100","orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","provider":"twilio","status":"active","twilioAccountSid":"AC15ae2437720ce15b7b2f7355949f8e7b","updatedAt":"2026-11-03T09:05:22.146Z"},"timestamp":1795831449292,"toolCallList":[{"function":{"arguments":{"destination":"manager","reason":"sent away at the dock twice"},"name":"transferCall"},"id":"call_5fGftDvbjBzZQcgii0CTTxWV","type":"function"}],"toolCalls":[{"function":{"arguments":{"destination":"manager","reason":"sent away at the dock twice"},"name":"transferCall"},"id":"call_5fGftDvbjBzZQcgii0CTTxWV","type":"function"}],"toolWithToolCallList":[{"async":false,"function":{"description":"Puts the caller through to a person.","name":"transferCall","parameters":{"properties":{"destination":{"type":"string"},"reason":{"type":"string"}},"required":["destination","reason"],"type":"object"}},"messages":[{"content":"One moment.","type":"request-start"}],"server":{"timeoutSeconds":20,"url":"https://hooks.example.com/vapi"},"toolCall":{"function":{"arguments":{"destination":"manager","reason":"sent away at the dock twice"},"name":"transferCall"},"id":"call_5fGftDvbjBzZQcgii0CTTxWV","type":"function"},"type":"function"}],"type":"tool-calls"}}', '4d80321540e74a9a5d27e4cfd7729dc9', '2026-11-28 02:04:11.106+00', '2026-11-28 02:04:11.126787+00');
INSERT INTO public.webhook_events_2026_11_28 VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4f86-73a9-b898-f7117bf45c6b', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d10', 'vapi', 'status-update', 'abe2580a-d0d9-44ac-9022-413e25e04bb8', false, 'x-vapi-secret', 'application/json', '{"message":{"artifact":{"messages":[{"message":"You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm.","role":"system","secondsFromStart":0,"time":1795831433718},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"Dispatch line","duration":2666,"endTime":1795831436734,"message":"Northline dispatch, who am I speaking with?","role":"bot","secondsFromStart":0.35,"source":"","time":1795831434068},{"duration":4340,"endTime":1795831442022,"message":"This is Michael Tran. I need to talk to the manager, not to a machine.","role":"user","secondsFromStart":3.964,"time":1795831437682},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"Dispatch line","duration":2356,"endTime":1795831445020,"message":"Of course. What may I say it is about?","role":"bot","secondsFromStart":8.946,"source":"","time":1795831442664},{"duration":2604,"endTime":1795831448650,"message":"The dock in Reno sent me away twice today.","role":"user","secondsFromStart":12.328,"time":1795831446046},{"message":"","role":"tool_calls","secondsFromStart":15.574,"time":1795831449292,"toolCalls":[{"function":{"arguments":"{\\"destination\\":\\"manager\\",\\"reason\\":\\"sent away at the dock twice\\"}","name":"transferCall"},"id":"call_5fGftDvbjBzZQcgii0CTTxWV","type":"function"}]},{"name":"transferCall","result":"I''m putting you through to the manager now. One moment, please.","role":"tool_call_result","secondsFromStart":16.494,"time":1795831450212,"toolCallId":"call_5fGftDvbjBzZQcgii0CTTxWV"}],"messagesOpenAIFormatted":[{"content":"You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm.","role":"system"},{"content":"Northline dispatch, who am I speaking with?","role":"assistant"},{"content":"This is Michael Tran. I need to talk to the manager, not to a machine.","role":"user"},{"content":"Of course. What may I say it is about?","role":"assistant"},{"content":"The dock in Reno sent me away twice today.","role":"user"},{"content":"","role":"assistant","tool_calls":[{"function":{"arguments":"{\\"destination\\":\\"manager\\",\\"reason\\":\\"sent away at the dock twice\\"}","name":"transferCall"},"id":"call_5fGftDvbjBzZQcgii0CTTxWV","type":"function"}]},{"content":"I''m putting you through to the manager now. One moment, please.","role":"tool","tool_call_id":"call_5fGftDvbjBzZQcgii0CTTxWV"}]},"assistant":{"createdAt":"2026-10-01T07:49:12.531Z","firstMessage":"Northline dispatch, who am I speaking with?","firstMessageMode":"assistant-speaks-first","id":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","maxDurationSeconds":540,"metadata":{},"model":{"messages":[{"content":"You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm.","role":"system"}],"model":"gpt-4.1","provider":"openai","temperature":0.3},"name":"Dispatch line","orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","server":{"timeoutSeconds":20,"url":"https://hooks.example.com/vapi"},"serverMessages":["status-update","end-of-call-report","tool-calls","transfer-destination-request"],"transcriber":{"language":"en","model":"nova-3","provider":"deepgram"},"updatedAt":"2026-11-03T09:05:22.146Z","voice":{"provider":"vapi","voiceId":"Elliot"}},"call":{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","createdAt":"2026-11-28T02:03:50.037Z","customer":{"number":"+14155552333"},"id":"abe2580a-d0d9-44ac-9022-413e25e04bb8","monitor":{"controlUrl":"[redacted]","listenUrl":"[redacted]"},"orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","phoneCallProvider":"twilio","phoneCallProviderId":"CA7e96d1a675e4b83996502d07d6b7a7ed","phoneCallTransport":"pstn","phoneNumberId":"4a5a04dc-dcbe-45b1-8f64-fd32a253d136","status":"ringing","transport":{"accountSid":"AC15ae2437720ce15b7b2f7355949f8e7b","callSid":"CA7e96d1a675e4b83996502d07d6b7a7ed","provider":"twilio"},"type":"inboundPhoneCall","updatedAt":"2026-11-28T02:03:50.037Z"},"customer":{"number":"+14155552333"},"endedReason":"assistant-forwarded-call","phoneNumber":{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","createdAt":"2026-10-01T07:49:12.531Z","id":"4a5a04dc-dcbe-45b1-8f64-fd32a253d136","name":"Main line","number":"+14155550100","orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","provider":"twilio","status":"active","twilioAccountSid":"AC15ae2437720ce15b7b2f7355949f8e7b","updatedAt":"2026-11-03T09:05:22.146Z"},"status":"ended","timestamp":1795831450557,"type":"status-update"}}', 'c71ff2d8c9cca54696668495998fb098', '2026-11-28 02:04:11.526+00', '2026-11-28 02:04:11.552463+00');
INSERT INTO public.webhook_events_2026_11_28 VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-5039-765d-ba36-74f1b3b3b429', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d10', 'vapi', 'end-of-call-report', 'a6c54862-bdd9-4605-96df-907e0703e297', false, 'x-vapi-secret', 'application/json', '{"message":{"analysis":{"successEvaluation":false,"summary":"\320\227\320\262\320\276\320\275\320\276\320\272 \320\276\320\261\320\276\321\200\320\262\320\260\320\273\321\201\321\217 \321\200\320\260\320\275\321\214\321\210\320\265, \321\207\320\265\320\274 \320\262\320\276\320\277\321\200\320\276\321\201 \320\261\321\213\320\273 \321\200\320\265\321\210\321\221\320\275."},"artifact":{"assistantActivations":[{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200"}],"logUrl":"https://calllogs.vapi.ai/a6c54862-bdd9-4605-96df-907e0703e297.log","messages":[{"message":"\320\222\321\213 \320\260\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200 \321\201\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\320\270 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273. \320\236\321\202\320\262\320\265\321\207\320\260\320\271\321\202\320\265 \320\272\321\200\320\260\321\202\320\272\320\276 \320\270 \320\264\320\276\320\261\321\200\320\276\320\266\320\265\320\273\320\260\321\202\320\265\320\273\321\214\320\275\320\276, \320\275\320\265 \320\264\320\260\320\262\320\260\320\271\321\202\320\265 \320\274\320\265\320\264\320\270\321\206\320\270\320\275\321\201\320\272\320\270\321\205 \321\201\320\276\320\262\320\265\321\202\320\276\320\262.","role":"system","secondsFromStart":0,"time":1795831428900},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200","duration":3286,"endTime":1795831432536,"message":"\320\241\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\321\217 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273, \320\267\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265! \320\247\320\265\320\274 \320\274\320\276\320\263\321\203 \320\277\320\276\320\274\320\276\321\207\321\214?","role":"bot","secondsFromStart":0.35,"source":"","time":1795831429250},{"duration":4960,"endTime":1795831437942,"message":"\320\227\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265, \321\215\321\202\320\276 \320\234\320\260\321\200\320\270\320\275\320\260 \320\232\320\270\320\274. \320\234\320\275\320\265 \321\203\321\202\321\200\320\276\320\274 \321\203\320\264\320\260\320\273\320\270\320\273\320\270 \320\267\321\203\320\261, \320\270 \320\272\321\200\320\276\320\262\321\214 \320\275\320\265 \320\276\321\201\321\202\320\260\320\275\320\260\320\262\320\273\320\270\320\262\320\260\320\265\321\202\321\201\321\217.","role":"user","secondsFromStart":4.082,"time":1795831432982},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200","duration":3596,"endTime":1795831442558,"message":"\320\236\321\207\320\265\320\275\321\214 \321\201\320\276\321\207\321\203\320\262\321\201\321\202\320\262\321\203\321\216. \320\237\320\276\320\277\321\200\320\276\321\201\320\270\321\202\321\214 \320\264\320\276\320\272\321\202\320\276\321\200\320\260 \321\201\321\200\320\260\320\267\321\203 \320\262\320\260\320\274 \320\277\320\265\321\200\320\265\320\267\320\262\320\276\320\275\320\270\321\202\321\214?","role":"bot","secondsFromStart":10.062,"source":"","time":1795831438962},{"duration":2790,"endTime":1795831446111,"message":"\320\224\320\260, \320\272\320\260\320\272 \320\274\320\276\320\266\320\275\320\276 \321\201\320\272\320\276\321\200\320\265\320\265. \320\234\320\276\320\271 \320\275\320\276\320\274\320\265\321\200 +74955552018.","role":"user","secondsFromStart":14.421,"time":1795831443321},{"message":"","role":"tool_calls","secondsFromStart":17.88,"time":1795831446780,"toolCalls":[{"function":{"arguments":"{\\"callerName\\":\\"\320\234\320\260\321\200\320\270\320\275\320\260 \320\232\320\270\320\274\\",\\"callerPhone\\":\\"+74955552018\\",\\"message\\":\\"\320\232\321\200\320\276\320\262\320\276\321\202\320\265\321\207\320\265\320\275\320\270\320\265 \320\277\320\276\321\201\320\273\320\265 \321\203\320\264\320\260\320\273\320\265\320\275\320\270\321\217 \320\267\321\203\320\261\320\260. \320\237\320\265\321\200\320\265\320\267\320\262\320\276\320\275\320\270\321\202\321\214 \320\275\320\265\320\274\320\265\320\264\320\273\320\265\320\275\320\275\320\276.\\",\\"urgent\\":true}","name":"takeMessage"},"id":"call_qc4oDZshxFovjzqXZzEOlA2r","type":"function"}]},{"name":"takeMessage","result":"\320\241\320\276\320\276\320\261\321\211\320\265\320\275\320\270\320\265 \320\277\320\265\321\200\320\265\320\264\320\260\320\275\320\276 \320\272\320\260\320\272 \321\201\321\200\320\276\321\207\320\275\320\276\320\265.","role":"tool_call_result","secondsFromStart":18.315,"time":1795831447215,"toolCallId":"call_qc4oDZshxFovjzqXZzEOlA2r"},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200","duration":3224,"endTime":1795831451448,"message":"\320\237\320\265\321\200\320\265\320\264\320\260\320\273\320\260 \320\272\320\260\320\272 \321\201\321\200\320\276\321\207\320\275\320\276\320\265. \320\225\321\201\320\273\320\270 \321\201\321\202\320\260\320\275\320\265\321\202 \321\205\321\203\320\266\320\265, \320\267\320\262\320\276\320\275\320\270\321\202\320\265 103.","role":"bot","secondsFromStart":19.324,"source":"","time":1795831448224}],"messagesOpenAIFormatted":[{"content":"\320\222\321\213 \320\260\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200 \321\201\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\320\270 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273. \320\236\321\202\320\262\320\265\321\207\320\260\320\271\321\202\320\265 \320\272\321\200\320\260\321\202\320\272\320\276 \320\270 \320\264\320\276\320\261\321\200\320\276\320\266\320\265\320\273\320\260\321\202\320\265\320\273\321\214\320\275\320\276, \320\275\320\265 \320\264\320\260\320\262\320\260\320\271\321\202\320\265 \320\274\320\265\320\264\320\270\321\206\320\270\320\275\321\201\320\272\320\270\321\205 \321\201\320\276\320\262\320\265\321\202\320\276\320\262.","role":"system"},{"content":"\320\241\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\321\217 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273, \320\267\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265! \320\247\320\265\320\274 \320\274\320\276\320\263\321\203 \320\277\320\276\320\274\320\276\321\207\321\214?","role":"assistant"},{"content":"\320\227\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265, \321\215\321\202\320\276 \320\234\320\260\321\200\320\270\320\275\320\260 \320\232\320\270\320\274. \320\234\320\275\320\265 \321\203\321\202\321\200\320\276\320\274 \321\203\320\264\320\260\320\273\320\270\320\273\320\270 \320\267\321\203\320\261, \320\270 \320\272\321\200\320\276\320\262\321\214 \320\275\320\265 \320\276\321\201\321\202\320\260\320\275\320\260\320\262\320\273\320\270\320\262\320\260\320\265\321\202\321\201\321\217.","role":"user"},{"content":"\320\236\321\207\320\265\320\275\321\214 \321\201\320\276\321\207\321\203\320\262\321\201\321\202\320\262\321\203\321\216. \320\237\320\276\320\277\321\200\320\276\321\201\320\270\321\202\321\214 \320\264\320\276\320\272\321\202\320\276\321\200\320\260 \321\201\321\200\320\260\320\267\321\203 \320\262\320\260\320\274 \320\277\320\265\321\200\320\265\320\267\320\262\320\276\320\275\320\270\321\202\321\214?","role":"assistant"},{"content":"\320\224\320\260, \320\272\320\260\320\272 \320\274\320\276\320\266\320\275\320\276 \321\201\320\272\320\276\321\200\320\265\320\265. \320\234\320\276\320\271 \320\275\320\276\320\274\320\265\321\200 +74955552018.","role":"user"},{"content":"","role":"assistant","tool_calls":[{"function":{"arguments":"{\\"callerName\\":\\"\320\234\320\260\321\200\320\270\320\275\320\260 \320\232\320\270\320\274\\",\\"callerPhone\\":\\"+74955552018\\",\\"message\\":\\"\320\232\321\200\320\276\320\262\320\276\321\202\320\265\321\207\320\265\320\275\320\270\320\265 \320\277\320\276\321\201\320\273\320\265 \321\203\320\264\320\260\320\273\320\265\320\275\320\270\321\217 \320\267\321\203\320\261\320\260. \320\237\320\265\321\200\320\265\320\267\320\262\320\276\320\275\320\270\321\202\321\214 \320\275\320\265\320\274\320\265\320\264\320\273\320\265\320\275\320\275\320\276.\\",\\"urgent\\":true}","name":"takeMessage"},"id":"call_qc4oDZshxFovjzqXZzEOlA2r","type":"function"}]},{"content":"\320\241\320\276\320\276\320\261\321\211\320\265\320\275\320\270\320\265 \320\277\320\265\321\200\320\265\320\264\320\260\320\275\320\276 \320\272\320\260\320\272 \321\201\321\200\320\276\321\207\320\275\320\276\320\265.","role":"tool","tool_call_id":"call_qc4oDZshxFovjzqXZzEOlA2r"},{"content":"\320\237\320\265\321\200\320\265\320\264\320\260\320\273\320\260 \320\272\320\260\320\272 \321\201\321\200\320\276\321\207\320\275\320\276\320\265. \320\225\321\201\320\273\320\270 \321\201\321\202\320\260\320\275\320\265\321\202 \321\205\321\203\320\266\320\265, \320\267\320\262\320\276\320\275\320\270\321\202\320\265 103.","role":"assistant"}],"nodes":[],"performanceMetrics":{"endpointingLatencyAverage":480,"modelLatencyAverage":420,"numAssistantInterrupted":0,"numUserInterrupted":0,"transcriberLatencyAverage":150,"turnLatencies":[{"endpointingLatency":480,"modelLatency":420,"transcriberLatency":150,"turnLatency":1360,"voiceLatency":310}],"turnLatencyAverage":1360,"voiceLatencyAverage":310},"presignedLogUrl":"[redacted]","presignedMonoUrl":"[redacted]","presignedStereoUrl":"[redacted]","presignedUrlsExpiresAt":"[redacted]","recording":{"mono":{"assistantUrl":"https://storage.vapi.ai/a6c54862-bdd9-4605-96df-907e0703e297-assistant.wav","combinedUrl":"https://storage.vapi.ai/a6c54862-bdd9-4605-96df-907e0703e297-mono.wav","customerUrl":"https://storage.vapi.ai/a6c54862-bdd9-4605-96df-907e0703e297-customer.wav"},"stereoUrl":"https://storage.vapi.ai/a6c54862-bdd9-4605-96df-907e0703e297-stereo.wav"},"recordingUrl":"https://storage.vapi.ai/a6c54862-bdd9-4605-96df-907e0703e297-mono.wav","stereoRecordingUrl":"https://storage.vapi.ai/a6c54862-bdd9-4605-96df-907e0703e297-stereo.wav","transcript":"AI: \320\241\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\321\217 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273, \320\267\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265! \320\247\320\265\320\274 \320\274\320\276\320\263\321\203 \320\277\320\276\320\274\320\276\321\207\321\214?\\nUser: \320\227\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265, \321\215\321\202\320\276 \320\234\320\260\321\200\320\270\320\275\320\260 \320\232\320\270\320\274. \320\234\320\275\320\265 \321\203\321\202\321\200\320\276\320\274 \321\203\320\264\320\260\320\273\320\270\320\273\320\270 \320\267\321\203\320\261, \320\270 \320\272\321\200\320\276\320\262\321\214 \320\275\320\265 \320\276\321\201\321\202\320\260\320\275\320\260\320\262\320\273\320\270\320\262\320\260\320\265\321\202\321\201\321\217.\\nAI: \320\236\321\207\320\265\320\275\321\214 \321\201\320\276\321\207\321\203\320\262\321\201\321\202\320\262\321\203\321\216. \320\237\320\276\320\277\321\200\320\276\321\201\320\270\321\202\321\214 \320\264\320\276\320\272\321\202\320\276\321\200\320\260 \321\201\321\200\320\260\320\267\321\203 \320\262\320\260\320\274 \320\277\320\265\321\200\320\265\320\267\320\262\320\276\320\275\320\270\321\202\321\214?\\nUser: \320\224\320\260, \320\272\320\260\320\272 \320\274\320\276\320\266\320\275\320\276 \321\201\320\272\320\276\321\200\320\265\320\265. \320\234\320\276\320\271 \320\275\320\276\320\274\320\265\321\200 +74955552018.\\nAI: \320\237\320\265\321\200\320\265\320\264\320\260\320\273\320\260 \320\272\320\260\320\272 \321\201\321\200\320\276\321\207\320\275\320\276\320\265. \320\225\321\201\320\273\320\270 \321\201\321\202\320\260\320\275\320\265\321\202 \321\205\321\203\320\266\320\265, \320\267\320\262\320\276\320\275\320\270\321\202\320\265 103.\\n","variableValues":{}},"assistant":{"createdAt":"2026-10-01T07:49:12.531Z","firstMessage":"\320\241\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\321\217 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273, \320\267\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265! \320\247\320\265\320\274 \320\274\320\276\320\263\321\203 \320\277\320\276\320\274\320\276\321\207\321\214?","firstMessageMode":"assistant-speaks-first","id":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","maxDurationSeconds":540,"metadata":{},"model":{"messages":[{"content":"\320\222\321\213 \320\260\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200 \321\201\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\320\270 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273. \320\236\321\202\320\262\320\265\321\207\320\260\320\271\321\202\320\265 \320\272\321\200\320\260\321\202\320\272\320\276 \320\270 \320\264\320\276\320\261\321\200\320\276\320\266\320\265\320\273\320\260\321\202\320\265\320\273\321\214\320\275\320\276, \320\275\320\265 \320\264\320\260\320\262\320\260\320\271\321\202\320\265 \320\274\320\265\320\264\320\270\321\206\320\270\320\275\321\201\320\272\320\270\321\205 \321\201\320\276\320\262\320\265\321\202\320\276\320\262.","role":"system"}],"model":"gpt-4.1","provider":"openai","temperature":0.3},"name":"\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200","orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","server":{"timeoutSeconds":20,"url":"https://hooks.example.com/vapi"},"serverMessages":["status-update","end-of-call-report","tool-calls","transfer-destination-request"],"transcriber":{"language":"ru","model":"nova-3","provider":"deepgram"},"updatedAt":"2026-11-03T09:05:22.146Z","voice":{"provider":"vapi","voiceId":"Elliot"}},"call":{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","createdAt":"2026-11-28T02:03:47.483Z","customer":{"number":"+74955552018"},"id":"a6c54862-bdd9-4605-96df-907e0703e297","monitor":{"controlUrl":"[redacted]","listenUrl":"[redacted]"},"orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","phoneCallProvider":"twilio","phoneCallProviderId":"CAfef7e5ab3da27a5cb5ac0082bcd6d2aa","phoneCallTransport":"pstn","phoneNumberId":"4a5a04dc-dcbe-45b1-8f64-fd32a253d136","status":"ringing","transport":{"accountSid":"AC15ae2437720ce15b7b2f7355949f8e7b","callSid":"CAfef7e5ab3da27a5cb5ac0082bcd6d2aa","provider":"twilio"},"type":"inboundPhoneCall","updatedAt":"2026-11-28T02:03:47.483Z"},"cost":0.0304,"costBreakdown":{"analysisCostBreakdown":{"structuredData":0,"successEvaluation":0,"summary":0.0001,"summaryCompletionTokens":11,"summaryPromptTokens":106},"chat":0,"knowledgeBaseCost":0,"llm":0.0007,"llmCachedPromptTokens":0,"llmCompletionTokens":40,"llmPromptTokens":179,"stt":0.0038,"total":0.0304,"transport":0.0032,"tts":0.0036,"ttsCharacters":163,"vapi":0.019,"voicemailDetectionCost":0},"costs":[{"cost":0.00323,"minutes":0.38,"provider":"twilio","type":"transport"},{"cost":0.0038,"minutes":0.38,"transcriber":{"model":"nova-3","provider":"deepgram"},"type":"transcriber"},{"cachedPromptTokens":0,"completionTokens":40,"cost":0.000678,"model":{"model":"gpt-4.1","provider":"openai"},"promptTokens":179,"type":"model"},{"characters":163,"cost":0.003586,"type":"voice","voice":{"provider":"vapi","voiceId":"Elliot"}},{"cost":0.019,"minutes":0.38,"subType":"normal","type":"vapi"},{"analysisType":"summary","completionTokens":11,"cost":0.0000593,"model":{"model":"gemini-2.5-flash","provider":"google"},"promptTokens":106,"type":"analysis"}],"customer":{"number":"+74955552018"},"durationMinutes":0.38,"durationMs":22800,"durationSeconds":22.8,"endedAt":"2026-11-28T02:04:11.700Z","endedReason":"customer-ended-call","messages":[{"message":"\320\222\321\213 \320\260\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200 \321\201\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\320\270 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273. \320\236\321\202\320\262\320\265\321\207\320\260\320\271\321\202\320\265 \320\272\321\200\320\260\321\202\320\272\320\276 \320\270 \320\264\320\276\320\261\321\200\320\276\320\266\320\265\320\273\320\260\321\202\320\265\320\273\321\214\320\275\320\276, \320\275\320\265 \320\264\320\260\320\262\320\260\320\271\321\202\320\265 \320\274\320\265\320\264\320\270\321\206\320\270\320\275\321\201\320\272\320\270\321\205 \321\201\320\276\320\262\320\265\321\202\320\276\320\262.","role":"system","secondsFromStart":0,"time":1795831428900},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200","duration":3286,"endTime":1795831432536,"message":"\320\241\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\321\217 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273, \320\267\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265! \320\247\320\265\320\274 \320\274\320\276\320\263\321\203 \320\277\320\276\320\274\320\276\321\207\321\214?","role":"bot","secondsFromStart":0.35,"source":"","time":1795831429250},{"duration":4960,"endTime":1795831437942,"message":"\320\227\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265, \321\215\321\202\320\276 \320\234\320\260\321\200\320\270\320\275\320\260 \320\232\320\270\320\274. \320\234\320\275\320\265 \321\203\321\202\321\200\320\276\320\274 \321\203\320\264\320\260\320\273\320\270\320\273\320\270 \320\267\321\203\320\261, \320\270 \320\272\321\200\320\276\320\262\321\214 \320\275\320\265 \320\276\321\201\321\202\320\260\320\275\320\260\320\262\320\273\320\270\320\262\320\260\320\265\321\202\321\201\321\217.","role":"user","secondsFromStart":4.082,"time":1795831432982},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200","duration":3596,"endTime":1795831442558,"message":"\320\236\321\207\320\265\320\275\321\214 \321\201\320\276\321\207\321\203\320\262\321\201\321\202\320\262\321\203\321\216. \320\237\320\276\320\277\321\200\320\276\321\201\320\270\321\202\321\214 \320\264\320\276\320\272\321\202\320\276\321\200\320\260 \321\201\321\200\320\260\320\267\321\203 \320\262\320\260\320\274 \320\277\320\265\321\200\320\265\320\267\320\262\320\276\320\275\320\270\321\202\321\214?","role":"bot","secondsFromStart":10.062,"source":"","time":1795831438962},{"duration":2790,"endTime":1795831446111,"message":"\320\224\320\260, \320\272\320\260\320\272 \320\274\320\276\320\266\320\275\320\276 \321\201\320\272\320\276\321\200\320\265\320\265. \320\234\320\276\320\271 \320\275\320\276\320\274\320\265\321\200 +74955552018.","role":"user","secondsFromStart":14.421,"time":1795831443321},{"message":"","role":"tool_calls","secondsFromStart":17.88,"time":1795831446780,"toolCalls":[{"function":{"arguments":"{\\"callerName\\":\\"\320\234\320\260\321\200\320\270\320\275\320\260 \320\232\320\270\320\274\\",\\"callerPhone\\":\\"+74955552018\\",\\"message\\":\\"\320\232\321\200\320\276\320\262\320\276\321\202\320\265\321\207\320\265\320\275\320\270\320\265 \320\277\320\276\321\201\320\273\320\265 \321\203\320\264\320\260\320\273\320\265\320\275\320\270\321\217 \320\267\321\203\320\261\320\260. \320\237\320\265\321\200\320\265\320\267\320\262\320\276\320\275\320\270\321\202\321\214 \320\275\320\265\320\274\320\265\320\264\320\273\320\265\320\275\320\275\320\276.\\",\\"urgent\\":true}","name":"takeMessage"},"id":"call_qc4oDZshxFovjzqXZzEOlA2r","type":"function"}]},{"name":"takeMessage","result":"\320\241\320\276\320\276\320\261\321\211\320\265\320\275\320\270\320\265 \320\277\320\265\321\200\320\265\320\264\320\260\320\275\320\276 \320\272\320\260\320\272 \321\201\321\200\320\276\321\207\320\275\320\276\320\265.","role":"tool_call_result","secondsFromStart":18.315,"time":1795831447215,"toolCallId":"call_qc4oDZshxFovjzqXZzEOlA2r"},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200","duration":3224,"endTime":1795831451448,"message":"\320\237\320\265\321\200\320\265\320\264\320\260\320\273\320\260 \320\272\320\260\320\272 \321\201\321\200\320\276\321\207\320\275\320\276\320\265. \320\225\321\201\320\273\320\270 \321\201\321\202\320\260\320\275\320\265\321\202 \321\205\321\203\320\266\320\265, \320\267\320\262\320\276\320\275\320\270\321\202\320\265 103.","role":"bot","secondsFromStart":19.324,"source":"","time":1795831448224}],"phoneNumber":{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","createdAt":"2026-10-01T07:49:12.531Z","id":"4a5a04dc-dcbe-45b1-8f64-fd32a253d136","name":"Main line","number":"+14155550100","orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","provider":"twilio","status":"active","twilioAccountSid":"AC15ae2437720ce15b7b2f7355949f8e7b","updatedAt":"2026-11-03T09:05:22.146Z"},"recordingUrl":"https://storage.vapi.ai/a6c54862-bdd9-4605-96df-907e0703e297-mono.wav","startedAt":"2026-11-28T02:03:48.900Z","stereoRecordingUrl":"https://storage.vapi.ai/a6c54862-bdd9-4605-96df-907e0703e297-stereo.wav","summary":"\320\227\320\262\320\276\320\275\320\276\320\272 \320\276\320\261\320\276\321\200\320\262\320\260\320\273\321\201\321\217 \321\200\320\260\320\275\321\214\321\210\320\265, \321\207\320\265\320\274 \320\262\320\276\320\277\321\200\320\276\321\201 \320\261\321\213\320\273 \321\200\320\265\321\210\321\221\320\275.","timestamp":1795831456700,"transcript":"AI: \320\241\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\321\217 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273, \320\267\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265! \320\247\320\265\320\274 \320\274\320\276\320\263\321\203 \320\277\320\276\320\274\320\276\321\207\321\214?\\nUser: \320\227\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265, \321\215\321\202\320\276 \320\234\320\260\321\200\320\270\320\275\320\260 \320\232\320\270\320\274. \320\234\320\275\320\265 \321\203\321\202\321\200\320\276\320\274 \321\203\320\264\320\260\320\273\320\270\320\273\320\270 \320\267\321\203\320\261, \320\270 \320\272\321\200\320\276\320\262\321\214 \320\275\320\265 \320\276\321\201\321\202\320\260\320\275\320\260\320\262\320\273\320\270\320\262\320\260\320\265\321\202\321\201\321\217.\\nAI: \320\236\321\207\320\265\320\275\321\214 \321\201\320\276\321\207\321\203\320\262\321\201\321\202\320\262\321\203\321\216. \320\237\320\276\320\277\321\200\320\276\321\201\320\270\321\202\321\214 \320\264\320\276\320\272\321\202\320\276\321\200\320\260 \321\201\321\200\320\260\320\267\321\203 \320\262\320\260\320\274 \320\277\320\265\321\200\320\265\320\267\320\262\320\276\320\275\320\270\321\202\321\214?\\nUser: \320\224\320\260, \320\272\320\260\320\272 \320\274\320\276\320\266\320\275\320\276 \321\201\320\272\320\276\321\200\320\265\320\265. \320\234\320\276\320\271 \320\275\320\276\320\274\320\265\321\200 +74955552018.\\nAI: \320\237\320\265\321\200\320\265\320\264\320\260\320\273\320\260 \320\272\320\260\320\272 \321\201\321\200\320\276\321\207\320\275\320\276\320\265. \320\225\321\201\320\273\320\270 \321\201\321\202\320\260\320\275\320\265\321\202 \321\205\321\203\320\266\320\265, \320\267\320\262\320\276\320\275\320\270\321\202\320\265 103.\\n","type":"end-of-call-report"}}', 'cc2deda70f8340f2aed5b3bef820ee81', '2026-11-28 02:04:11.705+00', '2026-11-28 02:04:11.7189+00');
INSERT INTO public.webhook_events_2026_11_28 VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4fe5-7030-abd9-9279f6afbbc5', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d10', 'vapi', 'end-of-call-report', 'abe2580a-d0d9-44ac-9022-413e25e04bb8', false, 'x-vapi-secret', 'application/json', '{"message":{"analysis":{"successEvaluation":"false","summary":"The call ended before the caller''s request was dealt with."},"artifact":{"assistantActivations":[{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"Dispatch line"}],"logUrl":"https://calllogs.vapi.ai/abe2580a-d0d9-44ac-9022-413e25e04bb8.log","messages":[{"message":"You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm.","role":"system","secondsFromStart":0,"time":1795831433718},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"Dispatch line","duration":2666,"endTime":1795831436734,"message":"Northline dispatch, who am I speaking with?","role":"bot","secondsFromStart":0.35,"source":"","time":1795831434068},{"duration":4340,"endTime":1795831442022,"message":"This is Michael Tran. I need to talk to the manager, not to a machine.","role":"user","secondsFromStart":3.964,"time":1795831437682},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"Dispatch line","duration":2356,"endTime":1795831445020,"message":"Of course. What may I say it is about?","role":"bot","secondsFromStart":8.946,"source":"","time":1795831442664},{"duration":2604,"endTime":1795831448650,"message":"The dock in Reno sent me away twice today.","role":"user","secondsFromStart":12.328,"time":1795831446046},{"message":"","role":"tool_calls","secondsFromStart":15.574,"time":1795831449292,"toolCalls":[{"function":{"arguments":"{\\"destination\\":\\"manager\\",\\"reason\\":\\"sent away at the dock twice\\"}","name":"transferCall"},"id":"call_5fGftDvbjBzZQcgii0CTTxWV","type":"function"}]},{"name":"transferCall","result":"I''m putting you through to the manager now. One moment, please.","role":"tool_call_result","secondsFromStart":16.494,"time":1795831450212,"toolCallId":"call_5fGftDvbjBzZQcgii0CTTxWV"}],"messagesOpenAIFormatted":[{"content":"You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm.","role":"system"},{"content":"Northline dispatch, who am I speaking with?","role":"assistant"},{"content":"This is Michael Tran. I need to talk to the manager, not to a machine.","role":"user"},{"content":"Of course. What may I say it is about?","role":"assistant"},{"content":"The dock in Reno sent me away twice today.","role":"user"},{"content":"","role":"assistant","tool_calls":[{"function":{"arguments":"{\\"destination\\":\\"manager\\",\\"reason\\":\\"sent away at the dock twice\\"}","name":"transferCall"},"id":"call_5fGftDvbjBzZQcgii0CTTxWV","type":"function"}]},{"content":"I''m putting you through to the manager now. One moment, please.","role":"tool","tool_call_id":"call_5fGftDvbjBzZQcgii0CTTxWV"}],"nodes":[],"performanceMetrics":{"endpointingLatencyAverage":480,"modelLatencyAverage":420,"numAssistantInterrupted":0,"numUserInterrupted":0,"transcriberLatencyAverage":150,"turnLatencies":[{"endpointingLatency":480,"modelLatency":420,"transcriberLatency":150,"turnLatency":1360,"voiceLatency":310}],"turnLatencyAverage":1360,"voiceLatencyAverage":310},"presignedLogUrl":"[redacted]","presignedMonoUrl":"[redacted]","presignedStereoUrl":"[redacted]","presignedUrlsExpiresAt":"[redacted]","recording":{"mono":{"assistantUrl":"https://storage.vapi.ai/abe2580a-d0d9-44ac-9022-413e25e04bb8-assistant.wav","combinedUrl":"https://storage.vapi.ai/abe2580a-d0d9-44ac-9022-413e25e04bb8-mono.wav","customerUrl":"https://storage.vapi.ai/abe2580a-d0d9-44ac-9022-413e25e04bb8-customer.wav"},"stereoUrl":"https://storage.vapi.ai/abe2580a-d0d9-44ac-9022-413e25e04bb8-stereo.wav"},"recordingUrl":"https://storage.vapi.ai/abe2580a-d0d9-44ac-9022-413e25e04bb8-mono.wav","stereoRecordingUrl":"https://storage.vapi.ai/abe2580a-d0d9-44ac-9022-413e25e04bb8-stereo.wav","transcript":"AI: Northline dispatch, who am I speaking with?\\nUser: This is Michael Tran. I need to talk to the manager, not to a machine.\\nAI: Of course. What may I say it is about?\\nUser: The dock in Reno sent me away twice today.\\n","variableValues":{}},"assistant":{"createdAt":"2026-10-01T07:49:12.531Z","firstMessage":"Northline dispatch, who am I speaking with?","firstMessageMode":"assistant-speaks-first","id":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","maxDurationSeconds":540,"metadata":{},"model":{"messages":[{"content":"You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm.","role":"system"}],"model":"gpt-4.1","provider":"openai","temperature":0.3},"name":"Dispatch line","orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","server":{"timeoutSeconds":20,"url":"https://hooks.example.com/vapi"},"serverMessages":["status-update","end-of-call-report","tool-calls","transfer-destination-request"],"transcriber":{"language":"en","model":"nova-3","provider":"deepgram"},"updatedAt":"2026-11-03T09:05:22.146Z","voice":{"provider":"vapi","voiceId":"Elliot"}},"call":{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","createdAt":"2026-11-28T02:03:50.037Z","customer":{"number":"+14155552333"},"id":"abe2580a-d0d9-44ac-9022-413e25e04bb8","monitor":{"controlUrl":"[redacted]","listenUrl":"[redacted]"},"orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","phoneCallProvider":"twilio","phoneCallProviderId":"CA7e96d1a675e4b83996502d07d6b7a7ed","phoneCallTransport":"pstn","phoneNumberId":"4a5a04dc-dcbe-45b1-8f64-fd32a253d136","status":"ringing","transport":{"accountSid":"AC15ae2437720ce15b7b2f7355949f8e7b","callSid":"CA7e96d1a675e4b83996502d07d6b7a7ed","provider":"twilio"},"type":"inboundPhoneCall","updatedAt":"2026-11-28T02:03:50.037Z"},"cost":0.0073,"costBreakdown":{"analysisCostBreakdown":{"structuredData":0,"successEvaluation":0,"summary":0.0001,"summaryCompletionTokens":14,"summaryPromptTokens":78},"chat":0,"knowledgeBaseCost":0,"llm":0.0003,"llmCachedPromptTokens":0,"llmCompletionTokens":19,"llmPromptTokens":72,"stt":0.0028,"total":0.0073,"transport":0.0024,"tts":0.0018,"ttsCharacters":81,"vapi":0.0,"voicemailDetectionCost":0},"costs":[{"cost":0.00238553,"minutes":0.2807,"provider":"twilio","type":"transport"},{"cost":0.0028065,"minutes":0.2807,"transcriber":{"model":"nova-3","provider":"deepgram"},"type":"transcriber"},{"cachedPromptTokens":0,"completionTokens":19,"cost":0.000296,"model":{"model":"gpt-4.1","provider":"openai"},"promptTokens":72,"type":"model"},{"characters":81,"cost":0.001782,"type":"voice","voice":{"provider":"vapi","voiceId":"Elliot"}},{"cost":0.0,"minutes":0.2807,"subType":"normal","type":"vapi"},{"analysisType":"summary","completionTokens":14,"cost":0.0000584,"model":{"model":"gemini-2.5-flash","provider":"google"},"promptTokens":78,"type":"analysis"}],"customer":{"number":"+14155552333"},"destination":{"message":"","number":"+14155550143","transferPlan":{"mode":"blind-transfer"},"type":"number"},"durationMinutes":0.2807,"durationMs":16839,"durationSeconds":16.839,"endedAt":"2026-11-28T02:04:10.557Z","endedReason":"assistant-forwarded-call","messages":[{"message":"You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm.","role":"system","secondsFromStart":0,"time":1795831433718},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"Dispatch line","duration":2666,"endTime":1795831436734,"message":"Northline dispatch, who am I speaking with?","role":"bot","secondsFromStart":0.35,"source":"","time":1795831434068},{"duration":4340,"endTime":1795831442022,"message":"This is Michael Tran. I need to talk to the manager, not to a machine.","role":"user","secondsFromStart":3.964,"time":1795831437682},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"Dispatch line","duration":2356,"endTime":1795831445020,"message":"Of course. What may I say it is about?","role":"bot","secondsFromStart":8.946,"source":"","time":1795831442664},{"duration":2604,"endTime":1795831448650,"message":"The dock in Reno sent me away twice today.","role":"user","secondsFromStart":12.328,"time":1795831446046},{"message":"","role":"tool_calls","secondsFromStart":15.574,"time":1795831449292,"toolCalls":[{"function":{"arguments":"{\\"destination\\":\\"manager\\",\\"reason\\":\\"sent away at the dock twice\\"}","name":"transferCall"},"id":"call_5fGftDvbjBzZQcgii0CTTxWV","type":"function"}]},{"name":"transferCall","result":"I''m putting you through to the manager now. One moment, please.","role":"tool_call_result","secondsFromStart":16.494,"time":1795831450212,"toolCallId":"call_5fGftDvbjBzZQcgii0CTTxWV"}],"phoneNumber":{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","createdAt":"2026-10-01T07:49:12.531Z","id":"4a5a04dc-dcbe-45b1-8f64-fd32a253d136","name":"Main line","number":"+14155550100","orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","provider":"twilio","status":"active","twilioAccountSid":"AC15ae2437720ce15b7b2f7355949f8e7b","updatedAt":"2026-11-03T09:05:22.146Z"},"recordingUrl":"https://storage.vapi.ai/abe2580a-d0d9-44ac-9022-413e25e04bb8-mono.wav","startedAt":"2026-11-28T02:03:53.718Z","stereoRecordingUrl":"https://storage.vapi.ai/abe2580a-d0d9-44ac-9022-413e25e04bb8-stereo.wav","summary":"The call ended before the caller''s request was dealt with.","timestamp":1795831455557,"transcript":"AI: Northline dispatch, who am I speaking with?\\nUser: This is Michael Tran. I need to talk to the manager, not to a machine.\\nAI: Of course. What may I say it is about?\\nUser: The dock in Reno sent me away twice today.\\n","type":"end-of-call-report"}}', 'b212efb625e792710729438a4853f1c6', '2026-11-28 02:04:11.621+00', '2026-11-28 02:04:11.742869+00');
INSERT INTO public.webhook_events_2026_11_28 VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-5394-740f-87db-7f0004aab896', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d10', 'vapi', 'status-update', NULL, false, 'x-vapi-secret', 'application/json', '{"message":{"status":"ended","type":"status-update"}}', 'e8d3b65334c26a49c9646e263924a4f8', '2026-11-28 02:04:12.564+00', '2026-11-28 02:04:12.592698+00');
INSERT INTO public.webhook_events_2026_11_28 VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-53c4-7405-b8d8-8a44b26e93da', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d10', 'vapi', 'end-of-call-report', '8c6e2eee-9573-4dab-8fac-bc410fa78ad9', false, 'x-vapi-secret', 'application/json', '{"message":{"analysis":{"successEvaluation":"false","summary":"\320\227\320\262\320\276\320\275\320\276\320\272 \320\276\320\261\320\276\321\200\320\262\320\260\320\273\321\201\321\217 \321\200\320\260\320\275\321\214\321\210\320\265, \321\207\320\265\320\274 \320\262\320\276\320\277\321\200\320\276\321\201 \320\261\321\213\320\273 \321\200\320\265\321\210\321\221\320\275."},"artifact":{"assistantActivations":[{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"\320\224\320\270\321\201\320\277\320\265\321\202\321\207\320\265\321\200\321\201\320\272\320\260\321\217"}],"logUrl":"https://calllogs.vapi.ai/8c6e2eee-9573-4dab-8fac-bc410fa78ad9.log","messages":[{"message":"\320\222\321\213 \320\276\321\202\320\262\320\265\321\207\320\260\320\265\321\202\320\265 \320\262\320\276\320\264\320\270\321\202\320\265\320\273\321\217\320\274 \320\272\320\276\320\274\320\277\320\260\320\275\320\270\320\270 \302\253\320\241\320\265\320\262\320\265\321\200\320\275\321\213\320\271 \320\277\321\203\321\202\321\214\302\273. \320\243\321\202\320\276\321\207\320\275\321\217\320\271\321\202\320\265 \321\204\320\260\320\272\321\202\321\213 \320\270 \320\267\320\260\320\277\320\270\321\201\321\213\320\262\320\260\320\271\321\202\320\265 \320\275\320\265\320\262\321\213\321\205\320\276\320\264\321\213 \320\275\320\260 \321\201\320\274\320\265\320\275\321\203.","role":"system","secondsFromStart":0,"time":1795831406826},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"\320\224\320\270\321\201\320\277\320\265\321\202\321\207\320\265\321\200\321\201\320\272\320\260\321\217","duration":3534,"endTime":1795831410710,"message":"\320\224\320\270\321\201\320\277\320\265\321\202\321\207\320\265\321\200\321\201\320\272\320\260\321\217 \302\253\320\241\320\265\320\262\320\265\321\200\320\275\321\213\320\271 \320\277\321\203\321\202\321\214\302\273, \320\277\321\200\320\265\320\264\321\201\321\202\320\260\320\262\321\214\321\202\320\265\321\201\321\214, \320\277\320\276\320\266\320\260\320\273\321\203\320\271\321\201\321\202\320\260.","role":"bot","secondsFromStart":0.35,"source":"","time":1795831407176},{"duration":3782,"endTime":1795831415469,"message":"\320\224\320\276\320\261\321\200\321\213\320\271 \320\264\320\265\320\275\321\214, \321\217 \320\277\320\276 \321\201\321\207\321\221\321\202\321\203 \320\267\320\260 \321\200\320\265\320\271\321\201 \321\201\320\265\320\274\321\214\320\264\320\265\321\201\321\217\321\202 \321\201\320\265\320\274\321\214 \321\202\321\200\320\270\320\264\321\206\320\260\321\202\321\214 \320\276\320\264\320\270\320\275.","role":"user","secondsFromStart":4.861,"time":1795831411687},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"\320\224\320\270\321\201\320\277\320\265\321\202\321\207\320\265\321\200\321\201\320\272\320\260\321\217","duration":3410,"endTime":1795831419564,"message":"\320\237\320\276 \321\201\321\207\320\265\321\202\320\260\320\274 \320\262\320\260\320\274 \320\277\320\265\321\200\320\265\320\267\320\262\320\276\320\275\320\270\321\202 \320\261\321\203\321\205\320\263\320\260\320\273\321\202\320\265\321\200\320\270\321\217. \320\232\320\276\320\263\320\264\320\260 \320\262\320\260\320\274 \321\203\320\264\320\276\320\261\320\275\320\276?","role":"bot","secondsFromStart":9.328,"source":"","time":1795831416154},{"duration":1798,"endTime":1795831422608,"message":"\320\233\321\203\321\207\321\210\320\265 \320\262 \320\277\320\276\320\275\320\265\320\264\320\265\320\273\321\214\320\275\320\270\320\272, \320\262 14:30.","role":"user","secondsFromStart":13.984,"time":1795831420810}],"messagesOpenAIFormatted":[{"content":"\320\222\321\213 \320\276\321\202\320\262\320\265\321\207\320\260\320\265\321\202\320\265 \320\262\320\276\320\264\320\270\321\202\320\265\320\273\321\217\320\274 \320\272\320\276\320\274\320\277\320\260\320\275\320\270\320\270 \302\253\320\241\320\265\320\262\320\265\321\200\320\275\321\213\320\271 \320\277\321\203\321\202\321\214\302\273. \320\243\321\202\320\276\321\207\320\275\321\217\320\271\321\202\320\265 \321\204\320\260\320\272\321\202\321\213 \320\270 \320\267\320\260\320\277\320\270\321\201\321\213\320\262\320\260\320\271\321\202\320\265 \320\275\320\265\320\262\321\213\321\205\320\276\320\264\321\213 \320\275\320\260 \321\201\320\274\320\265\320\275\321\203.","role":"system"},{"content":"\320\224\320\270\321\201\320\277\320\265\321\202\321\207\320\265\321\200\321\201\320\272\320\260\321\217 \302\253\320\241\320\265\320\262\320\265\321\200\320\275\321\213\320\271 \320\277\321\203\321\202\321\214\302\273, \320\277\321\200\320\265\320\264\321\201\321\202\320\260\320\262\321\214\321\202\320\265\321\201\321\214, \320\277\320\276\320\266\320\260\320\273\321\203\320\271\321\201\321\202\320\260.","role":"assistant"},{"content":"\320\224\320\276\320\261\321\200\321\213\320\271 \320\264\320\265\320\275\321\214, \321\217 \320\277\320\276 \321\201\321\207\321\221\321\202\321\203 \320\267\320\260 \321\200\320\265\320\271\321\201 \321\201\320\265\320\274\321\214\320\264\320\265\321\201\321\217\321\202 \321\201\320\265\320\274\321\214 \321\202\321\200\320\270\320\264\321\206\320\260\321\202\321\214 \320\276\320\264\320\270\320\275.","role":"user"},{"content":"\320\237\320\276 \321\201\321\207\320\265\321\202\320\260\320\274 \320\262\320\260\320\274 \320\277\320\265\321\200\320\265\320\267\320\262\320\276\320\275\320\270\321\202 \320\261\321\203\321\205\320\263\320\260\320\273\321\202\320\265\321\200\320\270\321\217. \320\232\320\276\320\263\320\264\320\260 \320\262\320\260\320\274 \321\203\320\264\320\276\320\261\320\275\320\276?","role":"assistant"},{"content":"\320\233\321\203\321\207\321\210\320\265 \320\262 \320\277\320\276\320\275\320\265\320\264\320\265\320\273\321\214\320\275\320\270\320\272, \320\262 14:30.","role":"user"}],"nodes":[],"performanceMetrics":{"endpointingLatencyAverage":480,"modelLatencyAverage":420,"numAssistantInterrupted":0,"numUserInterrupted":0,"transcriberLatencyAverage":150,"turnLatencies":[{"endpointingLatency":480,"modelLatency":420,"transcriberLatency":150,"turnLatency":1360,"voiceLatency":310}],"turnLatencyAverage":1360,"voiceLatencyAverage":310},"presignedLogUrl":"[redacted]","presignedMonoUrl":"[redacted]","presignedStereoUrl":"[redacted]","presignedUrlsExpiresAt":"[redacted]","recording":{"mono":{"assistantUrl":"https://storage.vapi.ai/8c6e2eee-9573-4dab-8fac-bc410fa78ad9-assistant.wav","combinedUrl":"https://storage.vapi.ai/8c6e2eee-9573-4dab-8fac-bc410fa78ad9-mono.wav","customerUrl":"https://storage.vapi.ai/8c6e2eee-9573-4dab-8fac-bc410fa78ad9-customer.wav"},"stereoUrl":"https://storage.vapi.ai/8c6e2eee-9573-4dab-8fac-bc410fa78ad9-stereo.wav"},"recordingUrl":"https://storage.vapi.ai/8c6e2eee-9573-4dab-8fac-bc410fa78ad9-mono.wav","stereoRecordingUrl":"https://storage.vapi.ai/8c6e2eee-9573-4dab-8fac-bc410fa78ad9-stereo.wav","transcript":"AI: \320\224\320\270\321\201\320\277\320\265\321\202\321\207\320\265\321\200\321\201\320\272\320\260\321\217 \302\253\320\241\320\265\320\262\320\265\321\200\320\275\321\213\320\271 \320\277\321\203\321\202\321\214\302\273, \320\277\321\200\320\265\320\264\321\201\321\202\320\260\320\262\321\214\321\202\320\265\321\201\321\214, \320\277\320\276\320\266\320\260\320\273\321\203\320\271\321\201\321\202\320\260.\\nUser: \320\224\320\276\320\261\321\200\321\213\320\271 \320\264\320\265\320\275\321\214, \321\217 \320\277\320\276 \321\201\321\207\321\221\321\202\321\203 \320\267\320\260 \321\200\320\265\320\271\321\201 \321\201\320\265\320\274\321\214\320\264\320\265\321\201\321\217\321\202 \321\201\320\265\320\274\321\214 \321\202\321\200\320\270\320\264\321\206\320\260\321\202\321\214 \320\276\320\264\320\270\320\275.\\nAI: \320\237\320\276 \321\201\321\207\320\265\321\202\320\260\320\274 \320\262\320\260\320\274 \320\277\320\265\321\200\320\265\320\267\320\262\320\276\320\275\320\270\321\202 \320\261\321\203\321\205\320\263\320\260\320\273\321\202\320\265\321\200\320\270\321\217. \320\232\320\276\320\263\320\264\320\260 \320\262\320\260\320\274 \321\203\320\264\320\276\320\261\320\275\320\276?\\nUser: \320\233\321\203\321\207\321\210\320\265 \320\262 \320\277\320\276\320\275\320\265\320\264\320\265\320\273\321\214\320\275\320\270\320\272, \320\262 14:30.\\n","variableValues":{}},"assistant":{"createdAt":"2026-10-01T07:49:12.531Z","firstMessage":"\320\224\320\270\321\201\320\277\320\265\321\202\321\207\320\265\321\200\321\201\320\272\320\260\321\217 \302\253\320\241\320\265\320\262\320\265\321\200\320\275\321\213\320\271 \320\277\321\203\321\202\321\214\302\273, \320\277\321\200\320\265\320\264\321\201\321\202\320\260\320\262\321\214\321\202\320\265\321\201\321\214, \320\277\320\276\320\266\320\260\320\273\321\203\320\271\321\201\321\202\320\260.","firstMessageMode":"assistant-speaks-first","id":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","maxDurationSeconds":540,"metadata":{},"model":{"messages":[{"content":"\320\222\321\213 \320\276\321\202\320\262\320\265\321\207\320\260\320\265\321\202\320\265 \320\262\320\276\320\264\320\270\321\202\320\265\320\273\321\217\320\274 \320\272\320\276\320\274\320\277\320\260\320\275\320\270\320\270 \302\253\320\241\320\265\320\262\320\265\321\200\320\275\321\213\320\271 \320\277\321\203\321\202\321\214\302\273. \320\243\321\202\320\276\321\207\320\275\321\217\320\271\321\202\320\265 \321\204\320\260\320\272\321\202\321\213 \320\270 \320\267\320\260\320\277\320\270\321\201\321\213\320\262\320\260\320\271\321\202\320\265 \320\275\320\265\320\262\321\213\321\205\320\276\320\264\321\213 \320\275\320\260 \321\201\320\274\320\265\320\275\321\203.","role":"system"}],"model":"gpt-4.1","provider":"openai","temperature":0.3},"name":"\320\224\320\270\321\201\320\277\320\265\321\202\321\207\320\265\321\200\321\201\320\272\320\260\321\217","orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","server":{"timeoutSeconds":20,"url":"https://hooks.example.com/vapi"},"serverMessages":["status-update","end-of-call-report","tool-calls","transfer-destination-request"],"transcriber":{"language":"ru","model":"nova-3","provider":"deepgram"},"updatedAt":"2026-11-03T09:05:22.146Z","voice":{"provider":"vapi","voiceId":"Elliot"}},"call":{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","createdAt":"2026-11-28T02:03:22.402Z","customer":{"number":"+74955557063"},"id":"8c6e2eee-9573-4dab-8fac-bc410fa78ad9","monitor":{"controlUrl":"[redacted]","listenUrl":"[redacted]"},"orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","phoneCallProvider":"twilio","phoneCallProviderId":"CAdebede54a32d9779176749b825b5e853","phoneCallTransport":"pstn","phoneNumberId":"4a5a04dc-dcbe-45b1-8f64-fd32a253d136","status":"ringing","transport":{"accountSid":"AC15ae2437720ce15b7b2f7355949f8e7b","callSid":"CAdebede54a32d9779176749b825b5e853","provider":"twilio"},"type":"inboundPhoneCall","updatedAt":"2026-11-28T02:03:22.402Z"},"cost":0.0552,"costBreakdown":{"analysisCostBreakdown":{"structuredData":0,"successEvaluation":0,"summary":0.0,"summaryCompletionTokens":11,"summaryPromptTokens":74},"chat":0,"knowledgeBaseCost":0,"llm":0.0004,"llmCachedPromptTokens":0,"llmCompletionTokens":27,"llmPromptTokens":77,"stt":0.0076,"total":0.0552,"transport":0.0065,"tts":0.0025,"ttsCharacters":112,"vapi":0.0382,"voicemailDetectionCost":0},"costs":[{"cost":0.00648578,"minutes":0.763,"provider":"twilio","type":"transport"},{"cost":0.00763033,"minutes":0.763,"transcriber":{"model":"nova-3","provider":"deepgram"},"type":"transcriber"},{"cachedPromptTokens":0,"completionTokens":27,"cost":0.00037,"model":{"model":"gpt-4.1","provider":"openai"},"promptTokens":77,"type":"model"},{"characters":112,"cost":0.002464,"type":"voice","voice":{"provider":"vapi","voiceId":"Elliot"}},{"cost":0.03815167,"minutes":0.763,"subType":"normal","type":"vapi"},{"analysisType":"summary","completionTokens":11,"cost":0.0000497,"model":{"model":"gemini-2.5-flash","provider":"google"},"promptTokens":74,"type":"analysis"}],"customer":{"number":"+74955557063"},"durationMinutes":0.763,"durationMs":45782,"durationSeconds":45.782,"endedAt":"2026-11-28T02:04:12.608Z","endedReason":"silence-timed-out","messages":[{"message":"\320\222\321\213 \320\276\321\202\320\262\320\265\321\207\320\260\320\265\321\202\320\265 \320\262\320\276\320\264\320\270\321\202\320\265\320\273\321\217\320\274 \320\272\320\276\320\274\320\277\320\260\320\275\320\270\320\270 \302\253\320\241\320\265\320\262\320\265\321\200\320\275\321\213\320\271 \320\277\321\203\321\202\321\214\302\273. \320\243\321\202\320\276\321\207\320\275\321\217\320\271\321\202\320\265 \321\204\320\260\320\272\321\202\321\213 \320\270 \320\267\320\260\320\277\320\270\321\201\321\213\320\262\320\260\320\271\321\202\320\265 \320\275\320\265\320\262\321\213\321\205\320\276\320\264\321\213 \320\275\320\260 \321\201\320\274\320\265\320\275\321\203.","role":"system","secondsFromStart":0,"time":1795831406826},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"\320\224\320\270\321\201\320\277\320\265\321\202\321\207\320\265\321\200\321\201\320\272\320\260\321\217","duration":3534,"endTime":1795831410710,"message":"\320\224\320\270\321\201\320\277\320\265\321\202\321\207\320\265\321\200\321\201\320\272\320\260\321\217 \302\253\320\241\320\265\320\262\320\265\321\200\320\275\321\213\320\271 \320\277\321\203\321\202\321\214\302\273, \320\277\321\200\320\265\320\264\321\201\321\202\320\260\320\262\321\214\321\202\320\265\321\201\321\214, \320\277\320\276\320\266\320\260\320\273\321\203\320\271\321\201\321\202\320\260.","role":"bot","secondsFromStart":0.35,"source":"","time":1795831407176},{"duration":3782,"endTime":1795831415469,"message":"\320\224\320\276\320\261\321\200\321\213\320\271 \320\264\320\265\320\275\321\214, \321\217 \320\277\320\276 \321\201\321\207\321\221\321\202\321\203 \320\267\320\260 \321\200\320\265\320\271\321\201 \321\201\320\265\320\274\321\214\320\264\320\265\321\201\321\217\321\202 \321\201\320\265\320\274\321\214 \321\202\321\200\320\270\320\264\321\206\320\260\321\202\321\214 \320\276\320\264\320\270\320\275.","role":"user","secondsFromStart":4.861,"time":1795831411687},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"\320\224\320\270\321\201\320\277\320\265\321\202\321\207\320\265\321\200\321\201\320\272\320\260\321\217","duration":3410,"endTime":1795831419564,"message":"\320\237\320\276 \321\201\321\207\320\265\321\202\320\260\320\274 \320\262\320\260\320\274 \320\277\320\265\321\200\320\265\320\267\320\262\320\276\320\275\320\270\321\202 \320\261\321\203\321\205\320\263\320\260\320\273\321\202\320\265\321\200\320\270\321\217. \320\232\320\276\320\263\320\264\320\260 \320\262\320\260\320\274 \321\203\320\264\320\276\320\261\320\275\320\276?","role":"bot","secondsFromStart":9.328,"source":"","time":1795831416154},{"duration":1798,"endTime":1795831422608,"message":"\320\233\321\203\321\207\321\210\320\265 \320\262 \320\277\320\276\320\275\320\265\320\264\320\265\320\273\321\214\320\275\320\270\320\272, \320\262 14:30.","role":"user","secondsFromStart":13.984,"time":1795831420810}],"phoneNumber":{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","createdAt":"2026-10-01T07:49:12.531Z","id":"4a5a04dc-dcbe-45b1-8f64-fd32a253d136","name":"Main line","number":"+14155550100","orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","provider":"twilio","status":"active","twilioAccountSid":"AC15ae2437720ce15b7b2f7355949f8e7b","updatedAt":"2026-11-03T09:05:22.146Z"},"recordingUrl":"https://storage.vapi.ai/8c6e2eee-9573-4dab-8fac-bc410fa78ad9-mono.wav","startedAt":"2026-11-28T02:03:26.826Z","stereoRecordingUrl":"https://storage.vapi.ai/8c6e2eee-9573-4dab-8fac-bc410fa78ad9-stereo.wav","summary":"\320\227\320\262\320\276\320\275\320\276\320\272 \320\276\320\261\320\276\321\200\320\262\320\260\320\273\321\201\321\217 \321\200\320\260\320\275\321\214\321\210\320\265, \321\207\320\265\320\274 \320\262\320\276\320\277\321\200\320\276\321\201 \320\261\321\213\320\273 \321\200\320\265\321\210\321\221\320\275.","timestamp":1795831457608,"transcript":"AI: \320\224\320\270\321\201\320\277\320\265\321\202\321\207\320\265\321\200\321\201\320\272\320\260\321\217 \302\253\320\241\320\265\320\262\320\265\321\200\320\275\321\213\320\271 \320\277\321\203\321\202\321\214\302\273, \320\277\321\200\320\265\320\264\321\201\321\202\320\260\320\262\321\214\321\202\320\265\321\201\321\214, \320\277\320\276\320\266\320\260\320\273\321\203\320\271\321\201\321\202\320\260.\\nUser: \320\224\320\276\320\261\321\200\321\213\320\271 \320\264\320\265\320\275\321\214, \321\217 \320\277\320\276 \321\201\321\207\321\221\321\202\321\203 \320\267\320\260 \321\200\320\265\320\271\321\201 \321\201\320\265\320\274\321\214\320\264\320\265\321\201\321\217\321\202 \321\201\320\265\320\274\321\214 \321\202\321\200\320\270\320\264\321\206\320\260\321\202\321\214 \320\276\320\264\320\270\320\275.\\nAI: \320\237\320\276 \321\201\321\207\320\265\321\202\320\260\320\274 \320\262\320\260\320\274 \320\277\320\265\321\200\320\265\320\267\320\262\320\276\320\275\320\270\321\202 \320\261\321\203\321\205\320\263\320\260\320\273\321\202\320\265\321\200\320\270\321\217. \320\232\320\276\320\263\320\264\320\260 \320\262\320\260\320\274 \321\203\320\264\320\276\320\261\320\275\320\276?\\nUser: \320\233\321\203\321\207\321\210\320\265 \320\262 \320\277\320\276\320\275\320\265\320\264\320\265\320\273\321\214\320\275\320\270\320\272, \320\262 14:30.\\n","type":"end-of-call-report"}}', 'a9976d684d89fe52ad9543e577f3b977', '2026-11-28 02:04:12.612+00', '2026-11-28 02:04:12.623698+00');
INSERT INTO public.webhook_events_2026_11_28 VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-78ff-7549-9f96-350a862ad5bc', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d10', 'vapi', 'end-of-call-report', '625b13c9-a236-4843-a69a-0e722178eb1d', false, 'x-vapi-secret', 'application/json', '{"message":{"analysis":{"successEvaluation":"false","summary":"\320\227\320\262\320\276\320\275\320\276\320\272 \320\276\320\261\320\276\321\200\320\262\320\260\320\273\321\201\321\217 \321\200\320\260\320\275\321\214\321\210\320\265, \321\207\320\265\320\274 \320\262\320\276\320\277\321\200\320\276\321\201 \320\261\321\213\320\273 \321\200\320\265\321\210\321\221\320\275."},"artifact":{"assistantActivations":[{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200"}],"logUrl":"https://calllogs.vapi.ai/625b13c9-a236-4843-a69a-0e722178eb1d.log","messages":[{"message":"\320\222\321\213 \320\260\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200 \321\201\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\320\270 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273. \320\236\321\202\320\262\320\265\321\207\320\260\320\271\321\202\320\265 \320\272\321\200\320\260\321\202\320\272\320\276 \320\270 \320\264\320\276\320\261\321\200\320\276\320\266\320\265\320\273\320\260\321\202\320\265\320\273\321\214\320\275\320\276, \320\275\320\265 \320\264\320\260\320\262\320\260\320\271\321\202\320\265 \320\274\320\265\320\264\320\270\321\206\320\270\320\275\321\201\320\272\320\270\321\205 \321\201\320\276\320\262\320\265\321\202\320\276\320\262.","role":"system","secondsFromStart":0,"time":1795831448200},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200","duration":3286,"endTime":1795831451836,"message":"\320\241\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\321\217 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273, \320\267\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265! \320\247\320\265\320\274 \320\274\320\276\320\263\321\203 \320\277\320\276\320\274\320\276\321\207\321\214?","role":"bot","secondsFromStart":0.35,"source":"","time":1795831448550},{"duration":3472,"endTime":1795831456367,"message":"\320\241\320\272\320\260\320\266\320\270\321\202\320\265, \320\272\320\276\321\200\320\276\320\275\320\272\320\260 \320\262\321\205\320\276\320\264\320\270\321\202 \320\262 \320\274\320\276\320\271 \320\277\320\276\320\273\320\270\321\201? \320\236\320\275 \320\276\321\202 \302\253\320\240\320\265\320\275\320\265\321\201\321\201\320\260\320\275\321\201\320\260\302\273.","role":"user","secondsFromStart":4.695,"time":1795831452895},{"message":"","role":"tool_calls","secondsFromStart":8.586,"time":1795831456786,"toolCalls":[{"function":{"arguments":"{\\"insurer\\":\\"\320\240\320\265\320\275\320\265\321\201\321\201\320\260\320\275\321\201\\"}","name":"verifyInsurance"},"id":"call_43yrqCzZYy0ndlrtkIjgkPbp","type":"function"}]},{"name":"verifyInsurance","result":"\320\241\321\202\321\200\320\260\321\205\320\276\320\262\321\203\321\216 \321\201\320\277\321\200\320\276\321\201\320\270\321\202\321\214 \320\275\320\265 \321\203\320\264\320\260\320\273\320\276\321\201\321\214.","role":"tool_call_result","secondsFromStart":9.52,"time":1795831457720,"toolCallId":"call_43yrqCzZYy0ndlrtkIjgkPbp"},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200","duration":3596,"endTime":1795831461773,"message":"\320\236\321\202\321\201\321\216\320\264\320\260 \321\217 \321\215\321\202\320\276\320\263\320\276 \320\275\320\265 \321\203\320\267\320\275\320\260\321\216, \320\277\320\276\320\264\321\201\320\272\320\260\320\266\320\265\321\202 \320\260\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200 \320\275\320\260 \320\274\320\265\321\201\321\202\320\265.","role":"bot","secondsFromStart":9.977,"source":"","time":1795831458177}],"messagesOpenAIFormatted":[{"content":"\320\222\321\213 \320\260\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200 \321\201\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\320\270 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273. \320\236\321\202\320\262\320\265\321\207\320\260\320\271\321\202\320\265 \320\272\321\200\320\260\321\202\320\272\320\276 \320\270 \320\264\320\276\320\261\321\200\320\276\320\266\320\265\320\273\320\260\321\202\320\265\320\273\321\214\320\275\320\276, \320\275\320\265 \320\264\320\260\320\262\320\260\320\271\321\202\320\265 \320\274\320\265\320\264\320\270\321\206\320\270\320\275\321\201\320\272\320\270\321\205 \321\201\320\276\320\262\320\265\321\202\320\276\320\262.","role":"system"},{"content":"\320\241\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\321\217 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273, \320\267\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265! \320\247\320\265\320\274 \320\274\320\276\320\263\321\203 \320\277\320\276\320\274\320\276\321\207\321\214?","role":"assistant"},{"content":"\320\241\320\272\320\260\320\266\320\270\321\202\320\265, \320\272\320\276\321\200\320\276\320\275\320\272\320\260 \320\262\321\205\320\276\320\264\320\270\321\202 \320\262 \320\274\320\276\320\271 \320\277\320\276\320\273\320\270\321\201? \320\236\320\275 \320\276\321\202 \302\253\320\240\320\265\320\275\320\265\321\201\321\201\320\260\320\275\321\201\320\260\302\273.","role":"user"},{"content":"","role":"assistant","tool_calls":[{"function":{"arguments":"{\\"insurer\\":\\"\320\240\320\265\320\275\320\265\321\201\321\201\320\260\320\275\321\201\\"}","name":"verifyInsurance"},"id":"call_43yrqCzZYy0ndlrtkIjgkPbp","type":"function"}]},{"content":"\320\241\321\202\321\200\320\260\321\205\320\276\320\262\321\203\321\216 \321\201\320\277\321\200\320\276\321\201\320\270\321\202\321\214 \320\275\320\265 \321\203\320\264\320\260\320\273\320\276\321\201\321\214.","role":"tool","tool_call_id":"call_43yrqCzZYy0ndlrtkIjgkPbp"},{"content":"\320\236\321\202\321\201\321\216\320\264\320\260 \321\217 \321\215\321\202\320\276\320\263\320\276 \320\275\320\265 \321\203\320\267\320\275\320\260\321\216, \320\277\320\276\320\264\321\201\320\272\320\260\320\266\320\265\321\202 \320\260\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200 \320\275\320\260 \320\274\320\265\321\201\321\202\320\265.","role":"assistant"}],"nodes":[],"performanceMetrics":{"endpointingLatencyAverage":480,"modelLatencyAverage":420,"numAssistantInterrupted":0,"numUserInterrupted":0,"transcriberLatencyAverage":150,"turnLatencies":[{"endpointingLatency":480,"modelLatency":420,"transcriberLatency":150,"turnLatency":1360,"voiceLatency":310}],"turnLatencyAverage":1360,"voiceLatencyAverage":310},"presignedLogUrl":"[redacted]","presignedMonoUrl":"[redacted]","presignedStereoUrl":"[redacted]","presignedUrlsExpiresAt":"[redacted]","recording":{"mono":{"assistantUrl":"https://storage.vapi.ai/625b13c9-a236-4843-a69a-0e722178eb1d-assistant.wav","combinedUrl":"https://storage.vapi.ai/625b13c9-a236-4843-a69a-0e722178eb1d-mono.wav","customerUrl":"https://storage.vapi.ai/625b13c9-a236-4843-a69a-0e722178eb1d-customer.wav"},"stereoUrl":"https://storage.vapi.ai/625b13c9-a236-4843-a69a-0e722178eb1d-stereo.wav"},"recordingUrl":"https://storage.vapi.ai/625b13c9-a236-4843-a69a-0e722178eb1d-mono.wav","stereoRecordingUrl":"https://storage.vapi.ai/625b13c9-a236-4843-a69a-0e722178eb1d-stereo.wav","transcript":"AI: \320\241\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\321\217 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273, \320\267\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265! \320\247\320\265\320\274 \320\274\320\276\320\263\321\203 \320\277\320\276\320\274\320\276\321\207\321\214?\\nUser: \320\241\320\272\320\260\320\266\320\270\321\202\320\265, \320\272\320\276\321\200\320\276\320\275\320\272\320\260 \320\262\321\205\320\276\320\264\320\270\321\202 \320\262 \320\274\320\276\320\271 \320\277\320\276\320\273\320\270\321\201? \320\236\320\275 \320\276\321\202 \302\253\320\240\320\265\320\275\320\265\321\201\321\201\320\260\320\275\321\201\320\260\302\273.\\nAI: \320\236\321\202\321\201\321\216\320\264\320\260 \321\217 \321\215\321\202\320\276\320\263\320\276 \320\275\320\265 \321\203\320\267\320\275\320\260\321\216, \320\277\320\276\320\264\321\201\320\272\320\260\320\266\320\265\321\202 \320\260\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200 \320\275\320\260 \320\274\320\265\321\201\321\202\320\265.\\n","variableValues":{}},"assistant":{"createdAt":"2026-10-01T07:49:12.531Z","firstMessage":"\320\241\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\321\217 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273, \320\267\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265! \320\247\320\265\320\274 \320\274\320\276\320\263\321\203 \320\277\320\276\320\274\320\276\321\207\321\214?","firstMessageMode":"assistant-speaks-first","id":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","maxDurationSeconds":540,"metadata":{},"model":{"messages":[{"content":"\320\222\321\213 \320\260\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200 \321\201\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\320\270 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273. \320\236\321\202\320\262\320\265\321\207\320\260\320\271\321\202\320\265 \320\272\321\200\320\260\321\202\320\272\320\276 \320\270 \320\264\320\276\320\261\321\200\320\276\320\266\320\265\320\273\320\260\321\202\320\265\320\273\321\214\320\275\320\276, \320\275\320\265 \320\264\320\260\320\262\320\260\320\271\321\202\320\265 \320\274\320\265\320\264\320\270\321\206\320\270\320\275\321\201\320\272\320\270\321\205 \321\201\320\276\320\262\320\265\321\202\320\276\320\262.","role":"system"}],"model":"gpt-4.1","provider":"openai","temperature":0.3},"name":"\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200","orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","server":{"timeoutSeconds":20,"url":"https://hooks.example.com/vapi"},"serverMessages":["status-update","end-of-call-report","tool-calls","transfer-destination-request"],"transcriber":{"language":"ru","model":"nova-3","provider":"deepgram"},"updatedAt":"2026-11-03T09:05:22.146Z","voice":{"provider":"vapi","voiceId":"Elliot"}},"call":{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","createdAt":"2026-11-28T02:04:05.318Z","customer":{"number":"+74955553027"},"id":"625b13c9-a236-4843-a69a-0e722178eb1d","monitor":{"controlUrl":"[redacted]","listenUrl":"[redacted]"},"orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","phoneCallProvider":"twilio","phoneCallProviderId":"CAd83f93e2c02bd5963386dcb327e60e64","phoneCallTransport":"pstn","phoneNumberId":"4a5a04dc-dcbe-45b1-8f64-fd32a253d136","status":"ringing","transport":{"accountSid":"AC15ae2437720ce15b7b2f7355949f8e7b","callSid":"CAd83f93e2c02bd5963386dcb327e60e64","provider":"twilio"},"type":"inboundPhoneCall","updatedAt":"2026-11-28T02:04:05.318Z"},"cost":0.0188,"costBreakdown":{"analysisCostBreakdown":{"structuredData":0,"successEvaluation":0,"summary":0.0001,"summaryCompletionTokens":11,"summaryPromptTokens":76},"chat":0,"knowledgeBaseCost":0,"llm":0.0004,"llmCachedPromptTokens":0,"llmCompletionTokens":27,"llmPromptTokens":87,"stt":0.0023,"total":0.0188,"transport":0.002,"tts":0.0024,"ttsCharacters":111,"vapi":0.0116,"voicemailDetectionCost":0},"costs":[{"cost":0.00197398,"minutes":0.2322,"provider":"twilio","type":"transport"},{"cost":0.00232233,"minutes":0.2322,"transcriber":{"model":"nova-3","provider":"deepgram"},"type":"transcriber"},{"cachedPromptTokens":0,"completionTokens":27,"cost":0.00039,"model":{"model":"gpt-4.1","provider":"openai"},"promptTokens":87,"type":"model"},{"characters":111,"cost":0.002442,"type":"voice","voice":{"provider":"vapi","voiceId":"Elliot"}},{"cost":0.01161167,"minutes":0.2322,"subType":"normal","type":"vapi"},{"analysisType":"summary","completionTokens":11,"cost":0.0000503,"model":{"model":"gemini-2.5-flash","provider":"google"},"promptTokens":76,"type":"analysis"}],"customer":{"number":"+74955553027"},"durationMinutes":0.2322,"durationMs":13934,"durationSeconds":13.934,"endedAt":"2026-11-28T02:04:22.134Z","endedReason":"pipeline-error-openai-llm-failed","messages":[{"message":"\320\222\321\213 \320\260\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200 \321\201\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\320\270 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273. \320\236\321\202\320\262\320\265\321\207\320\260\320\271\321\202\320\265 \320\272\321\200\320\260\321\202\320\272\320\276 \320\270 \320\264\320\276\320\261\321\200\320\276\320\266\320\265\320\273\320\260\321\202\320\265\320\273\321\214\320\275\320\276, \320\275\320\265 \320\264\320\260\320\262\320\260\320\271\321\202\320\265 \320\274\320\265\320\264\320\270\321\206\320\270\320\275\321\201\320\272\320\270\321\205 \321\201\320\276\320\262\320\265\321\202\320\276\320\262.","role":"system","secondsFromStart":0,"time":1795831448200},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200","duration":3286,"endTime":1795831451836,"message":"\320\241\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\321\217 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273, \320\267\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265! \320\247\320\265\320\274 \320\274\320\276\320\263\321\203 \320\277\320\276\320\274\320\276\321\207\321\214?","role":"bot","secondsFromStart":0.35,"source":"","time":1795831448550},{"duration":3472,"endTime":1795831456367,"message":"\320\241\320\272\320\260\320\266\320\270\321\202\320\265, \320\272\320\276\321\200\320\276\320\275\320\272\320\260 \320\262\321\205\320\276\320\264\320\270\321\202 \320\262 \320\274\320\276\320\271 \320\277\320\276\320\273\320\270\321\201? \320\236\320\275 \320\276\321\202 \302\253\320\240\320\265\320\275\320\265\321\201\321\201\320\260\320\275\321\201\320\260\302\273.","role":"user","secondsFromStart":4.695,"time":1795831452895},{"message":"","role":"tool_calls","secondsFromStart":8.586,"time":1795831456786,"toolCalls":[{"function":{"arguments":"{\\"insurer\\":\\"\320\240\320\265\320\275\320\265\321\201\321\201\320\260\320\275\321\201\\"}","name":"verifyInsurance"},"id":"call_43yrqCzZYy0ndlrtkIjgkPbp","type":"function"}]},{"name":"verifyInsurance","result":"\320\241\321\202\321\200\320\260\321\205\320\276\320\262\321\203\321\216 \321\201\320\277\321\200\320\276\321\201\320\270\321\202\321\214 \320\275\320\265 \321\203\320\264\320\260\320\273\320\276\321\201\321\214.","role":"tool_call_result","secondsFromStart":9.52,"time":1795831457720,"toolCallId":"call_43yrqCzZYy0ndlrtkIjgkPbp"},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200","duration":3596,"endTime":1795831461773,"message":"\320\236\321\202\321\201\321\216\320\264\320\260 \321\217 \321\215\321\202\320\276\320\263\320\276 \320\275\320\265 \321\203\320\267\320\275\320\260\321\216, \320\277\320\276\320\264\321\201\320\272\320\260\320\266\320\265\321\202 \320\260\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200 \320\275\320\260 \320\274\320\265\321\201\321\202\320\265.","role":"bot","secondsFromStart":9.977,"source":"","time":1795831458177}],"phoneNumber":{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","createdAt":"2026-10-01T07:49:12.531Z","id":"4a5a04dc-dcbe-45b1-8f64-fd32a253d136","name":"Main line","number":"+14155550100","orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","provider":"twilio","status":"active","twilioAccountSid":"AC15ae2437720ce15b7b2f7355949f8e7b","updatedAt":"2026-11-03T09:05:22.146Z"},"recordingUrl":"https://storage.vapi.ai/625b13c9-a236-4843-a69a-0e722178eb1d-mono.wav","startedAt":"2026-11-28T02:04:08.200Z","stereoRecordingUrl":"https://storage.vapi.ai/625b13c9-a236-4843-a69a-0e722178eb1d-stereo.wav","summary":"\320\227\320\262\320\276\320\275\320\276\320\272 \320\276\320\261\320\276\321\200\320\262\320\260\320\273\321\201\321\217 \321\200\320\260\320\275\321\214\321\210\320\265, \321\207\320\265\320\274 \320\262\320\276\320\277\321\200\320\276\321\201 \320\261\321\213\320\273 \321\200\320\265\321\210\321\221\320\275.","timestamp":1795831467134,"transcript":"AI: \320\241\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\321\217 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273, \320\267\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265! \320\247\320\265\320\274 \320\274\320\276\320\263\321\203 \320\277\320\276\320\274\320\276\321\207\321\214?\\nUser: \320\241\320\272\320\260\320\266\320\270\321\202\320\265, \320\272\320\276\321\200\320\276\320\275\320\272\320\260 \320\262\321\205\320\276\320\264\320\270\321\202 \320\262 \320\274\320\276\320\271 \320\277\320\276\320\273\320\270\321\201? \320\236\320\275 \320\276\321\202 \302\253\320\240\320\265\320\275\320\265\321\201\321\201\320\260\320\275\321\201\320\260\302\273.\\nAI: \320\236\321\202\321\201\321\216\320\264\320\260 \321\217 \321\215\321\202\320\276\320\263\320\276 \320\275\320\265 \321\203\320\267\320\275\320\260\321\216, \320\277\320\276\320\264\321\201\320\272\320\260\320\266\320\265\321\202 \320\260\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200 \320\275\320\260 \320\274\320\265\321\201\321\202\320\265.\\n","type":"end-of-call-report"}}', '5bc71ecfbdb2d0ae93bc25b33eb839fc', '2026-11-28 02:04:22.143+00', '2026-11-28 02:04:22.16273+00');
INSERT INTO public.webhook_events_2026_11_28 VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-8771-741e-ad4e-042843c37681', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d10', 'vapi', 'end-of-call-report', 'af08a480-d9ad-4e1b-80b3-3e41409207c3', false, 'x-vapi-secret', 'application/json', '{"message":{"analysis":{"successEvaluation":"false","summary":"The call ended before the caller''s request was dealt with."},"artifact":{"assistantActivations":[{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"Dispatch line"}],"logUrl":"https://calllogs.vapi.ai/af08a480-d9ad-4e1b-80b3-3e41409207c3.log","messages":[{"message":"You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm.","role":"system","secondsFromStart":0,"time":1795831457425},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"Dispatch line","duration":2666,"endTime":1795831460441,"message":"Northline dispatch, who am I speaking with?","role":"bot","secondsFromStart":0.35,"source":"","time":1795831457775},{"duration":3845,"endTime":1795831465118,"message":"This is Michael Tran, I drive unit four twelve. I won''t make my shift on Wednesday.","role":"user","secondsFromStart":3.848,"time":1795831461273}],"messagesOpenAIFormatted":[{"content":"You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm.","role":"system"},{"content":"Northline dispatch, who am I speaking with?","role":"assistant"},{"content":"This is Michael Tran, I drive unit four twelve. I won''t make my shift on Wednesday.","role":"user"}],"nodes":[],"performanceMetrics":{"endpointingLatencyAverage":480,"modelLatencyAverage":420,"numAssistantInterrupted":0,"numUserInterrupted":0,"transcriberLatencyAverage":150,"turnLatencies":[{"endpointingLatency":480,"modelLatency":420,"transcriberLatency":150,"turnLatency":1360,"voiceLatency":310}],"turnLatencyAverage":1360,"voiceLatencyAverage":310},"presignedLogUrl":"[redacted]","presignedMonoUrl":"[redacted]","presignedStereoUrl":"[redacted]","presignedUrlsExpiresAt":"[redacted]","recording":{"mono":{"assistantUrl":"https://storage.vapi.ai/af08a480-d9ad-4e1b-80b3-3e41409207c3-assistant.wav","combinedUrl":"https://storage.vapi.ai/af08a480-d9ad-4e1b-80b3-3e41409207c3-mono.wav","customerUrl":"https://storage.vapi.ai/af08a480-d9ad-4e1b-80b3-3e41409207c3-customer.wav"},"stereoUrl":"https://storage.vapi.ai/af08a480-d9ad-4e1b-80b3-3e41409207c3-stereo.wav"},"recordingUrl":"https://storage.vapi.ai/af08a480-d9ad-4e1b-80b3-3e41409207c3-mono.wav","stereoRecordingUrl":"https://storage.vapi.ai/af08a480-d9ad-4e1b-80b3-3e41409207c3-stereo.wav","transcript":"AI: Northline dispatch, who am I speaking with?\\nUser: This is Michael Tran, I drive unit four twelve. I won''t make my shift on Wednesday.\\n","variableValues":{}},"assistant":{"createdAt":"2026-10-01T07:49:12.531Z","firstMessage":"Northline dispatch, who am I speaking with?","firstMessageMode":"assistant-speaks-first","id":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","maxDurationSeconds":540,"metadata":{},"model":{"messages":[{"content":"You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm.","role":"system"}],"model":"gpt-4.1","provider":"openai","temperature":0.3},"name":"Dispatch line","orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","server":{"timeoutSeconds":20,"url":"https://hooks.example.com/vapi"},"serverMessages":["status-update","end-of-call-report","tool-calls","transfer-destination-request"],"transcriber":{"language":"en","model":"nova-3","provider":"deepgram"},"updatedAt":"2026-11-03T09:05:22.146Z","voice":{"provider":"vapi","voiceId":"Elliot"}},"call":{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","createdAt":"2026-11-28T02:04:16.504Z","customer":{"number":"+14155552333"},"id":"af08a480-d9ad-4e1b-80b3-3e41409207c3","monitor":{"controlUrl":"[redacted]","listenUrl":"[redacted]"},"orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","phoneCallProvider":"twilio","phoneCallProviderId":"CAd529287db234554bc1945b340e0c03ab","phoneCallTransport":"pstn","phoneNumberId":"4a5a04dc-dcbe-45b1-8f64-fd32a253d136","status":"ringing","transport":{"accountSid":"AC15ae2437720ce15b7b2f7355949f8e7b","callSid":"CAd529287db234554bc1945b340e0c03ab","provider":"twilio"},"type":"inboundPhoneCall","updatedAt":"2026-11-28T02:04:16.504Z"},"cost":0.0099,"costBreakdown":{"analysisCostBreakdown":{"structuredData":0,"successEvaluation":0,"summary":0.0001,"summaryCompletionTokens":14,"summaryPromptTokens":53},"chat":0,"knowledgeBaseCost":0,"llm":0.0001,"llmCachedPromptTokens":0,"llmCompletionTokens":10,"llmPromptTokens":22,"stt":0.0013,"total":0.0099,"transport":0.0011,"tts":0.0009,"ttsCharacters":43,"vapi":0.0064,"voicemailDetectionCost":0},"costs":[{"cost":0.00108984,"minutes":0.1282,"provider":"twilio","type":"transport"},{"cost":0.00128217,"minutes":0.1282,"transcriber":{"model":"nova-3","provider":"deepgram"},"type":"transcriber"},{"cachedPromptTokens":0,"completionTokens":10,"cost":0.000124,"model":{"model":"gpt-4.1","provider":"openai"},"promptTokens":22,"type":"model"},{"characters":43,"cost":0.000946,"type":"voice","voice":{"provider":"vapi","voiceId":"Elliot"}},{"cost":0.00641083,"minutes":0.1282,"subType":"normal","type":"vapi"},{"analysisType":"summary","completionTokens":14,"cost":0.0000509,"model":{"model":"gemini-2.5-flash","provider":"google"},"promptTokens":53,"type":"analysis"}],"customer":{"number":"+14155552333"},"durationMinutes":0.1282,"durationMs":7693,"durationSeconds":7.693,"endedAt":"2026-11-28T02:04:25.118Z","endedReason":"customer-ended-call","messages":[{"message":"You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm.","role":"system","secondsFromStart":0,"time":1795831457425},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"Dispatch line","duration":2666,"endTime":1795831460441,"message":"Northline dispatch, who am I speaking with?","role":"bot","secondsFromStart":0.35,"source":"","time":1795831457775},{"duration":3845,"endTime":1795831465118,"message":"This is Michael Tran, I drive unit four twelve. I won''t make my shift on Wednesday.","role":"user","secondsFromStart":3.848,"time":1795831461273}],"phoneNumber":{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","createdAt":"2026-10-01T07:49:12.531Z","id":"4a5a04dc-dcbe-45b1-8f64-fd32a253d136","name":"Main line","number":"+14155550100","orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","provider":"twilio","status":"active","twilioAccountSid":"AC15ae2437720ce15b7b2f7355949f8e7b","updatedAt":"2026-11-03T09:05:22.146Z"},"recordingUrl":"https://storage.vapi.ai/af08a480-d9ad-4e1b-80b3-3e41409207c3-mono.wav","startedAt":"2026-11-28T02:04:17.425Z","stereoRecordingUrl":"https://storage.vapi.ai/af08a480-d9ad-4e1b-80b3-3e41409207c3-stereo.wav","summary":"The call ended before the caller''s request was dealt with.","timestamp":1795831470118,"transcript":"AI: Northline dispatch, who am I speaking with?\\nUser: This is Michael Tran, I drive unit four twelve. I won''t make my shift on Wednesday.\\n","type":"end-of-call-report"}}', 'bd65f37983159168f1fdd5bbf9009dd5', '2026-11-28 02:04:25.841+00', '2026-11-28 02:04:25.873055+00');
INSERT INTO public.webhook_events_2026_11_28 VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-8ea4-761e-90d2-db749027b36a', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d10', 'vapi', 'end-of-call-report', 'edf8f26c-f786-4da0-a97e-4ab0637a95a1', false, 'x-vapi-secret', 'application/json', '{"message":{"analysis":{"successEvaluation":"true","summary":"Priya Nair asked for the manager because of the dock in Reno."},"artifact":{"assistantActivations":[{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"Dispatch line"}],"logUrl":"https://calllogs.vapi.ai/edf8f26c-f786-4da0-a97e-4ab0637a95a1.log","messages":[{"message":"You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm.","role":"system","secondsFromStart":0,"time":1795831445342},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"Dispatch line","duration":2666,"endTime":1795831448358,"message":"Northline dispatch, who am I speaking with?","role":"bot","secondsFromStart":0.35,"source":"","time":1795831445692},{"duration":4216,"endTime":1795831453843,"message":"This is Priya Nair. I need to talk to the manager, not to a machine.","role":"user","secondsFromStart":4.285,"time":1795831449627},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"Dispatch line","duration":2356,"endTime":1795831456882,"message":"Of course. What may I say it is about?","role":"bot","secondsFromStart":9.184,"source":"","time":1795831454526},{"duration":2604,"endTime":1795831460039,"message":"The dock in Reno sent me away twice today.","role":"user","secondsFromStart":12.093,"time":1795831457435},{"message":"","role":"tool_calls","secondsFromStart":15.4,"time":1795831460742,"toolCalls":[{"function":{"arguments":"{\\"destination\\":\\"manager\\",\\"reason\\":\\"sent away at the dock twice\\"}","name":"transferCall"},"id":"call_wKDW8lev0fKXC25agSPR140u","type":"function"}]},{"name":"transferCall","result":"The call is being put through.","role":"tool_call_result","secondsFromStart":16.037,"time":1795831461379,"toolCallId":"call_wKDW8lev0fKXC25agSPR140u"},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"Dispatch line","duration":2480,"endTime":1795831465223,"message":"I''m putting you through now, one moment.","role":"bot","secondsFromStart":17.401,"source":"","time":1795831462743},{"duration":600,"endTime":1795831467008,"message":"Thanks.","role":"user","secondsFromStart":21.066,"time":1795831466408}],"messagesOpenAIFormatted":[{"content":"You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm.","role":"system"},{"content":"Northline dispatch, who am I speaking with?","role":"assistant"},{"content":"This is Priya Nair. I need to talk to the manager, not to a machine.","role":"user"},{"content":"Of course. What may I say it is about?","role":"assistant"},{"content":"The dock in Reno sent me away twice today.","role":"user"},{"content":"","role":"assistant","tool_calls":[{"function":{"arguments":"{\\"destination\\":\\"manager\\",\\"reason\\":\\"sent away at the dock twice\\"}","name":"transferCall"},"id":"call_wKDW8lev0fKXC25agSPR140u","type":"function"}]},{"content":"The call is being put through.","role":"tool","tool_call_id":"call_wKDW8lev0fKXC25agSPR140u"},{"content":"I''m putting you through now, one moment.","role":"assistant"},{"content":"Thanks.","role":"user"}],"nodes":[],"performanceMetrics":{"endpointingLatencyAverage":480,"modelLatencyAverage":420,"numAssistantInterrupted":0,"numUserInterrupted":0,"transcriberLatencyAverage":150,"turnLatencies":[{"endpointingLatency":480,"modelLatency":420,"transcriberLatency":150,"turnLatency":1360,"voiceLatency":310}],"turnLatencyAverage":1360,"voiceLatencyAverage":310},"presignedLogUrl":"[redacted]","presignedMonoUrl":"[redacted]","presignedStereoUrl":"[redacted]","presignedUrlsExpiresAt":"[redacted]","recording":{"mono":{"assistantUrl":"https://storage.vapi.ai/edf8f26c-f786-4da0-a97e-4ab0637a95a1-assistant.wav","combinedUrl":"https://storage.vapi.ai/edf8f26c-f786-4da0-a97e-4ab0637a95a1-mono.wav","customerUrl":"https://storage.vapi.ai/edf8f26c-f786-4da0-a97e-4ab0637a95a1-customer.wav"},"stereoUrl":"https://storage.vapi.ai/edf8f26c-f786-4da0-a97e-4ab0637a95a1-stereo.wav"},"recordingUrl":"https://storage.vapi.ai/edf8f26c-f786-4da0-a97e-4ab0637a95a1-mono.wav","stereoRecordingUrl":"https://storage.vapi.ai/edf8f26c-f786-4da0-a97e-4ab0637a95a1-stereo.wav","transcript":"AI: Northline dispatch, who am I speaking with?\\nUser: This is Priya Nair. I need to talk to the manager, not to a machine.\\nAI: Of course. What may I say it is about?\\nUser: The dock in Reno sent me away twice today.\\nAI: I''m putting you through now, one moment.\\nUser: Thanks.\\n","variableValues":{}},"assistant":{"createdAt":"2026-10-01T07:49:12.531Z","firstMessage":"Northline dispatch, who am I speaking with?","firstMessageMode":"assistant-speaks-first","id":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","maxDurationSeconds":540,"metadata":{},"model":{"messages":[{"content":"You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm.","role":"system"}],"model":"gpt-4.1","provider":"openai","temperature":0.3},"name":"Dispatch line","orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","server":{"timeoutSeconds":20,"url":"https://hooks.example.com/vapi"},"serverMessages":["status-update","end-of-call-report","tool-calls","transfer-destination-request"],"transcriber":{"language":"en","model":"nova-3","provider":"deepgram"},"updatedAt":"2026-11-03T09:05:22.146Z","voice":{"provider":"vapi","voiceId":"Elliot"}},"call":{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","createdAt":"2026-11-28T02:04:01.196Z","customer":{"number":"+14155552370"},"id":"edf8f26c-f786-4da0-a97e-4ab0637a95a1","monitor":{"controlUrl":"[redacted]","listenUrl":"[redacted]"},"orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","phoneCallProvider":"twilio","phoneCallProviderId":"CAbb5423b3c7efcc992976b3221e17b45b","phoneCallTransport":"pstn","phoneNumberId":"4a5a04dc-dcbe-45b1-8f64-fd32a253d136","status":"ringing","transport":{"accountSid":"AC15ae2437720ce15b7b2f7355949f8e7b","callSid":"CAbb5423b3c7efcc992976b3221e17b45b","provider":"twilio"},"type":"inboundPhoneCall","updatedAt":"2026-11-28T02:04:01.196Z"},"cost":0.0288,"costBreakdown":{"analysisCostBreakdown":{"structuredData":0,"successEvaluation":0,"summary":0.0001,"summaryCompletionTokens":15,"summaryPromptTokens":89},"chat":0,"knowledgeBaseCost":0,"llm":0.0005,"llmCachedPromptTokens":0,"llmCompletionTokens":29,"llmPromptTokens":149,"stt":0.0037,"total":0.0288,"transport":0.0032,"tts":0.0027,"ttsCharacters":121,"vapi":0.0186,"voicemailDetectionCost":0},"costs":[{"cost":0.00316441,"minutes":0.3723,"provider":"twilio","type":"transport"},{"cost":0.00372283,"minutes":0.3723,"transcriber":{"model":"nova-3","provider":"deepgram"},"type":"transcriber"},{"cachedPromptTokens":0,"completionTokens":29,"cost":0.00053,"model":{"model":"gpt-4.1","provider":"openai"},"promptTokens":149,"type":"model"},{"characters":121,"cost":0.002662,"type":"voice","voice":{"provider":"vapi","voiceId":"Elliot"}},{"cost":0.01861417,"minutes":0.3723,"subType":"normal","type":"vapi"},{"analysisType":"summary","completionTokens":15,"cost":0.0000642,"model":{"model":"gemini-2.5-flash","provider":"google"},"promptTokens":89,"type":"analysis"}],"customer":{"number":"+14155552370"},"durationMinutes":0.3723,"durationMs":22337,"durationSeconds":22.337,"endedAt":"2026-11-28T02:04:27.679Z","endedReason":"customer-ended-call","messages":[{"message":"You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm.","role":"system","secondsFromStart":0,"time":1795831445342},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"Dispatch line","duration":2666,"endTime":1795831448358,"message":"Northline dispatch, who am I speaking with?","role":"bot","secondsFromStart":0.35,"source":"","time":1795831445692},{"duration":4216,"endTime":1795831453843,"message":"This is Priya Nair. I need to talk to the manager, not to a machine.","role":"user","secondsFromStart":4.285,"time":1795831449627},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"Dispatch line","duration":2356,"endTime":1795831456882,"message":"Of course. What may I say it is about?","role":"bot","secondsFromStart":9.184,"source":"","time":1795831454526},{"duration":2604,"endTime":1795831460039,"message":"The dock in Reno sent me away twice today.","role":"user","secondsFromStart":12.093,"time":1795831457435},{"message":"","role":"tool_calls","secondsFromStart":15.4,"time":1795831460742,"toolCalls":[{"function":{"arguments":"{\\"destination\\":\\"manager\\",\\"reason\\":\\"sent away at the dock twice\\"}","name":"transferCall"},"id":"call_wKDW8lev0fKXC25agSPR140u","type":"function"}]},{"name":"transferCall","result":"The call is being put through.","role":"tool_call_result","secondsFromStart":16.037,"time":1795831461379,"toolCallId":"call_wKDW8lev0fKXC25agSPR140u"},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"Dispatch line","duration":2480,"endTime":1795831465223,"message":"I''m putting you through now, one moment.","role":"bot","secondsFromStart":17.401,"source":"","time":1795831462743},{"duration":600,"endTime":1795831467008,"message":"Thanks.","role":"user","secondsFromStart":21.066,"time":1795831466408}],"phoneNumber":{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","createdAt":"2026-10-01T07:49:12.531Z","id":"4a5a04dc-dcbe-45b1-8f64-fd32a253d136","name":"Main line","number":"+14155550100","orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","provider":"twilio","status":"active","twilioAccountSid":"AC15ae2437720ce15b7b2f7355949f8e7b","updatedAt":"2026-11-03T09:05:22.146Z"},"recordingUrl":"https://storage.vapi.ai/edf8f26c-f786-4da0-a97e-4ab0637a95a1-mono.wav","startedAt":"2026-11-28T02:04:05.342Z","stereoRecordingUrl":"https://storage.vapi.ai/edf8f26c-f786-4da0-a97e-4ab0637a95a1-stereo.wav","summary":"Priya Nair asked for the manager because of the dock in Reno.","timestamp":1795831472679,"transcript":"AI: Northline dispatch, who am I speaking with?\\nUser: This is Priya Nair. I need to talk to the manager, not to a machine.\\nAI: Of course. What may I say it is about?\\nUser: The dock in Reno sent me away twice today.\\nAI: I''m putting you through now, one moment.\\nUser: Thanks.\\n","type":"end-of-call-report"}}', '9a7a77e724bd1ed64e22f3a7b0569613', '2026-11-28 02:04:27.684+00', '2026-11-28 02:04:27.703549+00');
INSERT INTO public.webhook_events_2026_11_28 VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9337-7690-bd48-16b551fe1b5e', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d10', 'vapi', 'end-of-call-report', '0eff1399-d9d5-4947-972d-8a593f842579', false, 'x-vapi-secret', 'application/json', '{"message":{"analysis":{"successEvaluation":false,"summary":"\320\227\320\262\320\276\320\275\320\276\320\272 \320\276\320\261\320\276\321\200\320\262\320\260\320\273\321\201\321\217 \321\200\320\260\320\275\321\214\321\210\320\265, \321\207\320\265\320\274 \320\262\320\276\320\277\321\200\320\276\321\201 \320\261\321\213\320\273 \321\200\320\265\321\210\321\221\320\275."},"artifact":{"assistantActivations":[{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200"}],"logUrl":"https://calllogs.vapi.ai/0eff1399-d9d5-4947-972d-8a593f842579.log","messages":[{"message":"\320\222\321\213 \320\260\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200 \321\201\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\320\270 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273. \320\236\321\202\320\262\320\265\321\207\320\260\320\271\321\202\320\265 \320\272\321\200\320\260\321\202\320\272\320\276 \320\270 \320\264\320\276\320\261\321\200\320\276\320\266\320\265\320\273\320\260\321\202\320\265\320\273\321\214\320\275\320\276, \320\275\320\265 \320\264\320\260\320\262\320\260\320\271\321\202\320\265 \320\274\320\265\320\264\320\270\321\206\320\270\320\275\321\201\320\272\320\270\321\205 \321\201\320\276\320\262\320\265\321\202\320\276\320\262.","role":"system","secondsFromStart":0,"time":1795831458485},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200","duration":3286,"endTime":1795831462121,"message":"\320\241\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\321\217 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273, \320\267\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265! \320\247\320\265\320\274 \320\274\320\276\320\263\321\203 \320\277\320\276\320\274\320\276\321\207\321\214?","role":"bot","secondsFromStart":0.35,"source":"","time":1795831458835},{"duration":3472,"endTime":1795831466832,"message":"\320\241\320\272\320\260\320\266\320\270\321\202\320\265, \320\272\320\276\321\200\320\276\320\275\320\272\320\260 \320\262\321\205\320\276\320\264\320\270\321\202 \320\262 \320\274\320\276\320\271 \320\277\320\276\320\273\320\270\321\201? \320\236\320\275 \320\276\321\202 \302\253\320\240\320\265\320\275\320\265\321\201\321\201\320\260\320\275\321\201\320\260\302\273.","role":"user","secondsFromStart":4.875,"time":1795831463360},{"message":"","role":"tool_calls","secondsFromStart":9.422,"time":1795831467907,"toolCalls":[{"function":{"arguments":"{\\"insurer\\":\\"\320\240\320\265\320\275\320\265\321\201\321\201\320\260\320\275\321\201\\"}","name":"verifyInsurance"},"id":"call_afWBoN1sCw9cUPhk03G7vkDO","type":"function"}]},{"name":"verifyInsurance","result":"\320\241\321\202\321\200\320\260\321\205\320\276\320\262\321\203\321\216 \321\201\320\277\321\200\320\276\321\201\320\270\321\202\321\214 \320\275\320\265 \321\203\320\264\320\260\320\273\320\276\321\201\321\214.","role":"tool_call_result","secondsFromStart":10.257,"time":1795831468742,"toolCallId":"call_afWBoN1sCw9cUPhk03G7vkDO"}],"messagesOpenAIFormatted":[{"content":"\320\222\321\213 \320\260\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200 \321\201\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\320\270 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273. \320\236\321\202\320\262\320\265\321\207\320\260\320\271\321\202\320\265 \320\272\321\200\320\260\321\202\320\272\320\276 \320\270 \320\264\320\276\320\261\321\200\320\276\320\266\320\265\320\273\320\260\321\202\320\265\320\273\321\214\320\275\320\276, \320\275\320\265 \320\264\320\260\320\262\320\260\320\271\321\202\320\265 \320\274\320\265\320\264\320\270\321\206\320\270\320\275\321\201\320\272\320\270\321\205 \321\201\320\276\320\262\320\265\321\202\320\276\320\262.","role":"system"},{"content":"\320\241\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\321\217 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273, \320\267\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265! \320\247\320\265\320\274 \320\274\320\276\320\263\321\203 \320\277\320\276\320\274\320\276\321\207\321\214?","role":"assistant"},{"content":"\320\241\320\272\320\260\320\266\320\270\321\202\320\265, \320\272\320\276\321\200\320\276\320\275\320\272\320\260 \320\262\321\205\320\276\320\264\320\270\321\202 \320\262 \320\274\320\276\320\271 \320\277\320\276\320\273\320\270\321\201? \320\236\320\275 \320\276\321\202 \302\253\320\240\320\265\320\275\320\265\321\201\321\201\320\260\320\275\321\201\320\260\302\273.","role":"user"},{"content":"","role":"assistant","tool_calls":[{"function":{"arguments":"{\\"insurer\\":\\"\320\240\320\265\320\275\320\265\321\201\321\201\320\260\320\275\321\201\\"}","name":"verifyInsurance"},"id":"call_afWBoN1sCw9cUPhk03G7vkDO","type":"function"}]},{"content":"\320\241\321\202\321\200\320\260\321\205\320\276\320\262\321\203\321\216 \321\201\320\277\321\200\320\276\321\201\320\270\321\202\321\214 \320\275\320\265 \321\203\320\264\320\260\320\273\320\276\321\201\321\214.","role":"tool","tool_call_id":"call_afWBoN1sCw9cUPhk03G7vkDO"}],"nodes":[],"performanceMetrics":{"endpointingLatencyAverage":480,"modelLatencyAverage":420,"numAssistantInterrupted":0,"numUserInterrupted":0,"transcriberLatencyAverage":150,"turnLatencies":[{"endpointingLatency":480,"modelLatency":420,"transcriberLatency":150,"turnLatency":1360,"voiceLatency":310}],"turnLatencyAverage":1360,"voiceLatencyAverage":310},"presignedLogUrl":"[redacted]","presignedMonoUrl":"[redacted]","presignedStereoUrl":"[redacted]","presignedUrlsExpiresAt":"[redacted]","recording":{"mono":{"assistantUrl":"https://storage.vapi.ai/0eff1399-d9d5-4947-972d-8a593f842579-assistant.wav","combinedUrl":"https://storage.vapi.ai/0eff1399-d9d5-4947-972d-8a593f842579-mono.wav","customerUrl":"https://storage.vapi.ai/0eff1399-d9d5-4947-972d-8a593f842579-customer.wav"},"stereoUrl":"https://storage.vapi.ai/0eff1399-d9d5-4947-972d-8a593f842579-stereo.wav"},"recordingUrl":"https://storage.vapi.ai/0eff1399-d9d5-4947-972d-8a593f842579-mono.wav","stereoRecordingUrl":"https://storage.vapi.ai/0eff1399-d9d5-4947-972d-8a593f842579-stereo.wav","transcript":"AI: \320\241\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\321\217 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273, \320\267\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265! \320\247\320\265\320\274 \320\274\320\276\320\263\321\203 \320\277\320\276\320\274\320\276\321\207\321\214?\\nUser: \320\241\320\272\320\260\320\266\320\270\321\202\320\265, \320\272\320\276\321\200\320\276\320\275\320\272\320\260 \320\262\321\205\320\276\320\264\320\270\321\202 \320\262 \320\274\320\276\320\271 \320\277\320\276\320\273\320\270\321\201? \320\236\320\275 \320\276\321\202 \302\253\320\240\320\265\320\275\320\265\321\201\321\201\320\260\320\275\321\201\320\260\302\273.\\n","variableValues":{}},"assistant":{"createdAt":"2026-10-01T07:49:12.531Z","firstMessage":"\320\241\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\321\217 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273, \320\267\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265! \320\247\320\265\320\274 \320\274\320\276\320\263\321\203 \320\277\320\276\320\274\320\276\321\207\321\214?","firstMessageMode":"assistant-speaks-first","id":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","maxDurationSeconds":540,"metadata":{},"model":{"messages":[{"content":"\320\222\321\213 \320\260\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200 \321\201\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\320\270 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273. \320\236\321\202\320\262\320\265\321\207\320\260\320\271\321\202\320\265 \320\272\321\200\320\260\321\202\320\272\320\276 \320\270 \320\264\320\276\320\261\321\200\320\276\320\266\320\265\320\273\320\260\321\202\320\265\320\273\321\214\320\275\320\276, \320\275\320\265 \320\264\320\260\320\262\320\260\320\271\321\202\320\265 \320\274\320\265\320\264\320\270\321\206\320\270\320\275\321\201\320\272\320\270\321\205 \321\201\320\276\320\262\320\265\321\202\320\276\320\262.","role":"system"}],"model":"gpt-4.1","provider":"openai","temperature":0.3},"name":"\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200","orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","server":{"timeoutSeconds":20,"url":"https://hooks.example.com/vapi"},"serverMessages":["status-update","end-of-call-report","tool-calls","transfer-destination-request"],"transcriber":{"language":"ru","model":"nova-3","provider":"deepgram"},"updatedAt":"2026-11-03T09:05:22.146Z","voice":{"provider":"vapi","voiceId":"Elliot"}},"call":{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","createdAt":"2026-11-28T02:04:14.722Z","customer":{"number":"+74955558072"},"id":"0eff1399-d9d5-4947-972d-8a593f842579","monitor":{"controlUrl":"[redacted]","listenUrl":"[redacted]"},"orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","phoneCallProvider":"twilio","phoneCallProviderId":"CA6b3b939690e1ace9ca59e611762382fa","phoneCallTransport":"pstn","phoneNumberId":"4a5a04dc-dcbe-45b1-8f64-fd32a253d136","status":"ringing","transport":{"accountSid":"AC15ae2437720ce15b7b2f7355949f8e7b","callSid":"CA6b3b939690e1ace9ca59e611762382fa","provider":"twilio"},"type":"inboundPhoneCall","updatedAt":"2026-11-28T02:04:14.722Z"},"cost":0.0132,"costBreakdown":{"analysisCostBreakdown":{"structuredData":0,"successEvaluation":0,"summary":0.0,"summaryCompletionTokens":11,"summaryPromptTokens":61},"chat":0,"knowledgeBaseCost":0,"llm":0.0002,"llmCachedPromptTokens":0,"llmCompletionTokens":13,"llmPromptTokens":26,"stt":0.0017,"total":0.0132,"transport":0.0015,"tts":0.0012,"ttsCharacters":53,"vapi":0.0086,"voicemailDetectionCost":0},"costs":[{"cost":0.00146611,"minutes":0.1725,"provider":"twilio","type":"transport"},{"cost":0.00172483,"minutes":0.1725,"transcriber":{"model":"nova-3","provider":"deepgram"},"type":"transcriber"},{"cachedPromptTokens":0,"completionTokens":13,"cost":0.000156,"model":{"model":"gpt-4.1","provider":"openai"},"promptTokens":26,"type":"model"},{"characters":53,"cost":0.001166,"type":"voice","voice":{"provider":"vapi","voiceId":"Elliot"}},{"cost":0.00862417,"minutes":0.1725,"subType":"normal","type":"vapi"},{"analysisType":"summary","completionTokens":11,"cost":0.0000458,"model":{"model":"gemini-2.5-flash","provider":"google"},"promptTokens":61,"type":"analysis"}],"customer":{"number":"+74955558072"},"durationMinutes":0.1725,"durationMs":10349,"durationSeconds":10.349,"endedAt":"2026-11-28T02:04:28.834Z","endedReason":"customer-ended-call","messages":[{"message":"\320\222\321\213 \320\260\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200 \321\201\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\320\270 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273. \320\236\321\202\320\262\320\265\321\207\320\260\320\271\321\202\320\265 \320\272\321\200\320\260\321\202\320\272\320\276 \320\270 \320\264\320\276\320\261\321\200\320\276\320\266\320\265\320\273\320\260\321\202\320\265\320\273\321\214\320\275\320\276, \320\275\320\265 \320\264\320\260\320\262\320\260\320\271\321\202\320\265 \320\274\320\265\320\264\320\270\321\206\320\270\320\275\321\201\320\272\320\270\321\205 \321\201\320\276\320\262\320\265\321\202\320\276\320\262.","role":"system","secondsFromStart":0,"time":1795831458485},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200","duration":3286,"endTime":1795831462121,"message":"\320\241\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\321\217 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273, \320\267\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265! \320\247\320\265\320\274 \320\274\320\276\320\263\321\203 \320\277\320\276\320\274\320\276\321\207\321\214?","role":"bot","secondsFromStart":0.35,"source":"","time":1795831458835},{"duration":3472,"endTime":1795831466832,"message":"\320\241\320\272\320\260\320\266\320\270\321\202\320\265, \320\272\320\276\321\200\320\276\320\275\320\272\320\260 \320\262\321\205\320\276\320\264\320\270\321\202 \320\262 \320\274\320\276\320\271 \320\277\320\276\320\273\320\270\321\201? \320\236\320\275 \320\276\321\202 \302\253\320\240\320\265\320\275\320\265\321\201\321\201\320\260\320\275\321\201\320\260\302\273.","role":"user","secondsFromStart":4.875,"time":1795831463360},{"message":"","role":"tool_calls","secondsFromStart":9.422,"time":1795831467907,"toolCalls":[{"function":{"arguments":"{\\"insurer\\":\\"\320\240\320\265\320\275\320\265\321\201\321\201\320\260\320\275\321\201\\"}","name":"verifyInsurance"},"id":"call_afWBoN1sCw9cUPhk03G7vkDO","type":"function"}]},{"name":"verifyInsurance","result":"\320\241\321\202\321\200\320\260\321\205\320\276\320\262\321\203\321\216 \321\201\320\277\321\200\320\276\321\201\320\270\321\202\321\214 \320\275\320\265 \321\203\320\264\320\260\320\273\320\276\321\201\321\214.","role":"tool_call_result","secondsFromStart":10.257,"time":1795831468742,"toolCallId":"call_afWBoN1sCw9cUPhk03G7vkDO"}],"phoneNumber":{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","createdAt":"2026-10-01T07:49:12.531Z","id":"4a5a04dc-dcbe-45b1-8f64-fd32a253d136","name":"Main line","number":"+14155550100","orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","provider":"twilio","status":"active","twilioAccountSid":"AC15ae2437720ce15b7b2f7355949f8e7b","updatedAt":"2026-11-03T09:05:22.146Z"},"recordingUrl":"https://storage.vapi.ai/0eff1399-d9d5-4947-972d-8a593f842579-mono.wav","startedAt":"2026-11-28T02:04:18.485Z","stereoRecordingUrl":"https://storage.vapi.ai/0eff1399-d9d5-4947-972d-8a593f842579-stereo.wav","summary":"\320\227\320\262\320\276\320\275\320\276\320\272 \320\276\320\261\320\276\321\200\320\262\320\260\320\273\321\201\321\217 \321\200\320\260\320\275\321\214\321\210\320\265, \321\207\320\265\320\274 \320\262\320\276\320\277\321\200\320\276\321\201 \320\261\321\213\320\273 \321\200\320\265\321\210\321\221\320\275.","timestamp":1795831473834,"transcript":"AI: \320\241\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\321\217 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273, \320\267\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265! \320\247\320\265\320\274 \320\274\320\276\320\263\321\203 \320\277\320\276\320\274\320\276\321\207\321\214?\\nUser: \320\241\320\272\320\260\320\266\320\270\321\202\320\265, \320\272\320\276\321\200\320\276\320\275\320\272\320\260 \320\262\321\205\320\276\320\264\320\270\321\202 \320\262 \320\274\320\276\320\271 \320\277\320\276\320\273\320\270\321\201? \320\236\320\275 \320\276\321\202 \302\253\320\240\320\265\320\275\320\265\321\201\321\201\320\260\320\275\321\201\320\260\302\273.\\n","type":"end-of-call-report"}}', 'dacddad80105885625db98e63c45714c', '2026-11-28 02:04:28.855+00', '2026-11-28 02:04:28.891198+00');
INSERT INTO public.webhook_events_2026_11_28 VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9811-7101-a66d-4f6db9c4224f', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d10', 'vapi', 'status-update', '1b280fc6-7777-4c6f-8287-f80e7deb6001', false, 'x-vapi-secret', 'application/json', '{"message":{"artifact":{"messages":[{"message":"\320\222\321\213 \320\260\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200 \321\201\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\320\270 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273. \320\236\321\202\320\262\320\265\321\207\320\260\320\271\321\202\320\265 \320\272\321\200\320\260\321\202\320\272\320\276 \320\270 \320\264\320\276\320\261\321\200\320\276\320\266\320\265\320\273\320\260\321\202\320\265\320\273\321\214\320\275\320\276, \320\275\320\265 \320\264\320\260\320\262\320\260\320\271\321\202\320\265 \320\274\320\265\320\264\320\270\321\206\320\270\320\275\321\201\320\272\320\270\321\205 \321\201\320\276\320\262\320\265\321\202\320\276\320\262.","role":"system","secondsFromStart":0,"time":1795831447107}],"messagesOpenAIFormatted":[{"content":"\320\222\321\213 \320\260\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200 \321\201\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\320\270 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273. \320\236\321\202\320\262\320\265\321\207\320\260\320\271\321\202\320\265 \320\272\321\200\320\260\321\202\320\272\320\276 \320\270 \320\264\320\276\320\261\321\200\320\276\320\266\320\265\320\273\320\260\321\202\320\265\320\273\321\214\320\275\320\276, \320\275\320\265 \320\264\320\260\320\262\320\260\320\271\321\202\320\265 \320\274\320\265\320\264\320\270\321\206\320\270\320\275\321\201\320\272\320\270\321\205 \321\201\320\276\320\262\320\265\321\202\320\276\320\262.","role":"system"}]},"assistant":{"createdAt":"2026-10-01T07:49:12.531Z","firstMessage":"\320\241\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\321\217 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273, \320\267\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265! \320\247\320\265\320\274 \320\274\320\276\320\263\321\203 \320\277\320\276\320\274\320\276\321\207\321\214?","firstMessageMode":"assistant-speaks-first","id":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","maxDurationSeconds":540,"metadata":{},"model":{"messages":[{"content":"\320\222\321\213 \320\260\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200 \321\201\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\320\270 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273. \320\236\321\202\320\262\320\265\321\207\320\260\320\271\321\202\320\265 \320\272\321\200\320\260\321\202\320\272\320\276 \320\270 \320\264\320\276\320\261\321\200\320\276\320\266\320\265\320\273\320\260\321\202\320\265\320\273\321\214\320\275\320\276, \320\275\320\265 \320\264\320\260\320\262\320\260\320\271\321\202\320\265 \320\274\320\265\320\264\320\270\321\206\320\270\320\275\321\201\320\272\320\270\321\205 \321\201\320\276\320\262\320\265\321\202\320\276\320\262.","role":"system"}],"model":"gpt-4.1","provider":"openai","temperature":0.3},"name":"\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200","orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","server":{"timeoutSeconds":20,"url":"https://hooks.example.com/vapi"},"serverMessages":["status-update","end-of-call-report","tool-calls","transfer-destination-request"],"transcriber":{"language":"ru","model":"nova-3","provider":"deepgram"},"updatedAt":"2026-11-03T09:05:22.146Z","voice":{"provider":"vapi","voiceId":"Elliot"}},"call":{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","createdAt":"2026-11-28T02:04:05.984Z","customer":{"number":"+74955559081"},"id":"1b280fc6-7777-4c6f-8287-f80e7deb6001","monitor":{"controlUrl":"[redacted]","listenUrl":"[redacted]"},"orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","phoneCallProvider":"twilio","phoneCallProviderId":"CAa1484ef026479695c6fbc22b4287f70d","phoneCallTransport":"pstn","phoneNumberId":"4a5a04dc-dcbe-45b1-8f64-fd32a253d136","status":"ringing","transport":{"accountSid":"AC15ae2437720ce15b7b2f7355949f8e7b","callSid":"CAa1484ef026479695c6fbc22b4287f70d","provider":"twilio"},"type":"inboundPhoneCall","updatedAt":"2026-11-28T02:04:05.984Z"},"customer":{"number":"+74955559081"},"phoneNumber":{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","createdAt":"2026-10-01T07:49:12.531Z","id":"4a5a04dc-dcbe-45b1-8f64-fd32a253d136","name":"Main line","number":"+14155550100","orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","provider":"twilio","status":"active","twilioAccountSid":"AC15ae2437720ce15b7b2f7355949f8e7b","updatedAt":"2026-11-03T09:05:22.146Z"},"status":"in-progress","timestamp":1795831447107,"type":"status-update"}}', 'd3944d109b6805b127549e02a355f14d', '2026-11-28 02:04:30.097+00', '2026-11-28 02:04:30.177214+00');
INSERT INTO public.webhook_events_2026_11_28 VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9863-760c-9a09-c2a0bd0a968c', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d10', 'vapi', 'tool-calls', '1b280fc6-7777-4c6f-8287-f80e7deb6001', false, 'x-vapi-secret', 'application/json', '{"message":{"artifact":{"messages":[{"message":"\320\222\321\213 \320\260\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200 \321\201\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\320\270 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273. \320\236\321\202\320\262\320\265\321\207\320\260\320\271\321\202\320\265 \320\272\321\200\320\260\321\202\320\272\320\276 \320\270 \320\264\320\276\320\261\321\200\320\276\320\266\320\265\320\273\320\260\321\202\320\265\320\273\321\214\320\275\320\276, \320\275\320\265 \320\264\320\260\320\262\320\260\320\271\321\202\320\265 \320\274\320\265\320\264\320\270\321\206\320\270\320\275\321\201\320\272\320\270\321\205 \321\201\320\276\320\262\320\265\321\202\320\276\320\262.","role":"system","secondsFromStart":0,"time":1795831447107},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200","duration":3286,"endTime":1795831450743,"message":"\320\241\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\321\217 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273, \320\267\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265! \320\247\320\265\320\274 \320\274\320\276\320\263\321\203 \320\277\320\276\320\274\320\276\321\207\321\214?","role":"bot","secondsFromStart":0.35,"source":"","time":1795831447457},{"duration":5084,"endTime":1795831456758,"message":"\320\227\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265, \321\215\321\202\320\276 \320\220\320\275\320\264\321\200\320\265\320\271 \320\221\320\265\320\273\320\276\320\262. \320\234\320\275\320\265 \321\203\321\202\321\200\320\276\320\274 \321\203\320\264\320\260\320\273\320\270\320\273\320\270 \320\267\321\203\320\261, \320\270 \320\272\321\200\320\276\320\262\321\214 \320\275\320\265 \320\276\321\201\321\202\320\260\320\275\320\260\320\262\320\273\320\270\320\262\320\260\320\265\321\202\321\201\321\217.","role":"user","secondsFromStart":4.567,"time":1795831451674},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200","duration":3596,"endTime":1795831461284,"message":"\320\236\321\207\320\265\320\275\321\214 \321\201\320\276\321\207\321\203\320\262\321\201\321\202\320\262\321\203\321\216. \320\237\320\276\320\277\321\200\320\276\321\201\320\270\321\202\321\214 \320\264\320\276\320\272\321\202\320\276\321\200\320\260 \321\201\321\200\320\260\320\267\321\203 \320\262\320\260\320\274 \320\277\320\265\321\200\320\265\320\267\320\262\320\276\320\275\320\270\321\202\321\214?","role":"bot","secondsFromStart":10.581,"source":"","time":1795831457688},{"duration":2790,"endTime":1795831464749,"message":"\320\224\320\260, \320\272\320\260\320\272 \320\274\320\276\320\266\320\275\320\276 \321\201\320\272\320\276\321\200\320\265\320\265. \320\234\320\276\320\271 \320\275\320\276\320\274\320\265\321\200 +74955559081.","role":"user","secondsFromStart":14.852,"time":1795831461959},{"message":"","role":"tool_calls","secondsFromStart":18.281,"time":1795831465388,"toolCalls":[{"function":{"arguments":"{\\"callerName\\":\\"\320\220\320\275\320\264\321\200\320\265\320\271 \320\221\320\265\320\273\320\276\320\262\\",\\"callerPhone\\":\\"+74955559081\\",\\"message\\":\\"\320\232\321\200\320\276\320\262\320\276\321\202\320\265\321\207\320\265\320\275\320\270\320\265 \320\277\320\276\321\201\320\273\320\265 \321\203\320\264\320\260\320\273\320\265\320\275\320\270\321\217 \320\267\321\203\320\261\320\260. \320\237\320\265\321\200\320\265\320\267\320\262\320\276\320\275\320\270\321\202\321\214 \320\275\320\265\320\274\320\265\320\264\320\273\320\265\320\275\320\275\320\276.\\",\\"urgent\\":true}","name":"takeMessage"},"id":"call_SqLCUfSgIikzYh5ZMnO9URnK","type":"function"}]}],"messagesOpenAIFormatted":[{"content":"\320\222\321\213 \320\260\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200 \321\201\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\320\270 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273. \320\236\321\202\320\262\320\265\321\207\320\260\320\271\321\202\320\265 \320\272\321\200\320\260\321\202\320\272\320\276 \320\270 \320\264\320\276\320\261\321\200\320\276\320\266\320\265\320\273\320\260\321\202\320\265\320\273\321\214\320\275\320\276, \320\275\320\265 \320\264\320\260\320\262\320\260\320\271\321\202\320\265 \320\274\320\265\320\264\320\270\321\206\320\270\320\275\321\201\320\272\320\270\321\205 \321\201\320\276\320\262\320\265\321\202\320\276\320\262.","role":"system"},{"content":"\320\241\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\321\217 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273, \320\267\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265! \320\247\320\265\320\274 \320\274\320\276\320\263\321\203 \320\277\320\276\320\274\320\276\321\207\321\214?","role":"assistant"},{"content":"\320\227\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265, \321\215\321\202\320\276 \320\220\320\275\320\264\321\200\320\265\320\271 \320\221\320\265\320\273\320\276\320\262. \320\234\320\275\320\265 \321\203\321\202\321\200\320\276\320\274 \321\203\320\264\320\260\320\273\320\270\320\273\320\270 \320\267\321\203\320\261, \320\270 \320\272\321\200\320\276\320\262\321\214 \320\275\320\265 \320\276\321\201\321\202\320\260\320\275\320\260\320\262\320\273\320\270\320\262\320\260\320\265\321\202\321\201\321\217.","role":"user"},{"content":"\320\236\321\207\320\265\320\275\321\214 \321\201\320\276\321\207\321\203\320\262\321\201\321\202\320\262\321\203\321\216. \320\237\320\276\320\277\321\200\320\276\321\201\320\270\321\202\321\214 \320\264\320\276\320\272\321\202\320\276\321\200\320\260 \321\201\321\200\320\260\320\267\321\203 \320\262\320\260\320\274 \320\277\320\265\321\200\320\265\320\267\320\262\320\276\320\275\320\270\321\202\321\214?","role":"assistant"},{"content":"\320\224\320\260, \320\272\320\260\320\272 \320\274\320\276\320\266\320\275\320\276 \321\201\320\272\320\276\321\200\320\265\320\265. \320\234\320\276\320\271 \320\275\320\276\320\274\320\265\321\200 +74955559081.","role":"user"},{"content":"","role":"assistant","tool_calls":[{"function":{"arguments":"{\\"callerName\\":\\"\320\220\320\275\320\264\321\200\320\265\320\271 \320\221\320\265\320\273\320\276\320\262\\",\\"callerPhone\\":\\"+74955559081\\",\\"message\\":\\"\320\232\321\200\320\276\320\262\320\276\321\202\320\265\321\207\320\265\320\275\320\270\320\265 \320\277\320\276\321\201\320\273\320\265 \321\203\320\264\320\260\320\273\320\265\320\275\320\270\321\217 \320\267\321\203\320\261\320\260. \320\237\320\265\321\200\320\265\320\267\320\262\320\276\320\275\320\270\321\202\321\214 \320\275\320\265\320\274\320\265\320\264\320\273\320\265\320\275\320\275\320\276.\\",\\"urgent\\":true}","name":"takeMessage"},"id":"call_SqLCUfSgIikzYh5ZMnO9URnK","type":"function"}]}]},"assistant":{"createdAt":"2026-10-01T07:49:12.531Z","firstMessage":"\320\241\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\321\217 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273, \320\267\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265! \320\247\320\265\320\274 \320\274\320\276\320\263\321\203 \320\277\320\276\320\274\320\276\321\207\321\214?","firstMessageMode":"assistant-speaks-first","id":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","maxDurationSeconds":540,"metadata":{},"model":{"messages":[{"content":"\320\222\321\213 \320\260\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200 \321\201\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\320\270 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273. \320\236\321\202\320\262\320\265\321\207\320\260\320\271\321\202\320\265 \320\272\321\200\320\260\321\202\320\272\320\276 \320\270 \320\264\320\276\320\261\321\200\320\276\320\266\320\265\320\273\320\260\321\202\320\265\320\273\321\214\320\275\320\276, \320\275\320\265 \320\264\320\260\320\262\320\260\320\271\321\202\320\265 \320\274\320\265\320\264\320\270\321\206\320\270\320\275\321\201\320\272\320\270\321\205 \321\201\320\276\320\262\320\265\321\202\320\276\320\262.","role":"system"}],"model":"gpt-4.1","provider":"openai","temperature":0.3},"name":"\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200","orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","server":{"timeoutSeconds":20,"url":"https://hooks.example.com/vapi"},"serverMessages":["status-update","end-of-call-report","tool-calls","transfer-destination-request"],"transcriber":{"language":"ru","model":"nova-3","provider":"deepgram"},"updatedAt":"2026-11-03T09:05:22.146Z","voice":{"provider":"vapi","voiceId":"Elliot"}},"call":{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","createdAt":"2026-11-28T02:04:05.984Z","customer":{"number":"+74955559081"},"id":"1b280fc6-7777-4c6f-8287-f80e7deb6001","monitor":{"controlUrl":"[redacted]","listenUrl":"[redacted]"},"orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","phoneCallProvider":"twilio","phoneCallProviderId":"CAa1484ef026479695c6fbc22b4287f70d","phoneCallTransport":"pstn","phoneNumberId":"4a5a04dc-dcbe-45b1-8f64-fd32a253d136","status":"ringing","transport":{"accountSid":"AC15ae2437720ce15b7b2f7355949f8e7b","callSid":"CAa1484ef026479695c6fbc22b4287f70d","provider":"twilio"},"type":"inboundPhoneCall","updatedAt":"2026-11-28T02:04:05.984Z"},"customer":{"number":"+74955559081"},"phoneNumber":{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","createdAt":"2026-10-01T07:49:12.531Z","id":"4a5a04dc-dcbe-45b1-8f64-fd32a253d136","name":"Main line","number":"+14155550100","orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","provider":"twilio","status":"active","twilioAccountSid":"AC15ae2437720ce15b7b2f7355949f8e7b","updatedAt":"2026-11-03T09:05:22.146Z"},"timestamp":1795831465388,"toolCallList":[{"function":{"arguments":{"callerName":"\320\220\320\275\320\264\321\200\320\265\320\271 \320\221\320\265\320\273\320\276\320\262","callerPhone":"+74955559081","message":"\320\232\321\200\320\276\320\262\320\276\321\202\320\265\321\207\320\265\320\275\320\270\320\265 \320\277\320\276\321\201\320\273\320\265 \321\203\320\264\320\260\320\273\320\265\320\275\320\270\321\217 \320\267\321\203\320\261\320\260. \320\237\320\265\321\200\320\265\320\267\320\262\320\276\320\275\320\270\321\202\321\214 \320\275\320\265\320\274\320\265\320\264\320\273\320\265\320\275\320\275\320\276.","urgent":true},"name":"takeMessage"},"id":"call_SqLCUfSgIikzYh5ZMnO9URnK","type":"function"}],"toolCalls":[{"function":{"arguments":{"callerName":"\320\220\320\275\320\264\321\200\320\265\320\271 \320\221\320\265\320\273\320\276\320\262","callerPhone":"+74955559081","message":"\320\232\321\200\320\276\320\262\320\276\321\202\320\265\321\207\320\265\320\275\320\270\320\265 \320\277\320\276\321\201\320\273\320\265 \321\203\320\264\320\260\320\273\320\265\320\275\320\270\321\217 \320\267\321\203\320\261\320\260. \320\237\320\265\321\200\320\265\320\267\320\262\320\276\320\275\320\270\321\202\321\214 \320\275\320\265\320\274\320\265\320\264\320\273\320\265\320\275\320\275\320\276.","urgent":true},"name":"takeMessage"},"id":"call_SqLCUfSgIikzYh5ZMnO9URnK","type":"function"}],"toolWithToolCallList":[{"async":false,"function":{"description":"Takes a message for the team.","name":"takeMessage","parameters":{"properties":{"callerName":{"type":"string"},"callerPhone":{"type":"string"},"message":{"type":"string"},"urgent":{"type":"boolean"}},"required":["callerName","callerPhone","message","urgent"],"type":"object"}},"messages":[{"content":"One moment.","type":"request-start"}],"server":{"timeoutSeconds":20,"url":"https://hooks.example.com/vapi"},"toolCall":{"function":{"arguments":{"callerName":"\320\220\320\275\320\264\321\200\320\265\320\271 \320\221\320\265\320\273\320\276\320\262","callerPhone":"+74955559081","message":"\320\232\321\200\320\276\320\262\320\276\321\202\320\265\321\207\320\265\320\275\320\270\320\265 \320\277\320\276\321\201\320\273\320\265 \321\203\320\264\320\260\320\273\320\265\320\275\320\270\321\217 \320\267\321\203\320\261\320\260. \320\237\320\265\321\200\320\265\320\267\320\262\320\276\320\275\320\270\321\202\321\214 \320\275\320\265\320\274\320\265\320\264\320\273\320\265\320\275\320\275\320\276.","urgent":true},"name":"takeMessage"},"id":"call_SqLCUfSgIikzYh5ZMnO9URnK","type":"function"},"type":"function"}],"type":"tool-calls"}}', '9368d485681f5189cdcd7c12535b1d84', '2026-11-28 02:04:30.179+00', '2026-11-28 02:04:30.190614+00');
INSERT INTO public.webhook_events_2026_11_28 VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-989e-72ff-aca2-7c8c99336e73', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d10', 'vapi', 'status-update', '1b280fc6-7777-4c6f-8287-f80e7deb6001', false, 'x-vapi-secret', 'application/json', '{"message":{"artifact":{"messages":[{"message":"\320\222\321\213 \320\260\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200 \321\201\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\320\270 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273. \320\236\321\202\320\262\320\265\321\207\320\260\320\271\321\202\320\265 \320\272\321\200\320\260\321\202\320\272\320\276 \320\270 \320\264\320\276\320\261\321\200\320\276\320\266\320\265\320\273\320\260\321\202\320\265\320\273\321\214\320\275\320\276, \320\275\320\265 \320\264\320\260\320\262\320\260\320\271\321\202\320\265 \320\274\320\265\320\264\320\270\321\206\320\270\320\275\321\201\320\272\320\270\321\205 \321\201\320\276\320\262\320\265\321\202\320\276\320\262.","role":"system","secondsFromStart":0,"time":1795831447107},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200","duration":3286,"endTime":1795831450743,"message":"\320\241\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\321\217 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273, \320\267\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265! \320\247\320\265\320\274 \320\274\320\276\320\263\321\203 \320\277\320\276\320\274\320\276\321\207\321\214?","role":"bot","secondsFromStart":0.35,"source":"","time":1795831447457},{"duration":5084,"endTime":1795831456758,"message":"\320\227\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265, \321\215\321\202\320\276 \320\220\320\275\320\264\321\200\320\265\320\271 \320\221\320\265\320\273\320\276\320\262. \320\234\320\275\320\265 \321\203\321\202\321\200\320\276\320\274 \321\203\320\264\320\260\320\273\320\270\320\273\320\270 \320\267\321\203\320\261, \320\270 \320\272\321\200\320\276\320\262\321\214 \320\275\320\265 \320\276\321\201\321\202\320\260\320\275\320\260\320\262\320\273\320\270\320\262\320\260\320\265\321\202\321\201\321\217.","role":"user","secondsFromStart":4.567,"time":1795831451674},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200","duration":3596,"endTime":1795831461284,"message":"\320\236\321\207\320\265\320\275\321\214 \321\201\320\276\321\207\321\203\320\262\321\201\321\202\320\262\321\203\321\216. \320\237\320\276\320\277\321\200\320\276\321\201\320\270\321\202\321\214 \320\264\320\276\320\272\321\202\320\276\321\200\320\260 \321\201\321\200\320\260\320\267\321\203 \320\262\320\260\320\274 \320\277\320\265\321\200\320\265\320\267\320\262\320\276\320\275\320\270\321\202\321\214?","role":"bot","secondsFromStart":10.581,"source":"","time":1795831457688},{"duration":2790,"endTime":1795831464749,"message":"\320\224\320\260, \320\272\320\260\320\272 \320\274\320\276\320\266\320\275\320\276 \321\201\320\272\320\276\321\200\320\265\320\265. \320\234\320\276\320\271 \320\275\320\276\320\274\320\265\321\200 +74955559081.","role":"user","secondsFromStart":14.852,"time":1795831461959},{"message":"","role":"tool_calls","secondsFromStart":18.281,"time":1795831465388,"toolCalls":[{"function":{"arguments":"{\\"callerName\\":\\"\320\220\320\275\320\264\321\200\320\265\320\271 \320\221\320\265\320\273\320\276\320\262\\",\\"callerPhone\\":\\"+74955559081\\",\\"message\\":\\"\320\232\321\200\320\276\320\262\320\276\321\202\320\265\321\207\320\265\320\275\320\270\320\265 \320\277\320\276\321\201\320\273\320\265 \321\203\320\264\320\260\320\273\320\265\320\275\320\270\321\217 \320\267\321\203\320\261\320\260. \320\237\320\265\321\200\320\265\320\267\320\262\320\276\320\275\320\270\321\202\321\214 \320\275\320\265\320\274\320\265\320\264\320\273\320\265\320\275\320\275\320\276.\\",\\"urgent\\":true}","name":"takeMessage"},"id":"call_SqLCUfSgIikzYh5ZMnO9URnK","type":"function"}]},{"name":"takeMessage","result":"\320\241\320\276\320\276\320\261\321\211\320\265\320\275\320\270\320\265 \320\267\320\260\320\277\320\270\321\201\320\260\320\275\320\276. \320\236\320\275\320\276 \320\276\321\202\320\274\320\265\321\207\320\265\320\275\320\276 \320\272\320\260\320\272 \321\201\321\200\320\276\321\207\320\275\320\276\320\265 \320\270 \321\203\320\266\320\265 \320\276\321\202\320\277\321\200\320\260\320\262\320\273\321\217\320\265\321\202\321\201\321\217.","role":"tool_call_result","secondsFromStart":18.736,"time":1795831465843,"toolCallId":"call_SqLCUfSgIikzYh5ZMnO9URnK"},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200","duration":3224,"endTime":1795831469800,"message":"\320\241\320\276\320\276\320\261\321\211\320\265\320\275\320\270\320\265 \320\267\320\260\320\277\320\270\321\201\320\260\320\275\320\276. \320\236\320\275\320\276 \320\276\321\202\320\274\320\265\321\207\320\265\320\275\320\276 \320\272\320\260\320\272 \321\201\321\200\320\276\321\207\320\275\320\276\320\265 \320\270 \321\203\320\266\320\265 \320\276\321\202\320\277\321\200\320\260\320\262\320\273\321\217\320\265\321\202\321\201\321\217.","role":"bot","secondsFromStart":19.469,"source":"","time":1795831466576}],"messagesOpenAIFormatted":[{"content":"\320\222\321\213 \320\260\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200 \321\201\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\320\270 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273. \320\236\321\202\320\262\320\265\321\207\320\260\320\271\321\202\320\265 \320\272\321\200\320\260\321\202\320\272\320\276 \320\270 \320\264\320\276\320\261\321\200\320\276\320\266\320\265\320\273\320\260\321\202\320\265\320\273\321\214\320\275\320\276, \320\275\320\265 \320\264\320\260\320\262\320\260\320\271\321\202\320\265 \320\274\320\265\320\264\320\270\321\206\320\270\320\275\321\201\320\272\320\270\321\205 \321\201\320\276\320\262\320\265\321\202\320\276\320\262.","role":"system"},{"content":"\320\241\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\321\217 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273, \320\267\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265! \320\247\320\265\320\274 \320\274\320\276\320\263\321\203 \320\277\320\276\320\274\320\276\321\207\321\214?","role":"assistant"},{"content":"\320\227\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265, \321\215\321\202\320\276 \320\220\320\275\320\264\321\200\320\265\320\271 \320\221\320\265\320\273\320\276\320\262. \320\234\320\275\320\265 \321\203\321\202\321\200\320\276\320\274 \321\203\320\264\320\260\320\273\320\270\320\273\320\270 \320\267\321\203\320\261, \320\270 \320\272\321\200\320\276\320\262\321\214 \320\275\320\265 \320\276\321\201\321\202\320\260\320\275\320\260\320\262\320\273\320\270\320\262\320\260\320\265\321\202\321\201\321\217.","role":"user"},{"content":"\320\236\321\207\320\265\320\275\321\214 \321\201\320\276\321\207\321\203\320\262\321\201\321\202\320\262\321\203\321\216. \320\237\320\276\320\277\321\200\320\276\321\201\320\270\321\202\321\214 \320\264\320\276\320\272\321\202\320\276\321\200\320\260 \321\201\321\200\320\260\320\267\321\203 \320\262\320\260\320\274 \320\277\320\265\321\200\320\265\320\267\320\262\320\276\320\275\320\270\321\202\321\214?","role":"assistant"},{"content":"\320\224\320\260, \320\272\320\260\320\272 \320\274\320\276\320\266\320\275\320\276 \321\201\320\272\320\276\321\200\320\265\320\265. \320\234\320\276\320\271 \320\275\320\276\320\274\320\265\321\200 +74955559081.","role":"user"},{"content":"","role":"assistant","tool_calls":[{"function":{"arguments":"{\\"callerName\\":\\"\320\220\320\275\320\264\321\200\320\265\320\271 \320\221\320\265\320\273\320\276\320\262\\",\\"callerPhone\\":\\"+74955559081\\",\\"message\\":\\"\320\232\321\200\320\276\320\262\320\276\321\202\320\265\321\207\320\265\320\275\320\270\320\265 \320\277\320\276\321\201\320\273\320\265 \321\203\320\264\320\260\320\273\320\265\320\275\320\270\321\217 \320\267\321\203\320\261\320\260. \320\237\320\265\321\200\320\265\320\267\320\262\320\276\320\275\320\270\321\202\321\214 \320\275\320\265\320\274\320\265\320\264\320\273\320\265\320\275\320\275\320\276.\\",\\"urgent\\":true}","name":"takeMessage"},"id":"call_SqLCUfSgIikzYh5ZMnO9URnK","type":"function"}]},{"content":"\320\241\320\276\320\276\320\261\321\211\320\265\320\275\320\270\320\265 \320\267\320\260\320\277\320\270\321\201\320\260\320\275\320\276. \320\236\320\275\320\276 \320\276\321\202\320\274\320\265\321\207\320\265\320\275\320\276 \320\272\320\260\320\272 \321\201\321\200\320\276\321\207\320\275\320\276\320\265 \320\270 \321\203\320\266\320\265 \320\276\321\202\320\277\321\200\320\260\320\262\320\273\321\217\320\265\321\202\321\201\321\217.","role":"tool","tool_call_id":"call_SqLCUfSgIikzYh5ZMnO9URnK"},{"content":"\320\241\320\276\320\276\320\261\321\211\320\265\320\275\320\270\320\265 \320\267\320\260\320\277\320\270\321\201\320\260\320\275\320\276. \320\236\320\275\320\276 \320\276\321\202\320\274\320\265\321\207\320\265\320\275\320\276 \320\272\320\260\320\272 \321\201\321\200\320\276\321\207\320\275\320\276\320\265 \320\270 \321\203\320\266\320\265 \320\276\321\202\320\277\321\200\320\260\320\262\320\273\321\217\320\265\321\202\321\201\321\217.","role":"assistant"}]},"assistant":{"createdAt":"2026-10-01T07:49:12.531Z","firstMessage":"\320\241\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\321\217 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273, \320\267\320\264\321\200\320\260\320\262\321\201\321\202\320\262\321\203\320\271\321\202\320\265! \320\247\320\265\320\274 \320\274\320\276\320\263\321\203 \320\277\320\276\320\274\320\276\321\207\321\214?","firstMessageMode":"assistant-speaks-first","id":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","maxDurationSeconds":540,"metadata":{},"model":{"messages":[{"content":"\320\222\321\213 \320\260\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200 \321\201\321\202\320\276\320\274\320\260\321\202\320\276\320\273\320\276\320\263\320\270\320\270 \302\253\320\226\320\265\320\274\321\207\321\203\320\263\302\273. \320\236\321\202\320\262\320\265\321\207\320\260\320\271\321\202\320\265 \320\272\321\200\320\260\321\202\320\272\320\276 \320\270 \320\264\320\276\320\261\321\200\320\276\320\266\320\265\320\273\320\260\321\202\320\265\320\273\321\214\320\275\320\276, \320\275\320\265 \320\264\320\260\320\262\320\260\320\271\321\202\320\265 \320\274\320\265\320\264\320\270\321\206\320\270\320\275\321\201\320\272\320\270\321\205 \321\201\320\276\320\262\320\265\321\202\320\276\320\262.","role":"system"}],"model":"gpt-4.1","provider":"openai","temperature":0.3},"name":"\320\220\320\264\320\274\320\270\320\275\320\270\321\201\321\202\321\200\320\260\321\202\320\276\321\200","orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","server":{"timeoutSeconds":20,"url":"https://hooks.example.com/vapi"},"serverMessages":["status-update","end-of-call-report","tool-calls","transfer-destination-request"],"transcriber":{"language":"ru","model":"nova-3","provider":"deepgram"},"updatedAt":"2026-11-03T09:05:22.146Z","voice":{"provider":"vapi","voiceId":"Elliot"}},"call":{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","createdAt":"2026-11-28T02:04:05.984Z","customer":{"number":"+74955559081"},"id":"1b280fc6-7777-4c6f-8287-f80e7deb6001","monitor":{"controlUrl":"[redacted]","listenUrl":"[redacted]"},"orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","phoneCallProvider":"twilio","phoneCallProviderId":"CAa1484ef026479695c6fbc22b4287f70d","phoneCallTransport":"pstn","phoneNumberId":"4a5a04dc-dcbe-45b1-8f64-fd32a253d136","status":"ringing","transport":{"accountSid":"AC15ae2437720ce15b7b2f7355949f8e7b","callSid":"CAa1484ef026479695c6fbc22b4287f70d","provider":"twilio"},"type":"inboundPhoneCall","updatedAt":"2026-11-28T02:04:05.984Z"},"customer":{"number":"+74955559081"},"endedReason":"call.in-progress.error-vapifault-deepgram-transcriber-failed","phoneNumber":{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","createdAt":"2026-10-01T07:49:12.531Z","id":"4a5a04dc-dcbe-45b1-8f64-fd32a253d136","name":"Main line","number":"+14155550100","orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","provider":"twilio","status":"active","twilioAccountSid":"AC15ae2437720ce15b7b2f7355949f8e7b","updatedAt":"2026-11-03T09:05:22.146Z"},"status":"ended","timestamp":1795831470011,"type":"status-update"}}', '6aa9f22dcee2414b066e216bdc5092cf', '2026-11-28 02:04:30.238+00', '2026-11-28 02:04:30.245935+00');


--
-- Data for Name: webhook_outcomes; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.webhook_outcomes VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4dcc-7074-8465-100f0af89332', 'call-processor.reports', 'recorded', '2026-11-28 02:04:11.104105+00');
INSERT INTO public.webhook_outcomes VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4de2-710b-8708-4cee2936ecf7', 'call-processor.reports', 'unchanged', '2026-11-28 02:04:11.131204+00');
INSERT INTO public.webhook_outcomes VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4f86-73a9-b898-f7117bf45c6b', 'call-processor.reports', 'recorded', '2026-11-28 02:04:11.556338+00');
INSERT INTO public.webhook_outcomes VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-5039-765d-ba36-74f1b3b3b429', 'call-processor.reports', 'recorded', '2026-11-28 02:04:11.721323+00');
INSERT INTO public.webhook_outcomes VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-4fe5-7030-abd9-9279f6afbbc5', 'call-processor.reports', 'recorded', '2026-11-28 02:04:11.660915+00');
INSERT INTO public.webhook_outcomes VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-53c4-7405-b8d8-8a44b26e93da', 'call-processor.reports', 'recorded', '2026-11-28 02:04:12.623283+00');
INSERT INTO public.webhook_outcomes VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-78ff-7549-9f96-350a862ad5bc', 'call-processor.reports', 'recorded', '2026-11-28 02:04:22.16723+00');
INSERT INTO public.webhook_outcomes VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-8771-741e-ad4e-042843c37681', 'call-processor.reports', 'recorded', '2026-11-28 02:04:26.535148+00');
INSERT INTO public.webhook_outcomes VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-8ea4-761e-90d2-db749027b36a', 'call-processor.reports', 'recorded', '2026-11-28 02:04:28.655455+00');
INSERT INTO public.webhook_outcomes VALUES ('0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', '01a21fe5-9337-7690-bd48-16b551fe1b5e', 'call-processor.reports', 'recorded', '2026-11-28 02:04:29.433239+00');


--
-- Data for Name: webhook_quarantine; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: webhook_spool; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.webhook_spool VALUES ('01a21fe5-a24f-76c3-bbb6-09a7fd549027', '0195d3a0-7c41-7e1b-8d3a-5f0a9b6c2d11', 'vapi.end-of-call-report', '\012$whk_01a21fe5a24f76c3bbb609a7fd549027\022$org_0195d3a07c417e1b8d3a5f0a9b6c2d11\032%conn_0195d3a07c417e1b8d3a5f0a9b6c2d10"\004vapi*\022end-of-call-report2\014\010\260\355\250\330\006\020\300\243\354\326\002:\020application/jsonB\2529{"message":{"analysis":{"successEvaluation":"false","summary":"\320\227\320\262\320\276\320\275\320\276\320\272 \320\276\320\261\320\276\321\200\320\262\320\260\320\273\321\201\321\217 \321\200\320\260\320\275\321\214\321\210\320\265, \321\207\320\265\320\274 \320\262\320\276\320\277\321\200\320\276\321\201 \320\261\321\213\320\273 \321\200\320\265\321\210\321\221\320\275."},"artifact":{"assistantActivations":[{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"\320\224\320\270\321\201\320\277\320\265\321\202\321\207\320\265\321\200\321\201\320\272\320\260\321\217"}],"logUrl":"https://calllogs.vapi.ai/6be41bb4-9980-4f22-9f2b-6486c661d3fd.log","messages":[{"message":"\320\222\321\213 \320\276\321\202\320\262\320\265\321\207\320\260\320\265\321\202\320\265 \320\262\320\276\320\264\320\270\321\202\320\265\320\273\321\217\320\274 \320\272\320\276\320\274\320\277\320\260\320\275\320\270\320\270 \302\253\320\241\320\265\320\262\320\265\321\200\320\275\321\213\320\271 \320\277\321\203\321\202\321\214\302\273. \320\243\321\202\320\276\321\207\320\275\321\217\320\271\321\202\320\265 \321\204\320\260\320\272\321\202\321\213 \320\270 \320\267\320\260\320\277\320\270\321\201\321\213\320\262\320\260\320\271\321\202\320\265 \320\275\320\265\320\262\321\213\321\205\320\276\320\264\321\213 \320\275\320\260 \321\201\320\274\320\265\320\275\321\203.","role":"system","secondsFromStart":0,"time":1795831468040},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"\320\224\320\270\321\201\320\277\320\265\321\202\321\207\320\265\321\200\321\201\320\272\320\260\321\217","duration":3534,"endTime":1795831471924,"message":"\320\224\320\270\321\201\320\277\320\265\321\202\321\207\320\265\321\200\321\201\320\272\320\260\321\217 \302\253\320\241\320\265\320\262\320\265\321\200\320\275\321\213\320\271 \320\277\321\203\321\202\321\214\302\273, \320\277\321\200\320\265\320\264\321\201\321\202\320\260\320\262\321\214\321\202\320\265\321\201\321\214, \320\277\320\276\320\266\320\260\320\273\321\203\320\271\321\201\321\202\320\260.","role":"bot","secondsFromStart":0.35,"source":"","time":1795831468390}],"messagesOpenAIFormatted":[{"content":"\320\222\321\213 \320\276\321\202\320\262\320\265\321\207\320\260\320\265\321\202\320\265 \320\262\320\276\320\264\320\270\321\202\320\265\320\273\321\217\320\274 \320\272\320\276\320\274\320\277\320\260\320\275\320\270\320\270 \302\253\320\241\320\265\320\262\320\265\321\200\320\275\321\213\320\271 \320\277\321\203\321\202\321\214\302\273. \320\243\321\202\320\276\321\207\320\275\321\217\320\271\321\202\320\265 \321\204\320\260\320\272\321\202\321\213 \320\270 \320\267\320\260\320\277\320\270\321\201\321\213\320\262\320\260\320\271\321\202\320\265 \320\275\320\265\320\262\321\213\321\205\320\276\320\264\321\213 \320\275\320\260 \321\201\320\274\320\265\320\275\321\203.","role":"system"},{"content":"\320\224\320\270\321\201\320\277\320\265\321\202\321\207\320\265\321\200\321\201\320\272\320\260\321\217 \302\253\320\241\320\265\320\262\320\265\321\200\320\275\321\213\320\271 \320\277\321\203\321\202\321\214\302\273, \320\277\321\200\320\265\320\264\321\201\321\202\320\260\320\262\321\214\321\202\320\265\321\201\321\214, \320\277\320\276\320\266\320\260\320\273\321\203\320\271\321\201\321\202\320\260.","role":"assistant"}],"nodes":[],"performanceMetrics":{"endpointingLatencyAverage":480,"modelLatencyAverage":420,"numAssistantInterrupted":0,"numUserInterrupted":0,"transcriberLatencyAverage":150,"turnLatencies":[{"endpointingLatency":480,"modelLatency":420,"transcriberLatency":150,"turnLatency":1360,"voiceLatency":310}],"turnLatencyAverage":1360,"voiceLatencyAverage":310},"presignedLogUrl":"https://storage.vapi.ai/6be41bb4-9980-4f22-9f2b-6486c661d3fd.log?X-Amz-Signature=sandbox","presignedMonoUrl":"https://storage.vapi.ai/6be41bb4-9980-4f22-9f2b-6486c661d3fd-mono.wav?X-Amz-Signature=sandbox","presignedStereoUrl":"https://storage.vapi.ai/6be41bb4-9980-4f22-9f2b-6486c661d3fd-stereo.wav?X-Amz-Signature=sandbox","presignedUrlsExpiresAt":"2026-11-28T03:04:37.442Z","recording":{"mono":{"assistantUrl":"https://storage.vapi.ai/6be41bb4-9980-4f22-9f2b-6486c661d3fd-assistant.wav","combinedUrl":"https://storage.vapi.ai/6be41bb4-9980-4f22-9f2b-6486c661d3fd-mono.wav","customerUrl":"https://storage.vapi.ai/6be41bb4-9980-4f22-9f2b-6486c661d3fd-customer.wav"},"stereoUrl":"https://storage.vapi.ai/6be41bb4-9980-4f22-9f2b-6486c661d3fd-stereo.wav"},"recordingUrl":"https://storage.vapi.ai/6be41bb4-9980-4f22-9f2b-6486c661d3fd-mono.wav","stereoRecordingUrl":"https://storage.vapi.ai/6be41bb4-9980-4f22-9f2b-6486c661d3fd-stereo.wav","transcript":"AI: \320\224\320\270\321\201\320\277\320\265\321\202\321\207\320\265\321\200\321\201\320\272\320\260\321\217 \302\253\320\241\320\265\320\262\320\265\321\200\320\275\321\213\320\271 \320\277\321\203\321\202\321\214\302\273, \320\277\321\200\320\265\320\264\321\201\321\202\320\260\320\262\321\214\321\202\320\265\321\201\321\214, \320\277\320\276\320\266\320\260\320\273\321\203\320\271\321\201\321\202\320\260.\\n","variableValues":{}},"assistant":{"createdAt":"2026-10-01T07:49:12.531Z","firstMessage":"\320\224\320\270\321\201\320\277\320\265\321\202\321\207\320\265\321\200\321\201\320\272\320\260\321\217 \302\253\320\241\320\265\320\262\320\265\321\200\320\275\321\213\320\271 \320\277\321\203\321\202\321\214\302\273, \320\277\321\200\320\265\320\264\321\201\321\202\320\260\320\262\321\214\321\202\320\265\321\201\321\214, \320\277\320\276\320\266\320\260\320\273\321\203\320\271\321\201\321\202\320\260.","firstMessageMode":"assistant-speaks-first","id":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","maxDurationSeconds":540,"metadata":{},"model":{"messages":[{"content":"\320\222\321\213 \320\276\321\202\320\262\320\265\321\207\320\260\320\265\321\202\320\265 \320\262\320\276\320\264\320\270\321\202\320\265\320\273\321\217\320\274 \320\272\320\276\320\274\320\277\320\260\320\275\320\270\320\270 \302\253\320\241\320\265\320\262\320\265\321\200\320\275\321\213\320\271 \320\277\321\203\321\202\321\214\302\273. \320\243\321\202\320\276\321\207\320\275\321\217\320\271\321\202\320\265 \321\204\320\260\320\272\321\202\321\213 \320\270 \320\267\320\260\320\277\320\270\321\201\321\213\320\262\320\260\320\271\321\202\320\265 \320\275\320\265\320\262\321\213\321\205\320\276\320\264\321\213 \320\275\320\260 \321\201\320\274\320\265\320\275\321\203.","role":"system"}],"model":"gpt-4.1","provider":"openai","temperature":0.3},"name":"\320\224\320\270\321\201\320\277\320\265\321\202\321\207\320\265\321\200\321\201\320\272\320\260\321\217","orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","server":{"timeoutSeconds":20,"url":"https://hooks.example.com/vapi"},"serverMessages":["status-update","end-of-call-report","tool-calls","transfer-destination-request"],"transcriber":{"language":"ru","model":"nova-3","provider":"deepgram"},"updatedAt":"2026-11-03T09:05:22.146Z","voice":{"provider":"vapi","voiceId":"Elliot"}},"call":{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","createdAt":"2026-11-28T02:04:24.611Z","customer":{"number":"+74955561099"},"id":"6be41bb4-9980-4f22-9f2b-6486c661d3fd","monitor":{"controlUrl":"http://127.0.0.1:43477/vapi-control/6be41bb4-9980-4f22-9f2b-6486c661d3fd/control","listenUrl":"ws://127.0.0.1:43477/vapi-control/6be41bb4-9980-4f22-9f2b-6486c661d3fd/listen"},"orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","phoneCallProvider":"twilio","phoneCallProviderId":"CAe0ed7dfa83b72847806e54cea6a51707","phoneCallTransport":"pstn","phoneNumberId":"4a5a04dc-dcbe-45b1-8f64-fd32a253d136","status":"ringing","transport":{"accountSid":"AC15ae2437720ce15b7b2f7355949f8e7b","callSid":"CAe0ed7dfa83b72847806e54cea6a51707","provider":"twilio"},"type":"inboundPhoneCall","updatedAt":"2026-11-28T02:04:24.611Z"},"cost":0.0065,"costBreakdown":{"analysisCostBreakdown":{"structuredData":0,"successEvaluation":0,"summary":0.0,"summaryCompletionTokens":11,"summaryPromptTokens":38},"chat":0,"knowledgeBaseCost":0,"llm":0.0002,"llmCachedPromptTokens":0,"llmCompletionTokens":14,"llmPromptTokens":24,"stt":0.0007,"total":0.0065,"transport":0.0006,"tts":0.0013,"ttsCharacters":57,"vapi":0.0037,"voicemailDetectionCost":0},"costs":[{"cost":0.00062362,"minutes":0.0734,"provider":"twilio","type":"transport"},{"cost":0.00073367,"minutes":0.0734,"transcriber":{"model":"nova-3","provider":"deepgram"},"type":"transcriber"},{"cachedPromptTokens":0,"completionTokens":14,"cost":0.00016,"model":{"model":"gpt-4.1","provider":"openai"},"promptTokens":24,"type":"model"},{"characters":57,"cost":0.001254,"type":"voice","voice":{"provider":"vapi","voiceId":"Elliot"}},{"cost":0.00366833,"minutes":0.0734,"subType":"normal","type":"vapi"},{"analysisType":"summary","completionTokens":11,"cost":0.0000389,"model":{"model":"gemini-2.5-flash","provider":"google"},"promptTokens":38,"type":"analysis"}],"customer":{"number":"+74955561099"},"durationMinutes":0.0734,"durationMs":4402,"durationSeconds":4.402,"endedAt":"2026-11-28T02:04:32.442Z","endedReason":"customer-ended-call","messages":[{"message":"\320\222\321\213 \320\276\321\202\320\262\320\265\321\207\320\260\320\265\321\202\320\265 \320\262\320\276\320\264\320\270\321\202\320\265\320\273\321\217\320\274 \320\272\320\276\320\274\320\277\320\260\320\275\320\270\320\270 \302\253\320\241\320\265\320\262\320\265\321\200\320\275\321\213\320\271 \320\277\321\203\321\202\321\214\302\273. \320\243\321\202\320\276\321\207\320\275\321\217\320\271\321\202\320\265 \321\204\320\260\320\272\321\202\321\213 \320\270 \320\267\320\260\320\277\320\270\321\201\321\213\320\262\320\260\320\271\321\202\320\265 \320\275\320\265\320\262\321\213\321\205\320\276\320\264\321\213 \320\275\320\260 \321\201\320\274\320\265\320\275\321\203.","role":"system","secondsFromStart":0,"time":1795831468040},{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","assistantName":"\320\224\320\270\321\201\320\277\320\265\321\202\321\207\320\265\321\200\321\201\320\272\320\260\321\217","duration":3534,"endTime":1795831471924,"message":"\320\224\320\270\321\201\320\277\320\265\321\202\321\207\320\265\321\200\321\201\320\272\320\260\321\217 \302\253\320\241\320\265\320\262\320\265\321\200\320\275\321\213\320\271 \320\277\321\203\321\202\321\214\302\273, \320\277\321\200\320\265\320\264\321\201\321\202\320\260\320\262\321\214\321\202\320\265\321\201\321\214, \320\277\320\276\320\266\320\260\320\273\321\203\320\271\321\201\321\202\320\260.","role":"bot","secondsFromStart":0.35,"source":"","time":1795831468390}],"phoneNumber":{"assistantId":"054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921","createdAt":"2026-10-01T07:49:12.531Z","id":"4a5a04dc-dcbe-45b1-8f64-fd32a253d136","name":"Main line","number":"+14155550100","orgId":"3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f","provider":"twilio","status":"active","twilioAccountSid":"AC15ae2437720ce15b7b2f7355949f8e7b","updatedAt":"2026-11-03T09:05:22.146Z"},"recordingUrl":"https://storage.vapi.ai/6be41bb4-9980-4f22-9f2b-6486c661d3fd-mono.wav","startedAt":"2026-11-28T02:04:28.040Z","stereoRecordingUrl":"https://storage.vapi.ai/6be41bb4-9980-4f22-9f2b-6486c661d3fd-stereo.wav","summary":"\320\227\320\262\320\276\320\275\320\276\320\272 \320\276\320\261\320\276\321\200\320\262\320\260\320\273\321\201\321\217 \321\200\320\260\320\275\321\214\321\210\320\265, \321\207\320\265\320\274 \320\262\320\276\320\277\321\200\320\276\321\201 \320\261\321\213\320\273 \321\200\320\265\321\210\321\221\320\275.","timestamp":1795831477442,"transcript":"AI: \320\224\320\270\321\201\320\277\320\265\321\202\321\207\320\265\321\200\321\201\320\272\320\260\321\217 \302\253\320\241\320\265\320\262\320\265\321\200\320\275\321\213\320\271 \320\277\321\203\321\202\321\214\302\273, \320\277\321\200\320\265\320\264\321\201\321\202\320\260\320\262\321\214\321\202\320\265\321\201\321\214, \320\277\320\276\320\266\320\260\320\273\321\203\320\271\321\201\321\202\320\260.\\n","type":"end-of-call-report"}}J\015x-vapi-secret', '00-209dea7999a35527ac06f230a5bbff07-7963d7fc2de5213e-01', '2026-11-28 02:04:32.719+00', 0, NULL, NULL, NULL);


--
-- Name: events_position; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.events_position', 33, true);


--
-- Name: _sqlx_migrations _sqlx_migrations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public._sqlx_migrations
    ADD CONSTRAINT _sqlx_migrations_pkey PRIMARY KEY (version);


--
-- Name: api_keys api_keys_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_pkey PRIMARY KEY (organization_id, id);


--
-- Name: assistants assistants_organization_id_vapi_assistant_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.assistants
    ADD CONSTRAINT assistants_organization_id_vapi_assistant_id_key UNIQUE (organization_id, vapi_assistant_id);


--
-- Name: assistants assistants_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.assistants
    ADD CONSTRAINT assistants_pkey PRIMARY KEY (organization_id, id);


--
-- Name: booking_changes booking_changes_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.booking_changes
    ADD CONSTRAINT booking_changes_pkey PRIMARY KEY (organization_id, id);


--
-- Name: bookings bookings_one_at_a_time; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bookings
    ADD CONSTRAINT bookings_one_at_a_time EXCLUDE USING gist (organization_id WITH =, resource WITH =, tstzrange(appointment_date, ends_at) WITH &&) WHERE ((status = ANY (ARRAY['requested'::text, 'confirmed'::text])));


--
-- Name: bookings bookings_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bookings
    ADD CONSTRAINT bookings_pkey PRIMARY KEY (organization_id, id);


--
-- Name: call_actions call_actions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.call_actions
    ADD CONSTRAINT call_actions_pkey PRIMARY KEY (organization_id, id);


--
-- Name: call_actions call_actions_tool_call_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.call_actions
    ADD CONSTRAINT call_actions_tool_call_key UNIQUE (organization_id, call_id, tool_call_id);


--
-- Name: call_costs call_costs_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.call_costs
    ADD CONSTRAINT call_costs_pkey PRIMARY KEY (organization_id, call_id, item);


--
-- Name: call_keys call_keys_organization_id_call_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.call_keys
    ADD CONSTRAINT call_keys_organization_id_call_id_key UNIQUE (organization_id, call_id);


--
-- Name: call_keys call_keys_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.call_keys
    ADD CONSTRAINT call_keys_pkey PRIMARY KEY (organization_id, vapi_call_id);


--
-- Name: call_participants call_participants_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.call_participants
    ADD CONSTRAINT call_participants_pkey PRIMARY KEY (organization_id, call_id, participant_type);


--
-- Name: call_transcripts call_transcripts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.call_transcripts
    ADD CONSTRAINT call_transcripts_pkey PRIMARY KEY (organization_id, call_id, turn);


--
-- Name: calls calls_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.calls
    ADD CONSTRAINT calls_pkey PRIMARY KEY (organization_id, id, partition_at);


--
-- Name: calls_2026_11 calls_2026_11_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.calls_2026_11
    ADD CONSTRAINT calls_2026_11_pkey PRIMARY KEY (organization_id, id, partition_at);


--
-- Name: claims claims_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims
    ADD CONSTRAINT claims_pkey PRIMARY KEY (organization_id, handler, key);


--
-- Name: contacts contacts_organization_id_phone_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.contacts
    ADD CONSTRAINT contacts_organization_id_phone_key UNIQUE (organization_id, phone);


--
-- Name: contacts contacts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.contacts
    ADD CONSTRAINT contacts_pkey PRIMARY KEY (organization_id, id);


--
-- Name: daily_usage daily_usage_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.daily_usage
    ADD CONSTRAINT daily_usage_pkey PRIMARY KEY (organization_id, day);


--
-- Name: events events_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (organization_id, id);


--
-- Name: inbound_integrations inbound_integrations_organization_id_provider_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inbound_integrations
    ADD CONSTRAINT inbound_integrations_organization_id_provider_key UNIQUE (organization_id, provider);


--
-- Name: inbound_integrations inbound_integrations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inbound_integrations
    ADD CONSTRAINT inbound_integrations_pkey PRIMARY KEY (organization_id, id);


--
-- Name: leads leads_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads
    ADD CONSTRAINT leads_pkey PRIMARY KEY (organization_id, id);


--
-- Name: live_questions live_questions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.live_questions
    ADD CONSTRAINT live_questions_pkey PRIMARY KEY (organization_id, vapi_call_id, question_id);


--
-- Name: memberships memberships_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_pkey PRIMARY KEY (organization_id, user_id);


--
-- Name: notifications notifications_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notifications
    ADD CONSTRAINT notifications_pkey PRIMARY KEY (organization_id, id);


--
-- Name: notifications notifications_subject_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notifications
    ADD CONSTRAINT notifications_subject_key UNIQUE (organization_id, subject_id, kind, channel, recipient);


--
-- Name: organizations organizations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.organizations
    ADD CONSTRAINT organizations_pkey PRIMARY KEY (id);


--
-- Name: outbox outbox_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (organization_id, event_id);


--
-- Name: phone_numbers phone_numbers_organization_id_phone_number_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.phone_numbers
    ADD CONSTRAINT phone_numbers_organization_id_phone_number_key UNIQUE (organization_id, phone_number);


--
-- Name: phone_numbers phone_numbers_organization_id_vapi_phone_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.phone_numbers
    ADD CONSTRAINT phone_numbers_organization_id_vapi_phone_id_key UNIQUE (organization_id, vapi_phone_id);


--
-- Name: phone_numbers phone_numbers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.phone_numbers
    ADD CONSTRAINT phone_numbers_pkey PRIMARY KEY (organization_id, id);


--
-- Name: prompt_trial_arms prompt_trial_arms_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.prompt_trial_arms
    ADD CONSTRAINT prompt_trial_arms_pkey PRIMARY KEY (organization_id, trial_id, arm);


--
-- Name: prompt_trials prompt_trials_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.prompt_trials
    ADD CONSTRAINT prompt_trials_pkey PRIMARY KEY (organization_id, id);


--
-- Name: usage_records usage_records_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.usage_records
    ADD CONSTRAINT usage_records_pkey PRIMARY KEY (organization_id, call_id);


--
-- Name: users users_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);


--
-- Name: vapi_connections vapi_connections_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vapi_connections
    ADD CONSTRAINT vapi_connections_pkey PRIMARY KEY (organization_id, id);


--
-- Name: webhook_events webhook_events_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhook_events
    ADD CONSTRAINT webhook_events_pkey PRIMARY KEY (organization_id, id, received_at);


--
-- Name: webhook_events_2026_11_28 webhook_events_2026_11_28_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhook_events_2026_11_28
    ADD CONSTRAINT webhook_events_2026_11_28_pkey PRIMARY KEY (organization_id, id, received_at);


--
-- Name: webhook_outcomes webhook_outcomes_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhook_outcomes
    ADD CONSTRAINT webhook_outcomes_pkey PRIMARY KEY (organization_id, webhook_id, handler);


--
-- Name: webhook_quarantine webhook_quarantine_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhook_quarantine
    ADD CONSTRAINT webhook_quarantine_pkey PRIMARY KEY (id);


--
-- Name: webhook_spool webhook_spool_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhook_spool
    ADD CONSTRAINT webhook_spool_pkey PRIMARY KEY (id);


--
-- Name: api_keys_hash_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX api_keys_hash_idx ON public.api_keys USING btree (key_hash);


--
-- Name: booking_changes_booking_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX booking_changes_booking_idx ON public.booking_changes USING btree (organization_id, booking_id, changed_at);


--
-- Name: bookings_customer_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bookings_customer_idx ON public.bookings USING btree (organization_id, customer_phone, appointment_date);


--
-- Name: bookings_day_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bookings_day_idx ON public.bookings USING btree (organization_id, appointment_date);


--
-- Name: bookings_taken_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bookings_taken_idx ON public.bookings USING btree (organization_id, ends_at) WHERE (status = ANY (ARRAY['requested'::text, 'confirmed'::text]));


--
-- Name: call_actions_open_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX call_actions_open_idx ON public.call_actions USING btree (organization_id, action_type, due_at) WHERE (status = 'pending'::text);


--
-- Name: calls_contact_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX calls_contact_idx ON ONLY public.calls USING btree (organization_id, contact_id, partition_at DESC);


--
-- Name: calls_2026_11_organization_id_contact_id_partition_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX calls_2026_11_organization_id_contact_id_partition_at_idx ON public.calls_2026_11 USING btree (organization_id, contact_id, partition_at DESC);


--
-- Name: calls_customer_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX calls_customer_idx ON ONLY public.calls USING btree (organization_id, customer_number, partition_at DESC);


--
-- Name: calls_2026_11_organization_id_customer_number_partition_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX calls_2026_11_organization_id_customer_number_partition_at_idx ON public.calls_2026_11 USING btree (organization_id, customer_number, partition_at DESC);


--
-- Name: calls_newest_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX calls_newest_idx ON ONLY public.calls USING btree (organization_id, partition_at DESC, id DESC);


--
-- Name: calls_2026_11_organization_id_partition_at_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX calls_2026_11_organization_id_partition_at_id_idx ON public.calls_2026_11 USING btree (organization_id, partition_at DESC, id DESC);


--
-- Name: events_organization_position_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX events_organization_position_idx ON public.events USING btree (organization_id, "position");


--
-- Name: events_position_key; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX events_position_key ON public.events USING btree ("position");


--
-- Name: leads_one_open_per_contact; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX leads_one_open_per_contact ON public.leads USING btree (organization_id, contact_id) WHERE (state = 'open'::text);


--
-- Name: live_questions_asked_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX live_questions_asked_idx ON public.live_questions USING brin (asked_at);


--
-- Name: live_questions_call_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX live_questions_call_idx ON public.live_questions USING btree (organization_id, call_id, asked_at);


--
-- Name: memberships_user_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX memberships_user_idx ON public.memberships USING btree (user_id);


--
-- Name: notifications_call_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notifications_call_idx ON public.notifications USING btree (organization_id, call_id);


--
-- Name: organizations_stripe_customer_key; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX organizations_stripe_customer_key ON public.organizations USING btree (stripe_customer_id);


--
-- Name: outbox_order_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX outbox_order_idx ON public.outbox USING btree ("position", event_id);


--
-- Name: prompt_trials_running_key; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX prompt_trials_running_key ON public.prompt_trials USING btree (organization_id, assistant_id) WHERE (ended_at IS NULL);


--
-- Name: usage_records_day_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX usage_records_day_idx ON public.usage_records USING btree (organization_id, day);


--
-- Name: users_email_key; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX users_email_key ON public.users USING btree (lower(email));


--
-- Name: webhook_events_archived_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX webhook_events_archived_idx ON ONLY public.webhook_events USING brin (archived_at);


--
-- Name: webhook_events_2026_11_28_archived_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX webhook_events_2026_11_28_archived_at_idx ON public.webhook_events_2026_11_28 USING brin (archived_at);


--
-- Name: webhook_events_type_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX webhook_events_type_idx ON ONLY public.webhook_events USING btree (organization_id, provider, type, received_at);


--
-- Name: webhook_events_2026_11_28_organization_id_provider_type_rec_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX webhook_events_2026_11_28_organization_id_provider_type_rec_idx ON public.webhook_events_2026_11_28 USING btree (organization_id, provider, type, received_at);


--
-- Name: webhook_events_received_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX webhook_events_received_idx ON ONLY public.webhook_events USING btree (organization_id, received_at, id);


--
-- Name: webhook_events_2026_11_28_organization_id_received_at_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX webhook_events_2026_11_28_organization_id_received_at_id_idx ON public.webhook_events_2026_11_28 USING btree (organization_id, received_at, id);


--
-- Name: webhook_events_trace_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX webhook_events_trace_idx ON ONLY public.webhook_events USING btree (organization_id, trace_id) WHERE (trace_id IS NOT NULL);


--
-- Name: webhook_events_2026_11_28_organization_id_trace_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX webhook_events_2026_11_28_organization_id_trace_id_idx ON public.webhook_events_2026_11_28 USING btree (organization_id, trace_id) WHERE (trace_id IS NOT NULL);


--
-- Name: webhook_events_call_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX webhook_events_call_idx ON ONLY public.webhook_events USING btree (organization_id, vapi_call_id, received_at) WHERE (vapi_call_id IS NOT NULL);


--
-- Name: webhook_events_2026_11_28_organization_id_vapi_call_id_rece_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX webhook_events_2026_11_28_organization_id_vapi_call_id_rece_idx ON public.webhook_events_2026_11_28 USING btree (organization_id, vapi_call_id, received_at) WHERE (vapi_call_id IS NOT NULL);


--
-- Name: webhook_events_noise_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX webhook_events_noise_idx ON ONLY public.webhook_events USING btree (received_at) WHERE is_noise;


--
-- Name: webhook_events_2026_11_28_received_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX webhook_events_2026_11_28_received_at_idx ON public.webhook_events_2026_11_28 USING btree (received_at) WHERE is_noise;


--
-- Name: webhook_outcomes_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX webhook_outcomes_at_idx ON public.webhook_outcomes USING brin (at);


--
-- Name: webhook_quarantine_noise_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX webhook_quarantine_noise_idx ON public.webhook_quarantine USING btree (received_at) WHERE is_noise;


--
-- Name: webhook_quarantine_waiting_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX webhook_quarantine_waiting_idx ON public.webhook_quarantine USING btree (id) WHERE (released_at IS NULL);


--
-- Name: webhook_spool_waiting_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX webhook_spool_waiting_idx ON public.webhook_spool USING btree (id) WHERE (parked_at IS NULL);


--
-- Name: calls_2026_11_organization_id_contact_id_partition_at_idx; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public.calls_contact_idx ATTACH PARTITION public.calls_2026_11_organization_id_contact_id_partition_at_idx;


--
-- Name: calls_2026_11_organization_id_customer_number_partition_at_idx; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public.calls_customer_idx ATTACH PARTITION public.calls_2026_11_organization_id_customer_number_partition_at_idx;


--
-- Name: calls_2026_11_organization_id_partition_at_id_idx; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public.calls_newest_idx ATTACH PARTITION public.calls_2026_11_organization_id_partition_at_id_idx;


--
-- Name: calls_2026_11_pkey; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public.calls_pkey ATTACH PARTITION public.calls_2026_11_pkey;


--
-- Name: webhook_events_2026_11_28_archived_at_idx; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public.webhook_events_archived_idx ATTACH PARTITION public.webhook_events_2026_11_28_archived_at_idx;


--
-- Name: webhook_events_2026_11_28_organization_id_provider_type_rec_idx; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public.webhook_events_type_idx ATTACH PARTITION public.webhook_events_2026_11_28_organization_id_provider_type_rec_idx;


--
-- Name: webhook_events_2026_11_28_organization_id_received_at_id_idx; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public.webhook_events_received_idx ATTACH PARTITION public.webhook_events_2026_11_28_organization_id_received_at_id_idx;


--
-- Name: webhook_events_2026_11_28_organization_id_trace_id_idx; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public.webhook_events_trace_idx ATTACH PARTITION public.webhook_events_2026_11_28_organization_id_trace_id_idx;


--
-- Name: webhook_events_2026_11_28_organization_id_vapi_call_id_rece_idx; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public.webhook_events_call_idx ATTACH PARTITION public.webhook_events_2026_11_28_organization_id_vapi_call_id_rece_idx;


--
-- Name: webhook_events_2026_11_28_pkey; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public.webhook_events_pkey ATTACH PARTITION public.webhook_events_2026_11_28_pkey;


--
-- Name: webhook_events_2026_11_28_received_at_idx; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public.webhook_events_noise_idx ATTACH PARTITION public.webhook_events_2026_11_28_received_at_idx;


--
-- Name: api_keys api_keys_organization_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;


--
-- Name: assistants assistants_organization_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.assistants
    ADD CONSTRAINT assistants_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;


--
-- Name: booking_changes booking_changes_organization_id_booking_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.booking_changes
    ADD CONSTRAINT booking_changes_organization_id_booking_id_fkey FOREIGN KEY (organization_id, booking_id) REFERENCES public.bookings(organization_id, id) ON DELETE CASCADE;


--
-- Name: bookings bookings_organization_id_call_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bookings
    ADD CONSTRAINT bookings_organization_id_call_id_fkey FOREIGN KEY (organization_id, call_id) REFERENCES public.call_keys(organization_id, call_id);


--
-- Name: bookings bookings_organization_id_contact_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bookings
    ADD CONSTRAINT bookings_organization_id_contact_id_fkey FOREIGN KEY (organization_id, contact_id) REFERENCES public.contacts(organization_id, id);


--
-- Name: bookings bookings_organization_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bookings
    ADD CONSTRAINT bookings_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;


--
-- Name: call_actions call_actions_organization_id_call_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.call_actions
    ADD CONSTRAINT call_actions_organization_id_call_id_fkey FOREIGN KEY (organization_id, call_id) REFERENCES public.call_keys(organization_id, call_id) ON DELETE CASCADE;


--
-- Name: call_costs call_costs_organization_id_call_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.call_costs
    ADD CONSTRAINT call_costs_organization_id_call_id_fkey FOREIGN KEY (organization_id, call_id) REFERENCES public.call_keys(organization_id, call_id) ON DELETE CASCADE;


--
-- Name: call_keys call_keys_organization_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.call_keys
    ADD CONSTRAINT call_keys_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;


--
-- Name: call_participants call_participants_organization_id_call_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.call_participants
    ADD CONSTRAINT call_participants_organization_id_call_id_fkey FOREIGN KEY (organization_id, call_id) REFERENCES public.call_keys(organization_id, call_id) ON DELETE CASCADE;


--
-- Name: call_transcripts call_transcripts_organization_id_call_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.call_transcripts
    ADD CONSTRAINT call_transcripts_organization_id_call_id_fkey FOREIGN KEY (organization_id, call_id) REFERENCES public.call_keys(organization_id, call_id) ON DELETE CASCADE;


--
-- Name: calls calls_organization_id_assistant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE public.calls
    ADD CONSTRAINT calls_organization_id_assistant_id_fkey FOREIGN KEY (organization_id, assistant_id) REFERENCES public.assistants(organization_id, id);


--
-- Name: calls calls_organization_id_contact_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE public.calls
    ADD CONSTRAINT calls_organization_id_contact_id_fkey FOREIGN KEY (organization_id, contact_id) REFERENCES public.contacts(organization_id, id);


--
-- Name: calls calls_organization_id_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE public.calls
    ADD CONSTRAINT calls_organization_id_id_fkey FOREIGN KEY (organization_id, id) REFERENCES public.call_keys(organization_id, call_id) ON DELETE CASCADE;


--
-- Name: calls calls_organization_id_phone_number_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE public.calls
    ADD CONSTRAINT calls_organization_id_phone_number_id_fkey FOREIGN KEY (organization_id, phone_number_id) REFERENCES public.phone_numbers(organization_id, id);


--
-- Name: claims claims_organization_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims
    ADD CONSTRAINT claims_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;


--
-- Name: contacts contacts_organization_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.contacts
    ADD CONSTRAINT contacts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;


--
-- Name: daily_usage daily_usage_organization_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.daily_usage
    ADD CONSTRAINT daily_usage_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;


--
-- Name: events events_organization_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;


--
-- Name: inbound_integrations inbound_integrations_organization_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.inbound_integrations
    ADD CONSTRAINT inbound_integrations_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;


--
-- Name: leads leads_organization_id_call_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads
    ADD CONSTRAINT leads_organization_id_call_id_fkey FOREIGN KEY (organization_id, call_id) REFERENCES public.call_keys(organization_id, call_id) ON DELETE CASCADE;


--
-- Name: leads leads_organization_id_contact_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads
    ADD CONSTRAINT leads_organization_id_contact_id_fkey FOREIGN KEY (organization_id, contact_id) REFERENCES public.contacts(organization_id, id) ON DELETE CASCADE;


--
-- Name: leads leads_organization_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads
    ADD CONSTRAINT leads_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;


--
-- Name: live_questions live_questions_organization_id_call_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.live_questions
    ADD CONSTRAINT live_questions_organization_id_call_id_fkey FOREIGN KEY (organization_id, call_id) REFERENCES public.call_keys(organization_id, call_id) ON DELETE CASCADE;


--
-- Name: live_questions live_questions_organization_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.live_questions
    ADD CONSTRAINT live_questions_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;


--
-- Name: memberships memberships_organization_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;


--
-- Name: memberships memberships_user_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;


--
-- Name: notifications notifications_organization_id_call_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notifications
    ADD CONSTRAINT notifications_organization_id_call_id_fkey FOREIGN KEY (organization_id, call_id) REFERENCES public.call_keys(organization_id, call_id) ON DELETE CASCADE;


--
-- Name: notifications notifications_organization_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notifications
    ADD CONSTRAINT notifications_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;


--
-- Name: outbox outbox_organization_id_event_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_organization_id_event_id_fkey FOREIGN KEY (organization_id, event_id) REFERENCES public.events(organization_id, id) ON DELETE CASCADE;


--
-- Name: phone_numbers phone_numbers_organization_id_assistant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.phone_numbers
    ADD CONSTRAINT phone_numbers_organization_id_assistant_id_fkey FOREIGN KEY (organization_id, assistant_id) REFERENCES public.assistants(organization_id, id);


--
-- Name: phone_numbers phone_numbers_organization_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.phone_numbers
    ADD CONSTRAINT phone_numbers_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;


--
-- Name: prompt_trial_arms prompt_trial_arms_organization_id_assistant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.prompt_trial_arms
    ADD CONSTRAINT prompt_trial_arms_organization_id_assistant_id_fkey FOREIGN KEY (organization_id, assistant_id) REFERENCES public.assistants(organization_id, id);


--
-- Name: prompt_trial_arms prompt_trial_arms_organization_id_trial_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.prompt_trial_arms
    ADD CONSTRAINT prompt_trial_arms_organization_id_trial_id_fkey FOREIGN KEY (organization_id, trial_id) REFERENCES public.prompt_trials(organization_id, id) ON DELETE CASCADE;


--
-- Name: prompt_trials prompt_trials_organization_id_assistant_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.prompt_trials
    ADD CONSTRAINT prompt_trials_organization_id_assistant_id_fkey FOREIGN KEY (organization_id, assistant_id) REFERENCES public.assistants(organization_id, id);


--
-- Name: usage_records usage_records_organization_id_call_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.usage_records
    ADD CONSTRAINT usage_records_organization_id_call_id_fkey FOREIGN KEY (organization_id, call_id) REFERENCES public.call_keys(organization_id, call_id) ON DELETE CASCADE;


--
-- Name: usage_records usage_records_organization_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.usage_records
    ADD CONSTRAINT usage_records_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;


--
-- Name: vapi_connections vapi_connections_organization_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vapi_connections
    ADD CONSTRAINT vapi_connections_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;


--
-- Name: webhook_events webhook_events_organization_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE public.webhook_events
    ADD CONSTRAINT webhook_events_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;


--
-- Name: webhook_outcomes webhook_outcomes_organization_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.webhook_outcomes
    ADD CONSTRAINT webhook_outcomes_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organizations(id) ON DELETE CASCADE;


--
-- Name: api_keys; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.api_keys ENABLE ROW LEVEL SECURITY;

--
-- Name: assistants; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.assistants ENABLE ROW LEVEL SECURITY;

--
-- Name: booking_changes; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.booking_changes ENABLE ROW LEVEL SECURITY;

--
-- Name: bookings; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.bookings ENABLE ROW LEVEL SECURITY;

--
-- Name: call_actions; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.call_actions ENABLE ROW LEVEL SECURITY;

--
-- Name: call_costs; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.call_costs ENABLE ROW LEVEL SECURITY;

--
-- Name: call_keys; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.call_keys ENABLE ROW LEVEL SECURITY;

--
-- Name: call_participants; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.call_participants ENABLE ROW LEVEL SECURITY;

--
-- Name: call_transcripts; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.call_transcripts ENABLE ROW LEVEL SECURITY;

--
-- Name: calls; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.calls ENABLE ROW LEVEL SECURITY;

--
-- Name: calls_2026_11; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.calls_2026_11 ENABLE ROW LEVEL SECURITY;

--
-- Name: claims; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.claims ENABLE ROW LEVEL SECURITY;

--
-- Name: contacts; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.contacts ENABLE ROW LEVEL SECURITY;

--
-- Name: daily_usage; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.daily_usage ENABLE ROW LEVEL SECURITY;

--
-- Name: events; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.events ENABLE ROW LEVEL SECURITY;

--
-- Name: api_keys every_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY every_organization ON public.api_keys TO callflex_system USING (true) WITH CHECK (true);


--
-- Name: assistants every_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY every_organization ON public.assistants TO callflex_system USING (true) WITH CHECK (true);


--
-- Name: events every_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY every_organization ON public.events TO callflex_system USING (true) WITH CHECK (true);


--
-- Name: inbound_integrations every_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY every_organization ON public.inbound_integrations TO callflex_system USING (true) WITH CHECK (true);


--
-- Name: memberships every_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY every_organization ON public.memberships TO callflex_system USING (true) WITH CHECK (true);


--
-- Name: organizations every_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY every_organization ON public.organizations TO callflex_system USING (true) WITH CHECK (true);


--
-- Name: outbox every_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY every_organization ON public.outbox TO callflex_system USING (true) WITH CHECK (true);


--
-- Name: phone_numbers every_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY every_organization ON public.phone_numbers TO callflex_system USING (true) WITH CHECK (true);


--
-- Name: prompt_trial_arms every_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY every_organization ON public.prompt_trial_arms TO callflex_system USING (true) WITH CHECK (true);


--
-- Name: prompt_trials every_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY every_organization ON public.prompt_trials TO callflex_system USING (true) WITH CHECK (true);


--
-- Name: vapi_connections every_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY every_organization ON public.vapi_connections TO callflex_system USING (true) WITH CHECK (true);


--
-- Name: webhook_spool every_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY every_organization ON public.webhook_spool TO callflex_system USING (true) WITH CHECK (true);


--
-- Name: inbound_integrations; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.inbound_integrations ENABLE ROW LEVEL SECURITY;

--
-- Name: leads; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.leads ENABLE ROW LEVEL SECURITY;

--
-- Name: live_questions; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.live_questions ENABLE ROW LEVEL SECURITY;

--
-- Name: memberships; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.memberships ENABLE ROW LEVEL SECURITY;

--
-- Name: notifications; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.notifications ENABLE ROW LEVEL SECURITY;

--
-- Name: organizations; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.organizations ENABLE ROW LEVEL SECURITY;

--
-- Name: outbox; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.outbox ENABLE ROW LEVEL SECURITY;

--
-- Name: api_keys own_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_organization ON public.api_keys TO callflex_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif")));


--
-- Name: assistants own_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_organization ON public.assistants TO callflex_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif")));


--
-- Name: booking_changes own_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_organization ON public.booking_changes TO callflex_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif")));


--
-- Name: bookings own_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_organization ON public.bookings TO callflex_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif")));


--
-- Name: call_actions own_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_organization ON public.call_actions TO callflex_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif")));


--
-- Name: call_costs own_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_organization ON public.call_costs TO callflex_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif")));


--
-- Name: call_keys own_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_organization ON public.call_keys TO callflex_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif")));


--
-- Name: call_participants own_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_organization ON public.call_participants TO callflex_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif")));


--
-- Name: call_transcripts own_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_organization ON public.call_transcripts TO callflex_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif")));


--
-- Name: calls own_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_organization ON public.calls TO callflex_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif")));


--
-- Name: claims own_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_organization ON public.claims TO callflex_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif")));


--
-- Name: contacts own_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_organization ON public.contacts TO callflex_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif")));


--
-- Name: daily_usage own_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_organization ON public.daily_usage TO callflex_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif")));


--
-- Name: events own_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_organization ON public.events TO callflex_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif")));


--
-- Name: inbound_integrations own_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_organization ON public.inbound_integrations TO callflex_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif")));


--
-- Name: leads own_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_organization ON public.leads TO callflex_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif")));


--
-- Name: live_questions own_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_organization ON public.live_questions TO callflex_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif")));


--
-- Name: memberships own_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_organization ON public.memberships TO callflex_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif")));


--
-- Name: notifications own_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_organization ON public.notifications TO callflex_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif")));


--
-- Name: organizations own_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_organization ON public.organizations TO callflex_app USING ((id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif")));


--
-- Name: outbox own_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_organization ON public.outbox TO callflex_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif")));


--
-- Name: phone_numbers own_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_organization ON public.phone_numbers TO callflex_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif")));


--
-- Name: prompt_trial_arms own_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_organization ON public.prompt_trial_arms TO callflex_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif")));


--
-- Name: prompt_trials own_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_organization ON public.prompt_trials TO callflex_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif")));


--
-- Name: usage_records own_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_organization ON public.usage_records TO callflex_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif")));


--
-- Name: vapi_connections own_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_organization ON public.vapi_connections TO callflex_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif")));


--
-- Name: webhook_events own_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_organization ON public.webhook_events TO callflex_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif")));


--
-- Name: webhook_outcomes own_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_organization ON public.webhook_outcomes TO callflex_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif")));


--
-- Name: webhook_spool own_organization; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY own_organization ON public.webhook_spool TO callflex_app USING ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif"))) WITH CHECK ((organization_id = ( SELECT (NULLIF(current_setting('app.current_org_id'::text, true), ''::text))::uuid AS "nullif")));


--
-- Name: phone_numbers; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.phone_numbers ENABLE ROW LEVEL SECURITY;

--
-- Name: prompt_trial_arms; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.prompt_trial_arms ENABLE ROW LEVEL SECURITY;

--
-- Name: prompt_trials; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.prompt_trials ENABLE ROW LEVEL SECURITY;

--
-- Name: usage_records; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.usage_records ENABLE ROW LEVEL SECURITY;

--
-- Name: vapi_connections; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.vapi_connections ENABLE ROW LEVEL SECURITY;

--
-- Name: webhook_events; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.webhook_events ENABLE ROW LEVEL SECURITY;

--
-- Name: webhook_events_2026_11_28; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.webhook_events_2026_11_28 ENABLE ROW LEVEL SECURITY;

--
-- Name: webhook_outcomes; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.webhook_outcomes ENABLE ROW LEVEL SECURITY;

--
-- Name: webhook_spool; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.webhook_spool ENABLE ROW LEVEL SECURITY;

--
-- Name: SCHEMA public; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA public TO callflex_app;
GRANT USAGE ON SCHEMA public TO callflex_system;


--
-- Name: FUNCTION delete_live_questions(before timestamp with time zone, at_most integer); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.delete_live_questions(before timestamp with time zone, at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.delete_live_questions(before timestamp with time zone, at_most integer) TO callflex_system;


--
-- Name: FUNCTION delete_webhook_noise(day date, before timestamp with time zone, at_most integer); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.delete_webhook_noise(day date, before timestamp with time zone, at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.delete_webhook_noise(day date, before timestamp with time zone, at_most integer) TO callflex_system;


--
-- Name: FUNCTION delete_webhook_outcomes(before timestamp with time zone, at_most integer); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.delete_webhook_outcomes(before timestamp with time zone, at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.delete_webhook_outcomes(before timestamp with time zone, at_most integer) TO callflex_system;


--
-- Name: FUNCTION delete_webhook_quarantine(before timestamp with time zone, at_most integer); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.delete_webhook_quarantine(before timestamp with time zone, at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.delete_webhook_quarantine(before timestamp with time zone, at_most integer) TO callflex_system;


--
-- Name: FUNCTION delete_webhook_quarantine_noise(before timestamp with time zone, at_most integer); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.delete_webhook_quarantine_noise(before timestamp with time zone, at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.delete_webhook_quarantine_noise(before timestamp with time zone, at_most integer) TO callflex_system;


--
-- Name: FUNCTION drop_webhook_events_days(before timestamp with time zone, at_most integer); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.drop_webhook_events_days(before timestamp with time zone, at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.drop_webhook_events_days(before timestamp with time zone, at_most integer) TO callflex_system;


--
-- Name: FUNCTION ensure_calls_partition(at timestamp with time zone); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.ensure_calls_partition(at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.ensure_calls_partition(at timestamp with time zone) TO callflex_app;


--
-- Name: FUNCTION ensure_webhook_events_day(at timestamp with time zone); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.ensure_webhook_events_day(at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.ensure_webhook_events_day(at timestamp with time zone) TO callflex_app;


--
-- Name: FUNCTION open_to_system(tenant_table regclass); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.open_to_system(tenant_table regclass) FROM PUBLIC;


--
-- Name: FUNCTION protect_tenant_table(tenant_table regclass, organization_column text); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.protect_tenant_table(tenant_table regclass, organization_column text) FROM PUBLIC;


--
-- Name: TABLE api_keys; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.api_keys TO callflex_app;
GRANT SELECT,INSERT ON TABLE public.api_keys TO callflex_system;


--
-- Name: TABLE assistants; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.assistants TO callflex_app;
GRANT SELECT ON TABLE public.assistants TO callflex_system;


--
-- Name: TABLE booking_changes; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.booking_changes TO callflex_app;


--
-- Name: TABLE bookings; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.bookings TO callflex_app;


--
-- Name: TABLE call_actions; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.call_actions TO callflex_app;


--
-- Name: TABLE call_costs; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.call_costs TO callflex_app;


--
-- Name: TABLE call_keys; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.call_keys TO callflex_app;


--
-- Name: TABLE call_participants; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.call_participants TO callflex_app;


--
-- Name: TABLE call_transcripts; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.call_transcripts TO callflex_app;


--
-- Name: TABLE calls; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.calls TO callflex_app;


--
-- Name: TABLE claims; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.claims TO callflex_app;


--
-- Name: TABLE contacts; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.contacts TO callflex_app;


--
-- Name: TABLE daily_usage; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.daily_usage TO callflex_app;


--
-- Name: TABLE events; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.events TO callflex_app;
GRANT SELECT ON TABLE public.events TO callflex_system;


--
-- Name: COLUMN events.organization_id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(organization_id) ON TABLE public.events TO callflex_app;


--
-- Name: COLUMN events.id; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(id) ON TABLE public.events TO callflex_app;


--
-- Name: COLUMN events.name; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(name) ON TABLE public.events TO callflex_app;


--
-- Name: COLUMN events.type; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(type) ON TABLE public.events TO callflex_app;


--
-- Name: COLUMN events.schema_version; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(schema_version) ON TABLE public.events TO callflex_app;


--
-- Name: COLUMN events.payload; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(payload) ON TABLE public.events TO callflex_app;


--
-- Name: COLUMN events.source; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(source) ON TABLE public.events TO callflex_app;


--
-- Name: COLUMN events.traceparent; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(traceparent) ON TABLE public.events TO callflex_app;


--
-- Name: COLUMN events.occurred_at; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT(occurred_at) ON TABLE public.events TO callflex_app;


--
-- Name: COLUMN events."position"; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE("position") ON TABLE public.events TO callflex_system;


--
-- Name: SEQUENCE events_position; Type: ACL; Schema: public; Owner: -
--

GRANT USAGE ON SEQUENCE public.events_position TO callflex_system;


--
-- Name: TABLE inbound_integrations; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.inbound_integrations TO callflex_app;
GRANT SELECT ON TABLE public.inbound_integrations TO callflex_system;


--
-- Name: TABLE leads; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.leads TO callflex_app;


--
-- Name: TABLE live_questions; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.live_questions TO callflex_app;


--
-- Name: TABLE memberships; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.memberships TO callflex_app;
GRANT SELECT,INSERT ON TABLE public.memberships TO callflex_system;


--
-- Name: TABLE notifications; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.notifications TO callflex_app;


--
-- Name: TABLE organizations; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,UPDATE ON TABLE public.organizations TO callflex_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.organizations TO callflex_system;


--
-- Name: TABLE outbox; Type: ACL; Schema: public; Owner: -
--

GRANT INSERT ON TABLE public.outbox TO callflex_app;
GRANT SELECT,DELETE,UPDATE ON TABLE public.outbox TO callflex_system;


--
-- Name: TABLE phone_numbers; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.phone_numbers TO callflex_app;
GRANT SELECT ON TABLE public.phone_numbers TO callflex_system;


--
-- Name: TABLE prompt_trial_arms; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.prompt_trial_arms TO callflex_app;
GRANT SELECT ON TABLE public.prompt_trial_arms TO callflex_system;


--
-- Name: TABLE prompt_trials; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.prompt_trials TO callflex_app;
GRANT SELECT ON TABLE public.prompt_trials TO callflex_system;


--
-- Name: TABLE usage_records; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.usage_records TO callflex_app;


--
-- Name: TABLE users; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.users TO callflex_system;


--
-- Name: TABLE vapi_connections; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.vapi_connections TO callflex_app;
GRANT SELECT ON TABLE public.vapi_connections TO callflex_system;


--
-- Name: TABLE webhook_events; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.webhook_events TO callflex_app;


--
-- Name: TABLE webhook_outcomes; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.webhook_outcomes TO callflex_app;


--
-- Name: TABLE webhook_quarantine; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.webhook_quarantine TO callflex_system;


--
-- Name: COLUMN webhook_quarantine.released_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(released_at) ON TABLE public.webhook_quarantine TO callflex_system;


--
-- Name: COLUMN webhook_quarantine.released_to; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(released_to) ON TABLE public.webhook_quarantine TO callflex_system;


--
-- Name: COLUMN webhook_quarantine.released_by; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(released_by) ON TABLE public.webhook_quarantine TO callflex_system;


--
-- Name: TABLE webhook_spool; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.webhook_spool TO callflex_system;


--
-- PostgreSQL database dump complete
--


