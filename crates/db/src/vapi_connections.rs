//! Organizations' accounts at Vapi, their secrets sealed.

use chrono::{DateTime, Utc};
use domain::{ConnectionId, OrganizationId};
use sea_orm::FromQueryResult;
use serde_json::Value;

use crate::sql::{execute, row, rows};
use crate::{Result, SealedIn, SystemTx, TenantTx};

#[derive(Clone, Debug, FromQueryResult)]
pub struct VapiConnection {
    pub id: ConnectionId,
    pub organization_id: OrganizationId,
    pub label: String,
    pub webhook_secret: Option<Vec<u8>>,
    pub api_key: Option<Vec<u8>>,
}

/// How the webhooks of a connection are verified.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Verification {
    pub id: ConnectionId,
    pub organization_id: OrganizationId,
    /// Vapi's `authenticationPlan`. Absent: the secret itself is presented.
    pub plan: Option<Value>,
    pub webhook_secret: Option<Vec<u8>>,
    /// Taken until then, while the other one replaces it.
    pub previous_webhook_secret: Option<Vec<u8>>,
    pub previous_secret_until: Option<DateTime<Utc>>,
    /// A list of ranges of addresses. Absent: everyone.
    pub allowed_sources: Option<Value>,
}

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

const COLUMNS: &str = "id, organization_id, label, webhook_secret, api_key";

/// How to verify the webhooks of every connection that may be used, of every organization.
pub async fn verifications(tx: &SystemTx) -> Result<Vec<Verification>> {
    let active = "SELECT id, organization_id, verification AS plan, webhook_secret, previous_webhook_secret,
                         previous_secret_until, to_jsonb(allowed_sources) AS allowed_sources
                  FROM vapi_connections WHERE is_active ORDER BY organization_id, created_at, id";
    rows(tx.inner(), active, []).await
}

#[derive(FromQueryResult)]
struct Owner {
    organization_id: OrganizationId,
}

/// Whose a connection is.
pub async fn owner(tx: &SystemTx, id: ConnectionId) -> Result<Option<OrganizationId>> {
    let find = "SELECT organization_id FROM vapi_connections WHERE id = $1 AND is_active";
    Ok(row::<Owner>(tx.inner(), find, [id.0.into()]).await?.map(|found| found.organization_id))
}

/// How a connection's webhooks are verified. Nobody else changes it until the transaction ends.
pub async fn lock_verification(tx: &TenantTx, id: ConnectionId) -> Result<Option<Verification>> {
    let lock = "SELECT id, organization_id, verification AS plan, webhook_secret, previous_webhook_secret,
                       previous_secret_until, to_jsonb(allowed_sources) AS allowed_sources
                FROM vapi_connections WHERE organization_id = $1 AND id = $2 AND is_active FOR UPDATE";
    row(tx.inner(), lock, [tx.organization().0.into(), id.0.into()]).await
}

/// Sets how a connection's webhooks are verified from now on. False when there is no such connection.
pub async fn set_verification(tx: &TenantTx, verification: &Verification) -> Result<bool> {
    let set =
        "UPDATE vapi_connections SET verification = $3, webhook_secret = $4, previous_webhook_secret = $5,
                   previous_secret_until = $6,
                   allowed_sources = CASE WHEN $7::jsonb IS NOT NULL
                                          THEN ARRAY(SELECT jsonb_array_elements_text($7::jsonb)) END
               WHERE organization_id = $1 AND id = $2";
    let touched = execute(
        tx.inner(),
        set,
        [
            tx.organization().0.into(),
            verification.id.0.into(),
            verification.plan.clone().into(),
            verification.webhook_secret.clone().into(),
            verification.previous_webhook_secret.clone().into(),
            verification.previous_secret_until.into(),
            verification.allowed_sources.clone().into(),
        ],
    )
    .await?;
    Ok(touched == 1)
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
