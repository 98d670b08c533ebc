//! What was done to an appointment, and by what.

use chrono::{DateTime, Utc};
use domain::BookingId;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::bookings::Booking;
use crate::sql::{execute, rows};
use crate::{Result, TenantTx};

#[derive(Clone, Debug, PartialEq, FromQueryResult)]
pub struct BookingChange {
    /// `created`, `rescheduled`, `cancelled`.
    pub change: String,
    pub appointment_date: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub status: String,
    /// The tool call that made it.
    pub made_by: String,
    pub changed_at: DateTime<Utc>,
}

/// A change that is being made.
#[derive(Clone, Copy, Debug)]
pub struct NewChange<'a> {
    pub id: Uuid,
    pub change: &'static str,
    pub made_by: &'a str,
    pub changed_at: DateTime<Utc>,
}

/// Writes down a change, and the booking as it is after it.
pub async fn add(tx: &TenantTx, booking: &Booking, new: NewChange<'_>) -> Result<()> {
    execute(
        tx.inner(),
        "INSERT INTO booking_changes (organization_id, id, booking_id, change, appointment_date, ends_at, status, made_by,
                                      changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        [
            tx.organization().0.into(),
            new.id.into(),
            booking.id.0.into(),
            new.change.into(),
            booking.appointment_date.into(),
            booking.ends_at.into(),
            booking.status.as_str().into(),
            new.made_by.into(),
            new.changed_at.into(),
        ],
    )
    .await?;
    Ok(())
}

/// A booking's changes, in the order in which they were made.
pub async fn of_booking(tx: &TenantTx, booking: BookingId) -> Result<Vec<BookingChange>> {
    rows(
        tx.inner(),
        "SELECT change, appointment_date, ends_at, status, made_by, changed_at FROM booking_changes
         WHERE organization_id = $1 AND booking_id = $2 ORDER BY changed_at, id",
        [tx.organization().0.into(), booking.0.into()],
    )
    .await
}
