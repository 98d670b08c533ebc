//! What a whole phrase says: days, a time, a part of the day; and alternatives to them.

use chrono::TimeDelta;

use crate::ahead::{Ahead, ahead};
use crate::clock::{Clock, clock, minute_of_hour};
use crate::cursor::Cursor;
use crate::date::{Day, day};
use crate::days::{Days, Edge, Name, Period, days};
use crate::hours::{Hours, Part, hours, part};
use crate::named_zone::ZoneSaid;
use crate::offset::Offset;
use crate::tokens::Token;

/// More alternatives are no choice that is made by voice.
const MAX_ALTERNATIVES: usize = 8;

#[derive(Debug)]
pub(crate) struct Said {
    /// At least one.
    pub(crate) alternatives: Vec<Alternative>,
    pub(crate) zone: Option<ZoneSaid>,
    pub(crate) offset: Option<Offset>,
}

/// One of the things that were said, "Monday at 2" of "Monday at 2 or Tuesday".
#[derive(Clone, Debug, Default)]
pub(crate) struct Alternative {
    /// All must be the same day: "tuesday, november 24".
    pub(crate) days: Vec<Days>,
    pub(crate) time: Option<Time>,
    pub(crate) part: Option<Part>,
    /// "As soon as possible".
    is_open: bool,
    week_ahead: Option<i64>,
    edge: Option<Edge>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Time {
    Clock(Clock),
    /// The next time that an hour has this minute.
    Minute(u32),
    Hours(Hours),
    Ahead(TimeDelta),
    /// From so long ahead until so long ahead.
    Between(TimeDelta, TimeDelta),
}

/// Reads all tokens; `None` where one of them has no place, or they contradict each other.
pub(crate) fn read(tokens: &[Token]) -> Option<Said> {
    let mut reader = Reader::default();
    let mut cursor = Cursor::new(tokens);
    while cursor.peek().is_some() {
        reader.read_next(&mut cursor)?;
    }
    reader.whole()
}

#[derive(Default)]
struct Reader {
    done: Vec<Alternative>,
    said: Alternative,
    zone: Option<ZoneSaid>,
    offset: Option<Offset>,
}

impl Reader {
    fn read_next(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        if let Some(ahead) = cursor.attempt(ahead) {
            return self.said.set_ahead(ahead);
        }
        // "2-4 December" are days, "2-4" are hours.
        if let Some(days) = cursor.attempt(days) {
            return self.add_days(days);
        }
        if let Some((hours, day)) = cursor.attempt(interval) {
            self.said.days.push(Days::One(day));
            return set(&mut self.said.time, Time::Hours(hours));
        }
        if let Some(hours) = cursor.attempt(hours) {
            return set(&mut self.said.time, Time::Hours(hours));
        }
        if let Some(clock) = cursor.attempt(clock) {
            return self.said.set_clock(clock);
        }
        if let Some(minute) = cursor.attempt(minute_of_hour) {
            return set(&mut self.said.time, Time::Minute(minute));
        }
        if let Some(part) = cursor.attempt(part) {
            return self.said.set_part(part);
        }
        self.read_single(cursor)
    }

    /// The first of them belongs to what was said before, the others are alternatives.
    fn add_days(&mut self, days: Vec<Days>) -> Option<()> {
        let mut days = days.into_iter();
        self.said.days.push(days.next()?);
        for days in days {
            self.next_alternative()?;
            self.said.days.push(days);
        }
        Some(())
    }

    fn next_alternative(&mut self) -> Option<()> {
        if self.done.len() + 1 >= MAX_ALTERNATIVES {
            return None;
        }
        self.done.push(std::mem::take(&mut self.said));
        Some(())
    }

    fn read_single(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        match cursor.take()? {
            Token::Offset(offset) => set(&mut self.offset, offset),
            Token::Zone(zone) => set(&mut self.zone, zone),
            Token::Tonight => {
                self.said.days.push(Days::One(Day::Ahead(0)));
                self.said.set_part(Part::TONIGHT)
            }
            Token::This if matches!(cursor.peek(), Some(Token::Part(_))) => {
                self.said.days.push(Days::One(Day::Ahead(0)));
                Some(())
            }
            Token::WeekAhead(weeks) => set(&mut self.said.week_ahead, weeks),
            Token::Early => set(&mut self.said.edge, Edge::Early),
            Token::Middle => set(&mut self.said.edge, Edge::Middle),
            Token::Late => set(&mut self.said.edge, Edge::Late),
            Token::Open => {
                self.said.is_open = true;
                Some(())
            }
            // "after 2 and before 4" are no alternatives.
            Token::And if self.said.is_bounded() => None,
            Token::Or | Token::And | Token::Slash if self.said.is_something() => self.next_alternative(),
            Token::Later => cursor.peek().map(|_| ()),
            // "either Monday or Tuesday"
            Token::Or
            | Token::At
            | Token::For
            | Token::On
            | Token::Of
            | Token::The
            | Token::A
            | Token::Oh => Some(()),
            // "tomorrow - 2pm"
            Token::Dash => self.said.time.is_none().then_some(()),
            _ => None,
        }
    }

