//! Who sends too much, too large or too slowly.

use std::time::Duration;

use serde_json::json;
use testing::{Tenant, World, eventually};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::asking::{is_fallback, leave_message, results};
use crate::station::{Answer, Station};

const HANG: &str = r#"{"message":{"type":"hang"}}"#;

fn limit(name: &str) -> String {
    format!("CALLFLEX__WEBHOOK_INGEST__LIMITS__{name}")
}

/// A station where a token comes back every second, and the named limit has three at once.
fn start(world: &World, policy: &str) -> Station {
    let (rate, burst) = (limit(&format!("{policy}__PER_SECOND")), limit(&format!("{policy}__BURST")));
    let proxies = ("CALLFLEX__WEBHOOK_INGEST__TRUSTED_PROXIES", "127.0.0.1/32");
    Station::start_with(world, &world.settings_with(&[(&rate, "1"), (&burst, "3"), proxies]))
}

/// Posts until it is too much; the fastest machine needs four of them, a slow one has tokens come back
/// meanwhile.
async fn until_too_much(mut post: impl AsyncFnMut() -> Answer) -> Answer {
    let mut answer = post().await;
    let mut taken = 0;
    while answer.status != 429 {
        taken += 1;
        assert!(taken < 100, "{answer:?}");
        answer = post().await;
    }
    assert!(taken >= 3, "{taken}");
    answer
}

#[tokio::test]
async fn an_organization_that_sends_too_much_is_told_when_to_come_again() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    for policy in ["organization", "connection"] {
        let station = start(&world, &policy.to_uppercase());
        let hang = json!({"message": {"type": "hang"}});
        let answer = until_too_much(async || station.post(&acme, &hang).await).await;
        assert_eq!(answer.header("retry-after"), "1");
        assert_eq!(answer.header("ratelimit-policy"), format!("\"{policy}\";q=3;w=3"));
        assert_eq!(answer.header("ratelimit"), format!("\"{policy}\";r=0;t=1"));
        assert_eq!(answer.header("x-ratelimit-limit"), "3");
        answer.problem(429, "too_many_requests");

        let question = json!({"message": {"type": "tool-calls", "toolCallList": []}});
        assert_eq!(station.post(&acme, &question).await.status, 200, "a caller waits for it");
        assert_eq!(station.post(&bolt, &hang).await.status, 200, "another has a limit of its own");
    }
    world.settled().await;
    world.finish().await;
}

async fn from(station: &Station, tenant: &Tenant, source: &str, secret: &str) -> Answer {
    let request = station.request(&Station::path(tenant)).body(HANG);
    let request = request.header("X-Forwarded-For", source).header("X-Vapi-Secret", secret);
    Answer::of(request.send().await.unwrap()).await
}

#[tokio::test]
async fn an_unverified_source_that_guesses_is_stopped_and_no_other() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = start(&world, "STRANGERS");
    let own = acme.vapi_webhook_secret.as_str();
    let (guesser, vapi) = ("203.0.113.9", "198.51.100.1");

    let answer = until_too_much(async || from(&station, &acme, guesser, "guess").await).await;
    assert_eq!(answer.header("ratelimit-policy"), "\"strangers\";q=3;w=3");
    answer.problem(429, "too_many_requests");
    assert_eq!(from(&station, &acme, vapi, own).await.status, 200);
    // Vapi's customers share its addresses: one of them who guesses does not shut the others out.
    for _ in 0..10 {
        from(&station, &acme, vapi, "guess").await.problem(401, "not_verified");
    }
    assert_eq!(from(&station, &acme, vapi, own).await.status, 200);
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn a_known_address_that_guesses_is_limited_too_and_who_shares_it_is_not() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = start(&world, "KNOWN");
    let (shared, own) = ("198.51.100.1", acme.vapi_webhook_secret.as_str());
    assert_eq!(from(&station, &acme, shared, own).await.status, 200);

    let answer = until_too_much(async || from(&station, &acme, shared, "guess").await).await;
    assert_eq!(answer.header("ratelimit-policy"), "\"known\";q=3;w=3");
    answer.problem(429, "too_many_requests");
    let nobody = "/api/webhooks/vapi/org_01995b2e7c417e1b8d3a5f0a9b6c2d11";
    let tokens = format!("{}/oauth/token", Station::path(&acme));
    for path in [nobody, "/vapi-webhook", "/api/webhooks/integrations/crm", &tokens] {
        let request = station.request(path).header("X-Forwarded-For", shared).body(HANG);
        until_too_much_more(request).await;
    }
    assert_eq!(from(&station, &acme, shared, own).await.status, 200, "what is verified is taken");
    let elsewhere = from(&station, &acme, "198.51.100.2", "guess").await;
    elsewhere.problem(401, "not_verified");
    world.settled().await;
    world.finish().await;
}

