//! `takeMessage`: a message for someone, left in the inbox. Consumers of the event send an urgent one at
//! once.

use contracts::timestamp;
use contracts::work::MessageTaken;
use domain::PhoneError;
use domain::call::Urgency;
use serde_json::{Value, json};

use crate::fields::{Field, FieldError, Fields};
use crate::repeat::{given_before, meaning};
use crate::schema::{flag, object, text};
use crate::spoken::SpokenLine;
use crate::tool::Tool;
use crate::tool_context::{Action, ToolContext, ToolReply};

pub(crate) struct TakeMessage;

pub(crate) struct TakeMessageArguments {
    message: String,
    caller_name: Option<String>,
    caller_phone: Option<String>,
    message_for: Option<String>,
    urgent: bool,
}

impl Tool for TakeMessage {
    const NAME: &'static str = "takeMessage";
    const DESCRIPTION: &'static str = "Take a message for someone";
    type Arguments = TakeMessageArguments;

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

    fn read(fields: &Fields<'_>) -> Result<TakeMessageArguments, FieldError> {
        Ok(TakeMessageArguments {
            message: fields.long(Field::Message)?.ok_or(FieldError(Field::Message))?,
            caller_name: fields.name(Field::CallerName)?,
            caller_phone: fields.optional(Field::CallerPhone)?,
            message_for: fields.name(Field::MessageFor)?,
            urgent: fields.flag(Field::Urgent)?,
        })
    }

    fn meanings(context: &ToolContext<'_>, arguments: &TakeMessageArguments) -> Vec<String> {
        let phone = context.number_meant(arguments.caller_phone.as_deref());
        let name = arguments.caller_name.as_deref().or(context.caller.name.as_deref());
        let urgent = arguments.urgent.then_some("urgent");
        let parts = [
            Some(arguments.message.as_str()),
            arguments.message_for.as_deref(),
            phone.as_deref(),
            name,
            urgent,
        ];
        vec![meaning(parts)]
    }

    async fn run(context: &ToolContext<'_>, arguments: TakeMessageArguments) -> db::Result<ToolReply> {
        let meanings = Self::meanings(context, &arguments);
        if let Some(given) = given_before::<Self>(context, &meanings).await? {
            return Ok(given);
        }
        let TakeMessageArguments { message, caller_name, caller_phone, message_for, urgent } = arguments;
        let caller_name = caller_name.or_else(|| context.caller.name.clone());
        let caller_phone = match context.number(caller_phone.as_deref()) {
            Ok(number) => number.map(String::from),
            // "My cell" is still worth more to a person than nothing.
            Err(PhoneError::NotANumber) => caller_phone,
            Err(error) => return Ok(ToolReply::Rejected(SpokenLine::NoNumber(error))),
        };
        context
            .event(MessageTaken {
                action_id: context.action.to_string(),
                call_id: context.call_id(),
                message: message.clone(),
                caller_name: caller_name.clone(),
                caller_phone: caller_phone.clone(),
                message_for: message_for.clone(),
                urgent,
                taken_at: Some(timestamp(context.now.to_utc())),
                ..MessageTaken::default()
            })
            .await?;
        let data = json!({
            "message": message,
            "callerName": caller_name,
            "callerPhone": caller_phone,
            "messageFor": message_for,
            "urgent": urgent,
        });
        let line =
            SpokenLine::MessageTaken { message_for, is_notified: urgent && context.somebody_is_notified() };
        let urgency = if urgent { Urgency::High } else { Urgency::Normal };
        Ok(ToolReply::with_action(line, Action { urgency: Some(urgency), ..Action::pending(data) }))
    }
}
