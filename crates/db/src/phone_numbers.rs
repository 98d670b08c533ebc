//! Phone lines.

use domain::{AssistantId, OrganizationId, PhoneNumberId};
use sea_orm::FromQueryResult;

use crate::sql::{execute, row, rows};
use crate::{Result, SystemTx, TenantTx};

#[derive(Clone, Debug, FromQueryResult)]
pub struct PhoneLine {
    pub id: PhoneNumberId,
    pub organization_id: OrganizationId,
    pub vapi_phone_id: Option<String>,
    /// E.164.
    pub phone_number: String,
    /// The assistant that answers it.
    pub assistant_id: Option<AssistantId>,
}

const COLUMNS: &str = "id, organization_id, vapi_phone_id, phone_number, assistant_id";

/// Every line in use, of every organization.
pub async fn active(tx: &SystemTx) -> Result<Vec<PhoneLine>> {
    rows(tx.inner(), &format!("SELECT {COLUMNS} FROM phone_numbers WHERE is_active"), []).await
}

/// The organization's own lines, in use or not.
pub async fn own(tx: &TenantTx) -> Result<Vec<PhoneLine>> {
    let own = format!("SELECT {COLUMNS} FROM phone_numbers WHERE organization_id = $1 ORDER BY id");
    rows(tx.inner(), &own, [tx.organization().0.into()]).await
}

/// Our line for one of Vapi's.
pub async fn find_by_vapi_id(tx: &TenantTx, vapi_phone_id: &str) -> Result<Option<PhoneLine>> {
    let find = format!("SELECT {COLUMNS} FROM phone_numbers WHERE vapi_phone_id = $1");
    row(tx.inner(), &find, [vapi_phone_id.into()]).await
}

/// Adds a line, or brings the one with this number up to date.
pub async fn put(tx: &TenantTx, line: &PhoneLine) -> Result<()> {
    execute(
        tx.inner(),
        "INSERT INTO phone_numbers (organization_id, id, vapi_phone_id, phone_number, assistant_id)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (organization_id, phone_number) DO UPDATE SET vapi_phone_id = $3, assistant_id = $5",
        [
            tx.organization().0.into(),
            line.id.0.into(),
            line.vapi_phone_id.clone().into(),
            line.phone_number.as_str().into(),
            line.assistant_id.map(|id| id.0).into(),
        ],
    )
    .await?;
    Ok(())
}
