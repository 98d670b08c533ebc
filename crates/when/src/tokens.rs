//! What the pieces of a phrase mean, word by word and in either language.

use chrono::Weekday;

use crate::clock::Clock;
use crate::hours::Part;
use crate::named_zone::{ZoneSaid, by_city};
use crate::offset::Offset;
use crate::pieces::{Number, Piece, pieces};
use crate::words;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Token {
    Number(Number),
    /// "5th", "fifth", "пятого"
    Ordinal(u32),
    /// What makes an ordinal of the number before it.
    OrdinalEnding,
    Hundred,
    Thousand,
    /// Numbers joined by one of `:`, `.` and `/`, or three by `-`.
    Joined(char, Number, Number, Option<Number>),
    Iso(Number, Number, Number),
    Offset(Offset),
    Zone(ZoneSaid),

    /// A day, by how many days it is from today.
    Day(i64),
    Tonight,
    Weekday(Weekday),
    /// "fridays", in "two fridays from now".
    Weekdays(Weekday),
    /// "on a weekday"
    Workdays,
    /// "next business day"
    NextWorkday,
    Weekend,
    Month(u32),
    /// A calendar week or month, by how many it is ahead.
    WeekAhead(i64),
    MonthAhead(u32),
    /// "in the next few days"
    FewDays,
    /// "числа", after the day of a month.
    OfTheMonth,
    /// "года", after a year.
    OfTheYear,
    This,
    Next,
    Coming,
    /// "friday after next"
    AfterNext,
    Last,

    Early,
    Middle,
    /// "late", "end of"
    Late,
    /// "later this week": nothing, but "later next week" is late in it.
    Later,

    /// Lengths. One of them is said in Russian without a number.
    Minutes,
    AMinute,
    /// A length only.
    Hours,
    /// "часок": an hour, only as a length.
    AnHour,
    /// "h": hours, or of the clock: "14h30".
    H,
    /// "час": an hour, or one o'clock.
    Chas,
    /// "часов": hours, or o'clock.
    Chasov,
    Days,
    /// "дня": days, or of the afternoon.
    Dnya,
    Weeks,
    AWeek,
    Fortnights,
    Months,
    AMonth,
    HalfHour,
    OneAndHalf,
    AndHalf,
    Couple,

    /// Noon and midnight.
    Named(Clock),
    Half,
    /// "полтретьего": half an hour before the hour is full.
    HalfTo(u32),
    Quarter,
    OClock,
    Oh,
    Am,
    Pm,
    Part(Part),

    In,
    /// "within", "в течение"
    Within,
    FromNow,
    From,
    Between,
    And,
    Or,
    To,
    Till,
    Until,
    /// "до": until an hour, but before a day.
    UpTo,
    /// "through", "по"
    Through,
    By,
    Before,
    NotBefore,
    Past,
    After,
    /// After what it limits: "or later", "at the latest".
    OrLater,
    OrEarlier,
    /// "без", before the minutes that are missing.
    Less,
    Dash,
    Slash,
    Comma,

    At,
    For,
    On,
    Of,
    The,
    A,
    /// "As soon as possible", "any time".
    Open,
    /// Said in words of times, but of something else: "the second one", "just a second".
    NoTime,
    Filler,
}

impl Token {
    /// Whether a bare number that follows is a time of day.
    pub(crate) fn comes_before_time(self) -> bool {
        matches!(
            self,
            Self::At
                | Self::From
                | Self::Between
                | Self::And
                | Self::To
                | Self::Till
                | Self::Until
                | Self::UpTo
                | Self::By
                | Self::Before
                | Self::NotBefore
                | Self::Past
                | Self::After
                | Self::Or
                | Self::Dash
        )
    }

    /// Whether a hyphen after it or before it divides: "mon-fri", "noon-two".
    fn is_end_of_range(self) -> bool {
        matches!(
            self,
            Self::Weekday(_) | Self::Month(_) | Self::Day(_) | Self::Named(_) | Self::Am | Self::Pm
        )
    }
}

/// Reads a phrase; `None` where a word is not known.
pub(crate) fn tokens(phrase: &str) -> Option<Vec<Token>> {
    let pieces = divided(pieces(phrase)?);
    let mut tokens = Vec::new();
    let mut rest = pieces.as_slice();
    while let Some(first) = rest.first() {
        let (token, length) = match first {
            Piece::Word(word) => expression(rest).or_else(|| inflected(word))?,
            Piece::Number(number) => (Token::Number(*number), 1),
            Piece::Joined(mark, a, b, c) => (Token::Joined(*mark, *a, *b, *c), 1),
            Piece::Iso(year, month, day) => (Token::Iso(*year, *month, *day), 1),
            Piece::Offset(offset) => (Token::Offset(*offset), 1),
            Piece::Zone(zone) => (Token::Zone(ZoneSaid::Named(*zone)), 1),
            Piece::Dash => (Token::Dash, 1),
            Piece::Slash => (Token::Slash, 1),
            Piece::Comma => (Token::Comma, 1),
            Piece::Hyphen | Piece::Nothing => (Token::Filler, 1),
        };
        // "friday after next", but "after next friday".
        let is_last = matches!(tokens.last(), Some(Token::Weekday(_) | Token::Weeks));
        let (token, length) = match token {
            Token::AfterNext if !is_last => (Token::After, 1),
            _ => (token, length),
        };
        add(&mut tokens, token);
        rest = rest.get(length..)?;
    }
    Some(tokens)
}

