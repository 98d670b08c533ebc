//! The same load for two builds of the product in turn.

use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;
use serde::Serialize;

use crate::arguments::CompareOptions;
use crate::figures::{Percentiles, median};
use crate::ingest::{latency, throughput};
use crate::side::Side;
use crate::stage::{self, Servers};
use crate::table::{self, Row, print_progress};
use crate::tools::latency::{BOOK_APPOINTMENT, LIST_AVAILABLE_SLOTS, LOOKUP_CUSTOMER, TAKE_MESSAGE, Tool};
use crate::tools::{self, usage};

const STAGES: [&str; 2] = ["today", "other"];

/// What both sides bear in turn, and is measured meanwhile.
pub(crate) enum Load {
    /// As many reports as are accepted.
    Reports,
    /// Reports at a rate that leaves the machine room.
    ReportsAt(u32),
    Tool(&'static Tool),
    /// Calls of one organization on a busy day.
    Usage,
}

/// What webhook-ingest bears.
pub(crate) const INGEST: [Load; 5] = [
    Load::Reports,
    Load::ReportsAt(50),
    Load::ReportsAt(200),
    Load::Tool(&TAKE_MESSAGE),
    Load::Tool(&BOOK_APPOINTMENT),
];

/// Tools, before anything is booked and after, and usage.
pub(crate) const TOOLS: [Load; 5] = [
    Load::Tool(&TAKE_MESSAGE),
    Load::Tool(&LIST_AVAILABLE_SLOTS),
    Load::Tool(&BOOK_APPOINTMENT),
    Load::Tool(&LOOKUP_CUSTOMER),
    Load::Usage,
];

/// One figure of both sides, round by round, and what its medians are to each other.
#[derive(Default, Serialize)]
struct Comparison {
    measure: String,
    unit: &'static str,
    rounds: [Vec<f64>; 2],
    medians: [f64; 2],
    /// Today's by the other's.
    ratio: f64,
}

#[derive(Serialize)]
struct Figures<'a> {
    against: &'a str,
    comparisons: Vec<Comparison>,
}

pub(crate) async fn run(loads: &[Load], options: &CompareOptions, json: &Path) -> anyhow::Result<()> {
    let servers = Servers::start(&STAGES).await?;
    let duration = Duration::from_secs(options.seconds);
    let builds = [
        ("today's programs".to_owned(), stage::programs()?),
        (format!("the programs of {}", options.against), options.programs.clone()),
    ];
    let mut sides = Vec::new();
    for ((name, programs), stage) in builds.into_iter().zip(STAGES) {
        let side = Side::start(&servers, stage, &programs).await;
        let side = side.with_context(|| format!("could not start {name}"))?;
        throughput::warm_up(&side, duration).await.with_context(|| failed(&name))?;
        sides.push((name, side));
    }
    let mut comparisons = Vec::new();
    for load in loads {
        let compared = in_turn(load, &sides, options.rounds, duration).await?;
        table::print(&compared.iter().map(|figure| figure.row(&options.against)).collect::<Vec<_>>());
        comparisons.extend(compared);
        if let (Load::Usage, Some((_, today))) = (load, sides.first()) {
            let limit = usage::limit_a_second(today).await?;
            table::print(&[Row::new(
                "what a plain loop commits to one row a second",
                format!("{limit:.1}"),
                "",
            )]);
        }
    }
    table::write_json(json, &Figures { against: &options.against, comparisons })
}

async fn in_turn(
    load: &Load,
    sides: &[(String, Side)],
    rounds: usize,
    duration: Duration,
) -> anyhow::Result<Vec<Comparison>> {
    print_progress(&format!("{}, {rounds} rounds", load.name()));
    for (name, side) in sides {
        load.prepare(side).await.with_context(|| failed(name))?;
    }
    let mut comparisons = load.comparisons();
    for round in 0..rounds {
        let mut turns: Vec<_> = sides.iter().enumerate().collect();
        // Neither always comes after the other's load.
        if round % 2 == 1 {
            turns.reverse();
        }
        for (index, (name, side)) in turns {
            // Of both: what one has still to archive would be work beside the other.
            for (name, side) in sides {
                side.empty_queues().await.with_context(|| failed(name))?;
            }
            let figures = load.round(side, duration).await.with_context(|| failed(name))?;
            for (comparison, figure) in comparisons.iter_mut().zip(figures) {
                if let Some(rounds) = comparison.rounds.get_mut(index) {
                    rounds.push(figure);
                }
            }
        }
    }
    Ok(comparisons.into_iter().map(Comparison::finished).collect())
}

fn failed(name: &str) -> String {
    format!("could not measure {name}")
}

impl Load {
    fn name(&self) -> String {
        match self {
            Self::Reports => "reports accepted a second".to_owned(),
            Self::ReportsAt(rate) => format!("accept latency at {rate} a second"),
            Self::Tool(tool) => format!("{} answered", tool.name),
            Self::Usage => usage::name(),
        }
    }

    /// What has to be there before the first round.
    async fn prepare(&self, side: &Side) -> anyhow::Result<()> {
        match self {
            Self::Reports | Self::ReportsAt(_) | Self::Tool(_) => Ok(()),
            Self::Usage => usage::prepare(side).await,
        }
    }

    /// Those of its figures, in the order in which a round gives them.
    fn comparisons(&self) -> Vec<Comparison> {
        let of = |measure, unit| Comparison { measure, unit, ..Comparison::default() };
        match self {
            Self::Reports | Self::Usage => vec![of(self.name(), "")],
            Self::ReportsAt(_) | Self::Tool(_) => {
                ["p50", "p95", "p99"].map(|part| of(format!("{}, {part}", self.name()), " ms")).into()
            }
        }
    }

    async fn round(&self, side: &Side, duration: Duration) -> anyhow::Result<Vec<f64>> {
        let Percentiles { p50, p95, p99, .. } = match self {
            Self::Reports => return Ok(vec![throughput::round(side, duration).await?]),
            Self::ReportsAt(rate) => latency::round(side, *rate, duration).await?,
            Self::Tool(tool) => tools::latency::round(side, tool, 0, duration).await?,
            Self::Usage => return Ok(vec![usage::round(side).await?]),
        };
        Ok(vec![p50, p95, p99])
    }
}

impl Comparison {
    fn finished(mut self) -> Self {
        self.medians = self.rounds.each_ref().map(|rounds| median(rounds.clone()));
        let [today, other] = self.medians;
        self.ratio = today / other;
        self
    }

    fn row(&self, against: &str) -> Row {
        let ([today, other], unit) = (self.medians, self.unit);
        Row::new(
            &self.measure,
            format!("{today:.1}{unit}"),
            format!("{against}: {other:.1}{unit}, ratio {:.2}", self.ratio),
        )
    }
}
