//! `bookAppointment` and `listAvailableSlots`.

use domain::QuestionOutcome;
use futures_util::future::join_all;
use serde_json::{Value, json};
use tools::{Caller, ToolRequest};

use crate::office::{CALLER, Office, business_hours, error, result};

const MANY: usize = 100;

fn clinic() -> Value {
    json!({"business_hours": business_hours()})
}

fn with_services() -> Value {
    json!({
        "business_hours": business_hours(),
        "booking": {
            "services": [
                {"name": "Cleaning", "minutes": 60, "also": ["hygiene"]},
                {"name": "Consultation", "minutes": 20, "resources": ["Dr. Lee"]},
            ],
            "resources": ["Dr. Lee", "Dr. Wu"],
            "notice_minutes": 60,
            "horizon_days": 30,
        },
    })
}

fn at(date: &str, time: &str) -> Value {
    json!({"customerName": "Anna Smith", "serviceType": "Consultation", "date": date, "time": time})
}

#[tokio::test]
async fn a_free_time_is_booked_with_its_change_its_action_and_its_event() {
    let office = Office::open(clinic()).await;
    office
        .world
        .execute(&format!(
            "INSERT INTO contacts (organization_id, id, phone) VALUES ('{}', gen_random_uuid(), '{CALLER}')",
            office.tenant.id.0
        ))
        .await;
    let mut arguments = at("next tuesday", "2pm");
    arguments["customerEmail"] = "anna@example.com".into();
    let said = office.done("tc-1", "bookAppointment", arguments).await;
    assert_eq!(said, "You're booked, Anna Smith: Consultation, Tuesday, November 24 at 2 PM.");

    let booking = &office.rows("SELECT * FROM bookings").await[0];
    assert_eq!((&booking["status"], &booking["resource"]), (&json!("confirmed"), &json!("main")));
    assert_eq!(booking["appointment_date"], "2026-11-24T19:00:00+00:00");
    assert_eq!(booking["ends_at"], "2026-11-24T19:30:00+00:00");
    assert_eq!(
        (&booking["customer_phone"], &booking["customer_email"]),
        (&json!(CALLER), &json!("anna@example.com"))
    );
    assert_eq!(booking["contact_id"], office.rows("SELECT id FROM contacts").await[0]["id"]);
    let change = &office.rows("SELECT * FROM booking_changes").await[0];
    assert_eq!((&change["change"], &change["made_by"]), (&json!("created"), &json!("tc-1")));
    let action = office.action("booking").await;
    assert_eq!((&action["status"], &action["result"]), (&json!("completed"), &json!(said)));
    let event = office.event("booking.created").await;
    assert_eq!(event["booking"]["serviceType"], "Consultation");
    assert_eq!(event["booking"]["appointmentDate"], "2026-11-24T19:00:00+00:00");
    office.close().await;
}

#[tokio::test]
async fn a_taken_time_is_answered_with_the_nearest_free_ones() {
    let office = Office::open(clinic()).await;
    let said = office.done_in_russian("tc-1", "bookAppointment", at("в понедельник", "в 14:00")).await;
    assert_eq!(said, "Готово, Anna Smith, вы записаны: Consultation, в понедельник, 23 ноября, в 14:00.");
    let said = office.rejected("tc-2", "bookAppointment", at("monday", "2:15pm")).await;
    assert_eq!(
        said,
        "I'm sorry, Monday, November 23 at 2:15 PM is taken. I could do Monday, November 23 at 1:30 PM, 2:30 PM or 3 PM. \
         Which suits you?"
    );
    let said = office.done("tc-3", "bookAppointment", at("monday", "2:30pm")).await;
    assert_eq!(said, "You're booked, Anna Smith: Consultation, Monday, November 23 at 2:30 PM.");
    assert_eq!(office.count("bookings").await, 2);
    office.close().await;
}

#[tokio::test]
async fn of_a_hundred_callers_at_once_one_gets_the_slot_and_the_others_hear_of_other_times() {
    let office = Office::open(clinic()).await;
    let requests: Vec<ToolRequest> = (0..MANY)
        .map(|number| {
            let request = office.request("tc-1", "bookAppointment", at("monday", "2pm"));
            ToolRequest { call: office.seen(&format!("call-{number}")), ..request }
        })
        .collect();
    office.record_calls(&requests).await;
    let answered = join_all(requests.iter().map(|request| office.tools.answer(request))).await;
    let answered: Vec<_> = answered.into_iter().map(Result::unwrap).collect();
    let booked = answered.iter().filter(|answered| answered.outcome == QuestionOutcome::Answered).count();
    let offered = answered
        .iter()
        .filter(|answered| result(answered).contains("I could do Monday, November 23 at"))
        .count();
    assert_eq!((booked, offered), (1, MANY - 1));
    assert_eq!(office.count("bookings").await, 1);
    let events = office.published().await;
    assert_eq!((events["booking.created"], events["tool.invoked"]), (1, MANY));
    office.close().await;
}

