//! Which times can be booked: within opening hours, with notice, not too far ahead, and free.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, TimeZone as _};
use chrono_tz::Tz;
use db::bookings::Busy;
use domain::{BookingSettings, BusinessHours, OrganizationSettings};

use crate::service::{SHORTEST_MINUTES, Service};

/// At most 3 times are offered: more are not remembered by ear.
const OFFERS: usize = 3;

/// Other times are looked for within 7 days before and after: beyond that a caller names another day.
pub(crate) const LOOK_AROUND_DAYS: u64 = 7;

/// Where the business is always open, only these hours of a day are offered: no caller means three in the
/// morning.
const OFFERED_HOURS: (u32, u32) = (9, 18);

/// What an organization allows, at a moment.
#[derive(Clone, Copy, Debug)]
pub struct Calendar<'a> {
    pub booking: &'a BookingSettings,
    /// Absent: always open.
    pub hours: Option<&'a BusinessHours>,
    /// In the organization's zone.
    pub now: DateTime<Tz>,
}

/// Why a time can't be booked, taken or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unfit {
    TooSoon,
    TooFar,
    Closed,
}

impl<'a> Calendar<'a> {
    pub fn of(settings: &'a OrganizationSettings, now: DateTime<Tz>) -> Self {
        Self { booking: &settings.booking, hours: settings.business_hours.as_ref(), now }
    }

    pub(crate) fn check(&self, at: DateTime<Tz>, length: TimeDelta) -> Result<(), Unfit> {
        if at < self.now + TimeDelta::minutes(self.booking.notice_minutes.into()) {
            return Err(Unfit::TooSoon);
        }
        if at.date_naive() > self.last_day() {
            return Err(Unfit::TooFar);
        }
        let Some(hours) = self.hours else { return Ok(()) };
        if is_open_throughout(hours, at, at + length) { Ok(()) } else { Err(Unfit::Closed) }
    }

    /// The first free times of a span.
    pub(crate) fn free_within(
        &self,
        (from, until): (DateTime<Tz>, DateTime<Tz>),
        service: &Service<'_>,
        busy: &[Busy],
    ) -> Vec<DateTime<Tz>> {
        self.offered(from.date_naive(), until.date_naive(), service.length)
            .filter(|at| from <= *at && *at < until)
            .filter(|at| self.is_free(*at, service, busy))
            .take(OFFERS)
            .collect()
    }

    /// The free times nearest to a moment, in their order.
    pub(crate) fn free_near(
        &self,
        at: DateTime<Tz>,
        service: &Service<'_>,
        busy: &[Busy],
    ) -> Vec<DateTime<Tz>> {
        let day = at.date_naive();
        let first =
            day.checked_sub_days(Days::new(LOOK_AROUND_DAYS)).unwrap_or(day).max(self.now.date_naive());
        let last = day.checked_add_days(Days::new(LOOK_AROUND_DAYS)).unwrap_or(day);
        let mut offered: Vec<_> = self.offered(first, last, service.length).collect();
        offered.sort_by_key(|offer| (*offer - at).abs());
        let free = offered.into_iter().filter(|offer| self.is_free(*offer, service, busy));
        let mut nearest: Vec<_> = free.take(OFFERS).collect();
        nearest.sort();
        nearest
    }

    fn is_free(&self, at: DateTime<Tz>, service: &Service<'_>, busy: &[Busy]) -> bool {
        self.check(at, service.length).is_ok() && free_resource(at, service, busy).is_some()
    }

    /// The times at which an appointment may begin, from one day to another.
    fn offered(
        &self,
        first: NaiveDate,
        last: NaiveDate,
        length: TimeDelta,
    ) -> impl Iterator<Item = DateTime<Tz>> + '_ {
        let step = TimeDelta::minutes(self.booking.step_minutes.max(SHORTEST_MINUTES).into());
        let days = first.iter_days().take_while(move |day| *day <= last.min(self.last_day()));
        days.flat_map(|day| self.openings(day)).flat_map(move |(from, until)| {
            // Where there are hours, they may go on after this opening: `check` knows.
            let fits =
                move |at: &DateTime<Tz>| *at < until && (self.hours.is_some() || *at + length <= until);
            std::iter::successors(Some(from), move |at| Some(*at + step)).take_while(fits)
        })
    }

    fn openings(&self, day: NaiveDate) -> Vec<(DateTime<Tz>, DateTime<Tz>)> {
        let zone = self.now.timezone();
        if let Some(hours) = self.hours {
            return hours.on(day, zone).collect();
        }
        offered_hours(day, zone).into_iter().collect()
    }

    fn last_day(&self) -> NaiveDate {
        let today = self.now.date_naive();
        today.checked_add_days(Days::new(self.booking.horizon_days.into())).unwrap_or(today)
    }
}

