//! What a replay must give again.

use serde_json::Value;
use testing::World;

/// Everything that follows from webhooks, by what distinguishes rows without our ids. What
/// is random, or of the moment of writing, is left out: ids, `created_at`, `updated_at`,
/// how long an answer took. So is what is a race, as the bus promises no order: which of a
/// caller's calls opened the lead, and whether a tool knew the caller by then.
const FOLLOWS: [(&str, &str); 13] = [
    ("call_keys", "SELECT vapi_call_id, partition_at FROM call_keys ORDER BY 1"),
    (
        "calls",
        "SELECT to_jsonb(c) - '{id,contact_id,created_at,updated_at}'::text[] AS call, p.phone AS contact
         FROM calls c LEFT JOIN contacts p ON p.id = c.contact_id ORDER BY c.vapi_call_id",
    ),
    (
        "call_transcripts",
        "SELECT k.vapi_call_id, to_jsonb(t) - 'call_id' AS row FROM call_transcripts t JOIN call_keys k USING (call_id)
         ORDER BY 1, t.turn",
    ),
    (
        "call_costs",
        "SELECT k.vapi_call_id, to_jsonb(t) - 'call_id' AS row FROM call_costs t JOIN call_keys k USING (call_id)
         ORDER BY 1, t.item",
    ),
    (
        "call_participants",
        "SELECT k.vapi_call_id, to_jsonb(t) - '{id,call_id}'::text[] AS row
         FROM call_participants t JOIN call_keys k USING (call_id) ORDER BY 1, t.position",
    ),
    (
        "call_actions",
        "SELECT k.vapi_call_id, (to_jsonb(t) - '{id,call_id,created_at,updated_at}'::text[]) #- '{action_data,bookingId}' AS row
         FROM call_actions t JOIN call_keys k USING (call_id) ORDER BY 1, t.tool_call_id",
    ),
    ("contacts", "SELECT to_jsonb(t) - '{id,created_at,updated_at}'::text[] AS row FROM contacts t ORDER BY phone"),
    (
        "leads",
        "SELECT p.phone, l.state FROM leads l JOIN contacts p ON p.id = l.contact_id ORDER BY 1",
    ),
    (
        "usage_records",
        "SELECT k.vapi_call_id, to_jsonb(t) - '{call_id,created_at,updated_at}'::text[] AS row
         FROM usage_records t JOIN call_keys k USING (call_id) ORDER BY 1",
    ),
    (
        "live_questions",
        r#"SELECT to_jsonb(t) - '{call_id,stages}'::text[]
               || CASE WHEN tool = 'lookupCustomer' THEN '{"answer": null}' ELSE '{}' END::jsonb AS row
           FROM live_questions t WHERE tool IS NOT NULL ORDER BY vapi_call_id, question_id"#,
    ),
    (
        "bookings",
        "SELECT k.vapi_call_id, to_jsonb(t) - '{id,call_id,contact_id,created_at,updated_at}'::text[] AS row
         FROM bookings t LEFT JOIN call_keys k USING (call_id) ORDER BY 1, t.appointment_date, t.resource",
    ),
    (
        "booking_changes",
        "SELECT to_jsonb(t) - '{id,booking_id}'::text[] AS row FROM booking_changes t
         ORDER BY changed_at, made_by",
    ),
    ("daily_usage", "SELECT to_jsonb(t) - 'updated_at' AS row FROM daily_usage t ORDER BY day"),
];

pub(super) async fn everything(world: &World) -> Vec<(&'static str, Vec<Value>)> {
    let mut all = Vec::new();
    for (table, sql) in FOLLOWS {
        all.push((table, world.query(sql).await));
    }
    all
}
