//! When a business is open.

use std::collections::BTreeMap;
use std::fmt;

use crate::Zone;
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, TimeZone, Weekday};
use serde::{Deserialize, Serialize};

const DAYS_A_WEEK: usize = 7;

const MINUTES_A_DAY: u16 = 24 * 60;

/// Hours by weekday, in the organization's time zone. A day without hours is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BusinessHours {
    pub monday: Vec<Opening>,
    pub tuesday: Vec<Opening>,
    pub wednesday: Vec<Opening>,
    pub thursday: Vec<Opening>,
    pub friday: Vec<Opening>,
    pub saturday: Vec<Opening>,
    pub sunday: Vec<Opening>,
    /// Days that are otherwise than their weekday: holidays, or longer hours.
    pub exceptions: BTreeMap<NaiveDate, Vec<Opening>>,
}

/// From one time of the day to another, written `09:00-17:30`. One that ends at `24:00` or before it begins
/// runs past midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Opening {
    /// Minutes after midnight.
    from: u16,
    until: u16,
}

#[derive(Debug, thiserror::Error)]
#[error("expected hours such as 09:00-17:30")]
pub struct ParseOpeningError;

impl BusinessHours {
    /// The same hours on every day from Monday to Friday.
    pub fn weekdays(opening: Opening) -> Self {
        let day = || vec![opening];
        Self {
            monday: day(),
            tuesday: day(),
            wednesday: day(),
            thursday: day(),
            friday: day(),
            ..Self::default()
        }
    }

    pub fn is_open(&self, at: DateTime<Zone>) -> bool {
        self.around(at.date_naive(), at.timezone()).any(|(from, until)| from <= at && at < until)
    }

    /// The openings that begin on a day, as moments in the zone.
    pub fn on(
        &self,
        day: NaiveDate,
        zone: Zone,
    ) -> impl Iterator<Item = (DateTime<Zone>, DateTime<Zone>)> + '_ {
        self.openings(day).iter().filter_map(move |opening| opening.on(day, zone))
    }

    /// When it opens next, however far ahead that is; `None` when it never does again.
    pub fn next_opening(&self, after: DateTime<Zone>) -> Option<DateTime<Zone>> {
        let (today, zone) = (after.date_naive(), after.timezone());
        let opens = |day: NaiveDate| {
            let begins = self.on(day, zone).map(|(from, _)| from);
            begins.filter(|from| *from > after).min()
        };
        let mut exceptions = self.exceptions.range(today..).map(|(day, _)| *day);
        // A weekday that has hours comes every week, and an exception closes it once. The two weeks more are the one
        // that has begun, and one for a day that the clocks may leave out.
        let weeks = exceptions.clone().count() + 2;
        let on_a_weekday = today.iter_days().take(weeks * DAYS_A_WEEK).find_map(opens);
        let on_an_exception = exceptions.find_map(opens);
        on_a_weekday.into_iter().chain(on_an_exception).min()
    }

    /// The openings of a day, and those of the day before, which may run past midnight.
    fn around(
        &self,
        day: NaiveDate,
        zone: Zone,
    ) -> impl Iterator<Item = (DateTime<Zone>, DateTime<Zone>)> + '_ {
        day.pred_opt().into_iter().chain([day]).flat_map(move |day| self.on(day, zone))
    }

    fn openings(&self, day: NaiveDate) -> &[Opening] {
        if let Some(openings) = self.exceptions.get(&day) {
            return openings;
        }
        match day.weekday() {
            Weekday::Mon => &self.monday,
            Weekday::Tue => &self.tuesday,
            Weekday::Wed => &self.wednesday,
            Weekday::Thu => &self.thursday,
            Weekday::Fri => &self.friday,
            Weekday::Sat => &self.saturday,
            Weekday::Sun => &self.sunday,
        }
    }
}

impl Opening {
    pub fn parse(text: &str) -> Result<Self, ParseOpeningError> {
        let (from, until) = text.split_once('-').ok_or(ParseOpeningError)?;
        let (from, until) = (minutes(from)?, minutes(until)?);
        if from == until || from == MINUTES_A_DAY {
            return Err(ParseOpeningError);
        }
        Ok(Self { from, until })
    }

