//! What was said, as a moment or a span after now.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, TimeDelta, Timelike};
use chrono_tz::Tz;

use crate::clock::{Clock, DAY};
use crate::date::{Day, Which};
use crate::hours::{Minutes, Part};
use crate::phrase::{Said, Time};
use crate::unclear::Unclear;
use crate::understand::{Span, When};
use crate::zone::{edge, moments};

/// Nothing is arranged further ahead; a date beyond is misheard.
const MAX_MONTHS: u32 = 24;

/// Finds the moment or the span that is meant, never before `now`.
pub(crate) fn resolve(said: &Said, now: DateTime<Tz>) -> Result<When, Unclear> {
    // By universal time: the clocks may leave out this hour two years on.
    let limit = now.to_utc().checked_add_months(Months::new(MAX_MONTHS)).ok_or(Unclear::TooFar)?;
    let limit = limit.with_timezone(&now.timezone());
    let resolver = Resolver { said, now, today: now.date_naive() };
    let day = resolver.day()?;
    if day.is_some_and(|day| day > limit.date_naive()) {
        return Err(Unclear::TooFar);
    }
    match resolver.when(day)? {
        When::At(at) if at < now => Err(Unclear::Past(at)),
        When::At(at) if at > limit => Err(Unclear::TooFar),
        when => Ok(when),
    }
}

struct Resolver<'a> {
    said: &'a Said,
    now: DateTime<Tz>,
    today: NaiveDate,
}

