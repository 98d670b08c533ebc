//! Other systems that send an organization webhooks, their secrets sealed.

use chrono::{DateTime, Utc};
use domain::{ConnectionId, IntegrationScheme, OrganizationId};
use sea_orm::FromQueryResult;

use crate::columns::{columns, replace, select};
use crate::{Result, SealedIn, SystemTx, TenantTx};

#[derive(Clone, Debug, FromQueryResult)]
pub struct InboundIntegration {
    pub id: ConnectionId,
    pub organization_id: OrganizationId,
    /// Its word in the address.
    pub provider: String,
    pub scheme: IntegrationScheme,
    pub secret: Vec<u8>,
    /// Taken until then, while the other one replaces it.
    pub previous_secret: Option<Vec<u8>>,
    pub previous_secret_until: Option<DateTime<Utc>>,
}

columns!(
    InboundIntegration:
    id, organization_id, provider, scheme, secret, previous_secret, previous_secret_until
);

/// Where an integration's secret is sealed in.
pub fn secret_of(organization: OrganizationId, integration: ConnectionId) -> SealedIn {
    SealedIn { organization, row: integration.0, column: "secret" }
}

/// Where the secret from before is sealed in.
pub fn previous_secret_of(organization: OrganizationId, integration: ConnectionId) -> SealedIn {
    SealedIn { organization, row: integration.0, column: "previous_secret" }
}

/// Every integration that may be used, of every organization.
pub async fn active(tx: &SystemTx) -> Result<Vec<InboundIntegration>> {
    let active = "FROM inbound_integrations WHERE is_active ORDER BY organization_id, provider";
    tx.rows(&select::<InboundIntegration>(active), []).await
}

/// The organization's own integrations that may be used.
pub async fn own(tx: &TenantTx) -> Result<Vec<InboundIntegration>> {
    let own = "FROM inbound_integrations WHERE organization_id = $1 AND is_active ORDER BY provider";
    tx.rows(&select::<InboundIntegration>(own), [tx.organization().into()]).await
}

/// The integration of a provider. Nobody else changes it until the transaction ends.
pub async fn lock(tx: &TenantTx, provider: &str) -> Result<Option<InboundIntegration>> {
    let lock =
        "FROM inbound_integrations WHERE organization_id = $1 AND provider = $2 AND is_active FOR UPDATE";
    tx.row(&select::<InboundIntegration>(lock), [tx.organization().into(), provider.into()]).await
}

/// Adds an integration, or replaces the provider's: an organization has one of a provider.
pub async fn put(tx: &TenantTx, integration: &InboundIntegration) -> Result<()> {
    let replace = format!("{}, is_active = true", replace::<InboundIntegration>(&["provider"]));
    tx.insert("inbound_integrations", integration.clone(), &replace).await?;
    Ok(())
}

/// Takes nothing more from an integration. False when there is no such integration.
pub async fn remove(tx: &TenantTx, provider: &str) -> Result<bool> {
    let remove = "UPDATE inbound_integrations
                  SET is_active = false, previous_secret = NULL, previous_secret_until = NULL
                  WHERE organization_id = $1 AND provider = $2 AND is_active";
    Ok(tx.execute(remove, [tx.organization().into(), provider.into()]).await? == 1)
}
