//! A tool call answered in one transaction: what commits is finished, what does not is undone.

use std::time::Duration;

use contracts::work::ToolInvoked;
use db::call_actions;
use db::live_questions::{self, Claim, Question, QuestionAnswer};
use db::{Db, TenantTx};
use domain::call::{ActionSource, ActionType};
use domain::{ActionId, CallId, QuestionOutcome};
use runtime::clock;
use serde_json::json;
use tokio::time::{Instant, timeout_at};
use tracing::instrument;

use crate::request::{Answered, CallSeen, Spoken, Stages, ToolRequest};
use crate::tool_context::{Completed, ToolContext, ToolReply};
use crate::transfer::Transfer;
use crate::unsettled_transfer::{fail_forgotten, take_up};
use crate::{SOURCE, registry, spoken};

/// At most 200 bytes: longer than any id of a model provider, and an index takes no more than 2,700.
const MAX_QUESTION_ID: usize = 200;

/// The default of the settings.
const USUAL_DEADLINE: Duration = Duration::from_secs(5);

/// Long enough after a deadline to record the outcome of its transfer, while Postgres is available.
const RECORDED_WITHIN: Duration = Duration::from_secs(1);

/// Long after every deadline: a transfer that is still pending was never asked for, or its outcome is lost.
const TRANSFER_FORGOTTEN_AFTER: Duration = Duration::from_mins(1);

/// At most 100 characters: longer than the name that any model may give a tool.
const MAX_TOOL_NAME: usize = 100;

/// The live tools of all organizations.
#[derive(Clone, Debug)]
pub struct Tools {
    db: Db,
    deadline: Duration,
}

/// Why nothing was done; the assistant speaks a fallback.
#[derive(Debug, thiserror::Error)]
pub enum ToolError {
    #[error("the deadline passed before the tool was done")]
    Deadline,
    #[error("could not keep what the tool did")]
    Database(#[from] db::Error),
}

/// A tool call that is done but for the commit. Dropped before that it is undone.
#[must_use]
pub struct Prepared {
    tx: TenantTx,
    ran: RunOutcome,
    question_id: String,
    stages: Stages,
}

/// The result of the transaction, before it commits.
struct RunOutcome {
    answer: Spoken,
    outcome: QuestionOutcome,
    follow_up: Option<Transfer>,
}

impl Tools {
    pub fn new(db: Db) -> Self {
        Self { db, deadline: USUAL_DEADLINE }
    }

    /// With another deadline, from the question to its answer.
    #[must_use]
    pub fn with_deadline(self, deadline: Duration) -> Self {
        Self { deadline, ..self }
    }

    /// Runs the tool once: the same tool call again gets the same answer. To be run to its end, also when
    /// nobody waits for the answer any more.
    pub async fn answer(&self, request: &ToolRequest) -> Result<Answered, ToolError> {
        self.prepare(request).await?.commit().await
    }

    /// Runs the tool, but for the commit: may be given up at any time.
    #[instrument(name = "tool", skip_all, fields(tool = registry::known_name(&request.tool)))]
    pub async fn prepare(&self, request: &ToolRequest) -> Result<Prepared, ToolError> {
        let started = Instant::now();
        let begin = self.db.tenant_until(request.organization.id, request.deadline.into_std());
        let tx = timeout_at(request.deadline, begin).await.map_err(|_| ToolError::Deadline)??;
        let wait = started.elapsed();
        let mut question = question(request);
        // Boxed, as several tool calls of one message are answered side by side.
        let run = Box::pin(self.run(&tx, request, &mut question, Stages { wait, ..Stages::default() }));
        let ran = timeout_at(request.deadline, run).await.map_err(|_| ToolError::Deadline)?;
        let ran = ran.map_err(|error| match error {
            // Postgres was told to give its statements up by then.
            db::Error::Failed(_) if Instant::now() >= request.deadline => ToolError::Deadline,
            error => error.into(),
        })?;
        let run = started.elapsed().saturating_sub(wait);
        if Instant::now() >= request.deadline {
            return Err(ToolError::Deadline);
        }
        let stages = Stages { wait, run, ..Stages::default() };
        Ok(Prepared { tx, ran, question_id: question.question_id, stages })
    }

