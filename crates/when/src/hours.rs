//! Hours of a day that leave the time open: "in the morning", "after 3", "between 2 and 4".

use crate::clock::{Clock, DAY, HOUR, clock, hyphened, may_be_minutes, plain_clock};
use crate::cursor::Cursor;
use crate::days::Edge;
use crate::tokens::Token;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartOfDay {
    Morning,
    Midday,
    Afternoon,
    Evening,
    /// The night that begins on a day.
    Night,
    /// "2 часа ночи": the night that ends on a day.
    SmallHours,
}

/// A part of a day, with the hours that it is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) name: PartOfDay,
    pub(crate) from: u32,
    pub(crate) until: u32,
}

impl Part {
    const AFTERNOON: Self = Self { name: PartOfDay::Afternoon, from: 12, until: 18 };
    pub(crate) const TONIGHT: Self = Self { name: PartOfDay::Night, from: 18, until: 24 };

    /// Both at once: "first thing" and "in the morning".
    pub(crate) fn and(self, other: Self) -> Option<Self> {
        let (from, until) = (self.from.max(other.from), self.until.min(other.until));
        (self.name == other.name && from < until).then_some(Self { from, until, ..self })
    }

    /// "early tomorrow"
    pub(crate) const EARLY: Self = Self { name: PartOfDay::Morning, from: 6, until: 9 };
    /// "late tomorrow"
    pub(crate) const LATE: Self = Self { name: PartOfDay::Afternoon, from: 16, until: 18 };

    /// The beginning of it, its middle or its end: "late tomorrow afternoon".
    pub(crate) fn at(self, edge: Edge) -> Option<Self> {
        let (from, until) = match (self.name, edge) {
            (PartOfDay::Morning, Edge::Early) => (6, 9),
            (PartOfDay::Morning, Edge::Middle) => (9, 11),
            (PartOfDay::Morning, Edge::Late) => (9, 12),
            (PartOfDay::Afternoon, Edge::Early) => (12, 15),
            (PartOfDay::Afternoon, Edge::Middle) => (14, 16),
            (PartOfDay::Afternoon, Edge::Late) => (15, 18),
            (PartOfDay::Evening, Edge::Early) => (18, 20),
            (PartOfDay::Evening, Edge::Middle) => (19, 21),
            (PartOfDay::Evening, Edge::Late) => (20, 22),
            (PartOfDay::Night, Edge::Late) => (21, 24),
            _ => return None,
        };
        self.and(Self { from, until, ..self })
    }

    pub(crate) fn minutes(self) -> Minutes {
        Minutes { from: self.from * HOUR, until: self.until * HOUR }
    }
}

/// From one minute of a day until another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Minutes {
    pub(crate) from: u32,
    pub(crate) until: u32,
}

impl Minutes {
    pub(crate) const WHOLE_DAY: Self = Self { from: 0, until: DAY };
}

/// Hours as they were said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hours {
    After(Clock),
    Before(Clock),
    AfterPart(Part),
    FromPart(Part),
    BeforePart(Part),
    Between(Clock, Clock),
}

impl Hours {
    /// Whether one end was left open.
    pub(crate) fn is_open(self) -> bool {
        !matches!(self, Self::Between(..))
    }

    /// What they can mean; none where the part of the day contradicts.
    pub(crate) fn readings(self, part: Option<Part>) -> Vec<Minutes> {
        let bounds = part.map_or(Minutes::WHOLE_DAY, Part::minutes);
        let readings: Vec<_> = match self {
            // "After midnight" is hardly the whole day.
            Self::After(clock) => clock
                .likely(part)
                .into_iter()
                .filter(|from| *from > 0)
                .map(|from| Minutes { from, ..bounds })
                .collect(),
            Self::Before(clock) => {
                clock.likely(part).into_iter().map(|until| Minutes { until, ..bounds }).collect()
            }
            Self::AfterPart(part) => vec![Minutes { from: part.minutes().until, until: DAY }],
            Self::FromPart(part) => vec![Minutes { from: part.minutes().from, until: DAY }],
            Self::BeforePart(part) => vec![Minutes { from: 0, until: part.minutes().from }],
            Self::Between(from, until) => between(from, until, part),
        };
        readings.into_iter().filter(|minutes| minutes.from < minutes.until).collect()
    }
}

/// What is sure of one end decides the other: "10-2pm" begins in the morning, "9 to 5" ends in the afternoon.
fn between(from: Clock, until: Clock, part: Option<Part>) -> Vec<Minutes> {
    let end_is_sure = part.is_some() || !until.is_loose();
    if from.is_loose() && end_is_sure {
        let starts = from.either();
        let ends = until.likely(part).into_iter();
        ends.filter_map(|until| {
            Some(Minutes { from: starts.iter().copied().filter(|start| *start < until).max()?, until })
        })
        .collect()
    } else {
        let ends = until.either();
        let starts = from.likely(None).into_iter();
        starts
            .filter_map(|from| {
                Some(Minutes { from, until: ends.iter().copied().filter(|end| *end > from).min()? })
            })
            .collect()
    }
}

