//! What there is to say, whatever the language.

use bookings::Rejection;
use chrono::{DateTime, NaiveDate, NaiveDateTime};
use domain::{PhoneError, PhoneNumber, Zone, longest_beginning};

use crate::fields::Field;

/// At most 60 characters: longer than a name that anyone says.
const MAX_NAME: usize = 60;

/// At most 12 services are read out: more are not remembered by ear.
const MAX_SERVICES: usize = 12;

/// Everything that a tool may have to say.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum SpokenLine {
    UnknownTool,
    /// What is wrong with the arguments as a whole.
    Unreadable(String),
    /// A field is missing, or not what it must be.
    Need(Field),
    /// What was said for a phone number can't be one.
    NoNumber(PhoneError),
    Time(AboutTime),
    MessageTaken {
        message_for: Option<String>,
        is_notified: bool,
    },
    CalloutLogged {
        driver: String,
        expected_return: Option<String>,
        is_notified: bool,
    },
    CallbackScheduled(Callback),
    Booking(AboutBooking),
    Known(Box<Customer>),
    UnknownCustomer,
    Transfer(AboutTransfer),
    /// What was said before.
    AsBefore(String),
}

/// A time has to be asked for again.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum AboutTime {
    NotUnderstood,
    Ambiguous(Vec<DateTime<Zone>>),
    WhichDay(Vec<NaiveDate>),
    Past(DateTime<Zone>),
    Skipped(NaiveDateTime),
    NoSuchDate,
    TooFar,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum AboutBooking {
    Rejected(Rejection),
    Booked { customer: String, appointment: Appointment },
    Free(Vec<DateTime<Zone>>),
    Which(Vec<Appointment>),
    Moved { from: DateTime<Zone>, to: Appointment },
    Cancelled(Appointment),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum AboutTransfer {
    Begun {
        to: String,
    },
    /// There is no such destination.
    Unknown {
        at: String,
    },
    /// Nobody picks up at this hour.
    Closed {
        at: String,
        opens: Option<DateTime<Zone>>,
    },
    Failed {
        to: String,
    },
}

/// What is known of a customer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Customer {
    pub name: Option<String>,
    pub last_call: Option<DateTime<Zone>>,
    pub next: Option<Appointment>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Appointment {
    pub service: String,
    pub at: DateTime<Zone>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Callback {
    /// Absent: the number that the caller calls from.
    pub number: Option<PhoneNumber>,
    pub due: Due,
}

/// When somebody calls back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Due {
    /// As requested; now is as soon as possible.
    At(DateTime<Zone>),
    /// The requested time is outside business hours: when they begin.
    AtOpening(DateTime<Zone>),
    /// There are no business hours ahead in which it could be.
    Unpromised,
}

impl Due {
    /// The time that is promised.
    pub(crate) fn at(self) -> Option<DateTime<Zone>> {
        match self {
            Self::At(at) | Self::AtOpening(at) => Some(at),
            Self::Unpromised => None,
        }
    }
}

impl From<PhoneError> for SpokenLine {
    fn from(error: PhoneError) -> Self {
        Self::NoNumber(error)
    }
}

impl From<AboutTime> for SpokenLine {
    fn from(about: AboutTime) -> Self {
        Self::Time(about)
    }
}

impl From<AboutBooking> for SpokenLine {
    fn from(about: AboutBooking) -> Self {
        Self::Booking(about)
    }
}

impl From<Rejection> for SpokenLine {
    fn from(mut rejection: Rejection) -> Self {
        if let Rejection::UnknownService { known } = &mut rejection {
            known.truncate(MAX_SERVICES);
        }
        AboutBooking::Rejected(rejection).into()
    }
}

impl From<AboutTransfer> for SpokenLine {
    fn from(about: AboutTransfer) -> Self {
        Self::Transfer(about)
    }
}

/// What someone said, fit to be said back.
pub(super) fn name(said: &str) -> String {
    cut(said, MAX_NAME)
}

/// Whatever is in it becomes one line.
pub(super) fn cut(text: &str, limit: usize) -> String {
    let line = text.split(|letter: char| letter.is_whitespace() || letter.is_control());
    let line = line.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    if line.chars().count() <= limit {
        return line;
    }
    format!("{}…", longest_beginning(&line, |beginning| beginning.chars().count() < limit))
}

/// A number as a person reads it out, in groups; in North America without the country's code.
pub(super) fn read_out(number: &PhoneNumber) -> String {
    let groups = number.in_groups();
    groups.strip_prefix("+1 ").map_or_else(|| groups.clone(), str::to_owned)
}

/// "a, b or c".
pub(super) fn list(items: &[String], or: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {or} {last}", first.join(", ")),
    }
}

/// Times one after the other, each day said once: "tomorrow at 9 AM or 10 AM, or Friday at 9 AM".
pub(super) fn times(
    times: &[DateTime<Zone>],
    (at, or): (&str, &str),
    say_day: impl Fn(DateTime<Zone>) -> String,
    say_time: impl Fn(DateTime<Zone>) -> String,
) -> String {
    let days = times.chunk_by(|one, next| one.date_naive() == next.date_naive()).filter_map(|day| {
        let clock: Vec<String> = day.iter().map(|time| say_time(*time)).collect();
        Some(format!("{} {at} {}", say_day(*day.first()?), list(&clock, or)))
    });
    days.collect::<Vec<_>>().join(&format!(", {or} "))
}