    /// [`Transfer::done`] in a transaction of its own.
    pub async fn transfer_done(&self, transfer: &Transfer) -> db::Result<()> {
        let tx = self.db.tenant(transfer.organization).await?;
        transfer.done(&tx).await?;
        tx.commit().await
    }

    /// [`Transfer::failed`] in a transaction of its own.
    pub async fn transfer_failed(&self, transfer: &Transfer, error: &str) -> db::Result<()> {
        let tx = self.db.tenant(transfer.organization).await?;
        transfer.failed(&tx, error).await?;
        tx.commit().await
    }

    async fn run(
        &self,
        tx: &TenantTx,
        request: &ToolRequest,
        question: &mut Question,
        so_far: Stages,
    ) -> db::Result<RunOutcome> {
        match live_questions::claim(tx, question).await? {
            Claim::Ours => answer_once(tx, request, question, so_far).await,
            Claim::Answered { outcome, answer } => {
                let given = RunOutcome { answer: Spoken::of_json(&answer), outcome, follow_up: None };
                self.answer_again(tx, request, question, given).await
            }
        }
    }

    /// The answer that was given before. If it announced a transfer of which nothing came, the transfer is
    /// asked for now, or fails if that is long ago.
    async fn answer_again(
        &self,
        tx: &TenantTx,
        request: &ToolRequest,
        question: &Question,
        given: RunOutcome,
    ) -> db::Result<RunOutcome> {
        let now = request.asked_at.with_timezone(&request.organization.timezone);
        let say = |line: &_| spoken::say(line, now, request.language);
        let forgotten = request.asked_at - TRANSFER_FORGOTTEN_AFTER;
        if let Some(otherwise) = fail_forgotten(tx, question, forgotten, say).await? {
            return Ok(rejected(otherwise));
        }
        let unasked = request.asked_at - (self.deadline + RECORDED_WITHIN);
        let follow_up = take_up(tx, request, question, (&given.answer, unasked)).await?;
        Ok(RunOutcome { follow_up, ..given })
    }
}

impl Prepared {
    /// To be run to its end, past any deadline: a commit that has begun may take effect whether we wait or
    /// not.
    pub async fn commit(self) -> Result<Answered, ToolError> {
        let started = Instant::now();
        let Self { tx, ran: RunOutcome { answer, outcome, follow_up }, question_id, stages } = self;
        tx.commit().await?;
        let stages = Stages { commit: started.elapsed(), ..stages };
        Ok(Answered { answer, outcome, follow_up, question_id, stages })
    }
}

async fn answer_once(
    tx: &TenantTx,
    request: &ToolRequest,
    question: &Question,
    so_far: Stages,
) -> db::Result<RunOutcome> {
    let started = Instant::now();
    let (call, is_first) = call(tx, request).await?;
    let context = ToolContext {
        tx,
        organization: &request.organization,
        caller: &request.caller,
        line: request.line.as_ref(),
        call,
        is_first,
        question,
        action: ActionId(clock::new_id()),
        now: request.asked_at.with_timezone(&request.organization.timezone),
        language: request.language,
    };
    let ran = match registry::run(&context, &request.tool, &request.arguments).await? {
        ToolReply::Completed(completed) => record(&context, tool_name(request), *completed).await?,
        ToolReply::Rejected(line) => rejected(Spoken::Result(context.words(&line))),
        ToolReply::Invalid(line) => rejected(Spoken::Error(context.words(&line))),
    };
    let invoked = ToolInvoked {
        call_id: call.map(|call| call.to_string()),
        tool_call_id: question.question_id.clone(),
        tool: tool_name(request),
        outcome: ran.outcome.to_string(),
        ..ToolInvoked::default()
    };
    outbox::append(tx, invoked, SOURCE).await?;
    let given = QuestionAnswer {
        call,
        outcome: ran.outcome,
        answer: ran.answer.to_json(),
        stages: json!({"wait": milliseconds(so_far.wait), "run": milliseconds(started.elapsed())}),
        error: None,
    };
    live_questions::settle(tx, question, &given).await?;
    Ok(ran)
}

fn rejected(answer: Spoken) -> RunOutcome {
    RunOutcome { answer, outcome: QuestionOutcome::Rejected, follow_up: None }
}

/// Records what was done, with what is said of it.
async fn record(context: &ToolContext<'_>, tool: String, completed: Completed) -> db::Result<RunOutcome> {
    let text = context.words(&completed.line);
    if let Some(action) = completed.action {
        let row = call_actions::Action {
            id: context.action,
            call_id: context.call,
            tool_call_id: context.question.question_id.clone(),
            action_type: ActionType::of_tool(&tool),
            tool,
            action_data: action.data,
            result: Some(text.clone()),
            status: action.status,
            source: ActionSource::Live,
            due_at: action.due_at,
            urgency: action.urgency,
            triggered_at: Some(context.now.to_utc()),
        };
        call_actions::add(context.tx, row).await?;
    }
    Ok(RunOutcome {
        answer: Spoken::Result(text),
        outcome: QuestionOutcome::Answered,
        follow_up: completed.follow_up,
    })
}

/// Our id of the call, and whether it is on record only now. One that was not is recorded as the message shows it.
async fn call(tx: &TenantTx, request: &ToolRequest) -> db::Result<(Option<CallId>, bool)> {
    let observation = match &request.call {
        CallSeen::Observed(observation) => observation,
        CallSeen::Conversation(id) => {
            live_questions::lock_conversation(tx, id).await?;
            return Ok((None, false));
        }
        CallSeen::None => return Ok((None, true)),
    };
    if let Some(known) = db::calls::lock_known_id(tx, &observation.vapi_call_id).await? {
        return Ok((Some(known), false));
    }
    let recorded = calls::record_new(tx, (**observation).clone(), request.asked_at, SOURCE).await?;
    Ok((Some(recorded.call), recorded.is_new))
}

/// A tool call as the flight recorder has it.
pub fn question(request: &ToolRequest) -> Question {
    Question {
        vapi_call_id: request.call.conversation().unwrap_or_default().to_owned(),
        question_id: question_id(request),
        webhook: request.webhook,
        kind: request.kind,
        tool: Some(tool_name(request)),
        arguments: request.arguments.as_ref().ok().map(live_questions::arguments),
        trace_id: request.trace_id.clone(),
        asked_at: request.asked_at,
    }
}

/// A tool call's own id, or where that can't be used, one for its place in the message's body: a body that is
/// sent again is the same, and another question of the same conversation has another time in it.
pub fn tool_call_id(own: &str, body: &[u8], place: usize) -> String {
    if is_usable(own) { own.to_owned() } else { live_questions::id_in(body, place) }
}

fn is_usable(id: &str) -> bool {
    (1..=MAX_QUESTION_ID).contains(&id.len()) && !id.contains('\0')
}

/// A tool call's id is good within its conversation. Without either, the webhook's id distinguishes questions:
/// outside one, two callers may ask exactly the same.
fn question_id(request: &ToolRequest) -> String {
    let id = &request.tool_call_id;
    if is_usable(id) && request.call.conversation().is_some() {
        return id.clone();
    }
    format!("{}/{}", request.webhook, request.place)
}

fn tool_name(request: &ToolRequest) -> String {
    request.tool.chars().filter(|letter| !letter.is_control()).take(MAX_TOOL_NAME).collect()
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
