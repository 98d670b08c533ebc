//! Times of day, parts of a day, and lengths of hours and less.

use crate::clock::Clock;
use crate::hours::{Part, PartOfDay};
use crate::tokens::Token;

use super::Entry;

const fn part(name: PartOfDay, from: u32, until: u32) -> Token {
    Token::Part(Part { name, from, until })
}

#[rustfmt::skip]
pub(super) const WORDS: &[Entry] = &[
    (Token::Named(Clock::NOON), "noon|noontime|midday|полдень|полудня|полудню"),
    (Token::Named(Clock::MIDNIGHT), "midnight|полночь|полуночи"),
    (Token::Half, "half|пол|половина|половине|половину"),
    (Token::Quarter, "quarter|четверть|четверти|четвертью"),
    (Token::OClock, "oclock|o clock"),
    (Token::Oh, "oh|o"),
    (Token::Am, "am|a m"),
    (Token::Pm, "pm|p m"),

    (part(PartOfDay::Morning, 6, 12), "morning|утро|утром|утра|утру|с утра|первой половине дня|первую половину дня"),
    (part(PartOfDay::Morning, 6, 9), "early|early morning|early in the morning|рано|рано утром|с утра пораньше"),
    (part(PartOfDay::Morning, 9, 12), "late morning|late in the morning"),
    (part(PartOfDay::Morning, 8, 10), "first thing|first thing in the morning|с самого утра|первым делом"),
    (part(PartOfDay::Midday, 12, 14), "lunch|lunchtime|lunch time|обед|обеда|обеду|обеденное время"),
    (part(PartOfDay::Afternoon, 12, 18), "afternoon|днем|второй половине дня|вторую половину дня"),
    (part(PartOfDay::Afternoon, 12, 15), "early afternoon|early in the afternoon"),
    (part(PartOfDay::Afternoon, 15, 18), "late afternoon|late in the afternoon"),
    (part(PartOfDay::Afternoon, 14, 18), "после обеда"),
    (part(PartOfDay::Afternoon, 16, 18), "end of the day|end of day|eod|close of business|конце дня|концу дня|конец дня"),
    (part(PartOfDay::Afternoon, 0, 18), "by the end of the day|by end of day|by eod|before the end of the day|до конца дня"),
    (part(PartOfDay::Evening, 18, 22), "evening|вечер|вечером|вечера|вечеру"),
    (part(PartOfDay::Evening, 18, 20), "early evening|early in the evening"),
    (part(PartOfDay::Evening, 20, 22), "late evening|late in the evening|поздно вечером"),
    (part(PartOfDay::Night, 18, 24), "night"),
    (part(PartOfDay::Night, 21, 24), "late tonight|late at night"),
    (part(PartOfDay::Night, 22, 30), "ночь|ночью"),
    (part(PartOfDay::SmallHours, 0, 6), "ночи"),

    (Token::Minutes, "minute|minutes|min|mins|минуты|минут|минуток|мин"),
    (Token::AMinute, "минуту|минутку"),
    (Token::Hours, "hour|hours|hr|hrs"),
    (Token::Chas, "час|часа|часу|часик|часок"),
    (Token::Chasov, "часов|часам|часами|часиков|часика|ч"),
    (Token::HalfHour, "half an hour|half hour|a half hour|полчаса|пол часа|получаса|полчасика"),
    (Token::OneAndHalf, "полтора|полутора"),
    (Token::AndHalf, "and a half|с половиной"),
    (Token::Couple, "couple|пара|пару"),
];
