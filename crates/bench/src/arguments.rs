//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Measures CallFlex on this machine.
#[derive(Parser)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Where the figures are written as JSON.
    #[arg(long, global = true, default_value = "target/bench.json")]
    pub(crate) json: PathBuf,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// What webhook-ingest accepts and answers, and how fast.
    Ingest(IngestOptions),
    /// The same load for the programs beside this one and for those of another commit, in turn.
    CompareIngest(CompareOptions),
    /// How long callers wait for tools, and how many calls a second are billed on a busy day.
    Tools(ToolsOptions),
    /// The same of both, in turn.
    CompareTools(CompareOptions),
    /// How long it takes to understand when a caller means, of every phrase that `when` is tested by.
    When(WhenOptions),
    /// Kills servers and services at random under load, and counts what became of every report.
    Chaos(ChaosOptions),
}

#[derive(Args)]
pub(crate) struct IngestOptions {
    /// Repetitions of each figure; the median is shown.
    #[arg(long, default_value_t = 3)]
    pub(crate) rounds: usize,
    /// Seconds of each.
    #[arg(long, default_value_t = 10)]
    pub(crate) seconds: u64,
    /// Messages that are accepted while memory is watched; 0 leaves it out.
    #[arg(long, default_value_t = 1_000_000)]
    pub(crate) messages: u64,
}

#[derive(Args)]
pub(crate) struct ToolsOptions {
    /// Repetitions of each figure; the median is shown.
    #[arg(long, default_value_t = 5)]
    pub(crate) rounds: usize,
    /// Seconds of each tool.
    #[arg(long, default_value_t = 4)]
    pub(crate) seconds: u64,
}

#[derive(Args)]
pub(crate) struct CompareOptions {
    /// What the other commit is called in the table.
    #[arg(long)]
    pub(crate) against: String,
    /// The folder of its programs, as `deploy/build-commit` prints it.
    #[arg(long)]
    pub(crate) programs: PathBuf,
    /// Repetitions of each figure; the medians are compared.
    #[arg(long, default_value_t = 5)]
    pub(crate) rounds: usize,
    /// Seconds of each.
    #[arg(long, default_value_t = 5)]
    pub(crate) seconds: u64,
}

#[derive(Args)]
pub(crate) struct WhenOptions {
    /// How often each phrase is understood.
    #[arg(long, default_value_t = 1_000)]
    pub(crate) rounds: usize,
}

#[derive(Args)]
pub(crate) struct ChaosOptions {
    /// Reports a second.
    #[arg(long, default_value_t = 300)]
    pub(crate) rate: u32,
    #[arg(long, default_value_t = 60)]
    pub(crate) seconds: u64,
    /// Chooses what is killed when: the same seed, the same order.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
}
