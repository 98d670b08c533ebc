//! What a whole phrase says: days, a time, a part of the day.

use chrono::{DateTime, FixedOffset, TimeDelta};

use crate::ahead::{Ahead, ahead};
use crate::clock::{Clock, clock, minute_of_hour};
use crate::cursor::Cursor;
use crate::date::{Day, Which, day};
use crate::hours::{Hours, Part, hours, part};
use crate::tokens::Token;

#[derive(Debug, Default)]
pub(crate) struct Said {
    /// All must be the same day: "tuesday, november 24".
    pub(crate) days: Vec<Day>,
    pub(crate) time: Option<Time>,
    pub(crate) part: Option<Part>,
    /// "As soon as possible".
    is_open: bool,
    week_ahead: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Time {
    Clock(Clock),
    /// The next time that an hour has this minute.
    Minute(u32),
    Hours(Hours),
    Ahead(TimeDelta),
    Instant(DateTime<FixedOffset>),
}

/// Reads all tokens; `None` where one of them has no place, or they contradict each other.
pub(crate) fn read(tokens: &[Token]) -> Option<Said> {
    let mut said = Said::default();
    let mut cursor = Cursor::new(tokens);
    while cursor.peek().is_some() {
        said.read_next(&mut cursor)?;
    }
    said.whole()
}

impl Said {
    fn read_next(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        if let Some(ahead) = cursor.attempt(ahead) {
            match ahead {
                Ahead::Time(time) => set(&mut self.time, Time::Ahead(time))?,
                Ahead::Day(day) => self.days.push(day),
            }
            return Some(());
        }
        if let Some(hours) = cursor.attempt(hours) {
            return set(&mut self.time, Time::Hours(hours));
        }
        if let Some(day) = cursor.attempt(day) {
            self.days.push(day);
            return Some(());
        }
        if let Some(clock) = cursor.attempt(clock) {
            return set(&mut self.time, Time::Clock(clock));
        }
        if let Some(minute) = cursor.attempt(minute_of_hour) {
            return set(&mut self.time, Time::Minute(minute));
        }
        if let Some(part) = cursor.attempt(part) {
            return self.set_part(part);
        }
        self.read_single(cursor)
    }

    fn read_single(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        match cursor.take()? {
            Token::Instant(instant) => set(&mut self.time, Time::Instant(instant)),
            Token::Tonight => {
                self.days.push(Day::Ahead(0));
                self.set_part(Part::TONIGHT)
            }
            Token::This if matches!(cursor.peek(), Some(Token::Part(_))) => {
                self.days.push(Day::Ahead(0));
                Some(())
            }
            Token::WeekAhead(weeks) => set(&mut self.week_ahead, weeks),
            Token::Open => {
                self.is_open = true;
                Some(())
            }
            Token::At | Token::For | Token::On | Token::Of | Token::The | Token::A | Token::Oh => Some(()),
            // "tomorrow - 2pm"
            Token::Dash => self.time.is_none().then_some(()),
            _ => None,
        }
    }

    fn set_part(&mut self, part: Part) -> Option<()> {
        self.part = Some(self.part.map_or(Some(part), |before| before.and(part))?);
        Some(())
    }

    fn whole(mut self) -> Option<Self> {
        if let Some(weeks) = self.week_ahead {
            let [Day::Weekday(_, which)] = self.days.as_mut_slice() else { return None };
            *which = Which::WeekAhead(weeks);
        }
        let is_something =
            !self.days.is_empty() || self.time.is_some() || self.part.is_some() || self.is_open;
        is_something.then_some(self)
    }
}

/// A thing may be said twice, but not two things.
fn set<T: PartialEq>(place: &mut Option<T>, said: T) -> Option<()> {
    let agrees = place.as_ref().is_none_or(|before| *before == said);
    *place = Some(said);
    agrees.then_some(())
}
