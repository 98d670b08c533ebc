//! The tables of reasons, as people review them.

use std::collections::HashMap;
use std::sync::LazyLock;

use domain::call::FaultOwner;
use domain::{CallRejection, Language};

/// Every reason that is known: who caused the end, and why in words.
const REASONS: &str = include_str!("../../ended-reasons.tsv");

/// The same for reasons that depend on what we answered, by why that was.
const ANSWERED: &str = include_str!("../../ended-reasons-answered.tsv");

static REASONS_READ: LazyLock<HashMap<&str, Entry>> =
    LazyLock::new(|| rows(REASONS).filter_map(reason).collect());

static ANSWERED_READ: LazyLock<Vec<Answered>> = LazyLock::new(|| rows(ANSWERED).filter_map(answer).collect());

#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) owner: FaultOwner,
    en: &'static str,
    ru: &'static str,
}

/// What a reason means where we rejected the call.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answered {
    reason: &'static str,
    pub(super) because: CallRejection,
    pub(super) entry: Entry,
}

impl Entry {
    pub(super) fn words(&self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            Language::Ru => self.ru,
        }
    }
}

pub(super) fn of(reason: &str) -> Option<&'static Entry> {
    REASONS_READ.get(reason)
}

/// What a reason may mean where we rejected the call; nothing for a reason that does not depend on it.
pub(super) fn answered(reason: &str) -> impl Iterator<Item = &'static Answered> {
    ANSWERED_READ.iter().filter(move |row| row.reason == reason)
}

/// Without the header.
fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().skip(1)
}

fn reason(row: &'static str) -> Option<(&'static str, Entry)> {
    let mut fields = row.split('\t');
    Some((fields.next()?, entry(&mut fields)?))
}

fn answer(row: &'static str) -> Option<Answered> {
    let mut fields = row.split('\t');
    Some(Answered {
        reason: fields.next()?,
        because: fields.next()?.parse().ok()?,
        entry: entry(&mut fields)?,
    })
}

fn entry(fields: &mut impl Iterator<Item = &'static str>) -> Option<Entry> {
    Some(Entry { owner: fields.next()?.parse().ok()?, en: fields.next()?, ru: fields.next()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As many as Vapi's API and its SDKs list.
    const KNOWN: usize = 604;

    #[test]
    fn every_row_is_read_and_stands_once_in_its_place() {
        assert_eq!(REASONS.lines().next(), Some("reason\tattribution\ten\tru"));
        let names: Vec<&str> = rows(REASONS).filter_map(|row| row.split('\t').next()).collect();
        assert!(names.is_sorted_by(|one, next| one < next), "sorted, each once");
        assert_eq!((names.len(), REASONS_READ.len()), (KNOWN, KNOWN));

        assert_eq!(ANSWERED.lines().next(), Some("reason\tanswered\tattribution\ten\tru"));
        assert_eq!(rows(ANSWERED).count(), ANSWERED_READ.len());
    }

    #[test]
    fn every_row_has_words_in_every_language_that_end_as_a_clause_does() {
        for (table, columns) in [(REASONS, 4), (ANSWERED, 5)] {
            for row in rows(table) {
                let fields: Vec<&str> = row.split('\t').collect();
                assert_eq!(fields.len(), columns, "{row}");
                for text in &fields {
                    assert!(!text.is_empty() && *text == text.trim() && !text.ends_with('.'), "{row}");
                }
                let (en, ru) = (fields[columns - 2], fields[columns - 1]);
                assert!(en.is_ascii(), "{row}");
                assert!(ru.chars().any(|letter| ('а'..='я').contains(&letter)), "{row}");
            }
        }
    }

    #[test]
    fn a_reason_that_depends_on_our_answer_has_words_of_its_own_for_each_way_to_reject_a_call() {
        for row in &*ANSWERED_READ {
            assert!(of(row.reason).is_some_and(|entry| entry.owner != row.entry.owner), "{row:?}");
            let ways: Vec<CallRejection> = answered(row.reason).map(|row| row.because).collect();
            assert!(CallRejection::ALL.iter().all(|way| ways.contains(way)), "{row:?}");
            let same = answered(row.reason).filter(|other| other.entry.owner == row.entry.owner);
            assert_eq!(same.count(), 1, "words are found again by the owner: {row:?}");
        }
    }
}
