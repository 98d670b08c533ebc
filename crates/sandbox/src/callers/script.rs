//! A call, written down before it happens.

use serde_json::{Value, json};
use uuid::Uuid;

use super::outcome::{CallOutcome, Course, Direction};
use super::scenarios::{Business, Language, Repertoire, Scenario, Tool};
use super::timeline::lay_out;
use crate::random::Random;

/// Nothing in it depends on a clock: times are milliseconds since the call was created.
#[derive(Clone, Debug, PartialEq)]
pub struct CallScript {
    pub call_id: Uuid,
    pub index: u64,
    pub direction: Direction,
    pub language: Language,
    /// Absent when the call comes from a browser.
    pub customer_number: Option<String>,
    pub customer_name: &'static str,
    pub ended_reason: &'static str,
    /// Absent when nobody answered: such a call has neither a start nor an end.
    pub answered_ms: Option<u32>,
    pub ended_ms: u32,
    pub turns: Vec<Turn>,
    pub summary: Option<String>,
    pub successful: bool,
    pub forwarded_to: Option<String>,
    pub(crate) business: &'static Business,
    pub(crate) charged: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    pub start_ms: u32,
    pub end_ms: u32,
    pub speech: Speech,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Speech {
    Assistant(String),
    Caller(String),
    Tool(ToolUse),
}

#[derive(Clone, Debug, PartialEq)]
pub struct ToolUse {
    pub id: String,
    pub name: &'static str,
    pub description: &'static str,
    pub arguments: Value,
    /// The answer when no server is asked.
    pub scripted_answer: String,
}

/// 12 callers: few enough that they call again.
const CALLERS_PER_LANGUAGE: u32 = 12;

impl CallScript {
    /// The same seed and index always make the same call.
    pub fn generate(seed: u64, index: u64) -> Self {
        let mut random = Random::of_series(seed, index);
        let outcome = CallOutcome::dealt(seed, index);
        let language = Language::drawn(&mut random);
        let facts = Facts::drawn(language, &mut random);
        let call_id = random.uuid();
        let repertoire = language.repertoire();
        let scenario = choose(repertoire, outcome, &mut random);
        let timeline = lay_out(outcome, scenario, repertoire, &facts, &mut random);
        Self {
            call_id,
            index,
            direction: outcome.direction,
            language,
            customer_number: (outcome.direction != Direction::Web).then(|| facts.number.clone()),
            customer_name: facts.name,
            ended_reason: outcome.ended_reason,
            summary: summarize(outcome, scenario, repertoire, &facts),
            successful: matches!(outcome.course, Course::Whole | Course::Long),
            forwarded_to: (outcome.ended_reason == "assistant-forwarded-call")
                .then(|| "+14155550142".to_owned()),
            business: scenario.business,
            charged: timeline.answered_ms.is_some() && !outcome.is_fault_of_vapi(),
            answered_ms: timeline.answered_ms,
            ended_ms: timeline.ended_ms,
            turns: timeline.turns,
        }
    }

    /// A series of calls, made as it is walked.
    pub fn series(seed: u64, count: u64) -> impl Iterator<Item = Self> {
        (0..count).map(move |index| Self::generate(seed, index))
    }

    /// The call is not taken: nothing is said, and nothing is charged.
    pub(crate) fn stay_untaken(&mut self, ended_reason: &'static str) {
        self.ended_reason = ended_reason;
        self.ended_ms = self.answered_ms.take().unwrap_or(self.ended_ms);
        self.turns.clear();
        self.summary = None;
        self.successful = false;
        self.charged = false;
    }

    /// What the assistant says after it has used a tool is what the tool answered.
    pub(crate) fn speak_answer(&mut self, tool_call_id: &str, answer: &str) {
        let used = |turn: &Turn| matches!(&turn.speech, Speech::Tool(tool) if tool.id == tool_call_id);
        let Some(place) = self.turns.iter().position(used) else { return };
        if let Some(Turn { speech: Speech::Assistant(text), .. }) = self.turns.get_mut(place + 1) {
            answer.clone_into(text);
        }
    }

