//! `rescheduleAppointment` and `cancelAppointment`.

use domain::{PhoneNumber, QuestionOutcome};
use serde_json::{Value, json};
use tools::{Caller, ToolRequest};

use crate::office::{CALLER, Office, business_hours, result};

async fn clinic() -> Office {
    let office = Office::open(json!({"business_hours": business_hours()})).await;
    book(&office, "monday at 2pm", "Cleaning").await;
    office
}

async fn book(office: &Office, date: &str, service: &str) {
    let arguments = json!({"customerName": "Anna Smith", "serviceType": service, "date": date});
    office.done(&format!("booking {date}"), "bookAppointment", arguments).await;
}

/// The same question from somebody else's phone.
fn from_elsewhere(request: ToolRequest) -> ToolRequest {
    let number = PhoneNumber::parse("+14155550155").unwrap();
    ToolRequest { caller: Caller { number: Some(number), name: None }, ..request }
}

/// The same question in another call: in the same it would be a repeat.
fn in_another_call(office: &Office, request: ToolRequest) -> ToolRequest {
    ToolRequest { call: office.seen("call-2"), ..request }
}

async fn booked(office: &Office) -> Vec<Value> {
    office.rows("SELECT appointment_date AS at, status FROM bookings ORDER BY 1").await
}

#[tokio::test]
async fn the_callers_appointment_is_moved() {
    let office = clinic().await;
    let said = office.done("tc-1", "rescheduleAppointment", json!({"date": "tuesday", "time": "10am"})).await;
    assert_eq!(
        said,
        "Your appointment is moved: Cleaning, Tuesday, November 24 at 10 AM, instead of Monday, November 23 at 2 PM."
    );
    assert_eq!(booked(&office).await, [json!({"at": "2026-11-24T15:00:00+00:00", "status": "confirmed"})]);
    let changes = office.rows("SELECT change FROM booking_changes ORDER BY changed_at, id").await;
    assert_eq!(changes, [json!({"change": "created"}), json!({"change": "rescheduled"})]);
    let event = office.event("booking.rescheduled").await;
    assert_eq!(event["previousAppointmentDate"], "2026-11-23T19:00:00+00:00");
    assert_eq!(office.action_of("rescheduleAppointment").await["action_type"], "booking");

    let said =
        office.done_in_russian("tc-2", "reschedule_appointment", json!({"date": "в среду в 11:00"})).await;
    assert_eq!(
        said,
        "Запись перенесена: Cleaning, в среду, 25 ноября, в 11:00. Раньше было во вторник, 24 ноября, в 10:00."
    );
    office.close().await;
}

#[tokio::test]
async fn an_appointment_makes_room_for_itself_but_not_for_others() {
    let office = clinic().await;
    let later = json!({"date": "monday", "time": "2:15pm"});
    office.done("tc-1", "rescheduleAppointment", later.clone()).await;
    let again = in_another_call(&office, office.request("tc-2", "rescheduleAppointment", later));
    let said = result(&office.tools.answer(&again).await.unwrap());
    assert_eq!(
        said,
        "It is then already: Cleaning, Monday, November 23 at 2:15 PM. Which other time would suit you?"
    );
    book(&office, "monday at 3pm", "Filling").await;
    let onto = json!({"serviceType": "Cleaning", "date": "monday", "time": "3pm"});
    let said = office.rejected("tc-3", "rescheduleAppointment", onto).await;
    assert!(said.starts_with("I'm sorry, Monday, November 23 at 3 PM is taken."), "{said}");
    office.close().await;
}

#[tokio::test]
async fn the_times_that_are_offered_for_a_move_may_overlap_the_appointment() {
    let office = Office::open(
        json!({"business_hours": {"monday": ["13:00-15:00"]}, "booking": {"default_minutes": 60}}),
    )
    .await;
    book(&office, "monday at 13:30", "Cleaning").await;
    let said = office.rejected("tc-1", "rescheduleAppointment", json!({"date": "monday"})).await;
    assert_eq!(said, "I have Monday, November 23 at 1 PM or 2 PM. Which suits you?");
    office.done("tc-2", "rescheduleAppointment", json!({"date": "monday", "time": "2pm"})).await;
    office.close().await;
}

