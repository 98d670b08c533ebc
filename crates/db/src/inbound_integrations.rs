//! Other systems that send an organization webhooks, their secrets sealed.

use chrono::{DateTime, Utc};
use domain::{ConnectionId, OrganizationId};
use sea_orm::FromQueryResult;

use crate::sql::{execute, row, rows};
use crate::{Result, SealedIn, SystemTx, TenantTx};

#[derive(Clone, Debug, FromQueryResult)]
pub struct InboundIntegration {
    pub id: ConnectionId,
    pub organization_id: OrganizationId,
    /// Its word in the address.
    pub provider: String,
    /// `standard-webhooks` or `shared-secret`.
    pub scheme: String,
    pub secret: Vec<u8>,
    /// Taken until then, while the other one replaces it.
    pub previous_secret: Option<Vec<u8>>,
    pub previous_secret_until: Option<DateTime<Utc>>,
}

/// Where an integration's secret is sealed in.
pub fn secret_of(organization: OrganizationId, integration: ConnectionId) -> SealedIn {
    SealedIn { organization, row: integration.0, column: "secret" }
}

/// Where the secret from before is sealed in.
pub fn previous_secret_of(organization: OrganizationId, integration: ConnectionId) -> SealedIn {
    SealedIn { organization, row: integration.0, column: "previous_secret" }
}

const COLUMNS: &str = "id, organization_id, provider, scheme, secret, previous_secret, previous_secret_until";

/// Every integration that may be used, of every organization.
pub async fn active(tx: &SystemTx) -> Result<Vec<InboundIntegration>> {
    let active = format!(
        "SELECT {COLUMNS} FROM inbound_integrations WHERE is_active ORDER BY organization_id, provider"
    );
    rows(tx.inner(), &active, []).await
}

/// The organization's own integrations that may be used.
pub async fn own(tx: &TenantTx) -> Result<Vec<InboundIntegration>> {
    let own = format!(
        "SELECT {COLUMNS} FROM inbound_integrations WHERE organization_id = $1 AND is_active ORDER BY provider"
    );
    rows(tx.inner(), &own, [tx.organization().0.into()]).await
}

/// The integration of a provider. Nobody else changes it until the transaction ends.
pub async fn lock(tx: &TenantTx, provider: &str) -> Result<Option<InboundIntegration>> {
    let lock = format!(
        "SELECT {COLUMNS} FROM inbound_integrations WHERE organization_id = $1 AND provider = $2 AND is_active
         FOR UPDATE"
    );
    row(tx.inner(), &lock, [tx.organization().0.into(), provider.into()]).await
}

/// Adds an integration, or replaces the provider's: an organization has one of a provider.
pub async fn put(tx: &TenantTx, integration: &InboundIntegration) -> Result<()> {
    execute(
        tx.inner(),
        "INSERT INTO inbound_integrations
             (organization_id, id, provider, scheme, secret, previous_secret, previous_secret_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (organization_id, provider)
             DO UPDATE SET id = $2, scheme = $4, secret = $5, previous_secret = $6, previous_secret_until = $7,
                           is_active = true",
        [
            tx.organization().0.into(),
            integration.id.0.into(),
            integration.provider.as_str().into(),
            integration.scheme.as_str().into(),
            integration.secret.clone().into(),
            integration.previous_secret.clone().into(),
            integration.previous_secret_until.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Takes nothing more from an integration. False when there is no such integration.
pub async fn remove(tx: &TenantTx, provider: &str) -> Result<bool> {
    let remove = "UPDATE inbound_integrations
                  SET is_active = false, previous_secret = NULL, previous_secret_until = NULL
                  WHERE organization_id = $1 AND provider = $2 AND is_active";
    Ok(execute(tx.inner(), remove, [tx.organization().0.into(), provider.into()]).await? == 1)
}
