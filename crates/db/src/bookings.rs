//! Appointments.

use chrono::{DateTime, Utc};
use domain::{Booking, BookingId, BookingStatus, CallId, PhoneNumber};
use sea_orm::{ConnectionTrait as _, FromQueryResult, TransactionTrait as _, Value};

use crate::columns::{columns, names};
use crate::sql::{quoted, statement};
use crate::{Error, Result, TenantTx};

/// No resource has two appointments at a time.
const ONE_AT_A_TIME: &str = "bookings_one_at_a_time";

columns!(
    Booking:
    id, call_id, contact_id, customer_name, customer_phone, customer_email, service_type, resource,
    appointment_date, ends_at, status, notes
);

/// A time for which a resource is taken.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Busy {
    pub booking_id: BookingId,
    pub resource: String,
    pub from: DateTime<Utc>,
    pub until: DateTime<Utc>,
}

/// Keeps everyone else from the organization's calendar until the transaction ends: who looks for a free time
/// and takes it must see what the one before took.
pub async fn lock_calendar(tx: &TenantTx) -> Result<()> {
    let lock = "SELECT pg_advisory_xact_lock(hashtextextended('calendar ' || $1, 0))";
    tx.execute(lock, [tx.organization().to_string().into()]).await?;
    Ok(())
}

/// What is taken between two moments.
///
/// Row-level security keeps `&&` of ranges off every index, as it might leak; comparisons of
/// times it does not.
pub async fn busy(tx: &TenantTx, from: DateTime<Utc>, until: DateTime<Utc>) -> Result<Vec<Busy>> {
    let busy = format!(
        "SELECT id AS booking_id, resource, appointment_date AS \"from\", ends_at AS until FROM bookings
         WHERE organization_id = $1 AND {} AND appointment_date < $3 AND ends_at > $2",
        is_open()
    );
    tx.rows(&busy, [tx.organization().into(), from.into(), until.into()]).await
}

/// An appointment that is neither over nor cancelled.
pub async fn find_open(tx: &TenantTx, id: BookingId) -> Result<Option<Booking>> {
    let find = format!(
        "SELECT {} FROM bookings WHERE organization_id = $1 AND id = $2 AND {}",
        names::<Booking>(),
        is_open()
    );
    tx.row(&find, [tx.organization().into(), id.into()]).await
}

/// The appointments made in a call that are neither over nor cancelled.
pub async fn made_in(tx: &TenantTx, call: CallId) -> Result<Vec<Booking>> {
    let made = format!(
        "SELECT {} FROM bookings WHERE organization_id = $1 AND call_id = $2 AND {} ORDER BY id",
        names::<Booking>(),
        is_open()
    );
    tx.rows(&made, [tx.organization().into(), call.into()]).await
}

/// Adds a booking; false when its time is taken.
pub async fn add(tx: &TenantTx, booking: &Booking) -> Result<bool> {
    Ok(tx.insert("bookings", booking.clone(), "ON CONFLICT DO NOTHING").await? == 1)
}

/// What came of a move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoveOutcome {
    Moved,
    /// It is over or cancelled already.
    Gone,
    /// Somebody who did not lock the calendar has the time.
    Taken,
}

/// Saves where and when a booking is now.
pub async fn move_to(tx: &TenantTx, booking: &Booking) -> Result<MoveOutcome> {
    let (change, values) = change_of(tx, booking);
    // A statement that fails would end the transaction, and with it the search for another time.
    let savepoint = tx.inner().begin().await?;
    match savepoint.execute_raw(statement(&change, values)).await.map_err(Error::from) {
        Ok(changed) => {
            savepoint.commit().await?;
            Ok(if changed.rows_affected() == 1 { MoveOutcome::Moved } else { MoveOutcome::Gone })
        }
        Err(Error::Constraint { constraint, .. }) if constraint == ONE_AT_A_TIME => {
            savepoint.rollback().await?;
            Ok(MoveOutcome::Taken)
        }
        Err(error) => Err(error),
    }
}

/// Saves the status of a booking; false when it is over or cancelled already.
pub async fn change(tx: &TenantTx, booking: &Booking) -> Result<bool> {
    let (change, values) = change_of(tx, booking);
    Ok(tx.execute(&change, values).await? == 1)
}

fn change_of(tx: &TenantTx, booking: &Booking) -> (String, [Value; 6]) {
    let change = format!(
        "UPDATE bookings
         SET resource = $3, appointment_date = $4, ends_at = $5, status = $6, updated_at = now()
         WHERE organization_id = $1 AND id = $2 AND {}",
        is_open()
    );
    let values = [
        tx.organization().into(),
        booking.id.into(),
        booking.resource.as_str().into(),
        booking.appointment_date.into(),
        booking.ends_at.into(),
        booking.status.into(),
    ];
    (change, values)
}

/// The appointments that are still ahead for a phone number, in any of its spellings, the next one first.
pub async fn ahead_of(
    tx: &TenantTx,
    phone: &PhoneNumber,
    after: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Booking>> {
    let spellings = phone.spellings();
    // Of one number an index has the appointments in their order.
    let is_theirs = if spellings.len() == 1 {
        "customer_phone = ($2::varchar[])[1]"
    } else {
        "customer_phone = ANY($2::varchar[])"
    };
    let ahead = format!(
        "SELECT {} FROM bookings
         WHERE organization_id = $1 AND {is_theirs} AND appointment_date > $3 AND {}
         ORDER BY appointment_date, id LIMIT $4",
        names::<Booking>(),
        is_open()
    );
    tx.rows(&ahead, [tx.organization().into(), spellings.into(), after.into(), limit.into()]).await
}

/// Written out, as an index holds only these.
fn is_open() -> String {
    format!("status IN ({})", quoted(BookingStatus::open()))
}