#[tokio::test]
async fn the_callers_appointment_is_cancelled_and_its_time_is_free_again() {
    let office = clinic().await;
    let said = office.done("tc-1", "cancelAppointment", json!({"reason": "A cold"})).await;
    assert_eq!(said, "Your appointment is cancelled: Cleaning, Monday, November 23 at 2 PM.");
    assert_eq!(booked(&office).await, [json!({"at": "2026-11-23T19:00:00+00:00", "status": "cancelled"})]);
    assert_eq!(office.event("booking.cancelled").await["booking"]["status"], "cancelled");
    assert_eq!(office.action_of("cancelAppointment").await["action_data"]["reason"], "A cold");
    let again = in_another_call(&office, office.request("tc-2", "cancelAppointment", json!({})));
    let said = result(&office.tools.answer(&again).await.unwrap());
    assert_eq!(said, "I can't find an upcoming appointment. Which phone number and name is it booked under?");

    book(&office, "monday at 2 pm", "Cleaning").await;
    let said = office.done_in_russian("tc-3", "cancelAppointment", json!({})).await;
    assert_eq!(said, "Запись отменена: Cleaning, в понедельник, 23 ноября, в 14:00.");
    office.close().await;
}

#[tokio::test]
async fn of_several_appointments_the_caller_is_asked_which() {
    let office = clinic().await;
    book(&office, "tuesday at 9am", "Filling").await;
    let said = office.rejected("tc-1", "cancelAppointment", json!({})).await;
    assert_eq!(
        said,
        "Which appointment do you mean: Cleaning, Monday, November 23 at 2 PM or Filling, Tuesday, November 24 at 9 AM?"
    );
    let said = office.rejected("tc-2", "cancelAppointment", json!({"date": "wednesday"})).await;
    assert!(said.starts_with("Which appointment do you mean"), "{said}");
    office.done("tc-3", "cancelAppointment", json!({"date": "on tuesday"})).await;
    let left = office.rows("SELECT service_type FROM bookings WHERE status = 'confirmed'").await;
    assert_eq!(left, [json!({"service_type": "Cleaning"})]);
    office.close().await;
}

#[tokio::test]
async fn what_is_said_of_an_appointment_and_fits_none_is_asked_again() {
    let office = clinic().await;
    for (n, other) in
        [json!({"serviceType": "haircut"}), json!({"customerName": "Peter"})].into_iter().enumerate()
    {
        let said = office.rejected(&format!("tc-{n}"), "cancelAppointment", other).await;
        assert_eq!(said, "Which appointment do you mean: Cleaning, Monday, November 23 at 2 PM?");
    }
    let own = json!({"serviceType": "cleaning", "customerName": "Anna"});
    office.done("tc-9", "cancelAppointment", own).await;
    office.close().await;
}

#[tokio::test]
async fn no_appointment_is_found_by_a_name_alone() {
    let office = clinic().await;
    let ask = async |id: &str, arguments: Value| {
        let request = from_elsewhere(office.request(id, "cancelAppointment", arguments));
        office.tools.answer(&request).await.unwrap()
    };
    let not_found = "I can't find an upcoming appointment. Which phone number and name is it booked under?";
    assert_eq!(result(&ask("tc-1", json!({"customerName": "Anna Smith"})).await), not_found);
    let answered = ask("tc-2", json!({"customerPhone": CALLER})).await;
    assert_eq!(result(&answered), "I need to know whose name the appointment is under.");
    let wrong = json!({"customerPhone": CALLER, "customerName": "Bob Smith"});
    assert_eq!(result(&ask("tc-3", wrong).await), not_found);
    let right = json!({"customerPhone": "415 555 0199", "customerName": "anna"});
    assert_eq!(ask("tc-4", right).await.outcome, QuestionOutcome::Answered);
    office.close().await;
}
