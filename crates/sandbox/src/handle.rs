//! What a sandbox remembers, and its knobs: shared by the HTTP emulators, the callers and tests.

use std::sync::{Arc, Mutex};

use serde_json::Value;
use uuid::Uuid;

use crate::callers::PlacedCall;
use crate::faults::{Dice, Faults, FaultsError};
use crate::journal::{Journal, lock};
use crate::player::{Delivery, LiveQuestion};
use crate::resend::{Email, Mailbox};
use crate::settings::SandboxSettings;
use crate::traces::Span;
use crate::twilio::Sms;
use crate::vapi::{CallShelf, LiveCommand, RateLimit, StoredCall};

/// At most 20,000 messages: enough for the longest test; each is about half a kilobyte.
const MAX_SMS: usize = 20_000;
/// At most 20,000 spans: about ten minutes of a busy process.
const MAX_SPANS: usize = 20_000;
/// At most 20,000 commands: a call has one or two.
const MAX_COMMANDS: usize = 20_000;
/// At most 100,000 deliveries: the calls of the largest load test have six to ten each.
const MAX_DELIVERIES: usize = 100_000;
/// At most 100,000 questions: a call has one or two.
const MAX_QUESTIONS: usize = 100_000;

/// A cheap clone of the one memory.
#[derive(Clone, Debug)]
pub struct Handle {
    memory: Arc<Memory>,
}

#[derive(Debug)]
struct Memory {
    settings: SandboxSettings,
    faults: Mutex<Faults>,
    vapi_dice: Dice,
    control_dice: Dice,
    twilio_dice: Dice,
    resend_dice: Dice,
    vapi_rate: RateLimit,
    calls: Mutex<CallShelf>,
    sms: Journal<Sms>,
    mailbox: Mailbox,
    spans: Journal<Span>,
    deliveries: Journal<Delivery>,
    questions: Journal<LiveQuestion>,
    commands: Journal<LiveCommand>,
}

impl Handle {
    pub fn new(settings: SandboxSettings) -> Self {
        let memory = Memory {
            faults: Mutex::default(),
            vapi_dice: Dice::new(settings.seed, 1),
            twilio_dice: Dice::new(settings.seed, 2),
            resend_dice: Dice::new(settings.seed, 3),
            control_dice: Dice::new(settings.seed, 4),
            vapi_rate: RateLimit::new(settings.vapi_requests_per_second),
            calls: Mutex::default(),
            sms: Journal::new(MAX_SMS),
            mailbox: Mailbox::default(),
            spans: Journal::new(MAX_SPANS),
            deliveries: Journal::new(MAX_DELIVERIES),
            questions: Journal::new(MAX_QUESTIONS),
            commands: Journal::new(MAX_COMMANDS),
            settings,
        };
        Self { memory: Arc::new(memory) }
    }

    pub fn settings(&self) -> &SandboxSettings {
        &self.memory.settings
    }

    /// Where the sandbox listens.
    pub(crate) fn host(&self) -> String {
        self.memory.settings.bind.to_string()
    }

    pub fn faults(&self) -> Faults {
        lock(&self.memory.faults).clone()
    }

    pub fn set_faults(&self, faults: Faults) -> Result<(), FaultsError> {
        faults.check()?;
        *lock(&self.memory.faults) = faults;
        Ok(())
    }

    /// Every text message accepted, oldest first.
    pub fn sms(&self) -> Vec<Sms> {
        self.memory.sms.all()
    }

    /// Every e-mail sent, oldest first; a repeat under the same idempotency key is not sent again.
    pub fn emails(&self) -> Vec<Email> {
        self.memory.mailbox.all()
    }

