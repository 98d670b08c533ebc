use sandbox::faults::ApiFaults;
use serde_json::json;
use testing::eventually;

use crate::scene::{Scene, failing, in_doubt, losing_answers, sent};

#[tokio::test]
async fn an_sms_whose_answer_was_lost_is_found_and_not_sent_again() {
    let scene = Scene::start().await;
    scene.fail(losing_answers(), ApiFaults::default());
    scene.notify();
    scene.world.deliver(&scene.acme, &scene.acme.vapi_call("call-1").report()).await;
    eventually("the message is in doubt", async || scene.states("sms").await == ["unknown"]).await;
    scene.heal();
    scene.world.settled().await;

    let messages = scene.world.sandbox.twilio().sms();
    assert_eq!(messages.len(), 1);
    let rows =
        scene.world.query("SELECT state, provider_message_id FROM notifications WHERE channel = 'sms'").await;
    assert_eq!(rows, [json!({"state": "sent", "provider_message_id": messages[0].sid})]);
    assert_eq!(scene.published("sms").await, [in_doubt(), sent()]);
    scene.world.finish().await;
}

#[tokio::test]
async fn an_sms_that_may_have_been_sent_is_never_sent_again_by_itself() {
    let scene = Scene::start().await;
    scene.fail(failing(500), ApiFaults::default());
    scene.notify();
    scene.call("call-1").await;
    scene.heal();
    scene.repeat().await;
    scene.world.settled().await;

    assert_eq!(scene.states("sms").await, ["unknown"]);
    assert!(scene.world.sandbox.twilio().sms().is_empty());
    assert_eq!(scene.published("sms").await, [in_doubt()]);
    scene.world.finish().await;
}

#[tokio::test]
async fn an_sms_that_was_cut_off_before_it_was_sent_ends_in_doubt() {
    let scene = Scene::start().await;
    scene.call("call-1").await;
    scene.cut_off("sms", &scene.acme.sms_number, "1 minute").await;
    scene.notify();
    scene.world.settled().await;

    assert_eq!(scene.states("sms").await, ["unknown"]);
    assert!(scene.world.sandbox.twilio().sms().is_empty());
    assert_eq!(scene.published("sms").await, [in_doubt()]);
    scene.world.finish().await;
}

#[tokio::test]
async fn one_message_settles_the_doubt_of_one_call_only() {
    let scene = Scene::start().await;
    scene.notify();
    scene.call("call-1").await;
    scene.call("call-2").await;
    let messages = scene.world.sandbox.twilio().sms();
    assert_eq!(messages[0].body, messages[1].body);

    // As if both had been cut off, and only the first had reached Twilio before that.
    scene.world.sandbox.forget();
    scene.change("DELETE FROM notifications").await;
    scene.cut_off("sms", &scene.acme.sms_number, "1 minute").await;
    scene.send_by_hand(&messages[0].body).await;
    scene.repeat().await;
    scene.world.settled().await;
    assert_eq!(scene.states("sms").await, ["sent", "unknown"]);
    assert_eq!(scene.world.sandbox.twilio().sms().len(), 1);
    scene.world.finish().await;
}

#[tokio::test]
async fn an_attempt_that_may_still_be_going_on_is_left_alone() {
    let scene = Scene::start().await;
    scene.set_recipients(&[&scene.acme.sms_number], &[]).await;
    scene.call("call-1").await;
    scene.cut_off("sms", &scene.acme.sms_number, "1 second").await;
    scene.notify();

    let dead_letters = scene.world.take_dead_letters("notifier.send-sms").await;
    assert_eq!(dead_letters[0].reason, "could not finish 1 of the notifications yet");
    assert_eq!(scene.states("sms").await, ["sending"]);
    assert!(scene.world.sandbox.twilio().sms().is_empty());
    scene.world.finish().await;
}
