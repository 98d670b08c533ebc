//! The flight recorder: the questions that a caller waited for. A tool's row is also its claim.

mod claim;

use std::fmt;

use chrono::{DateTime, Utc};
use domain::call::VapiCallId;
use domain::{ActionId, CallId, QuestionOutcome, WebhookId};
use sea_orm::FromQueryResult;
use serde_json::{Map, Value, json};

use crate::columns::{columns, select};
use crate::{Result, TenantTx};

pub(crate) use self::claim::distinct_tool_call_id;
pub use self::claim::{Claim, claim, id_in, is_of, lock_conversation, put};

/// At most 1,000 questions of a call: one of an hour in which something is asked for every few
/// seconds has fewer.
const MAX_OF_CALL: i64 = 1_000;

/// At most 64 KiB of arguments a question: no tool of ours needs more, and what is kept of each
/// call stays small.
const MAX_ARGUMENTS: usize = 64 * 1024;

/// A question as it came in.
#[derive(Clone)]
pub struct Question {
    /// Vapi's id of the call, or of the chat or session with its word before it. Empty where none came.
    pub vapi_call_id: String,
    /// The tool call's own id; of what has none, that of its message's body; of what is in no
    /// conversation, the webhook's.
    pub question_id: String,
    pub webhook: WebhookId,
    pub kind: &'static str,
    pub tool: Option<String>,
    pub arguments: Option<Value>,
    pub trace_id: Option<String>,
    pub asked_at: DateTime<Utc>,
}

impl fmt::Debug for Question {
    /// Not what callers said.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Question")
            .field("webhook", &self.webhook)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

columns!(
    Question:
    vapi_call_id, question_id, webhook_id = webhook, kind, tool, arguments, trace_id, asked_at
);

/// What came of a question.
#[derive(Clone)]
pub struct QuestionAnswer {
    pub call: Option<CallId>,
    pub outcome: QuestionOutcome,
    /// As it was sent.
    pub answer: Value,
    /// Milliseconds by stage.
    pub stages: Value,
    /// What went wrong, without personal data; of a call that was not put through, the `CallRejection`.
    pub error: Option<String>,
}

columns!(QuestionAnswer: call_id = call, outcome, answer, stages, error);

/// A claimed question, and by what it was asked the last time.
struct LastAsked {
    vapi_call_id: String,
    question_id: String,
    webhook_id: WebhookId,
    asked_at: DateTime<Utc>,
}

columns!(LastAsked: vapi_call_id, question_id, webhook_id, asked_at);

impl fmt::Debug for QuestionAnswer {
    /// Not what callers heard.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QuestionAnswer")
            .field("call", &self.call)
            .field("outcome", &self.outcome)
            .finish_non_exhaustive()
    }
}

/// Arguments as they are kept: of those that are too large only their size.
pub fn arguments(whole: &Map<String, Value>) -> Value {
    let whole = Value::Object(whole.clone());
    match whole.to_string().len() {
        bytes if bytes > MAX_ARGUMENTS => json!({ "too_large": bytes }),
        _ => whole,
    }
}

/// What was asked of one tool in a conversation before, and answered as asked: the last first.
pub async fn answered_before(tx: &TenantTx, question: &Question) -> Result<Vec<LiveQuestion>> {
    let before = select::<LiveQuestion>(
        "FROM live_questions
         WHERE organization_id = $1 AND vapi_call_id = $2 AND question_id <> $3 AND outcome = 'answered'
           AND tool IS NOT DISTINCT FROM $4
         ORDER BY asked_at DESC, question_id LIMIT $5",
    );
    let (tool, limit) = (question.tool.clone().into(), MAX_OF_CALL.into());
    tx.rows(&before, key(tx, question).into_iter().chain([tool, limit])).await
}

/// Records what came of a claimed question.
pub async fn settle(tx: &TenantTx, question: &Question, answer: &QuestionAnswer) -> Result<()> {
    let asked = LastAsked {
        vapi_call_id: question.vapi_call_id.clone(),
        question_id: question.question_id.clone(),
        webhook_id: question.webhook,
        asked_at: question.asked_at,
    };
    tx.update("live_questions", (asked, answer.clone()), &["vapi_call_id", "question_id"]).await?;
    Ok(())
}

/// Puts another answer in place of the one that was given first: what it announced did not come about.
pub async fn correct(
    tx: &TenantTx,
    (vapi_call_id, question_id): (&str, &str),
    outcome: QuestionOutcome,
    answer: &Value,
) -> Result<()> {
    let correct = "UPDATE live_questions SET outcome = $4, answer = $5
                   WHERE organization_id = $1 AND vapi_call_id = $2 AND question_id = $3";
    let values = [
        tx.organization().into(),
        vapi_call_id.into(),
        question_id.into(),
        outcome.into(),
        answer.clone().into(),
    ];
    tx.execute(correct, values).await?;
    Ok(())
}

