//! How long callers wait for tools, and how many calls a second are billed.

pub(crate) mod latency;
pub(crate) mod usage;

use std::path::Path;
use std::time::Duration;

use serde::Serialize;

use self::latency::{BOOK_APPOINTMENT, LIST_AVAILABLE_SLOTS, LOOKUP_CUSTOMER, TAKE_MESSAGE, ToolLatency};
use self::usage::UsageRate;
use crate::arguments::ToolsOptions;
use crate::side::Side;
use crate::stage::{self, Servers};
use crate::table::{self, print_progress};

const STAGE: &str = "tools";

#[derive(Serialize)]
struct Figures {
    tools: Vec<ToolLatency>,
    usage: UsageRate,
}

pub(crate) async fn run(options: &ToolsOptions, json: &Path) -> anyhow::Result<()> {
    let servers = Servers::start(&[STAGE]).await?;
    let side = Side::start(&servers, STAGE, &stage::programs()?).await?;
    let duration = Duration::from_secs(options.seconds);
    let mut tools = Vec::new();
    // Before anything is booked, and after.
    for tool in [&TAKE_MESSAGE, &LIST_AVAILABLE_SLOTS, &BOOK_APPOINTMENT, &LOOKUP_CUSTOMER] {
        print_progress(&format!("{} answered", tool.name));
        let measured = ToolLatency::measure(&side, tool, 0, options.rounds, duration).await?;
        table::print(&[measured.row()]);
        tools.push(measured);
    }
    print_progress(&usage::name());
    let usage = UsageRate::measure(&side, options.rounds).await?;
    table::print(&[usage.row()]);
    table::write_json(json, &Figures { tools, usage })
}
