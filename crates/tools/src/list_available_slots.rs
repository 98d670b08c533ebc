//! `listAvailableSlots`: the times that are free.

use serde_json::Value;

use crate::appointment::{find_place, service};
use crate::definitions::{object, text};
use crate::fields::{Field, FieldError, Fields};
use crate::spoken::AboutBooking;
use crate::time_said::{Said, understand};
use crate::tool::Tool;
use crate::tool_context::{ToolContext, ToolReply};

pub(crate) struct ListAvailableSlots;

pub(crate) struct ListAvailableSlotsArguments {
    service_type: Option<String>,
    date: Option<String>,
    time: Option<String>,
}

impl Tool for ListAvailableSlots {
    const NAME: &'static str = "listAvailableSlots";
    const DESCRIPTION: &'static str = "List the times at which an appointment is possible";
    type Arguments = ListAvailableSlotsArguments;

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

    fn read(fields: &Fields<'_>) -> Result<ListAvailableSlotsArguments, FieldError> {
        Ok(ListAvailableSlotsArguments {
            service_type: fields.optional(Field::ServiceType)?,
            date: fields.optional(Field::Date)?,
            time: fields.optional(Field::Time)?,
        })
    }

    async fn run(context: &ToolContext<'_>, arguments: ListAvailableSlotsArguments) -> db::Result<ToolReply> {
        let booking = &context.settings().booking;
        // Without a service, the times of the first one are offered.
        let first = booking.services.first().map(|service| service.name.as_str());
        let said = match (&arguments.date, &arguments.time) {
            (None, None) => Ok(Said::Soonest),
            (Some(date), time) => understand(date, time.as_deref(), context.now),
            (None, Some(time)) => understand(time, None, context.now),
        };
        let (service, said) = match (service(booking, arguments.service_type.as_deref().or(first)), said) {
            (Ok(service), Ok(said)) => (service, said),
            (Err(line), _) | (_, Err(line)) => return Ok(ToolReply::Rejected(line)),
        };
        Ok(ToolReply::spoken(match find_place(context, &service, said, None).await? {
            Ok(place) => AboutBooking::Free(vec![place.from]).into(),
            Err(line) => line,
        }))
    }
}
