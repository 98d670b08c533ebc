//! Calls played against a webhook server.

use std::collections::HashSet;

use chrono::DateTime;
use sandbox::callers::{CallScript, Direction};
use sandbox::faults::WebhookFaults;
use sandbox::player::{BackoffPlan, Pace, PlayOptions, Target, play};
use sandbox::vapi::DeliveryOutcome;
use serde_json::{Value, json};

use crate::world::{Receiver, Webhook, World, until};

fn one_after_the_other() -> PlayOptions {
    PlayOptions { concurrency: 1, ..PlayOptions::default() }
}

fn inbound_with_tools() -> CallScript {
    CallScript::series(1, 200)
        .find(|call| call.direction == Direction::Inbound && call.tool_uses().count() == 2)
        .unwrap()
}

fn unanswered() -> CallScript {
    CallScript::series(1, 20).find(|call| call.answered_ms.is_none()).unwrap()
}

fn only<'a>(webhooks: &'a [Webhook], kind: &str) -> &'a Value {
    &webhooks.iter().find(|webhook| webhook.kind() == kind).unwrap().message
}

#[actix_web::test]
async fn a_call_is_reported_in_order_and_its_tool_answers_are_waited_for_and_kept() {
    let (world, receiver) = (World::start(), Receiver::start());
    let script = inbound_with_tools();
    let target = Target::new(&receiver.url, "s3cret");
    let report = play(world.sandbox.vapi(), &target, [script.clone()], &one_after_the_other()).await.unwrap();

    assert_eq!((report.calls, report.reported, report.accepted, report.failed), (1, 1, 5, 0));
    assert_eq!((report.tool_calls, report.tool_answers), (2, 2));
    assert_eq!(
        receiver.kinds(),
        ["status-update", "tool-calls", "tool-calls", "status-update", "end-of-call-report"]
    );
    let received = receiver.received();
    assert!(received.iter().all(|webhook| webhook.secret.as_deref() == Some("s3cret")));
    assert!(received.iter().all(|webhook| webhook.call_id() == script.call_id.to_string()));

    let report = only(&received, "end-of-call-report");
    let results: Vec<&Value> = report["artifact"]["messages"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|message| message["role"] == "tool_call_result")
        .map(|message| &message["result"])
        .collect();
    assert_eq!(results, ["answered by the server", "answered by the server"]);
}

#[actix_web::test]
async fn messages_have_vapis_shape_with_its_contradictions() {
    let (world, receiver) = (World::start(), Receiver::start());
    let script = inbound_with_tools();
    play(world.sandbox.vapi(), &Target::new(&receiver.url, "s"), [script], &one_after_the_other())
        .await
        .unwrap();
    let received = receiver.received();

    let tool_calls = only(&received, "tool-calls");
    let tool_call = &tool_calls["toolCallList"][0];
    assert!(tool_call["function"]["arguments"].is_object(), "an object in the webhook");
    assert_eq!(tool_call, &tool_calls["toolCalls"][0]);
    assert_eq!(tool_call, &tool_calls["toolWithToolCallList"][0]["toolCall"]);
    let last = tool_calls["artifact"]["messages"].as_array().unwrap().last().unwrap();
    let text = last["toolCalls"][0]["function"]["arguments"].as_str().expect("a string in the conversation");
    assert_eq!(serde_json::from_str::<Value>(text).unwrap(), tool_call["function"]["arguments"]);

    let report = only(&received, "end-of-call-report");
    assert_eq!(report["call"]["status"], "ringing", "a snapshot from the call's creation");
    assert_eq!(report["call"]["createdAt"], report["call"]["updatedAt"]);
    let keys: HashSet<&str> = report.as_object().unwrap().keys().map(String::as_str).collect();
    let expected = [
        "timestamp",
        "type",
        "endedReason",
        "startedAt",
        "endedAt",
        "cost",
        "costs",
        "costBreakdown",
        "analysis",
        "artifact",
        "durationMs",
        "durationSeconds",
        "durationMinutes",
        "summary",
        "transcript",
        "messages",
        "recordingUrl",
        "stereoRecordingUrl",
        "call",
        "assistant",
        "phoneNumber",
        "customer",
    ];
    assert!(expected.iter().all(|key| keys.contains(key)), "{keys:?}");

    let spoken = &report["artifact"]["messages"][1];
    let milliseconds = spoken["endTime"].as_i64().unwrap() - spoken["time"].as_i64().unwrap();
    assert_eq!(spoken["duration"], milliseconds);
    let costs: f64 =
        report["costs"].as_array().unwrap().iter().map(|cost| cost["cost"].as_f64().unwrap()).sum();
    assert!((costs - report["cost"].as_f64().unwrap()).abs() <= 0.000_051, "rounded at the top only");
    assert_eq!(report["cost"], report["costBreakdown"]["total"]);
}

