//! Hours of a day that leave the time open: "in the morning", "after 3", "between 2 and 4".

use crate::clock::{Clock, DAY, HOUR, clock, may_be_minutes, plain_clock};
use crate::cursor::Cursor;
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
    pub(crate) const TONIGHT: Self = Self { name: PartOfDay::Night, from: 18, until: 24 };

    /// Both at once: "first thing" and "in the morning".
    pub(crate) fn and(self, other: Self) -> Option<Self> {
        let (from, until) = (self.from.max(other.from), self.until.min(other.until));
        (self.name == other.name && from < until).then_some(Self { from, until, ..self })
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
    BeforePart(Part),
    Between(Clock, Clock),
}

impl Hours {
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
    [range, bound].into_iter().find_map(|rule| cursor.attempt(rule))
}

/// Reads a part of a day.
pub(crate) fn part(cursor: &mut Cursor<'_>) -> Option<Part> {
    if cursor.eat(&[Token::In]).is_some() {
        cursor.eat(&[Token::The]);
    }
    match cursor.take()? {
        Token::Part(part) => Some(part),
        // "2 часа дня"
        Token::Dnya => Some(Part { name: PartOfDay::Afternoon, from: 12, until: 18 }),
        _ => None,
    }
}

fn range(cursor: &mut Cursor<'_>) -> Option<Hours> {
    if cursor.eat(&[Token::From, Token::Between]).is_some() {
        let until_joint = |cursor: &mut Cursor<'_>| Some((plain_clock(cursor)?, joint(cursor)?));
        let (from, _) = cursor.attempt(until_joint).or_else(|| Some((clock(cursor)?, joint(cursor)?)))?;
        return Some(Hours::Between(from, clock(cursor)?));
    }
    // "10 to 2" may be ten minutes to two.
    let is_doubtful = matches!(cursor.peek(), Some(Token::Number(number)) if may_be_minutes(number));
    let from = clock(cursor)?;
    match joint(cursor)? {
        Token::To | Token::Till if is_doubtful && from.is_loose() => return None,
        Token::And => return None,
        _ => {}
    }
    Some(Hours::Between(from, clock(cursor)?))
}

fn joint(cursor: &mut Cursor<'_>) -> Option<Token> {
    cursor.eat(&[Token::To, Token::Till, Token::Until, Token::And, Token::Dash])
}

fn bound(cursor: &mut Cursor<'_>) -> Option<Hours> {
    let side = cursor.eat(&[Token::After, Token::Past, Token::Before, Token::Until, Token::Till])?;
    cursor.eat(&[Token::The]);
    let is_after = matches!(side, Token::After | Token::Past);
    if let Some(Token::Part(part)) = cursor.peek() {
        cursor.take();
        return Some(if is_after { Hours::AfterPart(part) } else { Hours::BeforePart(part) });
    }
    let clock = clock(cursor)?;
    Some(if is_after { Hours::After(clock) } else { Hours::Before(clock) })
}
