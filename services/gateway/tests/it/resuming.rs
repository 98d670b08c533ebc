use sandbox::callers::CallScript;
use sandbox::player::{Pace, PlayOptions, play};
use serde_json::{Value, json};
use testing::{OwnServers, Tenant, World};

use crate::live::{log_silently, only_when_woken, target};
use crate::scene::{Api, Ingest, start_processor};
use crate::stream::{Block, Stream};

const CALLS: u64 = 12;

/// What the log has of an organization, by position.
async fn positions(world: &World, tenant: &Tenant) -> Vec<i64> {
    let rows = world
        .query(&format!(
            "SELECT position FROM events WHERE organization_id = '{}' ORDER BY position",
            tenant.id.0
        ))
        .await;
    rows.iter().map(|row| row["position"].as_i64().unwrap()).collect()
}

fn ids(events: &[Block]) -> Vec<i64> {
    events.iter().map(|event| event.id.unwrap()).collect()
}

fn organizations(events: &[Block]) -> Vec<&Value> {
    let mut found: Vec<&Value> =
        events.iter().map(|event| &event.data.as_ref().unwrap()["organization_id"]).collect();
    found.dedup();
    found
}

/// The last event of the log is one that no other follows.
async fn mark_the_end(world: &World, tenant: &Tenant) {
    world.deliver(tenant, &tenant.vapi_call("the-last").in_progress()).await;
}

fn is_the_end(event: &Block) -> bool {
    event.data.as_ref().unwrap()["data"]["call"]["vapiCallId"] == "the-last"
}

/// Follows until the end, hanging up after every few events and coming back with the id of the last.
async fn follow_with_interruptions(
    api: &Api,
    tenant: &Tenant,
    mut stream: Stream,
    every: usize,
) -> (Vec<Block>, usize) {
    let (mut seen, mut connections) = (Vec::new(), 1);
    loop {
        let event = stream.event().await.expect("the stream goes on");
        let is_last = is_the_end(&event);
        seen.push(event);
        if is_last {
            return (seen, connections);
        }
        if seen.len().is_multiple_of(every) {
            let last = stream.last_id.unwrap();
            drop(stream);
            stream = Stream::resume(api, &tenant.api_key, last).await;
            connections += 1;
        }
    }
}

#[tokio::test]
async fn whoever_hangs_up_and_comes_back_misses_nothing_and_gets_nothing_twice() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    start_processor(&world);
    let ingest = Ingest::start(&world);
    let api = Api::start_timed(&world, only_when_woken()).await;
    let (acmes, bolts) = (Stream::open(&api, &acme.api_key).await, Stream::open(&api, &bolt.api_key).await);

    let playing = async {
        let options = PlayOptions { pace: Pace::Compressed(60), concurrency: 4, ..PlayOptions::default() };
        let (acmes, bolts) = (target(&ingest, &acme), target(&ingest, &bolt));
        let (acmes, bolts) = tokio::join!(
            play(world.sandbox.vapi(), &acmes, CallScript::series(3, CALLS), &options),
            play(world.sandbox.vapi(), &bolts, CallScript::series(4, CALLS), &options),
        );
        assert_eq!((acmes.unwrap().reported, bolts.unwrap().reported), (CALLS, CALLS));
        world.settled().await;
        mark_the_end(&world, &acme).await;
        mark_the_end(&world, &bolt).await;
    };
    let following = async {
        tokio::join!(
            follow_with_interruptions(&api, &acme, acmes, 4),
            follow_with_interruptions(&api, &bolt, bolts, 7),
        )
    };
    let ((), ((acmes, connections), (bolts, _))) = tokio::join!(playing, following);

    assert!(connections > 5, "{connections}");
    println!("{} and {} events over {connections} connections", acmes.len(), bolts.len());
    for (tenant, seen) in [(&acme, &acmes), (&bolt, &bolts)] {
        assert_eq!(ids(seen), positions(&world, tenant).await);
        assert_eq!(organizations(seen), [&json!(tenant.id)]);
        let ended = seen.iter().filter(|event| event.name() == "call.ended").count();
        assert_eq!(ended as u64, CALLS);
    }
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn whatever_came_while_a_client_was_gone_is_sent_from_any_place_in_batches_too() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    // Both are in the log in turn, and there are more than are read at a time.
    world
        .execute(&format!(
            "INSERT INTO events (organization_id, id, name, type, schema_version, payload, source, occurred_at, position)
             SELECT CASE WHEN number % 2 = 0 THEN '{}'::uuid ELSE '{}'::uuid END, gen_random_uuid(), 'call.ended',
                    'callflex.calls.v1.CallEnded', 1, '', 'tests', now(), number
             FROM generate_series(1, 600) AS number",
            acme.id.0, bolt.id.0
        ))
        .await;
    let api = Api::start_timed(&world, only_when_woken()).await;

    for (tenant, after) in
        [(&acme, 0), (&acme, 1), (&acme, 2), (&bolt, 299), (&bolt, 398), (&acme, 400), (&acme, 598)]
    {
        let expected: Vec<i64> =
            positions(&world, tenant).await.into_iter().filter(|position| *position > after).collect();
        for header in [true, false] {
            let mut stream = if header {
                Stream::resume(&api, &tenant.api_key, after).await
            } else {
                Stream::of(api.asks(&format!("/api/v1/events?after={after}"), &tenant.api_key)).await
            };
            let mut sent = Vec::new();
            while sent.len() < expected.len() {
                sent.push(stream.event().await.unwrap());
            }
            assert_eq!(ids(&sent), expected, "after {after}");
            assert_eq!(organizations(&sent), [&json!(tenant.id)]);
        }
    }
    world.finish().await;
}

