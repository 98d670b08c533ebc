use std::time::Duration;

use outbox::{Relay, RelaySettings};
use secrecy::ExposeSecret as _;
use serde_json::json;
use sqlx::{Connection as _, PgConnection};
use testing::{Tables, World};
use url::Url;

#[tokio::test]
async fn a_world_starts_with_a_database_and_queues_of_its_own() {
    let first = World::start().await;
    first.organization("Acme Dental").await;
    let second = World::start().await;

    assert_eq!(first.query("SELECT name FROM organizations").await, [json!({"name": "Acme Dental"})]);
    assert!(second.query("SELECT name FROM organizations").await.is_empty());
    second.finish().await;
    first.finish().await;
}

#[tokio::test]
async fn tables_alone_know_organizations_and_forget_them_at_the_end() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let tx = world.db.tenant(acme.id).await.unwrap();
    let organization = db::organizations::own(&tx).await.unwrap().unwrap();
    assert_eq!(organization.name, "Acme Dental");
    drop(tx);
    let name = world.query("SELECT current_database() AS name").await[0]["name"].clone();
    let postgres = world.settings.database.owner_url().unwrap().clone();
    world.finish().await;

    let mut url = Url::parse(postgres.expose_secret()).unwrap();
    url.set_path("postgres");
    let mut connection = PgConnection::connect(url.as_str()).await.unwrap();
    let left = "SELECT count(*) FROM pg_database WHERE datname = $1";
    let left: i64 = sqlx::query_scalar(left).bind(name.as_str()).fetch_one(&mut connection).await.unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
#[should_panic(expected = "call world.finish()")]
async fn tables_that_are_not_finished_fail_the_test() {
    drop(Tables::start().await);
}

#[tokio::test]
async fn an_organization_can_be_called_and_notified() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let other = world.organization("Other").await;
    assert_ne!(acme.vapi_api_key, other.vapi_api_key);

    let seeds = world
        .query(
            "SELECT o.timezone, o.settings #>> '{notifications,sms,numbers,0}' AS sms,
                    m.role, a.vapi_assistant_id, l.phone_number, length(k.key_hash) AS key_hash
             FROM organizations o
             JOIN memberships m ON m.organization_id = o.id
             JOIN assistants a ON a.organization_id = o.id
             JOIN phone_numbers l ON l.organization_id = o.id
             JOIN api_keys k ON k.organization_id = o.id
             WHERE o.name = 'Acme Dental'",
        )
        .await;
    let expected = json!({
        "timezone": "America/New_York", "sms": acme.sms_number, "role": "owner",
        "vapi_assistant_id": acme.vapi_assistant_id, "phone_number": acme.line_number, "key_hash": 32,
    });
    assert_eq!(seeds, [expected]);
    world.finish().await;
}

#[tokio::test]
async fn the_messages_of_a_call_are_what_vapi_would_send() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let call =
        acme.vapi_call("call-1").from("+14155550123").placed_at("2026-01-02T03:04:05Z".parse().unwrap());

    let report = vapi::observe_message(call.report().to_string().as_bytes()).unwrap().unwrap();
    assert_eq!(report.vapi_call_id.as_str(), "call-1");
    assert_eq!(report.facts.placed_at, Some("2026-01-02T03:04:05Z".parse().unwrap()));
    assert_eq!(report.facts.customer_number.as_ref().unwrap().as_str(), "+14155550123");
    assert_eq!(report.facts.line_number.as_ref().unwrap().as_str(), acme.line_number);
    assert_eq!(report.facts.vapi_assistant_id, Some(acme.vapi_assistant_id));

    let listed = vapi::observe_api_call(call.listed()).unwrap();
    assert!(listed.is_final);
    assert_eq!(listed.facts.started_at, report.facts.started_at);
    assert_eq!(listed.facts.costs, report.facts.costs);
    assert_eq!(listed.facts.turns, report.facts.turns);
    world.finish().await;
}

#[tokio::test]
async fn a_service_runs_until_the_end_of_the_test() {
    let world = World::start().await;
    let settings = RelaySettings {
        system_url: world.settings.database.system_url().unwrap(),
        statement_timeout: Duration::from_secs(30),
    };
    let relay = Relay::new(settings, world.resources.bus.clone());
    let relay = world.spawn("relay", |shutdown| async move {
        relay.run(shutdown).await;
        Ok::<_, std::convert::Infallible>(())
    });
    world.settled().await;
    assert!(relay.is_running());
    relay.stop().await;
    world.finish().await;
}
