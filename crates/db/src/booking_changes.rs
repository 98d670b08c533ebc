//! What was done to an appointment, and by what.

use chrono::{DateTime, Utc};
use domain::{Booking, BookingChange, BookingId, BookingStatus};
use uuid::Uuid;

use crate::columns::columns;
use crate::{Result, TenantTx};

/// A change that is being made.
#[derive(Clone, Copy, Debug)]
pub struct NewChange<'a> {
    pub id: Uuid,
    pub change: BookingChange,
    /// The tool call that makes it.
    pub made_by: &'a str,
    pub changed_at: DateTime<Utc>,
}

columns!(NewChange<'_>: id, change, made_by, changed_at);

/// The booking as it is after the change.
struct Changed {
    booking_id: BookingId,
    appointment_date: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    status: BookingStatus,
}

columns!(Changed: booking_id, appointment_date, ends_at, status);

/// Writes down a change, and the booking as it is after it.
pub async fn add(tx: &TenantTx, booking: &Booking, new: NewChange<'_>) -> Result<()> {
    let Booking { id: booking_id, appointment_date, ends_at, status, .. } = *booking;
    tx.insert("booking_changes", (new, Changed { booking_id, appointment_date, ends_at, status }), "")
        .await?;
    Ok(())
}
