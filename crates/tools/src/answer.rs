//! A tool call answered in one transaction: what commits is finished, what does not is undone.

use std::time::Duration;

use contracts::work::ToolInvoked;
use db::call_actions::{self, LiveAction};
use db::live_questions::{self, Claim, Question};
use db::{Db, TenantTx};
use domain::{ActionId, CallId};
use runtime::clock;
use serde_json::json;
use tokio::time::{Instant, timeout_at};
use tracing::instrument;

use crate::asked::{Answered, Asked, CallSeen, Outcome, Spoken, Stages};
use crate::desk::{Desk, Did, Done, SOURCE};
use crate::transfer::{Transfer, fail_forgotten, take_up};
use crate::{spoken, tool};

/// Longer than any id of a model provider's; an index takes no more than 2,700 bytes.
const MAX_QUESTION_ID: usize = 200;

/// The deadline of tools where nothing else is said, as in the settings.
const USUAL_DEADLINE: Duration = Duration::from_secs(5);

/// What came of a transfer is on record so long after its deadline, while Postgres is there.
const RECORDED_WITHIN: Duration = Duration::from_secs(1);

/// Long after every deadline: a transfer that is pending by then was never asked for, or its outcome is lost.
const TRANSFER_FORGOTTEN_AFTER: Duration = Duration::from_mins(1);

/// Longer than the name that any model may give a tool.
const MAX_TOOL_NAME: usize = 100;

/// The live tools of all organizations.
#[derive(Clone, Debug)]
pub struct Tools {
    pub(crate) db: Db,
    deadline: Duration,
}

/// Why nothing was done; the caller hears a fallback.
#[derive(Debug, thiserror::Error)]
pub enum Missed {
    #[error("the deadline passed before the tool was done")]
    Deadline,
    #[error("could not keep what the tool did")]
    Database(#[from] db::Error),
}

/// A tool call that is done but for the commit. Dropped before that it is undone.
#[must_use]
pub struct Prepared {
    tx: TenantTx,
    ran: Ran,
    question_id: String,
    stages: Stages,
}

/// What the transaction comes to, before it commits.
struct Ran {
    answer: Spoken,
    outcome: Outcome,
    follow_up: Option<Transfer>,
}

impl Tools {
    pub fn new(db: Db) -> Self {
        Self { db, deadline: USUAL_DEADLINE }
    }

    /// For tools that have so long from their question to their answer.
    #[must_use]
    pub fn with_deadline(self, deadline: Duration) -> Self {
        Self { deadline, ..self }
    }

    /// Does what is asked, once: the same tool call again gets the same answer. To be run to its end, whoever still listens.
    pub async fn answer(&self, asked: &Asked) -> Result<Answered, Missed> {
        self.prepare(asked).await?.commit().await
    }

    /// Does what is asked, but for the commit: may be given up at any time.
    #[instrument(name = "tool", skip_all, fields(tool = %tool_name(asked)))]
    pub async fn prepare(&self, asked: &Asked) -> Result<Prepared, Missed> {
        let started = Instant::now();
        let begin = self.db.tenant(asked.organization.id);
        let tx = timeout_at(asked.deadline, begin).await.map_err(|_| Missed::Deadline)??;
        let wait = started.elapsed();
        let question = question(asked);
        // Boxed, as several tool calls of one message are answered side by side.
        let run = Box::pin(self.run(&tx, asked, &question, Stages { wait, ..Stages::default() }));
        let ran = timeout_at(asked.deadline, run).await.map_err(|_| Missed::Deadline)??;
        let run = started.elapsed().saturating_sub(wait);
        if Instant::now() >= asked.deadline {
            return Err(Missed::Deadline);
        }
        let stages = Stages { wait, run, ..Stages::default() };
        Ok(Prepared { tx, ran, question_id: question.question_id, stages })
    }

    async fn run(
        &self,
        tx: &TenantTx,
        asked: &Asked,
        question: &Question,
        so_far: Stages,
    ) -> db::Result<Ran> {
        let left = asked.deadline.saturating_duration_since(Instant::now());
        live_questions::give_up_after(tx, left).await?;
        match live_questions::claim(tx, question).await? {
            Claim::Ours => answer_once(tx, asked, question, so_far).await,
            Claim::Answered { outcome, answer } => {
                let (answer, outcome) = (Spoken::of_json(&answer), Outcome::of_word(&outcome));
                self.answer_again(tx, asked, question, Ran { answer, outcome, follow_up: None }).await
            }
        }
    }

