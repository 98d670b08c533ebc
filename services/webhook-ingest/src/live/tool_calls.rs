//! The tools of a message, each in a task of its own that ends by itself though the caller hangs up.

use std::sync::Arc;
use std::time::Duration;

use domain::QuestionOutcome;
use futures_util::{StreamExt as _, stream};
use metrics::histogram;
use runtime::error_chain;
use serde_json::{Value, json};
use tokio::time::{Instant, timeout_at};
use tools::{Answered, CallSeen, Caller, Prepared, Spoken, ToolError, ToolRequest, Transfer};
use tracing::{error, warn};
use vapi::answer::{ToolAnswer, ToolResult};
use vapi::{Destination, Target, ToolCall, TransferMode};

use super::deadline::Deadline;
use super::lanes::{Lane, LaneError};
use super::question::{Kind, Question};
use super::stages::Stages;
use super::waiting::{Entry, Record};
use super::{Dependencies, control, fallback, spoken};

/// At most 4 tools of one message at once: an assistant asks for one or two, and must not take every lane
/// with more.
const AT_ONCE: usize = 4;

/// Half a minute before a commit that hangs is given up, long after its caller was answered: until then it
/// holds its lane, so that no more pile up behind it.
const HANGS_AFTER: Duration = Duration::from_secs(30);

/// A tenth of a second before the answer the control address is given up, so that it can still say so.
const CONTROL_MARGIN: Duration = Duration::from_millis(100);

