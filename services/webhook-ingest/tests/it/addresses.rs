//! Every address, and what is no address.

use domain::IntegrationScheme;
use reqwest::Method;
use serde_json::{Value, json};
use testing::World;

use crate::connections::{Trust, integrate};
use crate::station::{Answer, Station};

async fn request(station: &Station, method: &str, path: &str) -> Answer {
    #[expect(clippy::disallowed_methods, reason = "the sender is a third party, without our User-Agent")]
    let http = reqwest::Client::new();
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    Answer::of(http.request(method, format!("{}{path}", station.url)).send().await.unwrap()).await
}

#[tokio::test]
async fn every_address_takes_a_post_and_nothing_else() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    integrate(&world, &acme, ("crm", IntegrationScheme::SharedSecret), Trust::secret("s")).await;
    // Many a try without proof of anything.
    let unverified = ("CALLFLEX__WEBHOOK_INGEST__LIMITS__STRANGERS__BURST", "100000");
    let settings = world.settings_with(&[("STRIPE_WEBHOOK_SECRET", "whsec_1"), unverified]);
    let station = Station::start_with(&world, &settings);
    let own = Station::path(&acme);
    for path in [
        "/api/webhooks/vapi",
        &own,
        &format!("{own}/oauth/token"),
        "/api/webhooks/stripe",
        "/api/webhooks/twilio",
        "/api/webhooks/twilio/status",
        "/api/webhooks/twilio/studio/flow",
        "/api/webhooks/integrations/crm",
        &format!("/api/webhooks/integrations/crm/{}", acme.id),
        "/vapi-webhook",
        "/functions/v1/vapi-webhook",
    ] {
        for path in [path.to_owned(), format!("{path}/"), format!("/{path}"), format!("/{path}/")] {
            let posted = request(&station, "POST", &path).await.status;
            assert!([400, 401].contains(&posted), "{path}: {posted}");
        }
        for method in ["GET", "PUT", "DELETE", "PATCH", "BREW"] {
            let answer = request(&station, method, path).await;
            assert_eq!(answer.header("allow"), "POST", "{method} {path}");
            answer.problem(405, "method_not_allowed");
        }
        request(&station, "GET", &format!("{path}/")).await.problem(405, "method_not_allowed");
    }
    for path in ["/", "/api/webhooks", "/api/webhooks/", "/api/webhooks/github", "/api/webhooks/vapi/a/b/c"] {
        request(&station, "POST", path).await.problem(404, "not_found");
    }
    for method in ["POST", "GET"] {
        let gone = request(&station, method, "/vapi").await.problem(410, "gone");
        assert!(gone["detail"].as_str().unwrap().contains("/api/webhooks/vapi/{organization_id}"), "{gone}");
    }
    world.finish().await;
}

#[tokio::test]
async fn one_slash_too_many_is_the_same_address_and_signed_as_it_was_sent() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = crate::signatures::start(&world, &[("TWILIO_AUTH_TOKEN", "the token")]);
    let form = format!("CallSid=CA1&CallStatus=ringing&To=%2B{}", &acme.line_number[1..]);
    let post = async |sent: &str, signed: &str| {
        let signature = crate::signatures::twilio_signature(signed, &form);
        let request = station.request(sent).header("X-Twilio-Signature", signature);
        let request = request.header("Content-Type", "application/x-www-form-urlencoded");
        Answer::of(request.body(form.clone()).send().await.unwrap()).await
    };
    // What came in waits for instructions, whatever the address says of it.
    let mut kinds = Vec::new();
    for (path, kind) in [
        ("/api/webhooks/twilio/", "voice"),
        ("/api/webhooks/twilio", "voice"),
        ("//api/webhooks/twilio/", "voice"),
        ("/api/webhooks/twilio/voice/", "voice"),
        ("/api/webhooks/twilio/calls/", "calls"),
    ] {
        let answer = post(path, path).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, "text/xml"), "{path}");
        kinds.push(json!({ "type": kind }));
    }
    let path = "/api/webhooks/twilio/status/";
    assert_eq!(post(path, path).await.status, 204);
    kinds.push(json!({"type": "status"}));
    post(path, "/api/webhooks/twilio/status").await.problem(401, "not_verified");
    world.settled().await;
    let archived = world.query("SELECT type FROM webhook_events WHERE provider = 'twilio' ORDER BY id").await;
    assert_eq!(archived, kinds);
    world.finish().await;
}

#[tokio::test]
async fn a_provider_that_is_not_configured_is_not_there() {
    let world = World::start().await;
    let settings = world.settings_with(&[("TWILIO_AUTH_TOKEN", "")]);
    let station = Station::start_with(&world, &settings);
    for path in ["/api/webhooks/stripe", "/api/webhooks/twilio/sms", "/api/webhooks/twilio/"] {
        station.post_raw(path, None, "{}").await.problem(404, "not_configured");
    }
    world.finish().await;
}

#[tokio::test]
async fn old_shapes_are_taken_at_every_address_of_vapis() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    world.organization("Bolt Plumbing").await;
    let station = Station::start(&world);
    let call = |id: &str| json!({"id": id, "assistantId": acme.vapi_assistant_id});
    let own = Station::path(&acme);
    let mut sent = 0;
    for path in [
        own.as_str(),
        &format!("{own}/"),
        "/api/webhooks/vapi",
        "/vapi-webhook",
        "/functions/v1/vapi-webhook",
    ] {
        for message in [
            json!({"type": "call-start", "call": call(path)}),
            json!({"type": "call-end", "call": call(path), "endedReason": "customer-ended-call"}),
            json!({"type": "function-call", "call": call(path), "functionCall": {"name": "orderPizza", "parameters": {}}}),
            // It names no organization: the secret is Acme's.
            json!({"function": "orderPizza", "parameters": {}}),
        ] {
            let answer = station.post_raw(path, Some(&acme.vapi_webhook_secret), message.to_string()).await;
            assert_eq!(answer.status, 200, "{path} {message}: {answer:?}");
            assert_eq!(
                answer.body["result"].is_string(),
                message.to_string().contains("orderPizza"),
                "{answer:?}"
            );
            sent += 1;
        }
    }
    world.settled().await;
    let archived = world
        .query("SELECT type, organization_id, count(*) FROM webhook_events GROUP BY 1, 2 ORDER BY 1")
        .await;
    let total: i64 = archived.iter().map(|row| row["count"].as_i64().unwrap()).sum();
    assert_eq!(total, sent);
    assert!(archived.iter().all(|row| row["organization_id"] == json!(acme.id.0)), "{archived:?}");
    let types: Vec<&Value> = archived.iter().map(|row| &row["type"]).collect();
    assert_eq!(types, ["call-end", "call-start", "function-call"]);
    world.finish().await;
}
