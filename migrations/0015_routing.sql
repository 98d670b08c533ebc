-- Where the organization stands with its plan: billing writes it, and a call that comes in is taken accordingly.
ALTER TABLE organizations ADD COLUMN plan_state text NOT NULL DEFAULT 'active'
    CHECK (plan_state IN ('trialing', 'active', 'past_due', 'suspended'));

-- A comparison of ways to answer the lines of one assistant. Calls are divided by the weights of its arms.
CREATE TABLE prompt_trials (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    assistant_id uuid NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, assistant_id) REFERENCES assistants (organization_id, id)
);
CREATE UNIQUE INDEX prompt_trials_running_key ON prompt_trials (organization_id, assistant_id) WHERE ended_at IS NULL;
SELECT protect_tenant_table('prompt_trials');
SELECT open_to_system('prompt_trials');
GRANT SELECT, INSERT, UPDATE ON prompt_trials TO callflex_app;
GRANT SELECT ON prompt_trials TO callflex_system;

CREATE TABLE prompt_trial_arms (
    organization_id uuid NOT NULL,
    trial_id uuid NOT NULL,
    arm smallint NOT NULL,
    weight integer NOT NULL CHECK (weight >= 0),
    -- The assistant that takes this arm's calls: the trial's own, or another.
    assistant_id uuid NOT NULL,
    -- Vapi's assistantOverrides for them.
    overrides jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (organization_id, trial_id, arm),
    FOREIGN KEY (organization_id, trial_id) REFERENCES prompt_trials (organization_id, id) ON DELETE CASCADE,
    FOREIGN KEY (organization_id, assistant_id) REFERENCES assistants (organization_id, id)
);
SELECT protect_tenant_table('prompt_trial_arms');
SELECT open_to_system('prompt_trial_arms');
GRANT SELECT, INSERT, UPDATE, DELETE ON prompt_trial_arms TO callflex_app;
GRANT SELECT ON prompt_trial_arms TO callflex_system;
