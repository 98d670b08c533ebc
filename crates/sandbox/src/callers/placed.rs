//! A script on a line, at a moment: a call.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::outcome::Direction;
use super::script::CallScript;
use crate::settings::VAPI_ORGANIZATION;

/// Where the sandbox controls a call that is played: `<url>/vapi-control/<id of the call>/control`.
pub(crate) const CONTROL_PATH: &str = "/vapi-control";

/// The line that is called: whose organization, assistant and number on Vapi's side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Line {
    pub organization_id: Uuid,
    pub assistant_id: Uuid,
    pub phone_number_id: Uuid,
    pub phone_number: String,
    /// Comes back as `assistant.metadata`.
    pub metadata: Value,
    /// Shown as the server of the assistant; nothing is sent there.
    pub server_url: String,
    /// The number has no assistant: each call to it begins with an `assistant-request`.
    pub asks_for_assistant: bool,
    /// The host where its calls are listened to and controlled, without `http://`; Vapi's own host when
    /// absent.
    pub monitor_host: Option<String>,
}

impl Default for Line {
    fn default() -> Self {
        Self {
            organization_id: VAPI_ORGANIZATION,
            assistant_id: Uuid::from_u128(0x054e_a7e1_a5fc_4b9c_8c7c_9c6e_80d2_1921),
            phone_number_id: Uuid::from_u128(0x4a5a_04dc_dcbe_45b1_8f64_fd32_a253_d136),
            phone_number: "+14155550100".to_owned(),
            metadata: json!({}),
            server_url: "https://hooks.example.com/vapi".to_owned(),
            asks_for_assistant: false,
            monitor_host: None,
        }
    }
}

/// One call, from its creation to its end.
#[derive(Clone, Debug)]
pub struct PlacedCall {
    pub script: Arc<CallScript>,
    pub line: Arc<Line>,
    pub created_at: DateTime<Utc>,
    /// Who took it; `None` until it is taken.
    pub assistant_id: Option<Uuid>,
    /// What the server answered to tool calls, by their id.
    pub tool_answers: BTreeMap<String, String>,
}

/// Vapi's post-processing: the report comes this long after the end.
const REPORT_DELAY: TimeDelta = TimeDelta::milliseconds(5_000);

impl PlacedCall {
    /// A call whose tools answer as scripted.
    pub fn new(script: CallScript, line: Arc<Line>, created_at: DateTime<Utc>) -> Self {
        let answers = script.tool_uses().map(|tool| (tool.id.clone(), tool.scripted_answer.clone()));
        let tool_answers = answers.collect();
        let begins_without = line.asks_for_assistant && script.direction == Direction::Inbound;
        let assistant_id = (!begins_without).then_some(line.assistant_id);
        Self { script: Arc::new(script), line, created_at, assistant_id, tool_answers }
    }

    pub fn started_at(&self) -> Option<DateTime<Utc>> {
        self.script.answered_ms.map(|offset| self.at(offset))
    }

    pub fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.script.answered_ms.map(|_| self.at(self.script.ended_ms))
    }

    pub fn updated_at(&self) -> DateTime<Utc> {
        self.at(self.script.ended_ms) + REPORT_DELAY
    }

    /// How long was spoken, in milliseconds.
    pub fn duration_ms(&self) -> u32 {
        self.script.answered_ms.map_or(0, |answered| self.script.ended_ms.saturating_sub(answered))
    }

    pub(crate) fn at(&self, offset_ms: u32) -> DateTime<Utc> {
        self.created_at + TimeDelta::milliseconds(i64::from(offset_ms))
    }

    pub(crate) fn has_phone(&self) -> bool {
        self.script.direction != Direction::Web
    }
}
