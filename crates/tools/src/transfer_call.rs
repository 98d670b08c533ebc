//! `transferCall`: the caller is put through. Here it is only recorded; Vapi is asked after the commit.

use chrono::TimeDelta;
use contracts::work::TransferRequested;
use serde_json::{Value, json};

use crate::fields::{Field, FieldError, Fields};
use crate::repeat::given_within;
use crate::schema::{flag, object, text};
use crate::spoken::AboutTransfer;
use crate::tool::Tool;
use crate::tool_context::{Action, Completed, ToolContext, ToolReply};
use crate::transfer::{Transfer, destination};

/// 10 seconds, in which Vapi puts a caller through. Later a caller who asks again has come back: nobody picked up.
const PUTTING_THROUGH: TimeDelta = TimeDelta::seconds(10);

pub(crate) struct TransferCall;

pub(crate) struct TransferCallArguments {
    destination: String,
    reason: String,
    warm: bool,
}

impl Tool for TransferCall {
    const NAME: &'static str = "transferCall";
    const DESCRIPTION: &'static str = "Transfer the call to another number (dispatch, manager, etc.)";
    type Arguments = TransferCallArguments;

    fn parameters() -> Value {
        object(
            &[
                (
                    Field::Destination,
                    text("Who to transfer to: dispatch, manager, emergency, or another name that was set up"),
                ),
                (Field::TransferReason, text("Brief reason for the transfer")),
                (Field::Warm, flag("Whether to do a warm transfer (announce caller first)")),
            ],
            &[Field::Destination, Field::TransferReason],
        )
    }

    fn read(fields: &Fields<'_>) -> Result<TransferCallArguments, FieldError> {
        Ok(TransferCallArguments {
            destination: fields.needed(Field::Destination)?,
            reason: fields.needed(Field::TransferReason)?,
            warm: fields.flag(Field::Warm)?,
        })
    }

    fn meanings(context: &ToolContext<'_>, arguments: &TransferCallArguments) -> Vec<String> {
        let found = destination(context.organization, &arguments.destination, context.now.to_utc());
        found.ok().map(|found| found.name.to_owned()).into_iter().collect()
    }

    async fn run(context: &ToolContext<'_>, arguments: TransferCallArguments) -> db::Result<ToolReply> {
        let found = match destination(context.organization, &arguments.destination, context.now.to_utc()) {
            Ok(found) => found,
            Err(unavailable) => return Ok(ToolReply::Rejected(unavailable.line())),
        };
        let name = [found.name.to_owned()];
        if let Some(given) = given_within::<Self>(context, &name, PUTTING_THROUGH).await? {
            return Ok(given);
        }
        let number = &found.number.number;
        context
            .event(TransferRequested {
                action_id: context.action.to_string(),
                call_id: context.call_id(),
                destination: found.name.to_owned(),
                number: number.as_str().to_owned(),
                reason: Some(arguments.reason.clone()),
                warm: arguments.warm,
                ..TransferRequested::default()
            })
            .await?;
        let data = json!({
            "destination": found.name,
            "phoneNumber": number.as_str(),
            "reason": arguments.reason,
            "warm": arguments.warm,
        });
        let to = found.name.to_owned();
        let line = AboutTransfer::Begun { to: to.clone() }.into();
        let follow_up = Transfer {
            action: context.action,
            destination: to.clone(),
            number: number.clone(),
            extension: found.number.extension.clone(),
            warm: arguments.warm,
            reason: arguments.reason,
            say: context.words(&line),
            otherwise: context.words(&AboutTransfer::Failed { to }.into()),
            organization: context.organization.id,
            call: context.call,
            vapi_call_id: context.question.vapi_call_id.clone(),
            question_id: context.question.question_id.clone(),
        };
        let action = Some(Action::pending(data));
        Ok(ToolReply::Completed(Box::new(Completed { line, action, follow_up: Some(follow_up) })))
    }
}
