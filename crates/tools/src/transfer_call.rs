//! `transferCall`: the caller is put through. Here it is only recorded; Vapi is asked after the commit.

use contracts::work::TransferRequested;
use serde_json::{Value, json};

use crate::fields::{Field, FieldError, Fields};
use crate::schema::{flag, object, text};
use crate::spoken::AboutTransfer;
use crate::tool::Tool;
use crate::tool_context::{Action, Completed, ToolContext, ToolReply};
use crate::transfer::{Transfer, destination};

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

    async fn run(context: &ToolContext<'_>, arguments: TransferCallArguments) -> db::Result<ToolReply> {
        let found = match destination(context.organization, &arguments.destination, context.now.to_utc()) {
            Ok(found) => found,
            Err(unavailable) => return Ok(ToolReply::Rejected(unavailable.line())),
        };
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
            vapi_call_id: context.vapi_call_id.to_owned(),
            question_id: context.question_id.to_owned(),
        };
        let action = Some(Action::pending(data));
        Ok(ToolReply::Completed(Box::new(Completed { line, action, follow_up: Some(follow_up) })))
    }
}
