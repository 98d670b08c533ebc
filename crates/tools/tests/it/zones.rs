//! A hundred bookings in each of several zones are at the instants that another zone library makes of the same
//! words.

use std::sync::Arc;

use db::organizations::Organization;
use domain::{QuestionOutcome, Zone};
use serde_json::{Value, json};
use tools::ToolRequest;

use crate::office::Office;

/// Written by `expected.py` beside it.
const EXPECTED: &str = include_str!("../zones/bookings.txt");

const OF_A_ZONE: usize = 100;

/// Open around the clock, for longer than a year ahead.
fn always_open() -> Value {
    json!({"booking": {"resources": ["chair 1", "chair 2", "chair 3"], "horizon_days": 400}})
}

/// What is said, and the instant that it is.
fn expected(zone: &str) -> Vec<(&'static str, &'static str)> {
    let rows = EXPECTED.lines().filter(|line| !line.starts_with('#'));
    let rows = rows.map(|line| line.split(" | ").collect::<Vec<_>>());
    rows.filter(|row| row[0] == zone).map(|row| (row[1], row[2])).collect()
}

async fn check(name: &str) {
    let office = Office::open(always_open()).await;
    let zone: Zone = name.parse().unwrap();
    let expected = expected(name);
    assert_eq!(expected.len(), OF_A_ZONE, "{name}");
    for (said, _) in &expected {
        let (date, time) = said.split_once(' ').unwrap();
        let arguments =
            json!({"customerName": "Anna Smith", "serviceType": said, "date": date, "time": time});
        let request = office.request(said, "bookAppointment", arguments);
        let organization = Organization { timezone: zone, ..(*request.organization).clone() };
        let request = ToolRequest { organization: Arc::new(organization), ..request };
        let answered = office.tools.answer(&request).await.unwrap();
        assert_eq!(answered.outcome, QuestionOutcome::Answered, "{name}, {said}: {:?}", answered.answer);
    }
    let expected: Vec<Value> =
        expected.iter().map(|(said, at)| json!({"service_type": said, "appointment_date": at})).collect();
    let booked =
        office.rows("SELECT service_type, appointment_date FROM bookings ORDER BY appointment_date").await;
    assert_eq!(booked, expected, "{name}");
    office.close().await;
}

#[tokio::test]
async fn bookings_in_vancouver_are_at_the_instants_of_another_library() {
    check("America/Vancouver").await;
}

#[tokio::test]
async fn bookings_in_edmonton_are_at_the_instants_of_another_library() {
    check("America/Edmonton").await;
}

#[tokio::test]
async fn bookings_in_casablanca_are_at_the_instants_of_another_library() {
    check("Africa/Casablanca").await;
}

#[tokio::test]
async fn bookings_in_kolkata_are_at_the_instants_of_another_library() {
    check("Asia/Kolkata").await;
}

#[tokio::test]
async fn bookings_on_lord_howe_are_at_the_instants_of_another_library() {
    check("Australia/Lord_Howe").await;
}
