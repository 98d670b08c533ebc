-- What is not known of a call is null and not zero. How long a call was follows from more than its times by now: Vapi's own count
-- stands in for them. So the column is written with the rest of the call.
ALTER TABLE calls ADD COLUMN reported_seconds integer;
ALTER TABLE calls ALTER COLUMN duration_seconds DROP EXPRESSION;
ALTER TABLE calls ALTER COLUMN duration_seconds DROP NOT NULL;
UPDATE calls SET duration_seconds = NULL
WHERE started_at IS NULL OR ended_at IS NULL OR ended_at < started_at OR ended_at - started_at > interval '13 hours';

ALTER TABLE usage_records ALTER COLUMN seconds DROP NOT NULL;
ALTER TABLE usage_records ALTER COLUMN cost_micros DROP NOT NULL;
-- The sums of the days stay as they are: nothing was added for what was not known.
UPDATE usage_records u SET seconds = NULL
FROM calls c
WHERE c.organization_id = u.organization_id AND c.id = u.call_id AND c.duration_seconds IS NULL AND u.seconds = 0;
UPDATE usage_records u SET cost_micros = NULL
FROM calls c
WHERE c.organization_id = u.organization_id AND c.id = u.call_id AND c.cost IS NULL AND u.cost_micros = 0;
