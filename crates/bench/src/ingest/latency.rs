//! How long a report's acceptance takes, at rates that leave the machine room and at one that does not.

use std::time::Duration;

use serde::Serialize;

use super::Bench;
use crate::bodies::new_report;
use crate::figures::{Percentiles, median_percentiles};
use crate::load;
use crate::side::Side;
use crate::table::Row;

const RATES: [u32; 3] = [50, 200, 1_000];

#[derive(Serialize)]
pub(super) struct Latency {
    a_second: u32,
    milliseconds: Percentiles,
}

/// How long acceptance takes at `rate` reports a second.
pub(crate) async fn round(side: &Side, rate: u32, duration: Duration) -> anyhow::Result<Percentiles> {
    Ok(load::open(&side.target, rate, duration, new_report, "").await?.percentiles())
}

pub(super) async fn measure(bench: &Bench) -> anyhow::Result<Vec<Latency>> {
    let mut latencies = Vec::new();
    for rate in RATES {
        let mut rounds = Vec::new();
        for _ in 0..bench.rounds {
            bench.side.empty_queues().await?;
            rounds.push(round(&bench.side, rate, bench.duration).await?);
        }
        latencies.push(Latency { a_second: rate, milliseconds: median_percentiles(&rounds) });
    }
    Ok(latencies)
}

impl Latency {
    pub(super) fn row(&self) -> Row {
        let Percentiles { p50, p95, p99, .. } = self.milliseconds;
        let measure = format!("accept latency at {} a second, p50 / p95 / p99", self.a_second);
        Row::new(measure, format!("{p50:.1} / {p95:.1} / {p99:.1} ms"), "target: below 500 ms")
    }
}
