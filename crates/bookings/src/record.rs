//! A change on record, and the appointment as events carry it.

use contracts::{Event, timestamp, work};
use db::TenantTx;
use db::booking_changes::{self, NewChange};
use domain::{Booking, BookingChange};
use runtime::clock;

use crate::Calendar;

/// Who makes a change.
#[derive(Clone, Copy, Debug)]
pub struct Author<'a> {
    /// What it is made by, as the record of changes has it: the id of a tool call or of a person.
    pub made_by: &'a str,
    /// The service that makes it, as the source of its event.
    pub source: &'static str,
}

/// Records what was done to an appointment, and publishes it.
pub(crate) async fn record(
    tx: &TenantTx,
    calendar: &Calendar<'_>,
    author: Author<'_>,
    (booking, change): (&Booking, BookingChange),
    event: impl Event,
) -> db::Result<()> {
    let new =
        NewChange { id: clock::new_id(), change, made_by: author.made_by, changed_at: calendar.now.to_utc() };
    booking_changes::add(tx, booking, new).await?;
    outbox::append(tx, event, author.source).await
}

pub(crate) fn as_message(booking: &Booking) -> work::Booking {
    work::Booking {
        id: booking.id.to_string(),
        call_id: booking.call_id.map(|call| call.to_string()),
        service_type: booking.service_type.clone(),
        appointment_date: Some(timestamp(booking.appointment_date)),
        ends_at: Some(timestamp(booking.ends_at)),
        status: booking.status.to_string(),
        resource: booking.resource.clone(),
        customer_name: booking.customer_name.clone(),
        customer_phone: booking.customer_phone.clone().map(String::from),
        customer_email: booking.customer_email.clone(),
        ..work::Booking::default()
    }
}
