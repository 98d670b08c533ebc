//! `cancelAppointment`: the caller's own appointment is given up.

use contracts::work::BookingCancelled;
use db::bookings::Booking;
use serde_json::{Value, json};

use crate::definitions::{object, text};
use crate::desk::{Action, Desk, Done};
use crate::fields::{Field, Fields, Wrong};
use crate::own_bookings::{Described, find_one, shown};
use crate::record_booking::{change, told};
use crate::spoken::AboutBooking;
use crate::tool::Tool;

pub(crate) struct CancelAppointment;

pub(crate) struct Wish {
    booked: Described,
    reason: Option<String>,
}

impl Tool for CancelAppointment {
    const NAME: &'static str = "cancelAppointment";
    const DESCRIPTION: &'static str = "Cancel an appointment that the caller has";
    type Arguments = Wish;

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

    fn read(fields: &Fields<'_>) -> Result<Wish, Wrong> {
        Ok(Wish {
            booked: Described::read(fields, Field::Date, Field::Time)?,
            reason: fields.optional(Field::CancelReason)?,
        })
    }

    async fn run(desk: &Desk<'_>, asked: Wish) -> db::Result<Done> {
        // Before it is read, so that nobody else moves it meanwhile.
        db::bookings::lock_calendar(desk.tx).await?;
        let booked = match find_one(desk, &asked.booked).await? {
            Ok(booked) => booked,
            Err(line) => return Ok(Done::Refused(line)),
        };
        let cancelled = Booking { status: "cancelled".to_owned(), ..booked };
        if !db::bookings::change(desk.tx, &cancelled).await? {
            return Ok(Done::Refused(AboutBooking::NotFound.into()));
        }
        change(desk, &cancelled, "cancelled").await?;
        desk.event(&BookingCancelled { booking: Some(told(desk, &cancelled)) }).await?;
        let data = json!({
            "serviceType": cancelled.service_type,
            "appointmentDate": cancelled.appointment_date,
            "reason": asked.reason,
        });
        let line = AboutBooking::Cancelled(shown(&cancelled, desk.now.timezone()));
        Ok(Done::acted(line.into(), Action::completed("booking_cancelled", data)))
    }
}