    pub(crate) fn forward(&mut self, number: String) {
        self.ended_reason = "assistant-forwarded-call";
        self.forwarded_to = Some(number);
    }

    pub fn tool_uses(&self) -> impl Iterator<Item = &ToolUse> {
        self.turns.iter().filter_map(|turn| match &turn.speech {
            Speech::Tool(tool) => Some(tool),
            Speech::Assistant(_) | Speech::Caller(_) => None,
        })
    }
}

/// What a caller is and wants: fills the braces of a conversation.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    pub(crate) name: &'static str,
    pub(crate) number: String,
    pub(crate) day: &'static str,
    pub(crate) time: &'static str,
}

impl Facts {
    fn drawn(language: Language, random: &mut Random) -> Self {
        let repertoire = language.repertoire();
        let caller = random.between(0, CALLERS_PER_LANGUAGE - 1);
        // A number belongs to one person, so the name follows from it.
        let name = repertoire.names.iter().cycle().nth(caller as usize).copied().unwrap_or_default();
        let number = match language {
            Language::English => format!("+1415555{:04}", 2000 + caller * 37),
            Language::Russian => format!("+7495{:07}", 5_550_000 + caller * 1009),
        };
        Self { name, number, day: random.pick(repertoire.days), time: random.pick(repertoire.times) }
    }

    pub(crate) fn fill(&self, text: &str) -> String {
        text.replace("{name}", self.name)
            .replace("{number}", &self.number)
            .replace("{day}", self.day)
            .replace("{time}", self.time)
    }

    pub(crate) fn tool_use(&self, tool: Tool, language: &Repertoire, random: &mut Random) -> ToolUse {
        let words = (language.tools)(tool);
        let arguments = match tool {
            Tool::ListAvailableSlots => json!({"serviceType": words.subject, "date": self.day}),
            Tool::BookAppointment => json!({
                "customerName": self.name, "customerPhone": self.number, "serviceType": words.subject,
                "date": self.day, "time": self.time,
            }),
            Tool::TakeMessage | Tool::TakeUrgentMessage => json!({
                "callerName": self.name, "callerPhone": self.number, "message": words.subject,
                "urgent": tool == Tool::TakeUrgentMessage,
            }),
            Tool::ScheduleCallback => json!({
                "phoneNumber": self.number, "callerName": self.name, "reason": words.subject,
                "preferredTime": format!("{} {}", self.day, self.time),
            }),
            Tool::LogDriverCallout => json!({
                "driverName": self.name, "reason": "sick", "routeNumber": "412", "additionalNotes": words.subject,
            }),
            Tool::TransferCall => json!({"destination": "manager", "reason": words.subject}),
            Tool::VerifyInsurance => json!({"insurer": words.subject}),
        };
        ToolUse {
            id: format!("call_{}", random.letters(24)),
            name: tool.name(),
            description: tool.description(),
            arguments,
            scripted_answer: self.fill(words.answer),
        }
    }
}

fn choose(repertoire: &'static Repertoire, outcome: CallOutcome, random: &mut Random) -> &'static Scenario {
    match (outcome.direction, outcome.course) {
        (_, Course::Voicemail) => repertoire.voicemail,
        (Direction::Outbound, _) => repertoire.outbound,
        (Direction::Inbound | Direction::Web, _) => random.pick(repertoire.scenarios),
    }
}

fn summarize(
    outcome: CallOutcome,
    scenario: &Scenario,
    language: &Repertoire,
    facts: &Facts,
) -> Option<String> {
    match outcome.course {
        Course::Unanswered => None,
        Course::Whole | Course::Long | Course::Limit | Course::Voicemail => {
            Some(facts.fill(scenario.summary))
        }
        Course::Glimpse | Course::Broken | Course::Silence => Some(language.cut_short.to_owned()),
    }
}
