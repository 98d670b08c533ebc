//! Plays scripts against a webhook target, as Vapi would.

mod answers;
mod call_player;
mod options;
mod report;
mod webhook_sender;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use futures_util::{StreamExt, stream};

use crate::callers::{CallScript, Line, PlacedCall};
use crate::clock;
use crate::vapi::Vapi;
use call_player::CallPlayer;
use webhook_sender::WebhookSender;

pub use options::{BackoffPlan, Pace, PlayOptions, Target};
pub use report::Report;

#[derive(Debug, thiserror::Error)]
pub enum PlayError {
    #[error("could not make an HTTP client for the synthetic callers")]
    Client(#[source] reqwest::Error),
    #[error("playing no more than {MAX_CONCURRENCY} and no fewer than one call at a time")]
    Concurrency,
}

/// At most 1,000 calls at a time: each holds a connection.
const MAX_CONCURRENCY: usize = 1_000;

/// Plays all scripts and counts what became of them. Every finished call is then in Vapi's API.
/// Each call keeps its own order of messages, unless a fault reorders them.
pub async fn play(
    vapi: &Vapi,
    target: &Target,
    scripts: impl IntoIterator<Item = CallScript>,
    options: &PlayOptions,
) -> Result<Report, PlayError> {
    if !(1..=MAX_CONCURRENCY).contains(&options.concurrency) {
        return Err(PlayError::Concurrency);
    }
    let sender = WebhookSender::new(vapi, target, options.backoff.as_ref()).map_err(PlayError::Client)?;
    let line = Arc::new(Line { monitor_host: Some(vapi.host.clone()), ..target.line.clone() });
    let started = std::time::Instant::now();
    let calls = stream::iter(scripts).map(|script| {
        let line = Arc::clone(&line);
        let sender = &sender;
        async move {
            let created_at = creation(&script, options, clock::now());
            CallPlayer::new(sender, options, PlacedCall::new(script, line, created_at)).play().await
        }
    });
    let mut report = calls
        .buffer_unordered(options.concurrency)
        .fold(Report::default(), |total, one| async { total.plus(one) })
        .await;
    report.elapsed_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok(report)
}

/// When the call was created, if its end is to fall on the moment at which playing it is over.
fn creation(script: &CallScript, options: &PlayOptions, now: DateTime<Utc>) -> DateTime<Utc> {
    let now = options.now.unwrap_or(now);
    let length = std::time::Duration::from_millis(u64::from(script.ended_ms));
    now + options.pace.of(length) - length
}
