#![doc = include_str!("../README.md")]

mod arguments;
mod bodies;
mod chaos;
mod compare;
mod figures;
mod ingest;
mod load;
mod phrases;
mod side;
mod slots;
mod stage;
mod table;
mod tools;

use clap::Parser as _;

use crate::arguments::{Arguments, Command};

// The load of a benchmark is on the same machine as what it measures: two threads are enough to make it.
#[tokio::main(worker_threads = 2)]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    match arguments.command {
        Command::Ingest(options) => ingest::run(&options, &arguments.json).await,
        Command::CompareIngest(options) => compare::run(&compare::INGEST, &options, &arguments.json).await,
        Command::Tools(options) => tools::run(&options, &arguments.json).await,
        Command::CompareTools(options) => compare::run(&compare::TOOLS, &options, &arguments.json).await,
        Command::When(options) => phrases::run(&options, &arguments.json),
        Command::Chaos(options) => chaos::run(&options, &arguments.json).await,
    }
}
