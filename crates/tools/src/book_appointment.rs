//! `bookAppointment`: a free time becomes an appointment, or others are offered.

use contracts::work::BookingCreated;
use db::bookings::Booking;
use domain::BookingId;
use runtime::clock;
use serde_json::{Value, json};

use crate::appointment::{find_place, near, service};
use crate::definitions::{object, text};
use crate::desk::{Action, Desk, Done};
use crate::fields::{Field, Fields, Wrong};
use crate::own_bookings::shown;
use crate::record_booking::{change, told};
use crate::spoken::AboutBooking;
use crate::time_said::understand;
use crate::tool::Tool;

pub(crate) struct BookAppointment;

pub(crate) struct Wish {
    customer_name: String,
    customer_phone: Option<String>,
    customer_email: Option<String>,
    service_type: Option<String>,
    date: String,
    time: Option<String>,
}

impl Tool for BookAppointment {
    const NAME: &'static str = "bookAppointment";
    const DESCRIPTION: &'static str = "Book an appointment for the caller";
    type Arguments = Wish;

    fn parameters() -> Value {
        object(
            &[
                (Field::CustomerName, text("Name of the customer")),
                (
                    Field::CustomerPhone,
                    text("Phone number of the customer; left out: the number they call from"),
                ),
                (Field::CustomerEmail, text("E-mail address of the customer")),
                (Field::ServiceType, text("What the appointment is for")),
                (
                    Field::Date,
                    text("The day, in the caller's own words (e.g., \"tomorrow\", \"next Tuesday morning\")"),
                ),
                (Field::Time, text("The time of day, in the caller's own words (e.g., \"2pm\")")),
            ],
            &[Field::CustomerName, Field::Date],
        )
    }

    fn read(fields: &Fields<'_>) -> Result<Wish, Wrong> {
        Ok(Wish {
            customer_name: fields.needed(Field::CustomerName)?,
            customer_phone: fields.optional(Field::CustomerPhone)?,
            customer_email: fields.optional(Field::CustomerEmail)?,
            service_type: fields.optional(Field::ServiceType)?,
            date: fields.needed(Field::Date)?,
            time: fields.optional(Field::Time)?,
        })
    }

    async fn run(desk: &Desk<'_>, asked: Wish) -> db::Result<Done> {
        let wanted = service(&desk.settings().booking, asked.service_type.as_deref());
        let said = understand(&asked.date, asked.time.as_deref(), desk.now);
        let number = desk.number(asked.customer_phone.as_deref());
        let (service, said, number) = match (wanted, said, number) {
            (Ok(service), Ok(said), Ok(number)) => (service, said, number),
            (Err(line), ..) | (_, Err(line), _) | (.., Err(line)) => return Ok(Done::Refused(line)),
        };
        // Who comes too late hears so at once; only who may have the time waits for the calendar, and looks again.
        if let Err(line) = find_place(desk, &service, said, None).await? {
            return Ok(Done::Refused(line));
        }
        db::bookings::lock_calendar(desk.tx).await?;
        let place = match find_place(desk, &service, said, None).await? {
            Ok(place) => place,
            Err(line) => return Ok(Done::Refused(line)),
        };
        let contact = match &number {
            Some(number) => db::contacts::find_by_phone(desk.tx, number).await?,
            None => None,
        };
        let booking = Booking {
            id: BookingId(clock::new_id()),
            call_id: desk.call,
            contact_id: contact.map(|contact| contact.id),
            customer_name: Some(asked.customer_name.clone()),
            customer_phone: number.map(String::from),
            customer_email: asked.customer_email,
            service_type: service.name.clone(),
            resource: place.resource.to_owned(),
            appointment_date: place.from.to_utc(),
            ends_at: place.until.to_utc(),
            status: "confirmed".to_owned(),
            notes: None,
        };
        if !db::bookings::add(desk.tx, &booking).await? {
            // Taken by someone who does not ask for the calendar first.
            let offers = near(desk, &service, place.from).await?;
            return Ok(Done::Refused(AboutBooking::Taken { at: place.from, offers }.into()));
        }
        change(desk, &booking, "created").await?;
        desk.event(&BookingCreated { booking: Some(told(desk, &booking)) }).await?;
        let data = json!({
            "customerName": booking.customer_name,
            "customerPhone": booking.customer_phone,
            "customerEmail": booking.customer_email,
            "serviceType": booking.service_type,
            "date": asked.date,
            "time": asked.time,
            "appointmentDate": booking.appointment_date,
        });
        let appointment = shown(&booking, desk.now.timezone());
        let line = AboutBooking::Booked { customer: asked.customer_name, appointment };
        Ok(Done::acted(line.into(), Action::completed("booking", data)))
    }
}
