//! `rescheduleAppointment`: the caller's own appointment is moved to another time.

use bookings::{BookingError, Moved, Rejection, RequestedTime, reschedule};
use serde_json::{Value, json};

use crate::fields::{Field, FieldError, Fields};
use crate::own_bookings::{Described, MAX_AHEAD, find_one, shown};
use crate::repeat::{given_before, meaning};
use crate::schema::{object, text};
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

    fn meanings(context: &ToolContext<'_>, arguments: &RescheduleAppointmentArguments) -> Vec<String> {
        let booked = arguments.booked.meaning(context);
        let new = meaning([Some(arguments.date.as_str()), arguments.time.as_deref()]);
        let time = understand(context, &arguments.date, arguments.time.as_deref()).ok();
        let time = time.map(|time| format!("{booked}|{time:?}"));
        [Some(format!("{booked}|{new}")), time].into_iter().flatten().collect()
    }

    async fn run(
        context: &ToolContext<'_>,
        arguments: RescheduleAppointmentArguments,
    ) -> db::Result<ToolReply> {
        let time = match understand(context, &arguments.date, arguments.time.as_deref()) {
            Ok(time) => time,
            Err(line) => return Ok(ToolReply::Rejected(line)),
        };
        let booked = match find_one(context, &arguments.booked).await? {
            Ok(booked) => booked,
            Err(line) if is_moved_already(context, &arguments, &time).await? => {
                return again(context, &arguments, ToolReply::Rejected(line)).await;
            }
            Err(line) => return Ok(ToolReply::Rejected(line)),
        };
        let moved = reschedule(context.tx, &context.calendar(), context.author(), (booked.id, time)).await;
        let Moved { from, to } = match moved {
            Ok(moved) => moved,
            Err(error @ BookingError::Rejected(Rejection::AlreadyThen { .. })) => {
                return again(context, &arguments, ToolReply::not_booked(error)?).await;
            }
            Err(error) => return ToolReply::not_booked(error),
        };
        let data = json!({
            "serviceType": to.service_type,
            "date": arguments.date,
            "time": arguments.time,
            "appointmentDate": to.appointment_date,
            "previousAppointmentDate": from.appointment_date,
        });
        let zone = context.now.timezone();
        let from = from.appointment_date.with_timezone(&zone);
        let line = AboutBooking::Moved { from, to: shown(&to, zone) };
        Ok(ToolReply::with_action(line.into(), Action::completed(data)))
    }
}

/// The reply to the same request before, else this one.
async fn again(
    context: &ToolContext<'_>,
    arguments: &RescheduleAppointmentArguments,
    otherwise: ToolReply,
) -> db::Result<ToolReply> {
    let meanings = RescheduleAppointment::meanings(context, arguments);
    Ok(given_before::<RescheduleAppointment>(context, &meanings).await?.unwrap_or(otherwise))
}

/// Whether an appointment of theirs is at the new time: it was moved before.
async fn is_moved_already(
    context: &ToolContext<'_>,
    arguments: &RescheduleAppointmentArguments,
    time: &RequestedTime,
) -> db::Result<bool> {
    let phone = context.number(arguments.booked.phone.as_deref()).ok().flatten();
    let (Some(phone), RequestedTime::At(at)) = (phone, time) else { return Ok(false) };
    let ahead = db::bookings::ahead_of(context.tx, &phone, context.now.to_utc(), MAX_AHEAD).await?;
    Ok(ahead.iter().any(|booking| booking.appointment_date == *at))
}