/// Sends until it is too much, whichever token has come back meanwhile.
async fn until_too_much_more(request: reqwest::RequestBuilder) {
    eventually("it is too much", async || {
        let request = request.try_clone().unwrap();
        request.send().await.unwrap().status() == 429
    })
    .await;
}

#[tokio::test]
async fn after_a_flood_of_guesses_an_honest_sender_of_the_same_address_is_let_in() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = start(&world, "STRANGERS");
    let shared = "203.0.113.9";
    until_too_much(async || from(&station, &acme, shared, "guess").await).await;
    let honest = from(&station, &acme, shared, acme.vapi_webhook_secret.as_str()).await;
    assert_eq!(honest.status, 200, "{honest:?}");
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn who_asks_too_much_gets_the_fallback() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = start(&world, "QUESTIONS");
    let endpointing = json!({"message": {"type": "call.endpointing.request"}});
    for _ in 0..10 {
        assert_eq!(station.post(&acme, &endpointing).await.status, 200);
    }
    let question = leave_message(&acme, "call-1", "tool-1");
    let first = station.post(&acme, &question).await;
    assert!(!is_fallback(&results(&first, &["tool-1"])[0]), "endpointing has not used it up: {first:?}");
    eventually("it is too much", async || {
        let answer = station.post(&acme, &question).await;
        is_fallback(&results(&answer, &["tool-1"])[0])
    })
    .await;
    world.settled().await;
    world.finish().await;
}

/// Announces a body and sends a part of it.
async fn begin_slowly(station: &Station, tenant: &Tenant) -> TcpStream {
    let mut stream = TcpStream::connect(station.url.strip_prefix("http://").unwrap()).await.unwrap();
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: x\r\nX-Vapi-Secret: {}\r\nContent-Length: 100\r\n\r\n{{",
        Station::path(tenant),
        tenant.vapi_webhook_secret
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream
}

#[tokio::test]
async fn a_body_that_takes_too_long_is_cut_off() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let settings = world.settings_with(&[("CALLFLEX__WEBHOOK_INGEST__BODY_TIMEOUT", "200ms")]);
    let station = Station::start_with(&world, &settings);
    let mut stream = begin_slowly(&station, &acme).await;
    let mut answer = vec![0; 1024];
    let read =
        tokio::time::timeout(Duration::from_secs(10), stream.read(&mut answer)).await.unwrap().unwrap();
    let answer = String::from_utf8_lossy(&answer[..read]).into_owned();
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    world.finish().await;
}

#[tokio::test]
async fn beyond_the_requests_in_flight_the_answer_is_503() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let settings = world.settings_with(&[("CALLFLEX__WEBHOOK_INGEST__MAX_INFLIGHT_REQUESTS", "1")]);
    let station = Station::start_with(&world, &settings);
    let hang = json!({"message": {"type": "hang"}});
    let mut slow = begin_slowly(&station, &acme).await;
    let rejected = eventually("there is no room", async || {
        let answer = station.post(&acme, &hang).await;
        if answer.status == 200 {
            // The slow one may have come second, and have been turned away itself.
            slow = begin_slowly(&station, &acme).await;
            return None;
        }
        Some(answer)
    })
    .await;
    assert_eq!(rejected.header("retry-after"), "1");
    rejected.problem(503, "unavailable");
    drop(slow);
    eventually("there is room again", async || station.post(&acme, &hang).await.status == 200).await;
    world.settled().await;
    world.finish().await;
}
