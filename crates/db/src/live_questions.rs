//! The flight recorder: the questions that a caller waited for. A tool's row is also its claim.

use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::call::VapiCallId;
use domain::{CallId, WebhookId};
use sea_orm::FromQueryResult;
use serde_json::{Value, json};

use crate::sql::{execute, row, rows};
use crate::{Error, Result, TenantTx};

/// A question as it came in.
#[derive(Clone, Debug)]
pub struct Question {
    /// Empty where none was told.
    pub vapi_call_id: String,
    /// The tool call's own id; of what has none, the webhook's.
    pub question_id: String,
    pub webhook: WebhookId,
    pub kind: &'static str,
    pub tool: Option<String>,
    pub arguments: Option<Value>,
    pub trace_id: Option<String>,
    pub asked_at: DateTime<Utc>,
}

/// What came of a question.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub call: Option<CallId>,
    /// `answered`, `refused`, `missed`.
    pub outcome: &'static str,
    /// As it was sent.
    pub answer: Value,
    /// Milliseconds by stage.
    pub stages: Value,
    /// What went wrong, without personal data.
    pub error: Option<String>,
}

/// Whether a question is ours to answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Claim {
    Ours,
    /// It was answered before.
    Answered {
        outcome: String,
        answer: Value,
    },
}

/// Lets Postgres give up what the transaction still does after so long: nobody waits for it any more.
pub async fn give_up_after(tx: &TenantTx, time: Duration) -> Result<()> {
    // 0 would mean never.
    let milliseconds = time.as_millis().max(1).to_string();
    let limit = "SELECT set_config('statement_timeout', $1, true)";
    execute(tx.inner(), limit, [milliseconds.into()]).await?;
    Ok(())
}

/// Claims a question in the transaction of its effect. Whoever asks the same meanwhile waits for that transaction, and gets its
/// answer. One that was missed is taken over.
pub async fn claim(tx: &TenantTx, question: &Question) -> Result<Claim> {
    #[derive(FromQueryResult)]
    struct Known {
        outcome: String,
        answer: Option<Value>,
    }
    let unanswered =
        Outcome { call: None, outcome: "missed", answer: Value::Null, stages: json!({}), error: None };
    if put(tx, question, &unanswered).await? {
        return Ok(Claim::Ours);
    }
    let known = row::<Known>(
        tx.inner(),
        "SELECT outcome, answer FROM live_questions
         WHERE organization_id = $1 AND vapi_call_id = $2 AND question_id = $3 FOR UPDATE",
        key(tx, question),
    )
    .await?;
    let known = known.ok_or(Error::Row { table: "live_questions", column: "question_id" })?;
    match known.answer {
        Some(answer) if known.outcome != "missed" => Ok(Claim::Answered { outcome: known.outcome, answer }),
        _ => Ok(Claim::Ours),
    }
}

/// Writes down a question and what came of it, unless it is known; says whether it was not.
pub async fn put(tx: &TenantTx, question: &Question, came: &Outcome) -> Result<bool> {
    let added = execute(
        tx.inner(),
        "INSERT INTO live_questions (organization_id, vapi_call_id, question_id, webhook_id, kind, tool, arguments, trace_id,
                                     asked_at, call_id, outcome, answer, stages, error)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT DO NOTHING",
        key(tx, question).into_iter().chain([
            question.webhook.0.into(),
            question.kind.into(),
            question.tool.clone().into(),
            question.arguments.clone().into(),
            question.trace_id.clone().into(),
            question.asked_at.into(),
            came.call.map(|call| call.0).into(),
            came.outcome.into(),
            came.answer.clone().into(),
            came.stages.clone().into(),
            came.error.clone().into(),
        ]),
    )
    .await?;
    Ok(added == 1)
}

/// Says what came of a claimed question.
pub async fn settle(tx: &TenantTx, question: &Question, came: &Outcome) -> Result<()> {
    execute(
        tx.inner(),
        "UPDATE live_questions
         SET call_id = $4, outcome = $5, answer = $6, stages = $7, error = $8, webhook_id = $9, asked_at = $10
         WHERE organization_id = $1 AND vapi_call_id = $2 AND question_id = $3",
        key(tx, question).into_iter().chain([
            came.call.map(|call| call.0).into(),
            came.outcome.into(),
            came.answer.clone().into(),
            came.stages.clone().into(),
            came.error.clone().into(),
            question.webhook.0.into(),
            question.asked_at.into(),
        ]),
    )
    .await?;
    Ok(())
}

/// Puts another answer in place of the one that was given first: what it announced did not come about.
pub async fn correct(
    tx: &TenantTx,
    (vapi_call_id, question_id): (&str, &str),
    outcome: &str,
    answer: &Value,
) -> Result<()> {
    execute(
        tx.inner(),
        "UPDATE live_questions SET outcome = $4, answer = $5
         WHERE organization_id = $1 AND vapi_call_id = $2 AND question_id = $3",
        [
            tx.organization().0.into(),
            vapi_call_id.into(),
            question_id.into(),
            outcome.into(),
            answer.clone().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Fills in how long each stage took, which is known only after the answer; not again when the answer is repeated.
pub async fn time(tx: &TenantTx, (vapi_call_id, question_id): (&str, &str), stages: &Value) -> Result<()> {
    execute(
        tx.inner(),
        "UPDATE live_questions SET stages = $4
         WHERE organization_id = $1 AND vapi_call_id = $2 AND question_id = $3 AND stages -> 'total' IS NULL",
        [tx.organization().0.into(), vapi_call_id.into(), question_id.into(), stages.clone().into()],
    )
    .await?;
    Ok(())
}

/// A question as it is on record.
#[derive(Clone, Debug, PartialEq, FromQueryResult)]
pub struct LiveQuestion {
    pub question_id: String,
    pub webhook_id: WebhookId,
    pub kind: String,
    pub tool: Option<String>,
    pub arguments: Option<Value>,
    pub answer: Option<Value>,
    pub outcome: String,
    pub stages: Value,
    pub error: Option<String>,
    pub trace_id: Option<String>,
    pub asked_at: DateTime<Utc>,
}

/// A call's questions, in the order in which they were asked; also those that came before the call was known.
pub async fn of_call(tx: &TenantTx, call: CallId) -> Result<Vec<LiveQuestion>> {
    rows(
        tx.inner(),
        "SELECT question_id, webhook_id, kind, tool, arguments, answer, outcome, stages, error, trace_id, asked_at
         FROM live_questions
         WHERE organization_id = $1
           AND vapi_call_id = (SELECT vapi_call_id FROM call_keys WHERE organization_id = $1 AND call_id = $2)
         ORDER BY asked_at, question_id",
        [tx.organization().0.into(), call.0.into()],
    )
    .await
}

/// The questions of the call that Vapi knows by this id, whether we know it or not, in the order in which they were asked.
pub async fn of_vapi_call(tx: &TenantTx, vapi_call_id: &VapiCallId) -> Result<Vec<LiveQuestion>> {
    rows(
        tx.inner(),
        "SELECT question_id, webhook_id, kind, tool, arguments, answer, outcome, stages, error, trace_id, asked_at
         FROM live_questions WHERE organization_id = $1 AND vapi_call_id = $2 ORDER BY asked_at, question_id",
        [tx.organization().0.into(), vapi_call_id.as_str().into()],
    )
    .await
}

fn key(tx: &TenantTx, question: &Question) -> [sea_orm::Value; 3] {
    [tx.organization().0.into(), question.vapi_call_id.as_str().into(), question.question_id.as_str().into()]
}