#[actix_web::test]
async fn an_unanswered_call_has_no_start_no_end_no_cost_and_nothing_said() {
    let (world, receiver) = (World::start(), Receiver::start());
    play(world.sandbox.vapi(), &Target::new(&receiver.url, "s"), [unanswered()], &one_after_the_other())
        .await
        .unwrap();
    assert_eq!(receiver.kinds(), ["status-update", "status-update", "end-of-call-report"]);
    let received = receiver.received();
    let report = only(&received, "end-of-call-report");
    assert!(report.get("startedAt").is_none() && report.get("endedAt").is_none());
    assert_eq!((&report["cost"], &report["durationMs"]), (&json!(0.0), &json!(0)));
    assert_eq!(report["artifact"]["messages"], json!([]));
    assert!(report["artifact"].get("recordingUrl").is_none());
}

#[actix_web::test]
async fn a_finished_call_is_in_the_api_with_the_same_facts_as_its_report() {
    let (world, receiver) = (World::start(), Receiver::start());
    let options = PlayOptions { reports_only: true, ..PlayOptions::default() };
    play(world.sandbox.vapi(), &Target::new(&receiver.url, "s"), CallScript::series(1, 40), &options)
        .await
        .unwrap();

    let calls = world.calls("").await;
    assert_eq!(calls.len(), 40);
    for webhook in receiver.received() {
        let call = calls.iter().find(|call| call["id"] == webhook.call_id()).unwrap();
        assert_eq!(call["status"], "ended");
        for field in
            ["endedReason", "startedAt", "endedAt", "cost", "costs", "analysis", "artifact", "transcript"]
        {
            assert_eq!(call.get(field), webhook.message.get(field), "{field}");
        }
        assert_eq!(call["createdAt"], webhook.message["call"]["createdAt"]);
    }
}

#[actix_web::test]
async fn the_same_seed_and_moment_send_the_same_bytes() {
    let world = World::start();
    let now = DateTime::from_timestamp_millis(1_795_190_400_000);
    let options = PlayOptions { now, noise: true, ..one_after_the_other() };
    let mut plays = Vec::new();
    for _ in 0..2 {
        let receiver = Receiver::start();
        let target = Target::new(&receiver.url, "s");
        play(world.sandbox.vapi(), &target, CallScript::series(11, 6), &options).await.unwrap();
        let messages: Vec<Value> = receiver.received().into_iter().map(|webhook| webhook.message).collect();
        plays.push(messages);
    }
    assert!(plays[0].iter().any(|message| message["type"] == "conversation-update"));
    assert_eq!(plays[0], plays[1]);
}

#[actix_web::test]
async fn a_rejected_report_is_lost_without_a_backoff_plan_and_delivered_with_one() {
    for (backoff, reported, attempts) in [(None, 0, 1), (Some(2), 1, 3)] {
        let (world, receiver) = (World::start(), Receiver::failing(2));
        let backoff = backoff.map(|max_retries| BackoffPlan {
            max_retries,
            base_delay_seconds: 0.01,
            ..BackoffPlan::default()
        });
        let options = PlayOptions { reports_only: true, backoff, ..one_after_the_other() };
        let report = play(world.sandbox.vapi(), &Target::new(&receiver.url, "s"), [unanswered()], &options)
            .await
            .unwrap();
        assert_eq!((report.reported, receiver.received().len()), (reported, attempts));
        let last = world.sandbox.vapi().deliveries().pop().unwrap();
        assert_eq!(last.attempt as usize, attempts);
        let expected = if reported == 1 { DeliveryOutcome::Accepted } else { DeliveryOutcome::Refused };
        assert_eq!(last.outcome, expected);
    }
}

async fn with_faults(webhooks: WebhookFaults) -> (World, Receiver, sandbox::player::Report) {
    let (world, receiver) = (World::start(), Receiver::start());
    world.sandbox.vapi().set_webhook_faults(webhooks).unwrap();
    let target = Target::new(&receiver.url, "s");
    let report =
        play(world.sandbox.vapi(), &target, CallScript::series(2, 20), &one_after_the_other()).await.unwrap();
    (world, receiver, report)
}

#[actix_web::test]
async fn dropped_webhooks_never_arrive_and_the_call_is_still_in_the_api() {
    let (world, receiver, report) =
        with_faults(WebhookFaults { drop_rate: 1.0, ..WebhookFaults::default() }).await;
    assert!(receiver.received().is_empty());
    assert_eq!((report.calls, report.deliveries, report.reported), (20, 0, 0));
    assert!(report.dropped >= 60);
    assert_eq!(world.sandbox.vapi().call_count(), 20);
}

