//! How long each part of an answer took.

use std::time::Duration;

use serde_json::{Value, json};

/// What the flight recorder keeps, in milliseconds. What did not happen is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Stages {
    pub(crate) verify: Duration,
    pub(crate) parse: Duration,
    /// For a place among the questions in flight, and a connection.
    pub(crate) wait: Duration,
    pub(crate) run: Duration,
    pub(crate) commit: Duration,
    /// From the commit until the answer is whole: the control address, if it is called.
    pub(crate) answer: Duration,
    /// Since the request began to be read.
    pub(crate) total: Duration,
}

impl Stages {
    pub(crate) fn json(&self) -> Value {
        json!({
            "verify": milliseconds(self.verify),
            "parse": milliseconds(self.parse),
            "wait": milliseconds(self.wait),
            "run": milliseconds(self.run),
            "commit": milliseconds(self.commit),
            "answer": milliseconds(self.answer),
            "total": milliseconds(self.total),
        })
    }
}

/// To the hundredth: verifying takes less than a tenth.
fn milliseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 100_000.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_is_recorded_to_the_hundredth_of_a_millisecond() {
        let stages = Stages { verify: Duration::from_nanos(1_234_567), ..Stages::default() };
        assert_eq!(stages.json()["verify"], 1.23);
    }
}
