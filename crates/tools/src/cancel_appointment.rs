//! `cancelAppointment`: the caller's own appointment is given up.

use contracts::work::BookingCancelled;
use db::bookings::Booking;
use serde_json::{Value, json};

use crate::definitions::{object, text};
use crate::fields::{Field, FieldError, Fields};
use crate::own_bookings::{Described, find_one, shown};
use crate::record_booking::{change, event_booking};
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

    async fn run(context: &ToolContext<'_>, arguments: CancelAppointmentArguments) -> db::Result<ToolReply> {
        // Before it is read, so that nobody else moves it meanwhile.
        db::bookings::lock_calendar(context.tx).await?;
        let booked = match find_one(context, &arguments.booked).await? {
            Ok(booked) => booked,
            Err(line) => return Ok(ToolReply::Rejected(line)),
        };
        let cancelled = Booking { status: "cancelled".to_owned(), ..booked };
        if !db::bookings::change(context.tx, &cancelled).await? {
            return Ok(ToolReply::Rejected(AboutBooking::NotFound.into()));
        }
        change(context, &cancelled, "cancelled").await?;
        context.event(&BookingCancelled { booking: Some(event_booking(context, &cancelled)) }).await?;
        let data = json!({
            "serviceType": cancelled.service_type,
            "appointmentDate": cancelled.appointment_date,
            "reason": arguments.reason,
        });
        let line = AboutBooking::Cancelled(shown(&cancelled, context.now.timezone()));
        Ok(ToolReply::with_action(line.into(), Action::completed("booking_cancelled", data)))
    }
}
