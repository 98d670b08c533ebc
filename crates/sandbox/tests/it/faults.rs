//! The fault knobs of the HTTP emulators.

use std::time::{Duration, Instant};

use sandbox::SandboxSettings;
use sandbox::faults::ApiFaults;
use sandbox::twilio::{ACCOUNT_SID, AUTH_TOKEN};
use serde_json::{Value, json};

use crate::world::World;

fn post_email(world: &World) -> reqwest::RequestBuilder {
    let email = json!({"from": "a@example.com", "to": "b@example.com", "subject": "s", "text": "t"});
    world.post("/resend/emails").bearer_auth("re_sandbox").header("Idempotency-Key", "k").json(&email)
}

fn post_sms(world: &World) -> reqwest::RequestBuilder {
    let form = [("To", "+14155552000"), ("From", "+14155550100"), ("Body", "Hello")];
    let path = format!("/twilio/2010-04-01/Accounts/{ACCOUNT_SID}/Messages.json");
    world.post(&path).basic_auth(ACCOUNT_SID, Some(AUTH_TOKEN)).form(&form)
}

#[actix_web::test]
async fn a_lost_answer_is_no_answer_but_the_work_is_done_and_remembered() {
    let world = World::start();
    let lost = ApiFaults { answer_lost_rate: 1.0, ..ApiFaults::default() };
    world.sandbox.twilio().set_faults(lost.clone()).unwrap();
    world.sandbox.resend().set_faults(lost).unwrap();

    let error = post_sms(&world).send().await.unwrap_err();
    assert!(!error.is_timeout() && error.status().is_none(), "{error:?}");
    post_email(&world).send().await.unwrap_err();
    assert_eq!(world.sandbox.twilio().sms().len(), 1);
    assert_eq!(world.sandbox.resend().emails().len(), 1);

    world.sandbox.heal();
    let again: Value = post_email(&world).send().await.unwrap().json().await.unwrap();
    assert_eq!(
        again["id"],
        world.sandbox.resend().emails()[0].id.to_string(),
        "the key makes the repeat harmless"
    );
    assert_eq!(world.sandbox.resend().emails().len(), 1);
}

#[actix_web::test]
async fn an_error_fault_answers_with_its_status_and_does_nothing() {
    let world = World::start();
    let failing = ApiFaults { error_rate: 1.0, error_status: 500, ..ApiFaults::default() };
    world.sandbox.twilio().set_faults(failing).unwrap();
    let failed = post_sms(&world).send().await.unwrap();
    assert_eq!(failed.status(), 500);
    assert_eq!(failed.json::<Value>().await.unwrap()["code"], 20500);
    assert!(world.sandbox.twilio().sms().is_empty());
    assert_eq!(post_email(&world).send().await.unwrap().status(), 200, "the other areas are well");
}

#[actix_web::test]
async fn the_seed_decides_which_requests_fail() {
    let pattern = async |seed| {
        let world = World::with(SandboxSettings { seed, ..SandboxSettings::default() });
        let flaky = ApiFaults { error_rate: 0.5, ..ApiFaults::default() };
        world.sandbox.twilio().set_faults(flaky).unwrap();
        let mut statuses = Vec::new();
        for _ in 0..24 {
            statuses.push(post_sms(&world).send().await.unwrap().status().as_u16());
        }
        statuses
    };
    let first = pattern(1).await;
    assert!(first.contains(&201) && first.contains(&503));
    assert_eq!(first, pattern(1).await);
    assert_ne!(first, pattern(2).await);
}

#[actix_web::test]
async fn latency_holds_every_answer_back() {
    let world = World::start();
    let slow = ApiFaults { latency_ms: 150, ..ApiFaults::default() };
    world.sandbox.vapi().set_api_faults(slow).unwrap();
    let started = Instant::now();
    world.calls("").await;
    assert!(started.elapsed() >= Duration::from_millis(150));
}

#[actix_web::test]
async fn knobs_are_turned_over_http_and_wrong_ones_name_themselves() {
    let world = World::start();
    let put = async |body: Value| {
        world.client.put(format!("{}/_sandbox/faults", world.url)).json(&body).send().await.unwrap()
    };
    let turned = put(json!({"twilio": {"error_rate": 0.25}, "webhooks": {"reorder": true}})).await;
    assert_eq!(turned.status(), 200);
    let faults = world.read("/_sandbox/faults").await;
    assert_eq!(faults["twilio"]["error_rate"], 0.25);
    assert_eq!(faults["webhooks"]["reorder"], true);

    let wrong = put(json!({"resend": {"error_rate": 1.5}})).await;
    assert_eq!(wrong.status(), 422);
    assert_eq!(wrong.json::<Value>().await.unwrap()["error"], "resend.error_rate must be between 0 and 1");
    assert_eq!(put(json!({"twillio": {}})).await.status(), 400);
    assert_eq!(world.read("/_sandbox/faults").await, faults, "a rejected change changes nothing");
}
