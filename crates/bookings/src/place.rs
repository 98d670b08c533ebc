//! Where there is room for an appointment.

use chrono::DateTime;
use db::TenantTx;
use db::bookings::Busy;
use domain::{Booking, Zone};

use crate::calendar::{Span, Unfit, free_resource};
use crate::{BookingError, Calendar, Rejection, Service};

/// When somebody would like to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestedTime {
    At(DateTime<Zone>),
    /// Any time of these spans, from one moment to another: several are days or alternatives. A moment among
    /// alternatives is the minute that it begins.
    Within(Vec<(DateTime<Zone>, DateTime<Zone>)>),
    Soonest,
}

/// Room for an appointment.
pub(crate) struct Place<'a> {
    pub(crate) resource: &'a str,
    pub(crate) from: DateTime<Zone>,
    pub(crate) until: DateTime<Zone>,
}

/// Where room is looked for, and for what.
#[derive(Clone, Copy)]
pub(crate) struct Search<'s, 'a> {
    pub(crate) tx: &'s TenantTx,
    pub(crate) calendar: &'s Calendar<'s>,
    pub(crate) service: &'s Service<'a>,
    /// An appointment that is to be moved: it takes nothing away from itself.
    pub(crate) moving: Option<&'s Booking>,
}

/// The first free times of those that were requested.
pub async fn free_times(
    tx: &TenantTx,
    calendar: &Calendar<'_>,
    service: &Service<'_>,
    time: &RequestedTime,
) -> Result<Vec<DateTime<Zone>>, BookingError> {
    match (Search { tx, calendar, service, moving: None }).find(time).await {
        Ok(place) => Ok(vec![place.from]),
        Err(BookingError::Rejected(Rejection::WhichTime { free })) => Ok(free),
        Err(error) => Err(error),
    }
}

impl<'a> Search<'_, 'a> {
    /// Finds room at the moment that was requested. Who means to take it has locked the calendar.
    pub(crate) async fn find(self, time: &RequestedTime) -> Result<Place<'a>, BookingError> {
        let at = match time {
            RequestedTime::At(at) => *at,
            RequestedTime::Within(spans) => return Err(self.offer(spans).await?.into()),
            RequestedTime::Soonest => return Err(self.soonest().await?.into()),
        };
        if let Err(unfit) = self.calendar.check(at, self.service.length) {
            let why = match unfit {
                Unfit::TooFar => self.too_far(),
                Unfit::TooSoon => Rejection::TooSoon { offers: self.near(at).await? },
                Unfit::Closed => Rejection::Closed { at, offers: self.near(at).await? },
            };
            return Err(why.into());
        }
        let until = at + self.service.length;
        let busy = self.busy((at, until)).await?;
        match free_resource(at, self.service, &busy) {
            Some(resource) => Ok(Place { resource, from: at, until }),
            None => Err(self.taken(at).await?.into()),
        }
    }

    /// A time that somebody else has.
    pub(crate) async fn taken(self, at: DateTime<Zone>) -> db::Result<Rejection> {
        Ok(Rejection::Taken { at, offers: self.near(at).await? })
    }

    pub(crate) fn too_far(self) -> Rejection {
        Rejection::TooFar { horizon_days: self.calendar.booking.horizon_days }
    }

    /// What others have between two moments, also what began before or ends after.
    pub(crate) async fn busy(self, (from, until): Span) -> db::Result<Vec<Busy>> {
        let mut busy = db::bookings::busy(self.tx, from.to_utc(), until.to_utc()).await?;
        busy.retain(|busy| self.moving.is_none_or(|booking| busy.booking_id != booking.id));
        Ok(busy)
    }
}