#[tokio::test]
async fn what_does_not_fit_is_answered_with_what_does() {
    let office = Office::open(with_services()).await;
    for (date, time, answer) in [
        (
            "monday",
            "4:30 pm",
            "I'm sorry, Monday, November 23 at 4:30 PM is outside our opening hours. I could do Monday, November 23 at 3 PM, \
             3:30 PM or 4 PM. Which suits you?",
        ),
        (
            "today",
            "11am",
            "I'm sorry, that is too short notice for us. I could do today at 11:30 AM, noon or 12:30 PM. Which suits you?",
        ),
        ("january 15", "noon", "We take bookings up to 30 days ahead. Is there an earlier day?"),
        ("tomorrow", "at 7", "Just to be sure: do you mean tomorrow at 7 AM or tomorrow at 7 PM?"),
        (
            "yesterday",
            "2pm",
            "That time has passed already: yesterday at 2 PM. Which time ahead would suit you?",
        ),
        ("blue", "2pm", "I didn't catch when that should be. Which day and what time?"),
        ("monday afternoon", "", "I have Monday, November 23 at noon, 12:30 PM or 1 PM. Which suits you?"),
        (
            "saturday",
            "",
            "I'm sorry, nothing is free then. I could do today at 3 PM, 3:30 PM or 4 PM. Which suits you?",
        ),
        ("as soon as possible", "", "I have today at 11:30 AM, noon or 12:30 PM. Which suits you?"),
    ] {
        let mut arguments = at(date, time);
        arguments["serviceType"] = "hygiene".into();
        assert_eq!(office.rejected(date, "bookAppointment", arguments).await, answer);
    }
    let mut haircut = at("monday", "2pm");
    haircut["serviceType"] = "haircut".into();
    let said = office.rejected("tc-1", "bookAppointment", haircut).await;
    assert_eq!(said, "What would you like to book: Cleaning or Consultation?");
    assert_eq!(office.count("bookings").await, 0);
    office.close().await;
}

#[tokio::test]
async fn free_times_are_listed() {
    let office = Office::open(clinic()).await;
    office.done("tc-1", "bookAppointment", at("monday", "9am")).await;
    for (arguments, answer) in [
        (json!({}), "I have today at 10:30 AM, 11 AM or 11:30 AM. Which suits you?"),
        (
            json!({"date": "monday"}),
            "I have Monday, November 23 at 9:30 AM, 10 AM or 10:30 AM. Which suits you?",
        ),
        (
            json!({"date": "monday", "time": "2:10pm"}),
            "I have Monday, November 23 at 2:10 PM. Would that suit you?",
        ),
        (
            json!({"date": "monday", "time": "9am"}),
            "I'm sorry, Monday, November 23 at 9 AM is taken. I could do Monday, November 23 at 9:30 AM, 10 AM or 10:30 AM. \
             Which suits you?",
        ),
    ] {
        assert_eq!(office.done(&arguments.to_string(), "listAvailableSlots", arguments).await, answer);
    }
    let said = office.done_in_russian("ru", "list_available_slots", json!({"date": "завтра"})).await;
    assert_eq!(
        said,
        "К сожалению, тогда всё занято. Свободно сегодня в 15:30, 16:00 или 16:30. Что вам подойдёт?"
    );
    assert_eq!(office.count("call_actions").await, 1, "looking is no action");
    office.close().await;
}

#[tokio::test]
async fn of_several_days_or_alternatives_each_is_offered() {
    let office = Office::open(clinic()).await;
    for (date, time, answer) in [
        (
            "monday or tuesday",
            "",
            "I have Monday, November 23 at 9 AM or 9:30 AM, or Tuesday, November 24 at 9 AM. Which suits you?",
        ),
        ("monday", "at 2 or 3", "I have Monday, November 23 at 2 PM or 3 PM. Which suits you?"),
        (
            "next week",
            "",
            "I have Monday, November 23 at 9 AM, or Tuesday, November 24 at 9 AM, or Wednesday, November 25 at 9 AM. \
             Which suits you?",
        ),
    ] {
        assert_eq!(office.rejected(date, "bookAppointment", at(date, time)).await, answer);
    }
    office.close().await;
}

#[tokio::test]
async fn of_two_days_in_numbers_the_one_of_the_organizations_country_is_meant() {
    let office = Office::open(json!({"business_hours": business_hours(), "country": "GB"})).await;
    let said = office.done("tc-1", "bookAppointment", at("7/12", "2pm")).await;
    assert_eq!(said, "You're booked, Anna Smith: Consultation, Monday, December 7 at 2 PM.");
    office.close().await;
}

#[tokio::test]
async fn where_nothing_is_free_at_all_a_message_is_offered() {
    let office = Office::open(json!({"business_hours": {}})).await;
    let said = office.rejected("tc-1", "bookAppointment", at("monday", "2pm")).await;
    assert_eq!(
        said,
        "I'm sorry, Monday, November 23 at 2 PM is outside our opening hours. There is no other free time at the moment. \
         May I take a message instead?"
    );
    office.close().await;
}

#[tokio::test]
async fn a_caller_without_a_number_may_book() {
    let office = Office::open(clinic()).await;
    let request = office.request("tc-1", "bookAppointment", at("monday", "2pm"));
    let answered = office.tools.answer(&ToolRequest { caller: Caller::default(), ..request }).await.unwrap();
    assert_eq!(answered.outcome, QuestionOutcome::Answered);
    assert_eq!(office.rows("SELECT customer_phone FROM bookings").await, [json!({"customer_phone": null})]);
    office.close().await;
}

#[tokio::test]
async fn what_only_holds_the_place_of_a_name_is_asked_for() {
    let office = Office::open(clinic()).await;
    for name in ["null", "undefined", "{{customer.name}}", "N/A", "unknown"] {
        let arguments = json!({"customerName": name, "date": "next tuesday", "time": "2pm"});
        let answered = office.ask(name, "bookAppointment", arguments).await;
        assert_eq!(error(&answered), "I need to know whose name the appointment is under.", "{name}");
    }
    let arguments = json!({"customerName": "Christopher Null", "date": "next tuesday", "time": "2pm"});
    let said = office.done("tc", "bookAppointment", arguments).await;
    assert!(said.starts_with("You're booked, Christopher Null:"), "{said}");
    office.close().await;
}