    /// Every webhook the callers posted or, as a fault, did not post, oldest first.
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.memory.deliveries.all()
    }

    /// Every question that a caller waited for, oldest first.
    pub fn questions(&self) -> Vec<LiveQuestion> {
        self.memory.questions.all()
    }

    /// Every command to a call in progress, oldest first.
    pub fn commands(&self) -> Vec<LiveCommand> {
        self.memory.commands.all()
    }

    pub fn spans(&self) -> Vec<Span> {
        self.memory.spans.all()
    }

    /// The spans of one trace, earliest first.
    pub fn trace(&self, trace_id: &str) -> Vec<Span> {
        let mut spans = self.memory.spans.matching(|span| span.trace_id == trace_id);
        spans.sort_by_key(|span| span.start);
        spans
    }

    /// A call as Vapi's API shows it.
    pub fn call(&self, id: Uuid) -> Option<Value> {
        lock(&self.memory.calls).find(id).map(StoredCall::render)
    }

    pub fn call_count(&self) -> usize {
        lock(&self.memory.calls).len()
    }

    /// Keeps a finished call for Vapi's API.
    pub fn keep_call(&self, call: PlacedCall) {
        self.keep(StoredCall::placed(call));
    }

    /// Keeps a call exactly as given, if it has what every call has: `id`, `orgId`, `createdAt` and
    /// `updatedAt`.
    pub fn keep_raw_call(&self, call: Value) -> Result<(), RawCallError> {
        self.keep(StoredCall::raw(call).ok_or(RawCallError)?);
        Ok(())
    }

    /// Forgets all that was recorded. Faults are settings and stay.
    pub fn forget(&self) {
        lock(&self.memory.calls).clear();
        self.memory.sms.clear();
        self.memory.mailbox.clear();
        self.memory.spans.clear();
        self.memory.deliveries.clear();
        self.memory.questions.clear();
        self.memory.commands.clear();
    }

    pub(crate) fn keep(&self, call: StoredCall) {
        lock(&self.memory.calls).keep(call);
    }

    pub(crate) fn calls<T>(&self, look: impl FnOnce(&CallShelf) -> T) -> T {
        look(&lock(&self.memory.calls))
    }

    pub(crate) fn record_delivery(&self, delivery: Delivery) {
        self.memory.deliveries.push(delivery);
    }

    pub(crate) fn record_question(&self, question: LiveQuestion) {
        self.memory.questions.push(question);
    }

    pub(crate) fn record_command(&self, command: LiveCommand) {
        self.memory.commands.push(command);
    }

    /// Where a call was last put through to while it was in progress.
    pub(crate) fn transferred_to(&self, call_id: Uuid) -> Option<String> {
        let call_id = call_id.to_string();
        let commands = self.memory.commands.matching(|command| command.call_id == call_id);
        commands.iter().rev().find_map(LiveCommand::transfer_number).map(str::to_owned)
    }

    pub(crate) fn record_sms(&self, sms: Sms) {
        self.memory.sms.push(sms);
    }

    pub(crate) fn find_sms(&self, sid: &str) -> Option<Sms> {
        self.memory.sms.matching(|sms| sms.sid == sid).pop()
    }

    pub(crate) fn record_span(&self, span: Span) {
        self.memory.spans.push(span);
    }

    pub(crate) fn mailbox(&self) -> &Mailbox {
        &self.memory.mailbox
    }

    pub(crate) fn vapi_rate(&self) -> &RateLimit {
        &self.memory.vapi_rate
    }

    pub(crate) fn vapi_dice(&self) -> &Dice {
        &self.memory.vapi_dice
    }

    pub(crate) fn control_dice(&self) -> &Dice {
        &self.memory.control_dice
    }

    pub(crate) fn twilio_dice(&self) -> &Dice {
        &self.memory.twilio_dice
    }

    pub(crate) fn resend_dice(&self) -> &Dice {
        &self.memory.resend_dice
    }

    pub(crate) fn sms_count(&self) -> usize {
        self.memory.sms.len()
    }

    pub(crate) fn span_count(&self) -> usize {
        self.memory.spans.len()
    }

    pub(crate) fn question_count(&self) -> usize {
        self.memory.questions.len()
    }

    pub(crate) fn command_count(&self) -> usize {
        self.memory.commands.len()
    }

    pub(crate) fn delivery_count(&self) -> usize {
        self.memory.deliveries.len()
    }
}

#[derive(Debug, thiserror::Error)]
#[error("reading a call that has no id, orgId, createdAt or updatedAt")]
pub struct RawCallError;
