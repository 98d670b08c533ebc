//! The caller's own appointment among all. None is found by a name alone.

use bookings::{Rejection, RequestedTime, Service, folded};
use domain::{Booking, PhoneNumber, Zone, real_name};

use crate::fields::{Field, FieldError, Fields};
use crate::repeat::meaning;
use crate::spoken::{AboutBooking, Appointment, SpokenLine};
use crate::time_said::understand;
use crate::tool_context::ToolContext;

/// At most 20: more appointments ahead than any one customer has.
pub(crate) const MAX_AHEAD: i64 = 20;

/// At most 1, a title or a middle name: with more words, a caller could say a list of names and hope for one.
const MAX_EXTRA_WORDS: usize = 1;

/// Whose appointment, and which.
pub(crate) struct Described {
    pub phone: Option<String>,
    pub name: Option<String>,
    pub service: Option<String>,
    pub date: Option<String>,
    pub time: Option<String>,
}

impl Described {
    pub(crate) fn read(fields: &Fields<'_>, date: Field, time: Field) -> Result<Self, FieldError> {
        Ok(Self {
            phone: fields.optional(Field::CustomerPhone)?,
            name: fields.name(Field::CustomerName)?,
            service: fields.optional(Field::ServiceType)?,
            date: fields.optional(date)?,
            time: fields.optional(time)?,
        })
    }

    pub(crate) fn meaning(&self, context: &ToolContext<'_>) -> String {
        let phone = context.number_meant(self.phone.as_deref());
        meaning([
            phone.as_deref(),
            self.name.as_deref(),
            self.service.as_deref(),
            self.date.as_deref(),
            self.time.as_deref(),
        ])
    }
}

/// The number by which the caller is known: their own, or another one if they can name its owner.
pub(crate) fn proven(
    context: &ToolContext<'_>,
    phone: Option<&str>,
    name: Option<&str>,
) -> Result<PhoneNumber, SpokenLine> {
    let number = context.number(phone)?.ok_or(SpokenLine::Need(Field::CustomerPhone))?;
    if context.is_callers(&number) || name.is_some() {
        Ok(number)
    } else {
        Err(SpokenLine::Need(Field::CustomerName))
    }
}

/// Whether a name may be that of a row found by a number which is not the caller's.
pub(crate) fn is_theirs(
    context: &ToolContext<'_>,
    number: &PhoneNumber,
    said: Option<&str>,
    known: Option<&str>,
) -> bool {
    let known = known.and_then(real_name);
    context.is_callers(number) || said.zip(known).is_some_and(|(said, known)| is_same_name(said, known))
}

/// The one appointment that is meant.
pub(crate) async fn find_one(
    context: &ToolContext<'_>,
    described: &Described,
) -> db::Result<Result<Booking, SpokenLine>> {
    let name = described.name.as_deref();
    let number = match proven(context, described.phone.as_deref(), name) {
        Ok(number) => number,
        Err(line) => return Ok(Err(line)),
    };
    let mut own = db::bookings::ahead_of(context.tx, &number, context.now.to_utc(), MAX_AHEAD).await?;
    own.retain(|booking| is_theirs(context, &number, name, booking.customer_name.as_deref()));
    Ok(choose(context, &own, described))
}

/// What was said and fits none is asked again: it may be misheard, and must not pick another appointment.
fn choose(context: &ToolContext<'_>, own: &[Booking], described: &Described) -> Result<Booking, SpokenLine> {
    if own.is_empty() {
        return Err(Rejection::NotFound.into());
    }
    let zone = context.now.timezone();
    let mut meant = own.to_vec();
    if let Some(date) = described.date.as_deref().or(described.time.as_deref()) {
        let time = described.date.as_ref().and(described.time.as_deref());
        let said = understand(context, date, time)?;
        meant.retain(|booking| is_at(booking, &said, zone));
    }
    if let Some(said) = &described.service {
        // By its other names too.
        let known = Service::named(&context.settings().booking, Some(said)).map(|known| folded(&known.name));
        meant.retain(|booking| {
            let booked = folded(&booking.service_type);
            booked == folded(said) || known.as_ref().is_ok_and(|known| *known == booked)
        });
    }
    if let Some(name) = &described.name {
        // What has no name can't be another's.
        meant
            .retain(|booking| booking.customer_name.as_deref().is_none_or(|known| is_same_name(name, known)));
    }
    match (meant.pop(), meant.is_empty()) {
        (Some(one), true) => Ok(one),
        (Some(_), false) | (None, _) => {
            Err(AboutBooking::Which(own.iter().map(|booking| shown(booking, zone)).collect()).into())
        }
    }
}

fn is_at(booking: &Booking, said: &RequestedTime, zone: Zone) -> bool {
    let at = booking.appointment_date.with_timezone(&zone);
    match said {
        RequestedTime::At(moment) => at == *moment,
        RequestedTime::Within(spans) => spans.iter().any(|(from, until)| *from <= at && at < *until),
        RequestedTime::Soonest => true,
    }
}

pub(crate) fn shown(booking: &Booking, zone: Zone) -> Appointment {
    Appointment { service: booking.service_type.clone(), at: booking.appointment_date.with_timezone(&zone) }
}

/// "Anna" is "Anna Smith", and the other way round; "Anna Jones" is not, nor is a list of many names.
pub(crate) fn is_same_name(said: &str, known: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let folded = folded(name);
        let words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_owned).collect()
    };
    let (said, known) = (words(said), words(known));
    let is_part =
        |few: &[String], many: &[String]| !few.is_empty() && few.iter().all(|word| many.contains(word));
    is_part(&said, &known) || (said.len() <= known.len() + MAX_EXTRA_WORDS && is_part(&known, &said))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_whether_said_in_full_or_not() {
        for (one, other) in [
            ("anna", "Anna Smith"),
            ("Smith, Anna", "Anna Smith"),
            ("Anna Smith", "Anna"),
            ("Mrs Anna Smith", "Anna Smith"),
            ("Алёна", "алена"),
        ] {
            assert!(is_same_name(one, other), "{one}");
        }
        for (one, other) in [
            ("Anna Jones", "Anna Smith"),
            ("Maria Peter Anna", "Anna"),
            ("Anna Maria Olga Smith Jones", "Anna Smith"),
            ("", "Anna"),
            ("An", "Anna"),
            ("—", "Anna"),
        ] {
            assert!(!is_same_name(one, other), "{one}");
        }
    }
}
