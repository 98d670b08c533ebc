//! People and businesses at the other end of the line.

use chrono::{DateTime, Utc};
use domain::{Contact, ContactId, PhoneNumber, real_name};
use sea_orm::FromQueryResult;

use crate::columns::{columns, select};
use crate::{Error, Result, TenantTx};

columns!(Contact: id, phone, name, call_count, last_called_at);

/// A contact, and whether this call made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundContact {
    pub id: ContactId,
    pub is_new: bool,
}

/// Finds the contact with a number, in any of its spellings, or makes it with the given id. A name fills a gap,
/// never replaces one; what only holds the place of a name is a gap.
pub async fn find_or_make(
    tx: &TenantTx,
    id: ContactId,
    phone: &PhoneNumber,
    name: Option<&str>,
) -> Result<FoundContact> {
    #[derive(FromQueryResult)]
    struct Put {
        id: ContactId,
        name: Option<String>,
    }
    let name = name.and_then(real_name);
    let put = "INSERT INTO contacts (organization_id, id, phone, name) VALUES ($1, $2, $3, $4)
               ON CONFLICT (organization_id, matched_phone) DO UPDATE SET name = coalesce(contacts.name, $4)
               RETURNING id, name";
    let values = [tx.organization().into(), id.into(), phone.as_str().into(), name.into()];
    let found = tx.row::<Put>(put, values).await?.ok_or_else(|| Error::unreadable("contacts", "id"))?;
    let is_gap = found.name.as_deref().is_some_and(|known| real_name(known).is_none());
    if let Some(name) = name.filter(|_| is_gap) {
        let fill = "UPDATE contacts SET name = $3 WHERE organization_id = $1 AND id = $2";
        tx.execute(fill, [tx.organization().into(), found.id.into(), name.into()]).await?;
    }
    Ok(FoundContact { id: found.id, is_new: found.id == id })
}

/// A call as its contact has counted it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountedCall {
    pub contact: ContactId,
    /// When the call began, or was placed while that is not known.
    pub at: DateTime<Utc>,
}

/// The last of a contact's calls.
const LAST_CALL: &str = "SELECT max(coalesce(started_at, partition_at)) FROM calls
                         WHERE organization_id = $1 AND contact_id = $2";

/// Counts a call that was linked to the contact just now.
pub(crate) async fn count(tx: &TenantTx, call: CountedCall) -> Result<()> {
    let add = "UPDATE contacts
               SET call_count = call_count + 1, last_called_at = greatest(last_called_at, $3), updated_at = now()
               WHERE organization_id = $1 AND id = $2";
    tx.execute(add, [tx.organization().into(), call.contact.into(), call.at.into()]).await?;
    Ok(())
}

/// Takes back a call that is linked to the contact no more.
pub(crate) async fn discount(tx: &TenantTx, call: CountedCall) -> Result<()> {
    lock(tx, call.contact).await?;
    // Only where it may have been the last one are the others looked at.
    let take = format!(
        "UPDATE contacts
         SET call_count = call_count - 1, updated_at = now(),
             last_called_at = CASE WHEN last_called_at > $3 THEN last_called_at ELSE ({LAST_CALL}) END
         WHERE organization_id = $1 AND id = $2"
    );
    tx.execute(&take, [tx.organization().into(), call.contact.into(), call.at.into()]).await?;
    Ok(())
}

/// Corrects when the contact called last, after one of its calls got another time and was saved.
pub(crate) async fn correct(tx: &TenantTx, call: CountedCall, at: DateTime<Utc>) -> Result<()> {
    if call.at == at {
        return Ok(());
    }
    lock(tx, call.contact).await?;
    // Only where the last call was moved back are the others looked at.
    let correct = format!(
        "UPDATE contacts
         SET last_called_at = CASE WHEN last_called_at <= $4 THEN $4 ELSE ({LAST_CALL}) END, updated_at = now()
         WHERE organization_id = $1 AND id = $2 AND last_called_at <= greatest($3, $4)"
    );
    let values = [tx.organization().into(), call.contact.into(), call.at.into(), at.into()];
    tx.execute(&correct, values).await?;
    Ok(())
}

/// Counts a contact's calls again: what `count`, `discount` and `correct` have to come to.
pub async fn recount(tx: &TenantTx, id: ContactId) -> Result<()> {
    lock(tx, id).await?;
    let recount = "UPDATE contacts SET (call_count, last_called_at, updated_at) =
                       (SELECT count(*), max(coalesce(started_at, partition_at)), now() FROM calls
                        WHERE organization_id = $1 AND contact_id = $2)
                   WHERE organization_id = $1 AND id = $2";
    tx.execute(recount, [tx.organization().into(), id.into()]).await?;
    Ok(())
}

/// Locks a contact before a statement that looks at its calls, which then sees the call of whoever held it
/// until now. Not so that whoever only refers to the contact, as a booking does, has to wait.
async fn lock(tx: &TenantTx, id: ContactId) -> Result<()> {
    let lock = "SELECT FROM contacts WHERE organization_id = $1 AND id = $2 FOR NO KEY UPDATE";
    tx.execute(lock, [tx.organization().into(), id.into()]).await?;
    Ok(())
}

pub async fn find(tx: &TenantTx, id: ContactId) -> Result<Option<Contact>> {
    let find = select::<Contact>("FROM contacts WHERE organization_id = $1 AND id = $2");
    tx.row(&find, [tx.organization().into(), id.into()]).await
}

/// The contact with a number, in any of its spellings.
pub async fn find_by_phone(tx: &TenantTx, phone: &PhoneNumber) -> Result<Option<Contact>> {
    let find = select::<Contact>("FROM contacts WHERE organization_id = $1 AND matched_phone = $2");
    tx.row(&find, [tx.organization().into(), phone.matched().into()]).await
}
