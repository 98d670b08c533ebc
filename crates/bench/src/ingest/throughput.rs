//! Accepted reports a second, beside what the broker itself confirms.

use std::time::Duration;

use contracts::webhooks::WebhookReceived;
use serde::Serialize;
use uuid::Uuid;

use super::Bench;
use super::limit::PlainLoop;
use crate::bodies::{REPORT_BYTES, new_report};
use crate::figures::median;
use crate::load;
use crate::side::Side;
use crate::stage::now;
use crate::table::Row;

/// 256 requests in flight: twice what ingest has in flight to the broker, so that it never waits for the
/// load.
const REQUESTS: usize = 256;

/// 128 messages of the plain loop in flight: as many as ingest has.
const IN_FLIGHT: usize = 128;

#[derive(Serialize)]
pub(super) struct Throughput {
    accepted_a_second: f64,
    /// The plain loop with as many messages in flight.
    limit_a_second: f64,
    /// The plain loop with one message in flight.
    one_at_a_time_a_second: f64,
    share_of_limit: f64,
}

/// The first requests open connections and channels.
pub(crate) async fn warm_up(side: &Side, duration: Duration) -> anyhow::Result<()> {
    load::closed(&side.target, REQUESTS, duration / 5, new_report).await?;
    Ok(())
}

/// Reports accepted a second.
pub(crate) async fn round(side: &Side, duration: Duration) -> anyhow::Result<f64> {
    Ok(load::closed(&side.target, REQUESTS, duration, new_report).await?.a_second())
}

pub(super) async fn measure(bench: &Bench) -> anyhow::Result<Throughput> {
    let Bench { side, duration, .. } = bench;
    let plain = PlainLoop { connection: &side.broker };
    let message = || WebhookReceived {
        id: format!("whk_{}", runtime::clock::new_id().simple()),
        organization_id: Some(side.stage.organization().to_owned()),
        connection_id: Some(format!("conn_{}", Uuid::nil().simple())),
        provider: "vapi".to_owned(),
        r#type: "end-of-call-report".to_owned(),
        received_at: Some(contracts::timestamp(now())),
        content_type: Some("application/json".to_owned()),
        body: new_report().into(),
        verification: "x-vapi-secret".to_owned(),
        ..WebhookReceived::default()
    };
    let (mut accepted, mut limit, mut one) = (Vec::new(), Vec::new(), Vec::new());
    warm_up(side, *duration).await?;
    for _ in 0..bench.rounds {
        side.empty_queues().await?;
        limit.push(plain.confirmed_a_second(IN_FLIGHT, *duration, message).await?);
        side.empty_queues().await?;
        accepted.push(round(side, *duration).await?);
        side.empty_queues().await?;
        one.push(plain.confirmed_a_second(1, *duration, message).await?);
    }
    let (accepted, limit) = (median(accepted), median(limit));
    Ok(Throughput {
        accepted_a_second: accepted,
        limit_a_second: limit,
        one_at_a_time_a_second: median(one),
        share_of_limit: accepted / limit,
    })
}

impl Throughput {
    pub(super) fn rows(&self) -> Vec<Row> {
        vec![
            Row::new(
                format!("reports accepted a second ({REPORT_BYTES} bytes, {REQUESTS} at a time)"),
                format!("{:.0}", self.accepted_a_second),
                format!(
                    "{:.2} of the broker's own {:.0} (plain lapin loop, {IN_FLIGHT} in flight); promised: 0.80",
                    self.share_of_limit, self.limit_a_second
                ),
            ),
            Row::new(
                "plain lapin loop, one in flight",
                format!("{:.0}", self.one_at_a_time_a_second),
                String::new(),
            ),
        ]
    }
}
