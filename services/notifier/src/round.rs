//! One pass over the notifications of one thing.

use std::time::{Duration, Instant};

use service::HandlerError;

/// What came of one notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// Nothing more is to be done about it.
    Done,
    /// To be looked at again.
    Later,
}

/// Counts what remains, so that one recipient's trouble does not keep the message from the others.
pub(crate) struct Round {
    began: Instant,
    begin_within: Duration,
    seen: usize,
    unfinished: usize,
}

impl Round {
    pub(crate) fn begin(begin_within: Duration) -> Self {
        Self { began: Instant::now(), begin_within, seen: 0, unfinished: 0 }
    }

    /// Whether one more attempt would end in time. There is always time for the first: else nothing would
    /// ever be sent.
    pub(crate) fn has_time(&self) -> bool {
        self.seen == 0 || self.began.elapsed() < self.begin_within
    }

    pub(crate) fn note(&mut self, progress: Progress) {
        self.seen += 1;
        self.unfinished += usize::from(progress == Progress::Later);
    }

    pub(crate) fn finish(self) -> Result<(), HandlerError> {
        match self.unfinished {
            0 => Ok(()),
            unfinished => Err(HandlerError::Unfinished { unfinished, what: "the notifications" }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_is_finished_when_nothing_remains() {
        let mut round = Round::begin(Duration::from_secs(40));
        round.note(Progress::Done);
        assert!(round.finish().is_ok());

        let mut round = Round::begin(Duration::from_secs(40));
        for progress in [Progress::Later, Progress::Done, Progress::Later] {
            round.note(progress);
        }
        assert!(matches!(round.finish(), Err(HandlerError::Unfinished { unfinished: 2, .. })));
    }

    #[test]
    fn there_is_time_for_the_first_only_when_time_is_up() {
        let mut round = Round::begin(Duration::ZERO);
        assert!(round.has_time());
        round.note(Progress::Done);
        assert!(!round.has_time());
    }
}
