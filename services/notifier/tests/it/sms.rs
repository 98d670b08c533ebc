use notifier::Notifier;
use sandbox::faults::ApiFaults;
use serde_json::json;
use service::Service as _;
use testing::eventually;

use crate::scene::{Scene, TEXT, failed, failing, sent};

#[tokio::test]
async fn a_call_is_notified_once_however_often_its_end_is_published() {
    let scene = Scene::start().await;
    scene.notify();
    scene.call("call-1").await;
    for _ in 0..3 {
        scene.repeat().await;
    }
    scene.world.settled().await;

    let messages = scene.world.sandbox.twilio().sms();
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0].to, scene.acme.sms_number);
    assert!(messages[0].body.starts_with(TEXT), "{}", messages[0].body);
    let rows = scene
        .world
        .query("SELECT state, attempts, provider_message_id, error FROM notifications WHERE channel = 'sms'")
        .await;
    let expected =
        json!({"state": "sent", "attempts": 1, "provider_message_id": messages[0].sid, "error": null});
    assert_eq!(rows, [expected]);
    assert_eq!(scene.published("sms").await, [sent()]);
    assert_eq!(scene.world.sandbox.resend().emails().len(), 1);
    scene.world.finish().await;
}

#[tokio::test]
async fn a_summary_is_in_the_organizations_language() {
    let scene = Scene::start().await;
    scene.change(r#"UPDATE organizations SET settings = settings || '{"language": "ru"}'"#).await;
    scene.notify();
    scene.call("call-1").await;

    let messages = scene.world.sandbox.twilio().sms();
    assert!(messages[0].body.starts_with("Звонок от +14155550199 (15 с): "), "{}", messages[0].body);
    assert_eq!(scene.world.sandbox.resend().emails()[0].subject, "Звонок от +14155550199 – 15 с");
    scene.world.finish().await;
}

#[tokio::test]
async fn a_number_that_is_rejected_does_not_keep_the_message_from_others() {
    let scene = Scene::start().await;
    scene.set_recipients(&["+1234567", "+14155552001", "+14155552002"], &[]).await;
    scene.notify();
    scene.call("call-1").await;

    assert_eq!(scene.states("sms").await, ["failed", "sent", "sent"]);
    let rejected =
        scene.world.query("SELECT recipient, error FROM notifications WHERE state = 'failed'").await;
    let error = "Twilio rejected it with status 400 and code 21211";
    assert_eq!(rejected, [json!({"recipient": "+1234567", "error": error})]);
    assert_eq!(scene.published("sms").await, [failed(), sent(), sent()]);
    assert!(scene.world.sandbox.resend().emails().is_empty());
    scene.world.finish().await;
}

#[tokio::test]
async fn a_busy_twilio_is_called_again() {
    let scene = Scene::start().await;
    scene.fail(failing(503), ApiFaults::default());
    scene.notify();
    scene.world.deliver(&scene.acme, &scene.acme.vapi_call("call-1").report()).await;
    eventually("the first attempt has failed", async || {
        let postponed =
            "SELECT FROM notifications WHERE channel = 'sms' AND state = 'pending' AND attempts > 0";
        !scene.world.query(postponed).await.is_empty()
    })
    .await;
    scene.heal();
    scene.world.settled().await;

    assert_eq!(scene.states("sms").await, ["sent"]);
    assert_eq!(scene.world.sandbox.twilio().sms().len(), 1);
    assert_eq!(scene.published("sms").await, [sent()]);
    scene.world.finish().await;
}

#[tokio::test]
async fn without_credentials_a_notification_fails_at_once_and_records_why() {
    let scene = Scene::start().await;
    let credentials = ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_SMS_FROM", "RESEND_API_KEY"];
    let settings = scene.world.settings_with(&credentials.map(|name| (name, "")));
    scene.notify_with(&settings);
    scene.call("call-1").await;

    let rows = scene.world.query("SELECT channel, state, error FROM notifications ORDER BY channel").await;
    let row = |channel: &str| json!({"channel": channel, "state": "failed", "error": format!("{channel} is not configured")});
    assert_eq!(rows, [row("email"), row("sms")]);
    assert_eq!(scene.published("sms").await, [failed()]);
    assert_eq!(scene.published("email").await, [failed()]);
    scene.world.finish().await;
}

#[tokio::test]
async fn with_half_of_twilios_credentials_it_does_not_start() {
    let scene = Scene::start().await;
    for missing in ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_SMS_FROM"] {
        let settings = scene.world.settings_with(&[(missing, "")]);
        let error = Notifier::build(&settings, scene.world.resources.clone()).err().unwrap();
        assert!(format!("{error:#}").contains(missing), "{error:?}");
    }
    scene.world.finish().await;
}
