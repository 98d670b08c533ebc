//! Signatures made by code that is not ours, over real HTTP.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::IntegrationScheme;
use runtime::clock;
use serde::Deserialize;
use serde_json::{Value, json};
use testing::World;

use crate::connections::{Trust, add, in_an_hour, integrate};
use crate::senders;
use crate::station::{Answer, Station};

/// Where senders reach us. It is only signed, never requested.
pub(crate) const PUBLIC: &str = "https://hooks.callflex.example";

const SECRETS: [&str; 2] = ["the current secret", "the previous secret"];

const HANG: &str = r#"{"message":{"type":"hang"}}"#;

/// A request as a sender signed it.
#[derive(Clone, Deserialize)]
struct Signed {
    name: String,
    method: String,
    url: String,
    headers: BTreeMap<String, String>,
    body: String,
    secrets: Vec<String>,
    plan: Option<Value>,
    expect: String,
}

/// What a sender signs for an address of ours, now.
fn signed(sender: &str, path: &str, secrets: [&str; 2], foreign: &str, bodies: &[&str]) -> Vec<Signed> {
    let requests: Vec<Signed> = senders::run(&json!({
        "sender": sender, "url": format!("{PUBLIC}{path}"), "now": clock::now().timestamp(), "secrets": secrets,
        "stranger": foreign, "bodies": bodies,
    }));
    // The edges of the time window are passed while a request is on its way; the verifiers' own tests stand
    // still on them.
    let is_on_the_edge =
        |request: &Signed| ["oldest", "future"].iter().any(|edge| request.name.contains(edge));
    requests.into_iter().filter(|request| !is_on_the_edge(request)).collect()
}

async fn send(station: &Station, request: &Signed) -> Answer {
    assert_eq!(request.method, "POST");
    let (_, path) = request.url.split_at(request.url[8..].find('/').unwrap() + 8);
    let mut sent = station.request(path).body(request.body.clone());
    for (name, value) in &request.headers {
        sent = sent.header(name, value);
    }
    Answer::of(sent.send().await.unwrap()).await
}

/// Sends all of them; returns how many were to be accepted, and were.
async fn send_all(station: &Station, requests: &[Signed]) -> usize {
    let mut accepted = 0;
    for request in requests {
        let answer = send(station, request).await;
        match request.expect.as_str() {
            "accepted" => {
                accepted += 1;
                assert!((200..300).contains(&answer.status), "{}: {answer:?}", request.name);
            }
            _ => {
                answer.problem(401, "not_verified");
            }
        }
    }
    accepted
}

async fn archived(world: &World, what: &str) -> Vec<Value> {
    world.settled().await;
    world.query(&format!("SELECT {what}, count(*) FROM webhook_events GROUP BY 1 ORDER BY 1")).await
}

/// A station that is reached at [`PUBLIC`], however much comes unverified.
pub(crate) fn start(world: &World, more: &[(&str, &str)]) -> Station {
    let unverified =
        ["STRANGERS", "KNOWN"].map(|whose| format!("CALLFLEX__WEBHOOK_INGEST__LIMITS__{whose}__BURST"));
    let unverified = unverified.iter().map(|name| (name.as_str(), "100000"));
    let changes: Vec<_> =
        [("API_URL", PUBLIC)].into_iter().chain(unverified).chain(more.iter().copied()).collect();
    Station::start_with(world, &world.settings_with(&changes))
}

#[tokio::test]
async fn vapis_signatures_in_every_kind_of_plan_are_verified() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bodies = [HANG, "{\"message\": {\"type\":\"hang\", \"zoë\": \"😀\"}}\n"];
    let all = signed("vapi", &Station::path(&acme), SECRETS, "somebody else's", &bodies);
    // A connection a plan: what one of them rejects no other may take.
    let mut plans: Vec<(&Value, &[String])> = Vec::new();
    for request in &all {
        let plan = request.plan.as_ref().unwrap();
        if plans.last().is_none_or(|(last, _)| *last != plan) {
            plans.push((plan, &request.secrets));
        }
    }
    // 37 and the sizes of the table have no divisor in common, so that every field has each of its values.
    let kept: Vec<_> = plans.into_iter().step_by(37).collect();
    for (plan, secrets) in &kept {
        let trust = Trust::plan((*plan).clone(), &secrets[0]).beside(&secrets[1], in_an_hour());
        add(&world, &acme, trust).await;
    }
    let is_kept = |request: &&Signed| kept.iter().any(|(plan, _)| request.plan.as_ref() == Some(*plan));
    let requests: Vec<_> = all.iter().filter(is_kept).cloned().collect();
    let station = start(&world, &[]);

    let accepted = send_all(&station, &requests).await;
    assert!(kept.len() > 25 && accepted > 60, "{} plans, {accepted} accepted", kept.len());
    for request in requests.iter().filter(|request| request.expect == "accepted").step_by(7) {
        let mut changed = request.clone();
        changed.body = changed.body.replace("hang", "hank");
        send(&station, &changed).await.problem(401, "not_verified");
        let mut moved = request.clone();
        moved.url = moved.url.replace(&acme.id.to_string(), "org_01995b2e7c417e1b8d3a5f0a9b6c2d11");
        send(&station, &moved).await.problem(401, "not_verified");
    }
    let by_method = archived(&world, "verification").await;
    let methods: Vec<_> = by_method.iter().map(|row| row["verification"].as_str().unwrap()).collect();
    assert_eq!(methods, ["hmac-sha1", "hmac-sha256", "hmac-sha512"]);
    let stored: u64 = by_method.iter().map(|row| row["count"].as_u64().unwrap()).sum();
    assert_eq!(stored, accepted as u64);
    world.finish().await;
}

