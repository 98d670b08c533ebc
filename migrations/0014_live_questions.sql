-- The flight recorder: every question that a caller waited for, and what was answered. For a tool the row is also its claim, written in
-- the transaction of its effect: the same tool call again gets the same answer and does nothing.
CREATE TABLE live_questions (
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    -- Vapi's id of the call; empty where none was told. Model providers number tool calls anew in every call.
    vapi_call_id varchar(64) NOT NULL,
    -- The tool call's own id; of what has none, the webhook's.
    question_id text NOT NULL,
    webhook_id uuid NOT NULL,
    call_id uuid,
    -- 'tool-calls', 'assistant-request', 'transfer-destination-request', …
    kind text NOT NULL,
    tool text,
    arguments jsonb,
    -- As it was sent: {"result": "…"}, {"error": "…"}, or the whole answer of what is no tool.
    answer jsonb,
    -- answered  done, and told so
    -- refused   not done: the arguments, the hours or the settings did not allow it, and the answer says so
    -- missed    not done: the deadline passed or something broke, and the caller heard the fallback
    outcome text NOT NULL CHECK (outcome IN ('answered', 'refused', 'missed')),
    -- Milliseconds by stage.
    stages jsonb NOT NULL DEFAULT '{}',
    -- What went wrong, without personal data.
    error text,
    trace_id text,
    asked_at timestamptz NOT NULL,
    PRIMARY KEY (organization_id, vapi_call_id, question_id),
    FOREIGN KEY (organization_id, call_id) REFERENCES call_keys (organization_id, call_id) ON DELETE CASCADE
);
CREATE INDEX live_questions_call_idx ON live_questions (organization_id, call_id, asked_at);
SELECT protect_tenant_table('live_questions');
GRANT SELECT, INSERT, UPDATE ON live_questions TO callflex_app;
