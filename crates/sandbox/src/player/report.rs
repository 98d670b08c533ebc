//! What came of playing.

use serde::Serialize;
use uuid::Uuid;

use crate::vapi::DeliveryOutcome;

/// Counts of one play.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    pub calls: u64,
    /// In the order in which the calls were over.
    pub call_ids: Vec<Uuid>,
    /// Calls whose report was accepted at least once.
    pub reported: u64,
    /// Attempts that were made, repeats and retries included.
    pub deliveries: u64,
    pub accepted: u64,
    /// Attempts that were rejected or got no answer.
    pub failed: u64,
    /// Messages that a fault kept from being sent.
    pub dropped: u64,
    /// Messages that a fault sent twice.
    pub repeated: u64,
    pub tool_calls: u64,
    /// Tool calls that got a usable answer under their own id.
    pub tool_answers: u64,
    /// Calls that began with an `assistant-request`.
    pub assistant_requests: u64,
    /// Those of them that got an answer, if only that the call is not taken.
    pub assistant_answers: u64,
    /// The longest that a caller waited for an answer.
    pub slowest_answer_ms: u64,
    pub elapsed_ms: u64,
}

impl Report {
    pub(crate) fn count(&mut self, outcome: DeliveryOutcome) {
        match outcome {
            DeliveryOutcome::Dropped => self.dropped += 1,
            DeliveryOutcome::Accepted => {
                self.deliveries += 1;
                self.accepted += 1;
            }
            DeliveryOutcome::Refused
            | DeliveryOutcome::TimedOut
            | DeliveryOutcome::Unreachable
            | DeliveryOutcome::AnswerLost => {
                self.deliveries += 1;
                self.failed += 1;
            }
        }
    }

    pub(crate) fn plus(mut self, other: Self) -> Self {
        self.calls += other.calls;
        self.call_ids.extend(other.call_ids);
        self.reported += other.reported;
        self.deliveries += other.deliveries;
        self.accepted += other.accepted;
        self.failed += other.failed;
        self.dropped += other.dropped;
        self.repeated += other.repeated;
        self.tool_calls += other.tool_calls;
        self.tool_answers += other.tool_answers;
        self.assistant_requests += other.assistant_requests;
        self.assistant_answers += other.assistant_answers;
        self.slowest_answer_ms = self.slowest_answer_ms.max(other.slowest_answer_ms);
        self
    }
}
