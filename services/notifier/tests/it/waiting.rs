//! A call that is seen ended before its report, or before its summary.

use call_processor::CallProcessor;
use chrono::TimeDelta;
use domain::WebhookId;
use notifier::Notifier;
use runtime::clock;
use serde_json::{Value, json};
use testing::{Tenant, World, eventually};

/// A world in which reports are awaited for so long.
async fn start(report_wait: &str) -> (World, Tenant) {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    world.run_with::<CallProcessor>(
        &world.settings_with(&[("CALLFLEX__CALL_PROCESSOR__REPORT_WAIT", report_wait)]),
    );
    world.run::<Notifier>();
    (world, acme)
}

/// Records a call as the API lists it, without its summary.
async fn list(world: &World, acme: &Tenant, id: &str) {
    let mut listed = acme.vapi_call(id).listed();
    listed["analysis"] = json!({});
    import(world, acme, listed).await;
}

async fn import(world: &World, acme: &Tenant, listed: Value) {
    let seen = vapi::observe_api_call(listed).unwrap();
    let at = seen.facts.ended_at.unwrap();
    let tx = world.resources.db.tenant(acme.id).await.unwrap();
    calls::record(&tx, seen, at, "vapi-sync").await.unwrap();
    tx.commit().await.unwrap();
    world.settled().await;
}

fn texts(world: &World) -> Vec<String> {
    world.sandbox.twilio().sms().into_iter().map(|sms| sms.body).collect()
}

fn unsummarised(mut report: Value) -> Value {
    report["message"]["analysis"] = json!({});
    report["message"].as_object_mut().unwrap().remove("summary");
    report
}

#[tokio::test]
async fn people_are_notified_of_a_call_that_was_listed_first_once_its_report_comes() {
    let (world, acme) = start("1h").await;
    list(&world, &acme, "call-1").await;
    assert_eq!(texts(&world), Vec::<String>::new());
    for _ in 0..2 {
        world.deliver(&acme, &acme.vapi_call("call-1").report()).await;
        world.settled().await;
    }
    let texts = texts(&world);
    assert_eq!(texts.len(), 1);
    assert!(texts[0].contains("booked"), "{texts:?}");
    let events = world.events(&acme).await;
    let count = |name: &str| events.iter().filter(|(event, _)| event == name).count();
    assert_eq!((count("call.ended"), count("call.settled"), count("call.summarized")), (1, 1, 0));
    world.finish().await;
}

#[tokio::test]
async fn a_late_report_is_not_awaited_for_ever_and_its_summary_is_one_follow_up() {
    let (world, acme) = start("1ms").await;
    list(&world, &acme, "call-1").await;
    let sent = async |count: usize| {
        eventually("the notifications are sent", async || (texts(&world).len() == count).then_some(())).await;
    };
    sent(1).await;
    world.deliver(&acme, &acme.vapi_call("call-1").report()).await;
    sent(2).await;
    world.deliver(&acme, &acme.vapi_call("call-1").report()).await;
    import(&world, &acme, acme.vapi_call("call-1").listed()).await;
    let texts = texts(&world);
    assert!(!texts[0].contains("booked") && texts[1].contains("booked"), "{texts:?}");
    assert_eq!(texts.len(), 2);
    world.finish().await;
}

#[tokio::test]
async fn a_report_without_its_summary_waits_for_it_only_if_there_is_to_be_one() {
    let (world, acme) = start("1h").await;
    let mut silent = unsummarised(acme.vapi_call("silent").report());
    silent["message"]["artifact"] = json!({});
    for field in ["messages", "transcript"] {
        silent["message"].as_object_mut().unwrap().remove(field);
    }
    for report in [unsummarised(acme.vapi_call("spoken").report()), silent] {
        world.deliver(&acme, &report).await;
    }
    world.settled().await;
    assert_eq!(texts(&world).len(), 0, "the analysis may come yet");
    import(&world, &acme, acme.vapi_call("spoken").listed()).await;
    assert_eq!(texts(&world).len(), 1);

    let mut off = unsummarised(acme.vapi_call("off").report());
    off["message"]["assistant"]["analysisPlan"] = json!({"summaryPlan": {"enabled": false}});
    let mut missed = unsummarised(acme.vapi_call("missed").report());
    missed["message"]["artifact"] = json!({});
    for field in ["messages", "transcript", "startedAt", "durationSeconds", "durationMs", "durationMinutes"] {
        missed["message"].as_object_mut().unwrap().remove(field);
    }
    for report in [off, missed] {
        world.deliver(&acme, &report).await;
    }
    world.settled().await;
    assert_eq!(texts(&world).len(), 3);
    world.finish().await;
}

#[tokio::test]
async fn of_a_call_of_the_past_nobody_is_notified_and_it_opens_no_lead() {
    let (world, acme) = start("1h").await;
    let deliver = async |id: &str, age: TimeDelta| {
        let call = acme.vapi_call(id).placed_at(clock::now() - age);
        // In the spool it may have waited for long: what counts is when it was accepted.
        world.deliver_at(clock::now(), WebhookId(clock::new_id()), &acme, &call.report()).await;
        world.settled().await;
    };
    deliver("past", TimeDelta::hours(25)).await;
    assert_eq!(texts(&world).len(), 0);
    assert_eq!(world.query("SELECT count(*) FROM leads").await, [json!({"count": 0})]);
    assert_eq!(world.query("SELECT call_count FROM contacts").await, [json!({"call_count": 1})]);
    deliver("yesterday", TimeDelta::hours(23)).await;
    assert_eq!(texts(&world).len(), 1);
    assert_eq!(world.query("SELECT count(*) FROM leads").await, [json!({"count": 1})]);
    let historic: Vec<Value> = world
        .events(&acme)
        .await
        .into_iter()
        .filter(|(name, _)| name == "call.ended")
        .map(|(_, event)| event["historic"].clone())
        .collect();
    assert_eq!(historic, [json!(true), json!(null)]);
    world.finish().await;
}
