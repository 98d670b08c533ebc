//! What is done for callers: actions, appointments, and the questions that they waited for.

use chrono::{DateTime, TimeDelta, Utc};
use db::booking_changes::NewChange;
use db::call_actions::Action;
use db::live_questions::{Claim, Question, QuestionAnswer};
use db::{TenantTx, booking_changes, bookings, call_actions, live_questions};
use domain::call::{ActionSource, ActionStatus, ActionType, Urgency, VapiCallId};
use domain::{
    ActionId, Booking, BookingChange, BookingId, BookingStatus, CallId, PhoneNumber, QuestionOutcome,
    WebhookId,
};
use serde_json::json;
use testing::Tables;
use uuid::Uuid;

use crate::filling::{noon, report, save};

/// A row in each table of this file.
pub(crate) async fn fill(tx: &TenantTx, call: CallId) {
    let booking = booking(call, noon());
    assert!(bookings::add(tx, &booking).await.unwrap());
    booking_changes::add(tx, &booking, change(BookingChange::Created)).await.unwrap();
    assert!(live_questions::put(tx, &question("tc-1"), &answered(call)).await.unwrap());
}

fn booking(call: CallId, from: DateTime<Utc>) -> Booking {
    Booking {
        id: BookingId(Uuid::new_v4()),
        call_id: Some(call),
        contact_id: None,
        customer_name: Some("Anna".to_owned()),
        customer_phone: PhoneNumber::parse("+14155550199").ok(),
        customer_email: None,
        service_type: "Cleaning".to_owned(),
        resource: "main".to_owned(),
        appointment_date: from,
        ends_at: from + TimeDelta::minutes(30),
        status: BookingStatus::Confirmed,
        notes: None,
    }
}

fn change(change: BookingChange) -> NewChange<'static> {
    NewChange { id: Uuid::new_v4(), change, made_by: "tc-1", changed_at: noon() }
}

fn question(id: &str) -> Question {
    Question {
        vapi_call_id: "call-1".to_owned(),
        question_id: id.to_owned(),
        webhook: WebhookId(Uuid::new_v4()),
        kind: "tool-calls",
        tool: Some("takeMessage".to_owned()),
        arguments: Some(json!({"message": "Call me"})),
        trace_id: None,
        asked_at: noon(),
    }
}

fn answered(call: CallId) -> QuestionAnswer {
    QuestionAnswer {
        call: Some(call),
        outcome: QuestionOutcome::Answered,
        answer: json!({"result": "Done."}),
        stages: json!({}),
        error: None,
    }
}

#[tokio::test]
async fn a_time_is_booked_once_and_is_free_again_when_it_is_cancelled() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let tx = world.db.tenant(acme.id).await.unwrap();
    let (call, _) = save(&tx, report(&acme, "call-1"), noon()).await;
    let first = booking(call, noon());
    assert!(bookings::add(&tx, &first).await.unwrap());
    assert!(!bookings::add(&tx, &booking(call, noon() + TimeDelta::minutes(29))).await.unwrap());
    let after = booking(call, noon() + TimeDelta::minutes(30));
    assert!(bookings::add(&tx, &after).await.unwrap(), "one begins as the other ends");
    let beside = Booking { resource: "chair 2".to_owned(), ..booking(call, noon()) };
    assert!(bookings::add(&tx, &beside).await.unwrap());
    let busy = bookings::busy(&tx, noon(), noon() + TimeDelta::minutes(30)).await.unwrap();
    assert_eq!(busy.len(), 2);

    let cancelled = Booking { status: BookingStatus::Cancelled, ..first };
    assert!(bookings::change(&tx, &cancelled).await.unwrap());
    assert!(!bookings::change(&tx, &cancelled).await.unwrap(), "it is over");
    assert!(bookings::add(&tx, &booking(call, noon())).await.unwrap());
    let phone = PhoneNumber::parse("+14155550199").unwrap();
    let ahead = bookings::ahead_of(&tx, &phone, noon(), 10).await.unwrap();
    assert_eq!(ahead, [after], "what has begun is not ahead");

    for what in [BookingChange::Created, BookingChange::Cancelled] {
        booking_changes::add(&tx, &cancelled, change(what)).await.unwrap();
    }
    tx.commit().await.unwrap();
    let changes = world.query("SELECT change, status FROM booking_changes ORDER BY change DESC").await;
    let expected = ["created", "cancelled"].map(|change| json!({"change": change, "status": "cancelled"}));
    assert_eq!(changes, expected);
    world.finish().await;
}

