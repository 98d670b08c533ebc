//! Finished calls of a time range, for readers of the API: no call is played and no webhook is sent.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::placed::{Line, PlacedCall};
use super::script::CallScript;
use crate::random::Random;

/// At most 100,000 calls: what the API can hold at once.
const MAX_HISTORY: u64 = 100_000;
/// 7 neighbours share their `createdAt` to the millisecond. It does not divide 1000, so that the edge of a
/// full page falls between two calls of the same moment.
const SAME_MOMENT: u64 = 7;

/// Which calls to make up. `from` is included, `to` is not.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct History {
    pub count: u64,
    pub from: DateTime<Utc>,
    pub to: DateTime<Utc>,
    #[serde(default)]
    pub seed: u64,
    #[serde(default)]
    pub line: Line,
}

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum HistoryError {
    #[error("a history must begin before it ends")]
    Empty,
    #[error("a history must have at most {MAX_HISTORY} calls")]
    TooLong,
}

impl History {
    pub fn calls(&self) -> Result<impl Iterator<Item = PlacedCall> + use<>, HistoryError> {
        if self.count > MAX_HISTORY {
            return Err(HistoryError::TooLong);
        }
        let span = u32::try_from((self.to - self.from).num_seconds()).unwrap_or(u32::MAX);
        if self.to <= self.from {
            return Err(HistoryError::Empty);
        }
        let (seed, from, line) = (self.seed, self.from, Arc::new(self.line.clone()));
        Ok((0..self.count).map(move |index| {
            let mut random = Random::of_series(seed ^ 0x4157, index / SAME_MOMENT);
            let seconds = random.between(0, span.saturating_sub(1));
            let created_at = from + TimeDelta::seconds(i64::from(seconds));
            PlacedCall::new(CallScript::generate(seed, index), Arc::clone(&line), created_at)
        }))
    }
}
