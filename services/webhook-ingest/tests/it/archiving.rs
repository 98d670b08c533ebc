//! What the archive keeps of a webhook, and for how long.

use serde_json::json;
use testing::{World, eventually};

use crate::station::Station;

#[tokio::test]
async fn a_message_is_archived_with_what_it_is_found_by_and_without_its_secrets() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = Station::start(&world);
    let message = json!({"message": {
        "type": "transcript", "transcriptType": "partial", "transcript": "Hello",
        "call": {"id": "call-1", "monitor": {"controlUrl": "https://phone-call.vapi.ai/x/control"}},
        "assistant": {"server": {"secret": "s3cret"}},
    }});
    assert_eq!(station.post(&acme, &message).await.status, 200);
    let status = acme.vapi_call("call-1").in_progress();
    assert_eq!(station.post(&acme, &status).await.status, 200);
    eventually("both are archived", async || {
        world.query("SELECT count(*) FROM webhook_events").await == [json!({"count": 2})]
    })
    .await;

    let kept = world
        .query("SELECT type, vapi_call_id, is_noise, verification, provider FROM webhook_events ORDER BY type DESC")
        .await;
    let row = |kind: &str, is_noise: bool| {
        json!({"type": kind, "vapi_call_id": "call-1", "is_noise": is_noise, "verification": "x-vapi-secret",
               "provider": "vapi"})
    };
    assert_eq!(kept, [row("transcript", true), row("status-update", false)]);
    let bodies = world.query("SELECT convert_from(body, 'UTF8') AS body FROM webhook_events").await;
    let bodies = serde_json::to_string(&bodies).unwrap();
    assert!(!bodies.contains("s3cret") && !bodies.contains("phone-call.vapi.ai"), "{bodies}");
    assert!(bodies.contains("Hello") && bodies.contains("[redacted]"), "{bodies}");
    let days = world
        .query("SELECT count(*) FROM pg_class WHERE relispartition AND relkind = 'r' AND relname LIKE 'webhook_events_%'")
        .await;
    assert!(days[0]["count"].as_i64().unwrap() >= 1, "{days:?}");
    world.finish().await;
}

#[tokio::test]
async fn a_business_finds_its_own_words_in_the_archive_to_the_byte() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = Station::start(&world);
    let body = |secret: &str| {
        format!(
            r#"{{ "message": {{"type":"end-of-call-report", "cost": 0.10, "call": {{"id":"call-1", "metadata":{{"token":"door 4"}}}},
                "assistant": {{"server": {{"url":"https:\/\/x", "secret" : {secret}}}, "credentials": {secret}}},
                "analysis": {{"structuredData":{{"credentials":"MD","secret":"gate code"}}}},
                "artifact": {{"messages":[{{"toolCalls":[{{"function":{{"arguments":"{{\"password\":\"plum\"}}"}}}}]}}]}}}} }}"#
        )
    };
    let secret = Some(acme.vapi_webhook_secret.as_str());
    assert_eq!(station.post_raw(&Station::path(&acme), secret, body(r#""s3cret""#)).await.status, 200);
    let kept = eventually("it is archived", async || {
        let kept = world.query("SELECT convert_from(body, 'UTF8') AS body FROM webhook_events").await;
        kept.first().map(|row| row["body"].clone())
    })
    .await;
    assert_eq!(kept, json!(body(r#""[redacted]""#)));
    world.finish().await;
}

#[tokio::test]
async fn old_noise_and_old_days_go_and_the_rest_stays() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let old = |days: u32, kind: &str, is_noise: bool| {
        format!(
            "SELECT ensure_webhook_events_day(now() - interval '{days} days');
             INSERT INTO webhook_events (organization_id, id, provider, type, is_noise, verification, content_type, body, received_at, archived_at)
             SELECT '{}', gen_random_uuid(), 'vapi', '{kind}', {is_noise}, 'x-vapi-secret', '', '', at, at
             FROM (VALUES (now() - interval '{days} days')) AS old (at);",
            acme.id.0
        )
    };
    let rows = [
        old(0, "speech-update", true),
        old(2, "model-output", true),
        old(2, "hang", false),
        old(9, "status-update", false),
    ];
    world.execute(&rows.concat()).await;
    // Released late, and kept with its day for as long as anything.
    let late = old(20, "tool-calls", false);
    world.execute(&late.replace("at, at\n", "at, now()\n")).await;
    let settings = world.settings_with(&[("CALLFLEX__WEBHOOK_INGEST__ARCHIVE_RETENTION", "168h")]);
    Station::start_with(&world, &settings);
    eventually("what is old has gone", async || {
        let left = world.query("SELECT type FROM webhook_events ORDER BY type").await;
        left == ["hang", "speech-update", "tool-calls"].map(|kind| json!({"type": kind}))
    })
    .await;
    world.finish().await;
}
