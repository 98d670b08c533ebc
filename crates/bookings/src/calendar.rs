//! Which times can be booked: within opening hours, with notice, not too far ahead, and free.

use std::iter::successors;

use chrono::{DateTime, Days, DurationRound as _, NaiveDate, TimeDelta, TimeZone as _, Timelike as _};
use db::bookings::Busy;
use domain::{BookingSettings, BusinessHours, OrganizationSettings, Zone};

use crate::service::{SHORTEST_MINUTES, Service};

/// Where the business is always open, only these hours of a day are offered: no caller means three in the
/// morning.
const OFFERED_HOURS: (u32, u32) = (9, 18);

const DAYS_A_WEEK: u16 = 7;

/// From one moment to another.
pub(crate) type Span = (DateTime<Zone>, DateTime<Zone>);

/// What an organization allows, at a moment.
#[derive(Clone, Copy, Debug)]
pub struct Calendar<'a> {
    pub booking: &'a BookingSettings,
    /// Absent: always open.
    pub hours: Option<&'a BusinessHours>,
    /// In the organization's zone.
    pub now: DateTime<Zone>,
}

/// Why a time can't be booked, taken or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unfit {
    TooSoon,
    TooFar,
    Closed,
}

impl<'a> Calendar<'a> {
    pub fn of(settings: &'a OrganizationSettings, now: DateTime<Zone>) -> Self {
        Self { booking: &settings.booking, hours: settings.business_hours.as_ref(), now }
    }

    pub(crate) fn check(&self, at: DateTime<Zone>, length: TimeDelta) -> Result<(), Unfit> {
        if at < self.earliest() {
            return Err(Unfit::TooSoon);
        }
        if self.is_too_far(at) {
            return Err(Unfit::TooFar);
        }
        let Some(hours) = self.hours else { return Ok(()) };
        if is_open_throughout(hours, at, at + length) { Ok(()) } else { Err(Unfit::Closed) }
    }

    pub(crate) fn earliest(&self) -> DateTime<Zone> {
        self.now + TimeDelta::minutes(self.booking.notice_minutes.into())
    }

    pub(crate) fn is_too_far(&self, at: DateTime<Zone>) -> bool {
        at.date_naive() > self.last_day()
    }

    pub(crate) fn is_free(&self, at: DateTime<Zone>, service: &Service<'_>, busy: &[Busy]) -> bool {
        self.check(at, service.length).is_ok() && free_resource(at, service, busy).is_some()
    }

    /// The times in each of these spans at which an appointment may begin, free or not, in order.
    pub(crate) fn times_within(&self, spans: &[Span], length: TimeDelta) -> Vec<Vec<DateTime<Zone>>> {
        let offered: Vec<_> = spans.iter().map(|span| self.offered_within(*span, length)).collect();
        let is_nothing = offered.iter().all(Vec::is_empty);
        let times = |(span, offered): (&Span, Vec<DateTime<Zone>>)| {
            // The hours that are offered where it is always open are no rule: who asks for an evening gets one,
            // but who asks for a day or another not what is left of today at night.
            let is_outside = self.hours.is_none() && (is_nothing || span.0 > self.now);
            // A moment that was named may be between two that are offered.
            let is_own = offered.is_empty() && (is_outside || self.is_short(*span));
            if is_own { self.times_from(*span) } else { offered }
        };
        spans.iter().zip(offered).map(times).collect()
    }

    /// The times that the openings of these days offer, free or not, in order.
    pub(crate) fn times_of(
        &self,
        days: impl IntoIterator<Item = NaiveDate>,
        length: TimeDelta,
    ) -> Vec<DateTime<Zone>> {
        let step = self.step();
        let openings =
            days.into_iter().filter(|day| self.may_be_booked(*day)).flat_map(|day| self.openings(day));
        let mut times: Vec<_> = openings
            .flat_map(|(from, until)| {
                // Where there are hours, they may go on after this opening: `check` knows. Where there are none,
                // what is longer than the hours that are offered has to begin in them all the same.
                let may_end_later = self.hours.is_some() || length > until - from;
                let fits = move |at: &DateTime<Zone>| *at < until && (may_end_later || *at + length <= until);
                successors(Some(from), move |at| Some(*at + step)).take_while(fits)
            })
            .collect();
        times.sort();
        times.dedup();
        times
    }