#[tokio::test]
async fn a_place_that_the_log_does_not_have_is_reset_to_its_end() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start_processor(&world);
    let api = Api::start_timed(&world, only_when_woken()).await;
    for number in 0..3 {
        world.deliver(&acme, &acme.vapi_call(&format!("call-{number}")).in_progress()).await;
    }
    world.settled().await;
    // As in a log whose beginning was cleared away.
    world.execute("DELETE FROM events WHERE position = 1").await;
    let last = positions(&world, &acme).await.pop().unwrap();

    for beyond in [last + 1, last + 1_000, i64::MAX, 0] {
        let mut stream = Stream::resume(&api, &acme.api_key, beyond).await;
        let reset = stream.event().await.unwrap();
        assert_eq!((reset.id, reset.name()), (Some(last), "reset"));
        assert_eq!(reset.data, Some(json!({"type": "reset"})));
    }
    // What comes next is sent, and nothing that was there before.
    let mut stream = Stream::resume(&api, &acme.api_key, last + 1).await;
    assert_eq!(stream.event().await.unwrap().name(), "reset");
    world.deliver(&acme, &acme.vapi_call("next").in_progress()).await;
    let next = stream.event().await.unwrap();
    assert_eq!((next.id, next.name()), (Some(last + 1), "call.started"));
    drop(stream);
    let mut stream = Stream::resume(&api, &acme.api_key, 1).await;
    assert_eq!(stream.event().await.unwrap().name(), "call.started", "the one before the first is good");
    drop(stream);
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn a_stream_without_a_place_begins_now() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start_processor(&world);
    let api = Api::start(&world).await;
    world.deliver(&acme, &acme.vapi_call("before").in_progress()).await;
    world.settled().await;
    let mut stream = Stream::open(&api, &acme.api_key).await;
    world.deliver(&acme, &acme.vapi_call("after").in_progress()).await;
    let event = stream.event().await.unwrap();
    assert_eq!(event.data.unwrap()["data"]["call"]["vapiCallId"], "after");
    drop(stream);
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn a_stream_outlives_rabbitmq_and_sends_what_it_was_not_woken_for_meanwhile() {
    let mut servers = OwnServers::start().await;
    let world = World::on(&servers).await;
    let acme = world.organization("Acme Dental").await;
    start_processor(&world);
    let api = Api::start_timed(&world, only_when_woken()).await;
    let mut stream = Stream::open(&api, &acme.api_key).await;

    servers.rabbitmq.stop().await;
    log_silently(&world, &acme).await;
    servers.rabbitmq.start_again().await.unwrap();
    let missed = stream.event().await.unwrap();
    assert_eq!((missed.id, missed.name()), (Some(1), "call.ended"));

    assert!(world.resources.bus.until_up().await);
    world.deliver(&acme, &acme.vapi_call("call-1").in_progress()).await;
    let next = stream.event().await.unwrap();
    assert_eq!((next.id, next.name()), (Some(2), "call.started"));
    drop(stream);
    world.settled().await;
    world.finish().await;
}
