//! One call, played from its first ring to its report.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::options::PlayOptions;
use super::postman::{Letter, Postman};
use super::report::Report;
use crate::callers::{CallScript, Direction, Line, PlacedCall, Speech, ToolUse, Turn};
use crate::random::Random;

pub(crate) struct Performance<'a> {
    postman: &'a Postman,
    options: &'a PlayOptions,
    call: PlacedCall,
    /// Decides this call's faults, whatever the other calls meet.
    random: Random,
    played_ms: u32,
    /// Kept back to be sent in another order.
    held: Option<Vec<Letter>>,
    report: Report,
}

impl<'a> Performance<'a> {
    pub(crate) fn new(
        postman: &'a Postman,
        options: &'a PlayOptions,
        script: CallScript,
        line: Arc<Line>,
        created_at: DateTime<Utc>,
    ) -> Self {
        let seed = postman.sandbox().settings().seed;
        let random = Random::of_series(seed ^ 0xFA17, script.call_id.as_u64_pair().0);
        let held = postman.faults().reorder.then(Vec::new);
        let call = PlacedCall::new(script, line, created_at);
        Self { postman, options, call, random, played_ms: 0, held, report: Report::default() }
    }

    pub(crate) async fn play(mut self) -> Report {
        if !self.options.reports_only {
            self.converse().await;
        }
        let report = self.call.end_of_call_report();
        // Vapi has the call before anybody can have its report.
        self.postman.sandbox().keep_call(self.call.clone());
        self.tell("end-of-call-report", None, &report).await;
        self.send_held().await;
        self.report.calls = 1;
        self.report.call_ids.push(self.call.script.call_id);
        self.report
    }

    async fn converse(&mut self) {
        let script = Arc::clone(&self.call.script);
        if script.direction == Direction::Outbound {
            let body = self.call.ringing();
            self.tell("status-update", Some("ringing"), &body).await;
        }
        if let Some(answered_ms) = script.answered_ms {
            self.wait_until(answered_ms).await;
            let body = self.call.in_progress();
            self.tell("status-update", Some("in-progress"), &body).await;
        }
        for turn in &script.turns {
            self.wait_until(turn.start_ms).await;
            match &turn.speech {
                Speech::Tool(tool) => self.use_tool(tool, turn).await,
                Speech::Assistant(_) => self.make_noise("assistant", turn).await,
                Speech::Caller(_) => self.make_noise("user", turn).await,
            }
        }
        self.wait_until(script.ended_ms).await;
        let body = self.call.ended();
        self.tell("status-update", Some("ended"), &body).await;
    }

    /// Asks the server and waits, as the person on the line would.
    async fn use_tool(&mut self, tool: &ToolUse, turn: &Turn) {
        self.call.tool_answers.remove(&tool.id);
        let body = self.call.tool_calls(tool, turn);
        let letter = Letter::new(self.call.script.call_id, "tool-calls", &body);
        let answer = self.postman.deliver(&letter, &mut self.random, &mut self.report).await;
        self.report.tool_calls += 1;
        if let Some(text) = answer.and_then(|answer| result_for(&tool.id, &answer)) {
            self.report.tool_answers += 1;
            self.call.tool_answers.insert(tool.id.clone(), text);
        }
    }

    async fn make_noise(&mut self, role: &'static str, turn: &Turn) {
        if !self.options.noise {
            return;
        }
        let started = self.call.speech_update("started", role, turn.start_ms);
        self.tell("speech-update", None, &started).await;
        self.wait_until(turn.end_ms).await;
        let stopped = self.call.speech_update("stopped", role, turn.end_ms);
        self.tell("speech-update", None, &stopped).await;
        let conversation = self.call.conversation_update(turn.end_ms);
        self.tell("conversation-update", None, &conversation).await;
    }

    /// Sends what needs no answer, or keeps it back.
    async fn tell(&mut self, message_type: &'static str, call_status: Option<&'static str>, body: &Value) {
        let letter = Letter { call_status, ..Letter::new(self.call.script.call_id, message_type, body) };
        match &mut self.held {
            Some(held) => held.push(letter),
            None => self.send(&letter).await,
        }
    }

    async fn send(&mut self, letter: &Letter) {
        let seen = self.postman.deliver(letter, &mut self.random, &mut self.report).await;
        if letter.message_type == "end-of-call-report" && seen.is_some() {
            self.report.reported += 1;
        }
    }

    async fn send_held(&mut self) {
        let mut held = self.held.take().unwrap_or_default();
        self.random.shuffle(&mut held);
        for letter in &held {
            self.send(letter).await;
        }
    }

    async fn wait_until(&mut self, offset_ms: u32) {
        let stretch = Duration::from_millis(u64::from(offset_ms.saturating_sub(self.played_ms)));
        let wait = self.options.pace.of(stretch);
        if !wait.is_zero() {
            tokio::time::sleep(wait).await;
        }
        self.played_ms = self.played_ms.max(offset_ms);
    }
}

/// What Vapi takes from an answer to `tool-calls`: a one-line string under the very id that it asked with.
fn result_for(tool_call_id: &str, answer: &[u8]) -> Option<String> {
    let answer: Value = serde_json::from_slice(answer).ok()?;
    let results = answer.get("results")?.as_array()?;
    let mine = results
        .iter()
        .find(|result| result.get("toolCallId").and_then(Value::as_str) == Some(tool_call_id))?;
    let text = mine.get("result").or_else(|| mine.get("error"))?.as_str()?;
    (!text.contains('\n')).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_answer_counts_only_as_one_line_under_the_id_asked_with() {
        let taken = |answer: &str| result_for("call_1", answer.as_bytes());
        assert_eq!(
            taken(r#"{"results":[{"toolCallId":"call_1","result":"Booked."}]}"#).as_deref(),
            Some("Booked.")
        );
        assert_eq!(
            taken(r#"{"results":[{"toolCallId":"call_1","error":"Busy."}]}"#).as_deref(),
            Some("Busy.")
        );
        assert_eq!(taken(r#"{"results":[{"toolCallId":"call_2","result":"Booked."}]}"#), None);
        assert_eq!(taken(r#"{"results":[{"toolCallId":"call_1","result":{"booked":true}}]}"#), None);
        assert_eq!(taken(r#"{"results":[{"toolCallId":"call_1","result":"two\nlines"}]}"#), None);
        assert_eq!(taken("not json"), None);
    }
}
