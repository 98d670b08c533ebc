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
    (Token::Named(Clock::NOON), "noon|noontime|high noon|midday|mid day|полдень|полудня|полудню"),
    (Token::Named(Clock::MIDNIGHT), "midnight|полночь|полуночи"),
    (Token::Half, "half|пол|половина|половине|половину"),
    (Token::Quarter, "quarter|quarters|четверть|четверти|четвертью"),
    (Token::OClock, "oclock|o clock"),
    (Token::Oh, "oh|o"),
    (Token::Am, "am|a m"),
    (Token::Pm, "pm|p m"),

    (part(PartOfDay::Morning, 6, 12), "morning|mornings|утро|утром|утра|утру|с утра|первой половине дня|первую половину дня"),
    (part(PartOfDay::Morning, 6, 9), "early morning|early in the morning|рано утром|с утра пораньше"),
    (part(PartOfDay::Morning, 9, 11), "midmorning|mid morning"),
    (part(PartOfDay::Morning, 9, 12), "late morning|late in the morning"),
    (part(PartOfDay::Morning, 8, 10), "first thing|first thing in the morning|с самого утра|первым делом"),
    (part(PartOfDay::Midday, 12, 14), "lunch|lunchtime|lunch time|обед|обеда|обеду|обеденное время"),
    (part(PartOfDay::Afternoon, 12, 18), "afternoon|afternoons|пополудни|днем|второй половине дня|вторую половину дня"),
    (part(PartOfDay::Afternoon, 12, 15), "middle of the day|the middle of the day|середине дня|середина дня|early afternoon|early in the afternoon"),
    (part(PartOfDay::Afternoon, 15, 18), "late afternoon|late in the afternoon"),
    (part(PartOfDay::Afternoon, 14, 16), "midafternoon|mid afternoon"),
    (part(PartOfDay::Afternoon, 14, 18), "после обеда"),
    (part(PartOfDay::Afternoon, 16, 18), "end of the day|the end of the day|end of day|eod|close of business|cob|end of business|\
        end of business day|end of the business day|end of the work day|конце дня|концу дня|конец дня|конце рабочего дня|\
        концу рабочего дня|конец рабочего дня"),
    (part(PartOfDay::Afternoon, 0, 18), "by the end of the day|by end of the day|by end of day|by eod|before the end of the day|\
        before end of day|by close of business|before close of business|by cob|by end of business|by the end of business|\
        by end of business day|by the end of the business day|before you close|before closing|before closing time|\
        до конца дня|до конца рабочего дня|до закрытия"),
    (part(PartOfDay::Evening, 18, 22), "evening|evenings|вечер|вечером|вечера|вечеру"),
    (part(PartOfDay::Evening, 18, 20), "early evening|early in the evening|ранним вечером"),
    (part(PartOfDay::Evening, 20, 22), "late evening|late in the evening|поздно вечером"),
    (part(PartOfDay::Night, 18, 24), "night"),
    (part(PartOfDay::Night, 21, 24), "late tonight|late at night"),
    (part(PartOfDay::Night, 22, 30), "ночь|ночью"),
    (part(PartOfDay::SmallHours, 0, 6), "ночи"),

    (Token::Minutes, "minute|minutes|min|mins|минуты|минут|минуток|мин"),
    (Token::AMinute, "минуту|минутку"),
    (Token::Hours, "hour|hours|hr|hrs"),
    (Token::H, "h"),
    (Token::AnHour, "часик|часок"),
    (Token::Chas, "час|часа|часу"),
    (Token::Chasov, "часов|часам|часами|часиков|часика|ч"),
    (Token::HalfHour, "half an hour|half hour|a half hour|полчаса|пол часа|получаса|полчасика|полчасик"),
    (Token::OneAndHalf, "полтора|полутора"),
    (Token::AndHalf, "and a half|с половиной"),
    (Token::Couple, "couple|пара|пару"),
];
