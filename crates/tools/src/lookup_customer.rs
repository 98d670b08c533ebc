//! `lookupCustomer`: what is known of the caller; of others only to who knows their number and name.

use domain::{Contact, real_name};
use serde_json::Value;

use crate::fields::{Field, FieldError, Fields};
use crate::own_bookings::{MAX_AHEAD, is_theirs, proven, shown};
use crate::schema::{object, text};
use crate::spoken::{Customer, SpokenLine};
use crate::tool::Tool;
use crate::tool_context::{ToolContext, ToolReply};

pub(crate) struct LookupCustomer;

pub(crate) struct LookupCustomerArguments {
    phone: Option<String>,
    name: Option<String>,
}

impl Tool for LookupCustomer {
    const NAME: &'static str = "lookupCustomer";
    const DESCRIPTION: &'static str =
        "Look up who is calling: their name, their last call and their next appointment";
    type Arguments = LookupCustomerArguments;

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

    fn read(fields: &Fields<'_>) -> Result<LookupCustomerArguments, FieldError> {
        Ok(LookupCustomerArguments {
            phone: fields.optional(Field::CustomerPhone)?,
            name: fields.name(Field::CustomerName)?,
        })
    }

    async fn run(context: &ToolContext<'_>, arguments: LookupCustomerArguments) -> db::Result<ToolReply> {
        let name = arguments.name.as_deref();
        let number = match proven(context, arguments.phone.as_deref(), name) {
            Ok(number) => number,
            Err(line) => return Ok(ToolReply::Rejected(line)),
        };
        let contact = db::contacts::find_by_phone(context.tx, &number).await?.map(with_real_name);
        let theirs = |known: Option<&str>| is_theirs(context, &number, name, known);
        let contact = contact.filter(|contact| theirs(contact.name.as_deref()));
        let ahead = db::bookings::ahead_of(context.tx, &number, context.now.to_utc(), MAX_AHEAD).await?;
        let next = ahead.into_iter().find(|booking| theirs(booking.customer_name.as_deref()));
        if contact.is_none() && next.is_none() {
            return Ok(ToolReply::spoken(SpokenLine::UnknownCustomer));
        }
        let zone = context.now.timezone();
        let last_call = contact.as_ref().and_then(|contact| contact.last_called_at);
        let customer = Customer {
            name: contact
                .and_then(|contact| contact.name)
                .or_else(|| next.as_ref().and_then(|booking| booking.customer_name.clone()))
                .filter(|name| real_name(name).is_some()),
            last_call: last_call.map(|at| at.with_timezone(&zone)),
            next: next.map(|booking| shown(&booking, zone)),
        };
        Ok(ToolReply::spoken(SpokenLine::Known(Box::new(customer))))
    }
}

/// What stood in the place of a name is none.
fn with_real_name(contact: Contact) -> Contact {
    Contact { name: contact.name.filter(|name| real_name(name).is_some()), ..contact }
}
