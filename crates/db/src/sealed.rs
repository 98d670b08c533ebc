//! Every sealed secret of an organization, wherever it is kept and whether its row is in use or not.

use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{Result, SealedIn, TenantTx};

/// Table and column of every sealed secret.
pub const COLUMNS: [(&str, &str); 5] = [
    ("vapi_connections", "webhook_secret"),
    ("vapi_connections", "previous_webhook_secret"),
    ("vapi_connections", "api_key"),
    ("inbound_integrations", "secret"),
    ("inbound_integrations", "previous_secret"),
];

/// A secret as it is stored.
#[derive(Clone, Debug)]
pub struct Sealed {
    pub table: &'static str,
    pub place: SealedIn,
    pub sealed: Vec<u8>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    sealed: Vec<u8>,
}

/// All of the transaction's organization.
pub async fn own(tx: &TenantTx) -> Result<Vec<Sealed>> {
    find(tx, "").await
}

/// As [`own`]. Nobody else changes them until the transaction ends.
pub async fn lock(tx: &TenantTx) -> Result<Vec<Sealed>> {
    find(tx, "FOR UPDATE").await
}

async fn find(tx: &TenantTx, lock: &str) -> Result<Vec<Sealed>> {
    let mut found = Vec::new();
    for (table, column) in COLUMNS {
        let find = format!(
            "SELECT id, {column} AS sealed FROM {table}
             WHERE organization_id = $1 AND {column} IS NOT NULL ORDER BY id {lock}"
        );
        let rows: Vec<Row> = tx.rows(&find, [tx.organization().into()]).await?;
        found.extend(rows.into_iter().map(|row| Sealed {
            table,
            place: SealedIn { organization: tx.organization(), row: row.id, column },
            sealed: row.sealed,
        }));
    }
    Ok(found)
}

/// Puts the same secret, sealed anew, in its place.
pub async fn replace(tx: &TenantTx, sealed: Sealed) -> Result<()> {
    let Sealed { table, place, sealed } = sealed;
    let column = place.column;
    let replace = format!("UPDATE {table} SET {column} = $3 WHERE organization_id = $1 AND id = $2");
    tx.execute(&replace, [tx.organization().into(), place.row.into(), sealed.into()]).await?;
    Ok(())
}
