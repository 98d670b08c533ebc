//! Messages about a call that name none.

use serde_json::{Value, json};
use testing::World;

use crate::asking::{count, results, tool};
use crate::quarantine::waiting_for_reports;
use crate::station::Station;

/// What an archived webhook came to, by its type.
async fn outcomes(world: &World) -> Vec<Value> {
    world.settled().await;
    world
        .query(
            "SELECT e.type, o.handler, o.outcome, o.reason FROM webhook_events e
             LEFT JOIN webhook_outcomes o ON o.organization_id = e.organization_id AND o.webhook_id = e.id
             ORDER BY e.id",
        )
        .await
}

#[tokio::test]
async fn what_names_no_call_is_archived_with_the_reason_and_goes_nowhere_else() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = Station::start(&world);
    let messages = [
        (json!({"type": "status-update", "status": "ended"}), "no_call_id"),
        (json!({"type": "status-update", "status": "ended", "call": null}), "no_call_id"),
        (json!({"type": "end-of-call-report", "call": {"id": 7}}), "no_call_id"),
        (json!({"type": "end-of-call-report", "call": {"id": "call 4"}}), "malformed_call_id"),
        (json!({"type": "call-end", "call": {"id": "x".repeat(65)}}), "malformed_call_id"),
        (json!({"type": "status-update", "status": "ended", "chat": {"id": "chat-1"}}), "chat"),
        (json!({"type": "end-of-call-report", "session": {"id": "session-1"}}), "session"),
    ];
    for (message, _) in &messages {
        let answer = station.post(&acme, &json!({ "message": message })).await;
        assert_eq!((answer.status, &answer.body), (200, &json!({})), "{message}");
    }
    let expected = messages.each_ref().map(|(message, reason)| {
        json!({"type": message["type"], "handler": "webhook-ingest.archive", "outcome": "unreadable",
               "reason": reason})
    });
    assert_eq!(outcomes(&world).await, expected);
    assert_eq!(waiting_for_reports(&world).await, 0);
    let metrics = reqwest::get(format!("{}/metrics", station.management_url)).await.unwrap();
    let metrics = metrics.text().await.unwrap();
    for reason in ["no_call_id", "malformed_call_id", "chat", "session"] {
        let counted = format!("webhooks_unreadable_total{{reason=\"{reason}\"}}");
        assert!(metrics.contains(&counted), "{counted} is not in:\n{metrics}");
    }
    world.finish().await;
}

#[tokio::test]
async fn what_names_its_call_and_what_needs_none_are_routed_as_ever() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = Station::start(&world);
    for message in [
        acme.vapi_call("call-1").in_progress(),
        json!({"message": {"type": "call-end", "call": {"id": "call-1"}, "chat": {"id": "chat-1"}}}),
        json!({"message": {"type": "chat.created", "chat": {"id": "chat-1"}}}),
        json!({"message": {"type": "hang"}}),
    ] {
        assert_eq!(station.post(&acme, &message).await.status, 200);
    }
    assert!(outcomes(&world).await.iter().all(|row| row["outcome"].is_null()));
    assert_eq!(waiting_for_reports(&world).await, 2);
    world.finish().await;
}

#[tokio::test]
async fn a_chats_question_is_answered_and_only_archived() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = Station::start(&world);
    let asked =
        tool("call_a", "takeMessage", &json!({"callerName": "Ann", "message": "Please call me back."}));
    let question = json!({"message": {
        "type": "tool-calls", "chat": {"id": "chat-1"}, "toolCallList": [asked],
        "assistant": {"id": acme.vapi_assistant_id},
    }});
    let answer = station.post(&acme, &question).await;
    let said = results(&answer, &["call_a"])[0]["result"].as_str().unwrap_or_default().to_owned();
    assert!(said.starts_with("I've taken your message"), "{answer:?}");
    assert_eq!(count(&world, "events WHERE name = 'message.taken'").await, 1);
    let rows = outcomes(&world).await;
    assert_eq!((&rows[0]["outcome"], &rows[0]["reason"]), (&json!("unreadable"), &json!("chat")));
    assert_eq!(waiting_for_reports(&world).await, 0);
    world.finish().await;
}
