//! An organization whose assistant requests tools.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use db::organizations::Organization;
use domain::call::{Role, Turn};
use domain::{Language, OrganizationSettings, PhoneNumber, QuestionOutcome, WebhookId};
use runtime::clock;
use serde_json::{Value, json};
use testing::{Tables, Tenant};
use tokio::time::Instant;
use tools::{Answered, CallSeen, Caller, Spoken, ToolError, ToolRequest, Tools};

pub(crate) const CALLER: &str = "+14155550199";

/// Longer than any test runs.
const PATIENCE: Duration = Duration::from_mins(2);

pub(crate) struct Office {
    pub world: Tables,
    pub tenant: Tenant,
    pub tools: Tools,
    organization: Arc<Organization>,
}

/// A Friday, ten past ten in the morning in New York.
pub(crate) fn now() -> DateTime<Utc> {
    "2026-11-20T15:10:00Z".parse().unwrap()
}

/// Open from nine to five on weekdays.
pub(crate) fn business_hours() -> Value {
    let day = json!(["09:00-17:00"]);
    json!({"monday": day, "tuesday": day, "wednesday": day, "thursday": day, "friday": day})
}

impl Office {
    pub(crate) async fn open(settings: Value) -> Self {
        let world = Tables::start().await;
        let tenant = world.organization("Acme Dental").await;
        Self::of(world, tenant, settings)
    }

    pub(crate) fn of(world: Tables, tenant: Tenant, settings: Value) -> Self {
        let settings: OrganizationSettings = serde_json::from_value(settings).unwrap();
        let organization = Arc::new(Organization {
            id: tenant.id,
            name: tenant.name.clone(),
            timezone: "America/New_York".parse().unwrap(),
            settings,
        });
        let tools = Tools::new(world.db.clone());
        Self { world, tenant, tools, organization }
    }

    /// A tool call in the call `call-1` of [`CALLER`].
    pub(crate) fn request(&self, tool_call_id: &str, tool: &str, arguments: Value) -> ToolRequest {
        let Value::Object(arguments) = arguments else { panic!("arguments are an object") };
        ToolRequest {
            organization: Arc::clone(&self.organization),
            language: Language::En,
            caller: Caller { number: Some(PhoneNumber::parse(CALLER).unwrap()), name: None },
            line: Some(PhoneNumber::parse(&self.tenant.line_number).unwrap()),
            call: self.seen("call-1"),
            kind: "tool-calls",
            tool_call_id: tool_call_id.to_owned(),
            place: 0,
            tool: tool.to_owned(),
            arguments: Ok(arguments),
            webhook: WebhookId(clock::new_id()),
            trace_id: None,
            asked_at: now(),
            deadline: Instant::now() + PATIENCE,
        }
    }

    pub(crate) fn seen(&self, call: &str) -> CallSeen {
        let message = self.tenant.vapi_call(call).in_progress().to_string();
        CallSeen::Observed(Box::new(vapi::observe_message(message.as_bytes()).unwrap().unwrap()))
    }

    /// Records the calls before their tools are requested, as is usual.
    pub(crate) async fn record_calls(&self, requests: &[ToolRequest]) {
        let tx = self.world.db.tenant(self.tenant.id).await.unwrap();
        for ToolRequest { call, .. } in requests {
            let CallSeen::Observed(seen) = call else { panic!("a call") };
            calls::record(&tx, (**seen).clone(), now(), "tests").await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    pub(crate) async fn ask(&self, tool_call_id: &str, tool: &str, arguments: Value) -> Answered {
        self.tools.answer(&self.request(tool_call_id, tool, arguments)).await.unwrap()
    }

    /// What is said of a call that is done.
    pub(crate) async fn done(&self, tool_call_id: &str, tool: &str, arguments: Value) -> String {
        let answered = self.ask(tool_call_id, tool, arguments).await;
        assert_eq!(answered.outcome, QuestionOutcome::Answered, "{:?}", answered.answer);
        result(&answered)
    }

    /// What is said of a call that is rejected.
    pub(crate) async fn rejected(&self, tool_call_id: &str, tool: &str, arguments: Value) -> String {
        let answered = self.ask(tool_call_id, tool, arguments).await;
        assert_eq!(answered.outcome, QuestionOutcome::Rejected, "{:?}", answered.answer);
        result(&answered)
    }

    pub(crate) async fn done_in_russian(&self, tool_call_id: &str, tool: &str, arguments: Value) -> String {
        let request = ToolRequest { language: Language::Ru, ..self.request(tool_call_id, tool, arguments) };
        let answered = self.tools.answer(&request).await.unwrap();
        assert_eq!(answered.outcome, QuestionOutcome::Answered, "{:?}", answered.answer);
        result(&answered)
    }

    pub(crate) async fn rows(&self, sql: &str) -> Vec<Value> {
        self.world.query(sql).await
    }

    pub(crate) async fn count(&self, table: &str) -> usize {
        self.rows(&format!("SELECT 1 AS one FROM {table}")).await.len()
    }

    /// How often each event was published.
    pub(crate) async fn published(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for (name, _) in self.world.events(&self.tenant).await {
            *counts.entry(name).or_default() += 1;
        }
        counts
    }

    /// The one event of this name.
    pub(crate) async fn event(&self, name: &str) -> Value {
        let mut events = self.world.events(&self.tenant).await;
        events.retain(|(event, _)| event == name);
        assert_eq!(events.len(), 1, "{name}");
        events.remove(0).1
    }

    /// The one action of this type.
    pub(crate) async fn action(&self, action_type: &str) -> Value {
        let mut rows =
            self.rows(&format!("SELECT * FROM call_actions WHERE action_type = '{action_type}'")).await;
        assert_eq!(rows.len(), 1, "{action_type}");
        rows.remove(0)
    }

    /// The one action of this tool.
    pub(crate) async fn action_of(&self, tool: &str) -> Value {
        let mut rows = self.rows(&format!("SELECT * FROM call_actions WHERE tool = '{tool}'")).await;
        assert_eq!(rows.len(), 1, "{tool}");
        rows.remove(0)
    }

    pub(crate) async fn close(self) {
        self.world.finish().await;
    }
}

pub(crate) fn result(answered: &Answered) -> String {
    match &answered.answer {
        Spoken::Result(said) => said.clone(),
        Spoken::Error(error) => panic!("an error: {error}"),
    }
}

pub(crate) fn error(answered: &Answered) -> String {
    match &answered.answer {
        Spoken::Error(said) => said.clone(),
        Spoken::Result(result) => panic!("a result: {result}"),
    }
}

pub(crate) fn is_past_deadline(missed: &ToolError) -> bool {
    matches!(missed, ToolError::Deadline)
}

pub(crate) fn message() -> Value {
    json!({"message": "Call me back"})
}

/// A tool call as a transcript has it.
pub(crate) fn used(id: &str, tool: &str, arguments: Value) -> Turn {
    Turn {
        role: Role::ToolCall,
        text: String::new(),
        name: Some(tool.to_owned()),
        tool_call_id: Some(id.to_owned()),
        arguments: Some(arguments),
        started_at: None,
        ended_at: None,
    }
}
