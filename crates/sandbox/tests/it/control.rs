//! Live control of calls.

use sandbox::faults::ApiFaults;
use serde_json::{Value, json};

use crate::world::World;

async fn post(world: &World, command: &Value) -> reqwest::Response {
    world.post("/vapi-control/call-1/control").json(command).send().await.unwrap()
}

fn transfer(destination: &Value) -> Value {
    json!({"type": "transfer", "destination": destination})
}

#[actix_web::test]
async fn a_command_is_accepted_and_remembered_in_its_order() {
    let world = World::start();
    let plan = json!({"mode": "warm-transfer-say-message", "message": "It's about the dock."});
    let commands = [
        json!({"type": "say", "content": "One moment."}),
        transfer(
            &json!({"type": "number", "number": "+14155550142", "extension": "7", "transferPlan": plan}),
        ),
        transfer(&json!({"type": "sip", "sipUri": "sip:desk@example.com"})),
        json!({"type": "add-message", "message": {"role": "system", "content": "Be brief."}}),
        json!({"type": "control", "control": "mute-assistant"}),
        json!({"type": "end-call"}),
    ];
    for command in &commands {
        assert_eq!(post(&world, command).await.status(), 200, "{command}");
    }
    let remembered = world.read("/_sandbox/commands").await;
    let remembered = remembered.as_array().unwrap();
    assert_eq!(remembered.len(), commands.len());
    for (seen, command) in remembered.iter().zip(&commands) {
        assert_eq!(
            (&seen["call_id"], &seen["kind"], &seen["body"]),
            (&json!("call-1"), &command["type"], command)
        );
    }
    world.sandbox.forget();
    assert!(world.sandbox.vapi().commands().is_empty());
}

#[actix_web::test]
async fn a_command_that_lacks_what_its_type_needs_is_rejected() {
    let world = World::start();
    let number = |number: &str| transfer(&json!({"type": "number", "number": number}));
    for command in [
        json!({}),
        json!({"type": "dance"}),
        json!({"type": "say"}),
        json!({"type": "say", "content": ""}),
        json!({"type": "add-message", "message": {"role": "system"}}),
        json!({"type": "control", "control": "explode"}),
        json!({"type": "transfer"}),
        number("4155550142"),
        number("+1415555014x"),
        transfer(&json!({"type": "assistant", "assistantName": "desk"})),
        transfer(&json!({"type": "number", "number": "+14155550142", "transferPlan": {"mode": "teleport"}})),
        transfer(&json!({"type": "number", "number": "+14155550142", "transferPlan": {}})),
    ] {
        let answer = post(&world, &command).await;
        assert_eq!(answer.status(), 400, "{command}");
        assert_eq!(answer.json::<Value>().await.unwrap()["error"], "Bad Request");
    }
    let no_json = world
        .post("/vapi-control/call-1/control")
        .header("Content-Type", "application/json")
        .body("transfer")
        .send()
        .await
        .unwrap();
    assert_eq!(no_json.status(), 400);
    assert!(world.sandbox.vapi().commands().is_empty());
}

#[actix_web::test]
async fn control_fails_when_its_knob_is_turned_and_nothing_else_does() {
    let world = World::start();
    let vapi_control = ApiFaults { error_rate: 1.0, ..ApiFaults::default() };
    world.sandbox.vapi().set_control_faults(vapi_control).unwrap();
    assert_eq!(post(&world, &json!({"type": "end-call"})).await.status(), 503);
    assert!(world.sandbox.vapi().commands().is_empty());
    assert!(world.calls("").await.is_empty());

    let vapi_control = ApiFaults { answer_lost_rate: 1.0, ..ApiFaults::default() };
    world.sandbox.vapi().set_control_faults(vapi_control).unwrap();
    let lost = world.post("/vapi-control/call-1/control").json(&json!({"type": "end-call"})).send().await;
    assert!(lost.is_err());
    assert_eq!(world.sandbox.vapi().commands().len(), 1);
}
