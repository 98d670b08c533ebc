//! What Vapi remembers, and its knobs.

use std::sync::{Arc, Mutex};

use serde_json::Value;
use uuid::Uuid;

use super::access::Access;
use super::answers::server_error;
use super::command::LiveCommand;
use super::delivery::Delivery;
use super::question::LiveQuestion;
use super::shelf::{CallShelf, StoredCall};
use crate::callers::PlacedCall;
use crate::faults::{ApiFaults, Area, Dice, FaultKnob, FaultsError, WebhookFaults};
use crate::journal::{Journal, lock};
use crate::settings::{SandboxSettings, VapiKey};

/// At most 20,000 commands: a call has one or two.
const MAX_COMMANDS: usize = 20_000;
/// At most 100,000 deliveries: the calls of the largest load test have six to ten each.
const MAX_DELIVERIES: usize = 100_000;
/// At most 100,000 questions: a call has one or two.
const MAX_QUESTIONS: usize = 100_000;

#[derive(Debug)]
pub struct Vapi {
    pub(crate) access: Arc<Access>,
    pub(crate) api: Arc<Area>,
    pub(crate) control: Arc<Area>,
    pub(crate) webhooks: FaultKnob<WebhookFaults>,
    /// Decides what a call that is played meets.
    pub(crate) seed: u64,
    /// Where calls that are played are controlled: here.
    pub(crate) host: String,
    calls: Mutex<CallShelf>,
    deliveries: Journal<Delivery>,
    questions: Journal<LiveQuestion>,
    commands: Journal<LiveCommand>,
}

#[derive(Debug, thiserror::Error)]
#[error("reading a call that has no id, orgId, createdAt or updatedAt")]
pub struct RawCallError;

impl Vapi {
    pub(crate) fn new(settings: &SandboxSettings) -> Self {
        Self {
            access: Arc::new(Access::new(&settings.vapi_keys, settings.vapi_requests_per_second)),
            api: Area::new("vapi_api", Dice::new(settings.seed, 1), server_error),
            control: Area::new("vapi_control", Dice::new(settings.seed, 4), server_error),
            webhooks: FaultKnob::new("webhooks"),
            seed: settings.seed,
            host: settings.bind.to_string(),
            calls: Mutex::default(),
            deliveries: Journal::new(MAX_DELIVERIES),
            questions: Journal::new(MAX_QUESTIONS),
            commands: Journal::new(MAX_COMMANDS),
        }
    }

    /// One more key, beside those of the settings.
    pub fn add_key(&self, key: VapiKey) {
        self.access.add(key);
    }

    pub fn set_api_faults(&self, faults: ApiFaults) -> Result<(), FaultsError> {
        self.api.set_faults(faults)
    }

    pub fn set_control_faults(&self, faults: ApiFaults) -> Result<(), FaultsError> {
        self.control.set_faults(faults)
    }

    pub fn set_webhook_faults(&self, faults: WebhookFaults) -> Result<(), FaultsError> {
        self.webhooks.set(faults)
    }

    /// Every webhook the callers posted or, as a fault, did not post, oldest first.
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.deliveries.all()
    }

    /// Every question that a caller waited for, oldest first.
    pub fn questions(&self) -> Vec<LiveQuestion> {
        self.questions.all()
    }

    /// Every command to a call in progress, oldest first.
    pub fn commands(&self) -> Vec<LiveCommand> {
        self.commands.all()
    }

    /// A call as Vapi's API shows it.
    pub fn call(&self, id: Uuid) -> Option<Value> {
        self.find(id).map(|call| call.render())
    }

    pub fn call_count(&self) -> usize {
        lock(&self.calls).len()
    }

    /// Keeps a finished call for Vapi's API.
    pub fn keep_call(&self, call: PlacedCall) {
        lock(&self.calls).keep(StoredCall::placed(call));
    }

    /// Keeps a call exactly as given, if it has what every call has: `id`, `orgId`, `createdAt` and
    /// `updatedAt`.
    pub fn keep_raw_call(&self, call: Value) -> Result<(), RawCallError> {
        lock(&self.calls).keep(StoredCall::raw(call).ok_or(RawCallError)?);
        Ok(())
    }

    pub(crate) fn find(&self, id: Uuid) -> Option<StoredCall> {
        lock(&self.calls).find(id).cloned()
    }

    /// Newest first.
    pub(crate) fn search(&self, limit: usize, admits: impl Fn(&StoredCall) -> bool) -> Vec<StoredCall> {
        lock(&self.calls).search(limit, admits)
    }

    pub(crate) fn record_delivery(&self, delivery: Delivery) {
        self.deliveries.push(delivery);
    }

    pub(crate) fn record_question(&self, question: LiveQuestion) {
        self.questions.push(question);
    }

    pub(crate) fn record_command(&self, command: LiveCommand) {
        self.commands.push(command);
    }

    /// Where a call was last put through to while it was in progress.
    pub(crate) fn transferred_to(&self, call_id: Uuid) -> Option<String> {
        let call_id = call_id.to_string();
        let commands = self.commands.matching(|command| command.call_id == call_id);
        commands.iter().rev().find_map(LiveCommand::transfer_number).map(str::to_owned)
    }

    /// How many entries are shown at each path below `/_sandbox`.
    pub(crate) fn counts(&self) -> Vec<(&'static str, usize)> {
        vec![
            ("/calls", self.call_count()),
            ("/deliveries", self.deliveries.len()),
            ("/questions", self.questions.len()),
            ("/commands", self.commands.len()),
        ]
    }

    pub(crate) fn clear(&self) {
        lock(&self.calls).clear();
        self.deliveries.clear();
        self.questions.clear();
        self.commands.clear();
    }
}
