use std::collections::BTreeSet;

use billing::Billing;
use call_processor::CallProcessor;
use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use testing::{Tenant, World};

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
async fn a_correction_replaces_the_record_and_moves_it_between_the_sums_of_both_days() {
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
async fn a_start_after_the_reported_end_makes_no_day() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start(&world);

    let mut status = acme.vapi_call("call-1").in_progress();
    status["message"]["startedAt"] = json!("2026-11-23T16:00:00Z");
    let mut report = acme.vapi_call("call-1").report();
    report["message"].as_object_mut().unwrap().remove("startedAt");
    for message in [status, report] {
        world.deliver(&acme, &message).await;
        world.settled().await;
    }
    assert_eq!(days(&world).await[0]["day"], "2026-11-20");
    // What was reported is kept: a correction of the end may come.
    let kept = world.query("SELECT started_at > ended_at AS contradict FROM calls").await;
    assert_eq!(kept, [json!({"contradict": true})]);
    world.finish().await;
}

#[tokio::test]
async fn what_is_not_known_of_a_call_is_unknown_everywhere_and_the_call_is_counted() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start(&world);

    let mut report = acme.vapi_call("call-1").report();
    let message = report["message"].as_object_mut().unwrap();
    for name in UNKNOWN {
        message.remove(name);
    }
    world.deliver(&acme, &report).await;
    world.settled().await;
    let calls = world.query("SELECT duration_seconds, cost FROM calls").await;
    assert_eq!(calls, [json!({"duration_seconds": null, "cost": null})]);
    let records = world.query("SELECT seconds, cost_micros FROM usage_records").await;
    assert_eq!(records, [json!({"seconds": null, "cost_micros": null})]);
    let expected = json!({"day": "2026-11-20", "calls": 1, "seconds": 0, "cost_micros": 0});
    assert_eq!(days(&world).await, [expected]);
    for (name, event) in world.events(&acme).await {
        let shown = event.to_string();
        for absent in ["durationSeconds", "costMicros", "\"seconds\""] {
            assert!(!shown.contains(absent), "{name}: {shown}");
        }
    }

    // What becomes known later is counted then.
    let mut known = acme.vapi_call("call-1").report();
    known["message"]["timestamp"] = json!(report["message"]["timestamp"].as_i64().unwrap() + 60_000);
    world.deliver(&acme, &known).await;
    world.settled().await;
    let records = world.query("SELECT seconds, cost_micros FROM usage_records").await;
    assert_eq!(records, [json!({"seconds": 15, "cost_micros": 19_600})]);
    world.finish().await;
}

/// All that shows how long a call was and what it cost.
const UNKNOWN: [&str; 9] = [
    "startedAt",
    "artifact",
    "messages",
    "durationSeconds",
    "durationMs",
    "durationMinutes",
    "cost",
    "costs",
    "costBreakdown",
];

#[tokio::test]
async fn what_is_not_reported_is_counted_from_the_next_best_source() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start(&world);

    let mut report = acme.vapi_call("call-1").report();
    let message = report["message"].as_object_mut().unwrap();
    message.remove("startedAt");
    message.remove("cost");
    message.insert("durationSeconds".to_owned(), json!(73));
    world.deliver(&acme, &report).await;
    world.settled().await;
    let calls = world.query("SELECT duration_seconds, cost FROM calls").await;
    assert_eq!(calls, [json!({"duration_seconds": 73, "cost": 0.019_54})]);
    let records = world.query("SELECT seconds, cost_micros FROM usage_records").await;
    assert_eq!(records, [json!({"seconds": 73, "cost_micros": 19_540})]);
    world.finish().await;
}

#[tokio::test]
async fn a_call_that_lasted_no_time_and_cost_nothing_is_counted_as_such() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start(&world);

    let mut report = acme.vapi_call("call-1").report();
    let message = report["message"].as_object_mut().unwrap();
    for name in UNKNOWN {
        message.remove(name);
    }
    message.insert("durationSeconds".to_owned(), json!(0));
    message.insert("cost".to_owned(), json!(0));
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

/// What a report may say of its call that counts: when it began, for how many seconds, and what it cost.
/// `sent` decides which of two reports of a call is the later one, whatever the order in which they come.
#[derive(Clone, Debug)]
struct Said {
    call: u32,
    sent: i64,
    began: &'static str,
    seconds: i64,
    cents: Option<u32>,
}

