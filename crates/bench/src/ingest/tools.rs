//! How long a caller waits for a tool, alone and while reports come in.

use std::time::Duration;

use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::side::Side;
use super::slots::Slots;
use super::{Bench, new_report};
use crate::bodies;
use crate::figures::{Percentiles, median_percentiles};
use crate::load;
use crate::stage::now;
use crate::table::Row;

/// 20 tool calls a second: some hundred calls at a time, each with a tool every few seconds.
const TOOLS_A_SECOND: u32 = 20;

/// Reports that come in meanwhile.
const REPORTS_A_SECOND: u32 = 200;

#[derive(Serialize)]
pub(super) struct ToolLatency {
    tool: &'static str,
    reports_a_second: u32,
    milliseconds: Percentiles,
}

/// A tool that a call uses once.
pub(super) struct Tool {
    pub(super) name: &'static str,
    arguments: fn(&Slots) -> Value,
    /// What every answer contains.
    expected: &'static str,
}

pub(super) const TOOLS: [Tool; 2] = [
    Tool {
        name: "takeMessage",
        arguments: |_| json!({"message": "Please call me back.", "callerName": "Ana"}),
        expected: "I've taken your message",
    },
    Tool { name: "bookAppointment", arguments: Slots::next, expected: "You're booked" },
];

/// How long callers wait for a tool while reports come in.
pub(super) async fn round(
    side: &Side,
    tool: &Tool,
    reports_a_second: u32,
    duration: Duration,
) -> anyhow::Result<Percentiles> {
    let body = || tool_call(tool.name, &(tool.arguments)(&side.slots));
    let tools = load::open(&side.target, TOOLS_A_SECOND, duration, body, tool.expected);
    let (tools, ()) = tokio::try_join!(tools, reports(side, reports_a_second, duration))?;
    Ok(tools.percentiles())
}

async fn reports(side: &Side, a_second: u32, duration: Duration) -> anyhow::Result<()> {
    if a_second > 0 {
        load::open(&side.target, a_second, duration, new_report, "").await?;
    }
    Ok(())
}

pub(super) async fn measure(bench: &Bench) -> anyhow::Result<Vec<ToolLatency>> {
    let mut latencies = Vec::new();
    for reports_a_second in [0, REPORTS_A_SECOND] {
        for tool in &TOOLS {
            let mut rounds = Vec::new();
            for _ in 0..bench.rounds {
                bench.side.empty_queues().await?;
                rounds.push(round(&bench.side, tool, reports_a_second, bench.duration).await?);
            }
            let milliseconds = median_percentiles(&rounds);
            latencies.push(ToolLatency { tool: tool.name, reports_a_second, milliseconds });
        }
    }
    Ok(latencies)
}

fn tool_call(tool: &str, arguments: &Value) -> String {
    bodies::tool_calls(&Uuid::new_v4().to_string(), now(), (tool, arguments))
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
