use std::time::Duration;

use gateway::StreamTiming;
use jsonwebtoken::{EncodingKey, Header};
use runtime::clock;
use sandbox::callers::CallScript;
use sandbox::player::{Pace, PlayOptions, Report, Target, play};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use testing::{Tenant, World, eventually};

use crate::scene::{Api, Ingest, add_key, start_processor};
use crate::stream::{Block, Stream};

/// One hour: longer than any test, so that it does not happen.
const NEVER: Duration = Duration::from_hours(1);
const SOON: Duration = Duration::from_millis(200);

/// Streams that look when they begin and when they are woken.
pub(crate) fn only_when_woken() -> StreamTiming {
    StreamTiming { heartbeat: NEVER, poll: NEVER, recheck: NEVER }
}

/// An answered call with a tool call, spoken for half a minute or more.
fn a_long_call() -> CallScript {
    let is_long = |call: &CallScript| {
        let spoken = call.answered_ms.map_or(0, |answered| call.ended_ms - answered);
        (30_000..120_000).contains(&spoken) && call.tool_uses().count() > 0 && call.customer_number.is_some()
    };
    CallScript::series(1, 200).find(is_long).unwrap()
}

pub(crate) fn target(ingest: &Ingest, tenant: &Tenant) -> Target {
    Target { line: tenant.sandbox_line(), ..Target::new(ingest.address(tenant), &tenant.vapi_webhook_secret) }
}

/// Plays one call in six to twenty-four seconds, so that even a slow machine sees its start before its end.
async fn play_one(world: &World, ingest: &Ingest, tenant: &Tenant) -> Report {
    let options = PlayOptions { pace: Pace::Compressed(5), ..PlayOptions::default() };
    play(world.sandbox.vapi(), &target(ingest, tenant), [a_long_call()], &options).await.unwrap()
}

async fn count(world: &World, name: &str) -> Value {
    world.query(&format!("SELECT count(*) FROM events WHERE name = '{name}'")).await[0]["count"].clone()
}

/// Writes an event into the log as the relay leaves it, and publishes nothing.
pub(crate) async fn log_silently(world: &World, tenant: &Tenant) {
    world
        .execute(&format!(
            "INSERT INTO events (organization_id, id, name, type, schema_version, payload, source, occurred_at, position)
             VALUES ('{}', gen_random_uuid(), 'call.ended', 'callflex.calls.v1.CallEnded', 1, '', 'tests', now(),
                     nextval('events_position'))",
            tenant.id.0
        ))
        .await;
}

#[tokio::test]
async fn a_call_is_seen_while_it_goes_on_from_its_start_to_its_end() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start_processor(&world);
    let ingest = Ingest::start(&world);
    // Without a poll, what comes was woken for.
    let api = Api::start_timed(&world, only_when_woken()).await;
    let mut stream = Stream::open(&api, &acme.api_key).await;

    let watching = async {
        let mut seen = stream.until("call.started").await;
        assert_eq!(count(&world, "call.ended").await, 0, "the call was over when its start was seen");
        seen.extend(stream.until("call.ended").await);
        seen.extend(stream.until("lead.created").await);
        seen
    };
    let (report, seen) = tokio::join!(play_one(&world, &ingest, &acme), watching);
    assert_eq!((report.calls, report.reported, report.failed), (1, 1, 0));
    world.settled().await;

    let names: Vec<&str> = seen.iter().map(Block::name).collect();
    assert_eq!((names.first(), names.contains(&"call.ended")), (Some(&"call.started"), true), "{names:?}");
    let logged = world.events(&acme).await;
    assert_eq!(seen.len(), logged.len(), "{names:?}");
    for (event, (name, payload)) in seen.iter().zip(&logged) {
        let data = event.data.as_ref().unwrap();
        assert_eq!((event.name(), &data["type"], &data["data"]), (name.as_str(), &json!(name), payload));
        assert_eq!(data["organization_id"], json!(acme.id));
    }
    let call = api.call(&acme, &a_long_call().call_id.to_string()).await;
    for event in seen.iter().filter(|event| event.name().starts_with("call.")) {
        assert_eq!(event.data.as_ref().unwrap()["data"]["call"]["id"], call["id"]);
    }
    drop(stream);
    world.finish().await;
}

#[tokio::test]
async fn an_event_without_a_wake_up_is_found_all_the_same() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start_timed(&world, StreamTiming { poll: SOON, ..only_when_woken() }).await;
    let mut stream = Stream::open(&api, &acme.api_key).await;
    for _ in 0..3 {
        let before = stream.last_id.clone();
        log_silently(&world, &acme).await;
        let event = stream.event().await.unwrap();
        assert_eq!(event.name(), "call.ended");
        assert_ne!(event.id, before);
    }
    drop(stream);
    world.finish().await;
}

