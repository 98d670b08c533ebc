use std::time::Duration;

use call_processor::CallProcessor;
use chrono::{DateTime, Utc};
use db::SealKey;
use runtime::clock;
use sandbox::callers::History;
use sandbox::faults::ApiFaults;
use serde_json::json;
use testing::{Tenant, World, eventually};
use vapi_sync::{Import, ImportError, Progress, VapiSync};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

async fn import(world: &World, tenant: &Tenant, from: &str, to: &str) -> Result<Progress, ImportError> {
    let seal_key = SealKey::new(world.settings.security.seal_key().unwrap()).unwrap();
    let accounts = vapi_sync::accounts(&world.resources.db, &seal_key, tenant.id).await.unwrap();
    let account = accounts.into_iter().next().unwrap();
    let http = runtime::http::client(Duration::from_secs(30)).unwrap();
    let base_url = world.settings.section::<vapi::VapiSettings>().unwrap().base_url;
    let import = Import::new(world.resources.db.clone(), http, base_url, account, Duration::from_millis(1));
    import.run(at(from), at(to), |_| {}).await
}

fn keep(world: &World, tenant: &Tenant, count: u64, from: &str, to: &str) {
    let history = History { count, from: at(from), to: at(to), seed: 7, line: tenant.sandbox_line() };
    for call in history.calls().unwrap() {
        world.sandbox.vapi().keep_call(call);
    }
}

async fn calls(world: &World) -> i64 {
    world.query("SELECT count(*) FROM calls").await[0]["count"].as_i64().unwrap()
}

#[tokio::test]
async fn more_calls_than_an_answer_holds_are_all_imported_once() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    keep(&world, &acme, 1050, "2026-11-01T00:00:00Z", "2026-11-14T00:00:00Z");

    let first = import(&world, &acme, "2026-11-01T00:00:00Z", "2026-11-15T00:00:00Z").await.unwrap();
    assert_eq!((first.fetched, first.added, first.failed), (1050, 1050, 0), "{first:?}");
    assert!(first.requests >= 3 && first.overfull.is_empty(), "{first:?}");
    assert!((first.done - 1.0).abs() < f64::EPSILON);
    assert_eq!(calls(&world).await, 1050);

    let again = import(&world, &acme, "2026-11-01T00:00:00Z", "2026-11-15T00:00:00Z").await.unwrap();
    assert_eq!((again.added, again.updated, again.unchanged), (0, 0, 1050), "{again:?}");
    assert_eq!(calls(&world).await, 1050);
    world.finish().await;
}

#[tokio::test]
async fn only_the_range_and_the_organizations_own_calls_are_imported() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    keep(&world, &acme, 40, "2026-11-01T00:00:00Z", "2026-11-11T00:00:00Z");

    let progress = import(&world, &acme, "2026-11-01T00:00:00Z", "2026-11-05T23:59:59.999Z").await.unwrap();
    assert!((1..40).contains(&progress.fetched), "{progress:?}");
    let outside = "SELECT count(*) FROM calls WHERE placed_at >= '2026-11-06' OR organization_id <> ";
    assert_eq!(world.query(&format!("{outside}'{}'", acme.id.0)).await, [json!({"count": 0})]);

    let none = import(&world, &bolt, "2026-11-01T00:00:00Z", "2026-11-15T00:00:00Z").await.unwrap();
    assert_eq!(none.fetched, 0);
    world.finish().await;
}

