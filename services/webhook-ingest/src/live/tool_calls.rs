//! The tools of a message, each in a task of its own that nobody's hanging up cancels.

use std::sync::Arc;
use std::time::Duration;

use domain::PhoneNumber;
use futures_util::{StreamExt as _, stream};
use metrics::histogram;
use runtime::error_chain;
use serde_json::{Value, json};
use tokio::time::{Instant, timeout_at};
use tools::{Answered, Asked, CallSeen, Caller, Missed, Prepared, Spoken, Transfer};
use tracing::{error, warn};
use vapi::answer::{ToolAnswer, ToolResult};
use vapi::{Destination, Target, ToolCall, TransferMode};

use super::deadline::Deadline;
use super::lanes::{Lane, NoLane};
use super::question::{Kind, Question};
use super::stages::Stages;
use super::waiting::{Entry, Record};
use super::{Means, control, fallback, spoken};

/// Of one message: an assistant asks for one or two tools at a time, and must not take every lane with more.
const AT_ONCE: usize = 4;

/// A commit that hangs is given up for good, long after its caller was answered; until then it holds its lane, so that no more
/// pile up behind it.
const HANGS_AFTER: Duration = Duration::from_secs(30);

/// So long before the answer the control address is given up, so that the answer can still say so.
const CONTROL_MARGIN: Duration = Duration::from_millis(100);

/// One answer for each tool call, in their order.
pub(super) async fn answer(
    means: &Arc<Means>,
    kind: Kind,
    question: &Arc<Question>,
    deadline: Deadline,
) -> Value {
    let Some(board) = question.switchboard() else { return fallback(kind, question) };
    let seen = seen(question);
    let number = |text: &Option<String>| PhoneNumber::parse(text.as_deref()?).ok();
    let asked = |(place, call): (usize, &ToolCall)| Asked {
        organization: Arc::clone(&board.organization),
        language: question.language(),
        caller: Caller {
            number: number(&question.envelope.customer_number),
            name: question.envelope.customer_name.clone(),
        },
        line: number(&question.envelope.phone_number),
        call: seen.clone(),
        kind: kind.word(),
        tool_call_id: tools::tool_call_id(&call.id, &question.body, place),
        place,
        tool: call.name.clone(),
        arguments: call.arguments.clone(),
        webhook: question.id,
        trace_id: question.trace_id.clone(),
        asked_at: question.received_at,
        deadline: deadline.commit,
    };
    let calls = &question.envelope.tool_calls;
    let each = calls.iter().enumerate().map(|call| one(means, question, asked(call), deadline));
    let answers: Vec<ToolAnswer> = stream::iter(each.collect::<Vec<_>>()).buffered(AT_ONCE).collect().await;
    match (kind, answers.first()) {
        (Kind::FunctionCall, Some(answer)) => vapi::answer::function_result(answer),
        (Kind::FunctionCall, None) => fallback(kind, question),
        _ => {
            let result = |(call, answer)| {
                let call: &ToolCall = call;
                ToolResult { id: &call.id, name: &call.name, answer, spoken: None }
            };
            vapi::answer::tool_results(&calls.iter().zip(&answers).map(result).collect::<Vec<_>>())
        }
    }
}

/// What the message says of its call.
fn seen(question: &Question) -> CallSeen {
    match vapi::observe_message(&question.body) {
        Ok(Some(observation)) => CallSeen::Observed(Box::new(observation)),
        Ok(None) | Err(_) => CallSeen::None,
    }
}

