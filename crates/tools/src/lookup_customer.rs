//! `lookupCustomer`: what is known of the caller; of others only to who knows their number and name.

use serde_json::Value;

use crate::definitions::{object, text};
use crate::desk::{Desk, Done};
use crate::fields::{Field, Fields, Wrong};
use crate::own_bookings::{is_theirs, proven, shown};
use crate::spoken::{Customer, Line};
use crate::tool::Tool;

pub(crate) struct LookupCustomer;

pub(crate) struct Wanted {
    phone: Option<String>,
    name: Option<String>,
}

impl Tool for LookupCustomer {
    const NAME: &'static str = "lookupCustomer";
    const DESCRIPTION: &'static str =
        "Look up who is calling: their name, their last call and their next appointment";
    type Arguments = Wanted;

    fn parameters() -> Value {
        object(
            &[
                (
                    Field::CustomerPhone,
                    text("Phone number of the customer; left out: the number they call from"),
                ),
                (Field::CustomerName, text("Name of the customer; needed with another phone number")),
            ],
            &[],
        )
    }

    fn read(fields: &Fields<'_>) -> Result<Wanted, Wrong> {
        Ok(Wanted {
            phone: fields.optional(Field::CustomerPhone)?,
            name: fields.optional(Field::CustomerName)?,
        })
    }

    async fn run(desk: &Desk<'_>, asked: Wanted) -> db::Result<Done> {
        let name = asked.name.as_deref();
        let number = match proven(desk, asked.phone.as_deref(), name) {
            Ok(number) => number,
            Err(line) => return Ok(Done::Refused(line)),
        };
        let theirs = |known: Option<&str>| is_theirs(desk, &number, name, known);
        let contact = db::contacts::find_by_phone(desk.tx, &number).await?;
        let contact = contact.filter(|contact| theirs(contact.name.as_deref()));
        let ahead = db::bookings::ahead_of(desk.tx, &number, desk.now.to_utc(), 1).await?;
        let next = ahead.into_iter().find(|booking| theirs(booking.customer_name.as_deref()));
        if contact.is_none() && next.is_none() {
            return Ok(Done::told(Line::Stranger));
        }
        let zone = desk.now.timezone();
        let last_call = contact.as_ref().and_then(|contact| contact.last_called_at);
        let customer = Customer {
            name: contact
                .and_then(|contact| contact.name)
                .or_else(|| next.as_ref().and_then(|booking| booking.customer_name.clone())),
            last_call: last_call.map(|at| at.with_timezone(&zone)),
            next: next.map(|booking| shown(&booking, zone)),
        };
        Ok(Done::told(Line::Known(Box::new(customer))))
    }
}