#[tokio::test]
async fn a_call_known_from_webhooks_and_from_the_api_is_one_call() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    world.run::<CallProcessor>();

    let before = acme.vapi_call("11111111-1111-4111-8111-111111111111");
    let after = acme.vapi_call("22222222-2222-4222-8222-222222222222");
    world.deliver(&acme, &before.report()).await;
    world.settled().await;
    world.sandbox.vapi().keep_raw_call(before.listed()).unwrap();
    world.sandbox.vapi().keep_raw_call(after.listed()).unwrap();
    let progress = import(&world, &acme, "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z").await.unwrap();
    assert_eq!((progress.fetched, progress.added), (2, 1), "{progress:?}");
    world.deliver(&acme, &after.report()).await;
    world.settled().await;

    let rows = world
        .query("SELECT status, ended_reason, duration_seconds, cost, summary, customer_number FROM calls")
        .await;
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0], rows[1]);
    let ended = world.events(&acme).await.into_iter().filter(|(name, _)| name == "call.ended").count();
    assert_eq!(ended, 2);
    world.finish().await;
}

#[tokio::test]
async fn more_calls_at_one_moment_than_vapi_shows_are_reported() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let moment = "2026-11-03T10:00:00.000Z";
    for n in 0..1001_u32 {
        let mut call = acme.vapi_call(&format!("33333333-3333-4333-8333-{n:012}")).listed();
        call["createdAt"] = json!(moment);
        // What was said is most of a call, and nothing here reads it.
        for part in ["analysis", "artifact", "messages"] {
            call.as_object_mut().unwrap().remove(part);
        }
        world.sandbox.vapi().keep_raw_call(call).unwrap();
    }
    let progress = import(&world, &acme, "2026-11-03T00:00:00Z", "2026-11-04T00:00:00Z").await.unwrap();
    assert_eq!(progress.overfull, [at(moment)]);
    assert_eq!(progress.fetched, 1000);
    world.finish().await;
}

#[tokio::test]
async fn a_rejected_key_ends_the_import_with_that_reason() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let down = ApiFaults { error_rate: 1.0, error_status: 401, ..ApiFaults::default() };
    world.sandbox.vapi().set_api_faults(down).unwrap();
    let error = import(&world, &acme, "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z").await.unwrap_err();
    assert!(runtime::error_chain(&error).contains("Vapi rejected the API key (401)"), "{error:?}");
    world.finish().await;
}

#[tokio::test]
async fn the_service_imports_the_latest_calls_of_every_organization() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    for (tenant, first) in [(&acme, 1), (&bolt, 4)] {
        for number in first..first + 3 {
            let mut call = tenant.vapi_call(&format!("44444444-4444-4444-8444-{number:012}")).listed();
            call["createdAt"] = json!(clock::now());
            world.sandbox.vapi().keep_raw_call(call).unwrap();
        }
    }

    world.run_with::<VapiSync>(&world.settings_with(&[("CALLFLEX__VAPI_SYNC__EVERY", "1s")]));
    eventually("all are imported", async || calls(&world).await == 6).await;
    world.finish().await;
}

#[tokio::test]
async fn an_account_that_does_not_open_is_named_and_the_others_are_imported() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    for (tenant, number) in [(&acme, 1), (&bolt, 2)] {
        let mut call = tenant.vapi_call(&format!("55555555-5555-4555-8555-{number:012}")).listed();
        call["createdAt"] = json!(clock::now());
        world.sandbox.vapi().keep_raw_call(call).unwrap();
    }
    let broken = "UPDATE vapi_connections SET api_key = set_byte(api_key, 20, get_byte(api_key, 20) # 1)";
    world.execute(&format!("{broken} WHERE id = '{}'", bolt.connection.0)).await;

    let sync = world.run_with::<VapiSync>(&world.settings_with(&[("CALLFLEX__VAPI_SYNC__EVERY", "1s")]));
    eventually("the other account's call is imported", async || calls(&world).await == 1).await;
    eventually("the account is named", async || {
        let ready = reqwest::get(format!("{}/readyz", sync.management_url())).await.unwrap();
        let (status, body) = (ready.status().as_u16(), ready.json::<serde_json::Value>().await.unwrap());
        let reason = body["checks"]["connections"]["reason"].as_str().unwrap_or_default();
        status == 200 && reason.contains(&bolt.connection.to_string())
    })
    .await;
    world.finish().await;
}
