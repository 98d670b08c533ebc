use notifier::Notifier;
use sandbox::faults::ApiFaults;
use serde_json::{Value, json};
use service::Service as _;
use testing::{Tenant, eventually};

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

/// The report of a call that no assistant took.
fn report_of_untaken(tenant: &Tenant, call: &str, reason: &str) -> Value {
    let mut report = tenant.vapi_call(call).report();
    let message = report["message"].as_object_mut().unwrap();
    let kept = ["timestamp", "type", "call", "phoneNumber", "customer"];
    message.retain(|name, _| kept.contains(&name.as_str()));
    message.insert("endedReason".to_owned(), reason.into());
    report
}

#[tokio::test]
async fn a_call_that_was_rejected_or_put_through_on_purpose_is_not_notified_as_a_fault() {
    let scene = Scene::start().await;
    scene.set_recipients(&["+14155552001"], &[]).await;
    scene.notify();
    let closed = json!({"error": "We are closed."});
    let forwarded = json!({"destination": {"type": "number", "number": "+14155550177"}});
    for (call, outcome, answer, reason, text) in [
        (
            "closed",
            "refused",
            closed,
            "assistant-request-returned-error",
            "Missed call from +14155550199: the caller heard that you are closed",
        ),
        (
            "forwarded",
            "answered",
            forwarded,
            "assistant-request-returned-forwarding-phone-number",
            "Call from +14155550199: the call was forwarded",
        ),
        (
            "failed",
            "missed",
            json!({"error": "Nobody can take your call."}),
            "assistant-request-returned-error",
            "Missed call from +14155550199: nobody could be found to take the call",
        ),
    ] {
        let organization = scene.acme.id.0;
        scene
            .change(&format!(
                "INSERT INTO live_questions (organization_id, vapi_call_id, question_id, webhook_id, kind, answer, outcome, asked_at)
                 VALUES ('{organization}', '{call}', '{call}', gen_random_uuid(), 'assistant-request', '{answer}', '{outcome}', now())"
            ))
            .await;
        scene.world.deliver(&scene.acme, &report_of_untaken(&scene.acme, call, reason)).await;
        scene.world.settled().await;
        assert_eq!(scene.world.sandbox.twilio().sms().last().unwrap().body, text);
    }
    scene.world.finish().await;
}
