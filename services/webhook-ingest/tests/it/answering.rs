use serde_json::json;
use testing::World;

use crate::station::Station;

#[tokio::test]
async fn every_tool_call_is_answered_under_its_own_id() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = Station::start(&world);

    let call = |id: &str| json!({"id": id, "type": "function", "function": {"name": "takeMessage", "arguments": {}}});
    let message =
        json!({"message": {"type": "tool-calls", "toolCallList": [call("call_a"), call("call_b")]}});
    let answer = station.post(&acme, &message).await;
    assert_eq!(answer.status.as_u16(), 200);
    let results = answer.body["results"].as_array().unwrap();
    assert_eq!(
        results.iter().map(|result| result["toolCallId"].as_str().unwrap()).collect::<Vec<_>>(),
        ["call_a", "call_b"]
    );
    for result in results {
        let error = result["error"].as_str().unwrap();
        assert!(!error.is_empty() && !error.contains('\n'));
    }
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn a_call_gets_its_lines_assistant_or_a_spoken_error() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = Station::start(&world);
    let request =
        |number: &str| json!({"message": {"type": "assistant-request", "phoneNumber": {"number": number}}});

    let known = station.post(&acme, &request(&acme.line_number)).await;
    assert_eq!(known.body, json!({"assistantId": acme.vapi_assistant_id}));
    let unknown = station.post(&acme, &request("+14155559999")).await;
    assert!(unknown.body["error"].as_str().unwrap().starts_with("We are sorry"), "{unknown:?}");
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn a_question_for_a_destination_is_answered_with_an_error() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = Station::start(&world);
    for kind in ["transfer-destination-request", "handoff-destination-request"] {
        let answer = station.post(&acme, &json!({"message": {"type": kind}})).await;
        assert!(
            answer.body["error"].as_str().unwrap().starts_with("Nobody is available"),
            "{kind}: {answer:?}"
        );
    }
    world.settled().await;
    world.finish().await;
}
