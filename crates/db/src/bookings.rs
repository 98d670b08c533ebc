//! Appointments.

use chrono::{DateTime, Utc};
use domain::{BookingId, CallId, ContactId, PhoneNumber};
use sea_orm::FromQueryResult;

use crate::sql::{execute, row, rows};
use crate::{Result, TenantTx};

#[derive(Clone, Debug, PartialEq, FromQueryResult)]
pub struct Booking {
    pub id: BookingId,
    pub call_id: Option<CallId>,
    pub contact_id: Option<ContactId>,
    pub customer_name: Option<String>,
    /// E.164.
    pub customer_phone: Option<String>,
    pub customer_email: Option<String>,
    pub service_type: String,
    /// What is booked: a chair, a van, a person.
    pub resource: String,
    pub appointment_date: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    /// `requested`, `confirmed`, `done`, `no_show`, `cancelled`.
    pub status: String,
    pub notes: Option<String>,
}

/// A time for which a resource is taken.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Busy {
    pub booking_id: BookingId,
    pub resource: String,
    pub from: DateTime<Utc>,
    pub until: DateTime<Utc>,
}

const COLUMNS: &str = "id, call_id, contact_id, customer_name, customer_phone, customer_email, service_type, \
                       resource, appointment_date, ends_at, status, notes";

/// Keeps everyone else from the organization's calendar until the transaction ends: who looks for a free time
/// and takes it must see what the one before took.
pub async fn lock_calendar(tx: &TenantTx) -> Result<()> {
    let lock = "SELECT pg_advisory_xact_lock(hashtextextended('calendar ' || $1, 0))";
    execute(tx.inner(), lock, [tx.organization().to_string().into()]).await?;
    Ok(())
}

/// What is taken between two moments.
///
/// Row-level security keeps `&&` of ranges off every index, as it might leak; comparisons of
/// times it does not.
pub async fn busy(tx: &TenantTx, from: DateTime<Utc>, until: DateTime<Utc>) -> Result<Vec<Busy>> {
    rows(
        tx.inner(),
        "SELECT id AS booking_id, resource, appointment_date AS \"from\", ends_at AS until FROM bookings
         WHERE organization_id = $1 AND status IN ('requested', 'confirmed')
           AND appointment_date < $3 AND ends_at > $2",
        [tx.organization().0.into(), from.into(), until.into()],
    )
    .await
}

/// An appointment that is neither over nor cancelled.
pub async fn find_open(tx: &TenantTx, id: BookingId) -> Result<Option<Booking>> {
    let find = format!(
        "SELECT {COLUMNS} FROM bookings
         WHERE organization_id = $1 AND id = $2 AND status IN ('requested', 'confirmed')"
    );
    row(tx.inner(), &find, [tx.organization().0.into(), id.0.into()]).await
}

/// Adds a booking; false when its time is taken.
pub async fn add(tx: &TenantTx, booking: &Booking) -> Result<bool> {
    let added = execute(
        tx.inner(),
        "INSERT INTO bookings (organization_id, id, call_id, contact_id, customer_name, customer_phone, customer_email,
                               service_type, resource, appointment_date, ends_at, status, notes)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING",
        [
            tx.organization().0.into(),
            booking.id.0.into(),
            booking.call_id.map(|id| id.0).into(),
            booking.contact_id.map(|id| id.0).into(),
            booking.customer_name.clone().into(),
            booking.customer_phone.clone().into(),
            booking.customer_email.clone().into(),
            booking.service_type.as_str().into(),
            booking.resource.as_str().into(),
            booking.appointment_date.into(),
            booking.ends_at.into(),
            booking.status.as_str().into(),
            booking.notes.clone().into(),
        ],
    )
    .await?;
    Ok(added == 1)
}

/// Saves where and when a booking is now, and its status; false when it is over or cancelled already.
pub async fn change(tx: &TenantTx, booking: &Booking) -> Result<bool> {
    let changed = execute(
        tx.inner(),
        "UPDATE bookings SET resource = $2, appointment_date = $3, ends_at = $4, status = $5, updated_at = now()
         WHERE id = $1 AND status IN ('requested', 'confirmed')",
        [
            booking.id.0.into(),
            booking.resource.as_str().into(),
            booking.appointment_date.into(),
            booking.ends_at.into(),
            booking.status.as_str().into(),
        ],
    )
    .await?;
    Ok(changed == 1)
}

/// The appointments that are still ahead for a phone number, the next one first.
pub async fn ahead_of(
    tx: &TenantTx,
    phone: &PhoneNumber,
    after: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Booking>> {
    let ahead = format!(
        "SELECT {COLUMNS} FROM bookings
         WHERE organization_id = $1 AND customer_phone = $2 AND appointment_date > $3
           AND status IN ('requested', 'confirmed')
         ORDER BY appointment_date, id LIMIT $4"
    );
    let values = [tx.organization().0.into(), phone.as_str().into(), after.into(), limit.into()];
    rows(tx.inner(), &ahead, values).await
}
