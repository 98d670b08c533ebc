//! Voice assistants.

use domain::{AssistantId, OrganizationId};
use sea_orm::FromQueryResult;

use crate::sql::{execute, row, rows};
use crate::{Result, SystemTx, TenantTx};

#[derive(Clone, Debug, FromQueryResult)]
pub struct Assistant {
    pub id: AssistantId,
    pub organization_id: OrganizationId,
    pub vapi_assistant_id: String,
    pub name: String,
}

const COLUMNS: &str = "id, organization_id, vapi_assistant_id, name";

/// Every assistant in use, of every organization.
pub async fn active(tx: &SystemTx) -> Result<Vec<Assistant>> {
    rows(tx.inner(), &format!("SELECT {COLUMNS} FROM assistants WHERE is_active"), []).await
}

/// The organization's own assistants, in use or not.
pub async fn own(tx: &TenantTx) -> Result<Vec<Assistant>> {
    let own = format!("SELECT {COLUMNS} FROM assistants WHERE organization_id = $1 ORDER BY id");
    rows(tx.inner(), &own, [tx.organization().0.into()]).await
}

/// Our assistant for one of Vapi's.
pub async fn find_by_vapi_id(tx: &TenantTx, vapi_assistant_id: &str) -> Result<Option<Assistant>> {
    let find = format!("SELECT {COLUMNS} FROM assistants WHERE vapi_assistant_id = $1");
    row(tx.inner(), &find, [vapi_assistant_id.into()]).await
}

/// Adds an assistant, or brings the one with this Vapi id up to date.
pub async fn put(tx: &TenantTx, assistant: &Assistant) -> Result<()> {
    execute(
        tx.inner(),
        "INSERT INTO assistants (organization_id, id, vapi_assistant_id, name) VALUES ($1, $2, $3, $4)
         ON CONFLICT (organization_id, vapi_assistant_id) DO UPDATE SET name = $4, updated_at = now()",
        [
            tx.organization().0.into(),
            assistant.id.0.into(),
            assistant.vapi_assistant_id.as_str().into(),
            assistant.name.as_str().into(),
        ],
    )
    .await?;
    Ok(())
}
