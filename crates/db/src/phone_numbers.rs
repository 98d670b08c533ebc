//! Phone lines.

use domain::{AssistantId, OrganizationId, PhoneNumberId};
use sea_orm::FromQueryResult;

use crate::columns::{columns, select};
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

columns!(PhoneLine: id, organization_id, vapi_phone_id, phone_number, assistant_id);

/// Every line in use, of every organization.
pub async fn active(tx: &SystemTx) -> Result<Vec<PhoneLine>> {
    tx.rows(&select::<PhoneLine>("FROM phone_numbers WHERE is_active"), []).await
}

/// The organization's own lines, in use or not.
pub async fn own(tx: &TenantTx) -> Result<Vec<PhoneLine>> {
    let own = select::<PhoneLine>("FROM phone_numbers WHERE organization_id = $1 ORDER BY id");
    tx.rows(&own, [tx.organization().into()]).await
}

/// Our line for one of Vapi's.
pub async fn find_by_vapi_id(tx: &TenantTx, vapi_phone_id: &str) -> Result<Option<PhoneLine>> {
    let find = select::<PhoneLine>("FROM phone_numbers WHERE organization_id = $1 AND vapi_phone_id = $2");
    tx.row(&find, [tx.organization().into(), vapi_phone_id.into()]).await
}

/// Adds a line, or brings the one with this number up to date.
pub async fn put(tx: &TenantTx, line: &PhoneLine) -> Result<()> {
    let update = "ON CONFLICT (organization_id, phone_number) DO UPDATE
                      SET vapi_phone_id = excluded.vapi_phone_id, assistant_id = excluded.assistant_id";
    tx.insert("phone_numbers", line.clone(), update).await?;
    Ok(())
}
