//! How calls end. A deck of twenty cards, shuffled anew for every twenty calls, so that a short series has
//! variety and a long one has known shares.

use serde::Serialize;

use crate::random::Random;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Inbound,
    Outbound,
    Web,
}

/// How far a conversation comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Course {
    /// To its natural end.
    Whole,
    /// Whole, with many more questions.
    Long,
    /// Cut off in its first seconds.
    Glimpse,
    /// Cut off somewhere in the middle.
    Broken,
    /// Broken, then nobody speaks.
    Silence,
    /// Until the assistant's limit.
    Limit,
    /// A machine answers.
    Voicemail,
    /// Nobody answers: no start, no end, nothing said.
    Unanswered,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CallOutcome {
    pub(crate) direction: Direction,
    pub(crate) course: Course,
    pub(crate) ended_reason: &'static str,
}

const DECK_SIZE: u64 = 20;

const DECK: [CallOutcome; 20] = [
    card(Direction::Inbound, Course::Whole, "customer-ended-call"),
    card(Direction::Inbound, Course::Whole, "customer-ended-call"),
    card(Direction::Inbound, Course::Whole, "customer-ended-call"),
    card(Direction::Inbound, Course::Long, "customer-ended-call"),
    card(Direction::Inbound, Course::Glimpse, "customer-ended-call"),
    card(Direction::Inbound, Course::Broken, "customer-ended-call"),
    card(Direction::Inbound, Course::Whole, "assistant-ended-call"),
    card(Direction::Inbound, Course::Long, "assistant-ended-call"),
    card(Direction::Inbound, Course::Whole, "assistant-said-end-call-phrase"),
    card(Direction::Inbound, Course::Whole, "assistant-forwarded-call"),
    card(Direction::Inbound, Course::Silence, "silence-timed-out"),
    card(Direction::Inbound, Course::Limit, "exceeded-max-duration"),
    card(Direction::Inbound, Course::Broken, "call.in-progress.error-vapifault-deepgram-transcriber-failed"),
    card(Direction::Inbound, Course::Broken, "pipeline-error-openai-llm-failed"),
    card(Direction::Outbound, Course::Whole, "customer-ended-call"),
    card(Direction::Outbound, Course::Voicemail, "voicemail"),
    card(Direction::Outbound, Course::Unanswered, "customer-busy"),
    card(Direction::Outbound, Course::Unanswered, "customer-did-not-answer"),
    card(Direction::Outbound, Course::Unanswered, "twilio-failed-to-connect-call"),
    card(Direction::Web, Course::Whole, "customer-ended-call"),
];

const fn card(direction: Direction, course: Course, ended_reason: &'static str) -> CallOutcome {
    CallOutcome { direction, course, ended_reason }
}

impl CallOutcome {
    pub(crate) fn dealt(seed: u64, index: u64) -> Self {
        let mut deck = DECK;
        Random::of_series(seed ^ 0xDEC4, index / DECK_SIZE).shuffle(&mut deck);
        let place = usize::try_from(index % DECK_SIZE).unwrap_or(0);
        let [ordinary, ..] = DECK;
        deck.get(place).copied().unwrap_or(ordinary)
    }

    pub(crate) fn is_fault_of_vapi(self) -> bool {
        self.ended_reason.contains("vapifault")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_twenty_calls_hold_every_way_to_end() {
        let mut dealt: Vec<_> = (20..40).map(|index| CallOutcome::dealt(9, index).ended_reason).collect();
        let mut deck: Vec<_> = DECK.iter().map(|card| card.ended_reason).collect();
        dealt.sort_unstable();
        deck.sort_unstable();
        assert_eq!(dealt, deck);
    }
}
