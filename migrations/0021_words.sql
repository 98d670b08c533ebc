-- What was done has one vocabulary, whether a live tool recorded it or the transcript, and the tool's name beside it. Until now a
-- transcript's rows had the name as their type.
ALTER TABLE call_actions ADD COLUMN tool text;
UPDATE call_actions SET tool = CASE
    WHEN source = 'transcript' THEN action_type
    WHEN action_type = 'transfer' THEN 'transferCall'
    WHEN action_type = 'driver_callout' THEN 'logDriverCallout'
    WHEN action_type = 'callback_scheduled' THEN 'scheduleCallback'
    WHEN action_type = 'message_taken' THEN 'takeMessage'
    WHEN action_type = 'booking' THEN 'bookAppointment'
    WHEN action_type = 'booking_rescheduled' THEN 'rescheduleAppointment'
    WHEN action_type = 'booking_cancelled' THEN 'cancelAppointment'
    ELSE action_type
END;
-- A tool is known by its name however that is joined: book_appointment is bookAppointment.
UPDATE call_actions SET action_type = CASE lower(regexp_replace(tool, '[_ -]', '', 'g'))
    WHEN 'transfercall' THEN 'transfer'
    WHEN 'logdrivercallout' THEN 'driver_callout'
    WHEN 'schedulecallback' THEN 'callback_scheduled'
    WHEN 'takemessage' THEN 'message_taken'
    WHEN 'bookappointment' THEN 'booking'
    WHEN 'rescheduleappointment' THEN 'booking'
    WHEN 'cancelappointment' THEN 'booking'
    ELSE 'other'
END;
ALTER TABLE call_actions ALTER COLUMN tool SET NOT NULL;
ALTER TABLE call_actions ADD CONSTRAINT call_actions_action_type_check CHECK
    (action_type IN ('transfer', 'driver_callout', 'callback_scheduled', 'message_taken', 'booking', 'other'));

-- As the booking itself has it.
ALTER TABLE booking_changes ADD CONSTRAINT booking_changes_status_check CHECK
    (status IN ('requested', 'confirmed', 'done', 'no_show', 'cancelled'));
