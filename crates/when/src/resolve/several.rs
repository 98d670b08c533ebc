//! What was said of several days, as a span of each.

use chrono::NaiveDate;

use crate::clock::DAY;
use crate::days::{Days, Side};
use crate::hours::{Hours, Minutes, Part};
use crate::moments::edge;
use crate::phrase::Time;
use crate::unclear::Unclear;
use crate::understand::{Span, When};

use super::alternative::{Resolver, only};

/// A longer range is no choice of days: it was misheard.
const MAX_DAYS: usize = 62;

/// A time on each of more days than these is no choice by voice.
const MAX_MOMENTS: usize = 7;

impl Resolver<'_> {
    pub(super) fn on_days(&self, days: Days) -> Result<When, Unclear> {
        if self.said.days.len() > 1 || self.offset.is_some() {
            return Err(Unclear::NotUnderstood);
        }
        if let Days::Bounded(side, limit) = days
            && let Some(readings) = self.limits(side)
        {
            // "before friday at 3" goes on until then, on friday.
            let side = if side.is_end() { Side::By } else { Side::From };
            return self.limited(&self.dates(Days::Bounded(side, limit))?, side, &readings);
        }
        let dates = self.dates(days)?;
        match self.said.time {
            Some(Time::Clock(clock)) => self.at_each(&dates, &clock.likely(self.said.part)),
            Some(Time::Hours(hours)) => self.within_each(&dates, &hours.readings(self.said.part)),
            Some(_) => Err(Unclear::NotUnderstood),
            None => self.within_each(&dates, &[self.said.part.map_or(Minutes::WHOLE_DAY, Part::minutes)]),
        }
    }

    /// Where the time that was said is a limit as the day is: "by friday at 5".
    fn limits(&self, side: Side) -> Option<Vec<Minutes>> {
        match (self.said.time, self.said.part) {
            (Some(Time::Clock(clock)), part) => {
                let hours = if side.is_end() { Hours::Before(clock) } else { Hours::After(clock) };
                Some(hours.readings(part))
            }
            (None, Some(part)) => {
                let hours = match side {
                    Side::By => Minutes { from: 0, ..part.minutes() },
                    Side::From => Minutes { until: DAY, ..part.minutes() },
                    Side::Before => Minutes { from: 0, until: part.minutes().from },
                    Side::After => Minutes { from: part.minutes().until, until: DAY },
                };
                Some(vec![hours])
            }
            _ => None,
        }
    }

    /// The days that were said, but for those that are over.
    fn dates(&self, days: Days) -> Result<Vec<NaiveDate>, Unclear> {
        let (first, last) = days.dates(self.today, |day| self.date(day))?;
        if last < self.today {
            return Err(Unclear::Past(edge(self.now.timezone(), last, DAY)?));
        }
        let furthest = self.limit.date_naive();
        if first > furthest {
            return Err(Unclear::TooFar);
        }
        let dates = first.max(self.today).iter_days().take_while(|day| *day <= last.min(furthest));
        let dates: Vec<_> = dates.take(MAX_DAYS + 1).collect();
        // Of a limit that is far ahead the first days will do.
        let is_limit = matches!(days, Days::Bounded(..));
        if dates.is_empty() || dates.len() > MAX_DAYS && !is_limit {
            return Err(Unclear::NotUnderstood);
        }
        Ok(dates)
    }

    /// Whole days, but for the hours of the last one or the first.
    fn limited(&self, dates: &[NaiveDate], side: Side, readings: &[Minutes]) -> Result<When, Unclear> {
        let limit = if side == Side::By { dates.last() } else { dates.first() };
        let [hours] = readings else {
            let spans = limit.map(|day| self.spans(*day, readings)).transpose()?.unwrap_or_default();
            return only(&spans).map(When::Within);
        };
        let spans = dates.iter().map(|day| {
            let minutes = if Some(day) == limit { *hours } else { Minutes::WHOLE_DAY };
            self.span(*day, minutes)
        });
        days(spans)
    }

    fn within_each(&self, dates: &[NaiveDate], readings: &[Minutes]) -> Result<When, Unclear> {
        days(dates.iter().map(|day| self.spans(*day, readings).and_then(|spans| only(&spans))))
    }

    fn at_each(&self, dates: &[NaiveDate], minutes: &[u32]) -> Result<When, Unclear> {
        let [minutes] = minutes else { return Err(Unclear::NotUnderstood) };
        if dates.len() > MAX_MOMENTS {
            return Err(Unclear::NotUnderstood);
        }
        let mut moments = Vec::new();
        for day in dates {
            match self.coming(*day, &[*minutes]) {
                Ok(coming) => moments.extend(coming),
                Err(Unclear::Skipped(_)) => {}
                Err(unclear) => return Err(unclear),
            }
        }
        match moments.as_slice() {
            [] => Err(dates.last().map_or(Unclear::NotUnderstood, |day| self.over(*day, &[*minutes]))),
            [at] => Ok(When::At(*at)),
            _ => Ok(When::Either(moments.into_iter().map(When::At).collect())),
        }
    }
}

/// The spans that are not over.
fn days(spans: impl Iterator<Item = Result<Span, Unclear>>) -> Result<When, Unclear> {
    let mut days = Vec::new();
    let mut over = Unclear::NotUnderstood;
    for span in spans {
        match span {
            Ok(span) => days.push(span),
            Err(Unclear::Past(at)) => over = Unclear::Past(at),
            Err(unclear) => return Err(unclear),
        }
    }
    match days.as_slice() {
        [] => Err(over),
        [day] => Ok(When::Within(*day)),
        _ => Ok(When::Days(days)),
    }
}
