//! `rescheduleAppointment`: the caller's own appointment is moved to another time.

use contracts::timestamp;
use contracts::work::BookingRescheduled;
use db::bookings::Booking;
use serde_json::{Value, json};

use crate::appointment::{find_place, service_booked};
use crate::definitions::{object, text};
use crate::fields::{Field, FieldError, Fields};
use crate::own_bookings::{Described, find_one, shown};
use crate::record_booking::{change, event_booking};
use crate::spoken::AboutBooking;
use crate::time_said::understand;
use crate::tool::Tool;
use crate::tool_context::{Action, ToolContext, ToolReply};

pub(crate) struct RescheduleAppointment;

pub(crate) struct RescheduleAppointmentArguments {
    booked: Described,
    date: String,
    time: Option<String>,
}

impl Tool for RescheduleAppointment {
    const NAME: &'static str = "rescheduleAppointment";
    const DESCRIPTION: &'static str = "Move an appointment that the caller has to another time";
    type Arguments = RescheduleAppointmentArguments;

    fn parameters() -> Value {
        object(
            &[
                (
                    Field::CustomerPhone,
                    text("Phone number it was booked under; left out: the number they call from"),
                ),
                (Field::CustomerName, text("Name it was booked under; needed with another phone number")),
                (Field::ServiceType, text("What the appointment is for")),
                (Field::CurrentDate, text("The day on which it is now, when the caller has several")),
                (Field::CurrentTime, text("The time at which it is now, when the caller has several")),
                (Field::Date, text("The new day, in the caller's own words")),
                (Field::Time, text("The new time of day, in the caller's own words")),
            ],
            &[Field::Date],
        )
    }

    fn read(fields: &Fields<'_>) -> Result<RescheduleAppointmentArguments, FieldError> {
        Ok(RescheduleAppointmentArguments {
            booked: Described::read(fields, Field::CurrentDate, Field::CurrentTime)?,
            date: fields.needed(Field::Date)?,
            time: fields.optional(Field::Time)?,
        })
    }

    async fn run(
        context: &ToolContext<'_>,
        arguments: RescheduleAppointmentArguments,
    ) -> db::Result<ToolReply> {
        let said = match understand(&arguments.date, arguments.time.as_deref(), context.now) {
            Ok(said) => said,
            Err(line) => return Ok(ToolReply::Rejected(line)),
        };
        // Before it is read, so that nobody else moves it meanwhile.
        db::bookings::lock_calendar(context.tx).await?;
        let booked = match find_one(context, &arguments.booked).await? {
            Ok(booked) => booked,
            Err(line) => return Ok(ToolReply::Rejected(line)),
        };
        let length = booked.ends_at - booked.appointment_date;
        let mut service = service_booked(&context.settings().booking, &booked.service_type, length);
        // With whom it is now, if they have the time.
        service.resources.sort_by_key(|resource| *resource != booked.resource);
        let place = match find_place(context, &service, said, Some(booked.id)).await? {
            Ok(place) => place,
            Err(line) => return Ok(ToolReply::Rejected(line)),
        };
        let zone = context.now.timezone();
        if place.from.to_utc() == booked.appointment_date {
            return Ok(ToolReply::Rejected(AboutBooking::AlreadyThen(shown(&booked, zone)).into()));
        }
        let moved = Booking {
            resource: place.resource.to_owned(),
            appointment_date: place.from.to_utc(),
            ends_at: place.until.to_utc(),
            ..booked.clone()
        };
        if !db::bookings::change(context.tx, &moved).await? {
            return Ok(ToolReply::Rejected(AboutBooking::NotFound.into()));
        }
        change(context, &moved, "rescheduled").await?;
        let previous_appointment_date = Some(timestamp(booked.appointment_date));
        context
            .event(&BookingRescheduled {
                booking: Some(event_booking(context, &moved)),
                previous_appointment_date,
            })
            .await?;
        let data = json!({
            "serviceType": moved.service_type,
            "date": arguments.date,
            "time": arguments.time,
            "appointmentDate": moved.appointment_date,
            "previousAppointmentDate": booked.appointment_date,
        });
        let from = booked.appointment_date.with_timezone(&zone);
        let line = AboutBooking::Moved { from, to: shown(&moved, zone) };
        Ok(ToolReply::with_action(line.into(), Action::completed("booking_rescheduled", data)))
    }
}
