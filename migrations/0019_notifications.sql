-- A notification is about something: the call that ended, or what was left in it. Two drivers who call out in one call are two
-- notifications, and a message may come without a call.
ALTER TABLE notifications ALTER COLUMN call_id DROP NOT NULL;
ALTER TABLE notifications ADD COLUMN subject_id uuid;
UPDATE notifications SET subject_id = call_id;
ALTER TABLE notifications ALTER COLUMN subject_id SET NOT NULL;
ALTER TABLE notifications DROP CONSTRAINT notifications_organization_id_call_id_kind_channel_recipien_key;
ALTER TABLE notifications
    ADD CONSTRAINT notifications_subject_key UNIQUE (organization_id, subject_id, kind, channel, recipient);
CREATE INDEX notifications_call_idx ON notifications (organization_id, call_id);

-- Operators see what is nobody's: webhooks in quarantine.
ALTER TABLE users ADD COLUMN is_operator boolean NOT NULL DEFAULT false;