#[actix_web::test]
async fn repeated_webhooks_arrive_twice() {
    let (_world, receiver, report) =
        with_faults(WebhookFaults { repeat_rate: 1.0, ..WebhookFaults::default() }).await;
    assert_eq!(report.repeated * 2, report.deliveries);
    assert_eq!(receiver.received().len() as u64, report.deliveries);
    let reports = receiver.kinds().iter().filter(|kind| *kind == "end-of-call-report").count();
    assert_eq!((reports, report.reported), (40, 20));
}

#[actix_web::test]
async fn reordered_webhooks_all_arrive_some_of_them_after_the_report() {
    let (_world, receiver, report) =
        with_faults(WebhookFaults { reorder: true, ..WebhookFaults::default() }).await;
    assert_eq!(report.reported, 20);
    let received = receiver.received();
    let after_report = received.iter().enumerate().filter(|(place, webhook)| {
        let earlier = &received[..*place];
        webhook.kind() == "status-update"
            && earlier
                .iter()
                .any(|one| one.call_id() == webhook.call_id() && one.kind() == "end-of-call-report")
    });
    assert!(after_report.count() > 0);
}

#[actix_web::test]
async fn a_lost_answer_arrived_all_the_same() {
    let (world, receiver, report) =
        with_faults(WebhookFaults { answer_lost_rate: 1.0, ..WebhookFaults::default() }).await;
    assert_eq!((report.accepted, report.reported, report.tool_answers), (0, 0, 0));
    assert_eq!(receiver.received().len() as u64, report.failed);
    assert!(
        world
            .sandbox
            .vapi()
            .deliveries()
            .iter()
            .all(|delivery| delivery.outcome == DeliveryOutcome::AnswerLost)
    );
}

#[actix_web::test]
async fn a_compressed_call_takes_its_share_of_real_time_and_ends_now() {
    let (world, receiver) = (World::start(), Receiver::start());
    let script = inbound_with_tools();
    let pace = Pace::Compressed(200);
    let real_ms = i64::from(script.ended_ms);
    let expected = std::time::Duration::from_millis(u64::from(script.ended_ms)) / 200;
    let report = play(
        world.sandbox.vapi(),
        &Target::new(&receiver.url, "s"),
        [script],
        &PlayOptions { pace, ..one_after_the_other() },
    )
    .await
    .unwrap();
    assert!(u128::from(report.elapsed_ms) >= expected.as_millis() * 9 / 10, "{report:?} {expected:?}");
    let received = receiver.received();
    let ended_at = only(&received, "end-of-call-report")["endedAt"].as_str().unwrap();
    let age = world.sandbox.vapi().deliveries().pop().unwrap().at
        - DateTime::parse_from_rfc3339(ended_at).unwrap().to_utc();
    assert!(age.num_milliseconds().abs() < real_ms / 2, "{age} of {real_ms} ms");
}

#[actix_web::test]
async fn a_play_is_started_over_http_and_its_outcome_shown() {
    let (world, receiver) = (World::start(), Receiver::start());
    let request = json!({
        "count": 5, "seed": 3,
        "target": {"url": receiver.url, "secret": "s"},
        "options": {"pace": {"compressed": 100_000}, "concurrency": 5},
    });
    assert_eq!(world.post("/_sandbox/play").json(&request).send().await.unwrap().status(), 202);
    until("the play is over", async || world.read("/_sandbox/play").await[0]["state"] == "over").await;
    let report = world.read("/_sandbox/play").await[0]["report"].clone();
    assert_eq!((&report["calls"], &report["reported"]), (&json!(5), &json!(5)));
    let deliveries = world.read("/_sandbox/deliveries").await;
    assert_eq!(deliveries.as_array().unwrap().len() as u64, report["deliveries"].as_u64().unwrap());
    assert_eq!(receiver.received().len() as u64, report["deliveries"].as_u64().unwrap());
}

#[actix_web::test]
async fn a_thousand_reports_are_delivered_quickly() {
    let (world, receiver) = (World::start(), Receiver::start());
    let options = PlayOptions { reports_only: true, concurrency: 16, ..PlayOptions::default() };
    let report =
        play(world.sandbox.vapi(), &Target::new(&receiver.url, "s"), CallScript::series(5, 1_000), &options)
            .await
            .unwrap();
    assert_eq!((report.reported, report.failed), (1_000, 0));
    println!("1000 reports in {} ms", report.elapsed_ms);
    assert_eq!(world.sandbox.vapi().call_count(), 1_000);
}
