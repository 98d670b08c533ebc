//! How many calls a second billing records, of one organization on a busy day.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use serde::Serialize;
use sqlx::{Connection as _, PgConnection};
use tokio::time::{Instant, sleep};
use uuid::Uuid;

use crate::bodies;
use crate::figures::median;
use crate::load::{self, a_second};
use crate::side::Side;
use crate::table::Row;

/// 20,000 calls in the day already: a campaign, or a dispatch centre in a storm.
const CALLS_IN_THE_DAY: i32 = 20_000;

/// 1,000 calls are recorded a round: ten seconds for who counts the day anew with each, and enough that starting
/// counts for little with who does not.
const CALLS_A_ROUND: usize = 1_000;

/// 16 reports are posted at a time. That is not measured.
const POSTED_AT_ONCE: usize = 16;

/// Long enough for either service to handle a round on a slow machine.
const DONE_WITHIN: Duration = Duration::from_mins(2);

/// 100 ms between two looks at whether a round is done: its rate is read from the records' own times.
const GLANCE: Duration = Duration::from_millis(100);

/// 2 seconds of the plain loop.
const LIMIT_DURATION: Duration = Duration::from_secs(2);

#[derive(Serialize)]
pub(crate) struct UsageRate {
    calls_in_the_day: i32,
    calls_a_second: f64,
    /// Changes of one row that a plain loop commits.
    limit_a_second: f64,
}

pub(crate) fn name() -> String {
    format!("calls billed a second, of a day of {CALLS_IN_THE_DAY}")
}

/// Gives the organization its busy day: that of a call which was billed in the ordinary way.
pub(crate) async fn prepare(side: &Side) -> anyhow::Result<()> {
    side.empty_queues().await?;
    record(side, 1).await?;
    let mut owner = connect(side).await?;
    sqlx::query(
        "WITH day AS (SELECT organization_id, day FROM usage_records),
              seeds AS (SELECT gen_random_uuid() AS id, n FROM generate_series(1, $1) AS n),
              keys AS (INSERT INTO call_keys (organization_id, vapi_call_id, call_id, partition_at)
                       SELECT organization_id, 'seed-' || n, id, now() FROM seeds, day)
         INSERT INTO usage_records (organization_id, call_id, day, seconds, cost_micros)
         SELECT organization_id, id, day, 90, 19600 FROM seeds, day",
    )
    .bind(CALLS_IN_THE_DAY)
    .execute(&mut owner)
    .await
    .context("could not make a busy day")?;
    sqlx::query(
        "UPDATE daily_usage d SET (calls, seconds, cost_micros) =
             (SELECT count(*), sum(seconds), sum(cost_micros) FROM usage_records u WHERE u.day = d.day)",
    )
    .execute(&mut owner)
    .await?;
    sqlx::query("ANALYZE usage_records, call_keys").execute(&mut owner).await?;
    owner.close().await.context("could not close a connection")
}

/// Calls billed a second.
pub(crate) async fn round(side: &Side) -> anyhow::Result<f64> {
    record(side, CALLS_A_ROUND).await?;
    let mut owner = connect(side).await?;
    let newest = i64::try_from(CALLS_A_ROUND)?;
    let seconds: f64 = sqlx::query_scalar(
        "SELECT extract(epoch FROM max(created_at) - min(created_at))::float8
         FROM (SELECT created_at FROM usage_records ORDER BY created_at DESC LIMIT $1) newest",
    )
    .bind(newest)
    .fetch_one(&mut owner)
    .await?;
    owner.close().await?;
    let after_the_first = u64::try_from(CALLS_A_ROUND)? - 1;
    Ok(a_second(after_the_first, Duration::try_from_secs_f64(seconds)?))
}

/// Has new calls recorded and, when nothing else goes on any more, billed. All of them began in one day, also
/// when midnight passes.
async fn record(side: &Side, calls: usize) -> anyhow::Result<()> {
    let mut owner = connect(side).await?;
    let more = i64::try_from(calls)?;
    let ended: i64 = sqlx::query_scalar(CALLS_ENDED).fetch_one(&mut owner).await?;
    let billed: i64 = sqlx::query_scalar(CALLS_BILLED).fetch_one(&mut owner).await?;

    let processor = side.stage.start("call-processor", &[]).await?;
    let report = || bodies::report(&Uuid::new_v4().to_string(), side.started_at);
    load::all(&side.target, POSTED_AT_ONCE, calls, report).await?;
    until(&mut owner, CALLS_ENDED, ended + more).await.context("the calls were not recorded")?;
    until(&mut owner, EVENTS_WAITING, 0).await.context("the events were not published")?;
    processor.kill().await?;

    let billing = side.stage.start("billing", &[]).await?;
    until(&mut owner, CALLS_BILLED, billed + more).await.context("the calls were not billed")?;
    billing.kill().await?;
    owner.close().await.context("could not close a connection")
}

const CALLS_ENDED: &str = "SELECT count(*) FROM calls WHERE is_final";

const EVENTS_WAITING: &str = "SELECT count(*) FROM outbox";

/// By the sums, which are few.
const CALLS_BILLED: &str = "SELECT coalesce(sum(calls), 0)::bigint FROM daily_usage";

async fn until(owner: &mut PgConnection, count: &'static str, expected: i64) -> anyhow::Result<()> {
    let begun = Instant::now();
    loop {
        let counted: i64 = sqlx::query_scalar(count).fetch_one(&mut *owner).await?;
        if counted == expected {
            return Ok(());
        }
        ensure!(begun.elapsed() < DONE_WITHIN, "{count}: {counted} instead of {expected}");
        sleep(GLANCE).await;
    }
}

impl UsageRate {
    pub(crate) async fn measure(side: &Side, rounds: usize) -> anyhow::Result<Self> {
        prepare(side).await?;
        let mut measured = Vec::new();
        for _ in 0..rounds {
            side.empty_queues().await?;
            measured.push(round(side).await?);
        }
        Ok(Self {
            calls_in_the_day: CALLS_IN_THE_DAY,
            calls_a_second: median(measured),
            limit_a_second: limit_a_second(side).await?,
        })
    }

    pub(crate) fn row(&self) -> Row {
        Row::new(
            name(),
            format!("{:.0}", self.calls_a_second),
            format!("{:.0}: what a plain loop commits to one row", self.limit_a_second),
        )
    }
}

/// The limit of what all write to one row: as often as it is changed and committed by a plain loop.
pub(crate) async fn limit_a_second(side: &Side) -> anyhow::Result<f64> {
    let mut owner = connect(side).await?;
    let begun = Instant::now();
    let mut committed = 0;
    while begun.elapsed() < LIMIT_DURATION {
        sqlx::query("UPDATE daily_usage SET updated_at = now()").execute(&mut owner).await?;
        committed += 1;
    }
    let limit = a_second(committed, begun.elapsed());
    owner.close().await?;
    Ok(limit)
}

async fn connect(side: &Side) -> anyhow::Result<PgConnection> {
    PgConnection::connect(&side.stage.database_url).await.context("could not connect to Postgres")
}
