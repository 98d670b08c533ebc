//! `bookAppointment`: a free time becomes an appointment, or others are offered.

use contracts::work::BookingCreated;
use db::bookings::Booking;
use domain::BookingId;
use runtime::clock;
use serde_json::{Value, json};

use crate::appointment::{find_place, near, service};
use crate::definitions::{object, text};
use crate::fields::{Field, FieldError, Fields};
use crate::own_bookings::shown;
use crate::record_booking::{change, event_booking};
use crate::spoken::AboutBooking;
use crate::time_said::understand;
use crate::tool::Tool;
use crate::tool_context::{Action, ToolContext, ToolReply};

pub(crate) struct BookAppointment;

pub(crate) struct BookAppointmentArguments {
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
    type Arguments = BookAppointmentArguments;

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

    fn read(fields: &Fields<'_>) -> Result<BookAppointmentArguments, FieldError> {
        Ok(BookAppointmentArguments {
            customer_name: fields.needed(Field::CustomerName)?,
            customer_phone: fields.optional(Field::CustomerPhone)?,
            customer_email: fields.optional(Field::CustomerEmail)?,
            service_type: fields.optional(Field::ServiceType)?,
            date: fields.needed(Field::Date)?,
            time: fields.optional(Field::Time)?,
        })
    }

    async fn run(context: &ToolContext<'_>, arguments: BookAppointmentArguments) -> db::Result<ToolReply> {
        let found = service(&context.settings().booking, arguments.service_type.as_deref());
        let said = understand(&arguments.date, arguments.time.as_deref(), context.now);
        let number = context.number(arguments.customer_phone.as_deref());
        let (service, said, number) = match (found, said, number) {
            (Ok(service), Ok(said), Ok(number)) => (service, said, number),
            (Err(line), ..) | (_, Err(line), _) | (.., Err(line)) => return Ok(ToolReply::Rejected(line)),
        };
        // First without the lock: only a caller who may get the time waits for the calendar, and looks again.
        if let Err(line) = find_place(context, &service, said, None).await? {
            return Ok(ToolReply::Rejected(line));
        }
        db::bookings::lock_calendar(context.tx).await?;
        let place = match find_place(context, &service, said, None).await? {
            Ok(place) => place,
            Err(line) => return Ok(ToolReply::Rejected(line)),
        };
        let contact = match &number {
            Some(number) => db::contacts::find_by_phone(context.tx, number).await?,
            None => None,
        };
        let booking = Booking {
            id: BookingId(clock::new_id()),
            call_id: context.call,
            contact_id: contact.map(|contact| contact.id),
            customer_name: Some(arguments.customer_name.clone()),
            customer_phone: number.map(String::from),
            customer_email: arguments.customer_email,
            service_type: service.name.clone(),
            resource: place.resource.to_owned(),
            appointment_date: place.from.to_utc(),
            ends_at: place.until.to_utc(),
            status: "confirmed".to_owned(),
            notes: None,
        };
        if !db::bookings::add(context.tx, &booking).await? {
            // Taken by a transaction that did not lock the calendar.
            let offers = near(context, &service, place.from).await?;
            return Ok(ToolReply::Rejected(AboutBooking::Taken { at: place.from, offers }.into()));
        }
        change(context, &booking, "created").await?;
        context.event(&BookingCreated { booking: Some(event_booking(context, &booking)) }).await?;
        let data = json!({
            "customerName": booking.customer_name,
            "customerPhone": booking.customer_phone,
            "customerEmail": booking.customer_email,
            "serviceType": booking.service_type,
            "date": arguments.date,
            "time": arguments.time,
            "appointmentDate": booking.appointment_date,
        });
        let appointment = shown(&booking, context.now.timezone());
        let line = AboutBooking::Booked { customer: arguments.customer_name, appointment };
        Ok(ToolReply::with_action(line.into(), Action::completed("booking", data)))
    }
}