#[tokio::test]
async fn stripes_signatures_are_verified_and_its_events_are_assigned() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    world
        .execute("UPDATE organizations SET stripe_customer_id = 'cus_bolt' WHERE name = 'Bolt Plumbing'")
        .await;
    let station = start(&world, &[("STRIPE_WEBHOOK_SECRET", "whsec_new, whsec_old")]);
    let paid = json!({"id": "evt_1", "type": "invoice.paid", "data": {"object": {"customer": "cus_bolt"}}});
    let done = json!({"id": "evt_2", "type": "checkout.session.completed",
                      "data": {"object": {"metadata": {"organization_id": acme.id}, "customer": "cus_new"}}});
    let odd = json!({"id": "evt_3", "type": "a.type.of.tomorrow", "data": {"object": {"client_reference_id": acme.id, "metadata": {"organizationId": acme.id}}}});
    let bodies = [paid, done, odd].map(|body| body.to_string());
    let requests = signed(
        "stripe",
        "/api/webhooks/stripe",
        ["whsec_new", "whsec_old"],
        "whsec_other",
        &bodies.each_ref().map(String::as_str),
    );
    let accepted = send_all(&station, &requests).await;
    let mut changed = requests.iter().find(|request| request.expect == "accepted").unwrap().clone();
    changed.body = changed.body.replace("evt_1", "evt_9");
    send(&station, &changed).await.problem(401, "not_verified");
    changed.headers.clear();
    send(&station, &changed).await.problem(401, "not_verified");

    let by_type = archived(&world, "type || ' ' || verification || ' ' || organization_id").await;
    let column = "?column?";
    let types: Vec<_> = by_type.iter().map(|row| row[column].as_str().unwrap()).collect();
    let expected = [
        format!("a.type.of.tomorrow stripe {}", acme.id.0),
        format!("checkout.session.completed stripe {}", acme.id.0),
        format!("invoice.paid stripe {}", bolt.id.0),
    ];
    assert_eq!(types, expected);
    let stored: u64 = by_type.iter().map(|row| row["count"].as_u64().unwrap()).sum();
    assert_eq!(stored, accepted as u64);
    assert_eq!(world.query("SELECT count(*) FROM webhook_quarantine").await, [json!({"count": 0})]);
    world.finish().await;
}

#[tokio::test]
async fn twilios_signatures_are_verified_and_forms_are_kept_as_they_came() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = start(&world, &[("TWILIO_AUTH_TOKEN", "the token")]);
    let form = format!(
        "MessageStatus=delivered&To=%2B14155550199&From=%2B{}&Body=caf%C3%A9+%26+tea",
        &acme.line_number[1..]
    );
    let json = json!({"To": "ignored"}).to_string();
    let named = format!("/api/webhooks/twilio/status?organization_id={}", acme.id);
    let secrets = ["the token", "not taken"];
    let mut requests = signed("twilio", "/api/webhooks/twilio/sms", secrets, "another", &[&form, &json]);
    requests.retain(|request| {
        // A GET asks nothing of us, one token is all that there is, and a space can't be sent.
        request.method == "POST" && !request.name.contains("previous") && !request.url.contains(' ')
    });
    let accepted = send_all(&station, &requests).await;
    assert!(accepted >= 6, "{accepted}");

    let sms = requests.iter().find(|request| request.expect == "accepted" && request.body == form).unwrap();
    let answer = send(&station, sms).await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "text/xml"));
    let mut changed = sms.clone();
    changed.body = changed.body.replace("delivered", "sent");
    send(&station, &changed).await.problem(401, "not_verified");

    // The address is signed with the rest, so what we wrote into it may be believed.
    let status = signed("twilio", &named, secrets, "another", &["MessageStatus=sent"]);
    let status = status.iter().find(|request| request.name.contains("as it is, current")).unwrap();
    let status = Signed { url: format!("{PUBLIC}{named}"), ..resigned(status, &named) };
    assert_eq!(send(&station, &status).await.status, 204);

    world.settled().await;
    let kept = world
        .query("SELECT type, convert_from(body, 'UTF8') AS body, content_type, organization_id FROM webhook_events
                WHERE content_type LIKE 'application/x-www%' ORDER BY received_at DESC LIMIT 2")
        .await;
    let expected = |kind: &str, body: &str| {
        json!({"type": kind, "body": body, "organization_id": acme.id.0,
        "content_type": "application/x-www-form-urlencoded"})
    };
    assert_eq!(kept, [expected("status", "MessageStatus=sent"), expected("sms", &form)]);
    // The JSON bodies name no number.
    let quarantined = world.query("SELECT DISTINCT reason, provider FROM webhook_quarantine").await;
    assert_eq!(quarantined, [json!({"reason": "unknown", "provider": "twilio"})]);
    world.finish().await;
}

