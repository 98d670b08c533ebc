//! A call, written down before it happens.

use uuid::Uuid;

use super::facts::Facts;
use super::outcome::{CallOutcome, Course, Direction};
use super::scenario::{Business, Repertoire, Scenario};
use super::scenarios::Language;
use super::timeline::lay_out;
use super::turn::{Speech, ToolUse, Turn};
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
