//! Organizations' accounts at Vapi, their secrets sealed.

use domain::{ConnectionId, OrganizationId};
use sea_orm::FromQueryResult;

use crate::sql::{execute, rows};
use crate::{Result, SealedIn, SystemTx, TenantTx};

#[derive(Clone, Debug, FromQueryResult)]
pub struct VapiConnection {
    pub id: ConnectionId,
    pub organization_id: OrganizationId,
    pub label: String,
    pub webhook_secret: Option<Vec<u8>>,
    pub api_key: Option<Vec<u8>>,
}

/// Where a connection's webhook secret is sealed in.
pub fn webhook_secret_of(organization: OrganizationId, connection: ConnectionId) -> SealedIn {
    SealedIn { organization, row: connection.0, column: "webhook_secret" }
}

/// Where a connection's API key is sealed in.
pub fn api_key_of(organization: OrganizationId, connection: ConnectionId) -> SealedIn {
    SealedIn { organization, row: connection.0, column: "api_key" }
}

const COLUMNS: &str = "id, organization_id, label, webhook_secret, api_key";

/// Every connection that may be used, of every organization.
pub async fn active(tx: &SystemTx) -> Result<Vec<VapiConnection>> {
    rows(tx.inner(), &format!("SELECT {COLUMNS} FROM vapi_connections WHERE is_active"), []).await
}

/// The organization's own connections that may be used, the oldest first.
pub async fn own(tx: &TenantTx) -> Result<Vec<VapiConnection>> {
    let own = format!(
        "SELECT {COLUMNS} FROM vapi_connections WHERE organization_id = $1 AND is_active ORDER BY created_at, id"
    );
    rows(tx.inner(), &own, [tx.organization().0.into()]).await
}

/// Adds a connection, or replaces its label and secrets.
pub async fn put(tx: &TenantTx, connection: &VapiConnection) -> Result<()> {
    execute(
        tx.inner(),
        "INSERT INTO vapi_connections (organization_id, id, label, webhook_secret, api_key) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (organization_id, id) DO UPDATE SET label = $3, webhook_secret = $4, api_key = $5",
        [
            tx.organization().0.into(),
            connection.id.0.into(),
            connection.label.as_str().into(),
            connection.webhook_secret.clone().into(),
            connection.api_key.clone().into(),
        ],
    )
    .await?;
    Ok(())
}
