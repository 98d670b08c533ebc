//! `listAvailableSlots`: the times that are free.

use serde_json::Value;

use crate::appointment::{find_place, service};
use crate::definitions::{object, text};
use crate::desk::{Desk, Done};
use crate::fields::{Field, Fields, Wrong};
use crate::spoken::AboutBooking;
use crate::time_said::{Said, understand};
use crate::tool::Tool;

pub(crate) struct ListAvailableSlots;

pub(crate) struct Wish {
    service_type: Option<String>,
    date: Option<String>,
    time: Option<String>,
}

impl Tool for ListAvailableSlots {
    const NAME: &'static str = "listAvailableSlots";
    const DESCRIPTION: &'static str = "List the times at which an appointment is possible";
    type Arguments = Wish;

    fn parameters() -> Value {
        object(
            &[
                (Field::ServiceType, text("What the appointment is for")),
                (Field::Date, text("The day, in the caller's own words; left out: as soon as possible")),
                (Field::Time, text("The time or part of the day, in the caller's own words")),
            ],
            &[],
        )
    }

    fn read(fields: &Fields<'_>) -> Result<Wish, Wrong> {
        Ok(Wish {
            service_type: fields.optional(Field::ServiceType)?,
            date: fields.optional(Field::Date)?,
            time: fields.optional(Field::Time)?,
        })
    }

    async fn run(desk: &Desk<'_>, asked: Wish) -> db::Result<Done> {
        let booking = &desk.settings().booking;
        // Whoever does not say what for yet hears of the first service.
        let first = booking.services.first().map(|service| service.name.as_str());
        let said = match (&asked.date, &asked.time) {
            (None, None) => Ok(Said::Soonest),
            (Some(date), time) => understand(date, time.as_deref(), desk.now),
            (None, Some(time)) => understand(time, None, desk.now),
        };
        let (service, said) = match (service(booking, asked.service_type.as_deref().or(first)), said) {
            (Ok(service), Ok(said)) => (service, said),
            (Err(line), _) | (_, Err(line)) => return Ok(Done::Refused(line)),
        };
        Ok(Done::told(match find_place(desk, &service, said, None).await? {
            Ok(place) => AboutBooking::Free(vec![place.from]).into(),
            Err(line) => line,
        }))
    }
}
