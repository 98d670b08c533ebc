//! When a business is open.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// How far ahead the next opening is looked for: further than any holiday closes a business.
const LOOK_AHEAD_DAYS: u64 = 31;

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

    pub fn is_open(&self, at: DateTime<Tz>) -> bool {
        self.around(at.date_naive(), at.timezone()).any(|(from, until)| from <= at && at < until)
    }

    /// The openings that begin on a day, as moments in the zone.
    pub fn on(&self, day: NaiveDate, zone: Tz) -> impl Iterator<Item = (DateTime<Tz>, DateTime<Tz>)> + '_ {
        self.openings(day).iter().filter_map(move |opening| opening.on(day, zone))
    }

    /// When it opens next; `None` when that is further than a month away.
    pub fn next_opening(&self, after: DateTime<Tz>) -> Option<DateTime<Tz>> {
        let today = after.date_naive();
        (0..=LOOK_AHEAD_DAYS).filter_map(|days| today.checked_add_days(Days::new(days))).find_map(|day| {
            let begins = self.on(day, after.timezone()).map(|(from, _)| from);
            begins.filter(|from| *from > after).min()
        })
    }

    /// The openings of a day, and those of the day before, which may run past midnight.
    fn around(&self, day: NaiveDate, zone: Tz) -> impl Iterator<Item = (DateTime<Tz>, DateTime<Tz>)> + '_ {
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

    fn on(self, day: NaiveDate, zone: Tz) -> Option<(DateTime<Tz>, DateTime<Tz>)> {
        let until = if self.until > self.from { self.until } else { self.until + MINUTES_A_DAY };
        Some((moment(day, self.from, zone)?, moment(day, until, zone)?))
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
fn moment(day: NaiveDate, minutes: u16, zone: Tz) -> Option<DateTime<Tz>> {
    let local: NaiveDateTime = day.and_time(NaiveTime::MIN) + TimeDelta::minutes(minutes.into());
    let resolved = zone.from_local_datetime(&local);
    resolved.earliest().or_else(|| zone.from_local_datetime(&(local + TimeDelta::hours(1))).earliest())
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
    use chrono_tz::America::New_York;

    use super::*;

    fn at(text: &str) -> DateTime<Tz> {
        New_York.from_local_datetime(&text.parse().unwrap()).earliest().unwrap()
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
    fn a_night_opening_lasts_an_hour_less_when_the_clocks_go_forward() {
        let hours = BusinessHours {
            saturday: vec![Opening::parse("22:00-06:00").unwrap()],
            ..BusinessHours::default()
        };
        let (from, until) = hours.on("2026-03-07".parse().unwrap(), New_York).next().unwrap();
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
