//! Keys of programs, known only by their hash.

use chrono::{DateTime, Utc};
use domain::{ApiKeyId, OrganizationId};
use sea_orm::FromQueryResult;

use crate::sql::{execute, row};
use crate::{Result, SystemTx, TenantTx};

#[derive(Clone, Debug)]
pub struct ApiKey {
    pub id: ApiKeyId,
    pub organization_id: OrganizationId,
    pub scopes: Vec<String>,
    pub expires_at: Option<DateTime<Utc>>,
}

#[derive(FromQueryResult)]
struct Row {
    id: ApiKeyId,
    organization_id: OrganizationId,
    scopes: String,
    expires_at: Option<DateTime<Utc>>,
}

impl From<Row> for ApiKey {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            organization_id: row.organization_id,
            scopes: row.scopes.split_whitespace().map(str::to_owned).collect(),
            expires_at: row.expires_at,
        }
    }
}

const VALID: &str = "SELECT k.id, k.organization_id, array_to_string(k.scopes, ' ') AS scopes, k.expires_at
     FROM api_keys k JOIN organizations o ON o.id = k.organization_id AND o.is_active
     WHERE k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())";

/// The key with this hash, unless it was revoked or has expired.
pub async fn find_valid(tx: &SystemTx, key_hash: &[u8]) -> Result<Option<ApiKey>> {
    let find = format!("{VALID} AND k.key_hash = $1");
    Ok(row::<Row>(tx.inner(), &find, [key_hash.to_vec().into()]).await?.map(ApiKey::from))
}

/// The organization's key with this id, unless it was revoked or has expired.
pub async fn find_valid_by_id(
    tx: &SystemTx,
    organization: OrganizationId,
    id: ApiKeyId,
) -> Result<Option<ApiKey>> {
    let find = format!("{VALID} AND k.organization_id = $1 AND k.id = $2");
    Ok(row::<Row>(tx.inner(), &find, [organization.0.into(), id.0.into()]).await?.map(ApiKey::from))
}

/// Whether the transaction's own organization has a key with this hash that was not revoked and has not expired.
pub async fn is_valid(tx: &TenantTx, key_hash: &[u8]) -> Result<bool> {
    let find = format!("{VALID} AND k.organization_id = $1 AND k.key_hash = $2");
    Ok(row::<Row>(tx.inner(), &find, [tx.organization().0.into(), key_hash.to_vec().into()]).await?.is_some())
}

/// Adds a key. Scopes are words without spaces.
pub async fn add(tx: &TenantTx, key: &ApiKey, name: &str, key_hash: &[u8]) -> Result<()> {
    execute(
        tx.inner(),
        "INSERT INTO api_keys (organization_id, id, name, key_hash, scopes, expires_at)
         VALUES ($1, $2, $3, $4, string_to_array($5, ' '), $6)",
        [
            tx.organization().0.into(),
            key.id.0.into(),
            name.into(),
            key_hash.to_vec().into(),
            key.scopes.join(" ").into(),
            key.expires_at.into(),
        ],
    )
    .await?;
    Ok(())
}
