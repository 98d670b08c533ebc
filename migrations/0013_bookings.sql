-- For an exclusion constraint over ids and ranges together.
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE bookings (
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    id uuid NOT NULL,
    call_id uuid,
    contact_id uuid,
    customer_name text,
    -- E.164.
    customer_phone varchar(20) CHECK (customer_phone ~ '^\+[1-9][0-9]{6,14}$'),
    customer_email text,
    service_type text NOT NULL,
    -- What is booked: a chair, a van, a person.
    resource text NOT NULL,
    appointment_date timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    status text NOT NULL CHECK (status IN ('requested', 'confirmed', 'done', 'no_show', 'cancelled')),
    notes text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, id),
    CHECK (appointment_date < ends_at),
    FOREIGN KEY (organization_id, call_id) REFERENCES call_keys (organization_id, call_id),
    FOREIGN KEY (organization_id, contact_id) REFERENCES contacts (organization_id, id),
    -- Double booking is impossible, whatever the code does.
    CONSTRAINT bookings_one_at_a_time EXCLUDE USING gist (
        organization_id WITH =, resource WITH =, tstzrange(appointment_date, ends_at) WITH &&)
        WHERE (status IN ('requested', 'confirmed'))
);
CREATE INDEX bookings_taken_idx ON bookings (organization_id, ends_at) WHERE status IN ('requested', 'confirmed');
CREATE INDEX bookings_day_idx ON bookings (organization_id, appointment_date);
CREATE INDEX bookings_customer_idx ON bookings (organization_id, customer_phone, appointment_date);
SELECT protect_tenant_table('bookings');
GRANT SELECT, INSERT, UPDATE ON bookings TO callflex_app;

-- The audit trail: every change of a booking, and what made it.
CREATE TABLE booking_changes (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    booking_id uuid NOT NULL,
    change text NOT NULL CHECK (change IN ('created', 'rescheduled', 'cancelled')),
    appointment_date timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    status text NOT NULL,
    -- The tool call that made it; later: a person, a calendar.
    made_by text NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, booking_id) REFERENCES bookings (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX booking_changes_booking_idx ON booking_changes (organization_id, booking_id, changed_at);
SELECT protect_tenant_table('booking_changes');
GRANT SELECT, INSERT ON booking_changes TO callflex_app;
