-- What is no phone number is kept as it was received: the user of a SIP address, an extension.
ALTER TABLE calls ALTER COLUMN customer_number TYPE varchar(128), ALTER COLUMN line_number TYPE varchar(128);

-- The form that all spellings of one number share: Mexican and Argentine mobiles are dialled with a digit more from abroad, or were
-- until lately. `PhoneNumber::matched` does the same.
CREATE FUNCTION matched_phone(phone text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN phone ~ '^\+521[0-9]{10}$' THEN '+52' || substr(phone, 5)
        WHEN phone ~ '^\+549[0-9]{10}$' THEN '+54' || substr(phone, 5)
        ELSE phone
    END
$$;

-- What held the place of a name is none: the next call with a name gives it.
CREATE FUNCTION is_placeholder(name text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT name ~ '[{][{]|[}][}]|[$][{]|<%|%>'
        OR name ~ '^[[:space:]]*(\[.*\]|<.*>|[{].*[}])[[:space:]]*$'
        OR name ~ '^[[:space:][:punct:][:digit:]]*$'
        OR name ~* '^[[:space:][:punct:]]*n[/.]a[[:space:][:punct:]]*$'
        OR btrim(regexp_replace(name, '[[:space:][:punct:]]+', ' ', 'g')) IN ('NA', 'NIL', 'NaN', 'nan', 'nil')
        OR lower(btrim(regexp_replace(name, '[[:space:][:punct:]$%+<=>^`|~]+', ' ', 'g'))) IN (
            'anonymous', 'caller', 'caller id', 'caller name', 'callername', 'customer', 'customer name', 'customername', 'first name',
            'first name last name', 'firstname', 'full name', 'last name', 'lastname', 'name', 'name not provided', 'no name', 'none',
            'not available', 'not given', 'not provided', 'not specified', 'null', 'null null', 'object object', 'private caller',
            'string', 'unavailable', 'undefined', 'undefined undefined', 'unknown', 'unknown caller', 'unknown customer', 'user',
            'user name', 'username', 'your name')
$$;
UPDATE contacts SET name = NULL WHERE is_placeholder(name);
UPDATE bookings SET customer_name = NULL WHERE is_placeholder(customer_name);
UPDATE calls SET customer_name = NULL WHERE is_placeholder(customer_name);
UPDATE call_participants SET participant_name = NULL WHERE participant_type = 'customer' AND is_placeholder(participant_name);
DROP FUNCTION is_placeholder;

-- Carriers send these digits for a word (ANONYMOUS, RESTRICTED): all who withheld their numbers were one contact by each. Nobody knows
-- whose calls and bookings they were, and the leads of such a contact go with it.
CREATE FUNCTION is_withheld(phone text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT phone IN ('+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253', '+7748283')
$$;
UPDATE calls SET contact_id = NULL FROM contacts
    WHERE calls.organization_id = contacts.organization_id AND calls.contact_id = contacts.id AND is_withheld(contacts.phone);
UPDATE calls SET customer_number = NULL WHERE is_withheld(customer_number);
UPDATE call_participants SET phone_number = NULL WHERE participant_type = 'customer' AND is_withheld(phone_number);
UPDATE bookings SET contact_id = NULL FROM contacts
    WHERE bookings.organization_id = contacts.organization_id AND bookings.contact_id = contacts.id AND is_withheld(contacts.phone);
UPDATE bookings SET customer_phone = NULL WHERE is_withheld(customer_phone);
DELETE FROM contacts WHERE is_withheld(phone);
DROP FUNCTION is_withheld;

-- One phone is one contact, however it was dialled: the one that was known first stays. There are no more than two spellings.
CREATE TABLE contacts_known_twice AS
    SELECT organization_id, id, kept FROM (
        SELECT organization_id, id, first_value(id) OVER (
            PARTITION BY organization_id, matched_phone(phone) ORDER BY created_at, id) AS kept
        FROM contacts) all_contacts
    WHERE id <> kept;
UPDATE calls SET contact_id = twice.kept FROM contacts_known_twice twice
    WHERE calls.organization_id = twice.organization_id AND calls.contact_id = twice.id;
UPDATE bookings SET contact_id = twice.kept FROM contacts_known_twice twice
    WHERE bookings.organization_id = twice.organization_id AND bookings.contact_id = twice.id;
-- Of two open leads the one that was opened first stays.
DELETE FROM leads USING (
    SELECT lead.organization_id, lead.id, row_number() OVER (
        PARTITION BY lead.organization_id, coalesce(twice.kept, lead.contact_id) ORDER BY lead.created_at, lead.id) AS place
    FROM leads lead
    LEFT JOIN contacts_known_twice twice ON twice.organization_id = lead.organization_id AND twice.id = lead.contact_id
    WHERE lead.state = 'open') open_leads
    WHERE open_leads.place > 1 AND leads.organization_id = open_leads.organization_id AND leads.id = open_leads.id;
UPDATE leads SET contact_id = twice.kept FROM contacts_known_twice twice
    WHERE leads.organization_id = twice.organization_id AND leads.contact_id = twice.id;
UPDATE contacts SET
        name = coalesce(contacts.name, other.name),
        email = coalesce(contacts.email, other.email),
        preferences = other.preferences || contacts.preferences,
        lifetime_value = contacts.lifetime_value + other.lifetime_value,
        call_count = contacts.call_count + other.call_count,
        last_called_at = greatest(contacts.last_called_at, other.last_called_at)
    FROM contacts_known_twice twice
    JOIN contacts other ON other.organization_id = twice.organization_id AND other.id = twice.id
    WHERE contacts.organization_id = twice.organization_id AND contacts.id = twice.kept;
DELETE FROM contacts USING contacts_known_twice twice
    WHERE contacts.organization_id = twice.organization_id AND contacts.id = twice.id;
DROP TABLE contacts_known_twice;

ALTER TABLE contacts ADD COLUMN matched_phone text NOT NULL GENERATED ALWAYS AS (matched_phone(phone)) STORED;
ALTER TABLE contacts DROP CONSTRAINT contacts_organization_id_phone_key;
ALTER TABLE contacts ADD CONSTRAINT contacts_matched_phone_key UNIQUE (organization_id, matched_phone);
