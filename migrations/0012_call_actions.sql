-- What was done for a caller. Until now only what the transcript told; a live tool writes its own row, which the transcript does not
-- overrule, and may do so without a call: old callers post a function with no call around it.
ALTER TABLE call_actions DROP CONSTRAINT call_actions_pkey;
ALTER TABLE call_actions ALTER COLUMN call_id DROP NOT NULL;
ALTER TABLE call_actions DROP CONSTRAINT call_actions_status_check;
ALTER TABLE call_actions
    ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(),
    -- Who wrote the row: a tool while the caller waited, or the transcript afterwards.
    ADD COLUMN source text NOT NULL DEFAULT 'transcript' CHECK (source IN ('live', 'transcript')),
    -- When it is to be done: a callback.
    ADD COLUMN due_at timestamptz,
    ADD COLUMN urgency text CHECK (urgency IN ('low', 'normal', 'high')),
    ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now(),
    ADD CONSTRAINT call_actions_status_check CHECK (status IN ('pending', 'completed', 'failed', 'cancelled')),
    ADD PRIMARY KEY (organization_id, id),
    ADD CONSTRAINT call_actions_tool_call_key UNIQUE (organization_id, call_id, tool_call_id);
ALTER TABLE call_actions ALTER COLUMN id DROP DEFAULT;
-- What is still to be done, by when.
CREATE INDEX call_actions_open_idx ON call_actions (organization_id, action_type, due_at) WHERE status = 'pending';
