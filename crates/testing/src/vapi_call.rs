//! What Vapi reports of one call, made from recorded messages.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde_json::Value;

use crate::Tenant;

const IN_PROGRESS: &str = include_str!("../../vapi/fixtures/status-update.in-progress.json");
const ENDED: &str = include_str!("../../vapi/fixtures/status-update.ended.json");
const REPORT: &str = include_str!("../../vapi/fixtures/end-of-call-report.json");

// What the recorded messages hold, and is replaced.
const CALL: &str = "01995b2e-7c41-7e1b-8d3a-5f0a9b6c2d11";
const ORGANIZATION: &str = "3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f";
const ASSISTANT: &str = "054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921";
const PHONE_NUMBER: &str = "4a5a04dc-dcbe-45b1-8f64-fd32a253d136";
const LINE: &str = "+14155550100";
const CUSTOMER: &str = "+14155550199";
const PLACED_AT: &str = "2026-11-20T16:00:00.478Z";

/// Milliseconds since 1970 are greater than this in every message, and nothing else is.
const A_MOMENT: i64 = 1_500_000_000_000;

/// A call of fifteen seconds in which a caller books an appointment.
#[derive(Clone, Debug)]
pub struct VapiCall {
    replacements: Vec<(&'static str, String)>,
    later: TimeDelta,
}

impl Tenant {
    /// A call to this organization, and the messages in which Vapi reports it.
    pub fn vapi_call(&self, id: &str) -> VapiCall {
        let replacements = vec![
            (CALL, id.to_owned()),
            (ORGANIZATION, self.vapi_organization.to_string()),
            (ASSISTANT, self.vapi_assistant_id.clone()),
            (PHONE_NUMBER, self.vapi_phone_number_id.clone()),
            (LINE, self.line_number.clone()),
        ];
        VapiCall { replacements, later: TimeDelta::zero() }
    }
}

impl VapiCall {
    /// The same call from another number.
    #[must_use]
    pub fn from(mut self, number: &str) -> Self {
        self.replacements.push((CUSTOMER, number.to_owned()));
        self
    }

    /// The same call at another time.
    #[must_use]
    pub fn placed_at(mut self, at: DateTime<Utc>) -> Self {
        self.later = at - PLACED_AT.parse::<DateTime<Utc>>().unwrap();
        self
    }

    pub fn in_progress(&self) -> Value {
        self.render(IN_PROGRESS)
    }

    pub fn ended(&self) -> Value {
        self.render(ENDED)
    }

    pub fn report(&self) -> Value {
        self.render(REPORT)
    }

    /// The call as `GET /call` lists it once it is over.
    pub fn listed(&self) -> Value {
        let message = self.report()["message"].clone();
        let mut call = message["call"].clone();
        call["status"] = "ended".into();
        let reported_at = message["timestamp"].as_i64().and_then(DateTime::from_timestamp_millis).unwrap();
        call["updatedAt"] = written(reported_at).into();
        for field in LISTED {
            if let Some(value) = message.get(field) {
                call[field] = value.clone();
            }
        }
        call
    }

    fn render(&self, recorded: &str) -> Value {
        let text =
            self.replacements.iter().fold(recorded.to_owned(), |text, (old, new)| text.replace(old, new));
        let mut message = serde_json::from_str(&text).unwrap();
        move_moments(&mut message, self.later);
        message
    }
}

/// What a listed call has of its own that a report has beside its call.
const LISTED: [&str; 10] = [
    "analysis",
    "artifact",
    "cost",
    "costBreakdown",
    "costs",
    "customer",
    "endedAt",
    "endedReason",
    "startedAt",
    "transcript",
];

fn move_moments(value: &mut Value, later: TimeDelta) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| move_moments(item, later)),
        Value::Object(fields) => fields.values_mut().for_each(|field| move_moments(field, later)),
        Value::String(text) => {
            if let Ok(at) = text.parse::<DateTime<Utc>>() {
                *text = written(at + later);
            }
        }
        Value::Number(number) => {
            if let Some(at) = number.as_i64().filter(|at| *at > A_MOMENT) {
                *value = (at + later.num_milliseconds()).into();
            }
        }
        Value::Null | Value::Bool(_) => {}
    }
}

fn written(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}
