use db::live_questions::{Question, QuestionAnswer};
use domain::{QuestionOutcome, WebhookId};
use runtime::clock;
use sandbox::callers::CallScript;
use sandbox::player::{PlayOptions, play};
use serde_json::{Value, json};
use testing::{Tenant, World};

use crate::live::target;
use crate::scene::{Api, start_everything, start_processor};

/// Writes a question down as ingest does.
async fn ask(world: &World, tenant: &Tenant, question_id: &str, outcome: QuestionOutcome) -> WebhookId {
    let webhook = WebhookId(clock::new_id());
    let question = Question {
        vapi_call_id: "call-1".to_owned(),
        question_id: question_id.to_owned(),
        webhook,
        kind: "tool-calls",
        tool: Some("takeMessage".to_owned()),
        arguments: Some(json!({"message": "call me back"})),
        trace_id: Some("4bf92f3577b34da6a3ce929d0e0e4736".to_owned()),
        asked_at: clock::now(),
    };
    let answer = QuestionAnswer {
        call: None,
        outcome,
        answer: json!({"result": "I've taken your message."}),
        stages: json!({"wait": 1, "run": 4, "total": 9}),
        error: None,
    };
    let tx = world.resources.db.tenant(tenant.id).await.unwrap();
    assert!(db::live_questions::put(&tx, &question, &answer).await.unwrap());
    tx.commit().await.unwrap();
    webhook
}

/// The tool call in a report, and what the assistant says after it.
fn tool_call_of(report: &Value) -> (String, String) {
    let messages = report["message"]["artifact"]["messages"].as_array().unwrap();
    let place = messages.iter().position(|message| message["role"] == "tool_call_result").unwrap();
    let next = messages[place..].iter().find(|message| message["role"] == "bot").unwrap();
    let id = messages[place]["toolCallId"].as_str().unwrap();
    (id.to_owned(), next["message"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn what_was_asked_in_a_call_is_shown_with_its_answer_and_what_was_said_next() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    start_processor(&world);
    let api = Api::start(&world).await;
    let report = acme.vapi_call("call-1").report();
    let (id, said_next) = tool_call_of(&report);
    let answered = ask(&world, &acme, &id, QuestionOutcome::Answered).await;
    let missed = ask(&world, &acme, "call_nobody_heard", QuestionOutcome::Missed).await;
    // The same ids elsewhere are another's.
    ask(&world, &bolt, &id, QuestionOutcome::Answered).await;
    world.deliver(&acme, &report).await;
    world.settled().await;

    let call = api.call(&acme, "call-1").await;
    let path = format!("/api/v1/calls/{}/tool-calls", call["id"].as_str().unwrap());
    let shown = api.read(&path, &acme.api_key).await;
    let expected = |id: &str, outcome: &str, said_next: Value, webhook: WebhookId, asked_at: &Value| {
        json!({
            "tool_call_id": id, "kind": "tool-calls", "tool": "takeMessage", "arguments": {"message": "call me back"},
            "answer": {"result": "I've taken your message."}, "outcome": outcome, "error": null,
            "stages": {"wait": 1, "run": 4, "total": 9}, "asked_at": asked_at, "said_next": said_next,
            "webhook_id": webhook, "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736",
        })
    };
    let at = |place: usize| &shown["data"][place]["asked_at"];
    let data = [
        expected(&id, "answered", json!(said_next), answered, at(0)),
        expected("call_nobody_heard", "missed", Value::Null, missed, at(1)),
    ];
    assert_eq!(shown, json!({"data": data, "has_more": false, "next_cursor": null}));
    world.finish().await;
}

#[tokio::test]
async fn a_caller_who_leaves_a_message_hears_the_answer_that_is_on_record() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let ingest = start_everything(&world);
    let api = Api::start(&world).await;
    let leaves_a_message = |call: &CallScript| {
        call.ended_reason == "customer-ended-call" && call.tool_uses().any(|used| used.name == "takeMessage")
    };
    let script = CallScript::series(1, 400).find(leaves_a_message).unwrap();
    let asked = script.tool_uses().next().unwrap().clone();
    let call_id = script.call_id.to_string();
    let target = target(&ingest, &acme);
    let report = play(world.sandbox.vapi(), &target, [script], &PlayOptions::default()).await.unwrap();
    assert_eq!((report.tool_calls, report.tool_answers, report.reported), (1, 1, 1));
    world.settled().await;

    let heard = world.sandbox.vapi().questions().pop().unwrap().answer.unwrap();
    let call = api.call(&acme, &call_id).await;
    let path = format!("/api/v1/calls/{}/tool-calls", call["id"].as_str().unwrap());
    let shown = api.read(&path, &acme.api_key).await["data"][0].clone();
    assert_eq!((&shown["tool_call_id"], &shown["tool"]), (&json!(asked.id), &json!("takeMessage")));
    assert_eq!((&shown["arguments"], &shown["outcome"]), (&asked.arguments, &json!("answered")));
    assert_eq!((&shown["answer"]["result"], &shown["said_next"]), (&json!(heard), &json!(heard)));
    assert!(shown["stages"].as_object().is_some_and(|stages| !stages.is_empty()), "{shown}");
    world.finish().await;
}