    fn whole(self) -> Option<Said> {
        let Self { mut done, said, zone, offset } = self;
        done.push(said);
        share(&mut done);
        let alternatives = done.into_iter().map(Alternative::whole).collect::<Option<Vec<_>>>()?;
        Some(Said { alternatives, zone, offset })
    }
}

impl Alternative {
    fn is_something(&self) -> bool {
        !self.days.is_empty()
            || self.time.is_some()
            || self.part.is_some()
            || self.is_open
            || self.week_ahead.is_some()
    }

    fn is_one_day(&self) -> bool {
        !self.days.is_empty() && self.days.iter().all(|days| matches!(days, Days::One(_)))
    }

    fn is_bounded(&self) -> bool {
        self.days.iter().any(|days| matches!(days, Days::Bounded(..)))
            || matches!(self.time, Some(Time::Hours(hours)) if hours.is_open())
    }

    fn set_ahead(&mut self, ahead: Ahead) -> Option<()> {
        match ahead {
            Ahead::Time(time) => set(&mut self.time, Time::Ahead(time)),
            Ahead::Times(from, until) => set(&mut self.time, Time::Between(from, until)),
            Ahead::Day(day) => {
                self.days.push(Days::One(day));
                Some(())
            }
            Ahead::Days(from, until) => {
                self.days.push(Days::Period(Period::whole(Name::Ahead(from, until))));
                Some(())
            }
        }
    }

    /// The same time may be said twice: "at 2", "2 PM".
    fn set_clock(&mut self, clock: Clock) -> Option<()> {
        let both = match self.time {
            None => Some(clock),
            Some(Time::Clock(before)) => before.and(clock),
            Some(_) => None,
        };
        self.time = Some(Time::Clock(both?));
        Some(())
    }

    fn set_part(&mut self, part: Part) -> Option<()> {
        self.part = Some(self.part.map_or(Some(part), |before| before.and(part))?);
        Some(())
    }

    fn whole(mut self) -> Option<Self> {
        if let Some(weeks) = self.week_ahead {
            match self.days.as_mut_slice() {
                [] => {
                    self.days.push(Days::Period(Period { name: Name::Week(weeks), edge: self.edge.take() }));
                }
                [days] => *days = days.of_week_ahead(weeks)?,
                _ => return None,
            }
        }
        match (self.edge, self.part) {
            (None, _) => {}
            (Some(edge), Some(part)) => self.part = Some(part.at(edge)?),
            (Some(Edge::Early), None) => self.part = Some(Part::EARLY),
            (Some(Edge::Late), None) if self.is_one_day() && self.time.is_none() => {
                self.part = Some(Part::LATE);
            }
            (Some(_), None) => return None,
        }
        self.is_something().then_some(self)
    }
}

/// What was said once for all alternatives: the day of "at 2 or 3 tomorrow", the time of "Monday or Tuesday at 2".
fn share(alternatives: &mut [Alternative]) {
    for at in (0..alternatives.len()).rev() {
        let Some((this, later)) = alternatives.get_mut(at..).and_then(<[_]>::split_first_mut) else {
            continue;
        };
        let Some(next) = later.first() else { continue };
        let are_weekdays = this.days.iter().all(|days| days.of_week_ahead(0).is_some());
        if this.week_ahead.is_none() && !this.days.is_empty() && are_weekdays {
            this.week_ahead = next.week_ahead;
        }
        match (this.time, next.time) {
            (None, time) if this.part.is_none() => (this.time, this.part) = (time, next.part),
            (Some(Time::Clock(clock)), Some(Time::Clock(after))) if this.part.is_none() => {
                this.part = next.part;
                if next.part.is_none() && after.is_exact() {
                    this.time = Some(Time::Clock(clock.like(after)));
                }
            }
            _ => {}
        }
    }
    let is_without_days = |said: &Alternative| said.days.is_empty() && said.week_ahead.is_none();
    // Mostly the days come first: "tomorrow at 2 or 3".
    let mut last: Option<(Vec<Days>, Option<i64>)> = None;
    let order: Vec<usize> = (0..alternatives.len()).chain((0..alternatives.len()).rev()).collect();
    for at in order {
        let Some(said) = alternatives.get_mut(at) else { continue };
        match &last {
            Some((days, week_ahead)) if is_without_days(said) => {
                said.days.clone_from(days);
                said.week_ahead = *week_ahead;
            }
            _ if !is_without_days(said) => last = Some((said.days.clone(), said.week_ahead)),
            _ => {}
        }
    }
}

/// A thing may be said twice, but not two things.
fn set<T: PartialEq>(place: &mut Option<T>, said: T) -> Option<()> {
    let agrees = place.as_ref().is_none_or(|before| *before == said);
    *place = Some(said);
    agrees.then_some(())
}

/// Hours with the day said again before their end: `2026-12-04T14:00/2026-12-04T16:00`.
fn interval(cursor: &mut Cursor<'_>) -> Option<(Hours, Day)> {
    let from = clock(cursor)?;
    cursor.eat(&[Token::Dash, Token::Slash, Token::To, Token::Till, Token::Until])?;
    let day = day(cursor)?;
    cursor.eat(&[Token::At]);
    Some((Hours::Between(from, clock(cursor)?), day))
}
