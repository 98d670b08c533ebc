//! Offsets from UTC, as machines write them after a time: `-05:00`, `+0530`, `UTC-4`.

use chrono::FixedOffset;

use crate::pieces::Piece;

const MINUTE: i32 = 60;
/// The farthest that clocks are from UTC, in minutes.
const MOST_EAST: i32 = 14 * 60;
const MOST_WEST: i32 = 12 * 60;

/// An offset from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Offset {
    pub(crate) east: FixedOffset,
    /// "09:00-10:00" may as well be hours: then this is when they end, in minutes of the day.
    pub(crate) or_until: Option<u32>,
}

impl Offset {
    /// `-09:30` and `-03:30` are so rarely offsets that they are hours.
    pub(crate) fn is_rare(self) -> bool {
        self.east.local_minus_utc() % (60 * MINUTE) != 0
    }
}

/// An offset at the beginning of what follows a time, and the rest.
pub(crate) fn offset<'a>(before: &[Piece], rest: &'a str) -> Option<(Offset, &'a str)> {
    let is_west = rest.starts_with('-');
    let digits = rest.strip_prefix(['+', '-'])?;
    match before {
        [.., Piece::Word(word)] if word == "utc" || word == "gmt" => {
            let (hours, after) = one_or_two(digits)?;
            let (minutes, after, _) = minutes(after).unwrap_or((0, after, true));
            Some((sure(is_west, hours * 60 + minutes)?, after))
        }
        [dated @ .., Piece::Joined(':', hour, minute, seconds)] => {
            let (hours, after) = two(digits)?;
            let (minutes, after, has_colon) = minutes(after)?;
            let offset = sure(is_west, hours * 60 + minutes)?;
            let until = u32::try_from(hours * 60 + minutes).ok()?;
            let ends_later = until > hour.value * 60 + minute.value;
            let is_iso = matches!(dated, [.., Piece::Iso(..)] | [.., Piece::Iso(..), Piece::Word(_)]);
            if !is_west || seconds.is_some() || is_iso && !ends_later {
                return Some((offset, after));
            }
            // "14:00-16:00" are hours; "14:00-0500" is hardly anything else than an offset.
            let is_doubtful = is_iso || !has_colon && !ends_later;
            is_doubtful.then_some((Offset { or_until: Some(until), ..offset }, after))
        }
        _ => None,
    }
}

fn sure(is_west: bool, minutes: i32) -> Option<Offset> {
    let is_real = match minutes % 60 {
        0 | 30 => minutes <= if is_west { MOST_WEST } else { MOST_EAST },
        45 => !is_west && minutes <= MOST_EAST,
        _ => false,
    };
    let east = if is_west { -minutes } else { minutes } * MINUTE;
    is_real.then(|| FixedOffset::east_opt(east))?.map(|east| Offset { east, or_until: None })
}

/// Minutes with or without a colon before them, and what follows; none where more digits do.
fn minutes(rest: &str) -> Option<(i32, &str, bool)> {
    let colon = rest.strip_prefix(':');
    let (minutes, after) = two(colon.unwrap_or(rest))?;
    let is_end = !after.starts_with(|c: char| c.is_ascii_digit());
    is_end.then_some((minutes, after, colon.is_some()))
}

fn two(rest: &str) -> Option<(i32, &str)> {
    let (digits, after) = rest.split_at_checked(2)?;
    let are_digits = digits.chars().all(|c| c.is_ascii_digit());
    are_digits.then(|| digits.parse().ok())?.map(|value| (value, after))
}

fn one_or_two(rest: &str) -> Option<(i32, &str)> {
    two(rest).or_else(|| {
        let (digit, after) = rest.split_at_checked(1)?;
        Some((digit.parse().ok()?, after))
    })
}
