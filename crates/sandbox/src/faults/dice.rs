//! Decides from the seed which request meets which fault.

use std::sync::Mutex;

use super::api_faults::ApiFaults;
use crate::journal::lock;
use crate::random::Random;

/// The fault that one request meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DrawnFault {
    None,
    Error,
    AnswerLost,
}

/// One generator an area, so that the traffic of one does not change the luck of another.
#[derive(Debug)]
pub(crate) struct Dice {
    random: Mutex<Random>,
}

impl Dice {
    /// `area` is a number of its own for each.
    pub(crate) fn new(seed: u64, area: u64) -> Self {
        Self { random: Mutex::new(Random::of_series(seed, area)) }
    }

    pub(crate) fn throw(&self, faults: &ApiFaults) -> DrawnFault {
        let mut random = lock(&self.random);
        // Both are always drawn: turning one knob must not shift the other's luck.
        let error = random.chance(faults.error_rate);
        let lost = random.chance(faults.answer_lost_rate);
        match (error, lost) {
            (true, _) => DrawnFault::Error,
            (false, true) => DrawnFault::AnswerLost,
            (false, false) => DrawnFault::None,
        }
    }
}
