//! Keys of programs, known only by their hash.

use chrono::{DateTime, Utc};
use domain::{ApiKeyId, OrganizationId};
use sea_orm::FromQueryResult;

use crate::sql::{execute, row};
use crate::{Result, SystemTx};

#[derive(Clone, Debug, FromQueryResult)]
pub struct ApiKey {
    pub id: ApiKeyId,
    pub organization_id: OrganizationId,
    pub scopes: Vec<String>,
    pub expires_at: Option<DateTime<Utc>>,
}

/// The key with this hash, unless it was revoked or has expired.
pub async fn find_valid(tx: &SystemTx, key_hash: &[u8]) -> Result<Option<ApiKey>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: ApiKeyId,
        organization_id: OrganizationId,
        scopes: String,
        expires_at: Option<DateTime<Utc>>,
    }
    let found = row::<Row>(
        tx.inner(),
        "SELECT k.id, k.organization_id, array_to_string(k.scopes, ' ') AS scopes, k.expires_at
         FROM api_keys k JOIN organizations o ON o.id = k.organization_id AND o.is_active
         WHERE k.key_hash = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())",
        [key_hash.to_vec().into()],
    )
    .await?;
    Ok(found.map(|row| ApiKey {
        id: row.id,
        organization_id: row.organization_id,
        scopes: row.scopes.split_whitespace().map(str::to_owned).collect(),
        expires_at: row.expires_at,
    }))
}

/// Adds a key. Scopes are words without spaces.
pub async fn add(tx: &SystemTx, key: &ApiKey, name: &str, key_hash: &[u8]) -> Result<()> {
    execute(
        tx.inner(),
        "INSERT INTO api_keys (organization_id, id, name, key_hash, scopes, expires_at)
         VALUES ($1, $2, $3, $4, string_to_array($5, ' '), $6)",
        [
            key.organization_id.0.into(),
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
