//! One thing that was said, as a moment, a span, or spans of several days.

use chrono::{
    DateTime, Datelike, Days as CalendarDays, NaiveDate, Offset as _, TimeDelta, TimeZone as _, Timelike,
};
use domain::{Country, Zone};

use crate::clock::{Clock, DAY};
use crate::date::{Day, Which, of_week};
use crate::days::Days;
use crate::hours::{Minutes, Part};
use crate::moments::{edge, moments};
use crate::offset::Offset;
use crate::phrase::{Alternative, Time};
use crate::unclear::Unclear;
use crate::understand::{Span, When};

pub(super) struct Resolver<'a> {
    pub(super) said: &'a Alternative,
    pub(super) offset: Option<Offset>,
    pub(super) now: DateTime<Zone>,
    pub(super) today: NaiveDate,
    pub(super) limit: DateTime<Zone>,
    country: Option<Country>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(
        said: &'a Alternative,
        offset: Option<Offset>,
        now: DateTime<Zone>,
        limit: DateTime<Zone>,
        country: Option<Country>,
    ) -> Self {
        Self { said, offset, now, today: now.date_naive(), limit, country }
    }

    pub(super) fn resolve(&self) -> Result<When, Unclear> {
        if let Some(several) = self.several() {
            return self.on_days(several);
        }
        let day = self.day()?;
        if day.is_some_and(|day| day > self.limit.date_naive()) {
            return Err(Unclear::TooFar);
        }
        match self.when(day)? {
            When::At(at) if at < self.now => Err(Unclear::Past(at)),
            When::At(at) if at > self.limit => Err(Unclear::TooFar),
            when => Ok(when),
        }
    }

    /// What was said of several days.
    fn several(&self) -> Option<Days> {
        self.said.days.iter().copied().find(|days| !matches!(days, Days::One(_)))
    }

    /// The day that was said; all words for it must agree.
    fn day(&self) -> Result<Option<NaiveDate>, Unclear> {
        let days = self
            .said
            .days
            .iter()
            .filter_map(|days| if let Days::One(day) = days { Some(*day) } else { None });
        // A date is surer than a count of days, and that than a weekday.
        let mut days: Vec<Day> = days.collect();
        days.sort_by_key(|day| (!day.is_date(), matches!(day, Day::Weekday(..))));
        let mut found: Option<(Day, NaiveDate)> = None;
        for day in days {
            found = Some(match found {
                None => (day, self.date(day)?),
                Some((first, date)) => (first, self.agreed(first, date, day)?),
            });
        }
        Ok(found.map(|(_, date)| date))
    }

    /// The day that two words mean together.
    fn agreed(&self, first: Day, date: NaiveDate, day: Day) -> Result<NaiveDate, Unclear> {
        let disagree = if first.is_date() { Unclear::NoSuchDate } else { Unclear::NotUnderstood };
        match (first, day) {
            // "in two weeks on friday": of that week.
            (Day::WeeksAhead(_), Day::Weekday(weekday, Which::Coming)) => of_week(date, 0, weekday),
            // Next to a date, a weekday only has to be that of the date.
            (_, Day::Weekday(weekday, which)) => {
                let is_same = date.weekday() == weekday;
                let is_counted = matches!(which, Which::WeekAhead(_) | Which::Later(_)) && !first.is_date();
                let agrees = is_same && (!is_counted || self.date(day)? == date);
                if agrees { Ok(date) } else { Err(disagree) }
            }
            _ if self.date(day)? == date => Ok(date),
            _ => Err(Unclear::NotUnderstood),
        }
    }

    pub(super) fn date(&self, day: Day) -> Result<NaiveDate, Unclear> {
        let date = day.date(self.today, self.country)?;
        let is_later =
            matches!(day, Day::Weekday(_, Which::Coming)) && date == self.today && !self.begins_today();
        if is_later { date.checked_add_days(CalendarDays::new(7)).ok_or(Unclear::TooFar) } else { Ok(date) }
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
            Some(Time::Clock(clock)) => match self.offset {
                Some(offset) => self.at_offset(clock, offset, day),
                None => self.at_clock(clock, day),
            },
            _ if self.offset.is_some() => Err(Unclear::NotUnderstood),
            Some(Time::Hours(hours)) => self.within(&hours.readings(self.said.part), day),
            Some(Time::Minute(minute)) if day.is_none() => Ok(self.at_minute(minute)),
            Some(Time::Ahead(time)) => {
                let at = self.now.checked_add_signed(time).ok_or(Unclear::TooFar)?;
                agrees(at, day).map(When::At)
            }
            Some(Time::Between(from, until)) => {
                let at = |time| self.now.checked_add_signed(time).ok_or(Unclear::TooFar);
                let (from, until) = (agrees(at(from)?, day)?, at(until)?);
                if until > self.limit {
                    return Err(Unclear::TooFar);
                }
                Ok(When::Within(Span { day: from.date_naive(), from, until }))
            }
            Some(Time::Minute(_)) => Err(Unclear::NotUnderstood),
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

    /// A time with its offset from UTC: a moment, whatever the zone.
    fn at_offset(&self, clock: Clock, offset: Offset, day: Option<NaiveDate>) -> Result<When, Unclear> {
        let zone = self.now.timezone();
        let readings = clock.likely(self.said.part);
        let [minutes] = readings.as_slice() else { return Err(Unclear::NotUnderstood) };
        let on = |day: NaiveDate| {
            let day = day.checked_add_days(CalendarDays::new((minutes / DAY).into()))?;
            let local = day.and_hms_opt(minutes % DAY / 60, minutes % 60, 0)?;
            Some(offset.east.from_local_datetime(&local).single()?.with_timezone(&zone))
        };
        let at = match day {
            Some(day) => on(day),
            None => on(self.today).filter(|at| *at >= self.now).or_else(|| on(self.tomorrow().ok()?)),
        };
        let at = at.ok_or(Unclear::TooFar)?;
        let Some(until) = offset.or_until.filter(|_| at.offset().fix() != offset.east) else {
            return Ok(When::At(at));
        };
        if offset.is_rare() && until > *minutes {
            self.within(&[Minutes { from: *minutes, until }], day)
        } else {
            Err(Unclear::NotUnderstood)
        }
    }

    /// The moments of a day that are not over, of those that exist.
    pub(super) fn coming(&self, day: NaiveDate, minutes: &[u32]) -> Result<Vec<DateTime<Zone>>, Unclear> {
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
    fn next(&self, minutes: &[u32]) -> Result<Vec<DateTime<Zone>>, Unclear> {
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

    pub(super) fn over(&self, day: NaiveDate, minutes: &[u32]) -> Unclear {
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
        only(&spans).map(When::Within)
    }

    /// The spans of a day that are not over; the reason why where all are.
    pub(super) fn spans(&self, day: NaiveDate, readings: &[Minutes]) -> Result<Vec<Span>, Unclear> {
        let (coming, over): (Vec<_>, Vec<_>) =
            readings.iter().map(|minutes| self.span(day, *minutes)).partition(Result::is_ok);
        match over.into_iter().next_back() {
            Some(Err(unclear)) if coming.is_empty() => Err(unclear),
            _ => Ok(coming.into_iter().flatten().collect()),
        }
    }

    pub(super) fn span(&self, day: NaiveDate, minutes: Minutes) -> Result<Span, Unclear> {
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

fn agrees(at: DateTime<Zone>, day: Option<NaiveDate>) -> Result<DateTime<Zone>, Unclear> {
    if day.is_none_or(|day| day == at.date_naive()) { Ok(at) } else { Err(Unclear::NotUnderstood) }
}

/// The one span; more of them are readings that differ.
pub(super) fn only(spans: &[Span]) -> Result<Span, Unclear> {
    match spans {
        [] => Err(Unclear::NotUnderstood),
        [span] => Ok(*span),
        [first, others @ ..] => {
            let begin_together = others.iter().all(|span| span.from == first.from);
            let edge = |span: &Span| if begin_together { span.until } else { span.from };
            Err(Unclear::Ambiguous(spans.iter().map(edge).collect()))
        }
    }
}
