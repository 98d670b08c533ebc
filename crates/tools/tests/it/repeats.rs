//! The same request again, under another id.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::QuestionOutcome;
use domain::call::{Role, Turn};
use futures_util::future::join_all;
use serde_json::{Value, json};
use tools::{CallSeen, ToolRequest};

use crate::office::{Office, message, now, result, used};

#[tokio::test]
async fn the_same_request_under_another_id_has_the_same_answer_and_no_second_effect() {
    let office = Office::open(json!({
        "transfer_numbers": {"dispatch": "+14155550101"},
        "booking": {"services": [{"name": "cleaning", "minutes": 30, "resources": ["chair 1", "chair 2"]}]},
    }))
    .await;
    let booking = |date: &str, time: &str| json!({"customerName": "Anna Smith", "serviceType": "cleaning", "date": date, "time": time});
    let pairs = [
        ("bookAppointment", booking("monday", "2pm"), booking("November 23", "14:00")),
        (
            "takeMessage",
            json!({"message": "Call me back!"}),
            json!({"message": "call me  back", "urgent": false}),
        ),
        (
            "scheduleCallback",
            json!({"reason": "A quote", "preferredTime": "monday at 3pm"}),
            json!({"reason": "a quote.", "preferredTime": "November 23 at 15:00"}),
        ),
        (
            "logDriverCallout",
            json!({"driverName": "Bob", "reason": "sick"}),
            json!({"driverName": "bob", "reason": "sick", "routeNumber": ""}),
        ),
        (
            "rescheduleAppointment",
            json!({"currentDate": "monday", "date": "tuesday", "time": "10am"}),
            json!({"currentDate": "monday", "date": "tuesday", "time": "10 am"}),
        ),
        ("cancelAppointment", json!({}), json!({"reason": "No time"})),
        (
            "transferCall",
            json!({"destination": "dispatch", "reason": "A question"}),
            json!({"destination": "Dispatch", "reason": "The caller asks"}),
        ),
    ];
    for (tool, first, again) in pairs {
        let said = office.done(&format!("{tool}-1"), tool, first).await;
        assert_eq!(office.done(&format!("{tool}-2"), tool, again).await, said, "{tool}");
    }
    let events = office.published().await;
    for effect in [
        "booking.created",
        "message.taken",
        "callback.scheduled",
        "driver.callout",
        "booking.rescheduled",
        "booking.cancelled",
        "transfer.requested",
    ] {
        assert_eq!(events[effect], 1, "{effect}");
    }
    office.close().await;
}

#[tokio::test]
async fn a_request_is_confirmed_again_only_while_it_stands() {
    let office = Office::open(json!({})).await;
    let booking = |service: &str| json!({"customerName": "Anna", "serviceType": service, "date": "monday", "time": "2pm"});
    let said = office.done("tc-1", "bookAppointment", booking("Haircut")).await;
    assert_eq!(office.done("tc-2", "bookAppointment", booking("haircut")).await, said);
    let tuesday = json!({"date": "tuesday", "time": "10am"});
    office.done("tc-3", "rescheduleAppointment", tuesday.clone()).await;
    office.done("tc-4", "cancelAppointment", json!({})).await;
    office.rejected("tc-5", "rescheduleAppointment", tuesday).await;
    let events = office.published().await;
    assert_eq!((events["booking.created"], events["booking.rescheduled"]), (1, 1));
    office.close().await;
}

