//! A free time becomes an appointment.

use contracts::work::BookingCreated;
use db::TenantTx;
use domain::{Booking, BookingChange, BookingId, BookingStatus, CallId, PhoneNumber};
use runtime::clock;

use crate::place::Search;
use crate::record::{as_message, record};
use crate::{Author, BookingError, Calendar, RequestedTime, Service};

/// An appointment that is to be made.
#[derive(Clone, Debug)]
pub struct NewBooking<'a> {
    pub service: Service<'a>,
    pub time: RequestedTime,
    pub customer: Customer,
    /// The call in which it is made.
    pub call: Option<CallId>,
}

/// Who comes.
#[derive(Clone, Debug, Default)]
pub struct Customer {
    pub name: Option<String>,
    pub phone: Option<PhoneNumber>,
    pub email: Option<String>,
}

/// Makes an appointment, confirmed at once.
pub async fn book(
    tx: &TenantTx,
    calendar: &Calendar<'_>,
    author: Author<'_>,
    new: NewBooking<'_>,
) -> Result<Booking, BookingError> {
    let NewBooking { service, time, customer, call } = new;
    let search = Search { tx, calendar, service: &service, moving: None };
    // First without the lock: only who may get the time waits for the calendar, and looks again.
    search.find(&time).await?;
    db::bookings::lock_calendar(tx).await?;
    let place = search.find(&time).await?;
    let contact = match &customer.phone {
        Some(phone) => db::contacts::find_by_phone(tx, phone).await?,
        None => None,
    };
    let booking = Booking {
        id: BookingId(clock::new_id()),
        call_id: call,
        contact_id: contact.map(|contact| contact.id),
        customer_name: customer.name,
        customer_phone: customer.phone,
        customer_email: customer.email,
        service_type: service.name.clone(),
        resource: place.resource.to_owned(),
        appointment_date: place.from.to_utc(),
        ends_at: place.until.to_utc(),
        status: BookingStatus::Confirmed,
        notes: None,
    };
    if !db::bookings::add(tx, &booking).await? {
        // Taken by a transaction that did not lock the calendar.
        return Err(search.taken(place.from).await?.into());
    }
    let event = BookingCreated { booking: Some(as_message(&booking)) };
    record(tx, calendar, author, (&booking, BookingChange::Created), event).await?;
    Ok(booking)
}
