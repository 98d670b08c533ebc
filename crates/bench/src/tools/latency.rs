//! How long a caller waits for a tool, alone and while reports come in.

use std::time::Duration;

use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::bodies::{self, new_report};
use crate::figures::{Percentiles, median_percentiles};
use crate::load;
use crate::side::Side;
use crate::slots::Slots;
use crate::stage::now;
use crate::table::Row;

/// 20 tool calls a second: some hundred calls at a time, each with a tool every few seconds.
const TOOLS_A_SECOND: u32 = 20;

#[derive(Serialize)]
pub(crate) struct ToolLatency {
    tool: &'static str,
    reports_a_second: u32,
    milliseconds: Percentiles,
}

/// A tool that a call uses once.
pub(crate) struct Tool {
    pub(crate) name: &'static str,
    arguments: fn(&Slots) -> Value,
    /// What every answer contains.
    expected: &'static str,
}

pub(crate) const TAKE_MESSAGE: Tool = Tool {
    name: "takeMessage",
    arguments: |_| json!({"message": "Please call me back.", "callerName": "Ana"}),
    expected: "I've taken your message",
};

pub(crate) const LIST_AVAILABLE_SLOTS: Tool =
    Tool { name: "listAvailableSlots", arguments: |_| json!({}), expected: "I have " };

pub(crate) const BOOK_APPOINTMENT: Tool =
    Tool { name: "bookAppointment", arguments: Slots::next, expected: "You're booked" };

/// Of somebody who has booked.
pub(crate) const LOOKUP_CUSTOMER: Tool =
    Tool { name: "lookupCustomer", arguments: |_| json!({}), expected: "The customer is Ana" };

/// How long callers wait for a tool while reports come in.
pub(crate) async fn round(
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

fn tool_call(tool: &str, arguments: &Value) -> String {
    bodies::tool_calls(&Uuid::new_v4().to_string(), now(), (tool, arguments))
}

impl ToolLatency {
    pub(crate) async fn measure(
        side: &Side,
        tool: &Tool,
        reports_a_second: u32,
        rounds: usize,
        duration: Duration,
    ) -> anyhow::Result<Self> {
        let mut measured = Vec::new();
        for _ in 0..rounds {
            side.empty_queues().await?;
            measured.push(round(side, tool, reports_a_second, duration).await?);
        }
        Ok(Self { tool: tool.name, reports_a_second, milliseconds: median_percentiles(&measured) })
    }

    pub(crate) fn row(&self) -> Row {
        let Percentiles { p50, p95, p99, .. } = self.milliseconds;
        let beside = match self.reports_a_second {
            0 => "alone".to_owned(),
            rate => format!("beside {rate} reports a second"),
        };
        let measure = format!("{} answered, {beside}, p50 / p95 / p99", self.tool);
        Row::new(measure, format!("{p50:.1} / {p95:.1} / {p99:.1} ms"), "promised: p99 below 50 ms")
    }
}
