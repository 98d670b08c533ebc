//! `logDriverCallout`: a driver can't come to work, and dispatch is told by who hears of the event.

use contracts::timestamp;
use contracts::work::DriverCalledOut;
use serde_json::{Value, json};

use crate::definitions::{choice, object, text};
use crate::desk::{Action, Desk, Done};
use crate::fields::{Field, Fields, Wrong};
use crate::spoken::Line;
use crate::tool::Tool;

const REASONS: [&str; 5] = ["sick", "emergency", "vehicle_issue", "personal", "other"];

pub(crate) struct LogDriverCallout;

pub(crate) struct Callout {
    driver_name: String,
    reason: &'static str,
    route_number: Option<String>,
    expected_return: Option<String>,
    additional_notes: Option<String>,
}

impl Tool for LogDriverCallout {
    const NAME: &'static str = "logDriverCallout";
    const DESCRIPTION: &'static str = "Log when a driver calls out sick or unavailable";
    type Arguments = Callout;

    fn parameters() -> Value {
        object(
            &[
                (Field::DriverName, text("Name of the driver")),
                (Field::CalloutReason, choice("Reason for calling out", &REASONS)),
                (Field::RouteNumber, text("Route number or area assigned")),
                (Field::ExpectedReturn, text("When they expect to return (e.g., \"tomorrow\", \"Monday\")")),
                (Field::AdditionalNotes, text("Any additional information")),
            ],
            &[Field::DriverName, Field::CalloutReason],
        )
    }

    fn read(fields: &Fields<'_>) -> Result<Callout, Wrong> {
        let reason = fields.choice(Field::CalloutReason, &REASONS)?;
        Ok(Callout {
            driver_name: fields.needed(Field::DriverName)?,
            reason: reason.ok_or(Wrong(Field::CalloutReason))?,
            route_number: fields.optional(Field::RouteNumber)?,
            expected_return: fields.optional(Field::ExpectedReturn)?,
            additional_notes: fields.long(Field::AdditionalNotes)?,
        })
    }

    async fn run(desk: &Desk<'_>, asked: Callout) -> db::Result<Done> {
        let Callout { driver_name, reason, route_number, expected_return, additional_notes } = asked;
        desk.event(&DriverCalledOut {
            action_id: desk.action.to_string(),
            organization_id: desk.organization_id(),
            call_id: desk.call_id(),
            driver_name: driver_name.clone(),
            reason: reason.to_owned(),
            route_number: route_number.clone(),
            expected_return: expected_return.clone(),
            additional_notes: additional_notes.clone(),
            called_out_at: Some(timestamp(desk.now.to_utc())),
        })
        .await?;
        let data = json!({
            "driverName": driver_name,
            "reason": reason,
            "routeNumber": route_number,
            "expectedReturn": expected_return,
            "additionalNotes": additional_notes,
        });
        let is_told = desk.dispatch_is_told();
        let line = Line::CalloutLogged { driver: driver_name, expected_return, is_told };
        Ok(Done::acted(line, Action::completed("driver_callout", data)))
    }
}
