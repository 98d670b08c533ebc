-- What was booked in a call is looked up when the same is asked for again.
CREATE INDEX bookings_call_idx ON bookings (organization_id, call_id) WHERE call_id IS NOT NULL;

-- Ended calls whose report, or its summary, has not come yet: people are notified once it has, or once it is late.
CREATE TABLE awaited_reports (
    organization_id uuid NOT NULL,
    call_id uuid NOT NULL,
    -- When the call was first seen ended.
    since timestamptz NOT NULL,
    PRIMARY KEY (organization_id, call_id),
    FOREIGN KEY (organization_id, call_id) REFERENCES call_keys (organization_id, call_id) ON DELETE CASCADE
);
CREATE INDEX awaited_reports_since_idx ON awaited_reports (since);
SELECT protect_tenant_table('awaited_reports');
GRANT SELECT, INSERT, DELETE ON awaited_reports TO callflex_app;

-- What the system role may know of it: whose report is late.
CREATE FUNCTION late_reports(before timestamptz, at_most bigint) RETURNS TABLE (organization_id uuid, call_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT r.organization_id, r.call_id FROM awaited_reports r WHERE r.since <= before ORDER BY r.since LIMIT at_most
$$;
REVOKE EXECUTE ON FUNCTION late_reports FROM PUBLIC;
GRANT EXECUTE ON FUNCTION late_reports TO callflex_system;
