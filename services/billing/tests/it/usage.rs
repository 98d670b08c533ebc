use billing::Billing;
use call_processor::CallProcessor;
use serde_json::{Value, json};
use testing::World;

fn start(world: &World) {
    world.run::<CallProcessor>();
    world.run::<Billing>();
}

async fn days(world: &World) -> Vec<Value> {
    world.query("SELECT day, calls, seconds, cost_micros FROM daily_usage ORDER BY day").await
}

#[tokio::test]
async fn a_call_is_counted_once_however_often_it_is_reported() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start(&world);

    for n in 0..3 {
        let call = acme.vapi_call(&format!("call-{n}"));
        for message in [call.report(), call.in_progress(), call.report(), call.ended(), call.report()] {
            world.deliver(&acme, &message).await;
        }
    }
    world.settled().await;
    let records = world.query("SELECT seconds, cost_micros, day FROM usage_records").await;
    assert_eq!(records, vec![json!({"seconds": 15, "cost_micros": 19_600, "day": "2026-11-20"}); 3]);
    assert_eq!(
        days(&world).await,
        [json!({"day": "2026-11-20", "calls": 3, "seconds": 45, "cost_micros": 58_800})]
    );
    world.finish().await;
}

#[tokio::test]
async fn a_correction_replaces_the_record_and_recounts_both_days() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start(&world);

    let report = acme.vapi_call("call-1").report();
    world.deliver(&acme, &report).await;
    world.settled().await;

    let mut corrected = report.clone();
    corrected["message"]["timestamp"] = json!(report["message"]["timestamp"].as_i64().unwrap() + 60_000);
    corrected["message"]["startedAt"] = json!("2026-11-21T16:00:00Z");
    corrected["message"]["endedAt"] = json!("2026-11-21T16:01:00Z");
    corrected["message"]["cost"] = json!(0.05);
    world.deliver(&acme, &corrected).await;
    world.settled().await;

    let records = world.query("SELECT day, seconds, cost_micros FROM usage_records").await;
    assert_eq!(records, [json!({"day": "2026-11-21", "seconds": 60, "cost_micros": 50_000})]);
    let expected = [
        json!({"day": "2026-11-20", "calls": 0, "seconds": 0, "cost_micros": 0}),
        json!({"day": "2026-11-21", "calls": 1, "seconds": 60, "cost_micros": 50_000}),
    ];
    assert_eq!(days(&world).await, expected);
    world.finish().await;
}

#[tokio::test]
async fn the_day_is_that_of_the_organizations_time_zone() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start(&world);

    let mut report = acme.vapi_call("call-1").report();
    report["message"]["startedAt"] = json!("2026-11-21T04:30:00Z");
    report["message"]["endedAt"] = json!("2026-11-21T04:31:00Z");
    world.deliver(&acme, &report).await;
    world.settled().await;
    // It is still the evening before in New York.
    assert_eq!(days(&world).await[0]["day"], "2026-11-20");
    world.finish().await;
}

#[tokio::test]
async fn a_call_that_never_started_uses_nothing_and_is_counted() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start(&world);

    let mut report = acme.vapi_call("call-1").report();
    let message = report["message"].as_object_mut().unwrap();
    message.remove("startedAt");
    message.remove("cost");
    world.deliver(&acme, &report).await;
    world.settled().await;
    let records = world.query("SELECT seconds, cost_micros FROM usage_records").await;
    assert_eq!(records, [json!({"seconds": 0, "cost_micros": 0})]);
    world.finish().await;
}

#[tokio::test]
async fn a_status_update_alone_is_not_usage() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start(&world);
    world.deliver(&acme, &acme.vapi_call("call-1").in_progress()).await;
    world.deliver(&acme, &acme.vapi_call("call-1").ended()).await;
    world.settled().await;
    assert_eq!(days(&world).await, Vec::<Value>::new());
    world.finish().await;
}
