//! How much webhook-ingest takes, how fast it answers, and what it keeps in memory.

pub(crate) mod latency;
mod limit;
mod memory;
pub(crate) mod throughput;

use std::path::Path;
use std::time::Duration;

use serde::Serialize;

use crate::arguments::IngestOptions;
use crate::side::Side;
use crate::stage::{self, Servers};
use crate::table::{self, print_progress};
use crate::tools::latency::{BOOK_APPOINTMENT, TAKE_MESSAGE, ToolLatency};

/// What every part of it needs.
struct Bench {
    side: Side,
    rounds: usize,
    duration: Duration,
}

const STAGE: &str = "ingest";

/// 200 reports come in a second while tools are asked once more.
const REPORTS_BESIDE_TOOLS: u32 = 200;

#[derive(Serialize)]
struct Figures {
    throughput: throughput::Throughput,
    latency: Vec<latency::Latency>,
    tools: Vec<ToolLatency>,
    #[serde(skip_serializing_if = "Option::is_none")]
    memory: Option<memory::Memory>,
}

pub(crate) async fn run(options: &IngestOptions, json: &Path) -> anyhow::Result<()> {
    let servers = Servers::start(&[STAGE]).await?;
    let side = Side::start(&servers, STAGE, &stage::programs()?).await?;
    let duration = Duration::from_secs(options.seconds);
    let bench = Bench { side, rounds: options.rounds, duration };
    let idle_memory = bench.side.ingest.memory()?;
    print_progress("accepted reports a second, against the broker's own rate");
    let throughput = throughput::measure(&bench).await?;
    table::print(&throughput.rows());
    print_progress("accept latency");
    let latency = latency::measure(&bench).await?;
    table::print(&latency.iter().map(latency::Latency::row).collect::<Vec<_>>());
    print_progress("tool answer latency");
    let mut tools = Vec::new();
    for reports_a_second in [0, REPORTS_BESIDE_TOOLS] {
        for tool in [&TAKE_MESSAGE, &BOOK_APPOINTMENT] {
            let Bench { side, rounds, duration } = &bench;
            tools.push(ToolLatency::measure(side, tool, reports_a_second, *rounds, *duration).await?);
        }
    }
    table::print(&tools.iter().map(ToolLatency::row).collect::<Vec<_>>());
    let memory = if options.messages == 0 {
        None
    } else {
        print_progress("memory");
        Some(memory::measure(&bench.side, idle_memory, options.messages).await?)
    };
    table::print(&memory.iter().map(memory::Memory::row).collect::<Vec<_>>());
    let figures = Figures { throughput, latency, tools, memory };
    table::write_json(json, &figures)
}
