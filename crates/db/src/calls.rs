//! Calls: locked and saved by the one who merges, listed and shown to everyone else.

mod list;
mod row;
mod snapshot;

use chrono::{DateTime, Utc};
use domain::call::{Call, VapiCallId};
use domain::{AssistantId, CallId, ContactId, PhoneNumberId};
pub use list::{CallFilter, CallSummary, list};
use sea_orm::FromQueryResult;
pub use snapshot::snapshot;

use self::row::{Found, Row, unreadable};
use crate::columns::{names, replace};
use crate::contacts::{self, CountedCall};
use crate::{Result, TenantTx, call_actions, call_costs, call_participants, call_transcripts};

/// A call with what only the table knows of it.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredCall {
    pub call: Call,
    /// When the call was placed, as far as was known at first sight; it never changes.
    pub partition_at: DateTime<Utc>,
    pub assistant: Option<AssistantId>,
    pub phone_number: Option<PhoneNumberId>,
    pub contact: Option<ContactId>,
    pub updated_at: DateTime<Utc>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
struct Key {
    call_id: CallId,
    partition_at: DateTime<Utc>,
}

/// What a call's first observation gives it for good.
#[derive(Clone, Copy, Debug)]
pub struct FirstSight {
    pub id: CallId,
    pub partition_at: DateTime<Utc>,
}

/// A call that nobody else can merge into until the transaction ends.
#[derive(Clone, Debug)]
pub struct LockedCall {
    pub call: Call,
    pub partition_at: DateTime<Utc>,
    pub is_new: bool,
    /// What its contact has counted, if it is linked to one.
    pub counted: Option<CountedCall>,
}

/// Locks the call with Vapi's id. One that is not known yet is made, with what its first sight gives it.
pub async fn lock(tx: &TenantTx, vapi_call_id: &VapiCallId, first: FirstSight) -> Result<LockedCall> {
    match lock_by_vapi_id(tx, vapi_call_id).await? {
        Some(locked) => Ok(locked),
        None => make(tx, vapi_call_id, first).await,
    }
}

/// Makes and locks a call that was not known a moment ago.
pub async fn make(tx: &TenantTx, vapi_call_id: &VapiCallId, first: FirstSight) -> Result<LockedCall> {
    // Before this transaction has written anything: attaching a month waits for everyone who has written a
    // key, and they must not be waiting for this month in their turn.
    tx.execute("SELECT ensure_calls_partition($1)", [first.partition_at.into()]).await?;
    let make =
        "INSERT INTO call_keys (organization_id, vapi_call_id, call_id, partition_at) VALUES ($1, $2, $3, $4)
                ON CONFLICT (organization_id, vapi_call_id) DO NOTHING";
    let (organization, id) = (tx.organization(), first.id);
    let values = [organization.into(), vapi_call_id.as_str().into(), id.into(), first.partition_at.into()];
    if tx.execute(make, values).await? == 1 {
        let call = Call::unknown(id, organization, vapi_call_id.clone());
        return Ok(LockedCall { call, partition_at: first.partition_at, is_new: true, counted: None });
    }
    // Someone else made it meanwhile.
    lock_by_vapi_id(tx, vapi_call_id).await?.ok_or_else(|| unreadable("vapi_call_id"))
}

async fn lock_by_vapi_id(tx: &TenantTx, vapi_call_id: &VapiCallId) -> Result<Option<LockedCall>> {
    let lock = "SELECT call_id, partition_at FROM call_keys
                WHERE organization_id = $1 AND vapi_call_id = $2 FOR UPDATE";
    let Some(key) = tx.row::<Key>(lock, [tx.organization().into(), vapi_call_id.as_str().into()]).await?
    else {
        return Ok(None);
    };
    let stored = find(tx, key.call_id).await?.ok_or_else(|| unreadable("id"))?;
    let at = called_at(&stored.call, key.partition_at);
    let counted = stored.contact.map(|contact| CountedCall { contact, at });
    Ok(Some(LockedCall { call: stored.call, partition_at: key.partition_at, is_new: false, counted }))
}

/// Our id of the call with Vapi's, if it is known. Until the transaction ends nobody merges into it, so that what
/// is written for it here and what a merge writes never wait for each other, and no other tool of the call
/// is answered: it must see what this one did.
pub async fn lock_known_id(tx: &TenantTx, vapi_call_id: &VapiCallId) -> Result<Option<CallId>> {
    let lock = "SELECT call_id, partition_at FROM call_keys
                WHERE organization_id = $1 AND vapi_call_id = $2 FOR NO KEY UPDATE";
    let key = tx.row::<Key>(lock, [tx.organization().into(), vapi_call_id.as_str().into()]).await?;
    Ok(key.map(|key| key.call_id))
}

/// Locks a known call by our id and reads it as it is then.
pub async fn lock_known(tx: &TenantTx, id: CallId) -> Result<Option<StoredCall>> {
    lock_key(tx, id).await?;
    find(tx, id).await
}

/// Locks a known call by our id, for whoever does not have to read it.
pub async fn lock_key(tx: &TenantTx, id: CallId) -> Result<()> {
    let lock = "SELECT FROM call_keys WHERE organization_id = $1 AND call_id = $2 FOR UPDATE";
    tx.execute(lock, [tx.organization().into(), id.into()]).await?;
    Ok(())
}

/// Where a call's assistant and line are known to us.
#[derive(Clone, Copy, Debug, Default)]
pub struct Links {
    pub assistant: Option<AssistantId>,
    pub phone_number: Option<PhoneNumberId>,
}

