//! `transferCall`: the caller is put through. Here it is only put on record; Vapi is asked once that is committed.

use contracts::work::TransferRequested;
use serde_json::{Value, json};

use crate::definitions::{flag, object, text};
use crate::desk::{Action, Desk, Did, Done};
use crate::fields::{Field, Fields, Wrong};
use crate::spoken::AboutTransfer;
use crate::tool::Tool;
use crate::transfer::{Transfer, destination};

pub(crate) struct TransferCall;

pub(crate) struct Wish {
    destination: String,
    reason: String,
    warm: bool,
}

impl Tool for TransferCall {
    const NAME: &'static str = "transferCall";
    const DESCRIPTION: &'static str = "Transfer the call to another number (dispatch, manager, etc.)";
    type Arguments = Wish;

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

    fn read(fields: &Fields<'_>) -> Result<Wish, Wrong> {
        Ok(Wish {
            destination: fields.needed(Field::Destination)?,
            reason: fields.needed(Field::TransferReason)?,
            warm: fields.flag(Field::Warm)?,
        })
    }

    async fn run(desk: &Desk<'_>, asked: Wish) -> db::Result<Done> {
        let found = match destination(desk.organization, &asked.destination, desk.now.to_utc()) {
            Ok(found) => found,
            Err(unavailable) => return Ok(Done::Refused(unavailable.line())),
        };
        let number = &found.number.number;
        desk.event(&TransferRequested {
            action_id: desk.action.to_string(),
            organization_id: desk.organization_id(),
            call_id: desk.call_id(),
            destination: found.name.to_owned(),
            number: number.as_str().to_owned(),
            reason: Some(asked.reason.clone()),
            warm: asked.warm,
        })
        .await?;
        let data = json!({
            "destination": found.name,
            "phoneNumber": number.as_str(),
            "reason": asked.reason,
            "warm": asked.warm,
        });
        let to = found.name.to_owned();
        let line = AboutTransfer::Begun { to: to.clone() }.into();
        let follow_up = Transfer {
            action: desk.action,
            destination: to.clone(),
            number: number.clone(),
            extension: found.number.extension.clone(),
            warm: asked.warm,
            reason: asked.reason,
            say: desk.words(&line),
            otherwise: desk.words(&AboutTransfer::Failed { to }.into()),
            organization: desk.organization.id,
            call: desk.call,
            vapi_call_id: desk.vapi_call_id.to_owned(),
            question_id: desk.question_id.to_owned(),
        };
        let action = Some(Action::pending("transfer", data));
        Ok(Done::Did(Box::new(Did { line, action, follow_up: Some(follow_up) })))
    }
}
