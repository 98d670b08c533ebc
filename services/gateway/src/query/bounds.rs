//! Bounds of a stretch of time, exact to the microsecond as Postgres is.

use chrono::{DateTime, TimeDelta, Utc};

use super::InvalidParameter;
use super::values::moment;

/// The ends of a stretch of time in a filter. Of two bounds on a side the tighter holds.
pub(crate) struct Bounds<'a> {
    /// Included.
    pub(crate) from: &'a mut Option<DateTime<Utc>>,
    /// Not included.
    pub(crate) before: &'a mut Option<DateTime<Utc>>,
}

/// The bounds that a field may have, and what each means: `created_at[gte]`, …
pub(super) const BOUNDS: [(&str, &str); 4] = [
    ("gte", "at this moment or later"),
    ("gt", "after this moment"),
    ("lt", "before this moment"),
    ("lte", "at this moment or earlier"),
];

impl Bounds<'_> {
    pub(super) fn narrow(self, bound: &str, value: &str) -> Result<(), InvalidParameter> {
        let (begins, includes) = match bound {
            "gte" => (true, true),
            "gt" => (true, false),
            "lt" => (false, false),
            "lte" => (false, true),
            _ => return Err(InvalidParameter::Unknown),
        };
        let moment = moment(value)?;
        let edge = if begins == includes { up_to_micros(moment) } else { after_micros(moment) };
        if begins {
            *self.from = (*self.from).max(Some(edge));
        } else {
            *self.before = Some(self.before.map_or(edge, |known| known.min(edge)));
        }
        Ok(())
    }
}

/// The bound in the name of a parameter: `gte` of `created_at[gte]`.
pub(super) fn bound_of<'a>(name: &'a str, field: &str) -> Option<&'a str> {
    name.strip_prefix(field)?.strip_prefix('[')?.strip_suffix(']')
}

/// Postgres counts in microseconds: the first of them that is not before a moment.
fn up_to_micros(moment: DateTime<Utc>) -> DateTime<Utc> {
    if moment.timestamp_subsec_nanos().is_multiple_of(1000) { moment } else { after_micros(moment) }
}

/// The first microsecond after a moment.
fn after_micros(moment: DateTime<Utc>) -> DateTime<Utc> {
    let whole = moment - TimeDelta::nanoseconds(i64::from(moment.timestamp_subsec_nanos() % 1000));
    whole.checked_add_signed(TimeDelta::microseconds(1)).unwrap_or(whole)
}
