//! Whatever a model makes of the arguments.

use domain::QuestionOutcome;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value, json};
use tools::ToolRequest;

use crate::office::{Office, business_hours};

const CASES: usize = 400;

const TOOLS: [&str; 10] = [
    "transferCall",
    "logDriverCallout",
    "scheduleCallback",
    "takeMessage",
    "bookAppointment",
    "listAvailableSlots",
    "rescheduleAppointment",
    "cancelAppointment",
    "lookupCustomer",
    "dropTables",
];

const FIELDS: [&str; 16] = [
    "message",
    "urgent",
    "driverName",
    "reason",
    "phoneNumber",
    "preferredTime",
    "urgency",
    "customerName",
    "customerPhone",
    "serviceType",
    "date",
    "time",
    "currentDate",
    "destination",
    "warm",
    "anything",
];

const WORDS: [&str; 16] = [
    "tomorrow",
    "monday",
    "2pm",
    "at 7",
    "в понедельник",
    "14:00",
    "the 31st",
    "yesterday",
    "sick",
    "high",
    "dispatch",
    "+14155550199",
    "415-555-0123",
    "Anna",
    "true",
    "'; DROP TABLE calls; --",
];

/// No NUL: it is taken out where messages are read.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(&WORDS[..]).prop_map(str::to_owned),
        1 => "[^\\x00]{0,40}",
        1 => ".{0,3}".prop_map(|text| text.replace('\0', "").repeat(5_000)),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        6 => text().prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<f64>().prop_map(Value::from),
        1 => Just(Value::Null),
    ];
    leaf.prop_recursive(2, 6, 3, |inner| prop::collection::vec(inner, 0..3).prop_map(Value::from))
}

fn arguments() -> impl Strategy<Value = Map<String, Value>> {
    let field = prop::sample::select(&FIELDS[..]).prop_map(str::to_owned);
    prop::collection::vec((field, value()), 0..12).prop_map(Map::from_iter)
}

#[tokio::test]
async fn no_arguments_break_a_tool_or_leave_half_of_its_work() {
    let settings =
        json!({"business_hours": business_hours(), "transfer_numbers": {"dispatch": "+14155550101"}});
    let office = Office::open(settings).await;
    let mut runner = TestRunner::deterministic();
    let strategy = (prop::sample::select(&TOOLS[..]), arguments());
    let mut acted = 0;
    for case in 0..CASES {
        let (tool, arguments) = strategy.new_tree(&mut runner).unwrap().current();
        let request = ToolRequest {
            arguments: Ok(arguments),
            ..office.request(&format!("tc-{case}"), tool, json!({}))
        };
        let answered = office.tools.answer(&request).await.unwrap();
        acted += usize::from(answered.outcome == QuestionOutcome::Answered);
        let said = answered.answer.text();
        assert!(!said.is_empty() && said.chars().count() <= tools::MAX_SPOKEN, "{said}");
        assert!(!said.contains(char::is_control), "{said}");
    }
    assert!((30..CASES).contains(&acted), "{acted} of {CASES} did something");
    let events = office.published().await;
    let count = |name: &str| events.get(name).copied().unwrap_or_default();
    assert_eq!(count("tool.invoked"), CASES);
    assert_eq!(
        office.count("live_questions WHERE outcome IN ('answered', 'refused') AND answer IS NOT NULL").await,
        CASES
    );
    for (event, table) in [
        ("message.taken", "call_actions WHERE action_type = 'message_taken'"),
        ("driver.callout", "call_actions WHERE action_type = 'driver_callout'"),
        ("callback.scheduled", "call_actions WHERE action_type = 'callback_scheduled'"),
        ("transfer.requested", "call_actions WHERE action_type = 'transfer'"),
        ("booking.created", "bookings"),
        ("booking.created", "booking_changes WHERE change = 'created'"),
        ("booking.rescheduled", "booking_changes WHERE change = 'rescheduled'"),
        ("booking.cancelled", "booking_changes WHERE change = 'cancelled'"),
    ] {
        assert_eq!(count(event), office.count(table).await, "{event} and {table}");
    }
    let orphans = "SELECT tool_call_id FROM call_actions WHERE tool_call_id NOT IN
                   (SELECT question_id FROM live_questions WHERE outcome = 'answered')";
    assert_eq!(office.rows(orphans).await, Vec::<Value>::new());
    office.close().await;
}
