//! Contacts that may become business.

use domain::{CallId, ContactId, Lead, LeadId, LeadState};

use crate::columns::columns;
use crate::{Result, TenantTx};

columns!(Lead: id, contact_id, call_id, state);

/// Opens a lead for a contact; false when it has an open one.
pub async fn open(tx: &TenantTx, id: LeadId, contact: ContactId, call: CallId) -> Result<bool> {
    let lead = Lead { id, contact_id: contact, call_id: call, state: LeadState::Open };
    let known = "ON CONFLICT (organization_id, contact_id) WHERE state = 'open' DO NOTHING";
    Ok(tx.insert("leads", lead, known).await? == 1)
}
