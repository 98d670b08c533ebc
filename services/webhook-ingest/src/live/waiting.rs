//! What waits to be written down: bounded, and what is needed least is forgotten first.

use std::collections::VecDeque;

use db::live_questions::{Question, QuestionAnswer};
use domain::OrganizationId;
use serde_json::Value;
use tools::Transfer;

/// At most 1,024 entries: minutes of a busy day's questions. To lose older ones harms no caller, only the
/// operator's records.
const MAX_ENTRIES: usize = 1_024;

/// At most 16 MiB: far more than 1,024 questions of the usual size.
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// 1 KiB: about what an entry takes beside its arguments and its answer.
const ENTRY_BYTES: usize = 1_024;

#[derive(Default)]
pub(crate) struct Waiting {
    entries: VecDeque<Entry>,
    bytes: usize,
}

pub(crate) struct Entry {
    pub(crate) organization: OrganizationId,
    pub(crate) record: Record,
}

pub(crate) enum Record {
    /// A question that was in no transaction of its own: a tool's that was missed, and what is no tool.
    Question { question: Box<Question>, answer: Box<QuestionAnswer> },
    /// What Vapi made of a transfer: why it failed, or nothing.
    Transferred { transfer: Box<Transfer>, failed: Option<String> },
    /// What a tool's own transaction could not know.
    Timed { vapi_call_id: String, question_id: String, stages: Value },
}

impl Waiting {
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Adds an entry; returns how many were forgotten for it. The outcome of a transfer never is, as an
    /// action waits for it: there can't be more of these than commits while Postgres is up.
    pub(crate) fn add(&mut self, entry: Entry) -> u64 {
        self.bytes += entry.record.bytes();
        self.entries.push_back(entry);
        let mut forgotten = 0;
        while (self.entries.len() > MAX_ENTRIES || self.bytes > MAX_BYTES) && self.forget_one() {
            forgotten += 1;
        }
        forgotten
    }

    /// Takes the oldest, at most `most` of them.
    pub(crate) fn take(&mut self, most: usize) -> Vec<Entry> {
        let most = self.entries.len().min(most);
        let taken: Vec<Entry> = self.entries.drain(..most).collect();
        self.bytes -= taken.iter().map(|entry| entry.record.bytes()).sum::<usize>();
        taken
    }

    /// Puts what was taken before all others.
    pub(crate) fn give_back(&mut self, organization: OrganizationId, records: Vec<Record>) {
        for record in records.into_iter().rev() {
            self.bytes += record.bytes();
            self.entries.push_front(Entry { organization, record });
        }
    }

    /// The oldest of what is only a measurement, else the oldest question.
    fn forget_one(&mut self) -> bool {
        let oldest = |is_it: fn(&Record) -> bool| self.entries.iter().position(|entry| is_it(&entry.record));
        let place = oldest(|record| matches!(record, Record::Timed { .. }))
            .or_else(|| oldest(|record| matches!(record, Record::Question { .. })));
        let Some(entry) = place.and_then(|place| self.entries.remove(place)) else { return false };
        self.bytes -= entry.record.bytes();
        true
    }
}

impl Record {
    fn bytes(&self) -> usize {
        let content = match self {
            Self::Question { question, answer } => {
                let arguments =
                    question.arguments.as_ref().map_or(0, |arguments| arguments.to_string().len());
                arguments + answer.answer.to_string().len()
            }
            Self::Transferred { .. } | Self::Timed { .. } => 0,
        };
        content + ENTRY_BYTES
    }
}

#[cfg(test)]
mod tests {
    use db::live_questions::{Question, QuestionAnswer};
    use domain::{QuestionOutcome, WebhookId};
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    fn timed(n: usize) -> Entry {
        let record =
            Record::Timed { vapi_call_id: String::new(), question_id: n.to_string(), stages: json!({}) };
        Entry { organization: OrganizationId(Uuid::nil()), record }
    }

    fn question(n: usize, bytes: usize) -> Entry {
        let question = Question {
            vapi_call_id: String::new(),
            question_id: n.to_string(),
            webhook: WebhookId(Uuid::nil()),
            kind: "tool-calls",
            tool: None,
            arguments: Some("a".repeat(bytes).into()),
            trace_id: None,
            asked_at: "2026-11-20T15:10:00Z".parse().unwrap(),
        };
        let answer = QuestionAnswer {
            call: None,
            outcome: QuestionOutcome::Missed,
            answer: json!(null),
            stages: json!({}),
            error: None,
        };
        let record = Record::Question { question: Box::new(question), answer: Box::new(answer) };
        Entry { organization: OrganizationId(Uuid::nil()), record }
    }

    #[test]
    fn the_oldest_measurement_is_forgotten_before_any_question() {
        let mut waiting = Waiting::default();
        waiting.add(question(0, 0));
        for n in 1..MAX_ENTRIES {
            assert_eq!(waiting.add(timed(n)), 0);
        }
        assert_eq!(waiting.add(question(MAX_ENTRIES, 0)), 1);
        let first = waiting.take(2);
        let ids: Vec<&str> = first
            .iter()
            .map(|entry| match &entry.record {
                Record::Question { question, .. } => question.question_id.as_str(),
                Record::Timed { question_id, .. } => question_id,
                Record::Transferred { .. } => "",
            })
            .collect();
        assert_eq!(ids, ["0", "2"]);
    }

    #[test]
    fn few_great_questions_fill_it_as_many_small_ones_do_and_what_is_taken_leaves_room() {
        let mut waiting = Waiting::default();
        let half = MAX_BYTES / 2 - 2 * ENTRY_BYTES;
        assert_eq!((waiting.add(question(0, half)), waiting.add(question(1, half))), (0, 0));
        assert_eq!(waiting.add(question(2, half)), 1);
        let taken = waiting.take(2);
        assert_eq!((taken.len(), waiting.bytes), (2, 0));
        waiting.give_back(OrganizationId(Uuid::nil()), taken.into_iter().map(|entry| entry.record).collect());
        assert_eq!(waiting.add(question(3, half)), 1);
    }
}
