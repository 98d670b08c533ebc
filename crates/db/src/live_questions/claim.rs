//! Whose a question is to answer: its claim, and the id that it is claimed by.

use aws_lc_rs::digest::{SHA256, digest};
use domain::QuestionOutcome;
use sea_orm::FromQueryResult;
use serde_json::{Value, json};

use super::{LiveQuestion, Question, QuestionAnswer, key};
use crate::{Error, Result, TenantTx};

/// Whether a question is ours to answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Claim {
    Ours,
    /// It was answered before.
    Answered {
        outcome: QuestionOutcome,
        answer: Value,
    },
}

/// Keeps every other question of a chat or session from being answered until the transaction ends, as the lock of
/// its call does for a call's: it must see what this one did.
pub async fn lock_conversation(tx: &TenantTx, id: &str) -> Result<()> {
    let lock = "SELECT pg_advisory_xact_lock(hashtextextended('conversation ' || $1 || ' ' || $2, 0))";
    tx.execute(lock, [tx.organization().to_string().into(), id.into()]).await?;
    Ok(())
}

/// Claims a question in the transaction of its effect. Whoever asks the same meanwhile waits for that
/// transaction, and gets its answer. One that was missed is taken over.
///
/// Some models number their tool calls anew with every turn: the same id with another tool or other arguments
/// is another question, and gets an id of its own.
pub async fn claim(tx: &TenantTx, question: &mut Question) -> Result<Claim> {
    let unanswered = QuestionAnswer {
        call: None,
        outcome: QuestionOutcome::Missed,
        answer: Value::Null,
        stages: json!({}),
        error: None,
    };
    let Some(known) = find_or_put(tx, question, &unanswered).await? else { return Ok(Claim::Ours) };
    match known.answer {
        Some(answer) if known.outcome != QuestionOutcome::Missed => {
            Ok(Claim::Answered { outcome: known.outcome, answer })
        }
        _ => Ok(Claim::Ours),
    }
}

/// Records a question and what came of it, unless it is known; false when it is.
pub async fn put(tx: &TenantTx, question: &Question, answer: &QuestionAnswer) -> Result<bool> {
    Ok(find_or_put(tx, &mut question.clone(), answer).await?.is_none())
}

#[derive(FromQueryResult)]
struct Known {
    is_same: bool,
    outcome: QuestionOutcome,
    answer: Option<Value>,
}

/// Locks the question that is on record, or records it: under its own id, or where another question has that,
/// under the one for its content.
async fn find_or_put(
    tx: &TenantTx,
    question: &mut Question,
    answer: &QuestionAnswer,
) -> Result<Option<Known>> {
    // Of JSON Postgres knows best what is the same.
    let lock = "SELECT outcome, answer,
                       tool IS NOT DISTINCT FROM $4 AND arguments IS NOT DISTINCT FROM $5 AS is_same
                FROM live_questions
                WHERE organization_id = $1 AND vapi_call_id = $2 AND question_id = $3 FOR UPDATE";
    for is_own_id in [true, false] {
        if !is_own_id {
            question.question_id = distinct_id(question);
        }
        let row = (question.clone(), answer.clone());
        if tx.insert("live_questions", row, "ON CONFLICT DO NOTHING").await? == 1 {
            return Ok(None);
        }
        let content = [question.tool.clone().into(), question.arguments.clone().into()];
        let known: Option<Known> = tx.row(lock, key(tx, question).into_iter().chain(content)).await?;
        let known = known.ok_or_else(|| Error::unreadable("live_questions", "question_id"))?;
        if known.is_same {
            return Ok(Some(known));
        }
    }
    Err(Error::unreadable("live_questions", "arguments"))
}

/// The id of a question whose own id another question of its call has.
fn distinct_id(question: &Question) -> String {
    let tool = question.tool.as_deref().unwrap_or_default();
    distinct_tool_call_id(&question.question_id, tool, question.arguments.as_ref().unwrap_or(&Value::Null))
}

/// At most 16 hexadecimal digits of a content's hash: enough for the tool calls of one call.
const CONTENT_DIGITS: usize = 16;

/// The id of a tool call whose own id another one of its call has: the same whenever the same is asked for,
/// and the same live as in a transcript.
pub(crate) fn distinct_tool_call_id(id: &str, tool: &str, arguments: &Value) -> String {
    let content: String = hexadecimal(format!("{tool}\n{arguments}").as_bytes());
    format!("{id}/{}", content.get(..CONTENT_DIGITS).unwrap_or(&content))
}

/// Whether a question on record is one that would be asked under an id: its own, or that for its content.
pub fn is_of(known: &LiveQuestion, question: &Question) -> bool {
    known.question_id == question.question_id || known.question_id == distinct_id(question)
}

/// The id of a question that has none of its own: the same whenever the same message comes.
pub fn id_in(body: &[u8], place: usize) -> String {
    format!("{}/{place}", hexadecimal(body))
}

/// The hash of a content.
fn hexadecimal(content: &[u8]) -> String {
    let digits: Vec<String> =
        digest(&SHA256, content).as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}
