//! Counts which of the posted reports are in the database.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::Context as _;
use serde::Serialize;
use sqlx::{Connection as _, PgConnection};
use tokio::time::{Instant, sleep};

use super::reports::Posted;
use crate::stage::Stage;
use crate::table::print_progress;

const GLANCE: Duration = Duration::from_secs(2);

#[derive(Clone, Debug, Serialize)]
pub(super) struct ReportCounts {
    pub(super) accepted: usize,
    pub(super) stored: usize,
    pub(super) lost: usize,
    /// Calls with more than one `call.ended` event, archived report or usage record.
    pub(super) doubled: usize,
    pub(super) in_doubt: usize,
    pub(super) turned_away: usize,
}

impl ReportCounts {
    /// Waits until every accepted report is a call, in the archive and in the usage, or until `until`.
    pub(super) async fn settled(stage: &Stage, posted: &Posted, until: Instant) -> anyhow::Result<Self> {
        let mut thousands = 0;
        loop {
            let counts = Self::now(stage, posted).await?;
            if counts.stored == counts.accepted || Instant::now() > until {
                return Ok(counts);
            }
            if counts.stored / 1000 != thousands {
                print_progress(&format!("{} of {} are stored", counts.stored, counts.accepted));
            }
            thousands = counts.stored / 1000;
            sleep(GLANCE).await;
        }
    }

    async fn now(stage: &Stage, posted: &Posted) -> anyhow::Result<Self> {
        let found = records_by_call(&stage.database_url).await.context("could not count the calls")?;
        let is_stored = |call: &&String| found.get(*call).is_some_and(|records| records.is_whole());
        let accepted = posted.accepted.len();
        let stored = posted.accepted.iter().filter(is_stored).count();
        let in_doubt = posted.not_accepted.iter().filter(|call| found.contains_key(*call)).count();
        Ok(Self {
            accepted,
            stored,
            lost: accepted - stored,
            doubled: found.values().filter(|records| records.is_doubled()).count(),
            in_doubt,
            turned_away: posted.not_accepted.len() - in_doubt,
        })
    }
}

/// How often a call is in each of the places where it should be once.
#[derive(Clone, Copy, sqlx::FromRow)]
struct CallRecords {
    ended: i64,
    archived: i64,
    used: i64,
}

impl CallRecords {
    fn is_whole(self) -> bool {
        self.ended > 0 && self.archived > 0 && self.used > 0
    }

    fn is_doubled(self) -> bool {
        self.ended > 1 || self.archived > 1 || self.used > 1
    }
}

#[derive(sqlx::FromRow)]
struct CallRow {
    vapi_call_id: String,
    #[sqlx(flatten)]
    records: CallRecords,
}

/// By Vapi's id. An event of a call's end begins with the call's own id, 37 characters.
async fn records_by_call(url: &str) -> anyhow::Result<BTreeMap<String, CallRecords>> {
    let mut owner = PgConnection::connect(url).await?;
    let rows: Vec<CallRow> = sqlx::query_as(
        "SELECT c.vapi_call_id, coalesce(ended, 0) AS ended, coalesce(archived, 0) AS archived,
             coalesce(used, 0) AS used
         FROM calls c
         LEFT JOIN (SELECT substring(payload FROM position(convert_to('call_', 'UTF8') IN payload) FOR 37) AS id,
                        count(*) AS ended
                    FROM events WHERE name = 'call.ended' GROUP BY 1) e
             ON e.id = convert_to('call_' || replace(c.id::text, '-', ''), 'UTF8')
         LEFT JOIN (SELECT vapi_call_id, count(*) AS archived FROM webhook_events GROUP BY 1) a USING (vapi_call_id)
         LEFT JOIN (SELECT call_id, count(*) AS used FROM usage_records GROUP BY 1) u ON u.call_id = c.id",
    )
    .fetch_all(&mut owner)
    .await?;
    owner.close().await?;
    Ok(rows.into_iter().map(|row| (row.vapi_call_id, row.records)).collect())
}
