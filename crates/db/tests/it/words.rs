//! Closed lists of words: what a column takes is what its enum has.

use std::collections::BTreeMap;

use domain::call::{ActionSource, ActionStatus, ActionType, ParticipantKind, Role, Urgency};
use domain::{
    BookingChange, BookingStatus, IntegrationScheme, LeadState, MemberRole, NotificationChannel,
    NotificationState, PlanState, QuarantineReason, QuestionOutcome, UnreadableReason, WebhookOutcome,
};
use serde_json::Value;
use testing::Tables;

/// The enum of each column that takes a word of a closed list.
const LISTS: &[(&str, &[&str])] = &[
    ("booking_changes.change", BookingChange::WORDS),
    ("booking_changes.status", BookingStatus::WORDS),
    ("bookings.status", BookingStatus::WORDS),
    ("call_actions.action_type", ActionType::WORDS),
    ("call_actions.source", ActionSource::WORDS),
    ("call_actions.status", ActionStatus::WORDS),
    ("call_actions.urgency", Urgency::WORDS),
    ("call_participants.participant_type", ParticipantKind::WORDS),
    ("call_transcripts.role", Role::WORDS),
    ("inbound_integrations.scheme", IntegrationScheme::WORDS),
    ("leads.state", LeadState::WORDS),
    ("live_questions.outcome", QuestionOutcome::WORDS),
    ("memberships.role", MemberRole::WORDS),
    ("notifications.channel", NotificationChannel::WORDS),
    ("notifications.state", NotificationState::WORDS),
    ("organizations.plan_state", PlanState::WORDS),
    ("webhook_outcomes.outcome", WebhookOutcome::WORDS),
    ("webhook_outcomes.reason", UnreadableReason::WORDS),
    ("webhook_quarantine.reason", QuarantineReason::WORDS),
];

/// Every `CHECK (column IN ('a', 'b'))`, as Postgres writes it.
const CHECKS: &str = "
    SELECT k.conrelid::regclass || '.' || a.attname AS relname,
           ARRAY(SELECT word[1]
                 FROM regexp_matches(pg_get_constraintdef(k.oid), '''([^'']*)''::text', 'g') AS word) AS words
    FROM pg_constraint k
    JOIN pg_class c ON c.oid = k.conrelid AND NOT c.relispartition
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
    WHERE k.contype = 'c' AND k.connamespace = 'public'::regnamespace
      AND pg_get_constraintdef(k.oid) LIKE '%= ANY (ARRAY[''%'";

#[tokio::test]
async fn every_column_of_a_closed_list_takes_the_words_of_its_enum_and_no_others() {
    let world = Tables::start().await;
    let rows = world.query(CHECKS).await;
    let words = |row: &Value| serde_json::from_value::<Vec<String>>(row["words"].clone()).unwrap();
    let checks: BTreeMap<_, _> =
        rows.iter().map(|row| (row["relname"].as_str().unwrap().to_owned(), words(row))).collect();
    let enums: BTreeMap<String, Vec<String>> = LISTS
        .iter()
        .map(|(column, words)| ((*column).to_owned(), words.iter().map(|&word| word.to_owned()).collect()))
        .collect();
    assert_eq!(checks, enums);
    world.finish().await;
}
