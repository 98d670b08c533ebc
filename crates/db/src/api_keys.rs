//! Keys of programs, known only by their hash.

use chrono::{DateTime, Utc};
use domain::{ApiKeyId, OrganizationId};
use sea_orm::FromQueryResult;

use crate::columns::columns;
use crate::{IdentityTx, Result, TenantTx};

#[derive(Clone, Debug, FromQueryResult)]
pub struct ApiKey {
    pub id: ApiKeyId,
    pub organization_id: OrganizationId,
    pub scopes: Vec<String>,
    pub expires_at: Option<DateTime<Utc>>,
}

columns!(ApiKey: id, organization_id, scopes, expires_at);

/// What only the table knows of a key.
struct Kept {
    name: String,
    key_hash: Vec<u8>,
}

columns!(Kept: name, key_hash);

const VALID: &str = "SELECT k.id, k.organization_id, k.scopes, k.expires_at
     FROM api_keys k JOIN organizations o ON o.id = k.organization_id AND o.is_active
     WHERE k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())";

/// The key with this hash, unless it was revoked or has expired.
pub async fn find_valid(tx: &IdentityTx, key_hash: &[u8]) -> Result<Option<ApiKey>> {
    tx.row(&format!("{VALID} AND k.key_hash = $1"), [key_hash.into()]).await
}

/// The key of the transaction's own organization with this id, unless it was revoked or has expired.
pub async fn find_valid_by_id(tx: &TenantTx, id: ApiKeyId) -> Result<Option<ApiKey>> {
    let find = format!("{VALID} AND k.organization_id = $1 AND k.id = $2");
    tx.row(&find, [tx.organization().into(), id.into()]).await
}

/// Whether the transaction's own organization has a key with this hash that was not revoked and has not expired.
pub async fn is_valid(tx: &TenantTx, key_hash: &[u8]) -> Result<bool> {
    let find = format!("{VALID} AND k.organization_id = $1 AND k.key_hash = $2");
    Ok(tx.row::<ApiKey>(&find, [tx.organization().into(), key_hash.into()]).await?.is_some())
}

/// Adds a key.
pub async fn add(tx: &TenantTx, key: &ApiKey, name: &str, key_hash: &[u8]) -> Result<()> {
    let kept = Kept { name: name.to_owned(), key_hash: key_hash.to_vec() };
    tx.insert("api_keys", (key.clone(), kept), "").await?;
    Ok(())
}
