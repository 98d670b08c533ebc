use sandbox::faults::ApiFaults;
use testing::eventually;

use crate::scene::{Scene, failing, in_doubt, losing_answers, sent};

#[tokio::test]
async fn an_email_shows_the_call_in_the_organizations_time() {
    let scene = Scene::start().await;
    scene.notify();
    scene.call("call-1").await;

    let emails = scene.world.sandbox.resend().emails();
    assert_eq!(emails.len(), 1);
    assert_eq!(emails[0].to, std::slice::from_ref(&scene.acme.email_address));
    assert_eq!(emails[0].subject, "Call from +14155550199 – 15 s");
    let text = emails[0].text.clone().unwrap();
    assert!(text.contains("\nWhen: Fri, 20 Nov 2026, 11:00 EST\n"), "{text}");
    assert!(text.contains("http://localhost:8080/calls/call_"), "{text}");
    assert_eq!(scene.published("email").await, [sent()]);
    scene.world.finish().await;
}

#[tokio::test]
async fn an_email_whose_answer_was_lost_is_sent_again_under_its_key_and_arrives_once() {
    let scene = Scene::start().await;
    scene.fail(ApiFaults::default(), losing_answers());
    scene.notify();
    scene.world.deliver(&scene.acme, &scene.acme.vapi_call("call-1").report()).await;
    eventually("the first attempt has failed", async || !scene.world.sandbox.resend().emails().is_empty())
        .await;
    scene.heal();
    scene.world.settled().await;

    let emails = scene.world.sandbox.resend().emails();
    assert_eq!(emails.len(), 1);
    let rows = scene
        .world
        .query("SELECT state, provider_message_id FROM notifications WHERE channel = 'email'")
        .await;
    assert_eq!(rows[0]["state"], "sent");
    assert_eq!(rows[0]["provider_message_id"], emails[0].id.to_string());
    scene.world.finish().await;
}

#[tokio::test]
async fn an_email_that_was_cut_off_is_sent_under_its_key() {
    let scene = Scene::start().await;
    scene.call("call-1").await;
    scene.cut_off("email", &scene.acme.email_address, "1 minute").await;
    scene.notify();
    scene.world.settled().await;

    assert_eq!(scene.states("email").await, ["sent"]);
    let emails = scene.world.sandbox.resend().emails();
    assert_eq!(emails.len(), 1);
    assert!(emails[0].idempotency_key.as_deref().unwrap().starts_with("ntf_"));
    scene.world.finish().await;
}

#[tokio::test]
async fn an_email_that_was_cut_off_longer_ago_than_its_key_is_kept_ends_in_doubt() {
    let scene = Scene::start().await;
    scene.call("call-1").await;
    scene.cut_off("email", &scene.acme.email_address, "24 hours").await;
    scene.notify();
    scene.world.settled().await;

    assert_eq!(scene.states("email").await, ["unknown"]);
    assert!(scene.world.sandbox.resend().emails().is_empty());
    assert_eq!(scene.published("email").await, [in_doubt()]);
    scene.world.finish().await;
}

#[tokio::test]
async fn a_failing_resend_does_not_keep_the_sms_back() {
    let scene = Scene::start().await;
    scene.fail(ApiFaults::default(), failing(500));
    scene.notify();
    scene.world.deliver(&scene.acme, &scene.acme.vapi_call("call-1").report()).await;
    eventually("the SMS is sent", async || scene.states("sms").await == ["sent"]).await;
    scene.heal();
    scene.world.settled().await;
    assert_eq!(scene.states("email").await, ["sent"]);
    scene.world.finish().await;
}