    fn on(self, day: NaiveDate, zone: Zone) -> Option<(DateTime<Zone>, DateTime<Zone>)> {
        let until = if self.until > self.from { self.until } else { self.until + MINUTES_A_DAY };
        let (from, until) = (moment(day, self.from, zone)?, moment(day, until, zone)?);
        // The clocks may skip all of it.
        (from < until).then_some((from, until))
    }
}

fn minutes(text: &str) -> Result<u16, ParseOpeningError> {
    let (hours, minutes) = text.trim().split_once(':').ok_or(ParseOpeningError)?;
    let number = |text: &str| text.parse::<u16>().map_err(|_| ParseOpeningError);
    match (number(hours)?, number(minutes)?) {
        (24, 0) => Ok(MINUTES_A_DAY),
        (hours @ 0..=23, minutes @ 0..=59) => Ok(hours * 60 + minutes),
        _ => Err(ParseOpeningError),
    }
}

/// A time that the clocks skip in spring is taken as the same distance from midnight on a day that does not.
fn moment(day: NaiveDate, minutes: u16, zone: Zone) -> Option<DateTime<Zone>> {
    let local = day.and_time(NaiveTime::MIN).checked_add_signed(TimeDelta::minutes(minutes.into()))?;
    let a_day = TimeDelta::days(1);
    zone.from_local_datetime(&local).earliest().or_else(|| {
        let day_before = zone.from_local_datetime(&local.checked_sub_signed(a_day)?).latest()?;
        day_before.checked_add_signed(a_day)
    })
}

impl TryFrom<String> for Opening {
    type Error = ParseOpeningError;

    fn try_from(text: String) -> Result<Self, ParseOpeningError> {
        Self::parse(&text)
    }
}

impl From<Opening> for String {
    fn from(opening: Opening) -> Self {
        opening.to_string()
    }
}

impl fmt::Display for Opening {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from, until } = self;
        write!(formatter, "{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, until / 60, until % 60)
    }
}

#[cfg(test)]
mod tests {

    use super::*;

    fn new_york() -> crate::Zone {
        "America/New_York".parse().unwrap()
    }

    fn at(text: &str) -> DateTime<Zone> {
        new_york().from_local_datetime(&text.parse().unwrap()).earliest().unwrap()
    }

    fn nine_to_five() -> BusinessHours {
        BusinessHours::weekdays(Opening::parse("09:00-17:00").unwrap())
    }

    #[test]
    fn hours_are_counted_in_the_zone() {
        let hours = nine_to_five();
        assert!(hours.is_open(at("2026-11-20T09:00:00")));
        assert!(!hours.is_open(at("2026-11-20T17:00:00")));
        assert!(!hours.is_open(at("2026-11-21T12:00:00")), "a Saturday");
        assert_eq!(hours.next_opening(at("2026-11-20T17:00:00")), Some(at("2026-11-23T09:00:00")));
    }

    #[test]
    fn the_next_opening_is_the_earliest_of_its_day_in_whatever_order_they_are_written() {
        let openings = ["14:00-17:00", "09:00-12:00"].map(|text| Opening::parse(text).unwrap());
        let hours = BusinessHours { monday: openings.to_vec(), ..BusinessHours::default() };
        assert_eq!(hours.next_opening(at("2026-11-21T12:00:00")), Some(at("2026-11-23T09:00:00")));
        assert_eq!(hours.next_opening(at("2026-11-23T12:30:00")), Some(at("2026-11-23T14:00:00")));
    }

    #[test]
    fn an_opening_may_run_past_midnight() {
        let hours = BusinessHours {
            friday: vec![Opening::parse("20:00-02:00").unwrap()],
            ..BusinessHours::default()
        };
        assert!(hours.is_open(at("2026-11-21T01:30:00")));
        assert!(!hours.is_open(at("2026-11-21T02:00:00")));
    }

    #[test]
    fn an_exception_stands_in_for_its_weekday() {
        let mut hours = nine_to_five();
        hours.exceptions.insert("2026-11-26".parse().unwrap(), Vec::new());
        assert!(!hours.is_open(at("2026-11-26T12:00:00")));
    }