/// Why a tool did not come about in time. Without personal data, as it goes on record.
#[derive(Debug, thiserror::Error)]
enum NotDone {
    #[error("the database is away")]
    Away,
    #[error(transparent)]
    NoLane(#[from] NoLane),
    #[error(transparent)]
    Missed(#[from] Missed),
    #[error("the commit hangs")]
    Hangs,
    #[error("the deadline passed before the answer was there")]
    Late,
    #[error("the tool broke")]
    Broke,
}

/// Answers one tool call by the deadline. Its work is not cut off then: it ends by itself, done or undone.
async fn one(means: &Arc<Means>, question: &Arc<Question>, asked: Asked, deadline: Deadline) -> ToolAnswer {
    let asked = Arc::new(asked);
    let working = means.spawn(work(Arc::clone(means), Arc::clone(question), Arc::clone(&asked), deadline));
    let not_done = match timeout_at(deadline.answer, working).await {
        Ok(Ok(Ok(answer))) => return answer,
        Ok(Ok(Err(not_done))) => not_done,
        Ok(Err(_)) => NotDone::Broke,
        Err(_) => NotDone::Late,
    };
    let on_record = tools::question(&asked);
    warn!(tool = on_record.tool, webhook.id = %asked.webhook, error = error_chain(&not_done), "A tool was missed");
    let answer = spoken::no_tool(asked.language);
    missed(means, question, on_record, (&not_done, answer));
    ToolAnswer::Error(answer.to_owned())
}

async fn work(
    means: Arc<Means>,
    question: Arc<Question>,
    asked: Arc<Asked>,
    deadline: Deadline,
) -> Result<ToolAnswer, NotDone> {
    let (lane, waited, prepared) = tokio::select! {
        biased;
        () = means.pulse.lost() => return Err(NotDone::Away),
        prepared = in_a_lane(&means, &asked) => prepared?,
    };
    // Not given up any more: what commits must not be told as missed, and its transfer must be asked for.
    let answered = committed(&means, prepared, deadline).await?;
    drop(lane);
    let committed = Instant::now();
    let answer = match &answered.follow_up {
        Some(transfer) => put_through(&means, &question, transfer, deadline).await,
        None => answered.answer.clone(),
    };
    let stages = Stages {
        verify: question.verify,
        parse: question.parse,
        wait: waited + answered.stages.wait,
        run: answered.stages.run,
        commit: answered.stages.commit,
        answer: committed.elapsed(),
        total: question.received.elapsed(),
    };
    timed(&means, &asked, &answered, stages);
    Ok(match answer {
        Spoken::Result(text) => ToolAnswer::Result(text),
        Spoken::Error(text) => ToolAnswer::Error(text),
    })
}

/// Does what is asked, but for the commit, once a connection is free; says how long that took.
async fn in_a_lane(means: &Means, asked: &Asked) -> Result<(Lane, Duration, Prepared), NotDone> {
    let started = Instant::now();
    let lane = means.lanes.enter(asked.organization.id, asked.deadline).await?;
    let waited = started.elapsed();
    let prepared = means.tools.prepare(asked).await.inspect_err(|missed| doubt(means, missed))?;
    Ok((lane, waited, prepared))
}

async fn committed(means: &Means, prepared: Prepared, deadline: Deadline) -> Result<Answered, NotDone> {
    let hangs = deadline.answer.max(Instant::now() + HANGS_AFTER);
    let committed = timeout_at(hangs, prepared.commit()).await.map_err(|_| {
        means.pulse.doubt();
        NotDone::Hangs
    })?;
    Ok(committed.inspect_err(|missed| doubt(means, missed))?)
}

fn doubt(means: &Means, missed: &Missed) {
    if matches!(missed, Missed::Database(db::Error::Unavailable(_))) {
        means.pulse.doubt();
    }
}

/// Asks Vapi for a transfer that is on record, and says what came of it.
async fn put_through(means: &Means, question: &Question, transfer: &Transfer, deadline: Deadline) -> Spoken {
    let target = Target::Number { number: transfer.number.clone(), extension: transfer.extension.clone() };
    let plan = if transfer.warm { TransferMode::WarmSummary } else { TransferMode::Blind };
    let destination = Destination {
        target,
        message: Some(transfer.say.clone()),
        plan: Some(plan),
        ..Destination::number(transfer.number.clone())
    };
    let until = (Instant::now() + control::TIMEOUT).min(deadline.answer - CONTROL_MARGIN);
    let asked = means.control.transfer(question.envelope.control_url.as_deref(), &destination, until).await;
    let failed = match asked {
        Ok(()) => None,
        // To be told of a failure while being put through is worse than to wait for a transfer that does not come.
        Err(error) if error.is_in_doubt() => {
            warn!(webhook.id = %question.id, error = error_chain(&error), "A caller may or may not have been put through");
            None
        }
        Err(error) => {
            error!(webhook.id = %question.id, error = error_chain(&error), "Could not put a caller through");
            Some(error.to_string())
        }
    };
    let said = if failed.is_some() { &transfer.otherwise } else { &transfer.say };
    let answer = Spoken::Result(said.clone());
    if let Some(organization) = question.organization {
        let record = Record::Transferred { transfer: Box::new(transfer.clone()), failed };
        means.recorder.record(Entry { organization, record });
    }
    answer
}

/// Puts on record how long an answer took, which its own transaction could not know.
fn timed(means: &Means, asked: &Asked, answered: &Answered, stages: Stages) {
    let outcome = answered.outcome.as_str();
    histogram!("live_answer_seconds", "kind" => asked.kind, "outcome" => outcome).record(stages.total);
    let record = Record::Timed {
        vapi_call_id: tools::question(asked).vapi_call_id,
        question_id: answered.question_id.clone(),
        stages: stages.json(),
    };
    means.recorder.record(Entry { organization: asked.organization.id, record });
}

fn missed(
    means: &Means,
    question: &Question,
    on_record: db::live_questions::Question,
    (why, answer): (&NotDone, &str),
) {
    let total = question.received.elapsed();
    histogram!("live_answer_seconds", "kind" => on_record.kind, "outcome" => "missed").record(total);
    let stages = Stages { verify: question.verify, parse: question.parse, total, ..Stages::default() };
    let came = db::live_questions::Outcome {
        call: None,
        outcome: "missed",
        answer: json!({ "error": answer }),
        stages: stages.json(),
        error: Some(why.to_string()),
    };
    let Some(organization) = question.organization else { return };
    let record = Record::Asked { question: Box::new(on_record), came: Box::new(came) };
    means.recorder.record(Entry { organization, record });
}
