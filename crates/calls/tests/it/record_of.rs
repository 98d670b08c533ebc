//! What is on record of a call.

use calls::Recorded;
use domain::call::Observation;
use serde_json::{Value, json};
use testing::{Tables, Tenant, VapiCall};

pub(crate) const CALL: &str = "call-1";

/// The three messages that Vapi sends of each call.
pub(crate) fn messages(call: &VapiCall) -> [Observation; 3] {
    [call.in_progress(), call.ended(), call.report()]
        .map(|message| vapi::observe_message(message.to_string().as_bytes()).unwrap().unwrap())
}

pub(crate) async fn record(world: &Tables, tenant: &Tenant, observation: &Observation) -> Recorded {
    let tx = world.db.tenant(tenant.id).await.unwrap();
    let recorded = calls::record(&tx, observation.clone(), runtime::clock::now(), "tests").await.unwrap();
    tx.commit().await.unwrap();
    recorded
}

/// Everything on record of the one call, but for our own ids and clock.
pub(crate) async fn on_record(world: &Tables) -> Value {
    let mut record = json!({});
    for (table, order) in [
        ("call_keys", "vapi_call_id"),
        ("calls", "vapi_call_id"),
        ("call_transcripts", "turn"),
        ("call_costs", "item"),
        ("call_participants", "position"),
        ("call_actions", "tool_call_id"),
    ] {
        let mut rows = world
            .query(&format!(
                "SELECT to_jsonb(t) - '{{id,call_id,created_at,updated_at}}'::text[] AS row FROM {table} t ORDER BY {order}"
            ))
            .await;
        assert!(!rows.is_empty(), "{table} has no row");
        record[table] = rows.iter_mut().map(|row| row["row"].take()).collect();
    }
    record
}

/// Compares table by table, as the whole is too long to read.
pub(crate) fn assert_same(record: &Value, expected: &Value, when: &str) {
    for (table, rows) in expected.as_object().unwrap() {
        assert_eq!(&record[table], rows, "{table} {when}");
    }
}

/// The names of the events of it, in the order in which they were published.
pub(crate) async fn published(world: &Tables, tenant: &Tenant) -> Vec<String> {
    world.events(tenant).await.into_iter().map(|(name, _)| name).collect()
}

/// Deletes the call and its events.
pub(crate) async fn forget(world: &Tables) {
    world.execute("DELETE FROM call_keys; DELETE FROM events").await;
}
