//! What tools did while callers waited, done once more where nothing is known of it.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use db::Db;
use db::live_questions::{self, LiveQuestion};
use db::organizations::Organization;
use db::webhook_events::ArchivedMessage;
use domain::{Language, OrganizationId, PhoneNumber};
use tokio::time::Instant;
use tools::{CallSeen, Caller, ToolError, ToolRequest, Tools, Transfer};
use vapi::{Envelope, ToolCall};

/// Nobody waits, so a tool may take as long as a statement may.
const DEADLINE: Duration = Duration::from_secs(30);

/// Puts the tools to work for an organization as the archive knows it.
pub(crate) struct Answers {
    tools: Tools,
    organization: Arc<Organization>,
}

impl Answers {
    pub(crate) async fn of(archive: &Db, target: &Db, organization: OrganizationId) -> anyhow::Result<Self> {
        let tx = archive.tenant(organization).await?;
        let own =
            db::organizations::own(&tx).await?.context("there is no such organization in the archive")?;
        tx.commit().await?;
        Ok(Self { tools: Tools::new(target.clone()), organization: Arc::new(own) })
    }

    /// Does again what the tool calls of a message came to. What was missed then is not done
    /// now; nobody is put through again.
    pub(crate) async fn give_again(
        &self,
        message: &ArchivedMessage,
        answered: &[LiveQuestion],
    ) -> Result<(), ToolError> {
        let Ok(envelope) = Envelope::parse(&message.body) else { return Ok(()) };
        for (place, call) in envelope.tool_calls.iter().enumerate() {
            let request = self.request(message, &envelope, place, call);
            let question = tools::question(&request);
            let is_same = |known: &&LiveQuestion| {
                known.webhook_id == message.id && live_questions::is_of(known, &question)
            };
            let Some(known) = answered.iter().find(is_same) else { continue };
            let again =
                self.tools.answer(&ToolRequest { trace_id: known.trace_id.clone(), ..request }).await?;
            if let Some(transfer) = &again.follow_up {
                self.put_through(transfer, known).await?;
            }
        }
        Ok(())
    }

    /// As it was asked when the message came.
    fn request(
        &self,
        message: &ArchivedMessage,
        envelope: &Envelope,
        place: usize,
        call: &ToolCall,
    ) -> ToolRequest {
        let country = self.organization.settings.country;
        let line = envelope.line(country);
        let home = line.as_ref().and_then(PhoneNumber::country).or(country);
        let spoken = envelope.language.as_deref().and_then(Language::of_tag);
        let seen = vapi::observe_message(&message.body).ok().flatten();
        ToolRequest {
            organization: Arc::clone(&self.organization),
            language: spoken.unwrap_or(self.organization.settings.language),
            caller: Caller { number: envelope.caller(home), name: envelope.customer_name.clone() },
            line,
            call: match (seen, envelope.conversation()) {
                (Some(observation), _) => CallSeen::Observed(Box::new(observation)),
                (None, Some(conversation)) => CallSeen::Conversation(conversation),
                (None, None) => CallSeen::None,
            },
            kind: if envelope.is_function_call { "function-call" } else { "tool-calls" },
            tool_call_id: tools::tool_call_id(&call.id, &message.body, place),
            place,
            tool: call.name.clone(),
            arguments: call.arguments.clone(),
            webhook: message.id,
            trace_id: None,
            asked_at: message.received_at,
            deadline: Instant::now() + DEADLINE,
        }
    }

    /// Whether Vapi took the transfer is known by what was answered.
    async fn put_through(&self, transfer: &Transfer, known: &LiveQuestion) -> db::Result<()> {
        let result = known.answer.as_ref().and_then(|answer| answer.get("result")?.as_str());
        if result == Some(transfer.otherwise.as_str()) {
            self.tools.transfer_failed(transfer, "it was not taken when it was asked for").await
        } else {
            self.tools.transfer_done(transfer).await
        }
    }
}
