//! `rescheduleAppointment`: the caller's own appointment is moved to another time.

use contracts::timestamp;
use contracts::work::BookingRescheduled;
use db::bookings::Booking;
use serde_json::{Value, json};

use crate::appointment::{find_place, service_booked};
use crate::definitions::{object, text};
use crate::desk::{Action, Desk, Done};
use crate::fields::{Field, Fields, Wrong};
use crate::own_bookings::{Described, find_one, shown};
use crate::record_booking::{change, told};
use crate::spoken::AboutBooking;
use crate::time_said::understand;
use crate::tool::Tool;

pub(crate) struct RescheduleAppointment;

pub(crate) struct Wish {
    booked: Described,
    date: String,
    time: Option<String>,
}

impl Tool for RescheduleAppointment {
    const NAME: &'static str = "rescheduleAppointment";
    const DESCRIPTION: &'static str = "Move an appointment that the caller has to another time";
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
                (Field::CurrentDate, text("The day on which it is now, when the caller has several")),
                (Field::CurrentTime, text("The time at which it is now, when the caller has several")),
                (Field::Date, text("The new day, in the caller's own words")),
                (Field::Time, text("The new time of day, in the caller's own words")),
            ],
            &[Field::Date],
        )
    }

    fn read(fields: &Fields<'_>) -> Result<Wish, Wrong> {
        Ok(Wish {
            booked: Described::read(fields, Field::CurrentDate, Field::CurrentTime)?,
            date: fields.needed(Field::Date)?,
            time: fields.optional(Field::Time)?,
        })
    }

    async fn run(desk: &Desk<'_>, asked: Wish) -> db::Result<Done> {
        let said = match understand(&asked.date, asked.time.as_deref(), desk.now) {
            Ok(said) => said,
            Err(line) => return Ok(Done::Refused(line)),
        };
        // Before it is read, so that nobody else moves it meanwhile.
        db::bookings::lock_calendar(desk.tx).await?;
        let booked = match find_one(desk, &asked.booked).await? {
            Ok(booked) => booked,
            Err(line) => return Ok(Done::Refused(line)),
        };
        let length = booked.ends_at - booked.appointment_date;
        let mut service = service_booked(&desk.settings().booking, &booked.service_type, length);
        // With whom it is now, if they have the time.
        service.resources.sort_by_key(|resource| *resource != booked.resource);
        let place = match find_place(desk, &service, said, Some(booked.id)).await? {
            Ok(place) => place,
            Err(line) => return Ok(Done::Refused(line)),
        };
        let zone = desk.now.timezone();
        if place.from.to_utc() == booked.appointment_date {
            return Ok(Done::Refused(AboutBooking::AlreadyThen(shown(&booked, zone)).into()));
        }
        let moved = Booking {
            resource: place.resource.to_owned(),
            appointment_date: place.from.to_utc(),
            ends_at: place.until.to_utc(),
            ..booked.clone()
        };
        if !db::bookings::change(desk.tx, &moved).await? {
            return Ok(Done::Refused(AboutBooking::NotFound.into()));
        }
        change(desk, &moved, "rescheduled").await?;
        let previous_appointment_date = Some(timestamp(booked.appointment_date));
        desk.event(&BookingRescheduled { booking: Some(told(desk, &moved)), previous_appointment_date })
            .await?;
        let data = json!({
            "serviceType": moved.service_type,
            "date": asked.date,
            "time": asked.time,
            "appointmentDate": moved.appointment_date,
            "previousAppointmentDate": booked.appointment_date,
        });
        let from = booked.appointment_date.with_timezone(&zone);
        let line = AboutBooking::Moved { from, to: shown(&moved, zone) };
        Ok(Done::acted(line.into(), Action::completed("booking_rescheduled", data)))
    }
}
