use bus::{Exchange, Outgoing, Payload};
use contracts::calls::{Call, CallEnded, CallUpdated};
use db::TenantTx;
use domain::OrganizationId;
use runtime::clock;
use serde_json::json;
use service::{HandlerError, TenantHandler};
use testing::{World, eventually};

use crate::worker;

pub(crate) const QUEUE: &str = "billing.record-usage";

contracts::incoming! {
    pub(crate) enum CallChange { CallEnded, CallUpdated }
}

/// Takes a claim, and then fails where the call has no status.
struct Claim;

impl TenantHandler for Claim {
    const NAME: &'static str = QUEUE;
    type Message = CallChange;

    async fn handle(&self, tx: &TenantTx, change: CallChange) -> Result<(), HandlerError> {
        let call = match &change {
            CallChange::CallEnded(event) => event.call()?,
            CallChange::CallUpdated(event) => event.call()?,
        };
        db::claims::take(tx, "tests", &call.id).await?;
        if call.status.is_empty() { Err(HandlerError::UnknownOrganization) } else { Ok(()) }
    }
}

pub(crate) fn call(id: &str, status: &str) -> Call {
    Call { id: id.to_owned(), status: status.to_owned(), ..Call::default() }
}

pub(crate) async fn publish(world: &World, published_for: Option<OrganizationId>, call: Call) {
    let outgoing = Outgoing {
        exchange: Exchange::Events,
        routing_key: "call.updated".to_owned(),
        message_id: clock::new_id(),
        payload: Payload::of(&CallUpdated { call: Some(call) }),
        organization: published_for,
        timestamp: clock::now(),
        traceparent: None,
    };
    world.resources.bus.publisher().publish(outgoing).await.unwrap();
}

#[tokio::test]
async fn what_a_handler_did_is_committed_where_it_succeeds_and_undone_where_it_fails() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    world.run_worker(worker("billing", &world).consume_tenant(Claim));

    publish(&world, Some(acme.id), call("fails", "")).await;
    publish(&world, Some(acme.id), call("succeeds", "ended")).await;

    let letters = world.take_dead_letters(QUEUE).await;
    assert_eq!(letters[0].reason, "could not find the organization");
    world.settled().await;
    let expected = json!({"key": "succeeds", "organization_id": acme.id.0});
    assert_eq!(world.query("SELECT key, organization_id FROM claims").await, [expected]);
    world.finish().await;
}

#[tokio::test]
async fn a_message_is_handled_for_no_other_organization_than_it_was_published_for() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    world.run_worker(worker("billing", &world).consume_tenant(Claim));

    let of_bolt = Call { organization_id: bolt.id.to_string(), ..call("of Bolt", "ended") };
    publish(&world, Some(acme.id), of_bolt.clone()).await;
    publish(&world, None, of_bolt).await;

    eventually("both are dead", async || {
        world.resources.bus.peek_dead_letters(QUEUE, 9).await.unwrap().len() == 2
    })
    .await;
    let mut reasons: Vec<_> =
        world.take_dead_letters(QUEUE).await.into_iter().map(|letter| letter.reason).collect();
    reasons.sort();
    let mismatch = format!("the message was published for {}, and names another organization", acme.id);
    assert_eq!(reasons, ["the message is of no organization".to_owned(), mismatch]);
    assert_eq!(world.query("SELECT count(*) FROM claims").await, [json!({"count": 0})]);
    world.finish().await;
}
