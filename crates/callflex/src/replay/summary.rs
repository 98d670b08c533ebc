//! What a replay came to.

use std::collections::BTreeMap;

use super::one_call::{Reading, Replayed};
use crate::terminal::table;

#[derive(Default)]
pub(crate) struct Summary {
    messages: usize,
    ignored: usize,
    unreadable: usize,
    calls: usize,
    new: usize,
    changed: usize,
    /// Reported under an id that no call can have.
    pub(crate) malformed_ids: usize,
    pub(crate) failed: usize,
    questions: BTreeMap<String, usize>,
    events: BTreeMap<&'static str, usize>,
    held_back: usize,
}

impl Summary {
    pub(crate) fn read(&mut self, reading: &Reading) {
        self.calls += 1;
        self.messages += reading.messages.len();
        self.ignored += reading.ignored;
        self.unreadable += reading.unreadable.len();
        for question in &reading.questions {
            *self.questions.entry(question.outcome.to_string()).or_default() += 1;
        }
    }

    pub(crate) fn replayed(&mut self, replayed: &Replayed) {
        if replayed.is_new {
            self.new += 1;
        } else if !replayed.differences.is_empty() {
            self.changed += 1;
        }
        self.held_back += usize::from(replayed.is_held_back);
        if let Some(name) = replayed.event {
            *self.events.entry(name).or_default() += 1;
        }
    }

    pub(crate) fn shown(&self, applied: bool) -> String {
        let unchanged = self.calls.saturating_sub(self.new + self.changed + self.failed);
        let mut rows: Vec<(String, usize)> = [
            ("messages read", self.messages),
            ("messages ignored", self.ignored),
            ("messages that could not be read", self.unreadable),
            ("calls", self.calls),
            ("calls unchanged", unchanged),
            ("calls changed", self.changed),
            ("calls new", self.new),
            ("calls that failed", self.failed),
            ("ids that no call can have", self.malformed_ids),
            ("calls left out without --notify", self.held_back),
        ]
        .map(|(name, count)| (name.to_owned(), count))
        .into();
        rows.extend(self.questions.iter().map(|(outcome, count)| (format!("questions {outcome}"), *count)));
        rows.extend(self.events.iter().map(|(name, count)| (format!("events {name}"), *count)));
        let rows: Vec<(&str, String)> =
            rows.iter().map(|(name, count)| (name.as_str(), count.to_string())).collect();
        let word =
            if applied { "Applied." } else { "A dry run: nothing was changed. --apply keeps what differs." };
        format!("{}\n  {word}", table(&rows))
    }
}
