//! `bookAppointment`: a free time becomes an appointment, or others are offered.

use bookings::{Customer, NewBooking, RequestedTime, Service, book, folded};
use chrono::DateTime;
use domain::{Booking, PhoneNumber, Zone, is_unfilled};
use serde_json::{Value, json};

use crate::fields::{Field, FieldError, Fields};
use crate::own_bookings::{MAX_AHEAD, is_same_name, shown};
use crate::repeat::{given_before, meaning};
use crate::schema::{object, text};
use crate::spoken::{AboutBooking, SpokenLine};
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
            customer_name: fields.needed_name(Field::CustomerName)?,
            customer_phone: fields.optional(Field::CustomerPhone)?,
            customer_email: fields.optional(Field::CustomerEmail)?.filter(|email| !is_unfilled(email)),
            service_type: fields.optional(Field::ServiceType)?,
            date: fields.needed(Field::Date)?,
            time: fields.optional(Field::Time)?,
        })
    }

    fn meanings(context: &ToolContext<'_>, arguments: &BookAppointmentArguments) -> Vec<String> {
        let service = Service::named(&context.settings().booking, arguments.service_type.as_deref());
        let time = understand(context, &arguments.date, arguments.time.as_deref());
        let phone = context.number(arguments.customer_phone.as_deref());
        match (service, time, phone) {
            (Ok(service), Ok(RequestedTime::At(at)), Ok(Some(phone))) => {
                vec![appointment(&service, at, &phone)]
            }
            _ => Vec::new(),
        }
    }

    async fn run(context: &ToolContext<'_>, arguments: BookAppointmentArguments) -> db::Result<ToolReply> {
        let service = Service::named(&context.settings().booking, arguments.service_type.as_deref());
        let time = understand(context, &arguments.date, arguments.time.as_deref());
        let number = context.number(arguments.customer_phone.as_deref()).map_err(SpokenLine::from);
        let (service, time, phone) = match (service, time, number) {
            (Ok(service), Ok(time), Ok(number)) => (service, time, number),
            (Err(rejection), ..) => return Ok(ToolReply::Rejected(rejection.into())),
            (_, Err(line), _) | (.., Err(line)) => return Ok(ToolReply::Rejected(line)),
        };
        let person = (arguments.customer_name.as_str(), phone.as_ref());
        if let Some(own) = booked_here(context, (&service, &time), person).await? {
            let appointment = shown(&own, context.now.timezone());
            let line = AboutBooking::Booked { customer: arguments.customer_name, appointment };
            return Ok(ToolReply::spoken(line.into()));
        }
        let (name, email) = (Some(arguments.customer_name.clone()), arguments.customer_email);
        let customer = Customer { name, phone, email };
        let new = NewBooking { service, time, customer, call: context.call };
        let booking = match book(context.tx, &context.calendar(), context.author(), new).await {
            Ok(booking) => booking,
            Err(error) => return ToolReply::not_booked(error),
        };
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
        Ok(ToolReply::with_action(line.into(), Action::completed(data)))
    }
}

/// The appointment that was made in this conversation for the same person, service and time: asked for again it
/// is confirmed again, not taken by itself.
async fn booked_here(
    context: &ToolContext<'_>,
    (service, time): (&Service<'_>, &RequestedTime),
    (name, phone): (&str, Option<&PhoneNumber>),
) -> db::Result<Option<Booking>> {
    let RequestedTime::At(at) = *time else { return Ok(None) };
    if context.is_first {
        return Ok(None);
    }
    let made = match (context.call, phone) {
        (Some(call), _) => db::bookings::made_in(context.tx, call).await?,
        // A chat is not on record with its appointments, but with what was asked in it.
        (None, Some(phone)) if is_asked_again(context, service, at, phone).await? => {
            db::bookings::ahead_of(context.tx, phone, context.now.to_utc(), MAX_AHEAD).await?
        }
        (None, _) => Vec::new(),
    };
    let is_same = |booking: &Booking| {
        folded(&booking.service_type) == folded(&service.name)
            && booking.appointment_date == at
            && is_same_phone(booking.customer_phone.as_ref(), phone)
            && booking.customer_name.as_deref().is_some_and(|known| is_same_name(name, known))
    };
    Ok(made.into_iter().find(is_same))
}

fn is_same_phone(one: Option<&PhoneNumber>, other: Option<&PhoneNumber>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.matches(other),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

async fn is_asked_again(
    context: &ToolContext<'_>,
    service: &Service<'_>,
    at: DateTime<Zone>,
    phone: &PhoneNumber,
) -> db::Result<bool> {
    let meanings = [appointment(service, at, phone)];
    Ok(given_before::<BookAppointment>(context, &meanings).await?.is_some())
}

/// What makes two appointments the same, but for their names.
fn appointment(service: &Service<'_>, at: DateTime<Zone>, phone: &PhoneNumber) -> String {
    let (at, phone) = (at.to_rfc3339(), phone.matched());
    meaning([Some(service.name.as_str()), Some(at.as_str()), Some(phone.as_str())])
}
