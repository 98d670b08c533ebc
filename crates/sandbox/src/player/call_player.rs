//! One call, played from its first ring to its report.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use serde_json::Value;

use super::answers::{AssistantRequestOutcome, assistant_request_outcome, result_for};
use super::options::PlayOptions;
use super::report::Report;
use super::webhook_sender::{OutboundMessage, WebhookSender};
use crate::callers::{Direction, PlacedCall, Speech, ToolUse, Turn};
use crate::clock;
use crate::random::Random;
use crate::vapi::LiveQuestion;

/// 7.5 seconds: Vapi waits no longer, as the caller hears nothing but ringing.
const ASSISTANT_REQUEST_LIMIT: Duration = Duration::from_millis(7_500);

pub(crate) struct CallPlayer<'a> {
    sender: &'a WebhookSender<'a>,
    options: &'a PlayOptions,
    call: PlacedCall,
    /// Decides this call's faults, whatever the other calls meet.
    random: Random,
    played_ms: u32,
    /// Kept back to be sent in another order.
    held: Option<Vec<OutboundMessage>>,
    report: Report,
}

impl<'a> CallPlayer<'a> {
    pub(crate) fn new(sender: &'a WebhookSender<'a>, options: &'a PlayOptions, call: PlacedCall) -> Self {
        let random = Random::of_series(sender.vapi().seed ^ 0xFA17, call.script.call_id.as_u64_pair().0);
        let held = sender.faults().reorder.then(Vec::new);
        Self { sender, options, call, random, played_ms: 0, held, report: Report::default() }
    }

    pub(crate) async fn play(mut self) -> Report {
        if !self.options.reports_only {
            self.converse().await;
        }
        let report = self.call.end_of_call_report();
        // Vapi has the call before anybody can have its report.
        self.sender.vapi().keep_call(self.call.clone());
        self.send_or_hold("end-of-call-report", None, &report).await;
        self.send_held().await;
        self.report.calls = 1;
        self.report.call_ids.push(self.call.script.call_id);
        self.report
    }

    async fn converse(&mut self) {
        if self.call.assistant_id.is_none() {
            self.ask_who_takes_it().await;
        }
        let script = Arc::clone(&self.call.script);
        if script.direction == Direction::Outbound {
            let body = self.call.ringing();
            self.send_or_hold("status-update", Some("ringing"), &body).await;
        }
        if let Some(answered_ms) = script.answered_ms {
            self.wait_until(answered_ms).await;
            let body = self.call.in_progress();
            self.send_or_hold("status-update", Some("in-progress"), &body).await;
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
        self.send_or_hold("status-update", Some("ended"), &body).await;
    }

    /// Rings until the server has answered who takes the call, or that it is not taken.
    async fn ask_who_takes_it(&mut self) {
        let body = self.call.assistant_request();
        let message = OutboundMessage {
            time_limit: ASSISTANT_REQUEST_LIMIT,
            ..OutboundMessage::new(self.call.script.call_id, "assistant-request", &body)
        };
        let (answer, question) = self.ask(&message).await;
        self.report.assistant_requests += 1;
        self.report.assistant_answers += u64::from(answer.is_some());
        let text = answer.as_ref().map(|answer| String::from_utf8_lossy(answer).into_owned());
        self.sender.vapi().record_question(LiveQuestion { answer: text, ..question });

        let script = Arc::make_mut(&mut self.call.script);
        let failed = AssistantRequestOutcome::NotTaken("assistant-request-failed");
        match answer.map_or(failed, |answer| assistant_request_outcome(&answer)) {
            AssistantRequestOutcome::Taken { assistant_id, metadata } => {
                self.call.assistant_id = assistant_id;
                if let Some(known) = Arc::make_mut(&mut self.call.line).metadata.as_object_mut() {
                    known.extend(metadata);
                }
            }
            AssistantRequestOutcome::Forwarded(number) => {
                script.stay_untaken("assistant-request-returned-forwarding-phone-number");
                script.forwarded_to = Some(number);
            }
            AssistantRequestOutcome::NotTaken(reason) => script.stay_untaken(reason),
        }
    }

    /// Asks the server and waits, as the person on the line would. The assistant then says what the tool
    /// answered, and a call that was put through meanwhile ends as one that was forwarded.
    async fn use_tool(&mut self, tool: &ToolUse, turn: &Turn) {
        self.call.tool_answers.remove(&tool.id);
        let body = self.call.tool_calls(tool, turn);
        let call_id = self.call.script.call_id;
        let (answer, question) = self.ask(&OutboundMessage::new(call_id, "tool-calls", &body)).await;
        self.report.tool_calls += 1;
        let text = answer.and_then(|answer| result_for(&tool.id, &answer));
        let question = LiveQuestion {
            tool: Some(tool.name),
            tool_call_id: Some(tool.id.clone()),
            answer: text.clone(),
            ..question
        };
        self.sender.vapi().record_question(question);
        let script = Arc::make_mut(&mut self.call.script);
        if let Some(text) = text {
            self.report.tool_answers += 1;
            script.speak_answer(&tool.id, &text);
            self.call.tool_answers.insert(tool.id.clone(), text);
        }
        if let Some(number) = self.sender.vapi().transferred_to(call_id) {
            script.forward(number);
        }
    }

    /// Sends a question, and gives what was answered and how long that took.
    async fn ask(&mut self, message: &OutboundMessage) -> (Option<Bytes>, LiveQuestion) {
        let (began, at) = (Instant::now(), clock::now());
        let answer = self.sender.deliver(message, &mut self.random, &mut self.report).await;
        let milliseconds = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.report.slowest_answer_ms = self.report.slowest_answer_ms.max(milliseconds);
        let (call_id, message_type) = (message.call_id, message.message_type);
        let question = LiveQuestion {
            call_id,
            message_type,
            tool: None,
            tool_call_id: None,
            answer: None,
            milliseconds,
            at,
        };
        (answer, question)
    }

    async fn make_noise(&mut self, role: &'static str, turn: &Turn) {
        if !self.options.noise {
            return;
        }
        let started = self.call.speech_update("started", role, turn.start_ms);
        self.send_or_hold("speech-update", None, &started).await;
        self.wait_until(turn.end_ms).await;
        let stopped = self.call.speech_update("stopped", role, turn.end_ms);
        self.send_or_hold("speech-update", None, &stopped).await;
        let conversation = self.call.conversation_update(turn.end_ms);
        self.send_or_hold("conversation-update", None, &conversation).await;
    }

    /// Sends what needs no answer, or keeps it back.
    async fn send_or_hold(
        &mut self,
        message_type: &'static str,
        call_status: Option<&'static str>,
        body: &Value,
    ) {
        let message = OutboundMessage {
            call_status,
            ..OutboundMessage::new(self.call.script.call_id, message_type, body)
        };
        match &mut self.held {
            Some(held) => held.push(message),
            None => self.send(&message).await,
        }
    }

    async fn send(&mut self, message: &OutboundMessage) {
        let answer = self.sender.deliver(message, &mut self.random, &mut self.report).await;
        if message.message_type == "end-of-call-report" && answer.is_some() {
            self.report.reported += 1;
        }
    }

    async fn send_held(&mut self) {
        let mut held = self.held.take().unwrap_or_default();
        self.random.shuffle(&mut held);
        for message in &held {
            self.send(message).await;
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
