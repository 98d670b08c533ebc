//! `logDriverCallout`: a driver can't come to work. Consumers of the event notify dispatch.

use contracts::timestamp;
use contracts::work::DriverCalledOut;
use domain::call::CalloutReason;
use serde_json::{Value, json};

use crate::fields::{Field, FieldError, Fields};
use crate::repeat::{given_before, meaning};
use crate::schema::{choice, object, text};
use crate::spoken::SpokenLine;
use crate::tool::Tool;
use crate::tool_context::{Action, ToolContext, ToolReply};

pub(crate) struct LogDriverCallout;

pub(crate) struct LogDriverCalloutArguments {
    driver_name: String,
    reason: CalloutReason,
    route_number: Option<String>,
    expected_return: Option<String>,
    additional_notes: Option<String>,
}

impl Tool for LogDriverCallout {
    const NAME: &'static str = "logDriverCallout";
    const DESCRIPTION: &'static str = "Log when a driver calls out sick or unavailable";
    type Arguments = LogDriverCalloutArguments;

    fn parameters() -> Value {
        object(
            &[
                (Field::DriverName, text("Name of the driver")),
                (Field::CalloutReason, choice("Reason for calling out", CalloutReason::WORDS)),
                (Field::RouteNumber, text("Route number or area assigned")),
                (Field::ExpectedReturn, text("When they expect to return (e.g., \"tomorrow\", \"Monday\")")),
                (Field::AdditionalNotes, text("Any additional information")),
            ],
            &[Field::DriverName, Field::CalloutReason],
        )
    }

    fn read(fields: &Fields<'_>) -> Result<LogDriverCalloutArguments, FieldError> {
        let reason = fields.choice(Field::CalloutReason)?;
        Ok(LogDriverCalloutArguments {
            driver_name: fields.needed_name(Field::DriverName)?,
            reason: reason.ok_or(FieldError(Field::CalloutReason))?,
            route_number: fields.optional(Field::RouteNumber)?,
            expected_return: fields.optional(Field::ExpectedReturn)?,
            additional_notes: fields.long(Field::AdditionalNotes)?,
        })
    }

    fn meanings(_: &ToolContext<'_>, arguments: &LogDriverCalloutArguments) -> Vec<String> {
        vec![meaning([
            Some(arguments.driver_name.as_str()),
            Some(arguments.reason.as_str()),
            arguments.route_number.as_deref(),
            arguments.expected_return.as_deref(),
            arguments.additional_notes.as_deref(),
        ])]
    }

    async fn run(context: &ToolContext<'_>, arguments: LogDriverCalloutArguments) -> db::Result<ToolReply> {
        let meanings = Self::meanings(context, &arguments);
        if let Some(given) = given_before::<Self>(context, &meanings).await? {
            return Ok(given);
        }
        let LogDriverCalloutArguments {
            driver_name,
            reason,
            route_number,
            expected_return,
            additional_notes,
        } = arguments;
        context
            .event(DriverCalledOut {
                action_id: context.action.to_string(),
                call_id: context.call_id(),
                driver_name: driver_name.clone(),
                reason: reason.to_string(),
                route_number: route_number.clone(),
                expected_return: expected_return.clone(),
                additional_notes: additional_notes.clone(),
                called_out_at: Some(timestamp(context.now.to_utc())),
                ..DriverCalledOut::default()
            })
            .await?;
        let data = json!({
            "driverName": driver_name,
            "reason": reason,
            "routeNumber": route_number,
            "expectedReturn": expected_return,
            "additionalNotes": additional_notes,
        });
        let is_notified = context.dispatch_is_notified();
        let line = SpokenLine::CalloutLogged { driver: driver_name, expected_return, is_notified };
        Ok(ToolReply::with_action(line, Action::completed(data)))
    }
}
