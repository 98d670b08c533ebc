//! The same question again, and what is not finished in time.

use std::collections::BTreeSet;
use std::time::Duration;

use db::calls::{FirstSight, Links};
use domain::{CallId, QuestionOutcome, WebhookId};
use futures_util::future::{join, join_all};
use runtime::clock;
use serde_json::{Value, json};
use testing::eventually;
use tokio::time::Instant;
use tools::{CallSeen, ToolRequest};

use crate::office::{Office, is_past_deadline, message, now, result, used};

/// Who waits for a lock.
const WAITING: &str =
    "SELECT 1 AS one FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

#[tokio::test]
async fn the_same_tool_call_has_one_effect_and_one_answer_at_once_and_later() {
    let office = Office::open(json!({})).await;
    let arguments = json!({"customerName": "Anna", "date": "monday", "time": "2pm"});
    // Each delivery is a webhook of its own.
    let requests: Vec<ToolRequest> =
        (0..20).map(|_| office.request("tc-1", "bookAppointment", arguments.clone())).collect();
    let answered = join_all(requests.iter().map(|request| office.tools.answer(request))).await;
    let mut answers: BTreeSet<String> =
        answered.into_iter().map(|answered| result(&answered.unwrap())).collect();
    answers.insert(office.done("tc-1", "bookAppointment", arguments).await);
    let expected = "You're booked, Anna: appointment, Monday, November 23 at 2 PM.";
    assert_eq!(answers, BTreeSet::from([expected.to_owned()]));
    let events = office.published().await;
    assert_eq!((events["booking.created"], events["tool.invoked"], events["call.started"]), (1, 1, 1));
    assert_eq!((office.count("bookings").await, office.count("live_questions").await), (1, 1));
    office.close().await;
}

#[tokio::test]
async fn a_tool_calls_id_is_good_within_its_call() {
    let office = Office::open(json!({})).await;
    let request = |call: CallSeen| ToolRequest { call, ..office.request("call_0", "takeMessage", message()) };
    for call in [office.seen("call-1"), office.seen("call-2"), CallSeen::None, CallSeen::None] {
        office.tools.answer(&request(call)).await.unwrap();
    }
    assert_eq!(office.published().await["message.taken"], 4, "without a call the webhook distinguishes them");

    let webhook = WebhookId(clock::new_id());
    for (place, message) in [(0, "One"), (1, "Two"), (0, "One")] {
        let arguments = json!({ "message": message });
        let nameless = ToolRequest {
            call: office.seen("call-1"),
            webhook,
            place,
            ..office.request("", "takeMessage", arguments)
        };
        office.tools.answer(&nameless).await.unwrap();
    }
    assert_eq!(office.published().await["message.taken"], 6, "two calls without an id in one message");
    for id in ["\0", &"x".repeat(5_000)] {
        let odd = ToolRequest { tool_call_id: id.to_owned(), ..request(office.seen("call-1")) };
        assert_eq!(office.tools.answer(&odd).await.unwrap().outcome, QuestionOutcome::Answered);
    }
    office.close().await;
}

#[tokio::test]
async fn an_id_that_is_used_again_for_something_else_is_another_question() {
    let office = Office::open(json!({})).await;
    let urgent = json!({"message": "My pipe burst", "urgent": true});
    let unknown = office.done("call_0", "lookupCustomer", json!({})).await;
    let taken = office.done("call_0", "takeMessage", urgent.clone()).await;
    assert_ne!(unknown, taken);
    for _ in 0..2 {
        assert_eq!(office.done("call_0", "lookupCustomer", json!({})).await, unknown);
        assert_eq!(office.done("call_0", "takeMessage", urgent.clone()).await, taken);
    }
    assert_eq!((office.published().await["message.taken"], office.count("live_questions").await), (1, 2));

    // The transcript has the same two under the same id.
    let CallSeen::Observed(mut seen) = office.seen("call-1") else { panic!("a call") };
    let tools = [("lookupCustomer", json!({})), ("takeMessage", urgent)];
    seen.facts.turns = Some(tools.map(|(tool, arguments)| used("call_0", tool, arguments)).into());
    seen.stamp.at += Duration::from_secs(1);
    let tx = office.world.db.tenant(office.tenant.id).await.unwrap();
    calls::record(&tx, *seen, now(), "tests").await.unwrap();
    tx.commit().await.unwrap();
    let actions = office.rows("SELECT tool, source FROM call_actions ORDER BY tool").await;
    let row = |tool: &str, source: &str| json!({"tool": tool, "source": source});
    assert_eq!(actions, [row("lookupCustomer", "transcript"), row("takeMessage", "live")]);
    office.close().await;
}

