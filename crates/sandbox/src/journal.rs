//! A bounded memory: the newest entries, oldest first.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

#[derive(Debug)]
pub(crate) struct Journal<T> {
    entries: Mutex<VecDeque<T>>,
    limit: usize,
}

impl<T: Clone> Journal<T> {
    pub(crate) fn new(limit: usize) -> Self {
        Self { entries: Mutex::new(VecDeque::new()), limit }
    }

    pub(crate) fn push(&self, entry: T) {
        let mut entries = lock(&self.entries);
        while entries.len() >= self.limit {
            entries.pop_front();
        }
        entries.push_back(entry);
    }

    pub(crate) fn all(&self) -> Vec<T> {
        lock(&self.entries).iter().cloned().collect()
    }

    pub(crate) fn matching(&self, matches: impl Fn(&T) -> bool) -> Vec<T> {
        lock(&self.entries).iter().filter(|entry| matches(entry)).cloned().collect()
    }

    pub(crate) fn len(&self) -> usize {
        lock(&self.entries).len()
    }

    pub(crate) fn clear(&self) {
        lock(&self.entries).clear();
    }
}

/// Locks also after a panic elsewhere: every change made under these locks is complete in itself.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_entry_makes_room_for_the_newest() {
        let journal = Journal::new(2);
        for entry in 1..=3 {
            journal.push(entry);
        }
        assert_eq!(journal.all(), [2, 3]);
    }
}