#[tokio::test]
async fn an_idle_stream_sends_heartbeats_with_how_far_it_has_come() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start_timed(&world, StreamTiming { heartbeat: SOON, poll: SOON, recheck: NEVER }).await;
    let mut stream = Stream::of(api.asks("/api/v1/events?types=lead.created", &acme.api_key)).await;
    let alive = |id| Block { id, comment: Some("heartbeat".to_owned()), ..Block::default() };
    let opened = stream.last_id.clone();
    assert_eq!(stream.block().await, Some(alive(opened.clone())));
    // Passed over, as it is of another type.
    log_silently(&world, &acme).await;
    let further = eventually("it has come further", async || {
        let block = stream.block().await.unwrap();
        (block.id != opened).then_some(block)
    })
    .await;
    assert_eq!(further, alive(further.id.clone()));
    drop(stream);
    world.finish().await;
}

#[tokio::test]
async fn only_the_types_that_were_asked_for_are_sent() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start_processor(&world);
    let api = Api::start(&world).await;
    let mut stream =
        Stream::of(api.asks("/api/v1/events?types=call.ended,lead.created", &acme.api_key)).await;
    world.deliver(&acme, &acme.vapi_call("call-1").in_progress()).await;
    world.deliver(&acme, &acme.vapi_call("call-1").report()).await;
    let names: Vec<String> =
        stream.until("lead.created").await.iter().map(|event| event.name().to_owned()).collect();
    assert_eq!(names, ["call.ended", "lead.created"]);
    drop(stream);
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn a_stream_that_can_not_be_is_rejected_by_what_is_wrong_with_it() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start(&world).await;
    for (query, pointer, code) in [
        ("kind=x", "?kind", "unknown"),
        ("after=-1", "?after", "invalid"),
        ("after=1&after=2", "?after", "repeated"),
        ("types=call.ended,,x", "?types", "invalid"),
    ] {
        let named =
            api.get(&format!("/api/v1/events?{query}"), &acme.api_key).await.named(400, "invalid_query");
        assert_eq!(named, [(pointer.to_owned(), code.to_owned())], "{query}");
    }
    let request = api.asks("/api/v1/events", &acme.api_key).header("Last-Event-ID", "x");
    crate::scene::Answer::of(request.send().await.unwrap()).await.problem(400, "invalid_header");
    world.finish().await;
}

#[tokio::test]
async fn a_stream_ends_when_its_key_is_revoked_and_others_go_on() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start_timed(&world, StreamTiming { heartbeat: SOON, poll: SOON, recheck: SOON }).await;
    let key = add_key(&world, &acme, &["events:read"]).await;
    let revoked = Stream::open(&api, &key).await;
    let mut other = Stream::open(&api, &acme.api_key).await;

    world.execute("UPDATE api_keys SET revoked_at = now() WHERE name = 'one more'").await;
    revoked.ended().await;
    log_silently(&world, &acme).await;
    assert_eq!(other.event().await.unwrap().name(), "call.ended");
    drop(other);
    world.finish().await;
}

#[tokio::test]
async fn a_stream_ends_when_a_membership_ends_or_no_longer_allows_it() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start_timed(&world, StreamTiming { recheck: SOON, ..only_when_woken() }).await;
    let token = api.token(&acme).await;
    for (end, undo) in [
        ("UPDATE memberships SET role = 'billing'", "UPDATE memberships SET role = 'owner'"),
        ("UPDATE organizations SET is_active = false", "UPDATE organizations SET is_active = true"),
        ("DELETE FROM memberships", "SELECT"),
    ] {
        let stream = Stream::open(&api, &token).await;
        world.execute(end).await;
        stream.ended().await;
        world.execute(undo).await;
    }
    world.finish().await;
}

#[tokio::test]
async fn a_stream_ends_when_its_token_does() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start_timed(&world, only_when_woken()).await;
    let now = clock::now().timestamp();
    // Time enough to open the stream.
    let end = now + 10;
    let claims = json!({
        "sub": acme.user, "org": acme.id, "role": "owner", "iat": now, "exp": end,
        "iss": "callflex", "aud": "callflex-api",
    });
    let secret = world.settings.security.jwt_secret().unwrap().expose_secret();
    let key = EncodingKey::from_secret(secret.as_bytes());
    let token = jsonwebtoken::encode(&Header::default(), &claims, &key).unwrap();
    Stream::open(&api, &token).await.ended().await;
    assert!(clock::now().timestamp() >= end);
    world.finish().await;
}

#[tokio::test]
async fn a_stream_ends_well_when_the_service_stops() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start_timed(&world, only_when_woken()).await;
    let stream = Stream::open(&api, &acme.api_key).await;
    let ((), ()) = tokio::join!(world.finish(), stream.ended());
}
