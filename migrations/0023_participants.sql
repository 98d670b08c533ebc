-- Several assistants, transfers and operators take part in one call, each with an id of its own. Until now there was one row of each
-- kind.
ALTER TABLE call_participants DROP CONSTRAINT call_participants_pkey;
ALTER TABLE call_participants DROP CONSTRAINT call_participants_participant_type_check;
ALTER TABLE call_participants ALTER COLUMN talk_time_seconds DROP NOT NULL;
ALTER TABLE call_participants
    -- Distinguishes the party within its call, whatever else becomes known of it.
    ADD COLUMN party text,
    -- In what order the parties are shown.
    ADD COLUMN position integer,
    -- Where the party was reached, if not at a phone number: a SIP URI, or a number as received.
    ADD COLUMN address text,
    -- Vapi's word for what became of the transfer to the party.
    ADD COLUMN transfer_status text,
    ADD CONSTRAINT call_participants_participant_type_check CHECK
        (participant_type IN ('agent', 'customer', 'transfer', 'operator'));
UPDATE call_participants SET
    party = CASE participant_type
        WHEN 'transfer' THEN 'transfer ' || coalesce(phone_number, '') || ' 1'
        ELSE participant_type || ' 1'
    END,
    position = CASE participant_type WHEN 'agent' THEN 0 WHEN 'customer' THEN 1 ELSE 2 END;
-- How long someone talked is not known where nothing is known of what was said.
UPDATE call_participants p SET talk_time_seconds = NULL
WHERE talk_time_seconds = 0
  AND (participant_type = 'transfer' OR NOT EXISTS (
      SELECT FROM call_transcripts t WHERE t.organization_id = p.organization_id AND t.call_id = p.call_id));
ALTER TABLE call_participants
    ALTER COLUMN party SET NOT NULL,
    ALTER COLUMN position SET NOT NULL,
    -- A version 8 UUID of the call and the party: the same party has the same id, however often its call is saved.
    ADD COLUMN id uuid NOT NULL GENERATED ALWAYS AS (overlay(overlay(
        md5(call_id::text || ' ' || party) placing '8' from 13 for 1) placing '8' from 17 for 1)::uuid) STORED,
    ADD PRIMARY KEY (organization_id, call_id, id);

-- Where a call was sent on to follows from what was said of it and what is on record of each transfer; it may be a SIP URI.
ALTER TABLE calls
    ALTER COLUMN transferred_to TYPE text,
    ADD COLUMN assistants jsonb,
    ADD COLUMN destination jsonb,
    ADD COLUMN transfers jsonb,
    ADD COLUMN sent_on jsonb;
UPDATE calls SET
    destination = jsonb_build_object('number', transferred_to),
    stamps = (stamps - 'transferred_to') || jsonb_build_object('destination', stamps -> 'transferred_to')
WHERE stamps -> 'transferred_to' IS NOT NULL;
