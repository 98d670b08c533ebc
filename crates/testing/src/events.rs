//! The events that were published.

use serde_json::Value;

use crate::{Tables, Tenant};

impl Tables {
    /// Every event of an organization by name, in the order of their positions; those the relay has yet to
    /// place come last.
    pub async fn events(&self, tenant: &Tenant) -> Vec<(String, Value)> {
        let rows: Vec<(String, String, Vec<u8>)> = sqlx::query_as(
            "SELECT name, type, payload FROM events WHERE organization_id = $1 ORDER BY position NULLS LAST, id",
        )
        .bind(tenant.id.0)
        .fetch_all(self.owner())
        .await
        .unwrap();
        let described = rows.into_iter().map(|(name, message, payload)| {
            let event = contracts::describe(&message, &payload).expect("a message of ours").unwrap();
            (name, event)
        });
        described.collect()
    }
}