    /// A week of days, so many weeks after that day or before it, as far as anything can be booked on them.
    pub(crate) fn week(&self, day: NaiveDate, number: i64) -> Vec<NaiveDate> {
        let first = TimeDelta::try_weeks(number).and_then(|weeks| day.checked_add_signed(weeks));
        let days = first.into_iter().flat_map(|first| first.iter_days().take(DAYS_A_WEEK.into()));
        days.filter(|day| self.may_be_booked(*day)).collect()
    }

    /// After so many weeks from a day on which anything can be booked, nothing can.
    pub(crate) fn weeks(&self) -> i64 {
        i64::from(self.booking.horizon_days / DAYS_A_WEEK) + 1
    }

    /// Its openings may run past midnight.
    pub(crate) fn yesterday(&self) -> NaiveDate {
        let today = self.now.date_naive();
        today.pred_opt().unwrap_or(today)
    }

    fn offered_within(&self, (from, until): Span, length: TimeDelta) -> Vec<DateTime<Zone>> {
        let day = from.date_naive();
        // One of the day before may run past midnight.
        let days = day.pred_opt().unwrap_or(day).iter_days().take_while(|day| *day <= until.date_naive());
        let mut times = self.times_of(days, length);
        times.retain(|at| from <= *at && *at < until);
        times
    }

    /// The beginning of a span, and what follows from it.
    fn times_from(&self, span: Span) -> Vec<DateTime<Zone>> {
        let (from, until) = span;
        let is_named = self.is_short(span) && from.second() == 0 && from.nanosecond() == 0;
        // Not the minute in which it happens to be asked.
        let rounded = || from.duration_round_up(TimeDelta::minutes(SHORTEST_MINUTES.into())).unwrap_or(from);
        let first = if is_named { from } else { rounded() };
        successors(Some(first), |at| Some(*at + self.step())).take_while(|at| *at < until).collect()
    }

    /// Between two times that are offered there is room for all of it.
    fn is_short(&self, (from, until): Span) -> bool {
        until - from < self.step()
    }

    fn step(&self) -> TimeDelta {
        TimeDelta::minutes(self.booking.step_minutes.max(SHORTEST_MINUTES).into())
    }

    fn openings(&self, day: NaiveDate) -> Vec<Span> {
        let zone = self.now.timezone();
        if let Some(hours) = self.hours {
            return hours.on(day, zone).collect();
        }
        offered_hours(day, zone).into_iter().collect()
    }

    fn may_be_booked(&self, day: NaiveDate) -> bool {
        self.yesterday() <= day && day <= self.last_day()
    }

    fn last_day(&self) -> NaiveDate {
        let today = self.now.date_naive();
        today.checked_add_days(Days::new(self.booking.horizon_days.into())).unwrap_or(today)
    }
}

/// The hours of a day that are offered where the business is always open.
pub fn offered_hours(day: NaiveDate, zone: Zone) -> Option<(DateTime<Zone>, DateTime<Zone>)> {
    let at = |hour| zone.from_local_datetime(&day.and_hms_opt(hour, 0, 0)?).earliest();
    at(OFFERED_HOURS.0).zip(at(OFFERED_HOURS.1))
}

/// Openings that touch are one.
fn is_open_throughout(hours: &BusinessHours, from: DateTime<Zone>, until: DateTime<Zone>) -> bool {
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
pub(crate) fn free_resource<'a>(at: DateTime<Zone>, service: &Service<'a>, busy: &[Busy]) -> Option<&'a str> {
    let until = at + service.length;
    let is_taken = |resource: &str| {
        busy.iter().any(|busy| busy.resource == resource && busy.from < until && at < busy.until)
    };
    service.resources.iter().find(|resource| !is_taken(resource)).copied()
}

#[cfg(test)]
mod tests {
    use chrono::Utc;
    use domain::{BookingId, Opening};

    use super::*;

    fn new_york() -> domain::Zone {
        "America/New_York".parse().unwrap()
    }

