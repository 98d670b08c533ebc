use sandbox::callers::CallScript;
use sandbox::player::{Pace, PlayOptions, play};
use serde_json::{Value, json};
use testing::{OwnServers, Tenant, World};

use crate::live::{log_silently, only_when_woken, target};
use crate::scene::{Api, Ingest, start_processor};
use crate::stream::{Block, Stream};

const CALLS: u64 = 12;

/// What the log has of an organization, in its order.
async fn logged(world: &World, tenant: &Tenant) -> Vec<String> {
    let rows = world
        .query(&format!("SELECT id FROM events WHERE organization_id = '{}' ORDER BY position", tenant.id.0))
        .await;
    rows.iter().map(|row| format!("evt_{}", row["id"].as_str().unwrap().replace('-', ""))).collect()
}

/// The ids in the data of events.
fn ids(events: &[Block]) -> Vec<&str> {
    events.iter().map(|event| event.data.as_ref().unwrap()["id"].as_str().unwrap()).collect()
}

/// Reads so many events from a place on.
async fn read_after(api: &Api, tenant: &Tenant, place: &str, count: usize) -> Vec<Block> {
    let mut stream = Stream::resume(api, &tenant.api_key, place).await;
    let mut read = Vec::new();
    while read.len() < count {
        read.push(stream.event().await.unwrap());
    }
    read
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
            let last = stream.last_id.clone().unwrap();
            drop(stream);
            stream = Stream::resume(api, &tenant.api_key, &last).await;
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
        assert_eq!(ids(seen), logged(&world, tenant).await);
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

    for tenant in [&acme, &bolt] {
        // 0 is the beginning.
        let all = read_after(&api, tenant, "0", 300).await;
        assert_eq!(ids(&all), logged(&world, tenant).await);
        assert_eq!(organizations(&all), [&json!(tenant.id)]);
        for place in [0, 1, 149, 199, 298] {
            let (after, expected) = (all[place].id.clone().unwrap(), &all[place + 1..]);
            assert_eq!(read_after(&api, tenant, &after, expected.len()).await, expected, "{place}");
            let path = format!("/api/v1/events?after={after}");
            let mut stream = Stream::of(api.asks(&path, &tenant.api_key)).await;
            assert_eq!(stream.event().await.as_ref(), expected.first(), "{place}");
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
    let all = read_after(&api, &acme, "0", 3).await;
    let place = |number: usize| all[number].id.clone().unwrap();
    let (first, last) = (place(0), place(2));
    // As in a log whose beginning was cleared away.
    world.execute("DELETE FROM events WHERE position = 1").await;

    let (never, former) = ("0".repeat(32), i64::MAX.to_string());
    for beyond in ["0", "1", "2", "1003", &former, &never] {
        let mut stream = Stream::resume(&api, &acme.api_key, beyond).await;
        let reset = stream.event().await.unwrap();
        assert_eq!((reset.id.as_ref(), reset.name()), (Some(&last), "reset"), "{beyond}");
        assert_eq!(reset.data, Some(json!({"type": "reset"})));
    }
    // What comes next is sent, and nothing that was there before.
    let mut stream = Stream::resume(&api, &acme.api_key, &never).await;
    assert_eq!(stream.event().await.unwrap().name(), "reset");
    world.deliver(&acme, &acme.vapi_call("next").in_progress()).await;
    assert_eq!(stream.event().await.unwrap().name(), "call.started");
    drop(stream);
    let mut stream = Stream::resume(&api, &acme.api_key, &first).await;
    assert_eq!(stream.event().await.unwrap().name(), "call.started", "the one before the first is good");
    drop(stream);
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn a_place_shows_nothing_of_other_organizations_and_is_none_of_theirs() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    let api = Api::start_timed(&world, only_when_woken()).await;
    log_silently(&world, &acme).await;
    let before = Stream::open(&api, &acme.api_key).await.last_id.unwrap();
    for _ in 0..20 {
        log_silently(&world, &bolt).await;
    }
    let after = Stream::open(&api, &acme.api_key).await.last_id.unwrap();
    assert_eq!(before, after, "whether others had an event does not show");
    log_silently(&world, &acme).await;
    let own = read_after(&api, &acme, &after, 1).await.pop().unwrap();
    let bolts = read_after(&api, &bolt, "0", 20).await;

    let all: Vec<&String> = bolts.iter().chain([&own]).map(|event| event.id.as_ref().unwrap()).collect();
    for place in &all {
        assert!(place.len() == 32 && place.parse::<i64>().is_err(), "{place}");
    }
    assert!(!all.is_sorted(), "no order shows");
    let foreign = bolts[7].id.as_ref().unwrap();
    let mut stream = Stream::resume(&api, &acme.api_key, foreign).await;
    let reset = stream.event().await.unwrap();
    assert_eq!((reset.name(), &reset.id), ("reset", &own.id));
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
    assert_eq!(missed.name(), "call.ended");

    assert!(world.resources.bus.until_up().await);
    world.deliver(&acme, &acme.vapi_call("call-1").in_progress()).await;
    let next = stream.event().await.unwrap();
    assert_eq!(next.name(), "call.started");
    assert_ne!(next.id, missed.id);
    drop(stream);
    world.settled().await;
    world.finish().await;
}
