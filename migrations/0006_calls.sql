-- The identity of a call: unpartitioned, so that Vapi's id is unique within the organization, the merge has a row to lock and
-- children have something to point at.
CREATE TABLE call_keys (
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    vapi_call_id varchar(64) NOT NULL,
    call_id uuid NOT NULL,
    -- Fixed at first sight, so that a call never moves between partitions.
    partition_at timestamptz NOT NULL,
    PRIMARY KEY (organization_id, vapi_call_id),
    UNIQUE (organization_id, call_id)
);
SELECT protect_tenant_table('call_keys');
GRANT SELECT, INSERT, UPDATE ON call_keys TO callflex_app;

CREATE TABLE calls (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    partition_at timestamptz NOT NULL,
    vapi_call_id varchar(64) NOT NULL,
    assistant_id uuid,
    phone_number_id uuid,
    contact_id uuid,

    call_type text,
    status text NOT NULL,
    is_final boolean NOT NULL DEFAULT false,
    ended_reason text,
    fault_owner text,

    placed_at timestamptz,
    started_at timestamptz,
    ended_at timestamptz,
    duration_seconds integer NOT NULL GENERATED ALWAYS AS
        (coalesce(greatest(0, round(extract(epoch FROM (ended_at - started_at)))), 0)::integer) STORED,

    transcript text,
    summary text,
    success_evaluation text,
    structured_data jsonb,
    recording_url text,
    stereo_recording_url text,

    customer_number varchar(20),
    customer_name text,
    customer_info jsonb,
    line_number varchar(20),
    transferred_to varchar(20),

    vapi_assistant_id text,
    vapi_phone_number_id text,
    assistant_name text,

    -- US dollars, to the millionth.
    cost numeric(16, 6),

    -- What Vapi sent, without its secrets.
    raw_data jsonb,
    -- Which observation each fact came from.
    stamps jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),

    PRIMARY KEY (organization_id, id, partition_at),
    FOREIGN KEY (organization_id, id) REFERENCES call_keys (organization_id, call_id) ON DELETE CASCADE,
    FOREIGN KEY (organization_id, assistant_id) REFERENCES assistants (organization_id, id),
    FOREIGN KEY (organization_id, phone_number_id) REFERENCES phone_numbers (organization_id, id),
    FOREIGN KEY (organization_id, contact_id) REFERENCES contacts (organization_id, id)
) PARTITION BY RANGE (partition_at);
CREATE INDEX calls_newest_idx ON calls (organization_id, partition_at DESC, id DESC);
CREATE INDEX calls_contact_idx ON calls (organization_id, contact_id, partition_at DESC);
CREATE INDEX calls_customer_idx ON calls (organization_id, customer_number, partition_at DESC);
SELECT protect_tenant_table('calls');
GRANT SELECT, INSERT, UPDATE, DELETE ON calls TO callflex_app;

-- Makes the month that holds a moment. Attaching locks the parent far less than creating in place, and two that ask for the
-- same month wait for each other. The partition itself gets no grants: it is reached through its parent or not at all.
CREATE FUNCTION ensure_calls_partition(at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
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
REVOKE EXECUTE ON FUNCTION ensure_calls_partition FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_calls_partition TO callflex_app;

CREATE TABLE call_transcripts (
    organization_id uuid NOT NULL,
    call_id uuid NOT NULL,
    turn integer NOT NULL,
    role text NOT NULL CHECK (role IN ('assistant', 'customer', 'tool_call', 'tool_result')),
    text text NOT NULL,
    -- The tool's name, where the turn is a tool's.
    name text,
    tool_call_id text,
    arguments jsonb,
    started_at timestamptz,
    ended_at timestamptz,
    PRIMARY KEY (organization_id, call_id, turn),
    FOREIGN KEY (organization_id, call_id) REFERENCES call_keys (organization_id, call_id) ON DELETE CASCADE
);
SELECT protect_tenant_table('call_transcripts');
GRANT SELECT, INSERT, UPDATE, DELETE ON call_transcripts TO callflex_app;

CREATE TABLE call_costs (
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
    currency char(3) NOT NULL DEFAULT 'USD',
    PRIMARY KEY (organization_id, call_id, item),
    FOREIGN KEY (organization_id, call_id) REFERENCES call_keys (organization_id, call_id) ON DELETE CASCADE
);
SELECT protect_tenant_table('call_costs');
GRANT SELECT, INSERT, UPDATE, DELETE ON call_costs TO callflex_app;

CREATE TABLE call_participants (
    organization_id uuid NOT NULL,
    call_id uuid NOT NULL,
    participant_type text NOT NULL CHECK (participant_type IN ('agent', 'customer', 'transfer')),
    participant_name text,
    phone_number varchar(20),
    join_time timestamptz,
    leave_time timestamptz,
    talk_time_seconds integer NOT NULL,
    PRIMARY KEY (organization_id, call_id, participant_type),
    FOREIGN KEY (organization_id, call_id) REFERENCES call_keys (organization_id, call_id) ON DELETE CASCADE
);
SELECT protect_tenant_table('call_participants');
GRANT SELECT, INSERT, UPDATE, DELETE ON call_participants TO callflex_app;

-- What was done during a call, by its tool call.
CREATE TABLE call_actions (
    organization_id uuid NOT NULL,
    call_id uuid NOT NULL,
    tool_call_id text NOT NULL,
    action_type text NOT NULL,
    action_data jsonb NOT NULL,
    result text,
    status text NOT NULL CHECK (status IN ('pending', 'completed')),
    triggered_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, call_id, tool_call_id),
    FOREIGN KEY (organization_id, call_id) REFERENCES call_keys (organization_id, call_id) ON DELETE CASCADE
);
SELECT protect_tenant_table('call_actions');
GRANT SELECT, INSERT, UPDATE ON call_actions TO callflex_app;