    fn at(text: &str) -> DateTime<Zone> {
        new_york().from_local_datetime(&text.parse().unwrap()).earliest().unwrap()
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
        let first = |from: &str, until: &str| {
            let times = calendar.times_within(&[(at(from), at(until))], TimeDelta::minutes(30));
            times.first().and_then(|times| times.first().copied())
        };
        assert_eq!(first("2026-11-20T20:00:00", "2026-11-22T00:00:00"), Some(at("2026-11-21T09:00:00")));
        let evening = first("2026-11-21T18:00:00", "2026-11-21T22:00:00");
        assert_eq!(evening, Some(at("2026-11-21T18:00:00")), "an evening has no other times");
        let tonight = first("2026-11-20T20:11:12", "2026-11-21T00:00:00");
        assert_eq!(tonight, Some(at("2026-11-20T20:15:00")));
        let spans = [
            (calendar.now, at("2026-11-21T00:00:00")),
            (at("2026-11-21T18:00:00"), at("2026-11-21T19:00:00")),
            (at("2026-11-22T17:00:00"), at("2026-11-22T19:00:00")),
        ];
        let times = calendar.times_within(&spans, TimeDelta::minutes(30)).concat();
        let expected = ["21T18:00", "21T18:30", "22T17:00", "22T17:30"];
        assert_eq!(times, expected.map(|time| at(&format!("2026-11-{time}:00"))), "nothing of tonight");
        let all_day = calendar.times_of([at("2026-11-21T00:00:00").date_naive()], TimeDelta::hours(10));
        assert_eq!(all_day.first(), Some(&at("2026-11-21T09:00:00")), "longer than what is offered of a day");
    }

    #[test]
    fn the_times_of_a_day_are_in_order_and_those_after_midnight_are_of_the_night_before() {
        let openings = |text: &str| -> Vec<Opening> {
            text.split(' ').map(|text| Opening::parse(text).unwrap()).collect()
        };
        let hours = BusinessHours {
            friday: openings("20:00-02:00"),
            monday: openings("14:00-15:00 09:00-10:30 10:00-11:00"),
            ..BusinessHours::default()
        };
        let booking = BookingSettings::default();
        let calendar = Calendar { booking: &booking, hours: Some(&hours), now: at("2026-11-20T10:10:00") };
        let within = |from: &str, until: &str| {
            calendar.times_within(&[(at(from), at(until))], TimeDelta::minutes(30)).concat()
        };
        let night = within("2026-11-21T00:00:00", "2026-11-21T06:00:00");
        assert_eq!(
            night,
            ["00:00", "00:30", "01:00", "01:30"].map(|time| at(&format!("2026-11-21T{time}:00")))
        );
        let monday = within("2026-11-23T00:00:00", "2026-11-24T00:00:00");
        let times = ["09:00", "09:30", "10:00", "10:30", "14:00", "14:30"];
        assert_eq!(monday, times.map(|time| at(&format!("2026-11-23T{time}:00"))));
    }

    #[test]
    fn a_moment_among_others_is_taken_as_it_is_and_a_longer_span_by_its_steps() {
        let shop = Shop::of(BookingSettings::default());
        let calendar = shop.calendar();
        let monday = |time: &str| at(&format!("2026-11-23T{time}:00"));
        let spans = [
            (monday("14:10"), monday("14:11")),
            (monday("15:00"), monday("15:01")),
            (monday("11:10"), monday("12:10")),
            (monday("18:00"), monday("22:00")),
        ];
        let times = calendar.times_within(&spans, TimeDelta::minutes(30));
        let expected = [
            vec![monday("14:10")],
            vec![monday("15:00")],
            vec![monday("11:30"), monday("12:00")],
            Vec::new(),
        ];
        assert_eq!(times, expected);
    }

    #[test]
    fn weeks_end_where_nothing_can_be_booked() {
        let shop = Shop::of(BookingSettings { horizon_days: 10, ..BookingSettings::default() });
        let calendar = shop.calendar();
        let today = calendar.now.date_naive();
        let days = |number| calendar.week(today, number).len();
        assert_eq!([-2, -1, 0, 1, 2].map(days), [0, 1, 7, 4, 0], "yesterday may run past midnight");
        assert_eq!([i64::MIN, i64::MAX].map(days), [0, 0]);
        let last = calendar.week(today, 1).pop().unwrap();
        assert!(calendar.week(last, -1 - calendar.weeks()).is_empty());
    }

    #[test]
    fn steps_of_nothing_end() {
        let shop = Shop::of(BookingSettings { step_minutes: 0, ..BookingSettings::default() });
        let monday: NaiveDate = "2026-11-23".parse().unwrap();
        let times = shop.calendar().times_of([monday], TimeDelta::minutes(30));
        assert_eq!(times.len(), 96, "every five minutes of eight hours");
    }
}