/// One answer for each tool call, in their order.
pub(super) async fn answer(
    dependencies: &Arc<Dependencies>,
    kind: Kind,
    question: &Arc<Question>,
    deadline: Deadline,
) -> Value {
    let Some(board) = question.switchboard() else { return fallback(kind, question) };
    let seen = seen(question);
    let envelope = &question.envelope;
    let line = board.line(envelope);
    let number = envelope.caller(board.country(line.as_ref()));
    let request = |(place, call): (usize, &ToolCall)| ToolRequest {
        organization: Arc::clone(&board.organization),
        language: question.language(),
        caller: Caller { number: number.clone(), name: envelope.customer_name.clone() },
        line: line.clone(),
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
    let calls = &envelope.tool_calls;
    let each = calls.iter().enumerate().map(|call| one(dependencies, question, request(call), deadline));
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

/// What the message contains about its call, or else its chat.
fn seen(question: &Question) -> CallSeen {
    match vapi::observe_message(&question.body) {
        Ok(Some(observation)) => CallSeen::Observed(Box::new(observation)),
        Ok(None) | Err(_) => question.envelope.conversation().map_or(CallSeen::None, CallSeen::Conversation),
    }
}

/// Why a tool was not done in time. Without personal data, as it is recorded.
#[derive(Debug, thiserror::Error)]
enum ToolCallError {
    #[error("the database is down")]
    DatabaseDown,
    #[error(transparent)]
    Lane(#[from] LaneError),
    #[error(transparent)]
    Tool(#[from] ToolError),
    #[error("the commit hangs")]
    Hangs,
    #[error("the deadline passed before the answer was there")]
    Late,
    #[error("the tool broke")]
    Broke,
}

/// Answers one tool call by the deadline. Its work is not cut off then: it ends by itself, done or undone.
async fn one(
    dependencies: &Arc<Dependencies>,
    question: &Arc<Question>,
    request: ToolRequest,
    deadline: Deadline,
) -> ToolAnswer {
    let request = Arc::new(request);
    let working = dependencies.spawn(work(
        Arc::clone(dependencies),
        Arc::clone(question),
        Arc::clone(&request),
        deadline,
    ));
    let error = match timeout_at(deadline.answer, working).await {
        Ok(Ok(Ok(answer))) => return answer,
        Ok(Ok(Err(error))) => error,
        Ok(Err(_)) => ToolCallError::Broke,
        Err(_) => ToolCallError::Late,
    };
    let on_record = tools::question(&request);
    let tool = tools::known_name(&request.tool);
    warn!(tool, webhook.id = %request.webhook, error = error_chain(&error), "A tool was missed");
    let answer = spoken::no_tool(request.language);
    missed(dependencies, question, on_record, (&error, answer));
    ToolAnswer::Error(answer.to_owned())
}

async fn work(
    dependencies: Arc<Dependencies>,
    question: Arc<Question>,
    request: Arc<ToolRequest>,
    deadline: Deadline,
) -> Result<ToolAnswer, ToolCallError> {
    let (lane, waited, prepared) = tokio::select! {
        biased;
        () = dependencies.postgres.down() => return Err(ToolCallError::DatabaseDown),
        prepared = in_a_lane(&dependencies, &request) => prepared?,
    };
    // Not given up any more: what commits must not be recorded as missed, and its transfer must be requested.
    let answered = committed(&dependencies, prepared, deadline).await?;
    drop(lane);
    let committed = Instant::now();
    let answer = match &answered.follow_up {
        Some(transfer) => put_through(&dependencies, &question, transfer, deadline).await,
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
    timed(&dependencies, &request, &answered, stages);
    Ok(match answer {
        Spoken::Result(text) => ToolAnswer::Result(text),
        Spoken::Error(text) => ToolAnswer::Error(text),
    })
}

/// Does what is asked, but for the commit, once a connection is free; returns how long that took.
async fn in_a_lane(
    dependencies: &Dependencies,
    request: &ToolRequest,
) -> Result<(Lane, Duration, Prepared), ToolCallError> {
    let started = Instant::now();
    let lane = dependencies.lanes.enter(request.organization.id, request.deadline).await?;
    let waited = started.elapsed();
    let prepared = dependencies
        .tools
        .prepare(request)
        .await
        .inspect_err(|missed| suspect_postgres(dependencies, missed))?;
    Ok((lane, waited, prepared))
}

async fn committed(
    dependencies: &Dependencies,
    prepared: Prepared,
    deadline: Deadline,
) -> Result<Answered, ToolCallError> {
    let hangs = deadline.answer.max(Instant::now() + HANGS_AFTER);
    let committed = timeout_at(hangs, prepared.commit()).await.map_err(|_| {
        dependencies.postgres.check_now();
        ToolCallError::Hangs
    })?;
    Ok(committed.inspect_err(|missed| suspect_postgres(dependencies, missed))?)
}

fn suspect_postgres(dependencies: &Dependencies, missed: &ToolError) {
    if matches!(missed, ToolError::Database(db::Error::Unavailable(_))) {
        dependencies.postgres.check_now();
    }
}

/// Requests a recorded transfer from Vapi, and returns what to say of it.
async fn put_through(
    dependencies: &Dependencies,
    question: &Question,
    transfer: &Transfer,
    deadline: Deadline,
) -> Spoken {
    let target = Target::Number { number: transfer.number.clone(), extension: transfer.extension.clone() };
    let plan = if transfer.warm { TransferMode::WarmSummary } else { TransferMode::Blind };
    let destination = Destination {
        target,
        message: Some(transfer.say.clone()),
        plan: Some(plan),
        ..Destination::number(transfer.number.clone())
    };
    let until = (Instant::now() + control::TIMEOUT).min(deadline.answer - CONTROL_MARGIN);
    let requested =
        dependencies.control.transfer(question.envelope.control_url.as_deref(), &destination, until).await;
    let failed = match requested {
        Ok(()) => None,
        // A failure reported while being put through is worse than waiting for a transfer that never comes.
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
        dependencies.recorder.record(Entry { organization, record });
    }
    answer
}

/// Records how long an answer took, which its own transaction could not know.
fn timed(dependencies: &Dependencies, request: &ToolRequest, answered: &Answered, stages: Stages) {
    let outcome = answered.outcome.as_str();
    histogram!("live_answer_seconds", "kind" => request.kind, "outcome" => outcome).record(stages.total);
    let record = Record::Timed {
        vapi_call_id: request.call.conversation().unwrap_or_default().to_owned(),
        question_id: answered.question_id.clone(),
        stages: stages.json(),
    };
    dependencies.recorder.record(Entry { organization: request.organization.id, record });
}

fn missed(
    dependencies: &Dependencies,
    question: &Question,
    on_record: db::live_questions::Question,
    (why, answer): (&ToolCallError, &str),
) {
    let (total, outcome) = (question.received.elapsed(), QuestionOutcome::Missed);
    histogram!("live_answer_seconds", "kind" => on_record.kind, "outcome" => outcome.as_str()).record(total);
    let stages = Stages { verify: question.verify, parse: question.parse, total, ..Stages::default() };
    let answer = db::live_questions::QuestionAnswer {
        call: None,
        outcome,
        answer: json!({ "error": answer }),
        stages: stages.json(),
        error: Some(why.to_string()),
    };
    let Some(organization) = question.organization else { return };
    let record = Record::Question { question: Box::new(on_record), answer: Box::new(answer) };
    dependencies.recorder.record(Entry { organization, record });
}