/// The hours of a day that are offered where the business is always open.
pub fn offered_hours(day: NaiveDate, zone: Tz) -> Option<(DateTime<Tz>, DateTime<Tz>)> {
    let at = |hour| zone.from_local_datetime(&day.and_hms_opt(hour, 0, 0)?).earliest();
    at(OFFERED_HOURS.0).zip(at(OFFERED_HOURS.1))
}

/// Openings that touch are one.
fn is_open_throughout(hours: &BusinessHours, from: DateTime<Tz>, until: DateTime<Tz>) -> bool {
    let day = from.date_naive();
    // One of the day before may run past midnight.
    let days = day.pred_opt().unwrap_or(day).iter_days().take_while(|day| *day <= until.date_naive());
    let mut openings: Vec<_> = days.flat_map(|day| hours.on(day, from.timezone())).collect();
    openings.sort();
    let open_until = openings.into_iter().fold(from, |open_until, (opens, closes)| {
        if opens <= open_until { open_until.max(closes) } else { open_until }
    });
    until <= open_until
}

/// A resource that can take the appointment.
pub(crate) fn free_resource<'a>(at: DateTime<Tz>, service: &Service<'a>, busy: &[Busy]) -> Option<&'a str> {
    let until = at + service.length;
    let is_taken = |resource: &str| {
        busy.iter().any(|busy| busy.resource == resource && busy.from < until && at < busy.until)
    };
    service.resources.iter().find(|resource| !is_taken(resource)).copied()
}

#[cfg(test)]
mod tests {
    use chrono::Utc;
    use chrono_tz::America::New_York;
    use domain::{BookingId, Opening};

    use super::*;

    fn at(text: &str) -> DateTime<Tz> {
        New_York.from_local_datetime(&text.parse().unwrap()).earliest().unwrap()
    }

    /// Open from nine to five on weekdays.
    struct Shop {
        booking: BookingSettings,
        hours: BusinessHours,
    }

    impl Shop {
        fn of(booking: BookingSettings) -> Self {
            Self { booking, hours: BusinessHours::weekdays(Opening::parse("09:00-17:00").unwrap()) }
        }

