use bus::{DeadLetter, Pick};
use db::TenantTx;
use service::dead_letters::{self, DrainDeadLetters};
use service::{HandlerError, PeriodicTask as _, TenantHandler};
use testing::{RunningService, Tenant, World, eventually};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::transactions::{CallChange, QUEUE, call, publish};
use crate::worker;

/// Rejects every message, or none.
struct Accept(bool);

impl TenantHandler for Accept {
    const NAME: &'static str = QUEUE;
    type Message = CallChange;

    async fn handle(&self, tx: &TenantTx, change: CallChange) -> Result<(), HandlerError> {
        let call = match &change {
            CallChange::CallEnded(event) => event.call()?,
            CallChange::CallUpdated(event) => event.call()?,
        };
        db::claims::take(tx, "tests", &call.id).await?;
        if self.0 { Ok(()) } else { Err(HandlerError::UnknownOrganization) }
    }
}

fn consume(world: &World, accept: bool) -> RunningService {
    world.run_worker(worker("billing", world).consume_tenant(Accept(accept)))
}

/// Makes so many dead letters, with nobody to handle them when they are put back.
async fn kill(world: &World, tenant: &Tenant, count: u32) {
    let consumer = consume(world, false);
    for number in 0..count {
        publish(world, Some(tenant.id), call(&number.to_string(), "ended")).await;
    }
    holds(world, count).await;
    consumer.stop().await;
}

/// Waits until RabbitMQ has so many dead letters.
async fn holds(world: &World, count: u32) {
    eventually(&format!("RabbitMQ holds {count} dead letters"), async || {
        world.resources.bus.dead_letters().await.unwrap().contains(&(QUEUE, count))
    })
    .await;
}

async fn drain(world: &World, most: u32) -> Result<(), dead_letters::DeadLettersError> {
    let drain = DrainDeadLetters::new(world.resources.clone(), most);
    drain.step(&CancellationToken::new()).await.map(drop)
}

async fn kept(world: &World) -> Vec<Uuid> {
    let kept =
        world.query("SELECT message_id FROM dead_letters WHERE queue = 'billing.record-usage' ORDER BY id");
    kept.await.iter().map(|row| row["message_id"].as_str().unwrap().parse().unwrap()).collect()
}

/// What is shown of all of them.
async fn shown(world: &World) -> Vec<String> {
    let letters = dead_letters::peek(&world.resources, QUEUE, 100).await.unwrap();
    let mut shown: Vec<String> = letters.iter().map(|letter: &DeadLetter| format!("{letter:?}")).collect();
    shown.sort();
    shown
}

#[tokio::test]
async fn dead_letters_beyond_the_bound_move_to_the_database_and_are_shown_and_put_back_the_same_way() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    kill(&world, &acme, 5).await;
    let before = shown(&world).await;
    assert_eq!(before.len(), 5);
    holds(&world, 5).await;

    drain(&world, 2).await.unwrap();
    holds(&world, 2).await;
    let moved = kept(&world).await;
    assert_eq!(moved.len(), 3);
    assert_eq!(shown(&world).await, before);
    holds(&world, 2).await;
    let counts = dead_letters::count(&world.resources).await.unwrap();
    assert!(counts.contains(&(QUEUE.to_owned(), 5)), "{counts:?}");
    let first = dead_letters::peek(&world.resources, QUEUE, 2).await.unwrap();
    assert_eq!(first.iter().map(|letter| letter.message_id.unwrap()).collect::<Vec<_>>(), moved[..2]);

    // One that is kept, then one that is held, then the others wherever they are.
    let held = dead_letters::peek(&world.resources, QUEUE, 4).await.unwrap()[3].message_id.unwrap();
    holds(&world, 2).await;
    for one in [moved[1], held] {
        assert_eq!(dead_letters::retry(&world.resources, QUEUE, Pick::One(one)).await.unwrap(), 1);
    }
    assert_eq!(kept(&world).await, [moved[0], moved[2]]);
    holds(&world, 1).await;
    assert_eq!(dead_letters::retry(&world.resources, QUEUE, Pick::All).await.unwrap(), 3);
    assert!(kept(&world).await.is_empty());
    holds(&world, 0).await;

    consume(&world, true);
    world.settled().await;
    let handled = world.query("SELECT key FROM claims ORDER BY key").await;
    let expected = [0, 1, 2, 3, 4].map(|key: u32| serde_json::json!({"key": key.to_string()}));
    assert_eq!(handled, expected);
    world.finish().await;
}

#[tokio::test]
async fn a_letter_that_was_moved_when_the_process_ended_is_kept_once() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    kill(&world, &acme, 2).await;
    let taken = world.resources.bus.take_dead_letters(QUEUE, 1, usize::MAX).await.unwrap();
    let tx = world.resources.db.system().await.unwrap();
    for letter in taken.letters() {
        let row = db::dead_letters::Letter {
            queue: letter.queue.clone(),
            message_id: letter.message_id,
            properties: letter.properties.clone(),
            body: letter.body.to_vec(),
        };
        db::dead_letters::keep(&tx, row).await.unwrap();
    }
    tx.commit().await.unwrap();
    taken.give_back().await;
    holds(&world, 2).await;

    drain(&world, 0).await.unwrap();
    holds(&world, 0).await;
    assert_eq!(kept(&world).await.len(), 2);
    world.finish().await;
}

#[tokio::test]
async fn a_letter_stays_in_its_queue_while_the_database_does_not_take_it() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    kill(&world, &acme, 2).await;
    world.execute("REVOKE INSERT ON dead_letters FROM callflex_system").await;
    drain(&world, 0).await.unwrap_err();
    holds(&world, 2).await;
    assert!(kept(&world).await.is_empty());
    assert_eq!(world.take_dead_letters(QUEUE).await.len(), 2);
    world.finish().await;
}
