//! Kills things at random while reports come in, and counts what became of each report.

mod count;
mod killer;
mod reports;

use std::path::Path;
use std::time::Duration;

use anyhow::ensure;
use tokio::time::Instant;

use self::count::ReportCounts;
use self::killer::Killer;
use crate::arguments::ChaosOptions;
use crate::stage::{self, Servers, Stage};
use crate::table::{self, Row, print_progress};

/// Long enough for the services to catch up, after the last kill, with what was accepted.
const SETTLED_WITHIN: Duration = Duration::from_mins(10);

const STAGE: &str = "chaos";

pub(crate) async fn run(options: &ChaosOptions, json: &Path) -> anyhow::Result<()> {
    let servers = Servers::start(&[STAGE]).await?;
    let stage = Stage::set_up(&servers, STAGE, &stage::programs()?).await?;
    let target = stage.target()?;
    let mut killer = Killer::start(servers, stage, options.seed).await?;
    let duration = Duration::from_secs(options.seconds);
    let posting = reports::post(target, options.rate, duration);
    let killing = killer.kill_until(Instant::now() + duration);
    let (posted, ()) = tokio::try_join!(posting, killing)?;
    print_progress(&format!(
        "{} accepted, {} unanswered or turned away",
        posted.accepted.len(),
        posted.not_accepted.len()
    ));
    let begun = Instant::now();
    let counts = ReportCounts::settled(&killer.stage, &posted, begun + SETTLED_WITHIN).await?;
    let settled = begun.elapsed();
    table::print(&rows(&counts, &killer, settled));
    table::write_json(json, &counts)?;
    ensure!(counts.lost == 0 && counts.doubled == 0, "reports were lost or doubled");
    Ok(())
}

fn rows(counts: &ReportCounts, killer: &Killer, settled: Duration) -> Vec<Row> {
    let count = |measure: &str, count: usize, beside: &str| Row::new(measure, count.to_string(), beside);
    vec![
        count("killed and started again: RabbitMQ", killer.kills.rabbitmq, ""),
        count("killed and started again: Postgres", killer.kills.postgres, ""),
        count("killed and started again: the services", killer.kills.services, ""),
        count("reports accepted", counts.accepted, ""),
        count("… stored as a call", counts.stored, "promised: all of them"),
        count("… lost", counts.lost, "promised: 0"),
        count("… doubled", counts.doubled, "promised: 0"),
        count("not accepted, not stored", counts.turned_away, "answered 503, or no answer"),
        count("no answer, and stored", counts.in_doubt, "accepted, and the answer was lost"),
        Row::new("settled after the last kill in", format!("{:.0} s", settled.as_secs_f64()), ""),
    ]
}
