//! The question who takes a call, as the flight recorder has it.

use domain::call::VapiCallId;

use crate::columns::select;
use crate::live_questions::{self, LiveQuestion, Question, QuestionAnswer};
use crate::{Result, TenantTx};

/// The kind of these questions.
pub const KIND: &str = "assistant-request";

/// The last time that Vapi asked who takes the call that it knows by this id.
pub async fn last_of(tx: &TenantTx, vapi_call_id: &VapiCallId) -> Result<Option<LiveQuestion>> {
    let last = select::<LiveQuestion>(
        "FROM live_questions WHERE organization_id = $1 AND vapi_call_id = $2 AND kind = $3
         ORDER BY asked_at DESC, question_id DESC LIMIT 1",
    );
    tx.row(&last, [tx.organization().into(), vapi_call_id.as_str().into(), KIND.into()]).await
}

/// Records a question as another database has it, unless it is known.
pub async fn copy(tx: &TenantTx, vapi_call_id: &VapiCallId, asked: &LiveQuestion) -> Result<()> {
    let question = Question {
        vapi_call_id: vapi_call_id.as_str().to_owned(),
        question_id: asked.question_id.clone(),
        webhook: asked.webhook_id,
        kind: KIND,
        tool: None,
        arguments: asked.arguments.clone(),
        trace_id: asked.trace_id.clone(),
        asked_at: asked.asked_at,
    };
    let answer = QuestionAnswer {
        call: None,
        outcome: asked.outcome,
        answer: asked.answer.clone().unwrap_or_default(),
        stages: asked.stages.clone(),
        error: asked.error.clone(),
    };
    live_questions::put(tx, &question, &answer).await?;
    Ok(())
}
