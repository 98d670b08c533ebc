//! A time of day as it was said, and the times that it can mean.

mod read;

use crate::hours::{Part, PartOfDay};
use crate::pieces::Number;

pub(crate) use read::{clock, hyphened, may_be_minutes, minute_of_hour, plain_clock};

pub(crate) const HOUR: u32 = 60;
pub(crate) const DAY: u32 = 24 * HOUR;
const NOON: u32 = 12 * HOUR;

/// A time of day as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Clock {
    hour: u32,
    minute: u32,
    form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// An hour from 1 to 12, of either half of the day.
    Loose,
    /// "07:30": exact, unless a part of the day says otherwise.
    Padded,
    /// Of 24 hours.
    Exact,
    /// The beginning of a day or its end.
    Midnight,
}

impl Clock {
    pub(crate) const NOON: Self = Self { hour: 12, minute: 0, form: Form::Exact };
    pub(crate) const MIDNIGHT: Self = Self { hour: 0, minute: 0, form: Form::Midnight };

    fn new(hour: Number, minute: u32) -> Option<Self> {
        let form = match hour.value {
            1..=12 if hour.is_padded() => Form::Padded,
            1..=12 => Form::Loose,
            _ => Form::Exact,
        };
        let is_time = hour.value < 24 && minute < 60 || hour.value == 24 && minute == 0;
        is_time.then_some(Self { hour: hour.value, minute, form })
    }

    /// The given minutes before the hour is full.
    fn before_full(hour: u32, minutes: u32) -> Option<Self> {
        let started = match hour {
            1 => 12,
            2..=23 => hour - 1,
            _ => return None,
        };
        Self::new(Number::word(started), HOUR.checked_sub(minutes)?)
    }

    fn am(self) -> Option<Self> {
        let hour = self.hour % 12;
        (self.hour <= 12).then_some(Self { hour, form: Form::Exact, ..self })
    }

    fn pm(self) -> Option<Self> {
        let hour = if self.hour < 12 { self.hour + 12 } else { self.hour };
        (1..=23).contains(&self.hour).then_some(Self { hour, form: Form::Exact, ..self })
    }

    pub(crate) fn is_loose(self) -> bool {
        self.form == Form::Loose
    }

    /// The one time that it means at a part of the day: "7 in the evening".
    pub(crate) fn in_part(self, part: Part) -> Option<Self> {
        let likely = self.likely(Some(part));
        let [minutes] = likely.as_slice() else { return None };
        let (hour, minute) = (minutes / HOUR, minutes % HOUR);
        (*minutes <= DAY).then_some(Self { hour, minute, form: Form::Exact })
    }

    /// Both, where they are the same time: "at 2" and "2 PM".
    pub(crate) fn and(self, other: Self) -> Option<Self> {
        let (loose, exact) = if self.form == Form::Loose { (self, other) } else { (other, self) };
        match exact.likely(None).as_slice() {
            [minutes] if loose.either().contains(minutes) => Some(exact),
            _ => (self == other).then_some(self),
        }
    }

    /// The time before another that was said with its half of the day: "2 or 3 pm".
    pub(crate) fn like(self, other: Self) -> Self {
        let later = other.likely(None);
        let [until] = later.as_slice() else { return self };
        let before = self.either().into_iter().filter(|minutes| minutes < until).max();
        match before.filter(|_| self.form == Form::Loose) {
            Some(minutes) => Self { hour: minutes / HOUR, minute: minutes % HOUR, form: Form::Exact },
            None => self,
        }
    }

    pub(crate) fn is_exact(self) -> bool {
        matches!(self.form, Form::Exact | Form::Padded)
    }

    /// What it most likely means, in minutes of the day that was said; past `DAY`: in the night after it.
    ///
    /// None where the part of the day contradicts.
    pub(crate) fn likely(self, part: Option<Part>) -> Vec<u32> {
        let exact = self.hour * HOUR + self.minute;
        match (self.form, part.map(|part| part.name)) {
            (Form::Midnight, Some(PartOfDay::Night)) => vec![DAY],
            (Form::Midnight, _) => vec![0, DAY],
            (Form::Exact | Form::Padded, None) => vec![exact],
            (Form::Exact, Some(part)) => exact_in(part, exact),
            (Form::Loose | Form::Padded, Some(part)) => self.loose_in(part),
            (Form::Loose, None) => match self.hour {
                7 => vec![self.first_half(), self.second_half()],
                8..=11 => vec![self.first_half()],
                _ => vec![self.second_half()],
            },
        }
    }

    /// What it can mean besides, where all that is likely is over.
    pub(crate) fn unlikely(self, part: Option<Part>) -> Option<u32> {
        match (self.form, part.map(|part| part.name)) {
            (Form::Loose, None) if (8..=11).contains(&self.hour) => Some(self.second_half()),
            (Form::Loose | Form::Padded, Some(PartOfDay::SmallHours))
                if self.hour <= 5 || self.hour == 12 =>
            {
                Some(self.first_half() + DAY)
            }
            _ => None,
        }
    }

    /// What it can mean at all, beside another time; 12 may end the day.
    pub(crate) fn either(self) -> Vec<u32> {
        match self.form {
            Form::Loose if self.hour == 12 => {
                vec![self.first_half(), self.second_half(), self.first_half() + DAY]
            }
            Form::Loose => vec![self.first_half(), self.second_half()],
            Form::Padded | Form::Exact | Form::Midnight => self.likely(None),
        }
    }

    fn loose_in(self, part: PartOfDay) -> Vec<u32> {
        let (first, second) = (self.first_half(), self.second_half());
        match (part, self.hour) {
            (PartOfDay::Morning, 1..=11) | (PartOfDay::Midday, 11) | (PartOfDay::SmallHours, 1..=5) => {
                vec![first]
            }
            (PartOfDay::Midday, 12 | 1..=3)
            | (PartOfDay::Afternoon, 12 | 1..=7)
            | (PartOfDay::Evening, 3..=11)
            | (PartOfDay::Night, 6..=11)
            | (PartOfDay::SmallHours, 10..=11) => vec![second],
            (PartOfDay::Evening, 12) => vec![first + DAY],
            (PartOfDay::Night, 12) if self.minute == 0 => vec![DAY],
            (PartOfDay::Night, 12 | 1..=4) => vec![first, first + DAY],
            (PartOfDay::Night, 5) => vec![second, first + DAY],
            (PartOfDay::SmallHours, 12) if self.minute == 0 => vec![0, DAY],
            (PartOfDay::SmallHours, 12) => vec![first],
            _ => Vec::new(),
        }
    }

    fn first_half(self) -> u32 {
        self.hour % 12 * HOUR + self.minute
    }

    fn second_half(self) -> u32 {
        self.first_half() + NOON
    }
}

fn exact_in(part: PartOfDay, exact: u32) -> Vec<u32> {
    match (part, exact / HOUR) {
        (PartOfDay::Night, 0..=5) => vec![exact, exact + DAY],
        (PartOfDay::Morning, 0..=11)
        | (PartOfDay::Midday | PartOfDay::Afternoon, 11..=19)
        | (PartOfDay::Evening, 15..=24)
        | (PartOfDay::Night, 17..=24)
        | (PartOfDay::SmallHours, 0..=5 | 22..=24) => vec![exact],
        _ => Vec::new(),
    }
}
