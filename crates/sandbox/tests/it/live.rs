//! What callers wait for: tools, and who takes their call.

use sandbox::callers::{CallScript, Direction, Line};
use sandbox::player::{PlayOptions, Report, Target, play};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::world::{Receiver, Webhook, World};

/// A whole inbound call that uses this tool.
fn calling(tool: &str) -> CallScript {
    let uses = |call: &CallScript| call.tool_uses().any(|used| used.name == tool);
    CallScript::series(1, 400)
        .find(|call| {
            call.direction == Direction::Inbound && call.ended_reason == "customer-ended-call" && uses(call)
        })
        .unwrap()
}

async fn played(world: &World, receiver: &Receiver, line: Line, script: CallScript) -> Report {
    let target = Target { line, ..Target::new(&receiver.url, "s") };
    let options = PlayOptions { concurrency: 1, ..PlayOptions::default() };
    play(world.sandbox.vapi(), &target, [script], &options).await.unwrap()
}

fn without_assistant() -> Line {
    Line { asks_for_assistant: true, ..Line::default() }
}

fn message<'a>(received: &'a [Webhook], kind: &str) -> &'a Value {
    &received.iter().find(|webhook| webhook.kind() == kind).unwrap().message
}

#[actix_web::test]
async fn every_kind_of_request_is_made_with_the_arguments_its_tool_is_published_with() {
    for (tool, names) in [
        ("bookAppointment", &["customerName", "customerPhone", "date", "serviceType", "time"][..]),
        ("listAvailableSlots", &["date", "serviceType"]),
        ("takeMessage", &["callerName", "callerPhone", "message", "urgent"]),
        ("scheduleCallback", &["callerName", "phoneNumber", "preferredTime", "reason"]),
        ("logDriverCallout", &["additionalNotes", "driverName", "reason", "routeNumber"]),
        ("transferCall", &["destination", "reason"]),
        ("verifyInsurance", &["insurer"]),
    ] {
        let script = calling(tool);
        let used = script.tool_uses().find(|used| used.name == tool).unwrap();
        let mut used_names: Vec<&str> =
            used.arguments.as_object().unwrap().keys().map(String::as_str).collect();
        used_names.sort_unstable();
        assert_eq!(used_names, names, "{tool}");
    }
    let urgent = |script: CallScript| script.tool_uses().any(|used| used.arguments["urgent"] == true);
    assert!(CallScript::series(1, 100).any(urgent));
}

#[actix_web::test]
async fn the_assistant_says_what_the_tool_answered_and_the_wait_is_on_record() {
    let (world, receiver) = (World::start(), Receiver::start());
    let script = calling("takeMessage");
    let id = script.tool_uses().next().unwrap().id.clone();
    let report = played(&world, &receiver, Line::default(), script).await;

    let received = receiver.received();
    let messages = message(&received, "end-of-call-report")["artifact"]["messages"].as_array().unwrap();
    let result = messages.iter().position(|message| message["role"] == "tool_call_result").unwrap();
    assert_eq!(messages[result]["result"], "answered by the server");
    assert_eq!(messages[result + 1]["role"], "bot");
    assert_eq!(messages[result + 1]["message"], "answered by the server");
    let question = world.read("/_sandbox/questions").await[0].clone();
    assert_eq!((&question["tool"], &question["tool_call_id"]), (&json!("takeMessage"), &json!(id)));
    assert_eq!(question["answer"], "answered by the server");
    assert_eq!(question["milliseconds"], report.slowest_answer_ms);
}

#[actix_web::test]
async fn a_call_that_is_put_through_while_its_tool_is_asked_ends_as_forwarded() {
    let world = World::start();
    let destination = json!({"type": "number", "number": "+14155550177"});
    let receiver = Receiver::commanding(json!({"type": "transfer", "destination": destination}));
    let script = calling("transferCall");
    played(&world, &receiver, Line::default(), script.clone()).await;

    let commands = world.sandbox.vapi().commands();
    assert_eq!(commands.len(), 1);
    assert_eq!(commands[0].call_id, script.call_id.to_string());
    let received = receiver.received();
    let report = message(&received, "end-of-call-report");
    assert_eq!(report["endedReason"], "assistant-forwarded-call");
    assert_eq!(report["destination"]["number"], "+14155550177");
    assert_eq!(report["artifact"]["transfers"][0]["status"], "completed");
    let monitor = &report["call"]["monitor"];
    let own = world.url.replace("http://", "");
    assert_eq!(monitor["controlUrl"], format!("http://{own}/vapi-control/{}/control", script.call_id));
    assert_eq!(monitor["listenUrl"], format!("ws://{own}/vapi-control/{}/listen", script.call_id));
    assert_eq!(world.sandbox.vapi().call(script.call_id).unwrap()["monitor"], *monitor);
}

#[actix_web::test]
async fn a_call_to_a_line_without_an_assistant_is_taken_by_the_one_that_is_answered() {
    let world = World::start();
    let assistant = Uuid::from_u128(7);
    let receiver = Receiver::taking(json!({
        "assistantId": assistant, "assistantOverrides": {"metadata": {"organization_id": "org_1"}},
    }));
    let counts = played(&world, &receiver, without_assistant(), calling("takeMessage")).await;

    assert_eq!((counts.assistant_requests, counts.assistant_answers, counts.reported), (1, 1, 1));
    assert_eq!(
        receiver.kinds(),
        ["assistant-request", "status-update", "tool-calls", "status-update", "end-of-call-report"]
    );
    let received = receiver.received();
    let request = message(&received, "assistant-request");
    assert!(request.get("assistant").is_none() && request["call"].get("assistantId").is_none());
    assert!(request["phoneNumber"].get("assistantId").is_none());
    assert!(request["customer"]["number"].is_string());
    let report = message(&received, "end-of-call-report");
    assert_eq!(
        (&report["assistant"]["id"], &report["call"]["assistantId"]),
        (&json!(assistant), &json!(assistant))
    );
    assert_eq!(report["assistant"]["metadata"], json!({"organization_id": "org_1"}));
}

#[actix_web::test]
async fn a_call_that_is_not_taken_ends_before_anything_is_said() {
    for (answer, reason) in [
        (json!({"error": "We are closed."}), "assistant-request-returned-error"),
        (json!({}), "assistant-request-returned-no-assistant"),
        (
            json!({"destination": {"type": "number", "number": "+14155550177"}}),
            "assistant-request-returned-forwarding-phone-number",
        ),
    ] {
        let (world, receiver) = (World::start(), Receiver::taking(answer.clone()));
        played(&world, &receiver, without_assistant(), calling("takeMessage")).await;
        assert_eq!(
            receiver.kinds(),
            ["assistant-request", "status-update", "end-of-call-report"],
            "{reason}"
        );
        let received = receiver.received();
        let report = message(&received, "end-of-call-report");
        assert_eq!(report["endedReason"], reason);
        assert!(report.get("startedAt").is_none() && report.get("summary").is_none());
        assert_eq!(report["destination"]["number"], answer["destination"]["number"]);
    }
}
