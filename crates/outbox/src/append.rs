//! Appends an event in the transaction of the change that it reports.

use contracts::Event;
use db::TenantTx;
use db::events::NewEvent;
use domain::EventId;
use runtime::clock;

/// The event is published once the transaction commits, as one of the transaction's organization. `source` is
/// the service that publishes it.
pub async fn append<E: Event>(tx: &TenantTx, event: E, source: &'static str) -> db::Result<()> {
    db::events::append(tx, new_event(tx, event, source)).await
}

/// An event for what writes it in its own statement.
pub fn new_event<E: Event>(tx: &TenantTx, mut event: E, source: &'static str) -> NewEvent {
    event.set_organization(tx.organization());
    NewEvent {
        id: EventId(clock::new_id()),
        name: E::ROUTING_KEY,
        message_type: E::full_name(),
        schema_version: E::SCHEMA_VERSION,
        payload: event.encode_to_vec(),
        source,
        traceparent: bus::trace::current(),
        occurred_at: clock::now(),
    }
}