#[tokio::test]
async fn a_chat_is_a_conversation_of_its_own() {
    let office = Office::open(json!({})).await;
    let chat = |id: &str| ToolRequest {
        call: CallSeen::Conversation(format!("chat:{id}")),
        webhook: WebhookId(clock::new_id()),
        ..office.request("call_0", "takeMessage", message())
    };
    for id in ["one", "one", "one", "two"] {
        assert_eq!(office.tools.answer(&chat(id)).await.unwrap().outcome, QuestionOutcome::Answered);
    }
    assert_eq!(office.published().await["message.taken"], 2);
    office.close().await;
}

#[tokio::test]
async fn past_the_deadline_nothing_is_done() {
    let office = Office::open(json!({})).await;
    let request =
        ToolRequest { deadline: Instant::now(), ..office.request("tc-1", "takeMessage", message()) };
    assert!(is_past_deadline(&office.tools.answer(&request).await.unwrap_err()));

    // Held up by someone who has the calendar.
    let mut holder = office.world.owner().begin().await.unwrap();
    sqlx::query("SELECT pg_advisory_xact_lock(hashtextextended('calendar ' || $1, 0))")
        .bind(office.tenant.id.to_string())
        .execute(&mut *holder)
        .await
        .unwrap();
    let arguments = json!({"customerName": "Anna", "date": "monday", "time": "2pm"});
    let soon = Instant::now() + Duration::from_millis(300);
    let request = ToolRequest { deadline: soon, ..office.request("tc-2", "bookAppointment", arguments) };
    let missed = office.tools.answer(&request).await.unwrap_err();
    assert!(soon.elapsed() < Duration::from_secs(10), "{missed}");
    eventually("Postgres has given the statement up", async || {
        office.rows(WAITING).await.is_empty().then_some(())
    })
    .await;
    holder.commit().await.unwrap();
    for table in ["live_questions", "call_actions", "bookings", "calls", "events"] {
        assert_eq!(office.count(table).await, 0, "{table}");
    }
    office.close().await;
}

#[tokio::test]
async fn what_was_missed_is_done_when_it_is_asked_again() {
    let office = Office::open(json!({})).await;
    let request = office.request("tc-1", "takeMessage", message());
    let tx = office.world.db.tenant(office.tenant.id).await.unwrap();
    let question = db::live_questions::Question {
        vapi_call_id: "call-1".to_owned(),
        question_id: "tc-1".to_owned(),
        webhook: request.webhook,
        kind: "tool-calls",
        tool: Some("takeMessage".to_owned()),
        arguments: Some(message()),
        trace_id: None,
        asked_at: request.asked_at,
    };
    let missed = db::live_questions::QuestionAnswer {
        call: None,
        outcome: QuestionOutcome::Missed,
        answer: json!({"result": "One moment."}),
        stages: json!({}),
        error: Some("the deadline passed".to_owned()),
    };
    assert!(db::live_questions::put(&tx, &question, &missed).await.unwrap());
    tx.commit().await.unwrap();

    let (one, other) = join(office.tools.answer(&request), office.tools.answer(&request)).await;
    assert_eq!(result(&one.unwrap()), result(&other.unwrap()));
    assert_eq!(office.published().await["message.taken"], 1);
    let row = &office.rows("SELECT outcome, answer, error, call_id FROM live_questions").await[0];
    assert_eq!((&row["outcome"], &row["error"]), (&json!("answered"), &json!(null)));
    assert_eq!(row["answer"]["result"], "I've taken your message. Someone will get back to you.");

    // And the recorder of the missed one comes too late.
    let tx = office.world.db.tenant(office.tenant.id).await.unwrap();
    assert!(!db::live_questions::put(&tx, &question, &missed).await.unwrap());
    tx.commit().await.unwrap();
    office.close().await;
}