impl Resolver<'_> {
    /// The day that was said; all words for it must agree.
    fn day(&self) -> Result<Option<NaiveDate>, Unclear> {
        let (weekdays, dates): (Vec<Day>, Vec<Day>) =
            self.said.days.iter().partition(|day| matches!(day, Day::Weekday(..)));
        let has_date = !dates.is_empty();
        let mut found: Option<NaiveDate> = None;
        for day in dates.into_iter().chain(weekdays) {
            match (found, day) {
                (None, day) => found = Some(self.date(day)?),
                (Some(date), Day::Weekday(weekday, _)) if date.weekday() != weekday => {
                    return Err(if has_date { Unclear::NoSuchDate } else { Unclear::NotUnderstood });
                }
                (Some(_), Day::Weekday(..)) => {}
                (Some(date), day) if date != day.date(self.today)? => return Err(Unclear::NotUnderstood),
                (Some(_), _) => {}
            }
        }
        Ok(found)
    }

    fn date(&self, day: Day) -> Result<NaiveDate, Unclear> {
        let date = day.date(self.today)?;
        let is_later =
            matches!(day, Day::Weekday(_, Which::Coming)) && date == self.today && !self.begins_today();
        if is_later { date.checked_add_days(Days::new(7)).ok_or(Unclear::TooFar) } else { Ok(date) }
    }

    /// Whether the time that was said is still ahead today.
    fn begins_today(&self) -> bool {
        let begins: Vec<u32> = match self.said.time {
            Some(Time::Clock(clock)) => clock.likely(self.said.part),
            Some(Time::Hours(hours)) => {
                hours.readings(self.said.part).into_iter().map(|hours| hours.from).collect()
            }
            _ => self.said.part.map(|part| part.minutes().from).into_iter().collect(),
        };
        self.coming(self.today, &begins).is_ok_and(|moments| !moments.is_empty())
    }

    fn when(&self, day: Option<NaiveDate>) -> Result<When, Unclear> {
        match self.said.time {
            Some(Time::Clock(clock)) => self.at_clock(clock, day),
            Some(Time::Hours(hours)) => self.within(&hours.readings(self.said.part), day),
            Some(Time::Instant(instant)) => at_instant(instant.with_timezone(&self.now.timezone()), day),
            Some(Time::Minute(minute)) if day.is_none() => Ok(self.at_minute(minute)),
            Some(Time::Ahead(time)) if day.is_none() => {
                self.now.checked_add_signed(time).map(When::At).ok_or(Unclear::TooFar)
            }
            Some(Time::Minute(_) | Time::Ahead(_)) => Err(Unclear::NotUnderstood),
            None if day.is_none() && self.said.part.is_none() => Ok(When::At(self.now)),
            None => self.within(&[self.said.part.map_or(Minutes::WHOLE_DAY, Part::minutes)], day),
        }
    }

    fn at_clock(&self, clock: Clock, day: Option<NaiveDate>) -> Result<When, Unclear> {
        let likely = clock.likely(self.said.part);
        if likely.is_empty() {
            return Err(Unclear::NotUnderstood);
        }
        let mut moments = match day {
            Some(day) => self.coming(day, &likely)?,
            None => self.next(&likely)?,
        };
        let none_today = moments.iter().all(|moment| moment.date_naive() != self.today);
        if none_today
            && day.is_none_or(|day| day == self.today)
            && let Some(unlikely) = clock.unlikely(self.said.part)
        {
            moments.extend(self.coming(self.today, &[unlikely]).unwrap_or_default());
        }
        moments.sort();
        moments.dedup();
        match moments.as_slice() {
            [] => Err(self.over(day.unwrap_or(self.today), &likely)),
            [moment] => Ok(When::At(*moment)),
            _ => Err(Unclear::Ambiguous(moments)),
        }
    }

    /// The moments of a day that are not over, of those that exist.
    fn coming(&self, day: NaiveDate, minutes: &[u32]) -> Result<Vec<DateTime<Tz>>, Unclear> {
        let mut coming = Vec::new();
        let mut skipped = None;
        for minutes in minutes {
            match moments(self.now.timezone(), day, *minutes) {
                Ok(moments) => coming.extend(moments.into_iter().filter(|moment| *moment >= self.now)),
                Err(error) => skipped = Some(error),
            }
        }
        skipped.filter(|_| coming.is_empty()).map_or(Ok(coming), Err)
    }

    /// The next moments with these times of day, today or tomorrow.
    fn next(&self, minutes: &[u32]) -> Result<Vec<DateTime<Tz>>, Unclear> {
        let mut next = Vec::new();
        for minutes in minutes.iter().map(|minutes| minutes % DAY) {
            next.extend(match self.coming(self.today, &[minutes]) {
                Ok(today) if !today.is_empty() => today,
                Err(Unclear::Skipped(local)) if local > self.now.naive_local() => {
                    return Err(Unclear::Skipped(local));
                }
                _ => self.coming(self.tomorrow()?, &[minutes])?,
            });
        }
        Ok(next)
    }

    fn over(&self, day: NaiveDate, minutes: &[u32]) -> Unclear {
        let last = minutes
            .iter()
            .filter_map(|minutes| moments(self.now.timezone(), day, *minutes).ok())
            .flatten()
            .max();
        last.map_or(Unclear::NotUnderstood, Unclear::Past)
    }

    fn at_minute(&self, minute: u32) -> When {
        let into_hour = TimeDelta::minutes(self.now.minute().into())
            + TimeDelta::seconds(self.now.second().into())
            + TimeDelta::nanoseconds(self.now.nanosecond().into());
        let ahead = TimeDelta::minutes(minute.into()) - into_hour;
        When::At(self.now + if ahead < TimeDelta::zero() { ahead + TimeDelta::hours(1) } else { ahead })
    }

    fn within(&self, readings: &[Minutes], day: Option<NaiveDate>) -> Result<When, Unclear> {
        let spans = match day {
            Some(day) => self.spans(day, readings),
            None => self.spans(self.today, readings).or_else(|_| self.spans(self.tomorrow()?, readings)),
        }?;
        match spans.as_slice() {
            [] => Err(Unclear::NotUnderstood),
            [span] => Ok(When::Within(*span)),
            [first, others @ ..] => {
                let begin_together = others.iter().all(|span| span.from == first.from);
                let edge = |span: &Span| if begin_together { span.until } else { span.from };
                Err(Unclear::Ambiguous(spans.iter().map(edge).collect()))
            }
        }
    }

    /// The spans of a day that are not over; the reason why where all are.
    fn spans(&self, day: NaiveDate, readings: &[Minutes]) -> Result<Vec<Span>, Unclear> {
        let (coming, over): (Vec<_>, Vec<_>) =
            readings.iter().map(|minutes| self.span(day, *minutes)).partition(Result::is_ok);
        match over.into_iter().next_back() {
            Some(Err(unclear)) if coming.is_empty() => Err(unclear),
            _ => Ok(coming.into_iter().flatten().collect()),
        }
    }

    fn span(&self, day: NaiveDate, minutes: Minutes) -> Result<Span, Unclear> {
        let zone = self.now.timezone();
        let until = edge(zone, day, minutes.until)?;
        if until <= self.now {
            return Err(Unclear::Past(until));
        }
        Ok(Span { day, from: edge(zone, day, minutes.from)?.max(self.now), until })
    }

    fn tomorrow(&self) -> Result<NaiveDate, Unclear> {
        self.today.succ_opt().ok_or(Unclear::TooFar)
    }
}

fn at_instant(at: DateTime<Tz>, day: Option<NaiveDate>) -> Result<When, Unclear> {
    let agrees = day.is_none_or(|day| day == at.date_naive());
    if agrees { Ok(When::At(at)) } else { Err(Unclear::NotUnderstood) }
}
