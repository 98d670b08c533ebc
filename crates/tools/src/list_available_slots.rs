//! `listAvailableSlots`: the times that are free.

use bookings::{BookingError, RequestedTime, Service, free_times};
use serde_json::Value;

use crate::fields::{Field, FieldError, Fields};
use crate::schema::{object, text};
use crate::spoken::AboutBooking;
use crate::time_said::understand;
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
        let time = match (&arguments.date, &arguments.time) {
            (None, None) => Ok(RequestedTime::Soonest),
            (Some(date), time) => understand(context, date, time.as_deref()),
            (None, Some(time)) => understand(context, time, None),
        };
        let service = Service::named(booking, arguments.service_type.as_deref().or(first));
        let (service, time) = match (service, time) {
            (Ok(service), Ok(time)) => (service, time),
            (Err(rejection), _) => return Ok(ToolReply::Rejected(rejection.into())),
            (_, Err(line)) => return Ok(ToolReply::Rejected(line)),
        };
        // That nothing is free is an answer too.
        match free_times(context.tx, &context.calendar(), &service, &time).await {
            Ok(free) => Ok(ToolReply::spoken(AboutBooking::Free(free).into())),
            Err(BookingError::Rejected(rejection)) => Ok(ToolReply::spoken(rejection.into())),
            Err(BookingError::Database(error)) => Err(error),
        }
    }
}