    #[test]
    fn the_next_opening_is_found_however_many_days_are_closed() {
        let mut hours = nine_to_five();
        let closed = at("2026-11-20T00:00:00").date_naive().iter_days().take(500);
        hours.exceptions.extend(closed.map(|day| (day, Vec::new())));
        let after = at("2026-11-20T12:00:00");
        assert_eq!(hours.next_opening(after), Some(at("2028-04-03T09:00:00")), "a Monday");

        let one_day = hours.exceptions.get_mut(&"2027-06-05".parse().unwrap()).unwrap();
        one_day.push(Opening::parse("10:00-12:00").unwrap());
        assert_eq!(hours.next_opening(after), Some(at("2027-06-05T10:00:00")));
    }

    #[test]
    fn what_has_no_hours_ahead_never_opens() {
        let after = at("2026-11-20T12:00:00");
        let mut hours = BusinessHours::default();
        assert_eq!(hours.next_opening(after), None);
        let day = || vec![Opening::parse("10:00-12:00").unwrap()];
        hours.exceptions.insert("2026-11-20".parse().unwrap(), day());
        assert_eq!(hours.next_opening(after), None, "it has opened already");
        hours.exceptions.insert("2029-05-05".parse().unwrap(), day());
        assert_eq!(hours.next_opening(after), Some(at("2029-05-05T10:00:00")));
        hours.exceptions = [(NaiveDate::MAX, day())].into();
        assert!(
            hours.next_opening(after).is_none_or(|opens| opens > after),
            "no day is too far to be looked at"
        );
    }

    #[test]
    fn an_opening_in_the_hour_that_the_clocks_skip_begins_when_they_have() {
        for (zone, day, opening, from, until) in [
            ("America/New_York", "2026-03-08", "02:30-06:00", "07:30", "10:00"),
            ("Australia/Lord_Howe", "2026-10-04", "02:15-06:00", "15:45", "19:00"),
            ("Antarctica/Troll", "2026-03-29", "01:30-06:00", "01:30", "04:00"),
        ] {
            let zone: Zone = zone.parse().unwrap();
            let hours =
                BusinessHours { sunday: vec![Opening::parse(opening).unwrap()], ..BusinessHours::default() };
            let (opens, closes) = hours.on(day.parse().unwrap(), zone).next().unwrap();
            let utc = |at: DateTime<Zone>| at.naive_utc().format("%H:%M").to_string();
            assert_eq!((utc(opens), utc(closes)), (from.to_owned(), until.to_owned()), "{zone}");
        }
        let skipped = BusinessHours {
            sunday: vec![Opening::parse("02:15-03:00").unwrap()],
            ..BusinessHours::default()
        };
        assert_eq!(skipped.on("2026-03-08".parse().unwrap(), new_york()).next(), None);
        assert_eq!(skipped.next_opening(at("2026-03-07T12:00:00")), Some(at("2026-03-15T02:15:00")));
    }

    #[test]
    fn a_night_opening_lasts_an_hour_less_when_the_clocks_go_forward() {
        let hours = BusinessHours {
            saturday: vec![Opening::parse("22:00-06:00").unwrap()],
            ..BusinessHours::default()
        };
        let (from, until) = hours.on("2026-03-07".parse().unwrap(), new_york()).next().unwrap();
        assert_eq!(until - from, TimeDelta::hours(7));
    }

    #[test]
    fn only_hours_are_hours() {
        assert_eq!(Opening::parse("09:00-24:00").unwrap().to_string(), "09:00-24:00");
        for wrong in
            ["", "9", "9-17", "09:00", "25:00-26:00", "09:60-10:00", "09:00-09:00", "24:00-01:00", "a:b-c:d"]
        {
            assert!(Opening::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn hours_are_read_and_written_as_text() {
        let text = r#"{"monday":["09:00-12:00","13:00-17:30"],"exceptions":{"2026-12-25":[]}}"#;
        let hours: BusinessHours = serde_json::from_str(text).unwrap();
        assert_eq!(hours.monday.len(), 2);
        let again: BusinessHours = serde_json::from_str(&serde_json::to_string(&hours).unwrap()).unwrap();
        assert_eq!(again, hours);
    }
}