#[tokio::test]
async fn what_a_live_tool_wrote_stands_against_the_transcript_and_not_the_other_way_round() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let tx = world.db.tenant(acme.id).await.unwrap();
    let (call, _) = save(&tx, report(&acme, "call-1"), noon()).await;
    let from_transcript = call_actions::of_call(&tx, call).await.unwrap();
    assert_eq!((from_transcript.len(), from_transcript[0].source), (1, ActionSource::Transcript));
    let live = Action {
        id: ActionId(Uuid::new_v4()),
        call_id: Some(call),
        tool_call_id: from_transcript[0].tool_call_id.clone(),
        action_type: ActionType::Booking,
        tool: from_transcript[0].tool.clone(),
        action_data: json!({"date": "tomorrow"}),
        result: Some("You're booked.".to_owned()),
        status: ActionStatus::Pending,
        source: ActionSource::Live,
        due_at: Some(noon()),
        urgency: Some(Urgency::High),
        triggered_at: Some(noon()),
    };
    call_actions::add(&tx, live.clone()).await.unwrap();
    // The report once more.
    let call_id = VapiCallId::parse("call-1").unwrap();
    let first = db::calls::FirstSight { id: call, partition_at: noon() };
    let locked = db::calls::lock(&tx, &call_id, first).await.unwrap();
    db::calls::save(&tx, &locked, db::calls::Links::default(), noon()).await.unwrap();

    assert_eq!(call_actions::of_call(&tx, call).await.unwrap(), std::slice::from_ref(&live));
    assert!(call_actions::settle(&tx, live.id, ActionStatus::Completed, "Done.").await.unwrap());
    assert!(
        !call_actions::settle(&tx, live.id, ActionStatus::Failed, "Not done.").await.unwrap(),
        "it is settled"
    );
    tx.commit().await.unwrap();
    world.finish().await;
}

#[tokio::test]
async fn a_question_is_claimed_once_and_a_missed_one_again() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let tx = world.db.tenant(acme.id).await.unwrap();
    let (call, _) = save(&tx, report(&acme, "call-1"), noon()).await;
    let one = question("tc-1");
    assert_eq!(live_questions::claim(&tx, &mut one.clone()).await.unwrap(), Claim::Ours);
    live_questions::settle(&tx, &one, &answered(call)).await.unwrap();
    let known = Claim::Answered { outcome: QuestionOutcome::Answered, answer: json!({"result": "Done."}) };
    assert_eq!(live_questions::claim(&tx, &mut one.clone()).await.unwrap(), known);
    let missed = QuestionAnswer { outcome: QuestionOutcome::Missed, ..answered(call) };
    assert!(!live_questions::put(&tx, &one, &missed).await.unwrap(), "it was answered");
    assert!(live_questions::put(&tx, &question("tc-2"), &missed).await.unwrap());
    assert_eq!(live_questions::claim(&tx, &mut question("tc-2")).await.unwrap(), Claim::Ours);

    live_questions::time(&tx, ("call-1", "tc-1"), &json!({"total": 7})).await.unwrap();
    let no = json!({"result": "No."});
    live_questions::correct(&tx, ("call-1", "tc-1"), QuestionOutcome::Rejected, &no).await.unwrap();
    let of_call = live_questions::of_call(&tx, call).await.unwrap();
    assert_eq!(of_call.len(), 2);
    assert_eq!((of_call[0].outcome, &of_call[0].stages), (QuestionOutcome::Rejected, &json!({"total": 7})));
    assert_eq!(of_call[0].answer, Some(no));
    tx.commit().await.unwrap();
    world.finish().await;
}
