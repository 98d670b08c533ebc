//! Lays a conversation out in time.

use super::facts::Facts;
use super::outcome::{CallOutcome, Course, Direction};
use super::scenario::{Repertoire, Scenario, ScenarioStep};
use super::turn::{Speech, Turn};
use crate::random::Random;

/// The assistant's `maxDurationSeconds`, in milliseconds: the longest call there is.
pub(crate) const MAX_CONVERSATION_MS: u32 = 9 * 60 * 1000;
/// The assistant's `silenceTimeoutSeconds`, in milliseconds.
const SILENCE_MS: u32 = 30_000;
/// Speech runs at about sixteen characters a second.
const MS_PER_CHARACTER: u32 = 62;
const SHORTEST_SPEECH_MS: u32 = 600;
const GREETING_DELAY_MS: u32 = 350;

#[derive(Debug)]
pub(crate) struct Timeline {
    pub(crate) answered_ms: Option<u32>,
    pub(crate) ended_ms: u32,
    pub(crate) turns: Vec<Turn>,
}

pub(crate) fn lay_out(
    outcome: CallOutcome,
    scenario: &Scenario,
    language: &Repertoire,
    facts: &Facts,
    random: &mut Random,
) -> Timeline {
    let ringing_ms = random.between(900, 6_000);
    if outcome.course == Course::Unanswered {
        let ended_ms = ringing_ms + random.between(0, 20_000);
        return Timeline { answered_ms: None, ended_ms, turns: Vec::new() };
    }
    let speeches = speak(outcome, scenario, language, facts, random);
    let mut clock = ringing_ms + GREETING_DELAY_MS;
    let mut turns = Vec::with_capacity(speeches.len());
    for speech in speeches {
        let end_ms = clock + length_ms(&speech, random);
        turns.push(Turn { start_ms: clock, end_ms, speech });
        clock = end_ms + random.between(400, 1_400);
    }
    let ended_ms = cut(outcome.course, ringing_ms, &mut turns, random);
    Timeline { answered_ms: Some(ringing_ms), ended_ms, turns }
}

/// Everything that would be said if nothing cut it off.
fn speak(
    outcome: CallOutcome,
    scenario: &Scenario,
    language: &Repertoire,
    facts: &Facts,
    random: &mut Random,
) -> Vec<Speech> {
    let greeting = match outcome.direction {
        Direction::Outbound => scenario.business.outbound_greeting,
        Direction::Inbound | Direction::Web => scenario.business.greeting,
    };
    let mut speeches = vec![Speech::Assistant(greeting.to_owned())];
    if outcome.course == Course::Voicemail {
        // A machine speaks first.
        speeches.clear();
    }
    let questions = match outcome.course {
        Course::Long => random.between(8, 22),
        Course::Limit => 80,
        Course::Whole => random.between(0, 3),
        Course::Glimpse | Course::Broken | Course::Silence | Course::Voicemail | Course::Unanswered => 0,
    };
    let closing = scenario.steps.len().saturating_sub(2);
    for (place, step) in scenario.steps.iter().enumerate() {
        if place == closing {
            for _ in 0..questions {
                let (question, answer) = random.pick(language.small_talk);
                speeches.push(Speech::Caller(question.to_owned()));
                speeches.push(Speech::Assistant(answer.to_owned()));
            }
        }
        speeches.push(match step {
            ScenarioStep::Assistant(text) => Speech::Assistant(facts.fill(text)),
            ScenarioStep::Caller(text) => Speech::Caller(facts.fill(text)),
            ScenarioStep::Tool(tool) => Speech::Tool(facts.tool_use(*tool, language, random)),
        });
    }
    speeches
}

fn length_ms(speech: &Speech, random: &mut Random) -> u32 {
    match speech {
        Speech::Tool(_) => random.between(300, 1_200),
        Speech::Assistant(text) | Speech::Caller(text) => {
            let characters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
            characters.saturating_mul(MS_PER_CHARACTER).max(SHORTEST_SPEECH_MS)
        }
    }
}

/// Ends the conversation where its course says, drops what would come later, and gives the moment of the end.
fn cut(course: Course, answered_ms: u32, turns: &mut Vec<Turn>, random: &mut Random) -> u32 {
    let last_end = |turns: &[Turn]| turns.last().map_or(answered_ms + 3_000, |turn| turn.end_ms);
    let limit = answered_ms + MAX_CONVERSATION_MS;
    let ended_ms = match course {
        Course::Glimpse => answered_ms + random.between(3_000, 8_000),
        Course::Limit => limit,
        Course::Broken | Course::Silence => {
            // Never before the first question, never the whole conversation.
            let latest = u32::try_from(turns.len()).unwrap_or(u32::MAX).saturating_sub(2).max(3);
            let kept = random.between(3, latest);
            turns.truncate(usize::try_from(kept).unwrap_or(usize::MAX));
            last_end(turns) + if course == Course::Silence { SILENCE_MS } else { random.between(50, 400) }
        }
        Course::Whole | Course::Long | Course::Voicemail | Course::Unanswered => {
            last_end(turns) + random.between(200, 900)
        }
    };
    let ended_ms = ended_ms.min(limit);
    turns.retain(|turn| turn.start_ms < ended_ms);
    for turn in turns.iter_mut() {
        turn.end_ms = turn.end_ms.min(ended_ms);
    }
    // A tool that had no time to answer was not called.
    while turns.last().is_some_and(|turn| matches!(turn.speech, Speech::Tool(_)) && turn.end_ms >= ended_ms) {
        turns.pop();
    }
    ended_ms
}