/// A hyphen is a dash between what may begin and end a range, and nothing elsewhere.
fn divided(pieces: Vec<Piece>) -> Vec<Piece> {
    let is_end = |piece: Option<&Piece>| {
        let Some(Piece::Word(word)) = piece else { return false };
        words::meaning(word).is_some_and(Token::is_end_of_range)
    };
    let divides: Vec<bool> = (0..pieces.len())
        .map(|at| {
            is_end(at.checked_sub(1).and_then(|before| pieces.get(before))) && is_end(pieces.get(at + 1))
        })
        .collect();
    let with_dashes = pieces.into_iter().zip(divides).filter_map(|(piece, divides)| match piece {
        Piece::Hyphen => divides.then_some(Piece::Dash),
        piece => Some(piece),
    });
    with_dashes.collect()
}

/// The longest expression at the beginning that has a meaning, and how many words it takes.
fn expression(pieces: &[Piece]) -> Option<(Token, usize)> {
    let words: Vec<&str> = pieces
        .iter()
        .take(words::LONGEST)
        .map_while(|piece| if let Piece::Word(word) = piece { Some(word.as_str()) } else { None })
        .collect();
    if let Some((zone, length)) = by_city(&words) {
        return Some((Token::Zone(ZoneSaid::Named(zone)), length));
    }
    (1..=words.len())
        .rev()
        .find_map(|length| Some((words::meaning(&words.get(..length)?.join(" "))?, length)))
}

/// "полтретьего" is half of the third hour, "noonish" about noon.
fn inflected(word: &str) -> Option<(Token, usize)> {
    if let Some(stem) = word.strip_suffix("ish") {
        let token = words::meaning(stem.trim_end_matches('-'))?;
        return matches!(token, Token::Named(_) | Token::Number(_) | Token::Part(_)).then_some((token, 1));
    }
    match words::meaning(word.strip_prefix("пол")?)? {
        Token::Ordinal(hour) => Some((Token::HalfTo(hour), 1)),
        _ => None,
    }
}

/// Adds what was said next: "twenty" and "five" are one number, "5" and "th" one ordinal.
fn add(tokens: &mut Vec<Token>, token: Token) {
    let joined = match (tokens.last(), token) {
        (_, Token::Filler) => return,
        // "UTC-4"
        (Some(Token::Zone(_)), Token::Offset(_)) => token,
        (Some(Token::Number(number)), Token::And) if is_thousands(*number) => return,
        (Some(Token::Number(tens)), Token::Number(ones))
            if is_tens(*tens) && ones.digits == 0 && is_ones(ones.value) =>
        {
            Token::Number(Number::word(tens.value + ones.value))
        }
        (Some(Token::Number(tens)), Token::Ordinal(ones)) if is_tens(*tens) && is_ones(ones) => {
            Token::Ordinal(tens.value + ones)
        }
        (Some(Token::Number(thousands)), Token::Number(rest))
            if is_thousands(*thousands) && rest.digits == 0 && rest.value < 100 =>
        {
            Token::Number(Number::word(thousands.value + rest.value))
        }
        (Some(Token::Number(thousands)), Token::Ordinal(rest)) if is_thousands(*thousands) && rest < 100 => {
            Token::Ordinal(thousands.value + rest)
        }
        (Some(Token::Number(Number { value: 2, digits: 0 })), Token::Thousand) => {
            Token::Number(Number::word(2000))
        }
        // "fourteen hundred"
        (Some(Token::Number(Number { value: hour @ 1..=24, digits: 0 })), Token::Hundred) => {
            Token::Number(Number { value: hour * 100, digits: 4 })
        }
        // "1 second"
        (Some(Token::Number(_)), Token::Ordinal(2)) => Token::NoTime,
        (Some(Token::Number(number)), Token::OrdinalEnding) => Token::Ordinal(number.value),
        _ => return tokens.push(token),
    };
    tokens.pop();
    tokens.push(joined);
}

fn is_tens(number: Number) -> bool {
    number.digits == 0 && number.value >= 20 && number.value.is_multiple_of(10) && number.value != 2000
}

fn is_thousands(number: Number) -> bool {
    number.digits == 0 && number.value == 2000
}

fn is_ones(value: u32) -> bool {
    (1..=9).contains(&value)
}
