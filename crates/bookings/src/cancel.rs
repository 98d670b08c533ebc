//! An appointment is given up.

use contracts::work::BookingCancelled;
use db::TenantTx;
use domain::{Booking, BookingChange, BookingId, BookingStatus};

use crate::record::{as_message, record};
use crate::{Author, BookingError, Calendar, Rejection};

/// Cancels an appointment that is neither over nor cancelled; its time is free again.
pub async fn cancel(
    tx: &TenantTx,
    calendar: &Calendar<'_>,
    author: Author<'_>,
    id: BookingId,
) -> Result<Booking, BookingError> {
    // Before it is read, so that nobody else moves it meanwhile.
    db::bookings::lock_calendar(tx).await?;
    let booked = db::bookings::find_open(tx, id).await?.ok_or(Rejection::NotFound)?;
    let cancelled = Booking { status: BookingStatus::Cancelled, ..booked };
    if !db::bookings::change(tx, &cancelled).await? {
        return Err(Rejection::NotFound.into());
    }
    let event = BookingCancelled { booking: Some(as_message(&cancelled)) };
    record(tx, calendar, author, (&cancelled, BookingChange::Cancelled), event).await?;
    Ok(cancelled)
}
