//! What can't wait for the end of a call.

use contracts::work::{DriverCalledOut, MessageTaken};
use domain::ActionId;
use runtime::clock;
use serde_json::{Value, json};

use crate::scene::{Scene, failing, in_doubt, sent};

fn urgent(scene: &Scene, call: Option<&str>) -> MessageTaken {
    MessageTaken {
        action_id: ActionId(clock::new_id()).to_string(),
        organization_id: scene.acme.id.to_string(),
        call_id: call.map(str::to_owned),
        message: "The pipe burst again".to_owned(),
        caller_name: Some("Ana Lopez".to_owned()),
        caller_phone: Some("+14155550199".to_owned()),
        message_for: None,
        urgent: true,
        taken_at: Some(contracts::timestamp(clock::now())),
    }
}

fn callout(scene: &Scene, driver: &str, call: Option<&str>) -> DriverCalledOut {
    DriverCalledOut {
        action_id: ActionId(clock::new_id()).to_string(),
        organization_id: scene.acme.id.to_string(),
        call_id: call.map(str::to_owned),
        driver_name: driver.to_owned(),
        reason: "sick".to_owned(),
        route_number: Some("12".to_owned()),
        called_out_at: Some(contracts::timestamp(clock::now())),
        ..DriverCalledOut::default()
    }
}

async fn alerts(scene: &Scene, kind: &str, columns: &str) -> Vec<Value> {
    let select =
        format!("SELECT {columns} FROM notifications WHERE kind = '{kind}' ORDER BY channel, recipient, id");
    scene.world.query(&select).await
}

#[tokio::test]
async fn an_urgent_message_is_sent_at_once_however_often_it_is_published() {
    let scene = Scene::start().await;
    scene.notify();
    let message = urgent(&scene, None);
    for _ in 0..3 {
        scene.publish(&message).await;
    }
    scene.world.settled().await;

    let texts = scene.world.sandbox.twilio().sms();
    assert_eq!(texts.len(), 1);
    assert_eq!(texts[0].to, scene.acme.sms_number);
    let expected = "⚠️ URGENT MESSAGE\nFrom: Ana Lopez\nPhone: +14155550199\nMessage: The pipe burst again";
    assert_eq!(texts[0].body, expected);
    let emails = scene.world.sandbox.resend().emails();
    assert_eq!(emails.len(), 1);
    assert_eq!(emails[0].to, std::slice::from_ref(&scene.acme.email_address));
    assert_eq!(emails[0].subject, "Urgent message: Ana Lopez");
    let row = |channel: &str| json!({"channel": channel, "state": "sent", "attempts": 1, "call_id": null});
    let rows = alerts(&scene, "urgent-message", "channel, state, attempts, call_id").await;
    assert_eq!(rows, [row("email"), row("sms")]);
    assert_eq!((scene.published("sms").await, scene.published("email").await), (vec![sent()], vec![sent()]));
    scene.world.finish().await;
}

#[tokio::test]
async fn a_message_that_can_wait_is_not_sent() {
    let scene = Scene::start().await;
    scene.notify();
    scene.publish(&MessageTaken { urgent: false, ..urgent(&scene, None) }).await;
    scene.world.settled().await;

    assert!(scene.world.sandbox.twilio().sms().is_empty());
    assert!(scene.world.query("SELECT FROM notifications").await.is_empty());
    scene.world.finish().await;
}

#[tokio::test]
async fn two_drivers_who_call_out_in_one_call_are_two_notifications_of_that_call() {
    let scene = Scene::start().await;
    scene.notify();
    scene.call("call-1").await;
    let call = scene.world.query("SELECT call_id FROM call_keys").await[0]["call_id"].clone();
    for driver in ["Sam Reed", "Kim Cho"] {
        scene.publish(&callout(&scene, driver, call.as_str())).await;
    }
    scene.world.settled().await;

    let mut texts: Vec<_> = scene.world.sandbox.twilio().sms().into_iter().map(|sms| sms.body).collect();
    texts.retain(|text| text.starts_with("🚨"));
    texts.sort();
    let expected = |driver| format!("🚨 DRIVER CALLOUT\nDriver: {driver}\nReason: sick\nRoute: 12");
    assert_eq!(texts, [expected("Kim Cho"), expected("Sam Reed")]);
    let rows = alerts(&scene, "driver-callout", "channel, state, call_id").await;
    let row = |channel: &str| json!({"channel": channel, "state": "sent", "call_id": call});
    assert_eq!(rows, [row("email"), row("email"), row("sms"), row("sms")]);
    scene.world.finish().await;
}

#[tokio::test]
async fn a_callout_goes_to_dispatch_and_a_message_to_everybody_in_the_organizations_language() {
    let scene = Scene::start().await;
    let notifications = json!({"sms": {
        "enabled": true, "numbers": ["+14155552001", "+14155552002"], "dispatch_numbers": ["+14155552003"],
    }});
    let settings = json!({"language": "ru", "notifications": notifications});
    scene.change(&format!("UPDATE organizations SET settings = '{settings}'")).await;
    scene.notify();
    scene.publish(&callout(&scene, "Иван", None)).await;
    scene.publish(&urgent(&scene, None)).await;
    scene.world.settled().await;

    let mut texts: Vec<_> =
        scene.world.sandbox.twilio().sms().into_iter().map(|sms| (sms.to, sms.body)).collect();
    texts.sort();
    let message =
        "⚠️ СРОЧНОЕ СООБЩЕНИЕ\nОт: Ana Lopez\nТелефон: +14155550199\nСообщение: The pipe burst again";
    let expected = [
        ("+14155552001", message),
        ("+14155552002", message),
        ("+14155552003", "🚨 ВОДИТЕЛЬ НЕ ВЫЙДЕТ\nВодитель: Иван\nПричина: болезнь\nМаршрут: 12"),
    ];
    assert_eq!(texts, expected.map(|(to, body)| (to.to_owned(), body.to_owned())));
    scene.world.finish().await;
}

#[tokio::test]
async fn an_alert_in_doubt_is_never_sent_again_by_itself() {
    let scene = Scene::start().await;
    scene.fail(failing(500), sandbox::faults::ApiFaults::default());
    scene.notify();
    let message = urgent(&scene, None);
    scene.publish(&message).await;
    testing::eventually("the message is in doubt", async || scene.states("sms").await == ["unknown"]).await;
    scene.heal();
    scene.publish(&message).await;
    scene.world.settled().await;

    assert_eq!(scene.states("sms").await, ["unknown"]);
    assert!(scene.world.sandbox.twilio().sms().is_empty());
    assert_eq!(scene.published("sms").await, [in_doubt()]);
    scene.world.finish().await;
}