/// The senders know no address with a query; Twilio signs all of it.
fn resigned(request: &Signed, path: &str) -> Signed {
    let mut request = request.clone();
    let signature = twilio_signature(path, "MessageStatus=sent");
    request.headers.insert("x-twilio-signature".to_owned(), signature);
    request
}

/// What Twilio signs of a form without doubled names, with the token `the token`.
pub(crate) fn twilio_signature(path: &str, form: &str) -> String {
    use aws_lc_rs::hmac::{HMAC_SHA1_FOR_LEGACY_USE_ONLY, Key, sign};
    let key = Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, b"the token");
    let fields: BTreeMap<_, _> = url::form_urlencoded::parse(form.as_bytes()).collect();
    let fields: Vec<String> = fields.iter().map(|(name, value)| format!("{name}{value}")).collect();
    let fields = fields.concat();
    STANDARD.encode(sign(&key, format!("{PUBLIC}{path}{fields}").as_bytes()))
}

#[tokio::test]
async fn an_integration_is_verified_by_its_own_scheme() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    let secrets = [1_u8, 2, 3].map(|byte| format!("whsec_{}", STANDARD.encode([byte; 32])));
    let [current, previous, other] = secrets.each_ref().map(String::as_str);
    let standard = ("calendar", IntegrationScheme::StandardWebhooks);
    let connection =
        integrate(&world, &acme, standard, Trust::secret(current).beside(previous, in_an_hour())).await;
    integrate(&world, &bolt, standard, Trust::secret(other)).await;
    integrate(&world, &bolt, ("crm", IntegrationScheme::SharedSecret), Trust::secret("bolt's")).await;
    let station = start(&world, &[]);

    let body = json!({"type": "booking.created", "data": {}}).to_string();
    let named = format!("/api/webhooks/integrations/calendar/{}", acme.id);
    let foreign = format!("whsec_{}", STANDARD.encode([9; 32]));
    let mut accepted = 0;
    for path in [named.as_str(), "/api/webhooks/integrations/calendar"] {
        let requests = signed("standardwebhooks", path, [current, previous], &foreign, &[&body]);
        accepted += send_all(&station, &requests).await;
    }
    // Bolt's own secret opens Bolt's, and nothing at Acme's address.
    let bolts = signed("standardwebhooks", &named, [other, current], &foreign, &[&body]);
    let bolts = bolts.iter().find(|request| request.name == "webhook 0: current secret").unwrap();
    send(&station, bolts).await.problem(401, "not_verified");

    let crm = |secret: &'static str| {
        station.request("/api/webhooks/integrations/crm").header("X-Webhook-Secret", secret).body("<xml/>")
    };
    assert_eq!(crm("bolt's").send().await.unwrap().status().as_u16(), 200);
    Answer::of(crm("guess").send().await.unwrap()).await.problem(401, "not_verified");
    for nowhere in ["/api/webhooks/integrations/erp", "/api/webhooks/integrations/crm/nonsense"] {
        station.post_raw(nowhere, None, "{}").await.problem(401, "not_verified");
    }

    world.settled().await;
    let stored = world
        .query("SELECT provider, type, organization_id, connection_id = '00000000-0000-0000-0000-000000000000' AS none,
                       count(*) FROM webhook_events GROUP BY 1, 2, 3, 4 ORDER BY 1")
        .await;
    assert_eq!(stored.len(), 2, "{stored:?}");
    assert_eq!(stored[0]["provider"], "calendar");
    assert_eq!((&stored[0]["type"], &stored[0]["count"]), (&json!("booking.created"), &json!(accepted)));
    assert_eq!((&stored[1]["provider"], &stored[1]["type"]), (&json!("crm"), &json!("")));
    assert_eq!(stored[1]["organization_id"], json!(bolt.id.0));
    let connections =
        world.query("SELECT DISTINCT connection_id FROM webhook_events WHERE provider = 'calendar'").await;
    assert_eq!(connections, [json!({"connection_id": connection.0})]);
    world.finish().await;
}
