//! What the pieces of a phrase mean, word by word and in either language.

use chrono::{DateTime, FixedOffset, Weekday};

use crate::clock::Clock;
use crate::hours::Part;
use crate::pieces::{Number, Piece, pieces};
use crate::words;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Token {
    Number(Number),
    /// "5th", "fifth", "пятого"
    Ordinal(u32),
    /// What makes an ordinal of the number before it.
    OrdinalEnding,
    /// Numbers joined by one of `:`, `.` and `/`.
    Joined(char, Number, Number, Option<Number>),
    Iso(Number, Number, Number),
    Instant(DateTime<FixedOffset>),

    /// A day, by how many days it is from today.
    Day(i64),
    Tonight,
    Weekday(Weekday),
    Month(u32),
    /// A calendar week or month, by how many it is ahead.
    WeekAhead(i64),
    MonthAhead(u32),
    /// "числа", after the day of a month.
    OfTheMonth,
    /// "года", after a year.
    OfTheYear,
    This,
    Next,
    Coming,

    /// Lengths. One of them is said in Russian without a number.
    Minutes,
    AMinute,
    /// A length only.
    Hours,
    /// "час": an hour, or one o'clock.
    Chas,
    /// "часов": hours, or o'clock.
    Chasov,
    Days,
    /// "дня": days, or of the afternoon.
    Dnya,
    Weeks,
    AWeek,
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
    FromNow,
    From,
    Between,
    And,
    To,
    Till,
    Until,
    Before,
    Past,
    After,
    /// "без", before the minutes that are missing.
    Less,
    Dash,

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
                | Self::Before
                | Self::Past
                | Self::After
                | Self::Dash
        )
    }
}

/// Reads a phrase; `None` where a word is not known.
pub(crate) fn tokens(phrase: &str) -> Option<Vec<Token>> {
    let pieces = pieces(phrase)?;
    let mut tokens = Vec::new();
    let mut rest = pieces.as_slice();
    while let Some(first) = rest.first() {
        let (token, length) = match first {
            Piece::Word(word) => expression(rest).or_else(|| half_to(word))?,
            Piece::Number(number) => (Token::Number(*number), 1),
            Piece::Joined(mark, a, b, c) => (Token::Joined(*mark, *a, *b, *c), 1),
            Piece::Iso(year, month, day) => (Token::Iso(*year, *month, *day), 1),
            Piece::Instant(instant) => (Token::Instant(*instant), 1),
            Piece::Dash => (Token::Dash, 1),
            Piece::Nothing => (Token::Filler, 1),
        };
        add(&mut tokens, token);
        rest = rest.get(length..)?;
    }
    Some(tokens)
}

/// The longest expression at the beginning that has a meaning, and how many words it takes.
fn expression(pieces: &[Piece]) -> Option<(Token, usize)> {
    let words: Vec<&str> = pieces
        .iter()
        .take(words::LONGEST)
        .map_while(|piece| if let Piece::Word(word) = piece { Some(word.as_str()) } else { None })
        .collect();
    (1..=words.len())
        .rev()
        .find_map(|length| Some((words::meaning(&words.get(..length)?.join(" "))?, length)))
}

/// "полтретьего": half of the third hour.
fn half_to(word: &str) -> Option<(Token, usize)> {
    match words::meaning(word.strip_prefix("пол")?)? {
        Token::Ordinal(hour) => Some((Token::HalfTo(hour), 1)),
        _ => None,
    }
}

/// Adds what was said next: "twenty" and "five" are one number, "5" and "th" one ordinal.
fn add(tokens: &mut Vec<Token>, token: Token) {
    let joined = match (tokens.last(), token) {
        (_, Token::Filler) => return,
        (Some(Token::Number(tens)), Token::Number(ones))
            if is_tens(*tens) && ones.digits == 0 && is_ones(ones.value) =>
        {
            Token::Number(Number::word(tens.value + ones.value))
        }
        (Some(Token::Number(tens)), Token::Ordinal(ones)) if is_tens(*tens) && is_ones(ones) => {
            Token::Ordinal(tens.value + ones)
        }
        (Some(Token::Number(number)), Token::OrdinalEnding) => Token::Ordinal(number.value),
        _ => return tokens.push(token),
    };
    tokens.pop();
    tokens.push(joined);
}

fn is_tens(number: Number) -> bool {
    number.digits == 0 && number.value >= 20 && number.value.is_multiple_of(10)
}

fn is_ones(value: u32) -> bool {
    (1..=9).contains(&value)
}