/// Saves a locked call with its turns, costs, participants and actions.
pub async fn save(tx: &TenantTx, locked: &LockedCall, links: Links, now: DateTime<Utc>) -> Result<()> {
    let call = &locked.call;
    let row = Row::of(locked, links, now)?;
    // Boxed, as the row is wide, and every future that saves a call would carry it.
    Box::pin(tx.insert("calls", row, &replace::<Row>(&["id", "partition_at"]))).await?;
    if !locked.is_new {
        delete_parts(tx, call.id).await?;
    }
    let turns = call.facts.turns.as_deref().unwrap_or_default();
    call_transcripts::add(tx, call.id, turns).await?;
    call_costs::add(tx, call.id, call.facts.costs.as_deref().unwrap_or_default()).await?;
    call_participants::add(tx, call.id, call.participants()).await?;
    call_actions::put(tx, call.id, domain::call::tool_actions(turns)).await?;
    if let Some(counted) = locked.counted {
        contacts::correct(tx, counted, called_at(call, locked.partition_at)).await?;
    }
    Ok(())
}

/// Makes room for what is saved with a call anew.
async fn delete_parts(tx: &TenantTx, call: CallId) -> Result<()> {
    let delete = "
        WITH turns AS (DELETE FROM call_transcripts WHERE organization_id = $1 AND call_id = $2),
             costs AS (DELETE FROM call_costs WHERE organization_id = $1 AND call_id = $2)
        DELETE FROM call_participants WHERE organization_id = $1 AND call_id = $2";
    tx.execute(delete, [tx.organization().into(), call.into()]).await?;
    Ok(())
}

/// When a call counts as made: when it began, or was placed while that is not known.
fn called_at(call: &Call, partition_at: DateTime<Utc>) -> DateTime<Utc> {
    call.facts.started_at.unwrap_or(partition_at)
}

async fn key_of(tx: &TenantTx, id: CallId) -> Result<Option<Key>> {
    let find = "SELECT call_id, partition_at FROM call_keys WHERE organization_id = $1 AND call_id = $2";
    tx.row(find, [tx.organization().into(), id.into()]).await
}

/// How large the texts of a call are that may be long, without reading them.
pub async fn text_bytes(tx: &TenantTx, id: CallId) -> Result<Option<i64>> {
    #[derive(FromQueryResult)]
    struct Size {
        text_bytes: i64,
    }
    let Some(key) = key_of(tx, id).await? else { return Ok(None) };
    let size = "
        SELECT (coalesce(octet_length(transcript), 0)
                + coalesce((SELECT sum(octet_length(text) + coalesce(pg_column_size(arguments), 0))
                            FROM call_transcripts WHERE organization_id = $1 AND call_id = $2), 0)
               )::bigint AS text_bytes
        FROM calls WHERE organization_id = $1 AND id = $2 AND partition_at = $3";
    let values = [tx.organization().into(), id.into(), key.partition_at.into()];
    Ok(tx.row::<Size>(size, values).await?.map(|size| size.text_bytes))
}

/// A call with its turns and costs.
pub async fn find(tx: &TenantTx, id: CallId) -> Result<Option<StoredCall>> {
    // By the key's own time as well, so that only one partition is read.
    let Some(key) = key_of(tx, id).await? else { return Ok(None) };
    let find = format!(
        "SELECT {}, contact_id FROM calls WHERE organization_id = $1 AND id = $2 AND partition_at = $3",
        names::<Row>()
    );
    let values = [tx.organization().into(), id.into(), key.partition_at.into()];
    let Some(found) = tx.row::<Found>(&find, values).await? else { return Ok(None) };
    let turns = call_transcripts::of_call(tx, id).await?;
    let costs = call_costs::of_call(tx, id).await?;
    found.stored(tx.organization(), turns, costs).map(Some)
}

/// Whether the organization has this call.
pub async fn is_known(tx: &TenantTx, id: CallId) -> Result<bool> {
    Ok(key_of(tx, id).await?.is_some())
}

/// Links a call to its contact and counts it there, in the place of another contact if it was linked to that;
/// false when it is linked to this contact already.
///
/// The call has to be locked, and before its contact is: in this order a correction locks them.
pub async fn link_contact(tx: &TenantTx, id: CallId, contact: ContactId) -> Result<bool> {
    #[derive(FromQueryResult)]
    struct Former {
        contact_id: Option<ContactId>,
        partition_at: DateTime<Utc>,
        called_at: DateTime<Utc>,
    }
    let find = "SELECT contact_id, partition_at, coalesce(started_at, partition_at) AS called_at FROM calls
                WHERE organization_id = $1 AND id = $2 AND contact_id IS DISTINCT FROM $3
                  AND partition_at = (
                      SELECT partition_at FROM call_keys WHERE organization_id = $1 AND call_id = $2)";
    let values = [tx.organization().into(), id.into(), contact.into()];
    let Some(former) = tx.row::<Former>(find, values).await? else { return Ok(false) };
    let link = "UPDATE calls SET contact_id = $4
                WHERE organization_id = $1 AND id = $2 AND partition_at = $3";
    let values = [tx.organization().into(), id.into(), former.partition_at.into(), contact.into()];
    tx.execute(link, values).await?;
    let at = former.called_at;
    if let Some(former) = former.contact_id {
        contacts::discount(tx, CountedCall { contact: former, at }).await?;
    }
    contacts::count(tx, CountedCall { contact, at }).await?;
    Ok(true)
}
