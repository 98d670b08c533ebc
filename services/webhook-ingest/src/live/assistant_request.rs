//! Who takes a call: decided from memory, and answered with what is known of the caller.

use std::time::Duration;

use domain::{CallRejection, PartyNumber, PhoneNumber, real_name};
use runtime::error_chain;
use serde_json::{Map, Value, json};
use tokio::time::{Instant, timeout_at};
use tracing::debug;
use vapi::Destination;
use vapi::answer::Overrides;

use super::Dependencies;
use super::question::Question;
use super::routing::{Decision, Incoming, route};
use super::routing_table::Switchboard;

/// At most 0.3 seconds: a name is not worth a longer silence for the caller.
const NAME_BUDGET: Duration = Duration::from_millis(300);

/// The answer, and why it is a message if it is one.
pub(super) async fn answer(
    dependencies: &Dependencies,
    question: &Question,
    board: &Switchboard,
) -> (Value, Option<CallRejection>) {
    // A call from a withheld number, or from what is no number, is taken all the same.
    let line = board.line(&question.envelope);
    let customer = question.envelope.customer(board.country(line.as_ref()));
    let caller = customer.as_ref().and_then(PartyNumber::phone);
    let call = question.envelope.call_id.clone().unwrap_or_else(|| question.id.to_string());
    let incoming = Incoming {
        envelope: &question.envelope,
        customer: customer.as_ref(),
        call: &call,
        language: question.language(),
    };
    match route(board, &incoming, question.received_at) {
        Decision::Assistant(id) => {
            let overrides = overrides(dependencies, question, caller).await;
            (vapi::answer::assistant_id(id, &overrides), None)
        }
        Decision::Arm { trial, arm } => {
            let mut overrides = overrides(dependencies, question, caller).await;
            overrides.base = arm.overrides.as_object().cloned().unwrap_or_default();
            overrides.metadata.insert("trial_id".to_owned(), trial.to_string().into());
            overrides.metadata.insert("arm".to_owned(), arm.number.into());
            (vapi::answer::assistant_id(&arm.vapi_assistant_id, &overrides), None)
        }
        Decision::Transfer(number) => (vapi::answer::destination(&Destination::number(number.clone())), None),
        Decision::Say(text, because) => (vapi::answer::error(text), Some(because)),
    }
}

async fn overrides(
    dependencies: &Dependencies,
    question: &Question,
    caller: Option<&PhoneNumber>,
) -> Overrides {
    let mut overrides = Overrides::default();
    if let Some(organization) = question.organization {
        overrides.metadata.insert("organization_id".to_owned(), json!(organization));
    }
    let name = match question.envelope.customer_name.clone() {
        Some(name) => Some(name),
        None => name(dependencies, question, caller).await,
    };
    overrides.variable_values =
        name.map(|name| Map::from_iter([("customerName".to_owned(), name.into())])).unwrap_or_default();
    overrides
}

/// The caller's name as it is in the contacts, if Postgres answers quickly.
async fn name(
    dependencies: &Dependencies,
    question: &Question,
    caller: Option<&PhoneNumber>,
) -> Option<String> {
    let (organization, caller) = (question.organization?, caller?);
    if !dependencies.postgres.is_up() {
        return None;
    }
    let until = Instant::now() + NAME_BUDGET;
    let _lane = dependencies.lanes.enter(organization, until).await.ok()?;
    let look_up = async {
        let tx = dependencies.db.tenant(organization).await?;
        let contact = db::contacts::find_by_phone(&tx, caller).await?;
        tx.commit().await?;
        Ok::<_, db::Error>(contact)
    };
    match timeout_at(until, look_up).await {
        Ok(Ok(contact)) => contact?.name.filter(|name| real_name(name).is_some()),
        Ok(Err(error)) => {
            debug!(error = error_chain(&error), "Could not look a caller up");
            None
        }
        Err(_) => None,
    }
}
