//! How much webhook-ingest takes, how fast it answers, and what it keeps in memory.

mod compare;
mod latency;
mod limit;
mod memory;
mod side;
mod slots;
mod throughput;
mod tools;

use std::path::Path;
use std::time::Duration;

use serde::Serialize;
use uuid::Uuid;

pub(crate) use self::compare::compare;
use self::side::Side;
use crate::arguments::IngestOptions;
use crate::bodies;
use crate::stage::{self, Servers, now};
use crate::table::{self, print_progress};

/// What every part of it needs.
struct Bench {
    side: Side,
    rounds: usize,
    duration: Duration,
}

const STAGE: &str = "ingest";

#[derive(Serialize)]
struct Figures {
    throughput: throughput::Throughput,
    latency: Vec<latency::Latency>,
    tools: Vec<tools::ToolLatency>,
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
    let tools = tools::measure(&bench).await?;
    table::print(&tools.iter().map(tools::ToolLatency::row).collect::<Vec<_>>());
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

/// The report of a new call.
fn new_report() -> String {
    bodies::report(&Uuid::new_v4().to_string(), now())
}