/// Fills in how long each stage took, which is known only after the answer; not again when the
/// answer is repeated.
pub async fn time(tx: &TenantTx, (vapi_call_id, question_id): (&str, &str), stages: &Value) -> Result<()> {
    let time = "UPDATE live_questions SET stages = $4
                WHERE organization_id = $1 AND vapi_call_id = $2 AND question_id = $3
                  AND stages -> 'total' IS NULL";
    let values = [tx.organization().into(), vapi_call_id.into(), question_id.into(), stages.clone().into()];
    tx.execute(time, values).await?;
    Ok(())
}

/// A transfer that was announced, and of which nothing else is known.
#[derive(Clone, Debug, FromQueryResult)]
pub struct UnsettledTransfer {
    pub action: ActionId,
    pub call: Option<CallId>,
    /// The organization's name for it.
    pub destination: String,
    pub reason: String,
    pub warm: bool,
}

/// The transfer that a question's answer announced before a moment, if it is still pending.
pub async fn unsettled_transfer(
    tx: &TenantTx,
    question: &Question,
    before: DateTime<Utc>,
) -> Result<Option<UnsettledTransfer>> {
    tx.row(
        "SELECT a.id AS action, a.call_id AS call, a.action_data ->> 'destination' AS destination,
                coalesce(a.action_data ->> 'reason', '') AS reason,
                coalesce((a.action_data ->> 'warm')::boolean, false) AS warm
         FROM live_questions q
         JOIN call_actions a ON a.organization_id = q.organization_id AND a.tool_call_id = q.question_id
                            AND a.call_id IS NOT DISTINCT FROM q.call_id
         WHERE q.organization_id = $1 AND q.vapi_call_id = $2 AND q.question_id = $3
           AND a.source = 'live' AND a.action_type = 'transfer' AND a.status = 'pending' AND a.triggered_at < $4",
        key(tx, question).into_iter().chain([before.into()]),
    )
    .await
}

/// A question as it is on record.
#[derive(Clone, PartialEq, FromQueryResult)]
pub struct LiveQuestion {
    pub question_id: String,
    pub webhook_id: WebhookId,
    pub kind: String,
    pub tool: Option<String>,
    pub arguments: Option<Value>,
    pub answer: Option<Value>,
    pub outcome: QuestionOutcome,
    pub stages: Value,
    pub error: Option<String>,
    pub trace_id: Option<String>,
    pub asked_at: DateTime<Utc>,
}

columns!(
    LiveQuestion:
    question_id, webhook_id, kind, tool, arguments, answer, outcome, stages, error, trace_id, asked_at
);

impl fmt::Debug for LiveQuestion {
    /// Not what callers said and heard.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LiveQuestion")
            .field("webhook_id", &self.webhook_id)
            .field("kind", &self.kind)
            .field("outcome", &self.outcome)
            .finish_non_exhaustive()
    }
}

/// A call's questions, in the order in which they were asked; also those that came before the call was known.
pub async fn of_call(tx: &TenantTx, call: CallId) -> Result<Vec<LiveQuestion>> {
    let of_call = select::<LiveQuestion>(
        "FROM live_questions
         WHERE organization_id = $1
           AND vapi_call_id = (SELECT vapi_call_id FROM call_keys WHERE organization_id = $1 AND call_id = $2)
         ORDER BY asked_at, question_id LIMIT $3",
    );
    tx.rows(&of_call, [tx.organization().into(), call.into(), MAX_OF_CALL.into()]).await
}

/// The questions of the call that Vapi knows by this id, whether we know it or not, in the
/// order in which they were asked.
pub async fn of_vapi_call(tx: &TenantTx, vapi_call_id: &VapiCallId) -> Result<Vec<LiveQuestion>> {
    let of_call = select::<LiveQuestion>(
        "FROM live_questions WHERE organization_id = $1 AND vapi_call_id = $2
         ORDER BY asked_at, question_id LIMIT $3",
    );
    tx.rows(&of_call, [tx.organization().into(), vapi_call_id.as_str().into(), MAX_OF_CALL.into()]).await
}

fn key(tx: &TenantTx, question: &Question) -> [sea_orm::Value; 3] {
    [tx.organization().into(), question.vapi_call_id.as_str().into(), question.question_id.as_str().into()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_arguments_that_are_too_large_only_their_size_is_kept() {
        let of = |length: usize| Map::from_iter([("message".to_owned(), Value::from("a".repeat(length)))]);
        let small = of(MAX_ARGUMENTS - 14);
        assert_eq!(arguments(&small), Value::Object(small));
        assert_eq!(arguments(&of(MAX_ARGUMENTS - 13)), json!({ "too_large": MAX_ARGUMENTS + 1 }));
    }
}