        /// It is a Friday.
        fn calendar(&self) -> Calendar<'_> {
            Calendar { booking: &self.booking, hours: Some(&self.hours), now: at("2026-11-20T10:10:00") }
        }
    }

    fn half_hour<'a>(resources: &[&'a str]) -> Service<'a> {
        Service { name: "cut".to_owned(), length: TimeDelta::minutes(30), resources: resources.to_vec() }
    }

    fn taken(resource: &str, from: &str, until: &str) -> Busy {
        let utc = |text| at(text).with_timezone(&Utc);
        let booking_id = BookingId(uuid::Uuid::nil());
        Busy { booking_id, resource: resource.to_owned(), from: utc(from), until: utc(until) }
    }

    #[test]
    fn an_appointment_fits_an_opening_as_a_whole() {
        let shop = Shop::of(BookingSettings::default());
        let check = |from| shop.calendar().check(at(from), TimeDelta::minutes(30));
        assert_eq!(check("2026-11-20T16:30:00"), Ok(()));
        assert_eq!(check("2026-11-20T16:31:00"), Err(Unfit::Closed));
        assert_eq!(check("2026-11-21T12:00:00"), Err(Unfit::Closed), "a Saturday");
        assert_eq!(check("2026-11-20T10:00:00"), Err(Unfit::TooSoon), "in the past");
        assert_eq!(check("2027-06-01T10:00:00"), Err(Unfit::TooFar));
    }

    #[test]
    fn openings_that_touch_are_one_and_those_that_do_not_are_two() {
        let hours = |text: &str| {
            let openings: Vec<_> = text.split(' ').map(|text| Opening::parse(text).unwrap()).collect();
            BusinessHours { saturday: openings.clone(), sunday: openings, ..BusinessHours::default() }
        };
        let booking = BookingSettings::default();
        let check = |hours: &BusinessHours, from| {
            let calendar = Calendar { booking: &booking, hours: Some(hours), now: at("2026-11-20T10:10:00") };
            calendar.check(at(from), TimeDelta::minutes(30))
        };
        let always = hours("00:00-24:00");
        assert_eq!(check(&always, "2026-11-21T23:45:00"), Ok(()));
        assert_eq!(check(&always, "2026-11-22T23:45:00"), Err(Unfit::Closed), "a Monday is closed");
        assert_eq!(check(&hours("13:00-17:00 09:00-13:00"), "2026-11-21T12:45:00"), Ok(()));
        let with_lunch = hours("09:00-12:00 13:00-17:00");
        assert_eq!(check(&with_lunch, "2026-11-21T11:45:00"), Err(Unfit::Closed));
        assert_eq!(check(&with_lunch, "2026-11-21T12:45:00"), Err(Unfit::Closed));
    }

    #[test]
    fn notice_is_kept() {
        let shop = Shop::of(BookingSettings { notice_minutes: 120, ..BookingSettings::default() });
        let check = |from| shop.calendar().check(at(from), TimeDelta::minutes(30));
        assert_eq!(check("2026-11-20T12:00:00"), Err(Unfit::TooSoon));
        assert_eq!(check("2026-11-20T12:10:00"), Ok(()));
    }

    #[test]
    fn the_nearest_free_times_are_before_and_after_and_on_other_days() {
        let shop = Shop::of(BookingSettings::default());
        let near =
            |busy: &[Busy]| shop.calendar().free_near(at("2026-11-20T14:00:00"), &half_hour(&["main"]), busy);
        let some = near(&[taken("main", "2026-11-20T14:00:00", "2026-11-20T15:00:00")]);
        assert_eq!(some, ["13:00", "13:30", "15:00"].map(|time| at(&format!("2026-11-20T{time}:00"))));
        let none = near(&[taken("main", "2026-11-20T00:00:00", "2026-11-21T00:00:00")]);
        assert_eq!(none.first(), Some(&at("2026-11-23T09:00:00")));
    }

    #[test]
    fn a_second_resource_takes_what_the_first_can_not() {
        let busy = [taken("chair 1", "2026-11-20T14:00:00", "2026-11-20T15:00:00")];
        let service = half_hour(&["chair 1", "chair 2"]);
        assert_eq!(free_resource(at("2026-11-20T14:45:00"), &service, &busy), Some("chair 2"));
        assert_eq!(free_resource(at("2026-11-20T15:00:00"), &service, &busy), Some("chair 1"));
        assert_eq!(free_resource(at("2026-11-20T14:45:00"), &half_hour(&["chair 1"]), &busy), None);
    }

    #[test]
    fn where_it_is_always_open_the_day_is_offered_and_the_night_only_taken() {
        let booking = BookingSettings::default();
        let calendar = Calendar { booking: &booking, hours: None, now: at("2026-11-20T20:00:00") };
        assert_eq!(calendar.check(at("2026-11-21T03:00:00"), TimeDelta::minutes(30)), Ok(()));
        let span = (at("2026-11-20T20:00:00"), at("2026-11-22T00:00:00"));
        let free = calendar.free_within(span, &half_hour(&["main"]), &[]);
        assert_eq!(free.first(), Some(&at("2026-11-21T09:00:00")));
    }

    #[test]
    fn steps_of_nothing_end() {
        let shop = Shop::of(BookingSettings { step_minutes: 0, ..BookingSettings::default() });
        let free = shop.calendar().free_near(at("2026-11-20T14:00:00"), &half_hour(&["main"]), &[]);
        assert_eq!(free.len(), 3);
    }
}
