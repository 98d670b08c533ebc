use domain::IntegrationScheme;
use serde_json::{Value, json};
use testing::World;

use crate::connections::{Trust, add, integrate};
use crate::station::{Answer, Station};

const HANG: &str = r#"{"message":{"type":"hang"}}"#;

async fn nothing_is_stored(world: &World) {
    world.settled().await;
    let stored = world
        .query("SELECT (SELECT count(*) FROM webhook_events) + (SELECT count(*) FROM webhook_spool) AS count")
        .await;
    assert_eq!(stored, [json!({"count": 0})]);
}

#[tokio::test]
async fn a_webhook_that_is_not_verified_is_rejected_and_not_stored() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    let station = Station::start(&world);
    let path = Station::path(&acme);

    station.post_raw(&path, None, HANG).await.problem(401, "not_verified");
    station.post_raw(&path, Some("guess"), HANG).await.problem(401, "not_verified");
    station.post_raw(&path, Some(&bolt.vapi_webhook_secret), HANG).await.problem(401, "not_verified");

    let foreign =
        json!({"message": {"type": "hang", "call": {"assistantId": acme.vapi_assistant_id}}}).to_string();
    let answer = station.post_raw("/vapi-webhook", Some(&bolt.vapi_webhook_secret), foreign).await;
    answer.problem(401, "not_verified");

    nothing_is_stored(&world).await;
    world.finish().await;
}

/// What an answer shows, but for what every answer has of its own.
fn shown(answer: &Answer) -> Value {
    let mut body = answer.body.clone();
    for own in ["request_id", "instance"] {
        body.as_object_mut().unwrap().remove(own);
    }
    let headers = ["content-type", "www-authenticate", "retry-after", "ratelimit"];
    json!({"status": answer.status, "headers": headers.map(|name| answer.header(name)), "body": body})
}

#[tokio::test]
async fn what_is_unknown_gets_the_same_answer_as_what_is_known_and_not_proved() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    // Nor does it show how many connections one has.
    let bolt = world.organization("Bolt Plumbing").await;
    add(&world, &bolt, Trust::secret("another")).await;
    integrate(&world, &acme, ("crm", IntegrationScheme::SharedSecret), Trust::secret("s")).await;
    let unverified = ("CALLFLEX__WEBHOOK_INGEST__LIMITS__STRANGERS__BURST", "1000");
    let station = Station::start_with(&world, &world.settings_with(&[unverified]));

    let nobody = "org_01995b2e7c417e1b8d3a5f0a9b6c2d11";
    let mut answers = Vec::new();
    for secret in [None, Some("guess"), Some("")] {
        let own = [&acme, &bolt].map(Station::path);
        let nobodys = ["/api/webhooks/vapi/nonsense".to_owned(), format!("/api/webhooks/vapi/{nobody}")];
        for path in own.iter().chain(&nobodys) {
            answers.push(station.post_raw(path, secret, HANG).await);
        }
        for provider in ["crm", "calendar"] {
            for whose in ["", &format!("/{}", acme.id), &format!("/{nobody}"), "/nonsense"] {
                let path = format!("/api/webhooks/integrations/{provider}{whose}");
                answers.push(station.post_raw(&path, secret, HANG).await);
            }
        }
        for named in [
            json!({}),
            json!({"call": {"assistantId": acme.vapi_assistant_id}}),
            json!({"call": {"assistantId": "nobodys"}}),
            json!({"phoneNumber": {"number": acme.line_number}}),
            json!({"phoneNumber": {"number": "+14155550000"}}),
            json!({"call": {"metadata": {"organization_id": acme.id}}}),
            json!({"call": {"metadata": {"organization_id": nobody}}}),
        ] {
            let mut message = named;
            message["type"] = json!("hang");
            let message = json!({ "message": message }).to_string();
            for path in ["/vapi-webhook", "/api/webhooks/vapi", "/functions/v1/vapi-webhook"] {
                answers.push(station.post_raw(path, secret, message.clone()).await);
            }
        }
    }
    assert_eq!(answers[0].status, 401);
    for answer in &answers {
        assert_eq!(shown(answer), shown(&answers[0]), "{answer:?}");
    }
    nothing_is_stored(&world).await;
    world.finish().await;
}

#[tokio::test]
async fn why_nothing_verified_a_webhook_is_counted() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = Station::start(&world);
    let path = Station::path(&acme);
    station.post_raw(&path, None, HANG).await.problem(401, "not_verified");
    station.post_raw(&path, Some("guess"), HANG).await.problem(401, "not_verified");
    station.post_raw("/api/webhooks/vapi/nonsense", None, HANG).await.problem(401, "not_verified");
    let metrics = reqwest::get(format!("{}/metrics", station.management_url)).await.unwrap();
    let metrics = metrics.text().await.unwrap();
    for reason in ["missing", "mismatch", "unknown"] {
        let counted = format!("webhooks_not_verified_total{{reason=\"{reason}\"}}");
        assert!(metrics.contains(&counted), "{counted} is not in:\n{metrics}");
    }
    world.finish().await;
}

#[tokio::test]
async fn a_broken_body_is_rejected_by_what_is_wrong_with_it() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = Station::start(&world);
    let secret = Some(acme.vapi_webhook_secret.as_str());

    for path in [Station::path(&acme), "/vapi-webhook".to_owned()] {
        let broken = station.post_raw(&path, secret, r#"{"message":"#).await.problem(400, "broken_json");
        assert_eq!(broken["detail"], "it breaks off or goes wrong at line 1, column 11");
        let untyped =
            station.post_raw(&path, secret, r#"{"message":{}}"#).await.problem(400, "no_message_type");
        assert_eq!(untyped["errors"][0]["pointer"], "/message/type");
    }
    nothing_is_stored(&world).await;
    world.finish().await;
}

#[tokio::test]
async fn a_body_over_the_limit_is_rejected_with_or_without_its_length() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let settings = world.settings_with(&[("CALLFLEX__WEBHOOK_INGEST__MAX_BODY_BYTES", "1000")]);
    let station = Station::start_with(&world, &settings);

    let large = json!({"message": {"type": "hang", "filler": "x".repeat(2000)}}).to_string();
    let path = Station::path(&acme);
    let answer = station.post_raw(&path, Some(&acme.vapi_webhook_secret), large.clone()).await;
    let problem: Value = answer.problem(413, "body_too_large");
    assert_eq!(problem["detail"], "the limit is 1000 bytes");

    let request = station.request(&path).header("X-Vapi-Secret", &acme.vapi_webhook_secret);
    let answer = request.header("Transfer-Encoding", "chunked").body(large).send().await.unwrap();
    Answer::of(answer).await.problem(413, "body_too_large");

    nothing_is_stored(&world).await;
    world.finish().await;
}
