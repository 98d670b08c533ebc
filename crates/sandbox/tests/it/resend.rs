//! `/resend`.

use serde_json::{Value, json};

use crate::world::World;

fn email(subject: &str) -> Value {
    json!({"from": "CallFlex <calls@example.com>", "to": ["ana@example.com"], "subject": subject, "text": "Booked."})
}

async fn send(world: &World, key: Option<&str>, body: &Value) -> (u16, Value) {
    let mut request = world.post("/resend/emails").bearer_auth("re_sandbox").json(body);
    if let Some(key) = key {
        request = request.header("Idempotency-Key", key);
    }
    let answer = request.send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[actix_web::test]
async fn the_same_email_under_the_same_key_is_sent_once_and_keeps_its_id() {
    let world = World::start();
    let (status, first) = send(&world, Some("call-1"), &email("Summary")).await;
    assert_eq!(status, 200);
    assert_eq!(send(&world, Some("call-1"), &email("Summary")).await, (200, first.clone()));
    assert_ne!(send(&world, Some("call-2"), &email("Summary")).await.1, first);
    assert_eq!(world.sandbox.resend().emails().len(), 2);
    assert_eq!(world.read("/_sandbox/emails").await[0]["idempotency_key"], "call-1");
}

#[actix_web::test]
async fn another_email_under_a_used_key_is_409_and_not_sent() {
    let world = World::start();
    send(&world, Some("call-1"), &email("Summary")).await;
    let (status, problem) = send(&world, Some("call-1"), &email("Another")).await;
    assert_eq!((status, &problem["name"]), (409, &json!("invalid_idempotent_request")));
    assert_eq!(world.sandbox.resend().emails().len(), 1);
}

#[actix_web::test]
async fn without_a_key_every_post_is_an_email() {
    let world = World::start();
    let (_, first) = send(&world, None, &email("Summary")).await;
    send(&world, None, &email("Summary")).await;
    assert_eq!(world.sandbox.resend().emails().len(), 2);

    let id = first["id"].as_str().unwrap();
    let read = world.get(&format!("/resend/emails/{id}")).bearer_auth("re_sandbox").send().await.unwrap();
    assert_eq!(read.json::<Value>().await.unwrap()["last_event"], "delivered");
}

#[actix_web::test]
async fn what_resend_would_reject_is_rejected_in_its_words() {
    let world = World::start();
    let without = |field: &str| {
        let mut body = email("Summary");
        body.as_object_mut().unwrap().remove(field);
        body
    };
    let with = |field: &str, value: Value| {
        let mut body = email("Summary");
        body[field] = value;
        body
    };
    let cases = [
        (without("from"), 422, "missing_required_field"),
        (without("to"), 422, "missing_required_field"),
        (without("text"), 422, "missing_required_field"),
        (with("to", json!(["ana"])), 422, "validation_error"),
        (with("to", json!([])), 422, "validation_error"),
        (with("from", json!("CallFlex")), 422, "validation_error"),
        (with("subject", json!(7)), 400, "validation_error"),
    ];
    for (body, status, name) in cases {
        let answer = send(&world, None, &body).await;
        assert_eq!((answer.0, &answer.1["name"]), (status, &json!(name)), "{body}");
    }
    let keyless = world.post("/resend/emails").json(&email("Summary")).send().await.unwrap();
    assert_eq!(keyless.status(), 401);
    let wrong =
        world.post("/resend/emails").bearer_auth("re_wrong").json(&email("Summary")).send().await.unwrap();
    assert_eq!(wrong.status(), 403);
    assert!(world.sandbox.resend().emails().is_empty());
}
