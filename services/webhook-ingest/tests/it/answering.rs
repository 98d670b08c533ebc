use serde_json::{Value, json};
use testing::World;

use crate::asking::{assert_fits, message, results, settle, tool, tool_calls};
use crate::station::Station;

#[tokio::test]
async fn every_published_shape_of_a_tool_call_is_answered() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = Station::start(&world);
    let text = json!({"message": "Call me."}).to_string();
    let arguments = json!({"message": "Call me."});
    let real = tool("call_1", "takeMessage", &arguments);
    let by_schema =
        json!({"id": "call_2", "type": "function", "function": {"name": "takeMessage", "arguments": text}});
    let flat = json!({"id": "call_3", "name": "takeMessage", "parameters": arguments});
    let flatter = json!({"id": "call_4", "name": "takeMessage", "arguments": arguments});
    let in_a_tool = tool("call_5", "takeMessage", &arguments);
    // In calls of their own: in one, the second would be a repeat of the first.
    for (members, id) in [
        (json!({"toolCallList": [real]}), "call_1"),
        (json!({"toolCallList": [by_schema]}), "call_2"),
        (json!({"toolCallList": [flat]}), "call_3"),
        (json!({"toolCalls": [flatter]}), "call_4"),
        (json!({"toolWithToolCallList": [{"name": "takeMessage", "toolCall": in_a_tool}]}), "call_5"),
    ] {
        let mut members = members;
        members["type"] = "tool-calls".into();
        let answer = station.post(&acme, &message(&acme, &format!("of-{id}"), &members)).await;
        assert!(results(&answer, &[id])[0]["result"].is_string(), "{answer:?}");
    }
    let taken = world.query("SELECT tool_call_id, source FROM call_actions ORDER BY tool_call_id").await;
    let expected: Vec<Value> =
        (1..=5).map(|n| json!({"tool_call_id": format!("call_{n}"), "source": "live"})).collect();
    assert_eq!(taken, expected);
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn the_tools_of_one_message_are_answered_in_their_order_whatever_becomes_of_them() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = Station::start(&world);
    let calls = [
        tool(" odd id ", "takeMessage", &json!({"message": "One."})),
        tool("b", "orderPizza", &json!({})),
        tool("c", "takeMessage", &json!({})),
        tool("d", "takeMessage", &json!("{broken")),
        tool("e", "takeMessage", &json!({"message": "Two."})),
        tool("f", "scheduleCallback", &json!({"reason": "Braces", "phone": "+14155550133"})),
    ];
    let answer = station.post(&acme, &tool_calls(&acme, "many", &calls)).await;
    let results = results(&answer, &[" odd id ", "b", "c", "d", "e", "f"]);
    let is_done: Vec<bool> = results.iter().map(|result| result["result"].is_string()).collect();
    assert_eq!(is_done, [true, false, false, false, true, true], "{results:#?}");
    let names: Vec<&str> = results.iter().map(|result| result["name"].as_str().unwrap()).collect();
    assert_eq!(names[1], "orderPizza");
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn the_assistants_language_is_answered_in_else_the_organizations() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    settle(&world, &acme, &json!({"language": "ru"})).await;
    let station = Station::start(&world);
    let is_russian = |text: &Value| text.as_str().unwrap().chars().any(|c| ('а'..='я').contains(&c));
    let ask = async |language: &str| {
        let calls = [tool(language, "orderPizza", &json!({}))];
        let mut question = tool_calls(&acme, "tongues", &calls);
        question["message"]["assistant"]["transcriber"]["language"] = language.into();
        results(&station.post(&acme, &question).await, &[language])[0]["error"].clone()
    };
    assert!(is_russian(&ask("ru-RU").await));
    assert!(!is_russian(&ask("en-US").await));
    assert!(is_russian(&ask("multi").await), "the organization's");
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn a_legacy_function_call_is_answered_with_a_result() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = Station::start(&world);
    let function = json!({"name": "takeMessage", "parameters": {"message": "Call me."}});
    let today = message(&acme, "legacy", &json!({"type": "function-call", "functionCall": function}));
    let unwrapped = json!({"type": "function-call", "call": {"id": "old"}, "functionCall": function});
    let bare = json!({"function": "takeMessage", "parameters": {"message": "Call me."}});
    for question in [today, unwrapped, bare] {
        let answer = station.post(&acme, &question).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        assert!(answer.body["result"].as_str().unwrap().starts_with("I've taken"), "{answer:?}");
    }
    let empty = message(&acme, "legacy", &json!({"type": "function-call"}));
    assert!(station.post(&acme, &empty).await.body["result"].is_string());
    assert_eq!(crate::asking::count(&world, "call_actions").await, 3);
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn what_callflex_does_not_do_is_answered_so_that_it_harms_least() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = Station::start(&world);
    for (kind, answered, schema) in [
        ("knowledge-base-request", json!({"documents": []}), "ServerMessageResponseKnowledgeBaseRequest"),
        ("campaign.predial", json!({"eligible": false}), "ServerMessageResponseCampaignPredial"),
        (
            "call.endpointing.request",
            json!({"timeoutSeconds": 1.0}),
            "ServerMessageResponseCallEndpointingRequest",
        ),
    ] {
        let answer = station.post(&acme, &message(&acme, "unserved", &json!({ "type": kind }))).await;
        assert_eq!((answer.status, &answer.body), (200, &answered));
        assert_fits(schema, &answer.body);
    }
    for kind in ["voice-request", "status-update", "hang"] {
        let answer = station.post(&acme, &message(&acme, "unserved", &json!({ "type": kind }))).await;
        assert_eq!((answer.status, answer.body), (200, json!({})), "{kind}");
    }
    world.settled().await;
    world.finish().await;
}
