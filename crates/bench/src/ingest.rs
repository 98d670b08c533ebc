//! How much webhook-ingest takes, how fast it answers, and what it keeps in memory.

mod latency;
mod limit;
mod memory;
mod throughput;
mod tools;

use std::path::Path;
use std::time::Duration;

use serde::Serialize;
use uuid::Uuid;

use self::limit::PlainLoop;
use crate::arguments::IngestOptions;
use crate::bodies;
use crate::stage::{Stage, now};
use crate::table::{self, print_progress};

/// What every part of it needs.
struct Bench {
    stage: Stage,
    plain: PlainLoop,
    rounds: usize,
    duration: Duration,
}

#[derive(Serialize)]
struct Figures {
    throughput: throughput::Throughput,
    latency: Vec<latency::Latency>,
    tools: Vec<tools::ToolLatency>,
    #[serde(skip_serializing_if = "Option::is_none")]
    memory: Option<memory::Memory>,
}

pub(crate) async fn run(options: &IngestOptions, json: &Path) -> anyhow::Result<()> {
    let stage = Stage::set_up().await?;
    let ingest = stage.start("webhook-ingest", &[]).await?;
    let plain = PlainLoop::connect(&stage.rabbitmq.url()).await?;
    let duration = Duration::from_secs(options.seconds);
    let bench = Bench { stage, plain, rounds: options.rounds, duration };
    let idle_memory = ingest.memory()?;
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
        Some(memory::measure(&bench, &ingest, idle_memory, options.messages).await?)
    };
    table::print(&memory.iter().map(memory::Memory::row).collect::<Vec<_>>());
    let figures = Figures { throughput, latency, tools, memory };
    table::write_json(json, &figures)
}

/// The report of a new call.
fn new_report() -> String {
    bodies::report(&Uuid::new_v4().to_string(), now())
}
