//! Where there is room for an appointment, and what to offer where there is none.

use chrono::{DateTime, TimeDelta};
use chrono_tz::Tz;
use db::TenantTx;
use db::bookings::Busy;
use domain::BookingId;

use crate::calendar::{LOOK_AROUND_DAYS, Unfit, free_resource};
use crate::{BookingError, Calendar, Rejection, Service};

/// When somebody would like to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestedTime {
    At(DateTime<Tz>),
    /// Any time from one moment to another.
    Within(DateTime<Tz>, DateTime<Tz>),
    Soonest,
}

/// Room for an appointment.
pub(crate) struct Place<'a> {
    pub(crate) resource: &'a str,
    pub(crate) from: DateTime<Tz>,
    pub(crate) until: DateTime<Tz>,
}

/// The first free times of those that were requested.
pub async fn free_times(
    tx: &TenantTx,
    calendar: &Calendar<'_>,
    service: &Service<'_>,
    time: RequestedTime,
) -> Result<Vec<DateTime<Tz>>, BookingError> {
    match find(tx, calendar, service, time, None).await {
        Ok(place) => Ok(vec![place.from]),
        Err(BookingError::Rejected(Rejection::WhichTime { free })) => Ok(free),
        Err(error) => Err(error),
    }
}

/// Finds room at the moment that was requested; `moving` is an appointment that makes room for itself. Who means
/// to take it has locked the calendar.
pub(crate) async fn find<'a>(
    tx: &TenantTx,
    calendar: &Calendar<'_>,
    service: &Service<'a>,
    time: RequestedTime,
    moving: Option<BookingId>,
) -> Result<Place<'a>, BookingError> {
    let at = match time {
        RequestedTime::At(at) => at,
        RequestedTime::Within(from, until) => {
            return Err(offer(tx, calendar, service, (from, until)).await?.into());
        }
        RequestedTime::Soonest => {
            let span = (calendar.now, calendar.now + days());
            return Err(offer(tx, calendar, service, span).await?.into());
        }
    };
    if let Err(unfit) = calendar.check(at, service.length) {
        let why = match unfit {
            Unfit::TooFar => Rejection::TooFar { horizon_days: calendar.booking.horizon_days },
            Unfit::TooSoon => Rejection::TooSoon { offers: near(tx, calendar, service, at).await? },
            Unfit::Closed => Rejection::Closed { at, offers: near(tx, calendar, service, at).await? },
        };
        return Err(why.into());
    }
    let until = at + service.length;
    let mut busy = busy(tx, at, until).await?;
    busy.retain(|busy| Some(busy.booking_id) != moving);
    match free_resource(at, service, &busy) {
        Some(resource) => Ok(Place { resource, from: at, until }),
        None => Err(taken(tx, calendar, service, at).await?.into()),
    }
}

/// A time that somebody else has.
pub(crate) async fn taken(
    tx: &TenantTx,
    calendar: &Calendar<'_>,
    service: &Service<'_>,
    at: DateTime<Tz>,
) -> db::Result<Rejection> {
    Ok(Rejection::Taken { at, offers: near(tx, calendar, service, at).await? })
}

/// What is free when the hour is left open.
async fn offer(
    tx: &TenantTx,
    calendar: &Calendar<'_>,
    service: &Service<'_>,
    (from, until): (DateTime<Tz>, DateTime<Tz>),
) -> db::Result<Rejection> {
    let busy = busy(tx, from, until).await?;
    let free = calendar.free_within((from, until), service, &busy);
    if free.is_empty() {
        return Ok(Rejection::NothingFree { offers: near(tx, calendar, service, from).await? });
    }
    Ok(Rejection::WhichTime { free })
}

/// The free times nearest to a moment.
async fn near(
    tx: &TenantTx,
    calendar: &Calendar<'_>,
    service: &Service<'_>,
    at: DateTime<Tz>,
) -> db::Result<Vec<DateTime<Tz>>> {
    let at = at.max(calendar.now);
    let busy = busy(tx, at - days(), at + days()).await?;
    Ok(calendar.free_near(at, service, &busy))
}

async fn busy(tx: &TenantTx, from: DateTime<Tz>, until: DateTime<Tz>) -> db::Result<Vec<Busy>> {
    db::bookings::busy(tx, from.to_utc(), until.to_utc()).await
}

/// One more than is looked around, as the day of the moment is looked at from its beginning to its end.
fn days() -> TimeDelta {
    TimeDelta::days(i64::try_from(LOOK_AROUND_DAYS).unwrap_or(0) + 1)
}