#[tokio::test]
async fn the_same_request_in_a_chat_has_one_effect_at_once_and_later() {
    let office = Office::open(json!({
        "booking": {"services": [{"name": "cleaning", "minutes": 30, "resources": ["chair 1", "chair 2"]}]},
    }))
    .await;
    let booking = json!({"customerName": "Anna", "serviceType": "cleaning", "date": "monday", "time": "2pm"});
    let of_chat = |id: &str, tool: &str, arguments: &Value| ToolRequest {
        call: CallSeen::Conversation("chat:one".to_owned()),
        ..office.request(id, tool, arguments.clone())
    };
    let requests: Vec<ToolRequest> = ["1", "2", "3"]
        .iter()
        .flat_map(|id| {
            [of_chat(&format!("b{id}"), "bookAppointment", &booking), of_chat(id, "takeMessage", &message())]
        })
        .collect();
    for request in join_all(requests.iter().map(|request| office.tools.answer(request))).await {
        assert_eq!(request.unwrap().outcome, QuestionOutcome::Answered);
    }
    let events = office.published().await;
    assert_eq!((events["booking.created"], events["message.taken"]), (1, 1));
    office.close().await;
}

#[tokio::test]
async fn what_was_only_confirmed_again_is_no_action_of_its_own_in_the_transcript() {
    let office = Office::open(json!({})).await;
    let said = office.done("tc-1", "takeMessage", message()).await;
    office.done("tc-2", "takeMessage", message()).await;
    let CallSeen::Observed(mut seen) = office.seen("call-1") else { panic!("a call") };
    let turns = |id: &str| {
        let call = used(id, "takeMessage", message());
        let result = Turn { role: Role::ToolResult, text: said.clone(), arguments: None, ..call.clone() };
        [call, result]
    };
    seen.facts.turns = Some([turns("tc-1"), turns("tc-2")].concat());
    seen.stamp.at += Duration::from_secs(1);
    let tx = office.world.db.tenant(office.tenant.id).await.unwrap();
    calls::record(&tx, *seen, now(), "tests").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(office.count("call_actions").await, 1);
    office.close().await;
}

#[tokio::test]
async fn the_same_request_twice_at_once_has_one_effect() {
    let office = Office::open(json!({
        "booking": {"services": [{"name": "cleaning", "minutes": 30, "resources": ["chair 1", "chair 2"]}]},
    }))
    .await;
    let booking = json!({"customerName": "Anna", "serviceType": "cleaning", "date": "monday", "time": "2pm"});
    let (book, take) = ("bookAppointment", "takeMessage");
    let requests = ["1", "2", "3"].map(|id| {
        [office.request(&format!("b{id}"), book, booking.clone()), office.request(id, take, message())]
    });
    office.record_calls(requests[0].get(..1).unwrap()).await;
    let answered = join_all(requests.iter().flatten().map(|request| office.tools.answer(request))).await;
    let answers: BTreeSet<String> = answered.into_iter().map(|given| result(&given.unwrap())).collect();
    assert_eq!(answers.len(), 2, "{answers:?}");
    let events = office.published().await;
    assert_eq!((events["booking.created"], events["message.taken"]), (1, 1));
    office.close().await;
}

#[tokio::test]
async fn what_only_seems_to_be_the_same_is_done() {
    let office = Office::open(json!({})).await;
    let booking = |name: &str| json!({"customerName": name, "date": "monday", "time": "2pm"});
    office.done("tc-1", "bookAppointment", booking("Anna")).await;
    office.rejected("tc-2", "bookAppointment", booking("Ben")).await;
    office.done("tc-3", "cancelAppointment", json!({})).await;
    office.done("tc-4", "bookAppointment", booking("Anna")).await;
    office.done("tc-5", "cancelAppointment", json!({})).await;
    for (id, message) in [
        ("tc-6", json!({"message": "Call me"})),
        ("tc-7", json!({"message": "Call me", "urgent": true})),
        ("tc-8", json!({"message": "Call me", "messageFor": "Bob"})),
    ] {
        office.done(id, "takeMessage", message).await;
    }
    let elsewhere = ToolRequest {
        call: office.seen("call-2"),
        ..office.request("tc-9", "takeMessage", json!({"message": "Call me"}))
    };
    office.tools.answer(&elsewhere).await.unwrap();
    let events = office.published().await;
    assert_eq!((events["booking.created"], events["booking.cancelled"], events["message.taken"]), (2, 2, 4));
    office.close().await;
}
