//! Reports at a steady rate, and what was answered to each.

use std::collections::BTreeSet;
use std::time::Duration;

use reqwest::StatusCode;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};
use uuid::Uuid;

use crate::bodies;
use crate::load::Target;
use crate::stage::now;

/// By Vapi's id of their call.
#[derive(Debug, Default)]
pub(super) struct Posted {
    pub(super) accepted: BTreeSet<String>,
    pub(super) not_accepted: BTreeSet<String>,
}

/// Posts each report once, when it is due, whatever the answers to those before.
pub(super) async fn post(target: Target, rate: u32, duration: Duration) -> anyhow::Result<Posted> {
    let begun = Instant::now();
    let mut requests = JoinSet::new();
    for number in 0..u64::from(rate) * duration.as_secs() {
        sleep_until(begun + Duration::from_secs(number) / rate).await;
        let target = target.clone();
        requests.spawn(async move {
            let call = Uuid::new_v4().to_string();
            let status = target.post(bodies::report(&call, now())).await;
            (call, status)
        });
    }
    let mut posted = Posted::default();
    while let Some(answered) = requests.join_next().await {
        let (call, status) = answered?;
        let calls =
            if status == Some(StatusCode::OK) { &mut posted.accepted } else { &mut posted.not_accepted };
        calls.insert(call);
    }
    Ok(posted)
}
