//! What a connection asks of its sender beside a signature.

use serde_json::json;
use testing::{Tenant, World};

use crate::connections::{Trust, add, an_hour_ago, in_an_hour, set};
use crate::signatures::start;
use crate::station::Station;

const HANG: &str = r#"{"message":{"type":"hang"}}"#;

async fn status_of(station: &Station, tenant: &Tenant, headers: &[(&str, &str)]) -> u16 {
    let mut request = station.request(&Station::path(tenant)).body(HANG);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn a_bearer_token_may_have_a_header_of_its_own_and_no_prefix() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    set(&world, &acme, acme.connection, Trust::plan(json!({"type": "bearer"}), "standard")).await;
    let plan = json!({"type": "bearer", "headerName": "X-Key", "bearerPrefixEnabled": false});
    add(&world, &acme, Trust::plan(plan, "bare")).await;
    let station = start(&world, &[]);
    for (name, value, status) in [
        ("Authorization", "Bearer standard", 200),
        ("X-Key", "bare", 200),
        ("X-Key", "Bearer bare", 401),
        ("X-Key", "standard", 401),
        ("Authorization", "bare", 401),
        ("X-Vapi-Secret", "standard", 401),
    ] {
        assert_eq!(status_of(&station, &acme, &[(name, value)]).await, status, "{name}: {value}");
    }
    let twice = [("X-Key", "bare"), ("X-Key", "bare")];
    assert_eq!(status_of(&station, &acme, &twice).await, 401, "of two headers none is taken");
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn a_previous_secret_is_taken_until_its_end() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    set(&world, &acme, acme.connection, Trust::secret("new").beside("old", in_an_hour())).await;
    set(&world, &bolt, bolt.connection, Trust::secret("new").beside("old", an_hour_ago())).await;
    let station = start(&world, &[]);
    for (tenant, secret, status) in [
        (&acme, "new", 200),
        (&acme, "old", 200),
        (&acme, "older", 401),
        (&bolt, "new", 200),
        (&bolt, "old", 401),
    ] {
        let got = status_of(&station, tenant, &[("X-Vapi-Secret", secret)]).await;
        assert_eq!(got, status, "{} {secret}", tenant.name);
    }
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn a_connection_with_source_ranges_is_reached_from_within_only() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let trust = Trust { sources: Some(vec!["203.0.113.0/24".to_owned()]), ..Trust::secret("s") };
    set(&world, &acme, acme.connection, trust).await;
    let station = start(&world, &[("CALLFLEX__WEBHOOK_INGEST__TRUSTED_PROXIES", "127.0.0.0/8,10.0.0.0/8")]);
    for (forwarded, status) in [
        ("203.0.113.9", 200),
        ("203.0.113.9, 10.0.0.1", 200),
        ("198.51.100.1", 401),
        ("203.0.113.9, 198.51.100.1", 401),
        ("", 401),
    ] {
        let headers = [("X-Vapi-Secret", "s"), ("X-Forwarded-For", forwarded)];
        assert_eq!(status_of(&station, &acme, &headers).await, status, "{forwarded}");
    }
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn without_trusted_proxies_no_sender_chooses_its_source() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let trust = Trust { sources: Some(vec!["203.0.113.0/24".to_owned()]), ..Trust::secret("s") };
    set(&world, &acme, acme.connection, trust).await;
    let station = start(&world, &[]);
    let headers = [("X-Vapi-Secret", "s"), ("X-Forwarded-For", "203.0.113.9")];
    assert_eq!(status_of(&station, &acme, &headers).await, 401);
    world.finish().await;
}

#[tokio::test]
async fn a_connection_that_cant_be_read_shuts_out_itself_alone() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let broken = add(&world, &acme, Trust::secret("broken")).await;
    let elsewhere = add(&world, &acme, Trust::secret("elsewhere")).await;
    for (set, id) in
        [("verification = '{\"type\": \"runes\"}'", broken), ("allowed_sources = '{nowhere}'", elsewhere)]
    {
        world.execute(&format!("UPDATE vapi_connections SET {set} WHERE id = '{}'", id.0)).await;
    }
    let station = start(&world, &[]);
    // Either may be good: what is not known is no reason to turn it away for good.
    for (secret, status) in [("broken", 503), ("elsewhere", 503), (acme.vapi_webhook_secret.as_str(), 200)] {
        assert_eq!(status_of(&station, &acme, &[("X-Vapi-Secret", secret)]).await, status, "{secret}");
    }
    world.settled().await;
    world.finish().await;
}