#[tokio::test]
async fn a_tool_is_the_same_action_whether_it_was_answered_live_or_is_found_in_a_transcript() {
    let office = Office::open(json!({"transfer_numbers": {"dispatch": "+14155550101"}})).await;
    let tools = [
        ("bookAppointment", json!({"customerName": "Anna", "date": "monday", "time": "2pm"})),
        ("reschedule_appointment", json!({"date": "tuesday", "time": "10am"})),
        ("cancelAppointment", json!({})),
        ("transferCall", json!({"destination": "dispatch", "reason": "A question"})),
        ("logDriverCallout", json!({"driverName": "Bob", "reason": "sick"})),
        ("scheduleCallback", json!({"reason": "A quote"})),
        ("takeMessage", message()),
    ];
    for (tool, arguments) in &tools {
        office.done(tool, tool, arguments.clone()).await;
    }
    // In another call, whose tools somebody else has answered.
    let turn = |(tool, arguments): &(&str, Value)| used(tool, tool, arguments.clone());
    let CallSeen::Observed(mut seen) = office.seen("call-2") else { panic!("a call") };
    seen.facts.turns = Some(tools.iter().map(turn).collect());
    let tx = office.world.db.tenant(office.tenant.id).await.unwrap();
    calls::record(&tx, *seen, now(), "tests").await.unwrap();
    tx.commit().await.unwrap();

    let of_source = async |source: &str| {
        let sql = "SELECT tool, action_type FROM call_actions WHERE source =";
        office.rows(&format!("{sql} '{source}' ORDER BY tool")).await
    };
    let live = of_source("live").await;
    assert_eq!(live.len(), tools.len());
    assert_eq!(of_source("transcript").await, live);
    assert!(live.iter().all(|action| action["action_type"] != "other"), "{live:?}");
    office.close().await;
}

#[tokio::test]
async fn a_report_and_a_tool_at_once_do_not_hold_each_other_up_and_the_tools_action_stands() {
    let office = Office::open(json!({})).await;
    office.done("tc-0", "takeMessage", json!({"message": "Hello"})).await;
    let report = office.tenant.vapi_call("call-1").report();
    let report = vapi::observe_message(report.to_string().as_bytes()).unwrap().unwrap();
    let action = domain::call::tool_actions(report.facts.turns.as_deref().unwrap()).remove(0);

    // The report has locked its call when the tool comes that the report mentions.
    let merging = office.world.db.tenant(office.tenant.id).await.unwrap();
    let first = FirstSight { id: CallId(clock::new_id()), partition_at: now() };
    let mut locked = db::calls::lock(&merging, &report.vapi_call_id, first).await.unwrap();
    let request = office.request(&action.tool_call_id, "takeMessage", message());
    let finish = async {
        eventually("the tool waits for the report", async || {
            (!office.rows(WAITING).await.is_empty()).then_some(())
        })
        .await;
        locked.call = locked.call.clone().merge(report.clone()).0;
        db::calls::save(&merging, &locked, Links::default(), now()).await.unwrap();
        merging.commit().await.unwrap();
    };
    let (answered, ()) = join(office.tools.answer(&request), finish).await;
    let said = result(&answered.unwrap());

    // The same once more, after the tool.
    let tx = office.world.db.tenant(office.tenant.id).await.unwrap();
    let locked = db::calls::lock(&tx, &report.vapi_call_id, first).await.unwrap();
    db::calls::save(&tx, &locked, Links::default(), now()).await.unwrap();
    tx.commit().await.unwrap();
    let of_tool = format!(
        "SELECT action_type, result, source FROM call_actions WHERE tool_call_id = '{}'",
        action.tool_call_id
    );
    let actions = office.rows(&of_tool).await;
    assert_eq!(actions, [json!({"action_type": "message_taken", "result": said, "source": "live"})]);
    office.close().await;
}
