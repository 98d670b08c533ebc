//! A call read anew from its messages.

use calls::Seen;
use domain::call::Observation;
use runtime::clock;
use testing::{Tables, Tenant};

use crate::record_of::{CALL, assert_same, forget, messages, on_record, published, record};

async fn rebuild(world: &Tables, tenant: &Tenant, messages: &[Observation]) -> calls::Recorded {
    let seen = messages
        .iter()
        .map(|observation| Seen { observation: observation.clone(), at: clock::now() })
        .collect();
    let tx = world.db.tenant(tenant.id).await.unwrap();
    let recorded = calls::rebuild(&tx, seen, "tests").await.unwrap().unwrap();
    tx.commit().await.unwrap();
    recorded
}

#[tokio::test]
async fn a_call_read_anew_is_as_it_was_recorded_and_publishes_nothing() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let call = acme.vapi_call(CALL);
    let messages = messages(&call);
    for message in &messages {
        record(&world, &acme, message).await;
    }
    // What the API reported is not read anew, and stays.
    record(&world, &acme, &vapi::observe_api_call(call.listed()).unwrap()).await;
    let (expected, names) = (on_record(&world).await, published(&world, &acme).await);
    let again = rebuild(&world, &acme, &messages).await;
    assert!(!again.change.changed && again.event.is_none(), "{again:?}");
    assert_same(&on_record(&world).await, &expected, "read anew");
    assert_eq!(published(&world, &acme).await, names);
    world.finish().await;
}

#[tokio::test]
async fn a_call_that_was_never_recorded_is_whole_when_it_is_read_from_its_messages() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let messages = messages(&acme.vapi_call(CALL));
    for message in &messages {
        record(&world, &acme, message).await;
    }
    let expected = on_record(&world).await;
    forget(&world).await;
    rebuild(&world, &acme, &messages).await;
    assert_same(&on_record(&world).await, &expected, "read anew");
    assert_eq!(published(&world, &acme).await, ["call.ended"]);
    world.finish().await;
}

#[tokio::test]
async fn what_was_misread_is_put_right_and_published() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let messages = messages(&acme.vapi_call(CALL));
    for message in &messages {
        record(&world, &acme, message).await;
    }
    let expected = on_record(&world).await;
    world
        .execute("UPDATE calls SET cost = 9, status = 'ringing'; DELETE FROM call_costs; UPDATE call_transcripts SET text = 'x'")
        .await;
    let again = rebuild(&world, &acme, &messages).await;
    assert_eq!(again.event, Some("call.updated"));
    assert_same(&on_record(&world).await, &expected, "put right");
    world.finish().await;
}