/// Reads hours between or beyond times.
pub(crate) fn hours(cursor: &mut Cursor<'_>) -> Option<Hours> {
    [range, both_bounds, bound].into_iter().find_map(|rule| cursor.attempt(rule))
}

/// Reads a part of a day.
pub(crate) fn part(cursor: &mut Cursor<'_>) -> Option<Part> {
    if cursor.eat(&[Token::In]).is_some() {
        cursor.eat(&[Token::The]);
    }
    match cursor.take()? {
        Token::Part(part) => Some(part),
        // "2 часа дня"
        Token::Dnya | Token::Pm => Some(Part::AFTERNOON),
        // "tomorrow AM"
        Token::Am => Some(Part { name: PartOfDay::Morning, from: 6, until: 12 }),
        _ => None,
    }
}

/// A time, with its part of the day where one follows: "7 in the evening".
fn timed(cursor: &mut Cursor<'_>, read: fn(&mut Cursor<'_>) -> Option<Clock>) -> Option<Clock> {
    let clock = read(cursor)?;
    let of_part = cursor.attempt(|cursor| clock.in_part(part(cursor)?));
    Some(of_part.unwrap_or(clock))
}

fn range(cursor: &mut Cursor<'_>) -> Option<Hours> {
    let is_of_month = matches!(cursor.previous(), Some(Token::Month(_) | Token::MonthAhead(_)));
    if cursor.eat(&[Token::From, Token::Between]).is_some() {
        // "November between 19 and 20"
        if is_of_month && matches!(cursor.peek(), Some(Token::Number(_))) {
            return None;
        }
        let mut until_joint = |read: fn(&mut Cursor<'_>) -> Option<Clock>| {
            cursor.attempt(|cursor| Some((timed(cursor, read)?, joint(cursor)?)))
        };
        let (from, _) = until_joint(plain_clock).or_else(|| until_joint(clock))?;
        return Some(Hours::Between(from, timed(cursor, clock)?));
    }
    if hyphened(&mut cursor.clone()).is_some() {
        return None;
    }
    let (is_first, first) = (cursor.previous().is_none(), cursor.peek());
    let from = timed(cursor, clock)?;
    let are_bare = matches!((first, cursor.previous()), (Some(first), Some(last)) if first == last);
    let joint = joint(cursor)?;
    let second = cursor.peek();
    let until = timed(cursor, clock)?;
    let ends_bare = are_bare && second == cursor.previous();
    // "14 - 15.10" may be days.
    if let (Some(Token::Number(_)), Some(Token::Joined('.', _, month, _))) = (first, second)
        && (1..=12).contains(&month.value)
    {
        return None;
    }
    let (Some(Token::Number(first)), Some(Token::Number(second))) = (first, second) else {
        return (joint != Token::And).then_some(Hours::Between(from, until));
    };
    let are_hours = match joint {
        // "10 to 2" may be ten minutes to two, "10 to 11 am" hardly.
        Token::To | Token::Till if may_be_minutes(first) && from.is_loose() => {
            !until.is_loose() && first.digits > 0 && first.value < second.value
        }
        // "12-04" is rather a date, and "2-14" alone may be one.
        Token::Dash if ends_bare => {
            let may_be_date = is_first && first.value <= 12 && second.value > 12;
            !first.is_padded() && !second.is_padded() && !may_be_date
        }
        Token::And => false,
        _ => true,
    };
    are_hours.then_some(Hours::Between(from, until))
}

fn joint(cursor: &mut Cursor<'_>) -> Option<Token> {
    cursor.eat(&[Token::To, Token::Till, Token::Until, Token::UpTo, Token::And, Token::Dash])
}

/// "after 2 and before 4"
fn both_bounds(cursor: &mut Cursor<'_>) -> Option<Hours> {
    let Hours::After(from) = bound(cursor)? else { return None };
    cursor.eat(&[Token::And]);
    let Hours::Before(until) = bound(cursor)? else { return None };
    Some(Hours::Between(from, until))
}

fn bound(cursor: &mut Cursor<'_>) -> Option<Hours> {
    if let Some(hours) = cursor.attempt(bound_after) {
        return Some(hours);
    }
    let side = cursor.eat(&[
        Token::After,
        Token::Past,
        Token::From,
        Token::NotBefore,
        Token::Before,
        Token::By,
        Token::Until,
        Token::UpTo,
        Token::Till,
    ])?;
    cursor.eat(&[Token::The]);
    let is_after = matches!(side, Token::After | Token::Past | Token::From | Token::NotBefore);
    if let Some(Token::Part(part)) = cursor.peek() {
        cursor.take();
        return Some(match side {
            Token::From | Token::NotBefore => Hours::FromPart(part),
            _ if is_after => Hours::AfterPart(part),
            _ => Hours::BeforePart(part),
        });
    }
    let clock = timed(cursor, clock)?;
    Some(if is_after { Hours::After(clock) } else { Hours::Before(clock) })
}

/// "3 or later", "3 pm at the earliest"
fn bound_after(cursor: &mut Cursor<'_>) -> Option<Hours> {
    let clock = timed(cursor, clock)?;
    match cursor.take()? {
        Token::OrLater => Some(Hours::After(clock)),
        Token::OrEarlier => Some(Hours::Before(clock)),
        _ => None,
    }
}