/// On both sides of midnight, in New York and in Auckland.
const BEGINNINGS: [&str; 4] =
    ["2026-11-20T03:30:00Z", "2026-11-20T16:00:00Z", "2026-11-21T04:59:59Z", "2026-11-21T05:00:00Z"];

fn anything_said() -> impl Strategy<Value = Said> {
    let cents = prop::option::of(0_u32..500);
    (0_u32..8, 0_i64..1_000, prop::sample::select(&BEGINNINGS[..]), 0_i64..600, cents)
        .prop_map(|(call, sent, began, seconds, cents)| Said { call, sent, began, seconds, cents })
}

impl Said {
    fn report(&self, tenant: &Tenant) -> Value {
        let mut report = tenant.vapi_call(&format!("call-{}", self.call)).report();
        let message = report["message"].as_object_mut().unwrap();
        let sent = message["timestamp"].as_i64().unwrap() + self.sent;
        let began: DateTime<Utc> = self.began.parse().unwrap();
        message.insert("timestamp".to_owned(), json!(sent));
        message.insert("startedAt".to_owned(), json!(began.to_rfc3339()));
        message.insert("endedAt".to_owned(), json!((began + TimeDelta::seconds(self.seconds)).to_rfc3339()));
        match self.cents {
            Some(cents) => message.insert("cost".to_owned(), json!(f64::from(cents) / 100.0)),
            None => message.remove("cost"),
        };
        report
    }
}

/// The sums that there are, beside those of the records.
async fn sums(world: &World) -> [Vec<Value>; 2] {
    let kept = "SELECT organization_id, day, calls, seconds, cost_micros FROM daily_usage
                WHERE (calls, seconds, cost_micros) <> (0, 0, 0) ORDER BY 1, 2";
    let counted =
        "SELECT organization_id, day, count(*) AS calls, coalesce(sum(seconds), 0)::bigint AS seconds,
                       coalesce(sum(cost_micros), 0)::bigint AS cost_micros
                   FROM usage_records GROUP BY 1, 2 ORDER BY 1, 2";
    [world.query(kept).await, world.query(counted).await]
}

#[tokio::test]
async fn the_sums_of_days_are_those_of_their_records_whatever_comes_how_often_and_in_which_order() {
    let world = World::start().await;
    let tenants = [world.organization("Acme Dental").await, world.organization("Bolt Plumbing").await];
    start(&world);

    let mut runner = TestRunner::default();
    let draws = (anything_said(), 0..tenants.len(), 1_usize..4);
    let mut said = Vec::new();
    for zone in ["America/New_York", "Pacific/Auckland", "America/New_York"] {
        // From then on a call's day is another.
        world.execute(&format!("UPDATE organizations SET timezone = '{zone}'")).await;
        for _ in 0..25 {
            let (report, tenant, times) = draws.new_tree(&mut runner).unwrap().current();
            for _ in 0..times {
                world.deliver(&tenants[tenant], &report.report(&tenants[tenant])).await;
            }
            said.push((tenant, report));
        }
        world.settled().await;
        let [kept, counted] = sums(&world).await;
        assert_eq!(kept, counted, "{zone}, after {said:#?}");
    }
    let calls: BTreeSet<_> = said.iter().map(|(tenant, report)| (*tenant, report.call)).collect();
    let records = world.query("SELECT count(*) FROM usage_records").await;
    assert_eq!(records, [json!({"count": calls.len()})]);
    world.finish().await;
}

#[tokio::test]
async fn a_day_without_a_sum_is_summed_up_from_all_its_records() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start(&world);
    for n in 0..3 {
        world.deliver(&acme, &acme.vapi_call(&format!("call-{n}")).report()).await;
    }
    world.settled().await;
    world.execute("DELETE FROM daily_usage").await;
    for n in 3..9 {
        world.deliver(&acme, &acme.vapi_call(&format!("call-{n}")).report()).await;
    }
    world.settled().await;
    let [kept, counted] = sums(&world).await;
    assert_eq!(kept, counted);
    assert_eq!(kept[0]["calls"], 9);
    world.finish().await;
}
