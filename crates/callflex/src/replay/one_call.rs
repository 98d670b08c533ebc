//! One call, read anew from the archive.

use std::mem::take;

use call_processor::RECORD_CALL;
use calls::Seen;
use chrono::{DateTime, Utc};
use contracts::Event as _;
use contracts::calls::CallEnded;
use db::live_questions::LiveQuestion;
use db::webhook_events::{self, ArchivedMessage};
use db::{Db, assistant_requests, webhook_outcomes};
use domain::call::VapiCallId;
use domain::{OrganizationId, QuestionOutcome, WebhookId, WebhookOutcome};
use runtime::error_chain;
use tools::ToolError;

use super::answers::Answers;
use super::difference::{Difference, differences};

/// At most 2,000 messages of a call: none has as many, noise aside, and a flood of one call's
/// id must not fill the memory.
pub(crate) const MAX_MESSAGES: i64 = 2_000;

/// What the archive holds of a call, read by today's code.
pub(crate) struct Reading {
    vapi_call_id: VapiCallId,
    /// When the first of its messages was received.
    pub(crate) begun_at: Option<DateTime<Utc>>,
    /// There may be more messages than were read.
    pub(crate) is_cut: bool,
    /// Messages that report something of it.
    pub(crate) messages: Vec<WebhookId>,
    /// Messages that report nothing for the call's record.
    pub(crate) ignored: usize,
    /// Messages that can't be read, and why.
    pub(crate) unreadable: Vec<(WebhookId, String)>,
    /// The questions that a caller waited for, and what came of them.
    pub(crate) questions: Vec<LiveQuestion>,
    /// The messages that asked tools.
    asking: Vec<ArchivedMessage>,
    seen: Vec<Seen>,
}

/// What is kept of a replay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keep {
    Nothing,
    Differences,
    /// The archive is of the same database, and shows what came of each message.
    DifferencesAndOutcomes,
}

/// What recording it again does, or would do.
pub(crate) struct Replayed {
    pub(crate) is_new: bool,
    pub(crate) differences: Vec<Difference>,
    /// The event that reports it.
    pub(crate) event: Option<&'static str>,
    /// SMS or e-mails would go out for it, and must not.
    pub(crate) is_held_back: bool,
}

impl Reading {
    pub(crate) async fn of(
        archive: &Db,
        organization: OrganizationId,
        vapi_call_id: VapiCallId,
    ) -> db::Result<Self> {
        let tx = archive.tenant(organization).await?;
        let archived = webhook_events::of_call(&tx, vapi_call_id.as_str(), MAX_MESSAGES).await?;
        let questions = db::live_questions::of_vapi_call(&tx, &vapi_call_id).await?;
        tx.commit().await?;
        let mut reading = Self {
            vapi_call_id,
            is_cut: i64::try_from(archived.len()).is_ok_and(|count| count >= MAX_MESSAGES),
            begun_at: archived.first().map(|message| message.received_at),
            messages: Vec::new(),
            ignored: 0,
            unreadable: Vec::new(),
            questions,
            asking: Vec::new(),
            seen: Vec::new(),
        };
        for message in archived {
            reading.read(message);
        }
        Ok(reading)
    }

    fn read(&mut self, message: ArchivedMessage) {
        if !call_processor::is_recorded(&message.provider, &message.kind) {
            self.ignored += 1;
            return;
        }
        match vapi::observe_message(&message.body) {
            Ok(Some(observation)) => {
                self.messages.push(message.id);
                self.seen.push(Seen { observation, at: message.received_at });
            }
            Ok(None) => self.ignored += 1,
            Err(error) if error.is_of_no_call() => self.ignored += 1,
            Err(error) => self.unreadable.push((message.id, error_chain(&error))),
        }
        let is_of_tool =
            |question: &LiveQuestion| question.webhook_id == message.id && question.tool.is_some();
        if self.questions.iter().any(is_of_tool) {
            self.asking.push(message);
        }
    }

    /// Gives the answers again that were given then: of another database, as this one has them.
    pub(crate) async fn give_again(&self, answers: &Answers) -> Result<(), ToolError> {
        let given: Vec<LiveQuestion> = self
            .questions
            .iter()
            .filter(|question| question.outcome != QuestionOutcome::Missed)
            .cloned()
            .collect();
        for message in &self.asking {
            answers.give_again(message, &given).await?;
        }
        Ok(())
    }

    /// Records the call again in a transaction, and compares its rows before with those after.
    pub(crate) async fn replay(
        &mut self,
        target: &Db,
        organization: OrganizationId,
        keep: Keep,
        would_notify: bool,
    ) -> db::Result<Replayed> {
        let (id, seen) = (&self.vapi_call_id, take(&mut self.seen));
        let tx = target.tenant(organization).await?;
        let before = db::calls::snapshot(&tx, id).await?;
        // Of another database: what ended the call may be what was answered to it there.
        for question in self.questions.iter().filter(|question| question.kind == assistant_requests::KIND) {
            assistant_requests::copy(&tx, id, question).await?;
        }
        let recorded = calls::rebuild(&tx, seen, call_processor::NAME).await?;
        let after = db::calls::snapshot(&tx, id).await?.unwrap_or_default();
        let event = recorded.and_then(|recorded| recorded.event);
        let replayed = Replayed {
            is_held_back: would_notify && event == Some(CallEnded::ROUTING_KEY),
            is_new: before.is_none() && !after.is_null(),
            differences: differences(&before.unwrap_or_default(), &after),
            event,
        };
        // Dropped, the transaction leaves nothing behind.
        if keep == Keep::Nothing || replayed.is_held_back || replayed.differences.is_empty() {
            return Ok(replayed);
        }
        if keep == Keep::DifferencesAndOutcomes {
            for message in &self.messages {
                webhook_outcomes::put(&tx, *message, RECORD_CALL, WebhookOutcome::Recorded).await?;
            }
        }
        tx.commit().await?;
        Ok(replayed)
    }
}
