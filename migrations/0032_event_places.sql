-- What a live stream resumes from is a position in the log of all organizations, and would show each how much the
-- others do. The gateway seals it with a key of the organization's own, which stays as long as clients come back.
ALTER TABLE organizations ADD COLUMN event_place_key uuid NOT NULL DEFAULT gen_random_uuid();
