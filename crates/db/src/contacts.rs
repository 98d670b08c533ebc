//! People and businesses at the other end of the line.

use domain::{Contact, ContactId, PhoneNumber};
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

/// Finds the contact with a number, or makes it with the given id. A name fills a gap, never replaces one.
pub async fn find_or_make(
    tx: &TenantTx,
    id: ContactId,
    phone: &PhoneNumber,
    name: Option<&str>,
) -> Result<FoundContact> {
    #[derive(FromQueryResult)]
    struct Id {
        id: ContactId,
    }
    let put = "INSERT INTO contacts (organization_id, id, phone, name) VALUES ($1, $2, $3, $4)
               ON CONFLICT (organization_id, phone) DO UPDATE SET name = coalesce(contacts.name, $4) RETURNING id";
    let values = [tx.organization().into(), id.into(), phone.as_str().into(), name.into()];
    let found = tx.row::<Id>(put, values).await?.ok_or_else(|| Error::unreadable("contacts", "id"))?;
    Ok(FoundContact { id: found.id, is_new: found.id == id })
}

/// Counts a contact's calls again.
pub async fn recount(tx: &TenantTx, id: ContactId) -> Result<()> {
    // Locked first, so that of two recounts at once the second sees what the first one's call added. Not so
    // that whoever only refers to the contact, as a booking does, has to wait.
    let lock = "SELECT FROM contacts WHERE organization_id = $1 AND id = $2 FOR NO KEY UPDATE";
    tx.execute(lock, [tx.organization().into(), id.into()]).await?;
    let recount = "UPDATE contacts SET (call_count, last_called_at, updated_at) =
                       (SELECT count(*), max(coalesce(started_at, partition_at)), now() FROM calls
                        WHERE organization_id = $1 AND contact_id = $2)
                   WHERE organization_id = $1 AND id = $2";
    tx.execute(recount, [tx.organization().into(), id.into()]).await?;
    Ok(())
}

pub async fn find(tx: &TenantTx, id: ContactId) -> Result<Option<Contact>> {
    let find = select::<Contact>("FROM contacts WHERE organization_id = $1 AND id = $2");
    tx.row(&find, [tx.organization().into(), id.into()]).await
}

pub async fn find_by_phone(tx: &TenantTx, phone: &PhoneNumber) -> Result<Option<Contact>> {
    let find = select::<Contact>("FROM contacts WHERE organization_id = $1 AND phone = $2");
    tx.row(&find, [tx.organization().into(), phone.as_str().into()]).await
}
