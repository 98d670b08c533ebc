//! The flight recorder: what was asked while a caller waited.

use actix_web::web::Data;
use chrono::{DateTime, Utc};
use db::live_questions::LiveQuestion;
use domain::call::{Role, Turn};
use domain::{CallId, QuestionOutcome, WebhookId};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use web::{Json, Path};

use super::show::make_room;
use crate::admission::Room;
use crate::app::App;
use crate::caller::Caller;
use crate::error::ApiError;
use crate::query::Page;

/// A question that a caller waited for: a tool's, or where the call should go.
#[derive(Serialize, ToSchema)]
pub(crate) struct Question {
    /// The tool call's own id; of what is no tool, the webhook's.
    tool_call_id: String,
    /// Vapi's word for the message.
    #[schema(example = "tool-calls")]
    kind: String,
    #[schema(example = "bookAppointment")]
    tool: Option<String>,
    /// What the tool was called with.
    arguments: Option<Value>,
    /// As it was sent.
    #[schema(example = json!({"result": "You are booked for tomorrow at 2:00 PM."}))]
    answer: Option<Value>,
    /// answered: done. refused: not done, and the answer says why. missed: not done in time, and the caller
    /// heard a fallback.
    outcome: QuestionOutcome,
    error: Option<String>,
    /// Milliseconds by stage.
    #[schema(example = json!({"wait": 1, "run": 4, "commit": 2, "total": 9}))]
    stages: Value,
    asked_at: DateTime<Utc>,
    /// What the assistant said after it had the answer; known once the call's record is.
    said_next: Option<String>,
    /// The message that asked, as the archive has it.
    webhook_id: WebhookId,
    trace_id: Option<String>,
}

/// Lists what was asked while the caller waited, and what came of it.
#[utoipa::path(
    get,
    path = "/api/v1/calls/{id}/tool-calls",
    tag = "calls",
    responses((status = 200, description = "All questions, in the order in which they were asked", body = Page<Question>))
)]
pub(crate) async fn tool_calls(
    app: Data<App>,
    caller: Caller,
    room: Room,
    Path(id): Path<CallId>,
) -> Result<Json<Page<Question>>, ApiError> {
    let _turn = make_room(&app, &caller, &room, id).await?;
    let tx = app.db()?.tenant(caller.organization).await?;
    let is_known = db::calls::is_known(&tx, id).await?;
    let questions = db::live_questions::of_call(&tx, id).await?;
    let turns = db::call_transcripts::of_call(&tx, id).await?;
    tx.commit().await?;
    if !is_known {
        return Err(ApiError::NotFound);
    }
    Ok(Json(Page::whole(questions.into_iter().map(|question| Question::of(question, &turns)))))
}

impl Question {
    fn of(question: LiveQuestion, turns: &[Turn]) -> Self {
        Self {
            said_next: said_next(turns, &question.question_id).map(str::to_owned),
            tool_call_id: question.question_id,
            kind: question.kind,
            tool: question.tool,
            arguments: question.arguments,
            answer: question.answer,
            outcome: question.outcome,
            error: question.error,
            stages: question.stages,
            asked_at: question.asked_at,
            webhook_id: question.webhook_id,
            trace_id: question.trace_id,
        }
    }
}

/// The assistant's first words after the result of a tool call; after the call itself where there is none.
fn said_next<'a>(turns: &'a [Turn], tool_call_id: &str) -> Option<&'a str> {
    let place = |role: Role| {
        turns.iter().position(|turn| turn.role == role && turn.tool_call_id.as_deref() == Some(tool_call_id))
    };
    let place = place(Role::ToolResult).or_else(|| place(Role::ToolCall))?;
    let next = turns.iter().skip(place + 1).find(|turn| turn.role == Role::Assistant);
    next.map(|turn| turn.text.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(role: Role, text: &str, tool_call_id: Option<&str>) -> Turn {
        Turn {
            role,
            text: text.to_owned(),
            name: None,
            tool_call_id: tool_call_id.map(str::to_owned),
            arguments: None,
            started_at: None,
            ended_at: None,
        }
    }

    #[test]
    fn what_the_assistant_said_next_follows_the_result_not_the_question() {
        let turns = [
            turn(Role::ToolCall, "", Some("one")),
            turn(Role::Assistant, "One moment.", None),
            turn(Role::ToolResult, "Booked.", Some("one")),
            turn(Role::Customer, "Hello?", None),
            turn(Role::Assistant, "You are booked.", None),
            turn(Role::ToolCall, "", Some("two")),
            turn(Role::Assistant, "Sorry about that.", None),
            turn(Role::ToolResult, "Too late.", Some("three")),
        ];
        assert_eq!(said_next(&turns, "one"), Some("You are booked."));
        assert_eq!(said_next(&turns, "two"), Some("Sorry about that."), "there is no result");
        assert_eq!(said_next(&turns, "three"), None);
        assert_eq!(said_next(&turns, "four"), None);
    }
}
