//! How long a caller waits for a tool, alone and while reports come in.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use chrono::TimeDelta;
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Bench, new_report};
use crate::bodies;
use crate::figures::{Percentiles, median_percentiles};
use crate::load::{self, Target};
use crate::stage::now;
use crate::table::Row;

/// 20 tool calls a second: some hundred calls at a time, each with a tool every few seconds.
const TOOLS_A_SECOND: u32 = 20;

/// Reports that come in meanwhile.
const REPORTS_A_SECOND: u32 = 200;

/// Appointments are half an hour each, within the days that may be booked.
const SLOTS_A_DAY: u32 = 48;

#[derive(Serialize)]
pub(super) struct ToolLatency {
    tool: &'static str,
    reports_a_second: u32,
    milliseconds: Percentiles,
}

pub(super) async fn measure(bench: &Bench) -> anyhow::Result<Vec<ToolLatency>> {
    let target = bench.stage.target()?;
    let slots = Slots(AtomicU32::new(0));
    let message =
        || tool_call("takeMessage", &json!({"message": "Please call me back.", "callerName": "Ana"}));
    let booking = || tool_call("bookAppointment", &slots.next());
    let mut latencies = Vec::new();
    for reports_a_second in [0, REPORTS_A_SECOND] {
        let beside = Beside { target: &target, bench, reports_a_second };
        latencies.push(beside.measure("takeMessage", message, "I've taken your message").await?);
        latencies.push(beside.measure("bookAppointment", booking, "You're booked").await?);
    }
    Ok(latencies)
}

struct Beside<'a> {
    target: &'a Target,
    bench: &'a Bench,
    reports_a_second: u32,
}

impl Beside<'_> {
    async fn measure(
        &self,
        tool: &'static str,
        body: impl Fn() -> String,
        expected: &str,
    ) -> anyhow::Result<ToolLatency> {
        let duration = self.bench.duration;
        let mut rounds = Vec::new();
        for _ in 0..self.bench.rounds {
            self.bench.plain.empty_queues().await?;
            let tools = load::open(self.target, TOOLS_A_SECOND, duration, &body, expected);
            let (tools, ()) = tokio::try_join!(tools, self.reports(duration))?;
            rounds.push(tools.percentiles());
        }
        let milliseconds = median_percentiles(&rounds);
        Ok(ToolLatency { tool, reports_a_second: self.reports_a_second, milliseconds })
    }

    async fn reports(&self, duration: Duration) -> anyhow::Result<()> {
        if self.reports_a_second > 0 {
            load::open(self.target, self.reports_a_second, duration, new_report, "").await?;
        }
        Ok(())
    }
}

fn tool_call(tool: &str, arguments: &Value) -> String {
    bodies::tool_calls(&Uuid::new_v4().to_string(), now(), (tool, arguments))
}

/// Times that are not booked yet, from tomorrow on.
struct Slots(AtomicU32);

impl Slots {
    fn next(&self) -> Value {
        let slot = self.0.fetch_add(1, Ordering::Relaxed);
        let day = now().date_naive() + TimeDelta::days(1 + i64::from(slot / SLOTS_A_DAY));
        let (hour, minute) = (slot % SLOTS_A_DAY / 2, slot % 2 * 30);
        json!({
            "customerName": "Ana",
            "customerPhone": "+14155550199",
            "serviceType": "Consultation",
            "date": day.to_string(),
            "time": format!("{hour:02}:{minute:02}"),
        })
    }
}

impl ToolLatency {
    pub(super) fn row(&self) -> Row {
        let Percentiles { p50, p95, p99, .. } = self.milliseconds;
        let beside = match self.reports_a_second {
            0 => "alone".to_owned(),
            rate => format!("beside {rate} reports a second"),
        };
        let measure = format!("{} answered, {beside}, p50 / p95 / p99", self.tool);
        Row::new(measure, format!("{p50:.1} / {p95:.1} / {p99:.1} ms"), "promised: p99 below 50 ms")
    }
}
