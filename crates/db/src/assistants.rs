//! Voice assistants.

use domain::Assistant;

use crate::columns::{columns, select};
use crate::{Result, SystemTx, TenantTx};

columns!(Assistant: id, organization_id, vapi_assistant_id, name);

/// Every assistant in use, of every organization.
pub async fn active(tx: &SystemTx) -> Result<Vec<Assistant>> {
    tx.rows(&select::<Assistant>("FROM assistants WHERE is_active"), []).await
}

/// The organization's own assistants, in use or not.
pub async fn own(tx: &TenantTx) -> Result<Vec<Assistant>> {
    let own = select::<Assistant>("FROM assistants WHERE organization_id = $1 ORDER BY id");
    tx.rows(&own, [tx.organization().into()]).await
}

/// Our assistant for one of Vapi's.
pub async fn find_by_vapi_id(tx: &TenantTx, vapi_assistant_id: &str) -> Result<Option<Assistant>> {
    let find = select::<Assistant>("FROM assistants WHERE organization_id = $1 AND vapi_assistant_id = $2");
    tx.row(&find, [tx.organization().into(), vapi_assistant_id.into()]).await
}

/// Adds an assistant, or brings the one with this Vapi id up to date.
pub async fn put(tx: &TenantTx, assistant: &Assistant) -> Result<()> {
    let update = "ON CONFLICT (organization_id, vapi_assistant_id)
                      DO UPDATE SET name = excluded.name, updated_at = now()";
    tx.insert("assistants", assistant.clone(), update).await?;
    Ok(())
}
