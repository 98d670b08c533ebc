//! An appointment is moved to another time.

use contracts::timestamp;
use contracts::work::BookingRescheduled;
use db::TenantTx;
use db::bookings::MoveOutcome;
use domain::{Booking, BookingChange, BookingId};

use crate::place::Search;
use crate::record::{as_message, record};
use crate::{Author, BookingError, Calendar, Rejection, RequestedTime, Service};

/// An appointment before and after it was moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    pub from: Booking,
    pub to: Booking,
}

/// Moves an appointment that is neither over nor cancelled, to whom it is with now if they have the time.
pub async fn reschedule(
    tx: &TenantTx,
    calendar: &Calendar<'_>,
    author: Author<'_>,
    (id, time): (BookingId, RequestedTime),
) -> Result<Moved, BookingError> {
    // Before it is read, so that nobody else moves it meanwhile.
    db::bookings::lock_calendar(tx).await?;
    let booked = db::bookings::find_open(tx, id).await?.ok_or(Rejection::NotFound)?;
    let length = booked.ends_at - booked.appointment_date;
    let mut service = Service::booked(calendar.booking, &booked.service_type, length);
    service.resources.sort_by_key(|resource| *resource != booked.resource);
    let search = Search { tx, calendar, service: &service, moving: Some(&booked) };
    let place = search.find(&time).await?;
    if place.from.to_utc() == booked.appointment_date {
        let (service, at) = (booked.service_type, booked.appointment_date);
        return Err(Rejection::AlreadyThen { service, at }.into());
    }
    let moved = Booking {
        resource: place.resource.to_owned(),
        appointment_date: place.from.to_utc(),
        ends_at: place.until.to_utc(),
        ..booked.clone()
    };
    match db::bookings::move_to(tx, &moved).await? {
        MoveOutcome::Moved => {}
        MoveOutcome::Gone => return Err(Rejection::NotFound.into()),
        MoveOutcome::Taken => return Err(search.taken(place.from).await?.into()),
    }
    let event = BookingRescheduled {
        booking: Some(as_message(&moved)),
        previous_appointment_date: Some(timestamp(booked.appointment_date)),
    };
    record(tx, calendar, author, (&moved, BookingChange::Rescheduled), event).await?;
    Ok(Moved { from: booked, to: moved })
}
