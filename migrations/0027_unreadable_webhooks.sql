-- A message about a call that names none is only archived, and the archive says why.
ALTER TABLE webhook_outcomes DROP CONSTRAINT webhook_outcomes_outcome_check;
ALTER TABLE webhook_outcomes ADD CONSTRAINT webhook_outcomes_outcome_check CHECK
    (outcome IN ('recorded', 'unchanged', 'ignored', 'unreadable'));
ALTER TABLE webhook_outcomes ADD COLUMN reason text CHECK
    (reason IN ('no_call_id', 'malformed_call_id', 'chat', 'session'));
