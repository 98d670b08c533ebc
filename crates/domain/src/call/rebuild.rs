//! A call read anew from messages that were merged before.
//!
//! To the merge a repeat is a repeat: a fact with the same stamp changes nothing. When the reader of messages
//! has changed, what it read from the same messages before must go first; what another source reported stays.

use super::merge::{Call, Change, Facts, Observation, Stamp, forget_facts};
use super::status::Status;

impl Call {
    /// Replaces all that these observations reported of the call before by what they report now.
    ///
    /// They are known again by rank, time and source: a reader that has changed may give the same content
    /// another hash.
    pub fn rebuild(self, observations: Vec<Observation>) -> (Self, Change) {
        let (before, news_before) = (self.clone(), news(&self));
        let mut call = self;
        call.forget(|stamp| {
            let mut seen = observations.iter().flat_map(|seen| [seen.stamp, seen.stamp.derived()]);
            seen.any(|seen| Stamp { hash: stamp.hash, ..seen } == stamp)
        });
        let call = observations.into_iter().fold(call, |call, observation| call.merge(observation).0);
        let became_final = call.is_final && !before.is_final;
        let changed = became_final || call.status != before.status || news(&call) != news_before;
        let must_save = call != before;
        (call, Change { changed, became_final, must_save })
    }

    fn forget(&mut self, is_one: impl Fn(Stamp) -> bool) {
        if self.stamps.status.is_some_and(&is_one) {
            self.status = Status::Queued;
            self.stamps.status = None;
        }
        forget_facts(&mut self.facts, &mut self.stamps, is_one);
    }
}

/// The facts that are news when they change: another wording alone is none.
fn news(call: &Call) -> Facts {
    Facts { raw_data: None, ..call.facts.clone() }
}
