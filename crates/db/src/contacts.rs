//! People and businesses at the other end of the line.

use chrono::{DateTime, Utc};
use domain::{ContactId, PhoneNumber};
use sea_orm::FromQueryResult;

use crate::sql::{execute, row};
use crate::{Error, Result, TenantTx};

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
    let values = [tx.organization().0.into(), id.0.into(), phone.as_str().into(), name.into()];
    let found = row::<Id>(tx.inner(), put, values).await?;
    let found = found.ok_or(Error::Row { table: "contacts", column: "id" })?;
    Ok(FoundContact { id: found.id, is_new: found.id == id })
}

/// Counts a contact's calls again.
pub async fn recount(tx: &TenantTx, id: ContactId) -> Result<()> {
    // Locked first, so that of two recounts at once the second sees what the first one's call added. Not so
    // that whoever only refers to the contact, as a booking does, has to wait.
    execute(tx.inner(), "SELECT FROM contacts WHERE id = $1 FOR NO KEY UPDATE", [id.0.into()]).await?;
    execute(
        tx.inner(),
        "UPDATE contacts SET (call_count, last_called_at, updated_at) =
             (SELECT count(*), max(coalesce(started_at, partition_at)), now() FROM calls WHERE contact_id = $1)
         WHERE id = $1",
        [id.0.into()],
    )
    .await?;
    Ok(())
}

#[derive(Clone, Debug, PartialEq, FromQueryResult)]
pub struct Contact {
    pub id: ContactId,
    pub phone: String,
    pub name: Option<String>,
    pub call_count: i32,
    pub last_called_at: Option<DateTime<Utc>>,
}

pub async fn find(tx: &TenantTx, id: ContactId) -> Result<Option<Contact>> {
    let find = "SELECT id, phone, name, call_count, last_called_at FROM contacts WHERE id = $1";
    row(tx.inner(), find, [id.0.into()]).await
}

pub async fn find_by_phone(tx: &TenantTx, phone: &PhoneNumber) -> Result<Option<Contact>> {
    let find = "SELECT id, phone, name, call_count, last_called_at FROM contacts WHERE organization_id = $1 AND phone = $2";
    row(tx.inner(), find, [tx.organization().0.into(), phone.as_str().into()]).await
}
