//! Contacts that may become business.

use domain::{CallId, ContactId, LeadId};

use crate::sql::execute;
use crate::{Result, TenantTx};

/// Opens a lead for a contact; false when it has an open one.
pub async fn open(tx: &TenantTx, id: LeadId, contact: ContactId, call: CallId) -> Result<bool> {
    let opened = execute(
        tx.inner(),
        "INSERT INTO leads (organization_id, id, contact_id, call_id) VALUES ($1, $2, $3, $4)
         ON CONFLICT (organization_id, contact_id) WHERE state = 'open' DO NOTHING",
        [tx.organization().0.into(), id.0.into(), contact.0.into(), call.0.into()],
    )
    .await?;
    Ok(opened == 1)
}
