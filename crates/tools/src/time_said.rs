//! When the caller means, or how to ask again.

use bookings::RequestedTime;
use chrono::{DateTime, DurationRound as _, TimeDelta, Timelike as _};
use domain::{Country, Zone};
use when::{Unclear, When};

use crate::spoken::{AboutTime, SpokenLine};
use crate::tool_context::ToolContext;

/// "In two hours" is rounded up to this.
const ROUND: i64 = 5;

/// At most 3 readings of what was said are read out: more are not remembered by ear.
const MAX_READINGS: usize = 3;

/// A moment among alternatives is a span of 1 minute: no shorter part of an hour is said.
pub(crate) const MOMENT: TimeDelta = TimeDelta::minutes(1);

/// From one moment to another.
pub(crate) type TimeSpan = (DateTime<Zone>, DateTime<Zone>);

/// A date and a time said apart, or both in the first.
pub(crate) fn understand(
    context: &ToolContext<'_>,
    date: &str,
    time: Option<&str>,
) -> Result<RequestedTime, SpokenLine> {
    understand_in(context.settings().country, date, time, context.now)
}

/// What was said of a time in a country.
fn understand_in(
    country: Option<Country>,
    date: &str,
    time: Option<&str>,
    now: DateTime<Zone>,
) -> Result<RequestedTime, SpokenLine> {
    match when::understand(date, time, now, country) {
        Ok(meant) => Ok(requested(meant, now)),
        Err(Unclear::Ambiguous(mut readings)) => {
            // Of the hour that comes twice when the clocks go back, the first is meant.
            readings.dedup_by_key(|at| at.naive_local());
            match readings.as_slice() {
                [only] => Ok(RequestedTime::At(*only)),
                _ => Err(ask_again(Unclear::Ambiguous(readings)).into()),
            }
        }
        Err(unclear) => Err(ask_again(unclear).into()),
    }
}

fn requested(meant: When, now: DateTime<Zone>) -> RequestedTime {
    let ahead = |span: when::Span| (span.from.max(now), span.until);
    match meant {
        When::At(at) if at <= now => RequestedTime::Soonest,
        When::At(at) => RequestedTime::At(rounded(at)),
        When::Within(span) => RequestedTime::Within(vec![ahead(span)]),
        When::Days(days) => RequestedTime::Within(days.into_iter().map(ahead).collect()),
        When::Either(alternatives) => either(alternatives, now),
    }
}

/// Any of several: the first span of each before the second of one, so that "this week or next" is both.
fn either(alternatives: Vec<When>, now: DateTime<Zone>) -> RequestedTime {
    let mut meant: Vec<_> = alternatives.into_iter().map(|alternative| requested(alternative, now)).collect();
    meant.dedup();
    if let [only] = meant.as_slice() {
        return only.clone();
    }
    let mut spans = Vec::new();
    for alternative in meant {
        match alternative {
            // Now or later is as soon as there is room.
            RequestedTime::Soonest => return RequestedTime::Soonest,
            RequestedTime::At(at) => spans.push(vec![(at, at + MOMENT)]),
            RequestedTime::Within(of_alternative) => spans.push(of_alternative),
        }
    }
    RequestedTime::Within(in_turn(&spans))
}

fn in_turn(alternatives: &[Vec<TimeSpan>]) -> Vec<TimeSpan> {
    let turns = alternatives.iter().map(Vec::len).max().unwrap_or_default();
    let of_turn = |turn: usize| alternatives.iter().filter_map(move |spans| spans.get(turn).copied());
    (0..turns).flat_map(of_turn).collect()
}

fn rounded(at: DateTime<Zone>) -> DateTime<Zone> {
    if at.second() == 0 && at.nanosecond() == 0 {
        return at;
    }
    at.duration_round_up(TimeDelta::minutes(ROUND)).unwrap_or(at)
}

fn ask_again(unclear: Unclear) -> AboutTime {
    match unclear {
        Unclear::NotUnderstood => AboutTime::NotUnderstood,
        Unclear::Ambiguous(mut readings) => {
            readings.truncate(MAX_READINGS);
            AboutTime::Ambiguous(readings)
        }
        Unclear::WhichDay(mut days) => {
            days.truncate(MAX_READINGS);
            AboutTime::WhichDay(days)
        }
        Unclear::Past(at) => AboutTime::Past(at),
        Unclear::Skipped(local) => AboutTime::Skipped(local),
        Unclear::NoSuchDate => AboutTime::NoSuchDate,
        Unclear::TooFar => AboutTime::TooFar,
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;
    use when::Span;

    use super::*;

    fn new_york() -> domain::Zone {
        "America/New_York".parse().unwrap()
    }

    fn at(text: &str) -> DateTime<Zone> {
        new_york().from_local_datetime(&format!("2026-11-{text}:00").parse().unwrap()).earliest().unwrap()
    }

    fn day(day: &str) -> Span {
        let from = at(&format!("{day}T00:00"));
        Span { day: from.date_naive(), from, until: from + TimeDelta::days(1) }
    }

    fn span(day: &str) -> TimeSpan {
        let from = at(&format!("{day}T00:00"));
        (from, from + TimeDelta::days(1))
    }

    #[test]
    fn of_the_hour_that_comes_twice_the_first_is_meant() {
        let now = new_york().with_ymd_and_hms(2026, 10, 31, 10, 0, 0).unwrap();
        let first = new_york().with_ymd_and_hms(2026, 11, 1, 1, 30, 0).earliest().unwrap();
        let understood = understand_in(None, "tomorrow", Some("1:30 am"), now);
        assert_eq!(understood, Ok(RequestedTime::At(first)));
    }

    #[test]
    fn what_has_begun_is_asked_from_now_on_and_each_day_is_a_span_of_its_own() {
        let now = at("20T10:10");
        let meant = requested(When::Days(vec![day("20"), day("21")]), now);
        assert_eq!(meant, RequestedTime::Within(vec![(now, at("21T00:00")), span("21")]));
    }

    #[test]
    fn alternatives_are_spans_in_turn() {
        let now = at("20T10:10");
        let moments = When::Either(vec![When::At(at("23T14:00")), When::At(at("23T15:00"))]);
        let minutes = [(at("23T14:00"), at("23T14:01")), (at("23T15:00"), at("23T15:01"))];
        assert_eq!(requested(moments, now), RequestedTime::Within(minutes.to_vec()));

        let weeks = When::Either(vec![
            When::Days(vec![day("23"), day("24"), day("25")]),
            When::Days(vec![day("28"), day("29")]),
        ]);
        let in_turn = ["23", "28", "24", "29", "25"].map(span).to_vec();
        assert_eq!(requested(weeks, now), RequestedTime::Within(in_turn));
    }

    #[test]
    fn alternatives_that_are_the_same_or_begin_now_are_one() {
        let now = at("20T10:10");
        let two = at("23T14:00");
        let same = When::Either(vec![When::At(two), When::At(two)]);
        assert_eq!(requested(same, now), RequestedTime::At(two));
        let now_or_later = When::Either(vec![When::At(now), When::Within(day("23"))]);
        assert_eq!(requested(now_or_later, now), RequestedTime::Soonest);
    }
}
