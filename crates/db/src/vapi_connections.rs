//! Organizations' accounts at Vapi, their secrets sealed.

use chrono::{DateTime, Utc};
use domain::{ConnectionId, OrganizationId};
use sea_orm::FromQueryResult;
use serde_json::Value;

use crate::columns::{columns, replace, select};
use crate::{IdentityTx, Result, SealedIn, SystemTx, TenantTx};

#[derive(Clone, Debug, FromQueryResult)]
pub struct VapiConnection {
    pub id: ConnectionId,
    pub organization_id: OrganizationId,
    pub label: String,
    pub webhook_secret: Option<Vec<u8>>,
    pub api_key: Option<Vec<u8>>,
}

columns!(VapiConnection: id, organization_id, label, webhook_secret, api_key);

/// How the webhooks of a connection are verified.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Verification {
    pub id: ConnectionId,
    pub organization_id: OrganizationId,
    /// Vapi's `authenticationPlan`. Absent: the secret itself is presented.
    #[sea_orm(from_alias = "verification")]
    pub plan: Option<Value>,
    pub webhook_secret: Option<Vec<u8>>,
    /// Taken until then, while the other one replaces it.
    pub previous_webhook_secret: Option<Vec<u8>>,
    pub previous_secret_until: Option<DateTime<Utc>>,
    /// A list of ranges of addresses. Absent: everyone.
    pub allowed_sources: Option<Vec<String>>,
}

columns!(
    Verification:
    id, organization_id, verification = plan, webhook_secret, previous_webhook_secret,
    previous_secret_until, allowed_sources
);

/// Where a connection's webhook secret is sealed in.
pub fn webhook_secret_of(organization: OrganizationId, connection: ConnectionId) -> SealedIn {
    SealedIn { organization, row: connection.0, column: "webhook_secret" }
}

/// Where the webhook secret from before is sealed in.
pub fn previous_webhook_secret_of(organization: OrganizationId, connection: ConnectionId) -> SealedIn {
    SealedIn { organization, row: connection.0, column: "previous_webhook_secret" }
}

/// Where a connection's API key is sealed in.
pub fn api_key_of(organization: OrganizationId, connection: ConnectionId) -> SealedIn {
    SealedIn { organization, row: connection.0, column: "api_key" }
}

/// How to verify the webhooks of every connection that may be used, of every organization.
pub async fn verifications(tx: &SystemTx) -> Result<Vec<Verification>> {
    let active = "FROM vapi_connections WHERE is_active ORDER BY organization_id, created_at, id";
    tx.rows(&select::<Verification>(active), []).await
}

#[derive(FromQueryResult)]
struct Owner {
    organization_id: OrganizationId,
}

/// Whose a connection is.
pub async fn owner(tx: &IdentityTx, id: ConnectionId) -> Result<Option<OrganizationId>> {
    let find = "SELECT organization_id FROM vapi_connections WHERE id = $1 AND is_active";
    Ok(tx.row::<Owner>(find, [id.into()]).await?.map(|found| found.organization_id))
}

/// How a connection's webhooks are verified. Nobody else changes it until the transaction ends.
pub async fn lock_verification(tx: &TenantTx, id: ConnectionId) -> Result<Option<Verification>> {
    let lock = "FROM vapi_connections WHERE organization_id = $1 AND id = $2 AND is_active FOR UPDATE";
    tx.row(&select::<Verification>(lock), [tx.organization().into(), id.into()]).await
}

/// Sets how a connection's webhooks are verified from now on. False when there is no such connection.
pub async fn set_verification(tx: &TenantTx, verification: &Verification) -> Result<bool> {
    Ok(tx.update("vapi_connections", verification.clone(), &["id"]).await? == 1)
}

/// The organization's own connections that may be used, the oldest first.
pub async fn own(tx: &TenantTx) -> Result<Vec<VapiConnection>> {
    let own = "FROM vapi_connections WHERE organization_id = $1 AND is_active ORDER BY created_at, id";
    tx.rows(&select::<VapiConnection>(own), [tx.organization().into()]).await
}

/// Adds a connection, or replaces its label and secrets.
pub async fn put(tx: &TenantTx, connection: &VapiConnection) -> Result<()> {
    tx.insert("vapi_connections", connection.clone(), &replace::<VapiConnection>(&["id"])).await?;
    Ok(())
}
