//! Kills things at random while reports come in, and counts what became of each report.

mod count;
mod killer;
mod reports;

use std::path::Path;
use std::time::Duration;

use anyhow::ensure;
use tokio::time::Instant;

use self::count::Account;
use self::killer::Killer;
use crate::arguments::ChaosOptions;
use crate::stage::Stage;
use crate::table::{self, Line, say};

/// After the last kill, so long may the services take to catch up with what was accepted.
const SETTLED_WITHIN: Duration = Duration::from_mins(10);

pub(crate) async fn run(options: &ChaosOptions, json: &Path) -> anyhow::Result<()> {
    let stage = Stage::set_up().await?;
    let target = stage.target()?;
    let mut killer = Killer::start(stage, options.seed).await?;
    let duration = Duration::from_secs(options.seconds);
    let posting = reports::post(target, options.rate, duration);
    let killing = killer.kill_until(Instant::now() + duration);
    let (posted, ()) = tokio::try_join!(posting, killing)?;
    say(&format!(
        "{} accepted, {} unanswered or turned away",
        posted.accepted.len(),
        posted.not_accepted.len()
    ));
    let begun = Instant::now();
    let account = Account::settled(&killer.stage, &posted, begun + SETTLED_WITHIN).await?;
    let settled = begun.elapsed();
    table::print(&lines(&account, &killer, settled));
    table::write_json(json, &account)?;
    ensure!(account.lost == 0 && account.doubled == 0, "reports were lost or doubled");
    Ok(())
}

fn lines(account: &Account, killer: &Killer, settled: Duration) -> Vec<Line> {
    let count = |measure: &str, count: usize, beside: &str| Line::new(measure, count.to_string(), beside);
    vec![
        count("killed and started again: RabbitMQ", killer.kills.rabbitmq, ""),
        count("killed and started again: Postgres", killer.kills.postgres, ""),
        count("killed and started again: the services", killer.kills.services, ""),
        count("reports accepted", account.accepted, ""),
        count("… stored as a call", account.stored, "promised: all of them"),
        count("… lost", account.lost, "promised: 0"),
        count("… doubled", account.doubled, "promised: 0"),
        count("not accepted, not stored", account.turned_away, "answered 503, or no answer"),
        count("no answer, and stored", account.in_doubt, "accepted, and the answer was lost"),
        Line::new("settled after the last kill in", format!("{:.0} s", settled.as_secs_f64()), ""),
    ]
}
