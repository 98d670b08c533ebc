//! Requests: a new one for each answer (`closed`), or at a fixed rate whatever the answers do (`open`).

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Context as _, ensure};
use futures_util::future::{join_all, try_join_all};
use reqwest::{Client, StatusCode};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use crate::figures::Durations;

/// 30 seconds: longer than anything that is measured.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);

/// Where and how requests are sent.
#[derive(Clone)]
pub(crate) struct Target {
    http: Client,
    url: String,
    secret: String,
}

impl Target {
    pub(crate) fn new(url: String, secret: String) -> anyhow::Result<Self> {
        let http = runtime::http::client(REQUEST_TIMEOUT).context("could not make an HTTP client")?;
        Ok(Self { http, url, secret })
    }

    /// Posts a body; `None` when there was no answer.
    pub(crate) async fn post(&self, body: String) -> Option<StatusCode> {
        self.ask(body).await.map(|(status, _)| status)
    }

    /// The same, with what was answered.
    async fn ask(&self, body: String) -> Option<(StatusCode, String)> {
        let request = self.http.post(&self.url).header("x-vapi-secret", &self.secret);
        let answer = request.header("content-type", "application/json").body(body).send().await.ok()?;
        let status = answer.status();
        // Read to its end, so that the connection is used again.
        let text = answer.text().await.ok()?;
        Some((status, text))
    }
}

/// Requests that were accepted, and in what time.
pub(crate) struct Accepted {
    pub(crate) count: u64,
    elapsed: Duration,
}

impl Accepted {
    pub(crate) fn a_second(&self) -> f64 {
        a_second(self.count, self.elapsed)
    }
}

/// Keeps `at_once` requests in flight for `duration`.
pub(crate) async fn closed(
    target: &Target,
    at_once: usize,
    duration: Duration,
    body: impl Fn() -> String + Sync,
) -> anyhow::Result<Accepted> {
    let begun = Instant::now();
    let until = begun + duration;
    let (accepted, rejected) = (AtomicU64::new(0), AtomicU64::new(0));
    let sender = async || {
        while Instant::now() < until {
            let is_accepted = target.post(body()).await.is_some_and(|status| status.is_success());
            let count = if is_accepted { &accepted } else { &rejected };
            count.fetch_add(1, Ordering::Relaxed);
        }
    };
    join_all((0..at_once).map(|_| sender())).await;
    let rejected = rejected.into_inner();
    ensure!(rejected == 0, "{rejected} requests were not accepted");
    Ok(Accepted { count: accepted.into_inner(), elapsed: begun.elapsed() })
}

/// Sends `count` requests, `at_once` at a time.
pub(crate) async fn all(
    target: &Target,
    at_once: usize,
    count: usize,
    body: impl Fn() -> String + Sync,
) -> anyhow::Result<()> {
    let begun = AtomicUsize::new(0);
    let sender = async || -> anyhow::Result<()> {
        while begun.fetch_add(1, Ordering::Relaxed) < count {
            let is_accepted = target.post(body()).await.is_some_and(|status| status.is_success());
            ensure!(is_accepted, "a request was not accepted");
        }
        Ok(())
    };
    try_join_all((0..at_once).map(|_| sender())).await?;
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "a rate for reading")]
pub(crate) fn a_second(count: u64, elapsed: Duration) -> f64 {
    count as f64 / elapsed.as_secs_f64()
}

/// Sends `rate` requests a second for `duration`, each when it is due whatever the answers to those before.
/// Gives how long each took from when it was due. Every answer has to contain `expected`: a fallback may be
/// fast, and is no answer.
pub(crate) async fn open(
    target: &Target,
    rate: u32,
    duration: Duration,
    body: impl Fn() -> String,
    expected: &str,
) -> anyhow::Result<Durations> {
    let begun = Instant::now();
    let target = Arc::new(target.clone());
    let mut requests = JoinSet::new();
    for number in 0..u64::from(rate) * duration.as_secs() {
        let due = begun + Duration::from_secs(number) / rate;
        sleep_until(due).await;
        let (target, body) = (Arc::clone(&target), body());
        requests.spawn(async move {
            let answer = target.ask(body).await;
            (answer, due.elapsed())
        });
    }
    let mut durations = Durations::default();
    let mut rejected = 0;
    while let Some(answered) = requests.join_next().await {
        match answered? {
            (Some((status, text)), took) if status.is_success() && text.contains(expected) => {
                durations.push(took);
            }
            _ => rejected += 1,
        }
    }
    ensure!(
        rejected == 0,
        "{rejected} of {} requests were not accepted, or not answered as expected",
        rejected + durations.len()
    );
    Ok(durations)
}
