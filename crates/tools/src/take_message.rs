//! `takeMessage`: a message for someone, left in the inbox; an urgent one is sent at once by who hears of the event.

use contracts::timestamp;
use contracts::work::MessageTaken;
use serde_json::{Value, json};

use crate::definitions::{flag, object, text};
use crate::desk::{Action, Desk, Done};
use crate::fields::{Field, Fields, Wrong};
use crate::spoken::Line;
use crate::tool::Tool;

pub(crate) struct TakeMessage;

pub(crate) struct Left {
    message: String,
    caller_name: Option<String>,
    caller_phone: Option<String>,
    message_for: Option<String>,
    urgent: bool,
}

impl Tool for TakeMessage {
    const NAME: &'static str = "takeMessage";
    const DESCRIPTION: &'static str = "Take a message for someone";
    type Arguments = Left;

    fn parameters() -> Value {
        object(
            &[
                (Field::CallerName, text("Name of the caller")),
                (
                    Field::CallerPhone,
                    text("Number to reach the caller at; left out: the number they call from"),
                ),
                (Field::MessageFor, text("Who the message is for")),
                (Field::Message, text("The message content")),
                (Field::Urgent, flag("Whether someone must hear of it at once")),
            ],
            &[Field::Message],
        )
    }

    fn read(fields: &Fields<'_>) -> Result<Left, Wrong> {
        Ok(Left {
            message: fields.long(Field::Message)?.ok_or(Wrong(Field::Message))?,
            caller_name: fields.optional(Field::CallerName)?,
            caller_phone: fields.optional(Field::CallerPhone)?,
            message_for: fields.optional(Field::MessageFor)?,
            urgent: fields.flag(Field::Urgent)?,
        })
    }

    async fn run(desk: &Desk<'_>, asked: Left) -> db::Result<Done> {
        let Left { message, caller_name, caller_phone, message_for, urgent } = asked;
        let caller_name = caller_name.or_else(|| desk.caller.name.clone());
        // A number that can't be read is still worth more to a person than none.
        let caller_phone = match desk.number(caller_phone.as_deref()) {
            Ok(number) => number.map(String::from),
            Err(_) => caller_phone,
        };
        desk.event(&MessageTaken {
            action_id: desk.action.to_string(),
            organization_id: desk.organization_id(),
            call_id: desk.call_id(),
            message: message.clone(),
            caller_name: caller_name.clone(),
            caller_phone: caller_phone.clone(),
            message_for: message_for.clone(),
            urgent,
            taken_at: Some(timestamp(desk.now.to_utc())),
        })
        .await?;
        let data = json!({
            "message": message,
            "callerName": caller_name,
            "callerPhone": caller_phone,
            "messageFor": message_for,
            "urgent": urgent,
        });
        let line = Line::MessageTaken { message_for, is_told: urgent && desk.somebody_is_told() };
        let urgency = if urgent { "high" } else { "normal" };
        Ok(Done::acted(line, Action { urgency: Some(urgency), ..Action::pending("message_taken", data) }))
    }
}
