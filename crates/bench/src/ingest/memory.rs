//! What the process holds after many messages.

use std::time::Duration;

use serde::Serialize;
use uuid::Uuid;

use crate::bodies;
use crate::load::{self, a_second};
use crate::side::Side;
use crate::stage::now;
use crate::table::{Row, print_progress};

/// 64 requests in flight: half of what ingest has in flight to the broker.
const AT_ONCE: usize = 64;

/// Memory is read 10 times: after each tenth of the messages.
const SAMPLES: u64 = 10;

#[derive(Serialize)]
pub(super) struct Memory {
    at_start_bytes: u64,
    messages: u64,
    /// Bytes after each tenth of them.
    samples: Vec<u64>,
}

pub(super) async fn measure(side: &Side, at_start_bytes: u64, messages: u64) -> anyhow::Result<Memory> {
    let body = || bodies::status_update(&Uuid::new_v4().to_string(), now());
    let mut accepted = 0;
    let mut samples = Vec::new();
    for sample in 1..=SAMPLES {
        while accepted < messages * sample / SAMPLES {
            accepted += load::closed(&side.target, AT_ONCE, Duration::from_secs(1), body).await?.count;
        }
        samples.push(side.ingest.memory()?);
        print_progress(&format!("{accepted} accepted, {} MB", side.ingest.memory()? / 1_000_000));
    }
    Ok(Memory { at_start_bytes, messages: accepted, samples })
}

impl Memory {
    pub(super) fn row(&self) -> Row {
        let megabytes = |bytes: u64| a_second(bytes, Duration::from_secs(1)) / 1e6;
        let (first, last) = (self.samples.first().copied(), self.samples.last().copied());
        Row::new(
            format!("memory after {} messages", self.messages),
            format!("{:.0} MB", megabytes(last.unwrap_or_default())),
            format!(
                "{:.0} MB at start, {:.0} MB after the first tenth",
                megabytes(self.at_start_bytes),
                megabytes(first.unwrap_or_default())
            ),
        )
    }
}
