//! `transferCall`, and what comes of it.

use chrono::TimeDelta;
use domain::QuestionOutcome;
use serde_json::{Value, json};
use tools::{Spoken, ToolRequest};

use crate::office::{Office, business_hours, now, result};

fn with_numbers() -> Value {
    json!({
        "business_hours": business_hours(),
        "transfer_numbers": {
            "dispatch": {"number": "+14155550101", "extension": "7"},
            "manager": {"number": "+14155550102", "hours": {"saturday": ["10:00-12:00"]}},
        },
    })
}

fn to(destination: &str) -> Value {
    json!({"destination": destination, "reason": "Wants a person", "warm": true})
}

#[tokio::test]
async fn a_transfer_is_on_record_before_it_is_asked_for() {
    let office = Office::open(with_numbers()).await;
    let answered = office.ask("tc-1", "transferCall", to("Dispatch")).await;
    assert_eq!(result(&answered), "I'm putting you through to dispatch now. One moment, please.");
    let transfer = answered.follow_up.unwrap();
    assert_eq!((transfer.number.as_str(), transfer.extension.as_deref()), ("+14155550101", Some("7")));
    assert!(transfer.warm);
    assert_eq!(transfer.say, "I'm putting you through to dispatch now. One moment, please.");
    assert_eq!(office.action("transfer").await["status"], "pending");
    let event = office.event("transfer.requested").await;
    assert_eq!((&event["destination"], &event["warm"]), (&json!("dispatch"), &json!(true)));

    office.tools.transfer_done(&transfer).await.unwrap();
    assert_eq!(office.action("transfer").await["status"], "completed");
    // Too late.
    office.tools.transfer_failed(&transfer, "an answer that came after all").await.unwrap();
    assert_eq!(office.action("transfer").await["status"], "completed");
    assert!(!office.published().await.contains_key("transfer.failed"));
    office.close().await;
}

#[tokio::test]
async fn a_transfer_that_vapi_does_not_take_is_answered_otherwise_from_then_on() {
    let office = Office::open(with_numbers()).await;
    let transfer = office.ask("tc-1", "transferCall", to("dispatch")).await.follow_up.unwrap();
    office.tools.transfer_failed(&transfer, "the control URL answered 500").await.unwrap();
    assert_eq!(office.action("transfer").await["status"], "failed");
    assert_eq!(office.event("transfer.failed").await["error"], "the control URL answered 500");

    let again = office.ask("tc-1", "transferCall", to("dispatch")).await;
    assert_eq!(
        (again.answer, again.outcome),
        (Spoken::Result(transfer.otherwise.clone()), QuestionOutcome::Rejected)
    );
    assert!(again.follow_up.is_none(), "it is not tried twice");
    assert_eq!(
        transfer.otherwise,
        "I'm sorry, I couldn't get through to dispatch. May I take a message instead?"
    );
    office.close().await;
}

#[tokio::test]
async fn a_transfer_that_nothing_came_of_is_said_to_have_failed_when_it_is_asked_for_again() {
    let office = Office::open(with_numbers()).await;
    let transfer = office.ask("tc-1", "transferCall", to("dispatch")).await.follow_up.unwrap();
    let again = |seconds: i64| ToolRequest {
        asked_at: now() + TimeDelta::seconds(seconds),
        ..office.request("tc-1", "transferCall", to("dispatch"))
    };
    let soon = office.tools.answer(&again(3)).await.unwrap();
    assert_eq!(soon.answer, Spoken::Result(transfer.say.clone()));
    assert!(soon.follow_up.is_none(), "it may be under way");
    let late = office.tools.answer(&again(90)).await.unwrap();
    assert_eq!((late.answer, late.outcome), (Spoken::Result(transfer.otherwise), QuestionOutcome::Rejected));
    assert_eq!(office.action("transfer").await["status"], "failed");
    assert_eq!(office.event("transfer.failed").await["destination"], "dispatch");
    office.close().await;
}

#[tokio::test]
async fn a_transfer_that_was_announced_and_never_asked_for_is_asked_for_once_when_its_question_comes_again() {
    let office = Office::open(with_numbers()).await;
    let transfer = office.ask("tc-1", "transferCall", to("dispatch")).await.follow_up.unwrap();
    // The process died here; Vapi tries again, twice at once.
    let again = ToolRequest {
        asked_at: now() + TimeDelta::seconds(20),
        ..office.request("tc-1", "transferCall", to("dispatch"))
    };
    let (one, other) = tokio::join!(office.tools.answer(&again), office.tools.answer(&again));
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!((&one.answer, &other.answer), (&Spoken::Result(transfer.say.clone()), &one.answer));
    let mut taken_up = one.follow_up.into_iter().chain(other.follow_up);
    let taken = taken_up.next().unwrap();
    assert!(taken_up.next().is_none(), "one of the two asks for it");
    assert_eq!(
        (taken.action, &taken.number, &taken.extension),
        (transfer.action, &transfer.number, &transfer.extension)
    );
    assert_eq!((taken.warm, &taken.reason), (true, &transfer.reason));
    assert_eq!((&taken.say, &taken.otherwise), (&transfer.say, &transfer.otherwise));

    office.tools.transfer_failed(&taken, "the control URL answered 500").await.unwrap();
    assert_eq!(office.action("transfer").await["status"], "failed");
    let later = office.tools.answer(&again).await.unwrap();
    assert_eq!(later.answer, Spoken::Result(transfer.otherwise));
    assert!(later.follow_up.is_none());
    office.close().await;
}

#[tokio::test]
async fn what_is_given_up_before_its_commit_is_undone() {
    let office = Office::open(with_numbers()).await;
    let request = office.request("tc-1", "transferCall", to("dispatch"));
    drop(office.tools.prepare(&request).await.unwrap());
    let answered = office.tools.prepare(&request).await.unwrap().commit().await.unwrap();
    assert!(answered.follow_up.is_some(), "as if it had never been asked before");
    assert_eq!(office.count("call_actions").await, 1);
    office.close().await;
}

#[tokio::test]
async fn where_nobody_is_there_a_message_is_offered() {
    let office = Office::open(with_numbers()).await;
    let unknown = office.rejected("tc-1", "transferCall", to("emergency")).await;
    assert_eq!(
        unknown,
        "I'm sorry, I can't put you through to our emergency line. May I take a message instead?"
    );
    let closed = office.rejected("tc-2", "transferCall", to("manager")).await;
    assert_eq!(
        closed,
        "I'm sorry, I can't reach the manager before tomorrow at 10 AM. May I take a message instead?"
    );
    assert_eq!(office.count("call_actions").await, 0);
    office.close().await;
}

#[tokio::test]
async fn a_transfer_is_announced_in_russian() {
    let office = Office::open(with_numbers()).await;
    let said = office.done_in_russian("tc-1", "transferCall", to("dispatch")).await;
    assert_eq!(said, "Соединяю вас с диспетчером. Одну минуту, пожалуйста.");
    office.close().await;
}