    /// The answer that was given before, but that a transfer which was announced and nothing came of is asked for now, or has
    /// failed when that is long ago.
    async fn answer_again(
        &self,
        tx: &TenantTx,
        asked: &Asked,
        question: &Question,
        given: Ran,
    ) -> db::Result<Ran> {
        let now = asked.asked_at.with_timezone(&asked.organization.timezone);
        let say = |line: &_| spoken::say(line, now, asked.language);
        let forgotten = asked.asked_at - TRANSFER_FORGOTTEN_AFTER;
        if let Some(otherwise) = fail_forgotten(tx, question, forgotten, say).await? {
            return Ok(refused(otherwise));
        }
        let unasked = asked.asked_at - (self.deadline + RECORDED_WITHIN);
        let follow_up = take_up(tx, asked, question, (&given.answer, unasked)).await?;
        Ok(Ran { follow_up, ..given })
    }
}

impl Prepared {
    /// To be run to its end, whatever the hour: a commit that was begun may come about whether we wait for it or not.
    pub async fn commit(self) -> Result<Answered, Missed> {
        let started = Instant::now();
        let Self { tx, ran: Ran { answer, outcome, follow_up }, question_id, stages } = self;
        tx.commit().await?;
        let stages = Stages { commit: started.elapsed(), ..stages };
        Ok(Answered { answer, outcome, follow_up, question_id, stages })
    }
}

async fn answer_once(tx: &TenantTx, asked: &Asked, question: &Question, so_far: Stages) -> db::Result<Ran> {
    let started = Instant::now();
    let call = call(tx, asked).await?;
    let desk = Desk {
        tx,
        organization: &asked.organization,
        caller: &asked.caller,
        line: asked.line.as_ref(),
        call,
        vapi_call_id: &question.vapi_call_id,
        question_id: &question.question_id,
        action: ActionId(clock::new_id()),
        now: asked.asked_at.with_timezone(&asked.organization.timezone),
        language: asked.language,
    };
    let ran = match tool::run(&desk, &asked.tool, &asked.arguments).await? {
        Done::Did(did) => record(&desk, *did).await?,
        Done::Refused(line) => refused(Spoken::Result(desk.words(&line))),
        Done::Wrong(line) => refused(Spoken::Error(desk.words(&line))),
    };
    let invoked = ToolInvoked {
        organization_id: asked.organization.id.to_string(),
        call_id: call.map(|call| call.to_string()),
        tool_call_id: question.question_id.clone(),
        tool: tool_name(asked),
        outcome: ran.outcome.as_str().to_owned(),
    };
    outbox::append(tx, &invoked, SOURCE).await?;
    let came = live_questions::Outcome {
        call,
        outcome: ran.outcome.as_str(),
        answer: ran.answer.to_json(),
        stages: json!({"wait": milliseconds(so_far.wait), "run": milliseconds(started.elapsed())}),
        error: None,
    };
    live_questions::settle(tx, question, &came).await?;
    Ok(ran)
}

fn refused(answer: Spoken) -> Ran {
    Ran { answer, outcome: Outcome::Refused, follow_up: None }
}

/// Writes down what was done, with what is said of it.
async fn record(desk: &Desk<'_>, did: Did) -> db::Result<Ran> {
    let said = desk.words(&did.line);
    if let Some(action) = did.action {
        let row = LiveAction {
            id: desk.action,
            call: desk.call,
            tool_call_id: desk.question_id,
            action_type: action.kind,
            action_data: action.data,
            result: &said,
            status: action.status,
            due_at: action.due_at,
            urgency: action.urgency,
            triggered_at: desk.now.to_utc(),
        };
        call_actions::add(desk.tx, &row).await?;
    }
    Ok(Ran { answer: Spoken::Result(said), outcome: Outcome::Answered, follow_up: did.follow_up })
}

/// Our id of the call. One that nobody has told of yet is recorded as the message shows it.
async fn call(tx: &TenantTx, asked: &Asked) -> db::Result<Option<CallId>> {
    let CallSeen::Observed(observation) = &asked.call else { return Ok(None) };
    if let Some(known) = db::calls::known_id(tx, &observation.vapi_call_id).await? {
        return Ok(Some(known));
    }
    let recorded = calls::record(tx, (**observation).clone(), asked.asked_at, SOURCE).await?;
    Ok(Some(recorded.call))
}

/// A tool call as the flight recorder has it.
pub fn question(asked: &Asked) -> Question {
    Question {
        vapi_call_id: asked.call.vapi_id().unwrap_or_default().to_owned(),
        question_id: question_id(asked),
        webhook: asked.webhook,
        kind: asked.kind,
        tool: Some(tool_name(asked)),
        arguments: asked.arguments.as_ref().ok().map(live_questions::arguments),
        trace_id: asked.trace_id.clone(),
        asked_at: asked.asked_at,
    }
}

/// A tool call's own id, or where that can't be used, one for its place in the message's body: the body that is sent again is
/// the same, and another question of the same call has another time in it.
pub fn tool_call_id(own: &str, body: &[u8], place: usize) -> String {
    if is_usable(own) { own.to_owned() } else { live_questions::id_in(body, place) }
}

fn is_usable(id: &str) -> bool {
    (1..=MAX_QUESTION_ID).contains(&id.len()) && !id.contains('\0')
}

/// A tool call's id is good within its call. Where there is none of the two, the webhook's tells one question from another:
/// without a call, two callers may ask the same to the letter.
fn question_id(asked: &Asked) -> String {
    let id = &asked.tool_call_id;
    if is_usable(id) && asked.call.vapi_id().is_some() {
        return id.clone();
    }
    format!("{}/{}", asked.webhook, asked.place)
}

fn tool_name(asked: &Asked) -> String {
    asked.tool.chars().filter(|letter| !letter.is_control()).take(MAX_TOOL_NAME).collect()
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
