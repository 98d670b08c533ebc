//! `cancelAppointment`: the caller's own appointment is given up.

use bookings::cancel;
use serde_json::{Value, json};

use crate::fields::{Field, FieldError, Fields};
use crate::own_bookings::{Described, find_one, shown};
use crate::repeat::given_before;
use crate::schema::{object, text};
use crate::spoken::AboutBooking;
use crate::tool::Tool;
use crate::tool_context::{Action, ToolContext, ToolReply};

pub(crate) struct CancelAppointment;

pub(crate) struct CancelAppointmentArguments {
    booked: Described,
    reason: Option<String>,
}

impl Tool for CancelAppointment {
    const NAME: &'static str = "cancelAppointment";
    const DESCRIPTION: &'static str = "Cancel an appointment that the caller has";
    type Arguments = CancelAppointmentArguments;

    fn parameters() -> Value {
        object(
            &[
                (
                    Field::CustomerPhone,
                    text("Phone number it was booked under; left out: the number they call from"),
                ),
                (Field::CustomerName, text("Name it was booked under; needed with another phone number")),
                (Field::ServiceType, text("What the appointment is for")),
                (Field::Date, text("The day on which it is, when the caller has several")),
                (Field::Time, text("The time at which it is, when the caller has several")),
                (Field::CancelReason, text("Why it is cancelled")),
            ],
            &[],
        )
    }

    fn read(fields: &Fields<'_>) -> Result<CancelAppointmentArguments, FieldError> {
        Ok(CancelAppointmentArguments {
            booked: Described::read(fields, Field::Date, Field::Time)?,
            reason: fields.optional(Field::CancelReason)?,
        })
    }

    fn meanings(context: &ToolContext<'_>, arguments: &CancelAppointmentArguments) -> Vec<String> {
        vec![arguments.booked.meaning(context)]
    }

    async fn run(context: &ToolContext<'_>, arguments: CancelAppointmentArguments) -> db::Result<ToolReply> {
        let booked = match find_one(context, &arguments.booked).await? {
            Ok(booked) => booked,
            Err(line) => {
                // Perhaps because it is cancelled already.
                let meanings = Self::meanings(context, &arguments);
                let given = given_before::<Self>(context, &meanings).await?;
                return Ok(given.unwrap_or(ToolReply::Rejected(line)));
            }
        };
        let cancelled = cancel(context.tx, &context.calendar(), context.author(), booked.id).await;
        let cancelled = match cancelled {
            Ok(cancelled) => cancelled,
            Err(error) => return ToolReply::not_booked(error),
        };
        let data = json!({
            "serviceType": cancelled.service_type,
            "appointmentDate": cancelled.appointment_date,
            "reason": arguments.reason,
        });
        let line = AboutBooking::Cancelled(shown(&cancelled, context.now.timezone()));
        Ok(ToolReply::with_action(line.into(), Action::completed(data)))
    }
}
